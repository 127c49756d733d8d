//! Splits bzip2 files into their streams.
//!
//! A stream begins with `BZh`, a digit, and the magic number of a block or of the end (Seward, bzip2 1.0 file format).
//! Other data contains these ten bytes with a probability of about 2^-80 per byte. A stream counts as whole only if it
//! can be read to its end.

use bzip2::{Decompress, Status};
use memchr::memmem::Finder;

const BLOCK: [u8; 6] = [0x31, 0x41, 0x59, 0x26, 0x53, 0x59];
const END: [u8; 6] = [0x17, 0x72, 0x45, 0x38, 0x50, 0x90];

/// The length of a stream's head, in bytes.
pub(super) const HEAD: usize = 10;

/// The maximum output of a stream that is held in memory, in bytes.
pub(super) const MAX_OUTPUT: usize = 48 << 20;

/// Returns the offset of the first stream that begins at `from` or later.
pub(super) fn next_stream(bytes: &[u8], from: usize) -> Option<usize> {
    let finder = Finder::new(b"BZh");
    let mut at = from;
    while at < bytes.len() {
        let found = at + finder.find(&bytes[at..])?;
        let head = bytes.get(found..found + HEAD)?;
        if matches!(head[3], b'1'..=b'9') && (head[4..] == BLOCK || head[4..] == END) {
            return Some(found);
        }
        at = found + 3;
    }
    None
}

/// How the reading of a stream ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ending {
    /// The last byte was read. Holds the number of bytes used.
    Whole(usize),
    /// The output exceeds [`MAX_OUTPUT`].
    TooLong,
    /// The stream is damaged or cut off. Holds the number of bytes used and the cause.
    Broken(usize, String),
}

/// Unpacks one stream into a reusable buffer. Output from before any damage is kept.
pub(super) fn unpack(stream: &[u8], out: &mut Vec<u8>) -> Ending {
    out.clear();
    let mut decoder = Decompress::new(false);
    loop {
        if out.len() == out.capacity() {
            out.reserve(1 << 20);
        }
        let (used, made) = (decoder.total_in() as usize, out.len());
        let status = decoder.decompress_vec(stream.get(used..).unwrap_or_default(), out);
        let used_now = decoder.total_in() as usize;
        match status {
            Ok(Status::StreamEnd) => return Ending::Whole(used_now),
            Ok(Status::MemNeeded) => return Ending::Broken(used_now, "no memory is left to unpack it".into()),
            Ok(_) if out.len() > MAX_OUTPUT => return Ending::TooLong,
            Ok(_) if used_now == used && out.len() == made && out.len() < out.capacity() => {
                return Ending::Broken(used_now, "it ends within a block".into());
            }
            Ok(_) => {}
            Err(e) => return Ending::Broken(used_now, e.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn packed(text: &[u8]) -> Vec<u8> {
        let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::new(1));
        encoder.write_all(text).unwrap_or_default();
        encoder.finish().unwrap_or_default()
    }

    #[test]
    fn streams_are_found_and_cuts_are_noticed() {
        let (a, b) = (packed(b"first"), packed(b""));
        let both = [a.clone(), b.clone(), b"garbage".to_vec()].concat();
        assert_eq!(next_stream(&both, 0), Some(0));
        assert_eq!(next_stream(&both, 1), Some(a.len()));
        assert_eq!(next_stream(&both, a.len() + 1), None);
        let mut out = Vec::new();
        assert_eq!((unpack(&a, &mut out), out.as_slice()), (Ending::Whole(a.len()), b"first".as_slice()));
        assert!(matches!(unpack(&a[..a.len() - 1], &mut out), Ending::Broken(..)));
        assert!(matches!(unpack(&a[..20], &mut out), Ending::Broken(..)));
    }
}

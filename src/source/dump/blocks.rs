//! Reads a stream of bytes into blocks of work, in order.

use super::bzip::{self, HEAD};
use super::container::Container;
use super::progress::Progress;
use super::split;
use bzip2::bufread::BzDecoder;
use std::io::{BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// The size of a block of plain bytes.
pub(super) const BLOCK: usize = 1 << 20;
/// The reader itself unpacks a bzip2 stream longer than this, block by block.
const LONG_STREAM: usize = 6 << 20;
/// The number of bytes to read at a time while searching for the end of a stream.
const STEP: usize = 1 << 18;

/// A block of work.
#[derive(Debug)]
pub(super) enum Work {
    /// Bytes of the export.
    Raw(Vec<u8>),
    /// A whole bzip2 stream, and its offset in the file.
    Stream(Vec<u8>, u64),
    /// Data is missing here; the text says why.
    Gap(String),
}

/// An input that counts the bytes read from it.
pub(super) struct Counted {
    pub input: Box<dyn Read + Send>,
    pub progress: Arc<Progress>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.progress.bytes.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Reads an input to its end. Stops early if `send` returns `false`.
pub(super) fn read(container: Container, input: Counted, mut send: impl FnMut(Work) -> bool) {
    match container {
        Container::Bzip2 => streams(input, &mut send),
        other => {
            let progress = Arc::clone(&input.progress);
            let mut unpacked = other.unpack(Box::new(input));
            if let Err(e) = raw(&mut unpacked, container == Container::Plain, &mut send) {
                let at = progress.bytes.load(Ordering::Relaxed);
                let cause = match e.kind() {
                    std::io::ErrorKind::UnexpectedEof => "it is cut off".to_string(),
                    _ => e.to_string(),
                };
                send(Work::Gap(format!(
                    "the {} stream breaks off before byte {at} of the file: {cause}; everything after it is missing",
                    other.label()
                )));
            }
        }
    }
}

/// Sends a plain stream in blocks. Returns `Ok(false)` if `send` asked to stop. If `slow` is set, the short reads of a
/// slow pipe are sent as they arrive.
fn raw(input: &mut impl Read, slow: bool, send: &mut impl FnMut(Work) -> bool) -> std::io::Result<bool> {
    loop {
        let mut block = vec![0; BLOCK];
        let mut filled = 0;
        let result = loop {
            match input.read(&mut block[filled..]) {
                Ok(0) => break Ok(true),
                Ok(read) => {
                    filled += read;
                    // Do not wait for more from a pipe that returned few bytes.
                    if filled == BLOCK || slow && read < 1 << 12 {
                        break Ok(false);
                    }
                }
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
                Err(e) => break Err(e),
            }
        };
        block.truncate(filled);
        if filled > 0 && !send(Work::Raw(block)) {
            return Ok(false);
        }
        if result? {
            return Ok(true);
        }
    }
}

/// An input with a buffer of bytes that were read but not used yet.
struct Ahead {
    input: Counted,
    buffer: Vec<u8>,
    used: usize,
    ended: bool,
    /// The total number of bytes used.
    offset: u64,
}

impl Ahead {
    fn pending(&self) -> &[u8] {
        &self.buffer[self.used..]
    }

    /// Reads another step. Returns `false` at the end of the input.
    fn more(&mut self) -> std::io::Result<bool> {
        if self.used > 0 {
            self.buffer.drain(..self.used);
            self.used = 0;
        }
        let before = self.buffer.len();
        (&mut self.input).take(STEP as u64).read_to_end(&mut self.buffer)?;
        self.ended = self.buffer.len() == before;
        Ok(!self.ended)
    }

    fn cut(&mut self, length: usize) -> Vec<u8> {
        let taken = self.pending()[..length].to_vec();
        self.consume(length);
        taken
    }
}

impl Read for Ahead {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(buffer.len());
        buffer[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl BufRead for Ahead {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.used == self.buffer.len() && !self.ended {
            self.more()?;
        }
        Ok(self.pending())
    }

    fn consume(&mut self, length: usize) {
        self.used += length;
        self.offset += length as u64;
    }
}

/// Sends a bzip2 file stream by stream. Long streams are unpacked here.
fn streams(input: Counted, send: &mut impl FnMut(Work) -> bool) {
    let mut ahead = Ahead { input, buffer: Vec::new(), used: 0, ended: false, offset: 0 };
    let mut searched = 0;
    loop {
        let found = bzip::next_stream(ahead.pending(), searched.max(1)).filter(|_| !ahead.pending().is_empty());
        let length = match found {
            Some(next) => next,
            None if ahead.ended && ahead.pending().is_empty() => return,
            None if ahead.ended => ahead.pending().len(),
            None if ahead.pending().len() > LONG_STREAM && bzip::next_stream(ahead.pending(), 0) == Some(0) => {
                match long_stream(&mut ahead, send) {
                    Ok(true) => {
                        searched = 0;
                        continue;
                    }
                    Ok(false) => return,
                    Err(e) => {
                        let message = format!(
                            "the bzip2 stream breaks off before byte {} of the file: {e}; the rest of this stream is missing",
                            ahead.offset
                        );
                        if !send(Work::Gap(message)) || !resume(&mut ahead) {
                            return;
                        }
                        searched = 0;
                        continue;
                    }
                }
            }
            None => {
                searched = ahead.pending().len().saturating_sub(HEAD);
                if let Err(e) = ahead.more() {
                    send(Work::Gap(format!("reading stopped at byte {}: {e}", ahead.offset)));
                    return;
                }
                continue;
            }
        };
        searched = 0;
        let offset = ahead.offset;
        let stream = ahead.cut(length);
        let work = if stream.starts_with(b"BZh") {
            Work::Stream(stream, offset)
        } else {
            Work::Gap(format!("{length} bytes at byte {offset} are not a bzip2 stream and were left out"))
        };
        if !send(work) {
            return;
        }
    }
}

/// Unpacks one long stream. Returns `Ok(false)` if `send` asked to stop.
fn long_stream(ahead: &mut Ahead, send: &mut impl FnMut(Work) -> bool) -> std::io::Result<bool> {
    raw(&mut BzDecoder::new(ahead), false, send)
}

/// Skips damage up to the next stream. Returns `false` if there is none.
fn resume(ahead: &mut Ahead) -> bool {
    loop {
        if let Some(next) = bzip::next_stream(ahead.pending(), 0) {
            ahead.consume(next);
            return true;
        }
        let keep = ahead.pending().len().min(HEAD);
        let skip = ahead.pending().len() - keep;
        ahead.consume(skip);
        if !ahead.more().unwrap_or(false) {
            return false;
        }
    }
}

/// Returns the namespaces that the head of an export declares, from its first block of work.
pub(super) fn namespaces(first: &Work) -> Vec<(String, i32)> {
    let mut head = Vec::new();
    match first {
        Work::Raw(bytes) => head.extend_from_slice(&bytes[..bytes.len().min(1 << 16)]),
        Work::Stream(bytes, _) => {
            // Damage is reported when the stream itself is read.
            let _ = BzDecoder::new(bytes.as_slice()).take(1 << 16).read_to_end(&mut head);
        }
        Work::Gap(_) => {}
    }
    split::namespaces(&head)
}

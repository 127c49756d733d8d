//! Detects the compression of a file from its first bytes.

use std::io::{Cursor, Read};

/// The compression of a dump or a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// Not compressed.
    Plain,
    /// gzip (RFC 1952), with one or more members.
    Gzip,
    /// bzip2, with one or more streams.
    Bzip2,
    /// Zstandard (RFC 8878), with one or more frames.
    Zstd,
}

impl Container {
    /// Returns the container of a file that begins with these bytes.
    pub fn of(first: &[u8]) -> Self {
        match first {
            [0x1F, 0x8B, ..] => Self::Gzip,
            [b'B', b'Z', b'h', b'1'..=b'9', ..] => Self::Bzip2,
            [0x28, 0xB5, 0x2F, 0xFD, ..] | [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => Self::Zstd,
            _ => Self::Plain,
        }
    }

    /// Returns the container's name in messages.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Gzip => "gzip",
            Self::Bzip2 => "bzip2",
            Self::Zstd => "Zstandard",
        }
    }

    /// Unpacks a stream.
    pub(in crate::source) fn unpack(self, input: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
        match self {
            Self::Plain => input,
            Self::Gzip => Box::new(flate2::read::MultiGzDecoder::new(input)),
            Self::Bzip2 => Box::new(bzip2::read::MultiBzDecoder::new(input)),
            Self::Zstd => Box::new(Frames::new(input)),
        }
    }
}

/// Detects the container of a stream. The returned stream still has its first bytes.
pub(super) fn sniff(mut input: Box<dyn Read + Send>) -> std::io::Result<(Container, Box<dyn Read + Send>)> {
    let first = read_up_to(&mut input, 16)?;
    let container = Container::of(&first);
    Ok((container, Box::new(Cursor::new(first).chain(input))))
}

/// Reads `length` bytes, or fewer if the input ends.
pub(in crate::source) fn read_up_to(input: &mut impl Read, length: usize) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(length);
    input.take(length as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A Zstandard stream of several frames. Skippable frames are skipped.
struct Frames {
    state: Frame,
}

enum Frame {
    Between(Box<dyn Read + Send>),
    In(Box<ruzstd::decoding::StreamingDecoder<Box<dyn Read + Send>, ruzstd::decoding::FrameDecoder>>),
    Done,
}

impl Frames {
    fn new(input: Box<dyn Read + Send>) -> Self {
        Self { state: Frame::Between(input) }
    }

    /// Begins the next frame. Returns `false` at the end of the input.
    fn advance(&mut self) -> std::io::Result<bool> {
        let Frame::Between(mut input) = std::mem::replace(&mut self.state, Frame::Done) else { return Ok(true) };
        let head = read_up_to(&mut input, 4)?;
        match head.as_slice() {
            [] => return Ok(false),
            [0x50..=0x5F, 0x2A, 0x4D, 0x18] => {
                let size = read_up_to(&mut input, 4)?;
                let size = size.try_into().map_or(0, u32::from_le_bytes);
                std::io::copy(&mut (&mut input).take(u64::from(size)), &mut std::io::sink())?;
                self.state = Frame::Between(input);
            }
            _ => {
                let whole: Box<dyn Read + Send> = Box::new(Cursor::new(head).chain(input));
                let decoder = ruzstd::decoding::StreamingDecoder::new(whole).map_err(|_| broken())?;
                self.state = Frame::In(Box::new(decoder));
            }
        }
        Ok(true)
    }
}

/// Replaces the library's error, whose wording is meant for developers of the format.
fn broken() -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::InvalidData, "the Zstandard stream is damaged or cut off")
}

impl Read for Frames {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            match &mut self.state {
                Frame::Done => return Ok(0),
                Frame::Between(_) => {
                    if !self.advance()? {
                        return Ok(0);
                    }
                }
                Frame::In(decoder) => {
                    let read = decoder.read(buffer).map_err(|_| broken())?;
                    if read > 0 || buffer.is_empty() {
                        return Ok(read);
                    }
                    if let Frame::In(decoder) = std::mem::replace(&mut self.state, Frame::Done) {
                        self.state = Frame::Between(decoder.into_inner());
                    }
                }
            }
        }
    }
}

//! Checksums of a finished graph file: one for each page of the database, in a seal after the last page.
//!
//! A page is compared with its checksum whenever it is read, so a query pays only for the pages that it needs. SQLite
//! takes the length of a database from its header and never reads the seal; other programs read the file as if it had
//! none. Layout, little-endian: XXH3 of each page (64 bits, with the page's number as seed); then a mark of 16 bytes,
//! the length of a page and the number of pages (32 bits each), and XXH3 of all checksums.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Arc, OnceLock};
use twox_hash::XxHash3_64;

const MARK: &[u8; 16] = b"hustings sealed\n";
/// The length in bytes of the mark, the length of a page, the number of pages, and the checksum of the checksums.
const FOOT: usize = 32;

/// A description of the damage, set once it is found. It is shared by all readers of the file.
pub(super) type Damage = Arc<OnceLock<String>>;

/// A sealed file, open for reading.
pub(super) struct Sealed {
    file: File,
    page: usize,
    sums: Vec<u64>,
    damage: Damage,
    /// A buffer for a page of which only a part is wanted.
    scratch: Vec<u8>,
}

/// The state of a file's seal.
pub(super) enum Seal {
    Holds(Sealed),
    /// No seal: an earlier version wrote the file, or the file was cut.
    None,
    Broken(&'static str),
}

/// Appends the seal to a finished database.
pub(super) fn seal(path: &Path) -> io::Result<()> {
    let mut file = File::options().read(true).append(true).open(path)?;
    let length = file.metadata()?.len();
    let mut head = [0; 18];
    file.read_exact(&mut head)?;
    let page = match u16::from_be_bytes([head[16], head[17]]) {
        1 => 65_536,
        n => usize::from(n),
    };
    if page < 512 || length % page as u64 != 0 {
        return Err(io::Error::other("the length of the database is not a multiple of its page size"));
    }
    file.seek(SeekFrom::Start(0))?;
    let mut reader = io::BufReader::with_capacity(1 << 20, &file);
    let mut bytes = vec![0; page];
    let mut sums = Vec::with_capacity((length / page as u64) as usize * 8 + FOOT);
    for number in 0..length / page as u64 {
        reader.read_exact(&mut bytes)?;
        sums.extend(sum(number, &bytes).to_le_bytes());
    }
    let all = XxHash3_64::oneshot(&sums);
    let pages = (sums.len() / 8) as u32;
    sums.extend(MARK);
    sums.extend((page as u32).to_le_bytes());
    sums.extend(pages.to_le_bytes());
    sums.extend(all.to_le_bytes());
    file.write_all(&sums)
}

fn sum(number: u64, page: &[u8]) -> u64 {
    XxHash3_64::oneshot_with_seed(number, page)
}

/// Looks for the seal of a file, and verifies it.
pub(super) fn open(mut file: File) -> io::Result<Seal> {
    let length = file.metadata()?.len();
    let Some(at) = length.checked_sub(FOOT as u64) else { return Ok(Seal::None) };
    let mut foot = [0; FOOT];
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(&mut foot)?;
    if &foot[..16] != MARK {
        return Ok(Seal::None);
    }
    let number = |at: usize| foot[at..at + 4].iter().rev().fold(0_u64, |n, byte| n << 8 | u64::from(*byte));
    let (page, pages) = (number(16), number(20));
    if page < 512 || pages == 0 || page * pages + pages * 8 + FOOT as u64 != length {
        return Ok(Seal::Broken("its length is not the one that its checksums were made for"));
    }
    let mut sums = vec![0; pages as usize * 8];
    file.seek(SeekFrom::Start(page * pages))?;
    file.read_exact(&mut sums)?;
    if XxHash3_64::oneshot(&sums).to_le_bytes() != foot[24..] {
        return Ok(Seal::Broken("its checksums are not those that were written"));
    }
    let sums = sums.as_chunks::<8>().0.iter().map(|sum| u64::from_le_bytes(*sum)).collect();
    Ok(Seal::Holds(Sealed { file, page: page as usize, sums, damage: Damage::default(), scratch: Vec::new() }))
}

impl Sealed {
    pub(super) fn damage(&self) -> Damage {
        Arc::clone(&self.damage)
    }

    /// Returns the length of the database in bytes, without the seal.
    pub(super) fn len(&self) -> u64 {
        (self.page * self.sums.len()) as u64
    }

    /// Reads a part of the database. Returns `None` if the part is past the end, cannot be read, or is damaged.
    pub(super) fn read(&mut self, out: &mut [u8], at: u64) -> Option<()> {
        let at = usize::try_from(at).ok()?;
        if out.len() == self.page && at % self.page == 0 {
            return self.read_page(at / self.page, out);
        }
        // This is the header, read before SQLite knows the page size; or a long value, read without the link to its
        // next page.
        let (mut done, mut at) = (0, at);
        let mut page = std::mem::take(&mut self.scratch);
        page.resize(self.page, 0);
        let mut whole = Some(());
        while done < out.len() && whole.is_some() {
            let inside = at % self.page;
            let part = (self.page - inside).min(out.len() - done);
            whole = self.read_page(at / self.page, &mut page);
            out[done..done + part].copy_from_slice(&page[inside..inside + part]);
            (done, at) = (done + part, at + part);
        }
        self.scratch = page;
        whole
    }

    /// Reads a page and compares it with its checksum.
    fn read_page(&mut self, number: usize, out: &mut [u8]) -> Option<()> {
        let expected = *self.sums.get(number)?;
        if let Err(cause) = read_at(&mut self.file, out, (number * self.page) as u64) {
            let _ = self.damage.set(match cause.kind() {
                io::ErrorKind::UnexpectedEof => "it was cut short while it was read".into(),
                _ => format!("the system cannot read it: {cause}"),
            });
            return None;
        }
        if sum(number as u64, out) != expected {
            let _ = self.damage.set(format!(
                "page {} of {} differs from what was written: the disk is damaged, or another program wrote to the file",
                number + 1,
                self.sums.len()
            ));
            return None;
        }
        Some(())
    }
}

#[cfg(unix)]
fn read_at(file: &mut File, out: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, out, at)
}

#[cfg(not(unix))]
fn read_at(file: &mut File, out: &mut [u8], at: u64) -> io::Result<()> {
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(out)
}

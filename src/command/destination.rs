//! The files and streams that the program writes. Every file is written under a temporary name in its folder and
//! renamed when it is complete.

use super::exit::Failure;
use super::{interrupt, output, unfinished};
use hustings::source;
use same_file::Handle;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The time between two attempts to lock a file that another run is writing.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// An output that is being written. If it is dropped before [`Destination::finish`], the old file stays unchanged.
///
/// A file is written under a temporary name in its folder, where it is locked, and then renamed in one step. Programs
/// that read it meanwhile see either the old file or the new one. The new file has the permissions of the old one. If
/// the path is a link, the file that the link points to is replaced. Standard output, devices and pipes are written to
/// directly.
pub(super) struct Destination {
    kind: Kind,
    name: PathBuf,
}

enum Kind {
    Stream(Box<dyn Write + Send>),
    File { out: BufWriter<File>, beside: PathBuf, target: PathBuf },
    Finished,
}

impl Destination {
    /// Begins to write to a path. `-` is standard output.
    ///
    /// # Errors
    /// An error if this run has read the path, if it is a folder, or if it cannot be written to.
    pub(super) fn create(path: &Path) -> Result<Self, Failure> {
        let is_input = || Handle::from_path(path).is_ok_and(|here| Handle::stdin().is_ok_and(|input| input == here));
        if path != Path::new("-") && (source::was_read(path) || !is_stream(path) && is_input()) {
            return Err(Failure::Usage(format!(
                "this run reads '{}', so it cannot overwrite it; name another output file",
                path.display()
            )));
        }
        Self::update(path)
    }

    /// Begins to write to a path that this run may have read, in order to bring it up to date.
    pub(super) fn update(path: &Path) -> Result<Self, Failure> {
        let of = |kind| Ok(Self { kind, name: path.to_path_buf() });
        if path == Path::new("-") {
            return of(Kind::Stream(Box::new(BufWriter::with_capacity(1 << 16, output::plain()))));
        }
        let failed = |cause: io::Error| cannot(path, &cause);
        if is_stream(path) {
            return of(Kind::Stream(stream(path).map_err(failed)?));
        }
        interrupt::install();
        let target = followed(path).map_err(failed)?;
        // The new file is created in the folder, which may be writable even if the old file is not. So this tests the
        // old file.
        if target.exists() {
            File::options().append(true).open(&target).map_err(failed)?;
        }
        let beside = beside(&target);
        let file = locked(&beside, path).map_err(failed)?;
        // Removes what a run that was killed left in the file.
        file.set_len(0).map_err(failed)?;
        unfinished::add(&beside);
        of(Kind::File { out: BufWriter::with_capacity(1 << 20, file), beside, target })
    }

    /// Returns the path of the temporary file, for code that writes it by path. `None` for a stream.
    pub(super) fn beside(&self) -> Option<&Path> {
        match &self.kind {
            Kind::File { beside, .. } => Some(beside),
            _ => None,
        }
    }

    /// Completes the output and renames the file to its final name.
    ///
    /// # Errors
    /// An error if the system cannot write or rename the file.
    pub(super) fn finish(self) -> Result<(), Failure> {
        self.publish(false).map(|_| ())
    }

    /// Like [`Self::finish`], but first waits until the bytes are on the disk. Returns the size of the file in bytes.
    pub(super) fn finish_safely(self) -> Result<u64, Failure> {
        self.publish(true)
    }

    fn publish(mut self, safely: bool) -> Result<u64, Failure> {
        match &mut self.kind {
            Kind::Stream(out) => out.flush().map(|()| 0).map_err(Failure::from),
            Kind::Finished => Ok(0),
            Kind::File { out, beside, target } => {
                let size = put(out, beside, target, safely).map_err(|cause| cannot(&self.name, &cause))?;
                unfinished::remove(beside);
                self.kind = Kind::Finished;
                Ok(size)
            }
        }
    }
}

impl Write for Destination {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.kind {
            Kind::Stream(out) => out.write(bytes),
            Kind::File { out, .. } => out.write(bytes),
            Kind::Finished => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.kind {
            Kind::Stream(out) => out.flush(),
            Kind::File { out, .. } => out.flush(),
            Kind::Finished => Ok(()),
        }
    }
}

impl Drop for Destination {
    fn drop(&mut self) {
        if let Kind::File { beside, .. } = &self.kind {
            // The file is removed while it is still locked. If that fails, the next run overwrites it.
            fs::remove_file(beside).ok();
            unfinished::remove(beside);
        }
    }
}

/// Writes a whole file. `-` is standard output.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    finished(Destination::create(path)?, path, bytes)
}

/// Writes a whole file that this run may have read, in order to bring it up to date.
pub(super) fn rewrite(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    finished(Destination::update(path)?, path, bytes)
}

fn finished(mut out: Destination, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    out.write_all(bytes).map_err(|cause| match cause.kind() {
        io::ErrorKind::BrokenPipe => Failure::Closed,
        _ => cannot(path, &cause),
    })?;
    out.finish()
}

/// Waits until no other run works in a folder. Other runs are kept out until the returned lock is dropped.
#[cfg(feature = "site")]
pub(super) fn alone_in(folder: &Path) -> Result<Destination, Failure> {
    Destination::update(&folder.join(ALONE))
}

/// The name that the lock of a folder is made from. No file of this name ever exists.
#[cfg(feature = "site")]
const ALONE: &str = "alone";

/// Returns true if a folder contains nothing except the lock of [`alone_in`].
#[cfg(feature = "site")]
pub(super) fn is_empty(folder: &Path) -> bool {
    source::is_empty_folder(folder, &beside(Path::new(ALONE)).to_string_lossy())
}

/// Creates a folder and its parent folders.
#[expect(clippy::disallowed_methods, reason = "this is where the program writes")]
pub(super) fn make_folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|e| Failure::Output(format!("cannot make the folder '{}': {e}", path.display())))
}

/// Reports on standard error that a file was written.
pub(super) fn wrote(path: &Path) {
    output::note(&format!("wrote {}", path.display()));
}

fn cannot(path: &Path, cause: &io::Error) -> Failure {
    Failure::Output(format!("cannot write '{}': {cause}", path.display()))
}

/// Returns true if a path is written to directly: a pipe, a device, or a name of one of the program's own streams.
fn is_stream(path: &Path) -> bool {
    path.starts_with("/dev") || path.starts_with("/proc") || path.metadata().is_ok_and(|m| !m.is_file() && !m.is_dir())
}

/// Opens a stream by its path, for appending: after a shell's `>>` the stream is a file whose content must stay.
fn stream(path: &Path) -> io::Result<Box<dyn Write + Send>> {
    let is = |names: [&str; 3]| names.iter().any(|name| path == Path::new(name));
    if is(["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"]) {
        return Ok(Box::new(BufWriter::with_capacity(1 << 16, output::plain())));
    }
    if is(["/dev/stderr", "/dev/fd/2", "/proc/self/fd/2"]) {
        return Ok(Box::new(BufWriter::with_capacity(1 << 16, io::stderr())));
    }
    let stream = File::options().append(true).open(path)?;
    Ok(Box::new(BufWriter::with_capacity(1 << 16, stream)))
}

/// Follows the links of a path to a file, which need not exist.
fn followed(path: &Path) -> io::Result<PathBuf> {
    const MOST_LINKS: usize = 40;
    let mut target = path.to_path_buf();
    let mut links = 0;
    while let Ok(next) = fs::read_link(&target) {
        target = target.parent().unwrap_or(Path::new("")).join(next);
        links += 1;
        if links > MOST_LINKS {
            return Err(io::Error::other("its symbolic links form a loop"));
        }
    }
    match target.file_name() {
        Some(_) if target.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Some(name) => {
            let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
            Ok(folder.canonicalize()?.join(name))
        }
        None => Err(io::ErrorKind::IsADirectory.into()),
    }
}

/// The ending of the names of unfinished files.
const ENDING: &str = ".hustings-building";

/// Returns the path that a file has until it is finished.
fn beside(target: &Path) -> PathBuf {
    // File names may have up to 255 bytes, and the name gets a dot and the ending.
    const LONGEST: usize = 230;
    let name = target.file_name().unwrap_or_default();
    if name.len() <= LONGEST {
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(ENDING);
        return target.with_file_name(hidden);
    }
    let hash = hustings::store::hash_of(name.as_encoded_bytes());
    target.with_file_name(format!(".{hash}{ENDING}"))
}

/// Opens a temporary file and locks it. Waits while another run holds the lock.
fn locked(beside: &Path, path: &Path) -> io::Result<File> {
    let mut told = false;
    loop {
        // Never writes through a link that somebody has put there.
        if beside.symlink_metadata().is_ok_and(|there| !there.is_file()) {
            let name = beside.file_name().unwrap_or_default().display();
            return Err(io::Error::other(format!("'{name}' is in the way and is not a regular file; remove it")));
        }
        let file = File::options().create(true).truncate(false).read(true).write(true).open(beside)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::Error(cause)) if cause.kind() != io::ErrorKind::Unsupported => return Err(cause),
            // On a file system without locks the file stays unprotected.
            Err(fs::TryLockError::Error(_)) => return Ok(file),
            Err(fs::TryLockError::WouldBlock) => {
                if !told {
                    output::note(&format!("another run is writing '{}'; waiting for it to end", path.display()));
                    told = true;
                }
                std::thread::sleep(LOOK_AGAIN);
                continue;
            }
        }
        // The run that held the lock may have renamed or removed the file after it was opened here.
        let own = Handle::from_file(file.try_clone()?)?;
        let is_file = beside.symlink_metadata().is_ok_and(|there| there.is_file());
        if is_file && Handle::from_path(beside).is_ok_and(|there| there == own) {
            return Ok(file);
        }
    }
}

fn put(out: &mut BufWriter<File>, beside: &Path, target: &Path, safely: bool) -> io::Result<u64> {
    out.flush()?;
    let file = out.get_ref();
    if let Ok(old) = target.metadata() {
        keep_owner(file, &old);
        file.set_permissions(old.permissions())?;
    }
    if safely {
        file.sync_all()?;
    }
    let size = file.metadata()?.len();
    fs::rename(beside, target)?;
    if safely {
        sync_folder(target);
    }
    Ok(size)
}

#[cfg(unix)]
fn keep_owner(file: &File, old: &fs::Metadata) {
    use std::os::unix::fs::MetadataExt;
    let own = file.metadata().map(|m| (m.uid(), m.gid()));
    if own.is_ok_and(|own| own != (old.uid(), old.gid())) {
        // Most users may not change the owner of a file. It then keeps the owner that it has.
        std::os::unix::fs::fchown(file, Some(old.uid()), Some(old.gid())).ok();
    }
}

#[cfg(not(unix))]
fn keep_owner(_file: &File, _old: &fs::Metadata) {}

/// Writes the new name of a file to the disk. Some systems do not support this.
#[expect(clippy::disallowed_methods, reason = "a folder is opened to be written to the disk")]
fn sync_folder(target: &Path) {
    if let Some(folder) = target.parent() {
        File::open(folder).and_then(|f| f.sync_all()).ok();
    }
}

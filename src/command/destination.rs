//! Where an output goes. Every file that the program writes is written beside its place and renamed once it is whole.

use super::exit::Failure;
use super::{interrupt, output, unfinished};
use hustings::source;
use same_file::Handle;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How often it is looked whether another program has finished with a file.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// An output in the making. What is dropped before [`Destination::finish`] leaves the old file as it was.
///
/// A file is written under another name in its folder, locked there, and renamed in one step: whoever reads meanwhile has the old
/// file or the new one. Its mode stays; where the path is a link, the file that it leads to is replaced. Standard output, devices and
/// pipes are written to directly.
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
    /// Begins to write to a path; `-` is standard output.
    ///
    /// # Errors
    /// A path that this run has read, that is a folder, or that may not be written to.
    pub(super) fn create(path: &Path) -> Result<Self, Failure> {
        let is_input = || Handle::from_path(path).is_ok_and(|here| Handle::stdin().is_ok_and(|input| input == here));
        if path != Path::new("-") && (source::was_read(path) || !is_stream(path) && is_input()) {
            return Err(Failure::Usage(format!(
                "'{}' is read by this very run and cannot be written over; name another file",
                path.display()
            )));
        }
        Self::update(path)
    }

    /// The same for a file that is read in order to be brought up to date.
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
        // Whether the file may be written to is not told by its folder, in which the new file will be made.
        if target.exists() {
            File::options().append(true).open(&target).map_err(failed)?;
        }
        let beside = beside(&target);
        let file = locked(&beside, path).map_err(failed)?;
        // What a run that was killed left behind goes.
        file.set_len(0).map_err(failed)?;
        unfinished::add(&beside);
        of(Kind::File { out: BufWriter::with_capacity(1 << 20, file), beside, target })
    }

    /// Where the bytes stand until they are finished, for whoever writes them by a path; nothing for a stream.
    pub(super) fn beside(&self) -> Option<&Path> {
        match &self.kind {
            Kind::File { beside, .. } => Some(beside),
            _ => None,
        }
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// What the system refuses.
    pub(super) fn finish(self) -> Result<(), Failure> {
        self.publish(false).map(|_| ())
    }

    /// The same after the bytes are safe on the disk. Gives the size of the file.
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
            // Removed while it is still locked; where that fails, the next run begins with it.
            fs::remove_file(beside).ok();
            unfinished::remove(beside);
        }
    }
}

/// Writes a whole file, or standard output for `-`.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    finished(Destination::create(path)?, path, bytes)
}

/// The same for a file that is read in order to be brought up to date.
#[cfg(feature = "site")]
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

/// Waits until no other run works in a folder, and keeps others out until what this gives is dropped.
#[cfg(feature = "site")]
pub(super) fn alone_in(folder: &Path) -> Result<Destination, Failure> {
    Destination::update(&folder.join(ALONE))
}

/// What the lock of a folder is of; there is never a file of that name.
#[cfg(feature = "site")]
const ALONE: &str = "alone";

/// Whether a folder has nothing in it but what [`alone_in`] put there.
#[cfg(feature = "site")]
pub(super) fn is_empty(folder: &Path) -> bool {
    source::is_empty_folder(folder, &beside(Path::new(ALONE)).to_string_lossy())
}

/// Makes a folder and those above it.
#[expect(clippy::disallowed_methods, reason = "this is where the program writes")]
pub(super) fn make_folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|e| Failure::Output(format!("cannot make the folder '{}': {e}", path.display())))
}

/// Says on standard error that a file was written.
pub(super) fn wrote(path: &Path) {
    output::note(&format!("wrote {}", path.display()));
}

fn cannot(path: &Path, cause: &io::Error) -> Failure {
    Failure::Output(format!("cannot write '{}': {cause}", path.display()))
}

/// Whether a path is written to as it is: a pipe, a device, or another name of a stream that the program was given.
fn is_stream(path: &Path) -> bool {
    path.starts_with("/dev") || path.starts_with("/proc") || path.metadata().is_ok_and(|m| !m.is_file() && !m.is_dir())
}

/// A stream by its path. What stands there already stays: a shell's `>>` leads to the end of a file.
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

/// The file that a path leads to, whether it is there or not.
fn followed(path: &Path) -> io::Result<PathBuf> {
    const MOST_LINKS: usize = 40;
    let mut target = path.to_path_buf();
    let mut links = 0;
    while let Ok(next) = fs::read_link(&target) {
        target = target.parent().unwrap_or(Path::new("")).join(next);
        links += 1;
        if links > MOST_LINKS {
            return Err(io::Error::other("its links lead in a circle"));
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

/// How the names of files end that are not finished.
const ENDING: &str = ".hustings-building";

/// The name that a file has until it is finished.
fn beside(target: &Path) -> PathBuf {
    // Names of files may have 255 bytes.
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

/// Opens a file and waits until nobody else writes to it.
fn locked(beside: &Path, path: &Path) -> io::Result<File> {
    let mut told = false;
    loop {
        // Nothing is written through a link that somebody has put there.
        if beside.symlink_metadata().is_ok_and(|there| !there.is_file()) {
            let name = beside.file_name().unwrap_or_default().display();
            return Err(io::Error::other(format!("'{name}' stands in the way, and is no file; remove it")));
        }
        let file = File::options().create(true).truncate(false).read(true).write(true).open(beside)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::Error(cause)) if cause.kind() != io::ErrorKind::Unsupported => return Err(cause),
            // A file system without locks has no protection to give.
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
        // Whoever held the lock may have renamed or removed the file since it was opened here.
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
        // Only some may give a file away; whoever may not keeps it.
        std::os::unix::fs::fchown(file, Some(old.uid()), Some(old.gid())).ok();
    }
}

#[cfg(not(unix))]
fn keep_owner(_file: &File, _old: &fs::Metadata) {}

/// Makes the new name safe on the disk; not every system can be asked for it.
#[expect(clippy::disallowed_methods, reason = "a folder is opened to be written to the disk")]
fn sync_folder(target: &Path) {
    if let Some(folder) = target.parent() {
        File::open(folder).and_then(|f| f.sync_all()).ok();
    }
}

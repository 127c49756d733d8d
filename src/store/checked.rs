//! SQLite's reading of a sealed file: every page it asks for is compared with its checksum first.
//!
//! SQLite lets a program put itself between the library and the files (sqlite.org/vfs.html). This is such a layer, for reading
//! alone: a copy of the system's own that opens the database through [`Sealed`]. It is the only place of the crate with code that
//! the compiler cannot check, since SQLite calls it as C.
#![expect(unsafe_code, reason = "SQLite calls this layer as C; each block says why it holds")]

use super::seal::Sealed;
use rusqlite::ffi::{
    self, SQLITE_CANTOPEN, SQLITE_IOERR_DATA, SQLITE_OK, SQLITE_OPEN_MAIN_DB, SQLITE_OPEN_READONLY, SQLITE_READONLY,
    sqlite3_file, sqlite3_io_methods, sqlite3_vfs,
};
use rusqlite::{Connection, OpenFlags};
use std::cell::Cell;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::path::Path;
use std::sync::OnceLock;

const NAME: &CStr = c"hustings-sealed";

thread_local! {
    /// The file that the next call of `open` is about.
    static NEXT: Cell<Option<Box<Sealed>>> = const { Cell::new(None) };
}

/// Opens a database whose file is open and sealed.
pub(super) fn connect(path: &Path, sealed: Sealed) -> rusqlite::Result<Connection> {
    if !*REGISTERED.get_or_init(register) {
        return Err(rusqlite::Error::InvalidQuery);
    }
    NEXT.set(Some(Box::new(sealed)));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags_and_vfs(path, flags, NAME);
    NEXT.set(None);
    connection
}

/// Whether SQLite knows the layer.
static REGISTERED: OnceLock<bool> = OnceLock::new();

/// The system's own layer. SQLite never frees or changes it after it has started.
struct Own(*mut sqlite3_vfs);
// SAFETY: the pointer leads to a static of SQLite that is only read.
unsafe impl Send for Own {}
// SAFETY: as above.
unsafe impl Sync for Own {}
static OWN: OnceLock<Own> = OnceLock::new();

fn register() -> bool {
    // SAFETY: with a null pointer the call gives the default layer, or null where there is none; it starts SQLite if need be.
    let own = unsafe { ffi::sqlite3_vfs_find(std::ptr::null()) };
    if own.is_null() {
        return false;
    }
    // SAFETY: it is not null, and SQLite keeps it valid for ever.
    let mut layer = unsafe { *own };
    layer.iVersion = layer.iVersion.min(2);
    layer.szOsFile = layer.szOsFile.max(size_of::<Opened>() as c_int);
    layer.pNext = std::ptr::null_mut();
    layer.zName = NAME.as_ptr();
    layer.xOpen = Some(open);
    layer.xAccess = Some(access);
    let known = OWN.set(Own(own)).is_ok();
    // SAFETY: the layer lives as long as the program, as SQLite asks, since it is never freed.
    known && unsafe { ffi::sqlite3_vfs_register(Box::leak(Box::new(layer)), 0) } == SQLITE_OK
}

/// An open file as SQLite holds it: the table of functions, and what they work on.
#[repr(C)]
struct Opened {
    base: sqlite3_file,
    sealed: *mut Sealed,
}

static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    iVersion: 1,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(number),
    xFileSize: Some(size),
    xLock: Some(number),
    xUnlock: Some(number),
    xCheckReservedLock: Some(reserved),
    xFileControl: Some(control),
    xSectorSize: Some(sector),
    xDeviceCharacteristics: Some(nothing),
    xShmMap: None,
    xShmLock: None,
    xShmBarrier: None,
    xShmUnmap: None,
    xFetch: None,
    xUnfetch: None,
};

unsafe extern "C" fn open(
    _layer: *mut sqlite3_vfs,
    name: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    told: *mut c_int,
) -> c_int {
    if flags & SQLITE_OPEN_MAIN_DB == 0 {
        // SQLite's own scratch files are the system's matter.
        let Some(Own(own)) = OWN.get() else { return SQLITE_CANTOPEN };
        // SAFETY: the arguments are SQLite's, for the layer that they go to; its files fit, as `szOsFile` is the larger of both.
        return unsafe { (**own).xOpen.map_or(SQLITE_CANTOPEN, |open| open(*own, name, file, flags, told)) };
    }
    let opened = file.cast::<Opened>();
    let Some(sealed) = NEXT.take() else {
        // SAFETY: SQLite gives memory for a file, and reads from a null table that there is nothing to close.
        unsafe { (*file).pMethods = std::ptr::null() };
        return SQLITE_CANTOPEN;
    };
    // SAFETY: SQLite gives `szOsFile` bytes, which are enough for an `Opened`, and aligned for pointers. `told` may be null.
    unsafe {
        opened.write(Opened { base: sqlite3_file { pMethods: &raw const METHODS }, sealed: Box::into_raw(sealed) });
        if !told.is_null() {
            *told = SQLITE_OPEN_READONLY;
        }
    }
    SQLITE_OK
}

/// There is no journal beside a graph file, whatever lies there.
unsafe extern "C" fn access(_layer: *mut sqlite3_vfs, _name: *const c_char, _flags: c_int, out: *mut c_int) -> c_int {
    // SAFETY: SQLite gives a place for the answer.
    unsafe { *out = 0 };
    SQLITE_OK
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    let opened = file.cast::<Opened>();
    // SAFETY: SQLite closes once what `open` opened; the box is given back here and nowhere else.
    drop(unsafe { Box::from_raw((*opened).sealed) });
    SQLITE_OK
}

unsafe extern "C" fn read(file: *mut sqlite3_file, out: *mut c_void, amount: c_int, at: i64) -> c_int {
    let opened = file.cast::<Opened>();
    // SAFETY: the file is one that `open` opened, which one thread uses at a time, and SQLite gives room for `amount` bytes.
    let (sealed, out) =
        unsafe { (&mut *(*opened).sealed, std::slice::from_raw_parts_mut(out.cast::<u8>(), amount.max(0) as usize)) };
    match u64::try_from(at).ok().and_then(|at| sealed.read(out, at)) {
        Some(()) => SQLITE_OK,
        None => {
            // SQLite asks that what could not be read be zero.
            out.fill(0);
            SQLITE_IOERR_DATA
        }
    }
}

unsafe extern "C" fn size(file: *mut sqlite3_file, out: *mut i64) -> c_int {
    let opened = file.cast::<Opened>();
    // SAFETY: as in `read`.
    unsafe { *out = (*(*opened).sealed).len() as i64 };
    SQLITE_OK
}

unsafe extern "C" fn write(_file: *mut sqlite3_file, _from: *const c_void, _amount: c_int, _at: i64) -> c_int {
    SQLITE_READONLY
}

unsafe extern "C" fn truncate(_file: *mut sqlite3_file, _size: i64) -> c_int {
    SQLITE_READONLY
}

/// Locks and writes to the disk: nothing to do, since a finished file is replaced and never written to.
unsafe extern "C" fn number(_file: *mut sqlite3_file, _number: c_int) -> c_int {
    SQLITE_OK
}

unsafe extern "C" fn reserved(_file: *mut sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: SQLite gives a place for the answer.
    unsafe { *out = 0 };
    SQLITE_OK
}

unsafe extern "C" fn control(_file: *mut sqlite3_file, _what: c_int, _with: *mut c_void) -> c_int {
    ffi::SQLITE_NOTFOUND
}

unsafe extern "C" fn sector(_file: *mut sqlite3_file) -> c_int {
    4096
}

unsafe extern "C" fn nothing(_file: *mut sqlite3_file) -> c_int {
    0
}

//! Lets SQLite read a sealed file, and compares every page it asks for with its checksum first.
//!
//! SQLite lets a program put a layer between the library and the files (sqlite.org/vfs.html). This module is such a
//! layer, for reading only: a copy of the system's own layer that opens the database through [`Sealed`]. It is the only
//! module of the crate with unsafe code, because SQLite calls it as C.
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
    /// The file for the next call of `open`.
    static NEXT: Cell<Option<Box<Sealed>>> = const { Cell::new(None) };
}

/// Opens a connection to a sealed database whose file is already open.
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

/// True if the layer is registered with SQLite.
static REGISTERED: OnceLock<bool> = OnceLock::new();

/// The system's own layer. SQLite neither frees nor changes it after it has started.
struct Own(*mut sqlite3_vfs);
// SAFETY: the pointer refers to a static of SQLite that is only read.
unsafe impl Send for Own {}
// SAFETY: as above.
unsafe impl Sync for Own {}
static OWN: OnceLock<Own> = OnceLock::new();

fn register() -> bool {
    // SAFETY: for a null pointer the call returns the default layer, or null if there is none; it starts SQLite if
    // needed.
    let own = unsafe { ffi::sqlite3_vfs_find(std::ptr::null()) };
    if own.is_null() {
        return false;
    }
    // SAFETY: the pointer is not null, and SQLite keeps it valid forever.
    let mut layer = unsafe { *own };
    layer.iVersion = layer.iVersion.min(2);
    layer.szOsFile = layer.szOsFile.max(size_of::<Opened>() as c_int);
    layer.pNext = std::ptr::null_mut();
    layer.zName = NAME.as_ptr();
    layer.xOpen = Some(open);
    layer.xAccess = Some(access);
    let known = OWN.set(Own(own)).is_ok();
    // SAFETY: the layer is leaked, so it lives as long as the program, as SQLite requires.
    known && unsafe { ffi::sqlite3_vfs_register(Box::leak(Box::new(layer)), 0) } == SQLITE_OK
}

/// An open file as SQLite holds it: its table of methods, and the data for them.
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
        // The system's layer opens SQLite's own temporary files.
        let Some(Own(own)) = OWN.get() else { return SQLITE_CANTOPEN };
        // SAFETY: SQLite's arguments are passed on to the layer they fit; `szOsFile` is large enough for files of both
        // layers.
        return unsafe { (**own).xOpen.map_or(SQLITE_CANTOPEN, |open| open(*own, name, file, flags, told)) };
    }
    let opened = file.cast::<Opened>();
    let Some(sealed) = NEXT.take() else {
        // SAFETY: SQLite provides the memory of a file; a null method table tells it that there is nothing to close.
        unsafe { (*file).pMethods = std::ptr::null() };
        return SQLITE_CANTOPEN;
    };
    // SAFETY: SQLite provides `szOsFile` bytes, enough for an `Opened` and aligned for pointers. `told` may be null.
    unsafe {
        opened.write(Opened { base: sqlite3_file { pMethods: &raw const METHODS }, sealed: Box::into_raw(sealed) });
        if !told.is_null() {
            *told = SQLITE_OPEN_READONLY;
        }
    }
    SQLITE_OK
}

/// Reports that no journal exists; a file with a journal's name beside a graph file is ignored.
unsafe extern "C" fn access(_layer: *mut sqlite3_vfs, _name: *const c_char, _flags: c_int, out: *mut c_int) -> c_int {
    // SAFETY: SQLite provides valid memory for the answer.
    unsafe { *out = 0 };
    SQLITE_OK
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    let opened = file.cast::<Opened>();
    // SAFETY: SQLite closes each file of `open` once; the box is freed only here.
    drop(unsafe { Box::from_raw((*opened).sealed) });
    SQLITE_OK
}

unsafe extern "C" fn read(file: *mut sqlite3_file, out: *mut c_void, amount: c_int, at: i64) -> c_int {
    let opened = file.cast::<Opened>();
    // SAFETY: `open` opened the file, one thread uses it at a time, and SQLite provides `amount` bytes.
    let (sealed, out) =
        unsafe { (&mut *(*opened).sealed, std::slice::from_raw_parts_mut(out.cast::<u8>(), amount.max(0) as usize)) };
    match u64::try_from(at).ok().and_then(|at| sealed.read(out, at)) {
        Some(()) => SQLITE_OK,
        None => {
            // SQLite requires that bytes that could not be read are zero.
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

/// Locks, unlocks and syncs: there is nothing to do, since a finished file is replaced and never written to.
unsafe extern "C" fn number(_file: *mut sqlite3_file, _number: c_int) -> c_int {
    SQLITE_OK
}

unsafe extern "C" fn reserved(_file: *mut sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: SQLite provides valid memory for the answer.
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

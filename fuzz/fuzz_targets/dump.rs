//! The reader of exports in every container: the first byte chooses how the rest is packed.
#![no_main]

use hustings::source::dump::{Dump, DumpOptions, run};
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::sync::Arc;

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let magic: &[u8] = match first % 5 {
        0 => b"<mediawiki><page><title>A</title><ns>0</ns><revision><text>",
        1 => b"BZh91AY&SY",
        2 => b"\x1f\x8b\x08\0\0\0\0\0\0\x03",
        3 => b"\x28\xb5\x2f\xfd",
        _ => b"",
    };
    let bytes = [magic, rest].concat();
    let Ok(dump) = Dump::new("fuzz", None, Cursor::new(bytes)) else { return };
    let options = DumpOptions::default().with_threads(1);
    let mut pages = 0_u64;
    let report = run(dump, &options, &Arc::default(), |_, _| true, |page| Some(page.text.len()), |_| {
        pages += 1;
        ControlFlow::Continue(())
    });
    assert!(pages <= report.pages);
    assert!(report.complete || !report.warnings.is_empty());
});

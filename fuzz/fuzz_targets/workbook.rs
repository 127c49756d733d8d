//! The reader of workbooks: the first byte chooses how the file begins.
#![no_main]

use hustings::facts::Facts;
use hustings::source;
use libfuzzer_sys::fuzz_target;

const STARTS: [&[u8]; 3] = [b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b""];

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let file = [STARTS[usize::from(*first) % STARTS.len()], rest].concat();
    let reading = source::read_text("book.xlsx", &file);
    Facts::extract(&reading.pages);
});

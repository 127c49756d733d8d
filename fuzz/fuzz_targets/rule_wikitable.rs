//! Tables of results made of cells.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    hustings_fuzz::rule("{|\n|+ A: Results\n! Year !! Blue !! Votes !! %\n|-\n| 1990 || '''A B''' || 5 || 50\n|}\n==H 1999==\n{|\n! Party !! Candidate !! Votes !! %\n|-\n| Red || A B || 7 || ", data);
});

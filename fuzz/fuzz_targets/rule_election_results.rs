//! Tables of results of one template with numbered rows.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| hustings_fuzz::rule("{{Election results|cand1=A B|votes1=5|votes1_2=7|row2=Nobody|votes2=", data));

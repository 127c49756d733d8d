//! Infoboxes of people in office.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| hustings_fuzz::rule("{{Infobox officeholder\n| name = N\n| office = 3rd [[O]]\n| predecessor2 = [[B]]\n| state3 = X\n| district3 = ", data));

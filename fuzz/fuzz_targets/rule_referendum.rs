//! Referendums.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| hustings_fuzz::rule("{{Referendum|title=T<br />7 May 2001|option1=A|yes=1|no=", data));

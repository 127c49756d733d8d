//! Tables of results.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| hustings_fuzz::rule("{{Election box begin|title=T}}{{Election box candidate|candidate=A|votes=1}}{{CANelec/top|CA|2015}}{{CANelec|CA|L|A|1|2|3}}{{Election box winning candidate|candidate=", data));

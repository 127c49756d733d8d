//! Infoboxes of contests.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| hustings_fuzz::rule("{{Infobox election\n| election_name = E\n| 1blank = First\n| candidate1 = [[A]]\n| party1 = P\n| 1data1 = 1,000<br>5%\n| election_date = ", data));

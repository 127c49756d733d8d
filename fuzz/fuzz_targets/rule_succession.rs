//! Succession boxes.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| hustings_fuzz::rule("{{s-start}}{{s-off}}{{s-bef|before=[[A]]|rows=2}}{{s-ttl|title=T|years=1999–2001}}{{s-aft|after=", data));

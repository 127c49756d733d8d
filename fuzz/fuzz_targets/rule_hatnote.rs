//! Notes that tell pages of like names apart.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| hustings_fuzz::rule("{{about|x|y|Title (z)}}{{s-ttl|title=x}}{{for|", data));

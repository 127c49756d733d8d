//! Reads a file of wikitext and prints what its templates state, as JSON: `cargo run --example extract_page FILE TITLE`
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "an example reads and prints"
)]

use hustings::facts::wiki;

/// A made-up page, used if no file is named.
const PAGE: &str = "{{Infobox election
| election_name = 2031 Freedonian presidential election
| election_date = 4 May 2031 (first round)<br>18 May 2031 (second round)
| nominee1 = '''[[Ada Quill]]'''
| party1 = Reform
| popular_vote1 = 1,204,118
| percentage1 = 52.3%
| nominee2 = [[Bo Marsh (politician)|Bo Marsh]]{{efn|Acting leader}}
| party2 = Unity
| popular_vote2 = 1,098,450
| percentage2 = 47.7%
}}
The '''2031 Freedonian presidential election''' was held in May.
";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next();
    let text = file.map_or_else(|| Ok(PAGE.to_string()), std::fs::read_to_string)?;
    let title = arguments.next().unwrap_or_else(|| "2031 Freedonian presidential election".into());
    println!("{}", serde_json::to_string_pretty(&wiki::read(&title, &text))?);
    Ok(())
}

//! Measures how long the commands take on the bundled data: the median wall time of 20 runs of the release program, as
//! a table for the README. Run with `cargo bench --bench commands`.
#![allow(clippy::print_stdout, clippy::panic, reason = "a benchmark prints its table")]

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 20;

fn main() {
    let folder = std::env::temp_dir().join("hustings-bench");
    let out = folder.to_string_lossy().into_owned();
    let png = folder.join("likud.png").to_string_lossy().into_owned();
    let commands: [&[&str]; 7] = [
        &["report", "-o", &out],
        &["rivals", "Peres", "Rabin"],
        &["succession", "likud"],
        &["path", "Golda Meir", "Yair Golan"],
        &["show", "Peres"],
        &["check"],
        &["draw", "succession", "likud", "-o", &png],
    ];
    for args in commands {
        let mut times: Vec<Duration> = (0..RUNS).map(|_| time(args)).collect();
        times.sort();
        let name = args.iter().take_while(|a| **a != "-o").copied().collect::<Vec<_>>().join(" ");
        println!("| `hustings {name}` | {:.0} ms |", times[RUNS / 2].as_secs_f64() * 1e3);
    }
}

fn time(args: &[&str]) -> Duration {
    let start = Instant::now();
    let status =
        Command::new(env!("CARGO_BIN_EXE_hustings")).args(args).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let elapsed = start.elapsed();
    // `check` exits with 1 if it finds errors.
    let code = status.ok().and_then(|status| status.code());
    assert!(code == Some(0) || code == Some(1) && args == ["check"], "hustings {args:?} ends with {code:?}");
    elapsed
}

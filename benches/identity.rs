//! Measures how fast names are joined at scale: `cargo bench --bench identity -- S M`.
//!
//! The benchmark reads a made-up world (`tests/world`) from its table of candidacies. It measures the joining of names
//! and, in the same run, the reading of the same table. It does so a second time with names misspelled in every other
//! row, where exact names do not suffice for joining. It also measures a flat list of names, as `identity --match`
//! judges it. Everything runs on one thread, so wall time stands for processor time.

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a benchmark prints, and ends where something is missing")]

#[path = "../tests/world/mod.rs"]
mod world;

use hustings::facts::Facts;
use hustings::identity::matching::{Mention, resolve};
use hustings::identity::{Overrides, Roster};
use hustings::source::Page;
use std::time::Instant;
use world::{Size, World};

fn main() {
    let named: Vec<String> = std::env::args().skip(1).filter(|a| Size::of(a).is_some()).collect();
    let sizes = if named.is_empty() { vec!["T".to_string()] } else { named };
    println!("| size | candidacies | names | reading the table, s | who is who, s | ratio | judgements |");
    println!("|---|---|---|---|---|---|---|");
    for letter in sizes {
        let size = Size::of(&letter).expect("a size");
        let world = World::new(size, 7);
        let mut table = Vec::new();
        world.table(&mut table).expect("a table in memory");
        let text = String::from_utf8(table).expect("text");
        for (kind, text) in [("as written", text.clone()), ("misspelled", misspelled(&text))] {
            let page = Page::new("candidacies.csv", text);
            let start = Instant::now();
            let facts = Facts::extract([&page]);
            let reading = start.elapsed().as_secs_f64();
            let start = Instant::now();
            let roster = Roster::of(&facts, &Overrides::default());
            let joining = start.elapsed().as_secs_f64();
            println!(
                "| {letter}, {kind} | {} | {} | {reading:.2} | {joining:.2} | {:.2} | {} |",
                world.candidacies.len(),
                roster.people.len(),
                joining / reading,
                roster.judgements.len()
            );
        }
    }
    for count in [2_000, 20_000] {
        let world = World::new(Size { contests: count / 4, candidacies: count }, 11);
        let mentions: Vec<Mention> =
            world.people.iter().take(count).map(|name| Mention { name: name.clone(), years: None }).collect();
        let start = Instant::now();
        let found = resolve(&mentions);
        let time = start.elapsed().as_secs_f64();
        println!("a list of {} names: {time:.2} s, {} pairs to decide", mentions.len(), found.unsure.len());
    }
}

/// Doubles or drops letters in every second row: other spellings of the same people.
fn misspelled(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 50);
    for (number, line) in text.lines().enumerate() {
        if number % 2 == 1 {
            out.push_str(&line.replacen("nn", "n", 1).replacen("ll", "l", 1).replacen('k', "ck", 1));
        } else {
            out.push_str(line);
        }
        out.push('\n');
    }
    out
}

//! A made-up country for drawings: contests for one office in which people come back. Used by a test and a benchmark.
#![allow(dead_code, reason = "each takes a part")]

use hustings::facts::Facts;
use hustings::graph::PoliticalGraph;
use hustings::identity::Overrides;
use hustings::source::read_text;
use std::fmt::Write;

const GIVEN: [&str; 12] =
    ["Ada", "Boris", "Cara", "Dov", "Elsa", "Fritz", "Greta", "Hugo", "Ines", "Jonas", "Karin", "Leo"];
const FAMILY: [&str; 12] =
    ["Ashby", "Birch", "Castor", "Dorn", "Elm", "Falk", "Grau", "Holm", "Ibsen", "Jansen", "Korn", "Lind"];
const PARTIES: [&str; 4] = ["Reds", "Blues", "Greens", "Golds"];

/// A generator of numbers that is the same everywhere (Marsaglia, "Xorshift RNGs", 2003).
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }
}

/// The graph of so many contests of so many candidates each.
pub(crate) fn graph(contests: usize, candidates: usize) -> PoliticalGraph {
    let facts = Facts::extract(&read_text("atlantis.csv", table(contests, candidates).as_bytes()).pages);
    PoliticalGraph::build(&facts, &Overrides::default())
}

/// The table that it is read from.
pub(crate) fn table(contests: usize, candidates: usize) -> String {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut table = String::from("contest,date,office,party,candidate,votes,outcome\n");
    let (mut next, mut pool) = (0, Vec::new());
    for contest in 0..contests {
        while pool.len() < candidates + 3 {
            pool.push(next);
            next += 1;
        }
        let year = 1900 + 2 * contest;
        let mut left = 90_000;
        for place in 0..candidates {
            let person = pool.remove(random.below(pool.len() - place));
            pool.push(person);
            let name = format!("{} {}", GIVEN[person % 12], FAMILY[(person / 12 + person) % 12]);
            let party = PARTIES[person % PARTIES.len()];
            left -= 1_000 + random.below(left / 4);
            let outcome = if place == 0 { "elected" } else { "lost" };
            // Writing to a string cannot fail.
            let _ = writeln!(
                table,
                "{year} Atlantis election,{year}-05-0{},President of Atlantis,{party},{name},{left},{outcome}",
                1 + contest % 9
            );
        }
        let keep: Vec<usize> = pool.iter().copied().filter(|_| random.below(4) > 0).collect();
        pool = keep;
    }
    table
}

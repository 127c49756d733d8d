//! Claims about other contests and careers, one kind per file. A claim never becomes a fact of the graph; it is tested
//! against the graph.

mod attempt;
mod first;
mod held;
mod meetings;
mod outcome;

use super::{Context, Findings, Rule, Statement, months};
use crate::facts::marked::MarkedSentence;
use crate::facts::{Claim, ContestMention};

pub(super) const RULE: Rule = Rule {
    name: "claims",
    reads: "'the second of four', 'leader from 1974 to 1977', 'the first open to all members', 'his third attempt', 're-elected'",
    run,
};

fn run(context: &Context<'_>, out: &mut Findings<'_>) {
    for sentence in context.sentences {
        let mut claims = Vec::new();
        first::read(context, sentence, &mut claims);
        // The other kinds need a person. Most sentences name none.
        if sentence.marked.text.contains('⟦') {
            for read in [meetings::read, held::read, attempt::read, outcome::read] {
                read(context, sentence, &mut claims);
            }
        }
        for claim in claims {
            out.state(Statement::Claim(Box::new(claim)), context.prose(sentence));
        }
    }
    held::items(context, out);
}

/// Returns the contest that a sentence is about: the article's own, or `None` if the sentence only names other years.
fn own(context: &Context<'_>, sentence: &MarkedSentence<'_>) -> Option<ContestMention> {
    (!context.is_of_another_year(&sentence.marked.text)).then(|| context.contest.clone())
}

/// Reads a number in words or digits: "third", "3rd", "two", "4".
fn number(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let cardinals = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let place = |list: &[&str]| list.iter().position(|w| *w == word).map(|at| at as u32 + 1);
    place(&ordinals)
        .or_else(|| place(&cardinals))
        .or_else(|| word.trim_end_matches(|c: char| c.is_alphabetic()).parse().ok().filter(|n| (1..100).contains(n)))
}

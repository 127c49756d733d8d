//! Claims in the prose of pages with results: "won by 1,234 votes", "with a majority of 3,698", "by 2,521 votes to 2,084",
//! "Ash won with 53.2% of the vote".
//!
//! A claim never becomes a fact of the graph; the tables of the page confirm or contradict it.

use super::years_in;
use crate::facts::citation::Confidence;
use crate::facts::record::PageRecord;
use crate::facts::state::Place;
use crate::facts::{Claim, Facts, MOST_QUOTED, Statement};
use crate::wikitext::fold;
use crate::wikitext::prose::Paragraph;
use crate::wikitext::sentence::sentences;
use std::collections::{BTreeMap, BTreeSet};

/// The most paragraphs of a page that are read.
const MOST: usize = 2_000;
/// The most sentences of a page whose figures are claims.
const MOST_CLAIMS: usize = 500;
/// The fewest votes of a figure that is compared.
const FEWEST: u64 = 10;

/// States what the prose of a page claims of votes, majorities and shares. Linear in the page.
pub(in crate::facts) fn find(record: &PageRecord, paragraphs: &[Paragraph], place: &Place<'_>, facts: &mut Facts) {
    if record.elections.is_empty() {
        return;
    }
    let surnames = record.surnames();
    let mut claims = 0;
    for paragraph in paragraphs.iter().take(MOST).filter(|p| !p.item) {
        let headed: BTreeSet<i32> = years_in(&paragraph.section).into_iter().collect();
        for sentence in sentences(&paragraph.text, paragraph.line) {
            let Some(figures) = Figures::of(sentence.text).filter(|_| claims < MOST_CLAIMS) else { continue };
            let own: BTreeSet<i32> = years_in(sentence.text).into_iter().collect();
            let years = if own.is_empty() { headed.clone() } else { own };
            // What a sentence with several years means is not certain.
            if years.len() > 1 {
                continue;
            }
            let candidate = named(sentence.text, &surnames);
            // On a page about a person, another rule reads the shares, and only a year tells which contest is meant.
            let is_known = record.person.is_none() || years.len() == 1 && figures.share.is_none();
            if figures.share.is_some() && candidate.is_none() || !is_known {
                continue;
            }
            claims += 1;
            let Figures { margin, votes, share } = figures;
            let year = years.first().copied();
            let claim = Claim::Figures { page: place.title.to_string(), year, margin, votes, share, candidate };
            let mut citation = place.citation(sentence.line, Confidence::Prose);
            citation.quote = sentence.text.chars().take(MOST_QUOTED).collect::<String>().into();
            facts.state(Statement::Claim(Box::new(claim)), citation);
        }
    }
}

/// Returns the candidate that a sentence names, if it names one alone.
fn named(text: &str, surnames: &BTreeMap<String, BTreeSet<String>>) -> Option<String> {
    let mut found: BTreeSet<&String> = BTreeSet::new();
    for word in text.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '\'')) {
        let word = word.strip_suffix("'s").unwrap_or(word);
        if word.starts_with(char::is_uppercase)
            && let Some(names) = surnames.get(&fold(word))
        {
            found.extend(names);
        }
    }
    found.first().filter(|_| found.len() == 1).map(|name| (*name).clone())
}

/// The figures of a sentence.
#[derive(Debug, Default, PartialEq)]
struct Figures {
    /// The votes by which the first is ahead of the second.
    margin: Option<u64>,
    /// The votes of one, or of two.
    votes: [Option<u64>; 2],
    /// A share of the votes, in per cent.
    share: Option<f64>,
}

impl Figures {
    /// Reads a sentence. `None` if it has no figure, or none that can be compared.
    fn of(text: &str) -> Option<Self> {
        // Most sentences have no figure of votes.
        let words = ["vote", "majority", "margin", "%", "per cent", "percent"];
        if !text.bytes().any(|b| b.is_ascii_digit()) || !words.iter().any(|word| text.contains(word)) {
            return None;
        }
        let other = pattern!(
            r"(?i)\b(?:polls?|polled at|polling|projected|forecast|predicted|exit poll|previous(?:ly)?|last time|earlier|compared (?:to|with)|down from|up from|increased?|decreased?|reduced|swing|turnout|first round|second round|run-?off|primary|recount|county|counties|precincts?|wards?|boroughs?|ballots?|delegates?|electoral votes?|postal|\d+ seats|each|average|combined|between them|instead|would|could|needed|required|short of)\b"
        );
        if other.as_ref().is_some_and(|p| p.is_match(text)) {
            return None;
        }
        let number = |m: regex::Match<'_>| m.as_str().replace(',', "").parse::<u64>().ok().filter(|n| *n >= FEWEST);
        let pair = pattern!(
            r"\b(\d{1,3}(?:,\d{3})+|\d{2,}) votes (?:\([^()]{1,12}\) )?(?:to|against) (?:the )?(?:[A-Z][\w.'’-]*(?:'s|’s)? ?){0,3}(?:'s |’s )?(\d{1,3}(?:,\d{3})+|\d{2,})\b"
        );
        if let Some(found) = pair.as_ref().and_then(|p| p.captures(text)) {
            let votes = [found.get(1).and_then(number), found.get(2).and_then(number)];
            return votes.iter().all(Option::is_some).then(|| Self { votes, ..Self::default() });
        }
        let margin = pattern!(
            r"(?i)\b(?:(?:by|of|had|with) (?:just |only )?(?:an? )?(?:[a-z]+ )?(?:margin|majority|lead|plurality) of (?:just |only )?(\d{1,3}(?:,\d{3})+|\d{2,})(?: votes)?\b|(?:won|winning|beat|beating|defeat(?:ed|ing)|lost|losing|elected|ahead|victory|held|gained|retained)\b[^.;]{0,60}? by (?:just |only )?(\d{1,3}(?:,\d{3})+|\d{2,}) votes\b|\b(\d{1,3}(?:,\d{3})+|\d{2,})[- ]vote (?:margin|majority|lead|victory)\b|\ba majority of (?:just |only )?(\d{1,3}(?:,\d{3})+|\d{3,})\b)"
        );
        if let Some(found) = margin.as_ref().and_then(|p| p.captures(text)) {
            let stated = (1..=4).find_map(|group| found.get(group))?;
            // "A majority of 53%", "of 1.2 points".
            let behind = text[stated.end()..].trim_start();
            let is_share = [".", "%", "per", "point", "pp"].iter().any(|unit| behind.starts_with(unit))
                && !behind.starts_with(". ")
                && behind != ".";
            let is_count = behind.starts_with("vote") || behind.starts_with("-vote") || stated.as_str().len() > 2;
            return number(stated)
                .filter(|_| !is_share && is_count)
                .map(|margin| Self { margin: Some(margin), ..Self::default() });
        }
        let about = pattern!(
            r"(?i)\b(?:about|nearly|over|almost|around|more than|approximately|roughly|some|just under|fewer than|less than|at least|only half|under) (?:\d|£|\$)"
        );
        if about.as_ref().is_some_and(|p| p.is_match(text)) {
            return None;
        }
        let of_margin = pattern!(r"(?i)\b(?:margin|majority|lead|points?|plurality)\b");
        if of_margin.as_ref().is_some_and(|p| p.is_match(text)) {
            return None;
        }
        let share = pattern!(
            r"(?i)\b(?:won|winning|received|receiving|took|taking|secured|securing|got|gained|garnered|obtained|elected|re-elected)\b[^.;%]{0,60}?\b(\d{1,2}(?:\.\d+)?) ?(?:%|per ?cent)(?: of (?:the )?(?:total |popular |valid )?votes?)?"
        );
        if let Some(found) = share.as_ref().and_then(|p| p.captures(text)) {
            let share = found[1].parse().ok();
            let many = text.matches('%').count() + text.matches("per cent").count() + text.matches("percent").count();
            return share.filter(|_| many == 1).map(|share| Self { share: Some(share), ..Self::default() });
        }
        let votes = pattern!(
            r"(?i)\b(?:won|winning|received|receiving|took|taking|secured|securing|got|gained|garnered|obtained|polled|polling|with)\b[^.;\d]{0,30}?\b(\d{1,3}(?:,\d{3})+|\d{3,}) votes\b"
        );
        let mut all = votes.as_ref()?.captures_iter(text);
        let only = all.next().filter(|_| all.next().is_none())?;
        let votes = only.get(1).and_then(number)?;
        Some(Self { votes: [Some(votes), None], ..Self::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_that_sentences_claim() {
        let margin = |n| Some(Figures { margin: Some(n), ..Figures::default() });
        let votes = |a, b| Some(Figures { votes: [Some(a), b], ..Figures::default() });
        let share = |s| Some(Figures { share: Some(s), ..Figures::default() });
        for (text, expected) in [
            ("Ash won the seat by 1,234 votes.", margin(1_234)),
            ("Ash was elected with a majority of 3,698.", margin(3_698)),
            ("Ash defeated Birch by a margin of 214,921 votes.", margin(214_921)),
            ("It was held with a 512-vote majority.", margin(512)),
            ("Ash won on the fourth ballot with 2,521 votes to 2,084 for Birch.", None),
            ("Ash won by 2,521 votes to 2,084 for Birch.", votes(2_521, Some(2_084))),
            ("Ash won by 176 votes to Birch's 173.", votes(176, Some(173))),
            ("Ash received 12,345 votes.", votes(12_345, None)),
            ("Ash won with 53.2% of the vote.", share(53.2)),
            ("Ash was elected with 74 per cent of the vote.", share(74.0)),
            ("Ash won 53% to 47%.", None),
            ("Ash won by 35,044 votes (51.41%) to 33,123.", votes(35_044, Some(33_123))),
            ("Ash won by a margin of 57 to 43 percent.", None),
            ("Ash won by a margin of 5.2%.", None),
            ("Ash won with a majority of 53 per cent.", None),
            ("Ash won about 12,000 votes.", None),
            ("Polls had Ash winning by 1,234 votes.", None),
            ("Ash was born in 1950.", None),
        ] {
            assert_eq!(Figures::of(text), expected, "{text}");
        }
    }
}

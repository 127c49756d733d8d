//! Reads results that stand in lists, on pages on somebody's electoral history: a line with the contest, and an item for
//! each candidate, as in "* [[Ann Ash]] (D) – 60,000 (60.00%)".

use super::results::mark_winners;
use super::table_words::{has_year, words};
use super::{TemplateRule, WikiPage, at};
use crate::facts::named::split_brackets;
use crate::facts::record::{CandidateRecord, ElectionRecord, Names, PageRecord};
use crate::facts::templates::{templates, word};
use crate::wikitext::Value;
use crate::wikitext::figure::{count_in, percent_in};
use crate::wikitext::prose::logical_lines_in;

pub(super) const RULE: TemplateRule = TemplateRule {
    name: "result-lists",
    reads: "lists of candidates with votes, on pages on an electoral history",
    run,
};

/// The fewest candidates of a contest.
const FEWEST: usize = 2;
/// The longest name of a contest, in bytes.
const LONGEST: usize = 200;

/// The contest whose items are being read.
#[derive(Default)]
struct Open {
    title: String,
    line: usize,
    candidates: Vec<(CandidateRecord, bool)>,
    /// Items that are no candidates.
    others: usize,
}

/// Returns true if the title of a page or a heading says that somebody's electoral history follows, whose results may stand
/// in lists alone.
pub(in crate::facts) fn is_of_history(title: &str) -> bool {
    word(title).contains("electoral history")
}

fn run(page: &WikiPage<'_>, record: &mut PageRecord) {
    let text = page.markup.text();
    let is_history = is_of_history(page.title)
        || page.headings().iter().any(|heading| is_of_history(&page.markup.value(heading.clone()).line()));
    if !is_history {
        return;
    }
    let mut open = Open::default();
    for (from, to) in logical_lines_in(page.markup, 0..text.len()) {
        let bare = text[from..to].trim_end();
        let level = bare.bytes().take_while(|b| matches!(b, b'*' | b'#')).count();
        if bare.is_empty() {
            continue;
        }
        if level == 0 {
            close(open, record);
            let heading = bare.starts_with('=').then(|| page.heading_path(to));
            let title = match heading {
                Some(path) => with_year(&path),
                None => page.markup.value(from..from + bare.len()).line(),
            };
            let title = title.trim_matches([':', ' ', ';', '\'']).to_string();
            open = Open { title, line: page.markup.line(from), ..Open::default() };
            continue;
        }
        let value = page.markup.value(from + level..from + bare.len());
        match candidate(&value, page.markup.line(from)) {
            Some(stood) if level == 1 => open.candidates.push(stood),
            _ => open.others += 1,
        }
    }
    close(open, record);
}

/// Joins headings, the nearest first, as far as one has a year: "2020: General election".
fn with_year(path: &[String]) -> String {
    let end = path.iter().position(|heading| has_year(heading)).map_or(1, |at| at + 1);
    path.iter().take(end).rev().cloned().collect::<Vec<_>>().join(": ")
}

fn close(open: Open, record: &mut PageRecord) {
    let Open { title, line, candidates, others } = open;
    let names_contest = words().names_contest(&title) && has_year(&title) && title.len() < LONGEST;
    let shares: f64 = candidates.iter().filter_map(|(c, _)| c.percent).sum();
    if candidates.len() < FEWEST || others * 4 > candidates.len() || !names_contest || shares > 101.0 {
        return;
    }
    let mut election = ElectionRecord { template: Some("list"), election: title, ..ElectionRecord::default() };
    at(&mut election.lines, "election", line);
    let bold = candidates.iter().filter(|(_, bold)| *bold).count();
    election.candidates =
        candidates.into_iter().map(|(stood, is_bold)| CandidateRecord { won: is_bold && bold == 1, ..stood }).collect();
    mark_winners(&mut election);
    record.elections.push(election);
}

/// Reads an item. `None` if it has no name or no figures.
fn candidate(item: &Value, line: usize) -> Option<(CandidateRecord, bool)> {
    let text = item.line().replace(" %", "%");
    let begins_with_digit = |text: &str| text.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let (before, figures) = [" – ", " — ", " - ", ": ", "–", ", "]
        .iter()
        .find_map(|between| {
            text.rmatch_indices(between).find(|(at, between)| begins_with_digit(&text[at + between.len()..]))
        })
        .map(|(at, between)| (&text[..at], text[at + between.len()..].trim()))?;
    let (plain, brackets) = split_brackets(before);
    let is_incumbent = |text: &String| templates().words.incumbent.contains(&word(text));
    let mut names = plain.split('/').map(str::trim).filter(|name| name.chars().any(char::is_alphabetic));
    let (name, mate) = (names.next()?, names.next());
    // "60,000 (60.00%) and 3 electoral votes"
    let (votes, shares) = split_brackets(figures);
    let votes = count_in(votes.split(" and ").next().unwrap_or(&votes)).filter(|_| !votes.contains('%'));
    let percent = shares.iter().find(|text| text.contains('%')).and_then(|text| percent_in(text));
    let percent = percent.or_else(|| figures.contains('%').then(|| percent_in(figures)).flatten());
    if votes.is_none() && percent.is_none() || name.split(' ').count() > 6 {
        return None;
    }
    let target = |name: &str| {
        let link = item.links.iter().find(|link| item.text.get(link.shown.clone()).is_some_and(|s| s.trim() == name));
        link.map_or_else(|| name.to_string(), |link| link.target.clone())
    };
    let is_nobody = crate::facts::table::special(name).is_some();
    let mut stood = CandidateRecord {
        name: if is_nobody { None } else { Names::of(vec![target(name)]) },
        display: name.to_string(),
        party: brackets.iter().rfind(|text| !is_incumbent(text)).cloned(),
        incumbent: brackets.iter().any(is_incumbent),
        running_mate: mate.and_then(|mate| Names::of(vec![target(mate)])),
        write_in: is_nobody && word(name).contains("write"),
        votes,
        percent,
        ..CandidateRecord::default()
    };
    for key in ["name", "party", "votes", "percent", "running_mate"] {
        stood.lines.insert(key, line);
    }
    Some((stood, !item.bold.is_empty()))
}

//! The results that would change if another of the sources' values were preferred.

use super::{Cell, Table, listing};
use crate::analysis::measures::{self, RoundChoice};
use crate::analysis::rivals::{self, Tally};
use crate::analysis::succession;
use crate::graph::{CitationId, PoliticalGraph, Preference, Values};
use crate::wikitext::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The results that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Results {
    /// For every pair: meetings, won, ahead.
    Rivals,
    /// For every tenure: from, to, how it began and ended, through which contest.
    Succession,
    /// For every contest: effective number of candidates, margin, shares, turnout.
    Measures,
}

impl Results {
    /// Returns the columns that identify a row.
    const fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Rivals => &["person_a", "person_b"],
            Self::Succession => &["office", "person"],
            Self::Measures => &["contest", "round"],
        }
    }

    /// Returns the columns whose changes are ignored: citations, words, and what other columns state as well.
    const fn aside(self) -> &'static [&'static str] {
        match self {
            Self::Rivals | Self::Succession => &["citations"],
            Self::Measures => &["citations", "denominator", "turnout_basis"],
        }
    }

    fn table(self, graph: &PoliticalGraph, include_annulled: bool) -> Table {
        match self {
            Self::Rivals => listing::rivalries(graph, &rivals::all(graph, include_annulled).0),
            Self::Succession => {
                let mut all: Option<Table> = None;
                for office in graph.offices() {
                    let rows = listing::succession(graph, office.id, &succession::of_office(graph, office.id));
                    match &mut all {
                        None => all = Some(rows),
                        Some(all) => rows.rows().iter().for_each(|row| all.push(row.clone())),
                    }
                }
                all.unwrap_or_default()
            }
            Self::Measures => {
                let documented = graph.contests().iter().filter(|c| c.documented);
                let found: Vec<_> = documented
                    .flat_map(|c| measures::of_contest(graph, c, RoundChoice::default(), include_annulled))
                    .collect();
                listing::measures(graph, &found)
            }
        }
    }
}

/// Returns the rows of a table by key. Rows with the same key are numbered in their order.
fn by_key(table: &Table, keys: &[&str]) -> BTreeMap<(String, usize), Vec<Cell>> {
    let at: Vec<usize> = keys.iter().filter_map(|k| table.columns().iter().position(|c| c == k)).collect();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut rows = BTreeMap::new();
    for row in table.rows() {
        let parts: Vec<String> = at.iter().map(|i| row[*i].plain()).filter(|p| !p.is_empty()).collect();
        let key = parts.join(" · ");
        let number = seen.entry(key.clone()).or_default();
        rows.insert((key, *number), row.clone());
        *number += 1;
    }
    rows
}

/// Returns the rivalries that differ between two graphs of the same facts, and those whose two names another pair has
/// as well, because these are numbered. The others, nearly all of them, need no rows of a table. O(p log p) for p
/// pairs.
fn pairs_that_differ(one: &PoliticalGraph, two: &PoliticalGraph, include_annulled: bool) -> (Vec<Tally>, Vec<Tally>) {
    // Both graphs have the same people, in the order of their names.
    let mut names = vec![0_u64];
    let differ = one.people().windows(2).map(|w| u64::from(w[0].name != w[1].name));
    differ.for_each(|step| names.push(names[names.len() - 1] + step));
    let key = |t: &Tally| names[t.a.index()] << 32 | names[t.b.index()];
    let mut all = [one, two].map(|graph| rivals::all(graph, include_annulled).0);
    let mut repeated: BTreeSet<u64> = BTreeSet::new();
    if one.people().windows(2).any(|w| w[0].name == w[1].name) {
        for found in &all {
            let mut keys: Vec<u64> = found.iter().map(key).collect();
            keys.sort_unstable();
            repeated.extend(keys.windows(2).filter(|w| w[0] == w[1]).map(|w| w[0]));
        }
    }
    let by_pair = all.clone().map(|mut found| {
        found.sort_unstable_by_key(|t| (t.a, t.b));
        found
    });
    let same = |t: &Tally, others: &[Tally]| {
        others.binary_search_by_key(&(t.a, t.b), |o| (o.a, o.b)).is_ok_and(|at| others[at] == *t)
    };
    all[0].retain(|t| repeated.contains(&key(t)) || !same(t, &by_pair[1]));
    all[1].retain(|t| repeated.contains(&key(t)) || !same(t, &by_pair[0]));
    let [one, two] = all;
    (one, two)
}

/// Returns the results that differ between two graphs of the same facts, cell by cell: row, column, preferred value,
/// other value. A date that is only given more exactly is no difference.
pub fn differences(
    results: Results,
    preferred: &PoliticalGraph,
    other: &PoliticalGraph,
    include_annulled: bool,
) -> Vec<[String; 4]> {
    let (one, two) = match results {
        Results::Rivals => {
            let (one, two) = pairs_that_differ(preferred, other, include_annulled);
            (listing::rivalries(preferred, &one), listing::rivalries(other, &two))
        }
        _ => (results.table(preferred, include_annulled), results.table(other, include_annulled)),
    };
    let columns: Vec<&str> = one.columns().to_vec();
    let (one, two) = (by_key(&one, results.keys()), by_key(&two, results.keys()));
    let mut found = Vec::new();
    let all: std::collections::BTreeSet<&(String, usize)> = one.keys().chain(two.keys()).collect();
    // A row of a succession without a person is a gap, which follows from the dates around it.
    let is_gap = |row: &Vec<Cell>| results == Results::Succession && row.get(1) == Some(&Cell::Empty);
    for key in all {
        if [one.get(key), two.get(key)].into_iter().flatten().any(is_gap) {
            continue;
        }
        let subject = if key.1 == 0 { key.0.clone() } else { format!("{} ({})", key.0, key.1 + 1) };
        match (one.get(key), two.get(key)) {
            (Some(a), Some(b)) => {
                for (i, column) in columns.iter().enumerate() {
                    let (a, b) = (a[i].plain(), b[i].plain());
                    if a != b && !results.aside().contains(column) && !is_more_exact(&a, &b) {
                        found.push([subject.clone(), (*column).to_string(), a, b]);
                    }
                }
            }
            (Some(_), None) => found.push([subject, "(row)".into(), "there".into(), "not there".into()]),
            _ => found.push([subject, "(row)".into(), "not there".into(), "there".into()]),
        }
    }
    found
}

/// Returns true if both texts are dates of which one only says more exactly what the other says.
fn is_more_exact(a: &str, b: &str) -> bool {
    matches!((Date::parse(a), Date::parse(b)), (Some(a), Some(b)) if a.compatible(b))
}

/// Returns the preferences worth trying: those without an argument, and at most `most` sources whose values are not
/// preferred somewhere. The sources that lose most often come first.
pub fn alternatives(graph: &PoliticalGraph, most: usize) -> Vec<Preference> {
    let mut losing: BTreeMap<String, usize> = BTreeMap::new();
    let mut count = |ids: &[CitationId]| {
        for citation in ids.iter().map(|id| graph.citation(*id)) {
            for source in citation.sources.iter() {
                *losing.entry(host(source)).or_default() += 1;
            }
            if citation.sources.is_empty() {
                *losing.entry(citation.page.to_string()).or_default() += 1;
            }
        }
    };
    for contest in graph.contests() {
        losers(&contest.dates, &mut count);
        losers(&contest.turnout, &mut count);
        losers(&contest.electorate, &mut count);
        losers(&contest.ballots, &mut count);
        losers(&contest.selectorate, &mut count);
        for candidacy in graph.candidacies_of(contest.id) {
            losers(&candidacy.outcome, &mut count);
            for result in candidacy.rounds.values() {
                losers(&result.votes, &mut count);
                losers(&result.shares, &mut count);
            }
        }
    }
    for tenure in graph.tenures() {
        losers(&tenure.from, &mut count);
        losers(&tenure.to, &mut count);
    }
    let mut sources: Vec<(String, usize)> = losing.into_iter().collect();
    sources.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let plain = Preference::PLAIN.into_iter().filter(|p| *p != Preference::Table);
    plain.chain(sources.into_iter().take(most).map(|(name, _)| Preference::Source(name))).collect()
}

fn losers<T>(values: &Values<T>, count: &mut impl FnMut(&[CitationId])) {
    for value in values.all().iter().skip(1) {
        count(&value.citations);
    }
}

/// Returns the host of an address, without `www.`. Another source is returned up to its first slash.
fn host(source: &str) -> String {
    let rest = source.split_once("://").map_or(source, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest).trim_start_matches("www.").to_string()
}

/// A preference with the cells that differ under it: row, column, preferred value, other value.
pub type Tried = (Preference, Vec<[String; 4]>);

/// Returns every difference as a row.
pub fn table(tried: &[Tried]) -> Table {
    let mut table = Table::new(&["prefer", "result", "column", "preferred", "other"]);
    for (preference, changes) in tried {
        for [subject, column, preferred, other] in changes {
            table.push(vec![
                Cell::text(preference.to_string()),
                Cell::text(subject),
                Cell::text(column),
                Cell::text(preferred),
                Cell::text(other),
            ]);
        }
    }
    table
}

//! Finds contests that several pages tell: the results of one election in the biographies of its candidates, on the page
//! of the district and on that of the election.
//!
//! Two tables of one year on two pages are one contest if two of their figures are the same votes, and one of them is
//! of the same person: votes of thousands are hardly ever equal by chance, whatever the headings say. They also are if
//! the same people stood in both with nearly the same votes, since counts are corrected.

use super::judgement::Subject;
use super::{Evidence, Judgement, Overrides, Roster, Verdict};
use crate::facts::{CandidacySays, Confidence, ContestSays, Facts, RoundSays, Statement, Title};
use crate::wikitext::{Date, fold, number::grouped};
use petgraph::unionfind::UnionFind;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Votes below this number are often equal by chance.
const LEAST: u64 = 100;
/// Votes that more tables of one year have than this are round numbers.
const MOST_ALIKE: usize = 30;
/// The part by which a corrected count may differ from the first one.
const CORRECTED: f64 = 0.01;

/// A table of results.
#[derive(Default)]
struct Table {
    title: String,
    /// The page of the table.
    page: String,
    dates: Vec<Date>,
    /// The votes of the first round, by folded name.
    votes: BTreeMap<String, u64>,
}

impl Table {
    fn year(&self) -> Option<i32> {
        self.dates.iter().find_map(|date| date.the_year()).or_else(|| Title::read(&self.title).year)
    }

    /// Returns a day that contradicts the days of another table.
    fn other_day(&self, other: &Self) -> bool {
        let days = |table: &Self| -> BTreeSet<Date> {
            table.dates.iter().copied().filter(|date| date.the_day().is_some()).collect()
        };
        let (own, theirs) = (days(self), days(other));
        !own.is_empty() && !theirs.is_empty() && own.is_disjoint(&theirs)
    }
}

/// Maps the folded title of each contest that another page tells as well to the folded title that stays.
pub(super) fn find(facts: &Facts, overrides: &Overrides, roster: &mut Roster) -> BTreeMap<String, String> {
    let tables: Vec<(String, Table)> = tables(facts).into_iter().filter(|(_, table)| !table.votes.is_empty()).collect();
    let mut alike: HashMap<(i32, u64), Vec<usize>> = HashMap::new();
    let mut named: HashMap<(i32, &str), Vec<usize>> = HashMap::new();
    for (at, (_, table)) in tables.iter().enumerate() {
        let Some(year) = table.year() else { continue };
        for votes in table.votes.values().filter(|votes| **votes >= LEAST) {
            alike.entry((year, *votes)).or_default().push(at);
        }
        for name in table.votes.keys() {
            named.entry((year, name)).or_default().push(at);
        }
    }
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for group in
        alike.into_values().chain(named.into_values()).filter(|group| group.len() > 1 && group.len() <= MOST_ALIKE)
    {
        for (at, a) in group.iter().enumerate() {
            pairs.extend(group[at + 1..].iter().filter(|b| *b != a).map(|b| (*a.min(b), *a.max(b))));
        }
    }
    let apart = overrides.apart(fold);
    let mut groups = UnionFind::new(tables.len());
    for (a, b) in pairs {
        let [(key_a, one), (key_b, other)] = [&tables[a], &tables[b]];
        let Some((verdict, score, reason)) = weigh(one, other, apart.has(key_a, key_b)) else { continue };
        if verdict == Verdict::Same {
            groups.union(a, b);
        }
        roster.judgements.push(judgement(one, other, verdict, score, reason));
    }
    told(&tables, overrides, &mut groups);
    let mut kept: HashMap<usize, usize> = HashMap::new();
    // The page of the election names it best, then the shortest title.
    let rank = |at: usize| (tables[at].1.title.contains(": "), tables[at].1.title.len(), &tables[at].0);
    for at in 0..tables.len() {
        let best = kept.entry(groups.find(at)).or_insert(at);
        if rank(at) < rank(*best) {
            *best = at;
        }
    }
    let of = |at: usize| kept.get(&groups.find(at)).copied().unwrap_or(at);
    (0..tables.len()).filter(|at| of(*at) != *at).map(|at| (tables[at].0.clone(), tables[of(at)].0.clone())).collect()
}

/// Joins the titles that the user calls the same.
fn told(tables: &[(String, Table)], overrides: &Overrides, groups: &mut UnionFind<usize>) {
    let place = |title: &String| tables.binary_search_by(|(key, _)| key.cmp(&fold(title))).ok();
    for group in &overrides.same {
        let mut places = group.iter().filter_map(place);
        let Some(first) = places.next() else { continue };
        places.for_each(|other| {
            groups.union(first, other);
        });
    }
}

/// Collects the tables of results of wiki pages, sorted by folded title. O(facts).
fn tables(facts: &Facts) -> BTreeMap<String, Table> {
    let mut all: BTreeMap<String, Table> = BTreeMap::new();
    for fact in &facts.stated {
        if !matches!(fact.citation.confidence, Confidence::Infobox | Confidence::ResultTable) {
            continue;
        }
        let (Statement::Contest {
            contest,
            says: ContestSays::Documented | ContestSays::Date(_) | ContestSays::Round(_, RoundSays::Date(_)),
        }
        | Statement::Candidacy { contest, says: CandidacySays::Votes(1, _), .. }) = &fact.statement
        else {
            continue;
        };
        if !contest.exact {
            continue;
        }
        let table = all.entry(fold(&contest.title)).or_default();
        match &fact.statement {
            Statement::Contest { says: ContestSays::Documented, .. } => {
                table.title = contest.title.to_string();
                table.page = fact.citation.page.to_string();
            }
            Statement::Contest {
                says: ContestSays::Date(date) | ContestSays::Round(_, RoundSays::Date(date)), ..
            } => {
                table.dates.push(*date);
            }
            Statement::Candidacy { person, says: CandidacySays::Votes(_, votes), .. } => {
                table.votes.insert(fold(person), *votes);
            }
            _ => {}
        }
    }
    all
}

/// Returns whether two tables are of one contest, how sure that is, and why. `None` if there is no question.
fn weigh(a: &Table, b: &Table, told_apart: bool) -> Option<(Verdict, u16, String)> {
    if a.page == b.page {
        return None;
    }
    let shared = || a.votes.iter().filter_map(|(name, votes)| Some((*votes, *b.votes.get(name)?)));
    let equal = shared().filter(|(one, other)| one == other && *one >= LEAST).count();
    let figures: BTreeSet<u64> = b.votes.values().copied().filter(|votes| *votes >= LEAST).collect();
    let alike = a.votes.values().filter(|votes| figures.contains(votes)).count();
    let other = shared().filter(|(one, other)| one != other).count();
    let near = |(one, other): (u64, u64)| (one as f64 - other as f64).abs() <= CORRECTED * one.max(other) as f64;
    let least = a.votes.len().min(b.votes.len());
    let reason = format!("{} of {least} candidates have the same votes on both pages", grouped(alike as u64));
    if told_apart {
        return Some((Verdict::Different, 0, "the override file tells them apart".into()));
    }
    // A single candidate has the votes alone; two contests with one person and one number are no chance either. One
    // figure among several may be a slip.
    let by_votes = equal >= 1 && (alike >= 2 && other * 2 <= alike || least == 1 && other == 0);
    let by_people = shared().count() == least && least >= 2 && shared().all(near) && other > 0;
    let reason = if by_people && !by_votes {
        format!("the same {least} candidates have nearly the same votes on both pages")
    } else {
        reason
    };
    match (by_votes || by_people, a.other_day(b)) {
        (true, false) => Some((Verdict::Same, if by_votes { 980 } else { 950 }, format!("{reason}, in one year"))),
        (true, true) => Some((Verdict::Unsure, 600, format!("{reason}, on two days"))),
        _ if equal >= 1 && alike >= 2 => Some((Verdict::Unsure, 500, format!("{reason}; {other} have others"))),
        _ => None,
    }
}

fn judgement(a: &Table, b: &Table, verdict: Verdict, score: u16, reason: String) -> Judgement {
    let (first, second) = if a.title <= b.title { (a, b) } else { (b, a) };
    let evidence = match verdict {
        Verdict::Different => vec![Evidence::Override],
        _ => vec![Evidence::People, Evidence::Date],
    };
    Judgement {
        name_a: first.title.clone(),
        name_b: second.title.clone(),
        series: String::new(),
        verdict,
        score,
        evidence,
        reason,
        subject: Subject::Contest,
    }
}

//! Decides which mentions mean which contest.

use super::{ContestIdentity, Overrides, Roster, retold, twins};
use crate::facts::names_in::{self, Named, Role};
use crate::facts::{ContestMention, ContestSays, Facts, Statement, Title};
use crate::wikitext::{Date, fold, fold_title};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A contest while its mentions are being collected.
#[derive(Default)]
struct Entry {
    /// Its titles; those of documented contests (`false`) sort first, and of these the page's own.
    titles: BTreeSet<(bool, bool, Arc<str>)>,
    dates: Vec<Date>,
}

/// Resolves every mention. An exact title means the contest of that title. A vague one ("the 1974 leadership election")
/// means the only contest of its series at that time; if there is none, or more than one, it becomes a contest of its
/// own.
pub(super) fn resolve(facts: &Facts, overrides: &Overrides, roster: &mut Roster) {
    let twins = twins::find(facts, overrides, roster);
    let retold = retold::find(facts, overrides, roster);
    let key = |title: &str| {
        let folded = fold(title);
        let told = retold.get(&folded).cloned().unwrap_or(folded);
        twins.get(&told).cloned().unwrap_or(told)
    };
    let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
    let mut mentions: BTreeSet<ContestMention> = BTreeSet::new();
    let mut last: Option<&ContestMention> = None;
    for fact in &facts.stated {
        names_in::visit(&fact.statement, &mut |role, named, _| {
            if let (Named::Contest(mention), Role::Contest | Role::Neighbour | Role::Through) = (named, role)
                && !last.is_some_and(|last| last.is_same_text(mention))
            {
                last = Some(mention);
                if !mentions.contains(mention) {
                    mentions.insert(mention.clone());
                }
            }
        });
        match &fact.statement {
            Statement::Contest { contest, says: ContestSays::Documented } if contest.exact => {
                let entry = entries.entry(key(&contest.title)).or_default();
                entry.titles.insert(ranked(false, &contest.title));
            }
            Statement::Contest { contest, says: ContestSays::Date(date) } if contest.exact => {
                entries.entry(key(&contest.title)).or_default().dates.push(*date);
            }
            _ => {}
        }
    }
    for mention in mentions.iter().filter(|m| m.exact) {
        entries.entry(key(&mention.title)).or_default().titles.insert(ranked(true, &mention.title));
    }
    let mut key_of: BTreeMap<&ContestMention, String> =
        mentions.iter().filter(|m| m.exact).map(|m| (m, key(&m.title))).collect();
    // Vague mentions are compared with the exact titles first and then with each other, those without a month first.
    let mut vague: Vec<(&ContestMention, Title)> =
        mentions.iter().filter(|m| !m.exact).map(|m| (m, Title::read(&m.title))).collect();
    vague.sort_by_key(|(m, t)| (t.month.is_some(), m.title.clone()));
    for (mention, title) in vague {
        let folded = fold(&mention.title);
        let key = if entries.contains_key(&folded) { folded } else { find(&entries, &title).unwrap_or(folded) };
        entries.entry(key.clone()).or_default().titles.insert(ranked(true, &mention.title));
        key_of.insert(mention, key);
    }
    let mut contests: Vec<(Arc<str>, String)> = entries
        .iter()
        .filter_map(|(key, entry)| entry.titles.first().map(|(_, _, title)| (title.clone(), key.clone())))
        .collect();
    contests.sort();
    let index: BTreeMap<&str, usize> = contests.iter().enumerate().map(|(i, (_, key))| (key.as_str(), i)).collect();
    roster.contest_of = key_of.iter().filter_map(|(m, key)| Some(((*m).clone(), *index.get(key.as_str())?))).collect();
    let series = series_of(facts, roster, contests.len());
    roster.contests = contests
        .iter()
        .enumerate()
        .map(|(i, (title, _))| ContestIdentity {
            title: title.to_string(),
            series: series.get(&i).cloned().unwrap_or_else(|| fold_title(&Title::read(title).series())),
        })
        .collect();
}

/// Returns a title so that it sorts by how well it names its contest: not as a table on another page.
fn ranked(mentioned: bool, title: &Arc<str>) -> (bool, bool, Arc<str>) {
    (mentioned, title.contains(": "), Arc::clone(title))
}

/// Returns the contest of the title's series and time, if there is exactly one.
fn find(entries: &BTreeMap<String, Entry>, title: &Title) -> Option<String> {
    let series = fold(&title.series());
    let fits = |entry: &Entry| {
        entry.titles.iter().any(|(_, _, other)| {
            let other = Title::read(other);
            let month = other.month.or_else(|| entry.dates.iter().find_map(|d| d.the_month()));
            let months = match (title.month, month) {
                (Some(a), Some(b)) => a == b || other.month.is_none(),
                _ => true,
            };
            other.year == title.year && fold(&other.series()) == series && months
        })
    };
    let mut found = entries.iter().filter(|(_, entry)| fits(entry)).map(|(key, _)| key);
    let first = found.next()?;
    found.next().is_none().then(|| first.clone())
}

/// Returns the office of each contest, as stated by the most trusted source.
fn series_of(facts: &Facts, roster: &Roster, count: usize) -> BTreeMap<usize, String> {
    let mut best: BTreeMap<usize, (crate::facts::Confidence, String)> = BTreeMap::new();
    for fact in &facts.stated {
        if let Statement::Contest { contest, says: ContestSays::Office(office) } = &fact.statement
            && let Some(index) = roster.contest(contest)
        {
            let candidate = (fact.citation.confidence, roster.office_key(office));
            best.entry(index).and_modify(|have| *have = have.clone().min(candidate.clone())).or_insert(candidate);
        }
    }
    let mut series: BTreeMap<usize, String> = best.into_iter().map(|(i, (_, office))| (i, office)).collect();
    // A contest without a stated office belongs to the series of a contest that links to it.
    loop {
        let mut added = BTreeMap::new();
        for fact in &facts.stated {
            let Statement::Contest { contest, says: ContestSays::Previous(other) | ContestSays::Next(other) } =
                &fact.statement
            else {
                continue;
            };
            if let (Some(from), Some(to)) = (roster.contest(contest), roster.contest(other))
                && let (Some(office), false) = (series.get(&from), series.contains_key(&to))
            {
                added.entry(to).or_insert_with(|| office.clone());
            }
        }
        if added.is_empty() || series.len() >= count {
            series.extend(added);
            return series;
        }
        series.extend(added);
    }
}

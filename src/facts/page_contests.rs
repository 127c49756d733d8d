//! What the contests of a page say of each other: tables of one title under several headings, and the round that an
//! infobox is about.

use super::contest_of::is_infobox;
use super::record::{CandidateRecord, ElectionRecord, Names, PageRecord};
use crate::wikitext::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Tells the contests of a page apart. O(n log n) in the candidates.
pub(super) fn settle(record: &mut PageRecord) {
    under_headings(&mut record.elections);
    let Some(main) = record.elections.iter().position(|e| is_infobox(e) && !e.embedded) else { return };
    let (infobox, tables) = (&record.elections[main], &record.elections);
    let tables = tables.iter().enumerate().filter(|(at, table)| *at != main && !is_infobox(table));
    let later = tables.filter_map(|(_, table)| deciding_round(infobox, table)).max();
    let behind = behind_its_rounds(infobox);
    record.elections[main].decided_in = later.or(behind);
    rounds_by_day(record, main);
}

/// Finds the tables of the two rounds of an infobox with two days: that with its votes is of the second, and the only other
/// one in which all its candidates stand is of the first.
fn rounds_by_day(record: &mut PageRecord, main: usize) {
    let infobox = &record.elections[main];
    if infobox.dates.len() != 2 || infobox.candidates.iter().any(|c| !c.rounds.is_empty()) {
        return;
    }
    let votes = |e: &ElectionRecord| -> BTreeMap<String, u64> {
        e.candidates.iter().filter_map(|c| Some((fold(&c.display), c.votes?))).collect()
    };
    let decided = votes(infobox);
    if decided.len() < 2 {
        return;
    }
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for (at, table) in record.elections.iter().enumerate().filter(|(at, e)| *at != main && !is_infobox(e)) {
        let counted = votes(table);
        let agree = decided.iter().filter(|(name, votes)| counted.get(*name) == Some(votes)).count();
        if agree == decided.len() {
            second.push(at);
        } else if agree == 0 && decided.keys().all(|name| counted.contains_key(name)) {
            first.push(at);
        }
    }
    if let ([first], [second, ..]) = (&first[..], &second[..])
        && first < second
    {
        record.elections[*first].of_round = Some(1);
        record.elections[*second].of_round = Some(2);
    }
}

/// Returns the round of an infobox's own votes, if they are those of none of the rounds that it lists: the next one.
fn behind_its_rounds(infobox: &ElectionRecord) -> Option<usize> {
    let rounds = infobox.candidates.iter().map(|c| c.rounds.len()).max().filter(|rounds| *rounds > 1)?;
    let whole = infobox.candidates.iter().filter(|c| c.rounds.len() == rounds && c.votes.is_some());
    let is_other =
        |c: &CandidateRecord| c.rounds.iter().all(|figures| figures.votes.is_some() && figures.votes != c.votes);
    let others = whole.clone().filter(|c| is_other(c)).count();
    (others > 1 && others == whole.count() && infobox.dates.len() <= rounds).then_some(rounds + 1)
}

/// Gives the tables of one title in which others stand the first heading that tells them apart: each district has its
/// "Democratic primary results".
fn under_headings(elections: &mut [ElectionRecord]) {
    let mut of_title: BTreeMap<(&str, Option<&str>), Vec<usize>> = BTreeMap::new();
    for (at, election) in elections.iter().enumerate().filter(|(_, e)| !e.under.is_empty()) {
        of_title.entry((&election.election, election.stage.as_deref())).or_default().push(at);
    }
    let names = |at: usize| -> BTreeSet<&str> {
        elections[at].candidates.iter().flat_map(|c| c.name.iter().flat_map(Names::iter)).collect()
    };
    let mut sections: Vec<(usize, String)> = Vec::new();
    for group in of_title.into_values().filter(|group| group.len() > 1) {
        let first = &elections[group[0]].under;
        let common = |at: &usize| first.iter().zip(&elections[*at].under).take_while(|(a, b)| a == b).count();
        let common = group.iter().map(common).min().unwrap_or(0);
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        // One who stands twice may have two tables of one contest.
        let others = group.iter().all(|at| names(*at).into_iter().all(|name| seen.insert(name)));
        if others {
            let own = |at: &usize| Some((*at, elections[*at].under.get(common)?.clone()));
            sections.extend(group.iter().filter_map(own));
        }
    }
    // Of one district there may be one such table only.
    let told: BTreeSet<(Vec<String>, String)> = sections
        .iter()
        .filter_map(|(at, section)| {
            let under = &elections[*at].under;
            let place = under.iter().position(|heading| heading == section)?;
            Some((under[..place].to_vec(), section.clone()))
        })
        .collect();
    for (at, section) in sections {
        elections[at].section = Some(section);
    }
    let is_general = |title: &str| !title.bytes().any(|b| b.is_ascii_digit());
    for election in elections.iter_mut().filter(|e| e.section.is_none() && !e.under.is_empty()) {
        let within = |(around, section): &&(Vec<String>, String)| {
            election.under.starts_with(around) && election.under.get(around.len()) == Some(section)
        };
        if is_general(&election.election) {
            election.section = told.iter().find(within).map(|(_, section)| section.clone());
        }
    }
}

/// Returns the titles of pages that names of candidates link to in one of the tables of a page, by the name as shown, so
/// that a table without links means the same people.
pub(super) fn linked_names(record: &PageRecord) -> BTreeMap<&str, &str> {
    let mut linked: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for candidate in record.elections.iter().flat_map(|e| e.candidates.iter().chain(&e.preferred)) {
        if let Some(Names::One(name)) = &candidate.name
            && name.split(" (").next() == Some(&candidate.display)
        {
            linked.entry(&candidate.display).or_default().insert(name);
        }
    }
    let only = |(shown, mut titles): (_, BTreeSet<_>)| {
        titles.remove(shown);
        Some((shown, titles.pop_first().filter(|_| titles.is_empty())?))
    };
    linked.into_iter().filter_map(only).collect()
}

/// Returns the round of a table of several whose votes an infobox with one number for each has: the last one, unless the
/// numbers are those of the first.
fn deciding_round(infobox: &ElectionRecord, table: &ElectionRecord) -> Option<usize> {
    let mut agree: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let of_infobox = infobox.candidates.iter().filter(|c| c.name.is_some() && c.rounds.is_empty());
    for (row, votes) in of_infobox.filter_map(|c| Some((fold(&c.display), c.votes?))) {
        for counted in table.candidates.iter().filter(|c| c.name.is_some() && fold(&c.display) == row) {
            for (round, own) in counted.rounds.iter().enumerate().filter_map(|(at, r)| Some((at + 1, r.votes?))) {
                let (same, other) = agree.entry(round).or_default();
                *(if own == votes { same } else { other }) += 1;
            }
        }
    }
    let fits = |round: &usize| agree.get(round).is_some_and(|(same, other)| *same > 1 && *other == 0);
    agree.keys().copied().find(fits).filter(|round| *round > 1)
}

//! Finds contests with two titles: the same office, the same day and the same people.

use super::judgement::Subject;
use super::overrides::Apart;
use super::{Evidence, Judgement, Overrides, Roster, Verdict};
use crate::facts::{ContestMention, ContestSays, Facts, Kind, RoundSays, Statement, Title};
use crate::wikitext::{Date, fold};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the facts state about a contest of one title.
#[derive(Default)]
struct Known {
    titles: BTreeSet<Arc<str>>,
    offices: BTreeSet<String>,
    dates: Vec<Date>,
    people: BTreeSet<String>,
    links: BTreeSet<String>,
    documented: bool,
}

impl Known {
    /// Returns those of its dates that are days.
    fn days(&self) -> BTreeSet<Date> {
        self.dates.iter().copied().filter(|d| d.the_day().is_some()).collect()
    }
}

/// Finds titles that mean one contest. Maps each such folded title to the folded title that it is joined to.
///
/// Only titles of documented contests that share a day and a candidate are compared.
pub(super) fn find(facts: &Facts, overrides: &Overrides, roster: &mut Roster) -> BTreeMap<String, String> {
    let all = known(facts, roster);
    let mut joined = BTreeMap::new();
    for group in &overrides.same {
        let Some((first, others)) = group.split_first() else { continue };
        let titles = others.iter().map(|t| fold(t)).filter(|t| all.contains_key(t) && *t != fold(first));
        joined.extend(titles.map(|t| (t, fold(first))));
    }
    // By day and candidate: two candidacies on one day may be one.
    let mut blocks: BTreeMap<(Date, &str), Vec<&str>> = BTreeMap::new();
    for (title, known) in all.iter().filter(|(_, known)| known.documented) {
        for day in known.days() {
            for person in &known.people {
                blocks.entry((day, person)).or_default().push(title);
            }
        }
    }
    let mut pairs: BTreeSet<(&str, &str)> = BTreeSet::new();
    for titles in blocks.into_values().filter(|t| t.len() > 1 && t.len() < 50) {
        for (i, a) in titles.iter().enumerate() {
            pairs.extend(titles[i + 1..].iter().map(|b| (*a.min(b), *a.max(b))));
        }
    }
    let apart = overrides.apart(fold);
    let mut found: Vec<(Judgement, String, String)> =
        pairs.into_iter().filter_map(|(a, b)| weigh((a, &all[a]), (b, &all[b]), &apart)).collect();
    found.sort();
    found.dedup();
    for (judgement, a, b) in found {
        if judgement.verdict == Verdict::Same && !joined.contains_key(&b) {
            joined.insert(b, joined.get(&a).cloned().unwrap_or(a));
        }
        roster.judgements.push(judgement);
    }
    joined
}

/// Collects what is known of each folded title. O(facts).
fn known(facts: &Facts, roster: &Roster) -> BTreeMap<String, Known> {
    let mut all: BTreeMap<String, Known> = BTreeMap::new();
    let key = |mention: &ContestMention| fold(&mention.title);
    let mut last: Option<(&ContestMention, Option<&Arc<str>>)> = None;
    for fact in &facts.stated {
        // Consecutive statements often repeat contest and person; only the first one adds the names.
        let named = match &fact.statement {
            Statement::Contest { contest, .. } => (contest, None),
            Statement::Candidacy { contest, person, .. } => (contest, Some(person)),
            _ => continue,
        };
        let again = last.is_some_and(|(contest, person)| {
            let same_person = match (person, named.1) {
                (Some(a), Some(b)) => Arc::ptr_eq(a, b),
                (a, b) => a.is_none() && b.is_none(),
            };
            contest.is_same_text(named.0) && same_person
        });
        last = Some(named);
        match &fact.statement {
            Statement::Candidacy { .. }
            | Statement::Contest { says: ContestSays::Kind(_) | ContestSays::Total(_), .. }
                if again => {}
            Statement::Contest { contest, says } if contest.exact => {
                let known = all.entry(key(contest)).or_default();
                if !again {
                    known.titles.insert(contest.title.clone());
                }
                match says {
                    ContestSays::Documented => known.documented = true,
                    ContestSays::Office(office) => {
                        known.offices.insert(roster.office_key(office));
                    }
                    ContestSays::Date(date) | ContestSays::Round(_, RoundSays::Date(date)) => known.dates.push(*date),
                    ContestSays::Previous(other) | ContestSays::Next(other) => {
                        known.links.insert(key(other));
                    }
                    _ => {}
                }
            }
            Statement::Candidacy { contest, person, .. } if contest.exact => {
                all.entry(key(contest)).or_default().people.insert(fold(person));
            }
            _ => {}
        }
    }
    all
}

fn weigh((key_a, a): (&str, &Known), (key_b, b): (&str, &Known), apart: &Apart) -> Option<(Judgement, String, String)> {
    let told = apart.has(key_a, key_b);
    let same_day = !a.days().is_disjoint(&b.days());
    let shared = a.people.intersection(&b.people).count();
    let least = a.people.len().min(b.people.len());
    if !same_day
        || shared == 0
        || a.links.contains(key_b)
        || b.links.contains(key_a)
        || key_a.contains(": ")
        || key_b.contains(": ")
    {
        return None;
    }
    let one_office = !a.offices.is_disjoint(&b.offices);
    // A seat may be filled twice on one day: for the rest of a term, and for the next.
    let kind = |known: &Known| known.titles.first().map(|t| Title::read(t).kind());
    let one_kind = kind(a) == kind(b)
        || [kind(a), kind(b)].contains(&Some(Kind::Other))
        || [kind(a), kind(b)].iter().all(|k| matches!(k, Some(Kind::Leadership | Kind::Primary)));
    let certain = one_office && one_kind && shared >= 2 && shared * 2 > least;
    let people = format!("{shared} of {least} candidates are the same");
    let (verdict, kinds, score, reason) = if told {
        (Verdict::Different, vec![Evidence::Override], 0, "the override file tells them apart".to_string())
    } else if certain {
        let kinds = vec![Evidence::Office, Evidence::Date, Evidence::People];
        (Verdict::Same, kinds, 950, format!("same office and same day; {people}"))
    } else if shared < 2 || shared * 2 <= least {
        return None;
    } else {
        let kinds = vec![Evidence::Date, Evidence::People];
        (Verdict::Unsure, kinds, 500, format!("the same day under two offices; {people}"))
    };
    let (title_a, title_b) = (a.titles.first()?.to_string(), b.titles.first()?.to_string());
    let (name_a, name_b) = (title_a.clone().min(title_b.clone()), title_a.max(title_b));
    let judgement = Judgement {
        name_a,
        name_b,
        series: a.offices.first().or(b.offices.first()).cloned().unwrap_or_default(),
        verdict,
        score,
        evidence: kinds,
        reason,
        subject: Subject::Contest,
    };
    Some((judgement, key_a.to_string(), key_b.to_string()))
}

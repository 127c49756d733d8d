//! One contest under two titles: same office, same day, and the same people.

use super::judgement::Subject;
use super::{Evidence, Judgement, Overrides, Roster, Verdict};
use crate::facts::{ContestMention, ContestSays, Facts, RoundSays, Statement, Title};
use crate::wikitext::{Date, fold};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of a title.
#[derive(Default)]
struct Known {
    titles: BTreeSet<String>,
    offices: BTreeSet<String>,
    dates: Vec<Date>,
    people: BTreeSet<String>,
    links: BTreeSet<String>,
    documented: bool,
}

/// Finds titles that mean one contest. Gives, by a folded title, the folded title that it is joined to.
///
/// Titles are compared within an office and a year only.
pub(super) fn find(facts: &Facts, overrides: &Overrides, roster: &mut Roster) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, Known> = BTreeMap::new();
    let key = |mention: &ContestMention| fold(&mention.title);
    for fact in &facts.facts {
        match &fact.statement {
            Statement::Contest { contest, says } if contest.exact => {
                let known = all.entry(key(contest)).or_default();
                known.titles.insert(contest.title.clone());
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
    let mut joined = BTreeMap::new();
    for group in &overrides.same {
        let Some((first, others)) = group.split_first() else { continue };
        let titles = others.iter().map(|t| fold(t)).filter(|t| all.contains_key(t) && *t != fold(first));
        joined.extend(titles.map(|t| (t, fold(first))));
    }
    let mut blocks: BTreeMap<(&str, i32), Vec<&str>> = BTreeMap::new();
    for (title, known) in all.iter().filter(|(_, known)| known.documented) {
        let years: BTreeSet<i32> = known.dates.iter().filter_map(|d| d.first_year()).collect();
        for office in &known.offices {
            for year in &years {
                blocks.entry((office, *year)).or_default().push(title);
            }
        }
    }
    let mut found = Vec::new();
    for ((office, _), titles) in blocks.into_iter().filter(|(_, t)| t.len() > 1 && t.len() < 50) {
        for (i, a) in titles.iter().enumerate() {
            for b in &titles[i + 1..] {
                found.extend(weigh(office, (*a, &all[*a]), (*b, &all[*b]), overrides));
            }
        }
    }
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

fn weigh(
    office: &str,
    (key_a, a): (&str, &Known),
    (key_b, b): (&str, &Known),
    overrides: &Overrides,
) -> Option<(Judgement, String, String)> {
    let told = overrides.different.iter().any(|[x, y]| {
        let (x, y) = (fold(x), fold(y));
        (x == key_a && y == key_b) || (x == key_b && y == key_a)
    });
    let days =
        |known: &Known| -> BTreeSet<Date> { known.dates.iter().copied().filter(|d| d.the_day().is_some()).collect() };
    let (days_a, days_b) = (days(a), days(b));
    let same_day = !days_a.is_disjoint(&days_b);
    let shared = a.people.intersection(&b.people).count();
    let least = a.people.len().min(b.people.len());
    // A section of a page and the page itself, a seat and the whole: other titles in the same style mean other contests.
    let one_style = Title::read(a.titles.first()?).series() == Title::read(b.titles.first()?).series();
    if !same_day
        || shared == 0
        || a.links.contains(key_b)
        || b.links.contains(key_a)
        || key_a.contains(": ")
        || key_b.contains(": ")
    {
        return None;
    }
    let certain = shared >= 2 && shared * 2 > least && !one_style;
    let people = format!("{shared} of {least} candidates are the same");
    let (verdict, kinds, score, reason) = if told {
        (Verdict::Different, vec![Evidence::Override], 0, "the override file tells them apart".to_string())
    } else if certain {
        let kinds = vec![Evidence::Office, Evidence::Date, Evidence::People];
        (Verdict::Same, kinds, 950, format!("the same office and day; {people}"))
    } else {
        let kinds = vec![Evidence::Office, Evidence::Date, Evidence::People];
        (Verdict::Unsure, kinds, 500, format!("the same office and day; {people}"))
    };
    let (title_a, title_b) = (a.titles.first()?.clone(), b.titles.first()?.clone());
    let (name_a, name_b) = (title_a.clone().min(title_b.clone()), title_a.max(title_b));
    let judgement = Judgement {
        name_a,
        name_b,
        series: office.to_string(),
        verdict,
        score,
        evidence: kinds,
        reason,
        subject: Subject::Contest,
    };
    Some((judgement, key_a.to_string(), key_b.to_string()))
}

//! Decides which names mean which party and which office.

use super::judgement::Subject;
use super::overrides::Apart;
use super::{Evidence, Judgement, Overrides, Roster, Verdict};
use crate::facts::{CandidacySays, ContestSays, Facts, Statement, Title};
use crate::wikitext::fold_title;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Words that names of parties and offices have or leave out without a change of meaning.
const GENERIC: [&str; 4] = ["party", "the", "of", "for"];
/// The number of people that two names must share: to be joined if they differ by a generic word, else to be *unsure*.
const SHARED: usize = 2;

/// A party or an office: its display name and what is known of it.
#[derive(Default)]
struct Known {
    name: String,
    /// Folded names of its members or holders.
    people: BTreeSet<String>,
    /// Its contests; for a party, each with the folded names of its candidates.
    contests: BTreeMap<Arc<str>, BTreeSet<String>>,
}

/// Finds the other names of parties and offices: names that tables list, names of contests that link to each other,
/// names from the override file, and names that share people and differ by a generic word or a qualifier.
pub(super) fn resolve(facts: &Facts, overrides: &Overrides, roster: &mut Roster) {
    linked(facts, roster);
    told(facts, overrides, roster);
    let parties = parties(facts, roster);
    judge(&parties, Subject::Party, overrides, roster);
    let offices = offices(facts, roster);
    judge(&offices, Subject::Office, overrides, roster);
}

fn bare(name: &str) -> &str {
    name.split(" (").next().unwrap_or(name)
}

/// Joins the parties of contests that link to each other if only one title has a qualifier, and parties that a table
/// lists.
fn linked(facts: &Facts, roster: &mut Roster) {
    for fact in &facts.stated {
        if let Statement::Contest { contest, says: ContestSays::Previous(other) | ContestSays::Next(other) } =
            &fact.statement
            && let (Some(a), Some(b)) = (Title::read(&contest.title).party(), Title::read(&other.title).party())
            && a != b
            && bare(&a) == bare(&b)
            && (bare(&a) == a || bare(&b) == b)
        {
            let (name, also) = if bare(&a) == a { (b, a) } else { (a, b) };
            roster.same_party(&name, &also);
        }
        if let Statement::SameParty { name, also } = &fact.statement {
            roster.same_party(name, also);
        }
    }
}

/// Joins the names that the override file calls the same.
fn told(facts: &Facts, overrides: &Overrides, roster: &mut Roster) {
    if overrides.same.is_empty() {
        return;
    }
    let known: BTreeSet<String> =
        parties(facts, roster).into_keys().chain(offices(facts, roster).into_keys()).collect();
    for group in &overrides.same {
        let Some((first, others)) = group.split_first() else { continue };
        for other in others.iter().filter(|o| known.contains(&fold_title(o))) {
            let (name, also) = (fold_title(first), fold_title(other));
            if name != also {
                roster.party_alias.insert(also.clone(), name.clone());
                roster.office_alias.insert(also, name);
            }
        }
    }
}

fn parties(facts: &Facts, roster: &Roster) -> BTreeMap<String, Known> {
    let mut all: BTreeMap<String, Known> = BTreeMap::new();
    for fact in &facts.stated {
        match &fact.statement {
            Statement::Candidacy { contest, person, says: CandidacySays::Party(party) } => {
                let known = see(&mut all, roster.party_key(party), party);
                let person = crate::wikitext::fold(person);
                known.contests.entry(Arc::clone(&contest.title)).or_default().insert(person.clone());
                known.people.insert(person);
            }
            Statement::Contest { says: ContestSays::Party(party), .. } => {
                see(&mut all, roster.party_key(party), party);
            }
            _ => {}
        }
    }
    all
}

fn offices(facts: &Facts, roster: &Roster) -> BTreeMap<String, Known> {
    let mut all: BTreeMap<String, Known> = BTreeMap::new();
    for fact in &facts.stated {
        match &fact.statement {
            Statement::Contest { contest, says: ContestSays::Office(office) } => {
                see(&mut all, roster.office_key(office), office)
                    .contests
                    .entry(Arc::clone(&contest.title))
                    .or_default();
            }
            Statement::Tenure(says) => {
                let person = crate::wikitext::fold(&says.person);
                see(&mut all, roster.office_key(&says.office), &says.office).people.insert(person);
            }
            _ => {}
        }
    }
    all
}

fn see<'a>(all: &'a mut BTreeMap<String, Known>, key: String, name: &str) -> &'a mut Known {
    let known = all.entry(key).or_default();
    // Whatever the order of the facts, the same name is displayed: the longest, then the first in the alphabet.
    let better = (name.len(), std::cmp::Reverse(name)) > (known.name.len(), std::cmp::Reverse(known.name.as_str()));
    if known.name.is_empty() || better {
        known.name = name.to_string();
    }
    known
}

/// Returns the words of a name without generic words and without the qualifier.
fn core(name: &str) -> Vec<String> {
    let folded = fold_title(bare(name));
    folded.split(' ').filter(|w| !GENERIC.contains(w) && !w.is_empty()).map(str::to_string).collect()
}

/// Judges the pairs of names that share a core or a person.
fn judge(all: &BTreeMap<String, Known>, subject: Subject, overrides: &Overrides, roster: &mut Roster) {
    let mut by_core: BTreeMap<Vec<String>, Vec<&str>> = BTreeMap::new();
    let mut by_person: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (key, known) in all {
        by_core.entry(core(&known.name)).or_default().push(key);
        for person in &known.people {
            by_person.entry(person).or_default().push(key);
        }
    }
    let mut pairs: BTreeSet<(&str, &str)> = BTreeSet::new();
    let groups = by_core.iter().filter(|(core, _)| !core.is_empty()).map(|(_, keys)| keys);
    for keys in groups.chain(by_person.values()).filter(|keys| keys.len() > 1 && keys.len() < 20) {
        for (i, a) in keys.iter().enumerate() {
            pairs.extend(keys[i + 1..].iter().filter(|b| a != *b).map(|b| (*a.min(b), *a.max(b))));
        }
    }
    let apart = overrides.apart(fold_title);
    for (a, b) in pairs {
        let (one, other) = (&all[a], &all[b]);
        let Some((verdict, kinds, reason)) = weigh(one, other, subject, &apart) else { continue };
        let score = match verdict {
            Verdict::Same => 900,
            Verdict::Unsure => 500,
            Verdict::Different => 100,
        };
        if verdict == Verdict::Same {
            // The longer name is the more specific one.
            let (name, also) = if one.name.len() >= other.name.len() { (one, other) } else { (other, one) };
            match subject {
                Subject::Party => roster.same_party(&name.name, &also.name),
                _ => {
                    roster.office_alias.insert(fold_title(&also.name), fold_title(&name.name));
                }
            }
        }
        let (name_a, name_b) = (one.name.clone().min(other.name.clone()), one.name.clone().max(other.name.clone()));
        roster.judgements.push(Judgement {
            name_a,
            name_b,
            series: String::new(),
            verdict,
            score,
            evidence: kinds,
            reason,
            subject,
        });
    }
}

fn weigh(one: &Known, other: &Known, subject: Subject, apart: &Apart) -> Option<(Verdict, Vec<Evidence>, String)> {
    let (core_a, core_b) = (core(&one.name), core(&other.name));
    // "Independent" and "nonpartisan" are not parties.
    let nobody =
        |core: &[String]| core.is_empty() || core.iter().any(|w| ["independent", "nonpartisan"].contains(&w.as_str()));
    if nobody(&core_a) || nobody(&core_b) {
        return None;
    }
    if apart.has(&fold_title(&one.name), &fold_title(&other.name)) {
        return Some((Verdict::Different, vec![Evidence::Override], "the override file tells them apart".into()));
    }
    let same_core = core_a == core_b;
    let (short, long) = if core_a.len() <= core_b.len() { (&core_a, &core_b) } else { (&core_b, &core_a) };
    let contained = short.iter().all(|w| long.contains(w));
    let shared = one.people.intersection(&other.people).count();
    let half = shared * 2 >= one.people.len().min(other.people.len());
    let people = format!("{shared} {} under both names", if shared == 1 { "person appears" } else { "people appear" });
    if subject == Subject::Party {
        let opposed = one
            .contests
            .iter()
            .find(|(title, people)| other.contests.get(*title).is_some_and(|others| others.is_disjoint(people)));
        if let Some((title, _)) = opposed {
            if !same_core && !contained {
                return None;
            }
            let reason = format!("candidates of both stood against each other in the {title}");
            return Some((Verdict::Different, vec![Evidence::StoodAgainst], reason));
        }
    }
    if same_core {
        let places = |name: &str| name.split_once(" (").map(|(_, place)| fold_title(place));
        let two_places = matches!((places(&one.name), places(&other.name)), (Some(a), Some(b)) if a != b);
        if two_places {
            return None;
        }
        if shared == 0 {
            return None;
        }
        return Some(if shared >= SHARED && half {
            (
                Verdict::Same,
                vec![Evidence::SameName, Evidence::People],
                format!("the names differ only by a generic word or a place name; {people}"),
            )
        } else {
            (
                Verdict::Unsure,
                vec![Evidence::SameName, Evidence::People],
                format!("the names differ only by a generic word or a place name, but only {people}"),
            )
        });
    }
    // "Labor Party" may be the Israeli one, and "Scottish Labour" is not Labour: one more place name makes the pair
    // unsure. A deputy is not the holder.
    let question = shared >= SHARED && half && (contained || subject == Subject::Party && shared > SHARED);
    let deputy = long
        .iter()
        .any(|w| ["deputy", "vice", "acting", "former", "shadow"].contains(&w.as_str()) && !short.contains(w));
    (question && !deputy && subject == Subject::Party
        || question && contained && !deputy && long.len() <= short.len() + 2)
        .then(|| (Verdict::Unsure, vec![Evidence::NearName, Evidence::People], people))
}

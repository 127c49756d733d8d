//! Joins people across series: by page, by override, by article, or by name with party, years and rarity.

use super::clusters::{Known, Members, apart_from_itself, merge, same_day, sort_spellings};
use super::evidence;
use super::evidence::births::{Agreement, agree};
use super::ids::{Births, Ids};
use super::judgement::{Subject, score};
use super::matching::doubt;
use super::mentions::Series;
use super::names::{Census, Name};
use super::seats::{are_two_parts, body_of};
use super::{Evidence, Identity, Judgement, Overrides, Roster, Verdict};
use crate::facts::Facts;
use crate::wikitext::fold;
use itertools::Itertools;
use petgraph::unionfind::UnionFind;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// A name is rare if at most this many namesakes are expected by chance.
const RARE: f32 = 0.05;
/// The longest pause, in years, between two offices of one career.
const PAUSE: i32 = 15;
/// The longest pause, in years, between two offices of one life.
const CAREER: i32 = 60;

/// Joins people of several series whose name is the title of one page, since a title belongs to one page only.
pub(super) fn join_pages(
    clusters: &mut Vec<(Identity, Members)>,
    facts: &Facts,
    overrides: &Overrides,
    roster: &mut Roster,
) {
    let apart = apart_from_itself(overrides);
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut groups = UnionFind::new(clusters.len());
    for index in 0..clusters.len() {
        let (identity, _) = &clusters[index];
        if super::is_by_name(&identity.series) {
            continue;
        }
        for name in identity.spellings.iter().filter(|n| facts.is_of_one_person(n) && !apart.contains(&fold(n))) {
            let known = *first.entry(name.clone()).or_insert(index);
            if !groups.union(known, index) {
                continue;
            }
            roster.judgements.push(Judgement {
                name_a: name.clone(),
                name_b: name.clone(),
                series: format!("{} / {}", clusters[known].0.series, identity.series),
                verdict: Verdict::Same,
                score: 1000,
                evidence: vec![Evidence::SamePage],
                reason: "both names are the title of one page of the wiki".into(),
                subject: Subject::Person,
            });
        }
    }
    merge(&groups, clusters);
}

/// Joins people of several series, or of one, who have an id in common, unless other ids tell them apart.
pub(super) fn join_ids(clusters: &mut Vec<(Identity, Members)>, ids: &Ids<'_>, roster: &mut Roster) {
    let mut first: HashMap<Arc<str>, usize> = HashMap::new();
    let mut groups = UnionFind::new(clusters.len());
    for index in 0..clusters.len() {
        let (identity, members) = &clusters[index];
        for id in ids.of_members(members) {
            let known = *first.entry(Arc::clone(&id)).or_insert(index);
            if !groups.union(known, index) {
                continue;
            }
            let other = &clusters[known].0;
            let (name_a, name_b) =
                (other.name.clone().min(identity.name.clone()), other.name.clone().max(identity.name.clone()));
            roster.judgements.push(Judgement {
                name_a,
                name_b,
                series: format!("{} / {}", other.series, identity.series),
                verdict: Verdict::Same,
                score: 1000,
                evidence: vec![Evidence::SameId],
                reason: format!("both have the id {id}"),
                subject: Subject::Person,
            });
        }
    }
    merge(&groups, clusters);
}

/// The evidence on whether two people of one name in two series are one person.
#[expect(clippy::struct_excessive_bools, reason = "each is a sign of its own")]
struct Weighed {
    two_ids: Option<(Evidence, String)>,
    gap: i32,
    dated: bool,
    of_one_party: bool,
    article: Option<(Evidence, &'static str)>,
    births: Option<Agreement>,
    rare: bool,
    told_apart: bool,
    joined: bool,
}

impl Weighed {
    /// Returns the kinds of evidence, and the same in words.
    fn said(self) -> (Vec<Evidence>, Vec<String>) {
        let mut signs = vec![Evidence::SameName];
        let mut words = Vec::new();
        if let Some((kind, said)) = self.article {
            signs.push(kind);
            words.push(said.to_string());
        }
        if let Some(agreement) = self.births {
            signs.push(Evidence::SameBirth);
            words.push(agreement.said().to_string());
        }
        if self.of_one_party {
            signs.push(Evidence::Party);
            words.push("of one party".to_string());
        }
        if self.dated {
            signs.push(Evidence::Years);
            words.push(if self.gap == 0 { "their years overlap".into() } else { format!("{} years apart", self.gap) });
        }
        if self.rare {
            signs.push(Evidence::Rarity);
            words.push("a rare name".into());
        }
        if let Some((kind, said)) = self.two_ids {
            signs.insert(0, kind);
            words.insert(0, said);
        }
        if self.told_apart {
            signs.insert(0, Evidence::Override);
        }
        let by_ids =
            matches!(signs.first(), Some(Evidence::OtherId | Evidence::OwnIds | Evidence::Born | Evidence::Date));
        if !self.joined && !by_ids {
            signs.insert(usize::from(self.told_apart), Evidence::OtherSeries);
            words.insert(0, "the same name in unrelated series is never joined by the name alone".into());
        }
        (signs, words)
    }
}

/// Judges people of the same name in different series. They are joined if their years are compatible and either one
/// article names both without telling them apart, or they share a party or a year of birth and the name is rare; or if
/// they were born on one day. Otherwise they stay *unsure*.
pub(super) fn join_by_evidence(
    clusters: &mut Vec<(Identity, Members)>,
    series: &Series,
    census: &Census,
    (ids, births): (&Ids<'_>, &Births<'_>),
    facts: &Facts,
    overrides: &Overrides,
    roster: &mut Roster,
) {
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, (identity, _)) in clusters.iter().enumerate() {
        // By a name from the sources; a display name from the override file is no evidence.
        let name =
            if identity.spellings.contains(&identity.name) { Some(&identity.name) } else { identity.spellings.first() };
        if let Some(name) = name {
            by_name.entry(fold(name)).or_default().push(i);
        }
    }
    let apart = apart_from_itself(overrides);
    let mut groups = UnionFind::new(clusters.len());
    for (folded, mut same) in by_name {
        if same.len() < 2 {
            continue;
        }
        same.sort_by(|a, b| clusters[*a].0.series.cmp(&clusters[*b].0.series));
        let name = Name::read(&clusters[same[0]].0.name);
        let namesakes = census.namesakes(&name);
        let told_apart = apart.contains(&folded);
        for (a, b) in pairs(&same) {
            // The same name in one series: these two were already told apart there.
            // People in two seats of one body were judged by `bodies`.
            if share_a_series(&clusters[a].1, &clusters[b].1) || share_a_body(&clusters[a].1, &clusters[b].1) {
                continue;
            }
            let (one, other) = (Known::of(&clusters[a].1, series, facts), Known::of(&clusters[b].1, series, facts));
            let gap = super::matching::gap(one.years, other.years);
            let dated = one.years.is_some() && other.years.is_some();
            let of_one_party = !one.parties.is_disjoint(&other.parties);
            let article = evidence::pages::one_article(&one.pages, &other.pages);
            let [of_a, of_b] = [a, b].map(|at| &clusters[at].1);
            let two_ids = evidence::ids::two_ids(&ids.of_members(of_a), &ids.of_members(of_b))
                .or_else(|| evidence::births::clash(&births.of_members(of_a), &births.of_members(of_b)));
            // One article names both where it tells of two seats; there, other parties tell them apart.
            let two_ids = two_ids.or_else(|| in_two_seats((of_a, &one), (of_b, &other)));
            let births = agree(&births.of_members(of_a), &births.of_members(of_b));
            let rare = namesakes <= RARE;
            let one_day = births == Some(Agreement::Day);
            // Other parties ask, whatever the year.
            let of_other_parties = !one.parties.is_empty() && !other.parties.is_empty() && !of_one_party;
            let by_year = births.is_some() && !of_other_parties;
            let supported = rare && (of_one_party && dated || by_year) || article.is_some();
            let joined = two_ids.is_none() && (one_day && gap <= CAREER || supported && gap <= PAUSE)
                && !told_apart
                // Two pages were told apart already: their titles differ.
                && !(one.page && other.page);
            let proven = matches!(two_ids, Some((Evidence::OtherId, _)));
            let weighed = Weighed { two_ids, gap, dated, of_one_party, article, births, rare, told_apart, joined };
            let (signs, words) = weighed.said();
            if joined && !groups.union(a, b) {
                continue;
            }
            let (first, second) = (&clusters[a].0, &clusters[b].0);
            let distance = if joined { 0.0 } else { 0.25 } + doubt(gap, namesakes);
            let verdict = match (joined, told_apart || proven) {
                (true, _) => Verdict::Same,
                (false, true) => Verdict::Different,
                (false, false) => Verdict::Unsure,
            };
            roster.judgements.push(Judgement {
                name_a: first.name.clone(),
                name_b: second.name.clone(),
                series: format!("{} / {}", first.series, second.series),
                verdict,
                score: score(distance),
                evidence: signs,
                reason: words.join("; "),
                subject: Subject::Person,
            });
        }
    }
    merge(&groups, clusters);
}

/// Returns true if two people have names in one series. Linear in the number of their names.
fn share_a_series(a: &Members, b: &Members) -> bool {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let few: HashSet<&str> = few.iter().map(|(series, _)| series.as_str()).collect();
    many.iter().any(|(series, _)| few.contains(series.as_str()))
}

/// Returns what tells people of different parties apart who stood on one day in two seats of one election.
fn in_two_seats((a, one): (&Members, &Known), (b, other): (&Members, &Known)) -> Option<(Evidence, String)> {
    let of_other_parties =
        !one.parties.is_empty() && !other.parties.is_empty() && one.parties.is_disjoint(&other.parties);
    let parts = || a.iter().any(|(one, _)| b.iter().any(|(other, _)| are_two_parts(one, other)));
    let day = same_day(&one.days, &other.days).filter(|_| of_other_parties && parts())?;
    Some((Evidence::Date, format!("both stood on {day}, in two seats")))
}

/// Returns true if two people have seats in one body.
fn share_a_body(a: &Members, b: &Members) -> bool {
    let bodies: BTreeSet<&str> = a.iter().filter_map(|(series, _)| body_of(series)).collect();
    b.iter().filter_map(|(series, _)| body_of(series)).any(|body| bodies.contains(body))
}

/// Returns every pair of up to eight clusters, or the neighbours among more.
fn pairs(same: &[usize]) -> Vec<(usize, usize)> {
    if same.len() <= 8 {
        same.iter().copied().array_combinations().map(|[a, b]| (a, b)).collect()
    } else {
        same.iter().copied().tuple_windows().collect()
    }
}

/// Joins people of different series as the override file says, unless it also tells them apart.
pub(super) fn join_as_told(clusters: &mut Vec<(Identity, Members)>, overrides: &Overrides, roster: &mut Roster) {
    if overrides.same.is_empty() {
        return;
    }
    let apart = overrides.apart(fold);
    // Taking a cluster out of `places` leaves `None` there; joined clusters are appended.
    let mut places: Vec<Option<(Identity, Members)>> = std::mem::take(clusters).into_iter().map(Some).collect();
    let mut by_name: HashMap<String, BTreeSet<usize>> = HashMap::new();
    for (at, (identity, _)) in places.iter().flatten().enumerate() {
        note_spellings(&mut by_name, identity, at);
    }
    for group in &overrides.same {
        let wanted: BTreeSet<usize> = group.iter().filter_map(|n| by_name.get(&fold(n))).flatten().copied().collect();
        let mut whole: Option<(Identity, Members)> = None;
        let mut spelled: HashSet<String> = HashSet::new();
        for at in wanted {
            let Some((identity, members)) = places[at].take() else { continue };
            let own: Vec<String> = identity.spellings.iter().map(|s| fold(s)).collect();
            for name in &own {
                by_name.entry(name.clone()).or_default().remove(&at);
            }
            let Some((one, keys)) = &mut whole else {
                (whole, spelled) = (Some((identity, members)), own.into_iter().collect());
                continue;
            };
            let told_apart = own.iter().any(|name| apart.has_any(name, &spelled));
            roster.judgements.push(told(one, &identity, told_apart));
            if told_apart {
                note_spellings(&mut by_name, &identity, places.len());
                places.push(Some((identity, members)));
                continue;
            }
            spelled.extend(own);
            one.spellings.extend(identity.spellings);
            keys.extend(members);
        }
        if let Some((mut identity, keys)) = whole {
            sort_spellings(&mut identity);
            let told = identity.spellings.iter().find_map(|s| overrides.name.get(s));
            if let Some(name) = told.or(group.first()) {
                identity.name.clone_from(name);
            }
            note_spellings(&mut by_name, &identity, places.len());
            places.push(Some((identity, keys)));
        }
    }
    clusters.extend(places.into_iter().flatten());
}

/// Records under which names a cluster is found.
fn note_spellings(by_name: &mut HashMap<String, BTreeSet<usize>>, identity: &Identity, at: usize) {
    for name in &identity.spellings {
        by_name.entry(fold(name)).or_default().insert(at);
    }
}

/// Returns the judgement on two people that the override file decides.
fn told(one: &Identity, other: &Identity, told_apart: bool) -> Judgement {
    let reason = if told_apart {
        "the override file lists them both as same and as different; they stay apart: remove one of the two entries"
    } else {
        "the override file lists them as same"
    };
    Judgement {
        name_a: one.name.clone().min(other.name.clone()),
        name_b: one.name.clone().max(other.name.clone()),
        series: format!("{} / {}", one.series, other.series),
        verdict: if told_apart { Verdict::Different } else { Verdict::Same },
        score: if told_apart { 0 } else { 1000 },
        evidence: vec![Evidence::Override],
        reason: reason.into(),
        subject: Subject::Person,
    }
}

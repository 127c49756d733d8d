//! People of several series: one page, the user's word, one article, or a name with party, years and rarity behind it.

use super::evidence;
use super::judgement::{Subject, score};
use super::matching::doubt;
use super::mentions::{Mention, Series};
use super::names::{Census, Name};
use super::people::Members;
use super::{Evidence, Identity, Judgement, Overrides, Roster, Verdict};
use crate::facts::Facts;
use crate::wikitext::fold;
use itertools::Itertools;
use petgraph::unionfind::UnionFind;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Two series are of one world where a name is this rare: fewer namesakes than this are to be expected by chance.
const RARE: f32 = 0.05;
/// A career that moves on to another office pauses for at most so many years.
const PAUSE: i32 = 15;

/// Makes one of every group of clusters that were found to be one; the first one's name stays.
fn merge(groups: &UnionFind<usize>, clusters: &mut Vec<(Identity, Members)>) {
    let mut place: HashMap<usize, usize> = HashMap::new();
    for (index, (identity, members)) in std::mem::take(clusters).into_iter().enumerate() {
        let at = *place.entry(groups.find(index)).or_insert(clusters.len());
        match clusters.get_mut(at) {
            Some((whole, keys)) => absorb(whole, identity, keys, members),
            None => clusters.push((identity, members)),
        }
    }
}

/// Adds the spellings and the names of one person's part to another.
fn absorb(whole: &mut Identity, part: Identity, keys: &mut Members, members: Members) {
    whole.spellings.extend(part.spellings);
    whole.spellings.sort();
    whole.spellings.dedup();
    keys.extend(members);
}

/// The names that the user tells apart from themselves: people of one name in different offices.
fn apart_from_itself(overrides: &Overrides) -> BTreeSet<String> {
    overrides.different.iter().filter(|[a, b]| fold(a) == fold(b)).map(|[a, _]| fold(a)).collect()
}

/// Joins those of several series whose name is the title of one page, since a title is one page's only.
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
        for name in identity.spellings.iter().filter(|n| facts.pages.contains(*n) && !apart.contains(&fold(n))) {
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
                reason: "links and titles name one page of the wiki".into(),
                subject: Subject::Person,
            });
        }
    }
    merge(&groups, clusters);
}

/// All that is known of a cluster, over its series.
struct Known {
    years: Option<(i32, i32)>,
    parties: BTreeSet<u32>,
    pages: BTreeSet<u32>,
    page: bool,
}

impl Known {
    fn of(members: &Members, series: &Series, facts: &Facts) -> Self {
        let mut known = Self { years: None, parties: BTreeSet::new(), pages: BTreeSet::new(), page: false };
        for (key, name) in members {
            let mention = series.get(key).and_then(|names| names.get(name));
            let Some(Mention { years, parties, pages, .. }) = mention else { continue };
            known.parties.extend(parties);
            known.pages.extend(pages);
            known.page |= facts.pages.contains(name);
            known.years = match (known.years, *years) {
                (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
                (a, b) => a.or(b),
            };
        }
        known
    }
}

/// The same name in two series: one person where one article names both without telling them apart, or where both are of one
/// party and the name is rare, if their years meet; else a question for the user, never an answer by the name alone.
pub(super) fn join_by_evidence(
    clusters: &mut Vec<(Identity, Members)>,
    series: &Series,
    census: &Census,
    facts: &Facts,
    overrides: &Overrides,
    roster: &mut Roster,
) {
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, (identity, _)) in clusters.iter().enumerate() {
        // By a name of the sources; one that the user gives to show is no evidence.
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
            // Two of one name in one series were told apart there.
            let shared = |(series, _): &(String, String)| clusters[b].1.iter().any(|(other, _)| other == series);
            if clusters[a].1.iter().any(shared) {
                continue;
            }
            let (one, other) = (Known::of(&clusters[a].1, series, facts), Known::of(&clusters[b].1, series, facts));
            let gap = super::matching::gap(one.years, other.years);
            let dated = one.years.is_some() && other.years.is_some();
            let of_one_party = !one.parties.is_disjoint(&other.parties);
            let article = evidence::pages::one_article(&one.pages, &other.pages);
            let joined = (of_one_party && dated && namesakes <= RARE || article.is_some())
                && gap <= PAUSE
                && !told_apart
                // Two pages were told apart already: their titles differ.
                && !(one.page && other.page);
            let mut signs = vec![Evidence::SameName];
            let mut words = Vec::new();
            if let Some(sign) = &article {
                signs.push(sign.kind);
                words.push(sign.words.clone());
            }
            if of_one_party {
                signs.push(Evidence::Party);
                words.push("of one party".to_string());
            }
            if dated {
                signs.push(Evidence::Years);
                words.push(if gap == 0 { "their years meet".into() } else { format!("{gap} years apart") });
            }
            if namesakes <= RARE {
                signs.push(Evidence::Rarity);
                words.push("a rare name".into());
            }
            if told_apart {
                signs.insert(0, Evidence::Override);
            }
            if !joined {
                signs.insert(usize::from(told_apart), Evidence::OtherSeries);
                words.insert(0, "the same name in unrelated series is never joined by the name alone".into());
            }
            if joined && !groups.union(a, b) {
                continue;
            }
            let (first, second) = (&clusters[a].0, &clusters[b].0);
            let distance = if joined { 0.0 } else { 0.25 } + doubt(gap, namesakes);
            let verdict = match (joined, told_apart) {
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

/// Every pair of a few; of many, neighbours alone.
fn pairs(same: &[usize]) -> Vec<(usize, usize)> {
    if same.len() <= 8 {
        same.iter().copied().array_combinations().map(|[a, b]| (a, b)).collect()
    } else {
        same.iter().copied().tuple_windows().collect()
    }
}

/// Joins people of different series where the override file says so, unless it tells them apart as well.
pub(super) fn join_as_told(clusters: &mut Vec<(Identity, Members)>, overrides: &Overrides, roster: &mut Roster) {
    for group in &overrides.same {
        let wanted: BTreeSet<String> = group.iter().map(|n| fold(n)).collect();
        let is_one = |c: &(Identity, Members)| c.0.spellings.iter().any(|s| wanted.contains(&fold(s)));
        let (joined, rest): (Vec<_>, Vec<_>) = std::mem::take(clusters).into_iter().partition(is_one);
        *clusters = rest;
        let mut whole: Option<(Identity, Members)> = None;
        for (identity, members) in joined {
            let Some((one, keys)) = &mut whole else {
                whole = Some((identity, members));
                continue;
            };
            let spells = |identity: &Identity, name: &str| identity.spellings.iter().any(|s| fold(s) == fold(name));
            let told_apart = overrides
                .different
                .iter()
                .any(|[a, b]| spells(one, a) && spells(&identity, b) || spells(one, b) && spells(&identity, a));
            let reason = if told_apart {
                "the override file tells them apart, and joins them: they stay apart"
            } else {
                "the override file says so"
            };
            let verdict = if told_apart { Verdict::Different } else { Verdict::Same };
            roster.judgements.push(Judgement {
                name_a: one.name.clone().min(identity.name.clone()),
                name_b: one.name.clone().max(identity.name.clone()),
                series: format!("{} / {}", one.series, identity.series),
                verdict,
                score: if told_apart { 0 } else { 1000 },
                evidence: vec![Evidence::Override],
                reason: reason.into(),
                subject: Subject::Person,
            });
            if told_apart {
                clusters.push((identity, members));
                continue;
            }
            absorb(one, identity, keys, members);
        }
        if let Some((mut identity, keys)) = whole {
            let told = identity.spellings.iter().find_map(|s| overrides.name.get(s));
            if let Some(name) = told.or(group.first()) {
                identity.name.clone_from(name);
            }
            clusters.push((identity, keys));
        }
    }
}

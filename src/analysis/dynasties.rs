//! Families in office: who had kin in office before, and how that goes with time, party and the length of tenures.

use crate::facts::{TieKind, kin::Kinship};
use crate::graph::{Node, OfficeId, PersonId, PoliticalGraph, Tenure, TieId};
use std::collections::{BTreeMap, BTreeSet};

/// How many stated kinships may lie between two relatives: a nephew is a brother's son.
pub const MOST_STEPS: usize = 2;

/// A person who held an office, with the first relative who held one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The person.
    pub person: PersonId,
    /// The office held first.
    pub office: OfficeId,
    /// The year in which it began.
    pub year: i32,
    /// The years in all offices counted, if every tenure has both ends.
    pub length: Option<i32>,
    /// The relative who came into office first, before the person.
    pub before: Option<Relative>,
    /// A relative who came into office later.
    pub after: Option<Relative>,
    /// True if any source states kin of the person.
    pub has_kin: bool,
}

/// A relative in office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relative {
    /// The relative.
    pub person: PersonId,
    /// The office held first.
    pub office: OfficeId,
    /// The year in which it began, or in which it ended if no beginning is known.
    pub year: i32,
    /// The kinships that lead from the person to the relative.
    pub through: Vec<TieId>,
}

/// A family with at least two members in office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// The members in office, in the order of their first office.
    pub members: Vec<PersonId>,
    /// The surname of most members.
    pub name: String,
}

/// How many holders of a kind had kin in office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// The decade, the party or the length.
    pub group: String,
    /// The number of holders.
    pub holders: usize,
    /// How many of them had kin in office before; of lengths, later.
    pub with_kin: usize,
}

impl Share {
    /// Returns the share in per cent.
    pub fn percent(&self) -> f64 {
        if self.holders == 0 { 0.0 } else { 100.0 * self.with_kin as f64 / self.holders as f64 }
    }

    /// Returns the odds, `p ÷ (1 − p)`; `None` if all have kin.
    pub fn odds(&self) -> Option<f64> {
        let without = self.holders - self.with_kin;
        (without > 0).then(|| self.with_kin as f64 / without as f64)
    }
}

/// Returns the holders of some offices (all if empty), with the relatives who held any office. Acting holders count.
/// O(people + ties).
pub fn holders(graph: &PoliticalGraph, offices: &BTreeSet<OfficeId>) -> Vec<Holder> {
    let kin = kin_of(graph);
    let first = |person: PersonId| {
        let began = first_office(graph, person, None).map(|(year, office)| (year, office, false));
        began.or_else(|| first_end(graph, person).map(|(year, office)| (year, office, true)))
    };
    let mut found = Vec::new();
    for person in graph.people() {
        let wanted = (!offices.is_empty()).then_some(offices);
        let Some((year, office)) = first_office(graph, person.id, wanted) else { continue };
        let mut before: Option<Relative> = None;
        let mut after: Option<Relative> = None;
        for (relative, through) in relatives(&kin, person.id) {
            let Some((own, office, is_end)) = first(relative) else { continue };
            let found = Relative { person: relative, office, year: own, through };
            let slot = match own.cmp(&year) {
                std::cmp::Ordering::Less => &mut before,
                // Who had left by then came before; a predecessor's beginning is often not stated.
                std::cmp::Ordering::Equal if is_end => &mut before,
                _ if is_end => continue,
                std::cmp::Ordering::Greater => &mut after,
                std::cmp::Ordering::Equal => continue,
            };
            if slot.as_ref().is_none_or(|known| (found.year, found.person) < (known.year, known.person)) {
                *slot = Some(found);
            }
        }
        let has_kin = kin.contains_key(&person.id);
        let length = length(graph, person.id, wanted);
        found.push(Holder { person: person.id, office, year, length, before, after, has_kin });
    }
    found.sort_by_key(|holder| (holder.year, holder.person));
    found
}

type Kin = BTreeMap<PersonId, Vec<(PersonId, TieId)>>;

fn kin_of(graph: &PoliticalGraph) -> Kin {
    let mut kin = Kin::new();
    for tie in graph.ties().iter().filter(|t| t.kind == TieKind::Kin) {
        if let (Node::Person(a), Node::Person(b)) = (tie.from, tie.to) {
            kin.entry(a).or_default().push((b, tie.id));
            kin.entry(b).or_default().push((a, tie.id));
        }
    }
    kin
}

/// Returns everybody within [`MOST_STEPS`] stated kinships, nearest first.
fn relatives(kin: &Kin, person: PersonId) -> Vec<(PersonId, Vec<TieId>)> {
    let mut seen = BTreeSet::from([person]);
    let mut found: Vec<(PersonId, Vec<TieId>)> = Vec::new();
    let mut front: Vec<(PersonId, Vec<TieId>)> = vec![(person, Vec::new())];
    for _ in 0..MOST_STEPS {
        let mut next = Vec::new();
        for (at, through) in &front {
            for (other, tie) in kin.get(at).into_iter().flatten() {
                if seen.insert(*other) {
                    next.push((*other, [through.as_slice(), &[*tie]].concat()));
                }
            }
        }
        found.extend(next.iter().cloned());
        front = next;
    }
    found
}

fn counted<'g>(
    graph: &'g PoliticalGraph,
    person: PersonId,
    offices: Option<&'g BTreeSet<OfficeId>>,
) -> impl Iterator<Item = &'g Tenure> {
    let tenures = graph.person(person).tenures.iter().map(|t| graph.tenure(*t));
    tenures.filter(move |t| offices.is_none_or(|offices| offices.contains(&t.office)))
}

fn first_office(
    graph: &PoliticalGraph,
    person: PersonId,
    offices: Option<&BTreeSet<OfficeId>>,
) -> Option<(i32, OfficeId)> {
    let year = |t: &Tenure| graph.span_of(t).0.and_then(crate::wikitext::Date::first_year);
    counted(graph, person, offices).filter_map(|t| Some((year(t)?, t.office))).min()
}

/// Returns the office that somebody left first, and the year, for those of whom no beginning is known.
fn first_end(graph: &PoliticalGraph, person: PersonId) -> Option<(i32, OfficeId)> {
    let year = |t: &Tenure| graph.span_of(t).1.and_then(crate::wikitext::Date::last_year);
    counted(graph, person, None).filter_map(|t| Some((year(t)?, t.office))).min()
}

fn length(graph: &PoliticalGraph, person: PersonId, offices: Option<&BTreeSet<OfficeId>>) -> Option<i32> {
    counted(graph, person, offices).try_fold(0, |sum, tenure| {
        let (from, to) = (tenure.from.best()?.first_year()?, tenure.to.best()?.last_year()?);
        Some(sum + (to - from).max(0))
    })
}

/// Returns the share of holders with kin in office before, by decade.
pub fn by_decade(holders: &[Holder]) -> Vec<Share> {
    let decade = |holder: &Holder| format!("{}s", holder.year.div_euclid(10) * 10);
    shares(holders, |holder| vec![decade(holder)], |holder| holder.before.is_some())
}

/// Returns the share of holders with kin in office before, by the party they stood for most often.
pub fn by_party(graph: &PoliticalGraph, holders: &[Holder]) -> Vec<Share> {
    let party = |holder: &Holder| {
        let person = graph.person(holder.person);
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        let stood = person.candidacies.iter().filter_map(|c| graph.candidacy(*c).party.best());
        let held = person.tenures.iter().filter_map(|t| {
            let tenure = graph.tenure(*t);
            tenure.party.as_ref().or(graph.office(tenure.office).party.as_ref())
        });
        stood.chain(held).for_each(|p| *count.entry(graph.party(*p).name.as_str()).or_default() += 1);
        let most = count.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0)));
        most.map(|(name, _)| name.to_string()).into_iter().collect()
    };
    let mut found = shares(holders, party, |holder| holder.before.is_some());
    found.sort_by_key(|share| (std::cmp::Reverse(share.holders), share.group.clone()));
    found
}

/// Returns the share of holders with kin who came into office later, by the length of their own tenures: whether long
/// tenures make families (Dal Bó, Dal Bó and Snyder, "Political Dynasties", Review of Economic Studies 76 (2009)).
pub fn by_length(holders: &[Holder]) -> Vec<Share> {
    let bracket = |holder: &Holder| match holder.length {
        None => Vec::new(),
        Some(years) => vec![
            ["under 2 years", "2 to 4 years", "5 to 9 years", "10 years and more"]
                [usize::from(years >= 2) + usize::from(years >= 5) + usize::from(years >= 10)]
            .to_string(),
        ],
    };
    let mut found = shares(holders, bracket, |holder| holder.after.is_some());
    let place = |group: &str| ["under", "2 to", "5 to", "10 y"].iter().position(|p| group.starts_with(p));
    found.sort_by_key(|share| place(&share.group));
    found
}

fn shares(
    holders: &[Holder],
    groups: impl Fn(&Holder) -> Vec<String>,
    with_kin: impl Fn(&Holder) -> bool,
) -> Vec<Share> {
    let mut count: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for holder in holders {
        for group in groups(holder) {
            let entry = count.entry(group).or_default();
            entry.0 += 1;
            entry.1 += usize::from(with_kin(holder));
        }
    }
    count.into_iter().map(|(group, (holders, with_kin))| Share { group, holders, with_kin }).collect()
}

/// Returns the families with at least two of these holders, the largest first: people whom stated kinships join, spouses
/// included. A family that only its name joins is none (compare Geys and Smith, "Political Dynasties in Democracies",
/// Economic Journal 127 (2017)).
pub fn families(graph: &PoliticalGraph, holders: &[Holder]) -> Vec<Family> {
    let mut year: BTreeMap<PersonId, i32> = holders.iter().map(|holder| (holder.person, holder.year)).collect();
    for relative in holders.iter().flat_map(|holder| holder.before.iter().chain(&holder.after)) {
        year.entry(relative.person).or_insert(relative.year);
    }
    let mut union = petgraph::unionfind::UnionFind::<usize>::new(graph.people().len());
    for tie in
        graph.ties().iter().filter(|t| t.kinship().is_some_and(|k| k != Kinship::Relative || t.people().is_some()))
    {
        if let Some([a, b]) = tie.people() {
            union.union(a.index(), b.index());
        }
    }
    let mut groups: BTreeMap<usize, Vec<PersonId>> = BTreeMap::new();
    for person in year.keys() {
        groups.entry(union.find(person.index())).or_default().push(*person);
    }
    let mut found: Vec<Family> = groups
        .into_values()
        .filter(|members| members.len() > 1)
        .map(|mut members| {
            members.sort_by_key(|p| (year[p], *p));
            let mut count: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
            for (at, member) in members.iter().enumerate() {
                let entry = count.entry(surname(&graph.person(*member).name)).or_insert((0, at));
                entry.0 += 1;
            }
            let most = count.iter().max_by_key(|(_, (count, at))| (*count, std::cmp::Reverse(*at)));
            let name = most.map(|(name, _)| (*name).to_string()).unwrap_or_default();
            Family { members, name }
        })
        .collect();
    found.sort_by_key(|family| (std::cmp::Reverse(family.members.len()), family.name.clone()));
    found
}

/// Returns the last word of a name that is no mark of a generation.
fn surname(name: &str) -> &str {
    let bare = name.split(" (").next().unwrap_or(name);
    let marks = ["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"];
    bare.split(' ').rfind(|w| !marks.contains(&w.to_lowercase().as_str())).unwrap_or(bare).trim_end_matches(',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Facts;
    use crate::identity::Overrides;
    use crate::source::read_text;

    #[test]
    fn a_nephew_follows_his_uncle() {
        let pages = [
            (
                "Ann Elm.wiki",
                "{{Infobox officeholder|name=Ann Elm|office=Mayor|term_start=1951|term_end=1963|relatives=[[Ben Elm]] (brother)}}",
            ),
            (
                "Cy Elm.wiki",
                "{{Infobox officeholder|name=Cy Elm|office=Senator|term_start=1981|term_end=1985|father=[[Ben Elm]]}}",
            ),
            ("Dan Oak.wiki", "{{Infobox officeholder|name=Dan Oak|office=Judge|term_start=1982|term_end=1983}}"),
        ];
        let pages: Vec<_> = pages.iter().flat_map(|(name, text)| read_text(name, text.as_bytes()).pages).collect();
        let graph = PoliticalGraph::build(&Facts::extract(&pages), &Overrides::default());
        let all = holders(&graph, &BTreeSet::new());
        let name = |p: PersonId| graph.person(p).name.as_str();
        let told: Vec<_> = all
            .iter()
            .map(|h| (name(h.person), h.year, h.before.as_ref().map(|r| (name(r.person), r.through.len())), h.has_kin))
            .collect();
        assert_eq!(
            told,
            [
                ("Ann Elm", 1951, None, true),
                ("Cy Elm", 1981, Some(("Ann Elm", 2)), true),
                ("Dan Oak", 1982, None, false),
            ]
        );
        let eighties = &by_decade(&all)[1];
        assert_eq!((eighties.group.as_str(), eighties.holders, eighties.with_kin), ("1980s", 2, 1));
        let long: Vec<_> = by_length(&all).into_iter().map(|s| (s.group.clone(), s.with_kin, s.odds())).collect();
        assert_eq!(long[2], ("10 years and more".to_string(), 1, None));
        let family = &families(&graph, &all)[0];
        assert_eq!((family.name.as_str(), family.members.len()), ("Elm", 2));
    }
}

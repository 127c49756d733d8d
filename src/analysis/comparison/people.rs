//! Who of one source is whom of the other.

use super::sides::Sides;
use crate::facts::tagged;
use crate::graph::{Person, PersonId, PoliticalGraph};
use crate::wikitext::{fold, fold_title};
use petgraph::unionfind::UnionFind;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// By how many years sources differ about one birth, where they count back from an age.
const COUNTED_BACK: u32 = 1;
/// The years after a birth within which somebody may be active.
const ACTIVE: std::ops::RangeInclusive<i32> = 14..=110;

/// Matches the people of two graphs: by an id in common, then by a name that is one person's on each side, then by a name
/// of several and an office or a contest in common. Ids of one scheme, births and lifetimes that cannot be one person's
/// keep two apart.
///
/// Each group has people of both graphs. A graph may have one person as several, where it could not tell.
pub(super) fn matched(a: &PoliticalGraph, b: &PoliticalGraph) -> Vec<(Vec<PersonId>, Vec<PersonId>)> {
    let mut pairs: BTreeMap<PersonId, PersonId> = BTreeMap::new();
    let mut taken: BTreeSet<PersonId> = BTreeSet::new();
    let mut by_id: HashMap<&str, PersonId> = HashMap::new();
    for person in b.people() {
        by_id.extend(person.ids.all().iter().map(|id| (id.value.as_str(), person.id)));
    }
    for person in a.people() {
        let found = person.ids.all().iter().find_map(|id| by_id.get(id.value.as_str()).copied());
        if let Some(other) = found.filter(|other| taken.insert(*other)) {
            pairs.insert(person.id, other);
        }
    }
    let (of_a, of_b) = (names(a), names(b));
    let one = |names: &BTreeMap<String, Vec<PersonId>>, name: &str| match names.get(name).map(Vec::as_slice) {
        Some([one]) => Some(*one),
        _ => None,
    };
    for person in a.people() {
        if pairs.contains_key(&person.id) {
            continue;
        }
        let own = names_of(person);
        let is_own = |name: &&String| one(&of_a, name) == Some(person.id);
        let found = own.iter().filter(is_own).find_map(|name| one(&of_b, name));
        if let Some(other) =
            found.filter(|other| !taken.contains(other) && may_be_one((a, person), (b, b.person(*other))))
        {
            taken.insert(other);
            pairs.insert(person.id, other);
        }
    }
    let mut all: Vec<(PersonId, PersonId)> = pairs.iter().map(|(x, y)| (*x, *y)).collect();
    for (name, own) in &of_a {
        let Some(theirs) = of_b.get(name).filter(|theirs| own.len() > 1 || theirs.len() > 1) else { continue };
        for x in own {
            for y in theirs.iter().filter(|y| !taken.contains(y) || !pairs.contains_key(x)) {
                let (one, other) = ((a, a.person(*x)), (b, b.person(*y)));
                if may_be_one(one, other) && have_in_common(one, other) {
                    all.push((*x, *y));
                }
            }
        }
    }
    groups(a, b, all)
}

/// Joins pairs that share a person. Groups are in the order of the first graph.
fn groups(
    a: &PoliticalGraph,
    b: &PoliticalGraph,
    mut pairs: Vec<(PersonId, PersonId)>,
) -> Vec<(Vec<PersonId>, Vec<PersonId>)> {
    pairs.sort_unstable();
    pairs.dedup();
    let first_of_b = a.people().len();
    let mut joined: UnionFind<usize> = UnionFind::new(first_of_b + b.people().len());
    for (x, y) in &pairs {
        joined.union(x.index(), first_of_b + y.index());
    }
    let mut found: BTreeMap<usize, (BTreeSet<PersonId>, BTreeSet<PersonId>)> = BTreeMap::new();
    for (x, y) in pairs {
        let group = found.entry(joined.find(x.index())).or_default();
        group.0.insert(x);
        group.1.insert(y);
    }
    let mut groups: Vec<_> =
        found.into_values().map(|(own, theirs)| (own.into_iter().collect(), theirs.into_iter().collect())).collect();
    groups.sort_unstable();
    groups
}

fn names(graph: &PoliticalGraph) -> BTreeMap<String, Vec<PersonId>> {
    let mut names: BTreeMap<String, Vec<PersonId>> = BTreeMap::new();
    for person in graph.people() {
        for name in names_of(person) {
            names.entry(name).or_default().push(person.id);
        }
    }
    names
}

/// Returns every spelling of a person's name, folded.
fn names_of(person: &Person) -> BTreeSet<String> {
    person.spellings.iter().chain([&person.name]).map(|name| fold(name)).collect()
}

/// Returns true unless ids of one scheme, births or lifetimes tell two people apart.
fn may_be_one((a, x): (&PoliticalGraph, &Person), (b, y): (&PoliticalGraph, &Person)) -> bool {
    let schemes = |person: &Person| -> BTreeMap<String, String> {
        let ids = person.ids.all().iter().map(|id| tagged::parts(&id.value));
        ids.map(|(scheme, id)| (scheme.to_string(), id.to_string())).collect()
    };
    let (ids, theirs) = (schemes(x), schemes(y));
    if ids.iter().any(|(scheme, id)| theirs.get(scheme).is_some_and(|their| their != id)) {
        return false;
    }
    let born = |person: &Person| person.born.best().and_then(|date| date.the_year());
    let (one, other) = (born(x), born(y));
    if one.zip(other).is_some_and(|(one, other)| one.abs_diff(other) > COUNTED_BACK) {
        return false;
    }
    let lives = |born: Option<i32>, graph: &PoliticalGraph, person: &Person| {
        born.is_none_or(|born| years_of(graph, person).into_iter().all(|year| ACTIVE.contains(&(year - born))))
    };
    lives(one, b, y) && lives(other, a, x)
}

/// Returns the years in which a person's terms began and contests were held.
fn years_of(graph: &PoliticalGraph, person: &Person) -> Vec<i32> {
    let terms = person.tenures.iter().filter_map(|id| graph.tenure(*id).from.best()?.the_year());
    let stood = person.candidacies.iter().filter_map(|id| graph.contest(graph.candidacy(*id).contest).year());
    terms.chain(stood).collect()
}

/// Returns true if two people held one office in years that meet, or stood in one contest.
fn have_in_common((a, x): (&PoliticalGraph, &Person), (b, y): (&PoliticalGraph, &Person)) -> bool {
    let sides = Sides { a, b, rows: Vec::new() };
    let office = |graph: &PoliticalGraph, id| fold_title(&graph.office(graph.tenure(id).office).name);
    let held = x.tenures.iter().any(|one| {
        y.tenures
            .iter()
            .any(|other| office(a, *one) == office(b, *other) && sides.cost(a.tenure(*one), b.tenure(*other)).is_some())
    });
    let titles = |graph: &PoliticalGraph, person: &Person| -> BTreeSet<String> {
        person.candidacies.iter().map(|id| fold_title(&graph.contest(graph.candidacy(*id).contest).title)).collect()
    };
    held || !titles(a, x).is_disjoint(&titles(b, y))
}

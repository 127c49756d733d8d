//! Joins the mentions in a list by names and years alone.
//!
//! This is for lists without series, links or contests (`hustings identity --match`). Joining within a series uses the
//! same comparison with more evidence.

pub use super::judgement::score;
use super::names::{Census, Keys, Name, Respelled, Words, compare};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Blocks of up to this many names are compared pairwise.
const BLOCK: usize = 120;
/// The number of pairs compared in a list of any length.
const PAIRS: usize = 50_000;
/// The number of further pairs compared for each name.
const PAIRS_A_NAME: usize = 32;
/// Blocks are not split below this many names.
const SMALLEST_BLOCK: usize = 8;
/// Up to this distance, two mentions are certainly one person.
pub const SAME: f32 = 0.138;
/// Up to this distance, two mentions are probably one person.
pub const LIKELY: f32 = 0.21;
/// Up to this distance, two mentions may be one person; beyond it, they are two.
pub const UNSURE: f32 = 0.55;
/// The largest mean distance between the mentions of two clusters that are joined.
pub(super) const ON_THE_WHOLE: f32 = 0.3;
/// Initials are never matched to a name more than this many years away.
const INITIALS_YEARS: i32 = 15;
/// From this many years apart, one rare name may be that of two people.
const GENERATION: i32 = 10;
/// How often the commonness of names is counted, each time with the clusters found before.
const PASSES: usize = 2;
/// The distance that another spelling adds where names are written as their bearers write them.
const NATIVE: f32 = 0.15;
/// The share of names with a spelling like another's from which a list spells names anew, and up to which it does not.
const RESPELLING: f32 = 0.25;
/// See [`RESPELLING`].
const FEW_RESPELLED: f32 = 0.1;
/// The distance assumed for a pair that was not compared.
pub(super) const FAR: f32 = 0.9;

/// A name with the years it is known from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The name as written.
    pub name: String,
    /// First and last year, if known.
    pub years: Option<(i32, i32)>,
}

/// Two mentions and the distance between them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The index of the first mention in the list.
    pub a: usize,
    /// The index of the second mention.
    pub b: usize,
    /// The distance, from 0, with commonness and years included.
    pub distance: f32,
}

/// The result of joining a list of mentions.
#[derive(Debug, Clone, Default)]
pub struct Matching {
    /// For each mention, the index of the first mention (by name) that is certainly the same person.
    pub certain: Vec<usize>,
    /// For each mention, the index of the first mention (by name) that is probably the same person.
    pub likely: Vec<usize>,
    /// Pairs that are not certain but may be one person, nearest first.
    pub unsure: Vec<Pair>,
}

/// Returns the distance that common names and a gap in years add. `gap` is in years, `namesakes` the number expected by
/// chance. A career seldom pauses for two decades; the more namesakes are expected, the shorter a gap suggests two
/// people.
pub fn doubt(gap: i32, namesakes: f32) -> f32 {
    let common = (namesakes / 0.02).max(1.0).ln();
    let years = (gap - 10).max(0) as f32;
    0.055 * common + years * (0.004 + 0.002 * common)
}

/// Returns the number of years between two spans; 0 if they overlap or one is unknown.
pub fn gap(a: Option<(i32, i32)>, b: Option<(i32, i32)>) -> i32 {
    match (a, b) {
        (Some(a), Some(b)) => (a.0.max(b.0).saturating_sub(a.1.min(b.1))).max(0),
        _ => 0,
    }
}

/// Joins the mentions in a list by names and years alone.
///
/// Only names whose surnames share consonants are compared. Blocks have a bounded size, so the time is about linear in
/// the number of mentions. Reordering the list changes only the indices in the result.
pub fn resolve(mentions: &[Mention]) -> Matching {
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|i| (&mentions[*i].name, mentions[*i].years));
    let names: Vec<Name> = order.iter().map(|i| Name::read(&mentions[*i].name)).collect();
    let settled = settle(&names, |a, b| gap(mentions[order[a]].years, mentions[order[b]].years));
    let certain = join(names.len(), &settled.strictly(), SAME);
    let Settled { mut pairs, person, .. } = settled;
    let input = |of: &[usize]| {
        let mut by_input = vec![0; names.len()];
        for (place, input) in order.iter().enumerate() {
            by_input[*input] = order[of[place]];
        }
        by_input
    };
    pairs.retain(|p| p.distance <= UNSURE && certain[p.a] != certain[p.b]);
    let unsure = pairs.iter().map(|p| Pair { a: order[p.a], b: order[p.b], ..*p }).collect();
    Matching { certain: input(&certain), likely: input(&person), unsure }
}

/// A list of names whose people are found.
struct Settled {
    /// The pairs of similar names, nearest first.
    pairs: Vec<Pair>,
    /// The probable person of each name.
    person: Vec<usize>,
    census: Census,
    /// The distance that is added to some pairs where only certain joins are wanted: to those that differ in spelling, and
    /// to one name of two people, perhaps.
    extra: HashMap<(usize, usize), f32>,
}

impl Settled {
    fn extra(&self, a: usize, b: usize) -> f32 {
        self.extra.get(&(a.min(b), a.max(b))).copied().unwrap_or(0.0)
    }

    /// Returns the pairs with the distances that count where only certain joins are wanted, nearest first.
    fn strictly(&self) -> Vec<Pair> {
        let strict = |pair: &Pair| Pair { distance: pair.distance + self.extra(pair.a, pair.b), ..*pair };
        let mut pairs: Vec<Pair> = self.pairs.iter().map(strict).collect();
        pairs.sort_by(|x, y| x.distance.total_cmp(&y.distance).then((x.a, x.b).cmp(&(y.a, y.b))));
        pairs
    }
}

fn settle(names: &[Name], gap: impl Fn(usize, usize) -> i32) -> Settled {
    let mut initials: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut respelled: BTreeMap<(usize, usize), Respelled> = BTreeMap::new();
    let near: Vec<(usize, usize, f32, i32)> = candidates(names)
        .into_iter()
        .filter_map(|(a, b)| {
            let (a, b) = (a as usize, b as usize);
            let found = compare(&names[a], &names[b])?;
            if found.initials {
                initials.insert((a, b));
            }
            if let Some(part) = found.respelled(&names[a], &names[b]) {
                respelled.insert((a, b), part);
            }
            (found.total() <= FAR).then(|| (a, b, found.total(), gap(a, b)))
        })
        .collect();
    let native = native(&respelled, &near, names.len());
    // Two spellings of a given name with one surname are rather one person.
    let surnames = respelled.into_iter().filter(|(_, part)| *part == Respelled::Surname);
    let mut extra: HashMap<(usize, usize), f32> = surnames.map(|(pair, _)| (pair, native)).collect();
    // First each spelling counts as a person, then each cluster, so that the spellings of a rare name do not make it
    // common.
    let mut person: Vec<usize> = (0..names.len()).collect();
    let mut pairs = Vec::new();
    let texts: Vec<String> = names.iter().map(Name::folded).collect();
    for _ in 0..PASSES {
        let census = Census::of(names, &person);
        let mut people: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        texts.iter().zip(&person).for_each(|(text, person)| {
            people.entry(text).or_default().insert(*person);
        });
        let words = Words::of(people.iter().map(|(text, people)| (*text, people.len())));
        pairs = near
            .iter()
            .map(|(a, b, distance, gap)| {
                let mut namesakes = census.namesakes(&names[*a]).max(census.namesakes(&names[*b]));
                // Of names that are the same, other spellings are no namesakes.
                if texts[*a] == texts[*b] {
                    let of_words = words.namesakes(&texts[*a], people[texts[*a].as_str()].len()).min(namesakes);
                    // Over a generation, a name may pass to another.
                    if *gap > GENERATION {
                        extra.insert((*a, *b), doubt(*gap, namesakes) - doubt(*gap, of_words));
                    }
                    namesakes = of_words;
                }
                Pair { a: *a, b: *b, distance: distance + doubt(*gap, namesakes) }
            })
            .collect();
        pairs.sort_by(|x, y| x.distance.total_cmp(&y.distance).then((x.a, x.b).cmp(&(y.a, y.b))));
        person = join(names.len(), &pairs, LIKELY);
    }
    if alone(&mut pairs, &initials, &person, &gap) {
        person = join(names.len(), &pairs, LIKELY);
    }
    let census = Census::of(names, &person);
    Settled { pairs, person, census, extra }
}

/// Returns the distance that another spelling adds in this list. Where hardly any name is like another but for its
/// spelling, the list has names as their bearers write them, and Hofmann and Hoffmann are two surnames. Where many are,
/// the names were written in another alphabet first, and each clerk spells them anew.
fn native(respelled: &BTreeMap<(usize, usize), Respelled>, near: &[(usize, usize, f32, i32)], count: usize) -> f32 {
    let close = near.iter().filter(|(a, b, distance, _)| *distance <= SAME && respelled.contains_key(&(*a, *b)));
    let names: BTreeSet<usize> = close.flat_map(|(a, b, ..)| [*a, *b]).collect();
    let share = names.len() as f32 / count.max(1) as f32;
    NATIVE * ((RESPELLING - share) / (RESPELLING - FEW_RESPELLED)).clamp(0.0, 1.0)
}

/// Moves pairs with initials to the distance [`LIKELY`] if each of the two fits nobody else. Returns true if any pair
/// was moved.
fn alone(
    pairs: &mut [Pair],
    initials: &BTreeSet<(usize, usize)>,
    person: &[usize],
    gap: &impl Fn(usize, usize) -> i32,
) -> bool {
    let mut fitting: HashMap<usize, BTreeSet<usize>> = HashMap::new();
    let open = |p: &Pair| initials.contains(&(p.a, p.b)) && p.distance <= UNSURE && person[p.a] != person[p.b];
    for pair in pairs.iter().filter(|p| open(p)) {
        let (a, b) = (person[pair.a], person[pair.b]);
        fitting.entry(a).or_default().insert(b);
        fitting.entry(b).or_default().insert(a);
    }
    let one = |at: usize| fitting.get(&person[at]).is_some_and(|others| others.len() == 1);
    let mut any = false;
    for pair in pairs.iter_mut() {
        if open(pair) && pair.distance > LIKELY && one(pair.a) && one(pair.b) && gap(pair.a, pair.b) <= INITIALS_YEARS {
            pair.distance = LIKELY;
            any = true;
        }
    }
    if any {
        pairs.sort_by(|x, y| x.distance.total_cmp(&y.distance).then((x.a, x.b).cmp(&(y.a, y.b))));
    }
    any
}

/// Returns the pairs of names that share a key: all pairs within blocks of at most [`BLOCK`] names, neighbours in
/// larger ones. Blocks are smaller if that exceeds [`PAIRS`] plus [`PAIRS_A_NAME`] for each name.
pub(super) fn candidates<'a>(names: impl IntoIterator<Item = &'a Name>) -> Vec<(u32, u32)> {
    let keys: Vec<Keys> = names.into_iter().map(Keys::of).collect();
    let budget = PAIRS + PAIRS_A_NAME * keys.len();
    let blocks = blocks(&keys);
    let mut limit = BLOCK;
    let of = |block: &[u32]| block.len() * block.len().saturating_sub(1) / 2;
    while limit > SMALLEST_BLOCK {
        let mut count = 0;
        compared(&keys, &blocks, limit, |block| count += of(block));
        if count <= budget {
            break;
        }
        limit /= 2;
    }
    let mut pairs = Vec::new();
    compared(&keys, &blocks, limit, |block| {
        for (at, a) in block.iter().enumerate() {
            pairs.extend(block[at + 1..].iter().filter(|b| a != *b).map(|b| (*a.min(b), *a.max(b))));
        }
    });
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Returns the indices of the names that share a key.
fn blocks(keys: &[Keys]) -> Vec<Vec<u32>> {
    let mut blocks: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (i, keys) in keys.iter().enumerate() {
        for surname in &keys.surname {
            blocks.entry(surname.chars().take(3).collect()).or_default().push(i as u32);
            // Either order: "Rabin Yitzhak".
            for given in &keys.given {
                let (a, b) = if surname <= given { (surname, given) } else { (given, surname) };
                blocks.entry(format!("{a}+{b}")).or_default().push(i as u32);
            }
        }
    }
    blocks.into_values().collect()
}

/// Visits the blocks of at most `limit` names whose names are compared pairwise.
fn compared(keys: &[Keys], blocks: &[Vec<u32>], limit: usize, mut whole: impl FnMut(&[u32])) {
    for block in blocks {
        if block.len() <= limit {
            whole(block);
            continue;
        }
        // A large block is split by all consonants of the surname, then by those of the given name.
        for block in split(block, |i| &keys[i].surname) {
            if block.len() <= limit {
                whole(&block);
                continue;
            }
            for block in split(&block, |i| &keys[i].given) {
                // Still too large: only neighbours in the order of names are compared.
                block.chunks(limit).for_each(&mut whole);
            }
        }
    }
}

fn split<'k>(block: &[u32], keys: impl Fn(usize) -> &'k [String]) -> Vec<Vec<u32>> {
    let mut parts: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for i in block {
        for key in keys(*i as usize) {
            parts.entry(key).or_default().push(*i);
        }
    }
    parts.into_values().collect()
}

/// Joins clusters, nearest pair first, if their mean distance is small. Returns the first member of each one's cluster.
fn join(count: usize, pairs: &[Pair], limit: f32) -> Vec<usize> {
    let known: HashMap<(usize, usize), f32> = pairs.iter().map(|p| ((p.a, p.b), p.distance)).collect();
    let mut of: Vec<usize> = (0..count).collect();
    let mut members: Vec<Vec<usize>> = (0..count).map(|i| vec![i]).collect();
    for pair in pairs.iter().take_while(|p| p.distance <= limit) {
        let (a, b) = (of[pair.a], of[pair.b]);
        if a == b {
            continue;
        }
        let mut sum = 0.0;
        for x in &members[a] {
            for y in &members[b] {
                sum += known.get(&(*x.min(y), *x.max(y))).copied().unwrap_or(FAR);
            }
        }
        let whole = sum / (members[a].len() * members[b].len()) as f32;
        if whole > ON_THE_WHOLE {
            continue;
        }
        let (into, from) = (a.min(b), a.max(b));
        let moved = std::mem::take(&mut members[from]);
        for m in &moved {
            of[*m] = into;
        }
        members[into].extend(moved);
    }
    of
}

/// Returns the distance between the two names of each pair, given how common they are among all names in `pairs`.
/// Infinite if the names cannot be compared or are too different.
pub fn pairs(pairs: &[(String, String)]) -> Vec<f32> {
    let distinct: Vec<&String> = pairs.iter().flat_map(|(a, b)| [a, b]).collect::<BTreeSet<_>>().into_iter().collect();
    let names: Vec<Name> = distinct.iter().map(|n| Name::read(n)).collect();
    let settled = settle(&names, |_, _| 0);
    let name = |text: &String| distinct.binary_search(&text).ok();
    let one = |(a, b): &(String, String)| {
        let (at_a, at_b) = (name(a)?, name(b)?);
        let (a, b) = (&names[at_a], &names[at_b]);
        let namesakes = settled.census.namesakes(a).max(settled.census.namesakes(b));
        compare(a, b).map(|found| found.total() + doubt(0, namesakes) + settled.extra(at_a, at_b))
    };
    pairs.iter().map(|pair| one(pair).unwrap_or(f32::INFINITY)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_sound_have_as_many_pairs_as_names() {
        // Twelve vowels that sound alike: all names share all keys.
        let spelled = |i: usize| -> String { (0..12).map(|bit| if i >> bit & 1 == 1 { 'o' } else { 'a' }).collect() };
        let names: Vec<Name> = (0..4_000).map(|i| Name::read(&format!("B{} Lee", spelled(i)))).collect();
        let found = candidates(&names);
        assert!(found.len() <= PAIRS + PAIRS_A_NAME * names.len(), "{}", found.len());
        assert!(found.len() > names.len(), "neighbours are still compared");
        // In small lists, every pair is compared.
        assert_eq!(candidates(&names[..100]).len(), 100 * 99 / 2);
    }

    #[test]
    fn spellings_of_given_names_and_surnames_in_capitals() {
        // Names of one language, so that another spelling of a surname asks.
        let mut list: Vec<(String, String)> =
            ["Berg", "Dahl", "Fjeld", "Gran", "Haug", "Lund", "Moen", "Sand", "Vik", "Ås"]
                .iter()
                .flat_map(|surname| ["Anne", "Birgit", "Dagny"].map(|given| format!("{given} {surname}")))
                .map(|name| (name.clone(), name))
                .collect();
        let told = [
            ("Einar Foerde", "Einar Førde"),
            ("Karl Hansen", "Carl Hansen"),
            ("DI LELLO Marco", "Marco Di Lello"),
            ("Nils Hofmann", "Nils Hoffmann"),
        ];
        list.extend(told.map(|(a, b)| (a.to_string(), b.to_string())));
        let found = pairs(&list);
        let same: Vec<bool> = found[found.len() - 4..].iter().map(|distance| *distance <= SAME).collect();
        assert_eq!(same, [true, true, true, false], "{:?}", &found[found.len() - 4..]);
    }
}

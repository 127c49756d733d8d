//! Names and years alone: which mentions in a list are one person's.
//!
//! This is what remains when nothing else is known: no series, no links, no candidates of one contest. It is used for
//! the names of a list (`hustings identity --match`) and, with more evidence around it, within a series.

pub use super::judgement::score;
use super::names::{Census, Keys, Name, compare};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Names in a block are compared pairwise up to this many.
const BLOCK: usize = 120;
/// So many pairs of a list are compared whatever its length.
const PAIRS: usize = 50_000;
/// So many more are compared for each name.
const PAIRS_A_NAME: usize = 32;
/// Blocks are made no smaller than this.
const SMALLEST_BLOCK: usize = 8;
/// Up to this distance two mentions are one person without asking.
pub const SAME: f32 = 0.138;
/// Up to this distance one person is the better guess.
pub const LIKELY: f32 = 0.21;
/// Up to this distance they may be.
pub const UNSURE: f32 = 0.55;
/// A cluster joins another where their mentions are this near on the whole.
pub(super) const ON_THE_WHOLE: f32 = 0.3;
/// Initials further away in time are not taken for somebody.
const INITIALS_YEARS: i32 = 15;
/// How often commonness is counted anew.
const PASSES: usize = 2;
/// What a pair that was never compared counts as.
pub(super) const FAR: f32 = 0.9;

/// A name with the years it is known from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The name as written.
    pub name: String,
    /// First and last year.
    pub years: Option<(i32, i32)>,
}

/// Two mentions and how far apart they are, all told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The first, by its place in the list.
    pub a: usize,
    /// The second.
    pub b: usize,
    /// How far apart, from 0.
    pub distance: f32,
}

/// What was found of a list of mentions.
#[derive(Debug, Clone, Default)]
pub struct Matching {
    /// For each mention the first mention, in order of name, that is the same person's without asking.
    pub certain: Vec<usize>,
    /// The same by the better guess.
    pub likely: Vec<usize>,
    /// Pairs not joined without asking that may be one person's, nearest first.
    pub unsure: Vec<Pair>,
}

/// What common names and years apart add. A career seldom pauses for two decades, and the more namesakes are to be expected,
/// the less a pause is needed to think of two people.
pub fn doubt(gap: i32, namesakes: f32) -> f32 {
    let common = (namesakes / 0.02).max(1.0).ln();
    let years = (gap - 10).max(0) as f32;
    0.055 * common + years * (0.004 + 0.002 * common)
}

/// The years between two spans; 0 where they overlap or one is unknown.
pub fn gap(a: Option<(i32, i32)>, b: Option<(i32, i32)>) -> i32 {
    match (a, b) {
        (Some(a), Some(b)) => (a.0.max(b.0).saturating_sub(a.1.min(b.1))).max(0),
        _ => 0,
    }
}

/// Joins the mentions of a list by names and years alone.
///
/// Only names that share the consonants of a surname are compared: about linear in the number of mentions, for blocks stay
/// below a fixed size. The result does not depend on the order of the list, but for the numbers that it speaks in.
pub fn resolve(mentions: &[Mention]) -> Matching {
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|i| (&mentions[*i].name, mentions[*i].years));
    let names: Vec<Name> = order.iter().map(|i| Name::read(&mentions[*i].name)).collect();
    let (mut pairs, person, _) = settle(&names, |a, b| gap(mentions[order[a]].years, mentions[order[b]].years));
    let certain = join(names.len(), &pairs, SAME);
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

/// The pairs of names that are near, nearest first; by the better guess whose they are; and how common names are.
fn settle(names: &[Name], gap: impl Fn(usize, usize) -> i32) -> (Vec<Pair>, Vec<usize>, Census) {
    let mut initials: BTreeSet<(usize, usize)> = BTreeSet::new();
    let near: Vec<(usize, usize, f32, i32)> = candidates(names)
        .into_iter()
        .filter_map(|(a, b)| {
            let (a, b) = (a as usize, b as usize);
            let found = compare(&names[a], &names[b])?;
            if found.initials {
                initials.insert((a, b));
            }
            (found.total() <= FAR).then(|| (a, b, found.total(), gap(a, b)))
        })
        .collect();
    // First each spelling counts as a person, then each cluster: the spellings of a rare name do not make it common.
    let mut person: Vec<usize> = (0..names.len()).collect();
    let mut pairs = Vec::new();
    for _ in 0..PASSES {
        let census = Census::of(names, &person);
        pairs = near
            .iter()
            .map(|(a, b, distance, gap)| {
                let namesakes = census.namesakes(&names[*a]).max(census.namesakes(&names[*b]));
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
    (pairs, person, census)
}

/// Initials that fit one person alone, and whom they alone fit, are likely that person's: such pairs are brought that near. Gives
/// whether there are any.
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

/// The pairs of names that share a key: all of a block of at most [`BLOCK`] names, of larger ones neighbours. Where these are more
/// than [`PAIRS`] and [`PAIRS_A_NAME`] for each name, blocks are smaller.
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

/// The names that share a key, by their numbers.
fn blocks(keys: &[Keys]) -> Vec<Vec<u32>> {
    let mut blocks: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (i, keys) in keys.iter().enumerate() {
        for surname in &keys.surname {
            blocks.entry(surname.chars().take(3).collect()).or_default().push(i as u32);
            // Order aside: "Rabin Yitzhak".
            for given in &keys.given {
                let (a, b) = if surname <= given { (surname, given) } else { (given, surname) };
                blocks.entry(format!("{a}+{b}")).or_default().push(i as u32);
            }
        }
    }
    blocks.into_values().collect()
}

/// Visits the blocks of at most `limit` names that are compared pair by pair.
fn compared(keys: &[Keys], blocks: &[Vec<u32>], limit: usize, mut whole: impl FnMut(&[u32])) {
    for block in blocks {
        if block.len() <= limit {
            whole(block);
            continue;
        }
        // Too many: all the surname's consonants must agree, then the given name's too.
        for block in split(block, |i| &keys[i].surname) {
            if block.len() <= limit {
                whole(&block);
                continue;
            }
            for block in split(&block, |i| &keys[i].given) {
                // Thousands of one sound: only neighbours in the order of names.
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

/// Joins from the nearest pair on, clusters with clusters that are near on the whole. Gives each its cluster's first.
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

/// How far apart the two names of each pair are, by the names and how common they are among all names given.
pub fn pairs(pairs: &[(String, String)]) -> Vec<f32> {
    let distinct: Vec<&String> = pairs.iter().flat_map(|(a, b)| [a, b]).collect::<BTreeSet<_>>().into_iter().collect();
    let names: Vec<Name> = distinct.iter().map(|n| Name::read(n)).collect();
    let (_, _, census) = settle(&names, |_, _| 0);
    let name = |text: &String| distinct.binary_search(&text).ok().map(|at| &names[at]);
    let one = |(a, b): &(String, String)| {
        let (a, b) = (name(a)?, name(b)?);
        let namesakes = census.namesakes(a).max(census.namesakes(b));
        compare(a, b).map(|found| found.total() + doubt(0, namesakes))
    };
    pairs.iter().map(|pair| one(pair).unwrap_or(f32::INFINITY)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_sound_have_as_many_pairs_as_names() {
        // Eight letters that sound alike: all names share all keys.
        let spelled = |i: usize| -> String { (0..12).map(|bit| if i >> bit & 1 == 1 { 'o' } else { 'a' }).collect() };
        let names: Vec<Name> = (0..4_000).map(|i| Name::read(&format!("B{} Lee", spelled(i)))).collect();
        let found = candidates(&names);
        assert!(found.len() <= PAIRS + PAIRS_A_NAME * names.len(), "{}", found.len());
        assert!(found.len() > names.len(), "neighbours are still compared");
        // Few are compared all with all.
        assert_eq!(candidates(&names[..100]).len(), 100 * 99 / 2);
    }
}

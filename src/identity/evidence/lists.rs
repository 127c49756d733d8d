//! Places that name both: a list of candidates in which both stand, a sentence that speaks of two.

use crate::identity::Roster;
use crate::identity::judgement::Evidence;
use crate::identity::mentions::List;
use crate::wikitext::fold;
use std::collections::BTreeMap;

/// A name without what people leave out without meaning anything by it: case, points, hyphens and blanks.
fn words(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What forbids that two groups of names are one person: a place in which each has a name of its own. `a` and `b` give, for each
/// place, which of `names` stands there.
pub(in crate::identity) fn clash(
    a: &BTreeMap<List, usize>,
    b: &BTreeMap<List, usize>,
    names: &[&str],
    roster: &Roster,
) -> Option<(Evidence, String)> {
    let (small, large) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    // In a list of candidates a letter makes two: José García and Jose Garcia. A sentence may write one name in two ways.
    let two = |(list, name): &(&List, &usize)| {
        large.get(*list).is_some_and(|other| {
            let (one, other) = (names[**name], names[*other]);
            match list {
                List::Candidates(..) => one != other && words(one) != words(other),
                List::Sentence(_) => fold(one) != fold(other),
            }
        })
    };
    match small.iter().find(two)?.0 {
        List::Candidates(contest, ..) => {
            let reason = format!("both stood in the {}", roster.contests[*contest as usize].title);
            Some((Evidence::StoodAgainst, reason))
        }
        List::Sentence(_) => Some((Evidence::NamedTogether, "one sentence names both".into())),
    }
}

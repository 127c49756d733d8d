//! Lists of candidates and sentences that name both: they tell the two apart.

use crate::facts::tagged;
use crate::identity::Roster;
use crate::identity::judgement::Evidence;
use crate::identity::mentions::List;
use crate::wikitext::fold;
use std::collections::BTreeMap;

/// Reduces a name to letters and digits in lower case, without periods, hyphens and blanks.
fn words(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns what rules out that two groups of names are one person: a list or sentence in which each group has a name of
/// its own. `a` and `b` map each list or sentence to the index in `names` of the name in it.
pub(in crate::identity) fn clash(
    a: &BTreeMap<List, usize>,
    b: &BTreeMap<List, usize>,
    names: &[&str],
    roster: &Roster,
) -> Option<(Evidence, String)> {
    let (small, large) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    // In a list of candidates one letter makes two people: José García and Jose Garcia. A sentence may spell a name two
    // ways.
    let two = |(list, name): &(&List, &usize)| {
        large.get(*list).is_some_and(|other| {
            let (one, other) = (names[**name], names[*other]);
            if tagged::id(one).is_some() && tagged::id(one) == tagged::id(other) {
                return false;
            }
            match list {
                List::Candidates(..) => one != other && words(one) != words(other),
                List::Sentence(_) | List::Ties(_) | List::Tie(_) => fold(one) != fold(other),
            }
        })
    };
    match small.iter().find(two)?.0 {
        List::Candidates(contest, ..) => {
            let reason = format!("both stood in the {}", roster.contests[*contest as usize].title);
            Some((Evidence::StoodAgainst, reason))
        }
        List::Ties(_) => Some((Evidence::NamedTogether, "one page names both as tied to its subject".into())),
        List::Tie(_) => Some((Evidence::NamedTogether, "a tie between both is stated".into())),
        List::Sentence(_) => Some((Evidence::NamedTogether, "one sentence names both".into())),
    }
}

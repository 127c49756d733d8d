//! Evidence from the names themselves.

use super::Signs;
use crate::identity::judgement::Evidence;
use crate::identity::names::Comparison;
use itertools::Itertools;

/// Adds the comparison of two names. `a` and `b` are folded and differ. Returns true if one name is the other with
/// words left out.
pub(in crate::identity) fn add(signs: &mut Signs, [a, b]: [&str; 2], found: &Comparison) -> bool {
    let total = found.total();
    if found.generations {
        signs.add(Evidence::Generation, total, || "they differ in Jr., Sr. or a number after the name".into());
        return false;
    }
    let mut weight = total;
    if found.turned {
        signs.add(Evidence::Order, total, || "given name and surname are in the opposite order".into());
        weight = 0.0;
    }
    let (kind, words) = kind(found);
    let left_out = kind == Evidence::Spelling && any_alone(a, b) != any_alone(b, a);
    if left_out {
        let (few, many) = if any_alone(a, b) { (b, a) } else { (a, b) };
        signs.add(Evidence::LeftOut, weight, || format!("one leaves out {}", alone(many, few)));
    } else if kind == Evidence::NearName || !(any_alone(a, b) && any_alone(b, a)) {
        signs.add(kind, weight, || words.into());
    } else {
        signs.add(kind, weight, || format!("{words}: {} and {}", alone(a, b), alone(b, a)));
    }
    left_out
}

/// Returns how two names differ, as a kind and in words.
fn kind(found: &Comparison) -> (Evidence, &'static str) {
    match found {
        _ if found.initials => (Evidence::Initials, "the initials of one fit the other"),
        _ if found.form && found.foreign => (Evidence::Form, "forms of one given name in two languages"),
        _ if found.form => (Evidence::Form, "forms of one given name"),
        _ if found.surname < 0.42 && found.given < 0.42 => (Evidence::Spelling, "the same except for the spelling"),
        _ if found.surname < 0.05 => (Evidence::NearName, "the surname is the same, the given names differ"),
        _ if found.given < 0.05 => (Evidence::NearName, "the given names are the same, the surnames differ"),
        _ => (Evidence::NearName, "the names are similar but not the same"),
    }
}

/// Returns the words of one name that the other does not have.
fn words_alone<'a>(of: &'a str, other: &'a str) -> impl Iterator<Item = &'a str> {
    of.split(' ').filter(move |word| !other.split(' ').any(|w| w == *word))
}

fn any_alone(of: &str, other: &str) -> bool {
    words_alone(of, other).next().is_some()
}

fn alone(of: &str, other: &str) -> String {
    words_alone(of, other).map(|word| format!("'{word}'")).join(" ")
}

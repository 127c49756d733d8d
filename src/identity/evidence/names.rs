//! The names themselves.

use super::Sign;
use crate::identity::judgement::Evidence;
use crate::identity::names::Comparison;
use crate::wikitext::fold;

/// What the comparison of two names says.
pub(in crate::identity) fn signs(a: &str, b: &str, found: &Comparison) -> Vec<Sign> {
    let total = found.total();
    if fold(a) == fold(b) {
        return vec![Sign::new(Evidence::SameName, total, "")];
    }
    let mut signs = Vec::new();
    let words = |text: &str| -> Vec<String> { fold(text).split(' ').map(str::to_string).collect() };
    let (words_a, words_b) = (words(a), words(b));
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        these.iter().filter(|w| !those.contains(w)).map(|w| format!("'{w}'")).collect()
    };
    let (only_a, only_b) = (only(&words_a, &words_b), only(&words_b, &words_a));
    let differing = |how: &str| match (only_a.is_empty(), only_b.is_empty()) {
        (false, false) => format!("{how}: {} and {}", only_a.join(" "), only_b.join(" ")),
        _ => how.to_string(),
    };
    if found.generations {
        signs.push(Sign::new(Evidence::Generation, total, "one carries Jr., Sr. or a number and the other does not"));
        return signs;
    }
    if found.turned {
        signs.push(Sign::new(Evidence::Order, 0.0, "given name and surname stand the other way round"));
    }
    if found.initials {
        signs.push(Sign::new(Evidence::Initials, 0.0, differing("initials that fit")));
    } else if found.form {
        signs.push(Sign::new(
            Evidence::Form,
            0.0,
            differing(if found.foreign {
                "forms of one given name in two languages"
            } else {
                "forms of one given name"
            }),
        ));
    } else if found.surname >= 0.42 || found.given >= 0.42 {
        let which = match (found.surname < 0.05, found.given < 0.05) {
            (true, _) => "the surname is the same, the given names differ",
            (_, true) => "the given names are the same, the surnames differ",
            _ => "the names are alike and not the same",
        };
        signs.push(Sign::new(Evidence::NearName, 0.0, which));
    } else if only_a.is_empty() != only_b.is_empty() {
        let extra = if only_a.is_empty() { &only_b } else { &only_a };
        signs.push(Sign::new(Evidence::LeftOut, 0.0, format!("one leaves out {}", extra.join(" "))));
    } else {
        signs.push(Sign::new(Evidence::Spelling, 0.0, differing("alike but for the spelling")));
    }
    if let Some(first) = signs.first_mut() {
        first.weight = total;
    }
    signs
}

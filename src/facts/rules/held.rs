//! Reads when the contest was held: "was held on 20 February 1992".

use super::{ContestSays, Context, Findings, Rule, months};
use crate::wikitext::read_date;

pub(super) const RULE: Rule =
    Rule { name: "held", reads: "'was held on …' and 'took place on …' in the lead", run };

fn run(context: &Context<'_>, out: &mut Findings<'_>) {
    let Some(pattern) = pattern!(concat!(
        r"(?:(?:was|were) held|took place)([^.;,]*?) on (\d{1,2}(?:st|nd|rd|th)? (?:",
        months!(),
        r") \d{4}|(?:",
        months!(),
        r") \d{1,2}(?:st|nd|rd|th)?, \d{4})"
    )) else {
        return;
    };
    for sentence in context.lead() {
        let Some(found) = pattern.captures(&sentence.marked.text) else { continue };
        let aside = ["after", "following", "before", "between", "since"];
        if found[1].split(' ').any(|w| aside.contains(&w)) {
            continue;
        }
        // "A by-election was held on …" is about another contest.
        let head = &sentence.marked.text[..found.get(0).map_or(0, |m| m.start())];
        if is_of_something_else(context, head) {
            continue;
        }
        let Some(date) = read_date(&found[2]) else { continue };
        let plausible = context.title.year.is_none_or(|year| date.first_year().is_some_and(|y| (y - year).abs() <= 1));
        if plausible {
            out.contest(&context.contest, ContestSays::Date(date), &context.prose(sentence));
            return;
        }
    }
}

/// Returns true if the words before "was held" show that this was not the article's contest.
fn is_of_something_else(context: &Context<'_>, head: &str) -> bool {
    let head = head.to_lowercase();
    let own = context.title.stem.to_lowercase();
    let gatherings = pattern!(
        r"\b(?:convention|conference|congress|funeral|hustings|debates?|meeting|rally|ceremony|session|referendum|deputy)\b"
    );
    let elections = pattern!(
        r"\b(?:general|legislative|parliamentary|local|council|municipal|presidential|congressional|knesset|european|mayoral|state) elections?\b|\bby-election|\bprimar(?:y|ies)\b"
    );
    let last = |pattern: &Option<regex::Regex>| {
        pattern.as_ref().and_then(|p| p.find_iter(&head).last()).map(|m| m.as_str().to_string())
    };
    // The words may be part of the article's own title: "the 2004 Ukrainian presidential election".
    let foreign = |word: &str| !own.contains(word.trim_end_matches(['s', 'y']).trim_end_matches("ie"));
    let of_another_party = head.contains("party leadership")
        && !head.contains(&own)
        && !["the party leadership", "the party's leadership"].iter().any(|w| head.contains(w));
    last(gatherings).is_some_and(|word| foreign(&word))
        || last(elections).is_some_and(|word| foreign(&word) && !head.contains("leadership"))
        || of_another_party
}

//! When it was held: "was held on 20 February 1992".

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
        let Some(date) = read_date(&found[2]) else { continue };
        let plausible = context.title.year.is_none_or(|year| date.first_year().is_some_and(|y| (y - year).abs() <= 1));
        if plausible {
            out.contest(&context.contest, ContestSays::Date(date), &context.prose(sentence));
            return;
        }
    }
}

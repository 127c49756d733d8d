//! Reads mentions of other contests between the same two people: "the fourth … in which X and Y faced each other
//! (following the 1974 and February 1977, and 1980 leadership elections)".

use super::{CandidacySays, ContestSays, Context, Findings, Rule, months};
use crate::wikitext::read_date::month_number;

pub(super) const RULE: Rule =
    Rule { name: "meetings", reads: "'X and Y faced each other' with the years of other contests", run };

fn run(context: &Context<'_>, out: &mut Findings<'_>) {
    let Some(pair) = pattern!(
        r"⟦(\d+)⟧ and ⟦(\d+)⟧,? (?:who )?(?:had |have )?(?:previously )?(?:faced|contested|met|run against)\b(.*)"
    ) else {
        return;
    };
    let Some(year) = pattern!(concat!(r"\b(?:(", months!(), r") )?(\d{4})\b")) else { return };
    for sentence in context.sentences {
        let Some(found) = pair.captures(&sentence.marked.text) else { continue };
        let (Some(a), Some(b)) = (sentence.marked.person(&found[1]), sentence.marked.person(&found[2])) else {
            continue;
        };
        let rest = &found[3];
        let contests =
            pattern!(r"leadership (?:election|contest|race|vote)s?").as_ref().and_then(|p| p.find_iter(rest).last());
        let Some(end) = contests.map(|m| m.start()) else { continue };
        if a == b {
            continue;
        }
        let citation = context.prose(sentence);
        for time in year.captures_iter(&rest[..end]) {
            let Ok(number) = time[2].parse::<i32>() else { continue };
            let month = time.get(1).and_then(|m| month_number(m.as_str()));
            let contest = context.other_contest(number, month);
            out.contest(&contest, ContestSays::Mentioned, &citation);
            out.contest(&contest, ContestSays::Office(context.office.clone()), &citation);
            for person in [a, b] {
                out.candidacy(&contest, person, CandidacySays::Stood(0), &citation);
            }
        }
    }
}

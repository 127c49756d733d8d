//! Reads how many people voted, and how many could vote.

use super::{ContestSays, Context, Findings, Rule};
use crate::wikitext::number::{Bound, Quantity, read_count, read_percent};

pub(super) const RULE: Rule =
    Rule { name: "turnout", reads: "'N members voted, equal to P% of roughly M members'", run };

fn run(context: &Context<'_>, out: &mut Findings<'_>) {
    for sentence in context.lead_and_result() {
        let text = &sentence.marked.text;
        let citation = context.prose(sentence);
        let mut say = |says| out.contest(&context.contest, says, &citation);
        if let Some(found) = pattern!(
            r"(?:^|\s)([\d,]+)\s+(?:party |registered |eligible )*(?:members|delegates|voters|people)(?: of the \w+)? (?:participated|took part|voted|cast)(?: (?:for|against|to)\b)?"
        )
        .as_ref()
        .and_then(|p| p.captures(text))
            && let Some(votes) = read_count(&found[1]).filter(|_| ![" for", " against", " to"].iter().any(|w| found[0].ends_with(w)))
        {
            say(ContestSays::Ballots(Quantity::exact(votes)));
        }
        if let Some(found) = pattern!(
            r"(\d+(?:\.\d+)?)% of (?:the |its |all )?(?:party's )?(?:(about|roughly|around|approximately|some|nearly|more than|over) )?([\d,]+) (?:party |registered |eligible )*(?:members|delegates|voters)"
        )
        .as_ref()
        .and_then(|p| p.captures(text))
        .filter(|_| pattern!(r"[Tt]urnout|participat|took part|voted|cast").as_ref().is_some_and(|p| p.is_match(text)))
        {
            if let Some(turnout) = read_percent(&found[1]) {
                say(ContestSays::Turnout(turnout));
            }
            let bound = found.get(2).map_or("", |m| m.as_str());
            if let Some(number) = Quantity::read(&format!("{bound} {}", &found[3])) {
                say(ContestSays::Electorate(number));
            }
        }
        if let Some(found) = pattern!(r"[Tt]urnout (?:was|of|stood at|reached) (?:about |roughly )?(\d+(?:\.\d+)?)%")
            .as_ref()
            .and_then(|p| p.captures(text))
            && let Some(turnout) = read_percent(&found[1])
        {
            say(ContestSays::Turnout(turnout));
        }
        if let Some(found) = pattern!(
            r"(?:electorate (?:was|consisted of|numbered) |comprised )(?:(about|roughly|around|some|over|more than) )?([\d,]+) (?:\w+ )?(?:delegates|members|voters)(\s+(?:and|plus|,) [\d,]+)?"
        )
        .as_ref()
        .and_then(|p| p.captures(text))
            // "100 delegates and 50 representatives" is one electorate of two parts, so neither number is the
            // electorate.
            && found.get(3).is_none()
            && let Some(count) = read_count(&found[2])
        {
            let bound = match found.get(1).map(|m| m.as_str()) {
                None => Bound::Exact,
                Some("over" | "more than") => Bound::AtLeast,
                Some(_) => Bound::About,
            };
            say(ContestSays::Electorate(Quantity { count, bound }));
        }
    }
}

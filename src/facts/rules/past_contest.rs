//! Reads other contests and their results: "X, who defeated Y in a leadership election in December 2001".

use super::result::defeat;
use super::{ContestSays, Context, Findings, Rule, months};
use crate::facts::ContestMention;
use crate::facts::marked::MarkedSentence;
use crate::wikitext::Date;
use crate::wikitext::read_date::month_number;

pub(super) const RULE: Rule =
    Rule { name: "past-contest", reads: "'X defeated Y in a leadership election in December 2001'", run };

fn run(context: &Context<'_>, out: &mut Findings<'_>) {
    for sentence in context.sentences {
        let Some((contest, date, winner, losers)) = stated(context, sentence) else { continue };
        let citation = context.prose(sentence);
        out.contest(&contest, ContestSays::Mentioned, &citation);
        out.contest(&contest, ContestSays::Office(context.office.clone()), &citation);
        out.contest(&contest, ContestSays::Date(date), &citation);
        defeat(&contest, winner, losers, sentence, &citation, &|_| true, out);
    }
}

/// Returns the contest that a sentence states: the mention, the date, the winner, and the words with the losers.
pub(super) fn stated<'s>(
    context: &Context<'_>,
    sentence: &'s MarkedSentence<'_>,
) -> Option<(ContestMention, Date, &'s str, &'s str)> {
    let pattern = pattern!(concat!(
        r"⟦(\d+)⟧,? (?:who |had )?(?:narrowly )?(?:defeated|beat) ([^;]*?) in (?:a|the) (?:\w+ )?leadership (?:election|contest|race|vote)(?: held)? in (?:(",
        months!(),
        r") )?(\d{4})"
    ))
    .as_ref()?;
    let found = pattern.captures(&sentence.marked.text)?;
    let year: i32 = found[4].parse().ok()?;
    let month = found.get(3).and_then(|m| month_number(m.as_str()));
    let date = month.map_or(Some(Date::year(year)), |month| Date::month(year, month))?;
    let losers = found.get(2)?;
    let winner = sentence.marked.person(&found[1])?;
    Some((context.other_contest(year, month), date, winner, &sentence.marked.text[losers.range()]))
}

//! Reads "The delegates re-elected A as leader", "B was elected unopposed", "C withdrew on 3 May 1998".

use super::{Claim, Context, MarkedSentence, months, own};
use crate::wikitext::read_date;

pub(super) fn read(context: &Context<'_>, sentence: &MarkedSentence<'_>, out: &mut Vec<Claim>) {
    let Some(contest) = own(context, sentence) else { return };
    let text = &sentence.marked.text;
    let person = |found: &regex::Captures<'_>| {
        let number = found.get(1).or(found.get(2))?.as_str();
        sentence.marked.person(number).map(str::to_string)
    };
    let again = pattern!(
        r"(?i)\bre-?elect(?:ed)? ⟦(\d+)⟧(?: to be| to serve)? as (?:the )?(?:party's |party )?leader|⟦(\d+)⟧ (?:was|is|being) (?:narrowly |comfortably |easily )?re-?elected (?:as |to be )?(?:the )?(?:party's |party )?leader"
    );
    if let Some(person) = again.as_ref().and_then(|p| p.captures(text)).and_then(|f| person(&f)) {
        out.push(Claim::Reelected { contest: contest.clone(), person });
    }
    let alone = pattern!(
        r"(?i)⟦(\d+)⟧ (?:was|ran|stood|won|had been)(?: re-?elected| elected| returned)?(?: as (?:the )?(?:party's |party )?leader)? (?:unopposed|uncontested|without opposition)"
    );
    // "Unopposed, as chair of the youth wing" or "unopposed to the council" is about another office.
    let ends = |found: &regex::Captures<'_>| {
        let behind = &text[found.get(0).map_or(0, |m| m.end())..];
        pattern!(
            r"(?i)^\s*(?:[.;)]|$|as (?:the )?(?:party's |party )?leader\b|(?:,? (?:after|when|because|since|in) ))"
        )
        .as_ref()
        .is_some_and(|p| p.is_match(behind))
    };
    if let Some(person) = alone.as_ref().and_then(|p| p.captures(text)).filter(|f| ends(f)).and_then(|f| person(&f)) {
        out.push(Claim::Unopposed { contest: contest.clone(), person });
    }
    let left = pattern!(concat!(
        r"⟦(\d+)⟧ (?:had |later |subsequently |ultimately |formally )?(?:withdrew|dropped out)(?: (?:from the (?:race|contest|election|leadership(?: election| race| contest)?)|(?:his|her|their) candidacy|of the (?:race|contest)))?,? on (\d{1,2} (?:",
        months!(),
        r")(?: \d{4})?|(?:",
        months!(),
        r") \d{1,2}(?:, \d{4})?)"
    ));
    // "withdrew … from the race for deputy leader" or "as candidate for the senate" is about another contest.
    let of_this = |found: &regex::Captures<'_>| {
        let behind = &text[found.get(0).map_or(0, |m| m.end())..];
        pattern!(r"(?i)^\s*(?:[.;,)]|$|(?:and|after|before|when|because|citing)\b|from the (?:leadership )?(?:race|contest|election)\s*(?:[.;,)]|$))")
            .as_ref()
            .is_some_and(|p| p.is_match(behind))
    };
    if let Some(found) = left.as_ref().and_then(|p| p.captures(text)).filter(of_this)
        && let Some(person) = sentence.marked.person(&found[1])
    {
        let written = &found[2];
        let full = pattern!(r"\d{4}$").as_ref().is_some_and(|p| p.is_match(written));
        let date = match context.title.year {
            _ if full => read_date(written),
            Some(year) => read_date(&format!("{written} {year}")).or_else(|| read_date(&format!("{written}, {year}"))),
            None => None,
        };
        if let Some(date) = date {
            out.push(Claim::Withdrew { contest, person: person.to_string(), date });
        }
    }
}

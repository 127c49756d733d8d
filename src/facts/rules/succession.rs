//! Reads resignations, replacements and interim leaders.

use super::{CandidacySays, ContestSays, Context, Findings, Rule, Statement, months, past_contest};
use crate::facts::marked::MarkedSentence;
use crate::facts::{Began, Ended, Holder, Outcome, Selectorate, SuccessionSays};
use crate::wikitext::Date;
use crate::wikitext::read_date;
use crate::wikitext::read_date::month_number;

pub(super) const RULE: Rule = Rule {
    name: "succession",
    reads: "'X resigned and was replaced by Y', 'Y was selected in an April vote', 'Y, his predecessor as party leader'",
    run,
};

fn run(context: &Context<'_>, out: &mut Findings<'_>) {
    for sentence in context.sentences {
        let found = chosen_instead(context, sentence, out)
            .or_else(|| preceded(context, sentence))
            .or_else(|| predecessor(context, sentence))
            .or_else(|| replaced(context, sentence));
        if let Some(says) = found {
            out.state(Statement::Succession(Box::new(says)), context.prose(sentence));
        }
    }
}

fn begun_as(text: &str) -> Option<Began> {
    let found =
        pattern!(r"\b(interim|acting|temporary|caretaker) (?:party )?(?:leader|chair)").as_ref()?.captures(text)?;
    Some(if &found[1] == "acting" { Began::Acting } else { Began::Interim })
}

/// Reads "X announced his resignation from the party leadership in May 2005, and was replaced by Y, who became the
/// interim leader"; "Following his resignation, X was replaced as party leader by Y".
fn replaced(context: &Context<'_>, sentence: &MarkedSentence<'_>) -> Option<SuccessionSays> {
    let text = &sentence.marked.text;
    let found = pattern!(r"⟦(\d+)⟧([^⟦;]*?)\bwas (?:then )?(?:replaced|succeeded) (as [^⟦;]*?)?by ⟦(\d+)⟧([^⟦;.]*)")
        .as_ref()?
        .captures(text)?;
    // The role must be that of this office. It is named between "as" and "by", after the second person, or elsewhere in
    // the sentence.
    let is_office = |role: &str| {
        let role = role.to_lowercase();
        ["leader", "chair"].iter().any(|w| role.contains(w)) && !role.contains("opposition")
    };
    let role = found.get(3).map(|m| m.as_str());
    let after = found.get(5).map_or("", |m| m.as_str());
    let stated = match role {
        Some(role) => is_office(role),
        None if after.trim_start().starts_with("as ") => is_office(after),
        None => {
            pattern!(r"party leader|leadership|the party's leader|becam?e (?:the )?(?:party|interim|acting|new)? ?leader|leader of the party")
                .as_ref()?
                .is_match(text)
        }
    };
    if !stated {
        return None;
    }
    let (from, to) = (sentence.marked.person(&found[1])?, sentence.marked.person(&found[4])?);
    let resigned = text.contains("resign");
    let left = pattern!(concat!(r"\b(?:in|on) ((?:\d{1,2} )?(?:(?:", months!(), r") )?\d{4})"))
        .as_ref()?
        .captures(&found[2])
        .and_then(|date| read_date(&date[1]));
    let past = past_contest::stated(context, sentence).filter(|(_, _, winner, _)| *winner == to);
    Some(SuccessionSays {
        office: context.office.clone(),
        from: from.to_string(),
        to: to.to_string(),
        left,
        ended: resigned.then_some(Ended::Resigned),
        began: begun_as(text).or(past.as_ref().map(|_| Began::Elected)),
        contest: past.map(|(contest, ..)| contest),
    })
}

/// Reads "X announced his resignation before …, and Y was instead selected in an April vote held by the party's Central
/// Committee".
fn chosen_instead(
    context: &Context<'_>,
    sentence: &MarkedSentence<'_>,
    out: &mut Findings<'_>,
) -> Option<SuccessionSays> {
    let text = &sentence.marked.text;
    let found = pattern!(concat!(
        r"⟦(\d+)⟧ [^⟦;]*?resign[^⟦;]*?,? and ⟦(\d+)⟧ was (?:instead )?(?:selected|chosen|elected) in an? (",
        months!(),
        r")(?: (\d{4}))? (?:vote|election|ballot)(?: held)? by (?:the |an? )?([^;]*)"
    ))
    .as_ref()?
    .captures(text)?;
    let (from, to) = (sentence.marked.person(&found[1])?, sentence.marked.person(&found[2])?);
    let month = month_number(&found[3])?;
    let year = found.get(4).and_then(|y| y.as_str().parse().ok()).or(context.title.year)?;
    let contest = context.other_contest(year, Some(month));
    let citation = context.prose(sentence);
    out.contest(&contest, ContestSays::Mentioned, &citation);
    out.contest(&contest, ContestSays::Office(context.office.clone()), &citation);
    if let Some(date) = Date::month(year, month) {
        out.contest(&contest, ContestSays::Date(date), &citation);
    }
    if pattern!(r"Central Committee|Executive Committee|Bureau").as_ref()?.is_match(&found[5]) {
        let body = pattern!(r"(Central Committee|Executive Committee|\w+ Bureau)")
            .as_ref()?
            .find(&found[5])
            .map(|m| m.as_str().to_string());
        out.contest(&contest, ContestSays::Selectorate(Selectorate::PartyElite, body), &citation);
    }
    out.contest(&contest, ContestSays::Before(Holder::Person(from.to_string())), &citation);
    out.candidacy(&contest, to, CandidacySays::Outcome(Outcome::Elected), &citation);
    Some(SuccessionSays {
        office: context.office.clone(),
        from: from.to_string(),
        to: to.to_string(),
        left: None,
        ended: Some(Ended::Resigned),
        began: Some(Began::Elected),
        contest: Some(contest),
    })
}

/// Reads "X had preceded Y in the role of the party's leader, before resigning in 1977".
fn preceded(context: &Context<'_>, sentence: &MarkedSentence<'_>) -> Option<SuccessionSays> {
    let text = &sentence.marked.text;
    let found = pattern!(r"⟦(\d+)⟧ (?:had )?preceded ⟦(\d+)⟧ (?:in the role of|as) (?:the )?(?:party's |party )?leader(?:,? before resigning(?: in (\d{4}))?)?")
        .as_ref()?
        .captures(text)?;
    let (from, to) = (sentence.marked.person(&found[1])?, sentence.marked.person(&found[2])?);
    Some(SuccessionSays {
        office: context.office.clone(),
        from: from.to_string(),
        to: to.to_string(),
        left: found.get(3).and_then(|y| read_date(y.as_str())),
        ended: text.contains("resign").then_some(Ended::Resigned),
        began: None,
        contest: None,
    })
}

/// Reads "X was backed by Y, his predecessor as party leader" and "X and his predecessor as leader, Y", where X is the
/// only person named before.
fn predecessor(context: &Context<'_>, sentence: &MarkedSentence<'_>) -> Option<SuccessionSays> {
    let text = &sentence.marked.text;
    let found = pattern!(concat!(
        r"^[^⟦]*⟦(\d+)⟧(?: [^⟦;]*)?(?:⟦(\d+)⟧, (?:his|her)|\b(?:his|her)) (?:immediate )?predecessor as ",
        r"(?:the )?(?:party's |party )?leader(?: of the party)?\b(?:[^⟦;,]*, ⟦(\d+)⟧)?"
    ))
    .as_ref()?
    .captures(text)?;
    let from = found.get(2).or(found.get(3))?.as_str();
    let (from, to) = (sentence.marked.person(from)?, sentence.marked.person(&found[1])?);
    Some(SuccessionSays {
        office: context.office.clone(),
        from: from.to_string(),
        to: to.to_string(),
        left: None,
        ended: None,
        began: None,
        contest: None,
    })
}

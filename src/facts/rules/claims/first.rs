//! Reads "The first in Israeli history to be open to a party's entire membership", "the first incumbent leader to be
//! defeated".

use super::{Claim, Context, MarkedSentence, own};
use crate::facts::Selectorate;
use crate::facts::claim::Scope;

pub(super) fn read(context: &Context<'_>, sentence: &MarkedSentence<'_>, out: &mut Vec<Claim>) {
    if !sentence.raw.contains("irst") {
        return;
    }
    let Some(contest) = own(context, sentence) else { return };
    let text = &sentence.marked.text;
    let Some(first) = pattern!(r"(?i)\bfirst\b").as_ref().and_then(|p| p.find(text)) else { return };
    let rest = &text[first.start()..];
    // A clause that looks back, such as "having previously held …", is about other contests.
    let head =
        [", having previously", ", unlike", ", instead of", ", whereas"].iter().filter_map(|s| rest.find(s)).min();
    let now = &rest[..head.unwrap_or(rest.len())];
    let says = |pattern: &Option<regex::Regex>| pattern.as_ref().is_some_and(|p| p.is_match(now));
    let selectorate = if says(pattern!(
        r"(?i)^first (?:time|party|leadership|of|in|election|contest|vote|to)\b[^.;]*?\b(?:open to|by a vote open to|elected by|chosen by|selected by|decided by|voted on by)\b[^.;]*?\b(?:membership|(?:all|every|ordinary|party|its|the) members)\b"
    )) {
        Some(Selectorate::Members)
    } else if says(pattern!(
        r"(?i)^first (?:time|party|leadership|of|in|election|contest|vote|to)\b[^.;]*?\b(?:elected|chosen|selected|chose|decided|vote)\b[^.;]*?\b(?:delegates|convention|congress)\b"
    )) {
        Some(Selectorate::Delegates)
    } else {
        None
    };
    if let Some(selectorate) = selectorate {
        let country = pattern!(
            r"(?i)\bin ([A-Z]\w+(?: \w+)?) (?:political |electoral )?history\b|\bin the history of ([A-Z]\w+)"
        )
        .as_ref()
        .and_then(|p| p.captures(now))
        .and_then(|f| f.get(1).or(f.get(2)).map(|m| m.as_str().to_string()));
        let scope = country.map_or(Scope::Office, Scope::Country);
        out.push(Claim::FirstSelectorate { contest: contest.clone(), selectorate, scope });
    }
    let defeat = pattern!(
        r"(?i)^first (?:incumbent|sitting)(?: party)?(?: leader)?(?: ever)? (?:to (?:be (?:defeated|beaten|ousted|unseated)|lose)|(?:defeated|ousted|unseated))|^first time (?:in the (?:party's history|history of the party) )?(?:that |in which |ever )?(?:an?|the) (?:incumbent|sitting)[^.;]*?(?:was|had been|is|were) (?:defeated|beaten|ousted|unseated)|^first (?:leadership )?(?:election|contest) (?:in which|to|at which)[^.;]*?(?:incumbent|sitting)[^.;]*?(?:defeated|beaten|ousted|unseated|lost)"
    );
    // Words that narrow the claim, such as "by a woman" or "in a members' vote", make it a different claim.
    let whole = |end: usize| {
        pattern!(r"(?i)^\s*(?:[.;,)]|$|in (?:a|the) (?:leadership )?(?:election|contest|vote|party's history)\s*(?:[.;,)]|$)|in the (?:party's history|history of the party))")
            .as_ref()
            .is_some_and(|p| p.is_match(&rest[end..]))
    };
    if defeat.as_ref().and_then(|p| p.find(rest)).is_some_and(|m| whole(m.end())) {
        let person = one_person(sentence);
        out.push(Claim::FirstDefeat { contest, person });
    }
}

/// Returns the person in a sentence that names exactly one.
fn one_person(sentence: &MarkedSentence<'_>) -> Option<String> {
    let marks = super::super::marks(&sentence.marked, &sentence.marked.text);
    let mut names: Vec<&str> = marks.into_iter().map(|(name, _)| name).collect();
    names.dedup();
    match names[..] {
        [one] => Some(one.to_string()),
        _ => None,
    }
}

//! Reads who won and who was defeated, and whether they were the incumbents.

use super::{CandidacySays, Context, Findings, Rule, marks};
use crate::facts::article::before_any;
use crate::facts::marked::MarkedSentence;
use crate::facts::{Citation, ContestMention, Outcome};

pub(super) const RULE: Rule = Rule { name: "result", reads: "'A defeated B and C', 're-elected A' in the lead", run };

fn run(context: &Context<'_>, out: &mut Findings<'_>) {
    for sentence in context.lead() {
        let text = &sentence.marked.text;
        if is_of_another_contest(context, text) {
            continue;
        }
        let citation = context.prose(sentence);
        if let Some(found) =
            pattern!(r"⟦(\d+)⟧(?:, who|, [^,⟦]*,)? (?:narrowly |easily |again )?(?:defeated|beat) ([^;]*)")
                .as_ref()
                .and_then(|p| p.captures(text))
            && let Some(winner) = sentence.marked.person(&found[1]).filter(|w| context.may_stand(w))
        {
            let may_stand = |name: &str| context.may_stand(name);
            defeat(&context.contest, winner, &found[2], sentence, &citation, &may_stand, out);
        }
        if let Some(found) = pattern!(r"re-?elect(?:ed|ing)? ⟦(\d+)⟧|⟦(\d+)⟧ was (?:\w+ly )?re-?elected")
            .as_ref()
            .and_then(|p| p.captures(text))
            && let Some(mark) = found.get(1).or_else(|| found.get(2))
            && let Some(winner) = sentence.marked.person(mark.as_str()).filter(|w| context.may_stand(w))
        {
            out.candidacy(&context.contest, winner, CandidacySays::Outcome(Outcome::Elected), &citation);
            out.candidacy(&context.contest, winner, CandidacySays::Incumbent, &citation);
        }
    }
}

/// Returns true if a sentence of the lead is about a result of another year, another election or only some of the
/// voters.
fn is_of_another_contest(context: &Context<'_>, text: &str) -> bool {
    let named = pattern!(
        r"(?:defeated|beat) [^.;]* in (?:an?|the) (?:[\w-]+ ){0,4}(?:election|contest|primary|race|referendum|vote)\b"
    );
    // Polls, hypothetical results, single rounds and other offices are not the result of this contest.
    let aside = pattern!(
        r"(?i)\b(?:polls?|polling|surveys?|forecasts?|predicted|expected to|would have|could have|might have|if|had ⟦\d+⟧ (?:defeated|beaten|won)|deputy|vice|by-election|first (?:round|ballot|vote)|preliminary|to (?:his|her|their) (?:seat|constituency)|as (?:party )?(?:chair|treasurer|secretary|spokes)\w*)\b"
    );
    // "Johnson defeated Marsh in Easthaven" and "among younger members" are about only some of the voters.
    let part = pattern!(r"(?:defeated|beat)\b[^.;]*\b(?:among|in [A-Z][a-z]+)|^In [A-Z][a-z]+, ⟦");
    let aside = [aside, part].iter().any(|p| p.as_ref().is_some_and(|p| p.is_match(text)));
    aside || context.is_of_another_year(text) || named.as_ref().is_some_and(|p| p.is_match(text))
}

/// States that `winner` was elected in a contest, and that each person marked in `losers` for whom `may_stand` is true
/// lost.
pub(super) fn defeat(
    contest: &ContestMention,
    winner: &str,
    losers: &str,
    sentence: &MarkedSentence<'_>,
    citation: &Citation,
    may_stand: &dyn Fn(&str) -> bool,
    out: &mut Findings<'_>,
) {
    out.candidacy(contest, winner, CandidacySays::Outcome(Outcome::Elected), citation);
    let ends =
        [" in a ", " in an ", " in the ", " after ", ". ", " with ", " by ", " to succeed ", ", who ", ", which "];
    let losers = before_any(losers, &ends);
    let losers = pattern!(r", \w+ing\b").as_ref().and_then(|p| p.find(losers)).map_or(losers, |m| &losers[..m.start()]);
    for (loser, before) in marks(&sentence.marked, losers) {
        if loser == winner || !may_stand(loser) {
            continue;
        }
        out.candidacy(contest, loser, CandidacySays::Outcome(Outcome::Lost), citation);
        if before.contains("incumbent") {
            out.candidacy(contest, loser, CandidacySays::Incumbent, citation);
        }
    }
}

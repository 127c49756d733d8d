//! Who won and who was defeated, as incumbent or not.

use super::{CandidacySays, Context, Findings, Rule, marks, pattern};
use crate::facts::article::{MarkedSentence, before_any};
use crate::facts::{Citation, ContestMention, Outcome};

pub(super) const RULE: Rule = Rule { name: "result", reads: "'A defeated B and C', 're-elected A' in the lead", run };

fn run(context: &Context<'_>, out: &mut Findings<'_>) {
    for sentence in context.lead() {
        let text = &sentence.marked.text;
        if pattern!(r" in an? (?:\w+ )?leadership (?:election|contest|race|vote)")
            .as_ref()
            .is_some_and(|p| p.is_match(text))
        {
            continue;
        }
        let citation = context.prose(sentence);
        if let Some(found) =
            pattern!(r"⟦(\d+)⟧(?:, who|, [^,⟦]*,)? (?:narrowly |easily |again )?(?:defeated|beat) ([^;]*)")
                .as_ref()
                .and_then(|p| p.captures(text))
            && let Some(winner) = sentence.marked.person(&found[1])
        {
            defeat(&context.contest, winner, &found[2], sentence, &citation, out);
        }
        if let Some(found) = pattern!(r"re-?elect(?:ed|ing)? ⟦(\d+)⟧").as_ref().and_then(|p| p.captures(text))
            && let Some(winner) = sentence.marked.person(&found[1])
        {
            out.candidacy(&context.contest, winner, CandidacySays::Outcome(Outcome::Elected), &citation);
            out.candidacy(&context.contest, winner, CandidacySays::Incumbent, &citation);
        }
    }
}

/// States that `winner` was elected in a contest, and everyone marked in `losers` lost.
pub(super) fn defeat(
    contest: &ContestMention,
    winner: &str,
    losers: &str,
    sentence: &MarkedSentence<'_>,
    citation: &Citation,
    out: &mut Findings<'_>,
) {
    out.candidacy(contest, winner, CandidacySays::Outcome(Outcome::Elected), citation);
    let losers = before_any(losers, &[" in a ", " in an ", " in the ", " after ", ". "]);
    for (loser, before) in marks(&sentence.marked, losers) {
        if loser == winner {
            continue;
        }
        out.candidacy(contest, loser, CandidacySays::Outcome(Outcome::Lost), citation);
        if before.contains("incumbent") {
            out.candidacy(contest, loser, CandidacySays::Incumbent, citation);
        }
    }
}

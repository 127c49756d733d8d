//! Who could vote: the central committee, the convention's delegates, all members.

use super::{ContestSays, Context, Findings, Rule};
use crate::facts::Selectorate;

pub(super) const RULE: Rule =
    Rule { name: "selectorate", reads: "who elected: central committee, delegates, membership", run };

fn run(context: &Context<'_>, out: &mut Findings<'_>) {
    for sentence in context.sentences {
        if context.is_of_another_year(&sentence.marked.text) {
            continue;
        }
        let text = sentence.marked.text.to_lowercase();
        // What was the custom before, or is said of a vote on something else, is not said of this contest.
        let head = [", having previously", ", unlike", ", instead of"].iter().filter_map(|s| text.find(s)).min();
        let text = &text[..head.unwrap_or(text.len())];
        if let Some(selectorate) = read(text) {
            let says = ContestSays::Selectorate(selectorate, None);
            out.contest(&context.contest, says, &context.prose(sentence));
        }
    }
}

fn read(text: &str) -> Option<Selectorate> {
    let has = |pattern: &Option<regex::Regex>| pattern.as_ref().is_some_and(|p| p.is_match(text));
    if has(pattern!(
        r"open to (?:a |the |its |all )?(?:party's |party )?(?:entire |whole |full |all )?(?:party )?(?:membership|members)\b|(?:vote|ballot|election|elected|decided)\b[^.;]* (?:by|of|to) (?:the party's |its |the |a party's )?(?:entire|whole|full) (?:party )?membership|one member,? one vote"
    )) {
        return Some(Selectorate::Members);
    }
    if has(pattern!(
        r"delegates (?:to|of|at) (?:the |its )?(?:party's |party )?(?:convention|congress|conference) (?:re-?)?elect|electorate was [\d,]* ?delegates|(?:selected|elected|chosen|chose) [^.;]*by (?:a vote of )?(?:the )?(?:convention|congress|conference)(?:'s)? delegates|by (?:a vote of )?(?:the )?delegates (?:to|of|at) the"
    )) {
        return Some(Selectorate::Delegates);
    }
    if has(pattern!(
        r"(?:was|were) (?:held|elected|chosen|selected) (?:in a vote )?by (?:the |members of the )?(?:[^.;,⟦]*)(?:central committee|executive committee|bureau)"
    )) {
        return Some(Selectorate::PartyElite);
    }
    has(pattern!(r"(?:elected|chosen|selected|vote) (?:by|of) (?:the )?(?:party's )?(?:mps|members of parliament|parliamentary party)\b"))
        .then_some(Selectorate::ParliamentaryParty)
}

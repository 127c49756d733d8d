//! Reads who could vote: the central committee, the convention's delegates, all members.

use super::{ContestSays, Context, Findings, Rule};
use crate::facts::{RoundSays, Selectorate};

pub(super) const RULE: Rule =
    Rule { name: "selectorate", reads: "who elected: central committee, delegates, membership", run };

fn run(context: &Context<'_>, out: &mut Findings<'_>) {
    for sentence in context.sentences {
        if context.is_of_another_year(&sentence.marked.text) {
            continue;
        }
        let text = sentence.marked.text.to_lowercase();
        // A clause about earlier customs, or about a vote on something else, is not about this contest.
        let head = [", having previously", ", unlike", ", instead of"].iter().filter_map(|s| text.find(s)).min();
        let text = &text[..head.unwrap_or(text.len())];
        let of_rounds = rounds(text);
        for (round, selectorate) in &of_rounds {
            let says = ContestSays::Round(*round, RoundSays::Selectorate(*selectorate));
            out.contest(&context.contest, says, &context.prose(sentence));
        }
        if let Some(selectorate) = read(text).filter(|_| of_rounds.is_empty()) {
            let says = ContestSays::Selectorate(selectorate, None);
            out.contest(&context.contest, says, &context.prose(sentence));
        }
    }
}

/// Returns the rounds for which a sentence states who voted, such as "the first and second ballots of MPs".
fn rounds(text: &str) -> Vec<(usize, Selectorate)> {
    let Some(pattern) = pattern!(
        r"\b(first|second|third|fourth)(?: (?:and|or) (second|third|fourth))? (?:ballots?|rounds?)(?: of voting)?(?: was| were)?(?: held| decided)? (?:among|by|of|for) (?:the |all |its )?(?:\w+ )?(mps|members of parliament|parliamentary party|parliamentary group|party members|membership|members|delegates)\b"
    ) else {
        return Vec::new();
    };
    let number = |word: &str| ["first", "second", "third", "fourth"].iter().position(|w| *w == word).map(|at| at + 1);
    let mut found = Vec::new();
    for caught in pattern.captures_iter(text) {
        let body = match &caught[3] {
            "mps" | "members of parliament" | "parliamentary party" | "parliamentary group" => {
                Selectorate::ParliamentaryParty
            }
            "delegates" => Selectorate::Delegates,
            _ => Selectorate::Members,
        };
        let named = [Some(&caught[1]), caught.get(2).map(|m| m.as_str())];
        found.extend(named.into_iter().flatten().filter_map(number).map(|round| (round, body)));
    }
    found
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

//! Reads who declined to stand or withdrew.

use super::{CandidacySays, Context, Findings, Rule};
use crate::facts::Outcome;

pub(super) const RULE: Rule =
    Rule { name: "withdrawal", reads: "'X abandoned his plans', 'X withdrew from the race', 'X declined to run'", run };

fn run(context: &Context<'_>, out: &mut Findings<'_>) {
    let Some(pattern) = pattern!(
        r"⟦(\d+)⟧ (?:ultimately |later |subsequently |had )?(?:(withdrew (?:from the (?:race|contest|election|leadership)|(?:his|her|their) candidacy)|dropped out)|(abandoned (?:his|her|their) (?:plans|candidacy|campaign|bid)|declined to (?:run|stand)|chose not to (?:run|stand)|ruled (?:himself|herself) out))"
    ) else {
        return;
    };
    for sentence in context.sentences.iter().filter(|s| !context.is_of_another_year(&s.marked.text)) {
        for found in pattern.captures_iter(&sentence.marked.text) {
            let Some(person) = sentence.marked.person(&found[1]) else { continue };
            let outcome = if found.get(2).is_some() { Outcome::Withdrew } else { Outcome::Declined };
            out.candidacy(&context.contest, person, CandidacySays::Outcome(outcome), &context.prose(sentence));
        }
    }
}

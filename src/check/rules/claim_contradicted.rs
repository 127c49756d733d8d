//! Reports claims in prose about contests and careers that the graph contradicts.

use super::{Diagnostic, Input, Rule, Severity, valued};
use crate::check::claims::{self, ClaimVerdict};
use crate::facts::Claim;

pub(crate) const RULE: Rule = Rule {
    name: "claim-contradicted",
    severity: Severity::Warning,
    finds: "a claim such as 'the second of four', 'leader from 1974 to 1977' or 'his third attempt' that other sources contradict",
    why: "Sentences that count and compare age badly: each new contest, and each article nobody looked at, may prove them wrong.",
    wrong: include_str!("../../../tests/rules/claim-contradicted/wrong.txt"),
    right: include_str!("../../../tests/rules/claim-contradicted/right.txt"),
    but: "A claim is neither confirmed nor contradicted if no other source mentions its subject; 'hustings check --claims' lists every claim with its verdict.",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    for judged in claims::judge(input.graph, input.facts) {
        // The rule 'event-order' reports withdrawals after the vote.
        if judged.verdict != ClaimVerdict::Contradicted || matches!(judged.claim, Claim::Withdrew { .. }) {
            continue;
        }
        let evidence = judged.evidence.iter().take(3).map(|id| input.graph.citation(*id));
        let values: Vec<String> =
            std::iter::once(judged.says.clone()).chain(evidence.map(|c| valued(&c.quote, c))).collect();
        let subject = judged.claim.contest().map_or_else(|| judged.citation.page.to_string(), |c| c.title.to_string());
        let message = format!("claims that {}, but {}", judged.says, judged.because);
        out.push(Diagnostic::at(RULE.name, Severity::Warning, judged.citation, &subject, message).with_values(values));
    }
}

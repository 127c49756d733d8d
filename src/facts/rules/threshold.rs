//! Reads the share needed to win without a run-off.

use super::{ContestSays, Context, Findings, Rule};
use crate::wikitext::number::read_percent;

pub(super) const RULE: Rule =
    Rule { name: "threshold", reads: "'at least 40% of the vote … a runoff', 'the 40% threshold'", run };

fn run(context: &Context<'_>, out: &mut Findings<'_>) {
    let Some(pattern) = pattern!(
        r"(?:at least|more than|over|minimum of) (\d+(?:\.\d+)?)% of (?:the |all )?votes?\b.*(?:run-?off|second (?:round|ballot))|(?:run-?off|second (?:round|ballot)).*(?:at least|more than|over|minimum of) (\d+(?:\.\d+)?)% of (?:the |all )?votes?|(\d+(?:\.\d+)?)% threshold"
    ) else {
        return;
    };
    for sentence in context.lead_and_result() {
        let Some(found) = pattern.captures(&sentence.marked.text) else { continue };
        let is_rule = pattern!(r"(?i)\b(?:need|requir|if no\b|had no\b|had any|had a candidate|must|necessary|to avoid|threshold|would have)")
            .as_ref()
            .is_some_and(|p| p.is_match(&sentence.marked.text));
        if !is_rule {
            continue;
        }
        let number = (1..=3).find_map(|i| found.get(i)).and_then(|m| read_percent(m.as_str()));
        if let Some(share) = number {
            out.contest(&context.contest, ContestSays::Threshold(share), &context.prose(sentence));
        }
    }
}

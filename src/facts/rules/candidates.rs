//! Reads the list of candidates with their roles, and the lists of those who withdrew or declined.

use super::{CandidacySays, Context, Findings, Rule, Statement};
use crate::facts::article::{BlockKind, lists_candidates};
use crate::facts::people::{clean_name, is_full_name, item_name};
use crate::facts::{Outcome, TenureSays};
use crate::wikitext::Date;

pub(super) const RULE: Rule = Rule { name: "candidates", reads: "the items of the sections on candidates", run };

fn run(context: &Context<'_>, out: &mut Findings<'_>) {
    for block in context.article.blocks.iter().filter(|b| b.kind == BlockKind::Item) {
        let section = block.section.to_lowercase();
        let outcome = match section.as_str() {
            s if s.contains("declin") || s.contains("did not") => Some(Outcome::Declined),
            s if s.contains("withdr") => Some(Outcome::Withdrew),
            _ if lists_candidates(block.section) => None,
            _ => {
                out.unread(context, block.line, block.section, block.text);
                continue;
            }
        };
        let name = clean_name(item_name(block.text));
        if !is_full_name(&name) {
            out.unread(context, block.line, block.section, block.text);
            continue;
        }
        let citation = context.line(block.line, block.text);
        match outcome {
            Some(outcome) => out.candidacy(&context.contest, &name, CandidacySays::Outcome(outcome), &citation),
            None => out.candidacy(&context.contest, &name, CandidacySays::Stood(0), &citation),
        }
        let role = block.text[item_name(block.text).len()..]
            .trim_start_matches([',', ' ', '-', '–', '—', ':'])
            .trim_end_matches('.');
        if role.is_empty() {
            continue;
        }
        out.candidacy(&context.contest, &name, CandidacySays::Role(role.to_string()), &citation);
        let lower = role.to_lowercase();
        if pattern!(r"\bincumbent (?:party )?(?:leader|chair)").as_ref().is_some_and(|p| p.is_match(&lower)) {
            out.candidacy(&context.contest, &name, CandidacySays::Incumbent, &citation);
        }
        let since = pattern!(r"\b(?:incumbent|party) (?:party )?leader since (\d{4})")
            .as_ref()
            .and_then(|p| p.captures(&lower));
        if let Some(year) = since.and_then(|found| found[1].parse().ok()) {
            let tenure = TenureSays {
                office: context.office.clone(),
                person: name,
                from: Some(Date::year(year)),
                ..TenureSays::default()
            };
            out.state(Statement::Tenure(Box::new(tenure)), citation);
        }
    }
}

//! Reads tenures: "X had served as the party's leader since 1977", "leader from 1974 to 1977".

use super::{Context, Findings, Rule, Statement};
use crate::facts::TenureSays;
use crate::wikitext::read_date;

pub(super) const RULE: Rule = Rule { name: "tenure", reads: "'served as the party's leader since 1977'", run };

fn run(context: &Context<'_>, out: &mut Findings<'_>) {
    let Some(pattern) = pattern!(
        r"⟦(\d+)⟧ (?:had |has )?(?:served as|been|was) (?:the )?(?:party's |party )?leader(?: of the party)? (?:since (\d{4})|from (\d{4}) (?:to|until) (\d{4}))"
    ) else {
        return;
    };
    for sentence in context.sentences {
        for found in pattern.captures_iter(&sentence.marked.text) {
            let Some(person) = sentence.marked.person(&found[1]) else { continue };
            let year = |i| found.get(i).and_then(|y| read_date(y.as_str()));
            let tenure = TenureSays {
                office: context.office.clone(),
                person: person.to_string(),
                from: year(2).or_else(|| year(3)),
                to: year(4),
                ..TenureSays::default()
            };
            out.state(Statement::Tenure(Box::new(tenure)), context.prose(sentence));
        }
    }
}

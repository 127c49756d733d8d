//! Reads the total line: "Total: 2849 votes".

use super::{ContestSays, Context, Findings, Rule};
use crate::source::quote;
use crate::wikitext::number::read_count;

pub(super) const RULE: Rule = Rule { name: "total", reads: "the line 'Total: N votes'", run };

fn run(context: &Context<'_>, out: &mut Findings<'_>) {
    let Some(pattern) = pattern!(r"^\**\s*Total:\s*(.+?)\s+(?:votes|ballots)\**$") else { return };
    for block in &context.article.blocks {
        let Some(found) = pattern.captures(block.text) else { continue };
        match read_count(&found[1]) {
            Some(total) => {
                out.contest(&context.contest, ContestSays::Total(total), &context.line(block.line, block.text));
            }
            None => {
                out.warn(
                    context,
                    block.line,
                    "bad-value",
                    format!("the total is {}, which is not a number of votes", quote(&found[1])),
                );
                out.unread(context, block.line, "Total", &found[1]);
            }
        }
    }
}

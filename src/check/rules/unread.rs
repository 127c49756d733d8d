//! What stands in a source and no rule of extraction understands.

use super::{Diagnostic, Input, Rule, Severity};

pub(crate) const RULE: Rule = Rule {
    name: "unread",
    severity: Severity::Note,
    finds: "a field, a column or an item that no rule of extraction reads; listed with --unread or --select unread",
    why: "A misspelled field is as good as none: what it says is not in the graph, and nobody notices.",
    wrong: "Popular_Vot1: 35,945",
    right: "Popular Vote1: 35,945",
    but: "Fields that say nothing of contests and people (images, songs) are rightly unread.",
    run,
};

/// They are many, and listed on request alone: see [`crate::check::unread`].
const fn run(_: &Input<'_>, _: &mut Vec<Diagnostic>) {}

//! Describes the notes on items of a source that no extraction rule reads.

use super::{Diagnostic, Input, Rule, Severity};

pub(crate) const RULE: Rule = Rule {
    name: "unread",
    severity: Severity::Note,
    finds: "a field, a column or an item that no rule of extraction reads; listed with --unread or --select unread",
    why: "A misspelled field is not read: its value is missing from the graph, and nobody notices.",
    wrong: include_str!("../../../tests/rules/unread/wrong.txt"),
    right: include_str!("../../../tests/rules/unread/right.txt"),
    but: "Fields that say nothing about contests and people (images, songs) need not be read.",
    run,
};

/// Reports nothing: there are many such notes, and [`crate::check::unread`] lists them on request.
const fn run(_: &Input<'_>, _: &mut Vec<Diagnostic>) {}

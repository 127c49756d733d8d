//! Reports templates without their closing braces, and links in them without their closing brackets.

use super::{Diagnostic, Input, Rule, Severity};
use crate::facts::OwnConflict;
use crate::source::quote;

pub(crate) const RULE: Rule = Rule {
    name: "unclosed-markup",
    severity: Severity::Warning,
    finds: "a template about elections or offices that is not closed, or a link in one",
    why: "MediaWiki shows an unclosed template as text, and everything in it is lost to programs.",
    wrong: include_str!("../../../tests/rules/unclosed-markup/wrong.txt"),
    right: include_str!("../../../tests/rules/unclosed-markup/right.txt"),
    but: "Only templates whose names are known and links in their parameters are looked at.",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    for conflict in &input.facts.conflicts {
        let message = match conflict.kind {
            OwnConflict::UnclosedTemplate => {
                "this template is not closed with '}}'; it is read as far as it goes".to_string()
            }
            OwnConflict::UnclosedLink => {
                format!(
                    "a link in the parameter {} opens with '[[' and is not closed with ']]'",
                    quote(&conflict.about)
                )
            }
            _ => continue,
        };
        out.push(Diagnostic::at(RULE.name, Severity::Warning, &conflict.here, &conflict.subject, message));
    }
}

//! The documentation of a rule, for the terminal and for the documentation pages.

use crate::check::{Rule, precision};
use crate::view::words::counted;

/// Returns the documentation of a rule as plain text.
pub fn explain(rule: &Rule) -> String {
    let mut out = format!("{} ({})\n\nFinds {}.\n\n{}\n", rule.name, rule.severity.label(), rule.finds, rule.why);
    if !rule.but.is_empty() {
        out.push_str(&format!("\nNot reported: {}\n", rule.but));
    }
    out.push_str(&format!("\n{}\n", measured(rule.name)));
    out.push_str("\nAn example, wrong (-) and right (+):\n\n");
    for line in example(rule) {
        out.push_str(&format!("  {line}\n"));
    }
    out.push_str(&format!("\n{}\n", silence(rule.name)));
    out
}

/// Returns the documentation of a rule in Markdown, including its heading.
pub fn page(rule: &Rule) -> String {
    let mut out = format!(
        "## {}\n\n*{}* · Finds {}.\n\n{}\n\n",
        rule.name,
        rule.severity.label(),
        escape(rule.finds),
        escape(rule.why)
    );
    if !rule.but.is_empty() {
        out.push_str(&format!("**Not reported.** {}\n\n", escape(rule.but)));
    }
    out.push_str(&format!("**Measured.** {}\n\n", measured(rule.name)));
    out.push_str(&format!("```diff\n{}\n```\n\n{}\n", example(rule).join("\n"), silence_page(rule.name)));
    out
}

/// Returns how the findings of a rule on real pages were judged, as a sentence.
fn measured(rule: &str) -> String {
    let Some(found) = precision(rule) else {
        return "It finds nothing on the real pages of the tests.".into();
    };
    let all = counted(found.useful + found.trivial + found.wrong, "finding");
    format!(
        "On the real pages of the tests, with which the rules were made: {all}, of which {} useful, {} trivial and {} wrong.",
        found.useful, found.trivial, found.wrong
    )
}

/// Lines shown before and after what differs.
const CONTEXT: usize = 6;

/// Returns the example of a rule as lines of a diff: a line of the wrong text begins with `-`, one of the right text with `+`, and one of
/// both with a space. Lines far from the difference are left out.
fn example(rule: &Rule) -> Vec<String> {
    let [wrong, right] = [rule.wrong, rule.right].map(|text| text.lines().collect::<Vec<_>>());
    let before = wrong.iter().zip(&right).take_while(|(a, b)| a == b).count();
    let rest = wrong.len().min(right.len()) - before;
    let after = wrong.iter().rev().zip(right.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let mut lines = Vec::new();
    for (index, line) in wrong.iter().enumerate().take(before) {
        // The name of a file says what the lines below it are.
        if line.starts_with("-- ") || index + CONTEXT >= before {
            lines.push(format!("  {line}"));
        } else if lines.last().is_some_and(|last| last != "  …") {
            lines.push("  …".into());
        }
    }
    lines.extend(wrong[before..wrong.len() - after].iter().map(|line| format!("- {line}")));
    lines.extend(right[before..right.len() - after].iter().map(|line| format!("+ {line}")));
    let behind = &wrong[wrong.len() - after..];
    lines.extend(behind.iter().take(CONTEXT).map(|line| format!("  {line}")));
    if behind.len() > CONTEXT {
        lines.push("  …".into());
    }
    lines
}

fn silence(name: &str) -> String {
    format!(
        "To silence it: --ignore {name}; or in hustings.toml, under [check], ignore = [\"{name}\"], or under [check.severity],\n{name} = \"note\"; or, for findings that are already known, --baseline FILE."
    )
}

fn silence_page(name: &str) -> String {
    format!(
        "To silence it: `--ignore {name}`; or in `hustings.toml`, under `[check]`, `ignore = [\"{name}\"]`, or under `[check.severity]`, `{name} = \"note\"`; or, for findings that are already known, `--baseline FILE`."
    )
}

/// Escapes a text for Markdown.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '*' | '_' | '`' | '<' | '[' | ']' | '|' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

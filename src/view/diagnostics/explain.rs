//! The documentation of a rule, for the terminal and for the documentation pages.

use crate::check::Rule;

/// Returns the documentation of a rule as plain text.
pub fn explain(rule: &Rule) -> String {
    let mut out = format!("{} ({})\n\nFinds {}.\n\n{}\n", rule.name, rule.severity.label(), rule.finds, rule.why);
    if !rule.but.is_empty() {
        out.push_str(&format!("\nNot reported: {}\n", rule.but));
    }
    out.push_str(&format!("\n  wrong: {}\n  right: {}\n\n{}\n", rule.wrong, rule.right, silence(rule.name)));
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
    out.push_str(&format!(
        "- Wrong: {}\n- Right: {}\n\n{}\n",
        escape(rule.wrong),
        escape(rule.right),
        silence_page(rule.name)
    ));
    out
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

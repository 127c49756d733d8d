//! SARIF 2.1.0, for code scanning and editors (OASIS Standard, "Static Analysis Results Interchange Format", 2020).

use super::{advice, columns_of, culprit_in, fingerprint};
use crate::check::{ALL, Diagnostic, Severity};
use crate::dataset::{Lines, Mending};
use crate::view::escape::json as json_text;
use serde_json::{Value, json};

/// The schema that the log declares.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Returns all diagnostics as one log, pretty-printed. `suppressed` returns true for the diagnostics that a baseline
/// knows; the log marks them as suppressed.
///
/// `lines` reads the sources again, for the columns of the regions and for the fixes.
pub fn sarif(found: &[Diagnostic], suppressed: impl Fn(&Diagnostic) -> bool, lines: &mut Lines) -> String {
    let rules = ALL.iter().map(|r| (r.name.to_string(), rule(r))).collect();
    log(rules, found, suppressed, lines)
}

/// Returns diagnostics of other rules than those of the checks as one log. Each rule is given with what it finds.
pub fn sarif_of(rules: &[(&str, &str)], found: &[Diagnostic], lines: &mut Lines) -> String {
    let described = |(name, finds): &(&str, &str)| {
        ((*name).to_string(), json!({ "id": name, "shortDescription": { "text": finds } }))
    };
    log(rules.iter().map(described).collect(), found, |_| false, lines)
}

fn log(
    rules: Vec<(String, Value)>,
    found: &[Diagnostic],
    suppressed: impl Fn(&Diagnostic) -> bool,
    lines: &mut Lines,
) -> String {
    let (mut names, mut rules): (Vec<String>, Vec<Value>) = rules.into_iter().unzip();
    // Sources that could not be read are reported under rules of their own.
    for d in found {
        if !names.iter().any(|n| *n == d.rule) {
            names.push(d.rule.to_string());
            rules.push(json!({ "id": d.rule, "shortDescription": { "text": "Something that could not be read." } }));
        }
    }
    let results: Vec<Value> = found
        .iter()
        .map(|d| {
            let index = names.iter().position(|n| *n == d.rule);
            let mut result = json!({
                "ruleId": d.rule,
                "ruleIndex": index,
                "level": level(d.severity),
                "message": { "text": if d.subject.is_empty() { d.message.clone() } else { format!("{}: {}", d.subject, d.message) } },
                "locations": [{ "physicalLocation": location(d, lines) }],
                "partialFingerprints": { "hustings/v1": fingerprint(d) },
            });
            if !d.values.is_empty() {
                result["properties"] = json!({ "values": d.values });
            }
            if let Some(mending) = lines.mending(d) {
                result["fixes"] = json!([fix(&mending)]);
            }
            if suppressed(d) {
                result["suppressions"] = json!([{ "kind": "external", "justification": "listed in the baseline" }]);
            }
            result
        })
        .collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "hustings",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    json_text(&format!("{log:#}\n")).into_owned()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn rule(rule: &crate::check::Rule) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": { "text": format!("{}.", rule.finds) },
        "fullDescription": { "text": format!("{} {}", rule.why, rule.but).trim() },
        "help": { "text": super::explain(rule), "markdown": super::page(rule) },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn location(d: &Diagnostic, lines: &mut Lines) -> Value {
    let raw = lines.raw_of(d);
    let raw = raw.as_deref();
    let mut location = json!({ "artifactLocation": { "uri": uri(&d.file) } });
    if d.line > 0 {
        let mut region = json!({ "startLine": lines.line_of(d).unwrap_or(d.line) });
        if !d.quote.is_empty() {
            region["snippet"] = json!({ "text": &*d.quote });
        }
        if let Some((raw, span)) = raw.and_then(|raw| Some((raw, culprit_in(raw, d)?))) {
            let (start, end) = columns_of(raw, d).unwrap_or((1, 1));
            region["startColumn"] = json!(start);
            region["endColumn"] = json!(end);
            region["snippet"] = json!({ "text": &raw[span] });
        }
        location["region"] = region;
    }
    location
}

/// Returns a fix: the replacements, file by file.
fn fix(mending: &Mending) -> Value {
    let by_file = mending.edits.chunk_by(|a, b| a.file == b.file);
    let changes: Vec<Value> = by_file
        .map(|edits| {
            let replacements: Vec<Value> = edits
                .iter()
                .map(|e| {
                    let region = json!({
                        "startLine": e.line, "startColumn": e.column, "endLine": e.line, "endColumn": e.end_column,
                    });
                    json!({ "deletedRegion": region, "insertedContent": { "text": e.new } })
                })
                .collect();
            json!({ "artifactLocation": { "uri": uri(&edits[0].file) }, "replacements": replacements })
        })
        .collect();
    json!({ "description": { "text": advice(mending) }, "artifactChanges": changes })
}

/// Returns a path as a relative reference (RFC 3986). Everything except ASCII letters, digits and `-._~/` is
/// percent-encoded.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            // "bundled:file" is a URI with a scheme of Hustings' own.
            b':' if out == "bundled" => out.push(':'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

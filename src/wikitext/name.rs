//! Names of templates, as written and as compared.

/// Normalizes a template's name for comparison: lower case, without `Template:` in front and without comments;
/// underscores and runs of blanks become one blank. MediaWiki ignores the case of the first letter only; other
/// spellings exist there as redirects.
pub fn template_name(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    push_folded(&mut out, raw);
    if !out.contains(':') {
        return out;
    }
    let rest = NAMESPACES.iter().find_map(|prefix| out.strip_prefix(prefix));
    match rest {
        Some(rest) => rest.trim_start().to_string(),
        None => out,
    }
}

/// The prefix "Template:" in the languages of `data/templates`, with abbreviations, and MediaWiki's own "msg:" and
/// "subst:".
pub(super) const NAMESPACES: [&str; 17] = [
    "template:",
    "vorlage:",
    "modèle:",
    "plantilla:",
    "predefinição:",
    "sjabloon:",
    "szablon:",
    "mall:",
    "шаблон:",
    "şablon:",
    "قالب:",
    "תבנית:",
    "テンプレート:",
    "t:",
    "msg:",
    "subst:",
    ":template:",
];

fn push_folded(out: &mut String, raw: &str) {
    if raw.is_ascii() && !raw.contains('<') {
        for byte in raw.bytes() {
            match byte {
                b'_' => blank(out),
                b if b.is_ascii_whitespace() || b == 0x0B => blank(out),
                b => out.push(char::from(b.to_ascii_lowercase())),
            }
        }
        out.truncate(out.trim_end().len());
        return;
    }
    let mut rest = raw;
    while !rest.is_empty() {
        let (text, behind) = match rest.find("<!--") {
            Some(at) => {
                let comment = &rest[at..];
                (&rest[..at], comment.find("-->").map_or("", |end| &comment[end + 3..]))
            }
            None => (rest, ""),
        };
        for c in text.chars() {
            match c {
                '_' | '\u{a0}' => blank(out),
                c if c.is_whitespace() => blank(out),
                '\u{200e}' | '\u{200f}' => {}
                c => out.extend(c.to_lowercase()),
            }
        }
        rest = behind;
    }
    out.truncate(out.trim_end().len());
}

fn blank(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// Returns true if a text can name a template: one line without braces, brackets or tags. For a parser function
/// (`#if:`, `formatnum:`) only the text before the colon counts.
pub(super) fn is_template_name(raw: &str) -> bool {
    let trimmed = raw.trim();
    if trimmed.starts_with('#') || trimmed.contains("{{") {
        return true;
    }
    let head = trimmed.split(':').next().unwrap_or(trimmed);
    if head.len() < trimmed.len() && FUNCTIONS.contains(&head.trim().to_lowercase().as_str()) {
        return true;
    }
    let mut name = String::new();
    if trimmed.contains("<!--") {
        push_folded(&mut name, trimmed);
    }
    let name = if name.is_empty() { trimmed } else { name.as_str() };
    !name.is_empty() && !name.contains(['{', '}', '[', ']', '<', '>', '\n'])
}

/// The parser functions that are written without a number sign.
const FUNCTIONS: [&str; 12] = [
    "formatnum",
    "lc",
    "uc",
    "lcfirst",
    "ucfirst",
    "padleft",
    "padright",
    "plural",
    "urlencode",
    "fullurl",
    "ns",
    "int",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name() {
        for raw in [
            "infobox_election\n",
            " Infobox   Election ",
            "Template:Infobox election<!-- x -->",
            "template:infobox_election",
        ] {
            assert_eq!(template_name(raw), "infobox election", "{raw}");
        }
        assert!(!is_template_name("A}, {B"));
        assert!(is_template_name("#if:x\n"));
        assert!(is_template_name("Infobox election <!-- see | doc }} -->\n"));
        assert!(!is_template_name(" \n"));
    }
}

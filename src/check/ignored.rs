//! Comments in sources that tell the checks to ignore a line.
//!
//! A comment stands on the line of a finding or on the line above it: `<!-- hustings:ignore RULE -->` in a wiki page or an
//! article, `# hustings:ignore RULE` in TOML. Several rules are separated by commas.

/// The word that begins such a comment.
const WORD: &str = "hustings:ignore";

/// Returns true if a text has a comment that tells the checks to ignore something.
pub fn has_ignores(text: &str) -> bool {
    text.contains(WORD)
}

/// Returns true if a comment on the line, or on the line above it, tells the checks to ignore a rule.
pub fn is_ignored(rule: &str, line: &str, above: &str) -> bool {
    rules_in(line).chain(rules_in(above)).any(|ignored| ignored == rule)
}

/// Returns what stands in comments of a line in place of a rule: first in a comment, or behind a comma with a hyphen, as
/// rules have it. Other words are the reason.
pub fn unknown_ignored(line: &str) -> impl Iterator<Item = &str> {
    comments_in(line).flat_map(|comment| {
        let listed = comment.split(',').filter_map(|part| part.split_whitespace().next());
        listed.enumerate().filter_map(|(at, name)| {
            let is_meant = at == 0 || name.contains('-') && name.len() > 1;
            (is_meant && !super::is_known(name)).then_some(name)
        })
    })
}

fn rules_in(line: &str) -> impl Iterator<Item = &str> {
    let words = comments_in(line).flat_map(|comment| comment.split([',', ' ', '\t']));
    words.map(str::trim).filter(|rule| !rule.is_empty())
}

/// Returns what stands behind the word in each comment of a line.
fn comments_in(line: &str) -> impl Iterator<Item = &str> {
    let comments = line.match_indices(WORD).filter(|(at, _)| {
        let before = line[..*at].trim_end();
        before.ends_with("<!--") || before.ends_with('#')
    });
    comments.map(|(at, _)| {
        let rest = &line[at + WORD.len()..];
        rest.split("-->").next().unwrap_or(rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_names_rules() {
        assert!(is_ignored("shares-sum", "|votes = 5 <!-- hustings:ignore shares-sum -->", ""));
        assert!(is_ignored("two-winners", "x", "# hustings:ignore shares-sum, two-winners"));
        assert!(!is_ignored("sum", "<!-- hustings:ignore shares-sum -->", ""));
        assert!(!is_ignored("shares-sum", "see hustings:ignore shares-sum", ""));
        assert!(!is_ignored("shares-sum", "<!-- hustings:ignore --> shares-sum", ""));
        let unknown = |line| unknown_ignored(line).collect::<Vec<_>>();
        assert_eq!(unknown("# hustings:ignore share-sum, two-winners"), ["share-sum"]);
        assert_eq!(unknown("# hustings:ignore two-winners, share-sum as the source has it"), ["share-sum"]);
        assert_eq!(unknown("<!-- hustings:ignore shares-sum because the source rounds, which is right -->"), [""; 0]);
        assert_eq!(unknown("<!-- hustings:ignore sum -->"), ["sum"]);
    }
}

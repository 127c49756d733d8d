//! Comments in sources that tell the checks to ignore a line.
//!
//! A comment stands on the line of a finding or on the line above it: `<!-- hustings:ignore RULE -->` in a wiki page or an
//! article, `# hustings:ignore RULE` in TOML. Several rules are separated by commas.

/// The word that begins such a comment.
const WORD: &str = "hustings:ignore";

/// Returns true if a comment on the line, or on the line above it, tells the checks to ignore a rule.
pub fn is_ignored(rule: &str, line: &str, above: &str) -> bool {
    rules_in(line).chain(rules_in(above)).any(|ignored| ignored == rule)
}

/// Returns what stands in comments of a line in place of a rule: what stands first, and what resembles a rule where one is
/// expected. Other words are the reason.
pub fn unknown_ignored(line: &str) -> impl Iterator<Item = &str> {
    comments_in(line).flat_map(|comment| {
        let unknown = comment.split(',').filter_map(|part| words_of(part).find(|word| !super::is_known(word)));
        let at = words_of(comment).next();
        unknown.filter(move |word| {
            Some(*word) == at || super::likeness(word).is_some_and(|(_, likeness)| likeness > ALIKE)
        })
    })
}

/// How much a word resembles the name of a rule if it is a misspelt one.
const ALIKE: f64 = 0.85;

/// Returns the rules in comments of a line: several are separated by commas or blanks. The first word that is none begins
/// the reason, up to the next comma.
fn rules_in(line: &str) -> impl Iterator<Item = &str> {
    let parts = comments_in(line).flat_map(|comment| comment.split(','));
    parts.flat_map(|part| words_of(part).take_while(|word| super::is_known(word)))
}

/// Returns the words of a text without punctuation around them.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| c.is_whitespace() || c == ',');
    words.map(|word| word.trim_matches(['.', ':', ';', '"', '\'', '(', ')', '[', ']'])).filter(|word| !word.is_empty())
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
        assert_eq!(unknown("<!-- hustings:ignore event-order, re-elected in 2004 -->"), [""; 0]);
        assert_eq!(unknown("<!-- hustings:ignore event-order, eventorder -->"), ["eventorder"]);
        assert_eq!(unknown("<!-- hustings:ignore event-order. The source says so -->"), [""; 0]);
        assert!(is_ignored("event-order", "<!-- hustings:ignore \"event-order\": so the source -->", ""));
        assert!(is_ignored("event-order", "<!-- hustings:ignore shares-sum event-order -->", ""));
        assert!(!is_ignored("event-order", "<!-- hustings:ignore shares-sum, not event-order -->", ""));
    }
}

//! Splits prose into sentences.

/// A sentence, and the line on which it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence<'a> {
    /// The sentence as written, without surrounding blanks.
    pub text: &'a str,
    /// The line that was passed to [`sentences`].
    pub line: usize,
}

/// Abbreviations whose period does not end a sentence.
const ABBREVIATIONS: [&str; 14] =
    ["mr", "mrs", "ms", "dr", "prof", "rev", "hon", "st", "jr", "sr", "no", "vs", "gen", "col"];

/// Returns the sentences of a line of prose, `line` being its number. Linear in the line.
pub fn sentences(text: &str, line: usize) -> impl Iterator<Item = Sentence<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        if rest.is_empty() {
            return None;
        }
        let end = sentence_end(rest);
        let (head, tail) = rest.split_at(end);
        rest = tail;
        Some(Sentence { text: head.trim_end(), line })
    })
}

/// Words that begin a sentence more often than they follow the initials of a country.
const BEGINNINGS: [&str; 24] = [
    "He", "She", "They", "It", "The", "In", "On", "After", "Before", "His", "Her", "Their", "This", "These", "As",
    "At", "When", "While", "For", "From", "However", "During", "A", "An",
];

/// Returns true if a word is the initials of a name of several words, and what follows belongs to it: "the U.S. Senate".
fn goes_on(word: &str, behind: &str) -> bool {
    let is_initials = word.contains('.') && word.split('.').all(|part| part.len() == 1);
    let next = behind.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    is_initials && !next.is_empty() && !BEGINNINGS.contains(&next)
}

fn sentence_end(text: &str) -> usize {
    let mut word_start = 0;
    let chars = text.char_indices().peekable();
    for (i, c) in chars {
        if c.is_whitespace() {
            word_start = i + c.len_utf8();
        }
        if !matches!(c, '.' | '!' | '?') {
            continue;
        }
        let after = i + c.len_utf8();
        let mut lookahead = text[after..].chars().skip_while(|c| matches!(c, '"' | '”' | ')' | '\''));
        let blank = lookahead.next();
        let next = lookahead.find(|c| !c.is_whitespace());
        let blank = blank.is_none_or(char::is_whitespace);
        if !blank || next.is_some_and(|n| n.is_alphabetic() && !n.is_uppercase() && !n.is_ascii_digit()) {
            continue;
        }
        // Checked only at the end of a word, since the check takes time in proportion to the word.
        let word = text[word_start..i].trim_start_matches(['(', '"', '“']);
        let initial = || word.chars().count() == 1 && word.chars().all(char::is_uppercase);
        let abbreviated = || ABBREVIATIONS.contains(&word.to_lowercase().as_str());
        let ends = c != '.' || (!initial() && !abbreviated() && !goes_on(word, &text[after..]));
        if ends {
            let closing: usize =
                text[after..].chars().take_while(|c| matches!(c, '"' | '”' | ')' | '\'')).map(char::len_utf8).sum();
            return after + closing;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_that_end_nothing() {
        let text = "J. R. Clynes lost. He got 40.6% of it. Dr. Smith (of St. Ives.) won! \"Yes.\" Done";
        let found: Vec<&str> = sentences(text, 1).map(|s| s.text).collect();
        assert_eq!(
            found,
            ["J. R. Clynes lost.", "He got 40.6% of it.", "Dr. Smith (of St. Ives.) won!", "\"Yes.\"", "Done"]
        );
    }
}

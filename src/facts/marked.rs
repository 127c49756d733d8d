//! Sentences in which the people are marked.

/// A sentence of the body in which the people are marked.
#[derive(Debug, Clone)]
pub(crate) struct MarkedSentence<'a> {
    /// The sentence as written.
    pub raw: &'a str,
    /// The sentence with a mark in place of each known person.
    pub marked: Marked,
    /// The line of the file.
    pub line: usize,
    /// The heading of the section.
    pub section: &'a str,
}

/// A sentence in which a mark `⟦n⟧` replaces each known person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marked {
    /// The sentence with the marks.
    pub text: String,
    /// The people in the order of their marks: the full name, and the words that the mark replaced.
    pub people: Vec<(String, String)>,
    /// Words that were read as misspellings of a known surname: the word as written, and the full name.
    pub slips: Vec<(String, String)>,
}

impl Marked {
    /// Returns the full name of the person with this mark number.
    pub fn person(&self, number: &str) -> Option<&str> {
        self.people.get(number.parse::<usize>().ok()?).map(|(name, _)| name.as_str())
    }
}

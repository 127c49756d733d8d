//! Sentences with the people in them marked.

/// A sentence of the body with the people in it marked.
#[derive(Debug, Clone)]
pub(crate) struct MarkedSentence<'a> {
    /// As it stands.
    pub raw: &'a str,
    /// With every known person replaced by a mark.
    pub marked: Marked,
    /// Its line.
    pub line: usize,
    /// Its section.
    pub section: &'a str,
}

/// A sentence in which each known person stands as a mark `⟦n⟧`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marked {
    /// The sentence with the marks.
    pub text: String,
    /// The people in the order of their marks: the full name, and the words that stood there.
    pub people: Vec<(String, String)>,
    /// Words read as a slip of a known surname: as written, and the full name.
    pub slips: Vec<(String, String)>,
}

impl Marked {
    /// The full name behind a mark's number.
    pub fn person(&self, number: &str) -> Option<&str> {
        self.people.get(number.parse::<usize>().ok()?).map(|(name, _)| name.as_str())
    }
}

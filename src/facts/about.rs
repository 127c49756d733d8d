//! What a box says of a page's own contest, as far as the sentences of the page are read by it.

use super::article::Article;

/// What is known of a page's contest before its sentences are read, whichever form its box has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct About {
    /// What the holder of the office is called, or the whole name of the office.
    pub rank: Option<String>,
    /// The country, or the place.
    pub country: Option<String>,
    /// The party of the first candidate.
    pub party: Option<String>,
    /// The candidates, as the box names them.
    pub candidates: Vec<String>,
    /// The holders of the office before and after, as the box names them.
    pub holders: Vec<String>,
}

impl About {
    /// What the infobox of a flat article says. O(fields).
    pub(super) fn of(article: &Article<'_>) -> Self {
        let value = |key| article.field(key).map(|f| f.value.to_string());
        let mut about =
            Self { rank: value("Title"), country: value("Country"), party: value("Party1"), ..Self::default() };
        for field in &article.fields {
            let key = field.key.trim_end_matches(|c: char| c.is_ascii_digit()).to_ascii_lowercase();
            match key.as_str() {
                "candidate" | "nominee" => about.candidates.push(field.value.to_string()),
                "before election" | "after election" => about.holders.push(field.value.to_string()),
                _ => {}
            }
        }
        about
    }
}

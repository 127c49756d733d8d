//! What an infobox says about a page's own contest, as far as the reading of its sentences needs it.

use super::article::Article;

/// What is known about a page's contest before its sentences are read, for flat articles and wiki pages alike.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct About {
    /// The title of the holder of the office, or the full name of the office.
    pub rank: Option<String>,
    /// The country or place.
    pub country: Option<String>,
    /// The party of the first candidate.
    pub party: Option<String>,
    /// The candidates, as named in the infobox.
    pub candidates: Vec<String>,
    /// The holders of the office before and after the contest, as named in the infobox.
    pub holders: Vec<String>,
}

impl About {
    /// Reads the infobox of a flat article. O(fields).
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

//! What a text is, from its content.

use super::warning::quote;
use serde::Serialize;

/// The kinds of text that facts are extracted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageKind {
    /// An article in flat form: `= Title =`, an `Infobox` list, prose, `==Sections==`.
    Article,
    /// A series of contests as TOML.
    Series,
    /// A table of candidacies, one row a candidate and round, as CSV.
    Candidacies,
    /// A page of a wiki in its own markup.
    Wikitext,
    /// What `extract` printed of pages, one JSON object a line.
    Statements,
    /// One of the other tables that `export` writes, as CSV.
    Exported(Exported),
}

/// The tables that `export` writes beside the candidacies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exported {
    /// A row a contest.
    Contests,
    /// A row a round.
    Rounds,
    /// A row a tenure.
    Tenures,
    /// A row a person.
    People,
    /// A row a value; all of them stand in the other tables too.
    Values,
}

impl Exported {
    /// Every table, with columns that tell it from others.
    const ALL: [(Self, &'static [&'static str]); 5] = [
        (Self::Contests, &["contest", "kind", "selectorate"]),
        (Self::Rounds, &["contest", "round", "valid"]),
        (Self::Tenures, &["office", "person", "from", "to"]),
        (Self::People, &["name", "spellings", "offices"]),
        (Self::Values, &["subject", "property", "value", "preferred"]),
    ];
}

impl PageKind {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::Article,
        Self::Series,
        Self::Candidacies,
        Self::Wikitext,
        Self::Statements,
        Self::Exported(Exported::Contests),
        Self::Exported(Exported::Rounds),
        Self::Exported(Exported::Tenures),
        Self::Exported(Exported::People),
        Self::Exported(Exported::Values),
    ];

    /// What the kind is called in messages.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Series => "series (TOML)",
            Self::Candidacies => "candidacies (CSV)",
            Self::Wikitext => "wikitext",
            Self::Statements => "extraction (NDJSON)",
            Self::Exported(Exported::Contests) => "contests (CSV)",
            Self::Exported(Exported::Rounds) => "rounds (CSV)",
            Self::Exported(Exported::Tenures) => "tenures (CSV)",
            Self::Exported(Exported::People) => "people (CSV)",
            Self::Exported(Exported::Values) => "values (CSV)",
        }
    }
}

/// Finds the kind of a text. The file's extension decides only where the content leaves it open.
pub(super) fn detect(name: &str, text: &str) -> Result<PageKind, String> {
    let mut lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
    let Some(first) = lines.clone().next() else { return Err("the file is empty".into()) };
    let extension = name.rsplit_once('.').map_or("", |(_, e)| e).to_ascii_lowercase();
    if ["wiki", "wikitext", "mediawiki", "mw"].contains(&extension.as_str()) {
        return Ok(PageKind::Wikitext);
    }
    if first.starts_with("{\"title\":") {
        return Ok(PageKind::Statements);
    }
    if is_title(first) {
        return Ok(PageKind::Article);
    }
    if has_columns(first, &["contest", "candidate"]) {
        return Ok(PageKind::Candidacies);
    }
    if let Some((table, _)) = Exported::ALL.iter().find(|(_, columns)| has_columns(first, columns)) {
        return Ok(PageKind::Exported(*table));
    }
    let toml = |l: &str| ["[series]", "[[contest]]", "[[tenure]]", "[names]"].iter().any(|head| l.starts_with(head));
    if lines.clone().any(toml) || extension == "toml" {
        return Ok(PageKind::Series);
    }
    if lines.any(|l| l == "Infobox") {
        return Ok(PageKind::Article);
    }
    let other = ["json", "ndjson", "md", "csv", "tsv", "html", "xml"].contains(&extension.as_str());
    if !other && (text.contains("{{") && text.contains("}}") || text.contains("[[") && text.contains("]]")) {
        return Ok(PageKind::Wikitext);
    }
    Err(match extension.as_str() {
        "csv" | "tsv" => format!(
            "the first line is {}; a table of candidacies needs the columns 'contest' and 'candidate'",
            quote(first)
        ),
        _ => format!(
            "not an article (its first line would be '= Title ='), a wiki page (with '{{{{' or '[['), a series (TOML with \
             '[[contest]]') or a table of candidacies (CSV with 'contest' and 'candidate'); the first line is {}",
            quote(first)
        ),
    })
}

/// Whether a line is `= Title =` with one equals sign a side.
pub fn is_title(line: &str) -> bool {
    line.len() > 2 && line.starts_with('=') && line.ends_with('=') && !line.starts_with("==")
}

/// Whether the first line of a table names these columns.
fn has_columns(line: &str, wanted: &[&str]) -> bool {
    let columns: Vec<String> =
        line.split([',', ';', '\t']).map(|c| c.trim().trim_matches('"').to_ascii_lowercase()).collect();
    wanted.iter().all(|c| columns.iter().any(|have| have == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_comes_before_extension() {
        assert_eq!(detect("a.csv", "= X =\n"), Ok(PageKind::Article));
        assert_eq!(detect("a.txt", "# c\n[series]\n"), Ok(PageKind::Series));
        assert_eq!(detect("a.txt", "\"Contest\";date;candidate\n"), Ok(PageKind::Candidacies));
        assert_eq!(detect("a.csv", "office,person,from,to\n"), Ok(PageKind::Exported(Exported::Tenures)));
        assert!(detect("a.txt", "Dear diary").is_err());
        assert!(detect("a.csv", "a,b").is_err_and(|e| e.contains("'a,b'")));
    }
}

//! Profiles: what the columns of a known kind of table mean. One file each in `data/inputs/profiles/`; users write their
//! own for `--columns`.

use super::headers::{fold_header, meaning, meanings};
use crate::facts::input::KnownTable;
use csv::StringRecord;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// What the rows of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    /// People in contests.
    Candidacies,
    /// People in offices.
    Tenures,
    /// Parties in contests in which lists stand.
    Lists,
    /// Contests without those who stood.
    Contests,
    /// Nothing that the graph has.
    Nothing,
}

impl Kind {
    /// Returns what a row is, in the plural.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Candidacies => "candidacies",
            Self::Tenures => "tenures",
            Self::Lists => "results of parties",
            Self::Contests => "contests",
            Self::Nothing => "nothing for the graph",
        }
    }
}

/// What a value of a column without a header looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Shape {
    Year,
    Number,
    Flag,
    Text,
}

impl Shape {
    fn fits(self, text: &str) -> bool {
        let missing = crate::facts::columns::is_missing(text);
        match self {
            Self::Year => super::dates::read_year(text).is_some(),
            Self::Number => missing || text.parse::<f64>().is_ok(),
            Self::Flag => missing || matches!(text.to_lowercase().as_str(), "true" | "false" | "t" | "f" | "0" | "1"),
            Self::Text => text.parse::<f64>().is_err(),
        }
    }
}

/// What the columns of one kind of table mean.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Profile {
    /// A short name. Ids get it as their scheme if the profile names no other.
    #[serde(default)]
    pub(super) name: String,
    /// The tables, for people.
    #[serde(default)]
    pub(super) label: String,
    /// What is read from them, for people.
    #[serde(default)]
    pub(super) says: String,
    /// The headers that a table of this kind has, all of them.
    #[serde(default)]
    header: Vec<String>,
    /// The headers that suffice if the file's name has the form of `file` and begins with a date.
    #[serde(default)]
    header_if_named: Vec<String>,
    /// Headers that a table of this kind does not have.
    #[serde(default)]
    without: Vec<String>,
    /// What the rows are; otherwise the columns decide.
    #[serde(default)]
    pub(super) kind: Option<Kind>,
    /// The meaning of each column that has one, by header or, without a header line, by number.
    #[serde(default)]
    pub(super) columns: BTreeMap<String, String>,
    /// Meanings that have the same value in every row.
    #[serde(default)]
    pub(super) constants: BTreeMap<String, String>,
    /// Columns that are not carried along, since they only serve the table itself.
    #[serde(default)]
    pub(super) inner: Vec<String>,
    /// Words before the values of a column, by meaning: `{ office = "President of " }`.
    #[serde(default)]
    pub(super) prefix: BTreeMap<String, String>,
    /// What the values of a column stand for, by header, then by value.
    #[serde(default)]
    pub(super) values: BTreeMap<String, BTreeMap<String, String>>,
    /// What the values of a column that begin with these letters stand for, by header; the longest beginning counts.
    #[serde(default)]
    pub(super) begins: BTreeMap<String, BTreeMap<String, String>>,
    /// The rows that are read: for a header, the beginnings of its values.
    #[serde(default)]
    pub(super) only: BTreeMap<String, Vec<String>>,
    /// The scheme of the ids.
    #[serde(default)]
    pub(super) scheme: Option<String>,
    /// True if a candidate has one row for each party that supports him, and the votes are added up.
    #[serde(default)]
    pub(super) fusion: bool,
    /// What the parts of the file's name are, such as `{date}__{state}__*`.
    #[serde(default)]
    pub(super) file: Option<String>,
    /// The headers and the looks of the columns, in order, for tables that lack the header line.
    #[serde(default)]
    unheaded: Vec<(String, Shape)>,
    /// The beginning of a table of this kind.
    #[serde(default)]
    pub(super) example: String,
}

/// The profiles that come with the program.
static PROFILES: LazyLock<Vec<Arc<Profile>>> = LazyLock::new(|| {
    let texts = [
        include_str!("../../../data/inputs/profiles/democracyclub.toml"),
        include_str!("../../../data/inputs/profiles/openelections.toml"),
        include_str!("../../../data/inputs/profiles/medsl.toml"),
        include_str!("../../../data/inputs/profiles/canada.toml"),
        include_str!("../../../data/inputs/profiles/congress-legislators.toml"),
        include_str!("../../../data/inputs/profiles/parlgov-cabinets.toml"),
        include_str!("../../../data/inputs/profiles/parlgov-cabinet-parties.toml"),
        include_str!("../../../data/inputs/profiles/parlgov-results.toml"),
        include_str!("../../../data/inputs/profiles/parlgov-results-2024.toml"),
        include_str!("../../../data/inputs/profiles/parlgov-elections.toml"),
        include_str!("../../../data/inputs/profiles/parlgov-presidents.toml"),
        include_str!("../../../data/inputs/profiles/parlgov-changes.toml"),
        include_str!("../../../data/inputs/profiles/parlgov-other.toml"),
        include_str!("../../../data/inputs/profiles/reign-leaders.toml"),
        include_str!("../../../data/inputs/profiles/reign-elections.toml"),
        include_str!("../../../data/inputs/profiles/parlgov-results-by-id.toml"),
        include_str!("../../../data/inputs/profiles/parlgov-presidents-by-name.toml"),
        include_str!("../../../data/inputs/profiles/hustings-parquet-people.toml"),
        include_str!("../../../data/inputs/profiles/hustings-parquet-contests.toml"),
        include_str!("../../../data/inputs/profiles/hustings-parquet-candidacies.toml"),
        include_str!("../../../data/inputs/profiles/hustings-parquet-results.toml"),
        include_str!("../../../data/inputs/profiles/hustings-parquet-tenures.toml"),
        include_str!("../../../data/inputs/profiles/hustings-parquet-graph.toml"),
        include_str!("../../../data/inputs/profiles/hustings-parquet-vertices.toml"),
        include_str!("../../../data/inputs/profiles/hustings-parquet-citations.toml"),
    ];
    let read = texts.iter().filter_map(|text| toml::from_str::<Profile>(text).ok());
    read.map(Arc::new).collect()
});

/// Returns the profiles that come with the program.
pub(crate) fn profiles() -> &'static [Arc<Profile>] {
    &PROFILES
}

/// Returns the profile of a table with this header in a file of this name.
pub(super) fn of_header(row: &StringRecord, file: &str) -> Option<&'static Arc<Profile>> {
    let folded: Vec<String> = row.iter().map(fold_header).collect();
    let has = |header: &String| folded.contains(&fold_header(header));
    let all = |headers: &[String]| !headers.is_empty() && headers.iter().all(has);
    let fits = |p: &&Arc<Profile>| {
        (all(&p.header) || all(&p.header_if_named) && p.is_named(file)) && !p.without.iter().any(has)
    };
    PROFILES.iter().filter(fits).max_by_key(|p| p.header.len())
}

/// Returns the profile of a table without a header line, by the number and the looks of its columns, and its headers.
pub(super) fn without_header(rows: &[(StringRecord, usize)]) -> Option<(&'static Arc<Profile>, Vec<String>)> {
    let fits = |profile: &&Arc<Profile>| {
        let shapes = &profile.unheaded;
        let row_fits = |row: &StringRecord| {
            row.len() == shapes.len()
                && row.iter().zip(shapes).filter(|(cell, (_, s))| s.fits(cell)).count() + 1 >= row.len()
        };
        let fitting = rows.iter().filter(|(row, _)| row_fits(row)).count();
        shapes.len() > 3 && rows.len() > 1 && fitting * 10 >= rows.len() * 9
    };
    let found = PROFILES.iter().find(fits)?;
    Some((found, found.unheaded.iter().map(|(header, _)| header.clone()).collect()))
}

impl Profile {
    /// Returns what people are told of the profile.
    pub(crate) fn known(&'static self) -> KnownTable {
        KnownTable { label: &self.label, becomes: &self.says, example: &self.example }
    }

    /// Returns true if a column with this header is read, as far as the profile says what is read.
    pub(super) fn reads(&self, header: &str) -> bool {
        self.name.is_empty() || self.columns.keys().any(|own| fold_header(own) == fold_header(header))
    }

    /// Reads a user's profile.
    ///
    /// # Errors
    /// What is wrong with it, with its line.
    pub(crate) fn read(name: &str, text: &str) -> Result<Self, String> {
        let profile: Self = toml::from_str(text).map_err(|e| {
            let line = e.span().map_or(0, |span| 1 + text[..span.start.min(text.len())].matches('\n').count());
            format!("{name}:{line}: {}", e.message())
        })?;
        let said = profile
            .columns
            .values()
            .filter(|m| !m.is_empty())
            .chain(profile.constants.keys())
            .chain(profile.prefix.keys());
        for word in said {
            if meaning(word).is_none() {
                return Err(format!("{name}: {}", unknown_meaning(word)));
            }
        }
        Ok(profile)
    }

    /// Returns what the name of a file says, by the profile's pattern: each part in braces with its text.
    pub(super) fn in_file_name(&self, file: &str) -> Vec<(String, String)> {
        let Some(pattern) = &self.file else { return Vec::new() };
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let name = name.split_once('.').map_or(name, |(stem, _)| stem);
        // One underscore or two separate the parts.
        let single = |text: &str| text.split('_').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_");
        parts(&single(pattern), &single(name)).unwrap_or_default()
    }

    /// Returns true if a file's name has the form of the profile's pattern and begins with a date.
    fn is_named(&self, file: &str) -> bool {
        let parts = self.in_file_name(file);
        let date = parts.iter().find(|(name, _)| name == "date");
        date.is_some_and(|(_, text)| text.len() >= 4 && text.bytes().take(4).all(|b| b.is_ascii_digit()))
    }
}

/// Returns the message for a word that is no meaning of a column.
pub(crate) fn unknown_meaning(word: &str) -> String {
    let all: Vec<&str> = meanings().iter().map(|m| m.key.as_str()).collect();
    format!("'{word}' is nothing that a column can be; write one of {}", all.join(", "))
}

/// Matches a text with a pattern such as `{date}__{state}__*`. Each part in braces and each star takes the text up to
/// what follows it in the pattern; the last star takes the rest.
fn parts(pattern: &str, mut text: &str) -> Option<Vec<(String, String)>> {
    let mut found = Vec::new();
    let mut pattern = pattern;
    while let Some(first) = pattern.chars().next() {
        let name = match first {
            '*' => "",
            '{' => &pattern[1..pattern.find('}')?],
            _ => {
                pattern = &pattern[first.len_utf8()..];
                text = text.strip_prefix(first)?;
                continue;
            }
        };
        pattern = &pattern[if first == '*' { 1 } else { name.len() + 2 }..];
        let literal = pattern.split(['*', '{']).next().unwrap_or("");
        let end = if literal.is_empty() { text.len() } else { text.find(literal)? };
        if !name.is_empty() {
            found.push((name.to_string(), text[..end].to_string()));
        }
        text = &text[end..];
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_is_read_and_knows_its_meanings() {
        assert_eq!(profiles().len(), 25);
        for profile in profiles() {
            assert!(
                !profile.header.is_empty() && !profile.says.is_empty() && !profile.label.is_empty(),
                "{}",
                profile.name
            );
            for word in profile.columns.values().chain(profile.constants.keys()).chain(profile.prefix.keys()) {
                assert!(meaning(word).is_some(), "{}: {word}", profile.name);
            }
        }
    }

    #[test]
    fn names_of_files_have_parts() {
        let read = |pattern, name| {
            parts(pattern, name).map(|p| p.into_iter().map(|(a, b)| format!("{a}={b}")).collect::<Vec<_>>().join(" "))
        };
        assert_eq!(
            read("{date}__{place}__*", "20201103__vt__general__precinct.csv").as_deref(),
            Some("date=20201103 place=vt")
        );
        assert_eq!(
            read("{place}-{date}.csv", "canada-1935-10-14.csv").as_deref(),
            Some("place=canada date=1935-10-14")
        );
        assert_eq!(read("{date}__*", "other.csv"), None);
    }

    #[test]
    fn errors_of_a_profile_name_the_line() {
        let error = |text| Profile::read("my.toml", text).err().unwrap_or_default();
        assert!(error("[columns]\n\"Name\" = 3\n").contains("my.toml:2"), "{}", error("[columns]\n\"Name\" = 3\n"));
        assert!(error("[columns]\n\"Name\" = \"kandidate\"\n").contains("'kandidate' is nothing that a column can be"));
        assert!(Profile::read("my.toml", "[columns]\n\"Name\" = \"candidate\"\n").is_ok());
    }
}

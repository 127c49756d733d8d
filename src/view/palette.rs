//! The colours of parties: first the user's own, then those of the sources, then a bundled table.

use super::svg::PAPER;
use super::theme::contrast;
use crate::graph::{Party, PoliticalGraph};
use crate::wikitext::{fold_title, read_colour};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Colours of parties by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Palette {
    /// The name as written and the colour, by folded name.
    colours: BTreeMap<String, (String, String)>,
}

/// The reason why a table of colours cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum PaletteError {
    /// The table is not valid TOML, or contains a table other than `[colours]`.
    #[error("line {line}: {cause}; write \"Name of the party\" = \"#rrggbb\", one line for each party")]
    Toml {
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        cause: String,
    },
    /// A value is not a colour.
    #[error("'{colour}', given as the colour of '{party}', is not a colour; write it as #rrggbb, such as #e4003b")]
    Colour {
        /// The name of the party.
        party: String,
        /// The value given as its colour.
        colour: String,
    },
}

static BUNDLED: LazyLock<Palette> =
    LazyLock::new(|| Palette::read(include_str!("../../data/colours.toml")).unwrap_or_default());

impl Palette {
    /// Returns the colours of the parties of the bundled series.
    pub fn bundled() -> &'static Self {
        &BUNDLED
    }

    /// Reads a table of colours in TOML: one line for each party, with its name and its colour. Also reads a table
    /// `[colours]` within it.
    ///
    /// # Errors
    /// An error if the text is not such a table, or if a value is not a colour. The error quotes the value and says
    /// what to write.
    pub fn read(text: &str) -> Result<Self, PaletteError> {
        let line_of = |span: Option<std::ops::Range<usize>>| {
            span.map_or(1, |s| 1 + text[..s.start.min(text.len())].matches('\n').count())
        };
        let table: toml::Table = toml::from_str(text).map_err(|e: toml::de::Error| PaletteError::Toml {
            line: line_of(e.span()),
            cause: e.message().trim().replace('\n', " "),
        })?;
        let mut palette = Self::default();
        for (party, value) in table {
            match value {
                toml::Value::String(colour) => palette.set(&party, &colour)?,
                toml::Value::Table(inner) if party == "colours" => {
                    for (party, value) in inner {
                        palette.set(&party, &value.as_str().map_or_else(|| shown(&value), ToString::to_string))?;
                    }
                }
                toml::Value::Table(_) => {
                    return Err(PaletteError::Toml {
                        line: line_of(text.find(&format!("[{party}]")).map(|at| at..at)),
                        cause: format!("'[{party}]' is a table; the only table allowed is [colours]"),
                    });
                }
                other => return Err(PaletteError::Colour { party, colour: shown(&other) }),
            }
        }
        Ok(palette)
    }

    /// Sets a party's colour.
    ///
    /// # Errors
    /// An error if `colour` is not a colour.
    pub fn set(&mut self, party: &str, colour: &str) -> Result<(), PaletteError> {
        let wrong = || PaletteError::Colour { party: party.to_string(), colour: colour.to_string() };
        let read = read_colour(colour).ok_or_else(wrong)?;
        self.colours.insert(fold_title(party), (party.to_string(), read));
        Ok(())
    }

    /// Returns this palette with the colours of another. If both have a colour for a party, the other's is kept.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.colours.extend(other.colours);
        self
    }

    /// Returns the names of the parties, as written.
    pub fn parties(&self) -> impl Iterator<Item = &str> {
        self.colours.values().map(|(name, _)| name.as_str())
    }

    /// Returns the colour of the first name that has one. The names are those of one party.
    pub fn of<'n>(&self, mut names: impl Iterator<Item = &'n str>) -> Option<&str> {
        names.find_map(|name| self.colours.get(&fold_title(name))).map(|(_, colour)| colour.as_str())
    }

    /// Gives the parties of a graph the colours of this palette. Other parties keep the colours that sources state.
    /// Pictures draw parties without a colour in that of the bundled table. O(parties).
    pub fn apply(&self, graph: &mut PoliticalGraph) {
        if !self.colours.is_empty() {
            graph.colour_parties(|names, given| self.of(names.iter().copied()).or(given).map(str::to_string));
        }
    }

    /// Returns the names in this palette that no party of a graph has. O(parties + colours).
    pub fn unused(&self, graph: &PoliticalGraph) -> Vec<String> {
        let coloured = graph.parties().iter().filter(|party| self.of(party.names()).is_some());
        let used: BTreeSet<String> = coloured.flat_map(|party| party.names().map(fold_title)).collect();
        self.colours.iter().filter(|(key, _)| !used.contains(*key)).map(|(_, (name, _))| name.clone()).collect()
    }

    /// Returns the parties of a graph whose colour in this palette hardly differs from white paper, with the contrast.
    /// O(parties).
    pub fn faint(&self, graph: &PoliticalGraph) -> Vec<(String, f64)> {
        let faint = |party: &Party| {
            let found = contrast(self.of(party.names())?, PAPER).filter(|c| *c < LEAST)?;
            Some((party.name.clone(), found))
        };
        graph.parties().iter().filter_map(faint).collect()
    }
}

/// Returns a value that is not a string as the user wrote it.
fn shown(value: &toml::Value) -> String {
    match value {
        toml::Value::Integer(n) => n.to_string(),
        toml::Value::Float(n) => n.to_string(),
        toml::Value::Boolean(b) => b.to_string(),
        other => format!("a {}", other.type_str()),
    }
}

/// The least contrast with the paper at which a bar is easy to see (WCAG 2.2, 1.4.11).
pub const LEAST: f64 = 3.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_colours_are_read_and_mistakes_named() {
        let palette = Palette::read("\"Labour Party (UK)\" = \"#E4003B\"\n[colours]\nLikud = \"15a\"\n").unwrap();
        assert_eq!(palette.of(["labour party (uk)"].into_iter()), Some("#e4003b"));
        assert_eq!(palette.of(["The Likud"].into_iter()), Some("#1155aa"));
        assert!(!Palette::bundled().colours.is_empty());
        let wrong = Palette::read("Likud = \"blue-ish\"").unwrap_err().to_string();
        assert!(wrong.contains("blue-ish") && wrong.contains("#rrggbb"), "{wrong}");
        let wrong = Palette::read("a = \"#fff\"\nLikud = ").unwrap_err();
        assert!(matches!(wrong, PaletteError::Toml { line: 2, .. }), "{wrong}");
    }
}

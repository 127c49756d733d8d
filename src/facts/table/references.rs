//! What the name of a column says of the table that its values lead to, and what that table may add.

use super::grid::Grid;
use super::headers::{fold_header, matches};
use super::plan;
use super::profile::Profile;
use crate::source::Page;

/// Words of a header that say that its values are ids.
const ID_WORDS: [&str; 12] =
    ["id", "code", "key", "ref", "nr", "no", "num", "number", "uuid", "slug", "abbreviation", "numero"];
/// Headers of columns that hold a short name of the thing that a row describes.
const SHORT: [&str; 9] =
    ["code", "abbreviation", "abbrev", "abbr", "acronym", "short", "short name", "kurzel", "sigle"];
/// Headers of columns that hold the name of the thing that a row describes.
const NAMES: [&str; 8] = ["name", "label", "title", "full name", "bezeichnung", "nom", "nombre", "שם"];
/// Words for people in names of tables and columns, beside the headers that mean a candidate.
const PEOPLE: [&str; 8] = ["people", "person", "personen", "personne", "persona", "winner", "individual", "אנשים"];

/// What the rows of a table describe, as far as other tables refer to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    People,
    Party,
    Contest,
    Place,
    Office,
}

impl About {
    /// Returns what a word is about: `party`, `parties`, `Partei`.
    fn of_word(word: &str) -> Option<Self> {
        singular(word).iter().find_map(|word| {
            if PEOPLE.contains(&word.as_str()) {
                return Some(Self::People);
            }
            let named = format!("{word} name");
            let found = matches(word).into_iter().chain(matches(&named));
            found.filter(|found| found.sure >= 0.8).find_map(|found| Self::of_meaning(found.meaning))
        })
    }

    fn of_meaning(meaning: &str) -> Option<Self> {
        Some(match meaning {
            "candidate" => Self::People,
            "party" => Self::Party,
            "contest" => Self::Contest,
            "place" | "seat" | "unit" => Self::Place,
            "office" | "body" => Self::Office,
            _ => return None,
        })
    }

    /// Returns true if a table about this may say this to the rows that refer to it. A person's city is no place of a
    /// contest, and the year of a party is no year of one.
    fn gives(self, meaning: &str) -> bool {
        let allowed: &[&str] = match self {
            Self::People => &["candidate", "surname", "given", "middle", "suffix", "born", "died", "wikidata", "party"],
            Self::Party => &["party"],
            Self::Contest => &[
                "contest",
                "date",
                "year",
                "month",
                "day",
                "stage",
                "office",
                "body",
                "seat",
                "place",
                "electorate",
                "ballots",
                "valid",
                "turnout",
            ],
            Self::Place => &["seat", "place", "unit"],
            Self::Office => &["office", "body", "seat", "place"],
        };
        allowed.contains(&meaning)
    }
}

/// Returns a word without the endings that a plural may have, and the word itself.
pub(super) fn singular(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_string()];
    forms.extend(word.strip_suffix("ies").map(|stem| format!("{stem}y")));
    let cut = ["s", "es", "n", "en", "e"].iter().filter_map(|ending| word.strip_suffix(ending));
    forms.extend(cut.filter(|stem| stem.chars().count() >= 4).map(ToString::to_string));
    forms
}

/// Returns the words of a header that are not words for an id: "party" of `party_id` and of `ID_Partei`. Empty for `id`.
pub(super) fn entity(header: &str) -> String {
    let folded = fold_header(header);
    let words: Vec<&str> = folded.split(' ').collect();
    match &words[..] {
        [rest @ .., last] if ID_WORDS.contains(last) => rest.join(" "),
        [first, rest @ ..] if ID_WORDS.contains(first) => rest.join(" "),
        [word] if word.len() > 4 && word.ends_with("id") => word[..word.len() - 2].to_string(),
        _ => folded,
    }
}

/// Returns true if a header says that its values are ids.
pub(super) fn is_id(header: &str) -> bool {
    entity(header) != fold_header(header)
}

/// Returns true if a header is a word for the name of what a row describes.
pub(super) fn is_name(header: &str) -> bool {
    NAMES.contains(&fold_header(header).as_str())
}

/// Returns what a header surely means.
pub(super) fn surely(header: &str) -> Option<&'static str> {
    matches(header).into_iter().find(|found| found.sure >= 1.0).map(|found| found.meaning)
}

/// The name and the headers of a table.
pub(super) struct Named {
    /// The index of its page.
    pub page: usize,
    pub headers: Vec<String>,
    /// The words of its name, folded: of the sheet, or of the file.
    name: Vec<String>,
}

impl Named {
    pub(super) fn of(page: usize, text: &Page) -> Option<Self> {
        let grid = Grid::of(&text.text)?;
        let headers = plan::headers(text, &grid).or_else(|| words_of_first_row(&grid))?;
        Some(Self { page, headers, name: table_name(&text.file) })
    }

    /// Returns the columns of this table that the values under a header of another one may be found in, if the names
    /// say that it leads here: `party_id` to `id`, `party_id` or `code` of the table `parties`, `holder_id` to `id` of
    /// the table `people`, and `candidate_id` to `candidate_id` of any table.
    pub(super) fn keys_for(&self, header: &str) -> Vec<usize> {
        let (folded, about) = (fold_header(header), entity(header));
        if about.is_empty() {
            return Vec::new();
        }
        let of_this = self.is_named(&about);
        let fits = |own: &String| {
            let own = fold_header(own);
            let own_about = entity(&own);
            let is_key = own_about != own && (own_about.is_empty() || own_about == about);
            is_id(header) && own == folded || of_this && (is_key || SHORT.contains(&own.as_str()) || own.is_empty())
        };
        (0..self.headers.len()).filter(|at| fits(&self.headers[*at])).collect()
    }

    /// Returns true if the table's name ends with the words, or their plural, or is a word for the same kind of thing.
    pub(super) fn is_named(&self, about: &str) -> bool {
        let words: Vec<&str> = about.split(' ').collect();
        let Some(skipped) = self.name.len().checked_sub(words.len()) else { return false };
        let is_one = |(a, b): (&String, &&str)| singular(a).iter().any(|a| singular(b).contains(a));
        self.name[skipped..].iter().zip(&words).all(is_one)
            || self.about().is_some_and(|own| About::of_word(words[words.len() - 1]) == Some(own) && words.len() == 1)
    }

    /// Returns what the rows of the table describe, by the last word of its name.
    fn about(&self) -> Option<About> {
        About::of_word(self.name.last()?)
    }

    /// Returns what the rows describe to which a column leads. `None` if the table has no names of such things.
    pub(super) fn describes(&self, header: &str) -> Option<About> {
        let about = entity(header);
        let what = about.rsplit(' ').next().and_then(About::of_word)?;
        let has = |meanings: &[&str]| {
            self.headers.iter().any(|own| surely(own).is_some_and(|meaning| meanings.contains(&meaning)))
        };
        let named = self.headers.iter().any(|own| is_name(own) || fold_header(own) == about);
        let described = match what {
            About::People => named || has(&["candidate", "surname"]),
            About::Party => named || has(&["party"]),
            About::Contest => named || has(&["contest", "date", "year", "office"]),
            About::Place => named || has(&["place", "seat", "unit"]),
            About::Office => named || has(&["office"]),
        };
        described.then_some(what)
    }

    /// Returns the header that a column of this table gets in a table that leads here by a column about `about`: one
    /// with the meaning that it has there. `None` if it has none that may be said there.
    pub(super) fn header_from(&self, at: usize, about: &str, what: About, known: Option<&Profile>) -> Option<String> {
        let own = &self.headers[at];
        // The columns of a known kind of table are read as its profile says.
        if let Some(profile) = known {
            let mut possible = vec![format!("{about} {own}"), own.clone()];
            possible.extend(is_name(own).then(|| about.to_string()));
            return possible.into_iter().find(|header| profile.reads(header));
        }
        if own.is_empty() || is_id(own) || SHORT.contains(&fold_header(own).as_str()) {
            return None;
        }
        let full = format!("{about} {own}");
        let gives = |header: &str| surely(header).is_some_and(|meaning| what.gives(meaning));
        let is_own_name = is_name(own) || fold_header(own) == about;
        if is_own_name && let Some(name) = name_of(what, about) {
            return Some(name);
        }
        if gives(&full) {
            return Some(full);
        }
        if !is_own_name && gives(own) {
            return Some(own.clone());
        }
        // What has no meaning is carried along; what would get another one by its words is left out.
        (matches(&full).is_empty() && matches(own).is_empty()).then_some(full)
    }
}

/// Returns a header that surely is the name of something.
fn name_of(what: About, about: &str) -> Option<String> {
    let usual = match what {
        About::People => "person name",
        About::Party => "party name",
        About::Contest => "contest name",
        About::Office => "office name",
        // A district is a seat, a country is a place.
        About::Place => {
            let named = format!("{about} name");
            return [named, about.to_string()].into_iter().find(|header| surely(header).is_some());
        }
    };
    Some(usual.to_string())
}

/// Returns the words of a table's name: of its sheet, or of its file without the extension.
fn table_name(file: &str) -> Vec<String> {
    let name = match file.rsplit_once('#').filter(|_| super::is_sheet(file)) {
        Some((_, sheet)) => sheet,
        None => {
            let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
            name.split_once('.').map_or(name, |(stem, _)| stem)
        }
    };
    let folded = fold_header(name);
    folded.split(' ').filter(|word| !word.bytes().all(|b| b.is_ascii_digit())).map(ToString::to_string).collect()
}

/// Returns the first row of a table, of which no header is known, if it can be a header: words without figures.
fn words_of_first_row(grid: &Grid<'_>) -> Option<Vec<String>> {
    let (row, _) = grid.first_rows().into_iter().next()?;
    let is_word = |cell: &str| cell.chars().any(char::is_alphabetic) && !cell.chars().any(|c| c.is_ascii_digit());
    row.iter().all(is_word).then(|| row.iter().map(ToString::to_string).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(file: &str, headers: &[&str]) -> Named {
        Named { page: 0, headers: headers.iter().map(ToString::to_string).collect(), name: table_name(file) }
    }

    #[test]
    fn where_columns_lead() {
        let keys = |header: &str, file: &str, headers: &[&str]| named(file, headers).keys_for(header);
        assert_eq!(keys("party_id", "x/parties.csv", &["id", "name"]), [0]);
        assert_eq!(keys("ID_Partei", "Parteien.csv", &["ID_Partei", "Name"]), [0]);
        assert_eq!(keys("party_code", "2001_parties.csv", &["name", "code"]), [1]);
        assert_eq!(keys("holder_id", "people.csv", &["name", "person_id", "id"]), [2]);
        assert_eq!(keys("candidate_id", "donations.csv", &["candidate_id", "amount"]), [0]);
        assert_eq!(keys("id", "parties.csv", &["id"]), [] as [usize; 0]);
        assert_eq!(keys("party_id_new", "party.csv", &["id"]), [] as [usize; 0]);
        assert_eq!(keys("election", "parties.csv", &["id", "name"]), [] as [usize; 0]);
        assert!(named("donations.csv", &["candidate_id", "amount", "date"]).describes("candidate_id").is_none());
    }

    #[test]
    fn what_a_table_may_say() {
        let header = |file: &str, headers: &[&str], by: &str| {
            let table = named(file, headers);
            let what = table.describes(by)?;
            table.header_from(headers.len() - 1, &entity(by), what, None)
        };
        assert_eq!(header("people.csv", &["id", "name"], "person_id").as_deref(), Some("person name"));
        assert_eq!(header("people.csv", &["id", "name", "birth_date"], "person_id").as_deref(), Some("birth_date"));
        assert_eq!(header("people.csv", &["id", "name", "city"], "person_id"), None);
        assert_eq!(header("parties.csv", &["id", "name", "leader"], "party_id"), None);
        assert_eq!(header("parties.csv", &["id", "name", "founded_year"], "party_id"), None);
        assert_eq!(header("elections.csv", &["id", "date"], "election_id").as_deref(), Some("election date"));
        assert_eq!(header("countries.csv", &["id", "name"], "country_id").as_deref(), Some("country name"));
        assert_eq!(header("districts.csv", &["id", "name", "date"], "district_id"), None);
    }
}

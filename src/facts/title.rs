//! What a contest's title says: its date, party and kind.

use super::vocabulary::Kind;
use crate::wikitext::date::{Date, month_name};
use crate::wikitext::read_date::month_number;

/// The parts of a title such as `February 1977 Israeli Labor Party leadership election`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The month before the year, from 1 to 12. Absent if the title names none.
    pub month: Option<u8>,
    /// The year. Absent if the title does not begin or end with one.
    pub year: Option<i32>,
    /// The rest of the title, such as `Israeli Labor Party leadership election`.
    pub stem: String,
}

impl Title {
    /// Splits a title into its parts. A title without a year becomes the stem.
    pub fn read(title: &str) -> Self {
        let title = title.trim();
        let (first, rest) = title.split_once(' ').unwrap_or((title, ""));
        if let Some(year) = leading_year(first) {
            return Self { month: None, year: Some(year), stem: rest.trim().to_string() };
        }
        if let (Some(month), Some((second, rest))) = (month_number(first), rest.split_once(' '))
            && let Some(year) = leading_year(second)
        {
            return Self { month: Some(month), year: Some(year), stem: rest.trim().to_string() };
        }
        // The older style: "Ukrainian presidential election, 1994".
        if let Some((stem, time)) = title.rsplit_once(", ") {
            let (month, year) = time.split_once(' ').map_or((None, time), |(m, y)| (month_number(m), y));
            if let Some(year) = leading_year(year).filter(|_| month.is_some() || !time.contains(' ')) {
                return Self { month, year: Some(year), stem: stem.trim().to_string() };
            }
        }
        Self { month: None, year: None, stem: title.to_string() }
    }

    /// Returns the title of a contest of the same series at another time.
    pub fn at(&self, year: i32, month: Option<u8>) -> String {
        match month {
            Some(month) => format!("{} {year} {}", month_name(month), self.stem),
            None => format!("{year} {}", self.stem),
        }
    }

    /// Returns the date in the title: a month or a year.
    pub fn date(&self) -> Option<Date> {
        let year = self.year?;
        self.month.map_or(Some(Date::year(year)), |month| Date::month(year, month))
    }

    /// Returns the kind of contest that the words of the title name.
    pub fn kind(&self) -> Kind {
        let stem = self.stem.to_lowercase();
        let words = [
            ("leadership", Kind::Leadership),
            ("by-election", Kind::ByElection),
            ("special election", Kind::ByElection),
            ("primar", Kind::Primary),
            ("referendum", Kind::Referendum),
            ("presidential", Kind::Presidential),
            ("gubernatorial", Kind::Gubernatorial),
            ("mayoral", Kind::Mayoral),
            ("council", Kind::Local),
            ("local", Kind::Local),
            ("senate election", Kind::Legislative),
            ("house of representatives election", Kind::Legislative),
            ("legislative", Kind::Legislative),
            ("parliamentary", Kind::Legislative),
            ("general election", Kind::Legislative),
        ];
        words.iter().find(|(word, _)| stem.contains(word)).map_or(Kind::Other, |(_, kind)| *kind)
    }

    /// Returns the party of a leadership contest: the words before "leadership", followed by the qualifier in brackets
    /// that tells parties with the same name apart.
    pub fn party(&self) -> Option<String> {
        let at = self.stem.find(" leadership")?;
        let name = self.stem[..at].trim_end_matches(" interim").trim();
        let place = self.stem.rfind('(').filter(|_| self.stem.ends_with(')')).map(|i| &self.stem[i..]);
        match place {
            _ if name.is_empty() => None,
            Some(place) if !name.contains('(') => Some(format!("{name} {place}")),
            _ => Some(name.to_string()),
        }
    }

    /// Returns the place whose mayor, governor or member a contest elects: "Atlanta" of "Atlanta mayoral election".
    pub fn place(&self) -> Option<&str> {
        let word = [" mayoral", " gubernatorial", " by-election"].iter().find_map(|word| self.stem.find(word))?;
        let place = self.stem[..word].trim_start_matches("the ").trim();
        (!place.is_empty()).then_some(place)
    }

    /// Returns the state or province whose body a contest elects: "Punjab" of "2022 Punjab Legislative Assembly election".
    pub fn territory(&self) -> Option<&str> {
        let bodies = [" Legislative Assembly", " House of Assembly", " Vidhan Sabha", " provincial", " state election"];
        let at = bodies.iter().find_map(|body| self.stem.find(body))?;
        let place = self.stem[..at].trim_start_matches("the ").trim();
        (!place.is_empty()).then_some(place)
    }

    /// Returns the body that a contest elects as a whole: "Louisiana House of Representatives".
    pub fn body(&self) -> Option<&str> {
        let body = self.stem.strip_suffix(" elections").or_else(|| self.stem.strip_suffix(" election"))?;
        let words = ["House of Representatives", "Senate", "Assembly", "House of Delegates", "Council", "Parliament"];
        words.iter().any(|word| body.ends_with(word)).then_some(body)
    }

    /// Returns true for the vote of a part of the country on its president, who is not that part's: "… presidential
    /// election in Iowa".
    pub fn is_part_of_presidential(&self) -> bool {
        self.stem.contains("presidential election in ")
    }

    /// Returns the words that all titles of the series share: the stem without "interim".
    pub fn series(&self) -> String {
        self.stem.replace(" interim ", " ")
    }
}

/// Reads `1992`, and the `1992` of `1992–93`.
fn leading_year(word: &str) -> Option<i32> {
    let (year, rest) = word.split_at_checked(4)?;
    let joined = rest.is_empty() || rest.starts_with(['-', '–', '/']);
    (joined && year.bytes().all(|b| b.is_ascii_digit())).then(|| year.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_taken_apart() {
        let title = Title::read("February 1977 Israeli Labor Party leadership election");
        assert_eq!((title.month, title.year), (Some(2), Some(1977)));
        assert_eq!(title.party().as_deref(), Some("Israeli Labor Party"));
        assert_eq!(title.at(1980, None), "1980 Israeli Labor Party leadership election");
        let title = Title::read("2003 Israeli Labor Party interim leadership election");
        assert_eq!(title.party().as_deref(), Some("Israeli Labor Party"));
        assert_eq!(title.series(), "Israeli Labor Party leadership election");
        let title = Title::read("2010 Labour Party leadership election (UK)");
        assert_eq!(title.party().as_deref(), Some("Labour Party (UK)"));
        assert_eq!(Title::read("2017 Atlanta mayoral election").place(), Some("Atlanta"));
        assert_eq!(Title::read("2021 Hartlepool by-election").place(), Some("Hartlepool"));
        assert_eq!(Title::read("May").stem, "May");
        assert_eq!(Title::read("2017–18 X presidential election").kind(), Kind::Presidential);
    }
}

//! Words of a table that say which contest a row is about: names of files, stages and rounds.

use crate::facts::candidate_rows::read_round;
use crate::wikitext::{Date, fold};

/// The name of a table without folders, extension and sheet names that say nothing, for contests and offices that the
/// table itself does not name.
pub(super) fn table_name(file: &str) -> String {
    let (file, sheet) = match file.rsplit_once('#') {
        Some((file, sheet)) => (file, Some(sheet)),
        None => (file, None),
    };
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = name.split_once('.').filter(|(stem, _)| !stem.is_empty()).map_or(name, |(stem, _)| stem);
    let words = |text: &str| text.replace(['_', '-'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let says_nothing = |sheet: &str| {
        let folded = fold(sheet);
        let word = folded.trim_end_matches(|c: char| c.is_ascii_digit()).trim();
        matches!(
            word,
            "" | "sheet" | "tabelle" | "feuille" | "feuil" | "hoja" | "foglio" | "גיליון" | "data" | "results"
        )
    };
    let named = match sheet {
        Some(sheet) if !says_nothing(sheet) => words(sheet),
        _ => words(stem),
    };
    year_first(&named)
}

/// The first and the last year of elections that a name may mean by four digits.
const YEARS: std::ops::Range<i32> = 1700..2100;

/// Returns the year that a text contains, if it is the only one. Digits behind a letter, as in "v1066", are none.
pub(super) fn year_in(text: &str) -> Option<i32> {
    let is_word = |word: &&str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(is_word);
    let mut years = words.filter_map(super::dates::read_year).filter(|year| YEARS.contains(year));
    let first = years.next()?;
    years.next().is_none().then_some(first)
}

/// Returns the name of the sheet, or of the file that is not one of a workbook.
pub(super) fn sheet_or_file(file: &str) -> String {
    let name = file.rsplit_once('#').map_or(file, |(_, sheet)| sheet);
    name.rsplit(['/', '\\']).next().unwrap_or(name).to_string()
}

/// Returns a title with the year at its end moved to the front, as in "Mayor 2009" and "Mayor (2009)".
pub(super) fn year_first(title: &str) -> String {
    let Some((head, last)) = title.rsplit_once([' ', ',']) else { return title.to_string() };
    let year = last.trim_matches(['(', ')']);
    let stem = head.trim_end_matches([',', ' ', '–', '-']);
    let is_year = super::dates::read_year(year).is_some() && !stem.is_empty();
    let known = crate::facts::Title::read(title).year.is_some();
    if is_year && !known { format!("{year} {stem}") } else { title.to_string() }
}

/// Words in the place of a seat that say that there is only one.
const NO_SEAT: [&str; 8] = ["statewide", "at large", "atlarge", "al", "state", "all", "entire state", "countywide"];

/// Returns the seat in a cell, and whether it says that the seat is filled out of turn, as "1-Unexpired Term" does.
pub(super) fn seat_of(cell: &str) -> (String, bool) {
    let folded = fold(cell);
    if NO_SEAT.contains(&folded.as_str()) {
        return (String::new(), false);
    }
    let marks = ["unexpired term", "unexpired", "short term", "special election", "special"];
    let Some(mark) = marks.iter().find(|mark| folded.ends_with(*mark)) else { return (cell.to_string(), false) };
    // The fold keeps the number of words, so the seat is what stands before them.
    let words = folded.split(' ').count() - mark.split(' ').count();
    let seat: Vec<&str> = cell.split([' ', '-', '_', ',', '(']).filter(|w| !w.is_empty()).take(words).collect();
    (seat.join(" "), true)
}

/// Reads a date in the name of a file: `20201103`, `201103`, `2020`, and `2020xxxx` where only the year is known.
pub(super) fn date_in_name(text: &str) -> Option<Date> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let number = |range: std::ops::Range<usize>| digits.get(range).and_then(|d| d.parse::<u8>().ok());
    let rest_is_unknown = text[digits.len()..].chars().all(|c| c.eq_ignore_ascii_case(&'x'));
    match digits.len() {
        4 if rest_is_unknown => digits.parse().ok().map(Date::year),
        6 => {
            let year = number(0..2)?;
            let year = if year < 30 { 2000 + i32::from(year) } else { 1900 + i32::from(year) };
            Date::day(year, number(2..4)?, number(4..6)?)
        }
        8 => Date::day(digits[..4].parse().ok()?, number(4..6)?, number(6..8)?),
        _ => super::dates::read_cell(text, None),
    }
}

/// Returns the title of a contest from a cell: an address of an encyclopedia stands for the title of its article.
pub(super) fn title_of(cell: &str) -> String {
    let Some((_, title)) = cell.split_once("/wiki/").filter(|_| cell.starts_with("http")) else {
        return cell.to_string();
    };
    percent_encoding::percent_decode_str(title).decode_utf8_lossy().replace('_', " ")
}

/// Returns the word that a stage adds to a title. Empty for a general election.
pub(super) fn stage_of(text: &str) -> &'static str {
    let folded = fold(text);
    let has = |words: &[&str]| words.iter().any(|word| folded.split(' ').any(|w| w == *word) || folded == *word);
    let runoff = has(&["runoff", "run off", "runoffs"]);
    match () {
        () if has(&["pri", "primary", "p", "primaries", "vorwahl", "primaire", "primaria"]) => {
            if runoff {
                "primary runoff"
            } else {
                "primary"
            }
        }
        () if runoff => "runoff",
        () if has(&["special"]) => "special election",
        () if folded.contains("by election") || folded.contains("byelection") || has(&["nachwahl", "partielle"]) => {
            "by-election"
        }
        () => "",
    }
}

/// Reads a round: a number, or a word such as "first", "2nd round" or "Stichwahl".
pub(super) fn read_round_word(text: &str) -> Option<usize> {
    let folded = fold(text);
    let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        return read_round(&digits);
    }
    let words = [
        (1, ["first", "erster", "premier", "primera", "primo", "primeiro", "one"]),
        (2, ["second", "zweiter", "deuxieme", "segunda", "secondo", "segundo", "two"]),
        (3, ["third", "dritter", "troisieme", "tercera", "terzo", "terceiro", "three"]),
    ];
    let found = words.iter().find(|(_, words)| folded.split(' ').any(|word| words.contains(&word)));
    let second = ["runoff", "run off", "stichwahl", "final", "ballottage"];
    // A column of a runoff: "Voti ballottaggio".
    let runoff = ["runoff", "stichwahl", "ballottaggio", "balotaje"];
    let is_second = || second.contains(&folded.as_str()) || folded.split(' ').any(|word| runoff.contains(&word));
    found.map(|(round, _)| *round).or_else(|| is_second().then_some(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_table() {
        assert_eq!(table_name("a/b/london-mayor.csv"), "london mayor");
        assert_eq!(table_name("book.xlsx#Sheet 2"), "book");
        assert_eq!(table_name("book.xlsx#Mayor 2021"), "2021 Mayor");
    }

    #[test]
    fn years_in_names() {
        assert_eq!(
            ["Mayor 2009", "Mayor (2009)", "2009 Mayor", "Mayor"].map(year_first),
            ["2009 Mayor", "2009 Mayor", "2009 Mayor", "Mayor"]
        );
        assert_eq!((year_in("London 2010"), year_in("2010-2014"), year_in("x")), (Some(2010), None, None));
        assert_eq!((year_in("results-v1966"), year_in("results-1252.csv")), (None, None));
        assert_eq!(sheet_or_file("a/b.xlsx#GE 1997"), "GE 1997");
    }

    #[test]
    fn seats_and_dates_in_names() {
        let seats = ["statewide", "1-Unexpired Term", "12", "House Special"].map(seat_of);
        let seat = |name: &str, special| (name.to_string(), special);
        assert_eq!(seats, [seat("", false), seat("1", true), seat("12", false), seat("House", true)]);
        let dates = ["20201103", "141104", "1952xxxx", "2008030111", "1935-10-14"]
            .map(|t| date_in_name(t).map(|d| d.to_string()));
        let date = |text: &str| Some(text.to_string());
        assert_eq!(dates, [date("2020-11-03"), date("2014-11-04"), date("1952"), None, date("1935-10-14")]);
    }

    #[test]
    fn rounds_and_stages() {
        assert_eq!(
            ["1", "Round 2", "second", "Stichwahl", "x"].map(read_round_word),
            [Some(1), Some(2), Some(2), Some(2), None]
        );
        assert_eq!(
            ["GEN", "PRI RUNOFF", "By-Election", "General"].map(stage_of),
            ["", "primary runoff", "by-election", ""]
        );
        assert_eq!(title_of("http://en.wikipedia.org/wiki/X_election,_1972"), "X election, 1972");
    }
}

//! Conflicts inside one page: an infobox against the page's own succession box.

use super::citation::Confidence;
use super::office_words::key;
use super::record::{Names, Neighbour, OfficeRecord, PageRecord, SuccessionRecord};
use super::state::Place;
use super::{Citation, Facts};
use crate::wikitext::{Date, fold};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What two places of a page disagree about, or what is wrong in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum OwnConflict {
    /// The first day in an office.
    Start,
    /// The last day in an office.
    End,
    /// Who came before.
    Predecessor,
    /// Who came after.
    Successor,
    /// Predecessor and successor are exchanged.
    Swapped,
    /// The party of a hold or gain is not that of the winner.
    WinnerParty,
    /// The holder after a contest is not the candidate with the most votes.
    HolderAfter,
    /// The swing is not that of the changes of the two leading candidates.
    Swing,
    /// A parameter is given twice with different values.
    Repeated,
    /// A template is not closed.
    UnclosedTemplate,
    /// A link is not closed.
    UnclosedLink,
}

/// A conflict inside one page.
#[derive(Debug, Clone, PartialEq)]
pub struct PageConflict {
    /// What it is about.
    pub kind: OwnConflict,
    /// The person, or the template.
    pub subject: String,
    /// The office, or the parameter.
    pub about: String,
    /// The two values as written; the second is empty if there is one place only.
    pub values: [String; 2],
    /// The first place: in the infobox, or of the first value.
    pub here: Citation,
    /// The second place: in the succession box, or of the second value.
    pub there: Citation,
    /// True if the second value is more probably wrong: it stands nowhere else on the page, and the first one does.
    pub odd: bool,
}

/// Finds the conflicts of a page's boxes. Linear in the product of its offices and rows, of which a page has few.
pub(super) fn find(record: &PageRecord, place: &Place<'_>, facts: &mut Facts) {
    if let Some(person) = &record.person {
        terms(person, record, place, facts);
    }
}

/// A tenure of the infobox, of one seat.
struct Boxed<'r> {
    office: &'r OfficeRecord,
    name: String,
    key: BTreeSet<String>,
    dates: (Option<Date>, Option<Date>),
    /// True for the first and the last seat of the office, which have its predecessor and its successor.
    ends: (bool, bool),
}

/// The most tenures and rows of a page that are compared.
const MOST: usize = 100;

fn terms(person: &str, record: &PageRecord, place: &Place<'_>, facts: &mut Facts) {
    let mut boxed: Vec<Boxed<'_>> = Vec::new();
    for office in &record.offices {
        let add = |seat: Option<&str>, dates, ends| {
            let name = seat.map_or_else(|| office.office.clone(), |seat| format!("{} for {seat}", office.office));
            Boxed { office, key: key(&name), name, dates, ends }
        };
        let last = office.seats.len().saturating_sub(1);
        let seats = office.seats.iter().enumerate();
        boxed.extend(seats.map(|(at, s)| add(Some(&s.seat), (s.start, s.end), (at == 0, at == last))));
        if office.seats.is_empty() {
            boxed.push(add(office.constituency.as_deref(), (office.start, office.end), (true, true)));
        }
    }
    let is_office = |row: &&SuccessionRecord| !row.nomination && row.kind.is_none();
    // A title that links to the page of the office says which office it is, whatever its words.
    let rows: Vec<(&SuccessionRecord, BTreeSet<String>)> =
        record.successions.iter().filter(is_office).take(MOST).map(|row| (row, key(&row_name(row)))).collect();
    boxed.truncate(MOST);
    for (own, row) in pairs(&boxed, &rows) {
        let (here, there) = (Side::of_box(own), Side::of_row(row));
        compare(person, own, &here, &there, place, facts);
    }
}

fn row_name(row: &SuccessionRecord) -> String {
    row.constituency.as_ref().map_or_else(|| row.title.clone(), |seat| format!("{} for {seat}", row.title))
}

/// Pairs tenures and rows of the same seat. If there are several of one seat, those that begin in one year are paired.
fn pairs<'b, 'r>(
    boxed: &'b [Boxed<'r>],
    rows: &[(&'r SuccessionRecord, BTreeSet<String>)],
) -> Vec<(&'b Boxed<'r>, &'r SuccessionRecord)> {
    let mut found = Vec::new();
    for own in boxed {
        let of_seat: Vec<&SuccessionRecord> = rows
            .iter()
            .filter(|(row, key)| is_same_seat(&own.key, key) || is_same_page(own, row, key))
            .map(|(row, _)| *row)
            .collect();
        let rivals = boxed.iter().filter(|other| is_same_seat(&other.key, &own.key)).count();
        // One row may stand for several tenures: acting and in full, or before and after a new name.
        let of_row = |row: &SuccessionRecord, other: &Boxed<'_>| {
            rows.iter().filter(|(r, _)| std::ptr::eq(*r, row)).any(|(r, key)| {
                is_same_seat(&other.key, key)
                    || is_same_page(other, r, key)
                    || other.office.linked == r.linked && !r.linked.is_empty()
            })
        };
        let spans = |row: &SuccessionRecord| {
            let ends = |a: Option<Date>, b: Option<Date>| matches!((a, b), (Some(a), Some(b)) if a.compatible(b));
            let others = boxed.iter().filter(|other| !std::ptr::eq(*other, own) && of_row(row, other));
            others.clone().any(|other| ends(other.dates.1, row.end) && !ends(own.dates.1, row.end))
                || others.clone().any(|other| ends(other.dates.0, row.start) && !ends(own.dates.0, row.start))
                || others.clone().any(|other| other.office.incumbent && row.end.is_none() && !own.office.incumbent)
        };
        let year = |date: Option<Date>| date.and_then(Date::first_year);
        match of_seat.as_slice() {
            [row] if spans(row) => {}
            [row] if rivals == 1 => found.push((own, *row)),
            several => {
                let mut starts =
                    several.iter().filter(|row| year(row.start) == year(own.dates.0) && row.start.is_some());
                if let (Some(row), None) = (starts.next(), starts.next())
                    && !spans(row)
                {
                    found.push((own, *row));
                }
            }
        }
    }
    found
}

/// Returns true if two names of offices mean the same seat. One of them may leave out the number of the district.
fn is_same_seat(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let is_number = |word: &&String| word.bytes().all(|b| b.is_ascii_digit());
    let has_number = |key: &BTreeSet<String>| key.iter().any(|w| is_number(&w));
    if a.is_empty() || has_number(a) && has_number(b) {
        return a == b && !a.is_empty();
    }
    a.iter().filter(|w| !is_number(w)).eq(b.iter().filter(|w| !is_number(w)))
}

/// Returns true if an office and a title link to the same pages, have a word in common and no other number.
fn is_same_page(own: &Boxed<'_>, row: &SuccessionRecord, key: &BTreeSet<String>) -> bool {
    let numbers = |key: &BTreeSet<String>| -> Vec<String> {
        key.iter().filter(|w| w.bytes().all(|b| b.is_ascii_digit())).cloned().collect()
    };
    !row.linked.is_empty()
        && own.office.linked == row.linked
        && numbers(&own.key) == numbers(key)
        && own.key.intersection(key).count() * 2 >= key.len().min(own.key.len())
}

/// What the infobox or the succession box says of one tenure.
struct Side<'r> {
    dates: (Option<Date>, Option<Date>),
    goes_on: bool,
    neighbours: (Option<&'r str>, Option<&'r str>),
    /// True for a neighbour who acted.
    acted: (bool, bool),
    /// True if several hold the seat at the same time.
    is_shared: bool,
    lines: &'r super::record::Lines,
}

fn only(neighbour: &Neighbour) -> Option<&str> {
    match neighbour.names() {
        Some(Names::One(name)) => Some(name),
        _ => None,
    }
}

/// Returns true if the text beside a neighbour says that the neighbour acted.
fn acted(note: Option<&String>) -> bool {
    note.is_some_and(|note| ["acting", "interim", "caretaker"].iter().any(|word| note.to_lowercase().contains(word)))
}

impl<'r> Side<'r> {
    fn of_box(own: &'r Boxed<'r>) -> Self {
        let office = own.office;
        let before = only(&office.predecessor).filter(|_| own.ends.0);
        let after = only(&office.successor).filter(|_| own.ends.1);
        let goes_on = office.incumbent && own.ends.1 && own.dates.1.is_none();
        let acted = (acted(office.predecessor_note.as_ref()), acted(office.successor_note.as_ref()));
        let (neighbours, is_shared) = ((before, after), office.is_shared);
        Self { dates: own.dates, goes_on, neighbours, acted, is_shared, lines: &office.lines }
    }

    fn of_row(row: &'r SuccessionRecord) -> Self {
        let goes_on = (row.incumbent || row.in_office) && row.end.is_none();
        let dates = if row.spells.is_empty() { (row.start, row.end) } else { (None, None) };
        let acted = (acted(row.predecessor_note.as_ref()), acted(row.successor_note.as_ref()));
        let neighbours = (only(&row.predecessor), only(&row.successor));
        Self { dates, goes_on, neighbours, acted, is_shared: row.alongside.is_some(), lines: &row.lines }
    }
}

fn compare(person: &str, own: &Boxed<'_>, here: &Side<'_>, there: &Side<'_>, place: &Place<'_>, facts: &mut Facts) {
    let cite = |side: &Side<'_>, key: &str, from: Confidence| {
        let line = side.lines.get(key).or_else(|| side.lines.values().min()).copied().unwrap_or(1);
        place.citation(line, from)
    };
    let mut say = |kind: OwnConflict, key: (&str, &str), values: [String; 2]| {
        // Of a date, the year is what a page repeats.
        let words = values.each_ref().map(|value| match value.rsplit(' ').next() {
            Some(year) if matches!(kind, OwnConflict::Start | OwnConflict::End) => year.to_string(),
            _ => value.split(" (").next().unwrap_or(value).to_string(),
        });
        facts.conflicts.push(PageConflict {
            kind,
            subject: person.to_string(),
            about: own.name.clone(),
            odd: times(place, &words[1]) < 2 && times(place, &words[0]) > 1,
            values,
            here: cite(here, key.0, Confidence::Infobox),
            there: cite(there, key.1, Confidence::ResultTable),
        });
    };
    let text = |date: Option<Date>| date.map_or_else(|| "in office".to_string(), |date| date.long());
    if differ(here.dates.0, there.dates.0, 0) {
        say(OwnConflict::Start, ("start", "start"), [text(here.dates.0), text(there.dates.0)]);
    }
    let ends = [(here, there), (there, here)].iter().any(|(a, b)| a.goes_on && b.dates.1.is_some());
    if ends || differ(here.dates.1, there.dates.1, AT_NEW_YEAR) {
        say(OwnConflict::End, ("end", "start"), [text(here.dates.1), text(there.dates.1)]);
    }
    let [before, after] = [(here.neighbours.0, there.neighbours.0), (here.neighbours.1, there.neighbours.1)];
    let crossed = [(here.neighbours.0, there.neighbours.1), (here.neighbours.1, there.neighbours.0)];
    let equal = |pair: (Option<&str>, Option<&str>)| matches!(pair, (Some(a), Some(b)) if words(a) == words(b));
    let other = |pair: (Option<&str>, Option<&str>)| matches!(pair, (Some(a), Some(b)) if !is_same_name(a, b));
    let names = |pair: (Option<&str>, Option<&str>)| [pair.0, pair.1].map(|name| name.unwrap_or_default().to_string());
    // Of several who hold a seat together, each may be the neighbour; one who acts is often passed over.
    let is_shared = here.is_shared || there.is_shared;
    // The same two names the other way round are exchanged, even where both have one surname.
    if crossed.iter().all(|pair| equal(*pair)) && !equal(before) {
        say(OwnConflict::Swapped, ("predecessor", "predecessor"), names(before));
        return;
    }
    if other(before) && !is_shared && !here.acted.0 && !there.acted.0 {
        say(OwnConflict::Predecessor, ("predecessor", "predecessor"), names(before));
    }
    if other(after) && !is_shared && !here.acted.1 && !there.acted.1 {
        say(OwnConflict::Successor, ("successor", "successor"), names(after));
    }
}

/// The days by which a last day may miss the year that the other place gives: a term that ends on the last day of
/// December is often written with the next year.
const AT_NEW_YEAR: i64 = 7;

/// Returns true if two dates differ by more than vagueness: neither is approximate, and a day misses the year that the
/// other place gives by more than some days.
fn differ(a: Option<Date>, b: Option<Date>, edge: i64) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    if a.compatible(b) || a.is_circa() || b.is_circa() {
        return false;
    }
    let is_year = |date: Date| date.the_year().is_some() && date.the_month().is_none();
    let gap = |early: Date, late: Date| Some(late.days().0? - early.days().1?);
    let between = gap(a, b).filter(|days| *days > 0).or_else(|| gap(b, a)).unwrap_or(i64::MAX);
    is_year(a) == is_year(b) || between > edge
}

/// Returns in how many lines of the page a text stands, at most three.
fn times(place: &Place<'_>, text: &str) -> usize {
    place.lines.iter().filter(|line| line.contains(text)).take(3).count()
}

/// Returns the words of a name, folded, without its qualifier and generation.
fn words(name: &str) -> Vec<String> {
    let bare = fold(name.split(" (").next().unwrap_or(name).replace([',', '.', '"'], " ").trim());
    let all = bare.split(' ').filter(|w| !w.is_empty() && !["jr", "sr", "ii", "iii"].contains(w));
    all.map(ToString::to_string).collect()
}

/// Returns true if two names can mean one person: without qualifiers, one has all words of the other, or they share the
/// surname.
fn is_same_name(a: &str, b: &str) -> bool {
    // A peer changes the name.
    let is_title = |name: &str| {
        let folded = fold(name);
        folded.split([' ', ',']).any(|w| {
            ["viscount", "earl", "duke", "marquess", "marquis", "baron", "baroness", "lord", "count"].contains(&w)
        })
    };
    if is_title(a) || is_title(b) {
        return true;
    }
    let (a, b) = (words(a), words(b));
    let within = |short: &[String], long: &[String]| short.iter().all(|word| long.contains(word));
    a.is_empty() || b.is_empty() || a.last() == b.last() || within(&a, &b) || within(&b, &a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seat_in_other_words() {
        let same = |a: &str, b: &str| is_same_seat(&key(a), &key(b));
        assert!(same(
            "Member of the U.S. House of Representatives for California's 13th congressional district",
            "United States Representative from California's 13th district"
        ));
        assert!(same("Member of the California State Senate for 9th", "California State Senator, 9th District"));
        assert!(same("Mayor of Elm", "Mayor of Elm") && same("Chairman of the Red Party", "Chair of the Red Party"));
        assert!(same("Member of the Ohio House of Representatives", "Ohio House of Representatives, 97th district"));
        assert!(!same("Member of the Ohio Senate for 9th", "Member of the Ohio Senate for 10th"));
        assert!(!same("Mayor of Elm", "Mayor of Oak") && !same("Governor of Ohio", "Lieutenant Governor of Ohio"));
        assert!(
            is_same_name("Manny Diaz (California politician)", "Manny Diaz")
                && is_same_name("Bob Schilling", "Bobby Schilling")
        );
        assert!(!is_same_name("Rick Berg", "John Dingell"));
    }

    #[test]
    fn vague_dates_and_titles_of_peers_are_no_conflict() {
        let date = |text: &str| Date::parse(text);
        let differ = |a: &str, b: &str| differ(date(a), date(b), AT_NEW_YEAR);
        assert!(differ("1974-12-31", "1976") && differ("1998-05-01", "1999"));
        assert!(!differ("1974-12-31", "1975") && !differ("1970~", "1971"));
        assert!(differ("1970", "1971") && !differ("1970-05-01", "1970"));
        assert!(super::differ(date("2014-01-03"), date("2013"), 0), "a first day is in its year");
        assert!(is_same_name("Viscount Sandon", "Dudley Ryder, 3rd Earl of Harrowby"));
    }
}

//! Tables in which a row lists the holders of several offices of a place: "State, Governor, Attorney General".

use super::grid::Grid;
use super::headers::{matches, office_of_header};
use super::suits::{cells, is_like_a_name, most};
use crate::facts::columns::is_missing;
use crate::source::quote;
use csv::StringRecord;

/// The rows above a header that are looked at.
const ABOVE: usize = 10;

/// What tables of contests or terms have, where one column has the holders and the others say more of them.
const OF_ONE: [&str; 12] =
    ["votes", "share", "outcome", "date", "year", "from", "to", "term", "from_year", "to_year", "office", "contest"];

/// Returns the columns with the holders of an office each, if the table has several, and a place for each row.
fn of_offices(headers: &StringRecord, data: &[&StringRecord]) -> Option<Vec<usize>> {
    let means = |header: &str, wanted: &[&str]| matches(header).iter().any(|m| wanted.contains(&m.meaning));
    let holds = |column: &usize| {
        let values = cells(*column, data);
        office_of_header(&headers[*column]).is_some() && !values.is_empty() && most(&values, is_like_a_name)
    };
    let found: Vec<usize> = (0..headers.len()).filter(holds).collect();
    let others = || (0..headers.len()).filter(|column| !found.contains(column)).map(|column| &headers[column]);
    let is_placed = others().any(|header| means(header, &["place", "seat", "body"]));
    let is_of_one = others().any(|header| means(header, &OF_ONE) || means(header, &["candidate"]));
    (found.len() > 1 && is_placed && !is_of_one).then_some(found)
}

impl Grid<'_> {
    /// Returns the table with a row for each office and its holder, and what to say of it.
    pub(super) fn of_offices(&self) -> Option<(Self, String)> {
        let first = self.first_rows();
        let (at, offices) = first.iter().take(ABOVE).enumerate().find_map(|(at, (row, _))| {
            let data: Vec<&StringRecord> = first.iter().skip(at + 1).map(|(row, _)| row).collect();
            Some((at, of_offices(row, &data)?))
        })?;
        let (header, line) = &first[at];
        let shared: Vec<usize> = (0..header.len()).filter(|column| !offices.contains(column)).collect();
        let cells_of = |row: &StringRecord| -> Vec<String> {
            shared.iter().map(|column| row.get(*column).unwrap_or("").to_string()).collect()
        };
        let row_of = |shared: Vec<String>, own: [&str; 2]| -> StringRecord {
            shared.into_iter().chain(own.map(ToString::to_string)).collect()
        };
        let mut rows = vec![(row_of(cells_of(header), ["Office", "Officeholder"]), *line)];
        let mut number = 0;
        self.each(|row| {
            if let Ok((row, line)) = row
                && number > at
            {
                for column in &offices {
                    let name = row.get(*column).unwrap_or("");
                    let office = office_of_header(&header[*column]).unwrap_or_default();
                    if !is_missing(name) {
                        rows.push((row_of(cells_of(row), [&office, name]), line));
                    }
                }
            }
            number += 1;
        });
        let named: Vec<String> = offices.iter().map(|column| quote(&header[*column])).collect();
        let said = format!("{} have the holders of an office each; each is read as a row of its own", named.join(", "));
        Some((Grid::Rows(rows), said))
    }
}

//! Tables in which a row lists all candidates of a contest, each in a group of columns: "Name 1, Votes 1, Name 2, Votes 2".

use super::grid::Grid;
use super::headers::{fold_header, matches};
use super::numbers::is_unopposed;
use super::suits::is_number;
use crate::facts::columns::is_missing;
use csv::StringRecord;

/// The rows above a header that are looked at.
const ABOVE: usize = 10;

/// Where the groups of columns begin, and how many columns each has.
struct Groups {
    first: usize,
    size: usize,
    /// The first column behind the groups.
    behind: usize,
}

/// Returns a header without the number of its group.
fn bare(header: &str) -> String {
    let folded = fold_header(header);
    // Four digits are a year.
    let head = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    if folded.len() - head.len() < 4 { head.trim_end().to_string() } else { folded }
}

impl Groups {
    /// Finds columns whose headers repeat in groups, each with a name and votes.
    fn of(headers: &StringRecord) -> Option<Self> {
        let names: Vec<String> = headers.iter().map(bare).collect();
        let means = |name: &String, wanted: &[&str]| matches(name).iter().any(|m| wanted.contains(&m.meaning));
        for first in 0..names.len() {
            let Some(size) =
                names[first + 1..].iter().position(|n| !n.is_empty() && *n == names[first]).map(|at| at + 1)
            else {
                continue;
            };
            let group = &names[first..first + size];
            let count = names[first..].chunks(size).take_while(|chunk| *chunk == group).count();
            // What stands behind the groups is said of all of them.
            let behind = first + count * size;
            let repeats = count > 1 && names[behind..].iter().all(|name| !group.contains(name));
            let is_whole = group.iter().any(|name| means(name, &["candidate", "surname", "party"]))
                && group.iter().any(|name| means(name, &["votes", "share"]));
            if repeats && is_whole {
                return Some(Self { first, size, behind });
            }
        }
        None
    }
}

/// Headers of the winner and of the second, folded.
const WINNER: [&str; 4] = ["winner", "winning candidate", "winner name", "elected candidate"];
const SECOND: [&str; 7] = [
    "runner up",
    "runnerup",
    "runner up name",
    "runner up candidate",
    "second place",
    "second candidate",
    "main opponent",
];

/// The columns of a winner and of the runner-up: their common headers, with the column of each.
struct Two {
    columns: Vec<(String, usize, usize)>,
    /// The columns that are said of both.
    shared: Vec<usize>,
}

impl Two {
    fn of(headers: &StringRecord) -> Option<Self> {
        let folded: Vec<String> = headers.iter().map(fold_header).collect();
        let place = |words: &[&str]| folded.iter().position(|header| words.contains(&header.as_str()));
        let (winner, second) = (place(&WINNER)?, place(&SECOND)?);
        let mut columns = vec![("Candidate".to_string(), winner, second)];
        for (at, header) in folded.iter().enumerate().filter(|(at, _)| *at != winner && *at != second) {
            // "Runner-up votes", or "Votes" again behind the runner-up.
            let named = SECOND[..2].iter().find_map(|word| header.strip_prefix(word)).map(str::trim);
            let again = Some(header.as_str()).filter(|_| at > second && second > winner);
            let Some(what) = named.or(again).filter(|what| !what.is_empty()) else { continue };
            let own = (0..folded.len()).find(|other| {
                let of_winner = folded[*other].strip_prefix("winner").map_or(folded[*other].as_str(), str::trim);
                *other != at && *other != second && of_winner == what && (named.is_some() || *other < second)
            });
            columns.extend(own.map(|own| (what.to_string(), own, at)));
        }
        let taken = |column: &usize| columns.iter().any(|(_, a, b)| column == a || column == b);
        let shared = (0..folded.len()).filter(|column| !taken(column) && !folded[*column].is_empty()).collect();
        (columns.len() > 1).then_some(Self { columns, shared })
    }

    /// Returns a row for the winner and one for the runner-up.
    fn rows(&self, row: &StringRecord) -> [Vec<String>; 2] {
        let cell = |column: usize| row.get(column).unwrap_or("").to_string();
        [true, false].map(|won| {
            let shared = self.shared.iter().map(|column| cell(*column));
            let own = self.columns.iter().map(|(_, a, b)| cell(if won { *a } else { *b }));
            shared.chain(own).chain([if won { "elected" } else { "lost" }.to_string()]).collect()
        })
    }

    fn headers(&self, header: &StringRecord) -> Vec<String> {
        let shared = self.shared.iter().map(|column| header.get(*column).unwrap_or("").to_string());
        let own = self.columns.iter().map(|(named, ..)| named.clone());
        shared.chain(own).chain(["Outcome".to_string()]).collect()
    }
}

impl Grid<'_> {
    /// Returns the table with a row for each candidate, if its rows have several, and what to say of it, perhaps nothing.
    pub(super) fn unfolded(&self) -> Option<(Self, String)> {
        let in_groups = self.of_groups().or_else(|| self.with_repeated_tail()?.of_groups()).or_else(|| self.of_two());
        in_groups.map(|grid| (grid, String::new())).or_else(|| self.of_roles()).or_else(|| self.of_offices())
    }

    /// Returns the table with its last headers again and again, if its rows go on behind the headers with more candidates:
    /// only the first one has headers. The cells of each group are of the kinds of those of the first, numbers or words.
    fn with_repeated_tail(&self) -> Option<Self> {
        let first = self.first_rows();
        let filled = |row: &StringRecord| {
            (0..row.len())
                .rev()
                .find(|at| row.get(*at).is_some_and(|cell| !cell.trim().is_empty()))
                .map_or(0, |at| at + 1)
        };
        let at = first.iter().take(ABOVE).position(|(row, _)| filled(row) > 3)?;
        let (header, line) = &first[at];
        let (headed, rows) = (filled(header), &first[at + 1..]);
        let most = rows.iter().map(|(row, _)| filled(row)).max().filter(|most| *most > headed + 2)?;
        let is_alike = |size: &usize| {
            let cell = |row: &StringRecord, at: usize| row.get(at).unwrap_or("").trim().to_string();
            let pairs = rows.iter().flat_map(|(row, _)| {
                (headed..most).map(move |at| (cell(row, at), cell(row, headed - size + (at - headed) % size)))
            });
            let pairs: Vec<(String, String)> = pairs.filter(|(a, b)| !a.is_empty() && !b.is_empty()).collect();
            let alike = pairs.iter().filter(|(a, b)| is_number(a) == is_number(b)).count();
            alike * 20 >= pairs.len() * 19
        };
        let size = (3..=headed).filter(|size| (most - headed).is_multiple_of(*size)).find(is_alike)?;
        let tail = (headed..most).map(|at| header.get(headed - size + (at - headed) % size).unwrap_or("").to_string());
        let headers: Vec<String> = header.iter().take(headed).map(ToString::to_string).chain(tail).collect();
        let mut all = vec![(StringRecord::from(headers), *line)];
        let mut number = 0;
        self.each(|row| {
            if let Ok((row, line)) = row
                && number > at
            {
                all.push((row.clone(), line));
            }
            number += 1;
        });
        Some(Grid::Rows(all))
    }

    /// Returns the table with a row for the winner and one for the runner-up, if it has columns for both.
    fn of_two(&self) -> Option<Self> {
        let first = self.first_rows();
        let (at, two) = first.iter().take(ABOVE).enumerate().find_map(|(at, (row, _))| Some((at, Two::of(row)?)))?;
        let (header, line) = &first[at];
        let mut rows = vec![(StringRecord::from(two.headers(header)), *line)];
        let mut number = 0;
        self.each(|row| {
            if let Ok((row, line)) = row
                && number > at
            {
                // Cells that are left out at the end of a row would move the others.
                let mut whole = row.clone();
                (row.len()..header.len()).for_each(|_| whole.push_field(""));
                let stood =
                    two.rows(&whole).into_iter().zip(two.columns.first().map(|(_, a, b)| [*a, *b]).unwrap_or_default());
                let stood = stood
                    .filter(|(_, name)| whole.get(*name).is_some_and(|name| !is_missing(name) && !is_unopposed(name)));
                rows.extend(stood.map(|(cells, _)| (StringRecord::from(cells), line)));
            }
            number += 1;
        });
        Some(Grid::Rows(rows))
    }

    /// Returns the table with a row for each group of columns, if the header repeats in groups.
    fn of_groups(&self) -> Option<Self> {
        let first = self.first_rows();
        let (at, groups) =
            first.iter().take(ABOVE).enumerate().find_map(|(at, (row, _))| Some((at, Groups::of(row)?)))?;
        let (header, line) = &first[at];
        let mut rows: Vec<(StringRecord, usize)> = Vec::new();
        let part = |row: &StringRecord, from: usize| -> Vec<String> {
            let last = header.len();
            let around = (0..groups.first).chain(groups.behind..last).map(|column| row.get(column));
            let own = (from..from + groups.size).map(|column| row.get(column));
            around.chain(own).map(|cell| cell.unwrap_or("").to_string()).collect()
        };
        let named = part(header, groups.first).iter().map(|header| bare_as_written(header)).collect::<Vec<_>>();
        rows.push((StringRecord::from(named), *line));
        let mut number = 0;
        self.each(|row| {
            if let Ok((row, line)) = row
                && number > at
            {
                for from in (groups.first..groups.behind).step_by(groups.size) {
                    let cells = part(row, from);
                    if cells[cells.len() - groups.size..].iter().any(|cell| !cell.is_empty()) {
                        rows.push((StringRecord::from(cells), line));
                    }
                }
            }
            number += 1;
        });
        Some(Grid::Rows(rows))
    }
}

/// Returns a header as written, without the number of its group.
fn bare_as_written(header: &str) -> String {
    let head = header.trim_end_matches(|c: char| c.is_ascii_digit());
    if header.len() - head.len() < 4 { head.trim_end_matches([' ', '_']).to_string() } else { header.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_for_each_group() {
        let text = "Commune,Inscrits,Nom 1,Voix 1,Nom 2,Voix 2\nA,100,Ash,60,Birch,30\nB,50,Ash,20,,\n";
        let rows =
            Grid::of(text).and_then(|grid| grid.unfolded()).map(|(grid, _)| grid.first_rows()).unwrap_or_default();
        let rows: Vec<(String, usize)> =
            rows.iter().map(|(row, line)| (row.iter().collect::<Vec<_>>().join("|"), *line)).collect();
        let expected =
            [("Commune|Inscrits|Nom|Voix", 1), ("A|100|Ash|60", 2), ("A|100|Birch|30", 2), ("B|50|Ash|20", 3)];
        assert_eq!(rows, expected.map(|(row, line)| (row.to_string(), line)));
        let text = "Year,Winner,Votes,Runner-up,Votes\n2001,Ash,60,Birch,30\n";
        let rows =
            Grid::of(text).and_then(|grid| grid.unfolded()).map(|(grid, _)| grid.first_rows()).unwrap_or_default();
        let rows: Vec<String> = rows.iter().map(|(row, _)| row.iter().collect::<Vec<_>>().join("|")).collect();
        assert_eq!(rows, ["Year|Candidate|votes|Outcome", "2001|Ash|60|elected", "2001|Birch|30|lost"]);
        let text = "Year,Winner,Party,Votes,Turnout,Runner-up,Runner-up party,Runner-up votes\n2001,Ash,Red,60,50,Birch,Blue,30\n";
        let rows =
            Grid::of(text).and_then(|grid| grid.unfolded()).map(|(grid, _)| grid.first_rows()).unwrap_or_default();
        assert_eq!(rows[2].0.iter().collect::<Vec<_>>(), ["2001", "50", "Birch", "Blue", "30", "lost"]);
        for text in ["a,b,c\n1,2,3\n", "Candidate,Round 1,%,Round 2,%\nA,1,2,3,4\n", "Year 1,Year 2\n1,2\n"] {
            assert!(Grid::of(text).and_then(|grid| grid.unfolded()).is_none(), "{text}");
        }
    }
}

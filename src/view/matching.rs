//! Judges the names of a list or of pairs, from names and years alone. The result is a table.

use super::{Cell, Table};
use crate::facts::delimiter;
use crate::identity::matching::{self, LIKELY, Mention, SAME, UNSURE, score};
use crate::source::quote;
use crate::wikitext::formula::unguarded;
use std::collections::BTreeMap;

/// The judgements: the table, and a sentence about it.
#[derive(Debug, Clone)]
pub struct Matched {
    /// The columns are `pair, name_a, name_b, score, verdict` for pairs, and `mention, name, year, person, certain,
    /// suggestions` for a list.
    pub table: Table,
    /// The number of pairs or mentions, and how they were judged.
    pub summary: String,
}

/// The reason why a table of names cannot be judged.
#[derive(Debug, thiserror::Error)]
#[error("{file}:{line}: {message}")]
pub struct MatchError {
    file: String,
    line: u64,
    message: String,
}

impl MatchError {
    pub(super) fn new(file: &str, line: u64, message: String) -> Self {
        Self { file: file.into(), line, message }
    }
}

/// Judges a CSV table. A table with the columns `name_a` and `name_b` is judged pair by pair. A table with the column
/// `name`, and optionally `year` and `mention_id`, is judged as a list.
///
/// For a list, `person` is the mention that represents the person if likely mentions are joined, and `certain` the one
/// if only certain mentions are joined. `suggestions` are the mentions that may be the same person but are not certain,
/// nearest first.
///
/// # Errors
/// An error if the table has none of these columns, or if a row is not valid CSV.
pub fn of_csv(file: &str, text: &str) -> Result<Matched, MatchError> {
    let failed = |line: u64, message: String| MatchError { file: file.into(), line, message };
    let delimiter = delimiter(text.lines().next().unwrap_or(""));
    let mut builder = csv::ReaderBuilder::new();
    let mut reader = builder.delimiter(delimiter).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|e| failed(1, e.to_string()))?.clone();
    let column = |name: &str| header.iter().position(|h| h.trim_start_matches('\u{feff}').eq_ignore_ascii_case(name));
    let mut rows = Vec::new();
    for row in reader.records() {
        rows.push(row.map_err(|e| failed(e.position().map_or(0, csv::Position::line), e.to_string()))?);
    }
    let cell = |row: &csv::StringRecord, at: usize| unguarded(row.get(at).unwrap_or("")).to_string();
    // Rows without a name are left out.
    let all = rows.len();
    let named: Vec<usize> = ["name_a", "name_b", "name"].iter().filter_map(|n| column(n)).collect();
    let pairs = column("name_a").is_some() && column("name_b").is_some();
    let full = |r: &csv::StringRecord| {
        let mut cells = named.iter().map(|at| r.get(*at).is_some_and(|c| !c.is_empty()));
        if pairs { cells.all(|there| there) } else { cells.any(|there| there) }
    };
    rows.retain(full);
    let left_out = all - rows.len();
    if let (Some(a), Some(b)) = (column("name_a"), column("name_b")) {
        let names: Vec<(String, String)> = rows.iter().map(|r| (cell(r, a), cell(r, b))).collect();
        let id = column("pair").or(column("id"));
        let ids = rows.iter().enumerate().map(|(i, r)| id.map_or_else(|| (i + 1).to_string(), |at| cell(r, at)));
        return Ok(of_pairs(&names, ids.collect()).without(left_out));
    }
    let Some(name) = column("name") else {
        let columns: Vec<&str> = header.iter().collect();
        let message = format!(
            "the table needs the columns 'name_a' and 'name_b', or the column 'name'; its first line is {}",
            quote(&columns.join(","))
        );
        return Err(failed(1, message));
    };
    let (id, year) = (column("mention_id").or(column("id")), column("year"));
    let mentions: Vec<Mention> = rows
        .iter()
        .map(|r| {
            let year = year.and_then(|at| cell(r, at).parse().ok());
            Mention { name: cell(r, name), years: year.map(|y| (y, y)) }
        })
        .collect();
    let ids = rows.iter().enumerate().map(|(i, r)| id.map_or_else(|| (i + 1).to_string(), |at| cell(r, at)));
    Ok(of_list(&mentions, &ids.collect::<Vec<_>>()).without(left_out))
}

impl Matched {
    fn without(mut self, rows: usize) -> Self {
        if rows > 0 {
            self.summary.push_str(&format!("; {rows} rows without a name left out"));
        }
        self
    }
}

fn of_pairs(names: &[(String, String)], ids: Vec<String>) -> Matched {
    let mut table = Table::new(&["pair", "name_a", "name_b", "score", "verdict"]);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (((a, b), distance), id) in names.iter().zip(matching::pairs(names)).zip(ids) {
        let verdict = match distance {
            d if d <= SAME => "same",
            d if d <= UNSURE => "unsure",
            _ => "different",
        };
        *counts.entry(verdict).or_default() += 1;
        let score = f64::from(score(distance)) / 1000.0;
        table.push(vec![Cell::text(id), Cell::text(a), Cell::text(b), Cell::Number(score, 3), Cell::text(verdict)]);
    }
    let count = |verdict: &str| counts.get(verdict).copied().unwrap_or(0);
    let summary = format!(
        "{} pairs: {} same, {} unsure, {} different; from a score of {:.3} on, the two names are more likely one person than two",
        names.len(),
        count("same"),
        count("unsure"),
        count("different"),
        f64::from(score(LIKELY)) / 1000.0
    );
    Matched { table, summary }
}

fn of_list(mentions: &[Mention], ids: &[String]) -> Matched {
    let found = matching::resolve(mentions);
    let mut near: Vec<Vec<usize>> = vec![Vec::new(); mentions.len()];
    for pair in &found.unsure {
        near[pair.a].push(pair.b);
        near[pair.b].push(pair.a);
    }
    let mut table = Table::new(&["mention", "name", "year", "person", "certain", "suggestions"]);
    for (i, mention) in mentions.iter().enumerate() {
        table.push(vec![
            Cell::text(&ids[i]),
            Cell::text(&mention.name),
            Cell::year(mention.years.map(|y| y.0)),
            Cell::text(&ids[found.likely[i]]),
            Cell::text(&ids[found.certain[i]]),
            Cell::List(near[i].iter().map(|j| ids[*j].clone()).collect()),
        ]);
    }
    let people = |of: &[usize]| of.iter().collect::<std::collections::BTreeSet<_>>().len();
    let summary = format!(
        "{} mentions: {} people if likely mentions are joined, {} if only certain ones are; {} pairs to decide",
        mentions.len(),
        people(&found.likely),
        people(&found.certain),
        found.unsure.len()
    );
    Matched { table, summary }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_and_lists_are_judged() {
        let pairs =
            of_csv("p.csv", "pair,name_a,name_b\n1,Yitzak Rabin,Yitzhak Rabin\n2,Amir Peretz,Shimon Peres\n").unwrap();
        let verdicts: Vec<String> = pairs.table.rows().iter().map(|r| r[4].plain()).collect();
        assert_eq!(verdicts, ["same", "different"]);
        let list = "mention_id,name,year\na,Teddy Kollek,1965\nb,Theodor Kollek,1966\nc,Shimon Peres,1965\n";
        let list = of_csv("l.csv", list).unwrap();
        let people: Vec<String> = list.table.rows().iter().map(|r| r[3].plain()).collect();
        assert_eq!(people[0], people[1]);
        assert_ne!(people[0], people[2]);
        let none = of_csv("n.csv", "who\nA\n").unwrap_err().to_string();
        assert!(none.contains("n.csv:1") && none.contains("'name_a'"), "{none}");
    }
}

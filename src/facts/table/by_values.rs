//! Corrects what the headers of a table say by what its values say.

use super::dates::read_cell;
use super::headers::{fold_header, matches};
use super::plan::Plan;
use super::suits::{cells, is_number, most, whole};
use super::words::read_round_word;
use crate::wikitext::fold;
use csv::StringRecord;
use std::collections::{BTreeMap, BTreeSet};

/// Words in the names of parties, folded. A column with them in most names is not one of people.
const OF_PARTIES: [&str; 24] = [
    "party",
    "partei",
    "partido",
    "partito",
    "parti",
    "partij",
    "partia",
    "partiet",
    "alliance",
    "alianza",
    "allianz",
    "coalition",
    "coalicion",
    "union",
    "movement",
    "movimento",
    "front",
    "frente",
    "democrats",
    "socialists",
    "greens",
    "liberals",
    "independents",
    "others",
];

/// Meanings that tell the contests of a table apart.
const APART: [&str; 9] = ["contest", "office", "body", "seat", "place", "date", "year", "stage", "unit"];

impl Plan {
    /// Corrects what the headers say by what the values say.
    pub(super) fn by_values(&mut self, data: &[&StringRecord], free: &mut BTreeSet<usize>) {
        self.parties_by_name(data);
        if !self.has("votes") && !self.has("share") {
            self.valid_votes(data);
        }
        if !self.has("votes") {
            self.votes_of_rounds(data, free);
        }
        self.days_in_office(data, free);
        // A part of a count that nothing counts is where somebody holds an office.
        let counts = self.has_any(&["votes", "share", "outcome", "contest", "seats"]) || !self.rounds.is_empty();
        if !counts && !self.has_any(&["office", "seat", "body", "place"]) {
            let units = self.columns.remove("unit");
            units.into_iter().for_each(|units| drop(self.columns.insert("place", units)));
        }
        self.contests_by_id(data, free);
        self.counts_apart(data, free);
    }

    /// What `columns` say in a row, to tell rows apart.
    fn key(&self, meanings: &[&str], row: &StringRecord) -> Vec<String> {
        let columns = meanings.iter().filter_map(|meaning| self.columns.get(meaning)).flatten();
        columns.map(|column| row.get(*column).unwrap_or("").to_string()).collect()
    }

    /// Takes a column of names for one of parties, if the names are those of parties. A name beside the number of a county
    /// is a county's.
    fn parties_by_name(&mut self, data: &[&StringRecord]) {
        let Some(column) = self.column("candidate").filter(|_| !self.is_sure("candidate")) else { return };
        let is_code = |header: &String| fold_header(header).split(' ').any(|w| matches!(w, "fips" | "geoid"));
        if self.headers.iter().any(is_code) && !self.has("party") {
            self.columns.remove("candidate");
            return;
        }
        if let Some(party) = self.column("party") {
            // A name that is the party's again.
            let same = data.iter().filter(|row| row.get(column) == row.get(party)).count();
            if same * 2 > data.len() {
                self.columns.remove("candidate");
            }
            return;
        }
        let values = cells(column, data);
        let is_short = |text: &str| {
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            (2..=6).contains(&letters) && !text.contains(' ') && !text.chars().any(char::is_lowercase)
        };
        let is_party = |text: &str| fold(text).split(' ').any(|word| OF_PARTIES.contains(&word)) || is_short(text);
        if self.has("seats") || values.len() > 1 && self.has_any(&["votes", "share"]) && most(&values, is_party) {
            let columns = self.columns.remove("candidate").unwrap_or_default();
            self.columns.insert("party", columns);
        }
    }

    /// Takes "valid votes" for the votes of the candidates, if they differ within a contest.
    fn valid_votes(&mut self, data: &[&StringRecord]) {
        let Some(column) = self.column("valid") else { return };
        let mut of_contest: BTreeMap<Vec<String>, BTreeSet<&str>> = BTreeMap::new();
        for row in data {
            let value = row.get(column).unwrap_or("");
            of_contest.entry(self.key(&APART, row)).or_default().insert(value);
        }
        if of_contest.values().any(|values| values.len() > 1) {
            let columns = self.columns.remove("valid").unwrap_or_default();
            self.columns.insert("votes", columns);
        }
    }

    /// Finds the columns of votes and shares that have one round each: "Round 1", "2e tour (%)".
    fn votes_of_rounds(&mut self, data: &[&StringRecord], free: &mut BTreeSet<usize>) {
        let words = ["round", "rd", "tour", "wahlgang", "turno", "vuelta", "runde", "count", "runda"];
        for column in free.clone() {
            let header = fold_header(&self.headers[column]);
            let of_round = header.split(' ').any(|word| words.contains(&word));
            let values = cells(column, data);
            let Some(round) = read_round_word(&header).filter(|_| of_round && most(&values, is_number)) else {
                continue;
            };
            let is_share = header.contains('%')
                || header.split(' ').any(|word| matches!(word, "share" | "pct" | "percent" | "percentage"))
                || most(&values, |text| text.contains('%'));
            let known = self.rounds.entry(round).or_default();
            let slot = if is_share { &mut known.1 } else { &mut known.0 };
            if slot.is_none() {
                *slot = Some(column);
            }
        }
        if self.rounds.len() < 2 || self.rounds.values().any(|(votes, _)| votes.is_none()) {
            self.rounds.clear();
        }
        // A column of shares beside that of the votes.
        let shares = |column: usize| {
            self.headers.get(column + 1).is_some_and(|h| matches(h).iter().any(|m| m.meaning == "share"))
        };
        let beside: Vec<usize> = self.rounds.values().filter_map(|(votes, _)| *votes).filter(|v| shares(*v)).collect();
        if beside.len() == self.rounds.len() {
            for (votes, share) in self.rounds.values_mut() {
                *share = share.or(votes.map(|votes| votes + 1));
            }
            self.columns.remove("share");
        }
        for column in self.rounds.values().flat_map(|(votes, share)| [*votes, *share]).flatten() {
            free.remove(&column);
        }
        if !self.rounds.is_empty() {
            self.columns.remove("round");
        }
    }

    /// Takes two columns of days for the first and the last day in office, if a table of people has no other dates.
    fn days_in_office(&mut self, data: &[&StringRecord], free: &mut BTreeSet<usize>) {
        let dated =
            ["from", "from_year", "to", "to_year", "term", "date", "year", "votes", "share", "contest", "outcome"];
        if !self.has_any(&["candidate", "surname"]) || self.has_any(&dated) {
            return;
        }
        let is_day = |text: &str| read_cell(text, None).is_some_and(|date| date.the_month().is_some());
        let of_days = |column: &usize| {
            let values = cells(*column, data);
            !values.is_empty() && values.iter().filter(|value| is_day(value)).count() * 5 >= values.len() * 4
        };
        let columns: Vec<usize> = free.iter().copied().filter(of_days).collect();
        let [first, last] = columns[..] else { return };
        let day = |row: &StringRecord, column| row.get(column).and_then(|text| read_cell(text, None));
        let in_order = data.iter().all(|row| match (day(row, first), day(row, last)) {
            (Some(first), Some(last)) => first <= last,
            _ => true,
        });
        // Births and deaths are in order too.
        let is_life = data.iter().any(|row| {
            let year = |column| day(row, column).and_then(crate::wikitext::Date::the_year);
            year(first).zip(year(last)).is_some_and(|(first, last)| last - first > 40)
        });
        if in_order && !is_life {
            for (meaning, column) in [("from", first), ("to", last)] {
                free.remove(&column);
                self.set(meaning, column, 0.8);
            }
        }
    }

    /// Takes a column of numbers that stay the same over blocks of rows for the contest, if nothing else tells the
    /// contests apart.
    fn contests_by_id(&mut self, data: &[&StringRecord], free: &mut BTreeSet<usize>) {
        if self.has_any(&APART) || !self.has_any(&["votes", "share"]) || !self.has_any(&["candidate", "surname"]) {
            return;
        }
        let is_id = |header: &str| {
            let folded = fold_header(header);
            folded.split(' ').any(|w| matches!(w, "id" | "index" | "code" | "key" | "no" | "nr" | "number" | "num"))
        };
        let in_blocks = |column: usize| {
            let values: Vec<&str> = data.iter().map(|row| row.get(column).unwrap_or("")).collect();
            let runs: Vec<&[&str]> = values.chunk_by(|a, b| a == b).collect();
            let distinct: BTreeSet<&str> = values.iter().copied().collect();
            values.iter().all(|text| whole(text).is_some())
                && distinct.len() == runs.len()
                && runs.len() > 1
                && runs.iter().filter(|run| run.len() > 1).count() * 2 > runs.len()
        };
        let found = free.iter().copied().find(|column| is_id(&self.headers[*column]) && in_blocks(*column));
        if let Some(column) = found {
            free.remove(&column);
            self.set("seat", column, 0.8);
        }
    }

    /// Finds the column that alone tells apart the rows of one name in one contest, as first and second votes are.
    fn counts_apart(&mut self, data: &[&StringRecord], free: &mut BTreeSet<usize>) {
        if self.has_any(&["unit", "mode", "round"]) || !self.has("votes") || !self.rounds.is_empty() {
            return;
        }
        let name = ["candidate", "surname", "given", "party"];
        let keys: Vec<&str> = APART.into_iter().chain(name).collect();
        let mut groups: BTreeMap<Vec<String>, Vec<&StringRecord>> = BTreeMap::new();
        data.iter().for_each(|row| groups.entry(self.key(&keys, row)).or_default().push(*row));
        let repeated: Vec<&Vec<&StringRecord>> = groups.values().filter(|rows| rows.len() > 1).collect();
        if repeated.is_empty() || repeated.len() * 2 < groups.len() {
            return;
        }
        let tells = |column: &usize| {
            let all: BTreeSet<&str> = data.iter().filter_map(|row| row.get(*column)).collect();
            (2..=4).contains(&all.len())
                && repeated.iter().all(|rows| {
                    let own: BTreeSet<&str> = rows.iter().filter_map(|row| row.get(*column)).collect();
                    own.len() == rows.len()
                })
        };
        let distinct = |column: usize| data.iter().filter_map(|row| row.get(column)).collect::<BTreeSet<&str>>().len();
        let mut found: Vec<(usize, usize)> = free.iter().filter(|c| tells(c)).map(|c| (distinct(*c), *c)).collect();
        found.sort_unstable();
        let is_only = found.len() == 1 || found.len() > 1 && found[0].0 < found[1].0;
        if let Some((_, column)) = found.first().copied().filter(|_| is_only) {
            free.remove(&column);
            self.apart = Some(column);
        }
    }

    /// Returns the header of a column of numbers without a meaning, if several people have one seat or place and nothing
    /// says when they held an office: they rather stood there.
    pub(super) fn may_be_votes(&self, data: &[&StringRecord]) -> Option<&str> {
        let mut of_seat: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        data.iter().for_each(|row| *of_seat.entry(self.key(&["seat", "place"], row)).or_default() += 1);
        if of_seat.values().filter(|people| **people > 1).count() * 2 < of_seat.len() {
            return None;
        }
        let unused = (0..self.headers.len()).filter(|column| self.meaning_of(*column).is_none());
        let varied = |column: &usize| {
            let values = cells(*column, data);
            let different: BTreeSet<&str> = values.iter().copied().collect();
            !values.is_empty()
                && values.iter().all(|text| whole(text).is_some_and(|number| number > 0.0))
                && different.len() * 2 > data.len()
        };
        unused.into_iter().find(varied).map(|column| self.headers[column].as_str())
    }
}

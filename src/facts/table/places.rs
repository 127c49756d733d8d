//! What the columns of places of a table are: where a contest took place, or parts of its count.

use super::headers::fold_header;
use super::plan::Plan;
use super::row_words::special;
use super::suits::{cells, is_number, most};
use csv::StringRecord;
use std::collections::{BTreeMap, BTreeSet};

impl Plan {
    /// Leaves the numbers of places, if another column has their names.
    pub(super) fn numbers_of_places(&mut self, data: &[&StringRecord]) {
        let Some(columns) = self.columns.get_mut("place").filter(|columns| columns.len() > 1) else { return };
        let named = |column: &usize| !most(&cells(*column, data), is_number);
        if columns.iter().any(named) {
            columns.retain(named);
        }
    }

    /// Takes places for parts of a count: those beside the name of a contest, if one name has several (whether the parts
    /// are contests of their own is told by who stood there), and those in which the same people stand.
    pub(super) fn places_apart(&mut self, data: &[&StringRecord]) {
        if !self.has_any(&["votes", "share", "outcome"]) {
            return;
        }
        let keys = ["contest", "office", "body", "date", "year", "stage", "round"];
        let name = ["candidate", "surname", "given"];
        // Parties, blank votes and the like recur everywhere.
        let option = self.column("option");
        let named = self.column("candidate");
        let is_person = |row: &&&StringRecord| {
            let cell = |column: Option<usize>| column.and_then(|at| row.get(at)).unwrap_or("");
            cell(option).is_empty() && special(cell(named)).is_none()
        };
        let data: Vec<&StringRecord> = data.iter().filter(is_person).copied().collect();
        let data = &data[..];
        // The parts of each key, with what else is part of it.
        let parts = |plan: &Self, meanings: &[&str], own: &[&str]| {
            let mut parts: BTreeMap<Vec<String>, BTreeSet<Vec<String>>> = BTreeMap::new();
            for row in data {
                let key = [plan.key(&keys, row), plan.key(own, row)].concat();
                parts.entry(key).or_default().insert(plan.key(meanings, row));
            }
            parts
        };
        let are_many = |parts: &BTreeMap<Vec<String>, BTreeSet<Vec<String>>>| {
            parts.values().map(BTreeSet::len).sum::<usize>() >= 2 * parts.len()
        };
        if self.has("contest") {
            let is_apart = self.has("place")
                && !self.has_any(&["seat", "unit"])
                && parts(self, &["place"], &[]).values().any(|all| all.len() > 1);
            if is_apart {
                self.move_to_units(&["place"], data);
            }
            return;
        }
        if !self.has_any(&["candidate", "surname"]) {
            return;
        }
        if self.has_any(&["office", "body"]) {
            if self.has("place") && !self.has("unit") && self.are_places_parts(data, &keys, &name) {
                self.move_to_units(&["place"], data);
            }
            return;
        }
        // Whoever stand in many places at once stand for something that all of them are part of. One person's career is
        // none, nor are places where they fared differently.
        let places = parts(self, &["place", "seat"], &name);
        let outcomes = parts(self, &["outcome"], &name);
        let fared_alike = !self.has("outcome") || outcomes.values().all(|all| all.len() == 1);
        if self.has_any(&["place", "seat"]) && places.len() > 1 && fared_alike && are_many(&places) {
            // Without an office, the name of the table says what is contested.
            self.move_to_units(&["place", "seat"], &[]);
            return;
        }
        if self.has("unit") {
            return;
        }
        // So are the towns of one seat.
        let columns = self.columns.get("place").cloned().unwrap_or_default();
        if let Some(finest) = columns.last().copied().filter(|_| columns.len() > 1 && self.has("seat")) {
            let mut towns: BTreeMap<Vec<String>, BTreeSet<&str>> = BTreeMap::new();
            for row in data {
                let outer = columns[..columns.len() - 1].iter().map(|at| row.get(*at).unwrap_or("").to_string());
                let key =
                    [self.key(&keys, row), self.key(&name, row), self.key(&["seat"], row), outer.collect()].concat();
                towns.entry(key).or_default().insert(row.get(finest).unwrap_or(""));
            }
            if towns.values().map(BTreeSet::len).sum::<usize>() * 2 >= 3 * towns.len() {
                self.columns.insert("unit", vec![finest]);
                self.columns.insert("place", columns[..columns.len() - 1].to_vec());
            }
        }
    }

    /// Returns true if for some office most of those who stood did so in several places at once, and fared alike there.
    fn are_places_parts(&self, data: &[&StringRecord], keys: &[&'static str], name: &[&'static str]) -> bool {
        type Places = BTreeMap<Vec<String>, (BTreeSet<Vec<String>>, BTreeSet<Vec<String>>)>;
        let mut offices: BTreeMap<Vec<String>, Places> = BTreeMap::new();
        for row in data {
            let person = [self.key(keys, row), self.key(&["seat"], row), self.key(name, row)].concat();
            let own = offices.entry(self.key(&["office", "body"], row)).or_default().entry(person).or_default();
            own.0.insert(self.key(&["place"], row));
            own.1.insert(self.key(&["outcome"], row));
        }
        offices.values().any(|people| {
            let recur = people.values().filter(|(places, fared)| places.len() > 1 && fared.len() == 1).count();
            recur > 1 && recur * 2 >= people.len()
        })
    }

    /// Takes whole numbers beside a ward for those of precincts, not for shares: "Ward, Pct".
    pub(super) fn precincts(&mut self, data: &[&StringRecord]) {
        let Some(share) = self.column("share").filter(|_| self.has_any(&["unit", "votes"])) else { return };
        let values = cells(share, data);
        let is_whole = values.iter().all(|text| text.bytes().all(|b| b.is_ascii_digit()));
        if fold_header(&self.headers[share]) == "pct" && self.has("unit") && is_whole {
            self.columns.remove("share");
            self.columns.entry("unit").or_default().push(share);
        }
    }

    /// Takes the columns of some meanings for parts of a count, except those of which the user says what they are, and
    /// those around the parts with one value in the whole table: the state of a file of one state's towns.
    fn move_to_units(&mut self, meanings: &[&'static str], data: &[&StringRecord]) {
        let mut columns: Vec<usize> = self.columns.remove("unit").unwrap_or_default();
        let is_constant = |column: &usize| {
            let values: BTreeSet<&str> = data.iter().map(|row| row.get(*column).unwrap_or("")).collect();
            values.len() == 1 && !values.contains("")
        };
        for key in meanings {
            let all = self.columns.remove(key).unwrap_or_default();
            let around =
                |column: &usize| *key == "place" && all.iter().any(|other| other > column && !is_constant(other));
            let is_kept = |column: &usize| self.told.contains(column) || around(column) && is_constant(column);
            let (kept, moved): (Vec<usize>, Vec<usize>) = all.iter().copied().partition(is_kept);
            columns.extend(moved);
            if !kept.is_empty() {
                self.columns.insert(key, kept);
            }
        }
        columns.sort_unstable();
        if !columns.is_empty() {
            self.columns.insert("unit", columns);
        }
    }
}

//! What the columns of places of a table are: where a contest took place, or parts of its count.

use super::plan::Plan;
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
        if !self.has_any(&["votes", "share", "outcome"]) || self.has("unit") {
            return;
        }
        let keys = ["contest", "office", "body", "date", "year", "stage", "round"];
        let name = ["candidate", "surname", "given"];
        // The parts of each key, one key for each person if `of_people`.
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
                && !self.has("seat")
                && parts(self, &["place"], &[]).values().any(|all| all.len() > 1);
            if is_apart {
                self.move_to_units(&["place"]);
            }
            return;
        }
        if self.has_any(&["office", "body"]) || !self.has_any(&["candidate", "surname"]) {
            return;
        }
        // Whoever stands in many places at once stands for something that all of them are part of.
        if self.has_any(&["place", "seat"]) && are_many(&parts(self, &["place", "seat"], &name)) {
            self.move_to_units(&["place", "seat"]);
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

    /// Takes the columns of some meanings for parts of a count.
    fn move_to_units(&mut self, meanings: &[&str]) {
        let mut columns: Vec<usize> = Vec::new();
        meanings.iter().for_each(|key| columns.extend(self.columns.remove(*key).into_iter().flatten()));
        columns.sort_unstable();
        self.columns.insert("unit", columns);
    }
}

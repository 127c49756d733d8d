//! Readable identifiers made of names. They are unique, and the same on every run.

use crate::graph::Selection;
use crate::wikitext::slugs;
use std::collections::BTreeMap;

/// The identifiers of people, contests, offices, parties and groups, by the index of their row.
pub(super) struct Names {
    people: BTreeMap<usize, String>,
    contests: BTreeMap<usize, String>,
    offices: BTreeMap<usize, String>,
    parties: BTreeMap<usize, String>,
    groups: BTreeMap<usize, String>,
}

impl Names {
    /// Names every row of the whole graph: `shimon-peres`, and `shimon-peres-2` for a second row with that name. A part
    /// of the graph thus has the same identifiers as the whole.
    pub(super) fn of(selection: &Selection<'_>) -> Self {
        let graph = selection.graph();
        Self {
            people: named(graph.people().iter().map(|p| p.name.as_str())),
            contests: named(graph.contests().iter().map(|c| c.title.as_str())),
            offices: named(graph.offices().iter().map(|o| o.name.as_str())),
            parties: named(graph.parties().iter().map(|p| p.name.as_str())),
            groups: named(graph.groups().iter().map(|g| g.name.as_str())),
        }
    }

    pub(super) fn person(&self, at: usize) -> &str {
        self.people.get(&at).map_or("", String::as_str)
    }

    pub(super) fn contest(&self, at: usize) -> &str {
        self.contests.get(&at).map_or("", String::as_str)
    }

    pub(super) fn office(&self, at: usize) -> &str {
        self.offices.get(&at).map_or("", String::as_str)
    }

    pub(super) fn party(&self, at: usize) -> &str {
        self.parties.get(&at).map_or("", String::as_str)
    }

    pub(super) fn group(&self, at: usize) -> &str {
        self.groups.get(&at).map_or("", String::as_str)
    }
}

fn named<'a>(names: impl Iterator<Item = &'a str>) -> BTreeMap<usize, String> {
    slugs(names).into_iter().enumerate().collect()
}

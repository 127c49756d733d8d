//! The differences between two graphs: contests, people and results that only one of them has, or that have other
//! values.

use crate::graph::{Contest, PoliticalGraph};
use std::collections::BTreeMap;

/// The kind of a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Only the later graph has it.
    Added,
    /// Only the earlier graph has it.
    Removed,
    /// Both graphs have it, with different values.
    Changed,
}

impl Change {
    /// Returns the change as a word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// The kind of thing: contest, candidacy, person, tenure or tie.
    pub of: &'static str,
    /// The name of the thing.
    pub name: String,
    /// Whether it was added, removed or changed.
    pub change: Change,
    /// The property that changed; empty if the whole thing was added or removed.
    pub property: &'static str,
    /// The earlier value; empty if there is none.
    pub old: String,
    /// The later value; empty if there is none.
    pub new: String,
}

/// The properties of a thing, always in the same order.
type Properties = Vec<(&'static str, String)>;

/// Returns all differences between two graphs, sorted by kind and name. The sources of values and the order in which
/// they were read do not matter.
///
/// O(n log n) for the rows of both graphs.
pub fn between(old: &PoliticalGraph, new: &PoliticalGraph) -> Vec<Difference> {
    let mut found = Vec::new();
    compare("contest", contests(old), contests(new), &mut found);
    compare("candidacy", candidacies(old), candidacies(new), &mut found);
    compare("person", people(old), people(new), &mut found);
    compare("tenure", tenures(old), tenures(new), &mut found);
    compare("tie", ties(old), ties(new), &mut found);
    found.sort();
    found
}

fn compare(
    of: &'static str,
    old: BTreeMap<String, Properties>,
    mut new: BTreeMap<String, Properties>,
    found: &mut Vec<Difference>,
) {
    let whole =
        |name: String, change| Difference { of, name, change, property: "", old: String::new(), new: String::new() };
    for (name, before) in old {
        let Some(after) = new.remove(&name) else {
            found.push(whole(name, Change::Removed));
            continue;
        };
        for ((property, old), (_, new)) in before.into_iter().zip(after).filter(|(a, b)| a.1 != b.1) {
            let name = name.clone();
            found.push(Difference { of, name, change: Change::Changed, property, old, new });
        }
    }
    found.extend(new.into_keys().map(|name| whole(name, Change::Added)));
}

fn text<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |v| v.to_string())
}

fn contests(graph: &PoliticalGraph) -> BTreeMap<String, Properties> {
    let title = |c: &Contest| c.title.clone();
    let properties = |c: &Contest| {
        let name = |id| graph.contest(id).title.clone();
        let holder = |p: Option<&Option<_>>| match p {
            Some(Some(id)) => graph.person(*id).name.clone(),
            Some(None) => "vacant".into(),
            None => String::new(),
        };
        vec![
            ("office", text(c.office.map(|o| &graph.office(o).name))),
            ("date", text(c.date())),
            ("kind", c.kind.label().to_string()),
            ("status", text(c.status.best().map(|s| s.label()))),
            ("documented", c.documented.to_string()),
            ("selectorate", text(c.selectorate.best().map(|s| s.label()))),
            ("electorate", text(c.electorate.best())),
            ("turnout", text(c.turnout.best())),
            ("previous", text(c.previous.best().map(|id| name(*id)))),
            ("next", text(c.next.best().map(|id| name(*id)))),
            ("before", holder(c.before.best())),
            ("after", holder(c.after.best())),
        ]
    };
    graph.contests().iter().map(|c| (title(c), properties(c))).collect()
}

fn candidacies(graph: &PoliticalGraph) -> BTreeMap<String, Properties> {
    let mut all = BTreeMap::new();
    for candidacy in graph.candidacies() {
        let key = format!("{}: {}", graph.contest(candidacy.contest).title, graph.person(candidacy.person).name);
        let rounds = |value: &dyn Fn(&crate::graph::RoundResult) -> String| {
            let each = candidacy.rounds.iter().map(|(n, r)| (n, value(r))).filter(|(_, v)| !v.is_empty());
            let all: Vec<String> = each.map(|(n, v)| if n == 1 { v } else { format!("{v} (round {n})") }).collect();
            all.join(", ")
        };
        let properties = vec![
            ("votes", rounds(&|r| text(r.votes.best()))),
            ("share", rounds(&|r| text(r.shares.best()))),
            ("outcome", text(candidacy.outcome.best().map(|o| o.label()))),
            ("party", text(candidacy.party.best().map(|p| &graph.party(*p).name))),
        ];
        all.insert(key, properties);
    }
    all
}

fn people(graph: &PoliticalGraph) -> BTreeMap<String, Properties> {
    let mut all: BTreeMap<String, Properties> = BTreeMap::new();
    for person in graph.people() {
        // A qualifier tells namesakes apart: the place where they stood.
        let mut name = person.name.clone();
        if all.contains_key(&name) {
            name = format!("{name} ({})", graph.place_of(person.id).unwrap_or("elsewhere"));
        }
        all.insert(name, vec![("spellings", person.spellings.join(", "))]);
    }
    all
}

fn tenures(graph: &PoliticalGraph) -> BTreeMap<String, Properties> {
    let mut all: BTreeMap<String, Properties> = BTreeMap::new();
    for tenure in graph.tenures() {
        let office = &graph.office(tenure.office).name;
        let mut name = format!("{office}: {}", graph.person(tenure.person).name);
        let mut count = 1;
        while all.contains_key(&name) {
            count += 1;
            name = format!("{office}: {} ({count})", graph.person(tenure.person).name);
        }
        let properties = vec![
            ("from", text(tenure.from.best())),
            ("to", text(tenure.to.best())),
            ("began", text(tenure.began.map(|b| b.label()))),
            ("ended", text(tenure.ended.map(|e| e.label()))),
            ("contest", text(tenure.contest.map(|c| &graph.contest(c).title))),
        ];
        all.insert(name, properties);
    }
    all
}

fn ties(graph: &PoliticalGraph) -> BTreeMap<String, Properties> {
    let mut all: BTreeMap<String, Properties> = BTreeMap::new();
    for tie in graph.ties() {
        let of = tie.office.clone().or_else(|| tie.contest.map(|c| graph.contest(c).title.clone()));
        let of = of.map_or_else(String::new, |of| format!(" ({of})"));
        let [from, to] = [tie.from, tie.to].map(|node| graph.label_of(node).to_string());
        let mut name = format!("{from} {} {to}{of}", tie.kind.label());
        let mut count = 1;
        while all.contains_key(&name) {
            count += 1;
            name = format!("{from} {} {to}{of} ({count})", tie.kind.label());
        }
        let properties = vec![
            ("role", text(tie.role.as_ref())),
            ("start", text(tie.start)),
            ("end", text(tie.end)),
            ("stance", text(tie.stance.map(|s| s.label()))),
            ("phase", text(tie.phase.map(|p| p.label()))),
        ];
        all.insert(name, properties);
    }
    all
}

//! The diagrams of ties that `hustings draw` draws.

use super::dynasties::offices_of;
use super::exit::Failure;
use super::factions::scope_of;
use super::input::Loaded;
use hustings::analysis::factions::{Factions, Scope};
use hustings::analysis::ties;
use hustings::facts::TieKind;
use hustings::graph::{Lookup, Node, PersonId, Selection};
use hustings::view::diagram::Diagram;
use hustings::view::draw;
use hustings::wikitext::Date;
use itertools::Itertools;

/// Why nothing is drawn: what is missing from the data, or another failure.
pub(super) type Missing = Result<String, Failure>;

/// What to draw, and the part of the data to draw it from.
pub(super) struct DrawnTies<'a> {
    pub loaded: &'a Loaded<'a>,
    pub selection: &'a Selection<'a>,
    pub names: &'a [String],
    pub year: Option<i32>,
    /// True if a list is drawn rather than a graph.
    pub is_list: bool,
}

impl DrawnTies<'_> {
    /// Returns the only name.
    fn only_name(&self, kind: &str, what: &str) -> Result<&str, Missing> {
        match self.names {
            [name] => Ok(name),
            _ => Err(Err(Failure::Usage(format!("{kind} needs {what}: 'hustings draw {kind} NAME -o FILE'")))),
        }
    }

    pub(super) fn ties(&self) -> Result<Diagram, Missing> {
        let name = self.only_name("ties", "one person, group or party")?;
        let graph = &self.loaded.graph;
        let party = || match graph.find_party(name) {
            Lookup::One(id) => Some(Node::Party(id)),
            _ => None,
        };
        let group = || graph.find_group(name).map(Node::Group).or_else(party);
        let node = match graph.find_person(name) {
            Lookup::One(id) => Node::Person(id),
            _ => group().map_or_else(|| self.loaded.person(name).map(Node::Person), Ok).map_err(Err)?,
        };
        let all = ties::of(graph, node);
        let selected = |s: &ties::Seen<'_>| {
            (self.selection.is_whole() || self.selection.ties().any(|t| t.id == s.tie.id))
                && self.year.is_none_or(|year| ties::held_in(graph, s.tie, year))
        };
        let seen: Vec<_> = all.into_iter().filter(selected).collect();
        if seen.is_empty() {
            return Err(Ok(format!("stated tie of {}", graph.label_of(node))));
        }
        Ok(draw::ties_of(graph, node, &seen, self.is_list, &self.loaded.origin))
    }

    pub(super) fn family(&self) -> Result<Diagram, Missing> {
        let name = self.only_name("family", "one person")?;
        let person = self.loaded.person(name).map_err(Err)?;
        let drawn = draw::family(&self.loaded.graph, person, self.is_list, &self.loaded.origin);
        drawn.ok_or_else(|| Ok(format!("stated kin of {}", self.loaded.graph.person(person).name)))
    }

    pub(super) fn factions(&self, include_annulled: bool) -> Result<Diagram, Missing> {
        let graph = &self.loaded.graph;
        let years = self.year.map(|year| (year - 3, year));
        let mut scope = Scope { years, include_annulled, ..Scope::default() };
        let name = self.names.join(" ");
        if !name.is_empty() {
            scope = scope_of(graph, &name, scope).map_err(Err)?;
        }
        let found = Factions::of(graph, &scope);
        if found.network.edges.is_empty() {
            return Err(Ok("pair of rivals or allies".to_string()));
        }
        Ok(draw::factions(graph, &found, &name, self.is_list, &self.loaded.origin))
    }

    pub(super) fn cabinet(&self) -> Result<Diagram, Missing> {
        let name = self.only_name("cabinet", "one office")?;
        let graph = &self.loaded.graph;
        let offices = offices_of(graph, name).map_err(Err)?;
        let served = |person: PersonId| -> Vec<&hustings::graph::Tie> {
            let under = |t: &&hustings::graph::Tie| t.kind == TieKind::ServedUnder && t.to == Node::Person(person);
            graph.ties().iter().filter(under).collect()
        };
        let holders: Vec<_> = graph.tenures().iter().filter(|t| offices.contains(&t.office)).collect();
        let first = |t: &hustings::graph::Tenure| graph.span_of(t).0.and_then(Date::first_year);
        let last = |t: &hustings::graph::Tenure| graph.span_of(t).1.and_then(Date::last_year);
        let year = self.year;
        let mut heads: Vec<PersonId> = holders
            .iter()
            .filter(|t| year.is_none_or(|y| first(t).is_none_or(|f| f <= y) && last(t).is_none_or(|l| l >= y)))
            .map(|t| t.person)
            .filter(|person| !served(*person).is_empty())
            .unique()
            .collect();
        if year.is_none() && heads.len() > 1 {
            let latest = heads
                .iter()
                .copied()
                .max_by_key(|person| holders.iter().filter(|t| t.person == *person).filter_map(|t| first(t)).max());
            heads = latest.into_iter().collect();
        }
        if heads.is_empty() {
            return Err(Ok(format!("source that says who served under a holder of the office '{name}'")));
        }
        let office = offices.first().map_or(name, |id| graph.office(*id).name.as_str());
        Ok(draw::cabinet(graph, office, &heads, year, &self.loaded.origin))
    }
}

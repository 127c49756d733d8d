//! Turns statements about ties into rows: each tie once, with the citations of all pages that state it.

use super::builder::Builder;
use super::ids::{CitationId, GroupId, PersonId, TieId};
use super::model::Node;
use super::tie::{Group, Tie};
use crate::facts::kin::Kinship;
use crate::facts::{Facts, Statement, TieEnd, TieKind, TieSays, tagged};
use crate::wikitext::{Date, fold_title};
use itertools::Itertools;
use std::collections::{BTreeMap, BTreeSet};

impl Builder<'_> {
    /// Adds the groups and the ties. O(t log t) for t statements, except for ties that two people have in many ways.
    pub(super) fn ties(&mut self, facts: &Facts) {
        let stated: Vec<(&TieSays, CitationId)> = facts
            .stated
            .iter()
            .zip(&self.cite)
            .filter_map(|(fact, id)| match &fact.statement {
                Statement::Tie(says) => Some((&**says, *id)),
                _ => None,
            })
            .collect();
        let mut names: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for end in stated.iter().flat_map(|(says, _)| [&says.from, &says.to]) {
            if let TieEnd::Group(name) = end {
                names.entry(fold_title(name)).or_default().insert(name);
            }
        }
        let mut groups: BTreeMap<String, GroupId> = BTreeMap::new();
        for (folded, written) in names {
            let id = GroupId::new(self.graph.groups.len());
            let name = written.first().map_or_else(String::new, ToString::to_string);
            self.graph.groups.push(Group { id, name });
            groups.insert(folded, id);
        }
        let mut ties: Vec<(Tie, CitationId)> = Vec::new();
        for (says, id) in stated {
            let ends = [&says.from, &says.to].map(|end| self.node(end, says, &groups));
            // Two names of one person are no tie.
            if let [Some(from), Some(to)] = ends
                && from != to
            {
                ties.push((self.tie(says, from, to), id));
            }
        }
        let key = |tie: &Tie| (tie.from.min(tie.to), tie.from.max(tie.to), tie.kind);
        ties.sort_by(|(a, at_a), (b, at_b)| key(a).cmp(&key(b)).then_with(|| at_a.cmp(at_b)));
        for (_, same) in &ties.into_iter().chunk_by(|(tie, _)| key(tie)) {
            let mut joined: Vec<Tie> = Vec::new();
            for (tie, id) in same {
                add(&mut joined, tie, id);
            }
            self.graph.ties.extend(joined);
        }
        self.graph.ties.sort_by_key(|tie| (tie.from, tie.kind, tie.start.map(|d| d.sort_key()), tie.to));
        for (at, tie) in self.graph.ties.iter_mut().enumerate() {
            tie.id = TieId::new(at);
        }
    }

    fn node(&self, end: &TieEnd, says: &TieSays, groups: &BTreeMap<String, GroupId>) -> Option<Node> {
        match end {
            TieEnd::Person(name) if says.by_name && says.contest.is_some() => {
                let at = self.contest_index(says.contest.as_ref()?)?;
                self.person(&self.roster.contests[at].series, name).map(Node::Person)
            }
            TieEnd::Person(name) if says.by_name && says.office.is_some() => {
                let office = says.office.as_ref()?;
                self.person(&self.roster.office_key(office), name).map(Node::Person)
            }
            TieEnd::Person(name) if says.by_name && *name != says.page => {
                self.person(&self.roster.names_key(&says.page), name).map(Node::Person)
            }
            TieEnd::Person(name) => {
                let own = || self.person(&self.roster.page_key(&says.page), name).map(|id| id.index());
                let named = || self.roster.person_of_page_or_id(name);
                let found = if tagged::id(name).is_some() { named().or_else(own) } else { own().or_else(named) };
                found.map(|at| Node::Person(PersonId::new(at)))
            }
            TieEnd::Group(name) => groups.get(&fold_title(name)).copied().map(Node::Group),
            TieEnd::Party(name) => self.parties.get(&self.roster.party_key(name)).copied().map(Node::Party),
        }
    }

    fn tie(&self, says: &TieSays, from: Node, to: Node) -> Tie {
        // Kin and members are so whatever office they hold.
        let of_office = !matches!(says.kind, TieKind::Kin | TieKind::MemberOf);
        let office = says.office.as_ref().filter(|_| of_office && says.contest.is_none()).map(|name| {
            let row = self.offices.get(&self.roster.office_key(name));
            row.map_or_else(|| name.clone(), |id| self.graph.office(*id).name.clone())
        });
        Tie {
            role: says.role.clone(),
            office,
            contest: says.contest.as_ref().and_then(|contest| self.contest_id(contest)),
            start: says.start,
            end: says.end,
            stance: says.stance,
            phase: says.phase,
            ..Tie::bare(says.kind, from, to)
        }
    }
}

/// Adds a statement to the ties of one kind between the same two ends: to one that says the same or less, else as a tie
/// of its own, because where sources disagree each keeps its say.
fn add(joined: &mut Vec<Tie>, tie: Tie, id: CitationId) {
    let fits = joined
        .iter_mut()
        .find_map(|known| as_known(known, &tie).filter(|new| agree(known, new)).map(|new| (known, new)));
    let Some((known, new)) = fits else {
        joined.push(Tie { citations: vec![id], ..tie });
        return;
    };
    known.role = match (known.role.take(), new.role) {
        // "brother" says more than "sibling", which is what the other's page comes to.
        (Some(own), Some(other)) if known.kind == TieKind::Kin && is_vague(&own) && !is_vague(&other) => Some(other),
        (own, other) => own.or(other),
    };
    known.office = known.office.take().or(new.office);
    known.contest = known.contest.or(new.contest);
    known.start = finer(known.start, new.start);
    known.end = finer(known.end, new.end);
    known.stance = known.stance.or(new.stance);
    known.phase = known.phase.or(new.phase);
    if !known.citations.contains(&id) {
        known.citations.push(id);
    }
}

/// Returns a tie read in the direction of another one; `None` if the two run in opposite directions.
fn as_known(known: &Tie, tie: &Tie) -> Option<Tie> {
    if known.from == tie.from {
        return Some(tie.clone());
    }
    let turned = || Tie { from: tie.to, to: tie.from, ..tie.clone() };
    match tie.kind {
        TieKind::Kin => {
            let role = tie.kinship().map(|kinship| kinship.reversed().label().to_string());
            Some(Tie { role, ..turned() })
        }
        kind if kind.is_mutual() => Some(turned()),
        _ => None,
    }
}

/// Returns true if a role is the word for a kinship that leaves the sex open.
fn is_vague(role: &str) -> bool {
    Kinship::read(role).is_some()
}

/// Returns true if two statements in one direction can be about one tie.
fn agree(a: &Tie, b: &Tie) -> bool {
    let dates = |a: Option<Date>, b: Option<Date>| a.zip(b).is_none_or(|(a, b)| a.compatible(b));
    let roles = match a.kind {
        TieKind::Kin => {
            let (a, b) = (a.kinship(), b.kinship());
            a == b || [a, b].contains(&Some(Kinship::Relative))
        }
        // The office says which spell it is; the word for the slot differs with it.
        _ => a.role.is_none() || b.role.is_none() || a.role == b.role,
    };
    roles
        && (a.office.is_none() || b.office.is_none() || a.office == b.office)
        && (a.contest.is_none() || b.contest.is_none() || a.contest == b.contest)
        && a.stance == b.stance
        && (a.phase.is_none() || b.phase.is_none() || a.phase == b.phase)
        && dates(a.start, b.start)
        && dates(a.end, b.end)
}

/// Returns the date that says more of two that agree.
fn finer(a: Option<Date>, b: Option<Date>) -> Option<Date> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.precision() > a.precision() { b } else { a }),
        (a, b) => a.or(b),
    }
}

#[cfg(test)]
mod tests {
    use crate::facts::{Facts, TieKind};
    use crate::graph::{Node, PoliticalGraph};
    use crate::identity::Overrides;
    use crate::source::read_text;

    fn graph(pages: &[(&str, &str)]) -> PoliticalGraph {
        let pages: Vec<_> = pages.iter().flat_map(|(name, text)| read_text(name, text.as_bytes()).pages).collect();
        PoliticalGraph::build(&Facts::extract(&pages), &Overrides::default())
    }

    #[test]
    fn both_pages_state_one_tie() {
        let graph = graph(&[
            (
                "Ann Elm.wiki",
                "{{Infobox officeholder|name=Ann Elm|office=Mayor|term_start=2001|relatives=[[Ben Elm]] (brother)<br>Cy Dee Elm (son)|spouse={{marriage|[[Dan Oak]]|1999}}}}",
            ),
            (
                "Ben Elm.wiki",
                "{{Infobox officeholder|name=Ben Elm|office=Judge|term_start=2003|relatives=[[Ann Elm]] (sister)|parents=[[Eve Elm]]}}",
            ),
            (
                "Eve Elm.wiki",
                "{{Infobox officeholder|name=Eve Elm|office=Premier|term_start=1963|children=2, including [[Ben Elm]]}}",
            ),
        ]);
        let said: Vec<(String, String, String, usize)> = graph
            .ties()
            .iter()
            .filter(|tie| tie.kind == TieKind::Kin)
            .map(|tie| {
                let name = |node| graph.label_of(node).to_string();
                (name(tie.from), name(tie.to), tie.role.clone().unwrap_or_default(), tie.citations.len())
            })
            .collect();
        let row = |a: &str, b: &str, role: &str, n| (a.to_string(), b.to_string(), role.to_string(), n);
        assert_eq!(
            said,
            [
                row("Ann Elm", "Ben Elm", "brother", 2),
                row("Ann Elm", "Cy Dee Elm", "son", 1),
                row("Ann Elm", "Dan Oak", "spouse", 1),
                row("Ben Elm", "Eve Elm", "parent", 2),
            ]
        );
        assert!(graph.ties().iter().all(|tie| matches!((tie.from, tie.to), (Node::Person(_), Node::Person(_)))));
    }

    #[test]
    fn those_served_under_and_deputies() {
        let graph = graph(&[(
            "Ann Elm.wiki",
            "{{Infobox officeholder|name=Ann Elm|office=Minister of Trees|term_start=2 May 2001|term_end=2004|primeminister=[[Ben Oak]]|deputy=[[Cy Ash]]}}\n==Caucuses==\n* [[Tree Caucus]] (chair)\n",
        )]);
        let told: Vec<String> = graph
            .ties()
            .iter()
            .map(|t| {
                let start = t.start.map_or_else(String::new, |d| d.to_string());
                format!(
                    "{} {} {} {start} {}",
                    graph.label_of(t.from),
                    t.kind.label(),
                    graph.label_of(t.to),
                    t.role.as_deref().unwrap_or("")
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                "Ann Elm served under Ben Oak 2001-05-02 prime minister",
                "Ann Elm member of Tree Caucus  chair",
                "Cy Ash deputy of Ann Elm 2001-05-02 ",
            ]
        );
        assert_eq!(graph.groups().len(), 1);
    }
}

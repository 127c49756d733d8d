//! The network of ties: who is tied to whom by what sources state, or by the groups that both belong to.

use super::Network;
use super::pagerank::Defeats;
use crate::facts::TieKind;
use crate::graph::{Node, Tie};
use std::collections::{BTreeMap, BTreeSet};

/// The largest group whose members are joined in pairs. Larger ones tell nobody apart.
pub const LARGEST_GROUP: usize = 500;

/// The people that ties join, numbered by their ids, and the ties between them.
#[derive(Debug, Clone, Default)]
pub struct Tied {
    /// The id of each person, in ascending order.
    pub people: Vec<u32>,
    /// The number of ties of each pair; the first number is the smaller one.
    pub pairs: Vec<(u32, u32, u32)>,
    /// Each tie between two people, from the first end to the second.
    pub arrows: Vec<(u32, u32)>,
    /// The members of each group that joins people, by their numbers; groups of one and large ones are left out.
    pub groups: Vec<Vec<u32>>,
    /// The number of groups left out because they have more than [`LARGEST_GROUP`] members.
    pub left_out: usize,
}

impl Tied {
    /// Joins the people of some ties. Of memberships, two people are joined once for each group of both.
    ///
    /// O(t log t) for t ties between people, and the square of the members for each group.
    pub fn of<'t>(ties: impl IntoIterator<Item = &'t Tie>) -> Self {
        let mut arrows: Vec<(u32, u32)> = Vec::new();
        let mut members: BTreeMap<Node, BTreeSet<u32>> = BTreeMap::new();
        for tie in ties {
            match (tie.kind, tie.from, tie.to) {
                (TieKind::MemberOf, Node::Person(person), group @ Node::Group(_)) => {
                    members.entry(group).or_default().insert(person.index() as u32);
                }
                (_, Node::Person(from), Node::Person(to)) => arrows.push((from.index() as u32, to.index() as u32)),
                _ => {}
            }
        }
        let left_out = members.values().filter(|group| group.len() > LARGEST_GROUP).count();
        members.retain(|_, group| (2..=LARGEST_GROUP).contains(&group.len()));
        let mut people: Vec<u32> = arrows.iter().flat_map(|(a, b)| [*a, *b]).collect();
        people.extend(members.values().flatten());
        people.sort_unstable();
        people.dedup();
        let number = |id: u32| people.binary_search(&id).unwrap_or_default() as u32;
        let arrows: Vec<(u32, u32)> = arrows.into_iter().map(|(a, b)| (number(a), number(b))).collect();
        let mut joined: Vec<(u32, u32)> = arrows.iter().map(|(a, b)| (*a.min(b), *a.max(b))).collect();
        let groups: Vec<Vec<u32>> =
            members.values().map(|group| group.iter().map(|id| number(*id)).collect()).collect();
        for group in &groups {
            for (at, a) in group.iter().enumerate() {
                joined.extend(group[at + 1..].iter().map(|b| (*a, *b)));
            }
        }
        joined.sort_unstable();
        let mut pairs: Vec<(u32, u32, u32)> = Vec::new();
        for (a, b) in joined {
            match pairs.last_mut() {
                Some(last) if (last.0, last.1) == (a, b) => last.2 += 1,
                _ => pairs.push((a, b, 1)),
            }
        }
        Self { people, pairs, arrows, groups, left_out }
    }

    /// Keeps only the pairs for which `keep` returns true, given the numbers of both.
    #[must_use]
    pub fn only(mut self, keep: impl Fn(u32, u32) -> bool) -> Self {
        self.pairs.retain(|(a, b, _)| keep(*a, *b));
        self
    }

    /// Returns the network, undirected; weights are numbers of ties.
    pub fn network(&self) -> Network {
        Network::new(self.people.len(), self.pairs.iter().copied())
    }

    /// Returns the ties as arrows: those who serve, endorse or are kin lead to those whom they serve, endorse or are kin
    /// of. Shared groups lead both ways.
    pub fn directed(&self) -> Defeats {
        if self.arrows.is_empty() {
            let both: Vec<(u32, u32)> = self.pairs.iter().flat_map(|(a, b, _)| [(*a, *b), (*b, *a)]).collect();
            return Defeats::new(self.people.len(), &both);
        }
        Defeats::new(self.people.len(), &self.arrows)
    }
}

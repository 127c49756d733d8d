//! Brokerage: between whom a person stands (Gould and Fernandez, "Structures of Mediation", 1989).

use crate::facts::TieKind;
use crate::graph::{Node, PartyId, PersonId, PoliticalGraph};
use std::collections::BTreeSet;

/// How often a person stands between two others who are not tied directly, by the groups of the three.
///
/// In each triad one person is tied to the broker, and the broker to another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Roles {
    /// All three are of one group.
    pub coordinator: u64,
    /// Both others are of one group, and the broker is of another.
    pub itinerant: u64,
    /// The first is of another group, and the broker and the second are of one.
    pub gatekeeper: u64,
    /// The first and the broker are of one group, and the second is of another.
    pub representative: u64,
    /// All three are of different groups.
    pub liaison: u64,
}

impl Roles {
    /// Returns the sum of all roles.
    pub fn total(&self) -> u64 {
        self.coordinator + self.itinerant + self.gatekeeper + self.representative + self.liaison
    }
}

/// Returns the roles of every node. `arrows` lead from a node to the one it is tied to; each pair counts once in each
/// direction. Triads of a node without a group are not counted.
///
/// O(sum over the nodes of arrows to it times arrows from it).
///
/// Source: Gould, R. V. and Fernandez, R. M., "Structures of Mediation: A Formal Approach to Brokerage in Transaction
/// Networks", *Sociological Methodology* 19 (1989), 89–126.
///
/// # Panics
/// If an arrow names a node beyond `group`.
pub fn brokerage(arrows: &[(u32, u32)], group: &[Option<u32>]) -> Vec<Roles> {
    let arrows: BTreeSet<(u32, u32)> = arrows.iter().copied().filter(|(from, to)| from != to).collect();
    let mut to: Vec<Vec<u32>> = vec![Vec::new(); group.len()];
    let mut from: Vec<Vec<u32>> = vec![Vec::new(); group.len()];
    for (a, b) in &arrows {
        from[*a as usize].push(*b);
        to[*b as usize].push(*a);
    }
    let of = |node: u32| group[node as usize];
    (0..group.len() as u32)
        .map(|broker| {
            let mut roles = Roles::default();
            let Some(own) = of(broker) else { return roles };
            for first in &to[broker as usize] {
                for second in &from[broker as usize] {
                    let (Some(a), Some(b)) = (of(*first), of(*second)) else { continue };
                    if first == second || arrows.contains(&(*first, *second)) {
                        continue;
                    }
                    *match (a == own, b == own, a == b) {
                        (true, true, _) => &mut roles.coordinator,
                        (_, _, true) => &mut roles.itinerant,
                        (false, true, _) => &mut roles.gatekeeper,
                        (true, false, _) => &mut roles.representative,
                        (false, false, _) => &mut roles.liaison,
                    } += 1;
                }
            }
            roles
        })
        .collect()
}

/// Returns the party of a person: that of the latest candidacy that names one, else of the latest tenure, else one of
/// which the person is stated to be a member.
pub fn party_of(graph: &PoliticalGraph, person: PersonId) -> Option<PartyId> {
    let own = graph.person(person);
    let stood = || own.candidacies.iter().rev().find_map(|id| graph.candidacy(*id).party.best().copied());
    let held = || {
        own.tenures.iter().rev().find_map(|id| {
            let tenure = graph.tenure(*id);
            tenure.party.or(graph.office(tenure.office).party)
        })
    };
    let member = || {
        graph.ties().iter().find_map(|tie| match (tie.kind, tie.from, tie.to) {
            (TieKind::MemberOf, Node::Person(one), Node::Party(party)) if one == person => Some(party),
            _ => None,
        })
    };
    stood().or_else(held).or_else(member)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_is_told_apart() {
        let groups = [Some(0), Some(0), Some(1), Some(1), Some(2), None];
        let one = |a: u32, broker: u32, b: u32| brokerage(&[(a, broker), (broker, b)], &groups)[broker as usize];
        let same = [Some(0), Some(0), Some(0)];
        assert_eq!(brokerage(&[(0, 1), (1, 2)], &same)[1], Roles { coordinator: 1, ..Roles::default() });
        assert_eq!(one(0, 2, 1), Roles { itinerant: 1, ..Roles::default() });
        assert_eq!(one(0, 2, 3), Roles { gatekeeper: 1, ..Roles::default() });
        assert_eq!(one(0, 1, 2), Roles { representative: 1, ..Roles::default() });
        assert_eq!(one(0, 2, 4), Roles { liaison: 1, ..Roles::default() });
        assert_eq!(one(0, 2, 5), Roles::default());
        // Whoever is tied directly needs no broker.
        assert_eq!(brokerage(&[(0, 1), (1, 2), (0, 2)], &same)[1].total(), 0);
        assert_eq!(brokerage(&[(0, 1), (1, 0)], &same)[1].total(), 0);
    }
}

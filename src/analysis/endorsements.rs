//! Who endorsed whom in a contest, and what came of it.

use crate::facts::{Stance, TieKind};
use crate::graph::{ContestId, Node, PartyId, PersonId, PoliticalGraph, Tie};
use std::collections::{BTreeMap, BTreeSet};

/// The endorsements of one candidate.
#[derive(Debug, Clone, PartialEq)]
pub struct Backing<'g> {
    /// The candidate.
    pub candidate: PersonId,
    /// The endorsements.
    pub endorsements: Vec<&'g Tie>,
    /// The share of all endorsements in the contest, in per cent.
    pub share: f64,
    /// The share of the votes in the last round, in per cent, if known.
    pub votes: Option<f64>,
    /// True if the contest elected the candidate.
    pub elected: bool,
    /// The number of endorsements by people of another party than the candidate's.
    pub across: usize,
}

/// How one kind of endorsers divides among the candidates.
#[derive(Debug, Clone, PartialEq)]
pub struct Lean {
    /// The kind, as the source names it.
    pub kind: String,
    /// The number of endorsements of each candidate, the most first.
    pub of: Vec<(PersonId, usize)>,
}

impl Lean {
    /// Returns the share of the first candidate, in per cent.
    pub fn share(&self) -> f64 {
        let all: usize = self.of.iter().map(|(_, n)| n).sum();
        self.of.first().map_or(0.0, |(_, n)| 100.0 * *n as f64 / all as f64)
    }
}

/// The endorsements in a contest.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Endorsements<'g> {
    /// The candidates with endorsements, the most first.
    pub backing: Vec<Backing<'g>>,
    /// Those who declined to endorse, or took an endorsement back.
    pub refused: Vec<&'g Tie>,
    /// The leans, the largest kind first.
    pub leans: Vec<Lean>,
}

/// Collects the endorsements in a contest. The share within the race follows Cohen, Karol, Noel and Zaller, *The Party
/// Decides* (2008); the leans of groups Blum and Noel, "Group alignments and party coalitions" (2024). Each endorser
/// counts once. O(ties).
pub fn of_contest(graph: &PoliticalGraph, contest: ContestId) -> Endorsements<'_> {
    let all: Vec<&Tie> =
        graph.ties().iter().filter(|t| t.kind == TieKind::Endorsed && t.contest == Some(contest)).collect();
    let is_refused = |tie: &Tie| matches!(tie.stance, Some(Stance::Declined | Stance::Withdrawn));
    let (refused, given): (Vec<&Tie>, Vec<&Tie>) = all.into_iter().partition(|tie| is_refused(tie));
    let mut of: BTreeMap<PersonId, Vec<&Tie>> = BTreeMap::new();
    for tie in &given {
        if let Node::Person(candidate) = tie.to {
            of.entry(candidate).or_default().push(tie);
        }
    }
    let count = |ties: &[&Tie]| ties.iter().map(|t| t.from).collect::<BTreeSet<Node>>().len();
    let sum: usize = of.values().map(|ties| count(ties)).sum();
    let row = |p: PersonId| graph.candidacies_of(contest).find(|c| c.person == p);
    let mut backing: Vec<Backing<'_>> = of
        .into_iter()
        .map(|(candidate, endorsements)| {
            let own = row(candidate);
            let party = own.and_then(|c| c.party.best().copied()).or_else(|| party_of(graph, candidate));
            let across = endorsements.iter().filter(|tie| match (tie.from, party) {
                (Node::Person(endorser), Some(party)) => party_of(graph, endorser).is_some_and(|own| own != party),
                (Node::Party(endorser), Some(party)) => endorser != party,
                _ => false,
            });
            let last = own.and_then(|c| c.last_result(graph.contest(contest)));
            Backing {
                candidate,
                share: 100.0 * count(&endorsements) as f64 / sum as f64,
                votes: last.and_then(|(_, r)| r.shares.best().copied()),
                elected: own.is_some_and(|c| c.is_elected()),
                across: across.count(),
                endorsements,
            }
        })
        .collect();
    backing.sort_by_key(|b| (std::cmp::Reverse(count(&b.endorsements)), b.candidate));
    let mut kinds: BTreeMap<&str, BTreeMap<PersonId, usize>> = BTreeMap::new();
    for tie in &given {
        if let (Node::Person(candidate), Some(kind)) = (tie.to, tie.role.as_deref()) {
            *kinds.entry(kind).or_default().entry(candidate).or_default() += 1;
        }
    }
    let mut leans: Vec<Lean> = kinds
        .into_iter()
        .map(|(kind, of)| {
            let mut of: Vec<(PersonId, usize)> = of.into_iter().collect();
            of.sort_by_key(|(p, n)| (std::cmp::Reverse(*n), *p));
            Lean { kind: kind.to_string(), of }
        })
        .collect();
    let size = |lean: &Lean| lean.of.iter().map(|(_, n)| n).sum::<usize>();
    leans.sort_by_key(|lean| (std::cmp::Reverse(size(lean)), lean.kind.clone()));
    Endorsements { backing, refused, leans }
}

/// Returns the party for which a person stood most recently, else the one that a source calls theirs.
fn party_of(graph: &PoliticalGraph, person: PersonId) -> Option<PartyId> {
    let mut stood = graph.person(person).candidacies.iter().rev();
    stood.find_map(|c| graph.candidacy(*c).party.best().copied()).or_else(|| {
        let member = |t: &&Tie| t.kind == TieKind::MemberOf && t.from == Node::Person(person);
        graph.ties().iter().filter(member).find_map(|t| if let Node::Party(id) = t.to { Some(id) } else { None })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Facts;
    use crate::graph::Lookup;
    use crate::identity::Overrides;
    use crate::source::read_text;

    #[test]
    fn shares_leans_and_refusals() {
        let text = "{{Infobox election|election_name=2026 Elm election|candidate1=[[Ann Ash]]|party1=X|percentage1=60%|candidate2=[[Ben Oak]]|party2=Y|percentage2=40%}}\n\
            {{Endorsements box|title=[[Ann Ash]]|list=\n'''Mayors'''\n* [[Cy Elm]]\n* [[Dan Fir]]\n'''Unions'''\n* Elm Workers\n}}\n\
            {{Endorsements box|title=[[Ben Oak]]|list=\n'''Mayors'''\n* [[Eve Yew]]\n'''Declined to endorse'''\n* [[Flo Bay]]\n}}\n";
        let pages = read_text("2026 Elm election.wiki", text.as_bytes()).pages;
        let graph = PoliticalGraph::build(&Facts::extract(&pages), &Overrides::default());
        let Lookup::One(contest) = graph.find_contest("2026 Elm election") else { panic!() };
        let found = of_contest(&graph, contest);
        let name = |p: PersonId| graph.person(p).name.as_str();
        let told: Vec<_> = found.backing.iter().map(|b| (name(b.candidate), b.share, b.votes)).collect();
        assert_eq!(told, [("Ann Ash", 75.0, Some(60.0)), ("Ben Oak", 25.0, Some(40.0))]);
        assert_eq!(found.refused.len(), 1);
        assert_eq!((found.leans[0].kind.as_str(), found.leans[0].share().round()), ("Mayors", 67.0));
    }
}

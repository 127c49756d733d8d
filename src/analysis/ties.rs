//! Stated ties of people, groups and parties, and what two people have in common.

use super::rivals::{self, Rivalry};
use super::succession;
use crate::facts::{Stance, TieKind, kin::Kinship};
use crate::graph::{ContestId, Node, PersonId, PoliticalGraph, Tenure, TenureId, Tie};
use crate::identity::body_of;
use crate::wikitext::{Date, fold_title};
use std::collections::{BTreeMap, BTreeSet};

/// What the help and the output say of ties: what is not stated is not known.
pub const ABSENCE: &str = "Only ties that a source states are known. Most pages state few, so that the absence of a tie is no evidence that there was none.";

/// A tie as seen from one of its ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen<'g> {
    /// The tie.
    pub tie: &'g Tie,
    /// The end from which it is seen.
    pub from: Node,
    /// The other end.
    pub to: Node,
    /// True if the tie is read from its second end.
    pub reversed: bool,
}

impl Seen<'_> {
    /// Returns the tie in words: "served under", or "had as deputy" read from the other end.
    pub fn words(&self) -> &'static str {
        match (self.tie.stance, self.reversed) {
            (Some(Stance::Declined), false) => return "declined to endorse",
            (Some(Stance::Declined), true) => return "was refused an endorsement by",
            (Some(Stance::Withdrawn), false) => return "no longer endorsed",
            (Some(Stance::Withdrawn), true) => return "was no longer endorsed by",
            _ => {}
        }
        if self.reversed { self.tie.kind.reversed() } else { self.tie.kind.label() }
    }

    /// Returns what the other end is: of kin, what the other is to the one it is seen from.
    pub fn role(&self) -> Option<String> {
        match (self.tie.kinship(), self.reversed) {
            (Some(kinship), true) => Some(kinship.reversed().label().to_string()),
            _ => self.tie.role.clone(),
        }
    }
}

/// Returns the ties at a node, each seen from it: kin first, then by kind and time. O(ties).
pub fn of(graph: &PoliticalGraph, node: Node) -> Vec<Seen<'_>> {
    let mut found: Vec<Seen<'_>> = graph
        .ties()
        .iter()
        .filter_map(|tie| {
            let to = tie.other(node)?;
            Some(Seen { tie, from: node, to, reversed: tie.from != node })
        })
        .collect();
    let place = |kind: TieKind| match kind {
        TieKind::Kin => 0,
        TieKind::MemberOf => 98,
        TieKind::Endorsed => 99,
        kind => 1 + kind as usize,
    };
    let generation = |seen: &Seen<'_>| {
        seen.role().map(|role| Kinship::of_role(&role)).and_then(|k| Some((k as usize, k.generations()?)))
    };
    found.sort_by_key(|seen| {
        let kin = (seen.tie.kind == TieKind::Kin).then(|| generation(seen)).flatten();
        (place(seen.tie.kind), seen.reversed, kin, seen.tie.start.map(|d| d.sort_key()), seen.tie.id)
    });
    found
}

/// Something that two people have in common: derived, never stated.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Common<'g> {
    /// Both have a tie to the same person, group or party.
    Tied {
        /// The person, group or party.
        node: Node,
        /// The tie of the first person.
        a: &'g Tie,
        /// The tie of the second person.
        b: &'g Tie,
    },
    /// Both served under one person at the same time: in one cabinet.
    Cabinet {
        /// The head.
        head: PersonId,
        /// The tie of the first person.
        a: &'g Tie,
        /// The tie of the second person.
        b: &'g Tie,
        /// The first and last day on which both did, if known.
        span: (Option<Date>, Option<Date>),
    },
    /// Both held seats of one body, or one office of several holders, at the same time.
    Office {
        /// The tenure of the first person.
        a: TenureId,
        /// The tenure of the second person.
        b: TenureId,
        /// The first and last day on which both did, if known.
        span: (Option<Date>, Option<Date>),
    },
    /// One contest elected both.
    Elected(ContestId),
    /// One followed the other in an office, directly.
    Followed {
        /// The tenure of the one who came first.
        before: TenureId,
        /// The tenure of the one who came next.
        after: TenureId,
    },
    /// They stood against each other, by the rules of [`rivals::between`].
    Met(Rivalry),
}

/// What ties two people.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Between<'g> {
    /// The stated ties between the two, each seen from the first.
    pub direct: Vec<Seen<'g>>,
    /// What they have in common.
    pub common: Vec<Common<'g>>,
}

/// Finds the ties between two people, and what they have in common. O(ties + tenures of both).
pub fn between(graph: &PoliticalGraph, a: PersonId, b: PersonId) -> Between<'_> {
    let (node_a, node_b) = (Node::Person(a), Node::Person(b));
    let (of_a, of_b) = (of(graph, node_a), of(graph, node_b));
    let direct = of_a.iter().filter(|seen| seen.to == node_b).cloned().collect();
    let mut common = Vec::new();
    let mut theirs: BTreeMap<Node, Vec<&Seen<'_>>> = BTreeMap::new();
    of_b.iter().for_each(|seen| theirs.entry(seen.to).or_default().push(seen));
    let mut told: BTreeSet<(Node, TieKind, TieKind)> = BTreeSet::new();
    // Who refused to endorse somebody shares nothing with them.
    for one in of_a.iter().filter(|seen| seen.to != node_b && seen.tie.is_positive()) {
        for other in theirs.get(&one.to).into_iter().flatten().filter(|seen| seen.tie.is_positive()) {
            let both_under = [one, other].iter().all(|s| s.tie.kind == TieKind::ServedUnder && !s.reversed);
            let span = overlap(ends(one.tie), ends(other.tie));
            if let (true, Node::Person(head)) = (both_under, one.to) {
                // Those who served under one person at other times shared no cabinet.
                if let Some(span) = span {
                    common.push(Common::Cabinet { head, a: one.tie, b: other.tie, span });
                }
            } else if told.insert((one.to, one.tie.kind, other.tie.kind)) {
                common.push(Common::Tied { node: one.to, a: one.tie, b: other.tie });
            }
        }
    }
    for held in graph.person(a).tenures.iter().map(|t| graph.tenure(*t)) {
        for other in graph.person(b).tenures.iter().map(|t| graph.tenure(*t)) {
            let bodies = [held, other].map(|t| body_key(&graph.office(t.office).name));
            if bodies[0] != bodies[1] {
                continue;
            }
            if let Some(span) = overlap(known_ends(graph, held), known_ends(graph, other)) {
                common.push(Common::Office { a: held.id, b: other.id, span });
            }
            for (before, after) in [(held, other), (other, held)] {
                if succession::successor(graph, before).is_some_and(|next| next.id == after.id) {
                    common.push(Common::Followed { before: before.id, after: after.id });
                }
            }
        }
    }
    let elected = |p: PersonId| -> BTreeSet<ContestId> {
        let rows = graph.person(p).candidacies.iter().map(|c| graph.candidacy(*c));
        rows.filter(|c| c.is_elected()).map(|c| c.contest).collect()
    };
    common.extend(elected(a).intersection(&elected(b)).map(|c| Common::Elected(*c)));
    let rivalry = rivals::between(graph, a, b, false);
    if !rivalry.meetings.is_empty() {
        common.push(Common::Met(rivalry));
    }
    Between { direct, common }
}

/// Returns the folded name of the body that an office is a seat of, else that of the office.
pub fn body_key(office: &str) -> String {
    let key = fold_title(office);
    body_of(&key).map(ToString::to_string).unwrap_or(key)
}

/// The first and the last day of something.
type Ends = (Option<Date>, Option<Date>);

/// Returns the first and last day between which a tie lies: those that are stated, else the date of its contest, else
/// the tenure of the office that it belongs to, of which it may be a part. Of colleagues and of those who appointed
/// somebody the same holds. O(tenures of the two people).
pub fn span(graph: &PoliticalGraph, tie: &Tie) -> (Option<Date>, Option<Date>) {
    if tie.start.is_some() || tie.end.is_some() {
        return (tie.start, tie.end);
    }
    if let Some(date) = tie.contest.and_then(|contest| graph.contest(contest).date()) {
        return (Some(date), Some(date));
    }
    let Some(office) = &tie.office else { return (None, None) };
    let people = [tie.from, tie.to].into_iter().filter_map(|node| match node {
        Node::Person(id) => Some(graph.person(id)),
        _ => None,
    });
    let held = people.flat_map(|person| &person.tenures).map(|id| graph.tenure(*id));
    let spells: Vec<Ends> =
        held.filter(|t| graph.office(t.office).name == *office).map(|t| known_ends(graph, t)).collect();
    let first = spells.iter().map(|(start, _)| *start).collect::<Option<Vec<Date>>>();
    let last = spells.iter().map(|(_, end)| *end).collect::<Option<Vec<Date>>>();
    let least = |dates: Vec<Date>| dates.into_iter().min_by_key(|date| date.sort_key());
    let most = |dates: Vec<Date>| dates.into_iter().max_by_key(|date| date.sort_key());
    (first.and_then(least), last.and_then(most))
}

/// Returns true if a tie may have held in a year: no date speaks against it.
pub fn held_in(graph: &PoliticalGraph, tie: &Tie, year: i32) -> bool {
    let (start, end) = span(graph, tie);
    start.and_then(Date::first_year).is_none_or(|first| first <= year)
        && end.and_then(Date::last_year).is_none_or(|last| last >= year)
}

fn ends(tie: &Tie) -> Ends {
    (tie.start, tie.end)
}

fn known_ends(graph: &PoliticalGraph, tenure: &Tenure) -> Ends {
    graph.span_of(tenure)
}

/// Returns the days on which both lasted; `None` if they did not overlap, or if it cannot be told, as of one that ended
/// in the year in which the other began. An end that is not stated is open if a start is.
fn overlap(a: Ends, b: Ends) -> Option<Ends> {
    let first = |ends: Ends| ends.0.and_then(|d| d.days().0);
    let last = |ends: Ends| ends.1.map_or(Some(i64::MAX), |d| d.days().1);
    let (start_a, start_b) = (first(a)?, first(b)?);
    let (end_a, end_b) = (last(a)?, last(b)?);
    let touch = |ended: Option<Date>, began: Option<Date>| ended.zip(began).is_some_and(|(e, b)| e.compatible(b));
    if touch(a.1, b.0) || touch(b.1, a.0) {
        return None;
    }
    let start = if start_a >= start_b { a.0 } else { b.0 };
    let end = if end_a <= end_b { a.1 } else { b.1 };
    (start_a.max(start_b) < end_a.min(end_b)).then_some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Facts;
    use crate::graph::Lookup;
    use crate::identity::Overrides;
    use crate::source::read_text;

    #[test]
    fn what_two_ministers_share() {
        let page = |name: &str, rest: &str| {
            let text = format!(
                "{{{{Infobox officeholder|name={name}|office=Minister of {rest}}}}}\n==Caucuses==\n* [[Tree Caucus]]\n"
            );
            read_text(&format!("{name}.wiki"), text.as_bytes()).pages
        };
        let pages = [
            page("Ann Elm", "Trees|term_start=2001|term_end=2005|primeminister=[[Cy Ash]]"),
            page("Ben Oak", "Soil|term_start=2004|term_end=2008|primeminister=[[Cy Ash]]"),
            page("Dan Fir", "Rain|term_start=2006|term_end=2008|primeminister=[[Cy Ash]]"),
        ]
        .concat();
        let graph = PoliticalGraph::build(&Facts::extract(&pages), &Overrides::default());
        let person = |name: &str| match graph.find_person(name) {
            Lookup::One(id) => id,
            other => panic!("{other:?}"),
        };
        let [ann, ben, dan, cy] = ["Ann Elm", "Ben Oak", "Dan Fir", "Cy Ash"].map(person);
        let shared = between(&graph, ann, ben);
        assert!(shared.direct.is_empty());
        assert!(shared.common.iter().any(|c| matches!(c, Common::Cabinet { head, .. } if *head == cy)));
        assert!(shared.common.iter().any(|c| matches!(c, Common::Tied { node: Node::Group(_), .. })));
        assert!(!between(&graph, ann, dan).common.iter().any(|c| matches!(c, Common::Cabinet { .. })), "a year apart");
        let seen = of(&graph, Node::Person(cy));
        assert_eq!((seen.len(), seen[0].words()), (3, "was served by"));
    }
}

//! The petgraph graph over the tables.

use super::model::{Link, Node, Relation};
use super::{PersonId, PoliticalGraph};
use petgraph::graph::{DiGraph, NodeIndex};

impl PoliticalGraph {
    /// Builds the nodes and edges from the tables. Nodes are people, contests, offices, parties and groups, each in the order
    /// of their ids.
    pub(super) fn connected(&self) -> DiGraph<Node, Link> {
        let nodes =
            self.people.len() + self.contests.len() + self.offices.len() + self.parties.len() + self.groups.len();
        let mut graph = DiGraph::with_capacity(nodes, self.candidacies.len() + self.contests.len());
        let people: Vec<NodeIndex> = self.people.iter().map(|p| graph.add_node(Node::Person(p.id))).collect();
        let contests: Vec<NodeIndex> = self.contests.iter().map(|c| graph.add_node(Node::Contest(c.id))).collect();
        let offices: Vec<NodeIndex> = self.offices.iter().map(|o| graph.add_node(Node::Office(o.id))).collect();
        let parties: Vec<NodeIndex> = self.parties.iter().map(|p| graph.add_node(Node::Party(p.id))).collect();
        let groups: Vec<NodeIndex> = self.groups.iter().map(|g| graph.add_node(Node::Group(g.id))).collect();
        let index = |node: Node| match node {
            Node::Person(id) => people[id.index()],
            Node::Contest(id) => contests[id.index()],
            Node::Office(id) => offices[id.index()],
            Node::Party(id) => parties[id.index()],
            Node::Group(id) => groups[id.index()],
        };
        let bare = |relation| Link { relation, candidacy: None, tenure: None, tie: None };
        for contest in &self.contests {
            let node = contests[contest.id.index()];
            if let Some(office) = contest.office {
                graph.add_edge(node, offices[office.index()], bare(Relation::ContestFor));
            }
            if let Some(next) = contest.next.best() {
                graph.add_edge(node, contests[next.index()], bare(Relation::FollowedBy));
            }
        }
        for candidacy in self.candidacies.iter().filter(|c| c.is_standing()) {
            let (person, contest) = (people[candidacy.person.index()], contests[candidacy.contest.index()]);
            let link = |relation| Link { relation, candidacy: Some(candidacy.id), tenure: None, tie: None };
            graph.add_edge(person, contest, link(Relation::StoodIn));
            if candidacy.is_elected() {
                graph.add_edge(person, contest, link(Relation::ElectedBy));
            }
        }
        let mut members: Vec<(PersonId, usize)> =
            self.candidacies.iter().filter_map(|c| c.party.best().map(|p| (c.person, p.index()))).collect();
        members.sort_unstable();
        members.dedup();
        for (person, party) in members {
            graph.add_edge(people[person.index()], parties[party], bare(Relation::MemberOf));
        }
        for tenure in &self.tenures {
            let link = |relation| Link { relation, candidacy: None, tenure: Some(tenure.id), tie: None };
            graph.add_edge(people[tenure.person.index()], offices[tenure.office.index()], link(Relation::Held));
        }
        for pair in self.tenures.windows(2) {
            let [before, after] = pair else { continue };
            if before.office == after.office && after.follows && before.person != after.person {
                let link = Link { relation: Relation::SucceededBy, candidacy: None, tenure: Some(after.id), tie: None };
                graph.add_edge(people[before.person.index()], people[after.person.index()], link);
            }
        }
        for tie in &self.ties {
            let relation = Relation::Tied(tie.kind);
            let link = Link { relation, candidacy: None, tenure: None, tie: Some(tie.id) };
            graph.add_edge(index(tie.from), index(tie.to), link);
        }
        graph
    }
}

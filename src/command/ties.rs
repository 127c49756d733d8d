//! `hustings ties`.

use super::exit::Failure;
use super::input::{Input, heading};
use super::output::{FormatArg, Style, table, text};
use clap::Args;
use hustings::analysis::ties::{self, ABSENCE, Between, Common, Seen};
use hustings::dataset::{Dataset, Need};
use hustings::facts::TieKind;
use hustings::graph::{GroupId, Lookup, Node, PartyId, PersonId, PoliticalGraph};
use hustings::store::Part;
use hustings::view::listing;
use hustings::view::words::counted;
use hustings::wikitext::Date;

/// Show the stated ties of a person: kin, those served under, deputies, committees, endorsements; or what ties two people
///
/// Each tie is shown with its dates, the office or contest to which it belongs, and where it is stated. A tie that two
/// pages state is one tie with two citations. For two people, the answer also says what they have in common: groups,
/// people both are tied to, a cabinet or a body in which both sat at the same time, a contest that elected both, who
/// followed whom in an office, and the contests in which they met. These are derived and not stated. Without a name, every
/// tie is listed.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings ties \"Golda Meir\"                           everything that ties her to others
  hustings ties \"Golda Meir\" \"Yitzhak Rabin\"           what ties the two
  hustings ties \"Congressional Progressive Caucus\" --from pages/   its members
  hustings ties --kind kin --format csv                every stated kinship, for a spreadsheet")]
pub(super) struct Ties {
    /// A person, group or party: in any case, without diacritics, or by surname
    a: Option<String>,
    /// A second person
    b: Option<String>,
    /// Show only ties of this kind, such as kin or served-under; may be repeated
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Vec<TieKind>,
    /// Show only ties that held in this year, and those without dates
    #[arg(long, value_name = "YEAR")]
    year: Option<i32>,
    #[arg(long, value_enum, default_value_t = FormatArg::Table)]
    /// How to write the answer
    format: FormatArg,
}

/// Reads a kind of tie.
pub(super) fn kind(text: &str) -> Result<TieKind, String> {
    TieKind::read(text).ok_or_else(|| {
        let all: Vec<String> = TieKind::ALL.iter().map(|kind| kind.slug()).collect();
        format!("no kind of tie; the kinds are {}", all.join(", "))
    })
}

impl Ties {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let data = input.open()?;
        let (a, b) = match (&self.a, &self.b) {
            (None, _) => return self.all(&data),
            (Some(a), b) => (a, b),
        };
        let node = Self::find(input, &data, a)?;
        let Some(b) = b else { return self.one(&data, node) };
        let other = Self::find(input, &data, b)?;
        match (node, other) {
            (Node::Person(one), Node::Person(two)) if one != two => self.pair(&data, one, two),
            (Node::Person(_), Node::Person(_)) => {
                Err(Failure::Usage(format!("'{a}' and '{b}' both mean one person; name two different people")))
            }
            _ => Err(Failure::Usage(
                "ties between two names are those of two people; give one name for a group or party".into(),
            )),
        }
    }

    /// Returns the person, the group or the party that a name means, as a number of the whole data.
    fn find(input: &Input, data: &Dataset, name: &str) -> Result<Node, Failure> {
        let called = data.part(&Need::Called(&[name]))?;
        if let Lookup::One(id) = called.graph.find_person(name) {
            return Ok(Node::Person(PersonId::from_index(called.person_number(id) as usize)));
        }
        let groups = data.part(&Need::Groups(name))?;
        if let Some(id) = groups.graph.find_group(name) {
            return Ok(Node::Group(GroupId::from_index(groups.group_number(id) as usize)));
        }
        let parties = data.part(&Need::Name(name))?;
        if let Lookup::One(id) = parties.graph.find_party(name) {
            return Ok(Node::Party(PartyId::from_index(parties.party_number(id) as usize)));
        }
        let part = input.part(data, &Need::People(&[name]))?;
        let id = part.person(name)?;
        Ok(Node::Person(PersonId::from_index(part.person_number(id) as usize)))
    }

    fn takes(&self, graph: &PoliticalGraph, seen: &Seen<'_>) -> bool {
        (self.kind.is_empty() || self.kind.contains(&seen.tie.kind))
            && self.year.is_none_or(|year| ties::held_in(graph, seen.tie, year))
    }

    fn all(&self, data: &Dataset) -> Result<(), Failure> {
        let graph = data.graph()?;
        let all = graph.ties().iter().map(|tie| Seen { tie, from: tie.from, to: tie.to, reversed: false });
        let found: Vec<Seen<'_>> = all.filter(|seen| self.takes(&graph, seen)).collect();
        let rows = listing::ties(&graph, &found);
        if !self.format.is_for_people() {
            return table(&rows, self.format);
        }
        if found.is_empty() {
            return text(&format!("No ties are stated. {ABSENCE}"));
        }
        table(&rows.only(&["from", "kind", "to", "role", "office", "start", "end", "evidence"]), self.format)?;
        text(&format!("\n{}", Style::Quiet.paint(&format!("{}. {ABSENCE}", counted(found.len(), "tie")))))
    }

    fn one(&self, data: &Dataset, node: Node) -> Result<(), Failure> {
        let part = data.part(&Need::Ties(&[node]))?;
        let graph = &part.graph;
        let node = here(&part, node);
        let found: Vec<Seen<'_>> = ties::of(graph, node).into_iter().filter(|seen| self.takes(graph, seen)).collect();
        if !self.format.is_for_people() {
            return table(&listing::ties(graph, &found), self.format);
        }
        let name = graph.label_of(node);
        if found.is_empty() {
            return text(&format!("No source states a tie of {name}. {ABSENCE}"));
        }
        text(&heading(&format!("{name}: {}", counted(found.len(), "tie"))))?;
        table(&listing::ties_in_words(graph, &found), self.format)?;
        text(&format!("\n{}", Style::Quiet.paint(ABSENCE)))
    }

    fn pair(&self, data: &Dataset, a: PersonId, b: PersonId) -> Result<(), Failure> {
        let nodes = [Node::Person(a), Node::Person(b)];
        let part = data.part(&Need::Ties(&nodes))?;
        let graph = &part.graph;
        let [Node::Person(a), Node::Person(b)] = nodes.map(|node| here(&part, node)) else { return Ok(()) };
        let Between { direct, common } = ties::between(graph, a, b);
        let direct: Vec<Seen<'_>> = direct.into_iter().filter(|seen| self.takes(graph, seen)).collect();
        if !self.format.is_for_people() {
            return table(&listing::ties(graph, &direct), self.format);
        }
        let [name_a, name_b] = [a, b].map(|p| graph.person(p).name.as_str());
        if direct.is_empty() {
            text(&format!("No source states a tie between {name_a} and {name_b}."))?;
        } else {
            text(&heading(&format!("{name_a} and {name_b}: {}", counted(direct.len(), "stated tie"))))?;
            table(&listing::ties_in_words(graph, &direct), self.format)?;
        }
        if !common.is_empty() {
            text(&format!("\n{}", heading("In common, derived from what is stated of each")))?;
            for shared in &common {
                text(&format!("  {}", said(graph, shared)))?;
            }
        }
        text(&format!("\n{}", Style::Quiet.paint(ABSENCE)))
    }
}

/// Returns the node in a part for a number of the whole data.
fn here(part: &Part, node: Node) -> Node {
    match node {
        Node::Person(id) => Node::Person(part.person_id(id.index() as u32).unwrap_or(id)),
        Node::Group(id) => Node::Group(part.group_id(id.index() as u32).unwrap_or(id)),
        Node::Party(id) => Node::Party(part.party_id(id.index() as u32).unwrap_or(id)),
        other => other,
    }
}

/// Returns what two people have in common, in words.
fn said(graph: &PoliticalGraph, common: &Common<'_>) -> String {
    let span = |(from, to): (Option<Date>, Option<Date>)| match (from, to) {
        (Some(from), Some(to)) => format!(", {} to {}", from.long(), to.long()),
        (Some(from), None) => format!(", from {}", from.long()),
        (None, Some(to)) => format!(", to {}", to.long()),
        (None, None) => String::new(),
    };
    match common {
        Common::Tied { node, a, b } => {
            let name = graph.label_of(*node);
            let word = |tie: &hustings::graph::Tie| {
                if tie.to == *node { tie.kind.label() } else { tie.kind.reversed() }
            };
            if a.kind == b.kind && word(a) == word(b) {
                format!("both {} {name}", word(a))
            } else {
                format!(
                    "{name}: {} ({}), {} ({})",
                    word(a),
                    graph.label_of(other(a, *node)),
                    word(b),
                    graph.label_of(other(b, *node))
                )
            }
        }
        Common::Cabinet { head, span: both, .. } => {
            format!("served at the same time under {}{}", graph.person(*head).name, span(*both))
        }
        Common::Office { a, b, span: both } => {
            let [one, two] = [a, b].map(|t| graph.office(graph.tenure(*t).office).name.as_str());
            if one == two {
                format!("held at the same time: {one}{}", span(*both))
            } else {
                format!("sat at the same time: {one}, and {two}{}", span(*both))
            }
        }
        Common::Followed { before, after } => {
            let [first, next] = [before, after].map(|t| graph.tenure(*t));
            let names = [first, next].map(|t| graph.person(t.person).name.as_str());
            let when = next.from.best().map(|d| format!(", {}", d.long())).unwrap_or_default();
            format!("{} followed {} as {}{when}", names[1], names[0], graph.office(next.office).name)
        }
        Common::Met(rivalry) => {
            let times = counted(rivalry.meetings.len(), "contest");
            let years = match rivalry.years(graph) {
                (Some(first), Some(last)) if first != last => format!(", {first} to {last}"),
                (Some(year), _) | (_, Some(year)) => format!(", {year}"),
                _ => String::new(),
            };
            format!("stood against each other in {times}{years}")
        }
        Common::Elected(contest) => format!("both elected by the {}", graph.contest(*contest).title),
        _ => String::new(),
    }
}

fn other(tie: &hustings::graph::Tie, node: Node) -> Node {
    tie.other(node).unwrap_or(node)
}

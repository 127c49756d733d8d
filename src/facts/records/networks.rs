//! Reads the networks that `hustings export` writes as GraphML, GEXF and node-link JSON: nodes and edges with attributes.

use super::tree::{Tree, of_json};
use super::{Teller, has_all, is_json};
use crate::facts::input::Input;
use crate::facts::tagged::{self, tagged};
use crate::facts::{
    Began, CandidacySays, ContestMention, ContestSays, Ended, Facts, Kind, Outcome, Phase, Selectorate, Stance,
    Statement, Status, TenureSays, TieEnd, TieKind, TieSays,
};
use crate::source::{Lost, Page, Warning};
use crate::wikitext::{Date, Quantity};
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The format: node-link JSON, as `NetworkX` reads it.
pub(in crate::facts) const NODE_LINK: Input = Input {
    name: "node-link",
    label: "network (node-link JSON, as exported)",
    recognised_by: "'nodes' and 'links' with 'kind' and 'relation'",
    becomes: "contests, candidacies with the last round's votes, tenures, successions and ties; other rounds, other values and citations are not in it",
    example: "{\"directed\":true,\"nodes\":[{\"id\":\"p0\",\"kind\":\"person\",\"label\":\"Ann Ash\"}],\"links\":[{\"relation\":\"held\"}]}\n",
    in_fractions: false,
    is_it: |text| is_json(text) && has_all(text, &["\"nodes\"", "\"links\"", "\"relation\""]),
    extract: node_link,
};

/// The format: GraphML.
pub(in crate::facts) const GRAPHML: Input = Input {
    name: "graphml",
    label: "network (GraphML, as exported)",
    recognised_by: "'<graphml' and the attributes 'kind' and 'relation'",
    example: "<?xml version=\"1.0\"?>\n<graphml><key id=\"n0\" for=\"node\" attr.name=\"kind\"/><key id=\"e0\" for=\"edge\" attr.name=\"relation\"/></graphml>\n",
    is_it: |text| text.first.starts_with('<') && text.whole.contains("<graphml") && text.whole.contains("\"relation\""),
    extract: |page, facts| xml(page, facts),
    ..NODE_LINK
};

/// The format: GEXF.
pub(in crate::facts) const GEXF: Input = Input {
    name: "gexf",
    label: "network (GEXF, as exported)",
    recognised_by: "'<gexf' and the attributes 'kind' and 'relation'",
    example: "<?xml version=\"1.0\"?>\n<gexf><graph><attributes class=\"edge\"><attribute id=\"0\" title=\"relation\"/></attributes></graph></gexf>\n",
    is_it: |text| text.first.starts_with('<') && text.whole.contains("<gexf") && text.whole.contains("\"relation\""),
    extract: |page, facts| xml(page, facts),
    ..NODE_LINK
};

/// A node or an edge: its attributes by name, and its line.
#[derive(Default)]
pub(super) struct Item {
    line: usize,
    attributes: BTreeMap<String, String>,
}

impl Item {
    /// Creates an item with the attributes that have a value.
    pub(super) fn of(line: usize, attributes: &[(&str, Option<&str>)]) -> Self {
        let known = attributes.iter().filter_map(|(name, value)| Some(((*name).to_string(), (*value)?.to_string())));
        Self { line, attributes: known.collect() }
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str).filter(|text| !text.is_empty())
    }

    fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.parse().ok()
    }

    fn quote(&self) -> String {
        let words: Vec<String> = self.attributes.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        words.join(", ").chars().take(crate::facts::MOST_QUOTED).collect()
    }
}

fn node_link(page: &Page, facts: &mut Facts) {
    let mut teller = Teller { page, facts };
    let Some(root) = teller.root(of_json(&page.text, 1)) else { return };
    let items = |key: &str| -> Vec<Item> {
        root.items_at(key)
            .iter()
            .map(|node| {
                let scalars = node.entries().iter().filter_map(|(name, value)| match &value.value {
                    Tree::Text(text) => Some((name.clone(), text.clone())),
                    _ => None,
                });
                Item { line: node.line, attributes: scalars.collect() }
            })
            .collect()
    };
    tell(&items("nodes"), &items("links"), &mut teller);
}

/// Reads GraphML or GEXF: elements `node` and `edge`, whose attributes are named by `key` or `attribute`.
fn xml(page: &Page, facts: &mut Facts) {
    let mut teller = Teller { page, facts };
    let mut reader = quick_xml::Reader::from_str(&page.text);
    let mut read = Xml::default();
    let (mut at, mut line, mut depth) = (0, 1, 0_usize);
    let mut broken = |line: usize, message: String| {
        teller.facts.warnings.push(Warning::new(&page.file, line, "bad-xml", message).losing(Lost::Part));
    };
    loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(e) => {
                broken(line, format!("this cannot be read: {e}"));
                break;
            }
        };
        let now = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX).min(page.text.len());
        line += page.text.as_bytes()[at..now].iter().filter(|byte| **byte == b'\n').count();
        at = now;
        match event {
            Event::Start(element) => {
                depth += 1;
                read.element(&element, line);
            }
            Event::Empty(element) => read.element(&element, line),
            Event::Text(text) => read.text(&text.xml10_content()),
            Event::GeneralRef(entity) => {
                let text = format!("&{};", &*entity);
                read.text(&quick_xml::escape::unescape(&text).unwrap_or_else(|_| text.as_str().into()));
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                if element.local_name().as_ref() == "data" {
                    read.key = None;
                }
            }
            Event::Eof => {
                if depth > 0 {
                    broken(line, "this file is cut: its elements are not closed; what stands before is read".into());
                }
                break;
            }
            _ => {}
        }
    }
    tell(&read.nodes, &read.edges, &mut teller);
}

/// What was read of a network so far.
#[derive(Default)]
struct Xml {
    nodes: Vec<Item>,
    edges: Vec<Item>,
    /// The name of each attribute, by whether it is one of edges, and its id.
    names: HashMap<(bool, String), String>,
    /// True inside the attributes of edges.
    of_edges: bool,
    /// True if the last item is an edge.
    in_edge: bool,
    /// The id of the attribute whose text is being read.
    key: Option<String>,
}

impl Xml {
    fn last(&mut self) -> Option<&mut Item> {
        if self.in_edge { self.edges.last_mut() } else { self.nodes.last_mut() }
    }

    fn element(&mut self, element: &BytesStart<'_>, line: usize) {
        let own = |name: &str| attribute(element, name);
        let mut name = |of_edges: bool, by: &str| {
            self.names.insert((of_edges, own("id").unwrap_or_default()), own(by).unwrap_or_default());
        };
        match element.local_name().as_ref() {
            "key" => name(own("for").as_deref() == Some("edge"), "attr.name"),
            "attributes" => self.of_edges = own("class").as_deref() == Some("edge"),
            "attribute" => name(self.of_edges, "title"),
            kind @ ("node" | "edge") => {
                self.in_edge = kind == "edge";
                let mut item = Item { line, ..Item::default() };
                for name in ["id", "label", "source", "target"] {
                    item.attributes.extend(own(name).map(|value| (name.to_string(), value)));
                }
                if self.in_edge { self.edges.push(item) } else { self.nodes.push(item) }
            }
            "data" => self.key = own("key"),
            "attvalue" => {
                let name = own("for").and_then(|id| self.names.get(&(self.in_edge, id)).cloned());
                if let (Some(item), Some(name), Some(value)) = (self.last(), name, own("value")) {
                    item.attributes.insert(name, value);
                }
            }
            _ => {}
        }
    }

    /// Adds a text to the attribute that is being read.
    fn text(&mut self, text: &str) {
        let Some(name) = self.key.as_ref().and_then(|id| self.names.get(&(self.in_edge, id.clone())).cloned()) else {
            return;
        };
        if let Some(item) = self.last() {
            item.attributes.entry(name).or_default().push_str(text);
        }
    }
}

/// Returns an attribute of an element, unescaped.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let value = element.try_get_attribute(name).ok().flatten()?;
    Some(
        quick_xml::escape::unescape(&value.value)
            .map_or_else(|_| value.value.to_string(), std::borrow::Cow::into_owned),
    )
}

/// States what the nodes and edges say.
pub(super) fn tell(nodes: &[Item], edges: &[Item], teller: &mut Teller<'_>) {
    let before = teller.facts.stated.len();
    let by_id: HashMap<&str, &Item> = nodes.iter().filter_map(|item| Some((item.get("id")?, item))).collect();
    let person = |item: &Item| -> Option<String> {
        let name = item.get("label")?;
        let id = item.get("stable_id").and_then(tagged::known);
        Some(id.map_or_else(|| name.to_string(), |(scheme, value)| tagged(name, scheme, value)))
    };
    for item in nodes.iter().filter(|item| item.get("kind") == Some("contest")) {
        contest(item, teller);
    }
    for edge in edges {
        let end = |name: &str| edge.get(name).and_then(|id| by_id.get(id)).copied();
        let (Some(source), Some(target)) = (end("source"), end("target")) else { continue };
        let citation = teller.cite_with(edge.line, &edge.quote(), &[]);
        match edge.get("relation") {
            Some("stood in") => {
                let (Some(name), Some(title)) = (person(source), target.get("label")) else { continue };
                let round = edge.number("round").filter(|n| *n < 1000).unwrap_or(1);
                let mut says = vec![CandidacySays::Stood(if edge.get("round").is_some() { round } else { 0 })];
                says.extend(edge.number("votes").map(|n| CandidacySays::Votes(round, n)));
                says.extend(edge.number("share").map(|n| CandidacySays::Share(round, n)));
                says.extend(edge.get("outcome").and_then(Outcome::read).map(CandidacySays::Outcome));
                says.extend((edge.get("incumbent") == Some("true")).then_some(CandidacySays::Incumbent));
                says.extend(edge.get("party").map(|party| CandidacySays::Party(party.into())));
                let (contest, name): (_, Arc<str>) = (ContestMention::titled(title), name.into());
                for says in says {
                    teller.say(
                        Statement::Candidacy { contest: contest.clone(), person: Arc::clone(&name), says },
                        &citation,
                    );
                }
            }
            Some("held") => {
                let (Some(name), Some(office)) = (person(source), target.get("label")) else { continue };
                let tenure = TenureSays {
                    office: office.to_string(),
                    person: name,
                    from: edge.get("from").and_then(Date::parse),
                    to: edge.get("to").and_then(Date::parse),
                    began: edge.get("began").and_then(Began::read),
                    ended: edge.get("ended").and_then(Ended::read),
                    contest: edge.get("contest").map(ContestMention::titled),
                    party: edge.get("party").map(ToString::to_string),
                    ..TenureSays::default()
                };
                teller.tenure(tenure, &citation);
            }
            Some("followed by") => {
                if let (Some(title), Some(next)) = (source.get("label"), target.get("label")) {
                    teller.contest(title, [ContestSays::Next(ContestMention::titled(next))], &citation);
                }
            }
            relation => {
                // A membership of a party that candidacies come to is an edge without more.
                let kind = relation.and_then(TieKind::read);
                let derived = target.get("kind") == Some("party") && edge.get("tie") != Some("true");
                let ends = [source, target].map(|item| end_of(item, &person));
                if let (Some(kind), [Some(from), Some(to)], false) = (kind, ends, derived) {
                    tie(edge, TieSays::new(from, kind, to), &citation, teller);
                }
            }
        }
    }
    // A label that one node has means one person in every series.
    let mut count: HashMap<&str, usize> = HashMap::new();
    let people = nodes.iter().filter(|item| item.get("kind") == Some("person"));
    people.filter_map(|item| item.get("label")).for_each(|label| *count.entry(label).or_default() += 1);
    let unique = count.into_iter().filter(|(_, nodes)| *nodes == 1).map(|(label, _)| label.to_string());
    if has_ties(edges) {
        teller.facts.whole.extend(unique);
    }
    if !nodes.is_empty() {
        teller.nothing(before, "no contest and no edge 'stood in' or 'held'");
    }
}

/// Returns true if an edge is a tie.
fn has_ties(edges: &[Item]) -> bool {
    edges.iter().any(|edge| edge.get("relation").and_then(TieKind::read).is_some_and(|kind| kind != TieKind::MemberOf))
}

/// Returns a node as the end of a tie.
fn end_of(item: &Item, person: &impl Fn(&Item) -> Option<String>) -> Option<TieEnd> {
    match item.get("kind")? {
        "person" => person(item).map(TieEnd::Person),
        "group" => item.get("label").map(|name| TieEnd::Group(name.to_string())),
        "party" => item.get("label").map(|name| TieEnd::Party(name.to_string())),
        _ => None,
    }
}

/// States a tie with the attributes of its edge.
fn tie(edge: &Item, says: TieSays, citation: &Arc<crate::facts::Citation>, teller: &mut Teller<'_>) {
    let says = TieSays {
        role: edge.get("role").map(ToString::to_string),
        office: edge.get("office").map(ToString::to_string),
        contest: edge.get("contest").map(ContestMention::titled),
        start: edge.get("from").and_then(Date::parse),
        end: edge.get("to").and_then(Date::parse),
        stance: edge.get("stance").and_then(Stance::read),
        phase: edge.get("phase").and_then(Phase::read),
        ..says
    };
    teller.tie(says, citation);
}

fn contest(item: &Item, teller: &mut Teller<'_>) {
    let Some(title) = item.get("label") else { return };
    let citation = teller.cite_with(item.line, &item.quote(), &[]);
    let documented = item.get("evidence") != Some("stated");
    let mut says = vec![if documented { ContestSays::Documented } else { ContestSays::Mentioned }];
    says.extend(item.get("contest_kind").and_then(Kind::read).map(ContestSays::Kind));
    says.extend(item.get("date").and_then(Date::parse).map(ContestSays::Date));
    says.extend(item.get("office").map(|office| ContestSays::Office(office.into())));
    says.extend(item.get("party").map(|party| ContestSays::Party(party.into())));
    says.extend(item.get("country").map(|country| ContestSays::Country(country.into())));
    says.extend(item.get("status").and_then(Status::read).map(ContestSays::Status));
    says.extend(item.get("selectorate").and_then(Selectorate::read).map(|word| ContestSays::Selectorate(word, None)));
    says.extend(item.number("electorate").map(|n| ContestSays::Electorate(Quantity::exact(n))));
    says.extend(item.number("ballots").map(|n| ContestSays::Ballots(Quantity::exact(n))));
    says.extend(item.number("turnout").map(ContestSays::Turnout));
    teller.contest(title, says, &citation);
}

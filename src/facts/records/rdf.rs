//! Reads linked data as Turtle or N-Triples (W3C, RDF 1.1): what `hustings export` writes, and what Wikidata gives for
//! an item. Both state offices and candidacies as statements with qualifiers.

use super::networks::{Item, tell};
use super::wikidata::{KIN, OTHER_TIES};
use super::{Teller, read_day};
use crate::facts::input::Input;
use crate::facts::tagged::item;
use crate::facts::{Facts, TieKind, Unread};
use crate::source::{Lost, Page, Warning};
use oxrdf::{NamedOrBlankNode, Term};
use oxttl::TurtleParser;
use std::collections::HashMap;

/// The format.
pub(in crate::facts) const INPUT: Input = Input {
    name: "linked-data",
    label: "linked data (Turtle, N-Triples)",
    recognised_by: "'@prefix' or triples, with properties of Wikidata",
    becomes: "contests, candidacies with the last round's votes, tenures and ties; other rounds and other values are not in it",
    example: "@prefix wdt: <http://www.wikidata.org/prop/direct/> .\n<urn:hustings:person:Ann_Ash> wdt:P31 <http://www.wikidata.org/entity/Q5> .\n",
    in_fractions: false,
    is_it: |text| {
        let begins = |mark: &str| text.first.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark));
        let is_triple = text.first.starts_with('<') && text.first.ends_with('.') && text.first.contains("> <");
        (begins("@prefix") || begins("@base") || begins("prefix ") || is_triple)
            && text.whole.contains("http://www.wikidata.org/")
    },
    extract,
};

const PROPERTY: &str = "http://www.wikidata.org/prop/";
const OWN: &str = "urn:hustings:vocabulary:";
const LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";
const RANK: &str = "http://wikiba.se/ontology#rank";
const TIME: [&str; 2] = ["http://wikiba.se/ontology#timeValue", "http://wikiba.se/ontology#timePrecision"];

/// The classes of things whose kind a file states.
const CLASSES: [(&str, &str); 4] = [("Q5", "person"), ("Q7278", "party"), ("Q43229", "group"), ("Q4164871", "office")];

/// Returns Wikidata's properties of ties, with their kind and what kin is to the person.
fn ties() -> impl Iterator<Item = (&'static str, TieKind, Option<&'static str>)> {
    let kin = KIN.into_iter().map(|(property, role)| (property, TieKind::Kin, Some(role)));
    kin.chain(OTHER_TIES.into_iter().map(|(property, kind)| (property, kind, None)))
}

/// What is said about one subject: the property, the value, and the line.
type About = Vec<(String, String, usize)>;

/// The triples of a file, by subject.
#[derive(Default)]
struct Triples {
    about: HashMap<String, About>,
    /// The subjects in the order of the file.
    order: Vec<String>,
    /// The number of triples of any kind.
    count: usize,
    language: String,
    /// Labels, the language of which is another one.
    foreign: HashMap<String, String>,
}

fn extract(page: &Page, facts: &mut Facts) {
    let language = page.hints.language.clone().unwrap_or_else(|| "en".into());
    let mut triples = Triples { language, ..Triples::default() };
    let mut teller = Teller { page, facts };
    if let Err((line, why)) = triples.read(&page.text) {
        let message = format!("this cannot be read: {why}; what stands before it is");
        teller.facts.warnings.push(Warning::new(&page.file, line, "bad-rdf", message).losing(Lost::Part));
    }
    for (property, statement) in triples.deprecated() {
        let value = triples.get(&statement, &format!("statement/{property}")).unwrap_or("").to_string();
        let (file, line) = (std::sync::Arc::clone(&page.file), triples.line(&statement));
        teller.facts.unread.push(Unread { file, line, key: format!("{property} (deprecated)"), value });
    }
    let (nodes, edges) = triples.items();
    if nodes.is_empty() && triples.count > 0 {
        return teller.nothing(teller.facts.stated.len(), "no statement about an office or a contest (p:P39, p:P726)");
    }
    tell(&nodes, &edges, &mut teller);
}

impl Triples {
    /// Reads a text line by line, so that each triple has the line on which it ends.
    fn read(&mut self, text: &str) -> Result<(), (usize, String)> {
        let mut parser = TurtleParser::new().lenient().low_level();
        let mut line = 0;
        for part in text.split_inclusive('\n').map(Some).chain([None]) {
            match part {
                Some(part) => {
                    line += 1;
                    parser.extend_from_slice(part.as_bytes());
                }
                None => parser.end(),
            }
            while let Some(triple) = parser.parse_next() {
                let triple = triple.map_err(|e| (line, e.to_string()))?;
                self.count += 1;
                let NamedOrBlankNode::NamedNode(subject) = triple.subject else { continue };
                self.add(subject.into_string(), triple.predicate.into_string(), triple.object, line);
            }
        }
        Ok(())
    }

    fn add(&mut self, subject: String, property: String, value: Term, line: usize) {
        let value = match value {
            Term::NamedNode(node) => node.into_string(),
            Term::Literal(literal) => {
                let foreign = literal.language().is_some_and(|language| language != self.language);
                if foreign && property == LABEL {
                    self.foreign.entry(subject).or_insert_with(|| literal.value().to_string());
                    return;
                }
                literal.value().to_string()
            }
            Term::BlankNode(_) => return,
        };
        let known = [PROPERTY, OWN, LABEL, RANK, TIME[0], TIME[1]];
        if known.iter().any(|start| property.starts_with(start)) {
            let about = self.about.entry(subject.clone()).or_default();
            if about.is_empty() {
                self.order.push(subject);
            }
            about.push((property, value, line));
        }
    }

    fn about(&self, subject: &str) -> &[(String, String, usize)] {
        self.about.get(subject).map_or(&[], Vec::as_slice)
    }

    /// Returns the values of a property, given the end of its address.
    fn all<'t>(&'t self, subject: &str, property: &'t str) -> impl Iterator<Item = &'t str> {
        let is_it = move |full: &str| {
            full == property || full.strip_prefix(PROPERTY).or_else(|| full.strip_prefix(OWN)) == Some(property)
        };
        self.about(subject).iter().filter(move |(full, _, _)| is_it(full)).map(|(_, value, _)| value.as_str())
    }

    fn get<'t>(&'t self, subject: &str, property: &'t str) -> Option<&'t str> {
        self.all(subject, property).next()
    }

    /// Returns the label of a thing, or the item of one that has none here.
    fn label(&self, subject: &str) -> Option<String> {
        let known = self.get(subject, LABEL).or_else(|| self.foreign.get(subject).map(String::as_str));
        known.or_else(|| item(subject)).map(ToString::to_string)
    }

    /// Returns the date of a qualifier, as exact as its own node says.
    fn date(&self, subject: &str, property: &str) -> Option<String> {
        let (kind, number) = property.split_once('/')?;
        let exact = self.get(subject, &format!("{kind}/value/{number}")).map(ToString::to_string);
        let node = exact.and_then(|node| {
            let (time, precision) = (self.get(&node, TIME[0])?, self.get(&node, TIME[1])?);
            let day = time.trim_start_matches('+').split('T').next()?;
            let length = match precision {
                "11" => day.len(),
                "10" => day.rfind('-')?,
                _ => day.get(1..)?.find('-')? + 1,
            };
            Some(day[..length].to_string())
        });
        let plain =
            || self.get(subject, property).map(|text| read_day(text).map_or(text.to_string(), |d| d.to_string()));
        node.or_else(plain)
    }

    /// Returns the contests, people and offices as nodes, and the candidacies and tenures as edges between them.
    fn items(&self) -> (Vec<Item>, Vec<Item>) {
        let (mut nodes, mut edges) = (Vec::new(), Vec::new());
        let mut named: Vec<&str> = Vec::new();
        let mut kinds: HashMap<&str, &str> = HashMap::new();
        for subject in self.order.iter().map(String::as_str) {
            let line = self.about(subject).first().map_or(0, |(_, _, line)| *line);
            let is_contest = self.get(subject, "direct/P31").is_some_and(|kind| item(kind) == Some("Q40231"))
                || self.get(subject, "P726").is_some();
            if is_contest {
                nodes.push(self.contest(subject, line));
            }
            for statement in self.all(subject, "P726").filter(|s| !self.is_deprecated(s)) {
                let person = self.get(statement, "statement/P726");
                edges.extend(person.map(|person| self.candidacy(statement, person, subject)));
                named.extend(person);
            }
            for statement in self.all(subject, "P3602").filter(|s| !self.is_deprecated(s)) {
                let contest = self.get(statement, "statement/P3602");
                edges.extend(contest.map(|contest| self.candidacy(statement, subject, contest)));
                named.extend([Some(subject), contest].into_iter().flatten());
            }
            for statement in self.all(subject, "P39").filter(|s| !self.is_deprecated(s)) {
                let office = self.get(statement, "statement/P39");
                edges.extend(office.map(|office| self.tenure(statement, subject, office)));
                named.extend([Some(subject), office].into_iter().flatten());
            }
            if let (Some(from), Some(to)) = (self.get(subject, "from"), self.get(subject, "to")) {
                edges.push(self.tie(subject, from, to));
                named.extend([from, to]);
            }
            for (property, kind, role) in ties() {
                // A statement of this project has its own ends and is read as such.
                let theirs =
                    self.all(subject, property).filter(|s| !self.is_deprecated(s) && self.get(s, "to").is_none());
                for statement in theirs {
                    let is_value = |full: &str| {
                        full.strip_prefix(PROPERTY).and_then(|rest| rest.strip_prefix("statement/")) == Some(property)
                    };
                    let value = self.about(statement).iter().find(|(full, _, _)| is_value(full));
                    let Some((_, to, _)) = value else { continue };
                    let to = to.as_str();
                    edges.push(self.known_tie(property, kind, role, [statement, subject, to]));
                    named.extend([subject, to]);
                    let other = if kind == TieKind::MemberOf { "group" } else { "person" };
                    kinds.insert(to, if property == "P102" { "party" } else { other });
                    kinds.insert(subject, "person");
                }
            }
            for (property, turned) in [("direct/P155", true), ("direct/P156", false)] {
                for other in self.all(subject, property).filter(|_| is_contest) {
                    let (a, b) = if turned { (other, subject) } else { (subject, other) };
                    edges.push(Item::of(
                        line,
                        &[("relation", Some("followed by")), ("source", Some(a)), ("target", Some(b))],
                    ));
                }
            }
        }
        let present: std::collections::HashSet<String> =
            nodes.iter().filter_map(|n: &Item| n.get("id").map(ToString::to_string)).collect();
        named.sort_unstable();
        named.dedup();
        for subject in named.into_iter().filter(|subject| !present.contains(*subject)) {
            let label = self.label(subject);
            let own = self.get(subject, "id").map(ToString::to_string);
            let stable = item(subject).map(|item| format!("wikidata:{item}")).or(own);
            let class = self.get(subject, "direct/P31").and_then(item);
            let class = CLASSES.iter().find(|(c, _)| Some(*c) == class).map(|(_, kind)| *kind);
            let kind = class.or_else(|| kinds.get(subject).copied());
            nodes.push(Item::of(
                0,
                &[("id", Some(subject)), ("kind", kind), ("label", label.as_deref()), ("stable_id", stable.as_deref())],
            ));
        }
        (nodes, edges)
    }

    /// Returns the statements that their source calls wrong, each with its property.
    fn deprecated(&self) -> Vec<(&'static str, String)> {
        let all = self.order.iter().flat_map(|subject| {
            ["P39", "P726", "P3602"].into_iter().flat_map(move |p| self.all(subject, p).map(move |s| (p, s)))
        });
        all.filter(|(_, s)| self.is_deprecated(s)).map(|(p, s)| (p, s.to_string())).collect()
    }

    fn is_deprecated(&self, statement: &str) -> bool {
        self.get(statement, RANK).is_some_and(|rank| rank.ends_with("DeprecatedRank"))
    }

    fn named(&self, subject: &str, property: &str) -> Option<String> {
        self.get(subject, property).and_then(|thing| self.label(thing))
    }

    fn contest(&self, subject: &str, line: usize) -> Item {
        let own = |name| self.get(subject, name);
        let documented = if own("documented") == Some("false") { "stated" } else { "documented" };
        let (label, date) = (self.label(subject), self.date(subject, "direct/P585"));
        let (office, party) = (self.named(subject, "direct/P541"), self.named(subject, "ofParty"));
        Item::of(
            line,
            &[
                ("kind", Some("contest")),
                ("id", Some(subject)),
                ("label", label.as_deref()),
                ("evidence", Some(documented)),
                ("contest_kind", own("kind")),
                ("date", date.as_deref()),
                ("office", office.as_deref()),
                ("party", party.as_deref()),
                ("country", own("country")),
                ("status", own("status")),
                ("selectorate", own("selectorate")),
                ("electorate", own("direct/P1867")),
                ("ballots", own("direct/P1868")),
                ("turnout", own("turnout")),
            ],
        )
    }

    fn line(&self, statement: &str) -> usize {
        self.about(statement).first().map_or(0, |(_, _, line)| *line)
    }

    fn candidacy(&self, statement: &str, person: &str, contest: &str) -> Item {
        let own = |name| self.get(statement, name);
        let party = self.named(statement, "qualifier/P102").or_else(|| self.named(statement, "qualifier/P1268"));
        Item::of(
            self.line(statement),
            &[
                ("relation", Some("stood in")),
                ("source", Some(person)),
                ("target", Some(contest)),
                ("round", own("round")),
                ("votes", own("qualifier/P1111")),
                ("share", own("share")),
                ("outcome", own("outcome")),
                ("party", party.as_deref()),
            ],
        )
    }

    /// Returns a tie that this project wrote: a statement with both ends.
    fn tie(&self, statement: &str, from: &str, to: &str) -> Item {
        let own = |name| self.get(statement, name);
        let (start, end) = (self.date(statement, "qualifier/P580"), self.date(statement, "qualifier/P582"));
        let contest = self.named(statement, "contest");
        Item::of(
            self.line(statement),
            &[
                ("relation", own("relation")),
                ("tie", Some("true")),
                ("source", Some(from)),
                ("target", Some(to)),
                ("role", own("role")),
                ("office", own("office")),
                ("contest", contest.as_deref()),
                ("from", start.as_deref()),
                ("to", end.as_deref()),
                ("stance", own("stance")),
                ("phase", own("phase")),
            ],
        )
    }

    /// Returns a tie that Wikidata states with one of its properties. `of` is the statement and both ends.
    fn known_tie(&self, property: &str, kind: TieKind, role: Option<&str>, of: [&str; 3]) -> Item {
        let [statement, from, to] = of;
        let (start, end) = (self.date(statement, "qualifier/P580"), self.date(statement, "qualifier/P582"));
        let lasts = kind != TieKind::Kin || matches!(property, "P26" | "P451");
        Item::of(
            self.line(statement),
            &[
                ("relation", Some(kind.label())),
                ("tie", Some("true")),
                ("source", Some(from)),
                ("target", Some(to)),
                ("role", role),
                ("from", start.as_deref().filter(|_| lasts)),
                ("to", end.as_deref().filter(|_| lasts)),
            ],
        )
    }

    fn tenure(&self, statement: &str, person: &str, office: &str) -> Item {
        let (from, to) = (self.date(statement, "qualifier/P580"), self.date(statement, "qualifier/P582"));
        let (contest, party) = (self.named(statement, "qualifier/P2715"), self.named(statement, "qualifier/P4100"));
        Item::of(
            self.line(statement),
            &[
                ("relation", Some("held")),
                ("source", Some(person)),
                ("target", Some(office)),
                ("from", from.as_deref()),
                ("to", to.as_deref()),
                ("began", self.get(statement, "began")),
                ("ended", self.get(statement, "ended")),
                ("contest", contest.as_deref()),
                ("party", party.as_deref()),
            ],
        )
    }
}

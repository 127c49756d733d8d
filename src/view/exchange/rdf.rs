//! Linked data: Wikidata's properties where they exist, as statements with qualifiers; otherwise a vocabulary of this
//! project. Written as Turtle or as N-Triples (W3C, RDF 1.1).

use super::Options;
use super::names::Names;
use crate::analysis::succession;
use crate::graph::{Candidacy, CitationId, Contest, Node, Selection, Tenure, Tie};
use crate::wikitext::number::Bound;
use crate::wikitext::{Date, Precision};
use std::collections::HashMap;
use std::io::{Result, Write};

const PREFIXES: [(&str, &str); 13] = [
    ("h", "urn:hustings:vocabulary:"),
    ("p", "http://www.wikidata.org/prop/"),
    ("pq", "http://www.wikidata.org/prop/qualifier/"),
    ("pr", "http://www.wikidata.org/prop/reference/"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("ps", "http://www.wikidata.org/prop/statement/"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("wd", "http://www.wikidata.org/entity/"),
    ("wdt", "http://www.wikidata.org/prop/direct/"),
    ("wikibase", "http://wikiba.se/ontology#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// The classes of things, as Wikidata items: human, position, political party, election, organization.
const HUMAN: Term = Term::Known("wd", "Q5");
const POSITION: Term = Term::Known("wd", "Q4164871");
const PARTY: Term = Term::Known("wd", "Q7278");
const ELECTION: Term = Term::Known("wd", "Q40231");
const ORGANIZATION: Term = Term::Known("wd", "Q43229");

#[derive(Debug, Clone, PartialEq)]
enum Term {
    /// A prefix of [`PREFIXES`], and a name that this file uses.
    Known(&'static str, &'static str),
    /// An IRI.
    Iri(String),
    /// A Wikidata item, such as `Q57410`.
    Item(String),
    /// A string literal.
    Text(String),
    /// A typed literal: the text, and the prefix and name of its type.
    Typed(String, &'static str, &'static str),
}

/// A syntax in which triples are written, subject by subject.
trait Syntax {
    fn start(&self, out: &mut dyn Write) -> Result<()>;
    fn subject(&self, out: &mut dyn Write, subject: &Term, about: &[(Term, Term)]) -> Result<()>;
}

struct Turtle;
struct Triples;

impl Syntax for Turtle {
    fn start(&self, out: &mut dyn Write) -> Result<()> {
        for (prefix, iri) in PREFIXES {
            writeln!(out, "@prefix {prefix}: <{iri}> .")?;
        }
        Ok(())
    }

    fn subject(&self, out: &mut dyn Write, subject: &Term, about: &[(Term, Term)]) -> Result<()> {
        let short = |term: &Term| match term {
            Term::Known(prefix, name) => format!("{prefix}:{name}"),
            Term::Item(item) => format!("wd:{item}"),
            Term::Typed(text, prefix, name) => format!("{}^^{prefix}:{name}", literal(text)),
            term => long(term),
        };
        write!(out, "\n{}", short(subject))?;
        for (i, (property, value)) in about.iter().enumerate() {
            let before = if i == 0 { "\n  " } else { " ;\n  " };
            write!(out, "{before}{} {}", short(property), short(value))?;
        }
        writeln!(out, " .")
    }
}

impl Syntax for Triples {
    fn start(&self, _: &mut dyn Write) -> Result<()> {
        Ok(())
    }

    fn subject(&self, out: &mut dyn Write, subject: &Term, about: &[(Term, Term)]) -> Result<()> {
        about
            .iter()
            .try_for_each(|(property, value)| writeln!(out, "{} {} {} .", long(subject), long(property), long(value)))
    }
}

fn expanded(prefix: &str, name: &str) -> String {
    let iri = PREFIXES.iter().find(|(p, _)| *p == prefix).map_or("", |(_, iri)| iri);
    format!("{iri}{name}")
}

fn long(term: &Term) -> String {
    match term {
        Term::Known(prefix, name) => format!("<{}>", expanded(prefix, name)),
        Term::Item(item) => format!("<{}>", expanded("wd", item)),
        Term::Iri(iri) => format!("<{}>", address(iri)),
        Term::Text(text) => literal(text),
        Term::Typed(text, prefix, name) => format!("{}^^<{}>", literal(text), expanded(prefix, name)),
    }
}

/// Percent-encodes the characters that the grammar forbids in an IRI.
fn address(iri: &str) -> String {
    let mut out = String::with_capacity(iri.len());
    for c in iri.chars() {
        match c {
            '\0'..=' ' | '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\' => {
                let mut bytes = [0; 4];
                c.encode_utf8(&mut bytes).bytes().for_each(|b| out.push_str(&format!("%{b:02X}")));
            }
            c => out.push(c),
        }
    }
    out
}

fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1f}' | '\u{7f}' => out.push_str(&format!("\\u{:04X}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Writes Turtle.
pub(super) fn turtle(selection: &Selection<'_>, options: &Options, out: &mut dyn Write) -> Result<Vec<String>> {
    write(selection, options, out, &Turtle)
}

/// Writes N-Triples.
pub(super) fn ntriples(selection: &Selection<'_>, options: &Options, out: &mut dyn Write) -> Result<Vec<String>> {
    write(selection, options, out, &Triples)
}

/// Maps people, contests, offices and parties to terms: Wikidata items if known, otherwise IRIs made of names.
struct Things<'a> {
    selection: &'a Selection<'a>,
    options: &'a Options,
    names: Names,
}

impl Things<'_> {
    fn thing(&self, kind: &str, name: &str, place: Option<&str>, slug: &str) -> Term {
        match self.options.items.get(kind, name, place) {
            Some(item) => Term::Item(item.to_string()),
            None => Term::Iri(format!("urn:hustings:{kind}:{slug}")),
        }
    }

    /// Returns the item of a person that the user or a source gives, else an address made of the name.
    fn person(&self, id: crate::graph::PersonId) -> Term {
        let (graph, slug) = (self.selection.graph(), self.names.person(id.index()));
        let person = graph.person(id);
        let thing = self.thing("person", &person.name, graph.told_apart_by(id), slug);
        let own = person.stable_id.strip_prefix("wikidata:").map(|item| Term::Item(item.to_string()));
        own.filter(|_| matches!(thing, Term::Iri(_))).unwrap_or(thing)
    }

    fn contest(&self, id: crate::graph::ContestId) -> Term {
        self.thing("contest", &self.selection.graph().contest(id).title, None, self.names.contest(id.index()))
    }

    fn office(&self, id: crate::graph::OfficeId) -> Term {
        self.thing("office", &self.selection.graph().office(id).name, None, self.names.office(id.index()))
    }

    fn party(&self, id: crate::graph::PartyId) -> Term {
        self.thing("party", &self.selection.graph().party(id).name, None, self.names.party(id.index()))
    }

    /// Returns the end of a tie.
    fn end(&self, node: Node) -> Option<Term> {
        match node {
            Node::Person(id) => Some(self.person(id)),
            Node::Party(id) => Some(self.party(id)),
            Node::Group(id) => {
                let name = &self.selection.graph().group(id).name;
                Some(self.thing("group", name, None, self.names.group(id.index())))
            }
            Node::Contest(_) | Node::Office(_) => None,
        }
    }

    /// Adds the citations: web addresses as references in Wikidata's manner, and all citations as text.
    fn sources(&self, about: &mut About, citations: &[CitationId]) {
        let graph = self.selection.graph();
        let mut urls: Vec<String> = Vec::new();
        let mut places: Vec<String> = Vec::new();
        for citation in citations.iter().map(|id| graph.citation(*id)) {
            urls.extend(citation.sources.iter().filter(|s| s.starts_with("http")).cloned());
            places.push(citation.to_string());
        }
        for list in [&mut urls, &mut places] {
            list.sort();
            list.dedup();
        }
        about.extend(urls.into_iter().map(|u| (Term::Known("prov", "wasDerivedFrom"), Term::Iri(u))));
        about.extend(places.into_iter().map(|p| (Term::Known("h", "statedAt"), Term::Text(p))));
    }
}

/// The properties and values of one subject.
type About = Vec<(Term, Term)>;

fn date(date: Option<Date>) -> Option<Term> {
    let date = date?;
    let text = date.to_string();
    Some(match date.precision().filter(|_| !date.is_circa()) {
        Some(Precision::Day) => Term::Typed(text, "xsd", "date"),
        Some(Precision::Month) => Term::Typed(text, "xsd", "gYearMonth"),
        Some(Precision::Year) => Term::Typed(text, "xsd", "gYear"),
        None => Term::Typed(text, "h", "edtf"),
    })
}

fn whole(count: u64) -> Term {
    Term::Typed(count.to_string(), "xsd", "integer")
}

fn decimal(number: f64) -> Term {
    Term::Typed(number.to_string(), "xsd", "decimal")
}

fn truth(value: bool) -> Term {
    Term::Typed(value.to_string(), "xsd", "boolean")
}

fn say(about: &mut About, prefix: &'static str, name: &'static str, value: impl IntoIterator<Item = Term>) {
    about.extend(value.into_iter().map(|v| (Term::Known(prefix, name), v)));
}

fn write(
    selection: &Selection<'_>,
    options: &Options,
    out: &mut dyn Write,
    syntax: &dyn Syntax,
) -> Result<Vec<String>> {
    let things = Things { selection, options, names: Names::of(selection) };
    syntax.start(out)?;
    if !selection.is_whole() {
        let about = vec![(Term::Known("h", "selection"), Term::Text(selection.words().into()))];
        syntax.subject(out, &Term::Iri("urn:hustings:export".into()), &about)?;
    }
    named(&things, out, syntax)?;
    selection.tenures().try_for_each(|tenure| tenure_statement(&things, tenure, out, syntax))?;
    selection.contests().try_for_each(|contest| contest_statements(&things, contest, out, syntax))?;
    selection.ties().try_for_each(|tie| tie_statement(&things, tie, out, syntax))?;
    Ok(Vec::new())
}

fn label(name: &str) -> (Term, Term) {
    (Term::Known("rdfs", "label"), Term::Text(name.into()))
}

/// Writes the parties, offices and people.
fn named(things: &Things<'_>, out: &mut dyn Write, syntax: &dyn Syntax) -> Result<()> {
    let (selection, graph) = (things.selection, things.selection.graph());
    let also = |name: &str, all: &[String]| -> About {
        let others = all.iter().filter(|n| *n != name);
        others.map(|n| (Term::Known("skos", "altLabel"), Term::Text(n.clone()))).collect()
    };
    for party in selection.parties() {
        let mut about = vec![label(&party.name), (Term::Known("wdt", "P31"), PARTY)];
        about.extend(also(&party.name, &party.also));
        syntax.subject(out, &things.party(party.id), &about)?;
    }
    for office in selection.offices() {
        let mut about = vec![label(&office.name), (Term::Known("wdt", "P31"), POSITION)];
        let party = office.party.filter(|p| selection.has_party(*p));
        say(&mut about, "h", "officeOf", party.map(|p| things.party(p)));
        syntax.subject(out, &things.office(office.id), &about)?;
    }
    for group in selection.groups() {
        let about = [label(&group.name), (Term::Known("wdt", "P31"), ORGANIZATION)];
        things.end(Node::Group(group.id)).map_or(Ok(()), |subject| syntax.subject(out, &subject, &about))?;
    }
    let mut ties: HashMap<Node, Vec<&Tie>> = HashMap::new();
    selection.ties().for_each(|tie| ties.entry(tie.from).or_default().push(tie));
    for person in selection.people() {
        let mut about = vec![label(&person.name), (Term::Known("wdt", "P31"), HUMAN)];
        about.extend(also(&person.name, &person.spellings));
        say(&mut about, "h", "id", person.ids.all().iter().map(|id| Term::Text(id.value.clone())));
        say(&mut about, "wdt", "P569", date(person.born.best().copied()));
        say(&mut about, "wdt", "P570", date(person.died.best().copied()));
        let rows = person.candidacies.iter().map(|c| graph.candidacy(*c)).filter(|c| selection.has_candidacy(c));
        let mut parties: Vec<_> =
            rows.filter_map(|c| c.party.best().copied()).filter(|p| selection.has_party(*p)).collect();
        parties.sort_unstable();
        parties.dedup();
        say(&mut about, "wdt", "P102", parties.into_iter().map(|p| things.party(p)));
        let held = person.tenures.iter().map(|t| graph.tenure(*t)).filter(|t| selection.has_tenure(t));
        say(&mut about, "p", "P39", held.map(|t| statement("tenure", t.id.index())));
        for tie in ties.get(&Node::Person(person.id)).into_iter().flatten() {
            let (prefix, property) = property_of(tie).map_or(("h", "tie"), |property| ("p", property));
            say(&mut about, prefix, property, [statement("tie", tie.id.index())]);
        }
        syntax.subject(out, &things.person(person.id), &about)?;
    }
    Ok(())
}

/// Writes a contest and its candidacies.
fn contest_statements(things: &Things<'_>, contest: &Contest, out: &mut dyn Write, syntax: &dyn Syntax) -> Result<()> {
    let selection = things.selection;
    let mut about = vec![label(&contest.title), (Term::Known("wdt", "P31"), ELECTION)];
    say(&mut about, "wdt", "P541", contest.office.map(|o| things.office(o)));
    say(&mut about, "wdt", "P585", date(contest.date()));
    for (property, other) in [("P155", &contest.previous), ("P156", &contest.next)] {
        let other = other.best().filter(|c| selection.has_contest(**c));
        say(&mut about, "wdt", property, other.map(|c| things.contest(*c)));
    }
    for (property, other, quantity) in
        [("P1867", "electorate", &contest.electorate), ("P1868", "ballots", &contest.ballots)]
    {
        // Wikidata's property takes exact numbers only. A number that a source calls "about" or "over" is written as
        // text.
        match quantity.best() {
            Some(q) if q.bound == Bound::Exact => say(&mut about, "wdt", property, [whole(q.count)]),
            Some(q) => say(&mut about, "h", other, [Term::Text(q.to_string())]),
            None => {}
        }
    }
    say(&mut about, "h", "status", contest.status.best().map(|s| Term::Text(s.label().into())));
    say(&mut about, "h", "turnout", contest.turnout.best().map(|t| decimal(*t)));
    say(&mut about, "h", "kind", [Term::Text(contest.kind.label().into())]);
    say(&mut about, "h", "selectorate", contest.selectorate.best().map(|s| Term::Text(s.label().into())));
    say(&mut about, "h", "country", contest.country.clone().map(Term::Text));
    say(&mut about, "h", "documented", [truth(contest.documented)]);
    say(&mut about, "h", "ofParty", contest.party.filter(|p| selection.has_party(*p)).map(|p| things.party(p)));
    let rows: Vec<_> = selection.candidacies_of(contest.id).collect();
    let stood = rows.iter().filter(|c| c.is_standing());
    say(&mut about, "p", "P726", stood.map(|c| statement("candidacy", c.id.index())));
    let elected = rows.iter().filter(|c| c.is_elected() && contest.counts(false));
    say(&mut about, "wdt", "P991", elected.map(|c| things.person(c.person)));
    things.sources(&mut about, &contest.citations);
    syntax.subject(out, &things.contest(contest.id), &about)?;
    rows.into_iter().filter(|c| c.is_standing()).try_for_each(|c| candidacy_statement(things, contest, c, out, syntax))
}

fn candidacy_statement(
    things: &Things<'_>,
    contest: &Contest,
    candidacy: &Candidacy,
    out: &mut dyn Write,
    syntax: &dyn Syntax,
) -> Result<()> {
    let mut about = vec![
        (Term::Known("rdf", "type"), Term::Known("wikibase", "Statement")),
        (Term::Known("ps", "P726"), things.person(candidacy.person)),
    ];
    let last = candidacy.last_result(contest);
    say(&mut about, "pq", "P1111", last.and_then(|(_, r)| r.votes.best()).map(|v| whole(*v)));
    say(&mut about, "h", "share", last.and_then(|(_, r)| r.shares.best()).map(|s| decimal(*s)));
    say(&mut about, "h", "round", last.map(|(n, _)| whole(n as u64)));
    say(&mut about, "h", "outcome", candidacy.outcome.best().map(|o| Term::Text(o.label().into())));
    let party = candidacy.party.best().filter(|p| things.selection.has_party(**p));
    say(&mut about, "pq", "P102", party.map(|p| things.party(*p)));
    things.sources(&mut about, &candidacy.stood);
    syntax.subject(out, &statement("candidacy", candidacy.id.index()), &about)
}

fn statement(kind: &str, at: usize) -> Term {
    Term::Iri(format!("urn:hustings:statement:{kind}:{at}"))
}

fn tenure_statement(things: &Things<'_>, tenure: &Tenure, out: &mut dyn Write, syntax: &dyn Syntax) -> Result<()> {
    let (selection, graph) = (things.selection, things.selection.graph());
    let mut about = vec![
        (Term::Known("rdf", "type"), Term::Known("wikibase", "Statement")),
        (Term::Known("ps", "P39"), things.office(tenure.office)),
    ];
    say(&mut about, "pq", "P580", date(tenure.from.best().copied()));
    say(&mut about, "pq", "P582", date(tenure.to.best().copied()));
    let before = succession::predecessor(graph, tenure).filter(|_| tenure.follows);
    let after = succession::successor(graph, tenure).filter(|t| t.follows);
    for (property, other) in [("P1365", before), ("P1366", after)] {
        let other = other.filter(|t| selection.has_tenure(t) && t.person != tenure.person);
        say(&mut about, "pq", property, other.map(|t| things.person(t.person)));
    }
    let contest = tenure.contest.filter(|c| selection.has_contest(*c));
    say(&mut about, "pq", "P2715", contest.map(|c| things.contest(c)));
    say(&mut about, "h", "began", tenure.began.map(|b| Term::Text(b.label().into())));
    say(&mut about, "h", "ended", tenure.ended.map(|e| Term::Text(e.label().into())));
    things.sources(&mut about, &tenure.citations);
    syntax.subject(out, &statement("tenure", tenure.id.index()), &about)
}

/// Returns Wikidata's property of a tie, if it has one.
fn property_of(tie: &Tie) -> Option<&'static str> {
    tie.kind.wikidata(tie.role.as_deref(), matches!(tie.to, Node::Party(_)))
}

/// Writes a tie as a statement that names both ends, and with Wikidata's property also as Wikidata does.
fn tie_statement(things: &Things<'_>, tie: &Tie, out: &mut dyn Write, syntax: &dyn Syntax) -> Result<()> {
    let (Some(from), Some(to)) = (things.end(tie.from), things.end(tie.to)) else { return Ok(()) };
    let mut about = vec![(Term::Known("rdf", "type"), Term::Known("wikibase", "Statement"))];
    about.extend(property_of(tie).map(|property| (Term::Known("ps", property), to.clone())));
    about.extend([(Term::Known("h", "from"), from), (Term::Known("h", "to"), to)]);
    say(&mut about, "h", "relation", [Term::Text(tie.kind.label().into())]);
    say(&mut about, "h", "role", tie.role.clone().map(Term::Text));
    say(&mut about, "h", "office", tie.office.clone().map(Term::Text));
    let contest = tie.contest.filter(|c| things.selection.has_contest(*c));
    say(&mut about, "h", "contest", contest.map(|c| things.contest(c)));
    say(&mut about, "pq", "P580", date(tie.start));
    say(&mut about, "pq", "P582", date(tie.end));
    say(&mut about, "h", "stance", tie.stance.map(|s| Term::Text(s.label().into())));
    say(&mut about, "h", "phase", tie.phase.map(|p| Term::Text(p.label().into())));
    things.sources(&mut about, &tie.citations);
    syntax.subject(out, &statement("tie", tie.id.index()), &about)
}

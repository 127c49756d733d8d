//! Reads articles as Wikimedia Enterprise delivers them: the infobox as a tree, without wikitext.
//!
//! The format is described at <https://enterprise.wikimedia.com/docs/data-dictionary/>.

use super::tree::Node;
use super::{Teller, each_record, has_all, is_json};
use crate::facts::input::Input;
use crate::facts::{
    CandidacySays, Confidence, ContestMention, ContestSays, Facts, Kind, Statement, SuccessionSays, TenureSays, Title,
};
use crate::source::Page;
use crate::wikitext::number::read_count;
use crate::wikitext::{Date, read_date};
use std::sync::Arc;

/// The format: structured contents of an article.
pub(in crate::facts) const INPUT: Input = Input {
    name: "enterprise",
    label: "Wikimedia Enterprise article (JSON)",
    recognised_by: "'infoboxes' or 'sections', and 'is_part_of'",
    becomes: "the contest of an infobox about an election, the tenures of one about a person in office",
    example: "{\"name\":\"2001 Harbour election\",\"is_part_of\":{\"identifier\":\"enwiki\"},\"infoboxes\":[]}\n",
    in_fractions: false,
    is_it: |text| {
        is_json(text) && (has_all(text, &["\"infoboxes\""]) || has_all(text, &["\"has_parts\"", "\"is_part_of\""]))
    },
    extract,
};

fn extract(page: &Page, facts: &mut Facts) {
    let before = facts.stated.len();
    each_record(page, facts, |node, teller| {
        let Some(title) = node.text_at("name") else { return teller.unread("article without a name", node) };
        for infobox in node.items_at("infoboxes") {
            let mut fields = Vec::new();
            collect(infobox, "", &mut fields);
            let name = infobox.text_at("name").unwrap_or("").to_lowercase();
            if name.contains("election")
                || name.contains("referendum")
                || fields.iter().any(|f| f.is("nominee") || f.is("candidate"))
            {
                contest(title, infobox, &fields, teller);
            } else if fields.iter().any(|f| f.is("in office") || f.is("assumed office")) {
                career(title, infobox, &fields, teller);
            } else {
                teller.unread("infobox", infobox);
            }
        }
        for table in node.items_at("tables") {
            teller.unread("table", table);
        }
    });
    Teller { page, facts }.nothing(before, "no infobox about an election or an office");
}

/// A field of an infobox.
struct Field<'n> {
    /// The heading that it stands under.
    section: &'n str,
    /// The name, or the first word of the value if it has none.
    text: String,
    node: &'n Node,
}

impl Field<'_> {
    /// Returns true if the field has this name, or its text begins with it.
    fn is(&self, name: &str) -> bool {
        let text = self.text.to_lowercase();
        text == name || text.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '(']))
    }

    /// Returns what stands behind the name.
    fn rest(&self, name: &str) -> &str {
        self.text.get(name.len()..).unwrap_or("").trim()
    }

    /// Returns the titles of the pages that the field links to, with the text of each link.
    fn links(&self) -> Vec<(String, &str)> {
        let of = |link: &Node| -> Option<String> {
            let (_, title) = link.text_at("url")?.split_once("/wiki/")?;
            Some(percent_encoding::percent_decode_str(title).decode_utf8_lossy().replace('_', " "))
        };
        self.node.items_at("links").iter().filter_map(|l| Some((of(l)?, l.text_at("text")?))).collect()
    }
}

/// Collects the fields of an infobox, in their order.
fn collect<'n>(node: &'n Node, section: &'n str, out: &mut Vec<Field<'n>>) {
    for part in node.items_at("has_parts") {
        if part.text_at("type") == Some("field") {
            let (name, value) = (part.text_at("name").unwrap_or(""), part.text_at("value").unwrap_or(""));
            let text = format!("{name} {value}").split_whitespace().collect::<Vec<_>>().join(" ");
            out.push(Field { section, text, node: part });
        }
        collect(part, part.text_at("name").unwrap_or(section), out);
    }
}

/// States the contest of an election's infobox: each field has one value for each candidate, in one order.
fn contest(title: &str, infobox: &Node, fields: &[Field<'_>], teller: &mut Teller<'_>) {
    let citation = citation(infobox, title, teller);
    let kind = Some(Title::read(title).kind()).filter(|k| *k != Kind::Other).unwrap_or_else(|| Kind::of_office(title));
    let mut says = vec![ContestSays::Documented, ContestSays::Kind(kind)];
    says.extend(
        fields
            .iter()
            .find_map(|f| read_date(&f.text))
            .or_else(|| fields.iter().find_map(|f| read_date(f.section)))
            .map(ContestSays::Date),
    );
    let percent = |text: &str| text.split(' ').next().and_then(|t| t.trim_end_matches('%').parse::<f64>().ok());
    let turnout = fields.iter().find(|f| f.is("turnout")).and_then(|f| percent(f.rest("turnout")));
    says.extend(turnout.map(ContestSays::Turnout));
    teller.contest(title, says, &citation);
    // Of fields with the same name, the shortest has this value alone.
    let field = |names: &[&str]| {
        let found = names.iter().find_map(|name| {
            let named = fields.iter().filter(|f| f.is(name));
            named.min_by_key(|f| f.text.len()).map(|f| (f, name.len()))
        });
        found.map(|(f, length)| (f, f.text.get(length..).unwrap_or("").trim()))
    };
    let Some((people, _)) = field(&["nominee", "candidate", "leader"]) else { return };
    let people = people.links();
    let parties = field(&["party", "alliance"]).map(|(f, _)| f.links()).unwrap_or_default();
    let numbers = |text: &str| text.split(' ').filter_map(read_count).collect::<Vec<u64>>();
    let votes =
        field(&["popular vote", "votes", "first preference"]).map(|(_, text)| numbers(text)).unwrap_or_default();
    let shares = field(&["percentage", "share"])
        .map(|(_, text)| text.split(' ').filter_map(percent).collect::<Vec<f64>>())
        .unwrap_or_default();
    let mention = ContestMention::titled(title);
    for (at, (person, _)) in people.iter().enumerate() {
        teller.facts.pages.insert(person.clone());
        let mut says = vec![CandidacySays::Stood(1)];
        // A list of another length has values that belong to somebody else.
        let fits = |length: usize| length == people.len();
        says.extend(votes.get(at).filter(|_| fits(votes.len())).map(|v| CandidacySays::Votes(1, *v)));
        says.extend(shares.get(at).filter(|_| fits(shares.len())).map(|s| CandidacySays::Share(1, *s)));
        says.extend(
            parties.get(at).filter(|_| fits(parties.len())).map(|(party, _)| CandidacySays::Party(party.clone())),
        );
        let person: Arc<str> = person.as_str().into();
        for says in says {
            teller.say(Statement::Candidacy { contest: mention.clone(), person: Arc::clone(&person), says }, &citation);
        }
    }
    let after = fields.iter().find_map(|f| f.text.split_once(" Elected ").map(|(_, after)| (f, after)));
    if let Some((field, after)) = after {
        let elected = field
            .links()
            .into_iter()
            .rev()
            .find(|(title, text)| after.contains(text) && people.iter().any(|(p, _)| p == title));
        if let Some((person, _)) = elected {
            let says = CandidacySays::Outcome(crate::facts::Outcome::Elected);
            teller.say(Statement::Candidacy { contest: mention, person: person.into(), says }, &citation);
        }
    }
}

/// States the offices of a person's infobox: each section is an office.
fn career(title: &str, infobox: &Node, fields: &[Field<'_>], teller: &mut Teller<'_>) {
    teller.facts.pages.insert(title.to_string());
    let mut sections: Vec<&str> = fields.iter().map(|f| f.section).collect();
    sections.dedup();
    for section in sections {
        let own = || fields.iter().filter(move |f| f.section == section);
        let spell = own()
            .find_map(|f| ["in office", "assumed office"].into_iter().find(|name| f.is(name)).map(|name| f.rest(name)));
        let Some(spell) = spell else { continue };
        let office = without_number(section);
        let (from, to) = spell_of(spell);
        let citation = citation(infobox, title, teller);
        let tenure =
            TenureSays { office: office.to_string(), person: title.to_string(), from, to, ..TenureSays::default() };
        teller.tenure(tenure, &citation);
        for (name, before) in [("preceded by", true), ("succeeded by", false)] {
            let Some((other, _)) = own().find(|f| f.is(name)).and_then(|f| f.links().into_iter().next()) else {
                continue;
            };
            teller.facts.pages.insert(other.clone());
            let succession = SuccessionSays::beside(office, title, other, before);
            teller.say(Statement::Succession(Box::new(succession)), &citation);
        }
    }
}

/// Returns an office without the number of its holder, as in "42nd President of the United States".
fn without_number(office: &str) -> &str {
    let rest = office.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = ["st ", "nd ", "rd ", "th "].iter().find_map(|ending| rest.strip_prefix(ending));
    behind.filter(|_| rest.len() < office.len()).unwrap_or(office)
}

/// Reads a spell such as "January 20, 1993 – January 20, 2001".
fn spell_of(text: &str) -> (Option<Date>, Option<Date>) {
    match text.split_once(['–', '—']) {
        Some((from, to)) => (read_date(from), read_date(to)),
        None => (read_date(text), None),
    }
}

fn citation(infobox: &Node, title: &str, teller: &Teller<'_>) -> Arc<crate::facts::Citation> {
    let cited = Arc::unwrap_or_clone(teller.cite(infobox));
    Arc::new(crate::facts::Citation { page: title.into(), confidence: Confidence::Infobox, ..cited })
}

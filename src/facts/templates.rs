//! The templates about elections and offices in each language, from the tables in `data/templates/`.
//!
//! To add a language, write its table and add a line to `TABLES`.

use crate::wikitext::{Sieve, fold, template_name};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

/// The tables by language code.
const TABLES: [(&str, &str); 15] = [
    ("en", include_str!("../../data/templates/en.toml")),
    ("de", include_str!("../../data/templates/de.toml")),
    ("fr", include_str!("../../data/templates/fr.toml")),
    ("es", include_str!("../../data/templates/es.toml")),
    ("he", include_str!("../../data/templates/he.toml")),
    ("ja", include_str!("../../data/templates/ja.toml")),
    ("it", include_str!("../../data/templates/it.toml")),
    ("nl", include_str!("../../data/templates/nl.toml")),
    ("pl", include_str!("../../data/templates/pl.toml")),
    ("pt", include_str!("../../data/templates/pt.toml")),
    ("sv", include_str!("../../data/templates/sv.toml")),
    ("ru", include_str!("../../data/templates/ru.toml")),
    ("uk", include_str!("../../data/templates/uk.toml")),
    ("tr", include_str!("../../data/templates/tr.toml")),
    ("ar", include_str!("../../data/templates/ar.toml")),
];

/// The kind of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// An infobox of a contest.
    Election,
    /// An infobox of a contest for the seats of a house.
    Legislative,
    /// The infobox or table of a referendum.
    Referendum,
    /// An infobox of a person in office.
    Officeholder,
    /// A row of a table of results.
    BoxRow,
    /// A whole table of results with numbered slots.
    Results,
    /// A row of a table of results whose slots are numbered.
    PositionalRow,
    /// The beginning of a table of results whose rows have slots without names.
    OrderedBegin,
    /// A row of such a table.
    OrderedRow,
    /// A row of a succession box.
    Succession(Row),
    /// A row of a list of the members for a seat.
    MemberRow,
    /// A note that distinguishes pages with similar titles.
    Hatnote,
}

/// The kind of a row of a succession box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Row {
    /// The beginning of the box.
    Begin,
    /// The end of the box.
    End,
    /// Who came before.
    Before,
    /// The office and its years.
    Title,
    /// Who came after.
    After,
    /// The office was vacant: before this tenure if the row is before the title, otherwise after it.
    Vacant,
    /// The person holds the office now.
    Incumbent,
    /// Nobody came before.
    New,
    /// A whole succession in one template.
    Whole,
    /// A whole succession for a seat in the United States House of Representatives.
    WholeHouse,
    /// A heading above offices.
    Heading,
    /// A heading above orders of precedence.
    Precedence,
    /// A heading above honours.
    Honorary,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Names {
    templates: Vec<String>,
    /// True if its slots are read by its own names alone, because some of them mean something else in English.
    alone: bool,
    parameters: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Rows {
    begin: Vec<String>,
    end: Vec<String>,
    before: Vec<String>,
    title: Vec<String>,
    after: Vec<String>,
    vacant: Vec<String>,
    incumbent: Vec<String>,
    new: Vec<String>,
    #[serde(rename = "box")]
    whole: Vec<String>,
    house_box: Vec<String>,
    precedence: Vec<String>,
    honorary: Vec<String>,
    heading_prefix: String,
    not_headings: Vec<String>,
    parameters: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Boxes {
    prefixes: Vec<String>,
    positional: Vec<String>,
    /// The beginnings of tables of `ordered` rows.
    ordered_begin: Vec<String>,
    /// Rows whose slots have no names: what they hold, in their order.
    ordered: BTreeMap<String, Vec<String>>,
    parameters: BTreeMap<String, Vec<String>>,
}

/// The words that values use instead of names, in all languages, folded for comparison.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Words {
    /// Words saying that the person holds the office now.
    pub incumbent: HashSet<String>,
    /// Words in front of the beginning of a term that lasts.
    pub since: HashSet<String>,
    /// Words between the beginning and the end of a term, or in front of an end alone.
    pub until: HashSet<String>,
    /// Words saying that the person is elected but does not hold the office yet.
    pub elect: HashSet<String>,
    /// Words for a candidate against whom nobody stood.
    pub unopposed: HashSet<String>,
    /// Words for votes for names that were not on the ballot.
    pub write_in: HashSet<String>,
    /// Words for all other candidates together.
    pub others: HashSet<String>,
    /// Words for nobody.
    pub none: HashSet<String>,
    /// Words for things that can be created or abolished, such as an office.
    pub things: HashSet<String>,
    /// Words for what happens to such a thing, such as "abolished".
    pub became: HashSet<String>,
    /// Words in the titles of contests that a party wins rather than a person.
    pub control: Vec<String>,
    /// The beginnings of holders that are not people, such as "hung parliament" or "independent".
    pub parties: Vec<String>,
    /// Words for a nomination rather than an office.
    pub nominee: Vec<String>,
    /// Ranks and roles, which occur beside names and are not names.
    pub roles: HashSet<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Table {
    language: String,
    election: Names,
    /// Its slots are those of `election`; its own `parameters` are not read.
    legislative: Names,
    referendum: Names,
    officeholder: Names,
    results: Names,
    succession: Rows,
    #[serde(rename = "box")]
    boxes: Boxes,
    hatnotes: Names,
    members: Names,
    words: Words,
}

/// Maps the name of a slot to its meaning, and to its rank among the names with that meaning. Rank 0 is preferred.
pub type Meanings = HashMap<String, (String, usize)>;

/// The tables of all languages, merged.
#[derive(Debug, Default)]
pub struct Templates {
    roles: HashMap<String, Role>,
    prefixes: Vec<(String, Role)>,
    heading_prefixes: Vec<(String, Vec<String>)>,
    /// The slots of infoboxes of contests.
    election: Meanings,
    /// The slots of infoboxes of contests whose names are not those of other languages, by template.
    own: HashMap<String, Meanings>,
    /// The slots of templates of referendums.
    pub referendum: Meanings,
    /// The slots of rows of lists of members.
    pub members: Meanings,
    /// The slots of infoboxes of people in office.
    pub officeholder: Meanings,
    /// The slots of succession boxes.
    pub succession: Meanings,
    /// The slots of whole tables of results.
    pub results: Meanings,
    /// The slots of rows of tables of results.
    pub boxes: Meanings,
    /// What the slots without names of rows of tables of results hold, by the template.
    pub ordered: HashMap<String, Vec<String>>,
    /// The words of all languages.
    pub words: Words,
    /// The errors in the tables, one message each. Empty unless a table is malformed.
    pub faults: Vec<String>,
}

static ALL: LazyLock<Templates> = LazyLock::new(Templates::load);
static SIEVE: LazyLock<Sieve> = LazyLock::new(|| ALL.make_sieve(false));
static EVERY: LazyLock<Sieve> = LazyLock::new(|| ALL.make_sieve(true));

/// Returns the templates of all languages.
pub fn templates() -> &'static Templates {
    &ALL
}

/// A slot that only infoboxes of contests have, whatever the Wikipedia calls them.
pub const OWN_NAME: &str = "election_name";

/// Returns the sieve that passes the pages with at least one template about elections or offices.
pub fn sieve() -> &'static Sieve {
    &SIEVE
}

/// Returns true if the name that begins here, directly after `{{`, may be that of a known template. The first four
/// bytes decide for most names. Headings of succession boxes can have any name after their prefix.
pub fn may_be_of_field(behind: &[u8]) -> bool {
    let start = behind.trim_ascii_start();
    let heading =
        |prefix: &String| start.get(..prefix.len()).is_some_and(|s| s.eq_ignore_ascii_case(prefix.as_bytes()));
    EVERY.is_named(behind) || ALL.heading_prefixes.iter().any(|(prefix, _)| heading(prefix))
}

/// Normalises the name of a slot for comparison: lower case, with underscores for blanks and hyphens.
pub fn parameter_name(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut owed = false;
    let mut push = |c: char, owed: &mut bool| {
        if *owed && !out.is_empty() {
            out.push('_');
        }
        *owed = false;
        if c.is_ascii() { out.push(c.to_ascii_lowercase()) } else { out.extend(c.to_lowercase()) }
    };
    for c in raw.chars() {
        match c {
            '_' | '-' | '\u{a0}' => owed = true,
            c if c.is_whitespace() => owed = true,
            c => push(c, &mut owed),
        }
    }
    out
}

impl Templates {
    fn load() -> Self {
        let mut all = Self::default();
        for (language, text) in TABLES {
            match toml::from_str::<Table>(text) {
                Ok(table) if table.language == language => all.take(table),
                Ok(table) => {
                    all.faults.push(format!("{language}: the table states its language as '{}'", table.language));
                }
                Err(e) => all.faults.push(format!("{language}: {e}")),
            }
        }
        all
    }

    fn take(&mut self, table: Table) {
        let contests = [(&table.election, Role::Election), (&table.legislative, Role::Legislative)];
        let others = [
            (&table.referendum, Role::Referendum),
            (&table.results, Role::Results),
            (&table.officeholder, Role::Officeholder),
            (&table.hatnotes, Role::Hatnote),
            (&table.members, Role::MemberRow),
        ];
        for (names, role) in contests.into_iter().chain(others) {
            self.roles.extend(names.templates.iter().map(|n| (template_name(n), role)));
        }
        let rows = &table.succession;
        for (names, row) in [
            (&rows.begin, Row::Begin),
            (&rows.end, Row::End),
            (&rows.before, Row::Before),
            (&rows.title, Row::Title),
            (&rows.after, Row::After),
            (&rows.vacant, Row::Vacant),
            (&rows.incumbent, Row::Incumbent),
            (&rows.new, Row::New),
            (&rows.whole, Row::Whole),
            (&rows.house_box, Row::WholeHouse),
            (&rows.precedence, Row::Precedence),
            (&rows.honorary, Row::Honorary),
        ] {
            self.roles.extend(names.iter().map(|n| (template_name(n), Role::Succession(row))));
        }
        if !rows.heading_prefix.is_empty() {
            self.heading_prefixes.push((rows.heading_prefix.clone(), rows.not_headings.clone()));
        }
        self.prefixes.extend(table.boxes.prefixes.iter().map(|p| (template_name(p), Role::BoxRow)));
        self.prefixes.extend(table.boxes.positional.iter().map(|p| (template_name(p), Role::PositionalRow)));
        self.roles.extend(table.boxes.ordered_begin.iter().map(|n| (template_name(n), Role::OrderedBegin)));
        for (name, slots) in table.boxes.ordered {
            self.roles.insert(template_name(&name), Role::OrderedRow);
            self.ordered.insert(template_name(&name), slots);
        }
        if table.election.alone {
            let mut own = Meanings::new();
            for (meaning, names) in &table.election.parameters {
                own.extend(names.iter().enumerate().map(|(rank, n)| (parameter_name(n), (meaning.clone(), rank))));
            }
            self.own.extend(table.election.templates.iter().map(|n| (template_name(n), own.clone())));
        }
        let shared = if table.election.alone { &BTreeMap::new() } else { &table.election.parameters };
        for (into, from) in [
            (&mut self.election, shared),
            (&mut self.referendum, &table.referendum.parameters),
            (&mut self.members, &table.members.parameters),
            (&mut self.officeholder, &table.officeholder.parameters),
            (&mut self.results, &table.results.parameters),
            (&mut self.succession, &table.succession.parameters),
            (&mut self.boxes, &table.boxes.parameters),
        ] {
            for (meaning, names) in from {
                for (rank, name) in names.iter().enumerate() {
                    into.entry(parameter_name(name)).or_insert_with(|| (meaning.clone(), rank));
                }
            }
        }
        let words = table.words;
        let into = &mut self.words;
        for (into, words) in [
            (&mut into.incumbent, words.incumbent),
            (&mut into.since, words.since),
            (&mut into.until, words.until),
            (&mut into.elect, words.elect),
            (&mut into.write_in, words.write_in),
            (&mut into.unopposed, words.unopposed),
            (&mut into.others, words.others),
            (&mut into.none, words.none),
            (&mut into.things, words.things),
            (&mut into.became, words.became),
            (&mut into.roles, words.roles),
        ] {
            into.extend(words.iter().map(|w| word(w)));
        }
        for (into, words) in
            [(&mut into.control, words.control), (&mut into.parties, words.parties), (&mut into.nominee, words.nominee)]
        {
            into.extend(words.iter().map(|w| word(w)));
        }
    }

    /// Returns the slots of an infobox of a contest. `name` must be in the form that [`template_name`] returns.
    pub fn election(&self, name: &str) -> &Meanings {
        self.own.get(name).unwrap_or(&self.election)
    }

    /// Returns the kind of a template. `name` must be in the form that [`template_name`] returns.
    pub fn role(&self, name: &str) -> Option<Role> {
        if let Some(role) = self.roles.get(name) {
            return Some(*role);
        }
        if let Some((_, role)) = self.prefixes.iter().find(|(p, _)| name.starts_with(p.as_str())) {
            return Some(*role);
        }
        let heading = self.heading_prefixes.iter().any(|(prefix, not)| {
            name.strip_prefix(prefix.as_str()).is_some_and(|rest| (2..=8).contains(&rest.len()))
                && !not.iter().any(|n| n == name)
        });
        heading.then_some(Role::Succession(Row::Heading))
    }

    fn make_sieve(&self, every: bool) -> Sieve {
        // Hatnotes, and most rows of succession boxes, state nothing on their own.
        let alone = |role: &Role| match role {
            _ if every => true,
            Role::Hatnote => false,
            Role::Succession(row) => matches!(row, Row::Title | Row::Whole | Row::WholeHouse),
            _ => true,
        };
        let names = self.roles.iter().filter(|(_, role)| alone(role)).map(|(name, _)| name.clone());
        let texts = if every { [].as_slice() } else { &[OWN_NAME] };
        Sieve::new(names, self.prefixes.iter().map(|(p, _)| p.clone())).with_texts(texts)
    }
}

/// Normalises a word of a value for comparison.
pub fn word(text: &str) -> String {
    let folded = fold(text.trim().trim_matches(['(', ')', '[', ']', '\'', '"', '*', '.', ',', ':']));
    if folded.is_empty() { text.trim().to_string() } else { folded }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_reads() {
        assert_eq!(templates().faults, Vec::<String>::new());
        assert_eq!(templates().role("infobox élection"), Some(Role::Election));
        assert_eq!(templates().role("s-par"), Some(Role::Succession(Row::Heading)));
        assert_eq!(templates().role("s-prec"), Some(Role::Succession(Row::Precedence)));
        assert_eq!(templates().role("election box winning candidate with party link"), Some(Role::BoxRow));
        assert_eq!(templates().role("infobox person"), None);
        assert!(sieve().passes("{{政治家\n".as_bytes()));
    }
}

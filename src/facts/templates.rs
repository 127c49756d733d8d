//! The templates of the field in each language: the tables of `data/templates/`.
//!
//! A language is added by its table and a line of `TABLES`.

use crate::wikitext::{Sieve, fold, template_name};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

/// The tables, by language.
const TABLES: [(&str, &str); 6] = [
    ("en", include_str!("../../data/templates/en.toml")),
    ("de", include_str!("../../data/templates/de.toml")),
    ("fr", include_str!("../../data/templates/fr.toml")),
    ("es", include_str!("../../data/templates/es.toml")),
    ("he", include_str!("../../data/templates/he.toml")),
    ("ja", include_str!("../../data/templates/ja.toml")),
];

/// What a template of the field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// An infobox of a contest.
    Election,
    /// An infobox of a contest for seats of a house.
    Legislative,
    /// A referendum's infobox or table.
    Referendum,
    /// An infobox of a person in office.
    Officeholder,
    /// A row of a table of results.
    BoxRow,
    /// A row of a table of results whose arguments have no names.
    PositionalRow,
    /// A row of a succession box.
    Succession(Row),
    /// A note that tells pages of like names apart.
    Hatnote,
}

/// What a row of a succession box is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Row {
    /// The box begins.
    Begin,
    /// The box ends.
    End,
    /// Who came before.
    Before,
    /// The office and its years.
    Title,
    /// Who came after.
    After,
    /// Nobody came after.
    Vacant,
    /// The person holds it.
    Incumbent,
    /// Nobody came before.
    New,
    /// A whole succession in one template.
    Whole,
    /// The same for a seat in the United States House of Representatives.
    WholeHouse,
    /// A heading over offices.
    Heading,
    /// A heading over orders of precedence.
    Precedence,
    /// A heading over honours.
    Honorary,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Names {
    templates: Vec<String>,
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
    parameters: BTreeMap<String, Vec<String>>,
}

/// Words that values use in place of names.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Words {
    /// The person holds the office now.
    pub incumbent: HashSet<String>,
    /// The person is chosen and does not hold it yet.
    pub elect: HashSet<String>,
    /// Votes for names that were not on the ballot.
    pub write_in: HashSet<String>,
    /// All other candidates together.
    pub others: HashSet<String>,
    /// Nobody.
    pub none: HashSet<String>,
    /// What may be created or abolished.
    pub things: HashSet<String>,
    /// What becomes of a thing.
    pub became: HashSet<String>,
    /// Titles of contests that a party wins rather than a person.
    pub control: Vec<String>,
    /// Holders that are no person.
    pub parties: Vec<String>,
    /// A nomination rather than an office.
    pub nominee: Vec<String>,
    /// Ranks and roles, which stand beside names and are none.
    pub roles: HashSet<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Table {
    language: String,
    election: Names,
    /// Its parameters are those of `election`.
    legislative: Names,
    referendum: Names,
    officeholder: Names,
    succession: Rows,
    #[serde(rename = "box")]
    boxes: Boxes,
    hatnotes: Names,
    words: Words,
}

/// From a parameter's name as written to what it means and its rank among names of that meaning.
pub type Meanings = HashMap<String, (String, usize)>;

/// All tables together.
#[derive(Debug, Default)]
pub struct Templates {
    roles: HashMap<String, Role>,
    prefixes: Vec<(String, Role)>,
    heading_prefixes: Vec<(String, Vec<String>)>,
    /// Parameters of infoboxes of contests.
    pub election: Meanings,
    /// Parameters of referendums.
    pub referendum: Meanings,
    /// Parameters of infoboxes of people in office.
    pub officeholder: Meanings,
    /// Parameters of succession boxes.
    pub succession: Meanings,
    /// Parameters of rows of results.
    pub boxes: Meanings,
    /// The words of all languages.
    pub words: Words,
    /// What could not be read of the tables.
    pub faults: Vec<String>,
}

static ALL: LazyLock<Templates> = LazyLock::new(Templates::load);
static SIEVE: LazyLock<Sieve> = LazyLock::new(|| ALL.make_sieve(false));
static EVERY: LazyLock<Sieve> = LazyLock::new(|| ALL.make_sieve(true));

/// The templates of all languages.
pub fn templates() -> &'static Templates {
    &ALL
}

/// The sieve that lets pages through that use any template of the field.
pub fn sieve() -> &'static Sieve {
    &SIEVE
}

/// Whether the name that begins here, right behind `{{`, may be one of the field. Most names are told from the first
/// four bytes; headings of succession boxes have any name behind their prefix.
pub fn may_be_of_field(behind: &[u8]) -> bool {
    let start = behind.trim_ascii_start();
    let heading =
        |prefix: &String| start.get(..prefix.len()).is_some_and(|s| s.eq_ignore_ascii_case(prefix.as_bytes()));
    EVERY.is_named(behind) || ALL.heading_prefixes.iter().any(|(prefix, _)| heading(prefix))
}

/// A parameter's name as it is compared: small letters, underscores for blanks and hyphens.
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
                Ok(table) => all.faults.push(format!("{language}: the table says '{}'", table.language)),
                Err(e) => all.faults.push(format!("{language}: {e}")),
            }
        }
        all
    }

    fn take(&mut self, table: Table) {
        let contests = [(&table.election, Role::Election), (&table.legislative, Role::Legislative)];
        let others = [
            (&table.referendum, Role::Referendum),
            (&table.officeholder, Role::Officeholder),
            (&table.hatnotes, Role::Hatnote),
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
        for (into, from) in [
            (&mut self.election, &table.election.parameters),
            (&mut self.referendum, &table.referendum.parameters),
            (&mut self.officeholder, &table.officeholder.parameters),
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
            (&mut into.elect, words.elect),
            (&mut into.write_in, words.write_in),
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

    /// What a template is, by its name as [`template_name`] gives it.
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
        // Hatnotes and headings alone say nothing.
        let alone = |role: &Role| match role {
            _ if every => true,
            Role::Hatnote => false,
            Role::Succession(row) => matches!(row, Row::Title | Row::Whole | Row::WholeHouse),
            _ => true,
        };
        let names = self.roles.iter().filter(|(_, role)| alone(role)).map(|(name, _)| name.clone());
        Sieve::new(names, self.prefixes.iter().map(|(p, _)| p.clone()))
    }
}

/// A word of a value as it is compared.
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

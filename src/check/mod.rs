//! Checks of a graph and its facts: each rule has a file and reports statements that disagree.
//!
//! A rule reports nothing if it is not sure. Rounding and words such as "roughly" have a stated tolerance.
//!
//! ```
//! use hustings::{check, facts::Facts, graph::PoliticalGraph, identity::Overrides, source};
//!
//! let table = "contest,date,candidate,share,outcome\n2001 vote,2001,Ada,70,elected\n2001 vote,2001,Bo,40,lost\n";
//! let reading = source::read_text("own.csv", table.as_bytes());
//! let facts = Facts::extract(&reading.pages);
//! let graph = PoliticalGraph::build(&facts, &Overrides::default());
//! let found = check::run(&graph, &facts, &reading.warnings);
//! assert!(found.iter().any(|d| d.rule == "shares-sum" && d.message.contains("110")));
//! ```

pub mod claims;
mod closed;
mod diagnostic;
mod fix;
mod ignored;
mod lookup;
mod rules;

pub use diagnostic::{Diagnostic, Severity};
pub use fix::{Change, Fix, Written};
pub use ignored::{is_ignored, unknown_ignored};

use crate::facts::Facts;
use crate::graph::PoliticalGraph;
use crate::source::Warning;

/// A rule of the checks, with the text of its page.
#[derive(Clone, Copy)]
pub struct Rule {
    /// A short name that never changes.
    pub name: &'static str,
    /// The highest severity of its findings.
    pub severity: Severity,
    /// What it finds, in one sentence.
    pub finds: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// An example that it reports: one or more files, each below a line `-- NAME --`. A test runs it.
    pub wrong: &'static str,
    /// The example, corrected, which it does not report.
    pub right: &'static str,
    /// What it does not report, and its tolerance; may be empty.
    pub but: &'static str,
    run: fn(&Input<'_>, &mut Vec<Diagnostic>),
}

/// What a rule reads.
struct Input<'a> {
    graph: &'a PoliticalGraph,
    facts: &'a Facts,
    /// True if differences below a unit of the last digit are reported, which rounding alone does not explain either.
    pedantic: bool,
}

impl Input<'_> {
    /// Returns how far a figure may be off that is written to this unit: less than the unit, or half of it if the checks
    /// are pedantic.
    fn allowed(&self, unit: f64) -> f64 {
        if self.pedantic { unit / 2.0 + 1e-9 } else { unit }
    }
}

/// Every rule.
pub const ALL: [Rule; 36] = [
    rules::date_conflict::RULE,
    rules::contest_order::RULE,
    rules::link_not_returned::RULE,
    rules::link_to_nothing::RULE,
    rules::wrong_neighbour::RULE,
    rules::box_against_row::RULE,
    rules::page_against_item::RULE,
    rules::tenure_overlap::RULE,
    rules::tenure_gap::RULE,
    rules::holder_mismatch::RULE,
    rules::event_order::RULE,
    rules::value_conflict::RULE,
    rules::winner_not_first::RULE,
    rules::winner_against_page::RULE,
    rules::swing_mismatch::RULE,
    rules::two_winners::RULE,
    rules::threshold_missed::RULE,
    rules::shares_sum::RULE,
    rules::share_against_votes::RULE,
    rules::share_basis_unclear::RULE,
    rules::incomplete_list::RULE,
    rules::total_mismatch::RULE,
    rules::majority_mismatch::RULE,
    rules::turnout_mismatch::RULE,
    rules::votes_above_electorate::RULE,
    rules::round_arithmetic::RULE,
    rules::rank_against_votes::RULE,
    rules::candidate_twice::RULE,
    rules::numbering_gap::RULE,
    rules::name_spelling::RULE,
    rules::repeated_parameter::RULE,
    rules::unclosed_markup::RULE,
    rules::possible_homonym::RULE,
    rules::claim_contradicted::RULE,
    rules::conflicting_sources::RULE,
    rules::unread::RULE,
];

/// The errors in reading a source. Each has a word, which such a finding carries in place of a rule's name, and a
/// meaning.
pub const READING: [(&str, &str); 37] = [
    ("bad-json", "a file of JSON or YAML that is not valid, or a record of it"),
    ("bad-xml", "a file of XML that is not valid"),
    ("bad-csv", "a row or a table that is not valid CSV"),
    ("bad-extraction", "a line of an extraction that cannot be read"),
    ("bad-name", "a text that is not a name"),
    ("bad-order", "a spell that ends before it begins"),
    ("bad-toml", "a file that is not valid TOML"),
    ("bad-value", "a value that its key does not allow"),
    ("columns", "what the columns of a table are taken for"),
    ("day-or-month", "dates of which it is not known whether the day or the month comes first"),
    ("dump", "an export that is damaged or cut off"),
    ("duplicate-column", "a table with two columns of the same name"),
    ("duplicate-key", "a key that is given twice"),
    ("duplicate-title", "two contests with the same title in a table"),
    ("encoding", "a file in a doubtful encoding"),
    ("fractions", "shares that are written as fractions of one; they are read as percentages"),
    ("long-cell", "a cell longer than any name or number"),
    ("long-row", "a row with more cells than the header has"),
    ("missing-value", "a row in which a required value is missing"),
    ("no-about", "a conflict that does not name a property"),
    ("no-candidate", "a result without a candidate"),
    ("no-contest", "an article that is not about a contest"),
    ("no-office", "a tenure without an office"),
    ("no-person", "a tenure without a person"),
    ("no-rows", "a table without a row that could be read"),
    ("no-title", "a contest without a title"),
    ("open-quote", "a quote in a table that is not closed"),
    ("parts-and-totals", "parts of a count that do not add up to their total"),
    ("stated-ties", "ties of kinds that the graph does not hold"),
    ("summed", "rows of parts of a count, which are added up"),
    ("unknown-candidate", "a winner who is not among the candidates"),
    ("unknown-contest", "a tenure through a contest that the table does not have"),
    ("unknown-rule", "a comment beside a finding that ignores a rule which does not exist"),
    ("unknown-format", "a file in a format that cannot be read"),
    ("unknown-key", "a key that the format does not have"),
    ("workbook", "cells, sheets and formulas of a workbook that are not read"),
    ("unreadable", "a file that cannot be opened or is not text"),
];

/// How many findings of a rule were useful, trivial and wrong on the real pages that `tests/judged.csv` judges one by
/// one. They are pages that the rules were made with, so that others will give somewhat worse figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Precision {
    /// Findings that an editor should act on.
    pub useful: usize,
    /// Findings that are right and not worth an edit, or that repeat another.
    pub trivial: usize,
    /// Findings of what is no fault.
    pub wrong: usize,
}

/// Returns how the findings of a rule were judged; `None` if it finds nothing on those pages. The test `lint` compares
/// these figures with the judgements.
pub fn precision(rule: &str) -> Option<Precision> {
    let rows = include_str!("../../data/checks/precision.csv").lines().skip(1);
    let mut cells =
        rows.map(|row| row.split(',')).find_map(|mut cells| (cells.next() == Some(rule)).then_some(cells))?;
    let mut number = || cells.next().and_then(|cell| cell.parse().ok());
    Some(Precision { useful: number()?, trivial: number()?, wrong: number()? })
}

/// Returns true if the word names a rule or an error in reading.
pub fn is_known(name: &str) -> bool {
    ALL.iter().any(|r| r.name == name) || READING.iter().any(|(word, _)| *word == name)
}

/// Returns the rule whose name is most like a word, if one is.
pub fn most_like(word: &str) -> Option<&'static str> {
    likeness(word).filter(|(_, likeness)| *likeness > 0.7).map(|(rule, _)| rule)
}

/// Returns the rule whose name is most like a word, with the Jaro-Winkler similarity of both.
fn likeness(word: &str) -> Option<(&'static str, f64)> {
    let all = ALL.iter().map(|rule| (rule.name, strsim::jaro_winkler(rule.name, word)));
    all.max_by(|(_, a), (_, b)| a.total_cmp(b))
}

/// Runs every rule, and adds the warnings of reading. The findings are sorted by file, line and rule.
pub fn run(graph: &PoliticalGraph, facts: &Facts, warnings: &[Warning]) -> Vec<Diagnostic> {
    let mut found = by_rules(&Input { graph, facts, pedantic: false });
    found.extend(warnings.iter().chain(&facts.warnings).map(Diagnostic::of_warning));
    closed::settle(graph, &mut found);
    found.sort();
    found.dedup();
    found
}

/// Runs every rule as [`run`] does, and also reports, as notes, percentages that are off by less than a unit of their last
/// digit.
pub fn run_pedantic(graph: &PoliticalGraph, facts: &Facts, warnings: &[Warning]) -> Vec<Diagnostic> {
    let usual = by_rules(&Input { graph, facts, pedantic: false });
    let mut further = by_rules(&Input { graph, facts, pedantic: true });
    // What is off by less than a unit makes no table unsound, so that these are added to what the others come to.
    further.retain(|d| d.severity == Severity::Note && !usual.contains(d));
    let mut found = run(graph, facts, warnings);
    found.extend(further);
    found.sort();
    found.dedup();
    found
}

fn by_rules(input: &Input<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in ALL {
        (rule.run)(input, &mut found);
    }
    found
}

/// Returns a note for each item that no extraction rule reads.
pub fn unread(facts: &Facts) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = facts.unread.iter().map(Diagnostic::of_unread).collect();
    found.sort();
    found
}

//! `hustings compare`.

use super::destination::{self, wrote};
use super::exit::Failure;
use super::export::{address_of_wiki, items_in};
use super::input::{Input, heading};
use super::mend::{self, Plan};
use super::output::{FormatArg, Style, note, table, text, warn};
use clap::{Args, ValueEnum};
use hustings::analysis::comparison::{self, Comparison, Row, Status};
use hustings::dataset::Lines;
use hustings::graph::PoliticalGraph;
use hustings::source;
use hustings::view::compared::{self, Changes, LeftOut};
use hustings::view::diagnostics;
use hustings::view::words::counted;
use hustings::view::{Cell, Table};
use std::path::{Path, PathBuf};

/// Compare two sources statement by statement: terms, candidacies, votes, parties, births, deaths and kin
///
/// A and B are anything that --from reads: Wikipedia and Wikidata, two dumps, a table and a wiki, two language editions.
/// Each statement is the same in both, differs, or is only in one, with the places that state it. People are matched by an
/// id that both give, else by a name that only one person has on each side; their terms by the years, then by the office,
/// so that another id or label of an office joins and forbids nothing. Dates are compared as exactly as the vaguer one.
///
/// With --edits, the answer is what would make A say what B says: statements to add, and values to replace. Nothing is
/// removed because B is silent, and nothing is sent anywhere. After the edits are made, the same command has no edits left.
/// The exit status is 0 whether or not anything differs.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings compare wikidata.csv wikipedia.csv
  hustings compare old.xml new.xml --status differs
  hustings compare wikidata.json articles/ --format csv   every statement, also those that are the same
  hustings compare wikidata.json articles/ --format html -o compared.html
  hustings compare wikidata.json articles/ --edits wikibase --wiki https://en.wikipedia.org -o edits.ndjson
  hustings compare articles/ wikidata.json --edits wikitext")]
pub(super) struct Compare {
    /// The first source
    a: String,
    /// The second source
    b: String,
    /// Show or edit only statements with this status; may be repeated
    #[arg(long, value_name = "STATUS", value_parser = ["same", "differs", "only-a", "only-b"])]
    status: Vec<String>,
    #[arg(long, value_enum, default_value_t = CompareFormat::Table)]
    /// How to write the answer
    format: CompareFormat,
    /// Write what would make A say what B says
    #[arg(long, value_enum, value_name = "KIND", conflicts_with = "format")]
    edits: Option<Edits>,
    /// With --edits wikibase or quickstatements: a table of the items of names, with the columns 'name' and 'item'
    #[arg(long, value_name = "FILE", requires = "edits")]
    items: Option<PathBuf>,
    /// With --edits wikibase or quickstatements: the address of the wiki that the pages of B come from, for references
    #[arg(long, value_name = "URL", requires = "edits")]
    wiki: Option<String>,
    /// With --edits: the summary of each edit
    #[arg(long, value_name = "TEXT", requires = "edits")]
    summary: Option<String>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The formats of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum CompareFormat {
    /// For people: aligned columns of what differs or is in one source only
    #[default]
    Table,
    /// Comma-separated values
    Csv,
    /// A list of objects
    Json,
    /// A Markdown table
    Markdown,
    /// SARIF 2.1.0, for code scanning and editors, with the changes of plain-text sources as fixes
    Sarif,
    /// A page of HTML
    Html,
}

/// How edits are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Edits {
    /// For Wikidata: JSON lines for 'wb edit-entity --batch' of wikibase-cli; A must be entities as JSON
    Wikibase,
    /// For Wikidata: QuickStatements, which can only add statements, and qualifiers to the only statement of a value
    Quickstatements,
    /// For Wikipedia: the lines of each page to change, and the lines of infobox and succession box to add
    Wikitext,
}

const COLUMNS: [&str; 7] = ["subject", "property", "status", "a", "b", "source_a", "source_b"];

impl Compare {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        address_of_wiki(self.wiki.as_deref())?;
        let (a, b) = (input.instead(&self.a).open()?, input.instead(&self.b).open()?);
        let (a, b) = (a.graph()?, b.graph()?);
        let comparison = comparison::compare(&a, &b);
        let wanted: Vec<Status> = self.status.iter().filter_map(|word| Status::read(word)).collect();
        let takes = |row: &Row| wanted.is_empty() || wanted.contains(&row.status);
        match self.edits {
            Some(Edits::Wikitext) => self.wikitext((&a, &b), &comparison, takes),
            Some(kind) => self.wikidata((&a, &b), &comparison, takes, kind),
            None => self.listing((&a, &b), &comparison, takes, &wanted),
        }
    }

    fn listing(
        &self,
        graphs: (&PoliticalGraph, &PoliticalGraph),
        comparison: &Comparison,
        takes: impl Fn(&Row) -> bool,
        wanted: &[Status],
    ) -> Result<(), Failure> {
        let rows = &comparison.rows;
        let as_table = |format: FormatArg| {
            let listed = listed(rows.iter().filter(|row| takes(row)));
            match self.output.as_deref() {
                None => table(&listed, format),
                Some(path) => {
                    let mut bytes = Vec::new();
                    listed.write(format.into(), &mut bytes)?;
                    save(path, &bytes)
                }
            }
        };
        match self.format {
            CompareFormat::Csv => return as_table(FormatArg::Csv),
            CompareFormat::Json => return as_table(FormatArg::Json),
            CompareFormat::Markdown => return as_table(FormatArg::Markdown),
            CompareFormat::Sarif => {
                let mut lines = Lines::default();
                let found = compared::findings(graphs, comparison, takes, &mut lines);
                return self.write(&diagnostics::sarif_of(&compared::RULES, &found, &mut lines));
            }
            CompareFormat::Html => return self.write(&compared::page(comparison, [&self.a, &self.b], takes)),
            CompareFormat::Table if self.output.is_some() => return as_table(FormatArg::Table),
            CompareFormat::Table => {}
        }
        // For people: what is the same is counted, and names of offices, which are often a matter of style, come last.
        let shown: Vec<&Row> =
            rows.iter().filter(|row| takes(row) && (!wanted.is_empty() || row.status != Status::Same)).collect();
        let (labels, others): (Vec<&Row>, Vec<&Row>) =
            shown.into_iter().partition(|row| row.property == "office" && row.status == Status::Differs);
        for (title, rows) in [("", others), ("Names of offices that differ", labels)] {
            if rows.is_empty() {
                continue;
            }
            if !title.is_empty() {
                text(&format!("\n{}", heading(title)))?;
            }
            let listed = listed(rows.into_iter()).only(&["subject", "property", "status", "a", "b"]);
            table(&listed, FormatArg::Table)?;
        }
        let count = |status: Status| rows.iter().filter(|row| row.status == status).count();
        let parts: Vec<String> =
            Status::ALL.into_iter().map(|status| format!("{} {}", count(status), status.label())).collect();
        let end = format!("{}: {}", counted(rows.len(), "statement"), parts.join(", "));
        text(&format!("\n{}", Style::Quiet.paint(&end)))
    }

    /// Writes edits for Wikidata, and says what is not among them.
    fn wikidata(
        &self,
        (a, b): (&PoliticalGraph, &PoliticalGraph),
        comparison: &Comparison,
        takes: impl Fn(&Row) -> bool,
        kind: Edits,
    ) -> Result<(), Failure> {
        let items = items_in(self.items.as_deref())?;
        let changes = Changes::of((a, b), comparison, takes, (&items, self.wiki.as_deref()), source::text_behind);
        if kind == Edits::Wikibase && !changes.have_ids() {
            return Err(Failure::Usage(format!(
                "{} gives no ids of statements, so they cannot be edited by id; name entities of Wikidata as JSON first, or use --edits \
                 quickstatements",
                self.a
            )));
        }
        let summary = self.summary.as_deref();
        let (edits, left_out): (String, LeftOut) = if kind == Edits::Wikibase {
            compared::wikibase(&changes, source::text_behind, summary)
        } else {
            compared::quickstatements(&changes, summary)
        };
        let lines = edits.lines().count();
        self.write(&edits)?;
        left_out.notes().iter().for_each(|note| warn(note));
        let what = if kind == Edits::Wikibase { "item" } else { "line" };
        note(&format!("{} to edit; nothing was sent", counted(lines, what)));
        Ok(())
    }

    /// Writes the lines to change and to add in the pages of the first source.
    fn wikitext(
        &self,
        graphs: (&PoliticalGraph, &PoliticalGraph),
        comparison: &Comparison,
        takes: impl Fn(&Row) -> bool,
    ) -> Result<(), Failure> {
        let mut lines = Lines::default();
        let found = compared::findings(graphs, comparison, &takes, &mut lines);
        let mut plan = Plan::of(&found, &mut lines, true);
        let (added, left) = compared::added(graphs, comparison, &takes);
        added.into_iter().for_each(|added| plan.add(added.page, added.lines));
        mend::list(&plan, self.output.as_deref().unwrap_or(Path::new("-")), self.summary.as_deref())?;
        let differs = found.iter().filter(|d| d.rule == compared::RULES[0].0 && d.fix.is_none()).count();
        if left + differs > 0 {
            note(&format!(
                "{} no line to change or to add: they are about people without a page in the first source, or their lines do not have \
                 the date or the figure as a value of its own",
                if left + differs == 1 {
                    "1 statement has".to_string()
                } else {
                    format!("{} statements have", left + differs)
                }
            ));
        }
        Ok(())
    }

    fn write(&self, written: &str) -> Result<(), Failure> {
        match self.output.as_deref() {
            None => super::output::raw(written),
            Some(path) => save(path, written.as_bytes()),
        }
    }
}

fn save(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    destination::write(path, bytes)?;
    wrote(path);
    Ok(())
}

fn listed<'r>(rows: impl Iterator<Item = &'r Row>) -> Table {
    let mut found = Table::new(&COLUMNS);
    for row in rows {
        let values = [&row.a, &row.b, &row.source_a, &row.source_b]
            .map(|v| if v.is_empty() { Cell::Empty } else { Cell::text(v) });
        let mut cells = vec![Cell::text(&row.subject), Cell::text(row.property), Cell::text(row.status.label())];
        cells.extend(values);
        found.push(cells);
    }
    found
}

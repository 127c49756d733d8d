//! `hustings inputs`.

use super::exit::Failure;
use super::output::{FormatArg, Style, table, text};
use clap::Args;
use hustings::facts::inputs;
use hustings::view::table::{Cell, Table};

/// List the formats that can be read, or show one with an example
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings inputs
  hustings inputs popolo
  hustings inputs columns
  hustings rivals --from london.csv --columns \"Candidate Name=candidate\" --columns \"Year=date\"")]
pub(super) struct Inputs {
    /// The name of a format, or 'columns' for what the columns of a table can be and the headers that are known
    name: Option<String>,
    /// How to write the list
    #[arg(long, value_enum, default_value_t = FormatArg::Table)]
    format: FormatArg,
}

impl Inputs {
    pub(super) fn run(&self) -> Result<(), Failure> {
        match self.name.as_deref() {
            None => self.list(),
            Some("columns") => self.columns(),
            Some(name) => one(name),
        }
    }

    fn list(&self) -> Result<(), Failure> {
        let mut rows = Table::new(&["name", "format", "recognised_by", "read_as", "example"]);
        for input in &inputs::ALL {
            rows.push(
                [input.name, input.label, input.recognised_by, input.becomes, input.example].map(Cell::text).to_vec(),
            );
        }
        for known in inputs::known_tables() {
            let by = "its headers";
            rows.push(["table", known.label, by, known.becomes, known.example].map(Cell::text).to_vec());
        }
        if !self.format.is_for_people() {
            return table(&rows, self.format);
        }
        table(&rows.only(&["name", "format", "read_as"]), self.format)?;
        text(&format!(
            "\n{}",
            Style::Quiet.paint(
                "A text has the first format that recognises it; its content counts, not its extension. 'hustings inputs NAME' shows an example, 'hustings inputs columns' what the columns of a table can be."
            )
        ))
    }

    fn columns(&self) -> Result<(), Failure> {
        let mut rows = Table::new(&["name", "meaning", "headers"]);
        for (name, says) in inputs::column_meanings() {
            rows.push(vec![Cell::text(name), Cell::text(says), Cell::List(inputs::headers_of(name))]);
        }
        table(&rows, self.format)
    }
}

/// Shows one format with what it is recognised by and an example.
fn one(name: &str) -> Result<(), Failure> {
    let Some(input) = inputs::named(name) else {
        let all: Vec<&str> = inputs::ALL.iter().map(|input| input.name).collect();
        return Err(Failure::NoSuchName(format!("there is no format '{name}'; the formats are {}", all.join(", "))));
    };
    text(&format!(
        "{}\n  recognised by {}\n  read as {}\n\n{}",
        Style::Heading.paint(input.label),
        input.recognised_by,
        input.becomes,
        input.example.trim_end()
    ))?;
    if name == "table" {
        for known in inputs::known_tables() {
            text(&format!(
                "\n{}\n  read as {}\n\n{}",
                Style::Heading.paint(known.label),
                known.becomes,
                known.example.trim_end()
            ))?;
        }
    }
    Ok(())
}

//! `hustings export`.

use super::destination::{Destination, make_folder};
use super::exit::Failure;
use super::input::Input;
use super::output;
use super::rivals::say_left_out_of;
use super::select::Select;
use clap::Args;
use clap::builder::PossibleValuesParser;
use hustings::dataset::Need;
use hustings::graph::Selection;
use hustings::view::exchange::{self, Exchange, Items, Options};
use std::path::{Path, PathBuf};

/// Export the graph for other programs: DOT, GraphML, GEXF, JSON, CSV, Parquet, Mermaid, RDF, Wikidata, Popolo,
/// wikitext
///
/// The extension of the file gives the format. If it does not, --format gives it. 'hustings export --formats' lists all
/// formats and what reads them. A .csv file holds the candidacies, in columns that --from can read again. A folder gets
/// the tables people, contests, rounds, candidacies, tenures, ties and values; the table of values has every value that a
/// source gives, with its citations. --select exports only a part, as in 'hustings draw', and the file says which part.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings export -o graph.json
  hustings export -o graph.dot && dot -Tsvg graph.dot -o graph.svg
  hustings export -o tables/ && hustings report --from tables/
  hustings export --select office=Likud --select years=1990- -o likud.gexf
  hustings export --format node-link -o graph.json
  hustings export --network rivals -o rivals.gexf         people and who faced whom, for Gephi; also .graphml, .csv, …
  hustings export --format wikitable --select office=Likud -o -
  hustings export --format items -o items.csv             a table to fill in with items of Wikidata
  hustings export --items items.csv -o likud.qs           statements for QuickStatements
  hustings export --from labor.xml --wiki https://en.wikipedia.org --items items.csv -o labor.qs
  hustings export --format parquet -o world/              people, contests, candidacies, results, vertices, edges, …
  hustings export --from world.db -o world.graphml")]
pub(super) struct Export {
    /// The file to write, or the folder for tables; '-' is standard output
    #[arg(short, long, value_name = "FILE", required_unless_present = "formats")]
    output: Option<PathBuf>,
    /// The format, if the extension does not give it
    #[arg(long, value_name = "FORMAT", value_parser = names())]
    format: Option<String>,
    /// List the formats
    #[arg(long)]
    formats: bool,
    /// The network to export
    ///
    /// The typed graph has people, contests, offices and parties. The network of rivals has only people, linked if they
    /// met, with the number of meetings and wins and the first and the last year. Its formats are graphml, gexf,
    /// node-link, dot and csv.
    #[arg(long, value_enum, default_value_t = Network::Typed)]
    network: Network,
    #[command(flatten)]
    select: Select,
    /// A CSV table with the columns 'name' and 'item', which gives the Wikidata item of each name
    ///
    /// The formats quickstatements, items, turtle and ntriples use it.
    #[arg(long, value_name = "FILE")]
    items: Option<PathBuf>,
    /// The address of the wiki that the pages come from, for the citations in quickstatements
    #[arg(long, value_name = "URL")]
    wiki: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Network {
    /// The whole graph, with nodes and edges of several kinds
    Typed,
    /// Only people, and who faced whom
    Rivals,
}

fn names() -> PossibleValuesParser {
    let mut names: Vec<&'static str> = exchange::ALL.iter().map(|e| e.name).collect();
    // A build without Parquet accepts the name as well, so that `Export::format` can report what is missing.
    if !names.contains(&"parquet") {
        let after = names.iter().position(|n| *n == "csv").map_or(0, |at| at + 1);
        names.insert(after, "parquet");
    }
    PossibleValuesParser::new(names)
}

/// Tests that the argument of --wiki is a web address.
pub(super) fn address_of_wiki(wiki: Option<&str>) -> Result<(), Failure> {
    match wiki.filter(|wiki| !(wiki.starts_with("https://") || wiki.starts_with("http://"))) {
        Some(wiki) => Err(Failure::Usage(format!(
            "'{wiki}' (--wiki) is not a web address; give one such as https://en.wikipedia.org"
        ))),
        None => Ok(()),
    }
}

/// Reads the table of items of --items, if there is one.
pub(super) fn items_in(path: Option<&Path>) -> Result<Items, Failure> {
    let Some(path) = path else { return Ok(Items::default()) };
    let name = path.display();
    let text = hustings::source::read_plain(path).map_err(|e| Failure::Input(format!("cannot read '{name}': {e}")))?;
    Items::read(&text).map_err(|e| Failure::Input(format!("{name}: {e}")))
}

impl Export {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        if self.formats {
            return list();
        }
        let output = self.output.clone().unwrap_or_default();
        let format = self.format(&output)?;
        if format.tables().is_empty() && output.to_string_lossy().ends_with(std::path::is_separator) {
            return Err(Failure::Usage(format!(
                "the format {} is a single file, but '{}' is a folder; name a file",
                format.name,
                output.display()
            )));
        }
        address_of_wiki(self.wiki.as_deref())?;
        if self.items.is_some() && !["quickstatements", "items", "turtle", "ntriples"].contains(&format.name) {
            output::warn(&format!("the format {} has no items; --items has no effect", format.name));
        }
        if self.wiki.is_some() && format.name != "quickstatements" {
            output::warn(&format!("the format {} has no wiki citations; --wiki has no effect", format.name));
        }
        let of_rivals = self.network == Network::Rivals;
        if of_rivals && !exchange::rivals::FORMATS.contains(&format.name) {
            return Err(Failure::Usage(format!(
                "the network of rivals cannot be written as {}; use one of {}",
                format.name,
                exchange::rivals::FORMATS.join(", ")
            )));
        }
        let options = Options { formulas: input.formulas, ..self.options()? };
        let data = input.open()?;
        let loaded = input.part(&data, &Need::All)?;
        let query = self.select.query(&loaded)?;
        let selection = query.resolve(&loaded.graph);
        if of_rivals {
            if output.to_string_lossy().ends_with(std::path::is_separator) {
                return Err(Failure::Usage(format!(
                    "the network is a single file, but '{}' is a folder; name a file",
                    output.display()
                )));
            }
            let mut out = Destination::create(&output)?;
            let left_out =
                exchange::rivals::write(format.name, &selection, input.include_annulled, &options, &mut out)?;
            say_left_out_of(&loaded.graph, &left_out);
            return out.finish();
        }
        let named_file = exchange::of_file(&output.to_string_lossy()).is_some() || output == Path::new("-");
        let one_file = format.is_stream() && (named_file || format.tables().is_empty());
        let notes = if one_file {
            let mut out = Destination::create(&output)?;
            let notes = format.write(&selection, &options, &mut out)?;
            out.finish()?;
            notes
        } else {
            tables(&selection, format, &options, &output)?;
            Vec::new()
        };
        notes.iter().for_each(|note| output::warn(note));
        Ok(())
    }

    fn options(&self) -> Result<Options, Failure> {
        Ok(Options { items: items_in(self.items.as_deref())?, wiki: self.wiki.clone(), formulas: false })
    }

    fn format(&self, output: &Path) -> Result<&'static Exchange, Failure> {
        let name = output.to_string_lossy();
        if let Some(format) = &self.format {
            return exchange::named(format).ok_or_else(|| {
                Failure::Usage("this build writes no Parquet; build with --features parquet, or write CSV".into())
            });
        }
        let folder = output.extension().is_none() && name != "-";
        exchange::of_file(&name).or_else(|| exchange::named("csv").filter(|_| folder)).ok_or_else(|| {
            Failure::Usage(format!(
                "the extension of '{name}' is not that of a format; give --format, or another extension: 'hustings export --formats' lists them"
            ))
        })
    }
}

/// Writes all tables of a format into a folder.
fn tables(selection: &Selection<'_>, format: &Exchange, options: &Options, output: &Path) -> Result<(), Failure> {
    if output == Path::new("-") {
        return Err(Failure::Usage("this format is several tables in a folder; name a folder with -o".into()));
    }
    make_folder(output)?;
    for name in format.tables() {
        let path = output.join(format!("{name}.{}", format.table_extension()));
        let failed = |e: std::io::Error| Failure::Output(format!("cannot write '{}': {e}", path.display()));
        let mut file = Destination::create(&path)?;
        format.write_table(selection, name, options, &mut file).map_err(failed)?;
        file.finish()?;
    }
    Ok(())
}

/// Prints the formats with their extensions and descriptions.
fn list() -> Result<(), Failure> {
    let width = exchange::ALL.iter().map(|e| e.name.len()).max().unwrap_or(0);
    for format in exchange::ALL {
        let endings: Vec<String> = format.extensions.iter().map(|x| format!(".{x}")).collect();
        let endings = if endings.is_empty() { String::new() } else { format!(" ({})", endings.join(", ")) };
        output::text(&format!("{:width$}  {}{endings}", format.name, format.about))?;
    }
    Ok(())
}

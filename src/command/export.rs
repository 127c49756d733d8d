//! `hustings export`.

use super::exit::Failure;
use super::input::Input;
use super::output;
use clap::{Args, ValueEnum};
use hustings::view::{Format, dot, export};
use std::path::{Path, PathBuf};

/// The whole graph for other programs: DOT, GraphML, JSON, CSV tables, Parquet
///
/// The format follows the extension: .dot or .gv, .graphml, .json, .csv. A .csv file holds the candidacies, in the columns that
/// --from reads again; a folder, or --format csv with a folder, gets people.csv, contests.csv, candidacies.csv,
/// tenures.csv and values.csv, which has every value that sources give, preferred or not, with its places. In JSON every value
/// carries its citations.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings export -o graph.json
  hustings export -o graph.dot && dot -Tsvg graph.dot -o graph.svg
  hustings export -o tables/
  hustings export --format parquet -o world/            people, contests, candidacies, results, vertices, edges, …
  hustings export --from world.db -o world.graphml")]
pub(super) struct Export {
    /// The file, or for CSV tables the folder, to write; '-' is standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// The format, where the extension does not say it
    #[arg(long, value_enum)]
    format: Option<Kind>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Dot,
    Graphml,
    Json,
    Csv,
    /// A folder of tables, with vertices and edges, for Spark and its kin
    Parquet,
}

impl Export {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let kind = self.kind()?;
        let loaded = input.load()?;
        let graph = &loaded.graph;
        match kind {
            Kind::Dot => write(&self.output, dot::graph(graph).as_bytes()),
            Kind::Graphml => {
                let mut out = std::io::BufWriter::with_capacity(1 << 20, create(&self.output)?);
                hustings::view::graphml::write(graph, &mut out)?;
                Ok(std::io::Write::flush(&mut out)?)
            }
            Kind::Json => {
                let mut bytes =
                    serde_json::to_vec_pretty(&export::json(graph)).map_err(|e| Failure::Output(e.to_string()))?;
                bytes.push(b'\n');
                write(&self.output, &bytes)
            }
            Kind::Parquet => self.parquet(graph),
            Kind::Csv => {
                let csv = |name: &str| -> Result<Vec<u8>, Failure> {
                    let mut bytes = Vec::new();
                    if let Some(table) = export::table(graph, name) {
                        table.write(Format::Csv, &mut bytes)?;
                    }
                    Ok(bytes)
                };
                let single = self.output.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"))
                    || self.output == Path::new("-");
                if single {
                    return write(&self.output, &csv("candidacies")?);
                }
                make_folder(&self.output)?;
                for name in export::TABLES {
                    write(&self.output.join(format!("{name}.csv")), &csv(name)?)?;
                }
                Ok(())
            }
        }
    }

    #[cfg(feature = "parquet")]
    fn parquet(&self, graph: &hustings::graph::PoliticalGraph) -> Result<(), Failure> {
        use hustings::view::parquet;
        if self.output == Path::new("-") {
            return Err(Failure::Usage("Parquet tables go into a folder; name one after -o".into()));
        }
        make_folder(&self.output)?;
        for name in parquet::TABLES {
            let path = self.output.join(format!("{name}.parquet"));
            let file = std::io::BufWriter::new(create_file(&path)?);
            let failed = |e: String| Failure::Output(format!("cannot write '{}': {e}", path.display()));
            let written = parquet::write(graph, name, file).map_err(|e| failed(e.to_string()))?;
            written.into_inner().map_err(|e| failed(e.to_string()))?;
        }
        Ok(())
    }

    #[cfg(not(feature = "parquet"))]
    #[expect(clippy::unused_self, reason = "with the feature it is used")]
    fn parquet(&self, _graph: &hustings::graph::PoliticalGraph) -> Result<(), Failure> {
        Err(Failure::Usage("this build writes no Parquet; build with --features parquet, or write CSV".into()))
    }

    fn kind(&self) -> Result<Kind, Failure> {
        if let Some(kind) = self.format {
            return Ok(kind);
        }
        let name = self.output.to_string_lossy();
        let extension = self.output.extension().map(|e| e.to_string_lossy().to_lowercase());
        match extension.as_deref() {
            Some("dot" | "gv") => Ok(Kind::Dot),
            Some("graphml") => Ok(Kind::Graphml),
            Some("json") => Ok(Kind::Json),
            Some("csv") => Ok(Kind::Csv),
            None if name != "-" => Ok(Kind::Csv),
            _ => Err(Failure::Usage(format!(
                "'{name}' does not say which format; end it in .dot, .graphml, .json or .csv, or give --format"
            ))),
        }
    }
}

/// Writes a file, or standard output for `-`.
#[expect(clippy::disallowed_methods, reason = "the writers at the end of the pipeline touch the file system")]
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if path == Path::new("-") {
        use std::io::Write;
        let mut out = std::io::stdout().lock();
        out.write_all(bytes)?;
        return Ok(out.flush()?);
    }
    std::fs::write(path, bytes).map_err(|e| Failure::Output(format!("cannot write '{}': {e}", path.display())))
}

/// Opens a file to be written to as results come, or standard output for `-`.
pub(super) fn create(path: &Path) -> Result<Box<dyn std::io::Write>, Failure> {
    if path == Path::new("-") {
        return Ok(Box::new(std::io::stdout().lock()));
    }
    Ok(Box::new(create_file(path)?))
}

#[expect(clippy::disallowed_methods, reason = "the writers at the end of the pipeline touch the file system")]
fn create_file(path: &Path) -> Result<std::fs::File, Failure> {
    std::fs::File::create(path).map_err(|e| Failure::Output(format!("cannot write '{}': {e}", path.display())))
}

/// Makes a folder and those above it.
#[expect(clippy::disallowed_methods, reason = "the writers at the end of the pipeline touch the file system")]
pub(super) fn make_folder(path: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(path)
        .map_err(|e| Failure::Output(format!("cannot make the folder '{}': {e}", path.display())))
}

/// Says on standard error that a file was written.
pub(super) fn wrote(path: &Path) {
    output::note(&format!("wrote {}", path.display()));
}

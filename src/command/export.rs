//! `hustings export`.

use super::exit::Failure;
use super::input::Input;
use super::output;
use clap::{Args, ValueEnum};
use hustings::view::{Format, dot, export};
use std::path::{Path, PathBuf};

/// The whole graph for other programs: DOT, JSON, CSV tables
///
/// The format follows the extension: .dot or .gv, .json, .csv. A .csv file holds the candidacies, in the columns that
/// --from reads again; a folder, or --format csv with a folder, gets people.csv, contests.csv, candidacies.csv and
/// tenures.csv. In JSON every value carries its citations.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings export -o graph.json
  hustings export -o graph.dot && dot -Tsvg graph.dot -o graph.svg
  hustings export -o tables/")]
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
    Json,
    Csv,
}

impl Export {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let kind = self.kind()?;
        let loaded = input.load()?;
        let graph = &loaded.graph;
        match kind {
            Kind::Dot => write(&self.output, dot::graph(graph).as_bytes()),
            Kind::Json => {
                let mut bytes =
                    serde_json::to_vec_pretty(&export::json(graph)).map_err(|e| Failure::Output(e.to_string()))?;
                bytes.push(b'\n');
                write(&self.output, &bytes)
            }
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

    fn kind(&self) -> Result<Kind, Failure> {
        if let Some(kind) = self.format {
            return Ok(kind);
        }
        let name = self.output.to_string_lossy();
        let extension = self.output.extension().map(|e| e.to_string_lossy().to_lowercase());
        match extension.as_deref() {
            Some("dot" | "gv") => Ok(Kind::Dot),
            Some("json") => Ok(Kind::Json),
            Some("csv") => Ok(Kind::Csv),
            None if name != "-" => Ok(Kind::Csv),
            _ => Err(Failure::Usage(format!(
                "'{name}' does not say which format; end it in .dot, .json or .csv, or give --format"
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
#[expect(clippy::disallowed_methods, reason = "the writers at the end of the pipeline touch the file system")]
pub(super) fn create(path: &Path) -> Result<Box<dyn std::io::Write>, Failure> {
    if path == Path::new("-") {
        return Ok(Box::new(std::io::stdout().lock()));
    }
    let file = std::fs::File::create(path);
    let file = file.map_err(|e| Failure::Output(format!("cannot write '{}': {e}", path.display())))?;
    Ok(Box::new(file))
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

//! `hustings draw`.

use super::exit::Failure;
use super::export::{write, wrote};
use super::input::{Input, Loaded};
use super::output;
use clap::{Args, ValueEnum};
use hustings::analysis::rivals;
use hustings::view::diagram::Diagram;
use hustings::view::svg::Drawing;
use hustings::view::{dot, draw, network, spine};
use std::path::{Path, PathBuf};

/// A diagram: succession, rivalries, career or contests, as .svg, .png, .pdf or .dot
///
/// The picture is laid out and drawn by Hustings itself; --layout dot lets Graphviz do it, where it is installed.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings draw succession \"Israeli Labor Party\" -o labor.svg
  hustings draw rivalries -o rivalries.png
  hustings draw career Peres -o peres.pdf
  hustings draw contests Likud -o likud.dot
  hustings draw succession Likud --layout dot -o likud.svg")]
pub(super) struct Draw {
    /// What to draw
    #[arg(value_enum)]
    kind: Kind,
    /// The office or party of a succession or of contests, the person of a career or of rivalries
    name: Option<String>,
    /// The file to write; its extension says the format. '-' writes SVG to standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// A title instead of the one made from the data
    #[arg(long)]
    title: Option<String>,
    /// Rivalries: only pairs with at least this many meetings [default: 2, or 1 for one person's]
    #[arg(long, value_name = "N")]
    min: Option<usize>,
    /// Who lays the picture out
    #[arg(long, value_enum, default_value_t = Layout::Own)]
    layout: Layout,
    /// Pixels of a .png for each unit of the drawing
    #[arg(long, value_name = "N", default_value_t = 2.0)]
    scale: f32,
    /// Seconds after which Graphviz is given up
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Who held an office after whom, and through which contest
    Succession,
    /// Who faced whom, and who won
    Rivalries,
    /// What a person stood for, won, lost and held
    Career,
    /// The contests for an office, one after the other
    Contests,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Layout {
    /// Hustings
    Own,
    /// Graphviz
    Dot,
}

/// A rivalry diagram shows at most this many pairs, and says what it leaves out.
const MOST_PAIRS: usize = 120;

impl Draw {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let format = self.format()?;
        if !(self.scale.is_finite() && self.scale > 0.0 && self.scale <= 20.0) {
            return Err(Failure::Usage(format!("--scale {} must be above 0 and at most 20", self.scale)));
        }
        let loaded = input.load()?;
        let diagram = self.diagram(&loaded, input.include_annulled)?.with_title(self.title.as_deref());
        let bytes = match (format, self.layout) {
            ("dot", _) => dot::diagram(&diagram).into_bytes(),
            (format, Layout::Dot) => {
                let (bytes, said) = dot::graphviz(&dot::diagram(&diagram), format, self.timeout)
                    .map_err(|e| Failure::Output(e.to_string()))?;
                if !said.is_empty() {
                    output::warn(&format!("Graphviz says: {said}"));
                }
                bytes
            }
            (format, Layout::Own) => picture(&lay_out(&diagram), format, self.scale)?,
        };
        write(&self.output, &bytes)?;
        if self.output != Path::new("-") {
            wrote(&self.output);
        }
        Ok(())
    }

    fn format(&self) -> Result<&'static str, Failure> {
        let extension = self.output.extension().map(|e| e.to_string_lossy().to_lowercase());
        match extension.as_deref() {
            Some("dot" | "gv") => Ok("dot"),
            Some("svg") => Ok("svg"),
            Some("png") => Ok("png"),
            Some("pdf") => Ok("pdf"),
            None if self.output == Path::new("-") => Ok("svg"),
            _ => Err(Failure::Usage(format!("'{}' must end in .svg, .png, .pdf or .dot", self.output.display()))),
        }
    }

    fn diagram(&self, loaded: &Loaded, include_annulled: bool) -> Result<Diagram, Failure> {
        let (graph, origin) = (&loaded.graph, loaded.origin.as_str());
        let name = self.name.as_deref();
        let empty = |what: &str| Failure::NoSuchName(format!("there is no {what} to draw in {origin}"));
        match self.kind {
            Kind::Succession => {
                let offices = loaded.offices(name)?;
                let held: Vec<_> = offices.into_iter().filter(|o| graph.tenures_of(*o).next().is_some()).collect();
                if held.is_empty() { Err(empty("tenure")) } else { Ok(draw::succession(graph, &held, origin)) }
            }
            Kind::Contests => {
                let offices = loaded.offices(name)?;
                let any = offices.iter().any(|o| graph.contests_of(*o).next().is_some());
                if any { Ok(draw::contests(graph, &offices, origin)) } else { Err(empty("contest")) }
            }
            Kind::Career => {
                let name =
                    name.ok_or_else(|| Failure::Usage("whose career? say 'hustings draw career NAME -o FILE'".into()))?;
                Ok(draw::career(graph, loaded.person(name)?, origin))
            }
            Kind::Rivalries => {
                let found = match name {
                    Some(name) => {
                        let own = rivals::of_person(graph, loaded.person(name)?, include_annulled);
                        own.iter().map(|r| r.tally(graph)).collect()
                    }
                    None => rivals::all(graph, include_annulled).0,
                };
                let most = found.iter().map(|r| r.meetings as usize).max().unwrap_or(0);
                let min = self.min.unwrap_or(if name.is_some() { 1 } else { 2 }).min(most.max(1));
                let shown = found.iter().filter(|r| r.meetings as usize >= min).take(MOST_PAIRS);
                let shown: Vec<_> = shown.map(|t| rivals::between(graph, t.a, t.b, include_annulled)).collect();
                if shown.is_empty() {
                    Err(empty("pair that met"))
                } else {
                    Ok(draw::rivalries(graph, &shown, found.len(), min, origin))
                }
            }
        }
    }
}

/// The project's own layout of a diagram.
pub(super) fn lay_out(diagram: &Diagram) -> Drawing {
    match diagram {
        Diagram::Spine(spine) => spine::layout(spine),
        Diagram::Network(network) => network::layout(network),
    }
}

#[cfg(feature = "picture")]
pub(super) fn picture(drawing: &Drawing, format: &str, scale: f32) -> Result<Vec<u8>, Failure> {
    use hustings::view::picture;
    if let Some(text) = drawing.uncovered().filter(|_| format != "svg") {
        output::warn(&format!(
            "the embedded font lacks characters of '{text}'; the system's fonts fill in where they can"
        ));
    }
    match format {
        "png" => picture::png(drawing, scale).map_err(|e| Failure::Output(e.to_string())),
        "pdf" => picture::pdf(drawing).map_err(|e| Failure::Output(e.to_string())),
        _ => Ok(drawing.to_svg().into_bytes()),
    }
}

#[cfg(not(feature = "picture"))]
pub(super) fn picture(drawing: &Drawing, format: &str, _scale: f32) -> Result<Vec<u8>, Failure> {
    match format {
        "svg" => Ok(drawing.to_svg().into_bytes()),
        _ => {
            Err(Failure::Usage(format!("this build has no .{format}; build with the feature 'picture', or write .svg")))
        }
    }
}

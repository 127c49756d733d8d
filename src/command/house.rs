//! House style: the user's own words, colours and fonts for pictures, from options and `hustings.toml`.

use super::exit::Failure;
use super::input::Input;
use super::output;
use clap::Args;
use hustings::graph::PoliticalGraph;
use hustings::source;
use hustings::view::diagram::Diagram;
use hustings::view::font;
use hustings::view::palette::Palette;
use std::path::{Path, PathBuf};

/// The options of all commands that draw.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "House style")]
pub(super) struct House {
    /// The title, instead of the one made from the data
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// The subtitle, instead of the one made from the data; '' leaves it out
    #[arg(long, value_name = "TEXT")]
    subtitle: Option<String>,
    /// The text after "Source:", instead of the names of the files; '' leaves it out
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
    /// The credit, instead of "Drawn by Hustings."; '' leaves it out
    #[arg(long, value_name = "TEXT")]
    credit: Option<String>,
    /// A TOML file of party colours, one per line, such as "Labour Party (UK)" = "#e4003b"
    ///
    /// They take precedence over the colours of the sources and of the bundled table.
    #[arg(long, value_name = "FILE", visible_alias = "colors")]
    colours: Option<PathBuf>,
    /// A font file, .ttf or .otf: embedded in .png and .pdf, named in .svg and .html
    #[arg(long, value_name = "FILE")]
    font: Option<PathBuf>,
}

impl House {
    /// Returns the party colours of the `--colours` file. The data are opened with them.
    pub(super) fn palette(&self) -> Result<Palette, Failure> {
        Ok(self.colours.as_deref().map(read).transpose()?.unwrap_or_default())
    }

    /// Reads the font and reports colours that no party uses or that are hard to see. Called before anything is drawn.
    pub(super) fn prepare(&self, input: &Input, graph: &PoliticalGraph) -> Result<(), Failure> {
        let config = input.config()?;
        if let Some(path) = self.font.as_ref().or(config.draw.font.as_ref()) {
            let name = path.display();
            let bytes = source::read_bytes(path).map_err(|e| Failure::Input(format!("cannot read '{name}': {e}")))?;
            font::use_font(bytes).map_err(|e| Failure::Input(format!("{name}: {e}")))?;
        }
        let palette = self.palette()?;
        let unused = palette.unused(graph);
        if !unused.is_empty() {
            let known: Vec<&str> = graph.parties().iter().take(8).map(|p| p.name.as_str()).collect();
            let known = if known.is_empty() { String::new() } else { format!("; there are: {}", known.join(", ")) };
            output::note(&format!(
                "note: no party in the data is called {}, so the colour has no effect{known}",
                unused.join(", ")
            ));
        }
        for (party, contrast) in palette.faint(graph) {
            output::warn(&format!(
                "the colour of '{party}' is hard to see on white (contrast {contrast:.1}, less than 3); its bars get an outline"
            ));
        }
        Ok(())
    }

    /// Replaces the words around a diagram with the user's own.
    pub(super) fn dress(&self, input: &Input, mut diagram: Diagram) -> Result<Diagram, Failure> {
        let config = input.config()?;
        let frame = diagram.frame_mut();
        let set = |slot: &mut String, own: Option<&String>| {
            if let Some(words) = own {
                slot.clone_from(words);
            }
        };
        set(&mut frame.title, self.title.as_ref());
        set(&mut frame.subtitle, self.subtitle.as_ref());
        set(&mut frame.source, self.source.as_ref().or(config.draw.source.as_ref()));
        set(&mut frame.credit, self.credit.as_ref().or(config.draw.credit.as_ref()));
        // The drawing adds a full stop after the source.
        let trimmed = frame.source.trim_end().trim_end_matches('.').to_string();
        frame.source = trimmed;
        Ok(diagram)
    }
}

fn read(path: &Path) -> Result<Palette, Failure> {
    let name = path.display();
    let text = source::read_plain(path).map_err(|e| Failure::Input(format!("cannot read '{name}': {e}")))?;
    Palette::read(&text).map_err(|e| Failure::Input(format!("{name}: {e}")))
}

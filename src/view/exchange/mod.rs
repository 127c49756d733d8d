//! Exports of the graph, or a part of it, in formats that other programs read. Each format is one file of this folder
//! and one line of [`ALL`].

mod follow_the_money;
mod gexf;
pub mod graphml;
mod items;
mod mermaid;
mod model;
mod names;
mod network;
mod node_link;
#[cfg(feature = "parquet")]
mod parquet;
mod popolo;
mod quickstatements;
mod rdf;
pub mod rivals;
mod tables;
mod values;
mod wikitext;

pub use items::Items;
pub use model::{SCHEMA, json};
pub(super) use quickstatements::{references, time};
pub use tables::TABLES;
pub(super) use wikitext::link as wiki_link;

use super::dot;
use super::escape::Escaping;
use super::table::Format;
use crate::graph::Selection;
use std::io::{Error, Result, Write};

/// What a format may need besides the graph.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The Wikidata items of the names in the graph.
    pub items: Items,
    /// The wiki from which the pages were read, such as `https://en.wikipedia.org`. `None` if it is not known.
    pub wiki: Option<String>,
    /// True if CSV cells that a spreadsheet would run as formulas are written unchanged.
    pub formulas: bool,
}

impl Options {
    /// Returns the variant of CSV to write.
    const fn csv(&self) -> Format {
        if self.formulas { Format::RawCsv } else { Format::Csv }
    }
}

/// Writes a format to a stream. Returns notes for the user: what was left out, and what to do about it.
type Stream = fn(&Selection<'_>, &Options, &mut dyn Write) -> Result<Vec<String>>;

/// Writes one of several tables to a stream.
type OneTable = fn(&Selection<'_>, &str, &Options, &mut (dyn Write + Send)) -> Result<()>;

/// A folder of tables: the names of the tables, the extension of their files, and the function that writes one.
#[derive(Debug, Clone, Copy)]
struct Folder {
    tables: &'static [&'static str],
    extension: &'static str,
    write: OneTable,
}

/// An export format.
#[derive(Debug, Clone, Copy)]
pub struct Exchange {
    /// The name, as `--format` takes it.
    pub name: &'static str,
    /// The file extensions that select this format, without the leading dot.
    pub extensions: &'static [&'static str],
    /// One line that says what it is and who reads it.
    pub about: &'static str,
    stream: Option<Stream>,
    folder: Option<Folder>,
}

impl Exchange {
    /// Returns true if it can be written as one stream. Otherwise it is only a folder of tables.
    pub const fn is_stream(&self) -> bool {
        self.stream.is_some()
    }

    /// Returns the names of its tables, each one file of a folder. Empty if it is only a stream.
    pub const fn tables(&self) -> &'static [&'static str] {
        match self.folder {
            Some(folder) => folder.tables,
            None => &[],
        }
    }

    /// Returns the extension of its tables' files, without the dot. Empty if it is only a stream.
    pub const fn table_extension(&self) -> &'static str {
        match self.folder {
            Some(folder) => folder.extension,
            None => "",
        }
    }

    /// Writes a selection as one stream. Returns notes for the user: what was left out, and what to do about it.
    ///
    /// # Errors
    /// An error if the stream fails, or if the format is only a folder of tables.
    pub fn write(&self, selection: &Selection<'_>, options: &Options, out: &mut dyn Write) -> Result<Vec<String>> {
        let write = self
            .stream
            .ok_or_else(|| Error::other(format!("{} is written as a folder of tables, not as one file", self.name)))?;
        if self.extensions.iter().any(|ending| ending.ends_with("json")) {
            let mut escaped = Escaping::for_json(out);
            let notes = write(selection, options, &mut escaped)?;
            escaped.flush()?;
            return Ok(notes);
        }
        write(selection, options, out)
    }

    /// Writes one of its tables.
    ///
    /// # Errors
    /// An error if the stream fails, or if the format has no table with this name.
    pub fn write_table(
        &self,
        selection: &Selection<'_>,
        name: &str,
        options: &Options,
        out: &mut (dyn Write + Send),
    ) -> Result<()> {
        let folder = self.folder.filter(|f| f.tables.contains(&name));
        let folder = folder.ok_or_else(|| Error::other(format!("{} has no table '{name}'", self.name)))?;
        (folder.write)(selection, name, options, out)
    }
}

/// Returns a format of one stream.
const fn stream(
    name: &'static str,
    extensions: &'static [&'static str],
    about: &'static str,
    write: Stream,
) -> Exchange {
    Exchange { name, extensions, about, stream: Some(write), folder: None }
}

/// All formats, in the order in which the help lists them.
pub const ALL: &[Exchange] = &[
    stream("dot", &["dot", "gv"], "the typed graph for Graphviz", |selection, _, out| {
        out.write_all(dot::graph(selection).as_bytes()).map(|()| Vec::new())
    }),
    stream("graphml", &["graphml"], "the typed graph for networkx, igraph, yEd, Cytoscape", graphml::write),
    stream("gexf", &["gexf"], "the typed graph for Gephi and networkx", gexf::write),
    stream(
        "node-link",
        &["nodelink.json"],
        "the typed graph as d3 and networkx's node_link_graph take it",
        node_link::write,
    ),
    stream(
        "json",
        &["json"],
        "the whole model, every value with its citations; --format schema describes it",
        model::write,
    ),
    stream("schema", &["schema.json"], "the JSON Schema of --format json", |_, _, out| {
        out.write_all(SCHEMA.as_bytes()).map(|()| Vec::new())
    }),
    tables::CSV,
    #[cfg(feature = "parquet")]
    parquet::PARQUET,
    stream("mermaid", &["mmd", "mermaid"], "successions as a flowchart for Markdown pages", mermaid::write),
    stream("turtle", &["ttl"], "linked data with Wikidata's properties", rdf::turtle),
    stream("ntriples", &["nt"], "the same linked data, one triple per line", rdf::ntriples),
    stream(
        "quickstatements",
        &["qs"],
        "statements for Wikidata, each with its reference; needs --items",
        quickstatements::write,
    ),
    stream("items", &["items.csv"], "the table that --items reads, to be filled in", items::write),
    stream("popolo", &["popolo.json"], "Popolo JSON for civic-tech programs, with candidacies", popolo::write),
    stream(
        "ftm",
        &["ftm.json", "ftm.ndjson", "ijson"],
        "FollowTheMoney entities for Aleph and OpenSanctions: people, positions, kin, memberships",
        follow_the_money::write,
    ),
    stream("wikitext", &["wiki", "wikitext"], "the four below, for an editor to paste", wikitext::all),
    stream("succession-boxes", &[], "a succession box for each tenure", wikitext::boxes),
    stream("infoboxes", &[], "an {{Infobox election}} for each contest, linked in a chain", wikitext::infoboxes),
    stream("easytimeline", &[], "a <timeline> of each office", wikitext::easytimeline),
    stream(
        "wikitable",
        &[],
        "for each office, a table of its holders and a table of its contests",
        wikitext::wikitable,
    ),
];

/// Returns the format with this name, ignoring ASCII case.
pub fn named(name: &str) -> Option<&'static Exchange> {
    ALL.iter().find(|e| e.name.eq_ignore_ascii_case(name))
}

/// Returns the format that a file name's extension selects. If several extensions fit, the longest decides.
pub fn of_file(name: &str) -> Option<&'static Exchange> {
    let name = name.to_lowercase();
    let fits = |e: &&Exchange| e.extensions.iter().filter(|x| name.ends_with(&format!(".{x}"))).map(|x| x.len()).max();
    ALL.iter().filter_map(|e| fits(&e).map(|length| (length, e))).max_by_key(|(length, _)| *length).map(|(_, e)| e)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_endings_mean_one_format_each() {
        for (i, one) in ALL.iter().enumerate() {
            assert!(one.is_stream() || !one.tables().is_empty(), "{}", one.name);
            for other in &ALL[i + 1..] {
                assert_ne!(one.name, other.name);
                assert!(one.extensions.iter().all(|x| !other.extensions.contains(x)), "{} {}", one.name, other.name);
            }
        }
        assert_eq!(of_file("a/b.popolo.json").map(|e| e.name), Some("popolo"));
        assert_eq!(of_file("a/b.JSON").map(|e| e.name), Some("json"));
        assert_eq!(of_file("a/json").map(|e| e.name), None);
    }
}

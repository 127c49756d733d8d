//! Opens sources as a data set.

use super::pool::Pool;
use super::{Dataset, DatasetError, Kept, Memory};
use crate::facts::{Facts, dumps, inputs};
use crate::graph::{PoliticalGraph, Preference};
use crate::identity::Overrides;
use crate::source::dump::DumpOptions;
use crate::source::{self, Hints, Warning};
use crate::store::{GraphFile, Pages, Part, graph_of_json};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// A function that changes a graph before it is returned.
type Finish = Arc<dyn Fn(&mut PoliticalGraph) + Send + Sync>;

/// Options for opening a data set.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Options {
    /// The user's decisions on who is who. With them, a graph file is joined again.
    pub overrides: Option<Overrides>,
    /// Which value is preferred where sources disagree; by default that of the most trusted source. With it, a graph
    /// file is joined again.
    pub preference: Option<Preference>,
    /// How exports are read, and who is told of progress.
    pub dumps: DumpOptions,
    /// What the user says about the columns of tables.
    pub hints: Arc<Hints>,
    finish: Option<Finish>,
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("overrides", &self.overrides)
            .field("preference", &self.preference)
            .field("dumps", &self.dumps)
            .finish_non_exhaustive()
    }
}

impl Options {
    /// Sets the user's decisions on who is who.
    #[must_use]
    pub fn with_overrides(mut self, overrides: Overrides) -> Self {
        self.overrides = Some(overrides);
        self
    }

    /// Sets which value is preferred where sources disagree.
    #[must_use]
    pub fn with_preference(mut self, preference: Preference) -> Self {
        self.preference = Some(preference);
        self
    }

    /// Sets how exports are read.
    #[must_use]
    pub fn with_dumps(mut self, dumps: DumpOptions) -> Self {
        self.dumps = dumps;
        self
    }

    /// Sets what the user says about the columns of tables.
    #[must_use]
    pub fn with_hints(mut self, hints: Hints) -> Self {
        self.hints = Arc::new(hints);
        self
    }

    /// Sets a function that changes each graph, or part of one, before it is returned, for example to set colours of
    /// parties.
    #[must_use]
    pub fn with_finish(mut self, finish: impl Fn(&mut PoliticalGraph) + Send + Sync + 'static) -> Self {
        self.finish = Some(Arc::new(finish));
        self
    }

    /// Returns the overrides and the preference, or their defaults.
    pub(super) fn said(&self) -> (Overrides, Preference) {
        (self.overrides.clone().unwrap_or_default(), self.preference.clone().unwrap_or_default())
    }

    pub(super) fn finish(&self, graph: &mut PoliticalGraph) {
        if let Some(finish) = &self.finish {
            finish(graph);
        }
    }
}

/// Returns what the pages of a graph file state.
pub(super) fn facts_of(file: &GraphFile) -> Result<Facts, DatasetError> {
    let mut pages = Pages::of(file)?;
    pages.facts().map_err(|cause| DatasetError::Pages { file: file.name(), cause })
}

impl Dataset {
    /// Opens sources: files, folders, patterns, `-` for standard input, `bundled` for the bundled data, exports of any
    /// size, and graph files.
    ///
    /// A single graph file, without overrides and preference, is not loaded: each question reads from it. All other
    /// sources are read, extracted and joined now, in O(f log f) for f facts.
    ///
    /// # Errors
    /// An error if a source does not exist or cannot be opened, if a graph file is damaged, or if nothing could be
    /// read. Everything else that could not be read is among the [warnings](Self::warnings).
    pub fn open(sources: impl IntoIterator<Item: AsRef<str>>, options: Options) -> Result<Self, DatasetError> {
        let sources: Vec<String> = sources.into_iter().map(|source| source.as_ref().to_string()).collect();
        let mut unsealed = Vec::new();
        let mut open = |path: &Path| -> Result<GraphFile, DatasetError> {
            let file = GraphFile::open(path)?;
            unsealed.extend((!file.is_sealed()).then(|| file.name()));
            Ok(file)
        };
        if let [one] = &sources[..]
            && options.overrides.is_none()
            && options.preference.is_none()
            && source::is_database(Path::new(one))
        {
            let kept = Kept::File(Pool::of(open(Path::new(one))?));
            return Ok(Self { kept, warnings: Vec::new(), dumps: Vec::new(), unsealed, options });
        }
        let mut reading = source::read_in(&sources, options.hints.language.as_deref())?;
        reading.set_hints(&options.hints);
        if let Some(message) = inputs::unknown_column(&reading) {
            return Err(DatasetError::Columns(message));
        }
        inputs::keep_known(&mut reading);
        // An export of a whole graph that is read alone is that graph.
        let alone = reading.dumps.is_empty()
            && reading.graphs.is_empty()
            && options.overrides.is_none()
            && options.preference.is_none();
        let exported = match &reading.pages[..] {
            [page] if alone && inputs::of(page).is_ok_and(|input| input.name == "graph-json") => Some(page.clone()),
            _ => None,
        };
        let mut facts = Facts::extract(&reading.pages);
        let mut warnings = reading.warnings;
        let mut dumps = Vec::new();
        for dump in reading.dumps {
            let file = Arc::clone(&dump.file);
            let report = dumps::extract(dump, &options.dumps, &mut facts);
            warnings.extend(report.warnings.iter().cloned());
            if report.interrupted {
                let message = "reading was interrupted; the answer is based only on what was read before that";
                warnings.push(Warning::new(&file, 0, "dump", message));
            }
            dumps.push((file.to_string(), report));
        }
        for path in &reading.graphs {
            facts.append(facts_of(&open(path)?)?);
        }
        if reading.pages.is_empty() && dumps.is_empty() && reading.graphs.is_empty() {
            return Err(DatasetError::Nothing(warnings));
        }
        dumps::follow_redirects(&mut facts);
        facts.stated.shrink_to_fit();
        let mut graph = match exported.and_then(|page| graph_of_json(&page.text)) {
            Some(graph) => graph,
            None => {
                let (overrides, preference) = options.said();
                PoliticalGraph::build_preferring(&facts, &overrides, &preference)
            }
        };
        options.finish(&mut graph);
        let counts = Some(facts.counts());
        let memory = Memory { part: Part::whole(graph), facts, counts, findings: None };
        Ok(Self { kept: Kept::Memory(Box::new(memory)), warnings, dumps, unsealed, options })
    }
}

//! `hustings report`.

use super::destination::{make_folder, write};
use super::exit::Failure;
use super::input::{Input, heading};
use super::output::text;
use super::progress::size;
use super::rivals::say_left_out_of;
use clap::Args;
use hustings::analysis::rivals;
use hustings::dataset::{Dataset, Need};
use hustings::facts::Kind;
use hustings::graph::{PoliticalGraph, Query, Selection};
use hustings::view::page::Page;
use hustings::view::words::counted;
use hustings::view::{dot, draw, report};
use hustings::wikitext::number::grouped;
use hustings::wikitext::slugs;
use std::path::PathBuf;

/// Print an overview of contests, leaders, top rivalries and findings, and write diagrams into a folder
///
/// The diagrams are a timeline, a succession and a contest diagram for each of the first 12 offices, and the rivalries.
/// Each is written as .svg and .dot.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings report
  hustings report --from articles/ -o out")]
pub(super) struct Report {
    /// The folder for the diagrams
    #[arg(short, long, value_name = "DIR", default_value = "hustings-report")]
    output: PathBuf,
    /// Print only the overview
    #[arg(long)]
    no_diagrams: bool,
}

/// The largest number of offices that get diagrams of their own.
const MOST_OFFICES: usize = 12;

/// Returns lines on what was read of each dump, and on the number of contests of each kind.
fn dump_lines(data: &Dataset, graph: &PoliticalGraph) -> Vec<String> {
    let mut lines = Vec::new();
    for (file, report) in data.dumps() {
        let state = if report.complete { "complete" } else { "cut off" };
        lines.push(format!(
            "{file}: {} pages, {} of them redirects, {} with templates about elections or offices, {} uncompressed, {state}",
            grouped(report.pages),
            grouped(report.redirects),
            grouped(report.kept),
            size(report.bytes)
        ));
    }
    for kind in Kind::ALL {
        let of_kind = graph.contests().iter().filter(|c| c.kind == *kind);
        let (mut contests, mut candidacies) = (0_u64, 0_u64);
        for contest in of_kind {
            contests += 1;
            candidacies += graph.candidacies_of(contest.id).count() as u64;
        }
        if contests > 0 {
            lines.push(format!(
                "{}: {}, {}",
                kind.label(),
                counted(contests as usize, "contest"),
                counted(candidacies as usize, "candidacy")
            ));
        }
    }
    let (people, offices) = (graph.people().len() as u64, graph.offices().len() as u64);
    lines.push(format!("{}, {}", counted(people as usize, "person"), counted(offices as usize, "office")));
    lines
}

impl Report {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let data = input.open()?;
        let loaded = input.part(&data, &Need::All)?;
        let graph = &loaded.graph;
        let (counts, found) = (data.counts()?.unwrap_or_default(), data.findings()?);
        text(&format!("Hustings read {}.\n", loaded.origin))?;
        for section in report::overview(graph, counts, &found, 8, input.include_annulled) {
            text(&heading(&section.heading))?;
            for line in section.lines {
                text(&format!("  {line}"))?;
            }
            text("")?;
        }
        if !data.dumps().is_empty() {
            text(&heading("Dumps"))?;
            for line in dump_lines(&data, graph) {
                text(&format!("  {line}"))?;
            }
            text("")?;
        }
        if self.no_diagrams {
            return Ok(());
        }
        let mut diagrams = Vec::new();
        let whole = Selection::whole(graph);
        if graph.contests().iter().any(|c| c.office.is_some() && c.date().is_some()) {
            diagrams.push(("timeline".into(), draw::timeline(&whole, &loaded.origin)));
        }
        let words = slugs(graph.offices().iter().map(|o| o.name.as_str()));
        for (office, slug) in graph.offices().iter().zip(words).take(MOST_OFFICES) {
            let of_office = Query::default().with_office(office.id).resolve(graph);
            if of_office.tenures().next().is_some() {
                diagrams.push((format!("succession-{slug}"), draw::succession(&of_office, &loaded.origin)));
            }
            if of_office.contests().next().is_some() {
                diagrams.push((format!("contests-{slug}"), draw::contests(&of_office, &loaded.origin)));
            }
        }
        let (all, left_out) = rivals::all(graph, input.include_annulled);
        say_left_out_of(graph, &left_out);
        let min = if all.iter().any(|r| r.meetings > 1) { 2 } else { 1 };
        let often: Vec<_> = all.iter().filter(|r| r.meetings as usize >= min).copied().collect();
        let (mut shown, people) = draw::busiest(&often, draw::MOST_PEOPLE, draw::TOP);
        let pairs = shown.len();
        shown.truncate(draw::MOST_PAIRS);
        let shown: Vec<_> = shown.iter().map(|t| rivals::between(graph, t.a, t.b, input.include_annulled)).collect();
        if !shown.is_empty() {
            let left_out = draw::LeftOut { pairs: all.len(), min, most: shown.len() < pairs, people, among: false };
            diagrams.push(("rivalries".into(), draw::rivalries(&whole, &shown, &left_out, &loaded.origin)));
        }
        make_folder(&self.output)?;
        text(&heading("Diagrams"))?;
        for (name, diagram) in diagrams {
            let svg = self.output.join(format!("{name}.svg"));
            write(&svg, diagram.lay_out(Page::default()).to_svg().as_bytes())?;
            write(&svg.with_extension("dot"), dot::diagram(&diagram).as_bytes())?;
            text(&format!("  {} and .dot", svg.display()))?;
        }
        if graph.offices().len() > MOST_OFFICES {
            text(&format!(
                "  the first {MOST_OFFICES} of {} offices; 'hustings draw' draws the others",
                graph.offices().len()
            ))?;
        }
        Ok(())
    }
}

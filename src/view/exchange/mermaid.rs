//! Successions as a Mermaid flowchart. Each office is a box of tenures, with a line from each tenure to the next. After
//! them come the contests that are linked to no tenure, each with the people who stood in it.

use super::Options;
use crate::analysis::succession;
use crate::graph::{ContestId, Selection};
use std::collections::BTreeSet;
use std::io::{Result, Write};

/// The number of lines that Mermaid draws at most, unless its page sets `maxEdges`.
const MOST_EDGES: usize = 500;

/// Writes the flowchart. O(tenures + candidacies).
pub(super) fn write(selection: &Selection<'_>, _: &Options, out: &mut dyn Write) -> Result<Vec<String>> {
    let graph = selection.graph();
    writeln!(out, "---\ntitle: \"Who followed whom\"\n---")?;
    writeln!(out, "%% Written by Hustings.")?;
    if !selection.is_whole() {
        writeln!(out, "%% Selected: {}", one_line(selection.words()))?;
    }
    writeln!(out, "flowchart TD")?;
    let mut edges = 0;
    let mut drawn: BTreeSet<ContestId> = BTreeSet::new();
    for office in selection.offices() {
        let tenures: Vec<_> = selection.tenures_of(office.id).collect();
        if tenures.is_empty() {
            continue;
        }
        writeln!(out, "  subgraph o{}[\"{}\"]", office.id.index(), escape(&office.name))?;
        for tenure in &tenures {
            let date = |d: Option<&crate::wikitext::Date>| d.map_or_else(|| "?".into(), ToString::to_string);
            let until = match tenure.ended {
                Some(crate::facts::Ended::InOffice) => "today".into(),
                _ => date(tenure.to.best()),
            };
            let name = escape(&graph.person(tenure.person).name);
            let from = date(tenure.from.best());
            writeln!(out, "    t{}[\"{name}<br/>{} – {}\"]", tenure.id.index(), escape(&from), escape(&until))?;
            drawn.extend(tenure.contest.into_iter().chain(tenure.renewed.iter().copied()));
        }
        for tenure in tenures.iter().filter(|t| t.follows) {
            let before = succession::predecessor(graph, tenure).filter(|b| selection.has_tenure(b));
            let Some(before) = before else { continue };
            let (from, to) = (before.id.index(), tenure.id.index());
            match tenure.contest.map(|c| graph.contest(c)) {
                Some(contest) => writeln!(out, "    t{from} -->|\"{}\"| t{to}", escape(&contest.title))?,
                None => writeln!(out, "    t{from} --> t{to}")?,
            }
            edges += 1;
        }
        writeln!(out, "  end")?;
    }
    for contest in selection.contests().filter(|c| !drawn.contains(&c.id)) {
        let rows: Vec<_> = selection.candidacies_of(contest.id).filter(|c| c.is_standing()).collect();
        if rows.is_empty() {
            continue;
        }
        let id = contest.id.index();
        writeln!(out, "  c{id}([\"{}\"])", escape(&contest.title))?;
        for candidacy in rows {
            let person = candidacy.person.index();
            let arrow = if candidacy.is_elected() { "==>" } else { "-->" };
            writeln!(out, "  p{person}[\"{}\"] {arrow} c{id}", escape(&graph.person(candidacy.person).name))?;
            edges += 1;
        }
    }
    let many = format!(
        "the flowchart has {edges} lines, but Mermaid draws at most {MOST_EDGES} unless the page sets maxEdges; use --select to export a part, such as one office"
    );
    Ok(if edges > MOST_EDGES { vec![many] } else { Vec::new() })
}

/// Escapes a text that stands within quotes. Characters that Mermaid or HTML would interpret become Mermaid entities.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '"' => out.push_str("#quot;"),
            '#' => out.push_str("#35;"),
            '&' => out.push_str("#amp;"),
            '<' => out.push_str("#lt;"),
            '>' => out.push_str("#gt;"),
            '`' => out.push_str("#96;"),
            '\\' => out.push_str("#92;"),
            '%' => out.push_str("#37;"),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c => out.push(c),
        }
    }
    // Mermaid would read a label that begins like a Markdown list as a list; a zero-width space prevents this.
    let numbered = out.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(". ");
    if out.starts_with(['-', '*', '+']) || numbered { format!("\u{200b}{out}") } else { out }
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

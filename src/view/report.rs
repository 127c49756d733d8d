//! The overview: what is in the graph, who held office, who met most often, what disagrees.

use crate::analysis::rivals;
use crate::analysis::succession::{self, Spell};
use crate::check::{Diagnostic, Severity};
use crate::facts::{Ended, FactCounts};
use crate::graph::{Office, PoliticalGraph};
use crate::view::profile::say_tenure;
use crate::view::words::{counted, say_meetings};
use itertools::Itertools;

/// A section of the overview.
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// Its lines.
    pub lines: Vec<String>,
}

/// The maximum number of errors and warnings that the overview quotes.
const MOST_FINDINGS: usize = 5;

/// Returns the overview of a graph. It lists at most `top` rivalries.
pub fn overview(
    graph: &PoliticalGraph,
    facts: FactCounts,
    found: &[Diagnostic],
    top: usize,
    include_annulled: bool,
) -> Vec<Section> {
    let documented = graph.contests().iter().filter(|c| c.documented).count();
    let stated = graph.contests().len() - documented;
    let standing = graph.candidacies().iter().filter(|c| c.is_standing()).count();
    let mut counts = vec![
        format!("{}: {documented} documented, {stated} stated", counted(graph.contests().len(), "contest")),
        format!(
            "{}, {}, {}",
            counted(graph.people().len(), "person"),
            counted(standing, "candidacy"),
            counted(graph.tenures().len(), "tenure")
        ),
        format!("{} facts, each with its citation; {} values that no rule reads", facts.stated, facts.unread),
    ];
    let kinds = graph.contests().iter().map(|c| c.kind).counts();
    let kinds: Vec<String> = kinds.into_iter().sorted().map(|(kind, n)| format!("{n} {}", kind.label())).collect();
    counts.insert(1, format!("by kind: {}", kinds.join(", ")));
    let mut sections = vec![Section { heading: "In the graph".into(), lines: counts }];
    sections.extend(graph.offices().iter().filter_map(|office| of_office(graph, office)));
    sections.push(of_rivalries(graph, top, include_annulled));
    sections.push(of_findings(found));
    sections
}

/// Returns the section about an office; `None` if no tenure is known.
fn of_office(graph: &PoliticalGraph, office: &Office) -> Option<Section> {
    let spells = succession::of_office(graph, office.id);
    let held: Vec<_> =
        spells.iter().filter_map(|s| if let Spell::Held(id) = s { Some(graph.tenure(*id)) } else { None }).collect();
    let last = held.last()?;
    let beaten = held.iter().filter(|t| t.ended == Some(Ended::Defeated)).count();
    let gaps = spells.iter().filter(|s| matches!(s, Spell::Gap { .. })).count();
    let mut lines = vec![format!(
        "{}; {beaten} ended in defeat; {} where no source says who held the office",
        counted(held.len(), "tenure"),
        counted(gaps, "gap")
    )];
    lines.push(format!("latest: {}, {}", graph.person(last.person).name, say_tenure(graph, last, false)));
    let returned: Vec<String> = held
        .iter()
        .map(|t| t.person)
        .dedup()
        .counts()
        .into_iter()
        .filter(|(_, n)| *n > 1)
        .sorted()
        .map(|(p, n)| match n - 1 {
            1 => format!("{} (once)", graph.person(p).name),
            n => format!("{} ({n} times)", graph.person(p).name),
        })
        .collect();
    if !returned.is_empty() {
        lines.push(format!("came back: {}", returned.join(", ")));
    }
    Some(Section { heading: office.name.clone(), lines })
}

/// Returns the section about the pairs who met most often.
fn of_rivalries(graph: &PoliticalGraph, top: usize, include_annulled: bool) -> Section {
    let (rivalries, _) = rivals::all(graph, include_annulled);
    let heading = match rivalries.len() {
        n if n > top => format!("Rivalries: {n} pairs met; the {top} who met most often"),
        n => format!("Rivalries: {n} pairs met"),
    };
    let lines: Vec<String> = rivalries
        .iter()
        .take(top)
        .map(|r| {
            let (a, b) = (&graph.person(r.a).name, &graph.person(r.b).name);
            let met = say_meetings(r.documented as usize, (r.meetings - r.documented) as usize);
            let elected = match (r.won_a, r.won_b) {
                (0, 0) => "neither elected".into(),
                (one, other) => format!("elected {one}–{other}"),
            };
            format!("{a} and {b}: {met}; {elected}, ahead {}–{}", r.ahead_a, r.ahead_b)
        })
        .collect();
    Section { heading, lines }
}

/// Returns the section about disagreements: their number, and the most severe.
fn of_findings(found: &[Diagnostic]) -> Section {
    let count = |s| found.iter().filter(|d| d.severity == s).count();
    let mut lines = vec![format!(
        "{} errors, {} warnings, {} notes",
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Note)
    )];
    let worst: Vec<_> = found.iter().filter(|d| d.severity < Severity::Note).sorted_by_key(|d| d.severity).collect();
    if worst.len() > MOST_FINDINGS {
        lines[0].push_str(&format!("; the first {MOST_FINDINGS} errors and warnings:"));
    }
    lines.extend(worst.iter().take(MOST_FINDINGS).map(|d| {
        let subject = if d.subject.is_empty() { String::new() } else { format!("{}: ", d.subject) };
        format!("{}:{} [{}] {subject}{}", d.file, d.line, d.rule, d.message)
    }));
    Section { heading: "What disagrees".into(), lines }
}

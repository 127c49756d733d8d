//! `hustings endorsements`.

use super::exit::Failure;
use super::input::{Input, heading, one};
use super::output::{FormatArg, Style, table, text};
use clap::Args;
use hustings::analysis::endorsements::{Endorsements, of_contest};
use hustings::analysis::ties::{ABSENCE, Seen};
use hustings::dataset::Need;
use hustings::facts::TieKind;
use hustings::graph::{ContestId, Node, PoliticalGraph};
use hustings::view::words::counted;
use hustings::view::{Cell, Table, listing};
use std::collections::BTreeSet;

/// Show who endorsed whom in a contest, by kind of endorser, and what came of it
///
/// The share is that of a candidate among all endorsements in the race, each endorser counted once (Cohen, Karol, Noel and
/// Zaller 2008). The lean of a kind of endorsers is the share of the candidate whom most of them back. 'Across' counts
/// endorsers who belong to another party. Without a name, contests with endorsements are listed.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings endorsements --from \"2026 election.wiki\"
  hustings endorsements \"2026 Alabama gubernatorial election\" --from pages/
  hustings endorsements \"2026 Alabama gubernatorial election\" --from pages/ --format csv   each endorsement")]
pub(super) struct EndorsementsCommand {
    /// A contest: its title, or words of it
    contest: Option<String>,
    /// How to write the answer
    #[arg(long, value_enum, default_value_t = FormatArg::Table)]
    format: FormatArg,
}

impl EndorsementsCommand {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let data = input.open()?;
        let loaded = input.part(&data, &Need::All)?;
        let graph = &loaded.graph;
        let of: BTreeSet<ContestId> =
            graph.ties().iter().filter(|t| t.kind == TieKind::Endorsed).filter_map(|t| t.contest).collect();
        let contest = match &self.contest {
            Some(name) => one("contest", name, graph.find_contest(name), |id| graph.contest(id).title.clone())?,
            None if of.len() == 1 => of.into_iter().next().unwrap_or(ContestId::from_index(0)),
            None => return self.list(graph, &of, &loaded.origin),
        };
        let found = of_contest(graph, contest);
        if !self.format.is_for_people() {
            let all = found.backing.iter().flat_map(|b| &b.endorsements).chain(&found.refused);
            let seen: Vec<Seen<'_>> =
                all.map(|tie| Seen { tie, from: tie.from, to: tie.to, reversed: false }).collect();
            return table(&listing::ties(graph, &seen), self.format);
        }
        self.say(graph, contest, &found)
    }

    fn list(&self, graph: &PoliticalGraph, contests: &BTreeSet<ContestId>, origin: &str) -> Result<(), Failure> {
        let mut rows = Table::new(&["contest", "date", "endorsements", "contest_id"]);
        for contest in contests {
            let found = of_contest(graph, *contest);
            rows.push(vec![
                Cell::text(&graph.contest(*contest).title),
                Cell::date(graph.contest(*contest).date()),
                Cell::count(found.backing.iter().map(|b| b.endorsements.len()).sum()),
                Cell::text(graph.contest_key(*contest)),
            ]);
        }
        if rows.is_empty() && self.format.is_for_people() {
            return text(&format!("No endorsement is stated in {origin}. {ABSENCE}"));
        }
        table(&rows, self.format)
    }

    fn say(&self, graph: &PoliticalGraph, contest: ContestId, found: &Endorsements<'_>) -> Result<(), Failure> {
        let title = &graph.contest(contest).title;
        if found.backing.is_empty() && found.refused.is_empty() {
            return text(&format!("No endorsement is stated for the {title}. {ABSENCE}"));
        }
        let sum: usize = found.backing.iter().map(|b| b.endorsements.len()).sum();
        text(&heading(&format!("{title}: {}", counted(sum, "endorsement"))))?;
        let mut rows = Table::new(&["candidate", "endorsements", "share", "across", "votes_share", "elected"]);
        for backing in &found.backing {
            rows.push(vec![
                Cell::text(&graph.person(backing.candidate).name),
                Cell::count(backing.endorsements.len()),
                Cell::Number(backing.share, 1),
                Cell::count(backing.across),
                Cell::share(backing.votes),
                Cell::text(if backing.elected { "elected" } else { "" }),
            ]);
        }
        table(&rows, self.format)?;
        let mut rows = Table::new(&["kind", "endorsements", "leans to", "with"]);
        for lean in &found.leans {
            let first = lean.of.first().map(|(p, _)| graph.person(*p).name.as_str()).unwrap_or_default();
            rows.push(vec![
                Cell::text(&lean.kind),
                Cell::count(lean.of.iter().map(|(_, n)| n).sum()),
                Cell::text(first),
                Cell::text(format!("{:.0}%", lean.share())),
            ]);
        }
        if !rows.is_empty() {
            text("")?;
            table(&rows, self.format)?;
        }
        if !found.refused.is_empty() {
            let names: Vec<&str> = found.refused.iter().map(|tie| graph.label_of(tie.from)).collect();
            text(&format!("\nDeclined or withdrawn: {}.", names.join(", ")))?;
        }
        let unknown =
            found.backing.iter().flat_map(|b| &b.endorsements).filter(|t| matches!(t.from, Node::Person(_))).count();
        text(&format!(
            "\n{}",
            Style::Quiet.paint(&format!(
                "{} are people. 'Across' needs the party of endorser and candidate, which is often not known. {ABSENCE}",
                counted(unknown, "endorser")
            ))
        ))
    }
}

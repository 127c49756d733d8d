//! The rounds of a contest: who had how many votes, and how a contest's figures are told.

use super::model::{Desk, MOST_ROWS, Property, Ref, Said, worded};
use crate::analysis::figures::Figures;
use crate::graph::{Contest, Round};
use crate::view::words::counted;
use crate::wikitext::number::{decimals, grouped};
use crate::wikitext::{Date, Quantity};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::HashMap;

#[derive(Serialize)]
pub(super) struct RoundOf {
    pub(super) number: usize,
    pub(super) annulled: bool,
    pub(super) label: Option<String>,
    pub(super) properties: Vec<Property>,
    pub(super) results: Vec<ResultRow>,
    pub(super) options: Vec<OptionRow>,
    /// What the shares are of.
    #[serde(serialize_with = "worded")]
    pub(super) shares_of: String,
    /// The same as computed from the votes, where that differs in what is shown.
    pub(super) computed: Vec<f64>,
    pub(super) notes: Vec<Said>,
}

#[derive(Serialize)]
pub(super) struct ResultRow {
    pub(super) person: Ref,
    pub(super) party: Option<Ref>,
    pub(super) votes: Option<u64>,
    pub(super) share: Option<f64>,
    pub(super) elected: bool,
    pub(super) incumbent: bool,
    /// Other figures that sources give.
    pub(super) also: Vec<Said>,
    pub(super) sources: Vec<usize>,
}

#[derive(Serialize)]
pub(super) struct OptionRow {
    pub(super) name: String,
    pub(super) votes: Option<u64>,
    pub(super) share: Option<f64>,
    pub(super) sources: Vec<usize>,
}

pub(super) fn dated(date: &Date) -> (String, Value) {
    (date.long(), json!(date.to_string()))
}

pub(super) fn about(number: &Quantity) -> (String, Value) {
    (number.to_string(), json!(number.count))
}

pub(super) fn number(number: u64) -> (String, Value) {
    (grouped(number), json!(number))
}

pub(super) fn share(share: f64) -> (String, Value) {
    (format!("{share}%"), json!(share))
}

/// Whether two dates may be one day, which one of them says less exactly.
pub(super) fn agree(a: &Date, b: &Date) -> bool {
    a.compatible(*b)
}

pub(super) fn round(desk: &mut Desk<'_>, contest: &Contest, round: &Round) -> RoundOf {
    let graph = desk.graph;
    let text = |text: String| (text, None);
    let properties = [
        desk.property_of("Date", &round.dates, agree, dated),
        desk.property("Selectorate", &round.selectorate, |s| text(s.label().to_string())),
        desk.property("Electorate", &round.electorate, about),
        desk.property("Ballots cast", &round.cast, about),
        desk.property("Valid votes", &round.valid, |n| number(*n)),
        desk.property("Turnout", &round.turnout, |t| share(*t)),
    ];
    let figures = Figures::of(graph, contest, round.number);
    let annulled = desk.explorer.settings.include_annulled;
    let last = contest.valid_rounds(annulled).last().copied();
    let mut results = Vec::new();
    let mut by_person = HashMap::new();
    for candidacy in graph.candidacies_of(contest.id) {
        by_person.entry(candidacy.person).or_insert(candidacy);
    }
    for figure in desk.listed("results", &figures.rows) {
        let Some(candidacy) = by_person.get(&figure.person).copied() else { continue };
        let (mut places, mut also) = (Vec::new(), Vec::new());
        if let Some(result) = candidacy.round(round.number) {
            places.extend(result.votes.first().into_iter().flat_map(|v| v.citations.iter().copied()));
            places.extend(result.shares.first().into_iter().flat_map(|v| v.citations.iter().copied()));
            for other in result.votes.all().iter().skip(1) {
                let text = counted(other.value as usize, "vote");
                also.push(Said { text, about: None, value: None, sources: desk.cite(other.citations.iter().copied()) });
            }
            // What is given and not told, since not all are given, is told beside.
            let told = usize::from(figures.told(figure).zip(figure.given).is_some_and(|(t, g)| !unlike(g, t)));
            for other in result.shares.all().iter().skip(told) {
                // The same, less exactly.
                if figures.told(figure).is_some_and(|t| !unlike(other.value, t)) {
                    places.extend(other.citations.iter().copied());
                    continue;
                }
                let text = format!("{}%", other.value);
                also.push(Said { text, about: None, value: None, sources: desk.cite(other.citations.iter().copied()) });
            }
        }
        places.extend(candidacy.party.first().into_iter().flat_map(|p| p.citations.iter().copied()));
        if places.is_empty() {
            places.clone_from(&candidacy.stood);
        }
        // Told at the last round that the person reached, which need not be the contest's last.
        let reached = candidacy
            .rounds
            .keys()
            .filter(|n| annulled || contest.round(*n).is_none_or(|r| !r.annulled))
            .last()
            .or(last);
        let decided = reached == Some(round.number) && contest.counts(annulled);
        let elected = candidacy.is_elected() && decided;
        if reached == Some(round.number) {
            for other in candidacy.outcome.all().iter().skip(1) {
                let text = other.value.label().to_string();
                also.push(Said { text, about: None, value: None, sources: desk.cite(other.citations.iter().copied()) });
            }
        }
        if elected {
            places.extend(candidacy.outcome.first().into_iter().flat_map(|o| o.citations.iter().copied()));
        }
        results.push(ResultRow {
            person: desk.person(figure.person),
            party: candidacy.party.best().map(|p| desk.party(*p)),
            votes: figure.votes,
            share: figures.told(figure),
            elected,
            incumbent: graph.is_incumbent(candidacy),
            also,
            sources: desk.cite(places),
        });
    }
    let mut options = Vec::new();
    for option in round.options.all() {
        let sources = desk.cite(option.citations.iter().copied());
        let value = &option.value;
        options.push(OptionRow { name: value.name.clone(), votes: value.votes, share: value.share, sources });
    }
    let given = figures.as_given;
    let differs = figures.rows.iter().any(|f| f.given.zip(f.share).is_some_and(|(g, s)| unlike(g, s)));
    RoundOf {
        number: round.number,
        annulled: round.annulled,
        label: round.label.best().cloned(),
        properties: properties.into_iter().flatten().collect(),
        results,
        options,
        shares_of: figures.basis(),
        computed: if given && differs && figures.others().is_none() {
            figures.rows.iter().take(MOST_ROWS).filter_map(|f| f.shown).collect()
        } else {
            Vec::new()
        },
        notes: desk.property("Note", &round.notes, |n| text(n.clone())).map(|p| p.values).unwrap_or_default(),
    }
}

/// Whether a share differs from one that is given by more than the source's own rounding.
fn unlike(given: f64, share: f64) -> bool {
    (given - share).abs() > 0.5 * 10_f64.powi(-(decimals(given) as i32)) + 1e-9
}

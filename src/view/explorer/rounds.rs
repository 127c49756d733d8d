//! The rounds of a contest: each candidate's votes and shares, and the other figures that sources give.

use super::model::{Desk, MOST_ROWS, Property, Ref, Said, worded};
use crate::analysis::figures::{Figure, Figures};
use crate::graph::{Candidacy, CitationId, Contest, Round};
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
    /// The basis of the shares, in words.
    #[serde(serialize_with = "worded")]
    pub(super) shares_of: String,
    /// The shares computed from the votes. Empty unless they differ visibly from the stated shares.
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

/// Returns true if the two dates may be the same day, one of them stated less exactly.
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
    let mut results = Vec::new();
    let mut by_person = HashMap::new();
    for candidacy in graph.candidacies_of(contest.id) {
        by_person.entry(candidacy.person).or_insert(candidacy);
    }
    for figure in desk.listed("results", &figures.rows) {
        if let Some(candidacy) = by_person.get(&figure.person) {
            results.push(result_row(desk, contest, candidacy, &figures, figure));
        }
    }
    let mut options = Vec::new();
    for option in round.options.all() {
        let sources = desk.cite(option.citations.iter().copied());
        let value = &option.value;
        options.push(OptionRow { name: value.name.clone(), votes: value.votes, share: value.share, sources });
    }
    RoundOf {
        number: round.number,
        annulled: round.annulled,
        label: round.label.best().cloned(),
        properties: properties.into_iter().flatten().collect(),
        results,
        options,
        shares_of: figures.basis(),
        computed: computed(&figures),
        notes: desk.property("Note", &round.notes, |n| text(n.clone())).map(|p| p.values).unwrap_or_default(),
    }
}

/// Returns a candidate's result in a round, with the other figures and outcomes that sources give.
fn result_row(
    desk: &mut Desk<'_>,
    contest: &Contest,
    candidacy: &Candidacy,
    figures: &Figures,
    figure: &Figure,
) -> ResultRow {
    let (mut places, mut also) = (Vec::new(), Vec::new());
    if let Some(result) = candidacy.round(figures.round) {
        places.extend(result.votes.first().into_iter().flat_map(|v| v.citations.iter().copied()));
        places.extend(result.shares.first().into_iter().flat_map(|v| v.citations.iter().copied()));
        for other in result.votes.all().iter().skip(1) {
            also.push(also_given(desk, counted(other.value as usize, "vote"), &other.citations));
        }
        // A stated share that is not shown, because other candidates have none, is listed as another figure.
        let told = usize::from(figures.told(figure).zip(figure.given).is_some_and(|(t, g)| !unlike(g, t)));
        for other in result.shares.all().iter().skip(told) {
            if figures.told(figure).is_some_and(|t| !unlike(other.value, t)) {
                // The same share, less exactly.
                places.extend(other.citations.iter().copied());
            } else {
                also.push(also_given(desk, format!("{}%", other.value), &other.citations));
            }
        }
    }
    places.extend(candidacy.party.first().into_iter().flat_map(|p| p.citations.iter().copied()));
    if places.is_empty() {
        places.clone_from(&candidacy.stood);
    }
    // The outcome is shown at the last round that the person reached, which need not be the contest's last.
    let annulled = desk.explorer.settings.include_annulled;
    let is_last = last_reached(contest, candidacy, annulled) == Some(figures.round);
    let elected = candidacy.is_elected() && is_last && contest.counts(annulled);
    if is_last {
        for other in candidacy.outcome.all().iter().skip(1) {
            also.push(also_given(desk, other.value.label().to_string(), &other.citations));
        }
    }
    if elected {
        places.extend(candidacy.outcome.first().into_iter().flat_map(|o| o.citations.iter().copied()));
    }
    ResultRow {
        person: desk.person(figure.person),
        party: candidacy.party.best().map(|p| desk.party(*p)),
        votes: figure.votes,
        share: figures.told(figure),
        elected,
        incumbent: desk.graph.is_incumbent(candidacy),
        also,
        sources: desk.cite(places),
    }
}

fn also_given(desk: &mut Desk<'_>, text: String, citations: &[CitationId]) -> Said {
    Said { text, about: None, value: None, sources: desk.cite(citations.iter().copied()) }
}

/// Returns the last round that a candidate reached, or the contest's last if results are not known by round.
fn last_reached(contest: &Contest, candidacy: &Candidacy, annulled: bool) -> Option<usize> {
    let counts = |n: &usize| annulled || contest.round(*n).is_none_or(|r| !r.annulled);
    let reached = candidacy.rounds.keys().filter(counts).last();
    reached.or_else(|| contest.valid_rounds(annulled).last().copied())
}

/// Returns the shares computed from the votes, or nothing unless they differ visibly from the stated shares.
fn computed(figures: &Figures) -> Vec<f64> {
    let differs = figures.rows.iter().any(|f| f.given.zip(f.share).is_some_and(|(g, s)| unlike(g, s)));
    if figures.as_given && differs && figures.others().is_none() {
        figures.rows.iter().take(MOST_ROWS).filter_map(|f| f.shown).collect()
    } else {
        Vec::new()
    }
}

/// Returns true if the shares differ by more than the rounding of the given one.
fn unlike(given: f64, share: f64) -> bool {
    (given - share).abs() > 0.5 * 10_f64.powi(-(decimals(given) as i32)) + 1e-9
}

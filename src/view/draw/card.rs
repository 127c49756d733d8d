//! Cards: a contest with the results of its rounds.

use super::{beaten_by, digits, lead, party_stood_for, short, status_word, tint};
use crate::analysis::figures::{Denominator, Figure, Figures};
use crate::facts::Status;
use crate::graph::{Candidacy, Contest, PersonId, PoliticalGraph};
use crate::view::diagram::{About, Card, CardResult, CardRound};
use crate::view::share::{self, Printed};
use crate::wikitext::number::grouped;
use itertools::Itertools;
use std::collections::HashMap;

/// The maximum number of results of a round on a card. The card states how many it leaves out.
const MOST_RESULTS: usize = 6;

/// Returns a contest with the results of its valid rounds.
pub fn card(graph: &PoliticalGraph, contest: &Contest) -> Card {
    let date = contest.date().map_or_else(|| contest.title.clone(), short);
    let numbers = contest.valid_rounds(false);
    let many = numbers.len() > 1;
    // If the selectorate changed between rounds, each round states its own.
    let bodies = contest.selectorates();
    let one_body = !bodies.contains(',');
    let stated = if contest.documented { "" } else { "stated only" };
    let head = [date.as_str(), if one_body { &bodies } else { "" }, stated];
    let heading = head.into_iter().filter(|s| !s.is_empty()).join(" · ");
    let mut aside = match lead(graph, contest) {
        Some(0.0) => "a tie".into(),
        Some(points) => format!("margin {} points", share::points(points)),
        None => String::new(),
    };
    let round = |number: &usize| {
        let round = RoundFigures::of(graph, contest, *number);
        let label = if many { round.label(one_body) } else { String::new() };
        round.on_card(label)
    };
    let mut rounds: Vec<CardRound> = numbers.iter().map(round).collect();
    // If there are several rounds, the margin is that of the last one.
    if let Some(last) = rounds.last_mut().filter(|_| many) {
        last.aside = std::mem::take(&mut aside);
    }
    let about = Some(About::Contest(contest.id));
    Card { title: contest.title.clone(), heading, aside, stated: !contest.documented, rounds, about }
}

/// A round of a contest with its figures.
struct RoundFigures<'g> {
    graph: &'g PoliticalGraph,
    contest: &'g Contest,
    number: usize,
    figures: Figures,
    digits: usize,
}

impl<'g> RoundFigures<'g> {
    fn of(graph: &'g PoliticalGraph, contest: &'g Contest, number: usize) -> Self {
        let figures = Figures::of(graph, contest, number);
        let digits = digits(&figures);
        Self { graph, contest, number, figures, digits }
    }

    fn on_card(&self, label: String) -> CardRound {
        let mut results = self.candidates();
        if results.is_empty() {
            results = self.options();
        }
        drop_only_tint(&mut results);
        let note = self.note(results.len());
        keep_best(&mut results);
        results.extend(self.others());
        CardRound { label, aside: String::new(), results, note }
    }

    /// Returns the label of one of several rounds: its number, its date and, unless all rounds have the same one, its
    /// selectorate.
    fn label(&self, one_body: bool) -> String {
        let (contest, number) = (self.contest, self.number);
        let date = contest.round(number).and_then(|r| r.dates.best()).map(|d| format!(", {}", short(*d)));
        let body = contest.selectorate_of(number).filter(|_| !one_body).map(|s| format!(" · {}", s.label()));
        format!("Round {number}{}{}", date.unwrap_or_default(), body.unwrap_or_default())
    }

    /// Returns the results of the candidates, best first. In a tie, an elected person comes first.
    fn candidates(&self) -> Vec<CardResult> {
        let mut by_person = HashMap::new();
        for candidacy in self.graph.candidacies_of(self.contest.id) {
            by_person.entry(candidacy.person).or_insert(candidacy);
        }
        let loser = beaten_by(self.graph, self.contest);
        let result = |f: &Figure| self.candidate(f, by_person.get(&f.person).copied(), loser);
        let mut results: Vec<CardResult> = self.figures.rows.iter().map(result).collect();
        results.sort_by_key(|r| !r.elected && r.share.is_none());
        if let Some(at) =
            (1..results.len()).find(|at| results[*at].elected && results[*at].share == results[at - 1].share)
            && results[at].share.is_some()
            && !results[at - 1].elected
        {
            results.swap(at - 1, at);
        }
        results
    }

    fn candidate(&self, figure: &Figure, candidacy: Option<&Candidacy>, loser: Option<PersonId>) -> CardResult {
        let last = self.contest.valid_rounds(false).last() == Some(&self.number);
        let counts = self.contest.counts(false);
        // True if this is the last round that the person reached.
        let own_last = candidacy.and_then(|c| c.last_result(self.contest)).map_or(last, |(n, _)| n == self.number);
        let name = self.graph.person(figure.person).name.clone();
        CardResult {
            elected: candidacy.is_some_and(Candidacy::is_elected) && last && counts,
            beaten: own_last && counts && loser == Some(figure.person),
            tint: tint(self.graph, candidacy.and_then(|c| party_stood_for(self.graph, c))),
            ..self.row(name, figure.votes, self.figures.exact(figure))
        }
    }

    /// Returns the results of the options of a referendum.
    fn options(&self) -> Vec<CardResult> {
        let options = self.contest.round(self.number).into_iter().flat_map(|r| r.options.all()).map(|o| &o.value);
        let row = |name: &str, votes, share| CardResult { option: true, ..self.row(name.into(), votes, share) };
        options.map(|o| row(&o.name, o.votes, o.share)).collect()
    }

    /// Returns the combined result of the candidates that no source lists, if it is known.
    fn others(&self) -> Option<CardResult> {
        let (Some(share), Denominator::Proven(proven)) = (self.figures.others(), self.figures.denominator) else {
            return None;
        };
        let votes = Some(proven.others()).filter(|_| proven.exact);
        Some(CardResult { option: true, ..self.row("Others, not listed".into(), votes, Some(share)) })
    }

    fn row(&self, name: String, votes: Option<u64>, share: Option<f64>) -> CardResult {
        let share = share.map(|s| Printed::new(s, self.digits));
        CardResult {
            name,
            share: share.as_ref().map(|s| s.value),
            figures: votes.map(grouped).into_iter().chain(share.map(|s| s.words)).join("  "),
            ..CardResult::default()
        }
    }

    /// Returns a remark on the status of the contest, or the number of results that the card leaves out.
    fn note(&self, results: usize) -> String {
        match (self.contest.status.best(), results.saturating_sub(MOST_RESULTS)) {
            (Some(Status::Cancelled | Status::Annulled | Status::Scheduled), _) => status_word(self.contest).into(),
            (Some(Status::Unopposed), _) if results == 1 => "no other candidate".into(),
            (_, 0) => String::new(),
            (_, more) => format!("and {more} more"),
        }
    }
}

/// Removes the colours if there is only one: within one party a colour does not distinguish anybody.
fn drop_only_tint(results: &mut [CardResult]) {
    let colours = results.iter().filter_map(|r| r.tint.as_ref()).map(|t| &t.colour).unique().count();
    if colours <= 1 {
        results.iter_mut().for_each(|r| r.tint = None);
    }
}

/// Keeps the best results. An elected person is kept even if far behind in this round.
fn keep_best(results: &mut Vec<CardResult>) {
    if let Some(at) = results.iter().rposition(|r| r.elected).filter(|at| *at >= MOST_RESULTS) {
        let elected = results.remove(at);
        results.insert(MOST_RESULTS - 1, elected);
    }
    results.truncate(MOST_RESULTS);
}

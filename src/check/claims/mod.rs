//! Tests claims in prose against the graph: each is confirmed, contradicted or unknown.
//!
//! A claim is no evidence for itself: what only its own sentence states does not count.

mod careers;
mod figures;
mod firsts;
mod lives;
mod meetings;

use super::lookup::Lookup;
use crate::facts::{Citation, Claim, ContestMention, Facts, Statement};
use crate::graph::{CitationId, Contest, ContestId, OfficeId, PersonId, PoliticalGraph};
use serde::Serialize;
use std::collections::HashMap;
use std::sync::Arc;

/// The verdict on a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ClaimVerdict {
    /// Other sources state the same, or statements that add up to it.
    Confirmed,
    /// Other sources, alone or together, state something else.
    Contradicted,
    /// The sources that were read do not tell.
    Unknown,
}

impl ClaimVerdict {
    /// Returns the verdict as a word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Contradicted => "contradicted",
            Self::Unknown => "unknown",
        }
    }
}

/// A claim, the verdict on it, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// The citation of the claim.
    pub citation: &'a Citation,
    /// The verdict.
    pub verdict: ClaimVerdict,
    /// The claim in plain words.
    pub says: String,
    /// The reason for the verdict.
    pub because: String,
    /// The citations of the evidence, without the claim's own.
    pub evidence: Vec<CitationId>,
}

/// A verdict with its reason and its evidence.
type Finding = (ClaimVerdict, String, Vec<CitationId>);

/// The graph with an index of the names that claims use.
struct Court<'a> {
    graph: &'a PoliticalGraph,
    lookup: Lookup<'a>,
    /// The contests that each page with a claim about its results tells of, by file and page.
    told: HashMap<(Arc<str>, Arc<str>), Vec<ContestId>>,
}

/// Judges every claim, in the order of pages and lines. Claims that cannot be tested are left out. Linear in the claims
/// times the contests of an office.
pub fn judge<'a>(graph: &'a PoliticalGraph, facts: &'a Facts) -> Vec<Judged<'a>> {
    let claims = facts.stated.iter().filter_map(|f| match &f.statement {
        Statement::Claim(claim) => Some((&**claim, &*f.citation)),
        _ => None,
    });
    let mut claims: Vec<(&Claim, &Citation)> = claims.collect();
    if claims.is_empty() {
        return Vec::new();
    }
    claims.sort_by(|a, b| a.1.cmp(b.1));
    claims.dedup_by(|a, b| a == b);
    let court = Court { graph, lookup: Lookup::of(graph), told: told_on_pages(graph, &claims) };
    claims
        .into_iter()
        .filter_map(|(claim, citation)| {
            let (says, (verdict, because, mut evidence)) = court.judge(claim, citation)?;
            evidence.sort_unstable();
            evidence.dedup();
            evidence.retain(|id| graph.citation(*id) != citation);
            Some(Judged { claim, citation, verdict, says, because, evidence })
        })
        .collect()
}

/// Returns the contests that the pages with claims about results tell of.
fn told_on_pages(
    graph: &PoliticalGraph,
    claims: &[(&Claim, &Citation)],
) -> HashMap<(Arc<str>, Arc<str>), Vec<ContestId>> {
    let key = |at: &Citation| (Arc::clone(&at.file), Arc::clone(&at.page));
    let of_results = claims.iter().filter(|(claim, _)| matches!(claim, Claim::Figures { .. }));
    let mut told: HashMap<_, Vec<ContestId>> = of_results.map(|(_, at)| (key(at), Vec::new())).collect();
    if told.is_empty() {
        return told;
    }
    for contest in graph.contests() {
        for id in &contest.citations {
            if let Some(contests) = told.get_mut(&key(graph.citation(*id)))
                && contests.last() != Some(&contest.id)
            {
                contests.push(contest.id);
            }
        }
    }
    told
}

impl<'a> Court<'a> {
    /// Returns the contests of which the page of a citation tells, if it makes claims about results.
    fn contests_of(&self, at: &Citation) -> Vec<&'a Contest> {
        let told = self.told.get(&(Arc::clone(&at.file), Arc::clone(&at.page)));
        told.into_iter().flatten().map(|id| self.graph.contest(*id)).collect()
    }

    fn contest(&self, mention: &ContestMention) -> Option<&'a Contest> {
        self.lookup.contest(mention)
    }

    fn office(&self, name: &str) -> Option<OfficeId> {
        self.lookup.office(name)
    }

    fn person(&self, name: &str, office: Option<OfficeId>) -> Option<PersonId> {
        self.lookup.person(name, office)
    }

    /// Returns the citations that are not of the claim's own line.
    fn others<'c>(&self, ids: impl IntoIterator<Item = &'c CitationId>, own: &Citation) -> Vec<CitationId> {
        let same = |c: &Citation| c.page == own.page && c.line == own.line && c.file == own.file;
        ids.into_iter().filter(|id| !same(self.graph.citation(**id))).copied().collect()
    }

    /// Returns the earlier contests for the same office that count, in order of time. `None` if the date or office is
    /// not known.
    fn earlier(&self, contest: &Contest) -> Option<Vec<&'a Contest>> {
        let (office, date) = (contest.office?, contest.date()?);
        let before = |c: &&Contest| {
            c.id != contest.id
                && c.counts(false)
                && c.date().is_some_and(|d| d.order(date) == crate::wikitext::DateOrder::Earlier)
        };
        Some(self.graph.contests_of(office).filter(before).collect())
    }

    fn judge(&self, claim: &Claim, own: &Citation) -> Option<(String, Finding)> {
        match claim {
            Claim::Meetings { contest, a, b, place, total, last } => {
                Some(meetings::judge(self, own, self.contest(contest)?, [a, b], *place, *total, *last))
            }
            Claim::Held { office, person, from, to } => Some(careers::held(self, own, office, person, *from, *to)),
            Claim::FirstSelectorate { contest, selectorate, scope } => {
                Some(firsts::selectorate(self, own, self.contest(contest)?, *selectorate, scope))
            }
            Claim::FirstDefeat { contest, person } => {
                Some(firsts::defeat(self, own, self.contest(contest)?, person.as_deref()))
            }
            Claim::Attempt { contest, person, number } => {
                Some(careers::attempt(self, own, self.contest(contest)?, person, *number))
            }
            Claim::Reelected { contest, person } => Some(careers::reelected(self, own, self.contest(contest)?, person)),
            Claim::Unopposed { contest, person } => Some(careers::unopposed(self, own, self.contest(contest)?, person)),
            // The rule 'event-order' tests these; there is no verdict on them.
            Claim::Died { .. } => None,
            Claim::Spell { person, office, from, to } => {
                let year = |date: &Option<crate::wikitext::Date>| date.and_then(crate::wikitext::Date::the_year);
                lives::spell(self, own, person, office, year(from), year(to))
            }
            Claim::Ran { person, year, primary, unopposed, opponent, shares } => {
                let (opponent, shares) = (opponent.as_deref(), *shares);
                let (year, primary, unopposed) = (*year, *primary, *unopposed);
                Some(lives::ran(self, own, &lives::Ran { person, year, primary, unopposed, opponent, shares }))
            }
            Claim::Stood { person, year, primary, outcome, words } => Some(lives::stood(
                self,
                own,
                person,
                &lives::Stood { year: *year, primary: *primary, outcome: *outcome, words },
            )),
            Claim::Figures { year, margin, votes, share, candidate, .. } => {
                let candidate = candidate.as_deref();
                let (year, margin, votes, share) = (*year, *margin, *votes, *share);
                Some(figures::judge(self, own, &figures::Claimed { year, margin, votes, share, candidate }))
            }
            Claim::Withdrew { contest, person, date } => Some(careers::withdrew(self.contest(contest)?, person, *date)),
        }
    }
}

/// Joins names into a list: "a, b and c".
fn in_words(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

fn unknown(because: impl Into<String>) -> Finding {
    (ClaimVerdict::Unknown, because.into(), Vec::new())
}

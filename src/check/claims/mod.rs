//! Claims of prose held against the graph: confirmed, contradicted, or beyond what was read.
//!
//! A claim is never its own witness: what only its own sentence states does not count.

mod careers;
mod firsts;
mod meetings;

use super::lookup::Lookup;
use crate::facts::{Citation, Claim, ContestMention, Facts, Statement};
use crate::graph::{CitationId, Contest, OfficeId, PersonId, PoliticalGraph};
use serde::Serialize;

/// What the graph says of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ClaimVerdict {
    /// Other sources say the same, or what they say amounts to it.
    Confirmed,
    /// Other sources, or their sum, say otherwise.
    Contradicted,
    /// What was read does not tell.
    Unknown,
}

impl ClaimVerdict {
    /// The verdict in a word.
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
    /// Where it stands.
    pub citation: &'a Citation,
    /// What the graph says of it.
    pub verdict: ClaimVerdict,
    /// The claim in plain words.
    pub says: String,
    /// What speaks for or against it.
    pub because: String,
    /// The places that do.
    pub evidence: Vec<CitationId>,
}

/// A verdict with its reason and its places.
type Finding = (ClaimVerdict, String, Vec<CitationId>);

/// The graph with the look-ups that claims need.
struct Court<'a> {
    graph: &'a PoliticalGraph,
    lookup: Lookup<'a>,
}

/// Judges every claim, in the order of pages and lines. Linear in the claims times the contests of an office.
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
    let court = Court { graph, lookup: Lookup::of(graph) };
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

impl<'a> Court<'a> {
    fn contest(&self, mention: &ContestMention) -> Option<&'a Contest> {
        self.lookup.contest(mention)
    }

    fn office(&self, name: &str) -> Option<OfficeId> {
        self.lookup.office(name)
    }

    fn person(&self, name: &str, office: Option<OfficeId>) -> Option<PersonId> {
        self.lookup.person(name, office)
    }

    /// Of some places those that are not the claim's own.
    fn others<'c>(&self, ids: impl IntoIterator<Item = &'c CitationId>, own: &Citation) -> Vec<CitationId> {
        let same = |c: &Citation| c.page == own.page && c.line == own.line && c.file == own.file;
        ids.into_iter().filter(|id| !same(self.graph.citation(**id))).copied().collect()
    }

    /// The contests of an office before one, in the order of time, those that count.
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
            // The rule 'event-order' looks after these; there is nothing to hold them against.
            Claim::Died { .. } => None,
            Claim::Withdrew { contest, person, date } => Some(careers::withdrew(self.contest(contest)?, person, *date)),
        }
    }
}

/// Names in a row: "a, b and c".
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

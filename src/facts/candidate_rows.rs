//! What a row of a table says about a candidate, whatever the table calls its columns, and the facts that such rows become.

use super::Status;
use super::ballot::is_option;
use super::fact::OptionSays;
use super::{
    CandidacySays, Citation, ContestMention, ContestSays, Fact, Facts, Kind, Outcome, RoundSays, Selectorate,
    Statement, Title,
};
use crate::source::Page;
use crate::wikitext::Date;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Reads `yes` or `no`, in any case. Returns `None` for anything else.
pub(super) fn read_yes(text: &str) -> Option<bool> {
    ["yes", "no"].iter().position(|w| text.eq_ignore_ascii_case(w)).map(|at| at == 0)
}

/// What a row says about the status of its contest, or of its round alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    AnnulledRound,
    Contest(Status),
}

impl Fate {
    pub(super) fn read(text: &str) -> Option<Self> {
        if text == "annulled round" { Some(Self::AnnulledRound) } else { Status::read(text).map(Self::Contest) }
    }
}

/// Reads the number of a round.
pub(super) fn read_round(text: &str) -> Option<usize> {
    text.parse::<usize>().ok().filter(|n| *n > 0 && *n < 1000)
}

/// One row of a table of candidacies, whatever the table calls its columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Candidate {
    /// The title of the contest.
    pub contest: String,
    /// The person, or the option on the ballot.
    pub candidate: String,
    /// The date of the contest or of the round.
    pub date: Option<Date>,
    /// The office; empty if the row names none.
    pub office: String,
    /// The candidate's party; empty if the row names none.
    pub party: String,
    /// The round, if the row names one.
    pub round: Option<usize>,
    /// The number of votes.
    pub votes: Option<u64>,
    /// The share in per cent.
    pub share: Option<f64>,
    /// How the candidacy ended.
    pub outcome: Option<Outcome>,
    /// True if the row only states that the contest took place.
    pub stated: bool,
    /// The status of the contest or of its round.
    pub status: Option<Fate>,
    /// True if the candidate held the office.
    pub incumbent: bool,
    /// Who could vote.
    pub selectorate: Option<Selectorate>,
    /// True if the row is about an option that is not a person.
    pub option: bool,
    /// What the other columns say; empty if they say nothing.
    pub other: String,
}

/// Returns true if a title only seems to name a general election: "Attorney General election".
fn is_general(stem: &str) -> bool {
    stem.to_lowercase().contains("general election")
}

/// Turns the rows of one table into facts.
pub(super) struct Rows<'a> {
    page: &'a Page,
    /// The title, round and date, office and party of each statement about a contest that was already made.
    seen: BTreeSet<(String, String, String, String)>,
    /// The contests and rounds for which a selectorate was already stated.
    voted: BTreeSet<(String, usize, Selectorate)>,
    /// The contest of the previous row.
    contest: ContestMention,
}

impl<'a> Rows<'a> {
    pub(super) fn of(page: &'a Page) -> Self {
        Self { page, seen: BTreeSet::new(), voted: BTreeSet::new(), contest: ContestMention::titled("") }
    }

    /// Returns the citation of a row.
    pub(super) fn citation(&self, line: usize, quote: Arc<str>) -> Arc<Citation> {
        Arc::new(Citation::of_table(&self.page.file, line, quote))
    }

    /// Returns what a row says about its contest, if no earlier row said the same.
    fn head(&mut self, of: &Candidate, round: usize, bare: bool) -> Vec<ContestSays> {
        let mut head = Vec::new();
        let day = of.date.map(|d| d.to_string()).unwrap_or_default();
        let says = (of.contest.clone(), format!("{round} {day}"), of.office.clone(), of.party.clone());
        if !self.seen.insert(says) {
            return head;
        }
        let parts = Title::read(&of.contest);
        let evidence = if of.stated { ContestSays::Mentioned } else { ContestSays::Documented };
        // The office says more than words of a title such as "general election".
        let kind = match parts.kind() {
            kind @ (Kind::Leadership | Kind::ByElection | Kind::Primary | Kind::Referendum) => kind,
            kind if of.office.is_empty() => kind,
            kind => Some(Kind::of_office(&of.office))
                .filter(|of| *of != Kind::Other || is_general(&parts.stem))
                .unwrap_or(kind),
        };
        head.extend([evidence, ContestSays::Kind(kind)]);
        let dated =
            |date| if bare { ContestSays::Date(date) } else { ContestSays::Round(round, RoundSays::Date(date)) };
        head.extend(of.date.map(dated));
        match of.status {
            Some(Fate::AnnulledRound) => head.push(ContestSays::Round(round, RoundSays::Annulled)),
            Some(Fate::Contest(status)) => head.push(ContestSays::Status(status)),
            None => {}
        }
        let own = parts.party();
        if !of.office.is_empty() {
            head.push(ContestSays::Office(of.office.clone()));
        } else if let Some(own) = &own {
            head.push(ContestSays::Office(format!("Leader of the {own}")));
        }
        head.extend(own.filter(|_| !bare).map(ContestSays::Party));
        head
    }

    /// Adds the facts of a row. Returns the contest.
    pub(super) fn add(&mut self, facts: &mut Facts, of: Candidate, citation: &Arc<Citation>) -> ContestMention {
        let round = of.round.unwrap_or(1);
        let option = of.option || is_option(&of.candidate);
        // A contest that is only mentioned, or that was not held, has no known round unless the row names one.
        let unvoted = matches!(of.status, Some(Fate::Contest(status)) if status != Status::Held);
        let bare = (of.stated || unvoted) && of.round.is_none() && of.votes.is_none() && of.share.is_none();
        // The rows of one contest usually follow each other.
        if *self.contest.title != *of.contest {
            self.contest = ContestMention::titled(of.contest.as_str());
        }
        let contest = self.contest.clone();
        let mut head = self.head(&of, round, bare);
        if let Some(word) = of.selectorate.filter(|word| self.voted.insert((of.contest.clone(), round, *word))) {
            head.push(if of.round.is_some() {
                ContestSays::Round(round, RoundSays::Selectorate(word))
            } else {
                ContestSays::Selectorate(word, None)
            });
        }
        if option {
            head.push(ContestSays::Round(round, OptionSays::of(of.candidate.as_str(), of.votes, of.share)));
        }
        let mut says = vec![CandidacySays::Stood(if bare { 0 } else { round })];
        says.extend(of.votes.map(|v| CandidacySays::Votes(round, v)));
        says.extend(of.share.map(|s| CandidacySays::Share(round, s)));
        says.extend(of.outcome.map(CandidacySays::Outcome));
        says.extend(of.incumbent.then_some(CandidacySays::Incumbent));
        if !of.party.is_empty() {
            says.push(CandidacySays::Party(of.party));
        }
        if !of.other.is_empty() {
            says.push(CandidacySays::Other(of.other));
        }
        for says in head {
            let statement = Statement::Contest { contest: contest.clone(), says };
            facts.stated.push(Fact { statement, citation: Arc::clone(citation) });
        }
        let person: Arc<str> = of.candidate.into();
        for says in says.into_iter().filter(|_| !option) {
            let statement = Statement::Candidacy { contest: contest.clone(), person: Arc::clone(&person), says };
            facts.stated.push(Fact { statement, citation: Arc::clone(citation) });
        }
        contest
    }
}

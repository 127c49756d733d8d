//! The rows of the graph's tables, and its nodes and edges.

use super::ids::{CandidacyId, CitationId, ContestId, OfficeId, PartyId, PersonId, TenureId};
use super::values::Values;
use crate::facts::{Began, Ended, Kind, Outcome, Selectorate, ShareBase, Status, Title};
use crate::wikitext::{Date, Quantity};
use serde::Serialize;

/// A person.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Person {
    /// Its id.
    pub id: PersonId,
    /// The name that is shown.
    pub name: String,
    /// Every spelling met, sorted.
    pub spellings: Vec<String>,
    /// Where spellings stand that no candidacy gives, sorted: in a list of names, of an office's holders. Up to three places each.
    pub named: Vec<(String, CitationId)>,
    /// Candidacies in the order of time, those that were declined included.
    pub candidacies: Vec<CandidacyId>,
    /// Tenures in the order of time.
    pub tenures: Vec<TenureId>,
}

/// An office.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Office {
    /// Its id.
    pub id: OfficeId,
    /// Its name: `Leader of the Israeli Labor Party`.
    pub name: String,
    /// The party whose office it is.
    pub party: Option<PartyId>,
}

/// A party.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Party {
    /// Its id.
    pub id: PartyId,
    /// The name that is shown.
    pub name: String,
    /// Other names.
    pub also: Vec<String>,
    /// Where they stand, sorted. Up to three places each.
    pub named: Vec<(String, CitationId)>,
    /// The colour in which the party is drawn, `#rrggbb`: as sources give it, or as whoever draws sets it.
    pub colour: Values<String>,
}

impl Party {
    /// All its names, first the one shown.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.also.iter().map(String::as_str))
    }
}

/// A contest: one election.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Contest {
    /// Its id.
    pub id: ContestId,
    /// Its title.
    pub title: String,
    /// The office contested.
    pub office: Option<OfficeId>,
    /// The party whose contest it is.
    pub party: Option<PartyId>,
    /// The country.
    pub country: Option<String>,
    /// The kind.
    pub kind: Kind,
    /// Whether a source is about it; otherwise it is only mentioned (*stated*).
    pub documented: bool,
    /// When it was decided, by every source.
    pub dates: Values<Date>,
    /// Who could vote.
    pub selectorate: Values<Selectorate>,
    /// The words for the selectorate.
    pub selectorate_detail: Option<String>,
    /// How many could vote.
    pub electorate: Values<Quantity>,
    /// How many voted.
    pub ballots: Values<Quantity>,
    /// The total line of the source, in votes.
    pub total: Values<u64>,
    /// Turnout in per cent.
    pub turnout: Values<f64>,
    /// The share needed to win outright, in per cent.
    pub threshold: Values<f64>,
    /// What became of it.
    pub status: Values<Status>,
    /// The contest before it.
    pub previous: Values<ContestId>,
    /// The contest after it.
    pub next: Values<ContestId>,
    /// Who held the office before; `None` is a vacancy.
    pub before: Values<Option<PersonId>>,
    /// Who held the office after.
    pub after: Values<Option<PersonId>>,
    /// Remarks.
    pub notes: Values<String>,
    /// Disagreements that the model has no field for.
    pub disputes: Vec<Dispute>,
    /// The rounds, in order.
    pub rounds: Vec<Round>,
    /// The candidacies, in the order of their result.
    pub candidacies: Vec<CandidacyId>,
    /// Every place that mentions it.
    pub citations: Vec<CitationId>,
}

impl Contest {
    /// A contest of which only the title is known.
    pub(crate) fn new(id: ContestId, title: &str) -> Self {
        Self::bare(id, title, Title::read(title).kind())
    }

    /// A contest of which the title and the kind are known.
    pub(crate) fn bare(id: ContestId, title: &str, kind: Kind) -> Self {
        Self {
            id,
            title: title.to_string(),
            office: None,
            party: None,
            country: None,
            kind,
            documented: false,
            dates: Values::default(),
            selectorate: Values::default(),
            selectorate_detail: None,
            electorate: Values::default(),
            ballots: Values::default(),
            total: Values::default(),
            turnout: Values::default(),
            threshold: Values::default(),
            status: Values::default(),
            previous: Values::default(),
            next: Values::default(),
            before: Values::default(),
            after: Values::default(),
            notes: Values::default(),
            disputes: Vec::new(),
            rounds: Vec::new(),
            candidacies: Vec::new(),
            citations: Vec::new(),
        }
    }
}

/// A disagreement between sources, in their words.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Dispute {
    /// On what.
    pub about: String,
    /// The values and their sources.
    pub values: Vec<(String, Vec<String>)>,
    /// Where it is recorded.
    pub citation: CitationId,
}

/// A round of a contest.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Round {
    /// Its number, from 1.
    pub number: usize,
    /// When.
    pub dates: Values<Date>,
    /// What it is called.
    pub label: Values<String>,
    /// Whether its result was voided.
    pub annulled: bool,
    /// Who could vote in this round, where a source says so of it; see [`Contest::selectorate_of`].
    pub selectorate: Values<Selectorate>,
    /// How many could vote.
    pub electorate: Values<Quantity>,
    /// Ballots cast.
    pub cast: Values<Quantity>,
    /// Valid votes.
    pub valid: Values<u64>,
    /// Turnout in per cent.
    pub turnout: Values<f64>,
    /// What the shares are percentages of.
    pub shares_of: Values<ShareBase>,
    /// What stood on the ballot beside people.
    pub options: Values<OptionVotes>,
    /// Remarks.
    pub notes: Values<String>,
}

impl Round {
    /// The votes for what is no person, together; nothing where no source gives any.
    pub fn option_votes(&self) -> Option<u64> {
        let votes = self.options.all().iter().filter_map(|o| o.value.votes);
        votes.fold(None, |sum: Option<u64>, votes| Some(sum.unwrap_or(0).saturating_add(votes)))
    }
}

/// Votes for something that is no person: none of the above, blank.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OptionVotes {
    /// What it is called.
    pub name: String,
    /// Votes.
    pub votes: Option<u64>,
    /// Share in per cent.
    pub share: Option<f64>,
}

/// A person in a contest.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Candidacy {
    /// Its id.
    pub id: CandidacyId,
    /// The contest.
    pub contest: ContestId,
    /// The person.
    pub person: PersonId,
    /// Results by round.
    pub rounds: ByRound,
    /// How it ended, by every source that says.
    pub outcome: Values<Outcome>,
    /// Where the person is said to have held the office.
    pub incumbent: Vec<CitationId>,
    /// Who the person was then.
    pub roles: Values<String>,
    /// The person's party.
    pub party: Values<PartyId>,
    /// Numbers in infoboxes.
    pub numbers: Vec<(u32, CitationId)>,
    /// Spellings of the name in this contest, with their places.
    pub named: Vec<(String, CitationId)>,
    /// Places that say the person stood.
    pub stood: Vec<CitationId>,
}

impl Candidacy {
    /// Whether the person stood to the vote: not withdrawn before it, not merely spoken of.
    pub fn is_standing(&self) -> bool {
        match self.outcome.best() {
            Some(outcome) if outcome.stood() => true,
            Some(_) => self.rounds.values().any(|r| !r.votes.is_empty() || !r.shares.is_empty()),
            None => true,
        }
    }

    /// Whether the contest elected the person.
    pub fn is_elected(&self) -> bool {
        self.outcome.best() == Some(&Outcome::Elected)
    }

    /// The result in a round.
    pub fn round(&self, number: usize) -> Option<&RoundResult> {
        self.rounds.get(number)
    }
}

/// Results by round, in order; nearly always there is one round, for which a tree would be large.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ByRound(pub(super) Vec<(usize, RoundResult)>);

impl ByRound {
    /// The result in a round.
    pub fn get(&self, number: usize) -> Option<&RoundResult> {
        self.0.iter().find(|(n, _)| *n == number).map(|(_, result)| result)
    }

    /// The result in a round, which is made where there is none.
    pub(crate) fn entry(&mut self, number: usize) -> &mut RoundResult {
        let at = match self.0.iter().position(|(n, _)| *n >= number) {
            Some(at) if self.0[at].0 == number => at,
            at => {
                let at = at.unwrap_or(self.0.len());
                self.0.reserve_exact(1);
                self.0.insert(at, (number, RoundResult::default()));
                at
            }
        };
        &mut self.0[at].1
    }

    /// Each round with its result.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (usize, &RoundResult)> {
        self.0.iter().map(|(number, result)| (*number, result))
    }

    /// The results in the order of rounds.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &RoundResult> {
        self.0.iter().map(|(_, result)| result)
    }

    /// The numbers of the rounds.
    pub fn keys(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|(number, _)| *number)
    }

    /// Whether there is no round.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Votes and share of a person in a round.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct RoundResult {
    /// Votes.
    pub votes: Values<u64>,
    /// Share in per cent.
    pub shares: Values<f64>,
}

/// A spell in an office.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Tenure {
    /// Its id.
    pub id: TenureId,
    /// The office.
    pub office: OfficeId,
    /// Who held it.
    pub person: PersonId,
    /// From when, the preferred source first; empty where no source says.
    pub from: Values<Date>,
    /// Until when.
    pub to: Values<Date>,
    /// How it began.
    pub began: Option<Began>,
    /// How it ended.
    pub ended: Option<Ended>,
    /// The contest it came through.
    pub contest: Option<ContestId>,
    /// Contests that confirmed the holder.
    pub renewed: Vec<ContestId>,
    /// The party, where it is not the office's.
    pub party: Option<PartyId>,
    /// Remarks.
    pub notes: Vec<String>,
    /// Whether the holder directly before is known: the tenure listed before it, perhaps after a vacancy.
    pub follows: bool,
    /// Where it is stated.
    pub citations: Vec<CitationId>,
}

impl Tenure {
    /// A spell of which only the holder is known.
    pub(super) fn bare(office: OfficeId, person: PersonId) -> Self {
        Self {
            id: TenureId::new(0),
            office,
            person,
            from: Values::default(),
            to: Values::default(),
            began: None,
            ended: None,
            contest: None,
            renewed: Vec::new(),
            party: None,
            notes: Vec::new(),
            follows: false,
            citations: Vec::new(),
        }
    }
}

/// A node of the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(tag = "kind", content = "id", rename_all = "lowercase")]
pub enum Node {
    /// A person.
    Person(PersonId),
    /// A contest.
    Contest(ContestId),
    /// An office.
    Office(OfficeId),
    /// A party.
    Party(PartyId),
}

/// What an edge says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Relation {
    /// Person to contest.
    StoodIn,
    /// Person to contest that elected the person.
    ElectedBy,
    /// Contest to office.
    ContestFor,
    /// Contest to the next contest.
    FollowedBy,
    /// Person to office.
    Held,
    /// Person to the successor.
    SucceededBy,
    /// Person to party.
    MemberOf,
}

impl Relation {
    /// The relation in words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::StoodIn => "stood in",
            Self::ElectedBy => "elected by",
            Self::ContestFor => "contest for",
            Self::FollowedBy => "followed by",
            Self::Held => "held",
            Self::SucceededBy => "succeeded by",
            Self::MemberOf => "member of",
        }
    }
}

/// An edge: the relation, and the row that is its evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Link {
    /// What it says.
    pub relation: Relation,
    /// The candidacy behind it.
    pub candidacy: Option<CandidacyId>,
    /// The tenure behind it; of a succession, the later one.
    pub tenure: Option<TenureId>,
}

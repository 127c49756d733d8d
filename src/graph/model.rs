//! The rows of the graph's tables, and its nodes and edges.

use super::ids::{CandidacyId, CitationId, ContestId, GroupId, OfficeId, PartyId, PersonId, TenureId, TieId};
use super::values::Values;
use crate::facts::ballot::is_rest;
use crate::facts::{Began, Ended, Kind, Outcome, Selectorate, ShareBase, Status, TieKind, Title};
use crate::wikitext::{Date, Quantity};
use serde::Serialize;

/// A person with all their candidacies and tenures.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Person {
    /// Its id.
    pub id: PersonId,
    /// The displayed name.
    pub name: String,
    /// Every spelling in the sources, sorted.
    pub spellings: Vec<String>,
    /// Spellings that no candidacy gives, such as those in a list of names or of an office's holders, with their
    /// citations. Sorted; at most three citations each.
    pub named: Vec<(String, CitationId)>,
    /// Candidacies in the order of time, including declined ones.
    pub candidacies: Vec<CandidacyId>,
    /// Tenures in the order of time.
    pub tenures: Vec<TenureId>,
    /// The id that stays the same whatever else is in the graph; see [`PoliticalGraph`](super::PoliticalGraph).
    pub stable_id: String,
    /// The ids that sources give, as `scheme:value`, such as `wikidata:Q57410`.
    pub ids: Values<String>,
    /// The date of birth.
    pub born: Values<Date>,
    /// The date of death.
    pub died: Values<Date>,
}

impl Person {
    /// Creates a person of whom only the name is known.
    pub(crate) fn bare(id: PersonId, name: &str) -> Self {
        Self {
            id,
            name: name.to_string(),
            spellings: Vec::new(),
            named: Vec::new(),
            candidacies: Vec::new(),
            tenures: Vec::new(),
            stable_id: String::new(),
            ids: Values::default(),
            born: Values::default(),
            died: Values::default(),
        }
    }

    /// Returns true if this is one of the person's ids, `scheme:value` in any case.
    pub fn has_id(&self, id: &str) -> bool {
        self.ids.all().iter().any(|own| own.value.eq_ignore_ascii_case(id))
    }
}

/// An office, which contests fill and tenures hold.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Office {
    /// Its id.
    pub id: OfficeId,
    /// Its name, such as `Leader of the Israeli Labor Party`.
    pub name: String,
    /// The party that the office belongs to.
    pub party: Option<PartyId>,
}

/// A party with all its names.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Party {
    /// Its id.
    pub id: PartyId,
    /// The displayed name.
    pub name: String,
    /// Other names.
    pub also: Vec<String>,
    /// Other names with their citations, sorted. At most three citations each.
    pub named: Vec<(String, CitationId)>,
    /// The colour in which the party is drawn, `#rrggbb`, as sources give it or as
    /// [`PoliticalGraph::colour_parties`](super::PoliticalGraph::colour_parties) set it.
    pub colour: Values<String>,
}

impl Party {
    /// Returns all its names, the displayed one first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.also.iter().map(String::as_str))
    }
}

/// A contest: one election.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Contest {
    /// Its id. Ids are in the order of offices and dates.
    pub id: ContestId,
    /// Its title, such as `2002 Israeli Labor Party leadership election`.
    pub title: String,
    /// The office contested.
    pub office: Option<OfficeId>,
    /// The party that holds the contest.
    pub party: Option<PartyId>,
    /// The country, from the most trusted source that names one.
    pub country: Option<String>,
    /// The kind; read from the title if no source states it.
    pub kind: Kind,
    /// True if a source is about the contest (*documented*), false if sources only mention it (*stated*).
    pub documented: bool,
    /// The date on which it was decided.
    pub dates: Values<Date>,
    /// Who could vote, stated of the whole contest; see [`Contest::selectorate_of`].
    pub selectorate: Values<Selectorate>,
    /// The selectorate in the words of the source.
    pub selectorate_detail: Option<String>,
    /// The number of people who could vote.
    pub electorate: Values<Quantity>,
    /// The number of ballots cast.
    pub ballots: Values<Quantity>,
    /// The total of votes that the source prints.
    pub total: Values<u64>,
    /// Turnout, in per cent.
    pub turnout: Values<f64>,
    /// The share needed to win outright, in per cent.
    pub threshold: Values<f64>,
    /// The number of votes by which the winner is ahead of the runner-up, as sources print it.
    pub majority: Values<u64>,
    /// The number of invalid ballots.
    pub invalid: Values<u64>,
    /// Whether it was held, annulled, cancelled and so on.
    pub status: Values<Status>,
    /// The contest before it in the series.
    pub previous: Values<ContestId>,
    /// The contest after it in the series.
    pub next: Values<ContestId>,
    /// The holder of the office before the contest. The value `None` means that the office was vacant.
    pub before: Values<Option<PersonId>>,
    /// The holder of the office after the contest. The value `None` means that the office was vacant.
    pub after: Values<Option<PersonId>>,
    /// Remarks.
    pub notes: Values<String>,
    /// Disagreements between sources that the model has no field for.
    pub disputes: Vec<Dispute>,
    /// The rounds, in order.
    pub rounds: Vec<Round>,
    /// The candidacies, in the order of their result.
    pub candidacies: Vec<CandidacyId>,
    /// Every citation that mentions the contest.
    pub citations: Vec<CitationId>,
}

impl Contest {
    /// Creates a contest with a title only; the kind is read from the title.
    pub(crate) fn new(id: ContestId, title: &str) -> Self {
        Self::bare(id, title, Title::read(title).kind())
    }

    /// Creates a contest with a title and a kind only.
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
            majority: Values::default(),
            invalid: Values::default(),
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
    /// The property that sources disagree on.
    pub about: String,
    /// Each value with the sources that give it.
    pub values: Vec<(String, Vec<String>)>,
    /// The citation that records the disagreement.
    pub citation: CitationId,
}

/// A round of a contest.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Round {
    /// Its number, from 1.
    pub number: usize,
    /// The date of the vote.
    pub dates: Values<Date>,
    /// What sources call it, such as `run-off`.
    pub label: Values<String>,
    /// True if its result was annulled.
    pub annulled: bool,
    /// Who could vote, if stated of this round; see [`Contest::selectorate_of`].
    pub selectorate: Values<Selectorate>,
    /// The number of people who could vote.
    pub electorate: Values<Quantity>,
    /// The number of ballots cast.
    pub cast: Values<Quantity>,
    /// The number of valid votes.
    pub valid: Values<u64>,
    /// Turnout, in per cent.
    pub turnout: Values<f64>,
    /// What the shares are percentages of: the denominator.
    pub shares_of: Values<ShareBase>,
    /// Votes for options that are not people, such as blank votes.
    pub options: Values<OptionVotes>,
    /// Remarks.
    pub notes: Values<String>,
}

impl Round {
    /// Returns the sum of the votes for options that are not people; `None` if no source gives any.
    pub fn option_votes(&self) -> Option<u64> {
        let votes = self.options.all().iter().filter_map(|o| o.value.votes);
        votes.fold(None, |sum: Option<u64>, votes| Some(sum.unwrap_or(0).saturating_add(votes)))
    }

    /// Returns the sum of the votes for candidates that a source does not name, such as "others" or write-ins; `None`
    /// if no source gives any.
    pub fn rest_votes(&self) -> Option<u64> {
        let rest = self.options.all().iter().filter(|o| is_rest(&o.value.name));
        rest.filter_map(|o| o.value.votes)
            .fold(None, |sum: Option<u64>, votes| Some(sum.unwrap_or(0).saturating_add(votes)))
    }
}

/// Votes for an option that is not a person, such as none of the above or a blank vote.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OptionVotes {
    /// What the source calls it.
    pub name: String,
    /// The number of votes, if given.
    pub votes: Option<u64>,
    /// The share in per cent, if given.
    pub share: Option<f64>,
}

/// A person's candidacy in a contest.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Candidacy {
    /// Its id.
    pub id: CandidacyId,
    /// The contest.
    pub contest: ContestId,
    /// The person.
    pub person: PersonId,
    /// Results by round; empty if no source names a round.
    pub rounds: ByRound,
    /// The outcome, such as elected or withdrawn.
    pub outcome: Values<Outcome>,
    /// Citations that call the person the incumbent.
    pub incumbent: Vec<CitationId>,
    /// The role that the person had at the time.
    pub roles: Values<String>,
    /// What other columns of tables say, as `column: value` joined by `; `.
    pub others: Values<String>,
    /// The party the person stood for.
    pub party: Values<PartyId>,
    /// The number of the person in an infobox, with its citation.
    pub numbers: Vec<(u32, CitationId)>,
    /// Spellings of the name in this contest, with their citations.
    pub named: Vec<(String, CitationId)>,
    /// Citations that state that the person stood.
    pub stood: Vec<CitationId>,
}

impl Candidacy {
    /// Returns true if the person stood in the vote. This is true unless the outcome says otherwise; a person with
    /// votes or a share stood in any case.
    pub fn is_standing(&self) -> bool {
        match self.outcome.best() {
            Some(outcome) if outcome.stood() => true,
            Some(_) => self.rounds.values().any(|r| !r.votes.is_empty() || !r.shares.is_empty()),
            None => true,
        }
    }

    /// Returns true if the contest elected the person, by the preferred outcome.
    pub fn is_elected(&self) -> bool {
        self.outcome.best() == Some(&Outcome::Elected)
    }

    /// Returns the result in a round.
    pub fn round(&self, number: usize) -> Option<&RoundResult> {
        self.rounds.get(number)
    }
}

/// Results by round, in order. A vector, because nearly always there is only one round and a tree would take more
/// memory.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ByRound(pub(super) Vec<(usize, RoundResult)>);

impl ByRound {
    /// Returns the result in a round.
    pub fn get(&self, number: usize) -> Option<&RoundResult> {
        self.0.iter().find(|(n, _)| *n == number).map(|(_, result)| result)
    }

    /// Returns the result in a round, and inserts an empty one if there is none.
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

    /// Returns each round's number with its result, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (usize, &RoundResult)> {
        self.0.iter().map(|(number, result)| (*number, result))
    }

    /// Returns the results in the order of rounds.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &RoundResult> {
        self.0.iter().map(|(_, result)| result)
    }

    /// Returns the numbers of the rounds, in order.
    pub fn keys(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|(number, _)| *number)
    }

    /// Returns true if there is no round.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The votes and the share of a person in a round.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct RoundResult {
    /// The number of votes.
    pub votes: Values<u64>,
    /// The share, in per cent.
    pub shares: Values<f64>,
}

/// A tenure: one unbroken spell of one person in one office.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Tenure {
    /// Its id.
    pub id: TenureId,
    /// The office.
    pub office: OfficeId,
    /// The ids that sources give the office, as `scheme:value`, such as `wikidata:Q11696`.
    pub office_ids: Values<String>,
    /// The holder.
    pub person: PersonId,
    /// The date on which it began; empty if no source gives one.
    pub from: Values<Date>,
    /// The date on which it ended; empty if it is not known or has not ended.
    pub to: Values<Date>,
    /// How it began.
    pub began: Option<Began>,
    /// How it ended.
    pub ended: Option<Ended>,
    /// The contest that brought the holder into office.
    pub contest: Option<ContestId>,
    /// Contests that confirmed the holder in office.
    pub renewed: Vec<ContestId>,
    /// The party, if it is not the office's.
    pub party: Option<PartyId>,
    /// Remarks.
    pub notes: Vec<String>,
    /// True if the tenure listed before it is known to be the one directly before, perhaps with a vacancy in between.
    pub follows: bool,
    /// Citations that state the tenure.
    pub citations: Vec<CitationId>,
}

impl Tenure {
    /// Creates a tenure of which only the office and the holder are known.
    pub(crate) fn bare(office: OfficeId, person: PersonId) -> Self {
        Self {
            id: TenureId::new(0),
            office,
            office_ids: Values::default(),
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

/// A node of the graph, as an id into the tables.
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
    /// A committee, caucus, faction, family or organisation.
    Group(GroupId),
}

/// What an edge states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Relation {
    /// From a person to a contest.
    StoodIn,
    /// From a person to the contest that elected them.
    ElectedBy,
    /// From a contest to its office.
    ContestFor,
    /// From a contest to the next one.
    FollowedBy,
    /// From a person to an office, once for each tenure.
    Held,
    /// From the holder of an office to the successor.
    SucceededBy,
    /// From a person to a party.
    MemberOf,
    /// From the first end of a tie to the second.
    Tied(TieKind),
}

impl Relation {
    /// Returns the relation in words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::StoodIn => "stood in",
            Self::ElectedBy => "elected by",
            Self::ContestFor => "contest for",
            Self::FollowedBy => "followed by",
            Self::Held => "held",
            Self::SucceededBy => "succeeded by",
            Self::MemberOf => "member of",
            Self::Tied(kind) => kind.label(),
        }
    }
}

/// An edge: the relation, and the row that is evidence for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Link {
    /// The relation of the two nodes.
    pub relation: Relation,
    /// The candidacy that is evidence for it, if there is one.
    pub candidacy: Option<CandidacyId>,
    /// The tenure that is evidence for it, if there is one; for a succession, the later tenure.
    pub tenure: Option<TenureId>,
    /// The tie, if it is one.
    pub tie: Option<TieId>,
}

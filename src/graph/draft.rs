//! Rows under construction. Some of their properties can only be decided when all facts are known.

use super::ids::{CandidacyId, CitationId, ContestId, OfficeId, PartyId, PersonId};
use super::model::{ByRound, Candidacy, Contest, OptionVotes, Round, RoundResult};
use super::preference::{Order, Preference};
use super::properties::{At, VisitMut};
use super::property_value::PropertyValue;
use super::values::Values;
use crate::facts::{Confidence, Kind, OptionSays, RoundSays, Selectorate, Title};
use crate::wikitext::Date;

/// A contest under construction. `offices`, `parties`, `countries`, `kinds` and `details` collect every stated value;
/// [`Draft::settle`] keeps only the most trusted one.
pub(super) struct Draft {
    pub row: Contest,
    pub offices: Vec<(Confidence, OfficeId)>,
    pub parties: Vec<(Confidence, PartyId)>,
    pub countries: Vec<(Confidence, String)>,
    pub kinds: Vec<(Confidence, Kind)>,
    pub details: Vec<(Confidence, String)>,
    /// Sorted by number. Nearly always there is only one.
    rounds: Vec<Round>,
}

impl Draft {
    pub(super) fn new(id: ContestId, title: &str) -> Self {
        let row = Contest::new(id, title);
        Self {
            row,
            offices: Vec::new(),
            parties: Vec::new(),
            countries: Vec::new(),
            kinds: Vec::new(),
            details: Vec::new(),
            rounds: Vec::new(),
        }
    }

    /// Adds a citation that mentions the contest. Facts with the same citation are adjacent, so only the last citation
    /// is compared; other duplicates are removed by [`Draft::settle`].
    pub(super) fn cite(&mut self, id: CitationId) {
        if self.row.citations.last() != Some(&id) {
            self.row.citations.push(id);
        }
    }

    pub(super) fn round_mut(&mut self, number: usize) -> &mut Round {
        let at = self.rounds.partition_point(|round| round.number < number);
        if self.rounds.get(at).is_none_or(|round| round.number != number) {
            self.rounds.reserve_exact(1);
            self.rounds.insert(at, Round { number, ..Round::default() });
        }
        &mut self.rounds[at]
    }

    pub(super) fn round(&mut self, number: usize, says: &RoundSays, id: CitationId, confidence: Confidence) {
        let round = self.round_mut(number);
        match says {
            RoundSays::Date(date) => round.dates.add(*date, id, confidence),
            RoundSays::Label(label) => round.label.add(label.clone(), id, confidence),
            RoundSays::Annulled => round.annulled = true,
            RoundSays::Selectorate(word) => round.selectorate.add(*word, id, confidence),
            RoundSays::Electorate(number) => round.electorate.add(*number, id, confidence),
            RoundSays::Cast(number) => round.cast.add(*number, id, confidence),
            RoundSays::Valid(number) => round.valid.add(*number, id, confidence),
            RoundSays::Turnout(share) => round.turnout.add(*share, id, confidence),
            RoundSays::SharesOf(base) => round.shares_of.add(*base, id, confidence),
            RoundSays::Option(option) => {
                let OptionSays { name, votes, share } = (**option).clone();
                round.options.add(OptionVotes { name, votes, share }, id, confidence);
            }
            RoundSays::Note(note) => round.notes.add(note.clone(), id, confidence),
        }
    }

    /// Returns the finished contest, with the values of every property in the order of preference.
    pub(super) fn settle(mut self, order: Order<'_>) -> Contest {
        let citations = order.citations;
        let mut row = self.row;
        row.office = best(&mut self.offices);
        row.party = best(&mut self.parties);
        row.country = best(&mut self.countries);
        row.selectorate_detail = best(&mut self.details);
        row.kind = best(&mut self.kinds).unwrap_or(row.kind);
        // Under any rule but the default, the dates of the only round also count as dates of the contest.
        if let ([round], true) = (&self.rounds[..], *order.preference != Preference::Table) {
            for date in round.dates.all() {
                date.citations.iter().for_each(|id| row.dates.add(date.value, *id, date.confidence));
            }
        }
        row.disputes.sort_by_key(|d| (&citations[d.citation.index()], d.about.clone()));
        row.citations.sort_unstable();
        row.citations.dedup();
        row.citations.shrink_to_fit();
        row.rounds = self.rounds;
        row.visit_mut(&mut Settle(order));
        row
    }
}

/// Sorts the values of every property.
struct Settle<'o>(Order<'o>);

impl VisitMut for Settle<'_> {
    fn values<T: PropertyValue>(&mut self, _: At, values: &mut Values<T>) {
        T::settle(values, self.0);
    }
}

/// Returns the value of the most trusted source; if two are equally trusted, the smaller value.
fn best<T: Ord>(values: &mut Vec<(Confidence, T)>) -> Option<T> {
    values.sort();
    values.drain(..).next().map(|(_, value)| value)
}

pub(crate) fn empty_candidacy(id: CandidacyId, contest: ContestId, person: PersonId) -> Candidacy {
    Candidacy {
        id,
        contest,
        person,
        rounds: ByRound::default(),
        outcome: Values::default(),
        incumbent: Vec::new(),
        roles: Values::default(),
        others: Values::default(),
        party: Values::default(),
        numbers: Vec::new(),
        named: Vec::new(),
        stood: Vec::new(),
    }
}

pub(super) fn settle_candidacy(candidacy: &mut Candidacy, order: Order<'_>) {
    candidacy.visit_mut(&mut Settle(order));
    candidacy.incumbent.sort_unstable();
    candidacy.incumbent.dedup();
    candidacy.stood.sort_unstable();
    candidacy.stood.dedup();
    candidacy.numbers.sort_unstable();
    candidacy.numbers.dedup();
    candidacy.named.sort();
    candidacy.named.dedup();
}

impl Contest {
    /// Returns the date on which the contest was decided: the preferred date, else that of the last round that has one,
    /// else the date in the title.
    pub fn date(&self) -> Option<Date> {
        let round = || self.rounds.iter().rev().find_map(|r| r.dates.best().copied());
        self.dates.best().copied().or_else(round).or_else(|| Title::read(&self.title).date())
    }

    /// Returns the year in which the contest was decided, if a year is known.
    pub fn year(&self) -> Option<i32> {
        self.date().and_then(|d| d.last_year().or(d.first_year()))
    }

    /// Returns true if the result counts. Cancelled and scheduled contests do not count. Annulled ones count only if
    /// `include_annulled` is true.
    pub fn counts(&self, include_annulled: bool) -> bool {
        self.status.best().is_none_or(|s| s.counts(include_annulled))
    }

    /// Returns the numbers of the rounds that count. A contest without any stated round has one round, number 1,
    /// without a result.
    pub fn valid_rounds(&self, include_annulled: bool) -> Vec<usize> {
        if self.rounds.is_empty() {
            return vec![1];
        }
        self.rounds.iter().filter(|r| include_annulled || !r.annulled).map(|r| r.number).collect()
    }

    /// Returns who could vote in a round: as stated of the round, else as stated of the whole contest.
    pub fn selectorate_of(&self, round: usize) -> Option<Selectorate> {
        let own = self.round(round).and_then(|r| r.selectorate.best());
        own.or_else(|| self.selectorate.best()).copied()
    }

    /// Returns who could vote in the round that decided the contest, which is the last one that counts.
    pub fn decided_by(&self) -> Option<Selectorate> {
        let last = self.valid_rounds(false).last().copied();
        last.map_or_else(|| self.selectorate.best().copied(), |round| self.selectorate_of(round))
    }

    /// Describes who could vote, in words: the selectorates of the rounds that count, in order, without repetitions.
    pub fn selectorates(&self) -> String {
        let mut words: Vec<&str> = Vec::new();
        for word in self.valid_rounds(false).into_iter().filter_map(|r| self.selectorate_of(r)).map(|s| s.label()) {
            if words.last() != Some(&word) {
                words.push(word);
            }
        }
        words.join(", then ")
    }

    /// Returns a round by its number.
    pub fn round(&self, number: usize) -> Option<&Round> {
        self.rounds.iter().find(|r| r.number == number)
    }
}

impl Candidacy {
    /// Returns the person's result in the last round that counts, with the round's number. Annulled rounds are skipped.
    pub fn last_result(&self, contest: &Contest) -> Option<(usize, &RoundResult)> {
        self.rounds.iter().rev().find(|(number, _)| contest.round(*number).is_none_or(|r| !r.annulled))
    }

    /// Returns true if the person stood in a round. A candidacy without stated rounds is taken to be in round 1.
    pub fn stood_in(&self, round: usize) -> bool {
        self.is_standing() && (self.rounds.get(round).is_some() || (self.rounds.is_empty() && round == 1))
    }

    /// Returns a sort key for the order of results: elected first, then by the last round reached, then by votes or
    /// share in that round.
    pub(super) fn rank_key(&self) -> impl Ord + use<> {
        let last = self.rounds.iter().next_back();
        let votes = last.and_then(|(_, r)| r.votes.best().copied());
        let share = last.and_then(|(_, r)| r.shares.best().copied()).map(|s| (s * 1e6) as u64);
        (
            !self.is_elected(),
            !self.is_standing(),
            std::cmp::Reverse(last.map(|(n, _)| n)),
            std::cmp::Reverse((votes.is_some() || share.is_some(), if votes.is_some() { votes } else { share })),
        )
    }
}

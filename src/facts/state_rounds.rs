//! States what the tables of a page say of the rounds of a contest.

use super::fact::{ContestSays, OptionSays, RoundSays};
use super::mention::ContestMention;
use super::record::{CandidateRecord, ElectionRecord, Names, RoundCounts};
use super::state::Writer;
use super::vocabulary::Selectorate;
use crate::wikitext::Quantity;

impl RoundCounts {
    /// Takes a total without valid votes for the ballots, if the table lists votes for nobody and the total is not the sum
    /// of the others.
    pub(super) fn told_apart(&self, rows: &[CandidateRecord], round: usize) -> Self {
        let votes = |row: &&CandidateRecord| row.rounds.get(round).and_then(|of_round| of_round.votes);
        let is_option = |row: &&CandidateRecord| row.name.is_none() && row.party.is_none();
        let sum: u64 = rows.iter().filter(|row| !is_option(row)).filter_map(|row| votes(&row)).sum();
        let mut counts = self.clone();
        if counts.valid.is_none()
            && counts.turnout_votes.is_none()
            && counts.total_votes.is_some_and(|total| total != sum)
            && (counts.invalid.is_some() || rows.iter().any(|row| is_option(&row) && votes(&row).is_some()))
        {
            counts.turnout_votes = counts.total_votes.take();
            let line = counts.lines.get("total_votes").copied();
            counts.lines.extend(line.map(|line| ("turnout_votes", line)));
        }
        counts
    }
}

impl Writer<'_, '_> {
    /// States the table of one round of a contest. Whoever leads it is not yet elected, unless it is the last one.
    pub(super) fn round(&mut self, contest: &ContestMention, table: &ElectionRecord, round: usize, is_last: bool) {
        let counts = RoundCounts {
            round: String::new(),
            valid: table.valid.or(table.total_votes),
            total_votes: None,
            turnout_votes: table.turnout_votes,
            turnout: table.turnout,
            electorate: table.electorate,
            invalid: None,
            lines: table.lines.clone(),
        };
        self.round_counts(contest, &counts, round);
        let marked: Vec<&str> = table.winner.iter().flat_map(Names::iter).collect();
        let elected = if is_last && marked.len() == 1 { &marked[..] } else { &[] };
        for candidate in &table.candidates {
            self.candidate(contest, candidate, round, elected);
        }
    }

    /// States what is counted of one round.
    pub(super) fn round_counts(&mut self, contest: &ContestMention, counts: &RoundCounts, round: usize) {
        let lines = &counts.lines;
        // The total of a table that also has the valid votes is that of all ballots.
        let cast = counts.turnout_votes.or(counts.total_votes.filter(|_| counts.valid.is_some()));
        let of_ballots = if counts.turnout_votes.is_some() { "turnout_votes" } else { "total_votes" };
        for (count, key, says) in [
            (cast, of_ballots, RoundSays::Cast as fn(Quantity) -> RoundSays),
            (counts.electorate, "electorate", RoundSays::Electorate),
        ] {
            if let Some(count) = count {
                self.contest(contest, ContestSays::Round(round, says(Quantity::exact(count))), lines, key);
            }
        }
        if let Some(valid) = counts.valid.or(counts.total_votes) {
            let key = if lines.contains_key("valid") { "valid" } else { "total_votes" };
            self.contest(contest, ContestSays::Round(round, RoundSays::Valid(valid)), lines, key);
        }
        if let Some(invalid) = counts.invalid {
            let says = OptionSays::of("Invalid votes", Some(invalid), None);
            self.contest(contest, ContestSays::Round(round, says), lines, "invalid");
        }
        if let Some(turnout) = counts.turnout {
            self.contest(contest, ContestSays::Round(round, RoundSays::Turnout(turnout)), lines, "turnout");
        }
    }

    /// States the rounds. Returns the round that the figures of the rows belong to.
    pub(super) fn rounds(&mut self, contest: &ContestMention, election: &ElectionRecord) -> usize {
        for (index, date) in election.dates.iter().enumerate() {
            let says = ContestSays::Round(index + 1, RoundSays::Date(*date));
            self.contest(contest, says, &election.lines, "date");
        }
        for (index, label) in election.rounds.iter().enumerate() {
            let says = ContestSays::Round(index + 1, RoundSays::Label(label.clone()));
            self.contest(contest, says, &election.lines, "election");
            if let Some(body) = Selectorate::of_words(label) {
                let says = ContestSays::Round(index + 1, RoundSays::Selectorate(body));
                self.contest(contest, says, &election.lines, "election");
            }
        }
        let round = election.decided_in.unwrap_or_else(|| election.dates.len().max(1));
        if election.sections.len() > 1 {
            let says = ContestSays::Round(round, RoundSays::Selectorate(Selectorate::Mixed));
            self.contest(contest, says, &election.lines, "election");
        }
        round
    }
}

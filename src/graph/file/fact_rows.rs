//! Facts as they stand in their rows, put into the properties that they are of.

use super::property::{Property, Stored};
use crate::facts::{Confidence, Status};
use crate::graph::{Candidacy, CitationId, Contest, ContestId, Dispute, OptionVotes, PartyId, PersonId, Values};
use rusqlite::types::ValueRef;

/// One fact as it stands in its row.
pub(super) struct FactRow<'r> {
    pub(super) property: Property,
    pub(super) round: Option<usize>,
    pub(super) value: ValueRef<'r>,
    pub(super) confidence: Confidence,
    pub(super) citation: CitationId,
}

pub(super) fn push<T: PartialEq>(values: &mut Values<T>, value: Option<T>, row: &FactRow<'_>) {
    if let Some(value) = value {
        values.restore(value, row.citation, row.confidence);
    }
}

pub(super) fn contest_fact(contest: &mut Contest, row: &FactRow<'_>) {
    let value = row.value;
    let id = || value.as_i64().ok().map(|n| n as usize);
    let Some(number) = row.round else {
        match row.property {
            Property::Date => push(&mut contest.dates, Stored::read(value), row),
            Property::Selectorate => push(&mut contest.selectorate, Stored::read(value), row),
            Property::Electorate => push(&mut contest.electorate, Stored::read(value), row),
            Property::Ballots => push(&mut contest.ballots, Stored::read(value), row),
            Property::Total => push(&mut contest.total, Stored::read(value), row),
            Property::Turnout => push(&mut contest.turnout, Stored::read(value), row),
            Property::Threshold => push(&mut contest.threshold, Stored::read(value), row),
            Property::Status => push(&mut contest.status, <Status as Stored>::read(value), row),
            Property::Previous => push(&mut contest.previous, id().map(ContestId::new), row),
            Property::Next => push(&mut contest.next, id().map(ContestId::new), row),
            Property::Before => push(&mut contest.before, Some(id().map(PersonId::new)), row),
            Property::After => push(&mut contest.after, Some(id().map(PersonId::new)), row),
            Property::Note => push(&mut contest.notes, Stored::read(value), row),
            Property::Dispute => {
                let text = value.as_str().unwrap_or("");
                if let Ok((about, values)) = serde_json::from_str(text) {
                    contest.disputes.push(Dispute { about, values, citation: row.citation });
                }
            }
            _ => contest.citations.push(row.citation),
        }
        return;
    };
    let Some(round) = contest.rounds.iter_mut().find(|r| r.number == number) else { return };
    match row.property {
        Property::Date => push(&mut round.dates, Stored::read(value), row),
        Property::Label => push(&mut round.label, Stored::read(value), row),
        Property::Selectorate => push(&mut round.selectorate, Stored::read(value), row),
        Property::Electorate => push(&mut round.electorate, Stored::read(value), row),
        Property::Ballots => push(&mut round.cast, Stored::read(value), row),
        Property::Valid => push(&mut round.valid, Stored::read(value), row),
        Property::Turnout => push(&mut round.turnout, Stored::read(value), row),
        Property::SharesOf => push(&mut round.shares_of, Stored::read(value), row),
        Property::Option => {
            let read = serde_json::from_str(value.as_str().unwrap_or(""));
            push(&mut round.options, read.ok().map(|(name, votes, share)| OptionVotes { name, votes, share }), row);
        }
        _ => push(&mut round.notes, Stored::read(value), row),
    }
}

pub(super) fn candidacy_fact(candidacy: &mut Candidacy, row: &FactRow<'_>) {
    let value = row.value;
    let number = || value.as_i64().ok();
    match row.property {
        Property::Votes => push(&mut candidacy.rounds.entry(row.round.unwrap_or(0)).votes, Stored::read(value), row),
        Property::Share => push(&mut candidacy.rounds.entry(row.round.unwrap_or(0)).shares, Stored::read(value), row),
        Property::Outcome => push(&mut candidacy.outcome, Stored::read(value), row),
        Property::Role => push(&mut candidacy.roles, Stored::read(value), row),
        Property::Party => push(&mut candidacy.party, number().map(|n| PartyId::new(n as usize)), row),
        Property::Number => candidacy.numbers.extend(number().map(|n| (n as u32, row.citation))),
        Property::Named => candidacy.named.push((value.as_str().unwrap_or("").to_string(), row.citation)),
        Property::Incumbent => candidacy.incumbent.push(row.citation),
        _ => candidacy.stood.push(row.citation),
    }
}

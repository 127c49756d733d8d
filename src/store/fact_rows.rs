//! Puts the facts from their rows into their properties.

use super::column::read_sql;
use crate::facts::Confidence;
use crate::graph::properties::{At, Property, VisitMut};
use crate::graph::property_value::PropertyValue;
use crate::graph::{Candidacy, CitationId, Contest, Dispute, Party, Person, Tenure, Values};
use rusqlite::types::ValueRef;

/// One row of the table `fact`.
#[derive(Clone, Copy)]
pub(super) struct FactRow<'r> {
    pub(super) property: Property,
    pub(super) round: Option<usize>,
    pub(super) value: ValueRef<'r>,
    pub(super) confidence: Confidence,
    pub(super) citation: CitationId,
}

/// Adds a fact to its property.
struct Restore<'r>(FactRow<'r>);

impl VisitMut for Restore<'_> {
    fn values<T: PropertyValue>(&mut self, at: At, values: &mut Values<T>) {
        let row = &self.0;
        if at.property == row.property
            && at.round == row.round
            && let Some(value) = read_sql(row.value)
        {
            // The preferred value that the row itself gave has no citation; the facts replace it.
            if values.first().is_some_and(|first| first.citations.is_empty()) {
                *values = Values::default();
            }
            values.restore(value, row.citation, row.confidence);
        }
    }
}

pub(super) fn contest_fact(contest: &mut Contest, row: FactRow<'_>) {
    match row.property {
        Property::Mentioned => contest.citations.push(row.citation),
        Property::Dispute => {
            if let Ok((about, values)) = serde_json::from_str(row.value.as_str().unwrap_or("")) {
                contest.disputes.push(Dispute { about, values, citation: row.citation });
            }
        }
        _ => match row.round {
            None => contest.visit_own_mut(&mut Restore(row)),
            Some(number) => {
                let round = contest.rounds.iter_mut().find(|r| r.number == number);
                round.into_iter().for_each(|round| round.visit_mut(&mut Restore(row)));
            }
        },
    }
}

pub(super) fn candidacy_fact(candidacy: &mut Candidacy, row: FactRow<'_>) {
    match row.property {
        Property::Number => candidacy.numbers.extend(row.value.as_i64().ok().map(|n| (n as u32, row.citation))),
        Property::Named => candidacy.named.push((row.value.as_str().unwrap_or("").to_string(), row.citation)),
        Property::Incumbent => candidacy.incumbent.push(row.citation),
        Property::Stood => candidacy.stood.push(row.citation),
        _ => {
            if let Some(round) = row.round {
                candidacy.rounds.entry(round);
            }
            candidacy.visit_mut(&mut Restore(row));
        }
    }
}

pub(super) fn tenure_fact(tenure: &mut Tenure, row: FactRow<'_>) {
    match row.property {
        Property::Held => tenure.citations.push(row.citation),
        _ => tenure.visit_mut(&mut Restore(row)),
    }
}

pub(super) fn person_fact(person: &mut Person, row: FactRow<'_>) {
    match row.property {
        Property::Named => person.named.push((row.value.as_str().unwrap_or("").to_string(), row.citation)),
        _ => person.visit_mut(&mut Restore(row)),
    }
}

pub(super) fn party_fact(party: &mut Party, row: FactRow<'_>) {
    match row.property {
        Property::Named => party.named.push((row.value.as_str().unwrap_or("").to_string(), row.citation)),
        _ => party.visit_mut(&mut Restore(row)),
    }
}

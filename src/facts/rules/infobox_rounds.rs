//! The rounds in the infobox of a flat article: `1Blank: First ballot` names a line, `1Data2: 41 (25.0%)` has the figures
//! of the second candidate in it.

use super::templates::names_round;
use super::{CandidacySays, ContestSays, Context, Findings};
use crate::facts::article::Field;
use crate::facts::{RoundSays, Selectorate};
use crate::wikitext::figure::votes_and_share;
use std::collections::BTreeMap;

/// The lines that are rounds: their numbers in the infobox, in order.
pub(super) struct Rounds {
    numbers: Vec<u32>,
}

impl Rounds {
    /// Finds the lines whose names are those of rounds, and states the names.
    pub(super) fn of(context: &Context<'_>, out: &mut Findings<'_>) -> Self {
        let named = |field: &&Field<'_>| line_of(field.key).is_some_and(|(_, what, row)| what == "blank" && row == 0);
        let mut labels: Vec<(u32, Field<'_>)> = context
            .article
            .fields
            .iter()
            .filter(named)
            .filter(|field| names_round(field.value))
            .filter_map(|field| Some((line_of(field.key)?.0, *field)))
            .collect();
        labels.sort_by_key(|(number, _)| *number);
        for (index, (_, field)) in labels.iter().enumerate() {
            let citation = context.field(*field);
            let label = RoundSays::Label(field.value.to_string());
            out.contest(&context.contest, ContestSays::Round(index + 1, label), &citation);
            if let Some(body) = Selectorate::of_words(field.value) {
                let says = ContestSays::Round(index + 1, RoundSays::Selectorate(body));
                out.contest(&context.contest, says, &citation);
            }
        }
        Self { numbers: labels.into_iter().map(|(number, _)| number).collect() }
    }

    /// States the figures of a candidate in a line. Returns false if the field is no line of a round.
    pub(super) fn read(
        &self,
        context: &Context<'_>,
        field: Field<'_>,
        names: &BTreeMap<u32, String>,
        out: &mut Findings<'_>,
    ) -> bool {
        let Some((number, what, row)) = line_of(field.key) else { return false };
        let Some(round) = self.numbers.iter().position(|n| *n == number).map(|at| at + 1) else { return false };
        if what == "blank" {
            return true;
        }
        let Some(name) = names.get(&row) else { return false };
        let (votes, share) = votes_and_share(field.value);
        let citation = context.field(field);
        let says = [
            (votes.is_some() || share.is_some()).then_some(CandidacySays::Stood(round)),
            votes.map(|votes| CandidacySays::Votes(round, votes)),
            share.map(|share| CandidacySays::Share(round, share)),
        ];
        for says in says.into_iter().flatten() {
            out.candidacy(&context.contest, name, says, &citation);
        }
        // "Eliminated" and "Withdrew" stand in place of figures.
        votes.is_some() || share.is_some() || !field.value.chars().any(|c| c.is_ascii_digit())
    }
}

/// Splits `2Data13` into 2, `data` and 13, and `2Blank` into 2, `blank` and 0.
fn line_of(key: &str) -> Option<(u32, &'static str, u32)> {
    let key = key.trim().to_lowercase();
    let digits = key.bytes().take_while(u8::is_ascii_digit).count();
    let number = key[..digits].parse().ok()?;
    let rest = key[digits..].trim_start();
    let what = ["blank", "data"].into_iter().find(|what| rest.starts_with(what))?;
    let row = &rest[what.len()..];
    Some((number, what, if row.is_empty() { 0 } else { row.trim().parse().ok()? }))
}

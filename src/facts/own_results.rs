//! Conflicts inside the results of one page: the holder afterwards against the votes, the party of a hold or gain against
//! the winner's, and the swing against the changes of the shares.

use super::citation::Confidence;
use super::elected::words;
use super::own_page::{OwnConflict, PageConflict};
use super::record::{CandidateRecord, ElectionRecord, Names, PageRecord};
use super::state::Place;
use super::{Facts, Kind, Title};
use crate::wikitext::fold;
use crate::wikitext::written::is_one_slip;

/// Finds the conflicts of the results of a page. Linear in the candidates.
pub(super) fn find(record: &PageRecord, place: &Place<'_>, facts: &mut Facts) {
    // Some pages write every swing without its sign.
    let signed = record.elections.iter().any(|election| election.swing.is_some_and(|swing| swing < 0.0));
    for election in &record.elections {
        facts.conflicts.extend(party(election, place));
        facts.conflicts.extend(swing(election, signed, place));
        if election.template.is_none() && !election.embedded && Title::read(&record.title).kind() == Kind::Presidential
        {
            facts.conflicts.extend(holder(election, place));
        }
    }
}

/// Returns a conflict if the party in the row of a hold or gain is not that of the only winner.
fn party(election: &ElectionRecord, place: &Place<'_>) -> Option<PageConflict> {
    let said = election.winner_party.as_ref().filter(|_| election.template.is_some())?;
    let mut winners = election.candidates.iter().filter(|c| c.won);
    let winner = match (winners.next(), winners.next()) {
        (Some(only), None) => only,
        (None, _) => ahead(election)?,
        (Some(_), Some(_)) => return None,
    };
    let own = winner.party.as_ref()?;
    let (a, b) = (words(said), words(own));
    // The row names the party of somebody else who stood.
    let is_another = election
        .candidates
        .iter()
        .filter(|c| c.name != winner.name)
        .filter_map(|c| c.party.as_ref())
        .any(|p| fold(p) == fold(said));
    if a.iter().any(|word| b.contains(word)) || a.is_empty() || b.is_empty() || !is_another {
        return None;
    }
    let at = |key: &str, lines: &super::record::Lines| {
        place.citation(*lines.get(key).unwrap_or(&1), Confidence::ResultTable)
    };
    Some(PageConflict {
        kind: OwnConflict::WinnerParty,
        subject: election.election.clone(),
        about: winner.display.clone(),
        values: [said.clone(), own.clone()],
        here: at("winner_party", &election.lines),
        there: at("party", &winner.lines),
        odd: false,
    })
}

/// Returns a conflict if the swing of a hold or gain row is not half of what the change of the winner is ahead of that of the
/// runner-up, but its opposite, or one slip of a key away. Other ways to reckon a swing give other numbers. `signed` is true
/// if the page writes a swing against the winner with its sign.
fn swing(election: &ElectionRecord, signed: bool, place: &Place<'_>) -> Option<PageConflict> {
    let said = election.swing.filter(|_| election.template.is_some())?;
    let first = ahead(election)?;
    let others = election.candidates.iter().filter(|c| c.name.is_some() && c.name != first.name);
    let second = others.max_by_key(|c| c.votes)?;
    let computed = (first.change? - second.change?) / 2.0;
    let near = |a: f64, b: f64| (a - b).abs() <= 0.11;
    let text = |number: f64| format!("{:.1}", number.abs());
    // Two votes of the kind that moved the same way tell little.
    if near(said, computed) || computed.abs() < 0.5 {
        return None;
    }
    let is_slip = said.signum() == computed.signum()
        && is_one_slip(&text(said), &text(computed))
        && (said - computed).abs() > 0.5;
    let has_one_decimal = near(said * 10.0, (said * 10.0).round());
    let is_opposite = near(said, -computed) && (signed || said < 0.0);
    if !(is_opposite || is_slip && has_one_decimal) {
        return None;
    }
    let at = |key: &str, lines: &super::record::Lines| {
        place.citation(*lines.get(key).unwrap_or(&1), Confidence::ResultTable)
    };
    let signed = |number: f64| format!("{number:+.1}").replace('-', "−");
    Some(PageConflict {
        kind: OwnConflict::Swing,
        subject: election.election.clone(),
        about: format!("{} and {}", first.display, second.display),
        values: [signed(said), signed(computed)],
        here: at("swing", &election.lines),
        there: at("change", &first.lines),
        odd: false,
    })
}

/// Returns the candidate with the most votes of a contest for one seat, if its rows have the votes of each, in one round.
fn ahead(election: &ElectionRecord) -> Option<&CandidateRecord> {
    let counted = |c: &CandidateRecord| c.name.is_some() && c.votes.is_some() && c.rounds.is_empty();
    if election.filled != 1 || election.candidates.len() < 2 || !election.preferred.is_empty() {
        return None;
    }
    let stood: Vec<&CandidateRecord> = election.candidates.iter().filter(|c| c.name.is_some()).collect();
    let first = stood.iter().copied().max_by_key(|c| c.votes)?;
    let alone = stood.iter().filter(|c| c.votes == first.votes).count() == 1;
    (stood.len() > 1 && alone && stood.iter().all(|c| counted(c))).then_some(first)
}

/// The least sum of the shares of two candidates that is taken for that of a last round, in per cent.
const LAST_ROUND: f64 = 92.0;

/// Returns a conflict if the holder after a contest of votes alone is another candidate than the one with most votes.
fn holder(election: &ElectionRecord, place: &Place<'_>) -> Option<PageConflict> {
    let Some(Names::One(after)) = election.after.names() else { return None };
    let by_votes = |c: &CandidateRecord| c.electoral_votes.is_none() && c.delegates.is_none() && c.seats.is_none();
    let votes = |c: &CandidateRecord| c.votes.or_else(|| c.rounds.last()?.votes);
    let named = |c: &CandidateRecord, name: &str| c.name.iter().flat_map(Names::iter).any(|n| n == name);
    if election.candidates.len() < 2 || !election.candidates.iter().all(|c| by_votes(c) && votes(c).is_some()) {
        return None;
    }
    let first = election.candidates.iter().max_by_key(|c| votes(c))?;
    let holder = election.candidates.iter().find(|c| named(c, after))?;
    if named(first, after) || votes(first) == votes(holder) {
        return None;
    }
    // Without half of the votes, a later round or a parliament may decide. Two candidates with nearly all votes are
    // those of a last round.
    let shares: f64 = election.candidates.iter().filter_map(|c| c.percent).sum();
    let is_last_round = election.candidates.len() == 2 && shares >= LAST_ROUND;
    if !is_last_round && first.percent.unwrap_or_default() <= 50.0 {
        return None;
    }
    let line =
        |key: &str, lines: &super::record::Lines| place.citation(*lines.get(key).unwrap_or(&1), Confidence::Infobox);
    Some(PageConflict {
        kind: OwnConflict::HolderAfter,
        subject: election.election.clone(),
        about: String::new(),
        values: [after.clone(), first.display.clone()],
        here: line("after", &election.lines),
        there: line("votes", &first.lines),
        odd: false,
    })
}

//! What is done with a table of results when it ends: it is told apart from others, and its total is that of valid votes.

use crate::facts::record::{CandidateRecord, ElectionRecord, PageRecord};

/// Numbers a table whose title another table of the page has, if somebody has other votes there: "Republican primary
/// results" of two years, or a title that was copied.
pub(super) fn tell_apart(election: &mut ElectionRecord, record: &PageRecord) {
    let votes = |c: &CandidateRecord| Some((c.name.clone()?, c.votes?));
    let differs = |other: &ElectionRecord| {
        let theirs: Vec<_> = other.candidates.iter().filter_map(votes).collect();
        let own = election.candidates.iter().filter_map(votes);
        own.filter(|(name, v)| theirs.iter().any(|(n, w)| n == name && w != v)).count() > 0
    };
    let same = |other: &&ElectionRecord| {
        other.template.is_some() && other.election == election.election && other.stage == election.stage
    };
    if !record.elections.iter().filter(same).any(differs) {
        return;
    }
    let begins = format!("{} (", election.election);
    let others = record.elections.iter().filter(|other| other.election.starts_with(&begins)).count();
    election.election = format!("{begins}{})", others + 2);
}

/// Makes a total that includes the invalid ballots one of ballots cast: the total of a contest is that of valid votes.
pub(super) fn take_invalid_out(election: &mut ElectionRecord) {
    let votes: Option<Vec<u64>> = election.candidates.iter().map(|c| c.votes).collect();
    let sum = votes.map(|all| all.into_iter().fold(0, u64::saturating_add));
    if let (Some(sum), Some(total), Some(invalid)) = (sum, election.total_votes, election.invalid)
        && invalid > 0
        && total.checked_sub(invalid) == Some(sum)
    {
        election.turnout_votes.get_or_insert(total);
        election.total_votes = Some(sum);
    }
}

/// Joins the rows of a candidate whom several parties nominated, where the row of their total follows: its votes are the
/// candidate's, whose party is the first.
pub(super) fn join_tickets(election: &mut ElectionRecord) {
    let rows = &mut election.candidates;
    let mut at = 1;
    while at < rows.len() {
        let is_total = matches!(rows[at].display.to_lowercase().as_str(), "total" | "total votes" | "total fusion");
        let name = |row: &CandidateRecord| row.display.to_lowercase();
        let first = rows[..at].iter().rposition(|row| name(row) != name(&rows[at - 1])).map_or(0, |before| before + 1);
        let sum = rows[first..at].iter().filter_map(|row| row.votes).try_fold(0_u64, u64::checked_add);
        if is_total && at - first > 1 && sum.is_some() && sum == rows[at].votes {
            let total = rows.remove(at);
            let won = rows[first..at].iter().any(|row| row.won);
            rows.drain(first + 1..at);
            let row = &mut rows[first];
            (row.votes, row.percent, row.won) = (total.votes, total.percent, row.won || won);
            row.lines.extend(total.lines.into_iter().filter(|(key, _)| matches!(*key, "votes" | "percent")));
            at = first + 1;
        } else {
            at += 1;
        }
    }
}

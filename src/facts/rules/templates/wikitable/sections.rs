//! Rounds of one contest that have a table each, under headings such as "Second round".

use crate::facts::record::{CandidateRecord, ElectionRecord, RoundRecord};

/// Turns the record of a table into one of a contest whose only round it holds.
pub(super) fn as_round(election: &mut ElectionRecord, label: &str) {
    election.rounds = vec![label.to_string()];
    for candidate in &mut election.candidates {
        let (votes, percent) = (candidate.votes.take(), candidate.percent.take());
        candidate.rounds = vec![RoundRecord { round: label.to_string(), votes, percent, status: None }];
        let line = candidate.lines.remove("votes").or_else(|| candidate.lines.remove("percent"));
        candidate.lines.extend(line.map(|line| ("rounds", line)));
        candidate.lines.remove("percent");
    }
}

/// Adds a further round, as [`as_round`] returns it, to a contest. Whoever won it won the contest.
pub(super) fn add_round(contest: &mut ElectionRecord, round: ElectionRecord) {
    let before = contest.rounds.len();
    let labels = contest.rounds.clone();
    let empty = |label: &String| RoundRecord { round: label.clone(), ..RoundRecord::default() };
    for mut stood in round.candidates {
        let is_same = |c: &&mut CandidateRecord| match (&c.name, &stood.name) {
            (Some(a), Some(b)) => a == b,
            _ => c.display == stood.display,
        };
        match contest.candidates.iter_mut().find(is_same) {
            Some(known) => {
                known.rounds.extend(labels.iter().skip(known.rounds.len()).map(empty));
                known.rounds.append(&mut stood.rounds);
                known.won = stood.won;
                known.party = known.party.take().or(stood.party);
            }
            None => {
                let own = std::mem::take(&mut stood.rounds);
                stood.rounds = labels.iter().take(before).map(empty).chain(own).collect();
                contest.candidates.push(stood);
            }
        }
    }
    contest.rounds.extend(round.rounds);
    contest.winner = round.winner.or(contest.winner.take());
}

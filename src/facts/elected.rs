//! Who was elected, where a results box says it only by the parties that held or gained the seats.

use super::record::{CandidateRecord, ElectionRecord, Names};
use crate::wikitext::fold;

/// Words of the names of parties that many have.
const COMMON: [&str; 11] =
    ["party", "of", "the", "and", "uk", "us", "united", "states", "politician", "australia", "canada"];

/// Returns the words of a party's name that others have not.
pub(super) fn words(party: &str) -> Vec<String> {
    let folded = fold(party);
    let all = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && !COMMON.contains(w));
    all.map(ToString::to_string).collect()
}

/// Returns the names of those who filled the seats of a box that several rows say were held or gained, if the box marks
/// nobody: as many as there are rows, with the most votes, of the parties that the rows name. Without votes, all who stood.
pub(super) fn by_rows(election: &ElectionRecord) -> Vec<&str> {
    let seats = election.filled;
    if seats < 2 || election.filled_by.len() != seats || election.winner.iter().flat_map(Names::iter).next().is_some() {
        return Vec::new();
    }
    let named = |c: &CandidateRecord| matches!(&c.name, Some(Names::One(_)));
    let mut stood: Vec<&CandidateRecord> = election.candidates.iter().filter(|c| named(c)).collect();
    let unopposed = stood.len() == seats && stood.iter().all(|c| c.votes.is_none());
    stood.sort_by_key(|c| std::cmp::Reverse(c.votes));
    let ahead = stood.len() > seats && stood[seats - 1].votes > stood[seats].votes;
    if !(unopposed || ahead) {
        return Vec::new();
    }
    let first = &stood[..seats];
    let mut left: Vec<&String> = election.filled_by.iter().collect();
    for candidate in first {
        let Some(party) = &candidate.party else { return Vec::new() };
        let own = words(party);
        let is_its = |said: &&String| fold(said) == fold(party) || words(said).iter().any(|word| own.contains(word));
        let Some(at) = left.iter().position(is_its) else { return Vec::new() };
        left.remove(at);
    }
    first.iter().filter_map(|c| c.name.as_ref()?.iter().next()).collect()
}

/// Returns the name of the only candidate of the party that held or gained the one seat of a box, if the box marks nobody.
pub(super) fn by_party(election: &ElectionRecord) -> Option<&str> {
    let said = election.winner_party.as_ref().filter(|_| election.template.is_some() && election.filled == 1)?;
    if election.winner.iter().flat_map(Names::iter).next().is_some() {
        return None;
    }
    let is_of = |same: &dyn Fn(&str) -> bool| {
        let own = |c: &&CandidateRecord| c.party.as_deref().is_some_and(same);
        let mut found = election.candidates.iter().filter(own);
        found.next().filter(|_| found.next().is_none())
    };
    let folded = fold(said);
    let wanted = words(said);
    let by_name = || is_of(&|party| fold(party) == folded);
    let by_words = || {
        let shares = |party: &str| words(party).iter().any(|word| wanted.contains(word));
        is_of(&shares)
    };
    let exact = election.candidates.iter().any(|c| c.party.as_ref().is_some_and(|party| fold(party) == folded));
    let elected = if exact { by_name() } else { by_words() }?;
    match elected.name.as_ref()? {
        Names::One(name) => Some(name),
        Names::Many(_) => None,
    }
}

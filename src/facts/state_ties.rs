//! States what the results of a page say of ties: running mates, and parties of one alliance.

use super::Statement;
use super::mention::ContestMention;
use super::record::{CandidateRecord, ElectionRecord, Names};
use super::state::Writer;
use super::tie::{TieEnd, TieKind, TieSays};
use std::collections::BTreeMap;

/// The most parties of one alliance that are tied to each other.
const MOST_ALLIED: usize = 12;

impl Writer<'_, '_> {
    /// States the running mates of a person in a contest.
    pub(super) fn running_mates(&mut self, contest: &ContestMention, candidate: &CandidateRecord, person: &str) {
        let name = candidate.name.iter().flat_map(Names::iter).next();
        for mate in candidate.running_mate.iter().flat_map(Names::iter).filter(|mate| Some(*mate) != name) {
            let ends = (TieEnd::Person(mate.to_string()), TieEnd::Person(person.to_string()));
            self.tie(contest, candidate, "running_mate", TieSays::new(ends.0, TieKind::RunningMateOf, ends.1));
        }
    }

    /// States that the parties which stood in one alliance are allied with each other.
    pub(super) fn alliances(&mut self, contest: &ContestMention, election: &ElectionRecord) {
        let mut allied: BTreeMap<&str, Vec<(&str, &CandidateRecord)>> = BTreeMap::new();
        for candidate in &election.candidates {
            let (Some(alliance), Some(party)) = (&candidate.alliance, &candidate.party) else { continue };
            let parties = allied.entry(alliance).or_default();
            if alliance != party && parties.iter().all(|(other, _)| other != party) {
                parties.push((party, candidate));
            }
        }
        for parties in allied.into_values().filter(|parties| parties.len() <= MOST_ALLIED) {
            for (at, (party, candidate)) in parties.iter().enumerate() {
                for (other, _) in &parties[..at] {
                    let ends = (TieEnd::Party((*party).to_string()), TieEnd::Party((*other).to_string()));
                    self.tie(contest, candidate, "alliance", TieSays::new(ends.0, TieKind::AlliedWith, ends.1));
                }
            }
        }
    }

    fn tie(&mut self, contest: &ContestMention, candidate: &CandidateRecord, key: &str, says: TieSays) {
        let says = TieSays { page: self.title().to_string(), contest: Some(contest.clone()), ..says };
        self.say(Statement::Tie(Box::new(says)), &candidate.lines, key);
    }
}

//! The names in a statement, listed once: whoever renames, collects or counts names visits this list.

use super::claim::Claim;
use super::fact::{CandidacySays, ContestSays, Holder, Statement};
use super::mention::ContestMention;

/// The part that a name plays in its statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A contest that something is said of.
    Contest,
    /// The contest before or after it.
    Neighbour,
    /// The contest through which an office changed hands.
    Through,
    /// Who stood.
    Candidate,
    /// Who held the office before or after a contest.
    HolderThen,
    /// Who held an office for a time.
    Holder,
    /// One of the two of whom one followed the other in an office.
    Successor,
    /// A person whom a claim is about, or a contest.
    Claimed,
    /// A person of whom the source gives two names: the one preferred, then the other.
    Spelling,
    /// The office of a contest, a tenure, a succession or a spelling.
    Office,
    /// The party of a contest.
    PartyOfContest,
    /// The party of a candidate.
    PartyOfCandidate,
    /// The party of a holder.
    PartyOfHolder,
    /// A party of which the source gives two names: the one preferred, then the other.
    PartySpelling,
    /// A party of which the source gives the colour.
    PartyColour,
}

impl Role {
    /// Whether it is the name of a person.
    pub const fn is_person(self) -> bool {
        matches!(
            self,
            Self::Candidate | Self::HolderThen | Self::Holder | Self::Successor | Self::Claimed | Self::Spelling
        )
    }
}

/// Where the series is in which a person is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within<'s> {
    /// That of a contest.
    Contest(&'s ContestMention),
    /// That of an office.
    Office(&'s str),
    /// None: a claim, or the name of something else than a person.
    Nothing,
}

/// A name, or a contest as a source names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named<'s> {
    /// Of a person, an office or a party.
    Name(&'s String),
    /// A contest.
    Contest(&'s ContestMention),
}

/// The same, to be changed.
#[derive(Debug, PartialEq, Eq)]
pub enum NamedMut<'s> {
    /// Of a person, an office or a party.
    Name(&'s mut String),
    /// A contest.
    Contest(&'s mut ContestMention),
}

macro_rules! walk {
    ($statement:ident, $to:ident, $Named:ident $(, $mut:tt)?) => {
        match $statement {
            Statement::Contest { contest, says } => {
                match says {
                    ContestSays::Before(Holder::Person(name)) | ContestSays::After(Holder::Person(name)) => {
                        $to(Role::HolderThen, $Named::Name(name), Within::Contest(contest));
                    }
                    ContestSays::Previous(other) | ContestSays::Next(other) => $to(Role::Neighbour, $Named::Contest(other), Within::Nothing),
                    ContestSays::Office(name) => $to(Role::Office, $Named::Name(name), Within::Contest(contest)),
                    ContestSays::Party(name) => $to(Role::PartyOfContest, $Named::Name(name), Within::Contest(contest)),
                    _ => {}
                }
                $to(Role::Contest, $Named::Contest(contest), Within::Nothing);
            }
            Statement::Candidacy { contest, person, says } => {
                $to(Role::Candidate, $Named::Name(person), Within::Contest(contest));
                if let CandidacySays::Party(name) = says {
                    $to(Role::PartyOfCandidate, $Named::Name(name), Within::Contest(contest));
                }
                $to(Role::Contest, $Named::Contest(contest), Within::Nothing);
            }
            Statement::Tenure(says) => {
                let says = & $($mut)? **says;
                $to(Role::Holder, $Named::Name(& $($mut)? says.person), Within::Office(&says.office));
                if let Some(name) = & $($mut)? says.party {
                    $to(Role::PartyOfHolder, $Named::Name(name), Within::Office(&says.office));
                }
                $to(Role::Office, $Named::Name(& $($mut)? says.office), Within::Nothing);
                if let Some(contest) = & $($mut)? says.contest {
                    $to(Role::Through, $Named::Contest(contest), Within::Nothing);
                }
            }
            Statement::Succession(says) => {
                let says = & $($mut)? **says;
                $to(Role::Successor, $Named::Name(& $($mut)? says.from), Within::Office(&says.office));
                $to(Role::Successor, $Named::Name(& $($mut)? says.to), Within::Office(&says.office));
                $to(Role::Office, $Named::Name(& $($mut)? says.office), Within::Nothing);
                if let Some(contest) = & $($mut)? says.contest {
                    $to(Role::Through, $Named::Contest(contest), Within::Nothing);
                }
            }
            Statement::Claim(claim) => match & $($mut)? **claim {
                Claim::Meetings { contest, a, b, .. } => {
                    $to(Role::Claimed, $Named::Name(a), Within::Nothing);
                    $to(Role::Claimed, $Named::Name(b), Within::Nothing);
                    $to(Role::Claimed, $Named::Contest(contest), Within::Nothing);
                }
                Claim::FirstSelectorate { contest, .. } => $to(Role::Claimed, $Named::Contest(contest), Within::Nothing),
                Claim::FirstDefeat { contest, person } => {
                    if let Some(person) = person {
                        $to(Role::Claimed, $Named::Name(person), Within::Nothing);
                    }
                    $to(Role::Claimed, $Named::Contest(contest), Within::Nothing);
                }
                Claim::Held { office, person, .. } => {
                    $to(Role::Claimed, $Named::Name(person), Within::Nothing);
                    $to(Role::Office, $Named::Name(office), Within::Nothing);
                }
                Claim::Attempt { contest, person, .. }
                | Claim::Reelected { contest, person }
                | Claim::Unopposed { contest, person }
                | Claim::Withdrew { contest, person, .. } => {
                    $to(Role::Claimed, $Named::Name(person), Within::Nothing);
                    $to(Role::Claimed, $Named::Contest(contest), Within::Nothing);
                }
                Claim::Died { person, .. } => $to(Role::Claimed, $Named::Name(person), Within::Nothing),
            },
            Statement::SameName { office, name, also } => {
                $to(Role::Spelling, $Named::Name(name), Within::Office(office));
                $to(Role::Spelling, $Named::Name(also), Within::Office(office));
                $to(Role::Office, $Named::Name(office), Within::Nothing);
            }
            Statement::SameParty { name, also } => {
                $to(Role::PartySpelling, $Named::Name(name), Within::Nothing);
                $to(Role::PartySpelling, $Named::Name(also), Within::Nothing);
            }
            Statement::PartyColour { party, .. } => $to(Role::PartyColour, $Named::Name(party), Within::Nothing),
        }
    };
}

/// Tells of every name in a statement, with the part that it plays.
pub fn visit<'s>(statement: &'s Statement, to: &mut impl FnMut(Role, Named<'s>, Within<'s>)) {
    walk!(statement, to, Named);
}

/// Lets every name in a statement be changed.
pub fn visit_mut(statement: &mut Statement, to: &mut impl FnMut(Role, NamedMut<'_>, Within<'_>)) {
    walk!(statement, to, NamedMut, mut);
}

/// Tells of the people in a statement.
pub fn people<'s>(statement: &'s Statement, to: &mut impl FnMut(Role, &'s String, Within<'s>)) {
    visit(statement, &mut |role, named, within| {
        if let (Named::Name(name), true) = (named, role.is_person()) {
            to(role, name, within);
        }
    });
}

/// Tells of the offices, parties and contests' titles in a statement.
pub fn groups<'s>(statement: &'s Statement, to: &mut impl FnMut(Role, &'s String)) {
    visit(statement, &mut |role, named, _| match named {
        Named::Name(name) if !role.is_person() => to(role, name),
        Named::Contest(contest) if role == Role::Contest => to(role, &contest.title),
        _ => {}
    });
}

/// Lets the titles of a wiki's pages be changed: the people in a statement, and the contests that it speaks of by their title.
pub fn titles_mut(statement: &mut Statement, to: &mut impl FnMut(Role, &mut String)) {
    visit_mut(statement, &mut |role, named, _| match (role, named) {
        (Role::Spelling, _) => {}
        (_, NamedMut::Name(name)) if role.is_person() => to(role, name),
        (Role::Contest | Role::Neighbour, NamedMut::Contest(contest)) if contest.exact => to(role, &mut contest.title),
        _ => {}
    });
}

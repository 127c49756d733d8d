//! The names in a statement, listed once. All code that renames, collects or counts names visits this list.

use super::claim::Claim;
use super::fact::{CandidacySays, ContestSays, Holder, Statement};
use super::mention::ContestMention;
use super::tie::TieEnd;

/// The part that a name has in its statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Role {
    /// The contest that a statement is about.
    Contest,
    /// The contest before or after it.
    Neighbour,
    /// The contest through which an office changed hands.
    Through,
    /// A person who stood in a contest.
    Candidate,
    /// A person who held the office before or after a contest.
    HolderThen,
    /// A person who had a tenure in an office.
    Holder,
    /// A person who left an office, or one who followed.
    Successor,
    /// A person or contest that a claim is about.
    Claimed,
    /// A person of whom the source states an id, a date of birth and the like.
    Described,
    /// A person at one end of a tie.
    Tied,
    /// A committee, caucus, faction or family at one end of a tie.
    TiedGroup,
    /// A party at one end of a tie.
    PartyOfTie,
    /// The office to which a tie belongs.
    OfficeOfTie,
    /// A person for whom the source gives two names: the preferred one, then the other.
    Spelling,
    /// The office of a contest, a tenure, a succession or a spelling.
    Office,
    /// The party of a contest.
    PartyOfContest,
    /// The party of a candidate.
    PartyOfCandidate,
    /// The party of a holder.
    PartyOfHolder,
    /// A party for which the source gives two names: the preferred one, then the other.
    PartySpelling,
    /// A party for which the source gives a colour.
    PartyColour,
}

impl Role {
    /// Returns true if the name is that of a person.
    pub const fn is_person(self) -> bool {
        matches!(
            self,
            Self::Candidate
                | Self::HolderThen
                | Self::Holder
                | Self::Successor
                | Self::Claimed
                | Self::Described
                | Self::Tied
                | Self::Spelling
        )
    }
}

/// The series in which a person is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within<'s> {
    /// The series of this contest.
    Contest(&'s ContestMention),
    /// The series of this office.
    Office(&'s str),
    /// The ties on this page.
    Page(&'s str),
    /// The ties on this page that name people without a link.
    PageByName(&'s str),
    /// No series: the person is in a claim, or the name is not that of a person.
    Nothing,
}

/// A name, or a contest as a source names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named<'s> {
    /// The name of a person, office or party.
    Name(&'s str),
    /// A contest.
    Contest(&'s ContestMention),
}

macro_rules! walk {
    ($statement:ident, $to:ident, $name:ident, $contest:ident $(, $mut:tt)?) => {
        match $statement {
            Statement::Contest { contest, says } => {
                match says {
                    ContestSays::Before(Holder::Person(name)) | ContestSays::After(Holder::Person(name)) => {
                        $name!($to, Role::HolderThen, name, Within::Contest(contest));
                    }
                    ContestSays::Previous(other) | ContestSays::Next(other) => $contest!($to, Role::Neighbour, other),
                    ContestSays::Office(name) => $name!($to, Role::Office, name, Within::Contest(contest)),
                    ContestSays::Party(name) => $name!($to, Role::PartyOfContest, name, Within::Contest(contest)),
                    _ => {}
                }
                $contest!($to, Role::Contest, contest);
            }
            Statement::Candidacy { contest, person, says } => {
                $name!($to, Role::Candidate, person, Within::Contest(contest));
                if let CandidacySays::Party(name) = says {
                    $name!($to, Role::PartyOfCandidate, name, Within::Contest(contest));
                }
                $contest!($to, Role::Contest, contest);
            }
            Statement::Tenure(says) => {
                let says = & $($mut)? **says;
                $name!($to, Role::Holder, & $($mut)? says.person, Within::Office(&says.office));
                if let Some(name) = & $($mut)? says.party {
                    $name!($to, Role::PartyOfHolder, name, Within::Office(&says.office));
                }
                $name!($to, Role::Office, & $($mut)? says.office, Within::Nothing);
                if let Some(contest) = & $($mut)? says.contest {
                    $contest!($to, Role::Through, contest);
                }
            }
            Statement::Succession(says) => {
                let says = & $($mut)? **says;
                $name!($to, Role::Successor, & $($mut)? says.from, Within::Office(&says.office));
                $name!($to, Role::Successor, & $($mut)? says.to, Within::Office(&says.office));
                $name!($to, Role::Office, & $($mut)? says.office, Within::Nothing);
                if let Some(contest) = & $($mut)? says.contest {
                    $contest!($to, Role::Through, contest);
                }
            }
            Statement::Claim(claim) => match & $($mut)? **claim {
                Claim::Meetings { contest, a, b, .. } => {
                    $name!($to, Role::Claimed, a, Within::Nothing);
                    $name!($to, Role::Claimed, b, Within::Nothing);
                    $contest!($to, Role::Claimed, contest);
                }
                Claim::FirstSelectorate { contest, .. } => $contest!($to, Role::Claimed, contest),
                Claim::FirstDefeat { contest, person } => {
                    if let Some(person) = person {
                        $name!($to, Role::Claimed, person, Within::Nothing);
                    }
                    $contest!($to, Role::Claimed, contest);
                }
                Claim::Held { office, person, .. } => {
                    $name!($to, Role::Claimed, person, Within::Nothing);
                    $name!($to, Role::Office, office, Within::Nothing);
                }
                Claim::Attempt { contest, person, .. }
                | Claim::Reelected { contest, person }
                | Claim::Unopposed { contest, person }
                | Claim::Withdrew { contest, person, .. } => {
                    $name!($to, Role::Claimed, person, Within::Nothing);
                    $contest!($to, Role::Claimed, contest);
                }
                Claim::Figures { candidate: Some(person), .. } => $name!($to, Role::Claimed, person, Within::Nothing),
                Claim::Figures { candidate: None, .. } => {}
                Claim::Died { person, .. } | Claim::Spell { person, .. } | Claim::Ran { person, .. } | Claim::Stood { person, .. } => $name!($to, Role::Claimed, person, Within::Nothing),
            },
            Statement::SameName { office, name, also } => {
                $name!($to, Role::Spelling, name, Within::Office(office));
                $name!($to, Role::Spelling, also, Within::Office(office));
                $name!($to, Role::Office, office, Within::Nothing);
            }
            Statement::SameParty { name, also } => {
                $name!($to, Role::PartySpelling, name, Within::Nothing);
                $name!($to, Role::PartySpelling, also, Within::Nothing);
            }
            Statement::Person { person, .. } => $name!($to, Role::Described, person, Within::Nothing),
            Statement::Tie(says) => {
                let says = & $($mut)? **says;
                for end in [& $($mut)? says.from, & $($mut)? says.to] {
                    match end {
                        TieEnd::Person(name) if says.by_name => {
                            let within = match (& says.contest, & says.office) {
                                // The names of an article on a contest are those of its office.
                                (Some(contest), _) => Within::Contest(contest),
                                (None, Some(office)) => Within::Office(office),
                                (None, None) if *name == says.page => Within::Page(& says.page),
                                (None, None) => Within::PageByName(& says.page),
                            };
                            $name!($to, Role::Tied, name, within);
                        }
                        TieEnd::Person(name) => $name!($to, Role::Tied, name, Within::Page(&says.page)),
                        TieEnd::Group(name) => $name!($to, Role::TiedGroup, name, Within::Nothing),
                        TieEnd::Party(name) => $name!($to, Role::PartyOfTie, name, Within::Nothing),
                    }
                }
                if let Some(name) = & $($mut)? says.office {
                    $name!($to, Role::OfficeOfTie, name, Within::Nothing);
                }
                if let Some(contest) = & $($mut)? says.contest {
                    $contest!($to, Role::Through, contest);
                }
            }
            Statement::PartyColour { party, .. } => $name!($to, Role::PartyColour, party, Within::Nothing),
        }
    };
}

macro_rules! tell {
    ($to:ident, $role:expr, $name:expr, $within:expr) => {
        $to($role, Named::Name($name), $within)
    };
}

macro_rules! tell_contest {
    ($to:ident, $role:expr, $contest:expr) => {
        $to($role, Named::Contest($contest), Within::Nothing)
    };
}

macro_rules! rename {
    ($to:ident, $role:expr, $name:expr, $within:expr) => {{
        let name = $name;
        if let Some(new) = $to($role, Named::Name(&*name), $within) {
            *name = new.into();
        }
    }};
}

macro_rules! rename_contest {
    ($to:ident, $role:expr, $contest:expr) => {{
        let contest = $contest;
        if let Some(new) = $to($role, Named::Contest(&*contest), Within::Nothing) {
            contest.title = new.into();
        }
    }};
}

/// Calls `to` with each name in a statement and its role.
pub fn visit<'s>(statement: &'s Statement, to: &mut impl FnMut(Role, Named<'s>, Within<'s>)) {
    walk!(statement, to, tell, tell_contest);
}

/// Replaces each name in a statement for which `to` returns another one.
pub fn rename(statement: &mut Statement, to: &mut impl FnMut(Role, Named<'_>, Within<'_>) -> Option<String>) {
    walk!(statement, to, rename, rename_contest, mut);
}

/// Calls `to` with each person in a statement.
pub fn people<'s>(statement: &'s Statement, to: &mut impl FnMut(Role, &'s str, Within<'s>)) {
    visit(statement, &mut |role, named, within| {
        if let (Named::Name(name), true) = (named, role.is_person()) {
            to(role, name, within);
        }
    });
}

/// Calls `to` with each office, party and contest title in a statement.
pub fn groups<'s>(statement: &'s Statement, to: &mut impl FnMut(Role, &'s str)) {
    visit(statement, &mut |role, named, _| match named {
        Named::Name(name) if !role.is_person() => to(role, name),
        Named::Contest(contest) if role == Role::Contest => to(role, &contest.title),
        _ => {}
    });
}

/// Returns a name if it can be the title of a wiki page: a person, or a contest that the source names by its exact
/// title.
fn title(role: Role, named: Named<'_>) -> Option<&str> {
    match (role, named) {
        (Role::Spelling, _) => None,
        (_, Named::Name(name)) => role.is_person().then_some(name),
        (Role::Contest | Role::Neighbour, Named::Contest(contest)) => contest.exact.then_some(&*contest.title),
        _ => None,
    }
}

/// Calls `to` with each name that can be the title of a wiki page: people, and contests with exact titles.
pub fn titles<'s>(statement: &'s Statement, to: &mut impl FnMut(&'s str)) {
    visit(statement, &mut |role, named, _| title(role, named).into_iter().for_each(&mut *to));
}

/// Replaces each name that can be the title of a wiki page and for which `to` returns another one.
pub fn retitle(statement: &mut Statement, to: &mut impl FnMut(Role, &str) -> Option<String>) {
    rename(statement, &mut |role, named, _| to(role, title(role, named)?));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{PersonSays, SuccessionSays, TenureSays, TieKind, TieSays};
    use crate::wikitext::Date;

    fn mention(title: &str) -> ContestMention {
        ContestMention::titled(title)
    }

    /// Returns a statement of each kind that contains names.
    fn samples() -> Vec<Statement> {
        let contest = |says| Statement::Contest { contest: mention("C"), says };
        let claim = |claim| Statement::Claim(Box::new(claim));
        let text = |text: &str| text.to_string();
        let date = Date::parse("2001").unwrap();
        vec![
            contest(ContestSays::Before(Holder::Person("P".into()))),
            contest(ContestSays::Next(mention("D"))),
            contest(ContestSays::Office("O".into())),
            contest(ContestSays::Party("Q".into())),
            Statement::Candidacy { contest: mention("C"), person: "P".into(), says: CandidacySays::Party("Q".into()) },
            Statement::Tenure(Box::new(TenureSays {
                office: text("O"),
                person: text("P"),
                party: Some(text("Q")),
                contest: Some(mention("C")),
                ..TenureSays::default()
            })),
            Statement::Succession(Box::new(SuccessionSays {
                office: text("O"),
                from: text("P"),
                to: text("R"),
                left: None,
                ended: None,
                began: None,
                contest: Some(mention("C")),
            })),
            claim(Claim::Meetings {
                contest: mention("C"),
                a: text("P"),
                b: text("R"),
                place: None,
                total: None,
                last: false,
            }),
            claim(Claim::Held { office: text("O"), person: text("P"), from: None, to: None }),
            claim(Claim::FirstDefeat { contest: mention("C"), person: Some(text("P")) }),
            claim(Claim::Reelected { contest: mention("C"), person: text("P") }),
            claim(Claim::Died { person: text("P"), date }),
            Statement::SameName { office: text("O"), name: text("P"), also: text("R") },
            Statement::SameParty { name: text("Q"), also: text("S") },
            Statement::Person { person: "P".into(), says: PersonSays::Born(date) },
            Statement::Tie(Box::new(TieSays {
                office: Some(text("O")),
                contest: Some(mention("C")),
                ..TieSays::new(TieEnd::Person(text("P")), TieKind::MemberOf, TieEnd::Party(text("Q")))
            })),
            Statement::Tie(Box::new(TieSays::new(
                TieEnd::Person(text("P")),
                TieKind::MemberOf,
                TieEnd::Group(text("S")),
            ))),
            Statement::PartyColour { party: text("Q"), colour: text("#123456") },
        ]
    }

    fn names(statement: &Statement) -> Vec<(Role, String)> {
        let mut found = Vec::new();
        visit(statement, &mut |role, named, _| {
            let name = match named {
                Named::Name(name) => name,
                Named::Contest(contest) => &contest.title,
            };
            found.push((role, name.to_string()));
        });
        found
    }

    #[test]
    fn every_name_is_told_and_can_be_another() {
        for mut statement in samples() {
            let before = names(&statement);
            // Each name of a sample is one letter, and nothing else in a sample is a string of one of these letters.
            let written = serde_json::to_string(&statement).unwrap();
            let told = ["C", "D", "O", "P", "Q", "R", "S"].map(|name| written.matches(&format!("\"{name}\"")).count());
            assert_eq!(told.iter().sum::<usize>(), before.len(), "{written}");
            rename(&mut statement, &mut |_, named, _| {
                Some(match named {
                    Named::Name(name) => format!("{name}'"),
                    Named::Contest(contest) => format!("{}'", contest.title),
                })
            });
            let after: Vec<_> = before.iter().map(|(role, name)| (*role, format!("{name}'"))).collect();
            assert_eq!(names(&statement), after);
        }
    }

    #[test]
    fn titles_of_pages_are_people_and_contests_by_their_title() {
        let mut found = Vec::new();
        for statement in samples() {
            titles(&statement, &mut |name| found.push(name.to_string()));
        }
        found.sort();
        found.dedup();
        assert_eq!(found, ["C", "D", "P", "R"]);
        let vague = Statement::Contest { contest: ContestMention::dated("C"), says: ContestSays::Documented };
        titles(&vague, &mut |name| panic!("{name} is put together, and no title"));
    }
}

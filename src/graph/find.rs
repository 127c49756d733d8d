//! Looks up names as people type them: in any case, without diacritics, by surname.

use super::{ContestId, OfficeId, PartyId, PersonId, PoliticalGraph};
use crate::wikitext::{fold, fold_title};
use strsim::jaro_winkler;

/// A person, contest, office or party, as found by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// A person.
    Person(PersonId),
    /// A contest.
    Contest(ContestId),
    /// An office.
    Office(OfficeId),
    /// A party.
    Party(PartyId),
}

/// The result of a look-up by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup<T> {
    /// Exactly one match.
    One(T),
    /// More than one match; all of them.
    Many(Vec<T>),
    /// No match; the most similar names, at most five.
    None(Vec<String>),
}

impl PoliticalGraph {
    /// Sets the colour of every party to what `colour` returns for it; `None` removes the colour. The arguments of
    /// `colour` are the party's names, the displayed name first, and the colour that sources give. O(parties).
    pub fn colour_parties(&mut self, mut colour: impl FnMut(&[&str], Option<&str>) -> Option<String>) {
        for party in &mut self.parties {
            let names: Vec<&str> = party.names().collect();
            let given = party.colour.best().map(String::as_str);
            let found = colour(&names, given);
            if found.as_deref() != given {
                let set = |colour| super::Values::only(colour, crate::facts::Confidence::Table);
                party.colour = found.map(set).unwrap_or_default();
            }
        }
    }

    /// Finds a person by full name, by any spelling, or by surname.
    pub fn find_person(&self, name: &str) -> Lookup<PersonId> {
        if name.contains(':')
            && let Some(person) = self.people.iter().find(|person| person.has_id(name.trim()))
        {
            return Lookup::One(person.id);
        }
        let names = self.people.iter().map(|p| (p.id, p.name.as_str(), p.spellings.as_slice()));
        let found = look(name, names.clone());
        // In "Ann Ash (Leader of X)" the qualifier says which of two people of that name is meant.
        if let (Lookup::None(_), Some((name, place))) =
            (&found, name.trim().strip_suffix(')').and_then(|n| n.rsplit_once(" (")))
        {
            let place = fold_title(place);
            let here = |id: &PersonId| self.place_of(*id).is_some_and(|p| fold_title(p) == place);
            if let Lookup::Many(all) = look(name, names)
                && let [one] = all.into_iter().filter(here).collect::<Vec<_>>()[..]
            {
                return Lookup::One(one);
            }
        }
        found
    }

    /// Returns the qualifier that distinguishes a person from namesakes: the first office held or stood for, else the
    /// first contest.
    pub fn place_of(&self, id: PersonId) -> Option<&str> {
        let person = self.person(id);
        let held = person.tenures.first().map(|t| self.tenure(*t).office);
        let contest = || person.candidacies.first().map(|c| self.contest(self.candidacy(*c).contest));
        let office = held.or_else(|| contest().and_then(|c| c.office));
        office.map(|o| self.office(o).name.as_str()).or_else(|| contest().map(|c| c.title.as_str()))
    }

    /// Returns the qualifier if somebody else has the same name; `None` if the name is unique.
    pub fn told_apart_by(&self, id: PersonId) -> Option<&str> {
        // People are sorted by name, so namesakes are adjacent.
        let name = |at: Option<usize>| at.and_then(|i| self.people().get(i)).map(|p| p.name.as_str());
        let own = name(Some(id.index()));
        let shared = name(id.index().checked_sub(1)) == own || name(Some(id.index() + 1)) == own;
        self.place_of(id).filter(|_| shared)
    }

    /// Finds a contest by its title, or by words of its title such as the year.
    pub fn find_contest(&self, name: &str) -> Lookup<ContestId> {
        look(name, self.contests.iter().map(|c| (c.id, c.title.as_str(), &[][..])))
    }

    /// Finds an office by name, or by the name of the party that it belongs to.
    pub fn find_office(&self, name: &str) -> Lookup<OfficeId> {
        let direct = look(name, self.offices.iter().map(|o| (o.id, o.name.as_str(), &[][..])));
        let Lookup::None(near) = direct else { return direct };
        match self.find_party(name) {
            Lookup::One(party) => {
                let held: Vec<OfficeId> =
                    self.offices.iter().filter(|o| o.party == Some(party)).map(|o| o.id).collect();
                match held.as_slice() {
                    [] => Lookup::None(near),
                    [one] => Lookup::One(*one),
                    _ => Lookup::Many(held),
                }
            }
            _ => Lookup::None(near),
        }
    }

    /// Finds a group by its name.
    pub fn find_group(&self, name: &str) -> Option<super::GroupId> {
        let folded = fold_title(name);
        self.groups.iter().find(|group| fold_title(&group.name) == folded).map(|group| group.id)
    }

    /// Finds a party by any of its names.
    pub fn find_party(&self, name: &str) -> Lookup<PartyId> {
        look(name, self.parties.iter().map(|p| (p.id, p.name.as_str(), p.also.as_slice())))
    }

    /// Finds a person, party, office or contest by name, in this order. Exact names of offices and parties come before
    /// all.
    pub fn find(&self, name: &str) -> Lookup<Found> {
        let mut near = Vec::new();
        let mut part = |found: Lookup<Found>| match found {
            Lookup::None(names) => {
                near.extend(names);
                None
            }
            other => Some(other),
        };
        // An exact name of an office or a party takes precedence over a part of another name.
        let exact = fold_title(name);
        if let Some(office) = self.offices.iter().find(|o| fold_title(&o.name) == exact) {
            return Lookup::One(Found::Office(office.id));
        }
        if let Some(party) = self.parties.iter().find(|p| fold_title(&p.name) == exact) {
            return Lookup::One(Found::Party(party.id));
        }
        part(map(self.find_person(name), Found::Person))
            .or_else(|| part(map(self.find_party(name), Found::Party)))
            .or_else(|| part(map(self.find_office(name), Found::Office)))
            .or_else(|| part(map(self.find_contest(name), Found::Contest)))
            .unwrap_or_else(|| {
                near.sort_by(|a, b| likeness(name, b).total_cmp(&likeness(name, a)).then_with(|| a.cmp(b)));
                near.truncate(5);
                Lookup::None(near)
            })
    }

    /// Returns the displayed name of what was found.
    pub fn name_of(&self, found: Found) -> &str {
        match found {
            Found::Person(id) => &self.person(id).name,
            Found::Contest(id) => &self.contest(id).title,
            Found::Office(id) => &self.office(id).name,
            Found::Party(id) => &self.party(id).name,
        }
    }
}

fn map<A, B>(lookup: Lookup<A>, make: impl Fn(A) -> B) -> Lookup<B> {
    match lookup {
        Lookup::One(a) => Lookup::One(make(a)),
        Lookup::Many(all) => Lookup::Many(all.into_iter().map(make).collect()),
        Lookup::None(names) => Lookup::None(names),
    }
}

fn likeness(a: &str, b: &str) -> f64 {
    let (a, b) = (fold(a), fold(b));
    b.split(' ').map(|word| jaro_winkler(&a, word)).fold(jaro_winkler(&a, &b), f64::max)
}

/// A test of a name and its other spellings.
type Test<'t> = &'t dyn Fn(&str, &[String]) -> bool;

/// Looks for the whole name, then for another spelling, then for a name that ends with these words, then for a name
/// that contains all of them in any order. The first test that matches anything decides.
fn look<'a, T: Copy>(wanted: &str, names: impl Iterator<Item = (T, &'a str, &'a [String])> + Clone) -> Lookup<T> {
    let wanted_folded = fold_title(wanted);
    if wanted_folded.is_empty() {
        return Lookup::None(Vec::new());
    }
    let words: Vec<&str> = wanted_folded.split(' ').collect();
    let whole = |name: &str| fold_title(name) == wanted_folded;
    let ends = |name: &str| {
        let name = fold_title(name);
        name.strip_suffix(&wanted_folded).is_some_and(|head| head.ends_with(' '))
    };
    let holds = |name: &str| {
        let name = fold_title(name);
        let have: Vec<&str> = name.split(' ').collect();
        words.iter().all(|w| have.iter().any(|h| h.trim_matches(['(', ')']) == *w || h == w))
    };
    let tests: [Test<'_>; 4] = [
        &|name, _| whole(name),
        &|_, also| also.iter().any(|a| whole(a)),
        &|name, also| ends(name) || also.iter().any(|a| ends(a)),
        &|name, _| holds(name),
    ];
    for test in tests {
        let found: Vec<T> = names.clone().filter(|(_, name, also)| test(name, also)).map(|(id, ..)| id).collect();
        match found.as_slice() {
            [] => {}
            [one] => return Lookup::One(*one),
            _ => return Lookup::Many(found),
        }
    }
    let mut near: Vec<(f64, &str)> =
        names.map(|(_, name, _)| (likeness(wanted, name), name)).filter(|(score, _)| *score > 0.75).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    near.dedup_by(|a, b| a.1 == b.1);
    Lookup::None(near.into_iter().take(5).map(|(_, name)| name.to_string()).collect())
}

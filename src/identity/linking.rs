//! Links the rows of a list to the people of a graph, by names, years, parties, places, births and ids.

use super::matching::{SAME, UNSURE, doubt, gap};
use super::names::{Census, Keys, Name, Words, compare};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What is known of somebody: of a row of a list, or of a person of a graph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Every name.
    pub names: Vec<String>,
    /// The first and last year of activity.
    pub years: Option<(i32, i32)>,
    /// The year of birth.
    pub born: Option<i32>,
    /// The names of parties, folded.
    pub parties: BTreeSet<String>,
    /// Names of places, offices and contests, folded.
    pub places: BTreeSet<String>,
    /// Ids as `scheme:value`.
    pub ids: BTreeSet<String>,
}

/// A person whom a row may mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The index of the person.
    pub person: usize,
    /// The distance, from 0, with all evidence included.
    pub distance: f32,
    /// The evidence in words.
    pub reason: String,
}

/// The people whom a row may mean, nearest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Linked {
    /// True if the row surely means the first of them.
    pub certain: bool,
    /// At most [`MOST`] people.
    pub links: Vec<Link>,
}

/// The most people that are named for a row.
pub const MOST: usize = 5;
/// How much farther the second person must be for the first to be certain.
const AHEAD: f32 = 0.12;
/// Blocks of more names are compared only by given name and surname together.
const BLOCK: usize = 2_000;

/// What a party, a place and a birth add to the distance if both sides name them: where they agree, and where not.
const PARTY: [f32; 2] = [-0.03, 0.08];
const PLACE: [f32; 2] = [-0.03, 0.02];
const BORN: [f32; 2] = [-0.08, 0.4];

/// The names of the people, with how common they are.
struct Index<'p> {
    people: &'p [Known],
    names: Vec<(usize, Name)>,
    by_surname: HashMap<String, Vec<usize>>,
    by_both: HashMap<String, Vec<usize>>,
    census: Census,
    words: Words,
    namesakes: HashMap<String, usize>,
}

impl<'p> Index<'p> {
    fn of(people: &'p [Known]) -> Self {
        let mut index = Self {
            people,
            names: Vec::new(),
            by_surname: HashMap::new(),
            by_both: HashMap::new(),
            census: Census::default(),
            words: Words::default(),
            namesakes: HashMap::new(),
        };
        for (person, known) in people.iter().enumerate() {
            for (nth, text) in known.names.iter().enumerate() {
                let name = Name::read(text);
                if nth == 0 {
                    index.census.count(&name);
                }
                *index.namesakes.entry(name.folded()).or_default() += usize::from(nth == 0);
                let at = index.names.len();
                let keys = Keys::of(&name);
                for surname in &keys.surname {
                    index.by_surname.entry(surname.clone()).or_default().push(at);
                }
                for both in both(&keys) {
                    index.by_both.entry(both).or_default().push(at);
                }
                index.names.push((person, name));
            }
        }
        let counted: BTreeMap<&str, usize> = index.namesakes.iter().map(|(name, n)| (name.as_str(), *n)).collect();
        index.words = Words::of(counted);
        index
    }

    /// Returns the indices of names that may be like this one.
    fn candidates(&self, name: &Name) -> BTreeSet<usize> {
        let keys = Keys::of(name);
        let small = |key: &String| self.by_surname.get(key).filter(|block| block.len() <= BLOCK);
        let mut found: BTreeSet<usize> = keys.surname.iter().filter_map(small).flatten().copied().collect();
        found.extend(both(&keys).iter().filter_map(|key| self.by_both.get(key)).flatten());
        found
    }

    /// Returns the nearest of a person's names to a row, with all evidence.
    fn link(&self, row: &Known, name: &Name, person: usize, other: &Name) -> Option<Link> {
        let found = compare(name, other)?;
        let known = &self.people[person];
        let text = name.folded();
        let namesakes = self.census.namesakes(name).max(self.census.namesakes(other));
        let namesakes = match self.namesakes.get(&text).filter(|_| text == other.folded()) {
            Some(people) => namesakes.min(self.words.namesakes(&text, *people)),
            None => namesakes,
        };
        let years = gap(row.years, known.years);
        let mut distance = found.total() + doubt(years, namesakes);
        let is_same = text == other.folded();
        let mut words = vec![if is_same { "the same name".to_string() } else { "a similar name".to_string() }];
        if row.years.is_some() && known.years.is_some() {
            words.push(if years == 0 { "the years fit".into() } else { format!("{years} years apart") });
        }
        let of = |agree: bool, [yes, no]: [f32; 2]| if agree { yes } else { no };
        if !row.parties.is_empty() && !known.parties.is_empty() {
            let agree = !row.parties.is_disjoint(&known.parties);
            distance += of(agree, PARTY);
            words.push(if agree { "one party".into() } else { "other parties".into() });
        }
        if !row.places.is_empty() && !known.places.is_empty() {
            let agree = row.places.iter().any(|place| known.places.iter().any(|own| own.contains(place.as_str())));
            distance += of(agree, PLACE);
            words.extend(agree.then(|| "one place".to_string()));
        }
        if let (Some(a), Some(b)) = (row.born, known.born) {
            let agree = a.abs_diff(b) <= 1;
            distance += of(agree, BORN);
            words.push(if agree { "born in one year".into() } else { format!("born {a} and {b}") });
        }
        if !row.ids.is_disjoint(&known.ids) {
            distance = 0.0;
            words.insert(0, "one id".into());
        }
        Some(Link { person, distance: distance.max(0.0), reason: words.join("; ") })
    }
}

/// Returns the keys of given name and surname together, in either order.
fn both(keys: &Keys) -> Vec<String> {
    let pair = |a: &String, b: &String| if a <= b { format!("{a}+{b}") } else { format!("{b}+{a}") };
    keys.surname.iter().flat_map(|surname| keys.given.iter().map(move |given| pair(surname, given))).collect()
}

/// Links each row to the people it may mean. About linear in both lists: only names that share the sounds of their
/// surnames are compared.
pub fn link(rows: &[Known], people: &[Known]) -> Vec<Linked> {
    let index = Index::of(people);
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    for (at, known) in people.iter().enumerate() {
        known.ids.iter().for_each(|id| {
            by_id.entry(id).or_insert(at);
        });
    }
    let one = |row: &Known| {
        let mut best: BTreeMap<usize, Link> = BTreeMap::new();
        for name in row.names.iter().map(|name| Name::read(name)) {
            for at in index.candidates(&name) {
                let (person, other) = &index.names[at];
                let Some(link) = index.link(row, &name, *person, other).filter(|l| l.distance <= UNSURE) else {
                    continue;
                };
                let kept = best.entry(*person).or_insert_with(|| link.clone());
                if link.distance < kept.distance {
                    *kept = link;
                }
            }
        }
        // An id leads to its person whatever the name.
        for person in row.ids.iter().filter_map(|id| by_id.get(id.as_str())) {
            best.insert(*person, Link { person: *person, distance: 0.0, reason: "one id".into() });
        }
        let mut links: Vec<Link> = best.into_values().collect();
        links.sort_by(|a, b| a.distance.total_cmp(&b.distance).then(a.person.cmp(&b.person)));
        let ahead = links.get(1).is_none_or(|second| second.distance >= links[0].distance + AHEAD);
        let certain = links.first().is_some_and(|first| first.distance <= SAME) && ahead;
        links.truncate(MOST);
        Linked { certain, links }
    };
    rows.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(name: &str, years: (i32, i32), party: &str) -> Known {
        Known { names: vec![name.into()], years: Some(years), parties: [party.to_string()].into(), ..Known::default() }
    }

    #[test]
    fn rows_are_linked_to_people() {
        let people = [
            known("Zeno Quillfeather", (1900, 1920), "red"),
            known("John Smith", (1900, 1910), "red"),
            known("John Smith", (1902, 1912), "blue"),
            known("Ann Ash", (1990, 2000), "red"),
        ];
        let row = |name: &str| Known { names: vec![name.into()], years: Some((1905, 1905)), ..Known::default() };
        let mut by_id = row("Somebody Else");
        by_id.ids.insert("wikidata:Q1".into());
        let mut people = people.to_vec();
        people[3].ids.insert("wikidata:Q1".into());
        let rows = [row("Quillfeather, Zeno"), row("John Smith"), row("Nobody Atall"), by_id];
        let found = link(&rows, &people);
        assert!(found[0].certain && found[0].links[0].person == 0, "{:?}", found[0]);
        assert!(!found[1].certain && found[1].links.len() == 2, "{:?}", found[1]);
        assert!(found[2].links.is_empty());
        assert!(found[3].certain && found[3].links[0].person == 3);
        let blue = Known { parties: ["blue".to_string()].into(), ..row("John Smith") };
        assert_eq!(link(&[blue], &people)[0].links[0].person, 2);
    }
}

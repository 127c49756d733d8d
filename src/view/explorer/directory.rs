//! An index of all names: their slugs, the qualifiers that tell namesakes apart, and search as the user types.

use super::address::Kind;
use crate::graph::returns::{NO_YEAR, Returns};
use crate::store::{ContestName, Held, Names};
use crate::wikitext::fold;
use crate::wikitext::slug;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

/// The names of one kind. A *number* is the index of a thing in the list.
#[derive(Default)]
struct List {
    names: Vec<Box<str>>,
    slugs: Vec<Box<str>>,
    /// All numbers, in the order of their slugs.
    sorted: Vec<u32>,
    /// Slugs that several names would have, each with the numbers of those names.
    shared: BTreeMap<Box<str>, Vec<u32>>,
    /// The qualifiers of names that share a slug, by number.
    notes: HashMap<u32, String>,
    /// All numbers in alphabetical order, computed when first needed.
    ordered: OnceLock<Vec<u32>>,
}

impl List {
    /// Gives each name a unique slug. If several names have the same slug, each gets the year from `year`, or a number.
    fn new(names: Vec<Box<str>>, year: impl Fn(u32) -> Option<String>) -> Self {
        let mut list = Self { slugs: names.iter().map(|n| slug(n).into()).collect(), names, ..Self::default() };
        let mut order: Vec<u32> = (0..list.names.len() as u32).collect();
        order.sort_by(|a, b| list.slugs[*a as usize].cmp(&list.slugs[*b as usize]).then(a.cmp(b)));
        let groups: Vec<Vec<u32>> = order
            .chunk_by(|a, b| list.slugs[*a as usize] == list.slugs[*b as usize])
            .filter(|group| group.len() > 1)
            .map(<[u32]>::to_vec)
            .collect();
        let bases: Vec<Box<str>> = groups.iter().map(|g| list.slugs[g[0] as usize].clone()).collect();
        let mut taken: HashSet<Box<str>> = HashSet::new();
        if !groups.is_empty() {
            taken.extend(list.slugs.iter().cloned());
        }
        for (group, base) in groups.into_iter().zip(bases) {
            // The first suffix that may be free for each stem. All smaller suffixes are taken.
            let mut free: HashMap<String, u32> = HashMap::new();
            for number in &group {
                let year = year(*number);
                let wished = year.as_ref().map_or_else(|| format!("{base}-2"), |y| format!("{base}-{y}"));
                let mut word: Box<str> = wished.as_str().into();
                let first = if year.is_some() { 2 } else { 3 };
                let stem = if year.is_some() { wished.as_str() } else { &*base };
                let next = free.entry(stem.to_string()).or_insert(first);
                while !taken.insert(word.clone()) {
                    word = format!("{stem}-{next}").into();
                    *next += 1;
                }
                list.slugs[*number as usize] = word;
            }
            list.shared.insert(base, group);
        }
        order.sort_by(|a, b| list.slugs[*a as usize].cmp(&list.slugs[*b as usize]));
        list.sorted = order;
        list
    }

    fn find(&self, word: &str) -> Option<u32> {
        self.sorted.binary_search_by(|n| (*self.slugs[*n as usize]).cmp(word)).ok().map(|at| self.sorted[at])
    }
}

/// A result of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    /// The kind of thing.
    pub(super) kind: Kind,
    /// The number of the thing within its kind.
    pub(super) number: u32,
    /// The spelling that matched, if it is not the name itself.
    pub(super) spelling: Option<String>,
}

/// The first and the last year of a person; the first is later than the last if none is known.
type Years = (i32, i32);

/// Returns each person's first and last year in a contest, and the number of contests.
fn active(people: usize, returns: &Returns) -> (Vec<Years>, Vec<u16>) {
    let mut years = vec![(i32::MAX, i32::MIN); people];
    let mut stood = vec![0_u16; people];
    for contest in 0..returns.contests() {
        let year = returns.year[contest];
        let mut seen: Vec<u32> =
            returns.all_rows(contest).map(|row| returns.people[returns.person[row] as usize]).collect();
        if returns.ballots(contest).len() > 1 {
            seen.sort_unstable();
            seen.dedup();
        }
        for person in seen {
            let at = person as usize;
            stood[at] = stood[at].saturating_add(1);
            if year != NO_YEAR {
                years[at] = (years[at].0.min(year), years[at].1.max(year));
            }
        }
    }
    (years, stood)
}

/// Adds the years in which tenures began, for people without a dated candidacy.
fn add_years_held(years: &mut [Years], held: &[Held]) {
    let mut years_held = BTreeMap::new();
    for tenure in held {
        let at = tenure.person.index();
        let from = tenure.from.and_then(|d| d.first_year()).filter(|_| years.get(at) == Some(&(i32::MAX, i32::MIN)));
        if let Some(year) = from {
            let span = years_held.entry(at).or_insert((year, year));
            *span = (span.0.min(year), span.1.max(year));
        }
    }
    for (at, span) in years_held {
        years[at] = span;
    }
}

/// Returns the list of people, with their years as qualifiers if several share a slug.
fn people_list(names: Vec<Box<str>>, years: &[Years]) -> List {
    let first = |n: u32| Some(years[n as usize].0).filter(|y| (0..=9999).contains(y)).map(|y| y.to_string());
    let mut people = List::new(names, first);
    for number in people.shared.values().flatten() {
        let (first, last) = years[*number as usize];
        let note = match first.cmp(&last) {
            std::cmp::Ordering::Less => format!("{first}–{last}"),
            std::cmp::Ordering::Equal => first.to_string(),
            std::cmp::Ordering::Greater => continue,
        };
        people.notes.insert(*number, note);
    }
    people
}

/// Returns the list of contests, with date and office as qualifiers if several share a slug.
fn contest_list(contests: &[ContestName], offices: &[Box<str>]) -> List {
    let titles = contests.iter().map(|c| c.title.clone()).collect();
    let year = |n: u32| contests[n as usize].date.and_then(|d| d.first_year()).map(|y| y.to_string());
    let mut list = List::new(titles, year);
    for number in list.shared.values().flatten() {
        let contest = &contests[*number as usize];
        let office = contest.office.and_then(|o| offices.get(o.index())).map(ToString::to_string);
        let note: Vec<String> = contest.date.map(|d| d.long()).into_iter().chain(office).collect();
        list.notes.insert(*number, note.join(", "));
    }
    list
}

/// The index of everything that has a name.
pub(super) struct Directory {
    lists: [List; 4],
    contests: Vec<ContestName>,
    /// All names in folded form, one per line.
    text: String,
    /// The byte offset in `text` at which each line begins.
    starts: Vec<u32>,
    /// The kind and number that each line names, and the spelling as written if it is not the main name.
    lines: Vec<(Kind, u32, Option<Box<str>>)>,
    /// The number of contests in which each person stood.
    stood: Vec<u16>,
}

impl Directory {
    /// Creates the index. `returns` give the years in which people stood and how often; `held` gives the years of
    /// people who only held offices. O(n log n).
    pub(super) fn new(mut names: Names, returns: &Returns, held: &[Held]) -> Self {
        let (mut years, stood) = active(names.people.len(), returns);
        add_years_held(&mut years, held);
        let people = people_list(std::mem::take(&mut names.people), &years);
        let contests = std::mem::take(&mut names.contests);
        let by_title = contest_list(&contests, &names.offices);
        let offices = List::new(std::mem::take(&mut names.offices), |_| None);
        let parties = List::new(std::mem::take(&mut names.parties), |_| None);
        let mut directory = Self {
            lists: [people, parties, offices, by_title],
            contests,
            text: String::from("\n"),
            starts: Vec::new(),
            lines: Vec::new(),
            stood,
        };
        directory.index(&names);
        directory
    }

    fn index(&mut self, names: &Names) {
        for kind in Kind::ALL {
            for number in 0..self.list(kind).names.len() {
                let folded = fold(&self.list(kind).names[number]);
                self.line(&folded, kind, number as u32, None);
                // Names in other scripts are also indexed in Latin letters, as in their slugs.
                if folded.chars().any(|c| c.is_alphabetic() && !c.is_ascii()) {
                    let latin = slug(&self.list(kind).names[number]).replace('-', " ");
                    if latin != folded {
                        self.line(&latin, kind, number as u32, None);
                    }
                }
            }
        }
        for (id, spelling) in &names.spellings {
            self.line(&fold(spelling), Kind::Person, id.index() as u32, Some(spelling));
        }
        for (id, spelling) in &names.also {
            self.line(&fold(spelling), Kind::Party, id.index() as u32, Some(spelling));
        }
    }

    fn line(&mut self, folded: &str, kind: Kind, number: u32, spelling: Option<&str>) {
        // Offsets are 32 bits wide. Names after the first 4 GiB of text have pages but cannot be searched.
        let Ok(start) = u32::try_from(self.text.len()) else { return };
        self.starts.push(start);
        self.lines.push((kind, number, spelling.map(Into::into)));
        self.text.extend(folded.chars().map(|c| if c == '\n' { ' ' } else { c }));
        self.text.push('\n');
    }

    fn list(&self, kind: Kind) -> &List {
        &self.lists[kind as usize]
    }

    /// Returns the numbers of a kind in alphabetical order of the folded names. Contests are in the order of their
    /// offices, then by date. The first call takes O(n log n).
    pub(super) fn ordered(&self, kind: Kind) -> &[u32] {
        let list = self.list(kind);
        list.ordered.get_or_init(|| {
            let mut order: Vec<u32> = (0..list.names.len() as u32).collect();
            let office = |n: &u32| self.contests.get(*n as usize).and_then(|c| c.office);
            if kind == Kind::Contest {
                let offices: Vec<String> = self.list(Kind::Office).names.iter().map(|n| fold(n)).collect();
                order.sort_by_key(|n| (office(n).and_then(|o| offices.get(o.index())), *n));
            } else {
                order.sort_by_cached_key(|n| (fold(&list.names[*n as usize]), *n));
            }
            order
        })
    }

    /// Returns the number of things of a kind.
    pub(super) fn count(&self, kind: Kind) -> usize {
        self.list(kind).names.len()
    }

    /// Returns the name of a thing.
    pub(super) fn name(&self, kind: Kind, number: u32) -> &str {
        self.list(kind).names.get(number as usize).map_or("", |n| n)
    }

    /// Returns the slug of a thing.
    pub(super) fn slug(&self, kind: Kind, number: u32) -> &str {
        self.list(kind).slugs.get(number as usize).map_or("", |s| s)
    }

    /// Returns the qualifier that tells a thing apart from its namesakes. For people it is their years.
    pub(super) fn note(&self, kind: Kind, number: u32) -> Option<&str> {
        self.list(kind).notes.get(&number).map(String::as_str)
    }

    /// Returns the number of the thing with this slug.
    pub(super) fn find(&self, kind: Kind, word: &str) -> Option<u32> {
        self.list(kind).find(word)
    }

    /// Returns the things that would share this slug; empty unless there are several.
    pub(super) fn namesakes(&self, kind: Kind, word: &str) -> &[u32] {
        self.list(kind).shared.get(word).map_or(&[], Vec::as_slice)
    }

    /// Returns the slugs that several things would share.
    pub(super) fn shared(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.list(kind).shared.keys().map(|k| &**k)
    }

    /// Returns the title, date and office of a contest.
    pub(super) fn contest(&self, number: u32) -> Option<&ContestName> {
        self.contests.get(number as usize)
    }

    /// Returns the number of contests in which a person stood.
    pub(super) fn stood(&self, number: u32) -> usize {
        self.stood.get(number as usize).map_or(0, |n| usize::from(*n))
    }

    /// Returns every line of the index: the folded name, and the kind and number of the thing it names.
    pub(super) fn lines(&self) -> impl Iterator<Item = (&str, Kind, u32)> {
        self.lines.iter().enumerate().map(|(at, (kind, number, _))| (self.folded(at), *kind, *number))
    }

    fn folded(&self, line: usize) -> &str {
        let start = self.starts[line] as usize;
        let end = self.starts.get(line + 1).map_or(self.text.len(), |s| *s as usize);
        self.text.get(start..end.saturating_sub(1)).unwrap_or("")
    }

    /// Returns the things whose names contain all words of the query, best first. The order is: equal names; names that
    /// begin with the query; names with words that begin with its words; other matches. Within each class, people who
    /// stood more often come first. A single letter matches only the beginning of a name. O(text of all names).
    pub(super) fn search(&self, query: &str, only: Option<Kind>, limit: usize) -> Vec<Hit> {
        let query: String = query.chars().take(200).collect();
        let folded = fold(query.trim()).replace('\n', " ");
        let words: Vec<&str> = words(&folded).collect();
        let Some(longest) = words.iter().max_by_key(|w| w.len()) else { return Vec::new() };
        let short = longest.len() < 2;
        let needle = if short { format!("\n{folded}") } else { (*longest).to_string() };
        let mut found: Vec<(u8, Reverse<u16>, u8, usize, u32)> = Vec::new();
        // If there are very many matches, only the best so far are kept.
        let keep = limit.saturating_mul(4).max(64);
        let finder = memchr::memmem::Finder::new(needle.as_bytes());
        let mut from = 0;
        while let Some(at) = finder.find(&self.text.as_bytes()[from..]) {
            let place = from + at + usize::from(short);
            let line = self.starts.partition_point(|s| *s as usize <= place).saturating_sub(1);
            // Matching continues at the newline that ends this line.
            from = self.starts.get(line + 1).map_or(self.text.len(), |s| *s as usize - 1);
            let (kind, number, _) = self.lines[line];
            if only.is_some_and(|k| k != kind) {
                continue;
            }
            let name = self.folded(line);
            let class = if name == folded {
                0
            } else if name.starts_with(&folded) {
                1
            } else if words.iter().all(|word| self::words(name).any(|w| w.starts_with(word))) {
                2
            } else if words.iter().all(|w| name.contains(w)) {
                3
            } else {
                continue;
            };
            let weight = if kind == Kind::Person { self.stood[number as usize] } else { 0 };
            found.push((class, Reverse(weight), kind as u8, name.len(), line as u32));
            if found.len() >= 16 * keep {
                found.select_nth_unstable(keep - 1);
                found.truncate(keep);
            }
        }
        found.sort_unstable();
        // Several lines may name the same thing in different spellings.
        let mut seen = HashSet::new();
        let mut hits = Vec::new();
        for (.., line) in found {
            let (kind, number, spelling) = &self.lines[line as usize];
            if hits.len() < limit && seen.insert((*kind, *number)) {
                hits.push(Hit { kind: *kind, number: *number, spelling: spelling.as_ref().map(ToString::to_string) });
            }
        }
        hits
    }

    /// Returns the names most similar to a query that matches none, by Jaro-Winkler similarity. Only names with a word
    /// that begins with the first two letters of a word of the query are compared. O(text of all names).
    pub(super) fn near(&self, query: &str, only: Option<Kind>, limit: usize) -> Vec<Hit> {
        const NEAR: f64 = 0.86;
        let folded: String = fold(query.trim()).chars().take(100).collect();
        let beginning = |word: &str| word.chars().take(2).collect::<String>();
        let wanted: Vec<String> = words(&folded).map(beginning).filter(|b| b.chars().count() == 2).collect();
        let joined = folded.replace(' ', "");
        let mut found: Vec<(u32, Reverse<u16>, u32)> = Vec::new();
        for (line, (kind, number, _)) in self.lines.iter().enumerate() {
            let name = self.folded(line);
            let alike = only.is_none_or(|k| k == *kind) && name.len() < 200;
            if !alike || !words(name).any(|w| wanted.iter().any(|b| w.starts_with(b.as_str()))) {
                continue;
            }
            // The query is compared with the whole name and with its last one, two or three words, since a surname may
            // have several words. Spaces are ignored.
            let ends = name.rmatch_indices(' ').map(|(at, _)| at + 1).take(3).map(|at| &name[at..]);
            let alike = |part: &str| strsim::jaro_winkler(&joined, &part.replace(' ', ""));
            let likeness = ends.chain([name]).map(alike).fold(0.0, f64::max);
            if likeness > NEAR {
                let weight = if *kind == Kind::Person { self.stood[*number as usize] } else { 0 };
                found.push((((1.0 - likeness) * 1e6) as u32, Reverse(weight), line as u32));
            }
        }
        found.sort_unstable();
        let mut seen = HashSet::new();
        let own = |(.., line): &(u32, Reverse<u16>, u32)| {
            let (kind, number, _) = self.lines[*line as usize];
            seen.insert((kind, number)).then_some(Hit { kind, number, spelling: None })
        };
        found.iter().filter_map(own).take(limit).collect()
    }
}

/// Splits a folded name into its words, without punctuation.
pub(super) fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::PersonId;
    use crate::graph::returns::{Head, Row};

    fn directory() -> Directory {
        let mut returns = Returns::new();
        for (contest, year, people) in [(0, 1950, [0, 2]), (1, 1980, [1, 2]), (2, 1984, [1, 2])] {
            returns.contest(Head { contest, office: None, year: Some(year), documented: true });
            returns.ballot(people.map(|person| Row { person, votes: None, share: None, elected: false }));
        }
        let names = |list: &[&str]| list.iter().map(|n| (*n).into()).collect();
        let contest = |title: &str| ContestName { title: title.into(), date: None, documented: true, office: None };
        let names = Names {
            people: names(&["Ann Ash", "Ann Ash", "Bo Øst", "Ann Ash", "Ann Ash 1950"]),
            spellings: vec![(PersonId::from_index(2), "Boe Ost".into())],
            contests: vec![contest("1950 vote"), contest("1980 vote"), contest("1984 vote")],
            ..Names::default()
        };
        Directory::new(names, &returns, &[])
    }

    #[test]
    fn every_name_has_a_word_of_its_own() {
        let directory = directory();
        let slugs: Vec<&str> = (0..5).map(|n| directory.slug(Kind::Person, n)).collect();
        assert_eq!(slugs, ["ann-ash-1950-2", "ann-ash-1980", "bo-ost", "ann-ash-2", "ann-ash-1950"]);
        (0..5).for_each(|n| assert_eq!(directory.find(Kind::Person, slugs[n as usize]), Some(n)));
        assert_eq!(directory.find(Kind::Person, "ann-ash"), None);
        assert_eq!(directory.namesakes(Kind::Person, "ann-ash"), [0, 1, 3]);
        assert_eq!(directory.note(Kind::Person, 1), Some("1980–1984"));
        assert_eq!(directory.note(Kind::Person, 2), None);
    }

    #[test]
    fn a_search_finds_what_people_type() {
        let directory = directory();
        let found = |query: &str| -> Vec<(Kind, u32)> {
            directory.search(query, None, 3).iter().map(|h| (h.kind, h.number)).collect()
        };
        assert_eq!(
            found("ann"),
            [(Kind::Person, 1), (Kind::Person, 0), (Kind::Person, 3)],
            "who stood more often first"
        );
        assert_eq!(found("OST"), [(Kind::Person, 2)], "once, by name and by another spelling");
        assert_eq!(found("vote 1980"), [(Kind::Contest, 1)]);
        assert_eq!(found("boe"), [(Kind::Person, 2)]);
        assert_eq!(found("b"), [(Kind::Person, 2)], "a letter, where names begin");
        let near = |query: &str| directory.near(query, None, 2).iter().map(|h| (h.kind, h.number)).collect::<Vec<_>>();
        assert_eq!(near("Bo Oest"), [(Kind::Person, 2)]);
        assert_eq!(near("zzzz"), []);
        for nothing in ["", "  ", "\n", "zz", "ann\nash zz"] {
            assert_eq!(found(nothing), [], "{nothing:?}");
        }
        assert_eq!(directory.search("1980", Some(Kind::Person), 9), []);
    }
}

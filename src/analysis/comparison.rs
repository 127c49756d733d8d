//! Two sources statement by statement: terms, candidacies, births, deaths and kin that both state alike, that differ, or
//! that only one of them states.
//!
//! People are matched by an id that both sources give, then by a name that one person has in each. A person's terms are
//! matched by their years, then by the office: the id and the label of an office neither join nor forbid. Dates are compared
//! as exactly as the vaguer one.

use super::succession;
use crate::facts::{Ended, TieKind, tagged};
use crate::graph::{
    CitationId, Contest, ContestId, Node, Person, PersonId, PoliticalGraph, Sourced, Tenure, TieId, Values,
};
use crate::wikitext::{Date, fold, fold_title};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How two sources relate in one statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Both state the same.
    Same,
    /// They state different values.
    Differs,
    /// Only the first source states it.
    OnlyA,
    /// Only the second source states it.
    OnlyB,
}

impl Status {
    /// All, in the order of output.
    pub const ALL: [Self; 4] = [Self::Differs, Self::OnlyA, Self::OnlyB, Self::Same];

    /// Returns the word for it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Differs => "differs",
            Self::OnlyA => "only-a",
            Self::OnlyB => "only-b",
        }
    }

    /// Returns the status with this word.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.label() == word)
    }
}

/// One statement in both sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is about, such as "Ann Ash, Mayor of Elm".
    pub subject: String,
    /// The property: term, from, to, office, candidacy, votes, share, outcome, party, contest, date, born, died or kin.
    pub property: &'static str,
    /// How the sources relate.
    pub status: Status,
    /// The value of the first source, empty if it has none.
    pub a: String,
    /// The value of the second source, empty if it has none.
    pub b: String,
    /// Where the first source states it.
    pub source_a: String,
    /// Where the second source states it.
    pub source_b: String,
}

/// A value with the place that states it.
type Said = Option<(String, String)>;

/// How far the starts of two terms lie apart if only one of them is known, in years.
const UNKNOWN: i32 = 5;

/// Compares two graphs. The rows of a subject stand together; subjects are in the order of their names.
///
/// O(n log n) for the rows of both, and the square of the terms of one person.
pub fn compare(a: &PoliticalGraph, b: &PoliticalGraph) -> Vec<Row> {
    let pairs = people(a, b);
    let mut sides = Sides { a, b, rows: Vec::new() };
    let of_b: HashMap<PersonId, PersonId> = pairs.iter().map(|(x, y)| (*y, *x)).collect();
    let of_a: HashMap<PersonId, PersonId> = pairs.iter().copied().collect();
    for (x, y) in &pairs {
        sides.lives(*x, *y);
        sides.terms(*x, Some(*y));
    }
    for person in a.people().iter().filter(|p| !of_a.contains_key(&p.id)) {
        sides.terms(person.id, None);
    }
    for person in b.people().iter().filter(|p| !of_b.contains_key(&p.id)) {
        let terms: Vec<&Tenure> = person.tenures.iter().map(|t| b.tenure(*t)).collect();
        terms.into_iter().for_each(|term| sides.lone_term(term, false));
    }
    sides.contests(&of_a);
    sides.kin(&of_a);
    let mut rows = sides.rows;
    rows.sort_by(|x, y| {
        let key = |row: &Row| (fold(&row.subject), row.subject.clone());
        key(x).cmp(&key(y))
    });
    rows
}

/// Matches the people of two graphs: by an id in common, then by a name that is one person's on each side, unless ids of
/// one scheme tell the two apart.
fn people(a: &PoliticalGraph, b: &PoliticalGraph) -> Vec<(PersonId, PersonId)> {
    let mut pairs: BTreeMap<PersonId, PersonId> = BTreeMap::new();
    let mut taken: BTreeSet<PersonId> = BTreeSet::new();
    let mut by_id: HashMap<&str, PersonId> = HashMap::new();
    for person in b.people() {
        by_id.extend(person.ids.all().iter().map(|id| (id.value.as_str(), person.id)));
    }
    for person in a.people() {
        let found = person.ids.all().iter().find_map(|id| by_id.get(id.value.as_str()).copied());
        if let Some(other) = found.filter(|other| taken.insert(*other)) {
            pairs.insert(person.id, other);
        }
    }
    let names = |graph: &PoliticalGraph| {
        let mut names: HashMap<String, Option<PersonId>> = HashMap::new();
        for person in graph.people() {
            for name in names_of(person) {
                names.entry(name).and_modify(|one| *one = None).or_insert(Some(person.id));
            }
        }
        names
    };
    let (of_a, of_b) = (names(a), names(b));
    let scheme = |graph: &PoliticalGraph, id: PersonId| -> BTreeMap<String, String> {
        let ids = graph.person(id).ids.all().iter();
        ids.map(|id| tagged::parts(&id.value)).map(|(scheme, id)| (scheme.to_string(), id.to_string())).collect()
    };
    for person in a.people() {
        if pairs.contains_key(&person.id) {
            continue;
        }
        let own = names_of(person);
        let is_own = |name: &&String| of_a.get(*name) == Some(&Some(person.id));
        let found = own.iter().filter(is_own).find_map(|name| of_b.get(name).copied().flatten());
        let Some(other) = found.filter(|other| !taken.contains(other)) else { continue };
        let (ids, theirs) = (scheme(a, person.id), scheme(b, other));
        if ids.iter().any(|(scheme, id)| theirs.get(scheme).is_some_and(|their| their != id)) {
            continue;
        }
        taken.insert(other);
        pairs.insert(person.id, other);
    }
    pairs.into_iter().collect()
}

struct Sides<'g> {
    a: &'g PoliticalGraph,
    b: &'g PoliticalGraph,
    rows: Vec<Row>,
}

fn place(graph: &PoliticalGraph, citations: &[CitationId]) -> String {
    citations.first().map(|id| graph.citation(*id).to_string()).unwrap_or_default()
}

/// Returns the preferred value of a property, with its first citation.
fn best<T: ToString + PartialEq>(graph: &PoliticalGraph, values: &Values<T>) -> Said {
    values.first().map(|v| (v.value.to_string(), place(graph, &v.citations)))
}

/// Returns the interval of a term in words: "2001 – 2005".
fn spell(graph: &PoliticalGraph, term: &Tenure) -> String {
    let date = |values: &Values<Date>| values.best().map(ToString::to_string).unwrap_or_default();
    let to = stated_end(graph, term).map(|end| end.value.to_string()).unwrap_or_default();
    let to = if term.ended == Some(Ended::InOffice) { "in office".to_string() } else { to };
    let words = [date(&term.from), to].map(|text| if text.is_empty() { "?".to_string() } else { text });
    words.join(" – ")
}

/// Returns the end that a source states. The start of a successor is no statement about an end.
fn stated_end<'g>(graph: &'g PoliticalGraph, term: &'g Tenure) -> Option<&'g Sourced<Date>> {
    let next = succession::successor(graph, term).and_then(|next| next.from.first());
    let is_start = |end: &&Sourced<Date>| {
        next.is_some_and(|start| {
            start.value == end.value && end.citations.iter().all(|id| start.citations.contains(id))
        })
    };
    term.to.first().filter(|end| !is_start(end))
}

fn years(graph: &PoliticalGraph, term: &Tenure) -> (Option<i32>, Option<i32>) {
    let end = stated_end(graph, term).map(|end| end.value);
    (term.from.best().and_then(|d| d.first_year()), end.and_then(Date::last_year))
}

/// Returns every spelling of a person's name, folded.
fn names_of(person: &Person) -> BTreeSet<String> {
    person.spellings.iter().chain([&person.name]).map(|name| fold(name)).collect()
}

impl Sides<'_> {
    /// Adds a row, unless neither side states anything. `alike` says whether two values are the same.
    fn add(&mut self, subject: &str, property: &'static str, a: Said, b: Said, alike: impl Fn(&str, &str) -> bool) {
        let status = match (&a, &b) {
            (None, None) => return,
            (Some(_), None) => Status::OnlyA,
            (None, Some(_)) => Status::OnlyB,
            (Some((one, _)), Some((other, _))) if alike(one, other) => Status::Same,
            (Some(_), Some(_)) => Status::Differs,
        };
        let ((a, source_a), (b, source_b)) = (a.unwrap_or_default(), b.unwrap_or_default());
        self.rows.push(Row { subject: subject.to_string(), property, status, a, b, source_a, source_b });
    }

    fn lives(&mut self, x: PersonId, y: PersonId) {
        let (one, other) = (self.a.person(x), self.b.person(y));
        for (property, a, b) in [("born", &one.born, &other.born), ("died", &one.died, &other.died)] {
            let (a, b) = (best(self.a, a), best(self.b, b));
            self.add(&one.name, property, a, b, dates_agree);
        }
    }

    fn office(graph: &PoliticalGraph, term: &Tenure) -> String {
        graph.office(term.office).name.clone()
    }

    fn subject(graph: &PoliticalGraph, term: &Tenure) -> String {
        format!("{}, {}", graph.person(term.person).name, Self::office(graph, term))
    }

    /// Adds a term that only one side states.
    fn lone_term(&mut self, term: &Tenure, is_a: bool) {
        let graph = if is_a { self.a } else { self.b };
        let (subject, said) = (Self::subject(graph, term), Some((spell(graph, term), place(graph, &term.citations))));
        let (a, b) = if is_a { (said, None) } else { (None, said) };
        self.add(&subject, "term", a, b, |_, _| false);
    }

    /// Adds the terms of a person of the first side, and of the person of the second side who is matched.
    fn terms(&mut self, x: PersonId, y: Option<PersonId>) {
        let (a, b) = (self.a, self.b);
        let own: Vec<&Tenure> = a.person(x).tenures.iter().map(|t| a.tenure(*t)).collect();
        let theirs: Vec<&Tenure> =
            y.into_iter().flat_map(|y| b.person(y).tenures.iter().map(|t| b.tenure(*t))).collect();
        let mut costs: Vec<(i32, usize, usize)> = Vec::new();
        for (i, one) in own.iter().enumerate() {
            for (j, other) in theirs.iter().enumerate() {
                costs.extend(self.cost(one, other).map(|cost| (cost, i, j)));
            }
        }
        costs.sort_unstable();
        let (mut left, mut right) = (vec![true; own.len()], vec![true; theirs.len()]);
        for (_, i, j) in costs {
            if left[i] && right[j] {
                (left[i], right[j]) = (false, false);
                self.term(own[i], theirs[j]);
            }
        }
        own.iter().zip(left).filter(|(_, lone)| *lone).for_each(|(term, _)| self.lone_term(term, true));
        theirs.iter().zip(right).filter(|(_, lone)| *lone).for_each(|(term, _)| self.lone_term(term, false));
    }

    /// Returns how far two terms of one person lie apart, or `None` if they cannot be one: their years do not meet.
    fn cost(&self, one: &Tenure, other: &Tenure) -> Option<i32> {
        let same_office = fold_title(&Self::office(self.a, one)) == fold_title(&Self::office(self.b, other));
        let ((from, to), (start, end)) = (years(self.a, one), years(self.b, other));
        let meets = |to: Option<i32>, from: Option<i32>| to.zip(from).is_none_or(|(to, from)| from <= to);
        if !(meets(to, start) && meets(end, from)) {
            return None;
        }
        // An end alone, in offices with other names, is too little.
        if (from.is_none() || start.is_none()) && !same_office {
            let [one, other] = [Self::office(self.a, one), Self::office(self.b, other)].map(|name| fold_title(&name));
            let words =
                |text: &str| text.split(' ').filter(|w| w.len() > 2).map(str::to_string).collect::<BTreeSet<_>>();
            let (one, other) = (words(&one), words(&other));
            if 2 * one.intersection(&other).count() < one.union(&other).count() {
                return None;
            }
        }
        let gap = |x: Option<i32>, y: Option<i32>, unknown: i32| match (x, y) {
            (Some(x), Some(y)) => (x - y).abs(),
            (None, None) => 0,
            _ => unknown,
        };
        Some(2 * gap(from, start, UNKNOWN) + gap(to, end, UNKNOWN) + if same_office { 0 } else { 3 })
    }

    /// Adds the properties of one term in both sources.
    fn term(&mut self, one: &Tenure, other: &Tenure) {
        let (a, b) = (self.a, self.b);
        let subject = Self::subject(a, one);
        self.add(&subject, "from", best(a, &one.from), best(b, &other.from), dates_agree);
        let end = |graph: &PoliticalGraph, term: &Tenure| {
            stated_end(graph, term).map(|end| (end.value.to_string(), place(graph, &end.citations)))
        };
        let (mut end_a, mut end_b) = (end(a, one), end(b, other));
        // That somebody is in office speaks against an end and says nothing besides.
        let in_office = |graph: &PoliticalGraph, term: &Tenure| {
            (term.ended == Some(Ended::InOffice)).then(|| ("in office".to_string(), place(graph, &term.citations)))
        };
        if end_a.is_some() != end_b.is_some() || in_office(a, one).is_some() && in_office(b, other).is_some() {
            end_a = end_a.or_else(|| in_office(a, one));
            end_b = end_b.or_else(|| in_office(b, other));
        }
        self.add(&subject, "to", end_a, end_b, dates_agree);
        let label =
            |graph: &PoliticalGraph, term: &Tenure| Some((Self::office(graph, term), place(graph, &term.citations)));
        self.add(&subject, "office", label(a, one), label(b, other), |x, y| fold_title(x) == fold_title(y));
        let party = |graph: &PoliticalGraph, term: &Tenure| {
            term.party.map(|p| (graph.party(p).name.clone(), place(graph, &term.citations)))
        };
        self.add(&subject, "party", party(a, one), party(b, other), |x, y| fold_title(x) == fold_title(y));
    }

    /// Adds the contests and their candidacies. Contests are matched by their titles, then by office and day.
    fn contests(&mut self, of_a: &HashMap<PersonId, PersonId>) {
        let (a, b) = (self.a, self.b);
        let mut by_title: HashMap<String, ContestId> = HashMap::new();
        let mut by_day: HashMap<(String, String), Option<ContestId>> = HashMap::new();
        let day = |graph: &PoliticalGraph, c: &Contest| {
            Some((fold_title(&graph.office(c.office?).name), c.date()?.to_string()))
        };
        for contest in b.contests().iter().filter(|c| c.documented) {
            by_title.insert(fold_title(&contest.title), contest.id);
            if let Some(key) = day(b, contest) {
                by_day.entry(key).and_modify(|one| *one = None).or_insert(Some(contest.id));
            }
        }
        let mut matched: BTreeSet<ContestId> = BTreeSet::new();
        for contest in a.contests().iter().filter(|c| c.documented) {
            let by_day = || day(a, contest).and_then(|key| by_day.get(&key).copied().flatten());
            let other = by_title.get(&fold_title(&contest.title)).copied().or_else(by_day);
            match other.filter(|other| matched.insert(*other)) {
                Some(other) => self.contest(contest, b.contest(other), of_a),
                None => self.lone_contest(contest, true),
            }
        }
        for contest in b.contests().iter().filter(|c| c.documented && !matched.contains(&c.id)) {
            self.lone_contest(contest, false);
        }
    }

    fn lone_contest(&mut self, contest: &Contest, is_a: bool) {
        let graph = if is_a { self.a } else { self.b };
        let date = contest.date().map(|d| d.to_string()).unwrap_or_default();
        let said = Some((date, place(graph, &contest.citations)));
        let (a, b) = if is_a { (said, None) } else { (None, said) };
        self.add(&contest.title, "contest", a, b, |_, _| false);
    }

    fn contest(&mut self, one: &Contest, other: &Contest, of_a: &HashMap<PersonId, PersonId>) {
        let (a, b) = (self.a, self.b);
        let date = |graph: &PoliticalGraph, c: &Contest| {
            c.dates.first().map(|v| (v.value.to_string(), place(graph, &v.citations)))
        };
        self.add(&one.title, "date", date(a, one), date(b, other), dates_agree);
        let theirs: BTreeMap<PersonId, _> = b.candidacies_of(other.id).map(|c| (c.person, c)).collect();
        let mut found: BTreeSet<PersonId> = BTreeSet::new();
        for own in a.candidacies_of(one.id) {
            let subject = format!("{}: {}", one.title, a.person(own.person).name);
            let Some(their) = of_a.get(&own.person).and_then(|id| theirs.get(id)) else {
                let said = Some((outcome_of(own), place(a, &own.stood)));
                self.add(&subject, "candidacy", said, None, |_, _| false);
                continue;
            };
            found.insert(their.person);
            let rounds: BTreeSet<usize> =
                own.rounds.iter().chain(their.rounds.iter()).map(|(round, _)| round).collect();
            for round in rounds {
                let subject = if round > 1 { format!("{subject}, round {round}") } else { subject.clone() };
                let (one, other) = (own.round(round), their.round(round));
                let votes = (one.and_then(|r| best(a, &r.votes)), other.and_then(|r| best(b, &r.votes)));
                self.add(&subject, "votes", votes.0, votes.1, |x, y| x == y);
                let shares = (one.and_then(|r| best(a, &r.shares)), other.and_then(|r| best(b, &r.shares)));
                self.add(&subject, "share", shares.0, shares.1, shares_agree);
            }
            self.add(&subject, "outcome", words(a, &own.outcome), words(b, &their.outcome), |x, y| x == y);
            let party = |graph: &PoliticalGraph, c: &crate::graph::Candidacy| {
                c.party.first().map(|v| (graph.party(v.value).name.clone(), place(graph, &v.citations)))
            };
            self.add(&subject, "party", party(a, own), party(b, their), |x, y| fold_title(x) == fold_title(y));
        }
        for their in theirs.values().filter(|c| !found.contains(&c.person)) {
            let subject = format!("{}: {}", one.title, b.person(their.person).name);
            let said = Some((outcome_of(their), place(b, &their.stood)));
            self.add(&subject, "candidacy", None, said, |_, _| false);
        }
    }

    /// Adds the kin of people whom both sources have.
    fn kin(&mut self, of_a: &HashMap<PersonId, PersonId>) {
        let (a, b) = (self.a, self.b);
        // By a person and the name of the relative, who is often known by name alone.
        let mut theirs: HashMap<(PersonId, String), TieId> = HashMap::new();
        let name = |graph: &PoliticalGraph, id: PersonId| fold(&graph.person(id).name);
        for tie in b.ties().iter().filter(|t| t.kind == TieKind::Kin) {
            if let Some([x, y]) = tie.people() {
                theirs.extend([((x, name(b, y)), tie.id), ((y, name(b, x)), tie.id)]);
            }
        }
        // Finds the kinship of somebody who is matched to a relative, who may be.
        let find = |own: PersonId, relative: PersonId| {
            let own = *of_a.get(&own)?;
            let called = of_a.get(&relative).map_or_else(|| name(a, relative), |matched| name(b, *matched));
            theirs.get(&(own, called)).map(|id| (*id, own))
        };
        let mut seen: BTreeSet<TieId> = BTreeSet::new();
        let kin = |graph: &PoliticalGraph, id: TieId, from: PersonId| {
            let tie = graph.tie(id);
            let role = tie.kinship().map(|k| if tie.from == Node::Person(from) { k } else { k.reversed() });
            (role.map(|r| r.label().to_string()).unwrap_or_default(), place(graph, &tie.citations))
        };
        for tie in a.ties().iter().filter(|t| t.kind == TieKind::Kin) {
            let Some([x, y]) = tie.people() else { continue };
            // What is found from the second end is read from its other end, the first.
            let turned = || {
                let (id, own) = find(y, x)?;
                let [one, other] = b.tie(id).people()?;
                Some((id, if one == own { other } else { one }))
            };
            let other = find(x, y).or_else(turned);
            seen.extend(other.map(|(id, _)| id));
            let subject = format!("{} and {}", a.person(x).name, a.person(y).name);
            let said = other.map(|(id, from)| kin(b, id, from));
            self.add(&subject, "kin", Some(kin(a, tie.id, x)), said, |x, y| x == y);
        }
        for tie in b.ties().iter().filter(|t| t.kind == TieKind::Kin && !seen.contains(&t.id)) {
            let Some([x, y]) = tie.people() else { continue };
            let subject = format!("{} and {}", b.person(x).name, b.person(y).name);
            self.add(&subject, "kin", None, Some(kin(b, tie.id, x)), |_, _| false);
        }
    }
}

fn words(graph: &PoliticalGraph, outcome: &Values<crate::facts::Outcome>) -> Said {
    outcome.first().map(|v| (v.value.label().to_string(), place(graph, &v.citations)))
}

fn outcome_of(candidacy: &crate::graph::Candidacy) -> String {
    candidacy.outcome.best().map_or("stood", |outcome| outcome.label()).to_string()
}

/// Returns true if two dates can be one day, as exactly as the vaguer one says.
fn dates_agree(a: &str, b: &str) -> bool {
    a == b || Date::parse(a).zip(Date::parse(b)).is_some_and(|(a, b)| a.compatible(b))
}

/// Returns true if two shares are the same to the digits of the one with fewer.
fn shares_agree(a: &str, b: &str) -> bool {
    let digits = |text: &str| text.split_once('.').map_or(0, |(_, digits)| digits.len());
    let step = 10_f64.powi(-(digits(a).min(digits(b)) as i32));
    match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(x), Ok(y)) => (x - y).abs() <= step / 2.0 + 1e-9,
        _ => a == b,
    }
}

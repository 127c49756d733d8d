//! The statements of both sources, subject by subject.

use super::{About, Pair, Row, Status};
use crate::analysis::succession;
use crate::facts::{Ended, TieKind};
use crate::graph::{
    Candidacy, CitationId, Contest, ContestId, Node, PersonId, PoliticalGraph, Sourced, Tenure, TenureId, TieId, Values,
};
use crate::wikitext::{Date, fold, fold_title};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Both graphs, and the rows found so far.
pub(super) struct Sides<'g> {
    pub(super) a: &'g PoliticalGraph,
    pub(super) b: &'g PoliticalGraph,
    pub(super) rows: Vec<Row>,
}

/// A value with the citation that states it.
type Said = Option<(String, Option<CitationId>)>;

/// The longest pause between two parts of one term, in days: a parliament is elected anew within it.
const PAUSE_DAYS: i64 = 100;

/// How far the starts of two terms lie apart if only one of them is known, in years.
const UNKNOWN: i32 = 5;

/// Returns the first citation.
fn cited(citations: &[CitationId]) -> Option<CitationId> {
    citations.first().copied()
}

/// Returns the preferred value of a property, with its first citation.
fn best<T: ToString + PartialEq>(values: &Values<T>) -> Said {
    values.first().map(|v| (v.value.to_string(), cited(&v.citations)))
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

/// Returns the terms that the other side has in several parts: those of one office that follow each other within a year,
/// of which the first begins and the last ends as the whole term.
fn in_parts(
    graph: &PoliticalGraph,
    whole: &[&Tenure],
    other: &PoliticalGraph,
    parts: &[&Tenure],
) -> Vec<(usize, Vec<usize>)> {
    let office = |graph: &PoliticalGraph, term: &Tenure| fold_title(&graph.office(term.office).name);
    let alike = |one: Option<Date>, other: Option<Date>| match (one, other) {
        (Some(one), Some(other)) => one.compatible(other),
        (None, None) => true,
        _ => false,
    };
    let ends = |graph: &PoliticalGraph, term: &Tenure| stated_end(graph, term).map(|end| end.value);
    let mut found = Vec::new();
    for (i, term) in whole.iter().enumerate() {
        let (Some(from), to) = (term.from.best().copied(), ends(graph, term)) else { continue };
        let mut own: Vec<usize> =
            (0..parts.len()).filter(|j| office(other, parts[*j]) == office(graph, term)).collect();
        own.sort_by_key(|j| parts[*j].from.best().map(|date| date.sort_key()));
        let Some(first) = own.iter().position(|j| alike(Some(from), parts[*j].from.best().copied())) else { continue };
        let mut run: Vec<usize> = Vec::new();
        for j in own.into_iter().skip(first) {
            let follows = run.last().is_none_or(|last: &usize| {
                let end = ends(other, parts[*last]).and_then(|date| date.days().1);
                let start = parts[j].from.best().and_then(|date| date.days().0);
                end.zip(start).is_some_and(|(end, start)| start - end <= PAUSE_DAYS && start >= end - PAUSE_DAYS)
            });
            if !follows {
                break;
            }
            run.push(j);
            if run.len() > 1 && alike(to, ends(other, parts[j])) {
                break;
            }
        }
        let whole_end = run.last().is_some_and(|last| alike(to, ends(other, parts[*last])));
        // A first part that is the whole term already needs no others.
        let is_one = run.first().is_some_and(|first| alike(to, ends(other, parts[*first])));
        if run.len() > 1 && whole_end && !is_one {
            found.push((i, run));
        }
    }
    found
}

impl Sides<'_> {
    /// Adds a row, unless neither side states anything. `alike` says whether two values are the same.
    fn add(
        &mut self,
        about: About,
        (subject, property): (&str, &'static str),
        (a, b): (Said, Said),
        alike: impl Fn(&str, &str) -> bool,
    ) {
        let status = match (&a, &b) {
            (None, None) => return,
            (Some(_), None) => Status::OnlyA,
            (None, Some(_)) => Status::OnlyB,
            (Some((one, _)), Some((other, _))) if alike(one, other) => Status::Same,
            (Some(_), Some(_)) => Status::Differs,
        };
        let ((a, at_a), (b, at_b)) = (a.unwrap_or_default(), b.unwrap_or_default());
        let place = |graph: &PoliticalGraph, at: Option<CitationId>| {
            at.map(|id| graph.citation(id).to_string()).unwrap_or_default()
        };
        let (source_a, source_b) = (place(self.a, at_a), place(self.b, at_b));
        let cited = Pair { a: at_a, b: at_b };
        self.rows.push(Row { subject: subject.to_string(), property, status, a, b, source_a, source_b, cited, about });
    }

    pub(super) fn lives(&mut self, x: PersonId, y: PersonId) {
        let (one, other) = (self.a.person(x), self.b.person(y));
        for (property, a, b) in [("born", &one.born, &other.born), ("died", &one.died, &other.died)] {
            let (a, b) = (best(a), best(b));
            self.add(About::Life(Pair::both(x, y)), (&one.name, property), (a, b), dates_agree);
        }
    }

    fn office(graph: &PoliticalGraph, term: &Tenure) -> String {
        graph.office(term.office).name.clone()
    }

    fn subject(graph: &PoliticalGraph, term: &Tenure) -> String {
        format!("{}, {}", graph.person(term.person).name, Self::office(graph, term))
    }

    /// Adds a term that only one side states.
    pub(super) fn lone_term(&mut self, term: &Tenure, is_a: bool) {
        let graph = if is_a { self.a } else { self.b };
        let (subject, said) = (Self::subject(graph, term), Some((spell(graph, term), cited(&term.citations))));
        let (a, b) = if is_a { (said, None) } else { (None, said) };
        self.add(About::Term(Pair::one(term.id, is_a)), (&subject, "term"), (a, b), |_, _| false);
    }

    /// Adds the terms of one person, who may be several on either side.
    pub(super) fn terms(&mut self, x: &[PersonId], y: &[PersonId]) {
        let (a, b) = (self.a, self.b);
        let all = |graph: &'_ PoliticalGraph, people: &[PersonId]| -> Vec<TenureId> {
            people.iter().flat_map(|person| graph.person(*person).tenures.iter().copied()).collect()
        };
        let (own, theirs) = (all(a, x), all(b, y));
        let own: Vec<&Tenure> = own.iter().map(|id| a.tenure(*id)).collect();
        let theirs: Vec<&Tenure> = theirs.iter().map(|id| b.tenure(*id)).collect();
        let mut costs: Vec<(i32, usize, usize)> = Vec::new();
        for (i, one) in own.iter().enumerate() {
            for (j, other) in theirs.iter().enumerate() {
                costs.extend(self.cost(one, other).map(|cost| (cost, i, j)));
            }
        }
        costs.sort_unstable();
        let (mut left, mut right) = (vec![true; own.len()], vec![true; theirs.len()]);
        // One term of the one side may be several of the other, such as one for each parliament.
        for (i, parts) in in_parts(a, &own, b, &theirs) {
            self.parts((a, own[i]), (b, &parts.iter().map(|j| theirs[*j]).collect::<Vec<_>>()), true);
            left[i] = false;
            parts.iter().for_each(|j| right[*j] = false);
        }
        for (j, parts) in in_parts(b, &theirs, a, &own) {
            if right[j] && parts.iter().all(|i| left[*i]) {
                self.parts((b, theirs[j]), (a, &parts.iter().map(|i| own[*i]).collect::<Vec<_>>()), false);
                right[j] = false;
                parts.iter().for_each(|i| left[*i] = false);
            }
        }
        for (_, i, j) in costs {
            if left[i] && right[j] {
                (left[i], right[j]) = (false, false);
                self.term(own[i], theirs[j]);
            }
        }
        own.iter().zip(left).filter(|(_, lone)| *lone).for_each(|(term, _)| self.lone_term(term, true));
        theirs.iter().zip(right).filter(|(_, lone)| *lone).for_each(|(term, _)| self.lone_term(term, false));
    }

    /// Adds a term that the other side has in parts: it is the same.
    fn parts(
        &mut self,
        (graph, whole): (&PoliticalGraph, &Tenure),
        (other, parts): (&PoliticalGraph, &[&Tenure]),
        is_a: bool,
    ) {
        let (subject, first) = (Self::subject(graph, whole), parts[0]);
        let one = Some((spell(graph, whole), cited(&whole.citations)));
        let spells: Vec<String> = parts.iter().map(|part| spell(other, part)).collect();
        let two = Some((spells.join("; "), cited(&first.citations)));
        let (said, pair) = if is_a {
            ((one, two), Pair::both(whole.id, first.id))
        } else {
            ((two, one), Pair::both(first.id, whole.id))
        };
        self.add(About::Term(pair), (&subject, "term"), said, |_, _| true);
    }

    /// Returns how far two terms of one person lie apart, or `None` if they cannot be one: their years do not meet.
    pub(super) fn cost(&self, one: &Tenure, other: &Tenure) -> Option<i32> {
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
        let (subject, about) = (Self::subject(a, one), About::Term(Pair::both(one.id, other.id)));
        self.add(about, (&subject, "from"), (best(&one.from), best(&other.from)), dates_agree);
        let end = |graph: &PoliticalGraph, term: &Tenure| {
            stated_end(graph, term).map(|end| (end.value.to_string(), cited(&end.citations)))
        };
        let (mut end_a, mut end_b) = (end(a, one), end(b, other));
        // That somebody is in office speaks against an end and says nothing besides.
        let in_office = |term: &Tenure| {
            (term.ended == Some(Ended::InOffice)).then(|| ("in office".to_string(), cited(&term.citations)))
        };
        if end_a.is_some() != end_b.is_some() || in_office(one).is_some() && in_office(other).is_some() {
            end_a = end_a.or_else(|| in_office(one));
            end_b = end_b.or_else(|| in_office(other));
        }
        self.add(about, (&subject, "to"), (end_a, end_b), dates_agree);
        let label = |graph: &PoliticalGraph, term: &Tenure| Some((Self::office(graph, term), cited(&term.citations)));
        self.add(about, (&subject, "office"), (label(a, one), label(b, other)), |x, y| fold_title(x) == fold_title(y));
        let party = |graph: &PoliticalGraph, term: &Tenure| {
            term.party.map(|p| (graph.party(p).name.clone(), cited(&term.citations)))
        };
        self.add(about, (&subject, "party"), (party(a, one), party(b, other)), |x, y| fold_title(x) == fold_title(y));
    }

    /// Adds the contests and their candidacies. Contests are matched by their titles, then by office and day.
    pub(super) fn contests(&mut self, of_a: &HashMap<PersonId, PersonId>) {
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
        let date = contest.date().map(|d| d.to_string()).unwrap_or_default();
        let said = Some((date, cited(&contest.citations)));
        let (a, b) = if is_a { (said, None) } else { (None, said) };
        self.add(About::Contest(Pair::one(contest.id, is_a)), (&contest.title, "contest"), (a, b), |_, _| false);
    }

    /// Adds a candidacy that only one side states, in a contest that both have.
    fn lone_candidacy(&mut self, contest: Pair<ContestId>, subject: &str, own: &Candidacy, is_a: bool) {
        let said = Some((outcome_of(own), cited(&own.stood)));
        let (a, b) = if is_a { (said, None) } else { (None, said) };
        let about = About::Candidacy(contest, Pair::one(own.id, is_a), 1);
        self.add(about, (subject, "candidacy"), (a, b), |_, _| false);
    }

    fn contest(&mut self, one: &Contest, other: &Contest, of_a: &HashMap<PersonId, PersonId>) {
        let (a, b) = (self.a, self.b);
        let pair = Pair::both(one.id, other.id);
        let date = |c: &Contest| c.dates.first().map(|v| (v.value.to_string(), cited(&v.citations)));
        self.add(About::Contest(pair), (&one.title, "date"), (date(one), date(other)), dates_agree);
        let theirs: BTreeMap<PersonId, &Candidacy> = b.candidacies_of(other.id).map(|c| (c.person, c)).collect();
        let mut found: BTreeSet<PersonId> = BTreeSet::new();
        for own in a.candidacies_of(one.id) {
            let subject = format!("{}: {}", one.title, a.person(own.person).name);
            let Some(their) = of_a.get(&own.person).and_then(|id| theirs.get(id)) else {
                self.lone_candidacy(pair, &subject, own, true);
                continue;
            };
            found.insert(their.person);
            let about = |round: usize| About::Candidacy(pair, Pair::both(own.id, their.id), round);
            let rounds: BTreeSet<usize> =
                own.rounds.iter().chain(their.rounds.iter()).map(|(round, _)| round).collect();
            for round in rounds {
                let about = about(round);
                let subject = if round > 1 { format!("{subject}, round {round}") } else { subject.clone() };
                let (one, other) = (own.round(round), their.round(round));
                let votes = (one.and_then(|r| best(&r.votes)), other.and_then(|r| best(&r.votes)));
                self.add(about, (&subject, "votes"), votes, |x, y| x == y);
                let shares = (one.and_then(|r| best(&r.shares)), other.and_then(|r| best(&r.shares)));
                self.add(about, (&subject, "share"), shares, shares_agree);
            }
            self.add(about(1), (&subject, "outcome"), (words(&own.outcome), words(&their.outcome)), |x, y| x == y);
            let party = |graph: &PoliticalGraph, c: &Candidacy| {
                c.party.first().map(|v| (graph.party(v.value).name.clone(), cited(&v.citations)))
            };
            self.add(about(1), (&subject, "party"), (party(a, own), party(b, their)), |x, y| {
                fold_title(x) == fold_title(y)
            });
        }
        for their in theirs.values().filter(|c| !found.contains(&c.person)) {
            let subject = format!("{}: {}", one.title, b.person(their.person).name);
            self.lone_candidacy(pair, &subject, their, false);
        }
    }

    /// Adds the kin of people whom both sources have.
    pub(super) fn kin(&mut self, of_a: &HashMap<PersonId, PersonId>) {
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
            (role.map(|r| r.label().to_string()).unwrap_or_default(), cited(&tie.citations))
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
            self.add(
                About::Kin(Pair { a: Some(tie.id), b: other.map(|(id, _)| id) }),
                (&subject, "kin"),
                (Some(kin(a, tie.id, x)), said),
                |x, y| x == y,
            );
        }
        for tie in b.ties().iter().filter(|t| t.kind == TieKind::Kin && !seen.contains(&t.id)) {
            let Some([x, y]) = tie.people() else { continue };
            let subject = format!("{} and {}", b.person(x).name, b.person(y).name);
            self.add(
                About::Kin(Pair::one(tie.id, false)),
                (&subject, "kin"),
                (None, Some(kin(b, tie.id, x))),
                |_, _| false,
            );
        }
    }
}

fn words(outcome: &Values<crate::facts::Outcome>) -> Said {
    outcome.first().map(|v| (v.value.label().to_string(), cited(&v.citations)))
}

fn outcome_of(candidacy: &Candidacy) -> String {
    candidacy.outcome.best().map_or("stood", |outcome| outcome.label()).to_string()
}

/// Returns true if two dates can be one day, as exactly as the vaguer one says: also if the one is of the Julian and the
/// other of the Gregorian calendar.
pub(super) fn can_be_one_day(a: Date, b: Date) -> bool {
    a.compatible(b) || are_of_two_calendars(a, b)
}

fn dates_agree(a: &str, b: &str) -> bool {
    a == b || Date::parse(a).zip(Date::parse(b)).is_some_and(|(a, b)| can_be_one_day(a, b))
}

/// Returns true if two days are as far apart as one day of the two calendars, in years in which both were in use.
fn are_of_two_calendars(a: Date, b: Date) -> bool {
    let day = |date: Date| if date.the_day().is_some() { date.days().0 } else { None };
    let (Some(one), Some(other), Some(year)) = (day(a), day(b), a.the_year()) else { return false };
    let apart = match year {
        1582..1700 => 10,
        1700..1800 => 11,
        1800..1900 => 12,
        1900..1924 => 13,
        _ => return false,
    };
    one.abs_diff(other) == apart
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

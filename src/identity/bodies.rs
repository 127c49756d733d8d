//! Joins people of one name across the seats of one body, such as a parliament whose members move from seat to seat.
//!
//! Two people of one name in two seats are one person or two namesakes. How many namesakes are expected follows from how
//! common the parts of the name are; how many members move follows from the rare names of the same body. Both are
//! weighed with parties and years as odds (Fellegi and Sunter, 1969).

use super::clusters::{Known, Members, apart_from_itself, merge, same_day};
use super::evidence;
use super::evidence::births::{Agreement, Birth};
use super::ids::{Births, IdSet, Ids};
use super::judgement::Subject;
use super::matching::gap;
use super::mentions::Series;
use super::names::Words;
use super::seats::{body_of, places_of};
use super::{Evidence, Identity, Judgement, Overrides, Roster, Verdict};
use crate::facts::Facts;
use crate::wikitext::fold;
use petgraph::unionfind::UnionFind;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Names with fewer namesakes than this show how often members of a body move.
const RARE: f32 = 0.02;
/// The odds from which two people of one name are joined.
const JOIN: f32 = 8.0;
/// The odds from which two people of one name that are not joined are asked about.
const ASK: f32 = 1.0;
/// The longest pause, in years, that a join across seats may bridge.
const PAUSE: i32 = 15;
/// So many people of a rare name are one who stands in many seats.
const MANY_SEATS: usize = 4;
/// How much more often one article names one person of a name than two without telling them apart.
const ARTICLE: f32 = 50.0;
/// How much more often one person than two has two parties.
const OTHER_PARTY: f32 = 0.2;
/// The share of members who move if their seat is gone.
const HAD_TO: f32 = 0.5;
/// The share of members with several seats whose seats share a word of a place: 325 of 712 pairs of six bodies.
const NEARBY: f32 = 0.45;
/// As many members as a seat must have before its own movers count as much as those of the whole body.
const FEW: f32 = 10.0;
/// How often what is known of those who were joined is compared again.
const MOST_PASSES: usize = 6;
/// Up to this many people of one name are compared pairwise; of more, only those who are near in time.
const PAIRWISE: usize = 60;
/// How many neighbours in time are compared with each of many.
const NEIGHBOURS: usize = 8;

/// A person with the seats held or stood for in one body.
#[derive(Default)]
struct Seated {
    cluster: usize,
    known: Known,
    seats: HashSet<String>,
    ids: IdSet,
    born: BTreeSet<Birth>,
}

/// The people of one name in one body.
struct Namesakes {
    /// The name, folded.
    name: String,
    expected: f32,
    people: Vec<Seated>,
    /// How many people were in `people` before any were joined.
    seated: usize,
}

/// What the names of one body show.
struct Body {
    /// The share of members who move to another seat.
    moving: f32,
    /// The share of the members of each seat who also had another: a list of the whole country has many.
    moving_by_seat: HashMap<String, f32>,
    /// True if people stand in two seats on one day.
    doubles: bool,
    /// How many people have each party, and how many have any.
    parties: HashMap<u32, f32>,
    with_party: f32,
    /// How many people of one seat have had both of two parties, such as one that was renamed or merged.
    changes: HashMap<(u32, u32), f32>,
    /// The first and last year of each seat.
    seats: HashMap<String, (i32, i32)>,
    /// The first and last year of the body.
    years: (i32, i32),
    /// The share of seats that have each word of a place, such as "kildare" of "Kildare South".
    places: HashMap<String, f32>,
}

/// Judges people of one name in several seats of one body, and joins those who are surely one person.
pub(super) fn join_seats(
    clusters: &mut Vec<(Identity, Members)>,
    series: &Series,
    (ids, births): (&Ids<'_>, &Births<'_>),
    facts: &Facts,
    overrides: &Overrides,
    roster: &mut Roster,
) {
    let apart = apart_from_itself(overrides);
    let mut groups = UnionFind::new(clusters.len());
    let mut joined = false;
    for (_, mut all) in bodies(clusters, series, (ids, births), facts) {
        let body = Body::of(&all);
        all.retain(|namesakes| namesakes.people.len() > 1 && !apart.contains(&namesakes.name));
        for namesakes in all {
            joined |= body.join(namesakes, clusters, &mut groups, roster);
        }
    }
    if joined {
        merge(&groups, clusters);
    }
}

/// Returns the people of each body by name.
fn bodies(
    clusters: &[(Identity, Members)],
    series: &Series,
    (ids, births): (&Ids<'_>, &Births<'_>),
    facts: &Facts,
) -> BTreeMap<String, Vec<Namesakes>> {
    let mut seats: BTreeMap<&str, HashSet<&str>> = BTreeMap::new();
    for key in series.keys() {
        if let Some(body) = body_of(key) {
            seats.entry(body).or_default().insert(key);
        }
    }
    seats.retain(|_, seats| seats.len() > 1);
    let mut found: BTreeMap<(String, String), Vec<Seated>> = BTreeMap::new();
    for (at, (identity, members)) in clusters.iter().enumerate() {
        let mut own: BTreeMap<&str, HashSet<String>> = BTreeMap::new();
        for (key, _) in members {
            if let Some(body) = body_of(key).filter(|body| seats.contains_key(body)) {
                own.entry(body).or_default().insert(key.clone());
            }
        }
        for (body, seats) in own {
            // By a name from the sources; a display name from the override file is no evidence.
            let name = if identity.spellings.contains(&identity.name) {
                &identity.name
            } else {
                identity.spellings.first().unwrap_or(&identity.name)
            };
            let known = Known::of(members, series, facts);
            let seated =
                Seated { cluster: at, known, seats, ids: ids.of_members(members), born: births.of_members(members) };
            found.entry((body.to_string(), fold(name))).or_default().push(seated);
        }
    }
    let mut bodies: BTreeMap<String, Vec<Namesakes>> = BTreeMap::new();
    for ((body, name), mut people) in found {
        people.sort_by_key(|seated| (seated.known.years, seated.cluster));
        bodies.entry(body).or_default().push(Namesakes { name, expected: 0.0, seated: people.len(), people });
    }
    for all in bodies.values_mut() {
        let words = Words::of(all.iter().map(|n| (n.name.as_str(), n.people.len())));
        all.iter_mut().for_each(|n| n.expected = words.namesakes(&n.name, n.people.len()));
    }
    bodies
}

impl Body {
    fn of(all: &[Namesakes]) -> Self {
        let rare = || all.iter().filter(|namesakes| namesakes.expected < RARE);
        let moved = rare().filter(|namesakes| namesakes.people.len() > 1).count();
        let moving = ((moved as f32 + 1.0) / (rare().count() as f32 + 20.0)).clamp(0.01, 0.3);
        let mut by_seat: HashMap<&str, (f32, f32)> = HashMap::new();
        for namesakes in rare() {
            for seat in namesakes.people.iter().flat_map(|seated| &seated.seats) {
                let of_seat = by_seat.entry(seat).or_default();
                of_seat.0 += f32::from(u8::from(namesakes.people.len() > 1));
                of_seat.1 += 1.0;
            }
        }
        // A seat of which little is known is like the others.
        let rate = |(moved, all): (f32, f32)| (moved + FEW * moving) / (all + FEW);
        let moving_by_seat =
            by_seat.into_iter().map(|(seat, counts)| (seat.to_string(), rate(counts).min(HAD_TO))).collect();
        let same_day = |people: &[Seated]| {
            people.windows(2).any(|pair| same_day(&pair[0].known.days, &pair[1].known.days).is_some())
        };
        let twice = rare().filter(|namesakes| same_day(&namesakes.people)).count() as f32;
        // Two namesakes meet on one day only if both stand then.
        let all_days: BTreeSet<i32> =
            all.iter().flat_map(|n| &n.people).flat_map(|seated| &seated.known.days).copied().collect();
        let stood: usize = rare().flat_map(|n| &n.people).map(|seated| seated.known.days.len()).sum();
        let people = rare().map(|n| n.people.len()).sum::<usize>().max(1);
        let share = stood as f32 / people as f32 / all_days.len().max(1) as f32;
        let by_chance: f32 = share * rare().map(|namesakes| namesakes.expected).sum::<f32>();
        let mut parties: HashMap<u32, f32> = HashMap::new();
        let mut with_party = 0.0;
        let mut changes: HashMap<(u32, u32), f32> = HashMap::new();
        for seated in all.iter().flat_map(|namesakes| &namesakes.people) {
            with_party += f32::from(u8::from(!seated.known.parties.is_empty()));
            seated.known.parties.iter().for_each(|party| *parties.entry(*party).or_default() += 1.0);
            for a in &seated.known.parties {
                for b in seated.known.parties.range(a + 1..) {
                    *changes.entry((*a, *b)).or_default() += 1.0;
                }
            }
        }
        let mut seats: HashMap<String, (i32, i32)> = HashMap::new();
        let mut span = (i32::MAX, i32::MIN);
        for seated in all.iter().flat_map(|namesakes| &namesakes.people) {
            let Some((from, to)) = seated.known.years else { continue };
            span = (span.0.min(from), span.1.max(to));
            // In which years somebody with several seats had each of them is not known.
            if let [seat] = &seated.seats.iter().collect::<Vec<_>>()[..] {
                let known = seats.entry((*seat).clone()).or_insert((from, to));
                *known = (known.0.min(from), known.1.max(to));
            }
        }
        let named: BTreeSet<&String> =
            all.iter().flat_map(|namesakes| &namesakes.people).flat_map(|seated| &seated.seats).collect();
        let mut places: HashMap<String, f32> = HashMap::new();
        for word in named.iter().flat_map(|seat| places_of(seat)) {
            *places.entry(word.to_string()).or_default() += 1.0 / named.len() as f32;
        }
        Self {
            moving,
            moving_by_seat,
            changes,
            places,
            seats,
            years: span,
            doubles: twice >= 5.0 && twice > 2.0 * by_chance,
            parties,
            with_party,
        }
    }

    /// Joins people of one name, the surest first, until what is known of those who were joined joins no more. Returns
    /// true if any were joined.
    fn join(
        &self,
        mut namesakes: Namesakes,
        clusters: &[(Identity, Members)],
        groups: &mut UnionFind<usize>,
        roster: &mut Roster,
    ) -> bool {
        let before = namesakes.people.len();
        let mut passes = 0;
        while passes < MOST_PASSES && self.join_once(&mut namesakes, clusters, groups, roster) {
            passes += 1;
        }
        // Those who are near in time are asked about, so that a common name does not ask for every pair.
        for pair in namesakes.people.windows(2) {
            let (a, b) = (&pair[0], &pair[1]);
            let (odds, doubt) = (self.odds(&namesakes, a, b), self.doubt(&namesakes, a, b));
            if odds >= ASK || doubt.is_some() {
                let against = doubt.or_else(|| self.bar(&namesakes, a, b));
                roster.judgements.push(judgement(&namesakes, a, b, (odds, Verdict::Unsure), against, clusters));
            }
        }
        namesakes.people.len() < before
    }

    fn join_once(
        &self,
        namesakes: &mut Namesakes,
        clusters: &[(Identity, Members)],
        groups: &mut UnionFind<usize>,
        roster: &mut Roster,
    ) -> bool {
        let count = namesakes.people.len();
        let reach = if count <= PAIRWISE { count } else { NEIGHBOURS };
        let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
        for a in 0..count {
            for b in a + 1..count.min(a + 1 + reach) {
                let odds = self.odds(namesakes, &namesakes.people[a], &namesakes.people[b]);
                pairs.extend((odds >= JOIN).then_some((odds, a, b)));
            }
        }
        pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        let mut place: UnionFind<usize> = UnionFind::new(count);
        for (odds, a, b) in pairs {
            let (one, other) = (place.find_mut(a), place.find_mut(b));
            if one == other {
                continue;
            }
            let (first, second) = (&namesakes.people[one], &namesakes.people[other]);
            if self.doubt(namesakes, first, second).is_some() || self.bar(namesakes, first, second).is_some() {
                continue;
            }
            roster.judgements.push(judgement(namesakes, first, second, (odds, Verdict::Same), None, clusters));
            groups.union(namesakes.people[one].cluster, namesakes.people[other].cluster);
            place.union(one, other);
            let whole = place.find_mut(one);
            let further = std::mem::take(&mut namesakes.people[if whole == one { other } else { one }]);
            namesakes.people[whole].absorb(further);
        }
        let mut at = 0;
        namesakes.people.retain(|_| {
            at += 1;
            place.find(at - 1) == at - 1
        });
        namesakes.people.sort_by_key(|seated| (seated.known.years, seated.cluster));
        namesakes.people.len() < count
    }

    /// Returns the odds that two people of one name are one person rather than two.
    fn odds(&self, namesakes: &Namesakes, a: &Seated, b: &Seated) -> f32 {
        let of_seats = a.seats.iter().chain(&b.seats).filter_map(|seat| self.moving_by_seat.get(seat)).copied();
        let usual = of_seats.fold(self.moving, f32::max);
        let moving = if self.had_to_move(a, b) { usual.max(HAD_TO) } else { usual };
        let before = before_other_evidence(moving, namesakes.expected, namesakes.seated as f32);
        let article =
            if evidence::pages::one_article(&a.known.pages, &b.known.pages).is_some() { ARTICLE } else { 1.0 };
        let births = evidence::births::agree(&a.born, &b.born).map_or(1.0, Agreement::odds);
        let years = self.of_years(a, b);
        before * article * births * years * self.of_parties(&a.known.parties, &b.known.parties) * self.of_places(a, b)
    }

    /// Returns how much more often one person than two has seats of one place: who moves mostly stays near, as from
    /// Kildare to Kildare South. A place that most seats are named after says nothing.
    fn of_places(&self, a: &Seated, b: &Seated) -> f32 {
        let of = |seated: &Seated| -> BTreeSet<String> {
            seated.seats.iter().flat_map(|seat| places_of(seat)).map(ToString::to_string).collect()
        };
        let (one, other) = (of(a), of(b));
        let share = |word: &String| self.places.get(word).copied().unwrap_or(1.0);
        let least = one.intersection(&other).map(share).min_by(f32::total_cmp);
        least.map_or(1.0, |share| (NEARBY / share.max(0.01)).clamp(1.0, 8.0))
    }

    /// Returns true if the seat of the one was gone, or that of the other was new, when the one followed the other.
    fn had_to_move(&self, a: &Seated, b: &Seated) -> bool {
        let (Some(one), Some(other)) = (a.known.years, b.known.years) else { return false };
        let (before, after, from, to) = if one.1 <= other.0 { (a, b, other.0, one.1) } else { (b, a, one.0, other.1) };
        let years = |seated: &Seated| {
            let all: Vec<(i32, i32)> = seated.seats.iter().filter_map(|seat| self.seats.get(seat)).copied().collect();
            (all.iter().map(|years| years.0).min(), all.iter().map(|years| years.1).max())
        };
        let (gone, new) = (years(before).1 == Some(to), years(after).0 == Some(from));
        from >= to && (gone && to < self.years.1 || new && from > self.years.0)
    }

    /// Returns how much more often one person than two have these years. The next seat of one person mostly follows
    /// soon; two namesakes have any years of the body's.
    fn of_years(&self, a: &Seated, b: &Seated) -> f32 {
        let (Some(one), Some(other)) = (a.known.years, b.known.years) else { return 1.0 };
        let span = (self.years.1 - self.years.0 + 5) as f32;
        let length = |years: (i32, i32)| (years.1 - years.0) as f32;
        if one.1 > other.0 && other.1 > one.0 {
            // Who stood here and there by turns, and never in both on one day, is one person rather than two.
            if !a.known.days.is_empty() && !b.known.days.is_empty() && a.known.days.is_disjoint(&b.known.days) {
                return (0.04 * span).clamp(1.0, 4.0);
            }
            return (0.1 * span / (length(one) + length(other) + 1.0)).clamp(0.1, 1.0);
        }
        let by_chance = 10.0 / span;
        match gap(Some(one), Some(other)) {
            0..=5 => (0.7 / by_chance).clamp(1.2, 8.0),
            6..=10 => (0.2 / by_chance).clamp(0.6, 2.0),
            11..=PAUSE => (0.07 / by_chance).clamp(0.3, 1.0),
            16..=25 => 0.15,
            _ => 0.02,
        }
    }

    /// Returns how much more often one person than two have these parties. A common small party says more than a
    /// common large one.
    fn of_parties(&self, a: &BTreeSet<u32>, b: &BTreeSet<u32>) -> f32 {
        if a.is_empty() || b.is_empty() {
            return 1.0;
        }
        let share = |party: &u32| self.parties.get(party).copied().unwrap_or(1.0) / self.with_party.max(1.0);
        match a.intersection(b).map(share).min_by(f32::total_cmp) {
            Some(share) => (0.85 / share.max(0.01)).min(30.0),
            None if a.iter().any(|one| b.iter().any(|other| self.are_kin(*one, *other))) => 1.0,
            None => OTHER_PARTY,
        }
    }

    /// Returns true if people of one seat are seen to go from the one party to the other.
    fn are_kin(&self, one: u32, other: u32) -> bool {
        let both = self.changes.get(&(one.min(other), one.max(other))).copied().unwrap_or(0.0);
        let size = |party: u32| self.parties.get(&party).copied().unwrap_or(0.0);
        both >= 3.0 && both >= 0.05 * size(one).min(size(other))
    }

    /// Returns true if somebody of this name may have stood in two seats on one day: if others of the body did, or if the
    /// name is that of one who stood in many seats.
    fn may_double(&self, namesakes: &Namesakes) -> bool {
        namesakes.expected < RARE && (self.doubles || namesakes.seated >= MANY_SEATS)
    }

    /// Returns why two people are only asked about, whatever the odds.
    fn doubt(&self, namesakes: &Namesakes, a: &Seated, b: &Seated) -> Option<(Evidence, String)> {
        let years = gap(a.known.years, b.known.years);
        let of_one_party = !a.known.parties.is_disjoint(&b.known.parties);
        if let Some(day) = same_day(&a.known.days, &b.known.days)
            && !(of_one_party && self.may_double(namesakes))
        {
            return Some((Evidence::Date, format!("both stood on {day}, in two seats")));
        }
        let one_day = evidence::births::agree(&a.born, &b.born) == Some(Agreement::Day);
        (years > PAUSE && !one_day).then(|| (Evidence::Years, format!("there are {years} years between them")))
    }

    /// Returns what forbids joining two groups.
    fn bar(&self, namesakes: &Namesakes, a: &Seated, b: &Seated) -> Option<(Evidence, String)> {
        let clash = evidence::births::clash(&a.born, &b.born).or_else(|| evidence::ids::two_ids(&a.ids, &b.ids));
        if clash.is_some() {
            return clash;
        }
        if a.known.page && b.known.page {
            return Some((Evidence::OtherPage, "both are titles of pages".into()));
        }
        if !a.seats.is_disjoint(&b.seats) {
            return Some((Evidence::StoodAgainst, "two people of this name are told apart in one seat".into()));
        }
        let both = same_day(&a.known.days, &b.known.days).filter(|_| !self.may_double(namesakes));
        both.map(|day| (Evidence::Date, format!("both stood on {day}, in two seats")))
    }
}

/// Returns the kinds of evidence on two people, and the same in words.
fn said(namesakes: &Namesakes, a: &Seated, b: &Seated, against: Option<(Evidence, String)>) -> (Vec<Evidence>, String) {
    let (mut kinds, mut words) = (Vec::new(), Vec::new());
    if let Some((kind, said)) = against {
        kinds.push(kind);
        words.push(said);
    }
    if let Some((kind, said)) = evidence::pages::one_article(&a.known.pages, &b.known.pages) {
        kinds.push(kind);
        words.push(said.to_string());
    }
    if let Some(agreement) = evidence::births::agree(&a.born, &b.born) {
        kinds.push(Evidence::SameBirth);
        words.push(agreement.said().to_string());
    }
    kinds.push(Evidence::SameName);
    kinds.push(Evidence::Body);
    words.push("two seats of one body".to_string());
    if !a.known.parties.is_empty() && !b.known.parties.is_empty() {
        kinds.push(Evidence::Party);
        let one = !a.known.parties.is_disjoint(&b.known.parties);
        words.push(if one { "of one party".into() } else { "of different parties".into() });
    }
    if a.known.years.is_some() && b.known.years.is_some() && !kinds.contains(&Evidence::Years) {
        kinds.push(Evidence::Years);
        let years = gap(a.known.years, b.known.years);
        words.push(if years == 0 { "their years meet".into() } else { format!("{years} years apart") });
    }
    kinds.push(Evidence::Rarity);
    words.push(format!("{:.2} namesakes expected by chance", namesakes.expected));
    (kinds, words.join("; "))
}

/// Returns the odds that two of `seated` people of one name are one person, before anything else is known of the two.
///
/// Of two people, one moved, or there are two namesakes. Of several, each is as likely the one who moved to another's
/// seat. Where there are far more people than namesakes are expected, some of them move often: if k people with seats are
/// n persons, a pair is one person with the probability 2(k - n) / ((n + 1)(k - 1)), all ways to divide the seats among
/// the persons being alike.
fn before_other_evidence(moving: f32, expected: f32, seated: f32) -> f32 {
    let usual = moving / (expected + moving * (seated - 2.0));
    let persons = 1.0 + expected;
    if seated < 3.0 || seated < persons + 2.0 * expected.sqrt() {
        return usual;
    }
    let one = 2.0 * (seated - persons) / ((persons + 1.0) * (seated - 1.0));
    usual.max(one / (1.0 - one).max(1e-3))
}

/// Returns the judgement on two people, with the odds and the verdict.
fn judgement(
    namesakes: &Namesakes,
    a: &Seated,
    b: &Seated,
    (odds, verdict): (f32, Verdict),
    against: Option<(Evidence, String)>,
    clusters: &[(Identity, Members)],
) -> Judgement {
    let (evidence, reason) = said(namesakes, a, b, against);
    let (a, b) = (&clusters[a.cluster].0, &clusters[b.cluster].0);
    let (first, second) = if (&a.name, &a.series) <= (&b.name, &b.series) { (a, b) } else { (b, a) };
    Judgement {
        name_a: first.name.clone(),
        name_b: second.name.clone(),
        series: format!("{} / {}", first.series, second.series),
        verdict,
        score: (1000.0 * odds / (1.0 + odds)).round() as u16,
        evidence,
        reason,
        subject: Subject::Person,
    }
}

impl Seated {
    /// Adds what is known of another one who is the same person.
    fn absorb(&mut self, other: Self) {
        self.known.absorb(other.known);
        self.seats.extend(other.seats);
        self.ids.extend(other.ids);
        self.born.extend(other.born);
    }
}

//! Which names mean which person.

use super::names::{Likeness, compare, score, skeleton, words};
use super::{Evidence, Identity, Judgement, Overrides, Roster, Verdict};
use crate::facts::{CandidacySays, Confidence, ContestSays, Facts, Holder, Statement};
use crate::wikitext::fold;
use itertools::Itertools;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Names in one block are compared pairwise up to this many; above, only the same surname is.
const BLOCK: usize = 300;
/// Careers in one series that lie further apart than this many years are not one person's.
const YEARS_APART: i32 = 60;

/// The names that were joined to one person, each with its series.
type Members = Vec<(String, String)>;

/// A list of candidates: the contest, the page by its number, the kind of source.
type List = (u32, u32, Confidence);

/// A name in a series: all that is known of it before it is joined.
#[derive(Default, Clone)]
struct Mention {
    /// How often it stands in the sources.
    count: usize,
    /// The years of its contests.
    years: Option<(i32, i32)>,
    /// The lists of candidates it stands in, sorted.
    lists: Vec<List>,
}

/// Joins the names of each series.
pub(super) fn resolve(facts: &Facts, overrides: &Overrides, roster: &mut Roster) {
    let mut series: BTreeMap<String, BTreeMap<String, Mention>> = BTreeMap::new();
    collect(facts, roster, &mut series);
    let mut listed: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for fact in &facts.facts {
        if let Statement::SameName { office, name, also } = &fact.statement {
            listed.entry(roster.office_key(office)).or_default().push((name.clone(), also.clone()));
        }
    }
    let mut clusters: Vec<(Identity, Members)> = Vec::new();
    for (key, mentions) in &series {
        let listed = listed.get(key).map_or(&[][..], Vec::as_slice);
        let mut joined = Joining::new(key, mentions);
        joined.run(listed, overrides, roster);
        clusters.extend(joined.clusters(listed, overrides));
        roster.judgements.append(&mut joined.judgements);
    }
    join_pages(&mut clusters, facts, overrides, roster);
    join_across(&mut clusters, overrides);
    clusters.sort_by(|a, b| (&a.0.name, &a.0.series).cmp(&(&b.0.name, &b.0.series)));
    for (index, (identity, members)) in clusters.iter().enumerate() {
        for (series, name) in members {
            roster.person_of.entry(series.clone()).or_default().insert(name.clone(), index);
        }
        roster.people.push(identity.clone());
    }
    across_series(roster);
}

fn collect(facts: &Facts, roster: &Roster, series: &mut BTreeMap<String, BTreeMap<String, Mention>>) {
    let mut pages: HashMap<&str, u32> = HashMap::new();
    let years: Vec<Option<i32>> = roster.contests.iter().map(|c| crate::facts::Title::read(&c.title).year).collect();
    let mut see = |key: &str, name: &str, year: Option<i32>, list: Option<List>| {
        let names = match series.get_mut(key) {
            Some(names) => names,
            None => series.entry(key.to_string()).or_default(),
        };
        let mention = match names.get_mut(name) {
            Some(mention) => mention,
            None => names.entry(name.to_string()).or_default(),
        };
        mention.count += 1;
        if let Some(year) = year {
            let (from, to) = mention.years.unwrap_or((year, year));
            mention.years = Some((from.min(year), to.max(year)));
        }
        if list.is_some() && mention.lists.last() != list.as_ref() {
            mention.lists.extend(list);
        }
    };
    for fact in &facts.facts {
        match &fact.statement {
            Statement::Candidacy { contest, person, says } => {
                let Some(index) = roster.contest(contest) else { continue };
                let listed = matches!(says, CandidacySays::Stood(_) | CandidacySays::Role(_));
                let next = pages.len() as u32;
                let page = *pages.entry(&fact.citation.page).or_insert(next);
                let list = listed.then_some((index as u32, page, fact.citation.confidence));
                see(&roster.contests[index].series, person, years[index], list);
            }
            Statement::Contest {
                contest,
                says: ContestSays::Before(Holder::Person(name)) | ContestSays::After(Holder::Person(name)),
            } => {
                let Some(index) = roster.contest(contest) else { continue };
                see(&roster.contests[index].series, name, years[index], None);
            }
            Statement::Tenure(says) => {
                let year = says.from.or(says.to).and_then(|d| d.first_year().or(d.last_year()));
                see(&roster.office_key(&says.office), &says.person, year, None);
            }
            Statement::Succession(says) => {
                let key = roster.office_key(&says.office);
                for name in [&says.from, &says.to] {
                    see(&key, name, None, None);
                }
            }
            _ => {}
        }
    }
    for mention in series.values_mut().flat_map(BTreeMap::values_mut) {
        mention.lists.sort_unstable();
        mention.lists.dedup();
    }
}

/// The joining of one series' names.
struct Joining<'a> {
    key: &'a str,
    names: Vec<&'a str>,
    mentions: Vec<&'a Mention>,
    parent: Vec<usize>,
    /// For each root: the candidate lists and which name stands in each.
    lists: Vec<BTreeMap<List, usize>>,
    apart: BTreeSet<(usize, usize)>,
    judgements: Vec<Judgement>,
}

impl<'a> Joining<'a> {
    fn new(key: &'a str, mentions: &'a BTreeMap<String, Mention>) -> Self {
        let names: Vec<&str> = mentions.keys().map(String::as_str).collect();
        let lists = mentions.values().enumerate().map(|(i, m)| m.lists.iter().map(|l| (*l, i)).collect()).collect();
        Self {
            key,
            parent: (0..names.len()).collect(),
            mentions: mentions.values().collect(),
            names,
            lists,
            apart: BTreeSet::new(),
            judgements: Vec::new(),
        }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    /// The contest in which one source lists both as candidates.
    fn clash(&self, a: usize, b: usize) -> Option<usize> {
        let (small, large) = if self.lists[a].len() <= self.lists[b].len() { (a, b) } else { (b, a) };
        self.lists[small]
            .iter()
            .find(|(list, name)| {
                self.lists[large].get(*list).is_some_and(|other| fold(self.names[*other]) != fold(self.names[**name]))
            })
            .map(|(list, _)| list.0 as usize)
    }

    fn judge(&mut self, a: usize, b: usize, verdict: Verdict, evidence: Evidence, reason: String) {
        let (first, second) = if self.names[a] <= self.names[b] { (a, b) } else { (b, a) };
        let (name_a, name_b) = (self.names[first].to_string(), self.names[second].to_string());
        let score = score(&name_a, &name_b);
        self.judgements.push(Judgement {
            name_a,
            name_b,
            series: self.key.to_string(),
            verdict,
            score,
            evidence,
            reason,
        });
    }

    /// Joins two names unless an override or a list of candidates forbids it.
    fn join(&mut self, a: usize, b: usize, evidence: Evidence, reason: String, roster: &Roster) {
        let (ra, rb) = (self.root(a), self.root(b));
        if ra == rb {
            if self.names[a] != self.names[b] && evidence != Evidence::SameName {
                self.judge(a, b, Verdict::Same, evidence, reason);
            }
            return;
        }
        if self.apart.iter().any(|(x, y)| {
            let (x, y) = (self.parent_of(*x), self.parent_of(*y));
            (x, y) == (ra, rb) || (y, x) == (ra, rb)
        }) {
            self.judge(a, b, Verdict::Different, Evidence::Override, "the override file tells them apart".into());
            return;
        }
        if evidence != Evidence::Override
            && let Some(contest) = self.clash(ra, rb)
        {
            let reason = format!("both stood in the {}", roster.contests[contest].title);
            self.judge(a, b, Verdict::Different, Evidence::StoodAgainst, reason);
            return;
        }
        if evidence != Evidence::SameName {
            self.judge(a, b, Verdict::Same, evidence, reason);
        }
        self.parent[rb] = ra;
        let moved = std::mem::take(&mut self.lists[rb]);
        self.lists[ra].extend(moved);
    }

    fn parent_of(&self, mut at: usize) -> usize {
        while self.parent[at] != at {
            at = self.parent[at];
        }
        at
    }

    fn run(&mut self, listed: &[(String, String)], overrides: &Overrides, roster: &Roster) {
        let index: HashMap<&str, usize> = self.names.iter().enumerate().map(|(i, n)| (*n, i)).collect();
        let mut folded: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, name) in self.names.iter().enumerate() {
            folded.entry(words(name).join(" ")).or_default().push(i);
        }
        let find = |name: &str| index.get(name).copied().or_else(|| folded.get(&words(name).join(" ")).map(|v| v[0]));
        for [a, b] in &overrides.different {
            if let (Some(a), Some(b)) = (find(a), find(b)) {
                self.apart.insert((a.min(b), a.max(b)));
            }
        }
        for group in &overrides.same {
            for (a, b) in group.iter().tuple_windows() {
                if let (Some(a), Some(b)) = (find(a), find(b)) {
                    self.join(a, b, Evidence::Override, "the override file says so".into(), roster);
                }
            }
        }
        for same in folded.values() {
            for (a, b) in same.iter().tuple_windows() {
                self.join(*a, *b, Evidence::SameName, String::new(), roster);
            }
        }
        for (name, also) in listed {
            if let (Some(a), Some(b)) = (find(name), find(also))
                && a != b
            {
                self.join(
                    a,
                    b,
                    Evidence::ListedName,
                    format!("the table lists '{also}' as another name of '{name}'"),
                    roster,
                );
            }
        }
        // Two other spellings of one listed person, where the preferred name itself does not stand in the series.
        for (_, group) in &listed.iter().chunk_by(|(name, _)| name) {
            let present: Vec<usize> = group.filter_map(|(_, also)| find(also)).collect();
            for (a, b) in present.iter().tuple_windows() {
                if self.root(*a) != self.root(*b) {
                    self.join(
                        *a,
                        *b,
                        Evidence::ListedName,
                        "the table lists both as names of one person".into(),
                        roster,
                    );
                }
            }
        }
        self.spellings(roster);
    }

    /// Compares the names whose surnames begin alike, most alike first.
    fn spellings(&mut self, roster: &Roster) {
        let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        for i in 0..self.names.len() {
            let words = words(self.names[i]);
            let Some(surname) = words.last().filter(|_| seen.insert(words.join(" "))) else { continue };
            let sound: String = skeleton(surname).chars().take(2).collect();
            blocks.entry(if sound.is_empty() { surname.clone() } else { sound }).or_default().push(i);
        }
        let mut pairs = Vec::new();
        for block in blocks.into_values() {
            let groups = if block.len() <= BLOCK { vec![block] } else { self.by_surname(&block) };
            for group in groups.iter().filter(|g| g.len() <= BLOCK) {
                for (a, b) in group.iter().array_combinations().map(|[a, b]| (a, b)) {
                    let likeness = compare(self.names[*a], self.names[*b]);
                    if likeness != Likeness::Apart {
                        pairs.push((std::cmp::Reverse(score(self.names[*a], self.names[*b])), *a, *b, likeness));
                    }
                }
            }
        }
        pairs.sort_by_key(|(score, a, b, _)| (*score, *a, *b));
        let mut initials: BTreeMap<usize, usize> = BTreeMap::new();
        for (_, a, b, likeness) in &pairs {
            if *likeness == Likeness::Initials && self.parent_of(*a) != self.parent_of(*b) {
                *initials.entry(*a).or_default() += 1;
                *initials.entry(*b).or_default() += 1;
            }
        }
        for (_, a, b, likeness) in pairs {
            if self.root(a) == self.root(b) {
                continue;
            }
            if !self.years_fit(a, b) {
                self.judge(
                    a,
                    b,
                    Verdict::Different,
                    Evidence::NearName,
                    format!("their years lie more than {YEARS_APART} apart"),
                );
                continue;
            }
            match likeness {
                Likeness::Same => self.join(a, b, Evidence::SameName, String::new(), roster),
                Likeness::Spelling(how) => {
                    let reason = format!("alike but for the spelling of {how}, in one series and compatible years");
                    self.join(a, b, Evidence::Spelling, reason, roster);
                }
                Likeness::Initials if initials[&a] == 1 && initials[&b] == 1 => {
                    self.join(a, b, Evidence::Initials, "the initials fit nobody else of that surname".into(), roster);
                }
                Likeness::Initials => {
                    self.judge(
                        a,
                        b,
                        Verdict::Unsure,
                        Evidence::Initials,
                        "the initials fit more than one person".into(),
                    );
                }
                Likeness::Near(how) => self.near(a, b, how, roster),
                Likeness::Apart => {}
            }
        }
    }

    fn by_surname(&self, block: &[usize]) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for i in block {
            groups.entry(words(self.names[*i]).pop().unwrap_or_default()).or_default().push(*i);
        }
        groups.into_values().collect()
    }

    fn near(&mut self, a: usize, b: usize, how: String, roster: &Roster) {
        let (ra, rb) = (self.root(a), self.root(b));
        match self.clash(ra, rb) {
            Some(contest) => {
                let reason = format!("{how}; both stood in the {}", roster.contests[contest].title);
                self.judge(a, b, Verdict::Different, Evidence::StoodAgainst, reason);
            }
            None => self.judge(a, b, Verdict::Different, Evidence::NearName, how),
        }
    }

    fn years_fit(&self, a: usize, b: usize) -> bool {
        match (self.mentions[a].years, self.mentions[b].years) {
            (Some(a), Some(b)) => a.0.max(b.0) - a.1.min(b.1) <= YEARS_APART,
            _ => true,
        }
    }

    /// The people, each with its members.
    fn clusters(&mut self, listed: &[(String, String)], overrides: &Overrides) -> Vec<(Identity, Members)> {
        let preferred: BTreeSet<&str> = listed.iter().map(|(name, _)| name.as_str()).collect();
        let chosen: BTreeSet<&str> = overrides.same.iter().filter_map(|g| g.first().map(String::as_str)).collect();
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for i in 0..self.names.len() {
            let root = self.root(i);
            groups.entry(root).or_default().push(i);
        }
        groups
            .into_values()
            .map(|members| {
                let best = members.iter().copied().max_by_key(|i| {
                    let name = self.names[*i];
                    let count = self.mentions[*i].count;
                    (chosen.contains(name), preferred.contains(name), count, name.len(), std::cmp::Reverse(name))
                });
                let name = best.map_or_else(String::new, |i| self.names[i].to_string());
                let spellings = members.iter().map(|i| self.names[*i].to_string()).collect();
                let keys = members.iter().map(|i| (self.key.to_string(), self.names[*i].to_string())).collect();
                (Identity { name, spellings, series: self.key.to_string() }, keys)
            })
            .collect()
    }
}

/// Joins people of different series where the override file says so.
fn join_across(clusters: &mut Vec<(Identity, Members)>, overrides: &Overrides) {
    for group in &overrides.same {
        let wanted: BTreeSet<String> = group.iter().map(|n| fold(n)).collect();
        let is_one = |c: &(Identity, Members)| c.0.spellings.iter().any(|s| wanted.contains(&fold(s)));
        let (joined, rest): (Vec<_>, Vec<_>) = std::mem::take(clusters).into_iter().partition(is_one);
        *clusters = rest;
        let Some(((mut identity, mut keys), others)) = joined.split_first().map(|(f, o)| (f.clone(), o)) else {
            continue;
        };
        for (other, more) in others {
            identity.spellings.extend(other.spellings.iter().cloned());
            keys.extend(more.iter().cloned());
        }
        identity.spellings.sort();
        identity.spellings.dedup();
        if let Some(name) = group.first() {
            identity.name.clone_from(name);
        }
        clusters.push((identity, keys));
    }
}

/// Joins those of several series whose name is the title of one page, since a title is one page's only.
fn join_pages(clusters: &mut Vec<(Identity, Members)>, facts: &Facts, overrides: &Overrides, roster: &mut Roster) {
    let apart: BTreeSet<String> = overrides.different.iter().flatten().map(|n| fold(n)).collect();
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut into: Vec<usize> = (0..clusters.len()).collect();
    for index in 0..clusters.len() {
        let (identity, _) = &clusters[index];
        for name in identity.spellings.iter().filter(|n| facts.pages.contains(*n) && !apart.contains(&fold(n))) {
            let known = *first.entry(name.clone()).or_insert(index);
            let (mut a, mut b) = (known, index);
            while into[a] != a {
                a = into[a];
            }
            while into[b] != b {
                b = into[b];
            }
            if a == b {
                continue;
            }
            into[a.max(b)] = a.min(b);
            roster.judgements.push(Judgement {
                name_a: name.clone(),
                name_b: name.clone(),
                series: format!("{} / {}", clusters[known].0.series, identity.series),
                verdict: Verdict::Same,
                score: 1000,
                evidence: Evidence::SamePage,
                reason: "links and titles name one page of the wiki".into(),
            });
        }
    }
    let mut joined: BTreeMap<usize, (Identity, Members)> = BTreeMap::new();
    for (index, (identity, members)) in std::mem::take(clusters).into_iter().enumerate() {
        let mut root = index;
        while into[root] != root {
            root = into[root];
        }
        match joined.get_mut(&root) {
            Some((whole, keys)) => {
                whole.spellings.extend(identity.spellings);
                whole.spellings.sort();
                whole.spellings.dedup();
                keys.extend(members);
            }
            None => {
                joined.insert(root, (identity, members));
            }
        }
    }
    clusters.extend(joined.into_values());
}

/// The same name in two series is a question for the user.
fn across_series(roster: &mut Roster) {
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, person) in roster.people.iter().enumerate() {
        by_name.entry(fold(&person.name)).or_default().push(i);
    }
    let mut found = Vec::new();
    for people in by_name.values() {
        for (a, b) in people.iter().tuple_windows() {
            let (a, b) = (&roster.people[*a], &roster.people[*b]);
            found.push(Judgement {
                name_a: a.name.clone(),
                name_b: b.name.clone(),
                series: format!("{} / {}", a.series, b.series),
                verdict: Verdict::Unsure,
                score: 1000,
                evidence: Evidence::OtherSeries,
                reason: "the same name in unrelated series is never joined by the name alone".into(),
            });
        }
    }
    roster.judgements.extend(found);
}

//! Decides which names mean which person.

use super::across;
use super::all_names::AllNames;
use super::bodies;
use super::clusters::Members;
use super::evidence::births::Birth;
use super::evidence::{self, Signs};
use super::ids::{Births, IdSet, Ids};
use super::judgement::{Subject, score};
use super::matching::{FAR, LIKELY, ON_THE_WHOLE, SAME, UNSURE, candidates};
use super::mentions::{List, Mention, collect};
use super::names::{Census, Comparison, Name, compare, has_title};
use super::overrides::Told;
use super::pairs::{Near, Pair, first_alike, is_foreign};
use super::{Evidence, Identity, Judgement, Overrides, Roster, Verdict};
use crate::facts::{Facts, Statement, tagged};
use crate::wikitext::fold;
use crate::wikitext::number::grouped;
use itertools::Itertools;
use petgraph::unionfind::UnionFind;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// In each series, this many pairs that are not joined get a judgement, nearest first, plus [`REFUSED_A_NAME`] per
/// name.
const REFUSED: usize = 5_000;
/// See [`REFUSED`].
const REFUSED_A_NAME: usize = 1;

/// From this many years apart, a middle name in only one of two names may distinguish two people.
const GENERATION: i32 = 8;

/// Joins the names of each series, and then the people of different series if the evidence allows it.
pub(super) fn resolve(facts: &Facts, overrides: &Overrides, roster: &mut Roster) {
    let series = collect(facts, roster);
    let mut listed: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for fact in &facts.stated {
        if let Statement::SameName { office, name, also } = &fact.statement {
            listed.entry(roster.office_key(office)).or_default().push((name.clone(), also.clone()));
        }
    }
    let all = AllNames::of(&series);
    let ids = Ids::of_facts(facts);
    let births = Births::of_facts(facts);
    let told = Told::of(overrides);
    let mut clusters: Vec<(Identity, Members)> = Vec::new();
    for (key, mentions) in &series {
        let listed = listed.get(key).map_or(&[][..], Vec::as_slice);
        let mut joined = Joining::new(key, mentions, &all, (&ids, &births), facts);
        joined.run(listed, &told, roster);
        clusters.extend(joined.clusters(listed, &told));
        roster.judgements.append(&mut joined.judgements);
    }
    across::join_pages(&mut clusters, facts, overrides, roster);
    across::join_ids(&mut clusters, &ids, roster);
    across::join_as_told(&mut clusters, overrides, roster);
    bodies::join_seats(&mut clusters, &series, (&ids, &births), facts, overrides, roster);
    across::join_by_evidence(&mut clusters, &series, &all.census, (&ids, &births), facts, overrides, roster);
    clusters.sort_by(|a, b| (&a.0.name, &a.0.series).cmp(&(&b.0.name, &b.0.series)));
    roster.enter(&clusters, facts);
}

/// The joining of the names of one series. A *root* represents a group of joined names.
struct Joining<'a> {
    key: &'a str,
    names: Vec<&'a str>,
    read: Vec<&'a Name>,
    mentions: Vec<&'a Mention>,
    census: &'a Census,
    facts: &'a Facts,
    groups: UnionFind<usize>,
    /// For each root, the lists and sentences that tell names apart, and which name each contains.
    lists: Vec<BTreeMap<List, usize>>,
    /// For each root, which of its names is the title of a page.
    page: Vec<Option<usize>>,
    /// For each root, its ids.
    ids: Vec<IdSet>,
    /// For each root, the dates of birth.
    born: Vec<BTreeSet<Birth>>,
    /// For each root, names that the user tells apart from one of its names.
    apart: Vec<BTreeSet<usize>>,
    /// The distances between the names that were compared, sorted by the pair of indices.
    known: Vec<((u32, u32), f32)>,
    /// For each name, the folded name.
    folded: Vec<String>,
    /// For each name, the first name with the same folded form.
    alike: Vec<usize>,
    /// For each name, the number of namesakes expected by chance; empty until names are compared.
    namesakes: Vec<f32>,
    /// For each root, its names; of names with the same folded form, only the first.
    members: Vec<Vec<usize>>,
    /// For each root, how many distances of its names are known; each distance counts at both of its ends.
    ties: Vec<usize>,
    judgements: Vec<Judgement>,
}

impl<'a> Joining<'a> {
    fn new(
        key: &'a str,
        mentions: &'a BTreeMap<String, Mention>,
        all: &'a AllNames<'a>,
        (ids, births): (&Ids<'_>, &Births<'_>),
        facts: &'a Facts,
    ) -> Self {
        let names: Vec<&str> = mentions.keys().map(String::as_str).collect();
        let folded: Vec<String> = names.iter().map(|name| fold(tagged::plain(name))).collect();
        let lists = mentions.values().enumerate().map(|(i, m)| m.lists.iter().map(|l| (*l, i)).collect()).collect();
        Self {
            key,
            groups: UnionFind::new(names.len()),
            mentions: mentions.values().collect(),
            read: names.iter().filter_map(|n| all.names.get(n)).collect(),
            page: names.iter().enumerate().map(|(i, n)| facts.is_of_one_person(n).then_some(i)).collect(),
            census: &all.census,
            facts,
            known: Vec::new(),
            ids: names.iter().map(|name| ids.of(name)).collect(),
            born: names.iter().map(|name| births.of(name)).collect(),
            members: (0..names.len()).map(|i| vec![i]).collect(),
            ties: vec![0; names.len()],
            apart: vec![BTreeSet::new(); names.len()],
            alike: first_alike(&folded),
            folded,
            namesakes: Vec::new(),
            names,
            lists,
            judgements: Vec::new(),
        }
    }

    fn root(&mut self, at: usize) -> usize {
        self.groups.find_mut(at)
    }

    /// Unites the groups of two roots.
    fn unite(&mut self, ra: usize, rb: usize) {
        self.groups.union(ra, rb);
        let whole = self.root(ra);
        let [mut lists, mut moved] = [ra, rb].map(|root| std::mem::take(&mut self.lists[root]));
        // If a list contains names of both, the name of the second is kept. The smaller map is merged into the larger.
        if moved.len() <= lists.len() {
            lists.extend(moved);
        } else {
            lists.into_iter().for_each(|(list, at)| {
                moved.entry(list).or_insert(at);
            });
            lists = moved;
        }
        self.lists[whole] = lists;
        let [mut members, moved] = [ra, rb].map(|root| std::mem::take(&mut self.members[root]));
        let known: BTreeSet<usize> = members.iter().map(|m| self.alike[*m]).collect();
        members.extend(moved.into_iter().filter(|m| !known.contains(&self.alike[*m])));
        self.members[whole] = members;
        let [mut apart, mut moved] = [ra, rb].map(|root| std::mem::take(&mut self.apart[root]));
        if apart.len() < moved.len() {
            std::mem::swap(&mut apart, &mut moved);
        }
        apart.extend(moved);
        self.apart[whole] = apart;
        let moved = [ra, rb].map(|root| std::mem::take(&mut self.ids[root]));
        self.ids[whole] = moved.into_iter().flatten().collect();
        let moved = [ra, rb].map(|root| std::mem::take(&mut self.born[root]));
        self.born[whole] = moved.into_iter().flatten().collect();
        self.ties[whole] = self.ties[ra] + self.ties[rb];
        self.page[whole] = self.page[ra].or(self.page[rb]);
    }

    fn judge(&mut self, pair: &Pair, verdict: Verdict, evidence: Vec<Evidence>, reason: String) {
        let (a, b) = (tagged::plain(self.names[pair.a]), tagged::plain(self.names[pair.b]));
        let (name_a, name_b) = if a <= b { (a, b) } else { (b, a) };
        self.judgements.push(Judgement {
            name_a: name_a.to_string(),
            name_b: name_b.to_string(),
            series: self.key.to_string(),
            verdict,
            score: score(pair.distance),
            evidence,
            reason,
            subject: Subject::Person,
        });
    }

    /// Returns what rules out that two clusters are one person, whatever their names: an override, a list of
    /// candidates, a sentence, or two pages of one wiki.
    fn forbidden(&mut self, a: usize, b: usize, roster: &Roster) -> Option<(Evidence, String)> {
        let (ra, rb) = (self.root(a), self.root(b));
        let (few, other) = if self.apart[ra].len() <= self.apart[rb].len() { (ra, rb) } else { (rb, ra) };
        let groups = &self.groups;
        if self.apart[few].iter().any(|name| groups.find(*name) == other) {
            return Some((Evidence::Override, "the override file tells them apart".into()));
        }
        if let Some(clash) = evidence::ids::two_ids(&self.ids[ra], &self.ids[rb]) {
            return Some(clash);
        }
        if let Some(clash) = evidence::births::clash(&self.born[ra], &self.born[rb]) {
            return Some(clash);
        }
        let page = |root: usize| self.page[root].map(|at| self.names[at]);
        evidence::lists::clash(&self.lists[ra], &self.lists[rb], &self.names, roster)
            .or_else(|| evidence::pages::two_pages(page(ra), page(rb)))
    }

    /// Joins two names unless something rules it out, and records the judgement.
    fn join(&mut self, pair: &Pair, roster: &Roster) {
        let (ra, rb) = (self.root(pair.a), self.root(pair.b));
        let decided = pair.kinds.first().copied();
        let silent = decided == Some(Evidence::SameName);
        if ra != rb {
            let counts = |kind: Evidence| match decided {
                Some(Evidence::Override) => kind == Evidence::Override,
                Some(Evidence::SameId | Evidence::ListedName) => kind != Evidence::Born,
                _ => true,
            };
            let forbidden = self.forbidden(pair.a, pair.b, roster);
            if let Some((kind, reason)) = forbidden.filter(|(kind, _)| counts(*kind)) {
                let mut kinds = vec![kind];
                kinds.extend(pair.kinds.iter().filter(|k| **k != kind));
                let reason = if pair.reason.is_empty() { reason } else { format!("{reason}; {}", pair.reason) };
                let is_doubt = matches!(kind, Evidence::OwnIds | Evidence::Born);
                let verdict = if is_doubt { Verdict::Unsure } else { Verdict::Different };
                self.judge(pair, verdict, kinds, reason);
                return;
            }
            self.unite(ra, rb);
        }
        if !silent && self.names[pair.a] != self.names[pair.b] {
            self.judge(pair, Verdict::Same, pair.kinds.clone(), pair.reason.clone());
        }
    }

    fn run(&mut self, listed: &[(String, String)], by_user: &Told<'_>, roster: &Roster) {
        let index: HashMap<&str, usize> = self.names.iter().enumerate().map(|(i, n)| (*n, i)).collect();
        let mut folded: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, name) in self.folded.iter().enumerate() {
            folded.entry(name.clone()).or_default().push(i);
        }
        let find = |name: &str| index.get(name).copied().or_else(|| folded.get(&fold(name)).map(|v| v[0]));
        for [a, b] in by_user.different(folded.keys()) {
            if let (Some(a), Some(b)) = (find(a), find(b)) {
                self.apart[a].insert(b);
                self.apart[b].insert(a);
            }
        }
        let told = |a, b, kind, reason: &str| Pair { a, b, distance: 0.0, kinds: vec![kind], reason: reason.into() };
        for group in by_user.same(folded.keys()) {
            for (a, b) in group.iter().filter_map(|n| find(n)).tuple_windows() {
                if a != b {
                    self.join(&told(a, b, Evidence::Override, "the override file lists them as same"), roster);
                }
            }
        }
        for (id, same) in self.by_id() {
            for (a, b) in same.iter().tuple_windows() {
                self.join(&told(*a, *b, Evidence::SameId, &format!("both have the id {id}")), roster);
            }
        }
        for same in folded.values() {
            for (a, b) in same.iter().tuple_windows() {
                self.join(&told(*a, *b, Evidence::SameName, ""), roster);
            }
        }
        for (name, also) in listed {
            if let (Some(a), Some(b)) = (find(name), find(also))
                && a != b
            {
                let reason = format!("the table lists '{also}' as another name of '{name}'");
                self.join(&told(a, b, Evidence::ListedName, &reason), roster);
            }
        }
        // Joins the other spellings of one listed person if the preferred name does not occur in the series.
        for (_, group) in &listed.iter().chunk_by(|(name, _)| name) {
            let present: Vec<usize> = group.filter_map(|(_, also)| find(also)).collect();
            for (a, b) in present.iter().tuple_windows() {
                if self.root(*a) != self.root(*b) {
                    let reason = "the table lists both names for one person";
                    self.join(&told(*a, *b, Evidence::ListedName, reason), roster);
                }
            }
        }
        self.by_evidence(roster);
    }

    /// Returns the names that share an id, by id.
    fn by_id(&self) -> BTreeMap<Arc<str>, Vec<usize>> {
        let mut all: BTreeMap<Arc<str>, Vec<usize>> = BTreeMap::new();
        for (at, ids) in self.ids.iter().enumerate() {
            ids.iter().for_each(|id| all.entry(Arc::clone(id)).or_default().push(at));
        }
        all.retain(|_, names| names.len() > 1);
        all
    }

    /// Judges every pair of similar names, nearest first.
    fn by_evidence(&mut self, roster: &Roster) {
        if self.names.len() < 2 {
            return;
        }
        // The namesakes expected in a series are in proportion to its share of all names.
        let share = (self.names.len() as f32 / self.census.people().max(1) as f32).min(1.0);
        self.namesakes = self.read.iter().map(|name| self.census.namesakes(name) * share).collect();
        // All pairs are held in memory at once, so without reasons; these are written at the end.
        let mut pairs: Vec<Near> = Vec::new();
        for (a, b) in candidates(self.read.iter().copied()) {
            let (a, b) = (a as usize, b as usize);
            // Equal folded names were joined above. Two names with one id are one person already.
            if self.alike[a] == self.alike[b] || !self.ids[a].is_disjoint(&self.ids[b]) {
                continue;
            }
            let Some(found) = compare(self.read[a], self.read[b]) else { continue };
            let weighed = self.weigh(a, b, &found, false);
            pairs.extend(weighed.map(|signs| Near {
                a: a as u32,
                b: b as u32,
                distance: signs.distance(),
                initials: found.initials,
                foreign: is_foreign(&found),
                apart: self.are_of_other_parties(a, b),
            }));
        }
        // `candidates` returns the pairs sorted by index.
        self.known = pairs.iter().map(|p| ((p.a, p.b), p.distance)).collect();
        pairs.sort_unstable_by(|x, y| x.distance.total_cmp(&y.distance).then((x.a, x.b).cmp(&(y.a, y.b))));
        for pair in &pairs {
            for at in [pair.a, pair.b] {
                let root = self.root(at as usize);
                self.ties[root] += 1;
            }
        }
        self.decide(&pairs, roster);
    }

    /// Joins the near pairs, and records why the others are not joined.
    fn decide(&mut self, pairs: &[Near], roster: &Roster) {
        // Initials decide only if they fit exactly one person.
        let mut initials: HashMap<usize, BTreeSet<usize>> = HashMap::new();
        for pair in pairs.iter().filter(|p| p.initials) {
            let (a, b) = (self.root(pair.a as usize), self.root(pair.b as usize));
            initials.entry(a).or_default().insert(b);
            initials.entry(b).or_default().insert(a);
        }
        let most = REFUSED + REFUSED_A_NAME * self.names.len();
        let (mut refused, mut first_left_out) = (0, None);
        for pair in pairs {
            let (a, b) = (self.root(pair.a as usize), self.root(pair.b as usize));
            if a == b {
                continue;
            }
            let alone = |at: &usize| initials.get(at).is_none_or(|others| others.len() == 1);
            let fits = pair.initials && alone(&a) && alone(&b);
            // Another spelling and another party together are rather somebody else.
            let limit = if pair.apart { SAME } else { LIKELY };
            let near = !pair.foreign && !pair.initials && pair.distance <= limit;
            if near && self.on_the_whole(a, b) <= ON_THE_WHOLE || fits && !pair.apart && pair.distance <= UNSURE {
                // Initials that fit nobody else count as a probable match.
                let Some(pair) = self.described(pair) else { continue };
                let pair = Pair { distance: pair.distance.min(LIKELY), ..pair };
                self.join(&pair, roster);
                continue;
            }
            refused += 1;
            if refused > most {
                first_left_out.get_or_insert(pair);
                continue;
            }
            let Some(pair) = self.described(pair) else { continue };
            let verdict = if pair.distance <= UNSURE { Verdict::Unsure } else { Verdict::Different };
            self.refuse(&pair, verdict, roster);
        }
        if let Some(mut pair) = first_left_out.and_then(|pair| self.described(pair)) {
            pair.reason = format!(
                "{} more pairs of names of this series are as different or more so and are not listed; {}",
                grouped((refused - most) as u64),
                pair.reason
            );
            self.refuse(&pair, Verdict::Unsure, roster);
        }
    }

    fn are_of_other_parties(&self, a: usize, b: usize) -> bool {
        let (one, other) = (&self.mentions[a].parties, &self.mentions[b].parties);
        !one.is_empty() && !other.is_empty() && one.is_disjoint(other)
    }

    /// Adds the evidence and the reason to a pair.
    fn described(&self, pair: &Near) -> Option<Pair> {
        let (a, b) = (pair.a as usize, pair.b as usize);
        let found = compare(self.read[a], self.read[b])?;
        let (kinds, reason) = self.weigh(a, b, &found, true)?.said();
        Some(Pair { a, b, distance: pair.distance, kinds, reason })
    }

    /// Returns the mean distance between the names of two groups, so that no chain of near names joins distant ones.
    /// Names with the same folded form count once.
    fn on_the_whole(&self, a: usize, b: usize) -> f32 {
        let count = self.members[a].len() * self.members[b].len();
        // If most distances are unknown, the result exceeds the limit anyway, since each unknown distance counts as
        // `FAR`.
        let known = self.ties[a].min(self.ties[b]);
        if (count.saturating_sub(known)) as f32 * FAR > 2.0 * ON_THE_WHOLE * count as f32 {
            return FAR;
        }
        let mut sum = 0.0;
        for x in &self.members[a] {
            for y in &self.members[b] {
                let pair = (*x.min(y) as u32, *x.max(y) as u32);
                let known = self.known.binary_search_by_key(&pair, |(pair, _)| *pair);
                sum += known.map_or(FAR, |at| self.known[at].1);
            }
        }
        sum / count.max(1) as f32
    }

    /// Records that two names are not joined: what rules it out, or else the evidence.
    fn refuse(&mut self, pair: &Pair, verdict: Verdict, roster: &Roster) {
        let (mut kinds, mut reason, mut verdict) = (pair.kinds.clone(), pair.reason.clone(), verdict);
        if let Some((kind, why)) = self.forbidden(pair.a, pair.b, roster) {
            kinds.insert(0, kind);
            reason = format!("{why}; {reason}");
            verdict = if kind == Evidence::OwnIds { Verdict::Unsure } else { Verdict::Different };
        }
        self.judge(pair, verdict, kinds, reason);
    }

    /// Adds up the evidence, with reasons if `in_words`. `None` for names that are too different to ask about.
    fn weigh(&self, a: usize, b: usize, found: &Comparison, in_words: bool) -> Option<Signs> {
        if found.surname > 0.45 || found.given > 0.65 && found.surname > 0.12 || found.rest > 0.2 && found.surname > 0.2
        {
            return None;
        }
        let (of_a, of_b) = (self.mentions[a], self.mentions[b]);
        let mut signs = Signs::new(in_words);
        let left_out = evidence::names::add(&mut signs, [&self.folded[a], &self.folded[b]], found);
        let namesakes = self.namesakes[a].max(self.namesakes[b]);
        evidence::rarity::add(&mut signs, namesakes);
        evidence::years::add(&mut signs, of_a.years, of_b.years, namesakes);
        // George Bush and, twelve years later, George W. Bush: the part that one leaves out may distinguish the two.
        if left_out && super::matching::gap(of_a.years, of_b.years) >= GENERATION {
            signs.add(Evidence::Years, 0.3, String::new);
        }
        evidence::parties::add(&mut signs, &of_a.parties, &of_b.parties);
        // Two people with similar surnames and nothing else in common are not worth a question.
        let asked = signs.distance() <= UNSURE || found.surname <= 0.12 && found.rest <= 0.2;
        asked.then_some(signs)
    }

    /// Returns the people, each with its members.
    fn clusters(&mut self, listed: &[(String, String)], by_user: &Told<'_>) -> Vec<(Identity, Members)> {
        let preferred: BTreeSet<&str> = listed.iter().map(|(name, _)| name.as_str()).collect();
        let names: HashSet<&str> = self.names.iter().copied().collect();
        // Spellings that a list gives and no source uses also belong to the person.
        let mut unused: HashMap<&str, Vec<&String>> = HashMap::new();
        for (name, also) in listed.iter().filter(|(_, also)| !names.contains(also.as_str())) {
            unused.entry(name).or_default().push(also);
        }
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for i in 0..self.names.len() {
            let root = self.root(i);
            groups.entry(root).or_default().push(i);
        }
        groups
            .into_values()
            .map(|members| {
                let best = members.iter().copied().max_by_key(|i| {
                    let written = self.names[*i];
                    let (name, count) = (tagged::plain(written), self.mentions[*i].count);
                    let page = self.facts.is_of_one_person(written);
                    (
                        by_user.chosen.contains(name),
                        preferred.contains(name),
                        page,
                        !has_title(name),
                        count,
                        name.len(),
                        std::cmp::Reverse(name),
                    )
                });
                let told =
                    members.iter().find_map(|i| by_user.overrides.name.get(tagged::plain(self.names[*i]))).cloned();
                let plain = |i: usize| tagged::plain(self.names[i]).to_string();
                let name = told.unwrap_or_else(|| best.map_or_else(String::new, plain));
                let mut spellings: Vec<String> = members.iter().map(|i| plain(*i)).collect();
                let listed = members.iter().filter_map(|i| unused.get(self.names[*i])).flatten();
                spellings.extend(listed.map(|also| (*also).clone()));
                spellings.sort();
                spellings.dedup();
                let keys = members.iter().map(|i| (self.key.to_string(), self.names[*i].to_string())).collect();
                (Identity { name, spellings, series: self.key.to_string() }, keys)
            })
            .collect()
    }
}

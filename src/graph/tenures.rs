//! Derives tenures from contests and statements: who held each office, from when to when, and through which contest.

use super::builder::Builder;
use super::ids::{CitationId, OfficeId, PersonId, TenureId};
use super::model::{Candidacy, Contest, Tenure};
use super::spell::{Spell, chain_undated, days_between, years_apart};
use crate::facts::{Began, Confidence, Ended, Facts, Statement, Status, SuccessionSays, TenureSays};
use crate::wikitext::{Date, DateOrder};
use std::cmp::Ordering;
use std::collections::HashMap;

/// In years. Two starts stated for one person belong to the same spell if they are at most this far apart.
const SAME_SPELL_YEARS: i32 = 3;

/// Returns the tenures of every office, office by office, each in the order of time.
///
/// Tenures from tables come first. Then each contest, in the order of time, adds a spell or confirms the holder. Last
/// come the tenures and successions that other sources state. O(t²) for the t spells of one office.
pub(super) fn derive(builder: &Builder<'_>, facts: &Facts) -> Vec<Tenure> {
    let mut stated: Vec<Vec<(&TenureSays, CitationId, Confidence)>> = vec![Vec::new(); builder.offices.len()];
    let mut followed: Vec<Vec<(&SuccessionSays, CitationId)>> = vec![Vec::new(); builder.offices.len()];
    for (fact, id) in facts.stated.iter().zip(builder.cite.iter().copied()) {
        match &fact.statement {
            Statement::Tenure(says) => {
                if let Some(office) = builder.offices.get(&builder.roster.office_key(&says.office)) {
                    stated[office.index()].push((says, id, fact.citation.confidence));
                }
            }
            Statement::Succession(says) => {
                if let Some(office) = builder.offices.get(&builder.roster.office_key(&says.office)) {
                    followed[office.index()].push((says, id));
                }
            }
            _ => {}
        }
    }
    let mut tenures = Vec::new();
    for (key, office) in builder.offices_by_id() {
        let shared =
            builder.graph.contests_of(office).any(|c| c.counts(false) && builder.graph.elected_by(c).count() > 1);
        let mut line = OfficeLine {
            builder,
            key,
            office,
            shared,
            spells: Vec::new(),
            in_tables: HashMap::new(),
            handed: Vec::new(),
        };
        let mut stated = std::mem::take(&mut stated[office.index()]);
        stated.sort_by_key(|(_, id, _)| *id);
        let mut followed = std::mem::take(&mut followed[office.index()]);
        followed.sort_by_key(|(_, id)| *id);
        stated.iter().filter(|(_, _, c)| *c == Confidence::Table).for_each(|(says, id, _)| line.table(says, *id));
        line.shared |= line.is_held_together();
        line.contests();
        stated.iter().filter(|(_, _, c)| *c != Confidence::Table).for_each(|(says, id, c)| line.prose(says, *id, *c));
        followed.iter().for_each(|(says, id)| line.succession(says, *id));
        line.holders();
        chain_undated(&mut line.spells, &line.handed);
        tenures.extend(line.finish());
    }
    for (i, tenure) in tenures.iter_mut().enumerate() {
        tenure.id = TenureId::new(i);
    }
    tenures
}

/// The spells of one office under construction.
struct OfficeLine<'a, 'b> {
    builder: &'a Builder<'b>,
    key: &'a str,
    office: OfficeId,
    /// True if some contest elected several people to the office, who then held it together.
    shared: bool,
    spells: Vec<Spell>,
    /// The spells that tables state, by person.
    in_tables: HashMap<PersonId, Vec<usize>>,
    /// Who followed whom, as successions state.
    handed: Vec<(PersonId, PersonId)>,
}

impl OfficeLine<'_, '_> {
    fn person(&self, name: &str) -> Option<PersonId> {
        self.builder.person(self.key, name)
    }

    /// Returns true if tables show that several people hold the office at a time: three or more, and a quarter of all
    /// tenures, began on a day on which another did, or in a year in which two others did.
    fn is_held_together(&self) -> bool {
        let of_tables = || self.spells.iter().filter(|spell| spell.from_table);
        let mut began: Vec<(Date, PersonId)> =
            of_tables().filter_map(|spell| Some((*spell.row.from.best()?, spell.row.person))).collect();
        began.sort_by_key(|(date, person)| (date.sort_key(), *person));
        began.dedup();
        // Two may begin in one year, one after the other.
        let least = |date: Date| if date.the_day().is_some() { 2 } else { 3 };
        let crowds = began.chunk_by(|a, b| a.0 == b.0).filter(|crowd| crowd.len() >= least(crowd[0].0));
        let together: usize = crowds.map(<[_]>::len).sum();
        together > 2 && together * 4 >= of_tables().count()
    }

    /// Inserts a spell into the ordered list and returns its index. O(t) for t spells.
    fn add(&mut self, spell: Spell) -> usize {
        let at = self.spells.partition_point(|s| s.order(&spell) != Ordering::Greater);
        self.spells.insert(at, spell);
        at
    }

    /// Sorts the dates of a spell that has changed, moves the spell to its position and returns its index.
    fn replace(&mut self, at: usize) -> usize {
        let order = self.builder.order_of_values();
        let spell = &mut self.spells[at];
        spell.row.from.settle_dates(order);
        spell.row.to.settle_dates(order);
        let after = at.checked_sub(1).is_none_or(|b| self.spells[b].order(&self.spells[at]) != Ordering::Greater);
        let before = self.spells.get(at + 1).is_none_or(|n| self.spells[at].order(n) != Ordering::Greater);
        if after && before {
            return at;
        }
        let spell = self.spells.remove(at);
        self.add(spell)
    }

    fn table(&mut self, says: &TenureSays, id: CitationId) {
        let Some(person) = self.person(&says.person) else { return };
        let mut spell = Spell::new(self.office, person);
        let contest = says.contest.as_ref().and_then(|c| self.builder.contest_id(c));
        let start = says.from.or_else(|| contest.and_then(|c| self.builder.graph.contests[c.index()].date()));
        if let Some(start) = start {
            spell.row.from.add(start, id, Confidence::Table);
        }
        says.other_from.iter().for_each(|d| spell.row.from.add(*d, id, Confidence::Disputed));
        if let Some(end) = says.to {
            spell.row.to.add(end, id, Confidence::Table);
        }
        says.other_to.iter().for_each(|d| spell.row.to.add(*d, id, Confidence::Disputed));
        if let Some(own) = &says.office_id {
            spell.row.office_ids.add(own.clone(), id, Confidence::Table);
        }
        spell.row.began = says.began;
        spell.row.ended = says.ended;
        spell.row.contest = contest;
        spell.row.notes.extend(says.note.clone());
        spell.row.party =
            says.party.as_ref().and_then(|p| self.builder.parties.get(&self.builder.roster.party_key(p)).copied());
        spell.row.citations.push(id);
        spell.anchor = says.to;
        spell.from_table = true;
        spell.open_ended = says.to.is_none() && says.other_to.is_empty() && says.ended.is_none() && start.is_some();
        // A table that states who follows whom omits an end because the end is not known.
        spell.open_ended &= says.follows.is_none();
        spell.told = says.follows;
        spell.row.follows = says.follows == Some(true);
        spell.listed = if says.follows.is_some() { self.spells.len() } else { 0 };
        let own = self.in_tables.entry(person).or_default();
        let page = |id: &CitationId| &self.builder.graph.citations[id.index()].page;
        let same = own.iter().copied().find(|at| {
            let elsewhere = self.spells[*at].row.citations.iter().all(|known| *known == id || page(known) != page(&id));
            self.spells[*at].is_also(&spell, elsewhere)
        });
        match same {
            Some(at) => self.spells[at].take(spell),
            None => {
                own.push(self.spells.len());
                self.spells.push(spell);
            }
        }
    }

    /// Takes the contests in the order of time. Each confirms the holder or begins a spell.
    fn contests(&mut self) {
        self.settle_and_sort();
        for contest in self.builder.graph.contests_of(self.office).filter(|c| c.counts(false)) {
            for elected in self.builder.graph.elected_by(contest) {
                self.elected(contest, elected);
            }
        }
        self.settle_and_sort();
    }

    /// Updates the spells with the election of one person.
    fn elected(&mut self, contest: &Contest, elected: &Candidacy) {
        let graph = &self.builder.graph;
        let evidence: Vec<CitationId> = elected.outcome.first().map(|s| s.citations.to_vec()).unwrap_or_default();
        let single = graph.candidacies_of(contest.id).filter(|c| c.is_standing()).count() == 1;
        let unopposed = contest.status.best() == Some(&Status::Unopposed) && single;
        let (date, person, shared) = (contest.date(), elected.person, self.shared);
        let known = |s: &&mut Spell| s.row.contest == Some(contest.id) && (!shared || s.row.person == person);
        if let Some(spell) = self.spells.iter_mut().find(known) {
            spell.row.citations.extend(evidence);
            spell.row.began.get_or_insert(if unopposed { Began::Unopposed } else { Began::Elected });
            return;
        }
        if let Some(at) = date.and_then(|date| self.begun_by(person, date)) {
            let spell = &mut self.spells[at];
            spell.row.contest = Some(contest.id);
            spell.row.citations.extend(evidence);
            spell.row.began.get_or_insert(if unopposed { Began::Unopposed } else { Began::Elected });
            return;
        }
        match self.holder_before(date, Some(person).filter(|_| shared)) {
            Some(i) if self.spells[i].row.person == person && !self.spells[i].is_provisional() => {
                self.spells[i].row.renewed.push(contest.id);
                self.spells[i].row.citations.extend(evidence);
                return;
            }
            None if contest.before.best() == Some(&Some(person)) => {
                let mut spell = Spell::new(self.office, person);
                spell.anchor = date;
                spell.row.renewed.push(contest.id);
                spell.row.citations = contest.before.first().map(|s| s.citations.to_vec()).unwrap_or_default();
                self.add(spell);
                return;
            }
            _ => {}
        }
        let mut spell = Spell::new(self.office, person);
        spell.row.contest = Some(contest.id);
        let interim = contest.title.to_lowercase().contains(" interim ");
        spell.row.began = Some(match (interim, unopposed) {
            (true, _) => Began::Interim,
            (_, true) => Began::Unopposed,
            _ => Began::Elected,
        });
        if let (Some(date), Some(id)) =
            (date, contest.dates.first().and_then(|s| s.citations.first()).or(evidence.first()))
        {
            spell.row.from.add(date, *id, contest.dates.first().map_or(Confidence::Prose, |s| s.confidence));
        }
        spell.anchor = date;
        spell.inferred = date;
        spell.row.citations = evidence;
        spell.from_table = elected.outcome.first().is_some_and(|s| s.confidence == Confidence::Table);
        self.add(spell);
    }

    /// Returns the index of the spell that a table states and that an election on a date began: the person's first one
    /// from that day on, within a year.
    fn begun_by(&self, person: PersonId, date: Date) -> Option<usize> {
        let begins = |s: &Spell| {
            let Some(from) = s.row.from.best().copied() else { return false };
            let soon =
                from.first_year().zip(date.last_year()).is_some_and(|(from, date)| (0..=1).contains(&(from - date)));
            from.compatible(date) || from.order(date) == DateOrder::Later && soon && days_between(date, from) <= 366.0
        };
        let stated =
            |s: &Spell| s.row.person == person && s.from_table && s.row.contest.is_none() && s.inferred.is_none();
        self.spells.iter().position(|s| stated(s) && begins(s))
    }

    /// Returns the index of the last spell that had begun before a date, unless it had ended before that date. With
    /// `of`, only the spells of that person are considered.
    fn holder_before(&self, date: Option<Date>, of: Option<PersonId>) -> Option<usize> {
        let date = date?;
        let begun = |s: &Spell| match (s.row.from.best(), s.start()) {
            (Some(from), _) => {
                from.order(date) == DateOrder::Earlier
                    || (from.compatible(date) && *from != date && from.cmp_key(date).is_lt())
            }
            (None, Some(anchor)) => anchor.order(date) != DateOrder::Later,
            (None, None) => false,
        };
        let own = |s: &Spell| of.is_none_or(|p| s.row.person == p);
        let i = (0..self.spells.len()).rev().find(|i| own(&self.spells[*i]) && begun(&self.spells[*i]))?;
        let ended = self.spells[i].row.to.best().is_some_and(|to| to.order(date) == DateOrder::Earlier);
        (!ended).then_some(i)
    }

    /// Adds a tenure that a source other than a table states: as evidence for a known spell, or as a new spell.
    fn prose(&mut self, says: &TenureSays, id: CitationId, confidence: Confidence) {
        let Some(person) = self.person(&says.person) else { return };
        let near = |spell: &Spell| match (spell.row.from.best(), says.from) {
            (Some(a), Some(b)) => years_apart(*a, b) <= SAME_SPELL_YEARS,
            (None, Some(from)) => spell.anchor.is_none_or(|a| from.order(a) != DateOrder::Later),
            _ => true,
        };
        let distance = |spell: &Spell| match (spell.row.from.best(), says.from) {
            (Some(a), Some(b)) => years_apart(*a, b),
            _ => 0,
        };
        let whole = says.from.zip(says.to).filter(|_| confidence != Confidence::Prose);
        let own =
            |s: &Spell| s.row.person == person && near(s) && !whole.is_some_and(|(from, to)| s.is_apart(from, to));
        let best = (0..self.spells.len()).filter(|i| own(&self.spells[*i])).min_by_key(|i| distance(&self.spells[*i]));
        let at = best.unwrap_or_else(|| self.add(Spell::new(self.office, person)));
        let spell = &mut self.spells[at];
        // Any source but prose gives the day on which the person took office, which need not be the day of the vote.
        if let (Some(day), Some(from)) = (spell.inferred, says.from)
            && confidence != Confidence::Prose
            && from.order(day) != DateOrder::Unknown
        {
            spell.row.from.keep(|d| (*d != day).then_some(*d));
            spell.inferred = None;
            // The person already held the office, so the contest only confirmed them.
            if from.order(day) == DateOrder::Earlier {
                spell.row.renewed.extend(spell.row.contest.take());
                spell.row.began = says.began;
            }
        }
        says.from.iter().for_each(|d| spell.row.from.add(*d, id, confidence));
        says.to.iter().for_each(|d| spell.row.to.add(*d, id, confidence));
        spell.row.began = spell.row.began.or(says.began);
        spell.row.citations.push(id);
        self.replace(at);
    }

    fn settle_and_sort(&mut self) {
        for spell in &mut self.spells {
            spell.row.from.settle_dates(self.builder.order_of_values());
            spell.row.to.settle_dates(self.builder.order_of_values());
        }
        self.spells.sort_by(Spell::order);
    }

    /// Adds a stated succession: a spell of `from` ended, and a spell of `to` followed it.
    fn succession(&mut self, says: &SuccessionSays, id: CitationId) {
        let (Some(from), Some(to)) = (self.person(&says.from), self.person(&says.to)) else { return };
        if from == to {
            return;
        }
        self.handed.push((from, to));
        let contest = says.contest.as_ref().and_then(|c| self.builder.contest_id(c));
        let by_contest = contest.and_then(|c| self.spells.iter().position(|s| s.row.contest == Some(c)));
        let successor = by_contest
            .or_else(|| self.following(from, to, says.left))
            .or_else(|| self.beginning(from, to, says.left))
            .unwrap_or_else(|| {
                let mut spell = Spell::new(self.office, to);
                let day = contest.and_then(|c| self.builder.graph.contests[c.index()].date()).or(says.left);
                if let Some(day) = day {
                    spell.row.from.add(day, id, Confidence::Prose);
                }
                spell.row.contest = contest;
                self.add(spell)
            });
        let spell = &mut self.spells[successor];
        spell.row.began = spell.row.began.or(says.began);
        spell.row.follows = true;
        spell.row.citations.push(id);
        let start = spell.start();
        let before = |s: &Spell| match (s.start(), start) {
            (Some(a), Some(b)) => a.cmp_key(b).is_lt() || (s.row.from.is_empty() && a.cmp_key(b).is_le()),
            _ => true,
        };
        let found = (0..self.spells.len())
            .filter(|i| *i != successor && self.spells[*i].row.person == from && before(&self.spells[*i]))
            .max_by(|a, b| self.spells[*a].order(&self.spells[*b]));
        let predecessor = found.unwrap_or_else(|| {
            let mut spell = Spell::new(self.office, from);
            spell.anchor = start;
            self.add(spell)
        });
        let spell = &mut self.spells[predecessor];
        spell.anchor = spell.start().or(start);
        spell.row.ended = spell.row.ended.or(says.ended);
        spell.row.citations.push(id);
        says.left.iter().for_each(|d| spell.row.to.add(*d, id, Confidence::Prose));
        self.replace(predecessor);
    }

    /// Returns the index of the spell of `to` that comes next after a spell of `from`, skipping provisional spells of
    /// others in between. With `left`, the one nearest to that date, at most [`SAME_SPELL_YEARS`] away; otherwise the
    /// last one.
    fn following(&self, from: PersonId, to: PersonId, left: Option<Date>) -> Option<usize> {
        let mut found: Vec<(i32, usize)> = Vec::new();
        for (i, spell) in self.spells.iter().enumerate().filter(|(_, s)| s.row.person == from) {
            let next =
                self.spells.iter().enumerate().skip(i + 1).find(|(_, s)| s.row.person == to || !s.is_provisional());
            let Some((j, next)) = next.filter(|(_, s)| s.row.person == to) else { continue };
            let apart = match (left, next.start().or(spell.start())) {
                (Some(left), Some(start)) => years_apart(left, start),
                _ => 0,
            };
            if apart <= SAME_SPELL_YEARS {
                found.push((apart, j));
            }
        }
        found.into_iter().min_by_key(|(apart, j)| (*apart, std::cmp::Reverse(*j))).map(|(_, j)| j)
    }

    /// Returns the index of the spell of a person that began nearest to `left`, at most a year away. Without `left`,
    /// the only spell of the person, or the first of the office if it is theirs and `from` has none: nobody else is known
    /// to have come before.
    fn beginning(&self, from: PersonId, person: PersonId, left: Option<Date>) -> Option<usize> {
        let own = || self.spells.iter().enumerate().filter(|(_, s)| s.row.person == person);
        let Some(left) = left else {
            let first = own().next()?.0;
            let unpreceded = first == 0 && self.spells.iter().all(|s| s.row.person != from);
            return (unpreceded || own().nth(1).is_none()).then_some(first);
        };
        let apart = |s: &Spell| s.row.from.best().map(|from| years_apart(*from, left));
        let near = own().filter_map(|(i, s)| apart(s).filter(|a| *a <= 1).map(|a| (a, i)));
        near.min().map(|(_, i)| i)
    }

    /// Adds a spell for each holder whom a contest names as the one before and whom no spell covers.
    fn holders(&mut self) {
        for contest in self.builder.graph.contests_of(self.office).filter(|c| c.counts(false)) {
            let Some(first) = contest.before.first() else { continue };
            let (Some(person), Some(date)) = (first.value, contest.date()) else { continue };
            let covers = |s: &Spell| {
                let begun = || s.start().is_none_or(|d| d.order(date) != DateOrder::Later && d != date);
                s.row.person == person && (begun() || s.row.renewed.contains(&contest.id) || s.row.from.is_empty())
            };
            if self.spells.iter().any(covers) {
                continue;
            }
            let mut spell = Spell::new(self.office, person);
            spell.anchor = Some(date);
            spell.row.citations = first.citations.to_vec();
            self.add(spell);
        }
    }

    /// Ends each spell where the next one begins, if that is known to follow directly, and sets how it ended.
    fn finish(mut self) -> Vec<Tenure> {
        self.settle_and_sort();
        for i in 1..self.spells.len() {
            let (head, tail) = self.spells.split_at_mut(i);
            let (Some(before), Some(after)) = (head.last_mut(), tail.first_mut()) else { continue };
            let contest = after.row.contest.map(|c| &self.builder.graph.contests[c.index()]);
            let named = contest.and_then(|c| c.before.best()).is_some_and(|p| p.is_none_or(|p| p == before.row.person));
            let dated = match (before.row.to.best(), after.row.from.best()) {
                (Some(to), Some(from)) => to.order(*from) != DateOrder::Later,
                _ => false,
            };
            let ended_unknown = before.row.ended == Some(Ended::InOffice);
            let listed = before.from_table && after.from_table && !before.is_undated();
            let linked = named || listed || (dated && before.from_table);
            // People who began on the same day held the office together. In a shared office, being next does not mean
            // to follow.
            let same_day =
                before.row.from.best().is_some_and(|d| d.the_day().is_some() && after.row.from.best() == Some(d));
            // An acting holder who is then appointed, or a term that follows a term, leaves no gap.
            let goes_on = before.row.person == after.row.person
                && before.row.to.best().zip(after.row.from.best()).is_some_and(|(to, from)| to == from);
            let linked = (linked || goes_on) && !same_day && (named || goes_on || !self.shared);
            after.row.follows = after.told.unwrap_or(after.row.follows || (!ended_unknown && linked));
            if !after.row.follows {
                continue;
            }
            let coarser = |end: &Date, start: &Date| end.compatible(*start) && end.precision() > start.precision();
            if let Some(start) = after.row.from.first()
                && before.row.to.best().is_none_or(|end| coarser(end, &start.value))
            {
                let id = start.citations.first().copied().or(after.row.citations.first().copied());
                id.into_iter().for_each(|id| before.row.to.add(start.value, id, start.confidence));
                before.row.to.settle_dates(self.builder.order_of_values());
            }
            let graph = &self.builder.graph;
            let lost = |c: &Contest| {
                let rows = c.candidacies.iter().map(|id| &graph.candidacies[id.index()]);
                rows.clone().any(|row| row.person == before.row.person && row.is_standing() && !row.is_elected())
            };
            if before.row.ended.is_none() && before.row.person != after.row.person && contest.is_some_and(lost) {
                before.row.ended = Some(Ended::Defeated);
            }
            if before.row.ended.is_none() && before.row.person == after.row.person {
                before.row.ended = Some(Ended::TermEnded);
            }
        }
        self.leave_open();
        self.spells
            .into_iter()
            .map(|mut spell| {
                spell.row.citations.sort_unstable();
                spell.row.citations.dedup();
                spell.row.renewed.sort_unstable();
                spell.row.renewed.dedup();
                spell.row
            })
            .collect()
    }
}

impl OfficeLine<'_, '_> {
    /// Marks as in office each spell that a table lists without an end and that nobody follows. If the office is shared
    /// and a table gives ends of others, this applies to every spell; otherwise only to the last one.
    fn leave_open(&mut self) {
        let ends = self.shared && self.spells.iter().any(|s| s.from_table && !s.row.to.is_empty());
        for at in 0..self.spells.len() {
            let followed = self.spells.get(at + 1).is_some_and(|next| next.row.follows || !ends);
            let spell = &mut self.spells[at];
            if spell.open_ended && !followed && spell.row.to.is_empty() && spell.row.ended.is_none() {
                spell.row.ended = Some(Ended::InOffice);
            }
        }
    }
}

impl Builder<'_> {
    /// Returns the offices with their folded names, in the order of their ids.
    fn offices_by_id(&self) -> Vec<(&str, OfficeId)> {
        let mut all: Vec<(&str, OfficeId)> = self.offices.iter().map(|(key, id)| (key.as_str(), *id)).collect();
        all.sort_by_key(|(_, id)| *id);
        all
    }
}

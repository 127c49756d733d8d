//! The names of people in the facts, by series, with what is known of each before joining.

use super::Roster;
use crate::facts::names_in::{self, Role, Within};
use crate::facts::{
    CandidacySays, Citation, Confidence, ContestMention, ContestSays, Fact, Facts, RoundSays, Statement, Title,
};
use crate::wikitext::Date;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A context that names several people and so tells its names apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum List {
    /// A list of candidates: index of the contest, number of the page, kind of source.
    Candidates(u32, u32, Confidence),
    /// A sentence, by number.
    Sentence(u32),
    /// The ties of a page, by number.
    Ties(u32),
    /// The ends of one tie, by the number of the statement.
    Tie(u32),
}

/// A name in a series, and what the facts state about it.
#[derive(Default, Clone)]
pub(super) struct Mention {
    /// How many statements name it.
    pub count: usize,
    /// The first and last year of its contests and tenures.
    pub years: Option<(i32, i32)>,
    /// The days of its contests as `yyyymmdd`, with zeros for what is not known, sorted.
    pub days: Vec<i32>,
    /// The lists and sentences that name it, sorted.
    pub lists: Vec<List>,
    /// The numbers of its parties.
    pub parties: BTreeSet<u32>,
    /// The numbers of the articles that name it.
    pub pages: BTreeSet<u32>,
}

/// Mentions by series, then by name.
pub(super) type Series = BTreeMap<String, BTreeMap<String, Mention>>;

/// Collects the mentions from the statements.
struct Collector<'a> {
    roster: &'a Roster,
    series: Series,
    pages: HashMap<&'a str, u32>,
    sentences: HashMap<(&'a str, usize, &'a str), u32>,
    /// The number of ties seen.
    ties: u32,
    parties: HashMap<String, u32>,
    years: Vec<Option<i32>>,
    /// The day of each contest as `yyyymmdd`.
    days: Vec<i32>,
    /// The most recently resolved contest.
    last: Option<(&'a ContestMention, Option<usize>)>,
}

/// What one statement adds to a mention.
#[derive(Default)]
struct Seen {
    year: Option<i32>,
    /// The day of a contest that a candidate stood in, as `yyyymmdd`.
    day: Option<i32>,
    lists: [Option<List>; 2],
    party: Option<u32>,
}

/// Collects every name of a person. Linear in the facts, except for one map look-up each.
pub(super) fn collect(facts: &Facts, roster: &Roster) -> Series {
    let mut years: Vec<Option<i32>> = roster.contests.iter().map(|c| Title::read(&c.title).year).collect();
    let mut days: Vec<i32> = years.iter().map(|year| year.map_or(0, |year| year * 10_000)).collect();
    for fact in &facts.stated {
        let Statement::Contest {
            contest,
            says: ContestSays::Date(date) | ContestSays::Round(_, RoundSays::Date(date)),
        } = &fact.statement
        else {
            continue;
        };
        let year = date.first_year().or(date.last_year());
        let Some(index) = roster.contest(contest) else { continue };
        years[index] = years[index].or(year);
        let parts = date.the_year().zip(date.the_month()).zip(date.the_day());
        let day = parts.map(|((year, month), day)| year * 10_000 + i32::from(month) * 100 + i32::from(day));
        // The first round is on the first day.
        if let Some(day) = day.filter(|day| days[index] % 10_000 == 0 || *day < days[index]) {
            days[index] = day;
        }
    }
    let mut all = Collector {
        roster,
        series: Series::new(),
        pages: HashMap::new(),
        sentences: HashMap::new(),
        ties: 0,
        parties: HashMap::new(),
        years,
        days,
        last: None,
    };
    all.parties_of_contests(facts);
    for fact in &facts.stated {
        all.fact(fact);
    }
    for mention in all.series.values_mut().flat_map(BTreeMap::values_mut) {
        mention.lists.sort_unstable();
        mention.lists.dedup();
        mention.days.sort_unstable();
        mention.days.dedup();
    }
    all.series
}

impl<'a> Collector<'a> {
    /// Numbers the parties of contests and candidates.
    fn parties_of_contests(&mut self, facts: &'a Facts) {
        for fact in &facts.stated {
            names_in::groups(&fact.statement, &mut |role, party| {
                if matches!(role, Role::PartyOfContest | Role::PartyOfCandidate) {
                    let next = self.parties.len() as u32;
                    self.parties.entry(self.roster.party_key(party)).or_insert(next);
                }
            });
        }
        // Numbered in the order of names, so that the numbers do not depend on the order of the facts.
        let mut keys: Vec<String> = self.parties.keys().cloned().collect();
        keys.sort();
        self.parties = keys.into_iter().enumerate().map(|(i, k)| (k, i as u32)).collect();
    }

    fn party(&self, name: &str) -> Option<u32> {
        self.parties.get(&self.roster.party_key(name)).copied()
    }

    /// Returns the page number of an article, which tells namesakes apart if it names two; a curated table does not.
    fn article(&mut self, citation: &'a Citation) -> Option<u32> {
        let told = matches!(citation.confidence, Confidence::Infobox | Confidence::ResultTable | Confidence::Prose);
        told.then(|| self.page(citation))
    }

    fn page(&mut self, citation: &'a Citation) -> u32 {
        let next = self.pages.len() as u32;
        *self.pages.entry(&citation.page).or_insert(next)
    }

    fn see(&mut self, key: &str, name: &str, page: Option<u32>, seen: &Seen) {
        let names = match self.series.get_mut(key) {
            Some(names) => names,
            None => self.series.entry(key.to_string()).or_default(),
        };
        let mention = match names.get_mut(name) {
            Some(mention) => mention,
            None => names.entry(name.to_string()).or_default(),
        };
        mention.count += 1;
        mention.pages.extend(page);
        if let Some(year) = seen.year {
            let (from, to) = mention.years.unwrap_or((year, year));
            mention.years = Some((from.min(year), to.max(year)));
        }
        if let Some(day) = seen.day.filter(|day| mention.days.last() != Some(day)) {
            mention.days.push(day);
        }
        for list in seen.lists.iter().flatten() {
            if mention.lists.last() != Some(list) {
                mention.lists.push(*list);
            }
        }
        mention.parties.extend(seen.party);
    }

    /// Returns the number of a sentence of prose, in which two names mean two people. `None` for other sources.
    fn sentence(&mut self, citation: &'a Citation) -> Option<List> {
        if citation.confidence != Confidence::Prose {
            return None;
        }
        let next = self.sentences.len() as u32;
        Some(List::Sentence(*self.sentences.entry((&citation.page, citation.line, &citation.quote)).or_insert(next)))
    }

    fn fact(&mut self, fact: &'a Fact) {
        let roster = self.roster;
        let page = self.article(&fact.citation);
        // Nobody is tied to themselves.
        let is_tie = matches!(fact.statement, Statement::Tie(_));
        self.ties += u32::from(is_tie);
        let tie = is_tie.then_some(List::Tie(self.ties));
        names_in::people(&fact.statement, &mut |role, name, within| {
            let (key, year) = match within {
                Within::Contest(contest) => {
                    let Some(index) = self.contest(contest) else { return };
                    (Cow::Borrowed(&*roster.contests[index].series), self.years[index])
                }
                Within::Office(office) => (roster.office_key(office).into(), None),
                Within::Page(page) => (roster.page_key(page).into(), None),
                Within::PageByName(page) => (roster.names_key(page).into(), None),
                Within::Nothing => return,
            };
            let seen = match (role, &fact.statement) {
                (Role::Spelling, _) => return,
                (_, Statement::Candidacy { contest, says, .. }) => self.candidate(contest, says, &fact.citation, year),
                (_, Statement::Tenure(says)) => {
                    let year = |d: Option<Date>| d.and_then(|d| d.first_year().or(d.last_year()));
                    let party = says.party.as_ref().and_then(|p| self.party(p));
                    Seen { year: year(says.from.or(says.to)), party, ..Seen::default() }
                }
                (Role::Tied, Statement::Tie(says))
                    if says.by_name && (says.contest.is_some() || says.office.is_some()) =>
                {
                    Seen { year, lists: [self.sentence(&fact.citation), tie], ..Seen::default() }
                }
                // The names of one page's ties are of different people.
                (Role::Tied, _) => Seen { lists: [page.map(List::Ties), tie], ..Seen::default() },
                (Role::Successor, _) => Seen { lists: [self.sentence(&fact.citation), None], ..Seen::default() },
                _ => Seen { year, ..Seen::default() },
            };
            self.see(&key, name, page, &seen);
        });
    }

    /// Returns the index of a contest. Consecutive statements are mostly about one contest, so the last result is
    /// cached.
    fn contest(&mut self, contest: &'a ContestMention) -> Option<usize> {
        if let Some((_, found)) = self.last.filter(|(last, _)| last.is_same_text(contest)) {
            return found;
        }
        let found = self.roster.contest(contest);
        self.last = Some((contest, found));
        found
    }

    /// Returns what a statement about a candidacy adds to the candidate's mention.
    fn candidate(
        &mut self,
        contest: &'a ContestMention,
        says: &CandidacySays,
        citation: &'a Citation,
        year: Option<i32>,
    ) -> Seen {
        let party = match says {
            CandidacySays::Party(party) => self.party(party),
            _ => None,
        };
        let listed = matches!(says, CandidacySays::Stood(_) | CandidacySays::Role(_));
        let index = self.contest(contest).unwrap_or_default();
        let day = self.days.get(index).copied().filter(|day| listed && *day > 0);
        let list = List::Candidates(index as u32, self.page(citation), citation.confidence);
        Seen { year, day, lists: [listed.then_some(list), self.sentence(citation)], party }
    }
}

//! The names of people in the facts, series by series, with all that is known of each before it is joined.

use super::Roster;
use crate::facts::names_in::{self, Role, Within};
use crate::facts::{
    CandidacySays, Citation, Confidence, ContestMention, ContestSays, Fact, Facts, RoundSays, Statement, Title,
};
use crate::wikitext::Date;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A place that tells the names in it apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum List {
    /// A list of candidates: the contest, the page by its number, the kind of source.
    Candidates(u32, u32, Confidence),
    /// A sentence, by its number.
    Sentence(u32),
}

/// A name in a series.
#[derive(Default, Clone)]
pub(super) struct Mention {
    /// How often it stands in the sources.
    pub count: usize,
    /// The years of its contests and tenures.
    pub years: Option<(i32, i32)>,
    /// The places that tell it from others, sorted.
    pub lists: Vec<List>,
    /// Its parties, by number.
    pub parties: BTreeSet<u32>,
    /// The pages that name it, by number.
    pub pages: BTreeSet<u32>,
}

/// By series, then by name.
pub(super) type Series = BTreeMap<String, BTreeMap<String, Mention>>;

/// Where statements are put.
struct Collector<'a> {
    roster: &'a Roster,
    series: Series,
    pages: HashMap<&'a str, u32>,
    sentences: HashMap<(&'a str, usize, &'a str), u32>,
    parties: HashMap<String, u32>,
    years: Vec<Option<i32>>,
    /// The contest that was looked up last.
    last: Option<(&'a ContestMention, Option<usize>)>,
}

/// What one statement adds to a mention.
#[derive(Default)]
struct Seen {
    year: Option<i32>,
    lists: [Option<List>; 2],
    party: Option<u32>,
}

/// Collects every name. Linear in the facts, but for a look-up each.
pub(super) fn collect(facts: &Facts, roster: &Roster) -> Series {
    let mut years: Vec<Option<i32>> = roster.contests.iter().map(|c| Title::read(&c.title).year).collect();
    for fact in &facts.stated {
        let Statement::Contest {
            contest,
            says: ContestSays::Date(date) | ContestSays::Round(_, RoundSays::Date(date)),
        } = &fact.statement
        else {
            continue;
        };
        let year = date.first_year().or(date.last_year());
        if let Some(slot) = roster.contest(contest).and_then(|i| years.get_mut(i)).filter(|y| y.is_none()) {
            *slot = year;
        }
    }
    let mut all = Collector {
        roster,
        series: Series::new(),
        pages: HashMap::new(),
        sentences: HashMap::new(),
        parties: HashMap::new(),
        years,
        last: None,
    };
    all.parties_of_contests(facts);
    for fact in &facts.stated {
        all.fact(fact);
    }
    for mention in all.series.values_mut().flat_map(BTreeMap::values_mut) {
        mention.lists.sort_unstable();
        mention.lists.dedup();
    }
    all.series
}

impl<'a> Collector<'a> {
    /// The party whose contest each is: its candidates are of that party.
    fn parties_of_contests(&mut self, facts: &'a Facts) {
        for fact in &facts.stated {
            names_in::groups(&fact.statement, &mut |role, party| {
                if matches!(role, Role::PartyOfContest | Role::PartyOfCandidate) {
                    let next = self.parties.len() as u32;
                    self.parties.entry(self.roster.party_key(party)).or_insert(next);
                }
            });
        }
        // Numbers by name, so that they do not depend on the order of the facts.
        let mut keys: Vec<String> = self.parties.keys().cloned().collect();
        keys.sort();
        self.parties = keys.into_iter().enumerate().map(|(i, k)| (k, i as u32)).collect();
    }

    fn party(&self, name: &str) -> Option<u32> {
        self.parties.get(&self.roster.party_key(name)).copied()
    }

    /// The number of an article, which tells namesakes apart if it knows two; a table of many contests does not.
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
        for list in seen.lists.iter().flatten() {
            if mention.lists.last() != Some(list) {
                mention.lists.push(*list);
            }
        }
        mention.parties.extend(seen.party);
    }

    /// The number of a sentence of prose, which speaks of two people where it names two; a line of a box may be one of many.
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
        names_in::people(&fact.statement, &mut |role, name, within| {
            let (key, year) = match within {
                Within::Contest(contest) => {
                    let Some(index) = self.contest(contest) else { return };
                    (Cow::Borrowed(&*roster.contests[index].series), self.years[index])
                }
                Within::Office(office) => (roster.office_key(office).into(), None),
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
                (Role::Successor, _) => Seen { lists: [self.sentence(&fact.citation), None], ..Seen::default() },
                _ => Seen { year, ..Seen::default() },
            };
            self.see(&key, name, page, &seen);
        });
    }

    /// The number of a contest. Statements on one contest follow one another.
    fn contest(&mut self, contest: &'a ContestMention) -> Option<usize> {
        if let Some((_, found)) = self.last.filter(|(last, _)| last.is_same_text(contest)) {
            return found;
        }
        let found = self.roster.contest(contest);
        self.last = Some((contest, found));
        found
    }

    /// What a statement on a candidacy adds to the candidate's name.
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
        let index = self.contest(contest).unwrap_or_default() as u32;
        let list = List::Candidates(index, self.page(citation), citation.confidence);
        Seen { year, lists: [listed.then_some(list), self.sentence(citation)], party }
    }
}

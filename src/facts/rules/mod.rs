//! The rules that read an article, one per file. Each is deterministic and cites its line and sentence.
//!
//! To add a rule, write its file and add it to [`ALL`].

/// Compiles a pattern once. An invalid pattern matches nothing, which the rules' tests would show.
macro_rules! pattern {
    ($text:expr) => {{
        static PATTERN: std::sync::LazyLock<Option<regex::Regex>> =
            std::sync::LazyLock::new(|| regex::Regex::new($text).ok());
        &*PATTERN
    }};
}

/// Returns the years of a text, in order, without those that repeat the one before.
fn years_in(text: &str) -> Vec<i32> {
    let years = pattern!(r"\b((?:17|18|19|20)\d\d)\b");
    let mut found: Vec<i32> =
        years.iter().flat_map(|p| p.captures_iter(text)).filter_map(|c| c[1].parse().ok()).collect();
    found.dedup();
    found
}

pub(super) mod biography;
mod candidates;
mod claims;
pub(super) mod figures;
mod held;
mod infobox;
mod infobox_rounds;
mod meetings;
mod past_contest;
mod result;
mod selectorate;
mod succession;
pub mod templates;
mod tenure;
mod threshold;
mod tie;
mod total;
mod turnout;
mod withdrawal;

use super::about::About;
use super::article::Article;
use super::marked::MarkedSentence;
use super::people::Directory;
use super::{
    CandidacySays, Citation, Confidence, ContestMention, ContestSays, Facts, Misspelling, Statement, Title, Unread,
};
use crate::facts::citation::no_sources;
use crate::source::{Page, Warning};
use std::sync::Arc;

/// A rule: its name, what it reads, and its function.
#[derive(Clone, Copy)]
pub struct Rule {
    /// A short, stable name.
    pub name: &'static str,
    /// What the rule reads, in one line.
    pub reads: &'static str,
    pub(super) run: fn(&Context<'_>, &mut Findings<'_>),
}

/// Every rule, in the order in which they run.
pub const ALL: [Rule; 15] = [
    infobox::RULE,
    held::RULE,
    result::RULE,
    candidates::RULE,
    turnout::RULE,
    threshold::RULE,
    selectorate::RULE,
    meetings::RULE,
    past_contest::RULE,
    succession::RULE,
    tenure::RULE,
    withdrawal::RULE,
    total::RULE,
    tie::RULE,
    claims::RULE,
];

/// What a rule sees: the article, its title, its people and its sentences.
pub(crate) struct Context<'a> {
    pub page: &'a Page,
    pub article: &'a Article<'a>,
    pub title: &'a Title,
    directory: &'a Directory,

    pub sentences: &'a [MarkedSentence<'a>],
    /// The contest that the article is about.
    pub contest: ContestMention,
    /// The party that holds the contest.
    pub party: Option<String>,
    /// The office contested.
    pub office: String,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        page: &'a Page,
        article: &'a Article<'a>,
        about: &About,
        title: &'a Title,
        directory: &'a Directory,
        sentences: &'a [MarkedSentence<'a>],
    ) -> Self {
        let of_party = matches!(title.kind(), super::Kind::Leadership | super::Kind::Primary);
        let party = title.party().or_else(|| about.party.clone().filter(|_| of_party));
        let rank = about.rank.as_deref().unwrap_or("Leader");
        let of = match (&party, title.kind()) {
            (Some(party), super::Kind::Leadership) => Some(party.clone()),
            _ => about.country.clone(),
        };
        let office = match (of, &about.rank, title.kind()) {
            (_, Some(rank), _) if rank.contains(" of ") => rank.clone(),
            (Some(of), _, super::Kind::Leadership) => format!("{rank} of the {of}"),
            (Some(of), Some(rank), _) => format!("{rank} of {of}"),
            (None, Some(rank), _) => rank.clone(),
            _ => title.series(),
        };
        let contest = ContestMention::titled(article.title);
        Self { page, article, title, directory, sentences, contest, party, office }
    }

    /// Returns true if a sentence names at least one year, and none of them is the contest's own.
    pub(crate) fn is_of_another_year(&self, text: &str) -> bool {
        let (Some(own), Some(pattern)) = (self.title.year, pattern!(r"\b(?:1[6-9]\d\d|20\d\d)\b")) else {
            return false;
        };
        let mut years = pattern.find_iter(text).map(|y| y.as_str().parse::<i32>() == Ok(own)).peekable();
        years.peek().is_some() && !years.any(|is_own| is_own)
    }

    /// Returns true if a person can have stood in the article's own contest: it lists this person, or no candidates.
    pub(crate) fn may_stand(&self, name: &str) -> bool {
        self.directory.lists(name)
    }

    /// Returns the sentences of the lead.
    pub(crate) fn lead(&self) -> impl Iterator<Item = &'a MarkedSentence<'a>> {
        self.sentences.iter().filter(|s| s.section.is_empty())
    }

    /// Returns the sentences of the lead and of the sections on the result, the vote or the procedure.
    pub(crate) fn lead_and_result(&self) -> impl Iterator<Item = &'a MarkedSentence<'a>> {
        self.sentences.iter().filter(|s| {
            let section = s.section.to_lowercase();
            section.is_empty() || section.starts_with("result") || section.starts_with("vot") || section == "procedure"
        })
    }

    /// Returns a contest of the same series at another time.
    pub(crate) fn other_contest(&self, year: i32, month: Option<u8>) -> ContestMention {
        if self.title.year == Some(year) && (month.is_none() || month == self.title.month) {
            return self.contest.clone();
        }
        let mut title = self.title.clone();
        title.stem = title.series();
        ContestMention::dated(title.at(year, month))
    }

    fn citation(&self, line: usize, quote: &str, confidence: Confidence) -> Citation {
        Citation {
            confidence,
            file: Arc::clone(&self.page.file),
            line,
            page: self.article.title.into(),
            revision: self.page.revision,
            quote: beginning(quote).into(),
            sources: no_sources(),
        }
    }

    /// Returns the citation of a sentence.
    pub(crate) fn prose(&self, sentence: &MarkedSentence<'_>) -> Citation {
        self.citation(sentence.line, sentence.raw, Confidence::Prose)
    }

    /// Returns the citation of a line of a list, a title or a total.
    pub(crate) fn line(&self, line: usize, text: &str) -> Citation {
        self.citation(line, text, Confidence::Prose)
    }

    /// Returns the citation of an infobox field.
    pub(crate) fn field(&self, field: super::article::Field<'_>) -> Citation {
        self.citation(field.line, &format!("{}: {}", field.key, field.value), Confidence::Infobox)
    }
}

/// The longest quote, in characters. Longer sentences are cut.
const LONGEST_QUOTE: usize = 1_000;

fn beginning(text: &str) -> &str {
    text.char_indices().nth(LONGEST_QUOTE).map_or(text, |(end, _)| &text[..end])
}

/// The place where rules put the facts that they find.
pub(crate) struct Findings<'a> {
    facts: &'a mut Facts,
}

impl<'a> Findings<'a> {
    pub(super) fn new(context: &Context<'_>, facts: &'a mut Facts) -> Self {
        for sentence in context.sentences {
            for (written, meant) in &sentence.marked.slips {
                facts.misspellings.push(Misspelling {
                    written: written.clone(),
                    meant: meant.clone(),
                    citation: context.prose(sentence),
                });
            }
        }
        Self { facts }
    }

    pub(crate) fn state(&mut self, statement: Statement, citation: Citation) {
        self.facts.state(statement, citation);
    }

    pub(crate) fn contest(&mut self, contest: &ContestMention, says: ContestSays, citation: &Citation) {
        self.state(Statement::Contest { contest: contest.clone(), says }, citation.clone());
    }

    pub(crate) fn candidacy(
        &mut self,
        contest: &ContestMention,
        person: &str,
        says: CandidacySays,
        citation: &Citation,
    ) {
        let person = person.into();
        self.state(Statement::Candidacy { contest: contest.clone(), person, says }, citation.clone());
    }

    pub(crate) fn warn(&mut self, context: &Context<'_>, line: usize, rule: &'static str, message: String) {
        self.facts.warnings.push(Warning::new(&context.page.file, line, rule, message));
    }

    pub(crate) fn unread(&mut self, context: &Context<'_>, line: usize, key: &str, value: &str) {
        let (file, key, value) = (Arc::clone(&context.page.file), key.to_string(), value.to_string());
        self.facts.unread.push(Unread { file, line, key, value });
    }
}

/// The names of the months, for patterns.
macro_rules! months {
    () => {
        "January|February|March|April|May|June|July|August|September|October|November|December"
    };
}
pub(super) use months;

/// Returns the name of each person marked in a text, with the words between the previous mark and this one.
pub(super) fn marks<'t>(marked: &'t super::marked::Marked, text: &'t str) -> Vec<(&'t str, &'t str)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('⟦') {
        let Some((number, after)) = after.split_once('⟧') else { break };
        if let Some(name) = marked.person(number) {
            found.push((name, before));
        }
        rest = after;
    }
    found
}

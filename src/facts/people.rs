//! The people that an article names in full, and the sentences that call them by their surnames.
//!
//! Each article is its own directory: a surname means the person whose full name is in the same article. A full name is
//! one in the infobox or the candidate list, or two to four capitalised words in a row that contain no typical word of
//! institutions.

use super::about::About;
use super::article::{Block, BlockKind, before_any, lists_candidates};
use super::marked::Marked;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use strsim::levenshtein;

/// Words that no person's name contains: parts of institutions' names, months, weekdays, common first words of
/// sentences.
const NOT_NAMES: [&str; 74] = [
    "party",
    "labor",
    "labour",
    "committee",
    "central",
    "election",
    "elections",
    "leadership",
    "knesset",
    "bureau",
    "movement",
    "democratic",
    "change",
    "government",
    "parliament",
    "congress",
    "convention",
    "council",
    "channel",
    "university",
    "israel",
    "israeli",
    "israelis",
    "palestinian",
    "palestinians",
    "united",
    "states",
    "kingdom",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "the",
    "this",
    "that",
    "these",
    "following",
    "after",
    "before",
    "during",
    "when",
    "while",
    "however",
    "although",
    "both",
    "if",
    "in",
    "on",
    "at",
    "national",
    "strip",
    "bank",
    "army",
    "court",
    "supreme",
    "first",
    "second",
    "general",
    "union",
    "ministry",
];

/// Words before a name that belong to an office or title and not to the person.
const TITLES: [&str; 38] = [
    "vice",
    "general",
    "foreign",
    "opposition",
    "acting",
    "interim",
    "rabbi",
    "professor",
    "king",
    "leader",
    "mayor",
    "speaker",
    "minister",
    "prime",
    "president",
    "chairman",
    "chairwoman",
    "chair",
    "member",
    "senator",
    "governor",
    "secretary",
    "chancellor",
    "former",
    "incumbent",
    "deputy",
    "mr",
    "mrs",
    "ms",
    "dr",
    "sir",
    "dame",
    "lord",
    "lady",
    "mk",
    "mp",
    "justice",
    "finance",
];

/// Words inside a name that are not capitalised.
const PARTICLES: [&str; 13] = ["de", "da", "di", "del", "van", "von", "der", "den", "bin", "ben", "al", "el", "la"];

/// The people named in an article.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    /// The full names, with their number of mentions.
    full: BTreeMap<String, usize>,
    /// The full name that each surname stands for: the one mentioned most often.
    surname: BTreeMap<String, String>,
    /// Every capitalised word of the article, with its number of occurrences.
    words: BTreeMap<String, usize>,
    /// The full name for each surname in the infobox or the candidate list. Misspellings are compared with these
    /// surnames.
    standing: BTreeMap<String, String>,
    /// The surnames of the candidates in the infobox and the candidate list.
    candidates: BTreeSet<String>,
    /// The words of all full names.
    parts: HashSet<String>,
    /// The surnames of `standing` that words are compared with, by the surname without one of its letters.
    near: HashMap<String, Vec<String>>,
}

/// Returns the surname of a full name: its last word, without any particles before it.
pub fn surname(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

impl Directory {
    /// Collects the people of a page: those in its infobox and those named in its body. Linear in its length.
    pub(super) fn of(about: &About, blocks: &[Block<'_>]) -> Self {
        let mut directory = Self::default();
        let mut listed: Vec<String> = about.candidates.iter().map(|name| clean_name(name)).collect();
        let named = listed.iter().filter(|name| !name.is_empty());
        directory.candidates.extend(named.map(|name| surname(name).to_string()));
        listed.extend(about.holders.iter().map(|name| clean_name(name)));
        listed.retain(|name| is_full_name(name));
        for block in blocks {
            if block.kind == BlockKind::Item && lists_candidates(block.section) {
                let name = clean_name(item_name(block.text));
                if is_full_name(&name) {
                    directory.candidates.insert(surname(&name).to_string());
                    listed.push(name);
                }
            }
        }
        for name in &listed {
            *directory.full.entry(name.clone()).or_default() += 1;
        }
        let standing: HashSet<&str> = listed.iter().map(String::as_str).collect();
        for block in blocks {
            for run in capital_runs(block.text) {
                for word in &run.words {
                    *directory.words.entry((*word).to_string()).or_default() += 1;
                }
                // No full name has more words, so only the end of a long run can be one.
                let from = run.words.len().saturating_sub(MOST_WORDS).max(1);
                let mut suffixes = (from..run.words.len()).map(|i| run.words[i..].join(" "));
                let suffix = suffixes.find(|n| standing.contains(n.as_str()));
                if let Some(name) = suffix.or_else(|| run.name()) {
                    *directory.full.entry(name).or_default() += 1;
                }
            }
        }
        let mut by_surname: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
        for (name, count) in &directory.full {
            let entry = by_surname.entry(surname(name)).or_insert((0, name));
            if *count > entry.0 {
                *entry = (*count, name);
            }
        }
        directory.surname = by_surname.into_iter().map(|(s, (_, n))| (s.to_string(), n.to_string())).collect();
        for name in &listed {
            let short = surname(name).to_string();
            let best = directory.surname.get(&short).unwrap_or(name).clone();
            directory.standing.insert(short, best);
        }
        directory.index_slips();
        directory
    }

    /// Indexes the words of full names, and the surnames with one letter left out. Misspellings are looked up by these.
    fn index_slips(&mut self) {
        let long = |surname: &&String| {
            (SHORTEST_SLIP..=LONGEST_SLIP).contains(&surname.chars().count())
                && self.words.get(surname.as_str()).copied().unwrap_or(0) >= 3
        };
        for surname in self.standing.keys().filter(long) {
            for key in slip_keys(surname) {
                self.near.entry(key).or_default().push(surname.clone());
            }
        }
        if !self.near.is_empty() {
            self.parts = self.full.keys().flat_map(|name| name.split(' ')).map(str::to_string).collect();
        }
    }

    /// Returns true if the article lists a candidate with this person's surname, or lists no candidates.
    pub fn lists(&self, name: &str) -> bool {
        self.candidates.is_empty() || self.candidates.contains(surname(name))
    }

    /// Marks every person in a sentence: by full name, by surname, or by a surname with one wrong letter.
    pub fn mark(&self, sentence: &str) -> Marked {
        let mut marked = Marked::default();
        let words = words(sentence);
        let (mut at, mut copied) = (0, 0);
        while at < words.len() {
            let Some((taken, name, slip)) = self.person_at(sentence, &words[at..]) else {
                at += 1;
                continue;
            };
            let (start, end) = (words[at].0, words[at + taken - 1].1);
            marked.text.push_str(&sentence[copied..start].replace(['⟦', '⟧'], " "));
            marked.text.push_str(&format!("⟦{}⟧", marked.people.len()));
            if slip {
                marked.slips.push((sentence[start..end].to_string(), name.clone()));
            }
            marked.people.push((name, sentence[start..end].to_string()));
            copied = end;
            at += taken;
        }
        marked.text.push_str(&sentence[copied..].replace(['⟦', '⟧'], " "));
        marked
    }

    fn person_at(&self, sentence: &str, words: &[(usize, usize)]) -> Option<(usize, String, bool)> {
        for length in (2..=4.min(words.len())).rev() {
            let text = &sentence[words[0].0..words[length - 1].1];
            if self.full.contains_key(text) {
                let full = self.surname.get(surname(text)).filter(|n| *n == text).map_or(text, String::as_str);
                return Some((length, full.to_string(), false));
            }
        }
        let word = &sentence[words[0].0..words[0].1];
        if let Some(name) = self.surname.get(word) {
            return Some((1, name.clone(), false));
        }
        self.slip_of(word).map(|name| (1, name, true))
    }

    /// Returns the person whose surname differs from this word by one letter. The word must be capitalised, have at
    /// least five letters, begin with the same letter and occur at most once. Plurals and possessives are not
    /// misspellings.
    fn slip_of(&self, word: &str) -> Option<String> {
        let long = (SHORTEST_SLIP..=LONGEST_SLIP + 1).contains(&word.chars().count());
        if self.near.is_empty()
            || !long
            || !word.starts_with(char::is_uppercase)
            || NOT_NAMES.contains(&word.to_lowercase().as_str())
            || self.words.get(word).is_some_and(|n| *n > 1)
        {
            return None;
        }
        if self.parts.contains(word) {
            return None;
        }
        // Two words that differ by one letter are equal without that letter, or one equals the other without it.
        let mut found: Option<&String> = None;
        for surname in slip_keys(word).iter().filter_map(|key| self.near.get(key)).flatten() {
            let near = surname.chars().next() == word.chars().next()
                && word != format!("{surname}s")
                && levenshtein(surname, word) == 1;
            if near && found.is_some_and(|other| other != surname) {
                return None;
            }
            if near {
                found = Some(surname);
            }
        }
        self.standing.get(found?).cloned()
    }
}

/// The largest number of words in a full name.
const MOST_WORDS: usize = 5;
/// The shortest word that can be a misspelling, in letters. A shorter word is likely to be another word.
const SHORTEST_SLIP: usize = 5;
/// The longest surname, in letters, that words are compared with. Longer words are hardly surnames.
const LONGEST_SLIP: usize = 40;

/// Returns a word, and the word without each of its letters. O(n²) for n letters; n is at most [`LONGEST_SLIP`] + 1.
fn slip_keys(word: &str) -> BTreeSet<String> {
    let without = |(at, c): (usize, char)| format!("{}{}", &word[..at], &word[at + c.len_utf8()..]);
    word.char_indices().map(without).chain([word.to_string()]).collect()
}

/// Returns the name at the start of a list item: the part before a comma, bracket, colon or spaced dash.
pub fn item_name(item: &str) -> &str {
    before_any(item, &[",", " - ", " – ", " — ", " (", ":"])
}

/// Cleans a name from an infobox or a list: removes styling, references and notes in brackets.
pub fn clean_name(value: &str) -> String {
    let value = before_any(value, &["<", "[", "{", " ("]);
    value.trim_matches(['*', '\'', '"', ' ']).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns true if a text looks like a person's full name. It must have two to five words. The first and the last must
/// be capitalised, or of a script without capitals.
pub fn is_full_name(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let capital =
        |w: &&str| w.chars().next().is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()));
    (2..=MOST_WORDS).contains(&words.len())
        && words.first().is_some_and(capital)
        && words.last().is_some_and(capital)
        && !words.iter().any(|w| NOT_NAMES.contains(&w.to_lowercase().as_str()))
}

struct Run<'a> {
    words: Vec<&'a str>,
    after_of: bool,
}

impl Run<'_> {
    /// Returns the person that a run of capitalised words names, without titles and the place in "Mayor of Haifa".
    fn name(&self) -> Option<String> {
        let mut words: &[&str] = &self.words;
        if self.after_of && words.len() > 2 {
            words = &words[1..];
        }
        while let Some((first, rest)) = words.split_first() {
            let first = first.trim_end_matches('.').to_lowercase();
            if !TITLES.contains(&first.as_str()) && !NOT_NAMES.contains(&first.as_str()) {
                break;
            }
            words = rest;
        }
        if words.len() > 4 {
            return None;
        }
        Some(words.join(" ")).filter(|name| is_full_name(name))
    }
}

/// Returns the runs of capitalised words, with the particles inside them.
fn capital_runs(text: &str) -> Vec<Run<'_>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    let mut open = false;
    let (mut before_last, mut last, mut end) = ("", "", 0);
    for (start, stop) in words(text) {
        let word = &text[start..stop];
        let gap = &text[end..start];
        let capital = word.starts_with(|c: char| c.is_uppercase());
        let joined = gap == " " || (gap == ". " && last.chars().count() == 1);
        if open && joined && (capital || PARTICLES.contains(&word)) {
            if let Some(run) = runs.last_mut() {
                run.words.push(word);
            }
        } else if capital {
            let after_of = last == "of" || (last == "the" && before_last == "of");
            runs.push(Run { words: vec![word], after_of });
            open = true;
        } else {
            open = false;
        }
        (before_last, last, end) = (last, word, stop);
    }
    for run in &mut runs {
        while run.words.last().is_some_and(|w| PARTICLES.contains(w)) {
            run.words.pop();
        }
    }
    runs
}

/// Returns the words of a text as byte ranges. Words consist of letters and digits, with hyphens and apostrophes
/// inside. A possessive ending is left out.
fn words(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = None;
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let inside = c.is_alphanumeric()
            || (start.is_some()
                && next.is_some_and(char::is_alphanumeric)
                && (c == '-' || (matches!(c, '\'' | '’') && !is_possessive(&text[i + c.len_utf8()..]))));
        match (inside, start) {
            (true, None) => start = Some(i),
            (false, Some(s)) => {
                found.push((s, i));
                start = None;
            }
            _ => {}
        }
    }
    if let Some(s) = start {
        found.push((s, text.len()));
    }
    found
}

fn is_possessive(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next() == Some('s') && !chars.next().is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::article::articles;

    #[test]
    fn surnames_stand_for_the_people_of_the_article() {
        let text = "= X =\nInfobox\n- Candidate1: Shimon Peres\n\nMayor of Haifa Amram Mitzna and Speaker of the Knesset \
                    Avraham Burg met Peres. Peres said Peres' friends, and Peres's, and the Rabins came.\n";
        let articles = articles(text);
        let directory = Directory::of(&About::of(&articles[0]), &articles[0].blocks);
        let marked = directory.mark("Peresa and Mitzna's friend met Burg, Sharett and Peretz.");
        assert_eq!(marked.text, "⟦0⟧ and ⟦1⟧'s friend met ⟦2⟧, Sharett and Peretz.");
        assert_eq!(marked.person("1"), Some("Amram Mitzna"));
        assert_eq!(marked.person("2"), Some("Avraham Burg"));
        assert_eq!(marked.slips, [("Peresa".to_string(), "Shimon Peres".to_string())]);
    }
}

//! Parses a name: given names, surname, nickname, generation.

use super::forms::{self, Forms};
use super::letters::letters;
use super::sound::Word;

/// Titles before a name, which do not distinguish people: in English, and what lists of members in other languages have.
const BEFORE: &[&str] = &[
    // English.
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sir",
    "dame",
    "lord",
    "lady",
    "prof",
    "professor",
    "rev",
    "reverend",
    "rt",
    "right",
    "hon",
    "honourable",
    "honorable",
    "gov",
    "governor",
    "judge",
    "congressman",
    "congresswoman",
    "representative",
    "ambassador",
    "alderman",
    "lieutenant",
    "admiral",
    "brigadier",
    "capt",
    "captain",
    "col",
    "colonel",
    "gen",
    "general",
    "maj",
    "major",
    "lt",
    "brig",
    "cmdr",
    "sen",
    "senator",
    "rep",
    "cllr",
    "councillor",
    "baron",
    "baroness",
    "count",
    "viscount",
    "prince",
    "princess",
    // Hebrew and Arabic.
    "mk",
    "rabbi",
    "rav",
    "sheikh",
    "shaikh",
    "haj",
    "hajj",
    "haji",
    "hajah",
    // German, Dutch and Czech.
    "herr",
    "frau",
    "drs",
    "ing",
    "mag",
    "mgr",
    "judr",
    "mudr",
    "phdr",
    "bc",
    "rndr",
    "dipl",
    // French, Italian, Spanish and Portuguese.
    "mme",
    "mlle",
    "dott",
    "dottssa",
    "avv",
    "on",
    "don",
    "doña",
    "señor",
    "señora",
    "sra",
    "lic",
    // South and Southeast Asia, Africa.
    "shri",
    "smt",
    "shrimati",
    "thiru",
    "alhaji",
    "alhaja",
    "chief",
    "engr",
    "barr",
    "kumari",
    "dato",
    "datuk",
    "datin",
    "seri",
    "tun",
    "ir",
    "hj",
    "dra",
    "ust",
    "mhe",
    "eng",
    "adv",
];

/// Letters behind a name for an office, a degree or an honour.
const BEHIND: &[&str] = &[
    "mp", "mep", "mla", "td", "mk", "phd", "qc", "kc", "obe", "cbe", "mbe", "ac", "ao", "am", "esq", "dr", "ing",
    "mba", "csc", "md", "llb", "llm", "ma", "bsc", "msc",
];

/// The fewest words of a name that a title leaves: "Major Owens" and "John Baron" have no title.
const LEAST_WORDS: usize = 2;

/// Generational suffixes, which distinguish people, and the generation each stands for.
const GENERATIONS: &[(&str, u8)] = &[
    ("sr", 1),
    ("snr", 1),
    ("senior", 1),
    ("jr", 2),
    ("jnr", 2),
    ("junior", 2),
    ("júnior", 2),
    ("filho", 2),
    ("ii", 2),
    ("neto", 3),
    ("iii", 3),
    ("iv", 4),
];

/// Words that belong to the name after them and are often left out or fused with it.
const PARTICLES: &[&str] = &[
    "al", "el", "at", "as", "ad", "ash", "an", "ar", "az", "ul", "ed", "es", "e", "de", "da", "di", "do", "du", "del",
    "della", "dello", "des", "dos", "das", "der", "den", "van", "von", "vom", "zu", "zum", "zur", "ten", "ter", "la",
    "le", "las", "los", "lo", "y", "i", "ha", "bin", "ibn", "bint", "af", "av", "st", "san", "santa", "of", "mac",
    "mc", "o", "dé", "d", "l", "ap",
];

/// Words that are particles even if capitalized.
const CAPITAL_PARTICLES: &[&str] = &[
    "al", "el", "de", "da", "di", "do", "du", "del", "della", "des", "dos", "das", "der", "den", "van", "von", "ten",
    "ter", "la", "le", "los", "las", "ibn", "bin", "mac", "mc", "o", "st",
];

/// Of longer names, only this many words are compared.
const MOST_WORDS: usize = 12;

/// The role of a word in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A given name or surname.
    Plain,
    /// A word joined to the one before it by a hyphen.
    Hyphened,
    /// In brackets or quotation marks: a nickname or a former name.
    Aside,
    /// A particle.
    Particle,
}

/// A word of a name.
#[derive(Debug, Clone)]
pub struct Part {
    /// The letters and sounds.
    pub(super) word: Word,
    /// The role of the word.
    pub(super) role: Role,
    /// The groups of given names that the word belongs to.
    pub(super) forms: Forms,
}

/// A parsed name.
#[derive(Debug, Clone)]
pub struct Name {
    /// The words, in order; "Surname, Given" is reversed first.
    pub(super) parts: Vec<Part>,
    /// 1 for Sr., 2 for Jr. and II, and so on; 0 if the name has no such suffix.
    pub(super) generation: u8,
}

impl Name {
    /// Parses a name. "Surname, Given" and "SURNAME Given" are reversed; honorifics and notes such as "(politician)" are dropped.
    pub fn read(name: &str) -> Self {
        let turned;
        let name = without_peerage(name);
        let mut text = name;
        if let Some((surname, given)) = name.split_once(',') {
            let rest = given.trim();
            let title = |w: &str| is_in(BEFORE, w) || is_in(BEHIND, w) || generation(w) > 0;
            // "Biron, Ferjenel G., M.D." has a degree behind the second comma.
            let (given, behind) = rest.split_once(',').unwrap_or((rest, ""));
            let is_turned = !rest.split([' ', ',']).filter(|w| !w.is_empty()).all(title)
                && behind.split([' ', ',']).filter(|w| !w.is_empty()).all(title);
            if !rest.is_empty() && is_turned {
                turned = format!("{given} {surname} {behind}");
                text = &turned;
            }
        }
        let marked;
        if let Some((surname, given)) = capital_surname(text) {
            marked = format!("{given} {surname}");
            text = &marked;
        }
        let mut read = Self { parts: Vec::new(), generation: 0 };
        let mut aside = false;
        let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '_')).filter(|w| !w.is_empty());
        for raw in without_titles(words.collect()) {
            let opens = raw.starts_with(['(', '"', '“', '„', '«', '[']);
            let closes = raw.ends_with([')', '"', '”', '“', '»', ']']);
            aside |= opens;
            if read.parts.len() >= MOST_WORDS {
                break;
            }
            // "(politician)", "(born 1950)" are notes; "(Tomi)" is a name.
            if !aside || is_nickname(raw) {
                read.push(raw, aside);
            }
            if closes {
                aside = false;
            }
        }
        // The last word of a name is never a particle.
        if let Some(last) = read.parts.last_mut().filter(|p| p.role == Role::Particle) {
            last.role = Role::Plain;
        }
        read
    }

    /// Adds a Chinese or Korean name in its own script, which has no blanks: the first character is the surname.
    /// Returns false if the text is no such name.
    fn push_han(&mut self, raw: &str) -> bool {
        let han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}');
        let mut letters_of = raw.chars();
        let Some(first) = letters_of.next().filter(|_| raw.chars().all(han) && (2..=4).contains(&raw.chars().count()))
        else {
            return false;
        };
        for text in [letters_of.as_str().to_string(), first.to_string()] {
            let letters = letters(&text);
            let forms = forms::of(&letters);
            self.parts.push(Part { word: Word::new(letters), role: Role::Plain, forms });
        }
        true
    }

    fn push(&mut self, raw: &str, aside: bool) {
        if !aside && self.parts.is_empty() && self.push_han(raw) {
            return;
        }
        let pieces = raw.split(['-', '‐', '‑', '–', '־', '.', '/']).filter(|p| !p.is_empty());
        let dotted = raw.contains('.');
        let kept = self.parts.len();
        for piece in pieces {
            let plain = plain(piece);
            if plain.is_empty() {
                continue;
            }
            // Numbers are in capitals; "Mas i Gavarró" has a particle.
            let is_numeral = plain.chars().all(|c| matches!(c, 'i' | 'v'));
            let generation = if is_numeral && piece.chars().any(char::is_lowercase) { 0 } else { generation(&plain) };
            if generation > 0 && !self.parts.is_empty() {
                self.generation = generation;
                continue;
            }
            let letters = letters(piece);
            if letters.is_empty() {
                continue;
            }
            let role = if aside {
                Role::Aside
            } else if !dotted && is_particle(piece, &plain) {
                Role::Particle
            } else if self.parts.len() > kept && !dotted {
                Role::Hyphened
            } else {
                Role::Plain
            };
            let forms = forms::of(&letters);
            self.parts.push(Part { word: Word::new(letters), role, forms });
        }
    }

    /// Returns the name without the endings of Latvian and Lithuanian, if each of its words has one and no word of
    /// another name does: "Donalds Tusks", "Janušas Palikotas".
    pub(super) fn undeclined(&self, other: &Self) -> Vec<Self> {
        let ends = |part: &Part| part.word.letters().last() == Some(&'s');
        let is_declined = self.parts.len() > 1
            && self.parts.len() == other.parts.len()
            && self.parts.iter().all(|part| ends(part) && part.word.letters().len() > 3)
            && !other.parts.iter().any(ends);
        if !is_declined {
            return Vec::new();
        }
        let without = |count: usize| {
            let parts = self.parts.iter().map(|part| {
                let letters = part.word.letters();
                let kept = letters[..letters.len() - count].to_vec();
                Part { word: Word::new(kept.clone()), role: part.role, forms: forms::of(&kept) }
            });
            Self { parts: parts.collect(), generation: self.generation }
        };
        vec![without(1), without(2)]
    }

    /// Returns the words of the name, folded, without titles.
    pub fn folded(&self) -> String {
        let words =
            self.parts.iter().map(|part| crate::wikitext::fold(&part.word.letters().iter().collect::<String>()));
        words.collect::<Vec<_>>().join(" ")
    }

    /// Returns true if every letter is Latin.
    pub fn is_in_latin(&self) -> bool {
        self.parts
            .iter()
            .flat_map(|part| part.word.letters())
            .all(|c| (*c as u32) < 0x250 || ('\u{1e00}'..'\u{1f00}').contains(c))
    }

    /// Returns the index of the last word that is neither aside nor a particle.
    pub(super) fn surname(&self) -> Option<usize> {
        let named = |p: &Part| matches!(p.role, Role::Plain | Role::Hyphened);
        self.parts.iter().rposition(named).or(self.parts.len().checked_sub(1))
    }
}

/// Splits a name whose first words are in capitals, and the others not: "DI LELLO Marco" has the surname first.
fn capital_surname(name: &str) -> Option<(&str, &str)> {
    let is_capital = |word: &str| word.chars().any(char::is_alphabetic) && !word.chars().any(char::is_lowercase);
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count();
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = words.iter().take_while(|word| is_capital(word)).count();
    // Initials are no surname.
    let is_surname = words[..capital].iter().any(|word| letters(word) > 2 && !word.contains('.'));
    let is_given = capital < words.len() && !words[capital..].iter().any(|word| is_capital(word) && letters(word) > 2);
    let at = words.get(capital)?.as_ptr().addr() - name.as_ptr().addr();
    (is_surname && is_given).then(|| (name[..at].trim(), &name[at..]))
}

/// Titles of nobility that follow a name behind a comma.
const PEERAGES: &[&str] = &[
    "baron",
    "baroness",
    "earl",
    "countess",
    "viscount",
    "viscountess",
    "duke",
    "duchess",
    "marquess",
    "marquis",
    "baronet",
    "lord",
    "lady",
    "count",
    "bt",
];

/// Returns a name without the title of nobility behind it: "Mike Watson, Baron Watson of Invergowrie".
fn without_peerage(name: &str) -> &str {
    let Some((before, behind)) = name.split_once(',') else { return name };
    let mut words = behind.split_whitespace();
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let first = words.find(|word| !is_number(word)).unwrap_or_default();
    if before.trim().contains(' ') && is_in(PEERAGES, first) { before } else { name }
}

/// Returns true if a name has a title before it or letters for an office or an honour behind it.
pub fn has_title(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let all = words.len();
    without_titles(words).len() < all
}

/// Returns the words of a name without titles before it and letters behind it. A title in another place is a name.
fn without_titles(mut words: Vec<&str>) -> Vec<&str> {
    let is_title = |word: &str| is_in(BEFORE, word) && !word.starts_with(['(', '"', '“', '[']);
    let names =
        |words: &[&str]| words.iter().filter(|w| generation(w) == 0 && !w.starts_with(['(', '"', '“', '['])).count();
    // "The Hon. Ann Ash": the article belongs to the title.
    if words.len() > 3 && plain(words[0]) == "tan" && plain(words[1]) == "sri" {
        words.drain(..2);
    }
    if words.len() > 1 && ["the", "der", "die", "le", "la"].contains(&plain(words[0]).as_str()) && is_title(words[1]) {
        words.remove(0);
    }
    while words.first().is_some_and(|word| is_title(word)) && names(&words[1..]) >= LEAST_WORDS {
        words.remove(0);
    }
    while words.last().is_some_and(|word| is_in(BEHIND, word)) && names(&words[..words.len() - 1]) >= LEAST_WORDS {
        words.pop();
    }
    words
}

/// Returns true if a word in brackets or quotation marks is a name: it has no digit and begins with a letter that is
/// not lower case.
fn is_nickname(raw: &str) -> bool {
    let word = raw.trim_matches(|c: char| !c.is_alphanumeric());
    // "(CDU)" is a party.
    let is_short_form = raw.starts_with('(') && word.chars().count() > 1 && word.chars().all(char::is_uppercase);
    let mut letters = word.chars();
    !is_short_form
        && letters.next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
        && !word.chars().any(char::is_numeric)
}

/// Returns true for a particle. A capitalized word is a name of its own ("An", "Ash"), with few exceptions.
fn is_particle(piece: &str, plain: &str) -> bool {
    let small = piece.chars().next().is_some_and(char::is_lowercase);
    is_in(if small { PARTICLES } else { CAPITAL_PARTICLES }, plain)
}

fn plain(piece: &str) -> String {
    piece.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_in(list: &[&str], word: &str) -> bool {
    list.contains(&plain(word).as_str())
}

fn generation(word: &str) -> u8 {
    let word = plain(word);
    GENERATIONS.iter().find(|(w, _)| *w == word).map_or(0, |(_, g)| *g)
}

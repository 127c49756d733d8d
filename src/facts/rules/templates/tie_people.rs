//! Reads the people that a value of an infobox names, with what stands beside each name: kin words and years.

use super::succession::Spell;
use super::tie_words::words;
use crate::facts::kin::{kin_in, kin_of, kin_said, singular};
use crate::facts::named::{says_nobody, split_brackets};
use crate::wikitext::figure::dates_in;
use crate::wikitext::months::month_number;
use crate::wikitext::{Date, Value};

/// The first and the last day of a tie, as far as they are stated.
pub(super) type Years = (Option<Date>, Option<Date>);

/// Somebody whom a value names, with the texts in brackets behind the name.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Person {
    pub name: String,
    /// True if the name is that of a linked page.
    pub linked: bool,
    pub beside: Vec<String>,
    /// What the text around the name says that they are to the page's person.
    pub role: Option<String>,
}

impl Person {
    fn new(name: String, linked: bool, beside: Vec<String>) -> Self {
        let role = beside.iter().find_map(|text| kin_said(text));
        Self { name, linked, beside, role }
    }

    /// Returns the years in the brackets. "m. May 28, 2005" has a comma of its own.
    pub(super) fn spell(&self) -> Option<Years> {
        let all = &self.beside;
        let joined = (1..=all.len()).rev().find_map(|n| years_beside(&all[..n].join(", ")));
        joined.or_else(|| all.iter().find_map(|text| years_beside(text)))
    }

    /// Returns the spells in the brackets, of which there may be several. A lone year is both the first and the last.
    pub(super) fn spells(&self) -> Vec<Years> {
        spells_beside(&self.beside).unwrap_or_else(|| {
            let is_year = self.beside.iter().any(|text| text.len() == 4 && text.parse::<u16>().is_ok());
            let alone = |(start, end): Years| if is_year && end.is_none() { (start, start) } else { (start, end) };
            self.spell().map(alone).into_iter().collect()
        })
    }
}

/// Returns several spells, each in a text of its own: "1990–1995", "1998–2001". `None` if there are fewer than two.
pub(super) fn spells_beside(texts: &[String]) -> Option<Vec<Years>> {
    let whole = |text: &String| years_beside(text).filter(|(start, end)| start.is_some() && end.is_some());
    let dated: Vec<&String> = texts.iter().filter(|text| text.contains(|c: char| c.is_ascii_digit())).collect();
    let spells: Option<Vec<Years>> =
        dated.iter().map(|text| whole(text).filter(|_| text.contains(['–', '-', '—']))).collect();
    spells.filter(|spells| spells.len() > 1)
}

/// Reads years in brackets: "m. 1973", "1987–1993", "2004–08", "since 2001", "–1989", "div. 1999".
pub(super) fn years_beside(text: &str) -> Option<Years> {
    let words = || text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).map(str::to_lowercase);
    let ends = ["div", "divorced", "died", "d", "until", "till", "to", "before", "deceased", "widowed", "death"];
    let starts = ["m", "married", "since", "from", "wed", "after"];
    let beside = ["sep", "separated", "present", "now", "current", "his", "her", "in", "at", "of"];
    let known =
        |w: &String| [&ends[..], &starts[..], &beside[..]].concat().contains(&w.as_str()) || month_number(w).is_some();
    let first = text.find(|c: char| c.is_ascii_digit())?;
    if !words().all(|w| known(&w)) {
        return None;
    }
    // "Jan 2001": the month belongs to the first day.
    let lead = text[..first].trim_end();
    let month = lead.rfind([' ', '(']).map_or(0, |at| at + 1);
    let is_month = month_number(&lead[month..].trim_end_matches('.').to_lowercase()).is_some();
    let read = Spell::read(&text[if is_month { month } else { first }..]);
    if read.start.is_some() && (read.end.is_some() || read.goes_on) {
        return Some((read.start, read.end));
    }
    let has = |list: &[&str]| words().any(|w| list.contains(&w.as_str()));
    match dates_in(text.trim_start_matches(['–', '—', '-', ' '])).as_slice() {
        [only] => {
            if let Some([from, to]) = only.ends().filter(|[from, to]| from != to) {
                return Some((from, to));
            }
            let is_end = has(&ends) && !has(&starts) || text.trim_start().starts_with(['–', '—', '-']);
            Some(if is_end { (None, Some(*only)) } else { (Some(*only), None) })
        }
        [first, .., last] => Some((Some(*first), Some(*last))),
        [] => read.start.map(|start| (Some(start), read.end)),
    }
}

/// Returns true if a text beside a name says years and nothing else.
pub(super) fn is_years(text: &str) -> bool {
    years_beside(text).is_some()
}

/// Returns the people that a value names. Names without a link count only if they look like a name of at least two
/// words, and only in values that are names: of "4, including Ann and Ben Ash" none is read.
pub(super) fn people(value: &Value, unlinked: bool) -> Vec<Person> {
    let mut found: Vec<Person> = Vec::new();
    for item in value.items() {
        // Years or a kin word on a line of their own belong to the name above.
        let text = item.text.trim();
        let is_beside =
            text.starts_with('(') && text.ends_with(')') || years_beside(text).is_some() || kin_said(text).is_some();
        // "Di Dee (mother)" names somebody.
        let is_beside = is_beside && !looks_like_person(&split_brackets(text).0);
        match found.last_mut().filter(|_| is_beside && item.links.is_empty()) {
            Some(last) => {
                last.beside.extend(parts_of(text.trim_matches(['(', ')'])));
                let said = || last.beside.iter().find_map(|text| kin_said(text));
                last.role = last.role.take().or_else(said);
            }
            None => found.extend(people_in(&item, unlinked)),
        }
    }
    found
}

/// Returns the number of items of a value that name somebody, whether or not the name can be read.
pub(super) fn named_items(value: &Value) -> usize {
    let items = value.items();
    let is_name = |item: &&Value| {
        let text = item.text.trim();
        text.contains(char::is_alphabetic) && !text.starts_with('(')
    };
    items.iter().filter(is_name).count()
}

fn parts_of(text: &str) -> impl Iterator<Item = String> {
    text.split([',', ';']).map(|part| part.trim().to_string()).filter(|part| !part.is_empty())
}

/// Words in front of a link that lead to a place, a body or an office: "Mayor of [[Paris]]".
const LEADING_AWAY: [&str; 8] = ["of", "in", "at", "from", "near", "for", "to", "with"];

fn people_in(item: &Value, unlinked: bool) -> Vec<Person> {
    let mut found: Vec<Person> = Vec::new();
    let mut at = 0;
    let mut depth = 0_i32;
    // "Brothers: [[A B]], [[C D]]": the word counts for those behind it, too.
    let mut all_are: Option<String> = None;
    for (place, link) in item.links.iter().enumerate() {
        let between = item.text.get(at..link.shown.start).unwrap_or_default();
        if unlinked && depth == 0 {
            found.extend(plain_names(between, !found.is_empty()));
        }
        depth += between.chars().map(|c| i32::from(c == '(') - i32::from(c == ')')).sum::<i32>();
        at = link.shown.end.max(at);
        let next = item.links.get(place + 1).map_or(item.text.len(), |next| next.shown.start);
        let shown = item.text[link.shown.clone()].trim();
        // Inside brackets a link explains the name before it; the list of children stands in brackets as well.
        let explains = depth > 0 && unlinked;
        let is_name = shown.chars().any(char::is_alphabetic) && !says_nobody(shown);
        if explains || !is_name {
            if let (true, Some(last)) = (explains, found.last_mut()) {
                last.beside.push(shown.to_string());
            }
            continue;
        }
        let behind = item.text.get(at..next).unwrap_or_default();
        // "[[Sweden|Swedish]] banker", "[[Baseball]] player [[Joe Ball]]": what somebody is. "[[Akihito]] of Japan" is one.
        let is_beside = shown != link.target || place + 1 < item.links.len();
        let describes = is_beside && !link.target.contains(' ') && behind.starts_with(' ') && {
            let word = behind.trim_start().split(' ').next().unwrap_or_default();
            word.starts_with(char::is_lowercase) && !["and", "und", "et", "y", "e"].contains(&word)
        };
        let segment = between.trim().trim_end_matches(':').trim_end_matches(',').trim();
        let segment = segment.rsplit([')', ',', ';']).next().unwrap_or(segment).trim();
        let segment = without_titles(segment);
        let last_word = segment.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let leads_away = LEADING_AWAY.contains(&last_word.as_str());
        let mut reversed = None;
        if leads_away {
            // "Son of [[Ned Ash]]" at the beginning is about the page's person, behind a name about the one named.
            reversed = kin_of(segment).filter(|_| found.is_empty() && at > 0);
        }
        if describes || leads_away && reversed.is_none() || words().is_occupation(&link.target) {
            continue;
        }
        let beside = behind_name(behind, next < item.text.len());
        let mut person = Person::new(link.target.clone(), true, beside);
        let leading = kin_said(segment).or_else(|| kin_in(segment).filter(|_| !segment.contains("'s ")));
        if let Some(one) = leading.as_deref().and_then(singular) {
            all_are = Some(one);
        } else if leading.is_some() {
            all_are = None;
        }
        let own = person.role.take();
        person.role = reversed.or(own).or_else(|| leading.filter(|_| all_are.is_none())).or_else(|| all_are.clone());
        found.push(person);
    }
    let rest = item.text.get(at..).unwrap_or_default();
    if unlinked && depth <= 0 {
        found.extend(plain_names(rest, !found.is_empty()));
    }
    each_of_several(&mut found);
    found
}

/// Returns the text before a link without the titles in front of the name, behind "of": "Grandson of President".
fn without_titles(segment: &str) -> &str {
    let mut rest = segment;
    while let Some((before, last)) = rest.rsplit_once(' ') {
        if !last.starts_with(char::is_uppercase) {
            break;
        }
        rest = before;
    }
    if rest.ends_with(" of") && kin_of(rest).is_some() { rest } else { segment }
}

/// Gives each of several people the word that stands behind the last of them: "[[A B]] and [[C D]] (brothers)".
fn each_of_several(found: &mut [Person]) {
    for at in 0..found.len() {
        let Some(one) = found[at].role.as_deref().and_then(singular) else { continue };
        for person in
            found[..at].iter_mut().rev().take_while(|person| person.role.is_none() && person.beside.is_empty())
        {
            person.role = Some(one.clone());
        }
        found[at].role = Some(one);
    }
}

/// Returns the texts in the brackets directly behind a name, in parts: "brother, m. 1973" has two. `before_link` says
/// that another link follows the text.
fn behind_name(behind: &str, before_link: bool) -> Vec<String> {
    let text = behind.trim_start();
    if !text.starts_with('(') {
        // "Ann Ash, sister" and "Ann Ash – sister" have no brackets. In "Ann Ash, sister [[Bea Ash]]" the word is Bea's.
        let Some(rest) = text.strip_prefix([',', '–', '-', ':']) else { return Vec::new() };
        let part = rest.split([',', ';', '&']).next().unwrap_or_default();
        let ends = part.len() < rest.len() || !before_link;
        return kin_said(part).filter(|_| ends).into_iter().collect();
    }
    let (_, brackets) = split_brackets(text);
    // "(mother: [[Dee Poe]])": what leads to a link in the brackets is about that one.
    brackets.iter().take(2).flat_map(|text| parts_of(text)).filter(|part| !part.ends_with(':')).collect()
}

/// Returns the names in a text without links. `continues` is true if a name stands before it.
fn plain_names(text: &str, continues: bool) -> Vec<Person> {
    let mut found: Vec<Person> = Vec::new();
    // The brackets behind a linked name belong to it.
    let bracket = || text.trim_start().strip_prefix('(').and_then(|t| t.split_once(')'));
    let text = bracket().filter(|_| continues).map_or(text, |(_, rest)| rest);
    for part in split_names(text) {
        let (plain, beside) = split_brackets(part);
        let mut beside: Vec<String> = beside.iter().flat_map(|text| parts_of(text)).collect();
        let mut plain = plain.trim_matches([',', ';', ' ', '*', '†', '‡', ':']).to_string();
        // "Nawaz Sharif Brother" lost its brackets.
        if let Some((name, last)) = plain.rsplit_once(' ')
            && kin_in(last).is_some_and(|kin| kin.eq_ignore_ascii_case(last))
        {
            beside.push(last.to_string());
            plain = name.trim_matches([',', '–', '-', ' ']).to_string();
        }
        if looks_like_person(&plain) && !says_nobody(&plain) {
            found.push(Person::new(plain, false, beside));
        }
    }
    found
}

/// What a comma in a name stands before: "Ann Ash, Jr.", "Ann Ash, 3rd Baroness Ash".
const BEHIND_COMMA: [&str; 13] =
    ["Jr", "Sr", "II", "III", "IV", "1st", "2nd", "3rd", "Baron", "Baroness", "Duke", "Earl", "Lord"];

/// Splits a list of names at commas, semicolons, "and" and "&" outside brackets, and behind brackets.
fn split_names(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0_i32);
    for (at, c) in text.char_indices() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        let rest = &text[at..];
        let joins = |word: &str| rest.get(1..).is_some_and(|r| r.starts_with(word));
        let goes_on = || {
            let behind = rest[1..].trim_start();
            BEHIND_COMMA.iter().any(|w| behind.strip_prefix(w).is_some_and(|r| !r.starts_with(char::is_alphanumeric)))
        };
        let width = match c {
            _ if depth > 0 => 0,
            ',' if goes_on() => 0,
            ',' | ';' | '&' | '/' | ')' => 1,
            ' ' => ["and ", "und ", "et ", "y "].into_iter().find(|w| joins(w)).map_or(0, |w| w.len() + 1),
            _ => 0,
        };
        if width > 0 && at >= start {
            let end = if c == ')' { at + 1 } else { at };
            parts.push(&text[start..end]);
            start = at + width;
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

/// Small words that names may have between others.
const PARTICLES: [&str; 31] = [
    "de", "da", "do", "dos", "das", "del", "della", "di", "du", "la", "le", "van", "von", "der", "den", "ter", "ten",
    "bin", "bint", "ibn", "al", "el", "y", "zu", "af", "ur", "ul", "ud", "us", "uz", "e",
];

/// The most words of a name without a link, initials and small words aside. What has more is often two names whose line
/// break was lost.
pub(super) const MOST_HEAVY: usize = 4;

/// Returns the number of words of a name without initials, small words and marks of generations.
pub(super) fn heavy_words(name: &str) -> usize {
    let letters = |w: &str| w.chars().filter(|c| c.is_alphabetic()).count();
    let marks = ["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"];
    name.split_whitespace().filter(|w| letters(w) > 1 && !PARTICLES.contains(w) && !marks.contains(w)).count()
}

/// Returns true if a text without a link looks like somebody's name: two words or more, capitalised, none of them a role.
fn looks_like_person(text: &str) -> bool {
    let all: Vec<&str> = text.split_whitespace().collect();
    let letters = |w: &str| w.chars().filter(|c| c.is_alphabetic()).count();
    let heavy = heavy_words(text);
    // "el-Sadat", "al-Ghani".
    let particle = |w: &str| w.split_once('-').is_some_and(|(small, _)| PARTICLES.contains(&small));
    let is_word = |w: &&str| {
        let own = w.trim_end_matches(',');
        let known = own.chars().all(|c| c.is_alphabetic() || ".-'’\"“”".contains(c));
        let bare = own.trim_start_matches(['"', '“', '\'', '’']);
        known
            && letters(own) > 0
            && (bare.starts_with(char::is_uppercase)
                || PARTICLES.contains(w)
                || particle(w)
                || !w.chars().any(char::is_lowercase))
    };
    let roles = &crate::facts::templates::templates().words.roles;
    let is_role =
        |w: &&str| roles.contains(&crate::facts::templates::word(w)) || kin_in(&w.replace('-', " ")).is_some();
    let parts: usize = all.iter().map(|w| 1 + w.matches('-').count()).sum();
    let leads = all.first().is_some_and(|w| matches!(*w, "With" | "From" | "By"));
    !leads && (1..=MOST_HEAVY).contains(&heavy) && parts >= 2 && all.iter().all(is_word) && !all.iter().any(is_role)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wikitext::Markup;

    fn of(text: &str, unlinked: bool) -> Vec<(String, Vec<String>)> {
        let value = Markup::scan(text).value(0..text.len());
        people(&value, unlinked).into_iter().map(|p| (p.name, p.beside)).collect()
    }

    #[test]
    fn people_in_values() {
        let one = |name: &str, beside: &[&str]| {
            (name.to_string(), beside.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        for (text, people) in [
            (
                "[[George Ash]] (Brother)<br>[[John Ash]] (Brother)",
                vec![one("George Ash", &["Brother"]), one("John Ash", &["Brother"])],
            ),
            ("[[Ann Elm]]<br>Ben Elm (acting)", vec![one("Ann Elm", &[]), one("Ben Elm", &["acting"])]),
            ("Himself", vec![]),
            (
                "[[Arch Oak|Arch]] (father)<br>[[Sue Oak|Sue]] (mother)",
                vec![one("Arch Oak", &["father"]), one("Sue Oak", &["mother"])],
            ),
            ("Ann Elm (m. 1973)", vec![one("Ann Elm", &["m. 1973"])]),
            ("Beth", vec![]),
            ("Brother: [[Ben Elm]]", vec![one("Ben Elm", &[])]),
            ("E. S. L. Elm", vec![one("E. S. L. Elm", &[])]),
            ("Ann Elm, Jr. (son) Ben Elm (son)", vec![one("Ann Elm, Jr.", &["son"]), one("Ben Elm", &["son"])]),
            ("Ann Elm Niece", vec![one("Ann Elm", &["Niece"])]),
            ("Richard Barnes Victoria Borwick Roger Evans", vec![]),
            ("Ann Elm and Ben Elm", vec![one("Ann Elm", &[]), one("Ben Elm", &[])]),
            ("3 sons", vec![]),
        ] {
            assert_eq!(of(text, true), people, "{text}");
        }
        assert_eq!(of("5 (including [[Ann Elm|Ann]] and [[Ben Elm|Ben]])", false).len(), 2);
        assert_eq!(of("4, including Hamza Ash & Sue Ash", false).len(), 0);
    }

    #[test]
    fn what_they_are() {
        let roles = |text: &str| -> Vec<String> {
            let value = Markup::scan(text).value(0..text.len());
            people(&value, true).into_iter().map(|p| format!("{} {}", p.name, p.role.unwrap_or_default())).collect()
        };
        for (text, said) in [
            ("Son of [[Ned Ash]]", vec!["Ned Ash parent"]),
            ("[[Ann Ash]] (sister), wife of [[Ted Rose]]", vec!["Ann Ash sister"]),
            ("[[Dex Poe]], daughter of [[Al Poe]]", vec!["Dex Poe "]),
            ("[[Ann Q]] and [[Ben Q]] (brothers)", vec!["Ann Q brother", "Ben Q brother"]),
            ("Brothers: [[F G]], [[H I]]", vec!["F G brother", "H I brother"]),
            ("Father [[H H]], mother [[I I]]", vec!["H H father", "I I mother"]),
            ("his uncle [[O O]] and his cousin, [[S S]]", vec!["O O uncle", "S S cousin"]),
            ("[[Dex Poe]] (m. 1984; 2 sons)", vec!["Dex Poe "]),
            ("[[Al Ry]] (mother: [[Dee Poe]])", vec!["Al Ry "]),
            ("[[Al Ry]] (mother's brother)", vec!["Al Ry aunt or uncle"]),
            ("[[Prime Minister]] [[Karl Dahl]]", vec!["Karl Dahl "]),
            ("[[Hun Sen]]", vec!["Hun Sen "]),
            ("[[James Farmer]] (father)<br>[[Aaron Judge]]", vec!["James Farmer father", "Aaron Judge "]),
            ("[[Akihito]] of Japan", vec!["Akihito "]),
            ("[[U.S. Senator]] [[Ann Ash]], [[Lawyer]]", vec!["Ann Ash "]),
            ("[[Sweden|Swedish]] banker [[Karl Dahl]]", vec!["Karl Dahl "]),
            ("Brother [[Ned Ry]] was mayor of [[Paris]]", vec!["Ned Ry brother"]),
            ("[[Ned Ry]]<br>(brother)", vec!["Ned Ry brother"]),
        ] {
            assert_eq!(roles(text), said, "{text}");
        }
    }

    #[test]
    fn years_in_brackets() {
        let year = |y| Some(Date::year(y));
        for (text, spell_of) in [
            ("m. 1973", Some((year(1973), None))),
            ("m. 1987–1993", Some((year(1987), year(1993)))),
            ("div. 1999", Some((None, year(1999)))),
            ("1981–1985", Some((year(1981), year(1985)))),
            ("2004–08", Some((year(2004), year(2008)))),
            ("–1989", Some((None, year(1989)))),
            ("to 2005", Some((None, year(2005)))),
            ("Before 2011", Some((None, year(2011)))),
            ("1981–present", Some((year(1981), None))),
            ("b. 1980", None),
            ("political ally since 1999", None),
            ("brother", None),
        ] {
            assert_eq!(years_beside(text), spell_of, "{text}");
        }
    }
}

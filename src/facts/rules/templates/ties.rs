//! Reads the ties in infoboxes of people in office: those they served under, their deputies, and their kin.

use super::succession::Spell;
use super::tie_words::words;
use super::{WikiPage, first_date};
use crate::facts::fields::{Field, Fields};
use crate::facts::kin::kin_in;
use crate::facts::named::{says_nobody, split_brackets};
use crate::facts::record::{OfficeRecord, PageRecord, TieRecord};
use crate::facts::tie::{TieEnd, TieKind, TieSays};
use crate::wikitext::figure::dates_in;
use crate::wikitext::months::month_number;
use crate::wikitext::{Date, Value};

/// The slots of an office that name others, with the tie that each states.
const OF_OFFICE: [(&str, TieKind); 17] = [
    ("president", TieKind::ServedUnder),
    ("vice_president", TieKind::ServedUnder),
    ("prime_minister", TieKind::ServedUnder),
    ("premier", TieKind::ServedUnder),
    ("chief_minister", TieKind::ServedUnder),
    ("first_minister", TieKind::ServedUnder),
    ("taoiseach", TieKind::ServedUnder),
    ("chancellor", TieKind::ServedUnder),
    ("monarch", TieKind::ServedUnder),
    ("governor", TieKind::ServedUnder),
    ("governor_general", TieKind::ServedUnder),
    ("minister", TieKind::ServedUnder),
    ("leader", TieKind::ServedUnder),
    ("deputy", TieKind::DeputyOf),
    ("alongside", TieKind::ServedAlongside),
    ("appointer", TieKind::AppointedBy),
    ("nominator", TieKind::NominatedBy),
];

/// The slots with kin, and what those in them are if the value does not say. `relatives` says it itself.
const KIN: [(&str, Option<&str>); 9] = [
    ("spouse", Some("spouse")),
    ("partner", Some("partner")),
    ("children", Some("child")),
    ("father", Some("father")),
    ("mother", Some("mother")),
    ("parents", Some("parent")),
    ("relatives", Some("relative")),
    ("relations", Some("relative")),
    ("family", None),
];

/// Somebody whom a value names, with the texts in brackets behind the name.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Person {
    name: String,
    /// True if the name is that of a linked page.
    linked: bool,
    beside: Vec<String>,
}

impl Person {
    /// Returns the years in the brackets. "m. May 28, 2005" has a comma of its own.
    fn spell(&self) -> Option<(Option<Date>, Option<Date>)> {
        spell(&self.beside.join(", ")).or_else(|| self.beside.iter().find_map(|text| spell(text)))
    }
}

/// Reads the ties of an infobox about a page's person.
pub(super) fn read(page: &WikiPage<'_>, fields: &Fields<'_>, offices: &[(u32, OfficeRecord)], record: &mut PageRecord) {
    for (meaning, kind) in OF_OFFICE {
        for row in fields.rows(&[meaning]) {
            let Some(field) = fields.row(meaning, row) else { continue };
            let office = offices.iter().find(|(own, _)| *own == row).map(|(_, office)| office);
            of_office(page, meaning, kind, &field, office, record);
        }
    }
    let own = |says: TieSays| TieSays { page: page.title.to_string(), ..says };
    for (meaning, role) in KIN {
        let Some(field) = fields.one(meaning) else { continue };
        let mut married: Vec<String> = Vec::new();
        if meaning == "spouse" || meaning == "partner" {
            for (spouse, start, end) in marriages(page, &field) {
                married.push(spouse.name.clone());
                let says = TieSays { start, end, ..kin(page, &spouse, "spouse") };
                record.ties.push(TieRecord { says: own(says), line: field.line });
            }
        }
        // "4, including Ann and Ben Ash": whose surname it is cannot be told, and "4 sons" is nobody.
        let counts = field.value.text.contains(|c: char| c.is_ascii_digit());
        for person in people(field.value, !(meaning == "children" && counts)) {
            if married.contains(&person.name) || person.name == page.title {
                continue;
            }
            if words().is_no_person(&person.name) {
                if person.linked && is_family(&person.name) {
                    let says = TieSays {
                        role: Some("family".into()),
                        ..TieSays::new(subject(page), TieKind::MemberOf, TieEnd::Group(person.name))
                    };
                    record.ties.push(TieRecord { says: own(says), line: field.line });
                }
                continue;
            }
            let stated = person.beside.iter().find_map(|text| kin_in(text));
            // "Angela Merkel (political ally)" is no kin.
            let is_other =
                person.beside.iter().any(|text| text.chars().any(char::is_alphabetic) && spell(text).is_none());
            if stated.is_none() && is_other && role == Some("relative") {
                continue;
            }
            let Some(role) = stated.as_deref().or(role) else { continue };
            let (start, end) = person.spell().unwrap_or_default();
            let is_marriage = matches!(meaning, "spouse" | "partner");
            let says =
                if is_marriage { TieSays { start, end, ..kin(page, &person, role) } } else { kin(page, &person, role) };
            record.ties.push(TieRecord { says: own(says), line: field.line });
        }
    }
    for party in &record.parties {
        let says = TieSays {
            start: party.start,
            end: party.end,
            ..TieSays::new(subject(page), TieKind::MemberOf, TieEnd::Party(party.party.clone()))
        };
        record.ties.push(TieRecord { says: own(says), line: party.line });
    }
}

fn subject(page: &WikiPage<'_>) -> TieEnd {
    TieEnd::Person(page.title.to_string())
}

fn kin(page: &WikiPage<'_>, person: &Person, role: &str) -> TieSays {
    let to = TieEnd::Person(person.name.clone());
    TieSays { role: Some(role.to_string()), by_name: !person.linked, ..TieSays::new(subject(page), TieKind::Kin, to) }
}

fn is_family(name: &str) -> bool {
    let last = name.split(" (").next().unwrap_or(name).rsplit(' ').next().unwrap_or_default().to_lowercase();
    ["family", "dynasty", "clan"].contains(&last.as_str())
}

/// Reads the others named with one office.
fn of_office(
    page: &WikiPage<'_>,
    meaning: &str,
    kind: TieKind,
    field: &Field<'_>,
    office: Option<&OfficeRecord>,
    record: &mut PageRecord,
) {
    let others: Vec<Person> = people(field.value, true)
        .into_iter()
        .filter(|other| other.name != page.title && !words().is_no_person(&other.name))
        .filter(|other| other.linked || heavy_words(&other.name) < MOST_HEAVY)
        .collect();
    let only = others.len() == 1;
    for other in others {
        let stated = other.spell();
        let whole = office.filter(|_| only).map(|o| (o.start, o.end));
        let (start, end) = stated.or(whole).unwrap_or_default();
        let (own, named) = (subject(page), TieEnd::Person(other.name));
        // On the page of a president the vice president is the deputy; on others' pages somebody above them.
        let leads = meaning == "vice_president"
            && office.is_some_and(|o| {
                let office = o.office.to_lowercase();
                office.starts_with("president") && !office.contains("vice")
            });
        let says = match kind {
            _ if leads => TieSays::new(named, TieKind::DeputyOf, own),
            TieKind::DeputyOf => TieSays::new(named, kind, own),
            kind => TieSays::new(own, kind, named),
        };
        // Who appoints somebody does so on one day, which the infobox does not say.
        let dated = !matches!(kind, TieKind::AppointedBy | TieKind::NominatedBy);
        let says = TieSays {
            page: page.title.to_string(),
            role: role_of(meaning, &other.beside),
            office: office.map(|o| crate::facts::state::office_name(o, o.constituency.as_deref())),
            start: start.filter(|_| dated),
            end: end.filter(|_| dated),
            ..says
        };
        record.ties.push(TieRecord { says, line: field.line });
    }
}

/// Returns what the other is: the slot in words, or "acting" where the value says so.
fn role_of(meaning: &str, beside: &[String]) -> Option<String> {
    let acting = beside.iter().any(|text| text.eq_ignore_ascii_case("acting"));
    let slot = match meaning {
        "alongside" | "appointer" | "nominator" | "deputy" => None,
        meaning => Some(meaning.replace('_', " ")),
    };
    match (acting, slot) {
        (true, Some(slot)) => Some(format!("acting {slot}")),
        (true, None) => Some("acting".into()),
        (false, slot) => slot,
    }
}

/// Reads the templates of marriages in a value: the name, and the first and last year.
fn marriages(page: &WikiPage<'_>, field: &Field<'_>) -> Vec<(Person, Option<Date>, Option<Date>)> {
    let templates = page.markup.templates_in(field.span.clone()).filter(|t| t.name() == "marriage");
    let read = |template: crate::wikitext::Template<'_>| {
        let mut own = template.arguments().filter(|a| a.positional).map(|a| page.markup.value(a.value));
        let person = people(&own.next()?, true).into_iter().next()?;
        let mut date = || own.next().and_then(|value| first_date(&value.text));
        let (start, end) = (date(), date());
        // "1997–2012" stands in one slot.
        let [from, to] = start.filter(|_| end.is_none()).and_then(Date::ends).unwrap_or([start, end]);
        Some((person, from, to))
    };
    templates.filter_map(read).filter(|(person, ..)| person.name != page.title).collect()
}

/// Reads years in brackets: "m. 1973", "1987–1993", "since 2001", "div. 1999".
fn spell(text: &str) -> Option<(Option<Date>, Option<Date>)> {
    let words = || text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).map(str::to_lowercase);
    let ends = ["div", "divorced", "died", "d", "until", "deceased", "widowed", "death"];
    let starts = ["m", "married", "since", "from", "wed"];
    let beside = ["sep", "separated", "to", "present", "his", "her", "in", "at", "of"];
    let known =
        |w: &String| [&ends[..], &starts[..], &beside[..]].concat().contains(&w.as_str()) || month_number(w).is_some();
    if !words().all(|w| known(&w)) || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let first = text.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let read = Spell::read(&text[first..]);
    let (start, end) = (read.start, read.end);
    match dates_in(text).as_slice() {
        [only] => {
            let is_end = words().any(|w| ends.contains(&w.as_str())) && !words().any(|w| starts.contains(&w.as_str()));
            Some(if is_end { (None, Some(*only)) } else { (Some(*only), None) })
        }
        [first, .., last] => Some((Some(*first), Some(*last))),
        [] if start.is_some() => Some((start, end)),
        [] => None,
    }
}

/// Returns the people that a value names. Names without a link count only if they look like a name of at least two
/// words, and only in values that are names: of "4, including Ann and Ben Ash" none is read.
fn people(value: &Value, unlinked: bool) -> Vec<Person> {
    value.items().iter().flat_map(|item| people_in(item, unlinked)).collect()
}

fn people_in(item: &Value, unlinked: bool) -> Vec<Person> {
    let mut found: Vec<Person> = Vec::new();
    let mut at = 0;
    let mut depth = 0_i32;
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
        // "the [[2001 cabinet]]", "as [[Prime Minister]]": what small words lead to is no name.
        let mut beside = behind_name(behind);
        let before = between.trim().trim_end_matches(':').trim();
        let leading = kin_in(before.rsplit([')', ',', ';']).next().unwrap_or(before));
        beside.extend(leading.filter(|_| beside.iter().all(|text| kin_in(text).is_none())));
        found.push(Person { name: link.target.clone(), linked: true, beside });
    }
    let rest = item.text.get(at..).unwrap_or_default();
    if unlinked && depth <= 0 {
        found.extend(plain_names(rest, !found.is_empty()));
    }
    found
}

/// Returns the texts in the brackets directly behind a name, in parts: "brother, m. 1973" has two.
fn behind_name(behind: &str) -> Vec<String> {
    let behind = behind.trim_start();
    if !behind.starts_with('(') {
        // "Ann Ash, sister" and "Ann Ash – sister" have no brackets.
        let rest = behind.trim_start_matches([',', '–', '-', ':', ' ']);
        let word = rest.split([',', ';', '&']).next().unwrap_or_default().trim();
        let is_kin = word.split(' ').count() <= 3 && kin_in(word).is_some();
        return if is_kin { vec![word.to_string()] } else { Vec::new() };
    }
    let (_, brackets) = split_brackets(behind);
    brackets
        .into_iter()
        .take(2)
        .flat_map(|text| text.split([',', ';']).map(|t| t.trim().to_string()).collect::<Vec<_>>())
        .collect()
}

/// Returns the names in a text without links. `continues` is true if a name stands before it.
fn plain_names(text: &str, continues: bool) -> Vec<Person> {
    let mut found: Vec<Person> = Vec::new();
    // The brackets behind a linked name belong to it.
    let bracket = || text.trim_start().strip_prefix('(').and_then(|t| t.split_once(')'));
    let text = bracket().filter(|_| continues).map_or(text, |(_, rest)| rest);
    for part in split_names(text) {
        let (plain, beside) = split_brackets(part);
        let mut beside: Vec<String> =
            beside.iter().flat_map(|t| t.split([',', ';'])).map(|t| t.trim().to_string()).collect();
        let mut plain = plain.trim_matches([',', ';', ' ', '*', '†', '‡', ':']).to_string();
        // "Nawaz Sharif Brother" lost its brackets.
        if let Some((name, last)) = plain.rsplit_once(' ')
            && kin_in(last).is_some_and(|kin| kin.eq_ignore_ascii_case(last))
        {
            beside.push(last.to_string());
            plain = name.trim_matches([',', '–', '-', ' ']).to_string();
        }
        if looks_like_person(&plain) && !says_nobody(&plain) {
            found.push(Person { name: plain, linked: false, beside });
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
const PARTICLES: [&str; 30] = [
    "de", "da", "do", "dos", "das", "del", "della", "di", "du", "la", "le", "van", "von", "der", "den", "ter", "ten",
    "bin", "ibn", "al", "el", "y", "zu", "af", "ur", "ul", "ud", "us", "uz", "e",
];

/// The most words of a name without a link, initials and small words aside. What has more is often two names whose line
/// break was lost.
const MOST_HEAVY: usize = 4;

/// Returns the number of words of a name without initials, small words and marks of generations.
fn heavy_words(name: &str) -> usize {
    let letters = |w: &str| w.chars().filter(|c| c.is_alphabetic()).count();
    let marks = ["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"];
    name.split_whitespace().filter(|w| letters(w) > 1 && !PARTICLES.contains(w) && !marks.contains(w)).count()
}

/// Returns true if a text without a link looks like somebody's name: two words or more, capitalised, none of them a role.
fn looks_like_person(text: &str) -> bool {
    let all: Vec<&str> = text.split_whitespace().collect();
    let letters = |w: &str| w.chars().filter(|c| c.is_alphabetic()).count();
    let heavy = heavy_words(text);
    let is_word = |w: &&str| {
        let own = w.trim_end_matches(',');
        let known = own.chars().all(|c| c.is_alphabetic() || ".-'’\"“”".contains(c));
        let bare = own.trim_start_matches(['"', '“', '\'', '’']);
        known
            && letters(own) > 0
            && (bare.starts_with(char::is_uppercase) || PARTICLES.contains(w) || !w.chars().any(char::is_lowercase))
    };
    let roles = &crate::facts::templates::templates().words.roles;
    let is_role =
        |w: &&str| roles.contains(&crate::facts::templates::word(w)) || kin_in(&w.replace('-', " ")).is_some();
    let parts: usize = all.iter().map(|w| 1 + w.matches('-').count()).sum();
    (1..=MOST_HEAVY).contains(&heavy) && parts >= 2 && all.iter().all(is_word) && !all.iter().any(is_role)
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
            ("Brother: [[Ben Elm]]", vec![one("Ben Elm", &["brother"])]),
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
    fn years_in_brackets() {
        let year = |y| Some(Date::year(y));
        for (text, spell_of) in [
            ("m. 1973", Some((year(1973), None))),
            ("m. 1987–1993", Some((year(1987), year(1993)))),
            ("div. 1999", Some((None, year(1999)))),
            ("political ally since 1999", None),
            ("brother", None),
        ] {
            assert_eq!(spell(text), spell_of, "{text}");
        }
    }
}

//! Reads who a value names. Prefers link targets to texts, and keeps what is written beside the names.

use super::record::Names;
use super::templates::{templates, word};
use crate::wikitext::Value;
use crate::wikitext::value::ValueLink;
use std::collections::HashSet;

/// The people that a value names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Named {
    /// The names: the targets of links if there are any, otherwise the texts.
    pub names: Vec<String>,
    /// The names as the page shows them.
    pub display: String,
    /// The text beside the names, or instead of them if there are none.
    pub note: Option<String>,
    /// True if a mark says that the person holds the office.
    pub incumbent: bool,
    /// True if a mark says that the name was written in, or if it stands for all write-in votes.
    pub write_in: bool,
    /// True if the names are bold.
    pub bold: bool,
}

impl Named {
    /// Returns the names, or `None` if there are none.
    pub(super) fn names(&self) -> Option<Names> {
        Names::of(self.names.clone())
    }
}

/// Reads a value that names one or more people, or says that there is nobody.
pub(super) fn read(value: &Value) -> Named {
    read_items(value, false)
}

/// Reads the holder before or after somebody. A line without a link under the first one is a remark, such as a state or
/// "acting", and never a name.
pub(super) fn read_holder(value: &Value) -> Named {
    read_items(value, true)
}

fn read_items(value: &Value, of_holder: bool) -> Named {
    // A fast path: most values are a single link.
    if let [only] = value.links.as_slice()
        && only.shown == (0..value.text.len())
        && !value.text.contains(['\n', '(', '[', '*'])
        && person_links(value).next().is_some()
    {
        if says_nobody(&value.text) {
            return Named { display: value.text.clone(), note: Some(value.text.clone()), ..Named::default() };
        }
        let write_in = [&only.target, &value.text].iter().any(|n| templates().words.write_in.contains(&word(n)));
        let (names, display) = (vec![only.target.clone()], value.text.clone());
        return Named { names, display, write_in, bold: value.is_bold(), ..Named::default() };
    }
    let mut named = Named { display: shown(value), bold: value.is_bold(), ..Named::default() };
    let items = value.items();
    let any_link = items.iter().any(|i| person_links(i).next().is_some());
    let mut notes = Vec::new();
    let mut displays = Vec::new();
    for (place, item) in items.iter().enumerate() {
        let links: Vec<&ValueLink> = person_links(item).collect();
        let beside = beside(item, &links);
        if let Some(first) = links.first() {
            let chosen = choose(item, &links);
            let text = |l: &ValueLink| item.text[l.shown.clone()].trim().to_string();
            if links.len() == 1 && says_nobody(&text(first)) {
                notes.push(text(first));
                continue;
            }
            for link in chosen {
                named.names.push(link.target.clone());
                displays.push(text(link));
            }
            for note in beside {
                // "[[A B]] & C D" has a second name without a link.
                let joined = ["& ", "and "].iter().find_map(|j| note.strip_prefix(j)).filter(|n| looks_like_name(n));
                match joined {
                    Some(name) => {
                        named.names.push(name.to_string());
                        displays.push(name.to_string());
                    }
                    None => named.mark(&[note], &mut notes),
                }
            }
        } else {
            let (mut plain, brackets) = split_brackets(&item.text);
            if plain.is_empty() && item.text.starts_with('[') {
                // "[Name]" is a link that lost its second brackets.
                plain = brackets.join(" ").trim_matches(['[', ']', ' ']).to_string();
            }
            let plain = strip_marks(&plain, &mut named);
            let beside_links = any_link && (of_holder || !looks_like_name(&plain)) || of_holder && place > 0;
            if plain.is_empty() || beside_links || says_nobody(&plain) || is_mark(&plain) {
                let note = if plain.is_empty() { brackets.join(", ") } else { plain.clone() };
                named.mark(&[note], &mut notes);
                if !plain.is_empty() {
                    named.mark(&brackets, &mut notes);
                }
                continue;
            }
            displays.push(plain.clone());
            match several(&plain) {
                Some(names) => named.names.extend(names),
                None => named.names.push(plain),
            }
            named.mark(&brackets, &mut notes);
        }
    }
    if !displays.is_empty() {
        named.display = displays.join(", ");
    }
    // "'''Ann Ash''' (incumbent)": the name is bold, the mark is not.
    let end = named.display.len();
    named.bold |= end > 0 && value.bold.first().is_some_and(|bold| bold.start == 0 && bold.end >= end);
    notes.retain(|n| !n.is_empty());
    named.note = (!notes.is_empty()).then(|| notes.join(", "));
    let words = &templates().words;
    let folded: Vec<String> = named.names.iter().chain([&named.display]).map(|n| word(n)).collect();
    named.write_in |= folded.iter().any(|n| words.write_in.contains(n));
    named
}

impl Named {
    /// Sorts the texts beside a name into marks and notes.
    fn mark(&mut self, beside: &[String], notes: &mut Vec<String>) {
        let words = &templates().words;
        for note in beside {
            let folded = word(note);
            if words.write_in.contains(&folded) {
                self.write_in = true;
            } else if words.incumbent.contains(&folded) {
                self.incumbent = true;
            } else if !folded.is_empty() && !JOINING.contains(&folded.as_str()) {
                notes.push(note.trim_matches(['(', ')', ' ', ',', ';']).to_string());
            }
        }
    }
}

/// Returns what a value shows, on one line and without the brackets after names.
fn shown(value: &Value) -> String {
    let lines: Vec<String> = value.text.split('\n').map(|l| split_brackets(l).0).filter(|l| !l.is_empty()).collect();
    if lines.is_empty() { value.line() } else { lines.join(", ") }
}

/// Returns the links of an item that name people. A link counts if it is outside brackets and is neither a mark nor a
/// list. Only ranks ("Maj. Gen.") may precede the first link, because what follows "as", "from" or "see" is not a name.
fn person_links(item: &Value) -> impl Iterator<Item = &ValueLink> {
    let first = item.links.first().map_or(0, |l| l.shown.start);
    let before = item.text[..first].trim();
    let ranks_only = before.contains('(') || before.split_whitespace().all(|w| !w.starts_with(char::is_lowercase));
    let negated = word(before) == "no";
    let (mut at, mut depth) = (0, 0_i32);
    item.links.iter().filter(move |l| {
        for c in item.text[at..l.shown.start.max(at)].chars() {
            depth += i32::from(c == '(') - i32::from(c == ')');
        }
        at = l.shown.end.max(at);
        let text = &item.text[l.shown.clone()];
        let short = (2..=4).contains(&text.len()) && text.chars().all(|c| c.is_uppercase() || c == '.');
        let listed = l.target.starts_with("List of ") || text.starts_with("See ");
        ranks_only
            && !negated
            && depth <= 0
            && !short
            && !listed
            && text.chars().any(char::is_alphanumeric)
            && !templates().words.incumbent.contains(&word(text))
    })
}

/// Returns true if a name is that of a party, by its last word or by the words in the template tables.
pub(super) fn is_party(target: &str) -> bool {
    let folded = word(target);
    let last = ["party", "partei", "coalition", "alliance", "congress", "front", "democrats", "union"];
    let bare = folded.split(" (").next().unwrap_or(&folded).to_string();
    templates().words.parties.iter().any(|p| folded.starts_with(p.as_str()))
        || last.iter().any(|w| bare.split(' ').next_back() == Some(w))
        || folded.contains(" party ")
}

/// The words and signs that may separate listed names.
const JOINING: [&str; 11] = [",", "and", "&", ",and", "/", ";", "und", "et", "y", "、", "–"];

/// Returns true if a text beside links is itself a name: two to four capitalised words, none of them a rank or role.
fn looks_like_name(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let roles = &templates().words.roles;
    (2..=4).contains(&words.len())
        && words
            .iter()
            .all(|w| w.starts_with(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || ".-'’".contains(c)))
        && !words.iter().any(|w| roles.contains(&word(w)))
}

/// Returns the names of a text that lists whole names: "Ann Ash and Bo Birch", "Ann Ash / Bo Birch". `None` if it is one.
fn several(text: &str) -> Option<Vec<String>> {
    let parts: Vec<&str> = [" and ", " & ", " / ", "/", ";", ", "]
        .iter()
        .fold(vec![text], |parts, between| parts.into_iter().flat_map(|part| part.split(between)).collect());
    let parts: Vec<&str> = parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect();
    (parts.len() > 1 && parts.iter().all(|part| looks_like_name(part)))
        .then(|| parts.into_iter().map(ToString::to_string).collect())
}

/// Chooses among several links in one line. Keeps all that are joined by "and" or a comma. Of adjacent links it keeps
/// the last, because a rank precedes the name. Otherwise it keeps the first.
fn choose<'v>(item: &Value, links: &[&'v ValueLink]) -> Vec<&'v ValueLink> {
    let mut chosen: Vec<&ValueLink> = Vec::new();
    for link in links {
        let Some(last) = chosen.last() else {
            chosen.push(link);
            continue;
        };
        let between = item.text[last.shown.end..link.shown.start.max(last.shown.end)].trim().to_lowercase();
        match between.as_str() {
            "" => {
                chosen.pop();
                chosen.push(link);
            }
            _ if is_party(&link.target) => break,
            between if between.split_whitespace().all(|w| JOINING.contains(&w)) => chosen.push(link),
            _ => break,
        }
    }
    chosen
}

/// Returns the texts after the last link, first those in brackets. An asterisk counts as "incumbent".
fn beside(item: &Value, links: &[&ValueLink]) -> Vec<String> {
    let end = links.last().map_or(0, |l| l.shown.end);
    let (plain, brackets) = split_brackets(&item.text[end..]);
    let plain = plain.trim_matches([' ', ',', ';', '*', '†', '‡']).to_string();
    let mut all = brackets;
    if item.text[end..].contains('*') {
        all.push("incumbent".into());
    }
    if !plain.is_empty() && plain.chars().any(char::is_alphanumeric) {
        all.push(plain);
    }
    all
}

/// Splits a text into the part outside brackets and the texts in brackets.
pub(super) fn split_brackets(text: &str) -> (String, Vec<String>) {
    let (mut plain, mut brackets, mut inner) = (String::new(), Vec::new(), String::new());
    let mut depth = 0_u32;
    for c in text.chars() {
        match c {
            '(' | '[' => {
                depth += 1;
                if depth > 1 {
                    inner.push(c);
                }
            }
            ')' | ']' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    brackets.push(std::mem::take(&mut inner).trim().to_string());
                } else {
                    inner.push(c);
                }
            }
            c if depth > 0 => inner.push(c),
            c if c.is_whitespace() && (plain.is_empty() || plain.ends_with(' ')) => {}
            c if c.is_whitespace() => plain.push(' '),
            c => plain.push(c),
        }
    }
    if !inner.trim().is_empty() {
        brackets.push(inner.trim().to_string());
    }
    (plain.trim().to_string(), brackets)
}

/// Removes the marks around a name. An asterisk means that the person holds the seat.
fn strip_marks(plain: &str, named: &mut Named) -> String {
    let bare = plain.trim_end_matches(['*', '†', '‡', '#', '^', '§', ' ', ',']);
    named.incumbent |= plain[bare.len()..].contains('*');
    bare.trim_start_matches(['*', '†', '‡', ' ']).to_string()
}

/// Returns true if a text is a mark such as "incumbent" or "elect".
fn is_mark(text: &str) -> bool {
    let folded = word(text);
    let words = &templates().words;
    words.incumbent.contains(&folded) || words.elect.contains(&folded)
}

/// Returns true if a text says that there is nobody: "none", "Office established", "Constituency abolished".
pub(super) fn says_nobody(text: &str) -> bool {
    let words = &templates().words;
    let folded = word(text);
    if words.none.contains(&folded) || !text.chars().any(char::is_alphabetic) {
        return true;
    }
    // "Two-member constituency", "Not represented in Parliament", "None recognized before".
    let small_thing = text.split(' ').any(|w| w.starts_with(char::is_lowercase) && words.things.contains(w));
    let denied = ["none ", "not ", "no ", "vacant ", "vacancy ", "unknown "].iter().any(|w| folded.starts_with(w));
    if small_thing || denied && text.split(' ').skip(1).any(|w| w.starts_with(char::is_lowercase)) {
        return true;
    }
    let all: Vec<&str> = folded.split(' ').collect();
    let has = |list: &HashSet<String>| all.iter().any(|w| list.contains(*w));
    (has(&words.things) && has(&words.became))
        || all.last().is_some_and(|w| words.became.contains(*w) && all.len() <= 3)
}

/// Returns true if a text says that the person holds the office now.
pub(super) fn says_incumbent(text: &str) -> bool {
    templates().words.incumbent.contains(&word(text))
}

/// Returns the target of the first link, or the text if there is no link. Parties, contests and places are named this
/// way.
pub(super) fn target_or_text(value: &Value) -> String {
    let text = value.line();
    if let [first, second, ..] = value.links.as_slice() {
        // A joint list, such as "[[A|a]]–[[B|b]]".
        let between = value.text.get(first.shown.end..second.shown.start).unwrap_or_default().trim();
        if ["–", "-", "/", "&", "+", "and"].contains(&between) {
            return text;
        }
    }
    match value.links.first() {
        Some(link) => link.target.clone(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wikitext::Markup;

    fn of(text: &str) -> Named {
        read(&Markup::scan(text).value(0..text.len()))
    }

    #[test]
    fn who_is_named() {
        for (text, names, note) in [
            ("[[Oleksandr Turchynov]] <small>(acting)</small>", vec!["Oleksandr Turchynov"], Some("acting")),
            ("[[Rod Blum]]<br>Elect", vec!["Rod Blum"], Some("Elect")),
            ("Maj. Gen. [[Henry Knox]]<br />(Senior Officer)", vec!["Henry Knox"], Some("Senior Officer")),
            ("[[Major general|Maj. Gen.]] [[Henry Knox]]", vec!["Henry Knox"], None),
            ("[[A (x)|A]] and [[B]]", vec!["A (x)", "B"], None),
            (
                "[[Herman Van Rompuy]]<br />[[José Manuel Barroso]]",
                vec!["Herman Van Rompuy", "José Manuel Barroso"],
                None,
            ),
            ("Position created", vec![], Some("Position created")),
            ("[[German reunification|''Constituency established'']]", vec![], Some("Constituency established")),
            ("''none''", vec![], Some("none")),
            ("John  Mounsey*", vec!["John Mounsey"], None),
            ("Nell Soto", vec!["Nell Soto"], None),
            ("n/a{{efn|x}}", vec![], Some("n/a")),
            ("[[John Major]]<br />{{small|as [[Prime Minister]]}}", vec!["John Major"], Some("as Prime Minister")),
            ("[[Ann Foo]], ''[[Labour Party (UK)|Labour]]''", vec!["Ann Foo"], None),
            ("[[A B]]<br>from [[Ohio]]", vec!["A B"], Some("from Ohio")),
            ("None recognized before", vec![], Some("None recognized before")),
            ("Two-member constituency", vec![], Some("Two-member constituency")),
            ("No [[Parliament of X]]", vec![], Some("No Parliament of X")),
            ("[[A B|A. B.]] & Cy Dee", vec!["A B", "Cy Dee"], None),
            ("1 (see [[A]])", vec![], Some("1, see A")),
        ] {
            let named = of(text);
            assert_eq!(named.names, names, "{text}");
            assert_eq!(named.note.as_deref(), note, "{text}");
        }
        assert!(of("John Mounsey*").incumbent);
        assert!(of("Tim Walz (Incumbent)").incumbent);
        assert!(of("A ([[incumbent]])").incumbent);
        let write_ins = of("[[Write-in]]s");
        assert_eq!(
            (write_ins.names, write_ins.display.as_str(), write_ins.write_in),
            (vec!["Write-in".into()], "Write-ins", true)
        );
        assert!(of("'''Bruce Braley'''").bold);
    }
}

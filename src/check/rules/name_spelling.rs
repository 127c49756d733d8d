//! Reports names that one article spells in two ways, and surnames with one wrong letter.

use super::{Diagnostic, Fix, Input, Rule, Severity, valued};
use crate::facts::{Citation, Confidence, Statement};
use crate::wikitext::fold::{fold, one_letter_off};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) const RULE: Rule = Rule {
    name: "name-spelling",
    severity: Severity::Warning,
    finds: "a person's name spelled in two ways in one article, or a surname with one wrong letter",
    why: "A name spelled two ways in one article is one person to its readers and two to every program, and one of the spellings is probably a mistake.",
    wrong: include_str!("../../../tests/rules/name-spelling/wrong.txt"),
    right: include_str!("../../../tests/rules/name-spelling/right.txt"),
    but: "Only one wrong, missing, added or exchanged letter is taken for a slip, so that nicknames are left alone. Differences in diacritics, hyphens, capitals, middle names or initials are not reported.",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for slip in &input.facts.misspellings {
        let message = format!("'{}' looks like a misspelling of the surname of {}", slip.written, slip.meant);
        let values = [valued(&slip.written, &slip.citation), slip.meant.clone()];
        let mut found =
            Diagnostic::at(RULE.name, Severity::Warning, &slip.citation, &slip.meant, message).with_values(values);
        if let Some(right) = slip.meant.split(' ').find(|word| one_letter_off(&fold(word), &fold(&slip.written))) {
            found = found.with_fix(Fix::suggested(&slip.citation, &slip.written, right));
        }
        out.push(found);
    }
    for person in graph.people().iter().filter(|p| p.spellings.len() > 1) {
        // For each page, the spellings and their citations.
        let mut by_file: BTreeMap<&str, BTreeMap<&str, Vec<&Citation>>> = BTreeMap::new();
        for candidacy in person.candidacies.iter().map(|id| graph.candidacy(*id)) {
            for (name, id) in &candidacy.named {
                let citation = graph.citation(*id);
                if matches!(citation.confidence, Confidence::Infobox | Confidence::ResultTable | Confidence::Prose) {
                    by_file.entry(&citation.page).or_default().entry(name).or_default().push(citation);
                }
            }
        }
        for spellings in by_file.values() {
            let preferred = spellings.keys().find(|s| fold(s) == fold(&person.name));
            let common = preferred
                .or_else(|| spellings.iter().max_by_key(|(s, c)| (c.len(), std::cmp::Reverse(**s))).map(|(s, _)| s));
            let Some(common) = common.copied() else { continue };
            let news = |s: &str| fold(s) != fold(common) && is_slip(s, common);
            for (odd, places) in spellings.iter().filter(|(s, _)| news(s)) {
                let Some(here) = places.iter().min() else { continue };
                let Some(there) = spellings.get(common).and_then(|c| c.iter().min()) else { continue };
                let message = format!("spelled '{odd}' here and '{common}' elsewhere in the same article ({there})");
                let values = [valued(odd, here), valued(common, there)];
                let fix = Fix::suggested(here, odd, common);
                let found = Diagnostic::at(RULE.name, Severity::Warning, here, &person.name, message);
                out.push(found.with_values(values).with_fix(fix));
            }
        }
    }
    of_others(input, out);
}

/// The longest list of names of one page that is searched.
const MOST_NAMES: usize = 2_000;
/// The fewest letters of a surname in which one wrong letter shows.
const SHORTEST: usize = 5;

/// A name on one page: where it stands, and in which contests.
#[derive(Default)]
struct Named<'g> {
    places: BTreeSet<&'g Citation>,
    contests: BTreeSet<usize>,
    /// In how many rows and boxes it is somebody's neighbour in an office.
    beside: usize,
    /// True if it is the title of a page.
    linked: bool,
}

impl<'g> Named<'g> {
    /// Returns the first place that has the name as written, or else the first.
    fn place(&self, name: &str) -> Option<&'g Citation> {
        let written = self.places.iter().find(|at| at.quote.contains(name));
        written.or_else(|| self.places.first()).copied()
    }

    /// Returns how often the page names somebody so: the votes and the party of one row count once.
    fn times(&self) -> usize {
        self.contests.len() + self.beside
    }
}

/// Reports names of one page that differ by one letter of the surname and belong to two people, of whom one is named once.
/// Two who stood in one contest are two.
fn of_others(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    let mut pages: BTreeMap<(&str, &str), BTreeMap<&str, Named<'_>>> = BTreeMap::new();
    for candidacy in graph.candidacies() {
        for (name, id) in &candidacy.named {
            let at = graph.citation(*id);
            if matches!(at.confidence, Confidence::Infobox | Confidence::ResultTable) {
                let named = pages.entry((&at.file, &at.page)).or_default().entry(plain(name)).or_default();
                named.places.insert(at);
                named.contests.insert(candidacy.contest.index());
                named.linked |= input.facts.pages.contains(name.as_str());
            }
        }
    }
    for fact in &input.facts.stated {
        let Statement::Succession(says) = &fact.statement else { continue };
        let at = &*fact.citation;
        for name in [&says.from, &says.to] {
            let named = pages.entry((&at.file, &at.page)).or_default().entry(plain(name)).or_default();
            named.beside += usize::from(named.places.insert(at));
            named.linked |= input.facts.pages.contains(name.as_str());
        }
    }
    for names in pages.values().filter(|names| (2..=MOST_NAMES).contains(&names.len())) {
        // Names that are the same but for the last word.
        let mut alike: BTreeMap<String, Vec<(&str, String)>> = BTreeMap::new();
        for name in names.keys() {
            let folded = fold(name);
            if let Some((given, last)) = folded.rsplit_once(' ').filter(|(_, last)| last.chars().count() >= SHORTEST) {
                alike.entry(given.to_string()).or_default().push((name, last.to_string()));
            }
        }
        for group in alike.values().filter(|group| group.len() > 1) {
            for (odd, odd_last) in group.iter().filter(|(name, _)| names[name].times() == 1 && !names[name].linked) {
                let other = group.iter().find(|(other, last)| {
                    (names[other].times() > 1 || names[other].linked)
                        && one_letter_off(odd_last, last)
                        && names[odd].contests.is_disjoint(&names[other].contests)
                });
                let (Some((common, _)), Some(here)) = (other, names[odd].place(odd)) else { continue };
                let Some(there) = names[common].place(common) else { continue };
                // A name that is one person's already is reported above.
                let message = format!("spelled '{odd}' here and '{common}' elsewhere in the same article ({there})");
                let found = Diagnostic::at(RULE.name, Severity::Warning, here, common, message);
                let values = [valued(odd, here), valued(common, there)];
                if !out.iter().any(|d| d.rule == RULE.name && d.file == found.file && d.line == found.line) {
                    out.push(found.with_values(values).with_fix(Fix::suggested(here, odd, common)));
                }
            }
        }
    }
}

/// Returns a name without the qualifier of a page's title, and without an id.
fn plain(name: &str) -> &str {
    let name = crate::facts::tagged::plain(name);
    name.split(" (").next().unwrap_or(name)
}

/// Returns true if one word of two names differs by a slip, and the others agree or are left out. "Mike" and "Michael" are
/// two forms of one name.
fn is_slip(a: &str, b: &str) -> bool {
    if leaves_out(a, b) || leaves_out(b, a) {
        return false;
    }
    let (a, b) = (fold(a), fold(b));
    let odd = |own: &str, other: &str| -> Vec<String> {
        own.split(' ').filter(|w| w.len() > 1 && !other.split(' ').any(|o| o == *w)).map(ToString::to_string).collect()
    };
    let (a, b) = (odd(&a, &b), odd(&b, &a));
    matches!((a.as_slice(), b.as_slice()), ([x], [y]) if one_letter_off(x, y))
}

/// Returns true if `short` only omits words of `long`, or has initials in their place: that is not another spelling.
fn leaves_out(short: &str, long: &str) -> bool {
    let (short, long) = (fold(short), fold(long));
    let mut rest = long.split(' ');
    let stands_for = |word: &str, other: &str| word == other || word.len() == 1 && other.starts_with(word);
    short.split(' ').all(|word| rest.any(|other| stands_for(word, other)))
}

//! The person whom a page is about, in the page's own tables: a row without a link whose name fits the title, the name
//! in the infobox or the bold words of the lead.

use super::record::{Names, PageRecord};
use crate::wikitext::Markup;
use crate::wikitext::fold::{fold, one_letter_off};

/// Marks of generations behind a name, folded.
const GENERATIONS: [&str; 8] = ["jr", "jnr", "junior", "sr", "snr", "senior", "ii", "iii"];
/// Parameters of infoboxes with names of the subject.
const NAMES: [&str; 4] = ["name", "birth_name", "full_name", "othername"];

/// A name in its parts, folded.
#[derive(Debug, PartialEq, Eq)]
struct Parts {
    given: Vec<String>,
    surname: String,
    generation: Option<String>,
}

impl Parts {
    /// Reads a name. `None` for one of fewer than two words.
    fn of(name: &str) -> Option<Self> {
        let bare = name.split(" (").next().unwrap_or(name).replace(['"', '“', '”', ','], " ");
        let folded = fold(&bare);
        let mut words: Vec<String> = folded.split(' ').filter(|w| !w.is_empty()).map(ToString::to_string).collect();
        let generation = words.pop_if(|last| GENERATIONS.contains(&last.as_str()));
        let surname = words.pop()?;
        (!words.is_empty()).then_some(Self { given: words, surname, generation })
    }

    /// Returns true if this is the subject's name with one wrong letter in the surname.
    fn is_misspelt(&self, own: &Self) -> bool {
        self.given == own.given
            && self.surname != own.surname
            && own.surname.chars().count() >= 5
            && one_letter_off(&self.surname, &own.surname)
    }

    /// Returns true if a name in a table can be this name of the subject: the same surname, a given name that both have,
    /// and no other that contradicts it.
    fn fits(&self, own: &Self) -> bool {
        let is_one = |a: &str, b: &str| a == b || a.len() == 1 && b.starts_with(a) || b.len() == 1 && a.starts_with(b);
        let first = own.given.iter().any(|given| is_one(&self.given[0], given));
        // A further name may be one that the page leaves out, but no second one of another person.
        let rest =
            self.given[1..].iter().all(|given| own.given.len() < 2 || own.given.iter().any(|g| is_one(given, g)));
        let generation = self.generation.is_none() || self.generation == own.generation;
        self.surname == own.surname && first && rest && generation
    }
}

/// Gives the candidates who are the page's subject the page's title as their name. Takes note of a surname that looks
/// like a misspelling of the subject's: one letter off, beside the subject's given name, and nowhere else on the page.
pub(super) fn name_in_tables(record: &mut PageRecord, markup: &Markup<'_>) {
    let Some(person) = record.person.clone() else { return };
    let boxes = markup.templates().filter(|t| t.name().starts_with("infobox"));
    let named = boxes.flat_map(|t| NAMES.iter().filter_map(move |name| t.argument(name)));
    let mut names: Vec<String> = named.map(|a| markup.value(a.value).line()).collect();
    names.extend(bold_lead(markup.text()));
    names.push(person.clone());
    let own: Vec<Parts> = names.iter().filter_map(|name| Parts::of(name)).collect();
    let mut misspelt = Vec::new();
    for candidate in record.elections.iter().flat_map(|e| &e.candidates) {
        let unlinked = matches!(&candidate.name, Some(Names::One(name)) if *name == candidate.display);
        let Some(name) = Parts::of(&candidate.display).filter(|_| unlinked) else { continue };
        let Some(meant) = own.iter().find(|own| name.is_misspelt(own)) else { continue };
        let (written, meant) = (last_word(&candidate.display), meant.surname.clone());
        let folded = fold(markup.text());
        let count = |word: &str| folded.split(|c: char| !c.is_alphanumeric()).filter(|w| *w == word).take(3).count();
        if count(&name.surname) == 1 && count(&meant) == 3 {
            let line = candidate.lines.get("name").copied().unwrap_or(1);
            misspelt.push((written.to_string(), person.clone(), line));
        }
    }
    record.misspelt = misspelt;
    for election in &mut record.elections {
        let fits = |candidate: &super::record::CandidateRecord| {
            let unlinked = matches!(&candidate.name, Some(Names::One(name)) if *name == candidate.display);
            unlinked && Parts::of(&candidate.display).is_some_and(|name| own.iter().any(|own| name.fits(own)))
        };
        let is_there = election.candidates.iter().any(|c| matches!(&c.name, Some(Names::One(name)) if *name == person));
        let mut found = election.candidates.iter().enumerate().filter(|(_, c)| fits(c)).map(|(at, _)| at);
        // Of two who fit, such as father and son, none is taken.
        if let (Some(at), None, false) = (found.next(), found.next(), is_there) {
            let written = election.candidates[at].name.replace(Names::One(person.clone()));
            if let Some(winner) = &mut election.winner {
                rename(winner, written.as_ref(), &person);
            }
        }
    }
}

/// Returns the last word of a name, without marks.
fn last_word(name: &str) -> &str {
    name.rsplit(' ')
        .find(|w| w.chars().any(char::is_alphabetic))
        .unwrap_or(name)
        .trim_matches(|c: char| !c.is_alphanumeric())
}

/// Gives the subject among the winners the page's title as well.
fn rename(winner: &mut Names, written: Option<&Names>, person: &str) {
    let Some(Names::One(written)) = written else { return };
    let names = match winner {
        Names::One(name) => std::slice::from_mut(name),
        Names::Many(names) => names.as_mut_slice(),
    };
    names.iter_mut().filter(|name| *name == written).for_each(|name| *name = person.to_string());
}

/// Returns the first bold words of a page's prose.
fn bold_lead(text: &str) -> Option<String> {
    let is_prose = |line: &&str| line.contains("'''") && !line.trim_start().starts_with(['|', '{', '!', '*', '}', ':']);
    let bold = text.lines().take(500).find(is_prose)?.split("'''").nth(1)?;
    (bold.len() < 100).then(|| bold.trim().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_fit_the_subject() {
        let own: Vec<Parts> =
            ["Mike Rogers (Alabama politician)", "Michael Dennis Rogers"].iter().filter_map(|n| Parts::of(n)).collect();
        let fits = |name: &str| Parts::of(name).is_some_and(|name| own.iter().any(|own| name.fits(own)));
        assert!(fits("Mike D. Rogers") && fits("Mike Rogers") && fits("M. Rogers") && fits("Michael D. Rogers"));
        assert!(!fits("Mike Rogers Jr.") && !fits("Bob Rogers") && !fits("Mike Roger") && !fits("Rogers"));
        assert!(!fits("Michael Eugene Smith"));
        for (written, meant) in
            [("emersn", true), ("emmerson", true), ("emreson", true), ("emerson", false), ("emory", false)]
        {
            assert_eq!(written != "emerson" && one_letter_off(written, "emerson"), meant, "{written}");
        }
        let son = Parts::of("Ian Paisley Jr").into_iter().collect::<Vec<_>>();
        assert!(Parts::of("Ian Paisley Jr").is_some_and(|name| name.fits(&son[0])));
        assert!(Parts::of("Ian Paisley").is_some_and(|name| name.fits(&son[0])));
    }
}

//! Redirects: other titles of wiki pages.

use super::{Facts, OwnConflict, PageConflict, names_in};
use std::collections::{BTreeSet, HashMap};

/// Replaces each name in the facts that is a redirect with the title of the page it leads to, and drops conflicts about
/// neighbours who are one person under two titles. Follows chains of up to five redirects and ignores circles. Linear in
/// the facts and the redirects.
pub fn resolve(facts: &mut Facts, redirects: impl IntoIterator<Item = (String, String)>) {
    let mut all: HashMap<String, String> = redirects.into_iter().collect();
    if all.is_empty() {
        return;
    }
    let mut named: BTreeSet<String> = BTreeSet::new();
    for fact in &facts.stated {
        names_in::titles(&fact.statement, &mut |name| {
            if all.contains_key(name) && !named.contains(name) {
                named.insert(name.to_string());
            }
        });
    }
    let is_of_neighbour = |c: &PageConflict| matches!(c.kind, OwnConflict::Predecessor | OwnConflict::Successor);
    let neighbours = facts.conflicts.iter().filter(|c| is_of_neighbour(c)).flat_map(|c| &c.values);
    named.extend(neighbours.filter(|name| all.contains_key(*name)).cloned());
    let mut ends: HashMap<String, String> = HashMap::new();
    for name in named {
        let mut end = &name;
        for _ in 0..5 {
            match all.get(end) {
                Some(next) => end = next,
                None => break,
            }
        }
        if *end != name && !all.contains_key(end) {
            ends.insert(name.clone(), end.clone());
        }
    }
    all.clear();
    facts.conflicts.retain(|conflict| {
        let [a, b] = conflict.values.each_ref().map(|name| ends.get(name).unwrap_or(name));
        !is_of_neighbour(conflict) || a != b
    });
    for fact in &mut facts.stated {
        names_in::retitle(&mut fact.statement, &mut |_, name| {
            let end = ends.get(name)?;
            facts.pages.insert(end.clone());
            Some(end.clone())
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Statement, wiki};
    use crate::source::Page;

    #[test]
    fn two_titles_of_one_neighbour_are_no_conflict() {
        let text = "{{Infobox officeholder\n| office = [[Mayor of Elm]]\n| term_start = 1999\n| term_end = 2001\n| predecessor = [[Old Oak]]\n| successor = [[Barbara Betts]]\n}}\n{{s-start}}\n{{s-bef|before=[[Cy Cole]]}}\n{{s-ttl|title=[[Mayor of Elm]]|years=1999–2001}}\n{{s-aft|after=[[Barbara Castle]]}}\n{{s-end}}";
        let page = Page { title: Some("Ann Ash".into()), ..Page::new("p.wiki", text) };
        let mut facts = Facts::default();
        wiki::extract(&page, &mut facts);
        let kinds = |facts: &Facts| facts.conflicts.iter().map(|c| c.kind).collect::<Vec<_>>();
        assert_eq!(kinds(&facts), [OwnConflict::Predecessor, OwnConflict::Successor]);
        resolve(&mut facts, [("Barbara Betts".to_string(), "Barbara Castle".to_string())]);
        assert_eq!(kinds(&facts), [OwnConflict::Predecessor]);
    }

    #[test]
    fn names_follow_redirects_and_circles_do_no_harm() {
        let text = "{{Infobox election\n| election_name = E\n| election_date = 1 May 2001\n| nominee1 = [[Bill A]]\n| nominee2 = [[C]]\n}}";
        let page = Page { title: Some("2001 X election".into()), ..Page::new("p.wiki", text) };
        let mut facts = Facts::default();
        wiki::extract(&page, &mut facts);
        let pairs = [("Bill A", "William A"), ("William A", "William A (politician)"), ("C", "D"), ("D", "C")];
        resolve(&mut facts, pairs.map(|(a, b)| (a.to_string(), b.to_string())));
        let mut people: Vec<String> = Vec::new();
        for fact in &facts.stated {
            if let Statement::Candidacy { person, .. } = &fact.statement {
                people.push(person.to_string());
            }
        }
        people.dedup();
        assert_eq!(people, ["William A (politician)", "C"]);
    }
}

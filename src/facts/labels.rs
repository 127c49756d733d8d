//! Names for the items of Wikidata that other items refer to: their labels, which stand in items of their own.

use super::names_in::{self, Named};
use super::tagged::{self, tagged};
use super::{Facts, Statement, Unread};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Returns true if a word is the number of an item.
fn is_item(word: &str) -> bool {
    word.strip_prefix('Q').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// Returns a name in which every item has its label. `None` if nothing changes.
fn labelled(name: &str, labels: &BTreeMap<String, String>) -> Option<String> {
    let plain = tagged::plain(name);
    if !plain.contains('Q') || !plain.split([' ', ',']).any(is_item) {
        return None;
    }
    let words = plain.split(' ').map(|word| {
        let bare = word.trim_end_matches(',');
        labels.get(bare).map_or_else(|| word.to_string(), |label| format!("{label}{}", &word[bare.len()..]))
    });
    let new = words.collect::<Vec<_>>().join(" ");
    let new = match tagged::id(name) {
        Some(id) => {
            let (scheme, value) = tagged::parts(id);
            tagged(&new, scheme, value)
        }
        None => new,
    };
    (new != name).then_some(new)
}

/// Names every item that the facts refer to by its label, as far as labels were read. A succession or a tie whose other
/// end has no label is counted as unread. Linear in the facts.
pub fn resolve(facts: &mut Facts) {
    if facts.labels.is_empty() {
        return;
    }
    let labels = std::mem::take(&mut facts.labels);
    for fact in &mut facts.stated {
        names_in::rename(&mut fact.statement, &mut |_, named, _| match named {
            Named::Name(name) => labelled(name, &labels),
            Named::Contest(contest) => labelled(&contest.title, &labels),
        });
    }
    let unread = &mut facts.unread;
    facts.stated.retain(|fact| {
        let (what, from, to) = match &fact.statement {
            Statement::Succession(says) => ("succession", says.from.as_str(), says.to.as_str()),
            Statement::Tie(says) => ("tie", says.from.name(), says.to.name()),
            _ => return true,
        };
        let known = !is_item(tagged::plain(from)) && !is_item(tagged::plain(to));
        if !known {
            let value = format!("{} to {}", tagged::plain(from), tagged::plain(to));
            let (file, line) = (Arc::clone(&fact.citation.file), fact.citation.line);
            unread.push(Unread { file, line, key: format!("{what} (no label)"), value });
        }
        known
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_get_their_labels() {
        let labels =
            BTreeMap::from([("Q11".to_string(), "Mayor".to_string()), ("Q12".to_string(), "Harbour".to_string())]);
        assert_eq!(labelled("Q11 for Q12", &labels).as_deref(), Some("Mayor for Harbour"));
        assert_eq!(labelled("Q11, Q13", &labels).as_deref(), Some("Mayor, Q13"));
        assert_eq!(labelled("Quelch", &labels), None);
        let name = tagged("Q11", "wikidata", "Q11");
        assert_eq!(labelled(&name, &labels), Some(tagged("Mayor", "wikidata", "Q11")));
    }
}

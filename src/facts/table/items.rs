//! Columns of items in Wikidata, beside the columns of what they identify.

use super::headers::{fold_header, is_called};

use super::plan::Plan;
use crate::facts::columns::is_missing;
use crate::facts::tagged::item;
use csv::StringRecord;

impl Plan {
    /// Finds the columns of items in Wikidata: those whose values are all items, beside a column with the same header
    /// but for a word such as "label" or "id".
    pub(super) fn find_items(&mut self, data: &[&StringRecord]) {
        let words_of = |header: &str| -> Vec<String> {
            let folded = fold_header(header);
            let words =
                folded.split(' ').filter(|w| !matches!(*w, "label" | "name" | "id" | "qid" | "value" | "wikidata"));
            words.map(str::to_string).collect()
        };
        let base = |header: &str| words_of(header).concat().trim_end_matches("label").to_string();
        for column in 0..self.headers.len() {
            let values = data.iter().filter_map(|row| row.get(column)).filter(|cell| !is_missing(cell));
            let (mut all, mut items) = (0, 0);
            values.for_each(|value| {
                all += 1;
                items += usize::from(item(value).is_some());
            });
            if all == 0 || items < all || self.meaning_of(column).is_some() {
                continue;
            }
            let own = base(&self.headers[column]);
            // "wdid" and "item" say that they identify; beside a name they identify the person.
            if matches!(own.as_str(), "" | "wd" | "wdid" | "item" | "person" | "politician" | "member")
                && !self.has("wikidata")
            {
                self.items.push(("wikidata", column));
                continue;
            }
            for key in ["candidate", "office", "party", "place", "contest"] {
                // "position" beside "office" is another word for the same.
                let called = is_called(&words_of(&self.headers[column]).join(" "), key);
                let is_its = |named: &usize| called || base(&self.headers[*named]) == own;
                let Some(named) = self.column(key).filter(is_its) else { continue };
                if named != column {
                    self.items.push((if key == "candidate" { "wikidata" } else { key }, column));
                    break;
                }
            }
        }
        if let Some(at) = self.items.iter().position(|(key, _)| *key == "wikidata") {
            let (_, column) = self.items.remove(at);
            if !self.has("wikidata") {
                self.set("wikidata", column, 1.0);
            }
        }
    }
}

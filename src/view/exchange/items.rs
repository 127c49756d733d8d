//! The Wikidata items of the names in the graph: a table that the user fills in.

use super::Options;
use crate::graph::Selection;
use crate::view::table::{Cell, Table};
use crate::wikitext::fold;
use crate::wikitext::formula::unguarded;
use std::collections::BTreeMap;
use std::io::{Result, Write};

/// Wikidata items by kind, name and place, with names and places folded. The kind (person, contest, office, party, group) is
/// optional. The place (an office, or the title of a contest) tells apart two people of one name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Items {
    by_name: BTreeMap<(String, String, String), String>,
}

/// The reason why a table of items cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ItemsError {
    /// The text is not valid CSV.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// The column `name` or the column `item` is missing.
    #[error("line 1: the table needs the columns 'name' and 'item'")]
    Columns,
    /// A cell of the column `item` is not `Q` and digits.
    #[error("line {line}: '{item}' is not a Wikidata item; write Q and digits, such as Q57410")]
    Item {
        /// The line, from 1.
        line: u64,
        /// The text of the cell.
        item: String,
    },
    /// One name has two items.
    #[error("line {line}: '{name}' has two items, {} and {}; tell the two rows apart by the column 'kind' or 'place'", .items[0], .items[1])]
    Two {
        /// The line of the second item, from 1.
        line: u64,
        /// The name as the second line writes it.
        name: String,
        /// The two items, in the order of the table.
        items: [String; 2],
    },
}

impl Items {
    /// Reads a CSV table with the columns `name` and `item`, and optionally `kind` and `place`. Skips rows without an
    /// item.
    ///
    /// # Errors
    /// An error if the text is not CSV, a required column is missing, an item is not `Q` and digits, or one name has
    /// two items.
    pub fn read(text: &str) -> std::result::Result<Self, ItemsError> {
        let delimiter = crate::facts::delimiter(text.lines().next().unwrap_or(""));
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let header: Vec<String> = reader.headers()?.iter().map(|h| h.to_ascii_lowercase()).collect();
        let column = |name: &str| header.iter().position(|h| h == name);
        let (Some(name), Some(item)) = (column("name"), column("item")) else {
            return Err(ItemsError::Columns);
        };
        let (kind, place) = (column("kind"), column("place"));
        let mut items = Self::default();
        for record in reader.into_records() {
            let record = record?;
            let line = record.position().map_or(0, csv::Position::line);
            let cell = |at: usize| unguarded(record.get(at).unwrap_or(""));
            let (name, item) = (cell(name), cell(item));
            let (kind, place) = (kind.map_or("", cell), place.map_or("", cell));
            if item.is_empty() {
                continue;
            }
            let digits = item.strip_prefix(['Q', 'q']).unwrap_or("");
            if digits.is_empty() || digits.len() > 12 || !digits.bytes().all(|b| b.is_ascii_digit()) {
                return Err(ItemsError::Item { line, item: item.to_string() });
            }
            let item = format!("Q{digits}");
            let key = (kind.to_lowercase(), fold(name), fold(place));
            if let Some(other) = items.by_name.insert(key, item.clone()).filter(|other| *other != item) {
                return Err(ItemsError::Two { line, name: name.to_string(), items: [other, item] });
            }
        }
        Ok(items)
    }

    /// Returns the item of a name of this kind, or of a name whose row gives no kind. The place must match as well: a
    /// person who shares a name with another needs a row with a place.
    pub fn get(&self, kind: &str, name: &str, place: Option<&str>) -> Option<&str> {
        let of = |kind: &str| {
            let key = (kind.to_string(), fold(name), place.map(fold).unwrap_or_default());
            self.by_name.get(&key).map(String::as_str)
        };
        of(kind).or_else(|| of(""))
    }

    /// Returns true if there are no items.
    pub fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }
}

/// Writes the table for the names of a selection, with the items known so far.
pub(super) fn write(selection: &Selection<'_>, options: &Options, out: &mut dyn Write) -> Result<Vec<String>> {
    let mut table = Table::new(&["kind", "name", "place", "item"]);
    let names = selection
        .people()
        .map(|p| ("person", &p.name, selection.graph().told_apart_by(p.id)))
        .chain(selection.offices().map(|o| ("office", &o.name, None)))
        .chain(selection.parties().map(|p| ("party", &p.name, None)))
        .chain(selection.groups().map(|g| ("group", &g.name, None)))
        .chain(selection.contests().map(|c| ("contest", &c.title, None)));
    for (kind, name, place) in names {
        let item = options.items.get(kind, name, place).map_or(Cell::Empty, Cell::text);
        table.push(vec![Cell::text(kind), Cell::text(name), Cell::text(place.unwrap_or("")), item]);
    }
    if !selection.is_whole() {
        table.push_column("selection", &Cell::text(selection.words()));
    }
    table.write(options.csv(), &mut &mut *out)?;
    Ok(Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_found_by_kind_and_folded_name() {
        let items = Items::read("kind,name,item\nperson,Shimon Peres,Q57410\n,Likud,q190236\nparty,Meretz,\n").unwrap();
        assert_eq!(items.get("person", "shimon peres", None), Some("Q57410"));
        assert_eq!(items.get("office", "Shimon Peres", None), None);
        assert_eq!(items.get("party", "Likud", None), Some("Q190236"));
        assert_eq!(items.get("party", "Meretz", None), None);
        let two = "kind,name,place,item\nperson,John Smith,Mayor of A,Q1\nperson,John Smith,Mayor of B,Q2\n";
        let two = Items::read(two).unwrap();
        assert_eq!(two.get("person", "John Smith", Some("Mayor of B")), Some("Q2"));
        assert_eq!(two.get("person", "John Smith", None), None);
        assert!(Items::read("name,item\nX,Q1\nX,Q2\n").unwrap_err().to_string().contains("line 3"));
        assert!(Items::read("name,item\nX,57410\n").unwrap_err().to_string().contains("line 2"));
        assert!(Items::read("a,b\n").unwrap_err().to_string().contains("'name' and 'item'"));
    }
}

//! Tables that refer to each other by id: what the other table says in the row with the id is added to the row that
//! names the id.

use super::grid::Grid;
use super::headers::fold_header;
use super::profile;
use super::references::{About, Named, entity, is_id, surely};
use crate::facts::columns::is_missing;
use crate::source::{MAX_TEXT, Page, Warning, quote};
use crate::wikitext::fold;
use csv::StringRecord;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// The most columns that one table adds to another.
const MOST_ADDED: usize = 60;
/// Meanings of which a row says one or the other.
const EITHER: [&[&str]; 2] = [&["date", "year", "month", "from", "term"], &["candidate", "surname", "given"]];

/// What joining did: the files that were looked up, those that refer to others, and what is said of it.
#[derive(Default)]
pub(crate) struct Joined {
    pub looked_up: BTreeSet<Arc<str>>,
    pub refer: BTreeSet<Arc<str>>,
    pub said: Vec<Warning>,
}

/// Adds to each table the columns of the tables of its folder or workbook that its ids lead to. `is_free` tells the
/// tables that may be joined from those of formats that have their own readers. O(cells) of the tables of folders that
/// have several.
pub(crate) fn join(pages: &mut [Page], is_free: impl Fn(&Page) -> bool) -> Joined {
    let mut folders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, page) in pages.iter().enumerate().filter(|(_, page)| super::is_table(page)) {
        folders.entry(folder(&page.file)).or_default().push(at);
    }
    let mut joined = Joined::default();
    for indices in folders.into_values().filter(|indices| indices.len() > 1) {
        let free = indices.into_iter().filter(|at| is_free(&pages[*at]));
        let named: Vec<Named> = free.filter_map(|at| Named::of(at, &pages[at])).collect();
        // Rows are only read where a header leads to another table.
        let refers = |table: &Named| {
            let others = || named.iter().filter(|other| other.page != table.page);
            table.headers.iter().any(|header| others().any(|other| !other.keys_for(header).is_empty()))
        };
        if named.iter().any(refers) {
            let mut tables = Folder::of(named, pages, std::mem::take(&mut joined));
            tables.complete_all();
            joined = tables.joined;
        }
    }
    joined
}

/// Returns the folder of a file; a sheet is in the folder of its workbook.
fn folder(file: &str) -> String {
    let file = if super::is_sheet(file) { file.rsplit_once('#').map_or(file, |(book, _)| book) } else { file };
    file.rsplit_once(['/', '\\']).map_or(String::new(), |(folder, _)| folder.to_string())
}

/// A table of a folder with its rows.
struct Table {
    named: Named,
    /// The index of the header among the rows.
    header: usize,
    /// All rows, with what was added to them.
    rows: Vec<Vec<String>>,
    /// What is to be written behind each row.
    added: Vec<Vec<String>>,
}

/// Where the values of a column lead: the column, the other table, and its columns that may have the same values.
struct Reference {
    column: usize,
    other: usize,
    keys: Vec<usize>,
    what: About,
}

/// The tables of one folder, while they are joined.
struct Folder<'p> {
    pages: &'p mut [Page],
    tables: Vec<Table>,
    done: Vec<bool>,
    joined: Joined,
}

/// Returns an id for comparison: in small letters, without the zeros and the fraction that programs add to numbers.
fn plain(id: &str) -> String {
    let id = id.trim();
    let whole = id.strip_suffix(".0").filter(|whole| whole.bytes().all(|b| b.is_ascii_digit())).unwrap_or(id);
    let is_number = !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit());
    match whole.trim_start_matches('0') {
        "" if is_number => "0".into(),
        number if is_number => number.into(),
        _ => whole.to_lowercase(),
    }
}

impl Table {
    fn of(mut named: Named, page: &Page) -> Option<Self> {
        let mut rows: Vec<Vec<String>> = Vec::new();
        Grid::of(&page.text)?
            .each(|row| rows.extend(row.map(|(row, _)| row.iter().map(ToString::to_string).collect())));
        let header = rows.iter().position(|cells| *cells == named.headers)?;
        // Every row is made as wide as the widest, so that what is added stands below its header.
        let width = rows.iter().map(Vec::len).max()?;
        let fill = |cells: &Vec<String>| vec![String::new(); width - cells.len()];
        let added: Vec<Vec<String>> = rows.iter().map(fill).collect();
        rows.iter_mut().zip(&added).skip(header).for_each(|(cells, fill)| cells.extend(fill.iter().cloned()));
        named.headers.clone_from(&rows[header]);
        Some(Self { named, header, rows, added })
    }

    fn values(&self, column: usize) -> impl Iterator<Item = &str> {
        let cells = self.rows.iter().skip(self.header + 1).map(move |cells| cells[column].as_str());
        cells.filter(|cell| !is_missing(cell))
    }

    /// Returns the row of each value of a column, or a value that two rows have.
    fn by_value(&self, column: usize) -> Result<HashMap<String, usize>, String> {
        let mut found = HashMap::with_capacity(self.rows.len());
        for (at, cells) in self.rows.iter().enumerate().skip(self.header + 1) {
            let value = cells[column].as_str();
            if !is_missing(value) && found.insert(plain(value), at).is_some() {
                return Err(value.to_string());
            }
        }
        Ok(found)
    }

    /// Returns the column that says something of this meaning, other than a column of ids.
    fn says(&self, meaning: &str, but: usize) -> Option<usize> {
        let says = |at: &usize| {
            *at != but && surely(&self.named.headers[*at]) == Some(meaning) && self.values(*at).next().is_some()
        };
        (0..self.named.headers.len()).find(says)
    }

    /// Returns the columns that this table takes from another one, each with the header that it gets here. What this
    /// table says itself counts more.
    fn taken_from(
        &self,
        other: &Self,
        reference: &Reference,
        key: usize,
        known: Option<&profile::Profile>,
    ) -> Vec<(usize, String)> {
        let about = entity(&self.named.headers[reference.column]);
        let mut taken: Vec<(usize, String)> = Vec::new();
        let mut columns: Vec<usize> = (0..other.named.headers.len()).filter(|at| *at != key).collect();
        columns.sort_by_key(|at| !super::references::is_name(&other.named.headers[*at]));
        for at in columns {
            let Some(new) = other.named.header_from(at, &about, reference.what, known) else { continue };
            let meaning = surely(&new);
            let alternatives = |meaning: &str| {
                EITHER
                    .iter()
                    .find(|all| all.contains(&meaning))
                    .map_or_else(|| vec![meaning.to_string()], |all| all.iter().map(ToString::to_string).collect())
            };
            let said = known.is_none()
                && meaning.is_some_and(|meaning| {
                    alternatives(meaning).iter().any(|other| self.says(other, reference.column).is_some())
                });
            let is_present = self.named.headers.iter().any(|own| fold_header(own) == fold_header(&new));
            let is_alike = |(_, old): &(usize, String)| {
                fold_header(old) == fold_header(&new) || known.is_none() && meaning.is_some() && surely(old) == meaning
            };
            if !said && !is_present && !taken.iter().any(is_alike) && taken.len() < MOST_ADDED {
                taken.push((at, new));
            }
        }
        taken
    }

    /// Returns two names that contradict each other, if most of those that this table has itself are others than in the
    /// rows that its ids lead to.
    fn contradicts(&self, other: &Self, reference: &Reference, rows: &HashMap<String, usize>) -> Option<[String; 2]> {
        let own = self.says("candidate", reference.column).filter(|_| reference.what == About::People)?;
        let theirs = (0..other.named.headers.len()).find(|at| {
            let header = &other.named.headers[*at];
            super::references::is_name(header) || surely(header) == Some("candidate")
        })?;
        let (mut agree, mut first) = (0, None);
        let mut all = 0;
        for cells in self.rows.iter().skip(self.header + 1) {
            let Some(row) = rows.get(&plain(&cells[reference.column])) else { continue };
            let [a, b] = [&cells[own], &other.rows[*row][theirs]];
            let (words_a, words_b) = (fold(a), fold(b));
            all += 1;
            if words_a.split(' ').any(|word| words_b.split(' ').any(|other| other == word)) {
                agree += 1;
            } else {
                first.get_or_insert([a.clone(), b.clone()]);
            }
        }
        first.filter(|_| agree * 2 < all)
    }

    /// Adds columns of another table: each of `taken` with its header, from the row that the value of a column leads to.
    fn add(&mut self, column: usize, rows: &HashMap<String, usize>, other: &Self, taken: &[(usize, String)]) {
        for at in self.header..self.rows.len() {
            let found = rows.get(&plain(&self.rows[at][column]));
            let cells: Vec<String> = if at == self.header {
                taken.iter().map(|(_, header)| header.clone()).collect()
            } else {
                taken.iter().map(|(of, _)| found.map_or(String::new(), |row| other.rows[*row][*of].clone())).collect()
            };
            self.rows[at].extend(cells.iter().cloned());
            self.added[at].extend(cells);
        }
        // A column of codes that had the meaning of what was found for it gives way.
        let header = self.rows[self.header][column].clone();
        if surely(&header).is_some_and(|own| taken.iter().any(|(_, new)| surely(new) == Some(own))) {
            self.rows[self.header][column] = format!("{header} ref");
        }
        self.named.headers.clone_from(&self.rows[self.header]);
    }

    /// Writes a table's text with what was added at the ends of its rows. `None` if it would be longer than any text
    /// that is read.
    fn text(&self, page: &Page) -> Option<String> {
        let grid = Grid::of(&page.text)?;
        let Grid::Text(text, separator) = &grid else { return None };
        let separator = char::from(*separator);
        let starts = grid.starts();
        let mut out = text[..*starts.first()?].to_string();
        let write = |out: &mut String, cell: &str| {
            if !cell.is_empty() {
                out.push('"');
                out.push_str(&cell.replace('"', "\"\"").replace(['\n', '\r'], " "));
                out.push('"');
            }
        };
        for (at, start) in starts.iter().enumerate() {
            let row = &text[*start..starts.get(at + 1).copied().unwrap_or(text.len())];
            let written = row.trim_end_matches(['\n', '\r']);
            if at == self.header {
                // The header may have new names; the lines before it stay.
                let lines = written.len() - written.trim_start_matches(['\n', '\r']).len();
                out.push_str(&written[..lines]);
                for (nth, cell) in self.named.headers.iter().enumerate() {
                    if nth > 0 {
                        out.push(separator);
                    }
                    write(&mut out, cell);
                }
            } else {
                out.push_str(written);
                for cell in if at < self.header { &[][..] } else { &self.added[at] } {
                    out.push(separator);
                    write(&mut out, cell);
                }
            }
            out.push_str(&row[written.len()..]);
            if out.len() > MAX_TEXT {
                return None;
            }
        }
        Some(out)
    }
}

impl<'p> Folder<'p> {
    fn of(named: Vec<Named>, pages: &'p mut [Page], joined: Joined) -> Self {
        let mut tables: Vec<Table> = Vec::new();
        for named in named {
            let page = named.page;
            tables.extend(Table::of(named, &pages[page]));
        }
        // Of two tables with one row for each person, the one with the votes is the one that refers to the other.
        let counts = |table: &Table| {
            table.named.headers.iter().any(|h| matches!(surely(h), Some("votes" | "share" | "from" | "outcome")))
        };
        tables.sort_by_cached_key(|table| (!counts(table), usize::MAX - table.rows.len()));
        let done = vec![false; tables.len()];
        Self { pages, tables, done, joined }
    }

    fn complete_all(&mut self) {
        for at in 0..self.tables.len() {
            self.complete(at, &mut Vec::new());
        }
    }

    /// Adds to a table what its ids lead to, after the tables that they lead to are complete themselves.
    fn complete(&mut self, at: usize, path: &mut Vec<usize>) {
        if self.done[at] || path.contains(&at) {
            return;
        }
        path.push(at);
        let references = self.references(at, path);
        references.iter().for_each(|reference| self.complete(reference.other, path));
        let before = self.tables[at].named.headers.len();
        references.iter().for_each(|reference| self.follow(at, reference));
        let table = &self.tables[at];
        if table.named.headers.len() > before {
            let page = &mut self.pages[table.named.page];
            self.joined.refer.insert(Arc::clone(&page.file));
            if let Some(text) = table.text(page) {
                self.joined.said.extend(super::open_quotes(page));
                page.text = text.into();
            }
        }
        path.pop();
        self.done[at] = true;
    }

    /// Returns where the columns of a table lead, by their names. People come last, since their parties are those that
    /// they have now.
    fn references(&self, at: usize, path: &[usize]) -> Vec<Reference> {
        let headers = &self.tables[at].named.headers;
        let of_column = |column: usize| {
            let header = &headers[column];
            let others = (0..self.tables.len()).filter(|other| !path.contains(other));
            let found = others.filter_map(|other| {
                let named = &self.tables[other].named;
                let (keys, what) = (named.keys_for(header), named.describes(header)?);
                (!keys.is_empty()).then_some(Reference { column, other, keys, what })
            });
            // The table that is named like the column comes before one that only has the same column.
            found.min_by_key(|found| !self.tables[found.other].named.is_named(&entity(header)))
        };
        let mut all: Vec<Reference> = (0..headers.len()).filter_map(of_column).collect();
        all.sort_by_key(|reference| reference.what == About::People);
        all
    }

    /// Adds to a table the columns that one of its columns leads to, and says so.
    fn follow(&mut self, at: usize, reference: &Reference) {
        let (table, other) = pair(&mut self.tables, at, reference.other);
        let header = table.named.headers[reference.column].clone();
        let (own, theirs) = (&self.pages[table.named.page].file, &self.pages[other.named.page].file);
        let values: BTreeSet<&str> = table.values(reference.column).collect();
        let found = |rows: &HashMap<String, usize>| values.iter().filter(|v| rows.contains_key(&plain(v))).count();
        let mut best: Option<(usize, usize, HashMap<String, usize>)> = None;
        let mut twice = None;
        for key in &reference.keys {
            match other.by_value(*key) {
                Ok(rows) if best.as_ref().is_none_or(|(most, ..)| found(&rows) > *most) => {
                    best = Some((found(&rows), *key, rows));
                }
                Ok(_) => {}
                Err(value) => twice = Some(value),
            }
        }
        let mut say = |message: String| self.joined.said.push(Warning::new(own, 1, "columns", message));
        let least = if is_id(&header) { values.len().div_ceil(2) } else { (values.len() * 9).div_ceil(10) };
        let Some((count, key, rows)) = best.filter(|(count, ..)| *count > 0 && *count >= least) else {
            if let Some(twice) = twice.filter(|_| is_id(&header) && other.named.is_named(&entity(&header))) {
                say(format!(
                    "{} is not looked up in {theirs}, which has several rows with {}",
                    quote(&header),
                    quote(&twice)
                ));
            }
            return;
        };
        if let Some([ours, there]) = table.contradicts(other, reference, &rows) {
            say(format!(
                "{} is not looked up in {theirs}, where the names are others: {} for {}",
                quote(&header),
                quote(&there),
                quote(&ours)
            ));
            return;
        }
        let known = profile::of_header(&StringRecord::from(table.named.headers.clone()), own);
        let known = known.map(|profile| &**profile);
        let taken = table.taken_from(other, reference, key, known);
        if taken.is_empty() {
            return;
        }
        let missing = values.iter().find(|value| !rows.contains_key(&plain(value)));
        let missing = missing.map_or(String::new(), |first| format!("; not there: {}", quote(first)));
        let all = values.len();
        say(format!(
            "{} is looked up in {theirs}: {count} of its {all} values have a row there{missing}",
            quote(&header)
        ));
        self.joined.looked_up.insert(Arc::clone(theirs));
        table.add(reference.column, &rows, other, &taken);
    }
}

/// Returns two of the tables, the first to be changed.
fn pair(tables: &mut [Table], changed: usize, other: usize) -> (&mut Table, &Table) {
    let (left, right) = tables.split_at_mut(changed.max(other));
    if changed < other { (&mut left[changed], &right[0]) } else { (&mut right[0], &left[other]) }
}

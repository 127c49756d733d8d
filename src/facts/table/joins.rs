//! Tables that refer to each other by id: what the other table says in the row with the id is added to the row that
//! names the id.

use super::grid::Grid;
use super::headers::{fold_header, matches};
use super::{plan, profile};
use crate::facts::columns::is_missing;
use crate::source::{MAX_TEXT, Page, Warning, quote};
use csv::StringRecord;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Words at the end of the header of a column with ids.
const ID_WORDS: [&str; 7] = ["id", "code", "key", "ref", "nr", "number", "abbreviation"];
/// Words for the name of the thing that a row describes.
const NAME_WORDS: [&str; 8] = ["name", "label", "title", "full name", "bezeichnung", "nom", "nombre", "שם"];
/// Meanings that only a table of people gives to the people of another table.
const OF_PEOPLE: [&str; 8] = ["candidate", "surname", "given", "middle", "born", "died", "wikidata", "id"];
/// The most columns that one table adds to another.
const MOST_ADDED: usize = 60;

/// Adds to each table the columns of the tables of its folder or workbook that its ids lead to. `is_free` tells the
/// tables that may be joined from those of formats that have their own readers. Returns the files that were looked up,
/// and what was done. O(cells) of the tables of folders that have several.
pub(crate) fn join(pages: &mut [Page], is_free: impl Fn(&Page) -> bool) -> (BTreeSet<Arc<str>>, Vec<Warning>) {
    let mut folders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, page) in pages.iter().enumerate().filter(|(_, page)| super::is_table(page)) {
        folders.entry(folder(&page.file)).or_default().push(at);
    }
    let (mut looked_up, mut said) = (BTreeSet::new(), Vec::new());
    for indices in folders.into_values().filter(|indices| indices.len() > 1) {
        let free = indices.into_iter().filter(|at| is_free(&pages[*at]));
        let named: Vec<Named> = free.filter_map(|at| Named::of(at, &pages[at])).collect();
        // Rows are only read where a header leads to another table.
        let refers = |table: &Named| {
            let others = || named.iter().filter(|other| other.page != table.page);
            table.headers.iter().any(|header| others().any(|other| other.key_for(header).is_some()))
        };
        if named.iter().any(refers) {
            let mut tables = Folder::of(named, pages);
            tables.complete_all();
            looked_up.append(&mut tables.looked_up);
            said.append(&mut tables.said);
        }
    }
    (looked_up, said)
}

/// The name and the headers of a table.
struct Named {
    /// The index of its page.
    page: usize,
    headers: Vec<String>,
    /// The words of its name, folded: of the sheet, or of the file.
    name: Vec<String>,
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

/// Where the values of a column lead: the column, the other table, and its column with the same values.
struct Reference {
    column: usize,
    other: usize,
    key: usize,
}

/// The tables of one folder, while they are joined.
struct Folder<'p> {
    pages: &'p mut [Page],
    tables: Vec<Table>,
    done: Vec<bool>,
    looked_up: BTreeSet<Arc<str>>,
    said: Vec<Warning>,
}

/// Returns the folder of a file; a sheet is in the folder of its workbook.
fn folder(file: &str) -> String {
    let file = if super::is_sheet(file) { file.rsplit_once('#').map_or(file, |(book, _)| book) } else { file };
    file.rsplit_once(['/', '\\']).map_or(String::new(), |(folder, _)| folder.to_string())
}

/// Returns the words of a table's name: of its sheet, or of its file without the extension.
fn table_name(file: &str) -> Vec<String> {
    let name = match file.rsplit_once('#').filter(|_| super::is_sheet(file)) {
        Some((_, sheet)) => sheet,
        None => {
            let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
            name.split_once('.').map_or(name, |(stem, _)| stem)
        }
    };
    let folded = fold_header(name);
    folded.split(' ').filter(|word| !word.bytes().all(|b| b.is_ascii_digit())).map(ToString::to_string).collect()
}

/// Returns the word that a column with ids is about, such as "party" for `party_id`. Empty for `id`.
fn entity(header: &str) -> String {
    let folded = fold_header(header);
    let words: Vec<&str> = folded.split(' ').collect();
    match words.split_last() {
        Some((last, rest)) if ID_WORDS.contains(last) => rest.join(" "),
        Some((last, [])) if last.len() > 4 && last.ends_with("id") => last[..last.len() - 2].to_string(),
        _ => folded,
    }
}

/// Returns true if two words are one but for the ending of the plural.
fn is_one_word(a: &str, b: &str) -> bool {
    let single = |word: &str| match (word, word.strip_suffix("ies")) {
        ("people", _) => "person".to_string(),
        (_, Some(stem)) => format!("{stem}y"),
        (word, None) => word.to_string(),
    };
    let (a, b) = (single(a), single(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    a == b
        || short.len() >= 4
            && long.strip_prefix(short.as_str()).is_some_and(|end| matches!(end, "s" | "es" | "n" | "en" | "e"))
}

impl Named {
    fn of(page: usize, text: &Page) -> Option<Self> {
        let grid = Grid::of(&text.text)?;
        let headers = plan::headers(text, &grid).or_else(|| words_of_first_row(&grid))?;
        Some(Self { page, headers, name: table_name(&text.file) })
    }

    /// Returns the column that the values under a header of another table are looked up in, if the names say so:
    /// `party_id` in `id` or `party_id` of the table `parties`, and `candidate_id` in `candidate_id` of any table.
    fn key_for(&self, header: &str) -> Option<usize> {
        let (folded, about) = (fold_header(header), entity(header));
        if about.is_empty() || folded.is_empty() {
            return None;
        }
        let position = |wanted: &str| self.headers.iter().position(|h| fold_header(h) == wanted);
        if about != folded
            && let Some(same) = position(&folded)
        {
            return Some(same);
        }
        let own = |word: &str| {
            let names = [word.to_string(), format!("{about} {word}"), format!("{about}{word}")];
            names.iter().find_map(|name| position(name))
        };
        if self.is_of(&about) { ID_WORDS.iter().find_map(|word| own(word)) } else { None }
    }

    /// Returns true if the table's name ends with a word, or its plural.
    fn is_of(&self, about: &str) -> bool {
        let words: Vec<&str> = about.split(' ').collect();
        let Some(skipped) = self.name.len().checked_sub(words.len()) else { return false };
        self.name[skipped..].iter().zip(&words).all(|(a, b)| is_one_word(a, b))
    }

    fn has(&self, meaning: &str) -> bool {
        self.headers.iter().any(|header| surely(header) == Some(meaning))
    }

    /// Returns the header that a column of another table gets in this one. `None` if it is not taken, since this table
    /// says the same itself.
    fn header_for(&self, about: &str, theirs: &str) -> Option<String> {
        let is_name = NAME_WORDS.contains(&fold_header(theirs).as_str());
        let full = format!("{about} {theirs}");
        let chosen = if surely(&full).is_some() {
            full
        } else if is_name && !matches(about).is_empty() {
            about.to_string()
        } else if let Some(meaning) = surely(theirs)
            && !is_name
            && (is_of_people(about) || !OF_PEOPLE.contains(&meaning))
        {
            theirs.to_string()
        } else {
            full
        };
        let is_said = surely(&chosen).is_some_and(|meaning| self.has(meaning));
        let is_present = self.headers.iter().any(|own| fold_header(own) == fold_header(&chosen));
        (!is_said && !is_present).then_some(chosen)
    }

    /// Returns the columns that this table takes from another one, each with the header that it gets here. Of several
    /// that mean the same, the name goes first.
    fn taken_from(&self, other: &Self, about: &str, key: usize) -> Vec<(usize, String)> {
        // Ids of further tables have been followed.
        let is_id = |header: &String| header.is_empty() || entity(header) != fold_header(header);
        let is_name = |header: &String| NAME_WORDS.contains(&fold_header(header).as_str());
        let mut columns: Vec<(usize, &String)> = other.headers.iter().enumerate().collect();
        columns.retain(|(at, header)| *at != key && !is_id(header));
        columns.sort_by_key(|(_, header)| !is_name(header));
        let mut taken: Vec<(usize, String)> = Vec::new();
        for (at, header) in columns {
            let Some(new) = self.header_for(about, header) else { continue };
            let is_alike = |old: &String| {
                fold_header(old) == fold_header(&new) || surely(old).is_some() && surely(old) == surely(&new)
            };
            if taken.len() < MOST_ADDED && !taken.iter().any(|(_, old)| is_alike(old)) {
                taken.push((at, new));
            }
        }
        taken
    }
}

/// Returns the first row of a table, of which no header is known, if it can be a header: words without figures.
fn words_of_first_row(grid: &Grid<'_>) -> Option<Vec<String>> {
    let (row, _) = grid.first_rows().into_iter().next()?;
    let is_word = |cell: &str| cell.chars().any(char::is_alphabetic) && !cell.chars().any(|c| c.is_ascii_digit());
    row.iter().all(is_word).then(|| row.iter().map(ToString::to_string).collect())
}

/// Returns what a header surely means.
fn surely(header: &str) -> Option<&'static str> {
    matches(header).into_iter().find(|found| found.sure >= 1.0).map(|found| found.meaning)
}

/// Returns true if a word is one for people, such as "member".
fn is_of_people(about: &str) -> bool {
    let word = about.rsplit(' ').next().unwrap_or(about);
    let named = format!("{word} name");
    matches(word).iter().chain(&matches(&named)).any(|found| found.meaning == "candidate")
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

    /// Returns the row of each value of a column, or a value that two rows have.
    fn by_value(&self, column: usize) -> Result<HashMap<&str, usize>, &str> {
        let mut found = HashMap::with_capacity(self.rows.len());
        for (at, cells) in self.rows.iter().enumerate().skip(self.header + 1) {
            let value = cells[column].as_str();
            if !is_missing(value) && found.insert(value, at).is_some() {
                return Err(value);
            }
        }
        Ok(found)
    }

    /// Adds columns of another table: each of `taken` with its header, from the row that the value of a column leads to.
    fn add(&mut self, column: usize, rows: &HashMap<&str, usize>, other: &Self, taken: &[(usize, String)]) {
        for at in self.header..self.rows.len() {
            let found = rows.get(self.rows[at][column].as_str());
            let cells: Vec<String> = if at == self.header {
                taken.iter().map(|(_, header)| header.clone()).collect()
            } else {
                taken.iter().map(|(of, _)| found.map_or(String::new(), |row| other.rows[*row][*of].clone())).collect()
            };
            self.rows[at].extend(cells.iter().cloned());
            self.added[at].extend(cells);
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
        for (at, (start, cells)) in starts.iter().zip(&self.added).enumerate() {
            let row = &text[*start..starts.get(at + 1).copied().unwrap_or(text.len())];
            let written = row.trim_end_matches(['\n', '\r']);
            out.push_str(written);
            for cell in if at < self.header { &[][..] } else { cells } {
                out.push(separator);
                if !cell.is_empty() {
                    out.push('"');
                    out.push_str(&cell.replace('"', "\"\"").replace(['\n', '\r'], " "));
                    out.push('"');
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
    fn of(named: Vec<Named>, pages: &'p mut [Page]) -> Self {
        let mut tables: Vec<Table> = named
            .into_iter()
            .filter_map(|n| {
                let page = &pages[n.page];
                Table::of(n, page)
            })
            .collect();
        // Of two tables with one row for each person, the one with the votes is the one that refers to the other.
        let counts =
            |table: &Table| ["votes", "share", "from", "outcome"].iter().any(|meaning| table.named.has(meaning));
        tables.sort_by_cached_key(|table| (!counts(table), usize::MAX - table.rows.len()));
        let done = vec![false; tables.len()];
        Self { pages, tables, done, looked_up: BTreeSet::new(), said: Vec::new() }
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
            if let Some(text) = table.text(page) {
                self.said.extend(super::open_quotes(page));
                page.text = text.into();
            }
        }
        path.pop();
        self.done[at] = true;
    }

    /// Returns where the columns of a table lead, by their names.
    fn references(&self, at: usize, path: &[usize]) -> Vec<Reference> {
        let headers = &self.tables[at].named.headers;
        let of_column = |column: usize| {
            let about = entity(&headers[column]);
            let others = (0..self.tables.len()).filter(|other| !path.contains(other));
            let found = others.filter_map(|other| {
                let key = self.tables[other].named.key_for(&headers[column])?;
                Some(Reference { column, other, key })
            });
            // The table that is named like the column comes before one that only has the same column.
            found.min_by_key(|found| !self.tables[found.other].named.is_of(&about))
        };
        (0..headers.len()).filter_map(of_column).collect()
    }

    /// Adds to a table the columns that one of its columns leads to, and says so.
    fn follow(&mut self, at: usize, reference: &Reference) {
        let (table, other) = pair(&mut self.tables, at, reference.other);
        let header = table.named.headers[reference.column].clone();
        let (own, theirs) = (&self.pages[table.named.page].file, &self.pages[other.named.page].file);
        let rows = match other.by_value(reference.key) {
            Ok(rows) => rows,
            Err(twice) => {
                if other.named.is_of(&entity(&header)) {
                    let message = format!(
                        "{} is not looked up in {theirs}, which has several rows with {}",
                        quote(&header),
                        quote(twice)
                    );
                    self.said.push(Warning::new(own, 1, "columns", message));
                }
                return;
            }
        };
        let values = table.rows.iter().skip(table.header + 1).map(|cells| cells[reference.column].as_str());
        let values: BTreeSet<&str> = values.filter(|value| !is_missing(value)).collect();
        let missing: Vec<&str> = values.iter().copied().filter(|value| !rows.contains_key(value)).collect();
        if values.is_empty() || missing.len() * 2 > values.len() {
            return;
        }
        let about = entity(&header);
        let known = profile::of_header(&StringRecord::from(table.named.headers.clone()), own);
        let is_read = |new: &String| known.is_none_or(|profile| profile.reads(new));
        let mut taken = table.named.taken_from(&other.named, &about, reference.key);
        taken.retain(|(_, new)| is_read(new));
        if taken.is_empty() {
            return;
        }
        let mut message = format!(
            "{} is looked up in {theirs}: {} of its {} values have a row there",
            quote(&header),
            values.len() - missing.len(),
            values.len()
        );
        if let Some(first) = missing.first() {
            message.push_str(&format!("; not there: {}", quote(first)));
        }
        self.said.push(Warning::new(own, 1, "columns", message));
        self.looked_up.insert(Arc::clone(theirs));
        table.add(reference.column, &rows, other, &taken);
    }
}

/// Returns two of the tables, the first to be changed.
fn pair(tables: &mut [Table], changed: usize, other: usize) -> (&mut Table, &Table) {
    let (left, right) = tables.split_at_mut(changed.max(other));
    if changed < other { (&mut left[changed], &right[0]) } else { (&mut right[0], &left[other]) }
}

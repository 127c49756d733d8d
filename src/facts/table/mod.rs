//! Reads any table with people in contests or in offices, whatever its columns are called and however its values are
//! written. `docs/inputs.md` describes what is understood.

mod adding_up;
mod by_values;
mod cells;
mod contests;
mod dates;
mod days;
mod grid;
mod groups;
mod headers;
mod headings;
mod ids;
mod items;
mod joins;
mod merged;
mod names;
mod numbers;
mod offices;
mod parts;
mod phrases;
mod places;
mod plan;
mod profile;
mod read;
mod references;
mod role_words;
mod roles;
mod row_words;
mod rows;
mod suits;
mod sums;
mod tenures;
mod titles;
mod words;

pub(super) use headers::office_in_name;
pub(crate) use headers::{headers_of, meaning, meanings};
pub(super) use joins::join;
pub(crate) use profile::{Profile, profiles, unknown_meaning};
pub(super) use row_words::{Special, special};

use super::input::Input;
use super::{Facts, Outcome};
use crate::source::{Page, Warning, quote};
use crate::wikitext::number::grouped;
use csv::StringRecord;
use grid::Grid;
use plan::{NoPlan, Plan};

/// The format: any table whose columns can be told.
pub(super) const INPUT: Input = Input {
    name: "table",
    label: "table (CSV, TSV, workbook)",
    recognised_by: "columns whose headers say what they are, in English, German, French, Spanish or Hebrew, or --columns",
    becomes: "candidacies, tenures, results of parties or contests, by what the columns are; the program says what it took each column for",
    example: "Kandidat/in;Partei;Stimmen;Jahr\nAnn Ash;Rot;1.234;2001\n",
    in_fractions: true,
    is_it: |text| is_table(text.page) && planned(text.page).is_ok(),
    extract,
};

/// The extensions of tables.
const EXTENSIONS: [&str; 6] = ["csv", "tsv", "tab", "psv", "txt", "parquet"];

/// Returns true if a text may be a table: by its name, or by a first line that has separators and no markup.
fn is_table(page: &Page) -> bool {
    let name = page.file.to_lowercase();
    let name = name.trim_end_matches(".gz").trim_end_matches(".bz2").trim_end_matches(".zst").trim_end_matches('~');
    let named = EXTENSIONS.iter().any(|e| name.ends_with(&format!(".{e}"))) || is_sheet(&page.file);
    let first = page.text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let markup = ["{{", "[[", "{|", "<", "{", "[", "= "].iter().any(|mark| first.trim_start().starts_with(mark));
    !markup && (named || first.contains([',', ';', '\t', '|']) && !first.contains("[["))
}

/// Returns true if a page is a sheet of a workbook.
pub(super) fn is_sheet(file: &str) -> bool {
    let Some((file, _)) = file.rsplit_once('#') else { return false };
    let file = file.to_lowercase();
    [".xlsx", ".xls", ".xlsm", ".xlsb", ".ods"].iter().any(|e| file.ends_with(e))
}

/// Returns true if a header surely has a meaning that is none of `known` and not taken by any of them.
pub(super) fn has_further_meaning(header: &str, known: &[&str]) -> bool {
    let found = headers::matches(header);
    !known.contains(&header) && found.iter().any(|m| m.sure >= 1.0)
}

/// Returns the name of what a header most probably means, and how sure that is, at most 1.
pub(super) fn meaning_of(header: &str) -> Option<(&'static str, f32)> {
    let found = headers::matches(header).into_iter().max_by(|a, b| a.sure.total_cmp(&b.sure));
    found.map(|found| (found.meaning, found.sure))
}

/// Returns a word without the endings that a plural may have.
pub(super) fn singular(word: &str) -> Vec<String> {
    references::singular(word).split_off(1)
}

/// Reads the words for how a candidacy ended.
pub(super) fn outcome_of(text: &str) -> Option<Outcome> {
    phrases::read_outcome(text).flatten()
}

/// Returns true if a text is one of the words for how a candidacy ended.
pub(super) fn is_outcome(text: &str) -> bool {
    phrases::is_outcome(text)
}

/// Returns true if the words in place of a name mean a figure that is about nobody, such as a total.
pub(super) fn is_figure(name: &str) -> bool {
    special(name).is_some_and(|special| special != Special::Option)
}

/// Returns true if a table with commas has a quote that stays open over whole rows.
pub(super) fn has_open_quote(text: &str) -> bool {
    !grid::mended(text, b',').1.is_empty()
}

/// Returns the rows of a table with what its columns are, and what to say of its layout, perhaps nothing.
fn planned(page: &Page) -> Result<(Grid<'_>, Plan, String), NoPlan> {
    let grid = Grid::of(&page.text).ok_or(NoPlan::NoTable)?;
    // Columns that the user names are those of the table as it is.
    let unfolded = if page.hints.columns.is_empty() { grid.unfolded() } else { None };
    let (grid, says) = unfolded.unwrap_or((grid, String::new()));
    let plan = plan::plan(page, &grid)?;
    Ok((grid, plan, says))
}

/// Returns the warning that rows go on behind the last header, where no column says what is meant.
fn beyond(page: &Page, grid: &Grid<'_>, plan: &Plan) -> Option<Warning> {
    let (mut number, mut count, mut first) = (0, 0_u64, 0);
    grid.each(|row| {
        if let Ok((row, line)) = row
            && plan.header.is_some_and(|at| number > at)
            && row.iter().skip(plan.headers.len()).any(|cell| !cell.trim().is_empty())
        {
            count += 1;
            first = if count == 1 { line } else { first };
        }
        number += 1;
    });
    let rows = if count == 1 { "1 row goes".to_string() } else { format!("{} rows go", grouped(count)) };
    let message =
        format!("{rows} on behind the last header; what stands there is not read. Give those columns headers");
    (count > 0).then(|| Warning::new(&page.file, first, "long-row", message))
}

fn extract(page: &Page, facts: &mut Facts) {
    if let Ok((grid, plan, says)) = planned(page) {
        facts.warnings.extend(open_quotes(page));
        if !says.is_empty() {
            facts.warnings.push(Warning::new(&page.file, plan.line, "columns", says));
        }
        facts.warnings.extend(beyond(page, &grid, &plan));
        rows::read(page, &grid, &plan, facts);
    }
}

/// Returns a warning for each quote that stays open over whole rows.
fn open_quotes(page: &Page) -> Vec<Warning> {
    let Some(Grid::Text(_, separator)) = Grid::of(&page.text) else { return Vec::new() };
    let message = "a quote that opens here is not closed in this row; it is read as text. Close it, or write it twice inside quotes";
    let lines = grid::mended(&page.text, separator).1;
    lines.into_iter().map(|line| Warning::new(&page.file, line, "open-quote", message)).collect()
}

/// Returns true if the rows of a table that others look up are read by themselves as well: if they count something, or
/// say how something ended. `refers` is true if it refers to other tables itself.
pub(super) fn stands_alone(page: &Page, refers: bool) -> bool {
    planned(page).is_ok_and(|(_, plan, _)| plan.stands_alone(refers))
}

/// Returns why a text that looks like a table cannot be read as one. `None` if it does not look like a table.
pub(super) fn refusal(page: &Page) -> Option<String> {
    if !is_table(page) {
        return None;
    }
    let lines = page.text.lines().filter(|line| !line.trim().is_empty()).count();
    let first = page.text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let known = first
        .split([',', ';', '\t'])
        .filter(|cell| headers::matches(cell.trim_matches('"')).iter().any(|m| m.sure >= 1.0));
    if lines == 1 && known.count() > 1 {
        return Some("this table has a header and no rows".into());
    }
    match planned(page) {
        Ok(_) | Err(NoPlan::NoTable) => None,
        Err(NoPlan::NoHeader(first, wide)) => Some(format!(
            "this table has no line that says what its columns are; its first line is {first}. Say what they are by number, for example \
             --columns 1=year --columns 2=candidate --columns 3=votes{wide}"
        )),
        Err(NoPlan::Lacking(why)) => Some(why),
    }
}

/// Returns the headers of a table, and those of the user's `--columns` that it does not have. `None` if a text is not a
/// table.
pub(super) fn missing_columns(page: &Page) -> Option<(String, Vec<String>)> {
    if page.hints.columns.is_empty() || !is_table(page) {
        return None;
    }
    let headers = plan::headers(page, &Grid::of(&page.text)?)?;
    let missing = plan::missing(&headers, &page.hints);
    Some((headers::listed(&headers), missing.into_iter().map(ToString::to_string).collect()))
}

/// Reads rows that another format was turned into. `headers` name the cells. Returns false if it cannot be told what
/// the columns are.
pub(super) fn read_rows(
    page: &Page,
    headers: &[String],
    rows: Vec<(Vec<String>, usize)>,
    facts: &mut Facts,
) -> Result<(), String> {
    let mut all = vec![(StringRecord::from(headers.to_vec()), 1)];
    all.extend(rows.into_iter().map(|(cells, line)| (StringRecord::from(cells), line)));
    let grid = Grid::Rows(all);
    match plan::plan(page, &grid) {
        Ok(plan) => {
            rows::read(page, &grid, &plan, facts);
            Ok(())
        }
        Err(NoPlan::Lacking(why)) => Err(why),
        Err(NoPlan::NoHeader(..) | NoPlan::NoTable) => {
            let shown: Vec<String> = headers.iter().take(12).map(|h| quote(h)).collect();
            Err(format!("it cannot be told what the columns are: {}", shown.join(", ")))
        }
    }
}

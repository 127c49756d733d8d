//! The ids that a table gives to people.

use super::cells::{Cells, Row, below_header};
use super::grid::Grid;
use super::plan::Plan;
use crate::facts::tagged::{is_public, item, known};
use crate::source::Page;
use crate::wikitext::fold;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The scheme of the ids in our own exports: each names its own scheme, and those without one are made of names.
const EXPORTED: &str = "hustings";

/// Returns the scheme and the value of an id in a column of a scheme. An id may name its own, public scheme.
pub(super) fn of_cell(scheme: String, value: String) -> Option<(String, String)> {
    if let Some(item) = item(&value) {
        return Some(("wikidata".into(), item.into()));
    }
    match known(&value).filter(|(own, _)| scheme == EXPORTED || is_public(own)) {
        Some((own, value)) => Some((own.into(), value.into())),
        None => (scheme != EXPORTED).then_some((scheme, value)),
    }
}

/// The ids that a table gives to people.
pub(super) struct Ids {
    /// The scheme of the column of ids; `None` if its values are not ids of people.
    pub scheme: Option<String>,
    /// The name of each person by id, for columns that refer to people by id.
    pub names: HashMap<String, String>,
    /// An id of two people, with their names, if the column numbers the candidates of each contest anew.
    pub shared: Option<(String, [String; 2])>,
    /// Names of several people, as their births show.
    pub namesakes: BTreeSet<String>,
}

/// Returns the names that have births two or more years apart: in sources that count back from an age, one year is no
/// difference.
fn namesakes(plan: &Plan, grid: &Grid<'_>, cells: &Cells<'_>) -> BTreeSet<String> {
    let Some(column) = plan.column("born") else { return BTreeSet::new() };
    let mut years: BTreeMap<String, (i32, i32)> = BTreeMap::new();
    below_header(plan, grid, |record, line| {
        let row = Row { record, line };
        let year = super::dates::read_cell(&cells.at(&row, column), None).and_then(|date| date.the_year());
        let (name, Some(year)) = (cells.person(&row).name, year) else { return };
        let known = years.entry(name).or_insert((year, year));
        *known = (known.0.min(year), known.1.max(year));
    });
    years.retain(|name, (first, last)| !name.is_empty() && *last - *first > 1);
    years.into_keys().collect()
}

/// Returns an id that different people have, with two names that have no word in common, if that is no rare slip.
fn shared(ids: &BTreeMap<String, BTreeSet<String>>) -> Option<(String, [String; 2])> {
    let mut names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, own) in ids {
        own.iter().for_each(|id| {
            names.entry(id).or_default().insert(name);
        });
    }
    let words = |name: &str| fold(name).split(' ').map(ToString::to_string).collect::<BTreeSet<_>>();
    let (mut recurring, mut clashes, mut first) = (0, 0, None);
    for (id, names) in names.into_iter().filter(|(id, names)| names.len() > 1 && item(id).is_none()) {
        recurring += 1;
        let mut names = names.into_iter();
        let one = names.next().unwrap_or_default();
        if let Some(other) = names.find(|other| words(one).is_disjoint(&words(other))) {
            clashes += 1;
            first.get_or_insert_with(|| (id.to_string(), [one.to_string(), other.to_string()]));
        }
    }
    first.filter(|_| clashes * 2 >= recurring && clashes * 20 >= ids.len())
}

impl Ids {
    /// Looks at the ids of a table.
    pub(super) fn of(page: &Page, plan: &Plan, grid: &Grid<'_>, cells: &Cells<'_>) -> Self {
        let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut rows: HashMap<String, usize> = HashMap::new();
        let mut names = HashMap::new();
        let refers = plan.column("replaces").is_some() || plan.column("replaced_by").is_some();
        if let Some(column) = plan.column("id").or(plan.column("wikidata")) {
            below_header(plan, grid, |record, line| {
                let row = Row { record, line };
                let (name, id) = (cells.person(&row).name, cells.at(&row, column));
                if name.is_empty() || id.is_empty() {
                    return;
                }
                if refers {
                    names.entry(id.clone()).or_insert_with(|| name.clone());
                }
                *rows.entry(name.clone()).or_default() += 1;
                ids.entry(name).or_default().insert(id);
            });
        }
        // Where names recur and no id does, the column numbers the rows. Items of Wikidata are never that.
        let (all, recurring) = (rows.values().sum::<usize>(), rows.values().any(|rows| *rows > 1));
        let distinct: BTreeSet<&String> = ids.values().flatten().collect();
        let of_rows = recurring && distinct.len() == all && !distinct.iter().all(|id| item(id).is_some());
        let scheme = plan.profile.as_ref().and_then(|p| p.scheme.clone());
        // The sheets of a workbook share their ids.
        let file = page.file.rsplit_once('#').map_or(&*page.file, |(file, _)| file);
        let shared = if scheme.is_none() && plan.column("id").is_some() { shared(&ids) } else { None };
        let is_id = !of_rows && shared.is_none() && plan.column("id").is_some();
        let scheme = scheme.or_else(|| is_id.then(|| file.to_string()));
        Self { scheme, names, shared, namesakes: namesakes(plan, grid, cells) }
    }
}

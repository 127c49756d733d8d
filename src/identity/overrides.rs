//! The user's decisions on who is who.

use crate::source::line_of;
use crate::wikitext::fold;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Lists of names that mean one person, pairs of names that mean two, and display names. Removing a line from the file
/// undoes its effect.
///
/// Names may also be those of parties, offices and contests.
///
/// ```toml
/// same = [["Yitzak Rabin", "Yitzhak Rabin"]]
/// different = [["David Levy", "David Levi"]]
///
/// [name]
/// "Tommy Lapid" = "Yosef Lapid"
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Overrides {
    /// Lists of names of one person; the first name of each is displayed.
    #[serde(default)]
    pub same: Vec<Vec<String>>,
    /// Pairs of names of two people.
    #[serde(default)]
    pub different: Vec<[String; 2]>,
    /// The display name, by any spelling of a person.
    #[serde(default)]
    pub name: BTreeMap<String, String>,
}

/// An error in an override file.
#[derive(Debug, thiserror::Error)]
#[error(
    "{file}:{line}: {message}; write same = [[\"A\", \"B\"]], different = [[\"A\", \"B\"]] and, under [name], \"A\" = \"B\""
)]
pub struct OverrideError {
    file: String,
    line: usize,
    message: String,
}

impl Overrides {
    /// Reads the text of an override file. `file` is its name for error messages.
    ///
    /// # Errors
    /// An error if the text is not valid TOML, has keys other than `same`, `different` and `name`, or contains an empty
    /// list or name.
    pub fn read(file: &str, text: &str) -> Result<Self, OverrideError> {
        let read: Self = toml::from_str(text).map_err(|e| OverrideError {
            file: file.into(),
            line: e.span().map_or(0, |s| line_of(text.as_bytes(), s.start)),
            message: e.message().trim().replace('\n', " "),
        })?;
        let wrong = |message: String| OverrideError { file: file.into(), line: 0, message };
        if let Some((name, _)) = read.name.iter().find(|(_, shown)| shown.trim().is_empty()) {
            return Err(wrong(format!("the entry '{name}' under [name] has an empty display name")));
        }
        let words = read.same.iter().flatten().chain(read.different.iter().flatten());
        if words.clone().any(|w| w.trim().is_empty()) || read.same.iter().any(Vec::is_empty) {
            return Err(wrong("same or different contains an empty list or an empty name".into()));
        }
        Ok(read)
    }

    /// Returns every name in the file, with repetitions.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.same.iter().flatten().chain(self.different.iter().flatten()).chain(self.name.keys())
    }

    /// Returns, for each name, the names that the user tells it apart from. Names are folded by `folded`.
    pub(super) fn apart(&self, folded: impl Fn(&str) -> String) -> Apart {
        let mut apart = Apart::default();
        for [a, b] in &self.different {
            let (a, b) = (folded(a), folded(b));
            apart.0.entry(b.clone()).or_default().insert(a.clone());
            apart.0.entry(a).or_default().insert(b);
        }
        apart
    }

    /// Returns, for each name, the indices of the lists of `same` that contain it, in ascending order.
    pub(super) fn lists_of(&self) -> HashMap<&str, Vec<usize>> {
        let mut lists: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, group) in self.same.iter().enumerate() {
            for name in group {
                lists.entry(name).or_default().push(at);
            }
        }
        lists
    }
}

/// The overrides, indexed by name, so that a series looks up only what concerns its own names.
pub(super) struct Told<'a> {
    pub(super) overrides: &'a Overrides,
    /// The first name of each list, which is displayed.
    pub(super) chosen: HashSet<&'a str>,
    same: HashMap<String, Vec<usize>>,
    different: HashMap<String, Vec<usize>>,
}

impl<'a> Told<'a> {
    /// Builds the index. Linear in the number of names.
    pub(super) fn of(overrides: &'a Overrides) -> Self {
        let chosen = overrides.same.iter().filter_map(|g| g.first().map(String::as_str)).collect();
        let mut told = Self { overrides, chosen, same: HashMap::new(), different: HashMap::new() };
        for (at, group) in overrides.same.iter().enumerate() {
            group.iter().for_each(|name| told.same.entry(fold(name)).or_default().push(at));
        }
        for (at, pair) in overrides.different.iter().enumerate() {
            pair.iter().for_each(|name| told.different.entry(fold(name)).or_default().push(at));
        }
        told
    }

    /// Returns the lists of `same` that contain any of the folded names, in file order.
    pub(super) fn same<'n>(&self, names: impl Iterator<Item = &'n String>) -> impl Iterator<Item = &'a [String]> {
        let all = &self.overrides.same;
        of_names(&self.same, names).into_iter().map(|at| all[at].as_slice())
    }

    /// Returns the pairs of `different` that contain any of the folded names, in file order.
    pub(super) fn different<'n>(
        &self,
        names: impl Iterator<Item = &'n String>,
    ) -> impl Iterator<Item = &'a [String; 2]> {
        let all = &self.overrides.different;
        of_names(&self.different, names).into_iter().map(|at| &all[at])
    }
}

fn of_names<'n>(index: &HashMap<String, Vec<usize>>, names: impl Iterator<Item = &'n String>) -> BTreeSet<usize> {
    names.filter_map(|name| index.get(name)).flatten().copied().collect()
}

/// For each name, the names that the user tells it apart from.
#[derive(Debug, Default)]
pub(super) struct Apart(HashMap<String, HashSet<String>>);

impl Apart {
    /// Returns true if the user tells two names apart.
    pub(super) fn has(&self, a: &str, b: &str) -> bool {
        self.0.get(a).is_some_and(|others| others.contains(b))
    }

    /// Returns true if the user tells `a` apart from any of the others. O(min(others, names told apart from `a`)).
    pub(super) fn has_any(&self, a: &str, others: &HashSet<String>) -> bool {
        self.0.get(a).is_some_and(|apart| !apart.is_disjoint(others))
    }
}

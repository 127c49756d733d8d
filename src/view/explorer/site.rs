//! All pages of a site: their addresses, and the data files in which the site's script looks up names and paths.

use super::address::{Address, Form, Kind, Picture, Place};
use super::directory::words;
use super::html::{plain, short};
use super::lists::A_PAGE;
use super::paths::joined;
use super::{Explorer, assets, checks};
use crate::analysis::rivals::most_candidates;
use crate::check;
use crate::dataset::DatasetError;
use crate::facts::TieKind;
use crate::graph::{PersonId, Tie};
use crate::store::Held;
use crate::wikitext::slug;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The number of rows of ballots above which a site has no data for paths. A browser would have to load tens of
/// megabytes.
const MOST_ROWS: usize = 300_000;

impl Explorer {
    /// Returns every page of a site. The twins and pictures of a page are given by [`Explorer::forms`].
    pub fn places(&self) -> impl Iterator<Item = Place> + '_ {
        let of_kind = move |kind: Kind| {
            let lists = (1..=self.directory.count(kind).div_ceil(A_PAGE).max(1)).map(move |n| Place::List(kind, n));
            let one = (0..self.directory.count(kind) as u32)
                .map(move |n| Place::One(kind, self.directory.slug(kind, n).to_string()));
            let shared = self.directory.shared(kind).map(move |word| Place::One(kind, word.to_string()));
            lists.chain(one).chain(shared)
        };
        let word = |p: PersonId| self.directory.slug(Kind::Person, p.index() as u32).to_string();
        let pairs = self.pairs.iter().map(move |t| Place::Rivalry(word(t.a), word(t.b)));
        let rivalries = (1..=self.pairs.len().div_ceil(A_PAGE).max(1)).map(Place::Rivalries);
        let mut rules: BTreeMap<Option<String>, usize> = check::ALL.iter().map(|r| (Some(slug(r.name)), 0)).collect();
        rules.insert(None, self.findings.len());
        for d in &self.findings {
            *rules.entry(Some(slug(&d.rule))).or_default() += 1;
        }
        let checks = rules.into_iter().flat_map(|(rule, n)| {
            (1..=n.div_ceil(checks::A_PAGE).max(1)).map(move |page| Place::Checks(rule.clone(), page))
        });
        [Place::Start, Place::About, Place::Paths]
            .into_iter()
            .chain(Kind::ALL.into_iter().flat_map(of_kind))
            .chain(rivalries)
            .chain(pairs)
            .chain(checks)
    }

    /// Returns the forms that a page may have: HTML, the JSON twin, and its pictures.
    pub fn forms(&self, place: &Place) -> Vec<Form> {
        let several = [Picture::Succession, Picture::Competitiveness];
        let others = several.into_iter().filter(|_| matches!(place, Place::One(Kind::Office | Kind::Party, _)));
        let pictures: Vec<Picture> = place.picture().into_iter().chain(others).collect();
        let pictures = pictures.iter().flat_map(|p| [Form::Svg(*p), Form::Dot(*p), Form::Embed(*p)]);
        [Form::Html, Form::Json].into_iter().chain(pictures).filter(|f| self.settings.without.gives(*f)).collect()
    }

    /// Returns the name of the file to which an address is written.
    pub fn file_of(address: &Address) -> String {
        match address.form {
            Form::Html | Form::Embed(_) => format!("{address}.html"),
            _ => address.to_string(),
        }
    }

    /// Returns the style sheet, the script and the icon.
    pub fn assets() -> impl Iterator<Item = assets::Asset> {
        assets::all().into_iter()
    }

    /// Returns the files for the script's search, by path. Each file holds the names with a word that begins in a
    /// certain way; an index lists the files.
    pub fn name_files(&self) -> BTreeMap<String, String> {
        let mut shards: BTreeMap<String, Vec<serde_json::Value>> = BTreeMap::new();
        for (folded, kind, number) in self.directory.lines() {
            let own = self.about(kind, number);
            let mut notes = vec![kind.one().to_string()];
            notes.extend(own.note.clone());
            let weight = if kind == Kind::Person { self.directory.stood(number) } else { 0 };
            let entry = json!([
                plain(&short(&own.name)),
                plain(&notes.join(", ")),
                own.address,
                weight,
                short(&plain(folded)),
                own.note.as_deref().map(plain)
            ]);
            let keys: BTreeSet<String> = words(folded).take(40).flat_map(shards_of).collect();
            for key in keys {
                shards.entry(key).or_default().push(entry.clone());
            }
        }
        let file = |(key, entries): (String, Vec<serde_json::Value>)| {
            let text = format!("hustings.names[{}]={};\n", json!(key), serde_json::Value::from(entries));
            (format!("names/{key}.js"), text)
        };
        let keys: Vec<&String> = shards.keys().collect();
        let index = ("names/index.js".to_string(), format!("hustings.shards={};\n", json!(keys)));
        std::iter::once(index).chain(shards.into_iter().map(file)).collect()
    }

    /// Returns the data for the script's paths: who stood with whom, who followed whom, and who is tied to whom. `None` if it is too much
    /// for a browser.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn path_file(&self) -> Result<Option<String>, DatasetError> {
        let rows: usize = (0..self.returns.contests()).map(|c| self.returns.all_rows(c).len()).sum();
        if rows > MOST_ROWS {
            return Ok(None);
        }
        let held = self.data.held()?;
        let own = |kind, n: u32| json!([plain(&short(self.directory.name(kind, n))), self.directory.slug(kind, n)]);
        let dated = |n: u32| {
            let date = self.directory.contest(n).and_then(|c| c.date);
            let year = date.and_then(|d| d.last_year().or(d.first_year()));
            let (title, word) =
                (plain(&short(self.directory.name(Kind::Contest, n))), self.directory.slug(Kind::Contest, n));
            json!([title, word, date.map(|d| d.long()), year])
        };
        // People are in the order of their names. This order decides between paths of equal length.
        let stood = (0..self.returns.people() as u32).map(|n| self.returns.person(n));
        let all_ties = self.data.ties()?;
        let mut tied: Vec<(&Tie, [u32; 2])> =
            all_ties.iter().filter_map(|tie| Some((tie, tie.people()?.map(|person| person.index() as u32)))).collect();
        tied.truncate(MOST_ROWS);
        let mut people: Vec<u32> = stood.chain(held.iter().map(|h| h.person.index() as u32)).collect();
        people.extend(tied.iter().flat_map(|(_, pair)| pair));
        people.sort_unstable();
        people.dedup();
        let number_of = |person: u32| people.binary_search(&person).unwrap_or(0);
        let mut contests: Vec<u32> = self.returns.contests.clone();
        contests.extend(held.iter().filter_map(|h| h.contest).map(|c| c.index() as u32));
        contests.sort_unstable();
        contests.dedup();
        let place = |list: &[u32], n: u32| list.binary_search(&n).unwrap_or(0);
        // Each chain is an office with its tenures: the person, whether the tenure follows the one before, the contest,
        // and the start date.
        let chains: Vec<serde_json::Value> = held
            .chunk_by(|a, b| a.office == b.office)
            .map(|chain| {
                let tenure = |h: &Held| {
                    json!([
                        number_of(h.person.index() as u32),
                        u8::from(h.follows),
                        h.contest.map(|c| place(&contests, c.index() as u32)),
                        h.from.map(|d| d.long())
                    ])
                };
                let office = own(Kind::Office, chain[0].office.index() as u32);
                json!([office, chain.iter().map(tenure).collect::<Vec<_>>()])
            })
            .collect();
        let mut rounds = Vec::new();
        let size = |contest: &usize| self.returns.all_rows(*contest).len();
        let most = most_candidates((0..self.returns.contests()).map(|c| size(&c)));
        for contest in (0..self.returns.contests()).filter(|c| size(c) <= most) {
            for ballot in self.returns.ballots(contest) {
                let rows = &self.returns.person[self.returns.rows(ballot)];
                let stood: Vec<usize> = rows.iter().map(|p| number_of(self.returns.person(*p))).collect();
                if stood.len() > 1 {
                    rounds.push(json!([place(&contests, self.returns.contests[contest]), stood]));
                }
            }
        }
        let data = json!({
            "people": people.iter().map(|n| own(Kind::Person, *n)).collect::<Vec<_>>(),
            "contests": contests.iter().map(|n| dated(*n)).collect::<Vec<_>>(),
            "rounds": rounds,
            "chains": chains,
            // The words between the two people of a tie of each kind, and between the second and the first; each tie is its
            // two people, the kind, and the first day.
            "kinds": TieKind::ALL.iter().map(|kind| json!([joined(*kind), if *kind == TieKind::Kin { joined(*kind) } else { kind.reversed() }])).collect::<Vec<_>>(),
            "ties": tied.iter().map(|(tie, [a, b])| {
                let kind = TieKind::ALL.iter().position(|kind| *kind == tie.kind);
                json!([number_of(*a), number_of(*b), kind, tie.start.map(|d| d.long())])
            }).collect::<Vec<_>>(),
        });
        Ok(Some(format!("hustings.paths={data};\n")))
    }
}

/// Returns the keys of the name files that contain a word. A key is the code points of the first two letters in
/// hexadecimal, which every system accepts as a file name. Words that do not begin with an ASCII letter are also filed
/// under the first letter alone, since in some scripts one letter is a word.
fn shards_of(word: &str) -> Vec<String> {
    let letters: Vec<String> = word.chars().take(2).map(|c| format!("{:x}", u32::from(c))).collect();
    let alone = letters.len() == 1 || !word.starts_with(|c: char| c.is_ascii());
    let first = letters.first().filter(|_| alone).cloned();
    Some(letters.join("-")).filter(|_| letters.len() == 2).into_iter().chain(first).collect()
}

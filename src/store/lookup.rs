//! Selects the rows that a query needs: those that its names may mean, and those around the one they do mean.

use super::column::Stored;
use super::part::{Evidence, Part, RowSelection};
use super::{FileError, GraphFile};
use crate::facts::Status;
use crate::graph::{ContestId, Found, Lookup, MOST_STOOD, Node, OfficeId, PartyId, PersonId, StoodFor};
use crate::wikitext::{fold, fold_title};
use std::collections::BTreeSet;

/// The kinds of rows that have names, as columns of the table `name`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Person,
    Office,
    Party,
    Contest,
}

impl Kind {
    const fn column(self) -> &'static str {
        match self {
            Self::Person => "person_id",
            Self::Office => "office_id",
            Self::Party => "party_id",
            Self::Contest => "contest_id",
        }
    }
}

/// The maximum number of namesakes whose contests and tenures are read to tell them apart.
const MOST_SHOWN: usize = 50;

/// A file with at most this many names compares an unknown name with all of them. A larger file compares it only with
/// names that have a word with the same beginning.
const FEW: u64 = 20_000;

/// The maximum number of rows of one kind that are considered for one name.
const MOST: usize = 2_000;

impl GraphFile {
    /// Selects the rows for a query about people: everybody that the names may mean, and all contests of those they
    /// mean.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn around_people(&self, names: &[&str]) -> Result<RowSelection, FileError> {
        let mut selection = RowSelection { evidence: Evidence::None, ..RowSelection::default() };
        let mut all_one: Vec<u32> = Vec::new();
        for name in names {
            selection.people.extend(self.named(Kind::Person, name)?);
            let part = self.names_only(&selection)?;
            let meant: Vec<u32> = match part.graph.find_person(name) {
                Lookup::One(id) => {
                    all_one.push(part.person_number(id));
                    vec![part.person_number(id)]
                }
                // Their contests and tenures tell them apart.
                Lookup::Many(all) => all.into_iter().take(MOST_SHOWN).map(|id| part.person_number(id)).collect(),
                Lookup::None(_) => {
                    selection.people.extend(self.near(Kind::Person, name)?);
                    self.namesakes(name)?
                }
            };
            for person in meant {
                self.around_person(person, &mut selection)?;
            }
        }
        if let [a, b] = all_one[..] {
            // The record of two people: only their common contests, with all evidence.
            selection.contests = self.shared_contests(a, b)?;
            selection.evidence = Evidence::All;
        }
        Ok(selection)
    }

    /// Returns the people that a name with a qualifier, such as "Ann Ash (Leader of X)", may mean.
    fn namesakes(&self, name: &str) -> Result<Vec<u32>, FileError> {
        let Some((head, _)) = name.trim().strip_suffix(')').and_then(|n| n.rsplit_once(" (")) else {
            return Ok(Vec::new());
        };
        Ok(self.named(Kind::Person, head)?.into_iter().take(MOST_SHOWN).collect())
    }

    /// Adds a person's contests, and the person's tenures with the tenures before and after.
    fn around_person(&self, person: u32, selection: &mut RowSelection) -> Result<(), FileError> {
        selection.people.insert(person);
        let contests = self.numbers("SELECT contest_id FROM candidacy WHERE person_id = ?1", person)?;
        selection.contests.extend(contests);
        let tenures = self.numbers("SELECT id FROM tenure WHERE person_id = ?1", person)?;
        for tenure in tenures {
            selection.tenures.extend([tenure.saturating_sub(1), tenure, tenure + 1]);
        }
        Ok(())
    }

    /// Selects the rows for the ties of some nodes, by their numbers in the file: all their ties with their citations,
    /// and the tenures and contests of people.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn around_ties(&self, nodes: &[Node]) -> Result<RowSelection, FileError> {
        let mut selection = RowSelection::default();
        for node in nodes {
            selection.ties.extend(self.ties_of(*node)?);
            match node {
                Node::Person(id) => {
                    selection.people.insert(id.index() as u32);
                    if nodes.len() > 1 {
                        self.around_person(id.index() as u32, &mut selection)?;
                    }
                }
                Node::Group(id) => drop(selection.groups.insert(id.index() as u32)),
                Node::Party(id) => drop(selection.parties.insert(id.index() as u32)),
                Node::Contest(id) => drop(selection.titles.insert(id.index() as u32)),
                Node::Office(id) => drop(selection.offices.insert(id.index() as u32)),
            }
        }
        Ok(selection)
    }

    /// Returns the numbers of the groups with this name, folded.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn groups_called(&self, name: &str) -> Result<Vec<u32>, FileError> {
        self.texts("SELECT id FROM tied_group WHERE folded = ?1", &fold_title(name))
    }

    /// Selects the rows for everything known about a name, whatever it names.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn around_name(&self, name: &str) -> Result<RowSelection, FileError> {
        let mut selection = RowSelection {
            people: self.named(Kind::Person, name)?,
            offices: self.named(Kind::Office, name)?,
            parties: self.named(Kind::Party, name)?,
            evidence: Evidence::None,
            ..RowSelection::default()
        };
        self.with_offices_of_parties(&mut selection)?;
        let mut part = self.names_only(&selection)?;
        let mut found = part.graph.find(name);
        if matches!(found, Lookup::None(_)) {
            // Titles of contests come last, because they contain the words of many names.
            selection.titles = self.named(Kind::Contest, name)?;
            part = self.names_only(&selection)?;
            found = part.graph.find(name);
        }
        match found {
            Lookup::One(found) => {
                let node = match found {
                    Found::Person(id) => Node::Person(PersonId::new(part.person_number(id) as usize)),
                    Found::Contest(id) => Node::Contest(ContestId::new(part.contest_number(id) as usize)),
                    Found::Office(id) => Node::Office(OfficeId::new(part.office_number(id) as usize)),
                    Found::Party(id) => Node::Party(PartyId::new(part.party_number(id) as usize)),
                };
                self.around_into(node, &mut selection)?;
            }
            Lookup::Many(all) => {
                for found in all.into_iter().take(MOST_SHOWN) {
                    if let Found::Person(id) = found {
                        self.around_person(part.person_number(id), &mut selection)?;
                    }
                }
            }
            Lookup::None(_) => {
                selection.people.extend(self.near(Kind::Person, name)?);
                selection.offices.extend(self.near(Kind::Office, name)?);
                selection.parties.extend(self.near(Kind::Party, name)?);
                selection.titles.extend(self.near(Kind::Contest, name)?);
                for person in self.namesakes(name)? {
                    self.around_person(person, &mut selection)?;
                }
            }
        }
        Ok(selection)
    }

    /// Selects the rows for everything known about a node, whose id is its number in the file.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn around(&self, node: Node) -> Result<RowSelection, FileError> {
        let mut selection = RowSelection::default();
        self.around_into(node, &mut selection)?;
        Ok(selection)
    }

    fn around_into(&self, node: Node, selection: &mut RowSelection) -> Result<(), FileError> {
        selection.evidence = Evidence::All;
        match node {
            Node::Group(id) => {
                selection.groups.insert(id.index() as u32);
                selection.ties.extend(self.ties_of(node)?);
            }
            Node::Person(id) => {
                let person = id.index() as u32;
                self.around_person(person, selection)?;
                selection.ties.extend(self.ties_of(node)?);
                selection.evidence = Evidence::Of([person].into());
            }
            Node::Contest(id) => {
                let contest = id.index() as u32;
                selection.contests.insert(contest);
                // The tenures that began through the contest or were confirmed by it, and the tenures before them.
                let mut tenures = self.numbers(
                    "SELECT tenure.id FROM contest JOIN tenure ON tenure.office_id = contest.office_id \
                     WHERE contest.id = ?1 AND tenure.contest_id = contest.id",
                    contest,
                )?;
                tenures.extend(self.numbers("SELECT tenure_id FROM renewal WHERE contest_id = ?1", contest)?);
                for tenure in tenures {
                    selection.tenures.extend([tenure.saturating_sub(1), tenure]);
                }
            }
            Node::Office(id) => self.around_office(id.index() as u32, selection)?,
            Node::Party(id) => {
                let party = id.index() as u32;
                selection.parties.insert(party);
                for office in self.numbers("SELECT id FROM office WHERE party_id = ?1", party)? {
                    self.around_office(office, selection)?;
                }
                selection.contests.extend(self.numbers("SELECT id FROM contest WHERE party_id = ?1", party)?);
                // One more than is reported, to know whether there are more.
                let stood = self.stood_for(id, MOST_STOOD + 1, false)?;
                selection.contests.extend(stood.contests.iter().map(|c| c.index() as u32));
                for tenure in self.numbers("SELECT id FROM tenure WHERE party_id = ?1", party)? {
                    // The tenures before and after show how this one began and ended.
                    selection.tenures.extend([tenure.saturating_sub(1), tenure, tenure + 1]);
                }
            }
        }
        Ok(())
    }

    /// Counts the candidacies for a party outside of the party's own contests. Ids are the file's numbers. O(c log c)
    /// in the party's candidacies.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn stood_for(&self, party: PartyId, most: usize, include_annulled: bool) -> Result<StoodFor, FileError> {
        let mut statement = self.prepare(
            "SELECT contest.id, contest.year, candidacy.stood, candidacy.elected, contest.status FROM candidacy \
             JOIN contest ON contest.id = candidacy.contest_id \
             WHERE candidacy.party_id = ?1 AND contest.party_id IS NOT ?1 AND NOT EXISTS \
             (SELECT 1 FROM office WHERE office.id = contest.office_id AND office.party_id = ?1)",
        )?;
        let rows = statement.query_map([party.index() as u32], |row| {
            let status = <Status as Stored>::read(row.get_ref(4)?);
            let counts = status.is_none_or(|s| s.counts(include_annulled));
            let contest = ContestId::new(row.get::<_, u32>(0)? as usize);
            Ok((contest, row.get(1)?, row.get::<_, bool>(2)? && counts, row.get(3)?))
        });
        let rows: rusqlite::Result<Vec<_>> = rows.and_then(Iterator::collect);
        rows.map(|rows| StoodFor::of(rows, most)).map_err(|e| self.failed(e))
    }

    /// Selects the rows for the record of two people, by their numbers in the file: their common contests, with all
    /// evidence.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn around_pair(&self, a: PersonId, b: PersonId) -> Result<RowSelection, FileError> {
        let [a, b] = [a, b].map(|p| p.index() as u32);
        let contests = self.shared_contests(a, b)?;
        let mut tenures = BTreeSet::new();
        for contest in &contests {
            // The tenures that began through the contest or were confirmed by it, and the tenures before them.
            let through =
                "SELECT id FROM tenure WHERE contest_id = ?1 UNION SELECT tenure_id FROM renewal WHERE contest_id = ?1";
            for tenure in self.numbers(through, *contest)? {
                tenures.extend([tenure.saturating_sub(1), tenure]);
            }
            // All tenures of the two people in the office contested.
            for person in [a, b] {
                let held = format!(
                    "SELECT tenure.id FROM tenure JOIN contest ON contest.office_id = tenure.office_id \
                     WHERE contest.id = ?1 AND tenure.person_id = {person}"
                );
                tenures.extend(self.numbers(&held, *contest)?);
            }
        }
        Ok(RowSelection { people: [a, b].into(), contests, tenures, ..RowSelection::default() })
    }

    fn shared_contests(&self, a: u32, b: u32) -> Result<BTreeSet<u32>, FileError> {
        let of = |person| self.numbers("SELECT contest_id FROM candidacy WHERE person_id = ?1", person);
        let theirs: BTreeSet<u32> = of(b)?.into_iter().collect();
        Ok(of(a)?.into_iter().filter(|c| theirs.contains(c)).collect())
    }

    /// Selects the rows for the succession and the contests of an office, by the office's name or its party's.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn around_offices(&self, name: &str) -> Result<RowSelection, FileError> {
        let mut selection = RowSelection {
            offices: self.named(Kind::Office, name)?,
            parties: self.named(Kind::Party, name)?,
            ..RowSelection::default()
        };
        self.with_offices_of_parties(&mut selection)?;
        let part = self.names_only(&selection)?;
        match part.graph.find_office(name) {
            Lookup::One(id) => self.around_office(part.office_number(id), &mut selection)?,
            Lookup::Many(_) => {}
            Lookup::None(_) => {
                selection.offices.extend(self.near(Kind::Office, name)?);
                selection.parties.extend(self.near(Kind::Party, name)?);
            }
        }
        Ok(selection)
    }

    /// Returns the selection with all tenures of the offices that the people of [`RowSelection::careers`] held.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn with_careers(&self, rows: &RowSelection) -> Result<RowSelection, FileError> {
        let mut rows = rows.clone();
        let mut offices = BTreeSet::new();
        for person in std::mem::take(&mut rows.careers) {
            offices.extend(self.numbers("SELECT office_id FROM tenure WHERE person_id = ?1", person)?);
        }
        for office in offices {
            rows.tenures.extend(self.numbers("SELECT id FROM tenure WHERE office_id = ?1", office)?);
        }
        Ok(rows)
    }

    /// Reads the names of the parties that a name may mean.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn parties_called(&self, name: &str) -> Result<Part, FileError> {
        let parties = self.named(Kind::Party, name)?;
        self.names_only(&RowSelection { parties, evidence: Evidence::None, ..RowSelection::default() })
    }

    fn around_office(&self, office: u32, selection: &mut RowSelection) -> Result<(), FileError> {
        selection.offices.insert(office);
        selection.contests.extend(self.numbers("SELECT id FROM contest WHERE office_id = ?1", office)?);
        selection.tenures.extend(self.numbers("SELECT id FROM tenure WHERE office_id = ?1", office)?);
        Ok(())
    }

    fn with_offices_of_parties(&self, selection: &mut RowSelection) -> Result<(), FileError> {
        for party in &selection.parties {
            selection.offices.extend(self.numbers("SELECT id FROM office WHERE party_id = ?1", *party)?);
        }
        Ok(())
    }

    pub(super) fn numbers(&self, sql: &str, of: u32) -> Result<Vec<u32>, FileError> {
        let mut statement = self.prepare(sql)?;
        let rows = statement.query_map([of], |row| row.get(0));
        rows.and_then(Iterator::collect).map_err(|e| self.failed(e))
    }

    /// Returns the rows of a kind that a name may mean: those whose names contain all its words.
    fn named(&self, kind: Kind, name: &str) -> Result<BTreeSet<u32>, FileError> {
        let mut found = BTreeSet::new();
        let whole = name.trim();
        let head = whole.strip_suffix(')').and_then(|n| n.rsplit_once(" (")).map(|(head, _)| head);
        for name in [Some(whole), head].into_iter().flatten() {
            let sql = format!("SELECT {0} FROM name WHERE folded = ?1 AND {0} IS NOT NULL", kind.column());
            found.extend(self.texts(&sql, &fold_title(name))?);
            let words: Vec<String> = fold_title(name).split(' ').map(quoted).collect();
            found.extend(self.search(kind, &words.join(" AND "))?);
        }
        Ok(found)
    }

    /// Returns the rows of a kind that are candidates for the nearest names. See [`FEW`].
    fn near(&self, kind: Kind, name: &str) -> Result<Vec<u32>, FileError> {
        if self.count("name")? <= FEW {
            let column = kind.column();
            return self.texts(&format!("SELECT {column} FROM name WHERE {column} IS NOT NULL AND ?1 = ?1"), name);
        }
        let folded = fold(name.trim());
        let beginnings = folded.split(' ').filter_map(|w| w.char_indices().nth(2).map(|(i, _)| &w[..i]));
        let words: Vec<String> = beginnings.map(|b| format!("{}*", quoted(b))).collect();
        self.search(kind, &words.join(" OR "))
    }

    fn search(&self, kind: Kind, query: &str) -> Result<Vec<u32>, FileError> {
        let column = kind.column();
        if !query.chars().any(char::is_alphanumeric) {
            // The full-text index contains no such characters.
            let bare: String = query.chars().filter(|c| !c.is_whitespace() && *c != '"').take(50).collect();
            let sql =
                format!("SELECT {column} FROM name WHERE instr(folded, ?1) > 0 AND {column} IS NOT NULL LIMIT {MOST}");
            return if bare.is_empty() { Ok(Vec::new()) } else { self.texts(&sql, &bare) };
        }
        let sql = format!(
            "SELECT name.{column} FROM name_search JOIN name ON name.id = name_search.rowid \
             WHERE name_search MATCH ?1 AND name.{column} IS NOT NULL LIMIT {MOST}"
        );
        self.texts(&sql, query)
    }

    fn texts(&self, sql: &str, text: &str) -> Result<Vec<u32>, FileError> {
        let mut statement = self.prepare(sql)?;
        let rows = statement.query_map([text], |row| row.get(0));
        rows.and_then(Iterator::collect).map_err(|e| self.failed(e))
    }
}

/// Quotes a word as a phrase of full-text search, so that nothing in it is an operator.
fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}

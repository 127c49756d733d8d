//! Ties and groups as rows of a file.

use super::column::{Stored, Subject, quoted};
use super::part::{Evidence, RowSelection};
use super::{FileError, GraphFile};
use crate::facts::{Phase, Stance, TieKind};
use crate::graph::{
    CitationId, ContestId, Group, GroupId, Node, OfficeId, PartyId, PersonId, PoliticalGraph, Tie, TieId,
};
use crate::wikitext::{Date, fold_title};
use rusqlite::{Connection, Row, params};
use std::collections::BTreeSet;

/// The columns of the table `tie`.
const COLUMNS: [&str; 15] = [
    "id",
    "kind",
    "from_person_id",
    "from_group_id",
    "from_party_id",
    "to_person_id",
    "to_group_id",
    "to_party_id",
    "role",
    "office",
    "contest_id",
    "start",
    "end",
    "stance",
    "phase",
];

/// Returns the columns of an end: person, group, party.
fn end(node: Node) -> [Option<i64>; 3] {
    match node {
        Node::Person(id) => [Some(id.index() as i64), None, None],
        Node::Group(id) => [None, Some(id.index() as i64), None],
        Node::Party(id) => [None, None, Some(id.index() as i64)],
        Node::Contest(_) | Node::Office(_) => [None; 3],
    }
}

/// Writes the groups and the ties. `cite` writes the citations of a tie.
pub(super) fn write(
    connection: &Connection,
    graph: &PoliticalGraph,
    mut cite: impl FnMut(usize, &[CitationId]) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut insert = connection.prepare("INSERT INTO tied_group (id, name, folded) VALUES (?, ?, ?)")?;
    for group in graph.groups() {
        insert.execute(params![group.id.index() as i64, group.name, fold_title(&group.name)])?;
    }
    let places = vec!["?"; COLUMNS.len()].join(", ");
    let mut insert =
        connection.prepare(&format!("INSERT INTO tie ({}) VALUES ({places})", quoted(COLUMNS.into_iter())))?;
    for tie in graph.ties() {
        let (from, to) = (end(tie.from), end(tie.to));
        insert.execute(params![
            tie.id.index() as i64,
            tie.kind.label(),
            from[0],
            from[1],
            from[2],
            to[0],
            to[1],
            to[2],
            tie.role,
            tie.office,
            tie.contest.map(|c| c.index() as i64),
            tie.start.map(|d| d.to_string()),
            tie.end.map(|d| d.to_string()),
            tie.stance.map(Stance::label),
            tie.phase.map(Phase::label),
        ])?;
        cite(tie.id.index(), &tie.citations)?;
    }
    Ok(())
}

fn read_end(row: &Row<'_>, first: usize) -> rusqlite::Result<Option<Node>> {
    let number = |i: usize| row.get::<_, Option<u32>>(first + i).map(|n| n.map(|n| n as usize));
    let person = number(0)?.map(|n| Node::Person(PersonId::new(n)));
    let group = number(1)?.map(|n| Node::Group(GroupId::new(n)));
    Ok(person.or(group).or(number(2)?.map(|n| Node::Party(PartyId::new(n)))))
}

fn tie(row: &Row<'_>) -> rusqlite::Result<Option<Tie>> {
    let word = |i: usize| row.get::<_, Option<String>>(i);
    let kind = word(1)?.as_deref().and_then(TieKind::read);
    let (Some(kind), Some(from), Some(to)) = (kind, read_end(row, 2)?, read_end(row, 5)?) else { return Ok(None) };
    Ok(Some(Tie {
        id: TieId::new(row.get::<_, u32>(0)? as usize),
        role: word(8)?,
        office: word(9)?,
        contest: row.get::<_, Option<u32>>(10)?.map(|c| ContestId::new(c as usize)),
        start: <Date as Stored>::read(row.get_ref(11)?),
        end: <Date as Stored>::read(row.get_ref(12)?),
        stance: word(13)?.as_deref().and_then(Stance::read),
        phase: word(14)?.as_deref().and_then(Phase::read),
        ..Tie::bare(kind, from, to)
    }))
}

impl GraphFile {
    /// Selects the contests and tenures of some offices, and the ties between the people of both, their memberships, and
    /// the ties about the contests; without citations.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn around_field(&self, offices: &[OfficeId]) -> Result<RowSelection, FileError> {
        let mut rows = RowSelection { evidence: Evidence::None, ..RowSelection::default() };
        let mut people: BTreeSet<u32> = BTreeSet::new();
        for office in offices.iter().map(|id| id.index() as u32) {
            rows.offices.insert(office);
            rows.contests.extend(self.numbers("SELECT id FROM contest WHERE office_id = ?1", office)?);
            rows.tenures.extend(self.numbers("SELECT id FROM tenure WHERE office_id = ?1", office)?);
            people.extend(self.numbers("SELECT person_id FROM tenure WHERE office_id = ?1", office)?);
        }
        for contest in &rows.contests {
            people.extend(self.numbers("SELECT person_id FROM candidacy WHERE contest_id = ?1", *contest)?);
            rows.ties.extend(self.numbers("SELECT id FROM tie WHERE contest_id = ?1", *contest)?);
        }
        let sql = "SELECT id, to_person_id, to_group_id FROM tie WHERE from_person_id = ?1";
        let mut statement = self.prepare(sql)?;
        for person in &people {
            let read = |row: &Row<'_>| {
                Ok((row.get::<_, u32>(0)?, row.get::<_, Option<u32>>(1)?, row.get::<_, Option<u32>>(2)?))
            };
            let found = statement.query_map([person], read).and_then(Iterator::collect::<rusqlite::Result<Vec<_>>>);
            for (tie, other, group) in found.map_err(|e| self.failed(e))? {
                if group.is_some() || other.is_some_and(|other| people.contains(&other)) {
                    rows.ties.insert(tie);
                }
            }
        }
        Ok(rows)
    }

    /// Returns the number and the name of every office.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn office_names(&self) -> Result<Vec<(OfficeId, String)>, FileError> {
        let mut found = Vec::new();
        self.each_row("SELECT id, name FROM office ORDER BY id", |row| {
            found.push((OfficeId::new(row.get::<_, u32>(0)? as usize), row.get(1)?));
            Ok(())
        })?;
        Ok(found)
    }

    /// Reads ties by their numbers, or all, with their citations if they are wanted.
    pub(super) fn read_ties(&self, numbers: Option<&BTreeSet<u32>>, evidence: bool) -> Result<Vec<Tie>, FileError> {
        let mut ties: Vec<Tie> = Vec::new();
        let mut broken = false;
        let columns = quoted(COLUMNS.into_iter());
        self.each(("tie", &columns), "id", "id", numbers, |row| {
            match tie(row)? {
                Some(tie) => ties.push(tie),
                None => broken = true,
            }
            Ok(())
        })?;
        if broken {
            return Err(self.damaged("a row of 'tie' has an unknown kind or lacks an end"));
        }
        if evidence {
            self.each_fact_of(Subject::Tie, numbers, |id, row| {
                if let Ok(at) = ties.binary_search_by_key(&(id as usize), |t| t.id.index()) {
                    ties[at].citations.push(row.citation);
                }
            })?;
        }
        Ok(ties)
    }

    /// Reads all ties without citations. Ids are the file's numbers.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn all_ties(&self) -> Result<Vec<Tie>, FileError> {
        self.read_ties(None, false)
    }

    /// Reads groups by their numbers, or all.
    pub(super) fn read_groups(&self, numbers: Option<&BTreeSet<u32>>) -> Result<Vec<Group>, FileError> {
        let mut groups: Vec<Group> = Vec::new();
        self.each(("tied_group", "id, name"), "id", "id", numbers, |row| {
            groups.push(Group { id: GroupId::new(groups.len()), name: row.get(1)? });
            Ok(())
        })?;
        Ok(groups)
    }

    /// Returns the numbers of the ties at a node.
    pub(super) fn ties_of(&self, node: Node) -> Result<Vec<u32>, FileError> {
        let (column, number) = match node {
            Node::Person(id) => ("person", id.index()),
            Node::Group(id) => ("group", id.index()),
            Node::Party(id) => ("party", id.index()),
            Node::Contest(id) => return self.numbers("SELECT id FROM tie WHERE contest_id = ?1", id.index() as u32),
            Node::Office(_) => return Ok(Vec::new()),
        };
        let sql = format!(
            "SELECT id FROM tie WHERE from_{column}_id = ?1 UNION SELECT id FROM tie WHERE to_{column}_id = ?1"
        );
        self.numbers(&sql, number as u32)
    }
}

/// Adds what ties refer to.
pub(super) fn refer(ties: &[Tie], wanted: &mut super::part::RowSelection) {
    for node in ties.iter().flat_map(|tie| [tie.from, tie.to]) {
        match node {
            Node::Person(id) => wanted.people.insert(id.index() as u32),
            Node::Group(id) => wanted.groups.insert(id.index() as u32),
            Node::Party(id) => wanted.parties.insert(id.index() as u32),
            Node::Contest(_) | Node::Office(_) => false,
        };
    }
}

/// Calls `visit` with each citation of ties.
pub(super) fn visit_citations(ties: &mut [Tie], visit: &mut impl FnMut(&mut CitationId)) {
    ties.iter_mut().flat_map(|tie| &mut tie.citations).for_each(visit);
}

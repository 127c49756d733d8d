//! The whole graph without its evidence: only preferred values, for analyses of the whole graph.

use super::column::{Columns, Stored, read_sql};
use super::{FileError, GraphFile, Part};
use crate::facts::{Confidence, Kind, Outcome};
use crate::graph::draft::empty_candidacy;
use crate::graph::properties::{At, VisitMut};
use crate::graph::property_value::PropertyValue;
use crate::graph::{
    CandidacyId, Contest, ContestId, Office, OfficeId, OptionVotes, PartyId, Person, PersonId, PoliticalGraph, Round,
    Tenure, TenureId, Values,
};
use rusqlite::Row;
use rusqlite::types::ValueRef;

/// The parts of the graph to read besides contests, offices and parties.
#[expect(clippy::struct_excessive_bools, reason = "each is a part of its own")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Light {
    /// Candidacies with their results.
    pub candidacies: bool,
    /// Tenures.
    pub tenures: bool,
    /// Ties and groups.
    pub ties: bool,
    /// The names of people, and when they were born.
    pub names: bool,
}

/// Reads a column as the only value of a property, without a citation.
pub(super) fn only<T: Stored + PartialEq>(row: &Row<'_>, column: usize) -> rusqlite::Result<Values<T>> {
    Ok(T::read(row.get_ref(column)?).map_or_else(Values::default, |value| Values::only(value, Confidence::Table)))
}

pub(super) fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<usize>> {
    row.get::<_, Option<u32>>(column).map(|n| n.map(|n| n as usize))
}

/// Reads the preferred values of a row, each as the only value of its property, without a citation.
struct ReadPreferred<'r> {
    row: &'r Row<'r>,
    columns: &'r Columns,
    /// The index of the first of the columns in the row.
    first: usize,
}

impl VisitMut for ReadPreferred<'_> {
    fn values<T: PropertyValue>(&mut self, at: At, values: &mut Values<T>) {
        let value = self.columns.place(at.property).and_then(|place| self.row.get_ref(self.first + place).ok());
        if let Some(value) = value.filter(|value| *value != ValueRef::Null).and_then(read_sql) {
            *values = Values::only(value, Confidence::Table);
        }
    }
}

impl GraphFile {
    /// Reads all contests, offices and parties, and the wanted parts, with the preferred value of each property and
    /// without citations. Ids are the file's numbers. Does not build the petgraph graph. O(rows); about a second for a
    /// million candidacies.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn light(&self, wanted: Light) -> Result<Part, FileError> {
        let mut graph = PoliticalGraph::default();
        self.each_row("SELECT name, party_id FROM office ORDER BY id", |row| {
            let id = OfficeId::new(graph.offices.len());
            graph.offices.push(Office { id, name: row.get(0)?, party: number(row, 1)?.map(PartyId::new) });
            Ok(())
        })?;
        graph.parties = self.all_parties()?;
        self.light_contests(&mut graph)?;
        if wanted.candidacies {
            self.light_candidacies(&mut graph)?;
        }
        if wanted.tenures {
            self.light_tenures(&mut graph)?;
        }
        if wanted.ties {
            graph.groups = self.read_groups(None)?;
            graph.ties = self.read_ties(None, false)?;
        }
        if wanted.names {
            self.each_row("SELECT name, stable_id, born FROM person ORDER BY id", |row| {
                let person = Person::bare(PersonId::new(graph.people.len()), row.get_ref(0)?.as_str().unwrap_or(""));
                graph.people.push(Person { stable_id: row.get(1)?, born: only(row, 2)?, ..person });
                Ok(())
            })?;
        }
        Ok(Part::whole(graph))
    }

    fn light_contests(&self, graph: &mut PoliticalGraph) -> Result<(), FileError> {
        let columns = Columns::of_contests(&self.connection).map_err(|e| self.failed(e))?.for_analyses();
        let sql =
            format!("SELECT title, office_id, party_id, kind, documented, {} FROM contest ORDER BY id", columns.list());
        graph.contests.reserve_exact(self.count("contest")? as usize);
        self.each_row(&sql, |row| {
            let kind = <Kind as Stored>::read(row.get_ref(3)?).unwrap_or(Kind::Other);
            let id = ContestId::new(graph.contests.len());
            let mut contest = Contest::bare(id, row.get_ref(0)?.as_str().unwrap_or(""), kind);
            contest.office = number(row, 1)?.map(OfficeId::new);
            contest.party = number(row, 2)?.map(PartyId::new);
            contest.documented = row.get(4)?;
            contest.visit_own_mut(&mut ReadPreferred { row, columns: &columns, first: 5 });
            graph.contests.push(contest);
            Ok(())
        })?;
        let columns = Columns::of_rounds(&self.connection).map_err(|e| self.failed(e))?.for_analyses();
        let sql = format!("SELECT contest_id, number, annulled, option_votes, {} FROM round", columns.list());
        self.each_row(&sql, |row| {
            let at = row.get::<_, u32>(0)? as usize;
            if let Some(contest) = graph.contests.get_mut(at) {
                let mut round =
                    Round { number: row.get::<_, i64>(1)? as usize, annulled: row.get(2)?, ..Round::default() };
                round.visit_mut(&mut ReadPreferred { row, columns: &columns, first: 4 });
                if let Some(votes) = <u64 as Stored>::read(row.get_ref(3)?) {
                    let options = OptionVotes { name: String::new(), votes: Some(votes), share: None };
                    round.options = Values::only(options, Confidence::Table);
                }
                contest.rounds.push(round);
            }
            Ok(())
        })
    }

    fn light_candidacies(&self, graph: &mut PoliticalGraph) -> Result<(), FileError> {
        graph.candidacies.reserve_exact(self.count("candidacy")? as usize);
        self.each_row(
            "SELECT contest_id, person_id, party_id, outcome, incumbent FROM candidacy ORDER BY id",
            |row| {
                let id = CandidacyId::new(graph.candidacies.len());
                let contest = row.get::<_, u32>(0)? as usize;
                let person = PersonId::new(row.get::<_, u32>(1)? as usize);
                let mut candidacy = empty_candidacy(id, ContestId::new(contest), person);
                if let Some(party) = number(row, 2)?.map(PartyId::new) {
                    candidacy.party = Values::only(party, Confidence::Table);
                }
                candidacy.outcome = only::<Outcome>(row, 3)?;
                if let Some(contest) = graph.contests.get_mut(contest) {
                    contest.candidacies.push(id);
                }
                graph.candidacies.push(candidacy);
                Ok(())
            },
        )?;
        self.each_row("SELECT candidacy_id, round, votes, share FROM result", |row| {
            let at = row.get::<_, u32>(0)? as usize;
            if let Some(candidacy) = graph.candidacies.get_mut(at) {
                let result = candidacy.rounds.entry(row.get::<_, i64>(1)? as usize);
                result.votes = only(row, 2)?;
                result.shares = only(row, 3)?;
            }
            Ok(())
        })
    }

    fn light_tenures(&self, graph: &mut PoliticalGraph) -> Result<(), FileError> {
        let sql = "SELECT office_id, person_id, \"from\", \"to\", began, ended, contest_id, party_id, follows FROM tenure ORDER BY id";
        self.each_row(sql, |row| {
            graph.tenures.push(Tenure {
                id: TenureId::new(graph.tenures.len()),
                office: OfficeId::new(row.get::<_, u32>(0)? as usize),
                office_ids: Values::default(),
                person: PersonId::new(row.get::<_, u32>(1)? as usize),
                from: only(row, 2)?,
                to: only(row, 3)?,
                began: Stored::read(row.get_ref(4)?),
                ended: Stored::read(row.get_ref(5)?),
                contest: number(row, 6)?.map(ContestId::new),
                renewed: Vec::new(),
                party: number(row, 7)?.map(PartyId::new),
                notes: Vec::new(),
                follows: row.get(8)?,
                citations: Vec::new(),
            });
            Ok(())
        })
    }

    pub(super) fn each_row(
        &self,
        sql: &str,
        mut visit: impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), FileError> {
        let mut statement = self.prepare(sql)?;
        let mut rows = statement.query([]).map_err(|e| self.failed(e))?;
        while let Some(row) = rows.next().map_err(|e| self.failed(e))? {
            visit(row).map_err(|e| self.failed(e))?;
        }
        Ok(())
    }
}

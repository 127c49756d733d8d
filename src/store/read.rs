//! Reads rows into a graph: all rows, or those that a query needs.

use super::assemble::{Assembly, Cited, CitedPage, forget, refer, visit_citations};
use super::column::{Stored, Subject, confidence_of, property_of};
use super::fact_rows::{FactRow, candidacy_fact, contest_fact, tenure_fact};
use super::light::only;
use super::part::{Evidence, RowSelection};
use super::rows::{Numbers, ReadRows};
use super::{FileError, GraphFile, Part, ties};
use crate::facts::no_sources;
use crate::facts::{Citation, Confidence, Kind};
use crate::graph::draft::empty_candidacy;
use crate::graph::{
    CandidacyId, CitationId, Contest, ContestId, Office, OfficeId, Party, PartyId, Person, PersonId, PoliticalGraph,
    Round, Tenure, TenureId, Values,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

impl GraphFile {
    /// Reads the selected rows as a graph of their own, with their numbers in the file; reads all rows without a
    /// selection. The order of ids is kept, so that a computation on a part gives the same result as on the whole
    /// graph.
    ///
    /// O(rows read), and a few index look-ups per row.
    ///
    /// # Errors
    /// An error if SQLite reports one, or if rows do not conform to the schema.
    pub fn load(&self, selection: Option<&RowSelection>) -> Result<Part, FileError> {
        let mut rows = ReadRows::default();
        let evidence = selection.is_none_or(|s| s.evidence != Evidence::None);
        self.read_contests(selection.map(|s| &s.contests), evidence, &mut rows.contests)?;
        self.read_candidacies(selection.map(|s| &s.contests), evidence, &mut rows)?;
        self.read_tenures(selection.map(|s| &s.tenures), evidence, &mut rows.tenures)?;
        rows.ties = self.read_ties(selection.map(|s| &s.ties), evidence)?;
        let all = selection.is_none();
        let mut wanted = selection.cloned().unwrap_or_default();
        if !all {
            let mut stubs = BTreeSet::new();
            // Neighbouring contests are needed to show contests, but not to show people.
            for contest in rows.contests.values().filter(|_| wanted.evidence == Evidence::All) {
                let linked = contest.previous.all().iter().chain(contest.next.all());
                stubs.extend(linked.map(|s| s.value.index() as u32));
            }
            for tenure in &rows.tenures {
                stubs.extend(tenure.contest.iter().chain(&tenure.renewed).map(|c| c.index() as u32));
            }
            stubs.extend(rows.ties.iter().filter_map(|tie| tie.contest).map(|c| c.index() as u32));
            stubs.extend(&wanted.titles);
            stubs.retain(|c| !rows.contests.contains_key(c));
            self.read_contests(Some(&stubs), evidence, &mut rows.contests)?;
            refer(&rows, &mut wanted);
            ties::refer(&rows.ties, &mut wanted);
        }
        let mut people = self.read_people(all, &mut wanted.people)?;
        let offices = self.read_offices(all, &mut wanted)?;
        let mut parties = self.read_parties(all, &mut wanted.parties)?;
        let groups = self.read_groups((!all).then_some(&wanted.groups))?;
        let part = Assembly {
            groups: Numbers::of(wanted.groups.iter().copied(), all),
            contests: Numbers::of(rows.contests.keys().copied(), all),
            people: Numbers::of(wanted.people.iter().copied(), all),
            offices: Numbers::of(wanted.offices.iter().copied(), all),
            parties: Numbers::of(wanted.parties.iter().copied(), all),
            all,
        };
        self.read_named(selection, (&mut people, &part.people), (&mut parties, &part.parties))?;
        let mut graph = PoliticalGraph { people, offices, parties, groups, ..PoliticalGraph::default() };
        let [tenures, ties] = part.assemble(&mut graph, rows);
        let cited_people = match &wanted.evidence {
            Evidence::All => None,
            Evidence::Of(people) => Some(people.iter().filter_map(|p| part.people.get(*p as usize)).collect()),
            Evidence::None => Some(BTreeSet::new()),
        };
        if let Some(people) = &cited_people {
            forget(&mut graph, people);
        }
        let cited = self.read_citations(&mut graph, all)?;
        cited.renumber(&mut graph);
        // A part has judgements only on the people whose citations it has.
        let judged = |people: &BTreeSet<usize>| -> Vec<String> {
            let of = graph.people.iter().filter(|p| people.contains(&p.id.index()));
            of.flat_map(|p| p.spellings.iter().cloned()).collect()
        };
        let names = (!all).then(|| cited_people.as_ref().map(judged).unwrap_or_default());
        let names: Option<Vec<&str>> = names.as_ref().map(|n| n.iter().map(String::as_str).collect());
        graph.judgements = self.judgements(names.as_deref())?;
        Ok(Part {
            graph,
            people: part.people.list,
            contests: part.contests.list,
            offices: part.offices.list,
            parties: part.parties.list,
            tenures,
            groups: part.groups.list,
            ties,
            whole: all,
        })
    }

    /// Reads only the names of some rows, as a graph in which names can be looked up.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn names_only(&self, selection: &RowSelection) -> Result<Part, FileError> {
        let mut wanted = selection.clone();
        let mut graph =
            PoliticalGraph { people: self.read_people(false, &mut wanted.people)?, ..PoliticalGraph::default() };
        graph.offices = self.read_offices(false, &mut wanted)?;
        graph.parties = self.read_parties(false, &mut wanted.parties)?;
        graph.groups = self.read_groups(Some(&wanted.groups))?;
        let mut titles = self.prepare("SELECT title FROM contest WHERE id = ?1")?;
        for number in &wanted.titles {
            let title: String = titles.query_row([number], |row| row.get(0)).map_err(|e| self.failed(e))?;
            let id = ContestId::new(graph.contests.len());
            graph.contests.push(Contest::bare(id, &title, Kind::Other));
        }
        let parties = Numbers::of(wanted.parties.iter().copied(), false);
        for office in &mut graph.offices {
            office.party = office.party.and_then(|p| parties.get(p.index())).map(PartyId::new);
        }
        let list = |numbers: &BTreeSet<u32>| numbers.iter().copied().collect();
        Ok(Part {
            graph,
            people: list(&wanted.people),
            contests: list(&wanted.titles),
            offices: list(&wanted.offices),
            parties: list(&wanted.parties),
            tenures: Vec::new(),
            groups: list(&wanted.groups),
            ties: Vec::new(),
            whole: false,
        })
    }

    /// Runs a query for each number, or once for all rows.
    pub(super) fn each(
        &self,
        (table, columns): (&str, &str),
        key: &str,
        order: &str,
        numbers: Option<&BTreeSet<u32>>,
        mut visit: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), FileError> {
        let mut take = |rows: rusqlite::Result<rusqlite::Rows<'_>>| -> Result<(), FileError> {
            let mut rows = rows.map_err(|e| self.failed(e))?;
            while let Some(row) = rows.next().map_err(|e| self.failed(e))? {
                visit(row).map_err(|e| self.failed(e))?;
            }
            Ok(())
        };
        let Some(numbers) = numbers else {
            return take(self.prepare(&format!("SELECT {columns} FROM {table} ORDER BY {order}"))?.query([]));
        };
        let mut statement =
            self.prepare(&format!("SELECT {columns} FROM {table} WHERE {key} = ?1 ORDER BY {order}"))?;
        numbers.iter().try_for_each(|n| take(statement.query([n])))
    }

    /// Visits the facts of a subject's rows in a range of numbers, or in all rows, in order.
    pub(super) fn each_fact(
        &self,
        subject: Subject,
        range: Option<(u32, u32)>,
        mut visit: impl FnMut(u32, FactRow<'_>),
    ) -> Result<(), FileError> {
        let (first, last) = range.unwrap_or((0, u32::MAX));
        let mut statement = self.prepare(
            "SELECT subject_id, property, round, value, confidence, citation_id FROM fact \
             WHERE subject = ?1 AND subject_id BETWEEN ?2 AND ?3 ORDER BY subject_id, number",
        )?;
        let mut rows = statement.query((subject as i64, first, last)).map_err(|e| self.failed(e))?;
        while let Some(row) = rows.next().map_err(|e| self.failed(e))? {
            let integer = |i: usize| row.get_ref(i).ok().and_then(|v| v.as_i64().ok());
            let property = integer(1).and_then(property_of);
            let confidence = integer(4).and_then(confidence_of);
            let (Some(id), Some(property), Some(confidence), Some(citation)) =
                (integer(0), property, confidence, integer(5))
            else {
                return Err(
                    self.damaged("a row of 'fact' refers to an unknown subject, property, confidence or citation")
                );
            };
            let value = row.get_ref(3).map_err(|e| self.failed(e))?;
            let round = integer(2).map(|r| r as usize);
            let citation = CitationId::new(citation as usize);
            visit(id as u32, FactRow { property, round, value, confidence, citation });
        }
        Ok(())
    }

    /// Visits the facts of some of a subject's rows, or of all rows.
    pub(super) fn each_fact_of(
        &self,
        subject: Subject,
        numbers: Option<&BTreeSet<u32>>,
        mut visit: impl FnMut(u32, FactRow<'_>),
    ) -> Result<(), FileError> {
        match numbers {
            None => self.each_fact(subject, None, visit),
            Some(numbers) => numbers.iter().try_for_each(|n| self.each_fact(subject, Some((*n, *n)), &mut visit)),
        }
    }

    fn read_contests(
        &self,
        numbers: Option<&BTreeSet<u32>>,
        evidence: bool,
        contests: &mut BTreeMap<u32, Contest>,
    ) -> Result<(), FileError> {
        let columns = "id, title, office_id, party_id, country, kind, documented, selectorate_detail, status, date";
        self.each(("contest", columns), "id", "id", numbers, |row| {
            let number: u32 = row.get(0)?;
            let mut contest = Contest::new(ContestId::new(number as usize), &row.get::<_, String>(1)?);
            contest.office = row.get::<_, Option<u32>>(2)?.map(|o| OfficeId::new(o as usize));
            contest.party = row.get::<_, Option<u32>>(3)?.map(|p| PartyId::new(p as usize));
            contest.country = row.get(4)?;
            contest.kind = <Kind as Stored>::read(row.get_ref(5)?).unwrap_or(Kind::Other);
            contest.documented = row.get(6)?;
            contest.selectorate_detail = row.get(7)?;
            if !evidence {
                contest.status = only(row, 8)?;
                contest.dates = only(row, 9)?;
            }
            contests.insert(number, contest);
            Ok(())
        })?;
        self.each(("round", "contest_id, number, annulled"), "contest_id", "contest_id, number", numbers, |row| {
            if let Some(contest) = contests.get_mut(&row.get(0)?) {
                let number = row.get::<_, i64>(1)? as usize;
                contest.rounds.push(Round { number, annulled: row.get(2)?, ..Round::default() });
            }
            Ok(())
        })?;
        if !evidence {
            return Ok(());
        }
        self.each_fact_of(Subject::Contest, numbers, |number, row| {
            if let Some(contest) = contests.get_mut(&number) {
                contest_fact(contest, row);
            }
        })
    }

    /// Reads the candidacies of contests. Without evidence every property has only its preferred value, from the
    /// columns.
    fn read_candidacies(
        &self,
        contests: Option<&BTreeSet<u32>>,
        evidence: bool,
        rows: &mut ReadRows,
    ) -> Result<(), FileError> {
        let candidacies = &mut rows.candidacies;
        self.each(("candidacy", "id, contest_id, person_id, outcome"), "contest_id", "id", contests, |row| {
            let [id, contest, person] = [row.get::<_, u32>(0)?, row.get(1)?, row.get(2)?].map(|n| n as usize);
            let (id, contest) = (CandidacyId::new(id), ContestId::new(contest));
            let mut candidacy = empty_candidacy(id, contest, PersonId::new(person));
            if !evidence {
                candidacy.outcome = only(row, 3)?;
            }
            candidacies.push(candidacy);
            Ok(())
        })?;
        candidacies.sort_by_key(|c| c.id);
        // The candidacies of one contest have consecutive numbers, and so do those of consecutive contests.
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for c in candidacies.iter().map(|c| c.id.index() as u32) {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == c => *last = c,
                _ => runs.push((c, c)),
            }
        }
        for (first, last) in runs {
            let start = candidacies.partition_point(|c| (c.id.index() as u32) < first);
            let at = |id: u32| start + (id - first) as usize;
            let mut statement = self.prepare(
                "SELECT candidacy_id, round, votes, share FROM result WHERE candidacy_id BETWEEN ?1 AND ?2 ORDER BY candidacy_id, round",
            )?;
            let mut found = statement.query((first, last)).map_err(|e| self.failed(e))?;
            while let Some(row) = found.next().map_err(|e| self.failed(e))? {
                let (id, round) = (row.get::<_, u32>(0), row.get::<_, i64>(1));
                let (id, round) = id.and_then(|i| Ok((i, round?))).map_err(|e| self.failed(e))?;
                if let Some(candidacy) = candidacies.get_mut(at(id)) {
                    let result = candidacy.rounds.entry(round as usize);
                    if !evidence {
                        result.votes = only(row, 2).map_err(|e| self.failed(e))?;
                        result.shares = only(row, 3).map_err(|e| self.failed(e))?;
                    }
                }
            }
            if !evidence {
                continue;
            }
            self.each_fact(Subject::Candidacy, Some((first, last)), |id, row| {
                if let Some(candidacy) = candidacies.get_mut(at(id)) {
                    candidacy_fact(candidacy, row);
                }
            })?;
        }
        Ok(())
    }

    fn read_tenures(
        &self,
        numbers: Option<&BTreeSet<u32>>,
        evidence: bool,
        tenures: &mut Vec<Tenure>,
    ) -> Result<(), FileError> {
        let columns = "id, office_id, person_id, \"from\", \"to\", began, ended, contest_id, party_id, follows, notes";
        self.each(("tenure", columns), "id", "id", numbers, |row| {
            let number = |i: usize| row.get::<_, Option<u32>>(i).map(|n| n.map(|n| n as usize));
            let need = |i: usize| row.get::<_, u32>(i).map(|n| n as usize);
            tenures.push(Tenure {
                id: TenureId::new(need(0)?),
                office: OfficeId::new(need(1)?),
                office_ids: Values::default(),
                person: PersonId::new(need(2)?),
                from: if evidence { Values::default() } else { only(row, 3)? },
                to: if evidence { Values::default() } else { only(row, 4)? },
                began: Stored::read(row.get_ref(5)?),
                ended: Stored::read(row.get_ref(6)?),
                contest: number(7)?.map(ContestId::new),
                renewed: Vec::new(),
                party: number(8)?.map(PartyId::new),
                notes: row
                    .get::<_, Option<String>>(10)?
                    .and_then(|t| serde_json::from_str(&t).ok())
                    .unwrap_or_default(),
                follows: row.get(9)?,
                citations: Vec::new(),
            });
            Ok(())
        })?;
        let place = |tenures: &[Tenure], id: u32| tenures.binary_search_by_key(&(id as usize), |t| t.id.index()).ok();
        self.each(("renewal", "tenure_id, contest_id"), "tenure_id", "tenure_id, contest_id", numbers, |row| {
            if let Some(at) = place(tenures, row.get(0)?) {
                tenures[at].renewed.push(ContestId::new(row.get::<_, u32>(1)? as usize));
            }
            Ok(())
        })?;
        if !evidence {
            return Ok(());
        }
        self.each_fact_of(Subject::Tenure, numbers, |id, row| {
            if let Some(at) = place(tenures, id) {
                tenure_fact(&mut tenures[at], row);
            }
        })
    }

    fn read_people(&self, all: bool, numbers: &mut BTreeSet<u32>) -> Result<Vec<Person>, FileError> {
        let mut people: Vec<Person> = Vec::new();
        let mut place: HashMap<u32, usize> = HashMap::new();
        self.each(
            ("person", "id, name, ids, born, died, stable_id"),
            "id",
            "id",
            (!all).then_some(&*numbers),
            |row| {
                if !all {
                    place.insert(row.get(0)?, people.len());
                }
                let ids: Option<String> = row.get(2)?;
                let ids: Vec<String> = ids.and_then(|ids| serde_json::from_str(&ids).ok()).unwrap_or_default();
                people.push(Person {
                    ids: Values::only_all(ids, Confidence::Table),
                    born: only(row, 3)?,
                    died: only(row, 4)?,
                    stable_id: row.get(5)?,
                    ..Person::bare(PersonId::new(people.len()), &row.get::<_, String>(1)?)
                });
                Ok(())
            },
        )?;
        let table = if all { "name WHERE person_id IS NOT NULL" } else { "name" };
        self.each((table, "person_id, name"), "person_id", "id", (!all).then_some(&*numbers), |row| {
            let number: u32 = row.get(0)?;
            let at = if all { Some(number as usize) } else { place.get(&number).copied() };
            if let Some(person) = at.and_then(|at| people.get_mut(at)) {
                let name: String = row.get(1)?;
                // The ids are among the names only so that look-ups find them.
                if !person.has_id(&name) {
                    person.spellings.push(name);
                }
            }
            Ok(())
        })?;
        Ok(people)
    }

    fn read_offices(&self, all: bool, wanted: &mut RowSelection) -> Result<Vec<Office>, FileError> {
        let mut offices = Vec::new();
        let parties = &mut wanted.parties;
        self.each(("office", "id, name, party_id"), "id", "id", (!all).then_some(&wanted.offices), |row| {
            let party: Option<u32> = row.get(2)?;
            parties.extend(party);
            let (id, party) = (OfficeId::new(offices.len()), party.map(|p| PartyId::new(p as usize)));
            offices.push(Office { id, name: row.get(1)?, party });
            Ok(())
        })?;
        Ok(offices)
    }

    /// Reads every party.
    pub(super) fn all_parties(&self) -> Result<Vec<Party>, FileError> {
        self.read_parties(true, &mut BTreeSet::new())
    }

    fn read_parties(&self, all: bool, numbers: &mut BTreeSet<u32>) -> Result<Vec<Party>, FileError> {
        let mut parties: BTreeMap<u32, Party> = BTreeMap::new();
        self.each(("party", "id, name, colour"), "id", "id", (!all).then_some(&*numbers), |row| {
            let id = PartyId::new(parties.len());
            let colour = super::light::only(row, 2)?;
            parties.insert(row.get(0)?, Party { id, name: row.get(1)?, also: Vec::new(), named: Vec::new(), colour });
            Ok(())
        })?;
        let table = if all { "name WHERE party_id IS NOT NULL" } else { "name" };
        self.each((table, "party_id, name"), "party_id", "id", (!all).then_some(&*numbers), |row| {
            let name: String = row.get(1)?;
            if let Some(party) = parties.get_mut(&row.get(0)?)
                && party.name != name
            {
                party.also.push(name);
            }
            Ok(())
        })?;
        Ok(parties.into_values().collect())
    }

    /// Reads the citations that the rows refer to, or all citations if all rows are read.
    fn read_citations(&self, graph: &mut PoliticalGraph, all: bool) -> Result<Cited, FileError> {
        let mut cited = Cited { numbers: Vec::new(), all };
        if !all {
            let mut numbers = BTreeSet::new();
            visit_citations(graph, &mut |id| {
                numbers.insert(id.index() as u32);
            });
            cited.numbers = numbers.into_iter().collect();
        }
        let sql = "SELECT confidence, line, quote, sources, page_id FROM citation";
        let mut pages: HashMap<u32, CitedPage> = HashMap::new();
        let mut page = self.prepare("SELECT file, title, revision FROM page WHERE id = ?1")?;
        let mut take = |row: &rusqlite::Row<'_>| -> rusqlite::Result<Arc<Citation>> {
            let number: u32 = row.get(4)?;
            let (file, title, revision) = match pages.get(&number) {
                Some(page) => page.clone(),
                None => {
                    let found = page.query_row([number], |row| {
                        let (file, title): (String, String) = (row.get(0)?, row.get(1)?);
                        Ok((Arc::from(file), Arc::from(title), row.get::<_, Option<i64>>(2)?.map(|r| r as u64)))
                    })?;
                    pages.entry(number).or_insert(found).clone()
                }
            };
            let sources: Option<String> = row.get(3)?;
            let sources = sources.and_then(|s| serde_json::from_str::<Vec<String>>(&s).ok());
            Ok(Arc::new(Citation {
                confidence: confidence_of(row.get(0)?).unwrap_or(Confidence::Prose),
                page: title,
                line: row.get::<_, i64>(1)? as usize,
                quote: row.get_ref(2)?.as_str().unwrap_or("").into(),
                revision,
                file,
                sources: sources.map_or_else(no_sources, Into::into),
            }))
        };
        if all {
            let mut statement = self.prepare(&format!("{sql} ORDER BY id"))?;
            let mut rows = statement.query([]).map_err(|e| self.failed(e))?;
            while let Some(row) = rows.next().map_err(|e| self.failed(e))? {
                graph.citations.push(take(row).map_err(|e| self.failed(e))?);
            }
        } else {
            let mut statement = self.prepare(&format!("{sql} WHERE id = ?1"))?;
            for number in &cited.numbers {
                graph.citations.push(statement.query_row([number], &mut take).map_err(|e| self.failed(e))?);
            }
        }
        Ok(cited)
    }
}

//! The returns as arrays in the file: little-endian, each column a blob of the table `columns`.

use super::{FileError, GraphFile};
use crate::graph::PoliticalGraph;
use crate::graph::returns::{NONE, Returns};
use rusqlite::{Connection, params};

pub(super) fn write(connection: &Connection, graph: &PoliticalGraph) -> rusqlite::Result<()> {
    let all = Returns::of(graph, true);
    let mut insert = connection.prepare("INSERT INTO columns VALUES (?1, ?2)")?;
    let mut put = |name: &str, data: Vec<u8>| insert.execute(params![name, data]).map(|_| ());
    let words = |all: &[u32]| all.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>();
    let bytes = |all: &[bool]| all.iter().map(|b| u8::from(*b)).collect::<Vec<u8>>();
    put("person_number", words(&all.people))?;
    put("contest_number", words(&all.contests))?;
    put("office", words(&all.office))?;
    put("year", all.year.iter().flat_map(|n| n.to_le_bytes()).collect())?;
    put("documented", bytes(&all.documented))?;
    put("ballot", words(&all.ballot))?;
    put("first", words(&all.first))?;
    put("person", words(&all.person))?;
    put("votes", words(&all.votes))?;
    put("elected", bytes(&all.elected))?;
    // Shares matter only where votes are missing.
    let shares = (0..all.person.len()).any(|row| all.votes[row] == NONE && !all.share[row].is_nan());
    if shares {
        put("share", all.share.iter().flat_map(|n| n.to_le_bytes()).collect())?;
    }
    put(
        "large",
        all.large
            .iter()
            .flat_map(|(row, votes)| (u64::from(*row)).to_le_bytes().into_iter().chain(votes.to_le_bytes()))
            .collect(),
    )?;
    let contest = |i: &u32| &graph.contests()[*i as usize];
    let annulled: Vec<bool> = all.contests.iter().map(|c| !contest(c).counts(false)).collect();
    let of_contest = |c: &u32| {
        let valid = contest(c).valid_rounds(false);
        contest(c).valid_rounds(true).into_iter().map(move |r| !valid.contains(&r)).collect::<Vec<_>>()
    };
    let rounds: Vec<bool> = all.contests.iter().flat_map(of_contest).collect();
    put("contest_annulled", bytes(&annulled))?;
    put("ballot_annulled", bytes(&rounds))
}

/// Reads the columns; for paths, without votes, shares and outcomes.
pub(super) fn read(file: &GraphFile, include_annulled: bool, for_paths: bool) -> Result<Returns, FileError> {
    let blob = |name: &str| -> Result<Vec<u8>, FileError> {
        let mut statement = file.prepare("SELECT data FROM columns WHERE name = ?1")?;
        let mut rows = statement.query([name]).map_err(|e| file.failed(e))?;
        let row = rows.next().map_err(|e| file.failed(e))?;
        row.map_or(Ok(Vec::new()), |r| r.get(0).map_err(|e| file.failed(e)))
    };
    let words = |name: &str| -> Result<Vec<u32>, FileError> {
        Ok(blob(name)?.as_chunks::<4>().0.iter().map(|b| u32::from_le_bytes(*b)).collect())
    };
    let flags = |name: &str| -> Result<Vec<bool>, FileError> { Ok(blob(name)?.iter().map(|b| *b != 0).collect()) };
    let mut all = Returns::new();
    all.people = words("person_number")?;
    all.contests = words("contest_number")?;
    all.office = words("office")?;
    all.year = blob("year")?.as_chunks::<4>().0.iter().map(|b| i32::from_le_bytes(*b)).collect();
    all.documented = flags("documented")?;
    all.ballot = words("ballot")?;
    all.first = words("first")?;
    all.person = words("person")?;
    let figures = !for_paths;
    all.votes = if figures { words("votes")? } else { vec![NONE; all.person.len()] };
    all.elected = if figures { flags("elected")? } else { vec![false; all.person.len()] };
    all.share = blob("share")?.as_chunks::<8>().0.iter().map(|b| f64::from_le_bytes(*b)).collect();
    if all.share.is_empty() {
        all.share = vec![f64::NAN; all.person.len()];
    }
    let pair = |b: &[u8; 16]| {
        let (row, votes) = b.split_at(8);
        let number = |b: &[u8]| b.iter().rev().fold(0_u64, |n, byte| n << 8 | u64::from(*byte));
        (number(row) as u32, number(votes))
    };
    all.large = blob("large")?.as_chunks::<16>().0.iter().map(pair).collect();
    let (contests, ballots) = (flags("contest_annulled")?, flags("ballot_annulled")?);
    if !fits(&all) || contests.len() != all.contests.len() || ballots.len() + 1 != all.first.len() {
        return Err(file.damaged("the arrays of 'columns' do not fit together"));
    }
    let most = all.people.iter().max().map_or(0, |m| *m as usize + 1);
    all.number = vec![NONE; most];
    for (inside, outside) in all.people.iter().enumerate() {
        all.number[*outside as usize] = inside as u32;
    }
    if include_annulled || !contests.iter().chain(&ballots).any(|annulled| *annulled) {
        return Ok(all);
    }
    Ok(all.only(|contest| !contests[contest], |ballot| !ballots[ballot]))
}

/// Whether every number leads into its array.
fn fits(all: &Returns) -> bool {
    let (contests, rows) = (all.contests.len(), all.person.len());
    [all.office.len(), all.year.len(), all.documented.len()].iter().all(|n| *n == contests)
        && [all.votes.len(), all.elected.len(), all.share.len()].iter().all(|n| *n == rows)
        && all.ballot.len() == contests + 1
        && all.ballot.is_sorted()
        && all.ballot.last().is_some_and(|b| *b as usize + 1 == all.first.len())
        && all.first.is_sorted()
        && all.first.last().is_some_and(|r| *r as usize == rows)
        && all.person.iter().all(|p| (*p as usize) < all.people.len())
}

//! The returns as arrays in the file. Each array is a little-endian blob of the table `columns`.

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
    // Shares are needed only if votes are missing.
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

/// Reads the arrays. For paths, reads no votes, shares or outcomes.
pub(super) fn read(file: &GraphFile, include_annulled: bool, for_paths: bool) -> Result<Returns, FileError> {
    let mut all = Returns::new();
    all.people = words(file, "person_number")?;
    all.contests = words(file, "contest_number")?;
    all.office = words(file, "office")?;
    all.year = column(file, "year", |bytes| each(bytes, i32::from_le_bytes))?;
    all.documented = flags(file, "documented")?;
    all.ballot = words(file, "ballot")?;
    all.first = words(file, "first")?;
    all.person = words(file, "person")?;
    let rows = all.person.len();
    // The columns that paths do not need stay zero; zeroed memory costs nothing until it is accessed.
    (all.votes, all.elected, all.share) = (vec![0; rows], vec![false; rows], vec![0.0; rows]);
    if !for_paths {
        all.votes = words(file, "votes")?;
        all.elected = flags(file, "elected")?;
        all.share = column(file, "share", |bytes| each(bytes, f64::from_le_bytes))?;
        if all.share.is_empty() {
            all.share = vec![f64::NAN; rows];
        }
    }
    let pair = |b: &[u8; 16]| {
        let (row, votes) = b.split_at(8);
        let number = |b: &[u8]| b.iter().rev().fold(0_u64, |n, byte| n << 8 | u64::from(*byte));
        (number(row) as u32, number(votes))
    };
    all.large = column(file, "large", |bytes| each(bytes, |b| pair(&b)))?;
    let (contests, ballots) = (flags(file, "contest_annulled")?, flags(file, "ballot_annulled")?);
    if !fits(&all) || contests.len() != all.contests.len() || ballots.len() + 1 != all.first.len() {
        return Err(file.damaged("the arrays in the table 'columns' have lengths or indices that do not match"));
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

/// Reads an array directly from its bytes. A missing array is read as empty.
fn column<T>(file: &GraphFile, name: &str, read: impl Fn(&[u8]) -> T) -> Result<T, FileError> {
    let mut statement = file.prepare("SELECT data FROM columns WHERE name = ?1")?;
    let mut rows = statement.query([name]).map_err(|e| file.failed(e))?;
    let Some(row) = rows.next().map_err(|e| file.failed(e))? else { return Ok(read(&[])) };
    let data = row.get_ref(0).map_err(|e| file.failed(e))?;
    data.as_blob().map(read).map_err(|_| file.damaged("an array in the table 'columns' is not a blob"))
}

/// Reads consecutive numbers of `N` bytes each.
fn each<const N: usize, T>(bytes: &[u8], number: impl Fn([u8; N]) -> T) -> Vec<T> {
    bytes.as_chunks::<N>().0.iter().map(|bytes| number(*bytes)).collect()
}

fn words(file: &GraphFile, name: &str) -> Result<Vec<u32>, FileError> {
    column(file, name, |bytes| each(bytes, u32::from_le_bytes))
}

fn flags(file: &GraphFile, name: &str) -> Result<Vec<bool>, FileError> {
    column(file, name, |bytes| bytes.iter().map(|b| *b != 0).collect())
}

/// Returns true if the lengths agree and every number is a valid index.
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

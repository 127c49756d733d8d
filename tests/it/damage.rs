//! Graph files that a disk, a program or somebody else has damaged: a clear error, never a panic, never another answer.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]
#![allow(clippy::unwrap_used, reason = "a test says why it fails")]

use crate::support::{run_in, scratch, told};
use rusqlite::Connection;
use std::fs;
use std::path::Path;
use std::process::Output;

fn built(folder: &Path) -> Vec<u8> {
    let output = run_in(folder, &["build", "bundled", "-o", "good.db"]);
    assert!(output.status.success(), "{}", told(&output));
    fs::read(folder.join("good.db")).unwrap()
}

const COMMANDS: [&[&str]; 11] = [
    &["rivals"],
    &["rivals", "Peres", "Rabin"],
    &["show", "Peres"],
    &["succession", "likud"],
    &["check", "--format", "csv"],
    &["measures"],
    &["network"],
    &["survival"],
    &["identity"],
    &["path", "Golda Meir", "Yair Golan"],
    &["export", "--format", "json", "-o", "-"],
];

fn asked(folder: &Path, command: &[&str]) -> Output {
    let arguments: Vec<&str> = command.iter().copied().chain(["--from", "w.db"]).collect();
    run_in(folder, &arguments)
}

#[test]
fn no_flipped_byte_changes_an_answer_without_a_word() {
    let folder = scratch("flipped");
    let good = built(&folder);
    fs::write(folder.join("w.db"), &good).unwrap();
    let answers: Vec<Output> = COMMANDS.iter().map(|c| asked(&folder, c)).collect();
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    let mut noticed = 0;
    for flip in 0..40 {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = (random >> 33) as usize % good.len();
        let mut bytes = good.clone();
        bytes[at] ^= 1 << (random >> 29 & 7);
        fs::write(folder.join("w.db"), &bytes).unwrap();
        // A few commands a flip, others at the next.
        for (command, answer) in COMMANDS.iter().zip(&answers).skip(flip % 3).step_by(3) {
            let now = asked(&folder, command);
            if now.status.code() == answer.status.code() {
                assert_eq!(now.stdout, answer.stdout, "byte {at}, {command:?}: {}", told(&now));
            } else {
                let told = told(&now);
                assert!(now.status.code() == Some(3) && told.contains("w.db"), "byte {at}, {command:?}: {told}");
                noticed += 1;
            }
        }
    }
    assert!(noticed > 30, "{noticed} of 40 flips were noticed by the commands that read the place");
}

#[test]
fn a_file_that_another_program_changed_is_told() {
    let folder = scratch("changed");
    let good = built(&folder);
    let changes = [
        "UPDATE candidacy SET person_id = 99999 WHERE id = 1",
        "DELETE FROM contest WHERE id = 3",
        "DELETE FROM diagnostic",
        "UPDATE page SET body = x'00'",
        "UPDATE person SET name = x'ff00fe' WHERE id = 1",
        "ALTER TABLE person RENAME TO people; CREATE VIEW person AS WITH RECURSIVE r (id, name) AS (SELECT 0, 'x' UNION ALL SELECT id + 1, 'x' FROM r) SELECT * FROM r",
        "VACUUM",
    ];
    for change in changes {
        fs::write(folder.join("w.db"), &good).unwrap();
        let connection = Connection::open(folder.join("w.db")).unwrap();
        connection.execute_batch(&format!("PRAGMA foreign_keys = off; {change}")).unwrap();
        drop(connection);
        for command in [&["identity"][..], &["report", "-o", "report"], &["export", "--format", "json", "-o", "-"]] {
            let output = asked(&folder, command);
            let told = told(&output);
            assert!(
                output.status.code() == Some(3) && told.contains("damaged") && told.contains("build it again"),
                "{change}, {command:?}: {told}"
            );
        }
    }
    // A build that would go on from it says so, too, and --fresh begins anew.
    assert_eq!(run_in(&folder, &["build", "bundled", "-o", "w.db"]).status.code(), Some(3));
    assert!(run_in(&folder, &["build", "bundled", "-o", "w.db", "--fresh"]).status.success());
    assert_eq!(fs::read(folder.join("w.db")).unwrap(), good);
}

#[test]
fn a_file_that_was_cut_or_zeroed_is_told() {
    let folder = scratch("cut");
    let good = built(&folder);
    for length in [0, 50, 600, 8192, good.len() / 2, good.len() - 8192, good.len() - 40, good.len() - 1] {
        fs::write(folder.join("w.db"), &good[..length]).unwrap();
        let output = asked(&folder, &["rivals"]);
        assert_eq!(output.status.code(), Some(3), "{length}: {}", told(&output));
    }
    for page in [1, 20, 60] {
        let mut bytes = good.clone();
        bytes[page * 8192..(page + 1) * 8192].fill(0);
        fs::write(folder.join("w.db"), &bytes).unwrap();
        let output = asked(&folder, &["report", "--no-diagrams"]);
        assert!(output.status.code() == Some(3) && told(&output).contains("damaged"), "{page}: {}", told(&output));
    }
}

/// Changes made to files of schema 3, which have no checksums: each is a mistake that rows can have.
#[test]
fn rows_of_earlier_schemas_are_looked_through() {
    let folder = scratch("earlier");
    built(&folder);
    let connection = Connection::open(folder.join("good.db")).unwrap();
    connection
        .execute_batch(
            "ALTER TABLE round DROP COLUMN selectorate; ALTER TABLE round DROP COLUMN option_votes; \
             ALTER TABLE diagnostic DROP COLUMN fix; ALTER TABLE diagnostic DROP COLUMN page; ALTER TABLE diagnostic DROP COLUMN of_export; ALTER TABLE party DROP COLUMN colour; ALTER TABLE page DROP COLUMN checksum; ALTER TABLE person DROP COLUMN ids; ALTER TABLE person DROP COLUMN born; ALTER TABLE person DROP COLUMN died; ALTER TABLE person DROP COLUMN stable_id; DELETE FROM fact WHERE subject = 6; DROP TABLE tie; DROP TABLE tied_group; ALTER TABLE columns RENAME TO present; CREATE TABLE columns (name TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID; INSERT INTO columns SELECT * FROM present; DROP TABLE present; PRAGMA user_version = 3; VACUUM;",
        )
        .unwrap();
    drop(connection);
    let old = fs::read(folder.join("good.db")).unwrap();
    let changes = [
        ("", ""),
        ("UPDATE candidacy SET person_id = 99999 WHERE id = 1", "refers to a row that does not exist"),
        ("UPDATE candidacy SET person_id = 'abc' WHERE id = 1", "refers to a row that does not exist"),
        ("UPDATE person SET name = x'ff00fe' WHERE id = 1", "not of the type TEXT"),
        ("UPDATE contest SET year = 'x' WHERE id = 1", "not of the type INTEGER"),
        ("DELETE FROM diagnostic WHERE id = 1", "not numbered from 0"),
        ("UPDATE fact SET value = 999999 WHERE property = 11", "refers to a contest that does not exist"),
        ("UPDATE fact SET round = 4000000000 WHERE round = 1", "a round with an invalid number"),
        ("DELETE FROM fact", "'fact' is empty"),
        ("UPDATE page SET body = x'00'", "the stored page"),
        ("ALTER TABLE person ADD COLUMN more", "differs from that of schema 3"),
        ("CREATE VIEW more AS SELECT 1", "differs from that of schema 3"),
    ];
    for (change, word) in changes {
        fs::write(folder.join("w.db"), &old).unwrap();
        let connection = Connection::open(folder.join("w.db")).unwrap();
        connection.execute_batch(&format!("PRAGMA foreign_keys = off; {change}")).unwrap();
        drop(connection);
        let output = asked(&folder, &["rivals"]);
        let told = told(&output);
        if change.is_empty() {
            assert!(output.status.success() && told.contains("without checksums"), "{told}");
        } else {
            assert!(output.status.code() == Some(3) && told.contains(word), "{change}: {told}");
        }
    }
}

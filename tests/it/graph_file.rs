//! The graph file: what is read back, brought up to date, killed, migrated and asked in SQL.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]
#![allow(clippy::unwrap_used, reason = "a test says why it fails")]

use crate::world::{Size, World};
use proptest::prelude::*;
use rusqlite::Connection;
use rusqlite::types::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::remove_dir_all(&path).ok();
    fs::create_dir_all(&path).unwrap();
    path
}

fn hustings(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hustings")).current_dir(folder).args(arguments).output().unwrap()
}

fn said(folder: &Path, arguments: &[&str]) -> String {
    let output = hustings(folder, arguments);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    text
}

/// Every row of every table, but for the bodies' compression and the search index's own tables.
fn content(path: &Path) -> BTreeMap<String, Vec<Vec<Value>>> {
    let connection = Connection::open(path).unwrap();
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' \
               AND name NOT LIKE 'name_search_%' ORDER BY name";
    let mut names = connection.prepare(sql).unwrap();
    let names: Vec<String> = names.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(names.len() > 20, "{names:?}");
    let rows = |name: &String| {
        let mut statement = connection.prepare(&format!("SELECT * FROM {name}")).unwrap();
        let columns = statement.column_count();
        let row = |r: &rusqlite::Row<'_>| (0..columns).map(|i| r.get(i)).collect::<rusqlite::Result<Vec<Value>>>();
        statement.query_map([], row).unwrap().map(Result::unwrap).collect::<Vec<_>>()
    };
    names.iter().map(|name| (name.clone(), rows(name))).collect()
}

fn write_export(world: &World, contests: impl IntoIterator<Item = usize>, path: &Path) {
    let mut out = Vec::new();
    world.export(contests, &mut out).unwrap();
    fs::write(path, out).unwrap();
}

const SMALL: Size = Size { contests: 60, candidacies: 240 };

#[test]
fn every_command_gives_the_same_from_the_file_as_from_the_sources() {
    let folder = folder("same");
    said(&folder, &["build", "bundled", "-o", "b.db"]);
    let title = "1992 Israeli Labor Party leadership election";
    let commands: [&[&str]; 40] = [
        &["ties"],
        &["ties", "Golda Meir"],
        &["ties", "Golda Meir", "Yitzhak Rabin"],
        &["path", "Golda Meir", "Arthur Greenwood", "--by", "any"],
        &["factions", "Israeli Labor Party"],
        &["factions", "Leader of the Israeli Labor Party", "--signs"],
        &["rivals"],
        &["rivals", "--format", "csv"],
        &["rivals", "--include-annulled", "--format", "csv"],
        &["rivals", "Peres", "Rabin"],
        &["rivals", "Herzog", "--format", "json"],
        &["show", "Mitzna"],
        &["show", "Herzog"],
        &["show", "Likud"],
        &["show", "Israeli Labor Party"],
        &["show", "Leader of Likud"],
        &["show", title],
        &["show", "John Smith"],
        &["show", "Smith"],
        &["show", "Smithh"],
        &["show", "Xyzzy"],
        &["show", "2002 leadership"],
        &["rivals", "Peress"],
        &["succession"],
        &["succession", "Likud", "--format", "csv"],
        &["succession", "Likudd"],
        &["path", "Golda Meir", "Yair Golan"],
        &["path", "Attlee", "Starmer", "--by", "contests", "-k", "3"],
        &["path", "Attlee", "Starmer", "--by", "either", "-k", "4", "--format", "csv"],
        &["path", "Peres", "Gabbay", "--by", "contests", "-k", "5"],
        &["measures", "--round", "all", "--format", "csv"],
        &["measures", "Likud"],
        &["measures", "--of", "elo", "--history", "--format", "csv"],
        &["measures", "Likud", "--of", "strengths", "--penalised"],
        &["network", "--format", "csv"],
        &["network", "--office", "Likud", "--measure", "betweenness"],
        &["survival", "--by", "selectorate"],
        &["check", "--unread"],
        &["identity"],
        &["export", "--format", "json", "-o", "-"],
    ];
    for command in commands {
        let direct = hustings(&folder, command);
        let from: Vec<&str> = command.iter().copied().chain(["--from", "b.db"]).collect();
        let file = hustings(&folder, &from);
        let text = |o: &Output| {
            let both = [o.stdout.as_slice(), o.stderr.as_slice()].concat();
            String::from_utf8_lossy(&both).replace("b.db", "the data bundled with Hustings")
        };
        assert_eq!(text(&direct), text(&file), "{command:?}");
        assert_eq!(direct.status.code(), file.status.code(), "{command:?}");
    }
}

#[test]
fn references_hold_and_the_file_is_whole() {
    let folder = folder("references");
    let world = World::new(SMALL, 3);
    write_export(&world, 0..SMALL.contests, &folder.join("pages.xml"));
    said(&folder, &["build", "pages.xml", "bundled", "-o", "w.db"]);
    let connection = Connection::open(folder.join("w.db")).unwrap();
    let broken: i64 = connection.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |r| r.get(0)).unwrap();
    assert_eq!(broken, 0);
    let whole: String = connection.query_row("PRAGMA integrity_check", [], |r| r.get(0)).unwrap();
    assert_eq!(whole, "ok");
    let count = |sql: &str| connection.query_row(sql, [], |r| r.get::<_, i64>(0)).unwrap();
    assert_eq!(
        count("SELECT count(*) FROM candidacy WHERE contest_id IN (SELECT id FROM contest WHERE kind = 'mayoral')"),
        240
    );
    assert_eq!(count("SELECT count(*) FROM page WHERE kind = 'statements'"), 60);
    assert_eq!(
        count("SELECT count(*) FROM name_search WHERE name_search MATCH 'mabovitch OR meir'"),
        count("SELECT count(*) FROM name WHERE ' ' || folded || ' ' LIKE '% meir %'")
    );
    let documented = fs::read_to_string("docs/graph-file.md").unwrap();
    for name in content(&folder.join("w.db")).keys() {
        assert!(documented.contains(&format!("`{name}`")), "docs/graph-file.md says nothing of the table {name}");
    }
}

#[test]
fn the_ten_queries_answer() {
    let folder = folder("queries");
    said(&folder, &["build", "bundled", "-o", "w.db"]);
    let connection = Connection::open(folder.join("w.db")).unwrap();
    let metadata: serde_json::Value =
        serde_json::from_str(&fs::read_to_string("data/datasette/metadata.json").unwrap()).unwrap();
    let page = fs::read_to_string("docs/queries.md").unwrap();
    let queries = metadata["databases"]["world"]["queries"].as_object().unwrap();
    assert_eq!(queries.len(), 10);
    for (name, query) in queries {
        let sql = query["sql"].as_str().unwrap();
        assert!(page.contains(sql) && page.contains(&format!("## `{name}`")), "docs/queries.md lacks {name}");
        let mut statement = connection.prepare(sql).unwrap();
        for (parameter, value) in [
            (":name", "Shimon Peres"),
            (":office", "Leader of Likud"),
            (":words", "rabin"),
            (":page", "Likud leadership elections, with Herut"),
        ] {
            if let Some(index) = statement.parameter_index(parameter).unwrap() {
                statement.raw_bind_parameter(index, value).unwrap();
            }
        }
        let mut rows = statement.raw_query();
        assert!(rows.next().unwrap().is_some(), "{name} finds nothing in the bundled data");
    }
}

/// One state of the sources: which contests each of two exports holds, each with a version of its text, and whether the
/// table is there.
#[derive(Debug, Clone)]
struct State {
    pages: [Vec<(usize, u32)>; 2],
    table: Option<u32>,
}

fn state() -> impl Strategy<Value = State> {
    let pages = || prop::collection::vec((0..12_usize, 0..3_u32), 0..8);
    (pages(), pages(), prop::option::of(0..3_u32)).prop_map(|(a, b, table)| State { pages: [a, b], table })
}

impl State {
    /// Writes the sources. A page's text and revision follow from its version, in whatever export it stands.
    fn write(&self, world: &World, folder: &Path) {
        fs::remove_dir_all(folder).ok();
        fs::create_dir_all(folder).unwrap();
        for (number, pages) in self.pages.iter().enumerate() {
            let mut out = String::from("<mediawiki version=\"0.11\" xml:lang=\"en\">\n");
            for (contest, version) in pages {
                let mut text = Vec::new();
                world.wikitext(*contest, &mut text).unwrap();
                let text = String::from_utf8(text)
                    .unwrap()
                    .replace("election_date = ", &format!("turnout = {}%\n| election_date = ", 50 + version));
                out.push_str(&format!(
                    "<page><title>{}</title><ns>0</ns><id>{contest}</id><revision><id>{}</id><text xml:space=\"preserve\">{text}</text></revision></page>\n",
                    world.title(*contest),
                    100 + version
                ));
            }
            out.push_str("<page><title>Somebody Else</title><ns>0</ns><id>99</id><redirect title=\"");
            out.push_str(&format!(
                "{}\" /><revision><id>1</id><text>#REDIRECT</text></revision></page>\n</mediawiki>\n",
                world.page(0)
            ));
            fs::write(folder.join(format!("{number}.xml")), out).unwrap();
        }
        if let Some(version) = self.table {
            let rows = format!(
                "contest,candidate,votes\n2001 X election,Ann Ash,{version}7\n2001 X election,Somebody Else,5\n"
            );
            fs::write(folder.join("table.csv"), rows).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn bringing_up_to_date_gives_what_a_build_from_scratch_gives(first in state(), second in state()) {
        let folder = folder("up-to-date");
        let world = World::new(Size { contests: 12, candidacies: 40 }, 7);
        let sources = folder.join("sources");
        for (number, state) in [first, second].iter().enumerate() {
            state.write(&world, &sources);
            let output = hustings(&folder, &["build", "sources", "-o", "w.db"]);
            if !output.status.success() {
                // There may be nothing to build from; the file then stays as it was.
                let error = String::from_utf8_lossy(&output.stderr).into_owned();
                prop_assert!(error.contains("no page") || error.contains("nothing"), "{}", error);
                return Ok(());
            }
            said(&folder, &["build", "sources", "-o", "fresh.db", "--fresh"]);
            let (updated, fresh) = (content(&folder.join("w.db")), content(&folder.join("fresh.db")));
            for (table, rows) in &fresh {
                prop_assert!(updated[table] == *rows, "the table {} differs after build {}", table, number + 1);
            }
        }
    }
}

#[test]
fn other_sources_stay_and_older_texts_are_not_taken() {
    let folder = folder("union");
    let world = World::new(Size { contests: 12, candidacies: 40 }, 7);
    let table = "contest,candidate,votes\n2001 X election,Ann Ash,7\n2001 X election,Bo Birch,5\n";
    fs::write(folder.join("table.csv"), table).unwrap();
    write_export(&world, 0..6, &folder.join("a.xml"));
    said(&folder, &["build", "a.xml", "table.csv", "-o", "w.db"]);
    write_export(&world, 4..9, &folder.join("b.xml"));
    let would = said(&folder, &["build", "b.xml", "-o", "w.db", "--dry-run"]);
    assert!(
        would.contains("would be: 3 pages new, 0 changed, 0 removed, 2 unchanged, 5 of other sources kept"),
        "{would}"
    );
    let before = fs::read(folder.join("w.db")).unwrap();
    assert_eq!(before, fs::read(folder.join("w.db")).unwrap(), "--dry-run writes nothing");
    said(&folder, &["build", "b.xml", "-o", "w.db"]);
    write_export(&world, 0..9, &folder.join("all.xml"));
    said(&folder, &["build", "all.xml", "table.csv", "-o", "all.db"]);
    assert_eq!(said(&folder, &["diff", "w.db", "all.db"]), "The two graphs state the same.\n");
    // The same page, with a lower revision and another text.
    let old = fs::read_to_string(folder.join("a.xml"))
        .unwrap()
        .replace("<id>10000", "<id>9000")
        .replace("Freedonia", "Sylvania");
    fs::write(folder.join("old.xml"), old).unwrap();
    let told = said(&folder, &["build", "old.xml", "-o", "w.db"]);
    assert!(told.contains("6 skipped because the file has a newer version"), "{told}");
    assert_eq!(said(&folder, &["diff", "w.db", "all.db"]), "The two graphs state the same.\n");
    // A file that is read again loses what it no longer holds.
    fs::write(folder.join("table.csv"), "contest,candidate,votes\n2002 Y election,Cy Cedar,7\n").unwrap();
    said(&folder, &["build", "table.csv", "-o", "w.db"]);
    let told = said(&folder, &["diff", "all.db", "w.db", "--format", "csv"]);
    assert!(
        told.contains("contest,2001 X election,removed") && told.contains("contest,2002 Y election,added"),
        "{told}"
    );
    assert!(told.contains("candidacy,2002 Y election: Cy Cedar,added"), "{told}");
}

#[test]
fn shards_through_the_filter_join_to_the_same_graph() {
    let folder = folder("shards");
    let world = World::new(SMALL, 5);
    write_export(&world, 0..SMALL.contests, &folder.join("whole.xml"));
    let mut facts = Vec::new();
    for shard in 0..3 {
        let name = format!("{shard}.xml");
        write_export(&world, shard * 20..(shard + 1) * 20, &folder.join(&name));
        let lines = Command::new(env!("CARGO_BIN_EXE_hustings"))
            .arg("extract")
            .stdin(fs::File::open(folder.join(&name)).unwrap())
            .output()
            .unwrap();
        assert!(lines.status.success());
        facts.push(format!("{shard}.ndjson"));
        fs::write(folder.join(&facts[shard]), lines.stdout).unwrap();
    }
    said(&folder, &["build", "whole.xml", "-o", "whole.db"]);
    let mut arguments = vec!["build", "-o", "shards.db", "--facts"];
    arguments.extend(facts.iter().map(String::as_str));
    said(&folder, &arguments);
    assert_eq!(said(&folder, &["diff", "whole.db", "shards.db"]), "The two graphs state the same.\n");
    let [whole, shards] = ["whole.db", "shards.db"].map(|name| content(&folder.join(name)));
    for table in ["person", "contest", "candidacy", "result", "tenure", "fact", "citation", "judgement", "columns"] {
        assert!(!whole[table].is_empty() && whole[table] == shards[table], "{table}");
    }
    // A line that is none costs the line, and is told; the graph of the others is written.
    fs::write(folder.join("bad.ndjson"), "{\"title\": \"A\"}\nnonsense\n").unwrap();
    let output = hustings(&folder, &["build", "-o", "bad.db", "--facts", "0.ndjson", "bad.ndjson"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("bad.ndjson:1:") && told.contains("bad.ndjson:2:"), "{told}");
    assert!(output.status.code() == Some(3) && told.contains("2 pages could not be read"), "{told}");
    assert!(!content(&folder.join("bad.db"))["contest"].is_empty());
}

#[test]
fn a_build_that_is_killed_leaves_the_old_file_or_the_new_one() {
    // `.ci/hostile/kills.py` kills many more.
    const KILLS: u64 = 15;
    let folder = folder("killed");
    let world = World::new(Size { contests: 150, candidacies: 600 }, 11);
    write_export(&world, 0..100, &folder.join("old.xml"));
    write_export(&world, 0..150, &folder.join("new.xml"));
    said(&folder, &["build", "old.xml", "-o", "old.db"]);
    said(&folder, &["build", "new.xml", "-o", "new.db"]);
    let started = std::time::Instant::now();
    said(&folder, &["build", "new.xml", "-o", "timed.db"]);
    let whole = started.elapsed();
    let target = folder.join("w.db");
    let contests = |path: &Path| -> i64 {
        let connection = Connection::open(path).unwrap();
        let whole: String = connection.query_row("PRAGMA integrity_check", [], |r| r.get(0)).unwrap();
        assert_eq!(whole, "ok");
        connection.query_row("SELECT count(*) FROM contest", [], |r| r.get(0)).unwrap()
    };
    let known = [contests(&folder.join("old.db")), contests(&folder.join("new.db"))];
    let mut found = [0, 0];
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    for _ in 0..KILLS {
        fs::copy(folder.join("old.db"), &target).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_hustings"))
            .current_dir(&folder)
            .args(["build", "new.xml", "-o", "w.db"])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // From at once to a fifth longer than a build takes.
        std::thread::sleep(Duration::from_nanos((random >> 11) % (whole.as_nanos() as u64 * 6 / 5)));
        child.kill().unwrap();
        child.wait().unwrap();
        let now = contests(&target);
        let which = known.iter().position(|k| *k == now);
        assert!(which.is_some(), "{now} contests are neither the old {} nor the new {}", known[0], known[1]);
        found[which.unwrap_or(0)] += 1;
    }
    assert!(found[0] > 0, "no kill came early enough: {found:?}");
    // What was left behind does no harm to the next build.
    said(&folder, &["build", "new.xml", "-o", "w.db"]);
    assert_eq!(contests(&target), known[1]);
    let left: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .flatten()
        .filter(|e| e.file_name().to_string_lossy().starts_with(".w.db"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn earlier_schemas_are_migrated_and_what_is_no_graph_file_is_refused() {
    let folder = folder("migrated");
    said(&folder, &["build", "bundled", "-o", "w.db"]);
    let as_of_1 = |name: &str| {
        fs::copy(folder.join("w.db"), folder.join(name)).unwrap();
        let connection = Connection::open(folder.join(name)).unwrap();
        connection
            .execute_batch("DROP VIEW standing; DROP VIEW defeat; DROP VIEW statement; ALTER TABLE judgement DROP COLUMN subject; ALTER TABLE round DROP COLUMN selectorate; ALTER TABLE round DROP COLUMN option_votes; ALTER TABLE diagnostic DROP COLUMN fix; ALTER TABLE diagnostic DROP COLUMN page; ALTER TABLE diagnostic DROP COLUMN of_export; ALTER TABLE party DROP COLUMN colour; ALTER TABLE page DROP COLUMN checksum; ALTER TABLE person DROP COLUMN ids; ALTER TABLE person DROP COLUMN born; ALTER TABLE person DROP COLUMN died; ALTER TABLE person DROP COLUMN stable_id; DELETE FROM fact WHERE subject = 6; DROP TABLE tie; DROP TABLE tied_group; ALTER TABLE columns RENAME TO present; CREATE TABLE columns (name TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID; INSERT INTO columns SELECT * FROM present; DROP TABLE present; PRAGMA user_version = 1; VACUUM;")
            .unwrap();
    };
    as_of_1("old.db");
    let wanted = said(&folder, &["rivals", "--from", "w.db"]);
    let before = fs::read(folder.join("old.db")).unwrap();
    let output = hustings(&folder, &["rivals", "--from", "old.db"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && told.contains("without checksums"), "{told}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), wanted);
    assert_eq!(before, fs::read(folder.join("old.db")).unwrap(), "reading a file does not change it");
    said(&folder, &["build", "bundled", "-o", "old.db"]);
    let connection = Connection::open(folder.join("old.db")).unwrap();
    let version: i64 = connection.query_row("PRAGMA user_version", [], |r| r.get(0)).unwrap();
    let standing: i64 = connection.query_row("SELECT count(*) FROM standing", [], |r| r.get(0)).unwrap();
    assert!(version == 9 && standing > 100);
    drop(connection);
    let refused = |name: &str, word: &str| {
        let output = hustings(&folder, &["rivals", "--from", name]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(3) && told.contains(word) && told.contains(name), "{told}");
    };
    fs::copy(folder.join("w.db"), folder.join("newer.db")).unwrap();
    Connection::open(folder.join("newer.db")).unwrap().execute_batch("PRAGMA user_version = 10; VACUUM").unwrap();
    refused("newer.db", "schema 10");
    Connection::open(folder.join("other.db")).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    refused("other.db", "not a graph file");
    let mut bytes = fs::read(folder.join("w.db")).unwrap();
    bytes.truncate(bytes.len() / 2);
    fs::write(folder.join("cut.db"), &bytes).unwrap();
    assert_eq!(
        hustings(&folder, &["export", "--format", "json", "-o", "-", "--from", "cut.db"]).status.code(),
        Some(3)
    );
    // Nothing is written over a file that is no graph file.
    fs::write(folder.join("notes.txt"), "mine").unwrap();
    assert_eq!(hustings(&folder, &["build", "bundled", "-o", "notes.txt"]).status.code(), Some(2));
    assert_eq!(fs::read_to_string(folder.join("notes.txt")).unwrap(), "mine");
}

#[test]
fn numbers_beyond_what_sql_holds_stay_exact() {
    let folder = folder("beyond");
    fs::create_dir_all(folder.join("t")).unwrap();
    let [most, more] = [u64::MAX, 12_000_000_000_000_000_000];
    let contests = format!(
        "contest,date,office,party,country,kind,evidence,status,selectorate,electorate,ballots,turnout,threshold,previous,next,before,after,total,selectorate_detail,electorate_as_stated,ballots_as_stated,note\n\
         1910 Foo leadership election,1910-01-02,Leader of Foo,Foo,,leadership,documented,held,members,{most},{more},50.5,40,,,,,{most},,,,\n\
         1915 Foo leadership election,1915-05-01,Leader of Foo,Foo,,leadership,documented,held,members,3000,2000,,,,,,,5000000000,,\"about 3,000\",,\n"
    );
    fs::write(folder.join("t/contests.csv"), contests).unwrap();
    let candidacies = format!(
        "contest,candidate,date,office,round,votes,option\n1910 Foo leadership election,Ann Bee,1910-01-02,Leader of Foo,1,{most},\n\
         1910 Foo leadership election,None of the above,1910-01-02,Leader of Foo,1,5000000000,yes\n"
    );
    fs::write(folder.join("t/candidacies.csv"), candidacies).unwrap();
    said(&folder, &["build", "--fresh", "t", "-o", "b.db"]);
    for command in [
        &["export", "--format", "json", "-o", "-"][..],
        &["measures"],
        &["rivals"],
        &["show", "1910 Foo leadership election"],
    ] {
        let from = |input| said(&folder, &[command, &["--from", input]].concat());
        assert_eq!(from("t"), from("b.db"), "{command:?}");
    }
    for input in ["t", "b.db"] {
        said(&folder, &["export", "--format", "csv", "-o", "out", "--from", input]);
        let contests = fs::read_to_string(folder.join("out/contests.csv")).unwrap();
        let cells: Vec<Vec<&str>> = contests.lines().map(|line| line.split(',').collect()).collect();
        let at = |name: &str| cells[0].iter().position(|cell| *cell == name).unwrap();
        let told =
            ["electorate", "ballots", "total", "electorate_as_stated"].map(|name| cells[1][at(name)].to_string());
        assert_eq!(told, [most.to_string(), more.to_string(), most.to_string(), String::new()]);
        assert_eq!(cells[2][at("electorate")], "3000");
        assert!(contests.contains("\"about 3,000\""));
        let values = fs::read_to_string(folder.join("out/values.csv")).unwrap();
        assert!(values.contains(&format!("Ann Bee,votes,1,{most},")), "{values}");
    }
    said(&folder, &["site", "--without", "pictures", "-o", "site", "--from", "b.db"]);
    let page = fs::read_to_string(folder.join("site/contest/1910-foo-leadership-election.json")).unwrap();
    assert!(page.contains(&format!("\"value\": {most}")) && page.contains(&format!("\"value\": {more}")), "{page}");
}

#[test]
fn a_file_of_several_articles_keeps_their_titles() {
    let folder = folder("several");
    let article = |year: u32| {
        format!(
            "= {year} Harbour Party leadership election =\n\nInfobox\n- Candidate1: Ann Bee\n- Candidate2: Cy Dee\n\
             - Election Date: 2 May {year}\n- After Election: Ann Bee\n\n"
        )
    };
    let source = folder.join("two.txt");
    fs::write(&source, article(2003) + &article(1998)).unwrap();
    let (source, file) = (source.to_str().unwrap(), folder.join("two.db"));
    let file = file.to_str().unwrap();
    for _ in 0..2 {
        // Brought up to date, it is what it was.
        assert!(hustings(&folder, &["build", source, "-o", file]).status.success());
        let json = |from: &str| hustings(&folder, &["export", "--format", "json", "-o", "-", "--from", from]).stdout;
        assert_eq!(String::from_utf8(json(source)), String::from_utf8(json(file)));
        assert!(String::from_utf8(json(file)).unwrap().contains("\"page\":\"1998 Harbour Party leadership election\""));
    }
    // Nor is it lost where another source is added, and the file is not read again.
    let other = folder.join("other.txt");
    fs::write(&other, article(1990)).unwrap();
    assert!(hustings(&folder, &["build", other.to_str().unwrap(), "-o", file]).status.success());
    let json = |from: &[&str]| {
        let sources = from.iter().flat_map(|source| ["--from", source]).collect::<Vec<_>>();
        said(&folder, &[&["export", "--format", "json", "-o", "-"][..], &sources].concat())
    };
    assert_eq!(json(&[file]), json(&[source, other.to_str().unwrap()]));
}

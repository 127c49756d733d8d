//! The first five minutes of somebody who has just installed the program, with what goes wrong in them.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use crate::support::Hustings;

const TABLE: &str = "contest,date,candidate,votes,outcome
1994 Harbour Party leadership election,1994-05-07,Tomas Okafor,980,elected
1994 Harbour Party leadership election,1994-05-07,Marta Lindqvist,901,lost
1998 Harbour Party leadership election,1998-03-14,Marta Lindqvist,1200,elected
1998 Harbour Party leadership election,1998-03-14,Tomas Okafor,900,lost
";

#[test]
fn without_arguments_it_greets() {
    let greeting = Hustings::new().run("").quietly().says("Try first:").says("hustings rivals Peres Rabin");
    greeting.says("hustings rivals --from table.csv").says("'hustings --help' lists every command.");
}

#[test]
fn an_own_table_answers_and_is_drawn() {
    let story = Hustings::new().file("harbour.csv", TABLE);
    let story =
        story.run("rivals Okafor Lindqvist --from harbour.csv").quietly().says("2 meetings: 2 documented").then();
    let story = story
        .run("succession --from harbour.csv --format csv")
        .stdout(
            "office,person,from,to,began,ended,contest,party,renewed,citations,office_id,person_id,contest_id
Leader of the Harbour Party,Tomas Okafor,1994-05-07,1998-03-14,elected,defeated,1994 Harbour Party leadership election,,,harbour.csv:2,leader of harbour party,tomas okafor (leader of harbour party),1994 harbour party leadership election
Leader of the Harbour Party,Marta Lindqvist,1998-03-14,,elected,,1998 Harbour Party leadership election,,,harbour.csv:4,leader of harbour party,marta lindqvist (leader of harbour party),1998 harbour party leadership election",
        )
        .then();
    let story = story.run("draw timeline --from harbour.csv -o harbour.svg").then();
    assert!(story.folder().join("harbour.svg").exists());
}

#[test]
fn a_table_of_one_contest_shows_its_pairs() {
    let once = TABLE.lines().take(3).collect::<Vec<_>>().join("\n");
    let story = Hustings::new().file("once.csv", once).run("rivals --from once.csv").says("Marta Lindqvist");
    story.then().run("rivals --from once.csv --min 2").says("--min 1 shows pairs who met once");
}

#[test]
fn a_file_in_the_place_of_a_name_is_read() {
    let story = Hustings::new().file("harbour.csv", TABLE);
    let story = story.run("rivals harbour.csv").says("Marta Lindqvist").then();
    let story = story.run("draw timeline harbour.csv -o harbour.svg").then();
    let story = story.ends(4, "rivals missing.csv").warns("and no file of that name in this folder").then();
    story.ends(4, "show Nobody-of-that-name").warns("there is no").never_says("--from Nobody");
}

#[test]
fn a_folder_with_one_table_is_greeted_with_what_it_can_answer() {
    let story = Hustings::new()
        .file("harbour.csv", TABLE)
        .run("")
        .says("In this folder is harbour.csv: 4 candidacies of 2 people");
    story.then().file("other.csv", TABLE).run("").never_says("In this folder");
}

#[test]
fn a_damaged_spreadsheet_says_what_to_do() {
    let story = Hustings::new().file("votes.xlsx", b"PK\x03\x04\x14\x00\x06\x00");
    story.ends(3, "rivals --from votes.xlsx").warns("open it in a spreadsheet program and save it again");
}

#[test]
fn a_baseline_that_is_missing_says_how_to_make_it() {
    let story =
        Hustings::new().file("harbour.csv", TABLE).file("hustings.toml", "[check]\nbaseline = \"known.json\"\n");
    let story = story.ends(3, "check --from harbour.csv").warns("create it with --write-baseline known.json").then();
    let story = story.run("check --from harbour.csv --write-baseline known.json").then();
    story.run("check --from harbour.csv");
}

#[cfg(unix)]
#[test]
fn whoever_reads_only_the_first_line_of_the_help_is_not_told_off() {
    let line = format!("{} --help | head -n 1", env!("CARGO_BIN_EXE_hustings"));
    for _ in 0..5 {
        let output = std::process::Command::new("sh").args(["-c", &line]).output();
        assert!(output.is_ok_and(|o| o.stderr.is_empty()));
    }
}

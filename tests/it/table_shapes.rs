//! Tables as people keep them: parts of a count with equal votes, holders with votes, leaders of several parties, rows that
//! go on behind the headers.
#![allow(clippy::disallowed_methods, reason = "tests write files of their own")]

use crate::support::{Hustings, scratch, stdout};
use std::fs;

/// The lines of a command on one file.
fn lines(file: &str, text: &str, command: &str) -> Vec<String> {
    let path = scratch(&format!("table-shapes-{file}")).join(file);
    fs::write(&path, text).unwrap_or_default();
    let path = path.display().to_string();
    let words: Vec<&str> = command.split(' ').chain(["--from", &path]).collect();
    stdout(&words).lines().map(ToString::to_string).collect()
}

#[test]
fn ways_of_voting_with_equal_votes_are_added_up() {
    let table = "Year,Office,Candidate,Mode,Votes\n2019,Mayor,Ann Ash,Absentee,300\n2019,Mayor,Bo Birch,Absentee,200\n2019,Mayor,Ann Ash,Election day,300\n2019,Mayor,Bo Birch,Election day,250\n";
    let all = lines("eq.csv", table, "measures --format csv");
    assert!(all[1].contains("2019 Mayor election"), "{all:?}");
    assert!(all[1].contains("1,050 votes") && all[1].contains("Ann Ash"), "{all:?}");
    // Rows that nothing tells apart count once, which is said.
    let alike = "Year,Office,Candidate,Box,Votes\n2019,Mayor,Ann Ash,A,300\n2019,Mayor,Bo Birch,A,200\n2019,Mayor,Ann Ash,B,300\n2019,Mayor,Bo Birch,B,200\n";
    Hustings::new()
        .file("box.csv", alike)
        .run("report --from box.csv")
        .warns("'Ann Ash' has the same votes on lines 2 and 4");
}

#[test]
fn a_column_is_what_the_user_says() {
    let table = "COLL,COMUNE,CANDIDATO,VOTI\nU01,Torino,Ann Ash,490\nU01,Torino,Bo Birch,440\nU01,Asti,Ann Ash,90\nU01,Asti,Bo Birch,110\n";
    let all = lines("c.csv", table, "measures --columns COLL=seat --format csv");
    assert!(all[1].starts_with("U01 election,"), "{all:?}");
}

#[test]
fn towns_of_one_state_are_parts_of_its_contest() {
    let table = "State,City,Office,Year,Candidate,Votes\nOhio,Adams,Governor,2022,Ann Ash,300\nOhio,Adams,Governor,2022,Bo Birch,200\nOhio,Allen,Governor,2022,Ann Ash,310\nOhio,Allen,Governor,2022,Bo Birch,100\n";
    let all = lines("o.csv", table, "measures --format csv");
    assert!(all[1].starts_with("2022 Ohio Governor election,"), "{all:?}");
}

#[test]
fn who_held_an_office_did_not_stand_against_the_next() {
    let table = "President,Term start,Term end,Electoral votes\nAnn Ash,1789-04-30,1797-03-04,69\nBo Birch,1797-03-04,1801-03-04,71\nCy Coe,,,3\n";
    let all = lines("p.csv", table, "succession --format csv");
    assert!(all.iter().any(|l| l.contains("Ann Ash,1789-04-30,1797-03-04")), "{all:?}");
    let undated = all.iter().find(|l| l.contains("Cy Coe"));
    assert!(undated.is_some_and(|l| l.contains("Cy Coe,,,")), "nothing says when this one held it: {all:?}");
}

#[test]
fn leaders_of_several_parties_hold_several_offices() {
    let table = "Party,Leader,From,To\nRed,Ann Ash,1983,1992\nRed,Bo Birch (acting),1992,1994\nBlue,Cy Coe,1975,1990\nBlue,Di Dee,1990,1997\n";
    let all = lines("leaders.csv", table, "succession --format csv");
    for row in ["Leader of Red", "Leader of Blue"] {
        assert!(all.iter().any(|l| l.contains(row)), "{row}: {all:?}");
    }
    let acting = all.iter().find(|l| l.contains("Bo Birch"));
    assert!(acting.is_some_and(|l| l.contains("acting") && !l.contains("(acting)")), "{all:?}");
}

#[test]
fn rows_go_on_behind_the_headers_with_more_candidates() {
    let table = "Code;Département;Inscrits;Votants;Exprimés;N°Panneau;Sexe;Nom;Prénom;Voix;% Voix/Ins;% Voix/Exp\n01;Ain;438109;329275;302850;1;M;ASH;Ann;170216;38,85;56,20;2;F;BIRCH;Bo;132634;30,27;43,80\n02;Aisne;373544;267244;248024;1;M;ASH;Ann;100000;26,77;40,32;2;F;BIRCH;Bo;148024;39,63;59,68\n";
    let all = lines("fr.csv", table, "measures --format csv");
    assert!(all[1].contains("Bo Birch"), "{all:?}");
    let long = "Year,Office,Candidate,Votes\n2019,Mayor,Ann Ash,300,extra\n2019,Mayor,Bo Birch,200\n";
    Hustings::new().file("l.csv", long).run("report --from l.csv").warns("1 row goes on behind the last header");
}

#[test]
fn names_go_before_codes_and_sums_are_nobody() {
    let table = "Constituency ID,Constituency Name,Year,CanNameLast,CanNameFirst,Votes\nE01,Elm,2015,Ash,Ann,100\nE01,Elm,2015,Birch,Bo,90\nE01,Elm,2015,Informal,Informal,3\n";
    let all = lines("k.csv", table, "measures --format csv");
    assert!(all[1].starts_with("2015 Elm election,") && all[1].contains("Ann Ash"), "{all:?}");
    let sums = "Year,Office,Candidate,Votes\n2018,Governor,Ann Ash,300\n2018,Governor,Bo Birch,310\n2018,Governor,Race Total,610\n";
    assert!(lines("s.csv", sums, "measures --format csv")[1].contains("Bo Birch"));
}

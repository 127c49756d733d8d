//! What the three real articles must give, alone and with the bundled series.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use crate::support;
use crate::support::{outcome, rows, seeds, stdout};

macro_rules! seeds_or_skip {
    () => {
        match seeds() {
            Some(folder) => folder,
            None => return,
        }
    };
}

#[test]
fn three_documented_and_seven_stated_contests_linked() {
    let folder = seeds_or_skip!();
    let scratch = support::scratch("seeds-export");
    let out = scratch.to_string_lossy().into_owned();
    stdout(&["export", "--from", &folder, "-o", &out]);
    let text = std::fs::read_to_string(scratch.join("contests.csv")).unwrap_or_default();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let found: Vec<std::collections::BTreeMap<String, String>> = reader.deserialize().flatten().collect();
    let name = |evidence: &str| {
        let suffix = " Israeli Labor Party leadership election";
        let mut names: Vec<String> = found
            .iter()
            .filter(|r| r["evidence"] == evidence)
            .map(|r| r["contest"].replace(" interim leadership", " leadership").replace(suffix, ""))
            .collect();
        names.sort();
        names
    };
    assert_eq!(name("documented"), ["1992", "2002", "February 1977"]);
    assert_eq!(name("stated"), ["1974", "1980", "1984", "1995", "2001", "2003", "April 1977"]);
    let of = |year: &str| {
        found.iter().find(|r| r["contest"].starts_with(year)).map(|r| (r["previous"].clone(), r["next"].clone()))
    };
    let title = |year: &str| format!("{year} Israeli Labor Party leadership election");
    assert_eq!(of("February 1977"), Some((title("1974"), title("April 1977"))));
    assert_eq!(of("1992"), Some((title("1984"), title("1995"))));
    assert_eq!(of("1984"), Some((String::new(), title("1992"))));
    assert_eq!(of("2002"), Some((title("2001"), "2003 Israeli Labor Party interim leadership election".into())));
}

#[test]
fn the_candidates_are_seven_and_burg_stood_in_2001() {
    let folder = seeds_or_skip!();
    let scratch = support::scratch("seeds-candidates");
    let file = scratch.join("c.csv").to_string_lossy().into_owned();
    stdout(&["export", "--from", &folder, "-o", &file]);
    let text = std::fs::read_to_string(&file).unwrap_or_default();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let all: Vec<std::collections::BTreeMap<String, String>> = reader.deserialize().flatten().collect();
    let mut documented: Vec<&str> = all
        .iter()
        .filter(|r| r["evidence"] == "documented" && r["outcome"] != "declined")
        .map(|r| r["candidate"].as_str())
        .collect();
    documented.sort_unstable();
    documented.dedup();
    assert_eq!(
        documented,
        [
            "Amram Mitzna",
            "Binyamin Ben-Eliezer",
            "Haim Ramon",
            "Ora Namir",
            "Shimon Peres",
            "Yisrael Kessar",
            "Yitzhak Rabin"
        ]
    );
    let of_2001: Vec<(&str, &str)> = all
        .iter()
        .filter(|r| r["contest"].starts_with("2001"))
        .map(|r| (r["candidate"].as_str(), r["outcome"].as_str()))
        .collect();
    assert_eq!(of_2001, [("Binyamin Ben-Eliezer", "elected"), ("Avraham Burg", "lost")]);
    let declined: Vec<&str> =
        all.iter().filter(|r| r["outcome"] == "declined").map(|r| r["candidate"].as_str()).collect();
    assert_eq!(declined, ["Moshe Shahal"]);
    let joins = rows(&["identity", "--from", &folder]);
    assert_eq!(joins.len(), 1);
    assert_eq!((joins[0]["name_a"].as_str(), joins[0]["verdict"].as_str()), ("Yitzak Rabin", "same"));
    assert!(joins[0]["reason"].contains("spelling"));
}

#[test]
fn peres_and_rabin_met_four_times_two_documented() {
    let folder = seeds_or_skip!();
    let record = rows(&["rivals", "Peres", "rabin", "--from", &folder]);
    let line = |i: usize| {
        let r = &record[i];
        format!(
            "{} {} {}/{} {}/{} {} {}",
            r["date"], r["round"], r["votes_a"], r["share_a"], r["votes_b"], r["share_b"], r["elected"], r["evidence"]
        )
    };
    assert_eq!(record.len(), 4);
    assert_eq!(line(0), "1974 1 / /  stated");
    assert_eq!(line(1), "1977-02-23 1 1404/49.28 1445/50.72 Yitzhak Rabin documented");
    assert_eq!(line(2), "1980 1 / /  stated");
    assert_eq!(line(3), "1992-02-20 1 /34.50 /40.60 Yitzhak Rabin documented");
    for stated in [0, 2] {
        let places = &record[stated]["citations"];
        assert!(places.contains("000_") && places.contains("002_"), "both articles state it: {places}");
    }
    let text = stdout(&["rivals", "Peres", "Rabin", "--from", &folder]);
    assert!(text.contains("4 meetings: 2 documented, 2 stated"), "{text}");
    assert!(text.contains("second of four leadership contests"), "the sentence is cited");
}

#[test]
fn leaders_follow_each_other_and_what_is_not_known_is_a_gap() {
    let folder = seeds_or_skip!();
    let rows = rows(&["succession", "Israeli Labor Party", "--from", &folder]);
    let lines: Vec<String> = rows
        .iter()
        .map(|r| {
            format!(
                "{}|{}|{}|{}|{}|{}",
                r["person"],
                r["from"],
                r["to"],
                r["began"],
                r["ended"],
                r["contest"].split(' ').take(2).collect::<Vec<_>>().join(" ")
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            "Golda Meir||1974|||",
            "Yitzhak Rabin|1974|1977-04||resigned|",
            "Shimon Peres|1977-04|1992-02-20|elected|defeated|April 1977",
            "Yitzhak Rabin|1992-02-20||elected||1992 Israeli",
            "|1992-02-20|2001-12|not known||",
            "Ehud Barak||2001-12||resigned|",
            "Binyamin Ben-Eliezer|2001-12|2002-11-20|elected|defeated|2001 Israeli",
            "Amram Mitzna|2002-11-20|2005-05|elected|resigned|2002 Israeli",
            "Shimon Peres|2005-05||interim||",
        ]
    );
    assert!(rows[1]["renewed"].contains("February 1977"), "the re-election continues the tenure");
}

#[test]
fn selectorates_thresholds_and_measures() {
    let folder = seeds_or_skip!();
    let rows = rows(&["measures", "--from", &folder]);
    let line = |i: usize| {
        let r = &rows[i];
        [
            &r["date"],
            &r["effective_number"],
            &r["margin_points"],
            &r["margin_votes"],
            &r["winner_share"],
            &r["turnout"],
            &r["selectorate"],
            &r["denominator"],
        ]
        .map(String::as_str)
        .join("|")
    };
    assert_eq!(line(0), "1977-02-23|2.00|1.44|41|50.72|94.97|delegates|2,849 votes for the candidates");
    assert_eq!(line(1), "1992-02-20|3.07|6.10||40.60|70.10|members|shares as given, adding up to 99.6%");
    assert_eq!(line(2), "2002-11-20|2.23|15.86|10500|54.28|59.50||66,220 votes for the candidates");
    let shown = stdout(&["show", "1992 Israeli Labor Party leadership election", "--from", &folder]);
    assert!(shown.contains("threshold: 40%"), "{shown}");
    assert!(shown.contains("electorate: about 150,000"));
    let shown = stdout(&["show", "April 1977", "--from", &folder]);
    assert!(shown.contains("selectorate: party elite"), "{shown}");
    let derived = stdout(&["show", "2002 Israeli Labor Party leadership election", "--from", &folder]);
    for share in ["54.28%", "38.43%", "7.29%"] {
        assert!(derived.contains(share), "{share} in {derived}");
    }
}

#[test]
fn the_checks_find_what_an_editor_would_and_nothing_else() {
    let folder = seeds_or_skip!();
    let rows = rows(&["check", "--from", &folder]);
    let found: Vec<String> = rows
        .iter()
        .map(|r| {
            format!("{} {}:{} {}", r["rule"], r["file"].rsplit('/').next().unwrap_or(""), r["line"], r["severity"])
        })
        .collect();
    assert_eq!(
        found,
        [
            "turnout-mismatch 000_f4bc008e7598047c.txt:5 note",
            "name-spelling 000_f4bc008e7598047c.txt:13 warning",
            "shares-sum 000_f4bc008e7598047c.txt:14 warning",
            "numbering-gap 000_f4bc008e7598047c.txt:19 warning",
            "name-spelling 000_f4bc008e7598047c.txt:33 warning",
            "total-mismatch 000_f4bc008e7598047c.txt:63 warning",
            "date-conflict 001_6f7baa40109acba1.txt:30 warning",
            "event-order 001_6f7baa40109acba1.txt:51 warning",
            "name-spelling 002_f4357b69da796dfd.txt:12 warning",
        ]
    );
    let values = |rule: &str| rows.iter().find(|r| r["rule"] == rule).map(|r| r["values"].clone()).unwrap_or_default();
    assert!(values("total-mismatch").contains("108 (") && values("total-mismatch").contains("108347"));
    assert!(values("date-conflict").contains("2002-11-19") && values("date-conflict").contains("2002-11-20"));
    assert!(values("event-order").contains("2005-05") && values("event-order").contains("2003"));
    assert!(values("turnout-mismatch").contains("72.2%") && values("turnout-mismatch").contains("70.1%"));
    assert_eq!(outcome(&["check", "--from", &folder]).1, 1);
}

#[test]
fn articles_and_bundled_series_make_one_chain() {
    let folder = seeds_or_skip!();
    let chain = rows(&["succession", "Israeli Labor Party", "--from", &folder, "--from", "bundled"]);
    let alone = rows(&["succession", "Israeli Labor Party"]);
    let people = |rows: &[std::collections::BTreeMap<String, String>]| {
        rows.iter().map(|r| r["person"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(people(&chain), people(&alone));
    let record = rows(&["rivals", "Peres", "Rabin", "--from", &folder, "--from", "bundled"]);
    assert_eq!(record.len(), 4);
    assert!(record.iter().all(|r| r["evidence"] == "documented"));
    let places = &record[1]["citations"];
    assert!(places.contains("bundled:israeli-labor.toml") && places.contains("002_"), "sources side by side: {places}");
}

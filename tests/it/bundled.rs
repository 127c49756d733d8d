//! What the bundled series must give.
#![allow(clippy::panic, reason = "a test says why it fails")]

use crate::support::{outcome, rows, stdout};

fn pair(a: &str, b: &str) -> (usize, usize, usize, usize, usize) {
    let all = rows(&["rivals", a]);
    let found = all.iter().find(|r| r["person_a"].ends_with(b) || r["person_b"].ends_with(b));
    let Some(r) = found else { panic!("{a} and {b} never met") };
    let n = |c: &str| r[c].parse::<usize>().unwrap_or(99);
    let swap = r["person_a"].ends_with(b);
    let by = |x: &str, y: &str| if swap { n(y) } else { n(x) };
    (n("meetings"), by("won_a", "won_b"), by("won_b", "won_a"), by("ahead_a", "ahead_b"), by("ahead_b", "ahead_a"))
}

#[test]
fn the_known_rivalries() {
    assert_eq!(pair("Yitzhak Rabin", "Shimon Peres"), (4, 3, 1, 3, 1));
    assert_eq!(pair("Isaac Herzog", "Yachimovich"), (2, 1, 1, 1, 1));
    assert_eq!(pair("Isaac Herzog", "Amir Peretz"), (2, 0, 0, 0, 2));
    assert_eq!(pair("Netanyahu", "Feiglin").0, 4);
    let dates: Vec<String> = rows(&["rivals", "Peres", "Rabin"]).iter().map(|r| r["date"].clone()).collect();
    assert_eq!(dates, ["1974-04-22", "1977-02-23", "1980-12-18", "1992-02-19"]);
}

#[test]
fn namesakes_stay_apart() {
    for (name, status) in [("Miliband", 4), ("Beilin", 4), ("Peres", 0), ("Peretz", 0)] {
        assert_eq!(outcome(&["show", name]).1, status, "{name}");
    }
    assert!(stdout(&["show", "Peres"]).contains("Shimon Peres"));
    assert!(stdout(&["show", "peretz"]).contains("Amir Peretz"));
    let kept = rows(&["identity", "Miliband"]);
    assert!(kept.iter().any(|r| r["verdict"] == "different" && r["reason"].contains("both stood")), "{kept:?}");
}

#[test]
fn the_chain_from_eshkol_to_golan_is_whole() {
    let all = rows(&["succession", "Israeli Labor Party"]);
    assert!(all.iter().all(|r| r["began"] != "not known"));
    let mut held: Vec<&str> = Vec::new();
    for r in &all {
        if held.last() != Some(&r["person"].as_str()) && !r["person"].is_empty() {
            held.push(&r["person"]);
        }
    }
    let from = held.iter().rposition(|p| *p == "Levi Eshkol").unwrap_or(0);
    let expected = "Levi Eshkol, Golda Meir, Yitzhak Rabin, Shimon Peres, Yitzhak Rabin, Shimon Peres, Ehud Barak, Shimon Peres, \
                    Binyamin Ben-Eliezer, Amram Mitzna, Shimon Peres, Amir Peretz, Ehud Barak, Micha Harish, Shelly Yachimovich, \
                    Isaac Herzog, Avi Gabbay, Amir Peretz, Merav Michaeli, Yair Golan";
    assert_eq!(held[from..].join(", "), expected);
    let vacancies = all.iter().filter(|r| r["began"] == "vacancy").count();
    assert_eq!(vacancies, 4);
    let beaten: Vec<&str> = all.iter().filter(|r| r["ended"] == "defeated").map(|r| &r["to"][..4]).collect();
    assert_eq!(beaten, ["1992", "2002", "2005", "2007", "2013", "2017"]);
    let began = |name: &str| all.iter().filter(|r| r["person"] == name).map(|r| r["began"].clone()).collect::<Vec<_>>();
    assert_eq!(began("Micha Harish"), ["acting"]);
    assert_eq!(began("Shimon Peres"), ["unopposed", "unopposed", "acting", "interim"]);
}

#[test]
fn from_meir_to_golan() {
    let steps = rows(&["path", "Golda Meir", "Yair Golan", "--by", "succession"]);
    assert_eq!(steps.len(), 18);
    assert_eq!(steps[0]["contest"], "1974 Israeli Labor Party leadership election");
    assert_eq!(steps[17]["to"], "Yair Golan");
    assert!(steps.iter().all(|r| r["by"] == "succession"));
    let rivals = rows(&["path", "Peres", "Yair Golan", "--by", "contests"]);
    assert_eq!(rivals.first().map(|r| r["from"].clone()).as_deref(), Some("Shimon Peres"));
    for pair in rivals.windows(2) {
        assert_eq!(pair[0]["to"], pair[1]["from"]);
    }
    let text = stdout(&["path", "Golda Meir", "Yair Golan", "--by", "contests"]);
    assert!(text.contains("no path") && text.contains("stood against nobody"), "{text}");
}

#[test]
fn effective_numbers() {
    let all = rows(&["measures", "Israeli Labor Party"]);
    for (year, expected) in [
        ("1974", 1.99),
        ("1992", 3.07),
        ("1997", 2.77),
        ("2001", 2.00),
        ("2002", 2.23),
        ("2003", 2.67),
        ("2005", 2.68),
        ("2007", 3.55),
        ("2011", 3.63),
        ("2013", 1.94),
        ("2017", 4.17),
        ("2021", 1.56),
        ("2022", 1.38),
        ("2024", 1.09),
    ] {
        let Some(r) = all.iter().find(|r| r["contest"].starts_with(year)) else { panic!("{year}") };
        let n: f64 = r["effective_number"].parse().unwrap_or(f64::NAN);
        assert!((n - expected).abs() <= 0.02, "{year}: {n} against {expected}");
        assert!(!r["denominator"].is_empty(), "{year} says what its shares are of");
    }
}

#[test]
fn conflicts_are_kept_side_by_side() {
    let shown = stdout(&["show", "1992 Israeli Labor Party leadership election"]);
    for value in
        ["19 February 1992 (preferred)", "20 February 1992 (also given)", "34.48%", "34.8%", "71% (also given)"]
    {
        assert!(shown.contains(value), "{value} in {shown}");
    }
    let notes = rows(&["check", "--select", "conflicting-sources"]);
    assert!(notes.len() > 60, "{}", notes.len());
    assert_eq!(outcome(&["check", "--select", "conflicting-sources"]).1, 0, "notes are no fault");
}

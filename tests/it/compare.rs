//! Two sources statement by statement.
#![allow(clippy::disallowed_methods, reason = "tests write files of their own")]

use crate::support::stdout;

#[test]
fn terms_are_matched_by_person_and_years() {
    let rows = stdout(&["compare", "tests/compare/a.csv", "tests/compare/b.csv", "--format", "csv"]);
    insta::assert_snapshot!("compare_terms", rows);
    let people = stdout(&["compare", "tests/compare/a.csv", "tests/compare/b.csv"]);
    insta::assert_snapshot!("compare_terms_for_people", people);
    let only =
        stdout(&["compare", "tests/compare/a.csv", "tests/compare/b.csv", "--format", "csv", "--status", "only-b"]);
    assert!(only.lines().skip(1).all(|line| line.contains(",only-b,")), "{only}");
    assert_eq!(only.lines().count(), 4);
}

#[test]
fn a_source_agrees_with_itself() {
    for source in ["tests/articles", "tests/ties", "bundled"] {
        let rows = stdout(&["compare", source, source, "--format", "csv"]);
        let others: Vec<&str> = rows.lines().skip(1).filter(|line| !line.contains(",same,")).collect();
        assert_eq!(others, [""; 0], "{source}");
        assert!(rows.lines().count() > 10, "{source}");
    }
}

#[test]
fn results_of_a_table_and_of_articles_are_compared() {
    let folder = crate::support::scratch("compare");
    let path = folder.join("results.csv").display().to_string();
    stdout(&["export", "--from", "tests/articles", "--format", "csv", "-o", &folder.join("csv").display().to_string()]);
    let text = std::fs::read_to_string(folder.join("csv").join("candidacies.csv")).unwrap_or_default();
    assert!(!text.is_empty(), "there are candidacies");
    let all = stdout(&["compare", "tests/articles", &folder.join("csv").display().to_string(), "--format", "csv"]);
    assert!(all.contains(",votes,same,"), "{all}");
    assert!(!all.contains(",votes,differs,"), "{all}");
    std::fs::write(&path, "contest,date,candidate,votes\n2001 Elm Party leadership election,2001-02-03,Ann Ash,120\n2001 Elm Party leadership election,2001-02-03,Ben Bee,80\n").unwrap();
    let other = folder.join("other.csv").display().to_string();
    std::fs::write(&other, "contest,date,candidate,votes\n2001 Elm Party leadership election,2001-02-03,Ann Ash,121\n2001 Elm Party leadership election,2001-02-03,Cat Coe,80\n").unwrap();
    let rows = stdout(&["compare", &path, &other, "--format", "csv"]);
    assert!(rows.contains("Ann Ash,votes,differs,120,121,"), "{rows}");
    assert!(rows.contains("Ben Bee,candidacy,only-a,"), "{rows}");
    assert!(rows.contains("Cat Coe,candidacy,only-b,"), "{rows}");
}

#[test]
fn rounds_of_either_source_and_terms_whose_end_only_a_successor_gives() {
    let folder = crate::support::scratch("compare-rounds");
    let write = |name: &str, text: &str| {
        let path = folder.join(name).display().to_string();
        std::fs::write(&path, text).unwrap();
        path
    };
    let head = "contest,date,round,candidate,votes\n";
    let first = "Elm election,2001-02-03,1,Ann Ash,120\nElm election,2001-02-03,1,Ben Bee,110\n";
    let second = "Elm election,2001-02-03,2,Ann Ash,150\nElm election,2001-02-03,2,Ben Bee,100\n";
    let (a, b) = (write("a.csv", &format!("{head}{first}")), write("b.csv", &format!("{head}{first}{second}")));
    let rows = stdout(&["compare", &a, &b, "--format", "csv"]);
    assert!(rows.contains("Ann Ash,votes,same,120,120,"), "{rows}");
    assert!(rows.contains("round 2\",votes,only-b,,150,"), "{rows}");
    let rows = stdout(&["compare", &b, &a, "--format", "csv"]);
    assert!(rows.contains("round 2\",votes,only-a,150,,"), "{rows}");
    // That Ben Bee began in 2003 does not say that Ann Ash had left.
    let own = write("own.csv", "office,holder,start,end\nMayor of Elm,Ann Ash,2001,\nMayor of Elm,Ben Bee,2003,2004\n");
    let their = write("their.csv", "office,holder,start,end\nMayor of Elm,Ann Ash,2004,2006\n");
    let rows = stdout(&["compare", &own, &their, "--format", "csv"]);
    assert!(rows.contains("\"Ann Ash, Mayor of Elm\",from,differs,2001,2004,"), "{rows}");
    assert!(rows.contains("\"Ann Ash, Mayor of Elm\",to,only-b,,2006,"), "{rows}");
}

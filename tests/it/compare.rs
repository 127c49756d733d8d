//! Two sources statement by statement.
#![allow(clippy::disallowed_methods, reason = "tests write files of their own")]

use crate::support::{hustings, stdout, told};

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

const ENTITIES: &str = "tests/compare/entities.json";
const PAGES: &str = "tests/compare/pages";

#[test]
fn edits_of_wikidata_keep_what_a_statement_has() {
    let folder = crate::support::scratch("compare-edits");
    let items = folder.join("items.csv").display().to_string();
    std::fs::write(&items, "name,item\nChair of Elm Council,Q90000011\n").unwrap();
    let wiki = ["--wiki", "https://en.wikipedia.org", "--items", &items];
    let of = |kind: &str| stdout(&[&["compare", ENTITIES, PAGES, "--edits", kind], &wiki[..]].concat());
    insta::assert_snapshot!("compare_wikibase", of("wikibase"));
    insta::assert_snapshot!("compare_quickstatements", of("quickstatements"));
    // What differs alone, and what is missing alone.
    let some = |status: &str| stdout(&["compare", ENTITIES, PAGES, "--edits", "wikibase", "--status", status]);
    assert_eq!(some("differs").matches("\"P582\"").count(), 2, "{}", some("differs"));
    assert!(some("only-b").contains("1948-11-02") && !some("only-b").contains("1950-03-05"), "{}", some("only-b"));
    assert_eq!(some("only-a"), "");
}

#[test]
fn a_source_without_ids_of_statements_has_edits_in_quickstatements() {
    let folder = crate::support::scratch("compare-statements");
    let write = |name: &str, text: &str| {
        let path = folder.join(name).display().to_string();
        std::fs::write(&path, text).unwrap();
        path
    };
    let head = "positionLabel,position,officeholderLabel,officeholder,start,end\n";
    let a = write(
        "a.csv",
        &format!(
            "{head}Mayor of Elm,Q10,Ann Ash,Q1,2001-02-03,\nMayor of Elm,Q10,Ben Bee,Q2,1990,1994\nMayor of Elm,Q10,Ben Bee,Q2,1996,1999\n"
        ),
    );
    let b = write(
        "b.csv",
        &format!(
            "{head}Mayor of Elm,Q10,Ann Ash,Q1,2001-02-03,2005-06-07\nMayor of Elm,Q10,Ben Bee,Q2,1990,1994-05-06\n\
             Mayor of Elm,Q10,Ben Bee,Q2,1996,1998\nMayor of Elm,Q10,Cat Coe,Q3,2005-06-07,2010-01-01\n"
        ),
    );
    let lines = stdout(&["compare", &a, &b, "--edits", "quickstatements", "--summary", "as the city says"]);
    let lines: Vec<&str> = lines.lines().collect();
    assert_eq!(
        lines,
        [
            "Q1\tP39\tQ10\tP582\t+2005-06-07T00:00:00Z/11 /* as the city says */",
            "Q3\tP39\tQ10\tP580\t+2005-06-07T00:00:00Z/11\tP582\t+2010-01-01T00:00:00Z/11 /* as the city says */",
        ]
    );
    let (said, out) = (
        told(&hustings(&["compare", &a, &b, "--edits", "wikibase"])),
        stdout(&["compare", &a, &b, "--edits", "wikibase"]),
    );
    assert!(said.contains("gives no id of the statement; '--edits quickstatements'"), "{said}");
    assert!(out.contains("\"Q3\"") && !out.contains("\"Q2\""), "{out}");
}

#[test]
fn pages_of_a_wiki_have_lines_to_change_and_to_add() {
    insta::assert_snapshot!(
        "compare_wikitext",
        stdout(&["compare", PAGES, "tests/compare/further.csv", "--edits", "wikitext"])
    );
    // The pages say all of it now, so that nothing is to be changed.
    assert_eq!(stdout(&["compare", PAGES, PAGES, "--edits", "wikitext"]), "");
}

#[test]
fn differences_are_findings_and_a_page() {
    let log: serde_json::Value =
        serde_json::from_str(&stdout(&["compare", PAGES, "tests/compare/further.csv", "--format", "sarif"])).unwrap();
    let run = &log["runs"][0];
    let rules: Vec<&str> =
        run["tool"]["driver"]["rules"].as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap()).collect();
    assert_eq!(rules, ["compare-differs", "compare-only-a", "compare-only-b"]);
    let results = run["results"].as_array().unwrap();
    let fixed = results.iter().find(|r| r["fixes"].is_array()).unwrap();
    let change = &fixed["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["replacements"][0]["insertedContent"]["text"], "8 May 2002");
    assert_eq!(change["replacements"][0]["deletedRegion"]["startLine"], 6);
    let page = stdout(&["compare", PAGES, "tests/compare/further.csv", "--format", "html"]);
    assert!(page.contains("<h2>What differs (1)</h2>") && page.contains("2002-05-08"), "{page}");
    let hostile = crate::support::scratch("compare-hostile").join("a.csv").display().to_string();
    std::fs::write(&hostile, "office,holder,start\nMayor,<script>x</script>,2001\n").unwrap();
    let page = stdout(&["compare", &hostile, PAGES, "--format", "html"]);
    assert!(page.contains("&lt;script&gt;x") && !page.contains("<script>"), "{page}");
}

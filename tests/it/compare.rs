//! Two sources statement by statement.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests write files of their own")]

use crate::support::{hustings, outcome, stdout, told};

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
    let refused = hustings(&["compare", &a, &b, "--edits", "wikibase"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        told(&refused).contains("gives no ids of statements") && told(&refused).contains("--edits quickstatements")
    );
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

/// Writes files and returns their paths.
fn files<const N: usize>(folder: &str, files: [(&str, &str); N]) -> [String; N] {
    let folder = crate::support::scratch(folder);
    files.map(|(name, text)| {
        let path = folder.join(name).display().to_string();
        std::fs::write(&path, text).unwrap();
        path
    })
}

fn entity(item: &str, label: &str, claims: &str) -> String {
    format!(
        r#"{{"type":"item","id":"{item}","lastrevid":7,"labels":{{"en":{{"language":"en","value":"{label}"}}}},"claims":{{{claims}}}}}"#
    )
}

fn snak(property: &str, kind: &str, value: &str) -> String {
    format!(r#"{{"snaktype":"value","property":"{property}","datavalue":{{"type":"{kind}","value":{value}}}}}"#)
}

fn item(property: &str, item: &str) -> String {
    snak(property, "wikibase-entityid", &format!(r#"{{"entity-type":"item","id":"{item}"}}"#))
}

fn day(property: &str, day: &str) -> String {
    let value = format!(
        r#"{{"time":"+{day}T00:00:00Z","timezone":0,"before":0,"after":0,"precision":11,"calendarmodel":"http://www.wikidata.org/entity/Q1985727"}}"#
    );
    snak(property, "time", &value)
}

fn statement(id: &str, main: &str, qualifiers: &[(&str, String)]) -> String {
    let qualifiers: Vec<String> =
        qualifiers.iter().map(|(property, snak)| format!(r#""{property}":[{snak}]"#)).collect();
    format!(
        r#"{{"id":"{id}","type":"statement","rank":"normal","mainsnak":{main},"qualifiers":{{{}}}}}"#,
        qualifiers.join(",")
    )
}

#[test]
fn namesakes_of_other_times_are_two_and_namesakes_of_one_office_are_one() {
    let born = statement("Q101$1", &day("P569", "1901-02-03"), &[]);
    let held = statement("Q101$2", &item("P39", "Q20"), &[("P580", day("P580", "1930-01-01"))]);
    let smith = entity("Q101", "John Smith", &format!(r#""P569":[{born}],"P39":[{held}]"#));
    let [a, b, two] = files(
        "compare-namesakes",
        [
            ("a.json", &format!("{smith}\n")),
            ("b.csv", "office,holder,born,start,end\nMayor of Elm,John Smith,1962-07-08,2008-05-01,2009-05-07\n"),
            ("two.csv", "office,holder,start,end\nMayor of Elm,Ann Ash,1990,1994\nChair of Oak,Ann Ash,1995,1999\n"),
        ],
    );
    let edits = stdout(&["compare", &a, &b, "--edits", "wikibase"]);
    assert_eq!(edits, "");
    // A person whom a table may have twice is compared with itself.
    let rows = stdout(&["compare", &two, &two, "--format", "csv"]);
    assert!(rows.lines().skip(1).all(|row| row.contains(",same,")) && rows.lines().count() > 4, "{rows}");
}

#[test]
fn a_term_in_parts_is_the_same_and_nothing_is_removed() {
    let part = |id: &str, from: &str, to: &str| {
        statement(id, &item("P39", "Q11"), &[("P580", day("P580", from)), ("P582", day("P582", to))])
    };
    let (first, second) = (part("Q1$1", "2001-06-07", "2005-04-11"), part("Q1$2", "2005-05-05", "2010-04-12"));
    let member = entity("Q11", "Member of the Elm Council", "");
    let ann = entity("Q1", "Ann Ash", &format!(r#""P39":[{first},{second}]"#));
    let table = |rows: &str| format!("office,holder,start,end\n{rows}");
    let [a, whole, open] = files(
        "compare-parts",
        [
            ("a.json", &format!("{ann}\n{member}\n")),
            ("whole.csv", &table("Member of the Elm Council,Ann Ash,2001-06-07,2010-04-12\n")),
            (
                "open.csv",
                &table(
                    "Member of the Elm Council,Ann Ash,2001-06-07,2005-04-11\nMember of the Elm Council,Ann Ash,2005-05-05,\n",
                ),
            ),
        ],
    );
    let rows = stdout(&["compare", &a, &whole, "--format", "csv"]);
    assert!(
        rows.contains("term,same,2001-06-07 – 2005-04-11; 2005-05-05 – 2010-04-12,2001-06-07 – 2010-04-12"),
        "{rows}"
    );
    assert_eq!(stdout(&["compare", &a, &whole, "--edits", "wikibase"]), "");
    assert_eq!(stdout(&["compare", &a, &open, "--edits", "wikibase"]), "");
}

#[test]
fn who_is_only_named_as_a_successor_gets_a_statement() {
    let ann = statement(
        "Q1$1",
        &item("P39", "Q11"),
        &[("P580", day("P580", "1990-01-01")), ("P582", day("P582", "1994-01-01")), ("P1366", item("P1366", "Q2"))],
    );
    let old = statement("Q2$9", &day("P569", "1950-05-06"), &[]);
    let [a, b] = files(
        "compare-successor",
        [
            (
                "a.json",
                &format!(
                    "{}\n{}\n{}\n",
                    entity("Q1", "Ann Ash", &format!(r#""P39":[{ann}]"#)),
                    entity("Q2", "Ben Bee", &format!(r#""P569":[{old}]"#)),
                    entity("Q11", "Mayor of Elm", "")
                ),
            ),
            (
                "b.csv",
                "office,holder,born,start,end\nMayor of Elm,Ann Ash,,1990-01-01,1994-01-01\nMayor of Elm,Ben Bee,1950-05-06,1994-01-01,1998-02-03\n",
            ),
        ],
    );
    let edits = stdout(&["compare", &a, &b, "--edits", "wikibase"]);
    assert_eq!(edits.lines().count(), 1, "{edits}");
    assert!(edits.contains(r#""baserevid":7"#) && edits.contains(r#""id":"Q2""#), "{edits}");
    assert!(edits.contains(r#"{"qualifiers":{"P580":["1994-01-01"],"P582":["1998-02-03"]},"value":"Q11"}"#), "{edits}");
}

#[test]
fn a_date_in_a_reference_is_not_the_date_of_the_field() {
    let page = "{{Infobox officeholder
| name = Ann Ash
| office = Mayor of Elm
| term_start = {{start date|1990|5|1}}<ref>{{cite web|title=Elm|date=1 May 1990}}</ref>
| term_end = 2 May 1994
}}
'''Ann Ash''' is a politician.
";
    let [a, b] = files(
        "compare-references",
        [("Ann Ash.wiki", page), ("b.csv", "office,holder,start,end\nMayor of Elm,Ann Ash,1990-05-03,1994-05-02\n")],
    );
    let edits = stdout(&["compare", &a, &b, "--edits", "wikitext"]);
    assert!(
        edits.contains("+ | term_start = {{start date|1990|5|3}}<ref>{{cite web|title=Elm|date=1 May 1990}}</ref>"),
        "{edits}"
    );
}

#[test]
fn the_checks_compare_pages_with_items() {
    let (items, pages) = ("tests/compare/entities.json", "tests/compare/pages");
    let found = outcome(&["check", "--from", items, "--from", pages, "--format", "csv"]).0;
    let of_rule: Vec<&str> = found.lines().filter(|line| line.starts_with("page-against-item,")).collect();
    assert_eq!(of_rule.len(), 2, "{found}");
    assert!(found.contains("the last day in office is 1 May 1994 here, and 2 May 1994 in Wikidata"), "{found}");
    assert!(found.contains("the date of birth is 5 March 1950 here, and 4 March 1950 in Wikidata"), "{found}");
    for alone in [items, pages] {
        assert!(!outcome(&["check", "--from", alone]).0.contains("page-against-item"), "{alone}");
    }

    // A graph file finds the same. An item that gives two dates is contradicted by neither.
    let folder = crate::support::scratch("check-items");
    let built = folder.join("world.db").display().to_string();
    stdout(&["build", items, pages, "-o", &built]);
    let of_file = outcome(&["check", "--from", &built, "--format", "csv"]).0;
    assert_eq!(of_file.lines().filter(|line| line.starts_with("page-against-item,")).count(), 2, "{of_file}");
    let page = std::fs::read_to_string("tests/compare/pages/Ann_Ash.wiki").unwrap();
    let both = folder.join("Ann_Ash.wiki").display().to_string();
    // Both ends of a tenure that differ are another tenure.
    let other = page.replace("1 May 1990\n| term_end2   = 1 May 1994", "1 May 1991\n| term_end2   = 1 May 1993");
    std::fs::write(&both, other.replace("birth date|1950|3|5", "birth date|1950|3|4")).unwrap();
    let found = outcome(&["check", "--from", items, "--from", &both, "--format", "csv"]).0;
    assert!(!found.contains("page-against-item"), "{found}");
}

#[test]
fn pages_that_need_not_contradict_items_do_not() {
    let folder = crate::support::scratch("check-items-silent");
    let path = folder.join("Ann_Ash.wiki").display().to_string();
    let page = std::fs::read_to_string("tests/compare/pages/Ann_Ash.wiki").unwrap();
    let found = |from: &str, to: &str| {
        assert!(page.contains(from), "{from}");
        std::fs::write(&path, page.replace(from, to)).unwrap();
        let (text, _) =
            outcome(&["check", "--from", "tests/compare/entities.json", "--from", &path, "--format", "csv"]);
        text.lines().filter(|line| line.starts_with("page-against-item,")).map(str::to_string).collect::<Vec<_>>()
    };
    // The birth and the end of the first term differ by a day.
    assert_eq!(found("Ash", "Ash").len(), 2);
    // A date that is called uncertain, or a second one beside it.
    for unsure in ["{{circa|1951}}", "1951?", "5 March 1950 (or 6 March 1950)", "5 March 1950 (disputed)"] {
        let of_birth = |line: &String| line.contains("date of birth");
        assert!(!found("{{birth date|1950|3|5}}", unsure).iter().any(of_birth), "{unsure}");
    }
    // Another office that somebody left on nearly the same day.
    assert_eq!(found("office2     = [[Mayor of Elm]]", "office2     = [[Minister of Roads]]").len(), 1);
    // An end that may be that of another term.
    assert_eq!(found("term_end2   = 1 May 1994", "term_end2   = 1 May 1998").len(), 1);
    // Ends that agree by their years alone.
    assert_eq!(found("term_start2 = 1 May 1990", "term_start2 = 1990").len(), 1);
}

#[test]
fn packed_files_are_read_again_as_others() {
    let folder = crate::support::scratch("packed-again");
    let packed = |name: &str, text: &[u8]| {
        let path = folder.join(name);
        let mut out = flate2::write::GzEncoder::new(std::fs::File::create(&path).unwrap(), flate2::Compression::fast());
        std::io::Write::write_all(&mut out, text).unwrap();
        out.finish().unwrap();
        path.display().to_string()
    };
    let items = packed("entities.json.gz", &std::fs::read("tests/compare/entities.json").unwrap());
    let edits = |a: &str| outcome(&["compare", a, "tests/compare/pages", "--edits", "wikibase"]);
    assert_eq!(edits(&items), edits("tests/compare/entities.json"));
    assert!(edits(&items).0.contains("1986-06-12"));

    let row = "{{Election box candidate with party link|candidate=Ann Ash|votes=12,000|percentage=51.74}}\n";
    let page = |comment: &str| {
        let text = format!(
            "{{{{Election box begin|title=1998 Elm mayoral election}}}}\n{comment}{row}{{{{Election box candidate with party link|candidate=Bo Birch|votes=9,000|percentage=42.86}}}}\n{{{{Election box total|votes=21,000|percentage=100.00}}}}\n{{{{Election box end}}}}\n"
        );
        format!(
            "<mediawiki version=\"0.11\">\n<page>\n<title>Elm 1998</title>\n<ns>0</ns>\n<revision>\n<id>1</id>\n<text>{text}</text>\n</revision>\n</page>\n</mediawiki>\n"
        )
    };
    let comment = "&lt;!-- hustings:ignore share-against-votes, because the source has it --&gt;\n";
    let (_, status) = outcome(&["check", "--from", &packed("plain.xml.gz", page("").as_bytes())]);
    assert_eq!(status, 1);
    let (said, status) = outcome(&["check", "--from", &packed("ignored.xml.gz", page(comment).as_bytes())]);
    assert_eq!(status, 0, "{said}");
}

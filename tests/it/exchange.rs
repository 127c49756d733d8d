//! The exchange formats: read back by this project, said what was selected, and safe with hostile names. What other programs make
//! of them is in `.ci/python/exchange.py` and `.ci/pictures`.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test says why it fails")]
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use crate::support::{hustings, scratch, stdout};
use hustings::facts::Facts;
use hustings::graph::{Lookup, PoliticalGraph, Query, Selection};
use hustings::identity::Overrides;
use hustings::source::{self, read_text};
use hustings::view::exchange::{self, Items, Options};
use std::collections::BTreeSet;

fn bundled() -> PoliticalGraph {
    let pages: Vec<_> = source::bundled().collect();
    PoliticalGraph::build(&Facts::extract(&pages), &Overrides::default())
}

fn read(name: &str, text: &str) -> PoliticalGraph {
    let facts = Facts::extract(&read_text(name, text.as_bytes()).pages);
    PoliticalGraph::build(&facts, &Overrides::default())
}

fn written(format: &str, selection: &Selection<'_>, options: &Options) -> String {
    let mut bytes = Vec::new();
    let format = exchange::named(format).unwrap_or_else(|| panic!("{format}"));
    format.write(selection, options, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// What a contest comes to: title, date, and each candidate's name and votes in the last round.
fn results(graph: &PoliticalGraph) -> BTreeSet<String> {
    let one = |c: &hustings::graph::Contest| {
        let mut rows: Vec<String> = graph
            .candidacies_of(c.id)
            .filter(|r| r.is_standing())
            .map(|r| {
                let last = c.valid_rounds(false).last().copied();
                let votes = last.and_then(|n| r.round(n)).and_then(|r| r.votes.best());
                format!("{} {votes:?}", graph.person(r.person).name)
            })
            .collect();
        rows.sort();
        format!("{} {:?} {rows:?}", c.title, c.date().map(|d| d.to_string()))
    };
    graph.contests().iter().filter(|c| graph.candidacies_of(c.id).any(|r| r.is_standing())).map(one).collect()
}

#[test]
fn infoboxes_are_read_again() {
    let graph = bundled();
    let text = written("infoboxes", &Selection::whole(&graph), &Options::default());
    // Each box stands on a page of its own, as an editor pastes it.
    let mut facts = Facts::default();
    for body in text.split("\n\n").filter(|b| b.contains("{{Infobox election")) {
        let title = body.lines().find_map(|l| l.strip_prefix("| election_name = ")).unwrap();
        facts.append(Facts::extract(&read_text(&format!("{title}.wiki"), body.as_bytes()).pages));
    }
    let again = PoliticalGraph::build(&facts, &Overrides::default());
    // A contest that was called off has no box.
    let called_off = |r: &String| r.starts_with("2016 Likud");
    let (wanted, found) = (results(&graph), results(&again));
    assert!(wanted.iter().any(called_off) && !found.iter().any(called_off));
    let wanted: BTreeSet<String> = wanted.into_iter().filter(|r| !called_off(r)).collect();
    let missing: Vec<&String> = wanted.difference(&found).collect();
    // A box holds nine candidates; every contest of the bundled data has fewer.
    assert!(missing.is_empty(), "{missing:#?}\n{found:#?}");
    for contest in again.contests().iter().filter(|c| c.documented) {
        let original = graph.contests().iter().find(|c| c.title == contest.title).unwrap();
        let titles = |g: &PoliticalGraph, c: &hustings::graph::Contest| {
            [&c.previous, &c.next].map(|v| v.best().map(|id| g.contest(*id).title.clone()))
        };
        assert_eq!(titles(&again, contest), titles(&graph, original), "{}", contest.title);
    }
}

#[test]
fn succession_boxes_are_read_again() {
    let graph = bundled();
    let Lookup::One(labor) = graph.find_office("Israeli Labor Party") else { panic!("no office") };
    let selection = Query::default().with_office(labor).resolve(&graph);
    let text = written("succession-boxes", &selection, &Options::default());
    let folder = scratch("exchange-boxes");
    let mut found = Vec::new();
    for block in text.split("<!-- ").skip(2) {
        let (name, body) = block.split_once(" -->").unwrap();
        let file = folder.join(format!("{name}.wiki"));
        std::fs::write(&file, body).unwrap();
        let page: serde_json::Value = serde_json::from_str(&stdout(&["extract", &file.to_string_lossy()])).unwrap();
        for row in page["successions"].as_array().unwrap() {
            let word = |key: &str| row[key].as_str().unwrap_or("").to_string();
            assert_eq!(word("title"), "Leader of the Israeli Labor Party");
            // A spell that goes on has no end.
            let end = if row["in_office"] == true { "present".into() } else { word("end") };
            found.push([name.to_string(), word("start"), end, word("predecessor"), word("successor")]);
        }
    }
    let tenures: Vec<_> = graph.tenures_of(labor).collect();
    assert_eq!(found.len(), tenures.len());
    for (i, tenure) in tenures.iter().enumerate() {
        let name = |at: Option<usize>| {
            at.and_then(|i| tenures.get(i)).map_or(String::new(), |t| graph.person(t.person).name.clone())
        };
        let year = |d: Option<&hustings::wikitext::Date>| d.and_then(|d| d.first_year()).map(|y| y.to_string());
        let end = if tenure.ended == Some(hustings::facts::Ended::InOffice) {
            Some("present".into())
        } else {
            year(tenure.to.best())
        };
        let start = year(tenure.from.best());
        // A spell within one year is written as that year.
        let end = if end == start { Some(String::new()) } else { end };
        let wanted = [name(Some(i)), start.unwrap(), end.unwrap(), name(i.checked_sub(1)), name(Some(i + 1))];
        assert!(found.contains(&wanted), "{wanted:?} is not among {found:#?}");
    }
}

#[test]
fn tables_are_read_again() {
    let folder = scratch("exchange-tables");
    for (name, from) in [("bundled", "bundled"), ("articles", "tests/articles")] {
        let (one, other) = (folder.join(name), folder.join(format!("{name}-again")));
        let (one, other) = (one.to_string_lossy().into_owned(), other.to_string_lossy().into_owned());
        stdout(&["export", "--from", from, "-o", &one]);
        stdout(&["export", "--from", &one, "-o", &other, "--strict"]);
        for table in ["people", "contests", "rounds", "candidacies", "tenures"] {
            let text = |folder: &str| std::fs::read_to_string(format!("{folder}/{table}.csv")).unwrap();
            let (first, second) = (text(&one), text(&other));
            assert!(first.lines().count() > 1, "{table}");
            assert_eq!(first, second, "{name}: {table}");
        }
        // The answers are the same as those from the sources themselves, but for the places that they cite.
        for command in [&["rivals", "--top", "20"][..], &["measures"]] {
            let answer = |from: &str| stdout(&[command, &["--format", "csv", "--from", from]].concat());
            assert_eq!(answer(from), answer(&one), "{command:?}");
        }
    }
    assert!(stdout(&["export", "--from", "tests/articles", "-o", "-", "--format", "csv"]).contains("Lindqvist"));
}

#[test]
fn every_format_says_what_was_selected() {
    let graph = bundled();
    let Lookup::One(likud) = graph.find_office("Likud") else { panic!("no office") };
    let selection = Query::default().with_office(likud).with_years(Some(1990), Some(1999)).resolve(&graph);
    let mut items = String::from("name,item\n");
    for (i, name) in graph.people().iter().map(|p| &p.name).chain(graph.contests().iter().map(|c| &c.title)).enumerate()
    {
        items.push_str(&format!("\"{name}\",Q{}\n", i + 1));
    }
    items.push_str("Leader of Likud,Q99999\n");
    let options = Options { items: Items::read(&items).unwrap(), ..Options::default() };
    for format in exchange::ALL.iter().filter(|f| f.name != "schema") {
        let mut texts = Vec::new();
        if format.is_stream() {
            texts.push(written(format.name, &selection, &options));
        }
        for table in format.tables() {
            let mut bytes = Vec::new();
            format.write_table(&selection, table, &options, &mut bytes).unwrap();
            texts.push(String::from_utf8_lossy(&bytes).into_owned());
        }
        // A table without a row has no place for it.
        for text in texts.into_iter().filter(|text| text.lines().count() > 1) {
            assert!(text.contains("years 1990 to 1999"), "{}: {}", format.name, &text[..text.len().min(400)]);
            assert!(!text.contains("Yitzhak Rabin"), "{}: of another office", format.name);
        }
    }
}

#[test]
fn a_part_keeps_the_figures_of_the_whole() {
    let graph = bundled();
    let few = Query::default().with_top(4).resolve(&graph);
    let table = written("csv", &few, &Options::default());
    let whole = written("csv", &Selection::whole(&graph), &Options::default());
    let rows = |text: &str| -> BTreeSet<String> {
        text.lines()
            .skip(1)
            .map(|l| l.split(",the 4 of").next().unwrap().split(",\"the 4 of").next().unwrap().to_string())
            .collect()
    };
    let (few_rows, all) = (rows(&table), rows(&whole));
    assert!(few_rows.len() > 4 && few_rows.len() < all.len());
    let unknown: Vec<&String> =
        few_rows.iter().filter(|r| !all.iter().any(|a| a.starts_with(r.trim_end_matches(',')))).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

const HOSTILE: &str = "contest,date,office,party,candidate,votes,outcome\n\
    \"2001 \"\"Q\"\" & <b>P\\N</b> election\",2001-02-03,\"Leader of \"\"X\"\" & <Y>\",\"P|}} [[a]]\",\"`Bobby` \"\"]);--><script>\",100,elected\n\
    \"2001 \"\"Q\"\" & <b>P\\N</b> election\",2001-02-03,\"Leader of \"\"X\"\" & <Y>\",,\"end %% {{x}} | [[y|z]] ''' ~~~~\",90,lost\n\
    2005 election,2005-02-03,\"Leader of \"\"X\"\" & <Y>\",,שמעון \u{202e}פרס,190,elected\n";

#[test]
fn hostile_names_stay_names() {
    let graph = read("hostile.csv", HOSTILE);
    let whole = Selection::whole(&graph);
    let options = Options::default();
    for format in ["graphml", "gexf"] {
        let text = written(format, &whole, &options);
        let document = roxmltree::Document::parse(&text).unwrap_or_else(|e| panic!("{format}: {e}"));
        assert!(document.descendants().all(|n| !n.has_tag_name("script")), "{format}");
        assert!(document.descendants().any(|n| {
            n.text().is_some_and(|t| t.contains("-->")) || n.attribute("value").is_some_and(|t| t.contains("-->"))
        }));
    }
    for format in ["json", "node-link", "popolo", "schema"] {
        serde_json::from_str::<serde_json::Value>(&written(format, &whole, &options)).unwrap();
    }
    for format in ["wikitext", "infoboxes", "succession-boxes", "wikitable", "easytimeline"] {
        let text = written(format, &whole, &options);
        for bad in ["<script>", "[[y|z]]", "{{x}}", "~~~~", "P|}}", "<b>"] {
            assert!(!text.contains(bad), "{format}: {bad}");
        }
        // Every remark is closed where it should be.
        assert_eq!(text.matches("<!--").count(), text.matches("-->").count(), "{format}");
        assert_eq!(text.matches("{{").count(), text.matches("}}").count(), "{format}");
    }
    let mermaid = written("mermaid", &whole, &options);
    assert!(!mermaid.contains("<script>") && !mermaid.contains("`Bobby`"), "{mermaid}");
    let triples = written("ntriples", &whole, &options);
    assert!(triples.lines().all(|l| l.ends_with(" .") && l.starts_with('<')), "a line each triple");
}

#[test]
fn timelines_keep_to_what_easytimeline_takes() {
    // Its limits and traps were found by running it: see the comments of the writer.
    let mut table = String::from("office,person,from,to,began,ended\n");
    table.push_str("Alone,Ada,2000-02-29,2001-03-01,,\nOld,Bo,1774,1774,,\nNames,$AP {x},1900-01-01,1900-01-01,,\n");
    table.push_str("Names,// Cy,1901,1905,,\nHebrew,שמעון פרס,1984,1986,,\nHebrew,Dov,1986,1990,,\n");
    for i in 0..170 {
        table.push_str(&format!("Many,Person {i},{},{},,\n", 1800 + i, 1801 + i));
    }
    let text = written("easytimeline", &Selection::whole(&read("tenures.csv", &table)), &Options::default());
    let bodies: Vec<&str> = text.split("</timeline>").filter(|b| b.contains("<timeline")).collect();
    assert_eq!(bodies.len(), 5);
    for body in &bodies {
        let after = |key: &str| body.split(key).nth(1).unwrap().split([' ', '\n']).next().unwrap().to_string();
        assert!(body.matches("text:\"").count() >= 2, "a single bar has no name: {body}");
        assert!(after("height:").parse::<usize>().unwrap() <= 1990);
        assert!(!body.contains('$') && !body.contains("text:\"//") && !body.contains("text:\"\""), "{body}");
        assert!(!body.contains("29/02/2000"));
        let year = |date: String| date.rsplit('/').next().unwrap().parse::<f64>().unwrap();
        assert!(year(after("from:")) < year(after("till:")), "{body}");
        assert_eq!(body.contains("svg2png"), body.contains("שמעון"), "{body}");
    }
    assert!(text.contains("DateFormat = x.y") && text.contains("from:1774.00 till:1775.00"), "{text}");
}

#[test]
fn quickstatements_have_items_and_sources() {
    let folder = scratch("quickstatements");
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    stdout(&["export", "--format", "items", "--select", "office=Likud", "-o", &path("items.csv")]);
    let items = std::fs::read_to_string(path("items.csv")).unwrap();
    assert!(items.contains("person,Yitzhak Shamir,"), "{items}");
    // Nothing is stated of what has no item, and it says so.
    let output = hustings(&["export", "-o", &path("none.qs")]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("have no Wikidata item"));
    assert_eq!(std::fs::read_to_string(path("none.qs")).unwrap(), "");
    let some = "kind,name,item\nperson,Yitzhak Shamir,Q1\nperson,Menachem Begin,Q2\noffice,Leader of Likud,Q3\n\
                contest,1983 Herut leadership election,Q4\nperson,Benjamin Netanyahu,Q5\n";
    std::fs::write(path("some.csv"), some).unwrap();
    stdout(&["export", "--items", &path("some.csv"), "-o", &path("some.qs")]);
    let lines = std::fs::read_to_string(path("some.qs")).unwrap();
    let has = |start: &str| lines.lines().find(|l| l.starts_with(start)).unwrap_or_else(|| panic!("{start}\n{lines}"));
    assert!(
        has("Q4\tP726\tQ1\tP1111\t436\tS4656\t\"https://en.wikipedia.org/wiki/1983_Herut")
            .contains("/* from Hustings */")
    );
    has("Q4\tP991\tQ1\tS4656\t");
    has("Q4\tP541\tQ3\tS4656\t\"https://en.wikipedia.org/wiki/1983_Herut");
    has(
        "Q1\tP39\tQ3\tP580\t+1983-09-02T00:00:00Z/11\tP582\t+1993-03-24T00:00:00Z/11\tP1365\tQ2\tP1366\tQ5\tP2715\tQ4\tS854\t",
    );
    let failed = hustings(&["export", "--items", "tests/articles/harbour-1998.txt", "-o", &path("x.qs")]);
    assert_eq!(failed.status.code(), Some(3));
    // A table of one's own names no source that Wikidata can cite.
    let table = path("own.csv");
    std::fs::write(&table, "contest,office,candidate,votes,outcome\n1999 vote,Chair,Ada,9,elected\n").unwrap();
    std::fs::write(path("own-items.csv"), "name,item\nAda,Q7\nChair,Q8\n1999 vote,Q9\n").unwrap();
    let output = hustings(&["export", "--from", &table, "--items", &path("own-items.csv"), "-o", &path("own.qs")]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("have no source that Wikidata can cite"));
    assert_eq!(std::fs::read_to_string(path("own.qs")).unwrap(), "");
}

/// Two rounds of which the second was voided, a contest that was annulled, one that was called off, and two people of one name.
const VOIDED: &str = r#"
[series]
office = "Leader"
[[contest]]
title = "2001 vote"
date = "2001-05-05"
winner = "Ann"
electorate = "about 3,000"
sources = ["https://example.org/2001"]
[[contest.round]]
results = [{ candidate = "Ann", votes = 60 }, { candidate = "Bea", votes = 30 }]
[[contest.round]]
annulled = true
results = [{ candidate = "Ann", votes = 5 }, { candidate = "Bea", votes = 95 }]
[[contest]]
title = "2004 vote"
date = "2004"
status = "annulled"
winner = "Bea"
results = [{ candidate = "Bea", votes = 7 }, { candidate = "Ann", votes = 6 }]
[[contest]]
title = "2006 vote"
status = "cancelled"
results = [{ candidate = "Cy" }]
"#;

#[test]
fn what_was_voided_is_no_result() {
    let graph = read("voided.toml", VOIDED);
    let whole = Selection::whole(&graph);
    let items = "name,item\nAnn,Q1\nBea,Q2\nCy,Q3\nLeader,Q8\n2001 vote,Q9\n2004 vote,Q10\n2006 vote,Q11\n";
    let options = Options { items: Items::read(items).unwrap(), ..Options::default() };
    let statements = written("quickstatements", &whole, &options);
    assert!(statements.contains("Q9\tP726\tQ1\tP1111\t60\t") && statements.contains("Q9\tP726\tQ2\tP1111\t30\t"));
    assert!(!statements.contains("Q10\t") && !statements.contains("Q11\t"), "{statements}");
    let turtle = written("turtle", &whole, &options);
    assert!(turtle.contains("pq:P1111 \"60\"") && !turtle.contains("pq:P1111 \"95\""));
    assert!(turtle.contains("h:status \"annulled\"") && turtle.matches("wdt:P991").count() == 1);
    assert!(!turtle.contains("P1867") && turtle.contains("h:electorate \"about 3,000\""));
    for format in ["graphml", "gexf", "node-link"] {
        let text = written(format, &whole, &options);
        assert!(text.contains("60") && !text.contains("95"), "{format}");
    }
    let boxes = written("infoboxes", &whole, &options);
    assert!(boxes.contains("popular_vote1 = 60") && !boxes.contains("2004 vote\n") && !boxes.contains("name = 2006"));
    assert!(written("wikitable", &whole, &options).contains("(''annulled'')"));
    assert!(written("popolo", &whole, &options).contains("\"annulled\":true"));
}

#[test]
fn two_people_of_one_name_are_two_items() {
    let table = "office,person,from,to\nMayor of A,John Smith,1900,1910\nMayor of B,John Smith,2000,2005\n";
    let graph = read("tenures.csv", table);
    assert_eq!(graph.people().len(), 2);
    let whole = Selection::whole(&graph);
    let rows = written("items", &whole, &Options::default());
    assert!(rows.contains("person,John Smith,Mayor of A,") && rows.contains("person,John Smith,Mayor of B,"), "{rows}");
    let filled =
        rows.replace("Smith,Mayor of A,", "Smith,Mayor of A,Q4").replace("Smith,Mayor of B,", "Smith,Mayor of B,Q5");
    let options = Options { items: Items::read(&filled).unwrap(), ..Options::default() };
    let turtle = written("turtle", &whole, &options);
    assert!(turtle.contains("\nwd:Q4\n") && turtle.contains("\nwd:Q5\n"), "{turtle}");
    // A row that does not say which is of neither.
    let options = Options { items: Items::read("name,item\nJohn Smith,Q4\n").unwrap(), ..Options::default() };
    assert!(!written("turtle", &whole, &options).contains("\nwd:Q4\n"));
}

#[test]
fn a_selection_that_cannot_be_is_refused() {
    for (word, code, says) in [
        ("office=Atlantis", 4, "there is no office 'Atlantis'"),
        ("years=1999-1990", 2, "years are written"),
        ("kind=x", 2, "leadership, presidential"),
        ("top=0", 2, "whole number of at least 1"),
        ("colour=red", 2, "office, party, person, years, kind, top"),
        ("Likud", 2, "write KEY=VALUE"),
    ] {
        for command in [&["export", "-o", "-", "--format", "json"][..], &["draw", "timeline", "-o", "-"]] {
            let output = hustings(&[command, &["--select", word]].concat());
            assert_eq!(output.status.code(), Some(code), "{word}");
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(said.contains(says), "{word}: {said}");
        }
    }
    let output = hustings(&["draw", "timeline", "--select", "years=1500", "-o", "-"]);
    assert_eq!(output.status.code(), Some(4));
    assert!(String::from_utf8_lossy(&output.stderr).contains("year 1500"));
}

#[test]
fn the_schema_names_every_key() {
    let schema: serde_json::Value = serde_json::from_str(exchange::SCHEMA).unwrap();
    let graph = bundled();
    let model = exchange::json(&Selection::whole(&graph));
    let defined = |name: &str| schema["$defs"][name]["properties"].as_object().unwrap();
    for (list, name) in
        [("contests", "contest"), ("candidacies", "candidacy"), ("tenures", "tenure"), ("citations", "citation")]
    {
        for row in model[list].as_array().unwrap() {
            for key in row.as_object().unwrap().keys() {
                assert!(defined(name).contains_key(key), "{name} lacks {key}");
            }
        }
    }
    for key in model.as_object().unwrap().keys() {
        assert!(schema["properties"].as_object().unwrap().contains_key(key), "the schema lacks {key}");
    }
}

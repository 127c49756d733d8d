//! What Hustings wrote, read again; and records of the field whose shapes are of every kind.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests read and write files of their own"
)]

use crate::support::Hustings;
use hustings::dataset::{Dataset, Options};
use hustings::graph::{Lookup, PoliticalGraph};

fn graph_of(path: &std::path::Path) -> PoliticalGraph {
    Dataset::open([path.to_string_lossy()], Options::default()).unwrap().graph().unwrap().into_owned()
}

/// The people, and the tenures and contests with those in them, in words.
fn in_words(graph: &PoliticalGraph) -> (Vec<String>, Vec<String>, Vec<String>) {
    let person = |id| graph.person(id).name.clone();
    let mut people: Vec<String> = graph
        .people()
        .iter()
        .filter(|p| !p.candidacies.is_empty() || !p.tenures.is_empty())
        .map(|p| p.name.clone())
        .collect();
    let mut tenures: Vec<String> = graph
        .tenures()
        .iter()
        .map(|t| {
            let [from, to] = [&t.from, &t.to].map(|date| date.best().map(ToString::to_string).unwrap_or_default());
            format!("{} {} {from} {to}", graph.office(t.office).name, person(t.person))
        })
        .collect();
    let mut contests: Vec<String> = graph
        .contests()
        .iter()
        .map(|c| {
            let mut stood: Vec<String> = c.candidacies.iter().map(|id| person(graph.candidacy(*id).person)).collect();
            stood.sort();
            format!("{} {:?} {}", c.title, c.date().map(|d| d.to_string()), stood.join(", "))
        })
        .collect();
    people.sort();
    tenures.sort();
    contests.sort();
    (people, tenures, contests)
}

#[test]
fn the_json_of_a_graph_is_the_graph() {
    let story = Hustings::new().run("export --from bundled -o one.json").then();
    let story = story.run("export --from one.json -o two.json").then();
    let read = |name: &str| std::fs::read(story.folder().join(name)).unwrap();
    assert!(read("one.json").len() > 100_000);
    assert!(read("one.json") == read("two.json"), "the second export differs from the first");
}

#[test]
fn networks_and_popolo_hold_the_same_people_tenures_and_contests() {
    let story = Hustings::new().run("export --from bundled -o graph.json").then();
    let expected = in_words(&graph_of(&story.folder().join("graph.json")));
    assert!(expected.0.len() > 50 && expected.1.len() > 30 && expected.2.len() > 30);
    let formats = [("graphml", "g.graphml"), ("gexf", "g.gexf"), ("node-link", "n.json"), ("popolo", "p.json")];
    let story = formats.iter().fold(story, |story, (format, file)| {
        story.run(&format!("export --from bundled --format {format} -o {file}")).then()
    });
    for (format, file) in formats {
        let found = in_words(&graph_of(&story.folder().join(file)));
        assert_eq!(found.0, expected.0, "{format}");
        assert_eq!(found.1, expected.1, "{format}");
        assert_eq!(found.2, expected.2, "{format}");
    }
}

#[test]
fn two_tables_of_one_office_give_each_spell_once() {
    let years = "Minister,Office,Took office,Left office\nAnn Ash,Minister of Ports,2001,2005\nBo Birch,Minister of Ports,2005,2009\n";
    let days = "name,position,start_date,end_date\nAnn Ash,Minister of Ports,2001-03-04,2005-06-07\nBo Birch,Minister of Ports,2005-06-07,2009-01-02\n\
                Ann Ash,Minister of Ports,2013-01-01,2014-01-01\n";
    let story = Hustings::new().file("data/a.csv", years).file("data/b.csv", days);
    let graph = graph_of(&story.folder().join("data"));
    let Lookup::One(ann) = graph.find_person("Ann Ash") else { panic!() };
    let from = graph.person(ann).tenures.iter().map(|t| graph.tenure(*t).from.best().unwrap().to_string());
    assert_eq!(from.collect::<Vec<_>>(), ["2001-03-04", "2013-01-01"]);
    assert_eq!(graph.tenures().len(), 3);
}

#[test]
fn an_election_begins_the_spell_that_a_table_dates() {
    let contests = "contest,office,date,candidate,outcome\n2001 Ports mayoral election,Mayor of Ports,2001-03-04,Ann Ash,elected\n\
                    2001 Ports mayoral election,Mayor of Ports,2001-03-04,Bo Birch,lost\n";
    let spells = "office,person,from,to\nMayor of Ports,Ann Ash,2001-04-01,2005-04-01\n";
    let story = Hustings::new().file("data/a.csv", contests).file("data/b.csv", spells);
    let graph = graph_of(&story.folder().join("data"));
    assert_eq!(graph.tenures().len(), 1, "{:?}", in_words(&graph).1);
    assert_eq!(graph.tenures()[0].from.best().unwrap().to_string(), "2001-04-01");
    assert!(graph.tenures()[0].contest.is_some());
}

#[test]
fn a_profile_says_what_columns_are_and_what_no_column_says() {
    let profile = "name = \"mine\"\nheader = [\"Wer\", \"Kreis\"]\nkind = \"candidacies\"\nscheme = \"mine\"\n\n[columns]\nWer = \"candidate\"\nKreis = \"seat\"\nNr = \"id\"\n\
                   Zeit = \"year\"\nZahl = \"votes\"\n\n[constants]\noffice = \"Member of the Diet\"\n";
    let story = Hustings::new()
        .file("mine.toml", profile)
        .file("t.csv", "Nr|Wer|Kreis|Zeit|Zahl\n7|Ann Ash|Nord|2001|1.234\n8|Bo Birch|Nord|2001|987\n");
    let story = story.run("export --from t.csv --columns mine.toml --format csv -o out/").then();
    let people = std::fs::read_to_string(story.folder().join("out/people.csv")).unwrap();
    assert!(people.contains("mine:7,Ann Ash"), "{people}");
    let rows = std::fs::read_to_string(story.folder().join("out/candidacies.csv")).unwrap();
    assert!(rows.contains("Member of the Diet for Nord") && rows.contains("1234"), "{rows}");
    let broken = story.file("bad.toml", "name = \"mine\"\nheader = [\"Wer\"]\n\n[columns]\nWer = \"cadidate\"\n");
    broken.ends(2, "rivals --from t.csv --columns bad.toml").warns("candidate");
}

#[test]
fn a_value_written_once_for_the_rows_below_it() {
    let text = "Election,Date,Candidate,Votes\n2001 A vote,2001-02-03,Ann Ash,5\n,,Bo Birch,4\n2005 A vote,2005-02-03,Ann Ash,3\n,,Cy Cole,9\n";
    let headed = "Candidate,Party,Votes\n2001 A vote,,\nAnn Ash,Red,5\nBo Birch,Blue,4\n2005 A vote,,\nAnn Ash,Red,3\nCy Cole,Blue,9\n";
    for (name, text) in [("merged.csv", text), ("headed.csv", headed)] {
        let story = Hustings::new().file(name, text);
        let graph = graph_of(&story.folder().join(name));
        let titles: Vec<&str> = graph.contests().iter().map(|c| c.title.as_str()).collect();
        assert_eq!(titles, ["2001 A vote", "2005 A vote"], "{name}");
        assert!(graph.contests().iter().all(|c| c.candidacies.len() == 2), "{name}");
    }
}

#[test]
fn a_quote_that_nothing_closes_is_told_and_loses_little() {
    let text = "contest,candidate,votes\n2001 A,\"Ann Ash,5\n2001 A,Bo Birch,4\n2001 A,Cy Cole,3\n";
    let story = Hustings::new().file("t.csv", text);
    story.run("rivals --from t.csv --format csv").says("Bo Birch,Cy Cole").warns("t.csv:2").warns("open-quote");
}

#[test]
fn entities_may_be_nested_or_refer_to_each_other() {
    let nested = r#"{"id":"o1","schema":"Occupancy","properties":{"holder":[{"id":"p1","schema":"Person","properties":{"name":["Ann Ash"],"birthDate":["1960"]}}],"post":[{"id":"m","schema":"Position","properties":{"name":["Mayor of Ports"]}}],"startDate":["2001"],"endDate":["2005"]}}"#;
    let flat = [
        r#"{"id":"p1","schema":"Person","properties":{"name":["Ann Ash"],"birthDate":["1960"]}}"#,
        r#"{"id":"m","schema":"Position","properties":{"name":["Mayor of Ports"]}}"#,
        r#"{"id":"o1","schema":"Occupancy","properties":{"holder":["p1"],"post":["m"],"startDate":["2001"],"endDate":["2005"]}}"#,
    ]
    .join("\n");
    let story = Hustings::new().file("nested.json", format!("{nested}\n")).file("flat.json", format!("{flat}\n"));
    for name in ["nested.json", "flat.json"] {
        let graph = graph_of(&story.folder().join(name));
        assert_eq!(in_words(&graph).1, ["Mayor of Ports Ann Ash 2001 2005"], "{name}");
        assert_eq!(graph.people()[0].born.best().map(ToString::to_string).as_deref(), Some("1960"), "{name}");
    }
}

#[test]
fn objects_of_json_are_rows() {
    let list = r#"[{"name":"Ann Ash","contest":"2001 A vote","votes":5},{"name":"Bo Birch","contest":"2001 A vote","votes":4}]"#;
    let keyed = r#"{"ash":{"name":"Ann Ash","contest":"2001 A vote","votes":5},"birch":{"name":"Bo Birch","contest":"2001 A vote","votes":4}}"#;
    let found = r#"{"head":{"vars":["name","contest","votes"]},"results":{"bindings":[{"name":{"type":"literal","value":"Ann Ash"},"contest":{"type":"literal","value":"2001 A vote"},"votes":{"type":"literal","value":"5"}},{"name":{"type":"literal","value":"Bo Birch"},"contest":{"type":"literal","value":"2001 A vote"},"votes":{"type":"literal","value":"4"}}]}}"#;
    for text in [list, keyed, found] {
        let story = Hustings::new().file("rows.json", text);
        let graph = graph_of(&story.folder().join("rows.json"));
        assert_eq!(in_words(&graph).2, ["2001 A vote Some(\"2001\") Ann Ash, Bo Birch"], "{text}");
    }
}

#[test]
fn broken_records_are_told_with_their_line() {
    let story = Hustings::new()
        .file("bad.json", "{\"persons\": [\n{\"id\": \"1\", \"name\": \"Ann Ash\"},\n{\"id\": \"2\" \"name\": \"Bo\"}\n], \"memberships\": []}\n")
        .file("bad.graphml", "<?xml version=\"1.0\"?>\n<graphml><key id=\"n0\" for=\"node\" attr.name=\"kind\"/><key id=\"e0\" for=\"edge\" attr.name=\"relation\"/>\n<graph><node id=\"p0\"></graph>\n");
    let story = story.ends(3, "report --from bad.json").warns("bad.json:3").then();
    story.ends(3, "report --from bad.graphml").warns("bad.graphml:3");
}

/// A dump of Wikidata: somebody who holds an office, somebody who does not, the office and a party.
fn dump_of_items() -> String {
    let claim = |property: &str, item: &str, qualifiers: &str| {
        format!(
            "\"{property}\":[{{\"mainsnak\":{{\"snaktype\":\"value\",\"property\":\"{property}\",\"datavalue\":{{\"value\":{{\"entity-type\":\"item\",\"id\":\"{item}\"}},\"type\":\"wikibase-entityid\"}}}},\"type\":\"statement\",\"rank\":\"normal\",\"qualifiers\":{{{qualifiers}}}}}]"
        )
    };
    let year = |property: &str, year: &str| {
        format!(
            "\"{property}\":[{{\"snaktype\":\"value\",\"property\":\"{property}\",\"datavalue\":{{\"value\":{{\"time\":\"+{year}-00-00T00:00:00Z\",\"precision\":9}},\"type\":\"time\"}}}}]"
        )
    };
    let item = |id: &str, en: &str, de: &str, claims: &str| {
        format!(
            "{{\"type\":\"item\",\"id\":\"{id}\",\"labels\":{{\"de\":{{\"language\":\"de\",\"value\":\"{de}\"}},\"en\":{{\"language\":\"en\",\"value\":\"{en}\"}}}},\"descriptions\":{{}},\"claims\":{{{claims}}}}}"
        )
    };
    let held = claim("P39", "Q200", &format!("{},{}", year("P580", "2001"), year("P582", "2005")));
    let lines = [
        item("Q100", "Bo Birch", "Bo Birch", &claim("P31", "Q5", "")),
        item("Q101", "Ann Ash", "Ann Ash", &format!("{},{held}", claim("P31", "Q5", ""))),
        item("Q200", "Mayor of Ports", "Bürgermeister von Ports", ""),
        item("Q300", "Red Party", "Rote Partei", ""),
    ];
    format!("[\n{}\n]\n", lines.join(",\n"))
}

#[test]
fn a_dump_of_wikidata_is_sieved_however_it_is_packed() {
    let dump = dump_of_items();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, dump.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let story = Hustings::new()
        .file("d.json", &dump)
        .file("d.json.gz", &packed)
        .file("cut.json.gz", &packed[..packed.len() - 30]);
    for name in ["d.json", "d.json.gz"] {
        let graph = graph_of(&story.folder().join(name));
        assert_eq!(in_words(&graph), (vec!["Ann Ash".into()], vec!["Mayor of Ports Ann Ash 2001 2005".into()], vec![]));
        assert!(graph.citations().iter().any(|c| c.line == 3), "the line of the file is cited");
    }
    let story = story.run("succession --from d.json --language de").says("Bürgermeister von Ports").then();
    let story = story.ends(3, "succession --from cut.json.gz").warns("reading stopped").then();
    // An item that is cut in its middle, and a dump that holds nothing.
    let ends = dump.find("Mayor of").unwrap();
    let story = story.file("cut.json", &dump[..ends]).ends(3, "succession --from cut.json").warns("cut.json:4").then();
    let none: String = dump.lines().take(2).collect::<Vec<_>>().join("\n") + "\n]\n";
    story.file("none.json", none).ends(3, "succession --from none.json").warns("none of the 1 entity");
}

#[test]
fn an_entity_in_a_dump_says_what_its_own_file_says() {
    let Some(folder) = crate::support::shared("inputs", std::env::var("HUSTINGS_INPUTS").ok()) else { return };
    let name = "wikidata-putin-Q7747.json";
    let text = std::fs::read_to_string(std::path::Path::new(&folder).join(name)).unwrap();
    let whole: serde_json::Value = serde_json::from_str(&text).unwrap();
    let entity = whole["entities"].as_object().unwrap().values().next().unwrap();
    let line = format!(
        "{{\"type\":\"item\",\"id\":{},\"labels\":{},\"claims\":{}}}\n",
        entity["id"], entity["labels"], entity["claims"]
    );
    let story = Hustings::new().file("own.json", &text).file("dump.json", line);
    let read = |name: &str| in_words(&graph_of(&story.folder().join(name)));
    assert!(!read("own.json").1.is_empty());
    assert_eq!(read("own.json"), read("dump.json"), "{name}");
}

#[test]
fn columns_without_a_meaning_are_carried_to_every_export() {
    let table = "contest,candidate,votes,Occupation,Shoe size\n2001 A,Ann Ash,5,Farmer,40\n2001 A,Bo Birch,4,NA,41\n";
    let foreign = "Wahl;Kandidatin;Stimmen;Beruf\n2001 A;Ann Ash;5;Bäuerin\n2001 A;Bo Birch;4;\n";
    let story = Hustings::new().file("t.csv", table).file("f.csv", foreign);
    let story = story.run("show 'Ann Ash' --from t.csv").says("Occupation: Farmer; Shoe size: 40").then();
    let story = story.run("show 'Ann Ash' --from f.csv").says("Beruf: Bäuerin").warns("carried along: 'Beruf'").then();
    let story = story.run("check --unread --from t.csv").never_says("Farmer").then();
    let story = story.run("build t.csv -o g.db").then().run("export --from g.db -o one/").then();
    let story = story.run("export --from one/candidacies.csv -o two/").then();
    let read = |path: &str| std::fs::read_to_string(story.folder().join(path)).unwrap();
    assert!(read("one/candidacies.csv").contains("Occupation: Farmer; Shoe size: 40"));
    assert!(!read("one/candidacies.csv").contains("Occupation: NA"));
    assert_eq!(read("one/candidacies.csv"), read("two/candidacies.csv"));
    let story = story.run("export --from g.db -o g.json").then().run("export --from g.json -o h.json").then();
    let read = |path: &str| std::fs::read_to_string(story.folder().join(path)).unwrap();
    assert!(read("g.json").contains("Farmer") && read("g.json") == read("h.json"));
}

#[test]
fn the_total_of_a_table_is_nobody() {
    let rows = "2001 A vote,Ann Ash,5\n2001 A vote,Bo Birch,4\n2001 A vote,Total,9\n2001 A vote,Turnout,45%\n";
    let story = Hustings::new()
        .file("own.csv", format!("contest,candidate,votes\n{rows}"))
        .file("any.csv", format!("Election,Name,Votes\n{rows}"));
    for name in ["own.csv", "any.csv"] {
        assert_eq!(in_words(&graph_of(&story.folder().join(name))).0, ["Ann Ash", "Bo Birch"], "{name}");
    }
}

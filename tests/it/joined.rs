//! Tables that refer to each other by id, and the tables and triples that only refer.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests read and write files of their own, and fail where anything is missing"
)]

use crate::support::Hustings;
use hustings::dataset::{Dataset, Options};
use hustings::graph::{Lookup, PoliticalGraph};

fn opened(path: &std::path::Path) -> (PoliticalGraph, Vec<String>) {
    let data = Dataset::open([path.to_string_lossy()], Options::default()).unwrap();
    let messages = data.warnings().map(|w| format!("{}:{}: {}", w.file, w.line, w.message)).collect();
    (data.graph().unwrap().into_owned(), messages)
}

/// Each candidacy: the contest, its date, the person, the party, and the votes of the first round.
fn rows(graph: &PoliticalGraph) -> Vec<String> {
    let mut rows: Vec<String> = graph
        .candidacies()
        .iter()
        .map(|c| {
            let contest = graph.contest(c.contest);
            let party = c.party.best().map_or("", |p| graph.party(*p).name.as_str());
            let votes = c.round(1).and_then(|r| r.votes.best()).copied().unwrap_or(0);
            format!("{} | {} | {party} | {votes}", contest.title, graph.person(c.person).name)
        })
        .collect();
    rows.sort();
    rows
}

#[test]
fn ids_lead_to_the_rows_of_other_tables() {
    let story = Hustings::new()
        .file("data/persons.csv", "id,name,birth_date\np1,Ann Ash,1950-02-03\np2,Bo Birch,1951-01-01\n")
        .file("data/parties.csv", "party_id;abbrev;name\n1;RED;Red Party\n2;BLU;\"Blue; true\"\n")
        .file("data/country.csv", "id\tname\n10\tRuritania\n11\tLaurania\n")
        .file("data/elections.csv", "id,date,country_id\ne1,2001-05-06,10\ne2,2005-05-08,11\n")
        .file(
            "data/results.csv",
            "id,election_id,person_id,party_id,votes\n1,e1,p1,1,\"1,200\"\n2,e1,p2,2,900\n3,e2,p1,1,800\n4,e2,p2,,950\n5,e2,p9,2,3\n",
        );
    let (graph, messages) = opened(&story.folder().join("data"));
    assert_eq!(
        rows(&graph),
        [
            "2001 Ruritania election | Ann Ash | Red Party | 1200",
            "2001 Ruritania election | Bo Birch | Blue; true | 900",
            "2005 Laurania election | Ann Ash | Red Party | 800",
            "2005 Laurania election | Bo Birch |  | 950",
        ]
    );
    let Lookup::One(ann) = graph.find_person("Ann Ash") else { panic!() };
    assert_eq!(graph.person(ann).born.best().unwrap().to_string(), "1950-02-03");
    // The id is the person's, not the row's, and the citation is that of the row with the id.
    assert!(
        graph.person(ann).ids.all().iter().any(|id| id.value.ends_with("results.csv:p1")),
        "{:?}",
        graph.person(ann).ids
    );
    let said = messages.join("\n");
    assert!(
        said.contains("'person_id' is looked up in ")
            && said.contains("persons.csv: 2 of its 3 values have a row there; not there: 'p9'"),
        "{said}"
    );
    assert!(said.contains("results.csv:6: this row has no candidate"), "{said}");
    // What is only looked up is not lost.
    assert!(!said.contains("parties.csv:1: this table") && !said.contains("persons.csv:1: this table"), "{said}");
}

#[test]
fn sheets_and_files_refer_to_each_other_and_lines_stay() {
    let story = Hustings::new()
        .file("a/members.csv", "member_id,member\n7,Ann Ash\n8,Bo Birch\n")
        .file("a/terms.csv", "A list of terms\n\nmember_id,office,start,end\n7,Mayor of Ports,2001-01-01,2005-01-01\n\n8,Mayor of Ports,2005-01-01,2009-01-01\n");
    let (graph, _) = opened(&story.folder().join("a"));
    let held: Vec<String> = graph
        .tenures()
        .iter()
        .map(|t| format!("{} {}", graph.person(t.person).name, graph.citation(t.citations[0]).line))
        .collect();
    assert_eq!(held, ["Ann Ash 4", "Bo Birch 6"]);
}

#[test]
fn ids_that_lead_nowhere_or_to_several_rows_change_nothing() {
    let results = "election,candidate,votes,party_id\n2001 vote,Ann Ash,12,1\n2001 vote,Bo Birch,9,2\n";
    let twice = Hustings::new().file("d/results.csv", results).file("d/party.csv", "id,name\n1,Red\n1,Blue\n2,Green\n");
    let (graph, messages) = opened(&twice.folder().join("d"));
    assert_eq!(rows(&graph), ["2001 vote | Ann Ash |  | 12", "2001 vote | Bo Birch |  | 9"]);
    assert!(
        messages.join("\n").contains("'party_id' is not looked up in")
            && messages.join("\n").contains("several rows with '1'"),
        "{messages:?}"
    );
    let others = Hustings::new().file("d/results.csv", results).file("d/party.csv", "id,name\n101,Red\n102,Blue\n");
    let (graph, _) = opened(&others.folder().join("d"));
    assert_eq!(rows(&graph), ["2001 vote | Ann Ash |  | 12", "2001 vote | Bo Birch |  | 9"]);
    // Tables that refer to each other in a circle end as well.
    let circle = Hustings::new()
        .file("d/election.csv", "id,candidate_id,date\n1,1,2001-01-01\n")
        .file("d/candidate.csv", "id,election_id,name\n1,1,Ann Ash\n")
        .file("d/results.csv", "election_id,candidate_id,votes\n1,1,12\n");
    let (graph, _) = opened(&circle.folder().join("d"));
    assert!(graph.people().iter().all(|p| p.name == "Ann Ash") && !graph.people().is_empty(), "{:?}", rows(&graph));
}

#[test]
fn linked_data_holds_the_same_people_tenures_and_contests() {
    let story = Hustings::new().run("export --from bundled -o graph.json").then();
    let expected = opened(&story.folder().join("graph.json")).0;
    let files = [("turtle", "g.ttl"), ("ntriples", "g.nt")];
    let story = files.iter().fold(story, |story, (format, file)| {
        story.run(&format!("export --from bundled --format {format} -o {file}")).then()
    });
    for (format, file) in files {
        let (found, messages) = opened(&story.folder().join(file));
        assert_eq!(messages, Vec::<String>::new(), "{format}");
        let last = |graph: &PoliticalGraph| {
            let results = graph.candidacies().iter().map(|c| {
                let contest = graph.contest(c.contest);
                let (round, votes) = c.last_result(contest).map_or((0, None), |(n, r)| (n, r.votes.best().copied()));
                format!("{} {} {round} {votes:?} {:?}", contest.title, graph.person(c.person).name, c.outcome.best())
            });
            let mut results: Vec<String> = results.collect();
            results.sort();
            results
        };
        assert_eq!(last(&found), last(&expected), "{format}");
        let held = |graph: &PoliticalGraph| {
            let all = graph.tenures().iter().map(|t| {
                let contest = t.contest.map(|c| graph.contest(c).title.clone());
                format!(
                    "{} {:?} {:?} {contest:?} {:?}",
                    graph.person(t.person).name,
                    t.from.best(),
                    t.to.best(),
                    t.began
                )
            });
            let mut all: Vec<String> = all.collect();
            all.sort();
            all
        };
        assert_eq!(held(&found), held(&expected), "{format}");
    }
}

#[test]
fn the_triples_of_an_item_of_wikidata() {
    let text = "@prefix wd: <http://www.wikidata.org/entity/> .\n@prefix wdt: <http://www.wikidata.org/prop/direct/> .\n\
        @prefix p: <http://www.wikidata.org/prop/> .\n@prefix ps: <http://www.wikidata.org/prop/statement/> .\n\
        @prefix pq: <http://www.wikidata.org/prop/qualifier/> .\n@prefix pqv: <http://www.wikidata.org/prop/qualifier/value/> .\n\
        @prefix wikibase: <http://wikiba.se/ontology#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\
        @prefix s: <http://www.wikidata.org/entity/statement/> .\n@prefix v: <http://www.wikidata.org/value/> .\n\
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n\
        wd:Q1 a wikibase:Item ;\n  rdfs:label \"Anna Asche\"@de, \"Ann Ash\"@en ;\n  p:P39 s:Q1-a, s:Q1-b .\n\
        s:Q1-a wikibase:rank wikibase:NormalRank ;\n  ps:P39 wd:Q2 ;\n  pq:P580 \"2001-01-01T00:00:00Z\"^^xsd:dateTime ;\n  pqv:P580 v:x ;\n  pq:P582 \"2005-06-07T00:00:00Z\"^^xsd:dateTime .\n\
        v:x wikibase:timeValue \"2001-01-01T00:00:00Z\"^^xsd:dateTime ; wikibase:timePrecision \"9\"^^xsd:integer .\n\
        s:Q1-b wikibase:rank wikibase:DeprecatedRank ;\n  ps:P39 wd:Q2 ;\n  pq:P580 \"1990-01-01T00:00:00Z\"^^xsd:dateTime .\n\
        wd:Q2 rdfs:label \"Mayor of Ports\"@en .\n";
    let story = Hustings::new().file("Q1.ttl", text);
    let (graph, messages) = opened(&story.folder().join("Q1.ttl"));
    assert_eq!(graph.tenures().len(), 1, "{messages:?}");
    let tenure = &graph.tenures()[0];
    assert_eq!(graph.office(tenure.office).name, "Mayor of Ports");
    assert_eq!(graph.person(tenure.person).name, "Ann Ash");
    assert_eq!(graph.person(tenure.person).stable_id, "wikidata:Q1");
    assert_eq!(tenure.from.best().unwrap().to_string(), "2001");
    assert_eq!(tenure.to.best().unwrap().to_string(), "2005-06-07");
    let story = Hustings::new()
        .file("cut.ttl", &text[..text.len() - 12])
        .file("other.ttl", "@prefix wd: <http://www.wikidata.org/entity/> .\nwd:Q1 wd:x 3 .\n");
    let (graph, messages) = opened(&story.folder().join("cut.ttl"));
    assert!(
        graph.tenures().len() == 1 && messages.join("\n").contains("cut.ttl:25: this cannot be read"),
        "{messages:?}"
    );
    story.ends(3, "rivals --from other.ttl").warns("nothing in this file could be read");
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_holds_the_same_people_tenures_and_votes() {
    let story = Hustings::new().run("export --from bundled -o graph.json").then();
    let expected = opened(&story.folder().join("graph.json")).0;
    let story = story.run("export --from bundled --format parquet -o tables/").then();
    let (found, _) = opened(&story.folder().join("tables"));
    assert_eq!(rows(&found), rows(&expected));
    let people = |graph: &PoliticalGraph| {
        let mut people: Vec<String> = graph.people().iter().map(|p| p.stable_id.clone()).collect();
        people.sort();
        people
    };
    assert_eq!(people(&found), people(&expected));
    assert_eq!(found.tenures().len(), expected.tenures().len());
    let damaged = &std::fs::read(story.folder().join("tables/results.parquet")).unwrap()[..900];
    std::fs::write(story.folder().join("cut.parquet"), damaged).unwrap();
    story.ends(3, "rivals --from cut.parquet").warns("Parquet");
}

/// The graph of one folder of tables.
fn of_tables(tables: &[(&str, &str)]) -> (PoliticalGraph, Vec<String>) {
    let story = tables.iter().fold(Hustings::new(), |story, (name, text)| story.file(&format!("d/{name}"), text));
    opened(&story.folder().join("d"))
}

#[test]
fn what_a_row_says_itself_counts_more_than_what_its_ids_lead_to() {
    let town = "candidate_id,candidate,year,office,votes\n1,Ann Ash,2001,Mayor,10\n2,Bo Birch,2001,Mayor,20\n";
    let expected = ["2001 Mayor election | Ann Ash |  | 10", "2001 Mayor election | Bo Birch |  | 20"];
    // Gifts of candidates say nothing of contests.
    let gifts = "candidate_id,amount,shop\n1,500,Shoe Inc\n2,100,Hat Inc\n";
    assert_eq!(rows(&of_tables(&[("town.csv", town), ("gifts.csv", gifts)]).0), expected);
    // Other people with the same numbers.
    let others = "candidate_id,name,party,place\n1,Zed Zod,Red,Paris\n2,Yan Yod,Blue,Rome\n";
    let (graph, said) = of_tables(&[("town.csv", town), ("other_town.csv", others)]);
    assert_eq!(rows(&graph), expected);
    assert!(said.join("\n").contains("where the names are others: 'Zed Zod' for 'Ann Ash'"), "{said:?}");
    // The day of a district, the town of a person and the leader of a party are not those of the contest.
    let results = "office,year,votes,district_id,person_id,party_id\nMayor,2001,10,1,1,1\nMayor,2001,20,1,2,2\n";
    let districts = "id,name,date\n1,North,1974-04-01\n2,South,1974-04-01\n";
    let people = "id,name,city,party\n1,Ann Ash,Leeds,Old Red\n2,Bo Birch,York,Old Blue\n";
    let parties = "id,name,leader,from\n1,Red,Lee Low,1900\n2,Blue,Dee Day,1901\n";
    let all =
        [("results.csv", results), ("districts.csv", districts), ("people.csv", people), ("parties.csv", parties)];
    let (graph, _) = of_tables(&all);
    assert_eq!(
        rows(&graph),
        ["2001 Mayor election, North | Ann Ash | Red | 10", "2001 Mayor election, North | Bo Birch | Blue | 20"]
    );
    assert_eq!((graph.people().len(), graph.tenures().len()), (2, 0), "what is looked up is not read by itself");
}

#[test]
fn ids_and_codes_as_people_write_them() {
    let results = "ID_Wahl;ID_Kandidat;ID_Partei;Stimmen\n1;1.0;001;10\n1;2.0;002;20\n";
    let people = "ID_Kandidat;Name\n1;Ann Ash\n2;Bo Birch\n";
    let parties = "ID_Partei;Partei\n1;Rot\n2;Blau\n";
    let contests = "ID_Wahl;Datum;Amt\n1;14.06.2015;Oberbürgermeister\n";
    let all =
        [("Ergebnis.csv", results), ("Kandidaten.csv", people), ("Parteien.csv", parties), ("Wahlen.csv", contests)];
    let title = "2015 Oberbürgermeister election";
    assert_eq!(
        rows(&of_tables(&all).0),
        [format!("{title} | Ann Ash | Rot | 10"), format!("{title} | Bo Birch | Blau | 20")]
    );
    let coded =
        "date,office,candidate,votes,party\n2001-01-02,Mayor,Ann Ash,10,LAB\n2001-01-02,Mayor,Bo Birch,20,CON\n";
    let codes = "code,name\nLAB,Labour Party\nCON,Conservative Party\n";
    let (graph, _) = of_tables(&[("results.csv", coded), ("parties.csv", codes)]);
    assert_eq!(
        rows(&graph),
        [
            "2001 Mayor election | Ann Ash | Labour Party | 10",
            "2001 Mayor election | Bo Birch | Conservative Party | 20"
        ]
    );
    // Ids of people that lead nowhere are no reason to take parties for those who stood.
    let lost = "year,office,candidate_id,party,votes\n2001,Mayor,1,Red,10\n2001,Mayor,2,Blue,20\n";
    let story = Hustings::new().file("lost.csv", lost);
    story
        .ends(3, "rivals --from lost.csv")
        .warns("'candidate_id' has ids of people, and no table beside this one names them");
}

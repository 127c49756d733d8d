//! What people have: spreadsheets as they are, and the field's own files.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    clippy::format_collect,
    reason = "tests read and write files of their own, and fail where anything is missing"
)]

use crate::support::{Hustings, shared, stdout};
use hustings::dataset::{Dataset, Options};
use hustings::facts::{Began, Facts};
use hustings::graph::{Lookup, PoliticalGraph};
use hustings::source::{self, DayOrder, Hints};
use std::collections::BTreeMap;
use std::io::Write;

/// The graph of one text, and the messages about it.
fn read(name: &str, bytes: &[u8], hints: &Hints) -> (PoliticalGraph, Vec<String>) {
    let folder = crate::support::scratch(&std::thread::current().name().unwrap_or("inputs").replace("::", "-"));
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    let data = Dataset::open([path.to_string_lossy()], Options::default().with_hints(hints.clone())).unwrap();
    let messages = data.warnings().map(|w| format!("{}:{}: {}", w.rule, w.line, w.message)).collect();
    (data.graph().unwrap().into_owned(), messages)
}

fn table(name: &str, text: &str) -> (PoliticalGraph, Vec<String>) {
    read(name, text.as_bytes(), &Hints::default())
}

/// The votes and shares of a candidate by contest.
fn results(graph: &PoliticalGraph, name: &str) -> Vec<(String, Option<u64>, Option<f64>)> {
    let Lookup::One(person) = graph.find_person(name) else { panic!("{name}: {:?}", graph.find_person(name)) };
    let rows = graph.person(person).candidacies.iter().map(|c| graph.candidacy(*c));
    rows.flat_map(|c| {
        let title = graph.contest(c.contest).title.clone();
        c.rounds.iter().map(move |(_, r)| (title.clone(), r.votes.best().copied(), r.shares.best().copied()))
    })
    .collect()
}

#[test]
fn a_german_table_from_a_spreadsheet_program() {
    let text = "Wahl zum Oberbürgermeister;;;;\n\nJahr;Wahltag;Kandidat/in;Partei;Stimmen;%\n2009;07.06.2009;Müller, Anna;SPD;12.345;45,3\n\
                2009;07.06.2009;Žižka, Jan;CDU;10.001;36,7\n2014;25.05.2014;Müller, Anna;SPD;15.000;50,0\n";
    // Windows-1252, as such programs write.
    let bytes: Vec<u8> = text
        .chars()
        .map(|c| match c {
            'Ž' => 0x8E,
            'ž' => 0x9E,
            c => u8::try_from(u32::from(c)).unwrap(),
        })
        .collect();
    let (graph, messages) = read("buergermeister.csv", &bytes, &Hints::default());
    assert_eq!(
        results(&graph, "Anna Müller"),
        [
            ("2009 buergermeister".to_string(), Some(12_345), Some(45.3)),
            ("2014 buergermeister".to_string(), Some(15_000), Some(50.0))
        ]
    );
    assert!(matches!(graph.find_person("Jan Žižka"), Lookup::One(_)));
    assert_eq!(graph.contests()[0].date().map(|d| d.to_string()).as_deref(), Some("2009-06-07"));
    let said = messages.iter().find(|m| m.starts_with("columns:3:")).unwrap();
    assert!(said.contains("'Kandidat/in' is the candidate") && said.contains("'%' is the share"), "{said}");
}

#[test]
fn an_american_table_with_marks_and_words() {
    let text = "Race,Election Date,Candidate,Party,Votes Received,Pct\nSheriff,11/03/2020,\"SMITH, JOHN (I)\",REP,\"1,234\",55.3%\n\
                Sheriff,11/03/2020,\"O'BRIEN, MARY\",DEM,997,44.7%\nCoroner,11/03/2020,\"BROWN, AL\",REP,unopposed,\n\
                Sheriff,11/13/2018,\"SMITH, JOHN\",REP,n/a,-\nSheriff,11/03/2020,TOTAL,,2231,\nSheriff,11/03/2020,Write-ins,,9,\n";
    let (graph, messages) = table("county.csv", text);
    assert_eq!(results(&graph, "John Smith")[1], ("2020 Sheriff".to_string(), Some(1234), Some(55.3)));
    assert!(matches!(graph.find_person("Mary O'Brien"), Lookup::One(_)));
    let dates: Vec<String> = graph.contests().iter().filter_map(|c| c.date()).map(|d| d.to_string()).collect();
    assert!(dates.contains(&"2018-11-13".to_string()) && dates.contains(&"2020-11-03".to_string()), "{dates:?}");
    let Lookup::One(coroner) = graph.find_contest("2020 Coroner") else { panic!() };
    assert!(graph.candidacies_of(coroner).all(|c| c.is_elected()), "whoever is unopposed is elected");
    let Lookup::One(sheriff) = graph.find_contest("2020 Sheriff") else { panic!() };
    assert_eq!(graph.contest(sheriff).total.best(), Some(&2231));
    assert_eq!(graph.contest(sheriff).rounds[0].option_votes(), Some(9));
    let rows: Vec<_> = graph.candidacies_of(sheriff).filter(|c| !c.incumbent.is_empty()).collect();
    assert_eq!(rows.len(), 1, "(I) is a mark of the incumbent");
    assert!(messages.iter().all(|m| !m.starts_with("bad-value")), "{messages:?}");
}

#[test]
fn dates_that_can_be_read_in_two_ways_are_asked_about() {
    let text = "Contest,Date,Candidate,Votes\nMayor,05/01/2020,Ann Ash,7\nMayor,05/01/2020,Bo Birch,6\n";
    let (graph, messages) = table("x.csv", text);
    assert_eq!(graph.contests()[0].date().map(|d| d.to_string()).as_deref(), Some("2020"));
    assert!(messages.iter().any(|m| m.starts_with("day-or-month:2:") && m.contains("--dates dmy")), "{messages:?}");
    for (order, iso) in [(DayOrder::DayFirst, "2020-01-05"), (DayOrder::MonthFirst, "2020-05-01")] {
        let mut hints = Hints::default();
        hints.dates = Some(order);
        let (graph, messages) = read("x.csv", text.as_bytes(), &hints);
        assert_eq!(graph.contests()[0].date().map(|d| d.to_string()).as_deref(), Some(iso));
        assert!(messages.iter().all(|m| !m.starts_with("day-or-month")));
    }
}

#[test]
fn a_column_of_which_nothing_can_be_read_is_one_finding() {
    let rows: String = (0..50).map(|n| format!("2001 X,Ann {n},some words\n")).collect();
    let (_, messages) = table("x.csv", &format!("contest,candidate,votes\n{rows}"));
    let bad: Vec<&String> = messages.iter().filter(|m| m.starts_with("bad-value")).collect();
    assert_eq!(bad.len(), 1, "{messages:?}");
    assert!(bad[0].contains("none of the 50 values of column 'votes'"), "{}", bad[0]);
}

#[test]
fn french_spanish_and_hebrew_headers_and_other_encodings() {
    let french = "Année\tCandidat\tListe\tVoix\t% exprimés\tÉlu\n2014\tAnne Hidalgo\tPS\t229 000\t53,33\toui\n2014\tNathalie K\tUMP\t199 000\t44,06\tnon\n";
    let (graph, _) = table("mairie.tsv", french);
    assert_eq!(results(&graph, "Anne Hidalgo"), [("2014 mairie".to_string(), Some(229_000), Some(53.33))]);
    assert!(graph.candidacies().iter().filter(|c| c.is_elected()).count() == 1);
    let spanish = "Fecha\tCandidato\tPartido\tVotos\r\n2019-05-26\tAda Colau\tBComú\t156493\r\n";
    let bytes: Vec<u8> = std::iter::once(0xFEFF).chain(spanish.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let (graph, _) = read("unicode.txt", &bytes, &Hints::default());
    assert_eq!(results(&graph, "Ada Colau"), [("2019 unicode".to_string(), Some(156_493), None)]);
    let (graph, _) = table("labor.csv", "שנה,מועמד,קולות,אחוז\n1992,יצחק רבין,33000,40.6\n1992,שמעון פרס,28000,34.5\n");
    assert_eq!(results(&graph, "יצחק רבין"), [("1992 labor".to_string(), Some(33_000), Some(40.6))]);
}

#[test]
fn names_in_two_columns_and_rounds_in_words() {
    let text = "Wahlkreis;Name;Vorname;Wahlgang;Stimmen\nKiel;Ash;Ann;1. Wahlgang;40\nKiel;Birch;Bo;1. Wahlgang;38\nKiel;Ash;Ann;Stichwahl;41\nKiel;Birch;Bo;Stichwahl;44\n";
    let (graph, _) = table("x.csv", text);
    let ann = results(&graph, "Ann Ash");
    assert_eq!(ann.iter().map(|(_, votes, _)| *votes).collect::<Vec<_>>(), [Some(40), Some(41)]);
}

#[test]
fn the_users_word_decides() {
    let story = Hustings::new()
        .file("amb.csv", "Candidate,Party,Votes 2017,Votes 2021\nAnn Ash,Red,12,14\nBo Birch,Blue,9,7\n")
        .file("nohead.csv", "2001,Ann Ash,Red,12\n2001,Bo Birch,Blue,10\n")
        .file("my.toml", "[columns]\n\"Votes 2021\" = \"votes\"\n[constants]\ncontest = \"2021 Harbour vote\"\n");
    let story = story.ends(3, "rivals amb.csv").warns("--columns \"Votes 2017=votes\"").then();
    let story = story
        .run("rivals amb.csv --columns 'Votes 2021=votes' --format csv")
        .says("Ann Ash,Bo Birch,1,1,0,0,0,1,0")
        .then();
    let story = story.run("rivals Ash Birch amb.csv --columns my.toml").says("2021 Harbour vote").then();
    let story = story
        .ends(3, "rivals amb.csv --columns 'Wotes=votes'")
        .warns("the columns are 'Candidate', 'Party', 'Votes 2017', 'Votes 2021'")
        .then();
    let story =
        story.ends(2, "rivals amb.csv --columns 'Party=parti'").warns("'parti' is nothing that a column can be").then();
    let story = story.ends(2, "rivals amb.csv --columns Party").warns("HEADER=MEANING").then();
    let story =
        story.ends(3, "rivals nohead.csv").warns("--columns 1=year --columns 2=candidate --columns 3=votes").then();
    let numbered =
        "rivals nohead.csv --columns 1=year --columns 2=candidate --columns 3=party --columns 4=votes --format csv";
    let story = story.run(numbered).says("Ann Ash,Bo Birch,1,1,0").then();
    // What the user said is kept with the page in a graph file.
    let story = story.run("build amb.csv --columns 'Votes 2021=votes' -o g.db").then();
    story
        .file("people.toml", "same = []\n")
        .run("rivals --from g.db --people people.toml --format csv")
        .says("Ann Ash,Bo Birch,1");
}

/// A workbook in the format of Excel with one sheet for each pair of a name and rows.
fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut put = |name: &str, text: &str| {
        zip.start_file(name, stored).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    let numbered = |each: &dyn Fn(usize, &str) -> String| -> String {
        sheets.iter().enumerate().map(|(i, (name, _))| each(i + 1, name)).collect()
    };
    let types = numbered(&|i, _| {
        format!(
            "<Override PartName=\"/xl/worksheets/sheet{i}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
        )
    });
    put(
        "[Content_Types].xml",
        &format!(
            "{head}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>{types}</Types>"
        ),
    );
    put(
        "_rels/.rels",
        &format!(
            "{head}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    );
    let list = numbered(&|i, name| format!("<sheet name=\"{name}\" sheetId=\"{i}\" r:id=\"rId{i}\"/>"));
    put(
        "xl/workbook.xml",
        &format!(
            "{head}<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{list}</sheets></workbook>"
        ),
    );
    let links = numbered(&|i, _| {
        format!(
            "<Relationship Id=\"rId{i}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>"
        )
    });
    put(
        "xl/_rels/workbook.xml.rels",
        &format!(
            "{head}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{links}</Relationships>"
        ),
    );
    for (i, (_, rows)) in sheets.iter().enumerate() {
        let mut text = String::new();
        for (r, row) in rows.iter().enumerate() {
            text += &format!("<row r=\"{}\">", r + 1);
            for (c, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let at = format!("{}{}", char::from(b'A' + c as u8), r + 1);
                text += &if cell.parse::<f64>().is_ok() {
                    format!("<c r=\"{at}\"><v>{cell}</v></c>")
                } else {
                    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>")
                };
            }
            text += "</row>";
        }
        put(
            &format!("xl/worksheets/sheet{}.xml", i + 1),
            &format!(
                "{head}<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{text}</sheetData></worksheet>"
            ),
        );
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn every_sheet_of_a_workbook_is_a_table() {
    let mayor: &[&[&str]] = &[
        &["London mayoral elections"],
        &[],
        &["Election date", "Candidate Name", "Party", "Votes", "Vote share", "Elected?"],
        &["42495", "Sadiq Khan", "Labour", "1148716", "0.442", "Yes"],
        &["42495", "Zac Goldsmith", "Conservative", "909755", "0.350", "No"],
        &["42495", "Others", "", "540000", "0.208"],
    ];
    let notes: &[&[&str]] = &[&["These are notes"], &["Nothing else"]];
    let council: &[&[&str]] = &[
        &["Year", "Ward", "Candidate", "Votes"],
        &["2018", "North", "Ann Ash", "12"],
        &["2018", "South", "Bo Birch", "9"],
    ];
    let (graph, messages) =
        read("london.xlsx", &workbook(&[("Mayor", mayor), ("Notes", notes), ("Sheet 2", council)]), &Hints::default());
    assert_eq!(results(&graph, "Sadiq Khan"), [("2016 Mayor".to_string(), Some(1_148_716), Some(44.2))]);
    assert_eq!(results(&graph, "Ann Ash"), [("2018 North election".to_string(), Some(12), None)]);
    let cited = graph.citations().iter().find(|c| c.quote.contains("Sadiq")).unwrap();
    assert!(cited.file.ends_with("london.xlsx#Mayor") && cited.line == 4, "{cited}");
    assert!(messages.iter().all(|m| !m.starts_with("unreadable") && !m.starts_with("unknown-format")), "{messages:?}");
}

#[test]
fn a_workbook_that_would_fill_the_memory_is_refused() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let packed =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated).large_file(true);
    zip.start_file("[Content_Types].xml", packed).unwrap();
    zip.start_file("xl/workbook.xml", packed).unwrap();
    let zeros = vec![0_u8; 16 << 20];
    for _ in 0..66 {
        zip.write_all(&zeros).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 8 << 20);
    let story = Hustings::new().file("bomb.xlsx", bomb);
    let story = story.ends(3, "rivals bomb.xlsx").warns("bytes when unpacked").then();
    // One cell in the last column of the last row is no reason to hold all the others.
    let far =
        workbook(&[("S", &[&["Candidate", "Votes", "Year"], &["Ann Ash", "1", "2001"], &["Bo Birch", "2", "2001"]])]);
    story.file("far.xlsx", far).run("rivals far.xlsx --format csv").says("Ann Ash,Bo Birch");
}

#[test]
fn parts_of_a_count_are_added_up_once() {
    let text = "county,precinct,office,district,party,candidate,votes\nA,1,Mayor,,Red,Ann Ash,10\nA,2,Mayor,,Red,Ann Ash,5\nA,1,Mayor,,Blue,Bo Birch,7\n\
                A,2,Mayor,,Blue,Bo Birch,6\nA,Total,Mayor,,Red,Ann Ash,15\nA,Total,Mayor,,Blue,Bo Birch,13\n";
    let (graph, messages) = table("20201103__vt__general__precinct.csv", text);
    assert_eq!(results(&graph, "Ann Ash"), [("2020 VT Mayor election".to_string(), Some(15), None)]);
    assert!(
        messages.iter().any(|m| m.contains("6 rows of parts of the count were added up to 2 results in 1 contest")),
        "{messages:?}"
    );
    assert_eq!(graph.contests()[0].date().map(|d| d.to_string()).as_deref(), Some("2020-11-03"));
    // A town is the place of a contest where every candidate has one row.
    let (graph, _) = table("mayors.csv", "Town,Year,Candidate,Votes\nKiel,2001,Ann Ash,3\nBonn,2001,Bo Birch,4\n");
    assert_eq!(results(&graph, "Ann Ash")[0].0, "2001 Kiel election");
}

#[test]
fn ids_join_and_tell_apart() {
    let text = "id,name,office,start_date,end_date,replaces\nQ101,Ann Ash,Mayor,2001,2005,\nQ102,Bo Birch,Mayor,2005,2009,Q101\nQ101,Anne Ash,Mayor,2009,2013,Q102\nQ103,Ann Ash,Mayor,2013,2017,Q101\n";
    let (graph, _) = table("mayors.csv", text);
    assert_eq!(graph.people().len(), 3, "{:?}", graph.people().iter().map(|p| &p.name).collect::<Vec<_>>());
    let Lookup::One(ann) = graph.find_person("wikidata:Q101") else { panic!() };
    assert_eq!(graph.person(ann).tenures.len(), 2);
    assert_eq!(graph.person(ann).stable_id, "wikidata:Q101");
    assert_eq!(graph.person(ann).spellings, ["Ann Ash", "Anne Ash"]);
    // Numbers of rows are not ids of people.
    let (graph, _) = table(
        "x.csv",
        "id,contest,candidate,votes\n1,2001 X,Ann Ash,2\n2,2001 X,Bo Birch,1\n3,2005 X,Ann Ash,2\n4,2005 X,Bo Birch,1\n",
    );
    assert_eq!(graph.people().len(), 2);
    assert!(graph.people().iter().all(|p| p.ids.is_empty()));
}

#[test]
fn stable_ids_stay_when_others_are_added() {
    let one = "contest,office,candidate,votes\n2001 X,Chair,Ann Ash,2\n2001 X,Chair,Bo Birch,1\n";
    let more = format!("{one}2005 X,Chair,Aaron Abel,3\n2005 X,Chair,Ann Ash,2\n");
    let ids = |text: &str| -> BTreeMap<String, String> {
        let (graph, _) = table("x.csv", text);
        graph.people().iter().map(|p| (p.name.clone(), p.stable_id.clone())).collect()
    };
    let (before, after) = (ids(one), ids(&more));
    assert!(before.iter().all(|(name, id)| after.get(name) == Some(id)), "{before:?} {after:?}");
    assert_eq!(before["Ann Ash"], "ann ash (chair)");
    let story =
        Hustings::new().file("x.csv", one).file("people.csv", "id,name,spellings,offices\n7,Ann Ash,Ann Ash,Chair\n");
    let story = story.run("build x.csv -o g.db").then();
    let csv = story.run("rivals --from g.db --format csv").says("ann ash (chair),bo birch (chair)").then();
    // The running number of earlier exports is no id.
    csv.run("show 'Ann Ash' --from x.csv --from people.csv").never_says("id 7");
}

/// The bytes of one of the real files.
fn real(name: &str) -> Option<String> {
    let folder = shared("inputs", std::env::var("HUSTINGS_INPUTS").ok())?;
    Some(std::path::Path::new(&folder).join(name).to_string_lossy().into_owned())
}

fn graph_of(path: &str) -> PoliticalGraph {
    Dataset::open([path], Options::default()).unwrap().graph().unwrap().into_owned()
}

#[test]
fn every_real_file_opens() {
    let Some(folder) = shared("inputs", std::env::var("HUSTINGS_INPUTS").ok()) else { return };
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name == "README.md" || name == "index.json" {
            continue;
        }
        let data = Dataset::open([entry.path().to_string_lossy()], Options::default());
        let data = data.unwrap_or_else(|e| panic!("{name}: {e}"));
        let lost: Vec<String> = data.warnings().filter(|w| w.lost.is_some()).map(ToString::to_string).collect();
        assert!(lost.is_empty(), "{name}: {lost:?}");
        let graph = data.graph().unwrap();
        let says_nothing = data.warnings().any(|w| w.message.contains("nothing yet") || w.message.contains("does not"));
        let rows = graph.contests().len() + graph.tenures().len() + graph.candidacies().len() + graph.ties().len();
        assert!(rows > 0 || says_nothing, "{name} is silent");
    }
}

#[test]
fn the_home_secretaries_are_in_the_chain_that_they_replace() {
    let Some(path) = real("wikipedia-home-secretary.csv") else { return };
    let graph = graph_of(&path);
    assert_eq!(graph.tenures().len(), 94);
    let names: Vec<&str> = graph.tenures().iter().map(|t| graph.person(t.person).name.as_str()).collect();
    let mut reader = csv::Reader::from_path(&path).unwrap();
    let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    let name_of: BTreeMap<&str, &str> = rows.iter().map(|r| (r["id"].as_str(), r["name"].as_str())).collect();
    for (at, row) in rows.iter().enumerate() {
        assert_eq!(names[at], name_of[row["id"].as_str()]);
        if at > 0 {
            assert_eq!(names[at - 1], name_of[row["replaces"].as_str()], "{row:?}");
        }
    }
}

#[test]
fn terms_of_the_executive_with_how_they_began() {
    let Some(path) = real("congress-executive.yaml") else { return };
    let graph = graph_of(&path);
    let mut began: BTreeMap<&str, usize> = BTreeMap::new();
    graph.tenures().iter().filter_map(|t| t.began).for_each(|b| *began.entry(b.label()).or_default() += 1);
    assert_eq!(graph.tenures().len(), 131);
    assert_eq!(began, BTreeMap::from([("elected", 120), ("succession", 9), ("appointed", 2)]));
    assert_eq!(Began::read("succession"), Some(Began::Succession));
    let Lookup::One(person) = graph.find_person("bioguide:W000178") else { panic!() };
    assert_eq!(graph.person(person).born.best().map(|d| d.to_string()).as_deref(), Some("1732-02-22"));
}

#[test]
fn statements_of_wikidata_with_their_ranks() {
    let Some(path) = real("wikidata-putin-Q7747.json") else { return };
    let data = Dataset::open([&path], Options::default()).unwrap();
    let graph = data.graph().unwrap();
    assert_eq!(graph.tenures().len(), 21);
    let facts = data.facts().unwrap();
    let deprecated: Vec<&str> =
        facts.unread.iter().map(|u| u.key.as_str()).filter(|k| *k == "P39 (deprecated)").collect();
    assert_eq!(deprecated.len(), 1);
    let text = std::fs::read_to_string(&path).unwrap();
    let entity: serde_json::Value = serde_json::from_str(&text).unwrap();
    let statements = entity["entities"]["Q7747"]["claims"]["P39"].as_array().unwrap();
    let preferred = statements.iter().find(|s| s["rank"] == "preferred").unwrap()["id"].as_str().unwrap();
    let first = facts.stated.iter().find(|f| f.citation.quote.contains("P39")).unwrap();
    assert!(first.citation.quote.contains(preferred), "{}", first.citation.quote);
}

#[test]
fn precincts_of_vermont_are_summed_as_awk_sums_them() {
    let Some(path) = real("20201103__vt__general__precinct.csv") else { return };
    let mut sums: BTreeMap<String, u64> = BTreeMap::new();
    let mut reader = csv::Reader::from_path(&path).unwrap();
    for row in reader.deserialize::<BTreeMap<String, String>>().map(Result::unwrap) {
        *sums.entry(row["candidate"].clone()).or_default() += row["votes"].parse::<u64>().unwrap_or(0);
    }
    let graph = graph_of(&path);
    for candidacy in graph.candidacies() {
        let name = &graph.person(candidacy.person).name;
        let votes = candidacy.rounds.values().find_map(|r| r.votes.best().copied());
        assert_eq!(votes, sums.get(name).copied(), "{name}");
    }
    assert_eq!(graph.candidacies().len(), 21);
}

#[test]
fn numbers_that_begin_anew_in_each_contest_are_no_ids() {
    let text = "Year,Ward,Candidate ID,Candidate,Votes\n2001,A,1,Ann Ash,10\n2001,A,2,Bo Birch,20\n2001,B,1,Zed Zod,10\n2001,B,2,Yan Yod,20\n";
    let (graph, messages) = table("wards.csv", text);
    assert_eq!(graph.people().len(), 4);
    assert!(messages.join("\n").contains("'1' is 'Ann Ash' and 'Zed Zod'"), "{messages:?}");
}

#[test]
fn the_rounds_of_one_contest_have_their_own_days() {
    let text = "Election,Date,Round,Candidate,Votes,Elected\nMayor of X,2001-05-06,1,Ann Ash,40,\nMayor of X,2001-05-06,1,Bo Birch,35,\n\
                Mayor of X,2001-05-20,2,Ann Ash,45,no\nMayor of X,2001-05-20,2,Bo Birch,55,yes\n";
    let (graph, _) = table("x.csv", text);
    assert_eq!(graph.contests().len(), 1);
    let contest = &graph.contests()[0];
    let days: Vec<String> =
        contest.rounds.iter().map(|r| r.dates.best().map(ToString::to_string).unwrap_or_default()).collect();
    assert_eq!(
        (&*contest.title, &days[..]),
        ("2001 Mayor of X", &["2001-05-06".to_string(), "2001-05-20".to_string()][..])
    );
}

#[test]
fn several_lines_of_one_candidate_are_added_up_and_said() {
    let text = "Year,Constituency,Candidate,Party,Votes\n2001,North,Ann Ash,Dem,10\n2001,North,Ann Ash,WFP,5\n2001,North,Bo Birch,Rep,12\n";
    let (graph, messages) = table("fusion.csv", text);
    assert_eq!(results(&graph, "Ann Ash")[0].1, Some(15));
    assert!(
        messages.join("\n").contains("'Ann Ash' has several rows in one contest, on lines 2 and 3"),
        "{messages:?}"
    );
    // A row that only repeats another is no second line.
    let (graph, _) = table("again.csv", "Year,Candidate,Votes\n2001,Ann Ash,10\n2001,Ann Ash,10\n2001,Bo Birch,12\n");
    assert_eq!(results(&graph, "Ann Ash")[0].1, Some(10));
}

#[test]
fn totals_by_any_word_are_nobody() {
    let text = "Jahr;Wahlkreis;Kandidat;Partei;Erststimmen\n2001;Nord;Ann Ash;X;70.000\n2001;Nord;Bo Birch;Y;55.000\n2001;Nord;Ungültige;;1.000\n2001;Nord;Gültige;;125.000\n";
    let (graph, _) = table("t.csv", text);
    assert_eq!((graph.people().len(), graph.contests()[0].total.best()), (2, Some(&125_000)));
    let text = "Year,State,Candidate,Votes\n2001,Ohio,Ann Ash,6\n2001,Ohio,Bo Birch,2\n2001,Iowa,Ann Ash,7\n2001,Iowa,Bo Birch,1\n2001,Total,Ann Ash,13\n2001,Total,Bo Birch,3\n";
    assert_eq!(table("s.csv", text).0.contests().iter().map(|c| c.title.as_str()).collect::<Vec<_>>(), ["2001 s"]);
    assert_eq!(results(&table("s.csv", text).0, "Ann Ash")[0].1, Some(13));
    let text = "County,Precinct,Office,Year,Candidate,Votes\nAdams,P1,Mayor,2001,Ann Ash,1\nAdams,P2,Mayor,2001,Ann Ash,2\nAdams,Total,Mayor,2001,Ann Ash,3\n\
                Burke,P3,Mayor,2001,Ann Ash,4\nAdams,P1,Mayor,2001,Bo Birch,1\nAdams,P2,Mayor,2001,Bo Birch,2\nAdams,Total,Mayor,2001,Bo Birch,3\nBurke,P3,Mayor,2001,Bo Birch,5\n";
    let (graph, messages) = table("p.csv", text);
    assert_eq!(results(&graph, "Ann Ash")[0].1, Some(7));
    assert!(!messages.join("\n").contains("parts-and-totals"), "{messages:?}");
}

#[test]
fn headers_and_names_with_more_than_one_thing() {
    let text = "Year;Constituency;Name (Party);Votes;Share\n2001;North;Ann Ash (Lab);1.000;52,6%\n2001;North;Bo Birch (Con);900;47,4%\n";
    let (graph, _) = table("n.csv", text);
    assert_eq!(results(&graph, "Ann Ash"), [("2001 North election".to_string(), Some(1_000), Some(52.6))]);
    let (graph, _) =
        table("f.csv", "Année;Candidat;Voix\n2001;DUPONT Marie;10\n2001;LE PEN Jean-Luc;20\n2001;Mme DURAND Anne;5\n");
    let mut names: Vec<&str> = graph.people().iter().map(|p| p.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Anne Durand", "Jean-Luc Le Pen", "Marie Dupont"]);
    let (graph, _) = table("h.csv", "שנה,מועמד,מספר קולות,% קולות\n2001,אבי כהן,10,33.3\n2001,דן לוי,20,66.7\n");
    assert_eq!(results(&graph, "דן לוי")[0].2, Some(66.7));
    let wide: String = (0..20_000).map(|n| format!("c{n},")).collect();
    let story = Hustings::new().file("wide.csv", format!("{wide}\n{wide}\n"));
    story.ends(3, "rivals --from wide.csv").warns("this table has 20,001 columns");
}

#[test]
fn a_timeline_of_a_table_without_offices() {
    let text = "Year,Candidate,Votes\n2001,Ann Ash,100\n2001,Bo Birch,90\n2005,Ann Ash,80\n2005,Cy Cole,91\n";
    let story = Hustings::new().file("london.csv", text).run("draw timeline london.csv -o t.svg").then();
    let svg = std::fs::read_to_string(story.folder().join("t.svg")).unwrap();
    assert!(svg.contains("Cy Cole") && svg.contains("2 contests, to scale"), "{svg}");
}

#[test]
fn files_that_are_cut_say_so_and_keep_what_stands_before() {
    let story = Hustings::new().run("export --from bundled --format graphml -o g.graphml").then();
    let whole = std::fs::read(story.folder().join("g.graphml")).unwrap();
    for part in [3, 5, 7] {
        std::fs::write(story.folder().join("cut.graphml"), &whole[..whole.len() * part / 8]).unwrap();
        let data = Dataset::open([story.folder().join("cut.graphml").to_string_lossy()], Options::default()).unwrap();
        assert!(data.warnings().any(|w| w.rule == "bad-xml"), "{part}/8");
    }
    let text: String = (0..20_000).map(|n| format!("{},Ann Ash {n},{n}\n", 1900 + n % 100)).collect();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(format!("year,candidate,votes\n{text}").as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let (graph, messages) = read("cut.csv.gz", &packed[..packed.len() / 2], &Hints::default());
    assert!(graph.people().len() > 2_000, "{}", graph.people().len());
    assert!(messages.join("\n").contains("reading stopped here"), "{messages:?}");
}

/// The rows of the table of candidacies, or of tenures, that a table becomes.
fn becomes(name: &str, text: &str, table: &str) -> Vec<Vec<String>> {
    let folder = crate::support::scratch(&format!("becomes-{name}"));
    let file = folder.join(name).display().to_string();
    std::fs::write(&file, text).unwrap();
    let out = folder.join("out").display().to_string();
    stdout(&["export", "--from", &file, "--format", "csv", "-o", &out]);
    let text = std::fs::read_to_string(folder.join("out").join(table)).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_string).collect()).collect()
}

#[test]
fn lists_of_candidates_are_no_holders_of_offices() {
    let list = "S/N,Constituency,Party,Position,Candidate Name,Age\n11,Nigeria ,APC,Presidential,Tinubu Bola Ahmed,70\n27,Nigeria,PDP,Presidential,Abubakar Atiku,75\n";
    let rows = becomes("list.csv", list, "candidacies.csv");
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert_eq!(becomes("list.csv", list, "tenures.csv").len(), 0);
}

#[test]
fn names_in_two_columns_are_those_of_people() {
    let uk = "region_name,firstname,surname,party_name,votes\nWales,Ann,Ash,Red,10\nWales,Bo,Birch,Blue,8\n";
    let names = |rows: Vec<Vec<String>>| rows.into_iter().map(|row| row[5].clone()).collect::<Vec<_>>();
    assert_eq!(names(becomes("uk.csv", uk, "candidacies.csv")), ["Ann Ash", "Bo Birch"]);
    let italy = "nome,cognome,lista,voti,comune\nBenedetta,Scuderi,Verdi,10,Roma\nBenedetta,Dentamaro,Europa,8,Roma\n";
    assert_eq!(names(becomes("italia.csv", italy, "candidacies.csv")), ["Benedetta Scuderi", "Benedetta Dentamaro"]);
    let france = "Candidat,Voix,Année\nM. Emmanuel MACRON,10,2022\nMme Marine LE PEN,9,2022\n";
    assert_eq!(names(becomes("france.csv", france, "candidacies.csv")), ["Emmanuel Macron", "Marine Le Pen"]);
}

#[test]
fn headers_in_two_languages_options_and_winners() {
    let canada = "Candidate/Candidat,Candidate Residence/Résidence du candidat,Votes Obtained/Votes obtenus,Majority/Majorité,Constituency,Year\n\
                  Ken Ash,Avalon,16000,9000,Avalon,2021\n\"Harvey Bee Independent/Indépendant(e)\",Avalon,365,,Avalon,2021\n";
    let rows = becomes("canada.csv", canada, "candidacies.csv");
    assert!(rows.iter().all(|row| row[8].is_empty()) && rows[0][6] == "16000", "{rows:?}");
    let york = "county,office,district,candidate,votes\nKings,State Assembly,43,\"Blank, Void, Scattering\",6312\nKings,State Assembly,43,Ann Ash,8000\n";
    let rows = becomes("york.csv", york, "candidacies.csv");
    assert!(rows.iter().any(|row| row[5] == "Blank, Void, Scattering" && row[12] == "yes"), "{rows:?}");
    let winners =
        "Constituency,Winning Candidate,Party,Total Votes,Year\nElm,Ann Ash,Red,800,2024\nOak,Bo Bee,Blue,700,2024\n";
    assert!(becomes("winners.csv", winners, "candidacies.csv").iter().all(|row| row[8] == "elected"));
}

#[test]
fn members_who_began_together_follow_nobody() {
    let table = "name,position,party,start_date,end_date\nAnn Ash,Member of the Lagting,Red,2015-11-01,\nBo Bee,Member of the Lagting,Blue,2015-11-01,\nCy Coe,Member of the Lagting,Red,2015-11-01,\nDi Dee,Member of the Lagting,Red,2016-02-01,\n";
    let rows = becomes("lagting.csv", table, "tenures.csv");
    assert!(rows.iter().all(|row| row[3].is_empty() && row[8] == "no"), "{rows:?}");
    let dated =
        "official_post,real_name,started_service,ended_service\nPrime Minister,Henry Addington,1801/03/17,1804/05/10\n";
    assert_eq!(becomes("dated.csv", dated, "tenures.csv")[0][2..4], ["1801-03-17", "1804-05-10"]);
}

#[test]
fn what_follows_a_surname_and_numbers_as_programs_write_them() {
    let text = "first_name,last_name,suffix,votes,share,year,office\nJoe,Elm,Jr.,1200,1.2e+01,2001,Mayor of Elm\nJoe,Elm,,8799,8.799E+1,2001,Mayor of Elm\nBob,Oak,III,1,1e-02,2001,Mayor of Elm\n";
    let (graph, messages) = table("programs.csv", text);
    assert_eq!(messages.len(), 1, "{messages:?}");
    let of = |name: &str| results(&graph, name).pop().map(|(_, votes, share)| (votes, share));
    assert_eq!(of("Joe Elm Jr."), Some((Some(1200), Some(12.0))));
    assert_eq!(of("Joe Elm"), Some((Some(8799), Some(87.99))));
    assert_eq!(of("Bob Oak III"), Some((Some(1), Some(0.01))));
}

#[test]
fn holders_without_dates_are_told() {
    let (_, messages) = table("holders.csv", "name,position\nAnn Ash,Mayor of Elm\nBo Bee,Mayor of Oak\n");
    assert!(messages[0].ends_with("no column says when anybody held an office, or who followed whom"), "{messages:?}");
    let dated = "name,position,start_date\nAnn Ash,Mayor of Elm,2001-01-01\nBo Bee,Mayor of Oak,2002-01-01\n";
    let (_, messages) = table("dated.csv", dated);
    assert!(!messages[0].contains("no column says"), "{messages:?}");
}

/// The names with their contests and votes that a table becomes.
fn stood(name: &str, text: &str) -> Vec<(String, String, String)> {
    let rows = becomes(name, text, "candidacies.csv").into_iter();
    rows.map(|row| (row[5].clone(), row[0].clone(), row[6].clone())).collect()
}

fn rows(all: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
    all.iter().map(|(a, b, c)| ((*a).to_string(), (*b).to_string(), (*c).to_string())).collect()
}

#[test]
fn values_say_what_a_header_does_not() {
    // A rank is no office.
    let ranked = "Year,Constituency_Name,Position,Candidate,Party,Votes\n2021,Elm,1,Ann Ash,Red,94528\n2021,Elm,2,Bo Birch,Blue,84839\n";
    let expected = [("Ann Ash", "2021 Elm election", "94528"), ("Bo Birch", "2021 Elm election", "84839")];
    assert_eq!(stood("ranked.csv", ranked), rows(&expected));
    // Valid votes that differ within a seat are those of the candidates.
    let valid = "Constituency,Surname,First name,Party,Valid votes\nElm,ASH,Ann,Red,23369\nElm,BIRCH,Bo,Blue,8468\n";
    let expected = [("Ann Ash", "Elm election", "23369"), ("Bo Birch", "Elm election", "8468")];
    assert_eq!(stood("valid.csv", valid), rows(&expected));
    // An electorate with names is a seat.
    let seats =
        "Electorate,Candidate,Party,Votes\nElm,Ann Ash,Red,19249\nOak,Bo Birch,Blue,19500\nOak,Cy Coe,Red,15785\n";
    assert_eq!(stood("seats.csv", seats)[0], rows(&[("Ann Ash", "Elm election", "19249")])[0]);
    // "Winner" with names says who won.
    let winners = "Year,Winner,Party,Votes\n2008,Ann Ash,Red,1168738\n2016,Bo Birch,Blue,1310143\n";
    assert_eq!(becomes("winner.csv", winners, "candidacies.csv")[1][5..9], ["Bo Birch", "1310143", "", "elected"]);
    // Ids in blocks tell contests apart.
    let ids = "index,candidate,party,votes\n59018,Ann Ash,Red,15302\n59018,Bo Birch,Blue,10215\n24054,Cy Coe,Red,6086\n24054,Di Dee,Blue,4142\n";
    assert!(stood("ids.csv", ids).contains(&rows(&[("Cy Coe", "24054 election", "6086")])[0]));
    // First and second votes are two counts.
    let twice = "Wahltag;Gebietsname;Gruppenname;Stimme;Anzahl\n23.02.2025;Kiel;SPD;1;36690\n23.02.2025;Kiel;CDU;1;43281\n23.02.2025;Kiel;SPD;2;33000\n23.02.2025;Kiel;CDU;2;40000\n";
    let expected = ("SPD".to_string(), "2025 Kiel Stimme 2 election".to_string(), "33000".to_string());
    assert!(stood("twice.csv", twice).contains(&expected), "{:?}", stood("twice.csv", twice));
}

#[test]
fn several_candidates_in_a_row() {
    let french = "Commune;Nom;Prénom;Voix;Nom;Prénom;Voix\nElm;ASH;Ann;92206;BIRCH;Bo;86756\n";
    let expected = [("Ann Ash", "Elm election", "92206"), ("Bo Birch", "Elm election", "86756")];
    assert_eq!(stood("french.csv", french), rows(&expected));
    let seconds =
        "Year,Winner,Party,Votes,Runner-up,Runner-up party,Runner-up votes\n2008,Ann Ash,Red,60,Bo Birch,Blue,40\n";
    let all = becomes("seconds.csv", seconds, "candidacies.csv");
    assert_eq!(all[1][3..9], ["Blue", "1", "Bo Birch", "40", "", "lost"]);
    // A column of votes for each round.
    let rounds = "Candidate,Round 1,Round 2\nAnn Ash,289403,404513\nBo Birch,184463,397316\nCy Coe,100000,\n";
    let all = becomes("rounds.csv", rounds, "candidacies.csv");
    assert_eq!(all.len(), 5, "{all:?}");
    assert!(all.iter().any(|row| row[4..7] == ["2", "Bo Birch", "397316"]), "{all:?}");
    // A column for each party says what to do.
    let wide = crate::support::Hustings::new().file("wide.csv", "Year,Con,Lab,LD\n2017,317,262,12\n2019,365,202,11\n");
    wide.ends(3, "rivals --from wide.csv").warns("give each a row of its own");
}

#[test]
fn lists_of_holders_as_they_are_kept() {
    let held = |name: &str, text: &str| -> Vec<[String; 4]> {
        let rows = becomes(name, text, "tenures.csv").into_iter();
        rows.map(|row| [row[0].clone(), row[1].clone(), row[2].clone(), row[3].clone()]).collect()
    };
    let states = "President,Took office,Left office,Home State\nAnn Ash,1993-01-20,2001-01-20,Elmland\nBo Birch,2001-01-20,2009-01-20,Oakland\n";
    assert_eq!(held("presidents.csv", states)[1], ["presidents", "Bo Birch", "2001-01-20", "2009-01-20"]);
    let cabinet = "President,Position,Appointee,Start Date,End Date\nAsh,Attorney General,Bo Birch,1977-01-26,1979-08-16\nAsh,Attorney General,Cy Coe,1979-08-16,1981-01-19\n";
    assert_eq!(held("cabinet.csv", cabinet)[0], ["Attorney General", "Bo Birch", "1977-01-26", "1979-08-16"]);
    let ranges = "position,name,date\nMinister of Elms,Ann Ash,7 August 1930-3 February 1932\nMinister of Elms,Vacant (Bo Birch acted),3 February 1932-1 May 1932\n";
    assert_eq!(held("ranges.csv", ranges), [["Minister of Elms", "Ann Ash", "1930-08-07", "1932-02-03"]]);
    let days = "Holder,Term\nAnn Ash,16/11/2011 – 28/04/2013\nBo Birch,01/06/2018 – 13/02/2021\n";
    assert_eq!(held("days.csv", days)[1][2..], ["2018-06-01", "2021-02-13"]);
    let unknown = "氏名,就任日,退任日,政党\n安倍 晋三,2012-12-26,2020-09-16,自由民主党\n菅 義偉,2020-09-16,2021-10-04,自由民主党\n";
    assert_eq!(held("unknown.csv", unknown)[0][2..], ["2012-12-26", "2020-09-16"]);
    let members = "name,Constituency,Party\nAnn Ash,Elm,Red\nBo Birch,Oak,Blue\n";
    assert_eq!(held("members.csv", members)[1][..2], ["Member for Oak", "Bo Birch"]);
    let leaders = "Leader,Constituency,From,To\nAnn Ash,Elm,2001,2005\nBo Birch,Oak,2005,2009\n";
    assert_eq!(held("leaders.csv", leaders)[1][0], "leaders");
}

#[test]
fn what_stands_around_lists_in_json_and_above_headers() {
    let json = r#"[{"constituency":"Elm","year":2024,"results":[{"candidate":"Ann Ash","votes":21225},{"candidate":"Bo Birch","votes":12820}]},
{"constituency":"Oak","year":2024,"results":[{"candidate":"Cy Coe","votes":24120},{"candidate":"Di Dee","votes":16873}]}]"#;
    assert_eq!(stood("nested.json", json)[3], rows(&[("Di Dee", "2024 Oak election", "16873")])[0]);
    let titled = "2022 Elm by-election,,\nCandidate,Party,Votes\nAnn Ash,Red,100\nBo Birch,Blue,90\n";
    assert_eq!(stood("titled.csv", titled)[0], rows(&[("Ann Ash", "2022 Elm by-election", "100")])[0]);
    let pasted = "Party,Candidate,Votes,%\n,Red,Ann Ash,\"18,884\",48.9\n,Blue,Bo Birch,\"4,030\",10.4\n";
    assert_eq!(becomes("pasted.csv", pasted, "candidacies.csv")[0][3..8], ["Red", "1", "Ann Ash", "18884", "48.9"]);
}

#[test]
fn rows_and_words_of_other_countries() {
    let swiss = "Name;Partei;Stimmen;gewählt\nAnn Ash;SP;114904;x\nBo Birch;SP;95107;\nAbsolutes Mehr;;98000;\n";
    assert_eq!(stood("swiss.csv", swiss).len(), 2);
    let brazil =
        "Candidato;Votos;Situação\nANN ASH - 22202 (PL);60345999;ELEITO\nBO BIRCH;58206354;NÃO ELEITO\nNULO;7;\n";
    let all = becomes("brazil.csv", brazil, "candidacies.csv");
    assert_eq!(all[0][5..9], ["Ann Ash", "60345999", "", "elected"]);
    assert_eq!((all[1][8].as_str(), all[2][12].as_str()), ("lost", "yes"));
    // A home, a rank and the next contest are no place, office or contest.
    let mayors = "City,Mayor,Since,Next election\nElm,Ann Ash,2023-05-15,2027\nOak,Bo Birch,2022-05-15,2026\n";
    let all = becomes("mayors.csv", mayors, "tenures.csv");
    assert!(all.iter().all(|row| row.iter().all(|cell| !cell.contains("2027"))), "{all:?}");
}

#[test]
fn values_that_look_like_others() {
    let names = |name: &str, text: &str| -> Vec<String> { stood(name, text).into_iter().map(|row| row.0).collect() };
    // Shares alone are shares.
    let shares = "Candidate,Party,Share %\nAnn Ash,Red,55.2\nBo Birch,Blue,44.8\n";
    assert_eq!(becomes("shares.csv", shares, "candidacies.csv")[0][5..8], ["Ann Ash", "", "55.2"]);
    // The counts of one contest by place are summed.
    let places = "Candidate,Party,Votes,Polling centre\nAnn Ash,Red,10,North\nBo Birch,Blue,5,North\nAnn Ash,Red,20,South\nBo Birch,Blue,30,South\n";
    assert_eq!(stood("places.csv", places), rows(&[("Bo Birch", "places", "35"), ("Ann Ash", "places", "30")]));
    // Numbers of rows, lists and parties are no contests.
    for (name, header) in [("party_code.csv", "Party code"), ("list.csv", "List no"), ("rank.csv", "Rank")] {
        let text = format!("{header},Candidate,Votes\n1,Ann Ash,10\n1,Bo Birch,5\n2,Cy Coe,2\n2,Di Dee,12\n");
        let contest: std::collections::BTreeSet<String> = stood(name, &text).into_iter().map(|row| row.1).collect();
        assert_eq!(contest.len(), 1, "{contest:?}");
    }
    // People may be written in capitals, by initials or in other scripts.
    assert_eq!(names("capitals.csv", "Name,Votes\nSMITH,10\nBROWN,5\n"), ["Smith", "Brown"]);
    assert_eq!(names("others.csv", "Candidate,Votes\n王小明,10\n李大同,5\n"), ["王小明", "李大同"]);
    // A title above the header is one of a contest, not of the file.
    let exported = "Vote counts (exported 2023)\n\nCandidate,Votes\nAnn Ash,10\nBo Birch,5\n";
    assert!(stood("exported.csv", exported).iter().all(|row| !row.1.contains("2023")));
    // Years behind headers do not make groups of candidates.
    let years = "Candidate,Party 2001,Votes 2001,Party 2005,Votes 2005\nAnn Ash,Red,10,Red,20\n";
    let ran = crate::support::Hustings::new().file("years.csv", years);
    ran.ends(3, "rivals --from years.csv").warns("two columns may be");
}

#[test]
fn winners_without_a_second() {
    let text = "Year,Winner,Winner votes,Runner-up,Runner-up votes,,\n2001,Ann Ash,10,Bo Birch,5,,\n2005,Cy Coe,12,Unopposed,,,\n2009,Cy Coe,12\n";
    let all = becomes("winners.csv", text, "candidacies.csv");
    let named: Vec<&str> = all.iter().map(|row| row[5].as_str()).collect();
    assert_eq!(named, ["Ann Ash", "Bo Birch", "Cy Coe", "Cy Coe"]);
    assert!(all.iter().all(|row| !row.iter().any(|cell| cell.contains(": "))), "{all:?}");
}

#[test]
fn what_objects_in_json_say_of_their_lists() {
    let named = r#"{"election":"2001 Elm general election","constituencies":[{"name":"North","candidates":[{"name":"Ann Ash","votes":10},{"name":"Bo Birch","votes":5}]},{"name":"South","candidates":[{"name":"Cy Coe","votes":7}]}]}"#;
    let expected =
        [("Ann Ash", "2001 Elm general election, North", "10"), ("Bo Birch", "2001 Elm general election, North", "5")];
    assert_eq!(stood("named.json", named)[..2], rows(&expected));
    // Lists inside a person say more about that person.
    let person =
        r#"[{"name":"Ann Ash","votes":10,"year":2001,"endorsements":[{"name":"The Times"},{"name":"Bo Birch"}]}]"#;
    assert_eq!(stood("person.json", person), rows(&[("Ann Ash", "2001 person", "10")]));
}

#[test]
fn places_of_one_contest_by_who_stood_there() {
    let countries = "Year,Country,Election,Candidate,Votes\n2000,Ghana,Presidential,Ann Ash,1000\n2000,Ghana,Presidential,Bo Birch,900\n2000,Senegal,Presidential,Cy Coe,500\n2000,Senegal,Presidential,Di Dee,450\n";
    assert_eq!(stood("countries.csv", countries)[2], rows(&[("Cy Coe", "2000 Presidential, Senegal", "500")])[0]);
    let states = "Election,State,Candidate,Votes\n2020 President,Ohio,Ann Ash,10\n2020 President,Ohio,Bo Birch,5\n2020 President,Iowa,Ann Ash,20\n2020 President,Iowa,Bo Birch,30\n";
    assert_eq!(stood("states.csv", states)[0], rows(&[("Bo Birch", "2020 President", "35")])[0]);
    // The votes cast on the day are no date, and a code of polling places is a part of the count.
    let on_day =
        "Contest,Candidate,Early Votes,Election Day,Total\nMayor,Ann Ash,100,1500,1600\nMayor,Bo Birch,90,1600,1690\n";
    assert!(stood("on_day.csv", on_day).iter().all(|row| row.1 == "Mayor"));
    let french = "Code de la commune;Code du b.vote;Nom;Prénom;Voix\n001;0001;ARTHAUD;Nathalie;3\n001;0001;MACRON;Emmanuel;150\n001;0002;ARTHAUD;Nathalie;2\n001;0002;MACRON;Emmanuel;50\n";
    assert_eq!(stood("french.csv", french)[0], rows(&[("Emmanuel Macron", "french", "200")])[0]);
    // The electorate of a contest is that of its parts.
    let parts = "Precinct,Registered,Ballots Cast,Candidate,Votes\n1,500,300,Ann Ash,150\n1,500,300,Bo Birch,140\n2,400,250,Ann Ash,120\n2,400,250,Bo Birch,110\n";
    let rounds = becomes("parts.csv", parts, "rounds.csv");
    assert!(rounds[0].contains(&"900".to_string()) && rounds[0].contains(&"550".to_string()), "{rounds:?}");
    let rejected = "Candidate,Votes,Rejected ballots\nAnn Ash,120,5\nBo Birch,80,5\n";
    assert!(!becomes("rejected.csv", rejected, "rounds.csv").iter().flatten().any(|cell| cell == "5"));
}

#[test]
fn each_office_tells_whether_a_place_is_a_part_of_its_count() {
    let counties = "County,Office,Candidate,Votes\nElm,Governor,Ann Ash,120\nElm,Governor,Bo Birch,130\nElm,Sheriff,Cy Coe,150\nElm,Sheriff,Di Dee,90\nOak,Governor,Ann Ash,220\nOak,Governor,Bo Birch,180\nOak,Sheriff,Ed Eck,210\nOak,Sheriff,Flo Fay,170\n";
    let found = stood("counties.csv", counties);
    assert!(found.contains(&rows(&[("Ann Ash", "Governor election", "340")])[0]), "{found:?}");
    assert!(found.contains(&rows(&[("Ed Eck", "Sheriff election, Oak", "210")])[0]), "{found:?}");
    // Of places inside others, the outermost in which others stand is that of the contest.
    let towns = "Year,State,Town,Office,Candidate,Votes\n2022,North,Elm,Governor,Ann Ash,12\n2022,North,Elm,Governor,Bo Birch,11\n2022,North,Oak,Governor,Ann Ash,9\n2022,North,Oak,Governor,Bo Birch,6\n2022,South,Fir,Governor,Cy Coe,8\n2022,South,Fir,Governor,Di Dee,7\n2022,South,Yew,Governor,Cy Coe,5\n2022,South,Yew,Governor,Di Dee,3\n";
    let found = stood("towns.csv", towns);
    assert!(
        found.len() == 4 && found.contains(&rows(&[("Ann Ash", "2022 North Governor election", "21")])[0]),
        "{found:?}"
    );
    let found = stood("municipios.csv", &towns.replace("State,Town", "uf,municipio"));
    assert!(found.contains(&rows(&[("Ann Ash", "2022 Governor election, North", "21")])[0]), "{found:?}");
    // Seats of one name lie in several places.
    let seats = "Libellé du département;Libellé de la circonscription législative;Nom de l'élu;Prénom de l'élu;Date de début du mandat\nAin;1ère circonscription;ASH;Ann;08/07/2024\nAisne;1ère circonscription;BIRCH;Bo;08/07/2024\n";
    let held = becomes("elus.csv", seats, "tenures.csv");
    assert_eq!(
        [&held[0][0], &held[1][0]],
        ["Member for Ain 1ère circonscription", "Member for Aisne 1ère circonscription"]
    );
}

#[test]
fn the_name_of_a_table_names_the_office_of_its_holders() {
    let office = |name: &str, text: &str| becomes(name, text, "tenures.csv")[0][0].clone();
    let places = "City,Name,From,To\nElm,Ann Ash,2010,2014\nOak,Bo Birch,2011,2019\n";
    assert_eq!(office("mayors.csv", places), "Mayor of Elm");
    assert_eq!(office("elus-maires.csv", places), "Maire of Elm");
    assert_eq!(office("members.csv", places), "Leader of Elm");
    // The holders of several offices stand side by side.
    let beside = "State,Governor,Attorney General\nElmland,Ann Ash,Bo Birch\nOakland,Cy Coe,n/a\n";
    let held: Vec<[String; 2]> =
        becomes("beside.csv", beside, "tenures.csv").into_iter().map(|row| [row[0].clone(), row[1].clone()]).collect();
    let expected = [
        ("Attorney General of Elmland", "Bo Birch"),
        ("Governor of Elmland", "Ann Ash"),
        ("Governor of Oakland", "Cy Coe"),
    ];
    assert_eq!(held, expected.map(|(office, person)| [office.to_string(), person.to_string()]));
    assert_eq!(
        office("governors_of_Ohio.csv", "Name,From,To\nAnn Ash,2010,2014\nBo Birch,2014,2019\n"),
        "Governor of Ohio"
    );
}

#[test]
fn lists_in_json_by_the_name_of_what_they_stand_in() {
    for text in [
        r#"[{"name":"North","candidates":[{"name":"Ann Ash","votes":10}]},{"name":"South","candidates":[{"name":"Cy Coe","votes":9}]}]"#,
        r#"[{"constituency":{"id":7,"name":"North"},"candidates":[{"name":"Ann Ash","votes":10}]},{"constituency":{"id":8,"name":"South"},"candidates":[{"name":"Cy Coe","votes":9}]}]"#,
        r#"{"wahlkreise":[{"nr":101,"name":"North","kandidaten":[{"name":"Ann Ash","stimmen":10}]},{"nr":102,"name":"South","kandidaten":[{"name":"Cy Coe","stimmen":9}]}]}"#,
    ] {
        let all = stood("api.json", text);
        assert!(all.len() == 2 && all[0].1.contains("North") && all[1].1.contains("South"), "{all:?}");
    }
}

#[test]
fn holders_beside_other_people_and_of_many_offices() {
    let held = |name: &str, text: &str| -> Vec<[String; 4]> {
        let rows = becomes(name, text, "tenures.csv").into_iter();
        rows.map(|row| [row[0].clone(), row[1].clone(), row[2].clone(), row[3].clone()]).collect()
    };
    let ministries = "Minister,Ministry,From,To\nAnn Ash,Finance,2001-05-06,\nBo Birch,Health,2003-01-01,\n";
    assert_eq!(held("ministries.csv", ministries)[0], ["Finance", "Ann Ash", "2001-05-06", ""]);
    let monarch = "Monarch,Name,Office,From,To\nQueen Zoe,Ann Ash,Prime Minister,2001-05-06,2004-02-01\nQueen Zoe,Bo Birch,Prime Minister,2004-02-01,2008-03-03\n";
    assert_eq!(held("monarch.csv", monarch)[1][..2], ["Prime Minister", "Bo Birch"]);
    let president = "Prime Minister,Start,End,President\nAnn Ash,2001-05-06,2004-02-01,Zoe Zed\nBo Birch,2004-02-01,2008-03-03,Yan Yew\n";
    assert_eq!(held("president.csv", president)[1][1], "Bo Birch");
    let seats = "Amt;Name;Wahlkreis;Von;Bis\nKanzler;Ann Ash;Elm I;2001;2005\nKanzler;Bo Birch;Oak;2005;2009\nKanzler;Cy Coe;;2009;2013\n";
    assert_eq!(held("seats.csv", seats)[2], ["Kanzler", "Cy Coe", "2009", "2013"]);
    let since = "Name;Amt;Amtszeit\nAnn Ash;Kanzler;1998–2005\nBo Birch;Kanzler;seit 22.11.2005\n";
    assert_eq!(held("since.csv", since)[1], ["Kanzler", "Bo Birch", "2005-11-22", ""]);
    let elected = "Name,Constituency,Party,Elected\nAnn Ash,North,Red,2010\nBo Birch,South,Blue,1997\n";
    assert_eq!(held("elected.csv", elected)[0][..3], ["Member for North", "Ann Ash", "2010"]);
}

#[test]
fn wide_tables_by_role_and_by_party() {
    let roles = "Year,District,Dem Candidate,Dem Votes,Rep Candidate,Rep Votes\n2020,Elm,Ann Ash,120,Bo Birch,110\n2020,Oak,,,Cy Coe,90\n";
    let expected = [
        ("Ann Ash", "2020 Elm election", "120"),
        ("Bo Birch", "2020 Elm election", "110"),
        ("Cy Coe", "2020 Oak election", "90"),
    ];
    assert_eq!(stood("roles.csv", roles), rows(&expected));
    let lost = "year,state,winner,winner_party,winner_votes,loser,loser_party,loser_votes\n2020,Ohio,Ann Ash,D,120,Bo Birch,R,110\n";
    let ended = becomes("lost.csv", lost, "candidacies.csv").into_iter().map(|row| row[8].clone());
    assert_eq!(ended.collect::<Vec<_>>(), ["elected", "lost"]);
    // Columns of numbers that add up to the votes of all.
    let parties = "Year,Constituency,Labour,Green,Total\n1997,Elm,120,110,230\n1997,Oak,50,60,110\n";
    assert!(stood("parties.csv", parties).contains(&rows(&[("Green", "1997 Oak election", "60")])[0]));
    let member = "Constituency,Member first name,Member surname,Result,First party,Valid votes,Lab,Grn\nElm,Ann,Ash,Lab hold,Lab,230,120,110\nOak,Bo,Birch,Grn gain from Lab,Grn,110,50,60\n";
    assert!(stood("member.csv", member).contains(&rows(&[("Bo Birch", "Oak election", "60")])[0]));
    // Ways of voting are no candidates, nor are the figures beside a count.
    let ways = "Candidate,Early votes,Mail votes,Total votes\nAnn Ash,1,2,3\nBo Birch,3,4,7\n";
    assert_eq!(stood("ways.csv", ways).len(), 2);
    let count = "Constituency,Candidate surname,Candidate First Name,Result,Votes,Total Votes,Occurred On Count,Total Poll\nElm,Ash,Ann,Elected,60,60,1,100\nElm,Birch,Bo,Lost,40,40,1,100\n";
    assert_eq!(stood("count.csv", count).len(), 2);
}

#[test]
fn headers_that_say_which_office_and_numbers_beside_names() {
    let office = |name: &str, text: &str| becomes(name, text, "tenures.csv")[0][..4].to_vec();
    let governors = "Governor,State,Took office,Left office\nAnn Ash,Ohio,2011-01-10,2019-01-14\n";
    assert_eq!(office("governors.csv", governors), ["Governor of Ohio", "Ann Ash", "2011-01-10", "2019-01-14"]);
    let mayors = "MUNICIPIO;ALCALDE;PARTIDO;TOMA DE POSESIÓN;CESE\nAlba;Ana Ash;Rojo;11/06/2011;13/06/2015\n";
    assert_eq!(office("alcaldes.csv", mayors), ["Alcalde of Alba", "Ana Ash", "2011-06-11", "2015-06-13"]);
    let leaders = "Council,Leader,From,To\nElm Council,Ann Ash,2011-01-10,2019-01-14\n";
    assert_eq!(office("leaders.csv", leaders)[0], "Leader of Elm Council");
    let members = "Député;Circonscription;Début du mandat;Fin du mandat\nAnne Ash;Elm;18/06/2017;21/06/2022\n";
    assert_eq!(office("deputes.csv", members), ["Member for Elm", "Anne Ash", "2017-06-18", "2022-06-21"]);
    let named = "CD_MUNICIPIO;NM_MUNICIPIO;DS_CARGO;NM_CANDIDATO;QT_VOTOS\n71072;OSASCO;PREFEITO;ANA ASH;200\n71080;COTIA;PREFEITO;BO BIRCH;100\n";
    assert_eq!(stood("tse.csv", named)[0].1, "Cotia Prefeito election");
    let seats = "Libellé du département;Libellé de la circonscription;Nom;Prénom;Voix\nAin;1ère circonscription;ASH;Ann;20\nAin;1ère circonscription;BIRCH;Bo;10\nAisne;1ère circonscription;COE;Cy;30\nAisne;1ère circonscription;DEE;Di;5\n";
    assert_eq!(stood("circonscriptions.csv", seats)[0].1, "Ain 1ère circonscription election");
    // The places of those who stand everywhere are parts of a count.
    let parts =
        "Libellé du département;Nom;Prénom;Voix\nAin;ASH;Ann;20\nAin;BIRCH;Bo;10\nAisne;ASH;Ann;30\nAisne;BIRCH;Bo;5\n";
    assert_eq!(stood("parts.csv", parts), rows(&[("Ann Ash", "parts", "50"), ("Bo Birch", "parts", "15")]));
    let swiss = "Kanton;Wahljahr;Kandidat;Stimmen;gewaehlt\nElm;2019;Anna Ash;118;ja\nElm;2019;Leere;50;\n";
    let rows = becomes("swiss.csv", swiss, "candidacies.csv");
    assert_eq!((rows[0][8].as_str(), rows[1][12].as_str()), ("elected", "yes"), "{rows:?}");
}

#[test]
fn counts_without_a_number_and_rows_about_nobody() {
    let counts = "Candidate,First Preference,Count 2,Count 3\nAnn Ash,50,55,60\nBo Birch,40,45,\n";
    let votes: Vec<String> = stood("counts.csv", counts).into_iter().map(|row| row.2).collect();
    assert_eq!(votes, ["50", "55", "60", "40", "45"]);
    let second =
        "Candidato,Voti,%,Voti ballottaggio,% ballottaggio\nAnna Ash,40,40.0,56,56.0\nBo Birch,35,35.0,44,44.0\n";
    let shares: Vec<String> =
        becomes("second.csv", second, "candidacies.csv").into_iter().map(|row| row[7].clone()).collect();
    assert_eq!(shares, ["40", "56", "35", "44"]);
    let precincts = "county,precinct,office,district,party,candidate,votes\nA,1,Registered Voters,,,,1000\nA,1,Ballots Cast,,,,600\nA,1,Governor,,Red,Ann Ash,350\nA,1,Governor,,Blue,Bo Birch,240\n";
    let (graph, messages) = table("precincts.csv", precincts);
    assert_eq!(graph.contests().len(), 1);
    assert!(messages.iter().any(|m| m.contains("2 rows with the voters")), "{messages:?}");
}

#[test]
fn numbers_that_are_no_votes_and_places_that_are_no_parts() {
    let refused = |name: &str, text: &str| {
        let reading = source::read_text(name, text.as_bytes());
        assert!(Facts::extract(&reading.pages).stated.is_empty(), "{name}");
    };
    refused("budget.csv", "Year,Salaries,Equipment,Total\n2019,100,30,130\n2020,120,40,160\n");
    refused("people.csv", "District,Male,Female,Total\nNorth,1000,1100,2100\nSouth,900,950,1850\n");
    refused("polls.csv", "Pollster,Fieldwork,Con,Lab,LD,Total\nA,2024-06-01,40,44,16,100\nB,2024-06-02,41,43,16,100\n");
    refused("ways.csv", "County,In Person,By Mail,Ballots Cast\nAdams,1000,230,1230\nAllen,900,200,1100\n");
    // A career is no contest, and blank votes recur everywhere.
    let career = "Constituency,Candidate,Party,Votes,Result\nElm,Ann Ash,Red,900,Lost\nOak,Ann Ash,Red,1900,Won\n";
    assert_eq!(stood("career.csv", career).len(), 2);
    let seats = "Constituency name,Country name,Member first name,Member surname,First party,Valid votes,Con,Lab\nElm,Wales,Ann,Ash,Lab,230,110,120\nOak,England,Bo,Birch,Con,110,60,50\n";
    assert!(stood("seats.csv", seats).contains(&rows(&[("Bo Birch", "England Oak election", "60")])[0]));
    let parties = "Constituency,Candidate,Votes\nElm,Labour,500\nElm,Green,100\nOak,Labour,400\nOak,Green,200\n";
    assert!(stood("named.csv", parties).contains(&rows(&[("Green", "Oak election", "200")])[0]));
    // The day on which something was written down ends no term.
    let ends = |name: &str, text: &str| becomes(name, text, "tenures.csv").iter().any(|row| !row[3].is_empty());
    assert!(!ends(
        "since.csv",
        "Name;Amt;seit;Stand\nAnn Ash;Mayor of Elm;01.05.2014;13.03.2024\nBo Birch;Mayor of Oak;01.06.2016;14.03.2024\n"
    ));
    assert!(ends("dal.csv", "Segretario,Dal,Al\nAnn Ash,15/12/2013,19/02/2017\nBo Birch,07/05/2017,12/03/2018\n"));
    let transfers = "Candidate,First Preference,Transfers Count 2,Count 2\nAnn Ash,50,5,55\nBo Birch,40,2,42\n";
    let votes: Vec<String> = stood("transfers.csv", transfers).into_iter().map(|row| row.2).collect();
    assert_eq!(votes, ["50", "55", "40", "42"]);
    let won = "Year,Winner,Winner votes,Total votes\n2001,Ann Ash,100,300\n2005,Bo Birch,120,310\n";
    assert_eq!(stood("won.csv", won)[0].2, "100");
    let rest = "District,Dem Candidate,Dem Votes,Rep Candidate,Rep Votes,Other Votes\n1,Ann Ash,120,Bo Birch,110,9\n2,Cy Coe,90,Di Dee,95,8\n";
    assert!(stood("rest.csv", rest).iter().any(|row| row.0 == "Other" && row.2 == "9"));
}

#[test]
fn parties_alone_have_measures() {
    let folder = crate::support::scratch("measures-of-parties");
    let file = folder.join("parties.csv").display().to_string();
    std::fs::write(&file, "Year,Party,Votes\n2001,Red,500\n2001,Blue,300\n2001,Others,200\n2001,Invalid votes,90\n")
        .unwrap();
    let told = stdout(&["measures", "--from", &file, "--format", "csv"]);
    // 1 / (0.5² + 0.3² + 0.2²)
    assert!(told.contains(",3,2.63,20.00,200,50.00,") && told.contains("\"1,000 votes for the lists\""), "{told}");
}

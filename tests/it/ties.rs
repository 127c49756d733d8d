//! Ties: what is read, held, asked, drawn and exported.
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "tests read files of their own, and say a figure")]

use crate::support::{outcome, rows, scratch, shared, stdout};
use std::collections::BTreeMap;
use std::fs;

const PAGES: [&str; 2] = ["--from", "tests/ties"];

fn ask(arguments: &[&str]) -> Vec<String> {
    arguments.iter().chain(&PAGES).map(|a| (*a).to_string()).collect()
}

fn said(arguments: &[&str]) -> String {
    let all = ask(arguments);
    stdout(&all.iter().map(String::as_str).collect::<Vec<_>>())
}

fn table(arguments: &[&str]) -> Vec<BTreeMap<String, String>> {
    let all = ask(arguments);
    rows(&all.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn what_is_tied_to_whom() {
    insta::assert_snapshot!("ties_of_a_person", said(&["ties", "Ada Quill"]));
    insta::assert_snapshot!("ties_of_two", said(&["ties", "Ada Quill", "Ben Marsh"]));
    insta::assert_snapshot!("ties_of_a_group", said(&["ties", "Pier Caucus"]));
    insta::assert_snapshot!("ties_all", said(&["ties", "--format", "csv"]));
    insta::assert_snapshot!("ties_of_a_party", said(&["ties", "Harbour Party"]));
    insta::assert_snapshot!("show_with_ties", said(&["show", "Ada Quill"]));
    let columns = said(&["ties", "--format", "csv"]).lines().next().unwrap_or_default().to_string();
    assert_eq!(
        columns, "from,kind,to,role,office,contest,start,end,stance,phase,evidence,from_id,to_id,from_is,to_is",
        "the names of the columns are promised"
    );
    assert!(table(&["ties", "--kind", "kin"]).iter().all(|row| row["kind"] == "kin"));
    let in_2002 = table(&["ties", "Ada Quill", "--kind", "served-under", "--year", "2002"]);
    let in_2009 = table(&["ties", "Ada Quill", "--kind", "served-under", "--year", "2009"]);
    assert_eq!((in_2002.len(), in_2009.len()), (1, 0));
    // Who held an office beside her did so while she held it.
    let alongside = |year| table(&["ties", "Ada Quill", "--kind", "served-alongside", "--year", year]).len();
    assert_eq!(["1985", "1995", "2009"].map(alongside), [0, 1, 0]);
    // A father of that name is not the minister, and nobody is called "Himself" or "3".
    let all = table(&["ties"]);
    let tom: Vec<&str> = all.iter().filter(|r| r["to"] == "Tom Ash").map(|r| r["from"].as_str()).collect();
    assert_eq!(tom, ["Ada Quill", "Dora Quill"]);
    assert!(all.iter().all(|r| !["Himself", "3", "Monarchy of Norland"].contains(&r["to"].as_str())), "{all:?}");
    let (_, status) = outcome(&["ties", "--kind", "friends"]);
    assert_eq!(status, 2);
}

#[test]
fn paths_families_endorsements_and_factions() {
    insta::assert_snapshot!("path_by_ties", said(&["path", "Edvard Quill", "Oskar Lind", "--by", "ties"]));
    insta::assert_snapshot!("path_by_any", said(&["path", "Dora Quill", "Vera Holm", "--by", "any", "-k", "2"]));
    insta::assert_snapshot!("no_path_by_kin", said(&["path", "Dora Quill", "Oskar Lind", "--by", "kin"]));
    insta::assert_snapshot!("dynasties", said(&["dynasties"]));
    insta::assert_snapshot!("dynasties_csv", said(&["dynasties", "Mayor of Easthaven", "--format", "csv"]));
    for by in ["family", "decade", "party", "length"] {
        assert!(!said(&["dynasties", "--by", by, "--format", "csv"]).is_empty());
    }
    insta::assert_snapshot!("endorsements", said(&["endorsements"]));
    insta::assert_snapshot!("factions", said(&["factions"]));
    insta::assert_snapshot!("factions_signs", said(&["factions", "--signs", "--format", "csv"]));
    insta::assert_snapshot!("network_of_ties", said(&["network", "--relation", "ties"]));
    for wrong in
        [&["--backbone"][..], &["--relation", "kin", "--backbone"], &["--relation", "member-of", "--backbone=2"]]
    {
        assert_eq!(outcome(&[&["network"], wrong].concat()).1, 2, "{wrong:?}");
    }
    insta::assert_snapshot!("network_of_members", said(&["network", "--relation", "member-of", "--format", "csv"]));
}

#[test]
fn a_graph_file_and_every_format_that_can_keep_the_ties() {
    let folder = scratch("ties");
    let at = |name: &str| folder.join(name).display().to_string();
    let wanted = |from: &str| {
        let text = stdout(&["ties", "--format", "csv", "--from", from]);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let keep = |row: csv::StringRecord| row.iter().take(10).map(str::to_string).collect::<Vec<_>>();
        let mut found: Vec<Vec<String>> = reader.records().map(|r| keep(r.unwrap())).collect();
        found.sort();
        found
    };
    let all = wanted("tests/ties");
    assert!(all.len() > 15, "{all:?}");
    stdout(&["build", "tests/ties", "-o", &at("t.db")]);
    assert_eq!(wanted(&at("t.db")), all);
    for format in ["csv", "g.json", "t.ttl", "t.nt", "t.popolo.json", "t.gexf", "t.nodelink.json"] {
        stdout(&["export", "--from", "tests/ties", "-o", &at(format)].map(|a| a));
        assert_eq!(wanted(&at(format)), all, "{format}");
    }
    let from_file = ["--from", &at("t.db")].map(str::to_string);
    for question in [
        &["ties", "Ada Quill"][..],
        &["ties", "Ada Quill", "Ben Marsh"],
        &["ties", "Pier Caucus"],
        &["path", "Edvard Quill", "Oskar Lind", "--by", "ties"],
        &["path", "Dora Quill", "Vera Holm", "--by", "any", "-k", "2"],
        &["dynasties"],
        &["endorsements"],
        &["factions"],
        &["network", "--relation", "kin"],
    ] {
        let of_file: Vec<&str> = question.iter().copied().chain(from_file.iter().map(String::as_str)).collect();
        assert_eq!(stdout(&of_file), said(question), "{question:?}");
    }
    let graphml = {
        stdout(&["export", "--from", "tests/ties", "-o", &at("t.graphml")]);
        fs::read_to_string(at("t.graphml")).unwrap()
    };
    for word in ["served under", "member of", "Pier Caucus", "group", "declined", "grandfather"] {
        assert!(graphml.contains(word), "GraphML lacks {word}");
    }
}

#[cfg(feature = "serve")]
#[test]
fn the_page_of_a_person_has_the_ties() {
    let folder = scratch("ties-site");
    let site = folder.join("site").display().to_string();
    stdout(&["site", "--from", "tests/ties", "-o", &site]);
    let page = fs::read_to_string(folder.join("site/person/ada-quill.html")).unwrap();
    for part in ["id=\"ties\"", "served under as Minister of Harbours", "member of (Chair)", "person/oskar-lind.html"] {
        assert!(page.contains(part), "{part}");
    }
    let data: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.join("site/person/ada-quill.json")).unwrap()).unwrap();
    let ties = data["ties"].as_array().map_or(0, Vec::len);
    assert_eq!(ties, 18, "{data}");
    assert!(data["ties"][0]["sources"].as_array().is_some_and(|s| !s.is_empty()));
}

#[test]
fn rows_that_cannot_be_are_named_and_never_turned_round() {
    let folder = scratch("bad-ties");
    let csv = folder.join("bad.csv").display().to_string();
    fs::write(
        &csv,
        "from,kind,to,stance,start,end\nAnn Ash,endorsed,Ann Ash,,,\nAnn Ash,endorsed,Ben Bee,opposed,,\n\
         Ann Ash,kin,Cy Coe,,2005,2001\nAnn Ash,deputy of,Di Doe,,,\n",
    )
    .unwrap();
    let toml = folder.join("bad.toml").display().to_string();
    fs::write(
        &toml,
        "[[tie]]\nfrom = \"Ann Ash\"\nkind = \"endorsed\"\nto = \"Ben Bee\"\nstance = \"opposed\"\n\
         [[tie]]\nfrom = \"Ann Ash\"\nkind = \"kin\"\nto = \"Ann Ash\"\n",
    )
    .unwrap();
    let both = |path: &str| {
        let run = crate::support::hustings(&["ties", "--from", path, "--format", "csv"]);
        String::from_utf8_lossy(&[run.stdout, run.stderr].concat()).into_owned()
    };
    let told = both(&csv);
    assert_eq!(told.matches("bad.csv:").count(), 5, "{told}");
    for part in
        ["bad.csv:2: 'Ann Ash' is tied to itself", "bad.csv:3: stance is 'opposed'", "bad.csv:4: the tie ends on 2001"]
    {
        assert!(told.contains(part), "{part}: {told}");
    }
    let told = both(&toml);
    assert!(!told.contains(",endorsed,"), "{told}");
    assert!(told.contains("stance in [[tie]] is 'opposed'") && told.contains("tied to itself"), "{told}");
}

#[test]
fn pictures_of_ties() {
    let folder = scratch("tie-pictures");
    let draw = |arguments: &[&str], name: &str| {
        let path = folder.join(name).display().to_string();
        let mut all = vec!["draw"];
        all.extend_from_slice(arguments);
        all.extend(["--from", "tests/ties", "-o", &path]);
        stdout(&all);
        fs::read_to_string(&path).unwrap()
    };
    for (arguments, name, words) in [
        (
            &["ties", "Ada Quill"][..],
            "a.svg",
            &["Oskar Lind", "served under", "grandfather", "The ties of Ada Quill"][..],
        ),
        (&["ties", "Ada Quill", "--as", "list"], "b.svg", &["Kin (", "Had as deputy", "Vera Holm"]),
        (&["ties", "Ada Quill", "--width", "340"], "c.svg", &["Kin (", "Served under"]),
        (&["family", "Dora Quill"], "d.svg", &["Edvard Quill", "married Cora Lund", "Mayor of Easthaven, 2019"]),
        (&["family", "Dora Quill", "--width", "340"], "e.svg", &["Generation 1", "Edvard Quill"]),
        (&["factions"], "f.svg", &["side A", "side B", "Nils Brandt"]),
        (&["factions", "--as", "list"], "g.svg", &["Side A", "Side B"]),
        (&["cabinet", "Prime Minister of Norland", "--year", "2002"], "", &[]),
        (&["ties", "Pier Caucus"], "h.svg", &["The ties of Pier Caucus", "Dora Quill"]),
    ] {
        if name.is_empty() {
            // No holder of that office in 2002 is known.
            let mut all = vec!["draw"];
            all.extend_from_slice(arguments);
            all.extend(["--from", "tests/ties", "-o", "-"]);
            assert_eq!(outcome(&all).1, 4);
            continue;
        }
        let svg = draw(arguments, name);
        for word in words {
            assert!(svg.contains(word), "{arguments:?} lacks {word}");
        }
    }
    let dot = draw(&["ties", "Ada Quill"], "a.dot");
    assert!(dot.contains("Oskar Lind") && dot.contains("dashed"), "{dot}");
    // The lines of each kind differ without colour.
    let svg = draw(&["ties", "Ada Quill"], "z.svg");
    assert!(svg.contains("stroke-dasharray"), "{svg}");
}

/// The ties in the infoboxes of real pages, as they were read by hand.
#[test]
fn ties_of_real_pages() {
    let Some(folder) = shared("ties", std::env::var("HUSTINGS_TIES").ok()) else { return };
    let index = fs::read_to_string(format!("{folder}/index.json")).unwrap();
    let index: serde_json::Value = serde_json::from_str(&index).unwrap();
    let kind = |parameter: &str| match parameter {
        "deputy" => ("deputy of", false),
        "alongside" => ("served alongside", true),
        "appointer" => ("appointed by", true),
        "nominator" => ("nominated by", true),
        "leader" | "president" | "primeminister" | "governor" | "monarch" => ("served under", true),
        _ => ("kin", true),
    };
    let (mut right, mut all, mut families) = (0, 0, 0);
    for page in index.as_array().unwrap() {
        let Some(expected) = page["ties_in_box"].as_array() else { continue };
        let path = format!("{folder}/{}", page["file"].as_str().unwrap());
        let record: serde_json::Value = serde_json::from_str(&stdout(&["extract", &path])).unwrap();
        let ties = record["ties"].as_array().cloned().unwrap_or_default();
        let name = |end: &serde_json::Value| {
            end.as_object().and_then(|o| o.values().next()).and_then(|v| v.as_str()).unwrap_or("").to_string()
        };
        for tie in expected {
            let other = tie["other"].as_str().unwrap();
            let (mut kind, to_other) = kind(tie["kind"].as_str().unwrap());
            if other.ends_with(" family") {
                kind = "member of";
                families += 1;
            }
            all += 1;
            right += usize::from(
                ties.iter().any(|t| t["kind"] == kind && name(&t[if to_other { "to" } else { "from" }]) == other),
            );
        }
        // A family is a group, and no page of a family is a person.
        assert!(!ties.iter().any(|t| t["to"]["person"].as_str().is_some_and(|n| n.ends_with("family"))));
    }
    println!("ties in boxes: {right} of {all}, {families} of them families");
    assert!(all > 0 && right * 100 >= all * 99, "{right} of {all}");
}

#[test]
fn brokers_stand_between_parties_and_the_backbone_is_what_chance_does_not_explain() {
    let stood = "contest,date,candidate,party,votes\n2001 vote,2001,Ann,Elm,5\n2001 vote,2001,Bo,Elm,4\n2001 vote,2001,Cy,Oak,3\n2001 vote,2001,Di,Yew,2\n";
    let ties = "from,kind,to,stance\nAnn,endorsed,Bo,endorsed\nBo,endorsed,Cy,endorsed\nCy,endorsed,Di,endorsed\nEve,endorsed,Ann,endorsed\n";
    // Ann and Bo share all their three groups; the others are spread.
    let mut members = "from,kind,to,from_is,to_is\n".to_string();
    for (name, groups) in
        [("Ann", "ABC"), ("Bo", "ABC"), ("Cy", "ADE"), ("Di", "BFG"), ("Ed", "CDF"), ("Flo", "EG"), ("Gus", "DG")]
    {
        for group in groups.chars() {
            members.push_str(&format!("{name},member of,Committee {group},person,group\n"));
        }
    }
    let story = crate::support::Hustings::new().file("s.csv", stood).file("t.csv", ties).file("m.csv", members);
    story
        .run("network --relation endorsed --brokerage --from s.csv --from t.csv --format csv")
        .stdout(
            "person,party,coordinator,itinerant,gatekeeper,representative,liaison,total
Bo,Elm,0,0,0,1,0,1
Cy,Oak,0,0,0,0,1,1",
        )
        .then()
        .run("network --relation endorsed --brokerage --from s.csv --from t.csv")
        .says("2 people stand between others")
        .says("The party of 1 tied person is not known")
        .then()
        .run("network --relation member-of --backbone=0.2 --pairs --from m.csv --format csv")
        .stdout("person_a,person_b,ties,expected,p_value\nAnn,Bo,3,1.318510372,0.126420457583")
        .then()
        .run("network --relation member-of --backbone=0.01 --from m.csv")
        .says("0 of 15 pairs share more groups than chance explains");
}

#[test]
fn follow_the_money_keeps_kin_memberships_and_occupancies() {
    let page = fs::read_to_string("tests/ties/Ada Quill.wiki").unwrap_or_default();
    let story = crate::support::Hustings::new().file("Ada Quill.wiki", page);
    let story = story.run("export --from 'Ada Quill.wiki' -o ada.ftm.json").then();
    let ask = |from: &str, what: &str| format!("{what} --from '{from}' --format csv");
    let count = |folder: &std::path::Path, from: &str, what: &str| {
        let path = folder.join(from).display().to_string();
        let words: Vec<String> = ask(&path, what).split(' ').map(|w| w.replace('\'', "")).collect();
        stdout(&words.iter().map(String::as_str).collect::<Vec<_>>()).lines().count()
    };
    let folder = story.folder().to_path_buf();
    fs::rename(folder.join("Ada Quill.wiki"), folder.join("AdaQuill.wiki")).unwrap_or_default();
    for what in ["ties --kind kin", "ties --kind member-of", "succession"] {
        let [before, after] = ["AdaQuill.wiki", "ada.ftm.json"].map(|from| count(&folder, from, what));
        assert!(before > 1 && before == after, "{what}: {before} and {after}");
    }
}

#[cfg(feature = "site")]
#[test]
fn the_path_finder_follows_ties() {
    use hustings::dataset::{Dataset, Options};
    use hustings::view::explorer::{Address, Answer, Explorer, Settings};
    let data = Dataset::open(["tests/ties"], Options::default()).unwrap();
    let explorer = Explorer::of(data, Settings::default()).unwrap();
    let page = |path: &str| match explorer.answer(&Address::read(path).unwrap()).unwrap() {
        Answer::Found(body) => String::from_utf8(body.body).unwrap(),
        _ => panic!("no page {path}"),
    };
    let tied = page("path/ada-quill/ben-marsh.html");
    assert!(tied.contains("By stated ties") && tied.contains("by stated ties: 1 step"), "{tied}");
    assert!(page("path/ada-quill/ben-marsh.json").contains("\"tie\": ["));
}

//! House style, pages of HTML, phones, survival pictures, the network of rivals.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says why it fails")]

use crate::support;
use crate::support::{hustings, stdout};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Output;

fn folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("house");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn file(name: &str, text: &str) -> String {
    let path = folder().join(name);
    std::fs::write(&path, text).unwrap();
    path.to_string_lossy().into_owned()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A mayoral contest of three parties.
const COUNCIL: &str = "contest,date,office,party,candidate,votes,outcome
2012 London mayoral election,2012-05-03,Mayor of London,Conservative,Boris Johnson,971931,elected
2012 London mayoral election,2012-05-03,Mayor of London,Labour,Ken Livingstone,889918,lost
2012 London mayoral election,2012-05-03,Mayor of London,Green,Jenny Jones,98913,lost
";

#[test]
fn parties_have_the_colours_of_the_user_the_settings_or_the_page() {
    let table = file("council.csv", COUNCIL);
    let colours = file(
        "colours.toml",
        "Conservative = \"#0087DC\"\nLabour = \"e4003b\"\nGreen = \"#ffff99\"\nNobody = \"#123456\"\n",
    );
    let out = folder().join("c.svg").to_string_lossy().into_owned();
    let output = hustings(&["draw", "contests", "--as", "cards", "--from", &table, "--colours", &colours, "-o", &out]);
    let told = said(&output);
    assert!(output.status.success() && told.contains("no party in the data is called Nobody"), "{told}");
    // What is too faint for paper gets an outline, and a warning.
    assert!(told.contains("'Green' is hard to see on white (contrast 1."), "{told}");
    let svg = std::fs::read_to_string(&out).unwrap();
    assert!(svg.contains("fill=\"#0087dc\"") && svg.contains("fill=\"#e4003b\""), "{svg}");
    let faint = svg.lines().find(|l| l.contains("fill=\"#ffff99\"")).unwrap();
    assert!(!faint.contains("stroke=\"none\""), "{faint}");
    // The legend names the parties, and whoever was elected is in bold: the colour is never the only sign.
    assert!(svg.contains(">Labour<") && svg.contains("font-weight=\"bold\" fill=\"#1d2733\">Boris Johnson"), "{svg}");
    let settings = file(
        "hustings-colours.toml",
        "[colours]\nConservative = \"#111111\"\nLabour = \"#222222\"\n[draw]\ncredit = \"Graphic: Us\"\n",
    );
    let svg = stdout(&["draw", "contests", "--as", "cards", "--from", &table, "--config", &settings, "-o", "-"]);
    assert!(svg.contains("fill=\"#111111\"") && svg.contains("Graphic: Us") && !svg.contains("Drawn by Hustings"));
    // A page's own colours, and none where all are of one party.
    let page = |second: &str| {
        format!(
            "{{{{Infobox election|election_name=2012 X election|election_date=3 May 2012|candidate1=[[Ann]]|party1=Red Party|color1=AA0011|popular_vote1=3\
             |candidate2=[[Bo]]|party2={second}|colour2=#0022bb|popular_vote2=2}}}}"
        )
    };
    let wiki = file("2012 X election.wiki", &page("Blue Party"));
    let draw = |from: &str| stdout(&["draw", "contests", "--as", "cards", "--from", from, "-o", "-"]);
    assert!(draw(&wiki).contains("fill=\"#aa0011\"") && draw(&wiki).contains("fill=\"#0022bb\""));
    let db = folder().join("x.db").to_string_lossy().into_owned();
    assert!(hustings(&["build", &wiki, "--fresh", "-o", &db]).status.success());
    let without_source = |svg: String| svg.lines().filter(|l| !l.contains("Source:")).collect::<Vec<_>>().join("\n");
    assert_eq!(without_source(draw(&db)), without_source(draw(&wiki)));
    let alike = file("2013 X election.wiki", &page("Red Party").replace("2012", "2013"));
    assert!(!draw(&alike).contains("#aa0011"));
}

#[test]
fn mistakes_in_colours_and_fonts_are_named() {
    let table = file("council.csv", COUNCIL);
    for (name, text, words) in [
        ("bad.toml", "Labour = \"reddish\"", ["reddish", "#rrggbb"]),
        ("torn.toml", "a = \"#fff\"\nLabour = ", ["torn.toml", "line 2"]),
        ("number.toml", "Labour = 3", ["Labour", "#rrggbb"]),
    ] {
        let colours = file(name, text);
        let output = hustings(&["draw", "contests", "--from", &table, "--colours", &colours, "-o", "-"]);
        assert_eq!(output.status.code(), Some(3), "{name}");
        assert!(words.iter().all(|w| said(&output).contains(w)), "{name}: {}", said(&output));
    }
    let output = hustings(&["draw", "contests", "--from", &table, "--font", &table, "-o", "-"]);
    assert!(output.status.code() == Some(3) && said(&output).contains(".ttf"), "{}", said(&output));
}

#[test]
fn words_of_ones_own() {
    let own = ["--title", "T & Co", "--subtitle", "", "--source", "City archive.", "--credit", ""];
    let svg = stdout(&[&["draw", "rivalry", "Rabin", "Peres", "-o", "-"][..], &own].concat());
    assert!(svg.contains("T &amp; Co") && svg.contains(">Source: City archive. Contests to"), "{svg}");
    assert!(!svg.contains("Drawn by Hustings") && !svg.contains("They met 4 times"));
}

#[test]
fn a_font_of_ones_own_is_named_and_measured() {
    // The embedded typeface, as a file of the user's.
    let path = folder().join("own.ttf");
    std::fs::write(&path, dejavu::sans_mono::regular()).unwrap();
    let svg = stdout(&["draw", "rivalry", "Rabin", "Peres", "--font", &path.to_string_lossy(), "-o", "-"]);
    assert!(svg.contains("font-family=\"'DejaVu Sans Mono', DejaVu Sans"), "{}", &svg[..400]);
}

#[test]
fn a_page_of_html_holds_both_layouts_and_loads_nothing() {
    let out = folder().join("figure.html").to_string_lossy().into_owned();
    let output = hustings(&["draw", "contests", "Likud", "-o", &out]);
    let line = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        line.starts_with("<iframe src=\"figure.html\" title=\"Leader of Likud: the contests\"")
            && line.contains("height=\""),
        "{line}"
    );
    let page = std::fs::read_to_string(&out).unwrap();
    assert_eq!(page.matches("<svg").count(), 2);
    for word in ["src=", "href=", "url(", "@import", "fetch("] {
        assert!(!page.contains(word), "{word} in the page");
    }
    assert!(
        page.contains("<div class=\"narrow\">\n<svg")
            && page.contains("width=\"360\"")
            && page.contains("tabindex=\"0\"")
    );
    let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|p| p.split('"').next()).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id stands twice");
    // Names that are markup stay text.
    let hostile = file(
        "hostile.csv",
        "contest,date,office,candidate,votes\n2001 <script>alert(1)</script>,2001,\"X\"\" onload=\"\"y\",\"</svg><img src=x>\",3\n2001 <script>alert(1)</script>,2001,\"X\"\" onload=\"\"y\",\"'Bo'\",2\n",
    );
    assert!(hustings(&["draw", "contests", "--from", &hostile, "-o", &out]).status.success());
    let page = std::fs::read_to_string(&out).unwrap();
    assert!(page.matches("<script>").count() == 1 && !page.contains("<img") && !page.contains("onload=\"y"));
}

#[test]
fn parts_of_drawings_have_names_that_people_understand() {
    for kind in [
        &["contests", "Israeli Labor Party"][..],
        &["succession", "Likud"],
        &["timeline"],
        &["rivalries"],
        &["rivalry", "Rabin", "Peres"],
    ] {
        let svg = stdout(&[&["draw"], kind, &["-o", "-"]].concat());
        let document = roxmltree::Document::parse(&svg).unwrap();
        let groups: Vec<_> = document.descendants().filter(|n| n.has_tag_name("g")).collect();
        let label = |n: &roxmltree::Node<'_, '_>| {
            n.attribute(("http://www.inkscape.org/namespaces/inkscape", "label")).unwrap_or("").to_string()
        };
        assert!(
            groups.len() > 3 && groups.iter().all(|g| !label(g).is_empty() && g.attribute("id").is_some()),
            "{kind:?}"
        );
        let ids: BTreeSet<&str> = groups.iter().filter_map(|g| g.attribute("id")).collect();
        assert_eq!(ids.len(), groups.len(), "{kind:?}: an id stands twice");
        if kind[0] == "contests" {
            assert!(
                groups.iter().any(|g| label(g) == "Yitzhak Rabin, 19 Feb 1992"
                    && g.attribute("id") == Some("Yitzhak_Rabin_19_Feb_1992"))
            );
        }
    }
}

#[test]
fn survival_has_bands_names_and_those_at_risk_or_small_multiples() {
    let svg = stdout(&["survival", "--by", "office", "-o", "-"]);
    assert_eq!(svg.matches("fill-opacity").count(), 3);
    assert!(svg.contains("Tenures still observed, by years in office") && svg.contains(">… Likud<"), "{svg}");
    assert!(svg.contains("“…” stands for “Leader of”."), "what the names were cut by is said");
    let mut table = String::from("office,person,from,to\n");
    for office in 0..7 {
        for i in 0..4 {
            table.push_str(&format!(
                "Office {office},Person {office}{i},{}-01-01,{}-01-01\n",
                1950 + 5 * i,
                1955 + 5 * i + office % 2
            ));
        }
    }
    let many = file("many.csv", &table);
    let svg = stdout(&["survival", "--by", "office", "--from", &many, "-o", "-"]);
    assert_eq!(svg.matches("fill-opacity").count(), 7);
    assert!(!svg.contains("Still observed") && svg.contains(">Office 6<"));
    let narrow = stdout(&["survival", "--by", "office", "--width", "360", "-o", "-"]);
    assert!(narrow.contains("width=\"360\""));
}

#[test]
fn a_hundred_rivals_are_a_picture_that_can_be_read() {
    let mut table = String::from("contest,date,office,candidate,votes,outcome\n");
    for i in 0..100 {
        table.push_str(&format!(
            "2001 X primary,2001-01-01,X,Candidate number {i},{},{}\n",
            1000 - i,
            if i == 0 { "elected" } else { "lost" }
        ));
    }
    for i in 0..12 {
        table.push_str(&format!("2005 X primary,2005-01-01,X,Candidate number {i},{},lost\n", 100 - i));
    }
    let path = file("hundred.csv", &table);
    for extra in [&[][..], &["--min", "1"], &["--as", "graph", "--min", "1"], &["--as", "matrix", "--min", "1"]] {
        let svg = stdout(&[&["draw", "rivalries", "--from", &path, "-o", "-"][..], extra].concat());
        let size = |key: &str| {
            svg.split(&format!(" {key}=\""))
                .nth(1)
                .and_then(|v| v.split('"').next())
                .and_then(|v| v.parse::<f64>().ok())
        };
        assert!(size("width").unwrap() < 4_000.0 && size("height").unwrap() < 4_000.0, "{extra:?}");
        if extra == ["--min", "1"] {
            assert!(svg.contains("2001 X primary") && svg.contains("88 more"), "{svg}");
        }
    }
}

#[test]
fn the_network_of_rivals_holds_the_record_of_each_pair() {
    let export = |format: &str| stdout(&["export", "--network", "rivals", "--format", format, "-o", "-"]);
    let graphml = export("graphml");
    let document = roxmltree::Document::parse(&graphml).unwrap();
    let pairs = support::rows(&["rivals"]);
    let edges: Vec<_> = document.descendants().filter(|n| n.has_tag_name("edge")).collect();
    assert_eq!(edges.len(), pairs.len());
    let value = |edge: &roxmltree::Node<'_, '_>, key: &str| {
        let data = edge.children().find(|d| d.attribute("key") == Some(key));
        data.and_then(|d| d.text()).unwrap_or("").to_string()
    };
    let name = |id: &str| {
        let node = document.descendants().find(|n| n.attribute("id") == Some(id)).unwrap();
        value(&node, "label")
    };
    for (edge, row) in edges.iter().zip(&pairs) {
        assert_eq!(name(edge.attribute("source").unwrap()), row["person_a"]);
        assert_eq!(name(edge.attribute("target").unwrap()), row["person_b"]);
        for (key, column) in [
            ("e_meetings", "meetings"),
            ("e_won_source", "won_a"),
            ("e_ahead_target", "ahead_b"),
            ("e_first_year", "first_year"),
        ] {
            assert_eq!(value(edge, key), row[column], "{key} of {row:?}");
        }
    }
    roxmltree::Document::parse(&export("gexf")).unwrap();
    let links: serde_json::Value = serde_json::from_str(&export("node-link")).unwrap();
    assert_eq!(links["links"].as_array().unwrap().len(), pairs.len());
    assert_eq!(export("csv").lines().count(), pairs.len() + 1);
    let output = hustings(&["export", "--network", "rivals", "--format", "turtle", "-o", "-"]);
    assert!(output.status.code() == Some(2) && said(&output).contains("graphml"));
}

/// Two contests for two seats, with figures as long as the largest electorates give.
const BOARD: &str = "contest,date,office,party,seats,candidate,votes,outcome
1950 Board election,1950-05-01,Board,Old,2,Ann Archer,1234567890,elected
1950 Board election,1950-05-01,Board,New,2,Bo Bowman,1134567890,elected
1950 Board election,1950-05-01,Board,New,2,Cy Carter,34567890,lost
1954 Board election,1954-05-01,Board,Old,2,Ann Archer,1234567890,elected
1954 Board election,1954-05-01,Board,New,2,Bo Bowman,1134567890,lost
1954 Board election,1954-05-01,Board,New,2,Cy Carter,1184567890,elected
";

#[test]
fn whom_one_contest_elected_neither_beat_the_other() {
    let path = file("board.csv", BOARD);
    let svg = stdout(&["draw", "rivalries", "--from", &path, "-o", "-"]);
    assert!(svg.contains("Ann Archer and Bo Bowman: 2 meetings: 2 documented, 0 stated; elected 1 and 0, both in 1"));
    assert!(svg.contains("Bo Bowman and Cy Carter: 2 meetings: 2 documented, 0 stated; elected 1 and 1:"), "{svg}");
}

#[test]
fn votes_are_never_cut_however_long_and_however_narrow_the_page() {
    let path = file("board.csv", BOARD);
    for width in ["320", "360", "640"] {
        let svg = stdout(&["draw", "rivalry", "Ann Archer", "Bo Bowman", "--from", &path, "--width", width, "-o", "-"]);
        let whole = |votes: &str| svg.lines().filter(|l| l.starts_with("<text") && l.contains(votes)).count();
        assert_eq!((whole("1,234,567,890 votes<"), whole("1,134,567,890 votes<")), (2, 2), "{width}: {svg}");
    }
}

#[test]
fn parties_keep_their_colours_in_the_dark() {
    let (path, colours) = (file("board.csv", BOARD), file("board.toml", "Old = \"#0087DC\"\nNew = \"#e4003b\"\n"));
    for theme in ["light", "dark"] {
        let args = ["--from", &path, "--colours", &colours, "--theme", theme, "-o", "-"];
        let svg = stdout(&[&["draw", "contests", "--as", "cards"][..], &args].concat());
        let bars = |colour: &str| svg.matches(&format!("fill=\"{colour}\"")).count();
        assert_eq!((bars("#0087dc"), bars("#e4003b")), (3, 5), "{theme}: {svg}");
    }
}

#[test]
fn a_page_turns_to_its_narrow_layout_where_the_wide_one_could_not_be_read() {
    for (what, args) in [("contests", &["contests", "Likud"][..]), ("rivalry", &["rivalry", "Rabin", "Peres"])] {
        let out = folder().join(format!("{what}.html"));
        assert!(hustings(&[&["draw"], args, &["-o", out.to_str().unwrap()]].concat()).status.success());
        let page = std::fs::read_to_string(out).unwrap();
        let turn: f64 = page.split("(max-width:").nth(1).unwrap().split("px").next().unwrap().parse().unwrap();
        let wide: f64 = page.split("width=\"").find_map(|p| p.split('"').next()?.parse().ok()).unwrap();
        // Words of 10.5 points, the smallest, stay above 8.5.
        assert!(turn >= wide * 0.82 && turn < wide, "{what}: {turn} of {wide}");
    }
}

#[test]
fn captions_name_files_and_last_days_and_titles_are_whole() {
    let title = "Board of the Harbour of the Old Town: election of the chair for the second half of the term";
    let table = format!(
        "contest,date,candidate,votes,outcome\n{title},2017-05-29/2017-06-02,Ann,20,elected\n{title},2017-05-29/2017-06-02,Bo,10,lost\n\
         Other vote,2012-01-01,Ann,20,elected\n"
    );
    let path = file("captions.csv", &table);
    let svg = stdout(&["draw", "contests", "--as", "cards", "--from", &path, "-o", "-"]);
    assert!(svg.contains("Source: captions.csv. Contests to 2 June 2017."), "{svg}");
    assert!(!svg.contains(&folder().to_string_lossy().into_owned()) && !svg.contains("…<"), "{svg}");
}

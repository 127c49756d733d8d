//! Figures and pictures that are true: every bar is to one scale and from the figure printed beside it, every figure says what it counts.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says why it fails")]

use crate::support::{hustings, outcome, rows, stdout};
use hustings::analysis::rivals;
use hustings::facts::Facts;
use hustings::graph::{PoliticalGraph, Query, Selection};
use hustings::identity::Overrides;
use hustings::source;
use hustings::view::diagram::Diagram;
use hustings::view::draw;
use hustings::view::page::Page;
use proptest::prelude::*;
use std::path::PathBuf;

fn graph_of(csv: &str) -> PoliticalGraph {
    let reading = source::read_text("own.csv", csv.as_bytes());
    PoliticalGraph::build(&Facts::extract(&reading.pages), &Overrides::default())
}

fn file(name: &str, text: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("figures");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.to_string_lossy().into_owned()
}

/// The heights of bars of shares: on boxes, on cards, between two people.
const HEIGHTS: [f64; 3] = [4.0, 9.0, 18.0];

/// Every bar of a share in an SVG, with the share that is printed beside it: on its box, in its row, or at its end.
fn bars(svg: &str) -> Vec<(f64, f64)> {
    let document = roxmltree::Document::parse(svg).unwrap();
    let number =
        |n: &roxmltree::Node<'_, '_>, key: &str| n.attribute(key).and_then(|v| v.parse::<f64>().ok()).unwrap_or(0.0);
    let mut found = Vec::new();
    for group in document.descendants().filter(|n| n.has_tag_name("g")) {
        let own = || group.children().filter(roxmltree::Node::is_element);
        // Each with its place among the group's parts.
        let printed: Vec<(usize, f64, f64)> = own()
            .enumerate()
            .filter(|(_, n)| n.has_tag_name("text"))
            .filter_map(|(at, n)| {
                let text = n.text()?;
                let before = &text[..text.find('%')?];
                let start = before
                    .rfind(|c: char| !(c.is_ascii_digit() || c == '.'))
                    .map_or(0, |i| i + before[i..].chars().next().unwrap().len_utf8());
                let share = if before.contains('<') { 0.0 } else { before[start..].parse().ok()? };
                Some((at, number(&n, "y"), share))
            })
            .collect();
        for (at, bar) in own().enumerate().filter(|(_, n)| n.has_tag_name("rect")) {
            let (y, width, height) = (number(&bar, "y"), number(&bar, "width"), number(&bar, "height"));
            if !HEIGHTS.contains(&height) || bar.attribute("rx") != Some("0") {
                continue;
            }
            // Boxes have one figure; a row of a card is on the bar's line; of two people each bar is followed by its own.
            let mut beside = printed.iter().filter(|(place, line, _)| match height as u32 {
                4 => true,
                9 => (line - 8.5 - y).abs() < 0.1,
                _ => (line - 13.5 - y).abs() < 0.1 && *place > at,
            });
            let (.., share) = beside.next().unwrap_or_else(|| panic!("a bar without a figure at {y} in {svg}"));
            found.push((*share, width));
        }
    }
    found
}

/// Holds the widths of a picture's bars in proportion to the figures beside them; gives how many there are.
fn hold(name: &str, svg: &str) -> usize {
    let found = bars(svg);
    let Some((largest, width)) = found.iter().copied().max_by(|a, b| a.0.total_cmp(&b.0)).filter(|b| b.0 > 0.0) else {
        return found.len();
    };
    let point = width / largest;
    for (share, width) in &found {
        // Lengths are written to hundredths.
        assert!(
            (width - share * point).abs() < 0.02,
            "{name}: {share}% is {width} wide, and {largest}% is {point} a point"
        );
    }
    found.len()
}

/// Every picture of a graph that has bars of shares.
fn pictures(graph: &PoliticalGraph) -> Vec<(String, Diagram)> {
    let whole = Selection::whole(graph);
    let mut all = vec![
        ("contests as cards".to_string(), draw::contests(&whole, "x")),
        ("contests as a graph".to_string(), draw::contests_graph(&whole, "x")),
        ("succession".to_string(), draw::succession(&whole, "x")),
    ];
    for office in graph.offices() {
        let own = Query::default().with_office(office.id).resolve(graph);
        all.push((format!("contests for {}", office.name), draw::contests_graph(&own, "x")));
    }
    for contest in graph.contests() {
        all.push((contest.title.clone(), draw::contest(graph, contest.id, "x")));
    }
    for person in graph.people() {
        all.push((format!("{}: cards", person.name), draw::career(&whole, person.id, "x")));
        all.push((format!("{}: graph", person.name), draw::career_graph(&whole, person.id, "x")));
    }
    for tally in rivals::all(graph, false).0.iter().take(40) {
        let rivalry = rivals::between(graph, tally.a, tally.b, false);
        all.push(("a rivalry".into(), draw::rivalry(graph, &rivalry, "x")));
    }
    all
}

fn hold_all(graph: &PoliticalGraph) -> usize {
    let mut count = 0;
    for (name, diagram) in pictures(graph) {
        for page in [Page::default(), Page::default().with_width(360.0), Page::default().with_width(1200.0)] {
            count += hold(&name, &diagram.lay_out(page).to_svg());
        }
    }
    count
}

#[test]
fn bars_of_the_bundled_data_are_to_one_scale() {
    let pages: Vec<_> = source::bundled().collect();
    let graph = PoliticalGraph::build(&Facts::extract(&pages), &Overrides::default());
    assert!(hold_all(&graph) > 2_000, "hardly a bar was measured");
}

/// A contest of random figures: some with votes, some with shares, some with both that do not agree, in one to three rounds.
fn contest() -> impl Strategy<Value = String> {
    let row = (1_u64..2_000_000, 0.0_f64..70.0, 0_u8..4, 1_usize..4);
    (1900_i32..2020, prop::collection::vec(row, 2..9)).prop_map(|(year, rows)| {
        let mut out = String::new();
        for (i, (votes, share, kind, rounds)) in rows.into_iter().enumerate() {
            let name = format!("Candidate {} {}", "Long-Name ".repeat(i % 4), char::from(b'A' + i as u8));
            for round in 1..=rounds {
                let votes = if kind == 1 { String::new() } else { (votes / round as u64 + 1).to_string() };
                let share = if kind == 0 { String::new() } else { format!("{share:.1}") };
                let outcome = if i == 0 { "elected" } else { "lost" };
                out.push_str(&format!("{year} X election,{year}-05-0{round},Mayor of X,Party {},{round},{name},{votes},{share},{outcome}\n", i % 3));
            }
        }
        out
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bars_of_random_contests_are_to_one_scale(contests in prop::collection::vec(contest(), 1..4)) {
        let csv = format!("contest,date,office,party,round,candidate,votes,share,outcome\n{}", contests.concat());
        hold_all(&graph_of(&csv));
    }
}

/// The top four of eleven: 911 of 1,000 votes.
const TOP_FOUR: &str = "contest,date,candidate,votes,share\n2010 X primary,2010,Ann,390,39.0\n2010 X primary,2010,Bo,260,26.0\n\
                        2010 X primary,2010,Cy,150,15.0\n2010 X primary,2010,Di,111,11.1\n";

#[test]
fn an_incomplete_list_is_measured_against_the_proven_total() {
    let path = file("top-four.csv", TOP_FOUR);
    let found = rows(&["measures", "--from", &path]);
    let row = &found[0];
    // 1 / (.39² + .26² + .15² + .111² + .089²)
    assert_eq!((row["effective_number"].as_str(), row["margin_points"].as_str()), ("3.81", "13.00"));
    assert_eq!(row["winner_share"], "39.00");
    assert!(
        row["denominator"].contains("1,000 votes") && row["denominator"].contains("8.9% for others"),
        "{}",
        row["denominator"]
    );
    let (told, _) = outcome(&["check", "--from", &path]);
    assert!(told.contains("incomplete-list") && told.contains("911") && told.contains("8.9%"), "{told}");
    // What nothing proves is named as before: shares without votes, or a rest that may be invalid ballots.
    let shares = file(
        "shares.csv",
        &TOP_FOUR.replace(",390,", ",,").replace(",260,", ",,").replace(",150,", ",,").replace(",111,", ",,"),
    );
    assert!(rows(&["measures", "--from", &shares])[0]["denominator"].contains("adding up to 91.1%"));
    let few = "contest,date,candidate,votes,share\n2010 Y,2010,Ann,600,59.4\n2010 Y,2010,Bo,400,39.6\n";
    let few = file("few.csv", few);
    assert!(rows(&["measures", "--from", &few])[0]["denominator"].contains("1,000 votes for the candidates"));
    assert!(!outcome(&["check", "--from", &few]).0.contains("incomplete-list"));
    // The same from a graph file, which has no more than the preferred values at hand.
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("figures/top-four.db");
    let db = folder.to_string_lossy().into_owned();
    assert!(hustings(&["build", &path, "--fresh", "-o", &db]).status.success());
    assert_eq!(rows(&["measures", "--from", &db]), found);
}

#[test]
fn fractions_are_read_as_per_cents_and_a_note_says_so() {
    let head = "contest,date,candidate,votes,share\n";
    let share = |text: &str| {
        let path = file("fractions.csv", &format!("{head}{text}"));
        let output = hustings(&["rivals", "Ann", "Bo", "--from", &path, "--format", "csv", "--strict"]);
        assert!(output.status.success(), "a note does not stop a strict run");
        let (out, said) = (
            String::from_utf8_lossy(&output.stdout).into_owned(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        );
        let row = out.lines().nth(1).unwrap_or_default().to_string();
        (row, said.contains("fractions of one"))
    };
    let (row, said) = share("2010 X,2010,Ann,,0.61\n2010 X,2010,Bo,,0.39\n2010 X,2010,Cy,,0\n");
    assert!(row.contains("61.00") && row.contains("39.00") && said, "{row}");
    // Votes over a total agree, too: the rest went to others.
    let (row, said) = share("2010 X,2010,Ann,610,0.61\n2010 X,2010,Bo,300,0.30\n");
    assert!(row.contains("61.00") && said, "{row}");
    for text in [
        // A sign, a value above one, shares that add up to something else.
        "2010 X,2010,Ann,,0.61%\n2010 X,2010,Bo,,0.39%\n",
        "2010 X,2010,Ann,,0.61\n2010 X,2010,Bo,,0.39\n2011 X,2011,Ann,,1.5\n",
        "2010 X,2010,Ann,,0.4\n2010 X,2010,Bo,,0.3\n",
    ] {
        let (row, said) = share(text);
        assert!(row.contains("0.") && !said, "{text}: {row}");
    }
}

const CONSERVATIVES: &str = "contest,date,office,party,round,candidate,votes,outcome,selectorate
1990 Conservative leadership election,1990-11-20,Leader,Conservative,1,Margaret Thatcher,204,withdrew,parliamentary party
1990 Conservative leadership election,1990-11-20,Leader,Conservative,1,Michael Heseltine,152,lost,parliamentary party
1990 Conservative leadership election,1990-11-27,Leader,Conservative,2,John Major,185,elected,parliamentary party
1990 Conservative leadership election,1990-11-27,Leader,Conservative,2,Michael Heseltine,131,lost,parliamentary party
1990 Conservative leadership election,1990-11-27,Leader,Conservative,2,Douglas Hurd,56,lost,parliamentary party
2005 Conservative leadership election,2005-10-18,Leader,Conservative,1,David Davis,62,lost,parliamentary party
2005 Conservative leadership election,2005-10-18,Leader,Conservative,1,David Cameron,56,elected,parliamentary party
2005 Conservative leadership election,2005-12-06,Leader,Conservative,2,David Cameron,134446,elected,members
2005 Conservative leadership election,2005-12-06,Leader,Conservative,2,David Davis,64398,lost,members
";

#[test]
fn each_round_has_its_selectorate_in_measures_files_and_survival() {
    let path = file("conservatives.csv", CONSERVATIVES);
    let bodies = |from: &str| -> Vec<String> {
        rows(&["measures", "--from", from, "--round", "all"]).iter().map(|r| r["selectorate"].clone()).collect()
    };
    let wanted = ["parliamentary party", "parliamentary party", "parliamentary party", "members"];
    assert_eq!(bodies(&path), wanted);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("figures");
    let db = folder.join("conservatives.db").to_string_lossy().into_owned();
    assert!(hustings(&["build", &path, "--fresh", "-o", &db]).status.success());
    assert_eq!(bodies(&db), wanted);
    let tables = folder.join("tables").to_string_lossy().into_owned();
    assert!(hustings(&["export", "--from", &path, "--format", "csv", "-o", &tables]).status.success());
    assert_eq!(bodies(&tables), wanted);
    let toml = file(
        "c.toml",
        "office = \"Leader\"\n[[contest]]\ntitle = \"2005 vote\"\ndate = \"2005-12-06\"\nselectorate = \"members\"\n\
        [[contest.round]]\nselectorate = \"parliamentary party\"\nresults = [{ candidate = \"Ann\", votes = 3 }, { candidate = \"Bo\", votes = 2 }]\n\
        [[contest.round]]\nresults = [{ candidate = \"Ann\", votes = 30 }, { candidate = \"Bo\", votes = 20 }]\n",
    );
    assert_eq!(bodies(&toml), ["parliamentary party", "members"]);
    // A page's box and its prose may say it of rounds, too.
    let box_of = "{{Infobox election|election_name=2005 X leadership election|election_date=6 December 2005|candidate1=[[Ann]]|candidate2=[[Bo]]\n\
        |1blank=MPs' ballot|1data1=90 (60.0%)|1data2=60 (40.0%)|2blank=Members' vote|2data1=700 (70.0%)|2data2=300 (30.0%)}}";
    let wiki = file("2005 X leadership election.wiki", box_of);
    assert_eq!(bodies(&wiki), ["parliamentary party", "members"]);
    let told = box_of.replace("MPs' ballot", "First ballot").replace("Members' vote", "Second ballot")
        + "\nThe '''2005 X leadership election''' was held in 2005. The first ballot of MPs was held in October, and the second ballot among party members in December.\n";
    let wiki = file("2005 X leadership election.wiki", &told);
    assert_eq!(bodies(&wiki), ["parliamentary party", "members"]);
    // A tenure belongs to the body that decided.
    let groups = stdout(&["survival", "--by", "selectorate", "--from", &path, "--spells", "--format", "csv"]);
    assert!(groups.contains("members,Leader,David Cameron"), "{groups}");
}

#[test]
fn every_figure_says_which_round_it_shows() {
    let graph = graph_of(CONSERVATIVES);
    let whole = Selection::whole(&graph);
    let svg = draw::contests_graph(&whole, "x").lay_out(Page::default()).to_svg();
    let below = |figures: &str, round: &str| {
        svg.split(figures).nth(1).is_some_and(|rest| rest.lines().nth(1).is_some_and(|line| line.contains(round)))
    };
    assert!(below("57.3% · 204<", ">in round 1<") && below("49.7% · 185<", ">in round 2<"), "{svg}");
    let cards = draw::contests(&whole, "x").lay_out(Page::default()).to_svg();
    // The margin stands in the line of its round, and each round says whose it was where that changed.
    assert!(
        cards.contains("Round 2, 6 Dec 2005 · members") && cards.contains("Round 1, 18 Oct 2005 · parliamentary party")
    );
    let major = graph.people().iter().find(|p| p.name == "Michael Heseltine").unwrap();
    let career = draw::career_graph(&whole, major.id, "x").lay_out(Page::default()).to_svg();
    // Whom he stood against in that round, not in another.
    assert!(
        career.contains("35.2% · 131<") && career.contains(">in round 2<") && !career.contains("Thatcher"),
        "{career}"
    );
}

#[test]
fn two_offices_never_share_a_file() {
    let path = file(
        "mayors.csv",
        "contest,date,office,candidate,votes,outcome\n2001 A,2001,Mayor of York,Ann,2,elected\n2001 B,2001,Mayor York,Bo,3,elected\n",
    );
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("figures/report");
    let _ = std::fs::remove_dir_all(&folder);
    assert!(hustings(&["report", "--from", &path, "-o", &folder.to_string_lossy()]).status.success());
    let mut names: Vec<String> =
        std::fs::read_dir(&folder).unwrap().flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|n| n.starts_with("contests-") && std::path::Path::new(n).extension().is_some_and(|e| e == "svg"));
    names.sort();
    assert_eq!(names, ["contests-mayor-of-york.svg", "contests-mayor-york.svg"]);
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    assert!(read(&names[0]).contains("Ann") && read(&names[1]).contains("Bo"));
}

#[test]
#[cfg(feature = "picture")]
fn a_width_is_the_width_of_what_comes_out() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("figures");
    let width = |args: &[&str], name: &str| {
        let path = folder.join(name).to_string_lossy().into_owned();
        let all = [&["draw", "timeline", "Likud", "-o", &path][..], args].concat();
        assert!(hustings(&all).status.success());
        let bytes = std::fs::read(&path).unwrap();
        u32::from_be_bytes(bytes[16..20].try_into().unwrap())
    };
    std::fs::create_dir_all(&folder).unwrap();
    assert_eq!(width(&["--width", "2400"], "w.png"), 2400);
    assert_eq!(width(&["--width", "360"], "n.png"), 360);
    assert_eq!(width(&["--width", "800", "--scale", "2"], "s.png"), 1600);
    assert_eq!(width(&[], "d.png"), 1180);
}

#[test]
fn disputed_figures_have_the_digits_of_the_dispute() {
    let text = "contest,date,candidate,votes,share\n2010 X,2010,Ann,600000,60.000\n2010 X,2010,Bo,399998,40.000\n2010 X,2010,Cy,2,0.003\n";
    let path = file("digits.csv", text);
    let (told, _) = outcome(&["check", "--from", &path]);
    assert!(told.contains("given 0.003%") && told.contains("0.0002%") && !told.contains("are 0.00%"), "{told}");
}

#[test]
fn contests_are_counted_and_not_pages() {
    let office = |name: &str| {
        format!(
            "<page><title>{name}</title><ns>0</ns><id>1</id><revision><id>1</id><text>{{{{Infobox officeholder|name={name}|office=Mayor of X|term_start=1 May 2001|term_end=1 May 2002}}}}</text></revision></page>"
        )
    };
    let contest = "<page><title>2001 X election</title><ns>0</ns><id>9</id><revision><id>1</id><text>{{Infobox election|election_name=2001 X election|election_date=1 May 2001|candidate1=Ann|popular_vote1=3|candidate2=Bo|popular_vote2=2}}</text></revision></page>";
    let pages: String = ["Ann", "Bo", "Cy", "Di"].map(office).concat();
    let path = file("five.xml", &format!("<mediawiki><siteinfo></siteinfo>{pages}{contest}</mediawiki>"));
    let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("figures/five.ndjson").to_string_lossy().into_owned();
    for extra in [&[][..], &["--no-statements"][..]] {
        let output = hustings(&[&["extract", &path, "-o", &out][..], extra].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("5 pages read") && said.contains(", 1 contest"), "{said}");
        assert!(!said.contains("5 contests"), "{said}");
    }
}

#[test]
fn wording_of_records_and_tenures() {
    // Two who both lost to a third.
    let text = "contest,date,office,candidate,votes,outcome\n2001 A,2001,Mayor,Ann,5,elected\n2001 A,2001,Mayor,Bo,3,lost\n2001 A,2001,Mayor,Cy,2,lost\n\
                2005 A,2005,Mayor,Ann,5,elected\n2005 A,2005,Mayor,Bo,3,lost\n2005 A,2005,Mayor,Cy,2,lost\n";
    let graph = graph_of(text);
    let (found, _) = rivals::all(&graph, false);
    let shown: Vec<_> = found.iter().map(|t| rivals::between(&graph, t.a, t.b, false)).collect();
    let left_out = draw::LeftOut { pairs: shown.len(), min: 1, most: false, people: None, among: false };
    let whole = Selection::whole(&graph);
    for width in [900.0, 360.0] {
        let svg = draw::rivalries(&whole, &shown, &left_out, "x").lay_out(Page::default().with_width(width)).to_svg();
        assert!(svg.contains("neither won (2 meetings)") && !svg.contains("0–0"), "{svg}");
    }
    let path = file("tenures.csv", "office,person,from,to\nMayor,Ann,2001-05-01,2005-05-01\nMayor,Bo,2005-05-01,\n");
    let shown = stdout(&["show", "Bo", "--from", &path]);
    assert!(shown.contains("2005 to today; ended: in office"), "{shown}");
    let said = file(
        "said.csv",
        "office,person,from,to,ended\nMayor,Ann,2001-05-01,2005-05-01,resigned\nMayor,Bo,2005-05-01,,in office\n",
    );
    assert!(stdout(&["show", "Bo", "--from", &said]).contains("in office"));
    let first = stdout(&["succession", "Mayor", "--from", &path, "--format", "csv"]);
    assert!(first.lines().nth(2).is_some_and(|l| l.contains("Bo") && l.contains("in office")), "{first}");
}

#[test]
fn a_margin_says_whose_it_is_and_two_seats_have_the_margin_of_the_last() {
    let text = "contest,date,office,candidate,votes,outcome\n2010 X,2010,Council,Ann,900,elected\n2010 X,2010,Council,Bo,800,elected\n2010 X,2010,Council,Cy,300,lost\n";
    let path = file("seats.csv", text);
    let row = &rows(&["measures", "--from", &path])[0];
    assert_eq!((row["margin_votes"].as_str(), row["led_by"].as_str()), ("500", "Bo"));
    let uk = rows(&["measures", "Labour Party (UK)"]);
    let row = uk.iter().find(|r| r["contest"].starts_with("2010")).unwrap();
    // Ed Miliband won and was behind in the first round.
    assert_eq!((row["led_by"].as_str(), row["winner_share"].as_str()), ("David Miliband", "34.33"));
}

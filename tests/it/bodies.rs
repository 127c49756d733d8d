//! People across the seats of one body, and contests across pages.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::format_collect,
    reason = "tests read and write files of their own, and print what they measure"
)]

use crate::support::{Hustings, scratch, shared};
use hustings::dataset::{Dataset, Options};
use hustings::graph::{Lookup, PoliticalGraph};
use hustings::identity::Verdict;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

fn of_file(path: &Path) -> PoliticalGraph {
    Dataset::open([path.to_string_lossy()], Options::default()).unwrap().graph().unwrap().into_owned()
}

/// The graph of an archive: each row a year, a seat, a candidate and a party.
fn archive(name: &str, rows: &[(i32, &str, &str, &str)]) -> PoliticalGraph {
    let text: String = rows
        .iter()
        .map(|(year, seat, who, party)| {
            format!("{year} House election in {seat},{year}-05-01,Member of the House for {seat},{who},{party}\n")
        })
        .collect();
    let path = scratch(name).join("archive.csv");
    std::fs::write(&path, format!("contest,date,office,candidate,party\n{text}")).unwrap();
    of_file(&path)
}

/// Members who never move, with names of their own, so that a body has a size.
fn others() -> Vec<(i32, String, String, String)> {
    let given = ["Ann", "Bo", "Cy", "Dee", "Eva", "Finn", "Gus", "Hal", "Ida", "Jo"];
    let sur = ["Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gorse", "Holly", "Ivy", "Juniper", "Kapok", "Larch"];
    let mut rows = Vec::new();
    for (g, given) in given.iter().enumerate() {
        for (s, sur) in sur.iter().enumerate() {
            let first = 1900 + 4 * ((g + s) % 12) as i32;
            for year in [first, first + 4] {
                rows.push((
                    year,
                    format!("Seat {}", g * 12 + s),
                    format!("{given} {sur}"),
                    ["Red", "Blue"][s % 2].into(),
                ));
            }
        }
    }
    rows
}

fn with_others(name: &str, rows: &[(i32, &str, &str, &str)]) -> PoliticalGraph {
    let others = others();
    let borrowed = others.iter().map(|(y, s, n, p)| (*y, s.as_str(), n.as_str(), p.as_str()));
    archive(name, &borrowed.chain(rows.iter().copied()).collect::<Vec<_>>())
}

fn people(graph: &PoliticalGraph, name: &str) -> usize {
    graph.people().iter().filter(|p| p.name == name).count()
}

#[test]
fn a_member_moves_and_a_namesake_stays_another() {
    let graph = with_others(
        "bodies-move",
        &[
            // A rare name, one party, the next election.
            (1904, "North", "Zeno Quillfeather", "Red"),
            (1908, "South", "Zeno Quillfeather", "Red"),
            // Words that are common here: expected by chance.
            (1904, "North", "Ann Birch", "Red"),
            (1908, "South", "Ann Birch", "Blue"),
            // A long gap asks.
            (1904, "East", "Otto Wurmser", "Red"),
            (1940, "West", "Otto Wurmser", "Red"),
            // Two seats on one day ask.
            (1912, "East", "Ugo Tarantella", "Red"),
            (1912, "West", "Ugo Tarantella", "Red"),
        ],
    );
    assert_eq!(people(&graph, "Zeno Quillfeather"), 1);
    assert!(people(&graph, "Ann Birch") >= 2);
    assert_eq!(people(&graph, "Otto Wurmser"), 2);
    assert_eq!(people(&graph, "Ugo Tarantella"), 2);
    let asked = |name: &str| {
        let found = graph.judgements().iter().find(|j| j.name_a == name && j.verdict == Verdict::Unsure);
        found.map(|j| j.reason.clone()).unwrap_or_default()
    };
    assert!(asked("Otto Wurmser").contains("36 years between them"), "{}", asked("Otto Wurmser"));
    assert!(asked("Ugo Tarantella").contains("both stood on 1912-05-01, in two seats"), "{}", asked("Ugo Tarantella"));
}

#[test]
fn one_leader_of_seven_seats_is_one_person() {
    let seats = [
        (1874, "Drummond"),
        (1877, "Quebec East"),
        (1878, "Quebec East"),
        (1891, "Quebec East"),
        (1896, "Quebec East"),
        (1896, "Saskatchewan"),
        (1900, "Quebec East"),
        (1904, "Quebec East"),
        (1904, "Wright"),
        (1908, "Quebec East"),
        (1908, "Ottawa"),
        (1911, "Quebec East"),
        (1911, "Soulanges"),
        (1917, "Quebec East"),
    ];
    let rows: Vec<(i32, &str, &str, &str)> =
        seats.iter().map(|(y, s)| (*y, *s, "Wilfrid Laurier", "Liberal")).collect();
    let graph = with_others("bodies-laurier", &rows);
    assert_eq!(people(&graph, "Wilfrid Laurier"), 1);
}

#[test]
fn two_namesakes_of_one_seat_are_not_joined_through_another() {
    let table = "Year,Office,Candidate Name,Party,Person ID,Votes\n\
        1904,Member of the House for North,Zeno Quillfeather,Red,1,10\n\
        1904,Member of the House for North,Zeno Quillfeather,Blue,2,20\n\
        1912,Member of the House for North,Zeno Quillfeather,Red,1,15\n\
        1908,Member of the House for South,Zeno Quillfeather,Red,3,30\n";
    let path = scratch("bodies-two").join("two.csv");
    std::fs::write(&path, table).unwrap();
    assert_eq!(people(&of_file(&path), "Zeno Quillfeather"), 3);
}

/// Pairs of mentions of one person: right ones and all, in one seat and in two; and how many pairs were joined.
fn score(folder: &Path, body: &str) -> ([(usize, usize); 2], (usize, usize)) {
    let graph = of_file(&folder.join(format!("{body}.csv")));
    let mut person: HashMap<(&str, &str), usize> = HashMap::new();
    for candidacy in graph.candidacies() {
        let name = graph.person(candidacy.person).name.as_str();
        person.insert((graph.contest(candidacy.contest).title.as_str(), name), candidacy.person.index());
    }
    let mut reader = csv::Reader::from_path(folder.join(format!("{body}.truth.csv"))).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let found = rows.iter().filter_map(|r| Some((*person.get(&(&r[0], &r[1]))?, &r[2], &r[3])));
    let mentions: Vec<(usize, &str, &str)> = found.collect();
    let mut by_truth: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut by_graph: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, (person, id, _)) in mentions.iter().enumerate() {
        by_truth.entry(id).or_default().push(at);
        by_graph.entry(*person).or_default().push(at);
    }
    let mut recall = [(0, 0); 2];
    let mut precision = (0, 0);
    for (groups, is_truth) in
        [(by_truth.into_values().collect::<Vec<_>>(), true), (by_graph.into_values().collect(), false)]
    {
        for group in groups {
            for (at, a) in group.iter().enumerate() {
                for b in &group[at + 1..] {
                    let (a, b) = (&mentions[*a], &mentions[*b]);
                    if is_truth {
                        let kind = &mut recall[usize::from(a.2 != b.2)];
                        *kind = (kind.0 + usize::from(a.0 == b.0), kind.1 + 1);
                    } else {
                        precision = (precision.0 + usize::from(a.1 == b.1), precision.1 + 1);
                    }
                }
            }
        }
    }
    (recall, precision)
}

#[test]
fn members_of_real_bodies_who_moved() {
    let Some(folder) = shared("bodies", std::env::var("HUSTINGS_BODIES").ok()) else { return };
    let folder = Path::new(&folder);
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| name.ends_with(".truth.csv"));
    names.sort();
    println!("\n{:28} {:>9} {:>9} {:>9}", "body", "precision", "one seat", "moved");
    let mut moved = Vec::new();
    for name in names {
        let body = name.trim_end_matches(".truth.csv");
        let ([stayed, gone], joined) = score(folder, body);
        let rate = |(right, all): (usize, usize)| right as f64 / all.max(1) as f64;
        println!("{body:28} {:9.4} {:9.4} {:9.4}", rate(joined), rate(stayed), rate(gone));
        assert!(rate(stayed) > 0.999_9, "{body}: people split in one seat");
        assert!(rate(joined) > 0.985, "{body}: precision {}", rate(joined));
        assert!(rate(gone) > 0.85, "{body}: {} of those who moved", rate(gone));
        moved.push(rate(gone));
    }
    assert!(moved.iter().sum::<f64>() / moved.len() as f64 > 0.93, "{moved:?}");
}

#[test]
fn the_same_results_on_two_pages_are_one_contest() {
    let row = |name: &str, votes: u32| {
        format!("{{{{Election box candidate|party=Red|candidate={name}|votes={votes}|percentage=50}}}}\n")
    };
    let page = |subject: &str, heading: &str, rows: &str| {
        format!(
            "{{{{Infobox officeholder|name={subject}|office=Mayor of Ports|term_start=1 May 2001|term_end=1 May 2005}}}}\n'''{subject}''' is a politician.\n\
             {{{{Election box begin|title={heading}}}}}\n{rows}{{{{Election box end}}}}\n"
        )
    };
    let one = page("Ann Ash", "General election, 2001", &(row("Ann Ash", 7_121) + &row("[[Bo Birch]]", 6_998)));
    let two = page("Bo Birch", "Ports mayoral race, 2001", &(row("[[Ann Ash]]", 7_121) + &row("Bo Birch", 6_998)));
    // Another contest of other people, and one that two pages tell with corrected votes.
    let three = page("Cy Cole", "2005 election", &(row("[[Ann Ash]]", 8_001) + &row("Cy Cole", 7_500)));
    let four =
        page("Ann Ash (politician)", "Elections, 2005", &(row("Ann B. Ash", 8_000) + &row("[[Cy Cole]]", 7_504)));
    let five = page("Dee Dunn", "Elections, 2009", &(row("[[Ann Ash]]", 6_001) + &row("[[Cy Cole]]", 5_500)));
    let six = page("Eva Elm", "2009 election", &(row("[[Ann Ash]]", 6_000) + &row("[[Cy Cole]]", 5_504)));
    let story = Hustings::new()
        .file("w/Ann Ash.wiki", &one)
        .file("w/Bo Birch.wiki", &two)
        .file("w/Cy Cole.wiki", &three)
        .file("w/x/Ann Ash (politician).wiki", &four)
        .file("w/Dee Dunn.wiki", &five)
        .file("w/Eva Elm.wiki", &six);
    let graph = of_file(&story.folder().join("w"));
    let titles: Vec<&str> = graph.contests().iter().filter(|c| c.documented).map(|c| c.title.as_str()).collect();
    assert_eq!(titles.iter().filter(|t| t.contains("2001")).count(), 1, "{titles:?}");
    assert_eq!(titles.iter().filter(|t| t.contains("2009")).count(), 1, "{titles:?}");
    let Lookup::One(bo) = graph.find_person("Bo Birch") else { panic!() };
    assert_eq!(graph.person(bo).candidacies.len(), 1);
    // The page's subject is the one in her own table, whatever the table calls her.
    assert!(
        graph.people().iter().all(|p| p.name != "Ann B. Ash"),
        "{:?}",
        graph.people().iter().map(|p| &p.name).collect::<Vec<_>>()
    );
}

#[test]
fn the_three_meetings_of_honda_and_khanna() {
    let Some(folder) = shared("wild", None) else { return };
    let graph = of_file(&Path::new(&folder).join("us"));
    let find = |name: &str| match graph.find_person(name) {
        Lookup::One(id) => id,
        other => panic!("{name}: {other:?}"),
    };
    let (honda, khanna) = (find("Mike Honda"), find("Ro Khanna"));
    let of = |id| graph.person(id).candidacies.iter().map(|c| graph.candidacy(*c).contest).collect::<Vec<_>>();
    let theirs = of(khanna);
    assert_eq!(of(honda).into_iter().filter(|contest| theirs.contains(contest)).count(), 3);
}

#[test]
fn people_born_in_different_years_are_asked_about() {
    let table = "Year,Office,Candidate Name,Party,Born,Votes\n\
        1904,Mayor of Ports,Zeno Quillfeather,Red,1860,10\n\
        1904,Mayor of Ports,Bo Birch,Red,1861,20\n\
        1936,Mayor of Harbour,Zeno Quillfeather,Red,1901,30\n\
        1908,Member of the House for North,Otto Wurmser,Red,1870,30\n\
        1912,Member of the House for South,Otto Wurmser,Red,1871,30\n\
        1916,Member of the House for South,Ugo Ursino,Red,1880,30\n\
        1920,Member of the House for North,Ugo Ursino,Red,1850,30\n";
    let path = scratch("bodies-born").join("born.csv");
    std::fs::write(&path, table).unwrap();
    let graph = of_file(&path);
    // A year more or less is how sources count back from an age.
    assert_eq!(
        (people(&graph, "Zeno Quillfeather"), people(&graph, "Otto Wurmser"), people(&graph, "Ugo Ursino")),
        (2, 1, 2)
    );
    let asked = graph.judgements().iter().filter(|j| j.verdict == Verdict::Unsure && j.name_a == "Ugo Ursino");
    assert!(asked.clone().any(|j| j.reason.contains("born in 18")), "{:?}", asked.collect::<Vec<_>>());
}

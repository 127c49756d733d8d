//! What must hold of the layouts, measured: nothing lies on anything, time runs one way, long lines are straight.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test says why it fails")]

use crate::atlantis;
use hustings::facts::Facts;
use hustings::graph::{PoliticalGraph, Query, Selection};
use hustings::identity::Overrides;
use hustings::source;
use hustings::view::diagram::{BoxStyle, Diagram, Layered, LayeredEdge, LayeredNode, Stood};
use hustings::view::draw;
use hustings::view::layered::{Geometry, crossings};
use hustings::view::page::{Direction, Page};
use hustings::wikitext::Date;

fn bundled() -> PoliticalGraph {
    let pages: Vec<_> = source::bundled().collect();
    PoliticalGraph::build(&Facts::extract(&pages), &Overrides::default())
}

fn layered(diagram: Diagram) -> Layered {
    match diagram {
        Diagram::Layered(layered) => layered,
        other => panic!("not layered: {:?}", other.frame().title),
    }
}

fn overlap(a: [f64; 4], b: [f64; 4]) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

fn inside(area: [f64; 4], (x, y): (f64, f64)) -> bool {
    x > area[0] + 0.5 && x < area[2] - 0.5 && y > area[1] + 0.5 && y < area[3] - 0.5
}

/// Holds a layered diagram to its rules.
fn hold(what: &str, diagram: &Layered, direction: Direction) {
    let found = Geometry::of(diagram, Page::default().with_direction(direction));
    for (i, a) in found.boxes.iter().enumerate() {
        for (j, b) in found.boxes.iter().enumerate().skip(i + 1) {
            assert!(!overlap(*a, *b), "{what}: the boxes of {} and {}", diagram.nodes[i].name, diagram.nodes[j].name);
        }
        for (edge, label) in &found.labels {
            assert!(!overlap(*a, *label), "{what}: {:?} on {}", diagram.edges[*edge].label, diagram.nodes[i].name);
        }
    }
    for (i, (one, a)) in found.labels.iter().enumerate() {
        for (other, b) in &found.labels[i + 1..] {
            assert!(!overlap(*a, *b), "{what}: the labels of lines {one} and {other}");
        }
    }
    let (mut long, mut straight) = (0, 0);
    for (edge, line) in diagram.edges.iter().zip(&found.lines) {
        assert!(line.len() > 1, "{what}: a line is missing");
        for (node, area) in found.boxes.iter().enumerate() {
            let crossed = line.iter().any(|p| inside(*area, *p));
            assert!(!crossed, "{what}: the line {} crosses {}", edge.tooltip, diagram.nodes[node].name);
        }
        for (of, label) in found.labels.iter().filter(|(of, _)| diagram.edges[*of] != *edge) {
            assert!(!line.iter().any(|p| inside(*label, *p)), "{what}: a line crosses the label of {of}");
        }
        let along = |p: &(f64, f64)| if direction == Direction::Down { p.1 } else { p.0 };
        let backwards = line.windows(2).any(|p| along(&p[1]) < along(&p[0]) - 0.01);
        assert!(!backwards, "{what}: a line runs against time");
        if diagram.nodes[edge.to].rank > diagram.nodes[edge.from].rank + 2 {
            // Between the first and the last rank that it passes.
            let across: Vec<f64> = line.iter().map(|p| if direction == Direction::Down { p.0 } else { p.1 }).collect();
            let inner = &across[across.len() / 5..across.len() * 4 / 5];
            let bent = inner.iter().any(|x| (x - inner[0]).abs() > 1.0);
            long += 1;
            straight += usize::from(!bent);
        }
    }
    assert!(straight * 10 >= long * 8, "{what}: {straight} of {long} long lines are straight");
    // A rank is one line of the picture, and the ranks follow one another.
    let along = |b: &[f64; 4]| {
        if direction == Direction::Down { f64::midpoint(b[1], b[3]) } else { f64::midpoint(b[0], b[2]) }
    };
    let mut places: Vec<Option<f64>> = vec![None; diagram.ranks.len()];
    for (node, area) in diagram.nodes.iter().zip(&found.boxes) {
        let place = *places[node.rank].get_or_insert(along(area));
        assert!((place - along(area)).abs() < 0.01, "{what}: {} is off its rank", node.name);
    }
    let places: Vec<f64> = places.into_iter().flatten().collect();
    assert!(places.is_sorted(), "{what}: time runs one way");
}

#[test]
fn layered_pictures_hold_at_20_100_and_300_boxes() {
    for (contests, candidates) in [(5, 4), (20, 5), (60, 5)] {
        let graph = atlantis::graph(contests, candidates);
        let whole = Selection::whole(&graph);
        for direction in [Direction::Down, Direction::Right] {
            let flow = layered(draw::contests_graph(&whole, "x"));
            assert_eq!(flow.nodes.len(), contests * candidates);
            assert_eq!(flow.lanes.len(), 4, "the parties are bands");
            hold(&format!("{contests} contests"), &flow, direction);
            hold(&format!("{contests} successions"), &layered(draw::succession_graph(&whole, "x")), direction);
        }
    }
}

#[test]
fn layered_pictures_of_the_bundled_data_hold() {
    let graph = bundled();
    let whole = Selection::whole(&graph);
    for direction in [Direction::Down, Direction::Right] {
        let succession = layered(draw::succession_graph(&whole, "x"));
        assert_eq!((succession.nodes.len(), succession.lanes.len()), (graph.tenures().len(), 3));
        hold("successions", &succession, direction);
        hold("contests", &layered(draw::contests_graph(&whole, "x")), direction);
        for person in graph.people() {
            let career = layered(draw::career_graph(&whole, person.id, "x"));
            if !career.nodes.is_empty() {
                hold(&person.name, &career, direction);
            }
        }
    }
}

fn tangle(ranks: &[usize], edges: &[(usize, usize)]) -> Layered {
    let nodes = ranks.iter().map(|rank| LayeredNode { rank: *rank, name: "x".into(), ..LayeredNode::default() });
    let edges = edges.iter().map(|(from, to)| LayeredEdge { from: *from, to: *to, ..LayeredEdge::default() });
    let count = ranks.iter().max().map_or(0, |m| m + 1);
    Layered { ranks: vec![Vec::new(); count], nodes: nodes.collect(), edges: edges.collect(), ..Layered::default() }
}

#[test]
fn no_line_crosses_that_need_not() {
    // Listed crosswise, but untangled by turning the second rank round.
    let ladder = tangle(&[0, 0, 0, 1, 1, 1], &[(0, 5), (1, 4), (2, 3)]);
    assert_eq!(crossings(&ladder).0, 0);
    // Two and two all joined cross once, three and three nine times.
    let pairs = |n: usize| (0..n).flat_map(|a| (0..n).map(move |b| (a, n + b))).collect::<Vec<_>>();
    assert_eq!(crossings(&tangle(&[0, 0, 1, 1], &pairs(2))).0, 1);
    assert_eq!(crossings(&tangle(&[0, 0, 0, 1, 1, 1], &pairs(3))).0, 9);
    // A tree has a drawing without a crossing.
    let tree: Vec<(usize, usize)> = (1..15).map(|i| ((i - 1) / 2, i)).collect();
    let ranks: Vec<usize> = (0..15_usize).map(|i| (i + 1).ilog2() as usize).collect();
    assert_eq!(crossings(&tangle(&ranks, &tree)).0, 0);
    // What is drawn crosses as often as is counted.
    let drawn = Geometry::of(&tangle(&[0, 0, 1, 1], &pairs(2)), Page::default());
    assert_eq!(drawn.crossings(&tangle(&[0, 0, 1, 1], &pairs(2))), 1);
}

/// A bar of a timeline: its tooltip, where it begins, and how long it is.
fn bars(svg: &str) -> Vec<(String, f64, f64)> {
    let document = roxmltree::Document::parse(svg).unwrap();
    let mut found = Vec::new();
    for group in document.descendants().filter(|n| n.has_tag_name("g")) {
        let title = group.children().find(|n| n.has_tag_name("title")).and_then(|n| n.text()).unwrap_or("");
        let rects: Vec<_> = group.children().filter(|n| n.has_tag_name("rect")).collect();
        let number = |n: &roxmltree::Node<'_, '_>, a: &str| n.attribute(a).unwrap().parse::<f64>().unwrap();
        if let Some(widest) = rects.iter().max_by(|a, b| number(a, "width").total_cmp(&number(b, "width"))) {
            found.push((title.to_string(), number(widest, "x"), number(widest, "width")));
        }
    }
    found
}

#[test]
fn a_timeline_is_to_scale() {
    let graph = bundled();
    let hustings::graph::Lookup::One(labor) = graph.find_office("Israeli Labor Party") else { panic!("no office") };
    let svg =
        draw::timeline(&Query::default().with_office(labor).resolve(&graph), "x").lay_out(Page::default()).to_svg();
    let bars = bars(&svg);
    let of = |start: &str| bars.iter().find(|(title, ..)| title.contains(start)).unwrap_or_else(|| panic!("{start}"));
    let day = |text: &str| Date::parse(text).unwrap().days().0.unwrap() as f64;
    let (peres, rabin) = (of("11 Apr 1977 – 19 Feb 1992"), of("19 Feb 1992 – 4 Nov 1995"));
    let scale = peres.2 / (day("1992-02-19") - day("1977-04-11"));
    assert!((rabin.2 - scale * (day("1995-11-04") - day("1992-02-19"))).abs() < 0.1, "lengths are to scale");
    assert!((rabin.1 - peres.1 - scale * (day("1992-02-19") - day("1977-04-11"))).abs() < 0.1, "places are to scale");
    assert!(svg.contains(">vacant<") && svg.contains("acting or interim") && svg.contains("incumbent who lost"));
    // The one after sits in the lane beside: a line leads from the one to the other at that day.
    assert!(svg.contains(&format!("{}", ((rabin.1 * 100.0).round()) / 100.0)));
}

fn read(name: &str, text: &str) -> PoliticalGraph {
    let facts = Facts::extract(&source::read_text(name, text.as_bytes()).pages);
    PoliticalGraph::build(&facts, &Overrides::default())
}

#[test]
fn marks_say_no_more_than_is_known() {
    let table = "contest,date,office,candidate,votes,outcome,status\n\
        2000 vote,2000-01-01,Chair,Ann,60,elected,\n2000 vote,2000-01-01,Chair,Bo,40,lost,\n\
        2004 vote,2004-01-01,Chair,Ann,50,,\n2004 vote,2004-01-01,Chair,Bo,50,,\n\
        2008 vote,2008-01-01,Chair,Ann,55,elected,annulled\n2008 vote,2008-01-01,Chair,Bo,45,lost,annulled\n\
        2012 vote,2012-01-01,Chair,Bo,47,elected,\n2012 vote,2012-01-01,Chair,Ann,53,lost,\n";
    let graph = read("t.csv", table);
    let whole = Selection::whole(&graph);
    let Diagram::Timeline(timeline) = draw::timeline(&whole, "x") else { panic!("no timeline") };
    let marks = &timeline.panels[0].marks;
    let fates = |i: usize| marks[i].stood.iter().map(|(_, fate)| *fate).collect::<Vec<_>>();
    assert_eq!((fates(0), marks[0].margin.as_str()), (vec![Stood::Elected, Stood::Lost], "+20.0"));
    // Nobody says who was elected; a result that was voided; one who was elected with fewer votes.
    assert_eq!((fates(1), marks[1].margin.as_str()), (vec![Stood::Unclear; 2], ""));
    assert_eq!((fates(2), marks[2].margin.as_str()), (vec![Stood::Unclear; 2], ""));
    assert!(fates(3).contains(&Stood::Elected) && marks[3].margin.is_empty());
    let flow = layered(draw::contests_graph(&whole, "x"));
    let styles = |title: &str| {
        let own = flow.nodes.iter().filter(|n| n.tooltip.contains(title));
        own.map(|n| n.style).collect::<Vec<_>>()
    };
    assert_eq!(styles("2008 vote"), vec![BoxStyle::Unclear; 2]);
    assert_eq!(styles("2004 vote"), vec![BoxStyle::Unclear; 2]);
    let subtitle = draw::career(&whole, graph.people()[0].id, "x").frame().subtitle.clone();
    assert!(subtitle.starts_with("Stood in 3 contests, elected in 1;"), "{subtitle}");
}

#[test]
fn where_tenures_overlap_the_office_is_not_vacant() {
    let table = "office,person,from,to,ended\nChair,One,1900,1920,\nChair,Two,1910,1930,died\nChair,Three,1915,1918,\nChair,Four,1930-05,1940,\nChair,Five,1945,1950,\n";
    let graph = read("tenures.csv", table);
    let whole = Selection::whole(&graph);
    let Diagram::Timeline(timeline) = draw::timeline(&whole, "x") else { panic!("no timeline") };
    let vacant: Vec<&str> = timeline.panels[0].absences.iter().map(|a| a.tooltip.as_str()).collect();
    assert_eq!(vacant, ["Vacant, 1940 to 1945"]);
    let succession = layered(draw::succession_graph(&whole, "x"));
    let labels: Vec<&String> = succession.edges.iter().flat_map(|e| &e.label).collect();
    // Two died long after Three began: that is not how Three came to it.
    assert!(!labels.iter().any(|l| l.contains("died")), "{labels:?}");
    assert!(labels.iter().any(|l| l.contains("vacant 4 years")), "{labels:?}");
}

#[test]
fn a_margin_is_not_taken_for_the_one_before() {
    let graph = bundled();
    for width in [420.0, 700.0, 1180.0] {
        let svg = draw::timeline(&Selection::whole(&graph), "x").lay_out(Page::default().with_width(width)).to_svg();
        let document = roxmltree::Document::parse(&svg).unwrap();
        let number = |n: &roxmltree::Node<'_, '_>, a: &str| n.attribute(a).unwrap_or("0").parse::<f64>().unwrap();
        let x = |text: &str| document.descendants().find(|n| n.text() == Some(text)).map(|n| number(&n, "x"));
        // Shamir won in 1983 by 18.2 points and in 1984 by 14.
        if let (Some(first), Some(second)) = (x("+18.2"), x("+14.0")) {
            assert!(first < second, "at {width} pixels");
        }
    }
}

#[test]
fn successors_lie_close_on_a_timeline() {
    let graph = bundled();
    for office in graph.offices() {
        let selection = Query::default().with_office(office.id).resolve(&graph);
        let Diagram::Timeline(timeline) = draw::timeline(&selection, "x") else { panic!("no timeline") };
        let panel = &timeline.panels[0];
        let far = |order: &[usize]| -> usize {
            let at = |lane: usize| order.iter().position(|l| *l == lane).unwrap();
            panel.handovers.iter().map(|h| at(h.from).abs_diff(at(h.to))).sum()
        };
        let drawn: Vec<usize> = (0..panel.lanes.len()).collect();
        let first = |lane: usize| {
            let bars = panel.lanes[lane].bars.iter().map(|b| b.from.0);
            let marks = panel.marks.iter().filter(|m| m.stood.iter().any(|(l, _)| *l == lane)).map(|m| m.at);
            bars.chain(marks).fold(f64::MAX, f64::min)
        };
        let mut by_time = drawn.clone();
        by_time.sort_by(|a, b| first(*a).total_cmp(&first(*b)));
        assert!(far(&drawn) <= far(&by_time), "{}: {} against {}", office.name, far(&drawn), far(&by_time));
        // On average a successor is not many lanes away.
        assert!(far(&drawn) <= panel.handovers.len() * 3, "{}: {}", office.name, far(&drawn));
    }
}

#[test]
fn what_is_too_much_is_left_out_and_said() {
    let graph = atlantis::graph(450, 2);
    let whole = Selection::whole(&graph);
    let subtitle = |diagram: &Diagram| diagram.frame().subtitle.clone();
    assert!(graph.tenures().len() > 300);
    for diagram in [draw::succession(&whole, "x"), draw::succession_graph(&whole, "x"), draw::contests(&whole, "x")] {
        assert!(subtitle(&diagram).contains("The latest 100 are drawn; "), "{}", subtitle(&diagram));
    }
    let contests = draw::contests_graph(&whole, "x");
    assert!(subtitle(&contests).contains("earlier ones are left out"), "{}", subtitle(&contests));
    assert!(layered(contests).nodes.len() <= 300);
    let Diagram::Timeline(timeline) = draw::timeline(&whole, "x") else { panic!("no timeline") };
    assert_eq!(timeline.panels[0].lanes.len(), 60);
    assert!(timeline.panels[0].note.contains("left out"), "{}", timeline.panels[0].note);
    let (all, _) = hustings::analysis::rivals::all(&graph, false);
    let (shown, people) = draw::busiest(&all, 50, 20);
    assert_eq!(people.map(|(some, _)| some), Some(20));
    assert!(shown.len() < all.len());
}

//! What must hold for any input.

use hustings::facts::Facts;
use hustings::graph::{Lookup, PoliticalGraph, Selection};
use hustings::identity::Overrides;
use hustings::source::{BUNDLED, read_text};
use hustings::view::diagram::Diagram;
use hustings::view::exchange::{self, Options};
use hustings::view::page::Page;
use hustings::view::{Format, dot, draw, listing};
use proptest::prelude::*;

fn graph_of(texts: &[(&str, &str)]) -> PoliticalGraph {
    let pages: Vec<_> = texts.iter().flat_map(|(name, text)| read_text(name, text.as_bytes()).pages).collect();
    PoliticalGraph::build(&Facts::extract(&pages), &Overrides::default())
}

/// Every output of a graph in one text.
fn everything(graph: &PoliticalGraph, facts: &Facts) -> String {
    let whole = Selection::whole(graph);
    let mut out = String::new();
    for format in exchange::ALL {
        let mut bytes = Vec::new();
        format.write(&whole, &Options::default(), &mut bytes).ok();
        format.tables().iter().for_each(|name| drop(format.write_table(&whole, name, &Options::default(), &mut bytes)));
        out.push_str(&String::from_utf8_lossy(&bytes));
    }
    let offices: Vec<_> = graph.offices().iter().map(|o| o.id).collect();
    let (rivalries, _) = hustings::analysis::rivals::all(graph, false);
    let records: Vec<_> =
        rivalries.iter().map(|t| hustings::analysis::rivals::between(graph, t.a, t.b, false)).collect();
    let mut tables = vec![listing::rivalries(graph, &rivalries), listing::judgements(graph.judgements())];
    for office in &offices {
        tables.push(listing::succession(graph, *office, &hustings::analysis::succession::of_office(graph, *office)));
    }
    tables.push(listing::diagnostics(
        &hustings::check::run(graph, facts, &[]),
        &mut hustings::dataset::Lines::default(),
        None,
    ));
    for table in tables {
        let mut bytes = Vec::new();
        table.write(Format::Csv, &mut bytes).ok();
        out.push_str(&String::from_utf8_lossy(&bytes));
    }
    let left_out = draw::LeftOut { pairs: records.len(), min: 1, most: false, people: None, among: false };
    let diagrams = [
        draw::timeline(&whole, "x"),
        draw::succession(&whole, "x"),
        draw::succession_graph(&whole, "x"),
        draw::contests(&whole, "x"),
        draw::contests_graph(&whole, "x"),
        draw::rivalries(&whole, &records, &left_out, "x"),
        draw::rivalry_matrix(&whole, &records, &left_out, "x"),
    ];
    for diagram in diagrams {
        out.push_str(&dot::diagram(&diagram));
        out.push_str(&svg(&diagram));
    }
    out
}

fn svg(diagram: &Diagram) -> String {
    diagram.lay_out(Page::default()).to_svg()
}

#[test]
fn the_order_of_the_input_does_not_change_a_byte() {
    let articles = [
        ("a/harbour-1998.txt", include_str!("../articles/harbour-1998.txt")),
        ("a/harbour-2003.txt", include_str!("../articles/harbour-2003.txt")),
    ];
    let mut texts: Vec<(&str, &str)> = BUNDLED.to_vec();
    texts.extend(articles);
    let mut first = None;
    for turn in 0..texts.len() {
        texts.rotate_left(1);
        if turn % 2 == 1 {
            texts.reverse();
        }
        let pages: Vec<_> = texts.iter().flat_map(|(name, text)| read_text(name, text.as_bytes()).pages).collect();
        let facts = Facts::extract(&pages);
        let graph = PoliticalGraph::build(&facts, &Overrides::default());
        let all = everything(&graph, &facts);
        assert_eq!(first.get_or_insert_with(|| all.clone()), &all, "turn {turn}");
    }
}

/// A CSV cell of any text.
fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// Names as hostile as they come: quotes, markup, backslashes, Hebrew, controls.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z\"\\\\<>&{}|;\\[\\]' ]{1,20}",
        "\\PC{1,20}",
        "[א-ת ]{2,12}",
        "(node|graph|edge|digraph|strict|subgraph)"
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_string_survives_dot_and_svg(names in prop::collection::vec(name(), 2..5), title in name(), office in name()) {
        let mut csv = String::from("contest,date,office,candidate,votes,outcome\n");
        for (i, name) in names.iter().enumerate() {
            let outcome = if i == 0 { "elected" } else { "lost" };
            csv.push_str(&format!("{},2001-02-03,{},{},{},{outcome}\n", cell(&title), cell(&office), cell(name), 100 - i));
        }
        let graph = graph_of(&[("t.csv", &csv)]);
        for person in graph.people() {
            let whole = Selection::whole(&graph);
            let (cards, boxes) = (draw::career(&whole, person.id, "x"), draw::career_graph(&whole, person.id, "x"));
            let others = [draw::succession(&whole, "x"), draw::contests_graph(&whole, "x"), draw::timeline(&whole, "x")];
            for diagram in [cards, boxes].into_iter().chain(others) {
                let svg = svg(&diagram);
                let parsed = roxmltree::Document::parse(&svg);
                prop_assert!(parsed.is_ok(), "{:?}", parsed.err());
                let text = dot::diagram(&diagram);
                let open = text.matches('{').count();
                prop_assert!(open > 0);
                // Outside of quoted strings only identifiers made here stand.
                let mut outside = String::new();
                let (mut quoted, mut escaped) = (false, false);
                for c in text.chars() {
                    match (quoted, escaped, c) {
                        (true, true, _) => escaped = false,
                        (true, false, '\\') => escaped = true,
                        (_, false, '"') => quoted = !quoted,
                        (false, _, c) => outside.push(c),
                        _ => {}
                    }
                }
                prop_assert!(!quoted, "a quote stays open");
                prop_assert!(outside.is_ascii(), "{outside}");
            }
            let svg = svg(&draw::career(&whole, person.id, "x"));
            let document = roxmltree::Document::parse(&svg).map_err(|e| TestCaseError::fail(e.to_string()))?;
            let title = document.descendants().find(|n| n.has_tag_name("title")).and_then(|n| n.text()).unwrap_or("");
            let shown: String = person.name.chars().map(|c| if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') { '\u{fffd}' } else { c }).collect();
            prop_assert_eq!(title, format!("{shown}: career"));
        }
    }

    #[test]
    fn any_two_names_are_compared(names in prop::collection::vec("[-¡À א]{1,6}", 2..6)) {
        let rows: Vec<String> = names.iter().map(|name| format!("x,{}", cell(name))).collect();
        graph_of(&[("t.csv", &format!("contest,candidate\n{}", rows.join("\n")))]);
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,400}", head in prop_oneof![Just("= 2001 A Party leadership election =\nInfobox\n- Candidate1: "), Just("contest,candidate,votes\n"), Just("[[contest]]\ntitle = "), Just("")]) {
        let reading = read_text("x", format!("{head}{text}").as_bytes());
        let facts = Facts::extract(&reading.pages);
        let graph = PoliticalGraph::build(&facts, &Overrides::default());
        hustings::check::run(&graph, &facts, &reading.warnings);
        everything(&graph, &facts);
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        Facts::extract(&read_text("x", &bytes).pages);
    }

    #[test]
    fn cut_anywhere_an_article_still_reads(cut in 0usize..2600) {
        let text = include_str!("../articles/harbour-1998.txt");
        let end = (0..=cut.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
        let graph = graph_of(&[("a.txt", &text[..end])]);
        if end > 400 {
            prop_assert!(matches!(graph.find_person("Lindqvist"), Lookup::One(_)));
        }
    }

    #[test]
    fn dates_read_back(year in -4000i32..4000, month in 1u8..13, day in 1u8..29, circa in any::<bool>()) {
        use hustings::wikitext::Date;
        for date in [Some(Date::year(year)), Date::month(year, month), Date::day(year, month, day)].into_iter().flatten() {
            let date = if circa { date.circa() } else { date };
            prop_assert_eq!(Date::parse(&date.to_string()), Some(date));
        }
    }
}

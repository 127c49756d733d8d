//! Inputs made to cost too much: one contest of thousands, names that are nearly alike, lines that never end. What grows with the
//! square is bounded, and the bound is said; what is counted here is work and output, not time.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test says why it fails")]

use hustings::analysis::rivals;
#[cfg(feature = "site")]
use hustings::dataset::Dataset;
use hustings::facts::Facts;
use hustings::graph::PoliticalGraph;
use hustings::identity::{Overrides, Verdict};
use hustings::source::{self, read_text};
use hustings::view::sensitivity::{Results, differences};
use hustings::{graph::Preference, graph::returns::Returns};
use std::fmt::Write;

/// A contest of so many candidates of one party, of whom the last is elected.
fn contest(candidates: usize) -> String {
    let mut csv = String::from("contest,candidate,date,votes,outcome,party,office\n");
    for i in 0..candidates {
        let outcome = if i + 1 == candidates { "elected" } else { "lost" };
        let name = format!("{} {}", word(i * 7919), word(i * 104_729 + 5));
        let _ = writeln!(csv, "2001 A Party leadership election,{name},2001-01-01,{i},{outcome},P,O");
    }
    csv
}

/// A word for a number, unlike that of the next.
fn word(number: usize) -> String {
    let letters = b"bcdfghjklmnpqrstvwz";
    let mut rest = number;
    let mut word = String::new();
    for at in 0..8 {
        let letter = if at % 2 == 0 { letters[rest % letters.len()] } else { b"aeiou"[rest % 5] };
        rest /= if at % 2 == 0 { letters.len() } else { 5 };
        word.push(char::from(if at == 0 { letter.to_ascii_uppercase() } else { letter }));
    }
    word
}

fn facts(name: &str, text: &str) -> Facts {
    Facts::extract(&read_text(name, text.as_bytes()).pages)
}

fn graph(csv: &str) -> PoliticalGraph {
    PoliticalGraph::build(&facts("x.csv", csv), &Overrides::default())
}

#[test]
fn everybody_of_one_person_is_what_each_pair_says() {
    let pages: Vec<_> = source::bundled().collect();
    let bundled = PoliticalGraph::build(&Facts::extract(&pages), &Overrides::default());
    for graph in [bundled, graph(&contest(40))] {
        for person in graph.people() {
            let found = rivals::of_person(&graph, person.id, false);
            for rivalry in &found {
                assert_eq!(*rivalry, rivals::between(&graph, rivalry.a, rivalry.b, false));
            }
            let met = |other| !rivals::between(&graph, person.id, other, false).meetings.is_empty();
            let others = graph.people().iter().filter(|p| p.id != person.id && met(p.id)).count();
            assert_eq!(found.len(), others, "{}", person.name);
        }
    }
}

#[test]
fn pairs_are_in_proportion_to_candidacies() {
    assert_eq!(rivals::most_candidates(std::iter::repeat_n(4, 20_000)), rivals::MOST_CANDIDATES);
    assert_eq!(rivals::most_candidates([1_000]), rivals::MOST_CANDIDATES);
    // One contest of two thousand has two million pairs.
    assert_eq!(rivals::most_candidates([2, 2_000]), 1_999);
    // Among many others it is one of them.
    assert_eq!(rivals::most_candidates(std::iter::repeat_n(4, 20_000).chain([2_000])), rivals::MOST_CANDIDATES);
    let graph = graph(&contest(1_500));
    let (found, left_out) = rivals::tallies(&Returns::of(&graph, false));
    assert_eq!((found.len(), left_out.len()), (0, 1));
    assert_eq!(rivals::size(&Returns::of(&graph, false), left_out[0]), 1_500);
}

#[test]
fn only_pairs_that_differ_are_rows() {
    // One source gives another number of votes, by which another of the two is ahead.
    let table = contest(30);
    let own = facts("x.csv", &table);
    let mut other = format!("{}\n", table.lines().next().unwrap_or_default());
    let line = table.lines().nth(11).unwrap().replace(",10,", ",12,");
    let _ = writeln!(other, "{line}");
    let mut both = own;
    both.append(facts("y.csv", &other));
    let preferring = |rule: &str| {
        PoliticalGraph::build_preferring(&both, &Overrides::default(), &rule.parse::<Preference>().unwrap())
    };
    let (plain, with_y) = (preferring("source=x.csv"), preferring("source=y.csv"));
    let found = differences(Results::Rivals, &plain, &with_y, false);
    // Of the pair with eleven votes the other is ahead now, of the pair with twelve neither.
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.iter().all(|[_, column, ..]| column.starts_with("ahead")), "{found:?}");
}

#[test]
fn names_that_are_nearly_alike_have_as_many_judgements_as_names() {
    // Thousands of given names with one surname, all of one sound.
    let mut csv = String::from("contest,candidate,office\n");
    for i in 0..1_500_usize {
        let spelled: String = (0..12).map(|bit| if i >> bit & 1 == 1 { 'o' } else { 'a' }).collect();
        let _ = writeln!(csv, "{} X election {i},B{spelled} Lee,O", 1000 + i % 1000);
    }
    let graph = graph(&csv);
    let kept = graph.judgements().iter().filter(|j| j.verdict != Verdict::Same).count();
    assert!(kept <= 5_000 + 1_500 + 1, "{kept}");
    let said = graph.judgements().iter().filter(|j| j.reason.contains("more pairs of names of this series")).count();
    assert!(said <= 1);
    assert_eq!(said == 1, kept > 5_000 + 1_500, "what is left out is said");
}

#[test]
fn a_file_of_who_is_who_may_be_long() {
    let (mut same, mut different) = (Vec::new(), Vec::new());
    for i in 0..20_000 {
        same.push(vec![format!("A{i} B"), format!("C{i} D")]);
        different.push([format!("E{i} F"), "Ann Lee".to_string()]);
    }
    same.push(vec!["Ann Lee".into(), "Annie Lee".into()]);
    let overrides = Overrides { same, different, ..Overrides::default() };
    let mut csv = String::from("contest,candidate,office\n2001 X election,Ann Lee,X\n2002 Y election,Annie Lee,Y\n");
    for i in 0..1_000 {
        let _ =
            writeln!(csv, "2003 Z{i} election,A{i} B,Z{i}\n2004 W{i} election,C{i} D,W{i}\n2005 X election,E{i} F,X");
    }
    let graph = PoliticalGraph::build(&facts("x.csv", &csv), &overrides);
    assert_eq!(graph.people().len(), 1 + 1_000 + 1_000);
    assert!(graph.people().iter().any(|p| p.name == "A7 B" && p.spellings == ["A7 B", "C7 D"]));
}

#[test]
fn a_run_of_capitals_is_no_name() {
    let box_ = "= 1999 Q leadership election =\n\nInfobox\n- Candidate1: Ann Rabin\n- Candidate2: Bob Peres\n\n";
    let text = format!("{box_}The vote: {}Ann Rabin won.\n", "Aaaa ".repeat(60_000));
    let found = facts("x.txt", &text);
    assert!(found.stated.iter().all(|f| f.citation.quote.chars().count() <= 1_000));
    assert!(found.warnings.is_empty(), "{:?}", found.warnings);
    // Words that are each a letter away from nobody.
    let mut slips = String::from(box_);
    slips.push_str(&"Rabin said so. Peres said so. ".repeat(3));
    for i in 0..4_000 {
        let _ = write!(slips, "{} {} said so. ", word(i), word(i * 31 + 7));
    }
    slips.push_str("Rabim lost.\n");
    let found = facts("x.txt", &slips);
    let written: Vec<&str> = found.misspellings.iter().map(|m| m.written.as_str()).collect();
    assert_eq!(written, ["Rabim"]);
}

#[test]
fn an_article_that_never_ends_is_cut_and_said_to_be() {
    let mut text = String::from("= 2001 B Party leadership election =\n\nInfobox\n- Candidate1: Bea Cole\n\n");
    text.push_str(&"So it was.\n".repeat(50_010));
    let found = facts("x.txt", &text);
    let said: Vec<(usize, &str)> = found.warnings.iter().map(|w| (w.line, &*w.rule)).collect();
    assert_eq!(said, [(1, "too-long")], "{:?}", found.warnings);
    assert!(found.warnings[0].message.contains("50,000"), "{}", found.warnings[0].message);
}

#[test]
fn the_same_row_again_and_again_is_left_out_and_counted() {
    let csv = format!("contest,candidate\n{}2002 X election,Bo Ash\n", "2001 X election,Ann Lee\n".repeat(150));
    let found = facts("x.csv", &csv);
    let said: Vec<&str> = found.warnings.iter().map(|w| w.message.as_str()).collect();
    assert_eq!(said, ["50 rows are not read because each is identical to the 100 rows before it"]);
    assert_eq!(found.documented(), 2);
}

#[test]
fn a_title_is_not_repeated_without_end() {
    let toml = format!("[series]\noffice = \"X\"\n[[contest]]\ntitle = \"{}\"\n", "a ".repeat(400));
    let found = facts("x.toml", &toml);
    assert!(found.warnings.iter().any(|w| w.message.contains("at most 500 letters")), "{:?}", found.warnings);
    let line = format!("[series]\noffice = \"X\"\n[names]\n\"Ann Lee\" = [{}]\n", "\"Anne Lee\", ".repeat(5_000));
    let found = facts("x.toml", &line);
    assert!(found.stated.iter().all(|f| f.citation.quote.chars().count() <= 200));
}

#[cfg(feature = "site")]
mod pages {
    use super::*;
    use hustings::view::explorer::{Address, Answer, Explorer, Settings};

    fn page(explorer: &Explorer, address: &str) -> String {
        match explorer.answer(&Address::read(address).unwrap()).unwrap() {
            Answer::Found(body) => String::from_utf8(body.body).unwrap(),
            other => panic!("{address}: {other:?}"),
        }
    }

    #[test]
    fn pages_of_a_contest_of_thousands_are_cut_and_say_so() {
        let explorer =
            Explorer::of(Dataset::of_graph(graph(&contest(2_100)), Vec::new()), Settings::default()).unwrap();
        for (address, of) in [
            ("party/p", "candidacies"),
            ("contest/2001-a-party-leadership-election", "candidates"),
            ("contest/2001-a-party-leadership-election", "results"),
        ] {
            let html = page(&explorer, address);
            assert!(html.contains(&format!("Shown are the first 2,000 of 2,100 {of};")), "{address}");
            let twin: serde_json::Value = serde_json::from_str(&page(&explorer, &format!("{address}.json"))).unwrap();
            let cut = twin["cut"].as_array().unwrap().iter().find(|c| c["of"] == of).unwrap();
            assert_eq!((&cut["shown"], &cut["all"]), (&2_000.into(), &2_100.into()));
        }
        let party = page(&explorer, "party/p.json");
        let twin: serde_json::Value = serde_json::from_str(&party).unwrap();
        let rows = twin["stood_for_it"]["latest"].as_array().unwrap();
        assert_eq!(rows.len(), 2_000);
        let named: usize = rows.iter().map(|r| r["against"].as_array().unwrap().len()).sum();
        assert!(named < 20_000 + 2_000 * 4 + 100, "{named}");
        let all = |row: &serde_json::Value| {
            row["against"].as_array().unwrap().len() as u64 + row["against_more"].as_u64().unwrap()
        };
        assert!(rows.iter().all(|row| all(row) == 2_099));
        let person = format!("person/{}", explorer_word(&twin));
        assert!(page(&explorer, &person).contains("Shown are the first 2,000 of 2,099 rivals;"));
    }

    /// The word of the first person of a party's page.
    fn explorer_word(twin: &serde_json::Value) -> String {
        let address = twin["stood_for_it"]["latest"][0]["person"]["address"].as_str().unwrap();
        address.rsplit('/').next().unwrap().to_string()
    }

    #[test]
    fn a_page_that_is_not_cut_says_nothing_of_it() {
        let explorer = Explorer::of(Dataset::of_graph(graph(&contest(30)), Vec::new()), Settings::default()).unwrap();
        for address in ["party/p", "contest/2001-a-party-leadership-election", "office/o"] {
            assert!(!page(&explorer, address).contains("Shown are the first"), "{address}");
            let twin = page(&explorer, &format!("{address}.json"));
            assert!(!twin.contains("\"cut\"") && !twin.contains("against_more"), "{address}");
        }
    }
}

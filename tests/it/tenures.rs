//! Offices that several hold together: everybody elected has a tenure, and nobody follows somebody who stays.
#![allow(clippy::panic, clippy::unwrap_used, clippy::expect_used, reason = "a test says why it fails")]

use hustings::analysis::succession::{self, Spell, predecessor, successor};
use hustings::facts::Facts;
use hustings::graph::PoliticalGraph;
use hustings::identity::Overrides;
use hustings::source::Page;

fn read(file: &str, text: &str) -> PoliticalGraph {
    PoliticalGraph::build(&Facts::extract(&[Page::new(file, text)]), &Overrides::default())
}

const COUNCIL: &str = "contest,date,office,candidate,votes,outcome
2018 Alpine chairs,2018-01-27,Chair of the Alpine Greens,Annalena Berg,700,elected
2018 Alpine chairs,2018-01-27,Chair of the Alpine Greens,Robert Hafen,650,elected
2018 Alpine chairs,2018-01-27,Chair of the Alpine Greens,Cem Orhan,20,lost
2022 Alpine chairs,2022-01-29,Chair of the Alpine Greens,Robert Hafen,600,elected
2022 Alpine chairs,2022-01-29,Chair of the Alpine Greens,Ricarda Lang,500,elected
";

#[test]
fn everybody_whom_a_contest_elected_has_a_tenure() {
    let graph = read("chairs.csv", COUNCIL);
    let told: Vec<String> = graph
        .tenures()
        .iter()
        .map(|t| {
            let date = |d: Option<&hustings::wikitext::Date>| d.map_or("?".to_string(), ToString::to_string);
            let name = &graph.person(t.person).name;
            format!("{name} {} {} {}", date(t.from.best()), date(t.to.best()), t.renewed.len())
        })
        .collect();
    assert_eq!(told, ["Annalena Berg 2018-01-27 ? 0", "Robert Hafen 2018-01-27 ? 1", "Ricarda Lang 2022-01-29 ? 0"]);
    assert!(graph.tenures().iter().all(|t| predecessor(&graph, t).is_none() && successor(&graph, t).is_none()));
    let office = graph.offices()[0].id;
    assert!(succession::of_office(&graph, office).iter().all(|s| matches!(s, Spell::Held(_))), "no gaps between them");
}

#[test]
fn who_held_an_office_together_did_not_follow_one_another() {
    let table = r#"
[series]
name = "Greens"
office = "Chair of the Greens"
[[tenure]]
person = "Agnes Dubois"
from = "2001-01-01"
to = "2010-06-01"
[[tenure]]
person = "Tomas Brun"
from = "2001-01-01"
to = "2010-06-01"
[[tenure]]
person = "Lars Holm"
from = "2010-06-01"
"#;
    let graph = read("greens.toml", table);
    let named = |name: &str| graph.tenures().iter().find(|t| graph.person(t.person).name == name).unwrap();
    let (dubois, brun, holm) = (named("Agnes Dubois"), named("Tomas Brun"), named("Lars Holm"));
    assert!(successor(&graph, dubois).is_none() && predecessor(&graph, brun).is_none());
    assert_eq!(predecessor(&graph, holm).map(|t| t.id), Some(brun.id));
}

#[test]
fn where_sources_disagree_on_who_was_elected_one_of_them_was() {
    // Each says of one that he was elected, and of the other nothing: both count as elected, each by a source of his own.
    let one = "contest,date,office,candidate,votes,outcome\n1990 vote,1990-05-01,Mayor of X,Ann A,50,elected\n1990 vote,1990-05-01,Mayor of X,Bob B,40,\n";
    let other = one.replace("50,elected", "50,").replace("40,", "40,elected");
    let pages = [Page::new("one.csv", one), Page::new("other.csv", other.as_str())];
    let graph = PoliticalGraph::build(&Facts::extract(&pages), &Overrides::default());
    assert_eq!(graph.tenures().len(), 1, "{:?}", graph.tenures());
}

#[test]
fn successions_without_dates_are_told_in_their_order() {
    let graph = read("succession.txt", include_str!("../extraction/succession.txt"));
    let names: Vec<&str> = graph.tenures().iter().map(|t| graph.person(t.person).name.as_str()).collect();
    assert_eq!(names, ["Cy Cole", "Bo Birch", "Ann Ash"]);
}

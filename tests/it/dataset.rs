//! One handle for any data: what it gives is the same from sources and from the graph file built of them.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says why")]

use crate::support;
use hustings::dataset::{Dataset, DatasetError, Need, Options};
use hustings::facts::{Facts, Statement};
use hustings::graph::{Lookup, PersonId};
use hustings::identity::Overrides;
use hustings::source;
use hustings::store::{Light, Part, RowSelection};
use std::path::PathBuf;

fn scratch(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("hustings-dataset-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

const BOX: &str = "{{Infobox election\n| election_name = 2001 Freedonian presidential election\n| election_date = 1 May 2001\n\
    | nominee1 = [[Bill Ash]]\n| popular_vote1 = 12\n| nominee2 = [[Cora Bay]]\n| popular_vote2 = 7\n}}";

/// An export of a page, a page that says nothing of the field, and a redirect.
fn export() -> String {
    format!(
        "<mediawiki><siteinfo></siteinfo>\n<page><title>2001 Freedonian presidential election</title><ns>0</ns><revision><id>7</id>\
         <text>{BOX}</text></revision></page>\n<page><title>Moss</title><ns>0</ns><revision><id>8</id><text>Moss is green.</text>\
         </revision></page>\n<page><title>Bill Ash</title><ns>0</ns><redirect title=\"William Ash\" /><revision><id>9</id>\
         <text>#REDIRECT [[William Ash]]</text></revision></page>\n</mediawiki>\n"
    )
}

#[test]
fn facts_of_all_that_was_read_hold_the_pages_of_exports() {
    let folder = scratch("export");
    let path = folder.join("pages.xml");
    std::fs::write(&path, export()).unwrap();
    let facts = Facts::extract(source::read([path.to_str().unwrap()]).unwrap());
    let mut people: Vec<&str> = Vec::new();
    for fact in &facts.stated {
        if let Statement::Candidacy { person, .. } = &fact.statement {
            people.push(person);
        }
    }
    people.sort_unstable();
    people.dedup();
    assert_eq!(people, ["Cora Bay", "William Ash"], "the redirect is followed");
    assert!(facts.stated.iter().all(|f| f.citation.revision == Some(7) && f.citation.file.ends_with("pages.xml")));
    assert!(facts.warnings.is_empty(), "{:?}", facts.warnings);
    // What is cut off is told.
    let whole = export();
    std::fs::write(&path, &whole[..whole.len() - 40]).unwrap();
    let facts = Facts::extract(source::read([path.to_str().unwrap()]).unwrap());
    assert!(!facts.stated.is_empty() && facts.warnings.iter().any(|w| w.rule == "dump"), "{:?}", facts.warnings);
}

/// The names of the pairs who met, with how often.
fn pairs(data: &Dataset) -> Vec<(String, String, u16)> {
    let (mut found, _) = hustings::analysis::rivals::tallies(&data.returns(false).unwrap());
    hustings::analysis::rivals::sort_tallies(&mut found);
    let names = data.names_of_people(&found.iter().flat_map(|t| [t.a, t.b]).collect::<Vec<_>>()).unwrap();
    names.chunks(2).zip(&found).map(|(n, t)| (n[0].clone(), n[1].clone(), t.meetings)).collect()
}

fn one(part: &Part, name: &str) -> PersonId {
    match part.graph.find_person(name) {
        Lookup::One(id) => PersonId::from_index(part.person_number(id) as usize),
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn sources_and_the_graph_file_built_of_them_give_the_same() {
    let folder = scratch("both");
    let file = folder.join("graph.db");
    let sources = ["bundled", "tests/articles", "tests/wiki"];
    support::stdout(&[&["build"][..], &sources, &["-o", file.to_str().unwrap()]].concat());
    let memory = Dataset::open(sources, Options::default()).unwrap();
    let stored = Dataset::open([file.to_str().unwrap()], Options::default()).unwrap().for_threads(2).unwrap();
    assert!(pairs(&memory).len() > 50);
    assert_eq!(pairs(&memory), pairs(&stored));
    assert_eq!(memory.findings().unwrap(), stored.findings().unwrap());
    assert_eq!(memory.counts().unwrap(), stored.counts().unwrap());
    assert_eq!(memory.sizes().unwrap(), stored.sizes().unwrap());
    assert_eq!(memory.names().unwrap(), stored.names().unwrap());
    assert_eq!(memory.held().unwrap(), stored.held().unwrap());
    assert_eq!(memory.successions().unwrap(), stored.successions().unwrap());
    assert_eq!(memory.facts().unwrap().stated.len(), stored.facts().unwrap().stated.len());
    assert_eq!(memory.graph().unwrap().people(), stored.graph().unwrap().people());
    // Numbers mean the same people, whatever part they come from.
    let needs = [
        Need::All,
        Need::Called(&["Peres", "Rabin"]),
        Need::People(&["Peres", "Rabin"]),
        Need::Name("Peres"),
        Need::Light(Light { names: true, candidacies: true, tenures: true, ties: true }),
    ];
    for need in needs {
        let numbers = [&memory, &stored].map(|data| one(&data.part(&need).unwrap(), "Peres"));
        assert_eq!(numbers[0], numbers[1], "{need:?}");
        let [a, b] = [&memory, &stored].map(|data| data.names_of_people(&numbers).unwrap());
        assert_eq!(a, b);
        assert_eq!(a.len(), 2);
    }
    // Careers: every tenure of the offices that somebody held.
    let peres = one(&memory.part(&Need::All).unwrap(), "Peres");
    let careers = RowSelection { careers: [peres.index() as u32].into(), ..RowSelection::of_people(&[peres]) };
    let part = stored.part(&Need::Rows(&careers)).unwrap();
    let whole = memory.graph().unwrap();
    let offices = whole.person(peres).tenures.iter().map(|t| whole.tenure(*t).office);
    let tenures: std::collections::BTreeSet<_> = offices.flat_map(|o| whole.tenures_of(o).map(|t| t.id)).collect();
    assert!(tenures.len() > 3);
    assert_eq!(part.graph.tenures().len(), tenures.len());
}

#[test]
fn options_reach_every_part_and_join_a_graph_file_anew() {
    let folder = scratch("options");
    let file = folder.join("graph.db");
    let table = folder.join("own.csv");
    std::fs::write(&table, "contest,date,office,candidate,party,votes\nA,2001-01-01,Mayor,Ann Ash,Reds,2\nA,2001-01-01,Mayor,Bo Bay,Blues,1\n\
                B,2005-01-01,Mayor,Anne Ash,Reds,2\n")
        .unwrap();
    support::stdout(&["build", table.to_str().unwrap(), "-o", file.to_str().unwrap()]);
    for source in [&table, &file] {
        let colour = |graph: &mut hustings::graph::PoliticalGraph| graph.colour_parties(|_, _| Some("#123456".into()));
        let data = Dataset::open([source.to_str().unwrap()], Options::default().with_finish(colour)).unwrap();
        for need in [Need::All, Need::Name("Reds"), Need::Offices("Mayor")] {
            let part = data.part(&need).unwrap();
            assert!(!part.graph.parties().is_empty());
            assert!(part.graph.parties().iter().all(|p| p.colour.best().is_some_and(|c| c == "#123456")), "{need:?}");
        }
        for (word, people) in [("same", 2), ("different", 3)] {
            let overrides = Overrides::read("x", &format!("{word} = [[\"Ann Ash\", \"Anne Ash\"]]")).unwrap();
            let data = Dataset::open([source.to_str().unwrap()], Options::default().with_overrides(overrides)).unwrap();
            assert_eq!(data.graph().unwrap().people().len(), people, "{word} {}", source.display());
        }
    }
    let nothing = folder.join("nothing.txt");
    std::fs::write(&nothing, "only words").unwrap();
    let error = Dataset::open([nothing.to_str().unwrap()], Options::default()).err().unwrap();
    assert!(matches!(&error, DatasetError::Nothing(warnings) if warnings.len() == 1), "{error}");
}

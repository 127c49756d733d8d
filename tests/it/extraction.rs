//! What each rule of extraction reads of its example in `tests/extraction`, and what prose must not be read as.
#![allow(clippy::disallowed_methods, reason = "tests read files of their own")]

use crate::support;
use hustings::check;
use hustings::facts::Facts;
use hustings::graph::PoliticalGraph;
use hustings::identity::Overrides;
use hustings::source::read_text;

const BOX: &str = "= 1996 Foo Party leadership election =\n\nInfobox\n- Election Date: 20 February 1996\n- Candidate1: Ann Ash\n\
    - Popular Vote1: 1,200\n- Candidate2: Ben Bee\n- Popular Vote2: 800\n- Title: Leader\n- Before Election: Carl Cox\n\
    - After Election: Ann Ash\n\n";

fn read(prose: &str) -> (PoliticalGraph, Facts) {
    let reading = read_text("foo.txt", format!("{BOX}{prose}\n").as_bytes());
    let facts = Facts::extract(&reading.pages);
    (PoliticalGraph::build(&facts, &Overrides::default()), facts)
}

/// Who stood in 1996, and the rules that found something.
fn standing(prose: &str) -> (Vec<String>, Vec<String>) {
    let (graph, facts) = read(prose);
    let own = graph.contests().iter().find(|c| c.title.starts_with("1996"));
    let names = own.into_iter().flat_map(|c| graph.candidacies_of(c.id));
    let names = names.filter(|c| c.is_standing()).map(|c| graph.person(c.person).name.clone()).collect();
    (names, check::run(&graph, &facts, &[]).iter().map(|d| d.rule.to_string()).collect())
}

#[test]
fn no_sentence_invents_a_candidate_a_winner_or_a_finding() {
    for prose in [
        "In the vote, Haifa Mayor Ann Ash narrowly defeated Foreign Secretary Ben Bee.",
        "Ultimately Ann Ash defeated Ben Bee. It was a rematch of the 1992 contest, in which Bee defeated Ash.",
        "Ann Ash defeated Ben Bee, replacing Carl Cox as leader.",
        "Ann Ash defeated Ben Bee with the support of Neil Nun.",
        "Ash defeated Conservative leader Carl Cox in the 1996 general election.",
        "== Candidates who declined ==\n- Dora Drew, mayor",
        "Ann Ash defeated Ben Bee and Dora Drew.\n\n== Candidates who declined ==\n- Dora Drew, mayor",
        "== Candidate endorsements ==\n- Gina Grey, singer",
        "== Results ==\n1,200 members voted for Ash. Ash won 70% of the 300 delegates from the cities.\nTotal: 2,000 votes",
        "The election took place in Tel Aviv, after the congress of the party on 5 January 1996.",
        "In 1992, Carl Cox was elected by the party's Central Committee. Dora Drew withdrew from the race in 1988.",
    ] {
        let (names, rules) = standing(prose);
        assert_eq!(names, ["Ann Ash", "Ben Bee"], "{prose}");
        assert!(rules.is_empty(), "{prose}: {rules:?}");
    }
}

#[test]
fn thresholds_selectorates_and_holders_are_only_read_where_they_are_stated() {
    let own = |prose: &str| {
        let (graph, _) = read(prose);
        let contest = graph.contests().iter().find(|c| c.title.starts_with("1996")).cloned();
        let holders: Vec<String> = graph.tenures().iter().map(|t| graph.person(t.person).name.clone()).collect();
        (contest.map(|c| (c.threshold.best().copied(), c.selectorate.best().copied())), holders)
    };
    let plain = vec!["Carl Cox".to_string(), "Ann Ash".to_string()];
    assert_eq!(own("== Results ==\nAsh won more than 60% of the vote, so no runoff was held.").0, Some((None, None)));
    assert_eq!(
        own("== Results ==\nA candidate needed more than 50% of the vote to avoid a runoff.").0,
        Some((Some(50.0), None))
    );
    assert_eq!(own("In 1969, Carl Cox was elected by the party's Central Committee.").0, Some((None, None)));
    assert_eq!(own("In 1988 the leader, Ben Bee, was replaced as Minister of Finance by Dora Drew.").1, plain);
    assert_eq!(own("Ash resigned in 1998 and was replaced by Dora Drew as leader of the opposition.").1, plain);
    let (_, holders) = own("Ann Ash resigned in 1998, and was replaced as party leader by Dora Drew.");
    assert_eq!(holders, ["Carl Cox", "Ann Ash", "Dora Drew"]);
}

#[test]
fn a_place_in_brackets_does_not_split_a_series_whose_articles_link() {
    let article = |title: &str, link: &str, winner: &str| {
        let text = format!(
            "= {title} =\n\nInfobox\n- {link}\n- Candidate1: {winner}\n- Title: Leader\n- After Election: {winner}\n"
        );
        read_text(&format!("{title}.txt"), text.as_bytes()).pages
    };
    let mut pages = article(
        "1994 Bar Party leadership election",
        "Next Election: 2007 Bar Party leadership election (XX)",
        "Ann Ash",
    );
    pages.extend(article(
        "2007 Bar Party leadership election (XX)",
        "Previous Election: 1994 Bar Party leadership election",
        "Ann Ash",
    ));
    let graph = PoliticalGraph::build(&Facts::extract(&pages), &Overrides::default());
    assert_eq!((graph.offices().len(), graph.people().len()), (1, 1));
}

#[test]
fn what_is_no_person_is_no_candidate() {
    let csv = "contest,candidate,votes\n2001 A Party leadership election,Ann Ash,5\n2001 A Party leadership election,Uncommitted,4\n";
    let graph =
        PoliticalGraph::build(&Facts::extract(&read_text("t.csv", csv.as_bytes()).pages), &Overrides::default());
    assert_eq!(graph.people().len(), 1);
    assert_eq!(graph.contests()[0].rounds[0].options.all().len(), 1);
}

/// What an article of `tests/extraction` states, a line each: the line, the kind of source, the statement.
fn stated(file: &str) -> String {
    let text = std::fs::read(format!("{}/tests/extraction/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap_or_default();
    assert!(!text.is_empty(), "tests/extraction/{file} is missing");
    let reading = read_text(file, &text);
    assert!(reading.warnings.is_empty(), "{file}: {:?}", reading.warnings);
    let facts = Facts::extract(&reading.pages);
    assert!(facts.unread.is_empty(), "{file}: {:?}", facts.unread);
    let lines = facts.stated.iter().map(|fact| {
        let statement = serde_json::to_string(&fact.statement).unwrap_or_default();
        format!("{} {}: {statement}", fact.citation.line, fact.citation.confidence.label())
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The record of a wiki page of `tests/extraction`.
fn record(file: &str) -> String {
    let printed = support::stdout(&["extract", "--no-statements", &format!("tests/extraction/{file}")]);
    let record: serde_json::Value = serde_json::from_str(&printed).unwrap_or_default();
    serde_json::to_string_pretty(&record).unwrap_or_default()
}

/// Each holder of a dated or neighboured office, and each candidacy, of the pages of a folder.
fn held_and_stood(folder: &str) -> String {
    let mut files: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    files.sort();
    let pages = files.iter().flat_map(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        read_text(&name, &std::fs::read(path).unwrap_or_default()).pages
    });
    let facts = Facts::extract(pages.collect::<Vec<_>>());
    let graph = PoliticalGraph::build(&facts, &Overrides::default());
    let name = |id| graph.person(id).name.as_str();
    let date = |values: &hustings::graph::Values<_>| values.best().map(ToString::to_string).unwrap_or_default();
    let held = graph.tenures().iter().map(|t| {
        let office = &graph.office(t.office).name;
        format!("{office}: {}, {}..{}", name(t.person), date(&t.from), date(&t.to))
    });
    let stood = graph.candidacies().iter().map(|c| {
        let contest = graph.contest(c.contest);
        let day = contest.date().map(|d| d.to_string()).unwrap_or_default();
        format!("{}, {day}: {}, {:?}", contest.title, name(c.person), c.outcome.best())
    });
    held.chain(stood).collect::<Vec<_>>().join("\n")
}

#[test]
fn infoboxes_of_other_languages_are_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/languages");
    insta::assert_snapshot!("languages", held_and_stood(folder));
}

#[test]
fn every_rule_reads_its_example() {
    use hustings::facts::rules;
    for rule in rules::ALL {
        insta::assert_snapshot!(rule.name, stated(&format!("{}.txt", rule.name)));
    }
    for rule in rules::templates::ALL {
        insta::assert_snapshot!(rule.name, record(&format!("{}.wiki", rule.name)));
    }
    let count = rules::ALL.len() + rules::templates::ALL.len();
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/extraction"));
    assert_eq!(folder.into_iter().flatten().count(), count, "a file of tests/extraction is of no rule");
}

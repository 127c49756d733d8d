//! The contests of a page as the graph has them: who was elected, which round a figure is of, and what tells contests apart.

use crate::support::Hustings;
use hustings::facts::Facts;
use hustings::graph::PoliticalGraph;
use hustings::identity::Overrides;
use hustings::source::Page;

fn graph_of(title: &str, text: &str) -> PoliticalGraph {
    let page = Page { title: Some(title.to_string()), ..Page::new(&format!("{title}.wiki"), text) };
    PoliticalGraph::build(&Facts::extract([&page]), &Overrides::default())
}

/// Each candidacy: contest, person, votes of each round and outcome.
fn stood(title: &str, text: &str) -> Vec<String> {
    let graph = graph_of(title, text);
    let mut rows: Vec<String> = graph
        .candidacies()
        .iter()
        .map(|c| {
            let votes: Vec<String> = c
                .rounds
                .iter()
                .map(|(round, r)| format!("{round}:{}", r.votes.best().map_or("-".into(), ToString::to_string)))
                .collect();
            let outcome = c.outcome.best().map_or("", |outcome| outcome.label());
            format!(
                "{} | {} | {} | {outcome}",
                graph.contest(c.contest).title,
                graph.person(c.person).name,
                votes.join(" ")
            )
        })
        .collect();
    rows.sort();
    rows
}

fn row(name: &str, party: &str, votes: &str) -> String {
    format!("{{{{Election box candidate with party link|party={party}|candidate={name}|votes={votes}}}}}\n")
}

fn boxed(title: &str, rows: &[String], rest: &str) -> String {
    format!("{{{{Election box begin|title={title}}}}}\n{}{rest}{{{{Election box end}}}}\n", rows.concat())
}

#[test]
fn whose_party_held_the_seat_was_elected() {
    let rows = [row("[[Ann Ash]]", "Red Party (UK)", "900"), row("[[Bo Birch]]", "Blue Party (UK)", "800")];
    let gain = "{{Election box gain with party link|winner=Blue Party (UK)|loser=Red Party (UK)}}\n";
    let text = boxed("General election 2019: Elm", &rows, gain);
    let found = stood("Elm (UK Parliament constituency)", &text);
    assert_eq!(found[0], "General election 2019: Elm | Ann Ash | 1:900 | lost");
    assert_eq!(found[1], "General election 2019: Elm | Bo Birch | 1:800 | elected");
    // Two of the party stood, so that the box does not say who won.
    let rows = [row("Ann Ash", "Red", "900"), row("Bo Birch", "Red", "800")];
    let text = boxed("Elm ward 2019", &rows, "{{Election box hold with party link|winner=Red}}\n");
    assert!(stood("Elm council", &text).iter().all(|row| row.ends_with("| ")));
}

#[test]
fn the_count_after_preferences_decides() {
    let mut rows = vec![row("Ann Ash", "Red", "900"), row("Bo Birch", "Blue", "800"), row("Cy Coe", "Green", "300")];
    rows.push("{{Election box 2pp}}\n".into());
    rows.extend([row("Bo Birch", "Blue", "1,050"), row("Ann Ash", "Red", "950")]);
    let gain = "{{Election box gain AU party|winner=Blue|loser=Red}}\n";
    let found = stood("Electoral results for Elm", &boxed("2018 state election: Elm", &rows, gain));
    assert!(found[0].ends_with("Ann Ash | 1:900 2:950 | lost"), "{found:?}");
    assert!(found[1].ends_with("Bo Birch | 1:800 2:1050 | elected"), "{found:?}");
}

#[test]
fn each_district_has_its_primary() {
    let primary = |a: &str, b: &str| {
        let rows = [row(a, "Red", "90"), row(b, "Red", "80")];
        format!("===Primary===\n{}", boxed("Red primary results", &rows, ""))
    };
    let text =
        format!("==District 1==\n{}==District 2==\n{}", primary("Ann Ash", "Bo Birch"), primary("Cy Coe", "Di Dee"));
    let found = stood("2018 Elm House elections", &text);
    assert!(found[0].starts_with("2018 Elm House elections: District 1: Red primary results | Ann Ash"), "{found:?}");
    assert!(found[2].starts_with("2018 Elm House elections: District 2: Red primary results | Cy Coe"), "{found:?}");
}

#[test]
fn figures_belong_to_their_round() {
    let box_of = |rest: &str| {
        format!(
            "{{{{Infobox election\n|election_date=5 December 2017\n|title=[[Mayor]]|country=United States\n|candidate1='''[[Ann Ash]]'''\n|popular_vote1=467\n|candidate2=[[Bo Birch]]\n|popular_vote2=458\n{rest}}}}}\n"
        )
    };
    // An infobox with the votes of the runoff, and a table of both rounds.
    let table = "==Results==\n{| class=\"wikitable\"\n! rowspan=2 | Candidate !! colspan=2 | First round !! colspan=2 | Runoff\n|-\n! Votes !! % !! Votes !! %\n|-\n| '''[[Ann Ash]]''' || 253 || 26.2 || 467 || 50.4\n|-\n| [[Bo Birch]] || 201 || 20.8 || 458 || 49.6\n|}";
    let found = stood("2017 Elm mayoral election", &(box_of("") + table));
    assert_eq!(found[0], "2017 Elm mayoral election | Ann Ash | 1:253 2:467 | elected");
    assert_eq!(graph_of("2017 Elm mayoral election", &box_of("")).offices()[0].name, "Mayor of Elm");
    // An infobox with earlier ballots beside the deciding votes, and a table of those without links.
    let rounds = "|1blank=First ballot|2blank=Second ballot\n|1data1=56|2data1=90\n|1data2=62|2data2=57\n";
    let last = "==Third ballot==\n{| class=\"wikitable\"\n! Candidate !! Votes !! %\n|-\n| Ann Ash || 467 || 50.5\n|-\n| Bo Birch || 458 || 49.5\n|}";
    let found = stood("2017 Elm Party leadership election", &(box_of(rounds) + last));
    assert_eq!(found[0], "2017 Elm Party leadership election | Ann Ash | 1:56 2:90 3:467 | elected");
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn tickets_and_candidates_of_several_parties_are_one() {
    let rows = [row("[[Ann Ash]]<br/>[[Ida Ivy]]", "Red", "667"), row("{{ubl|[[Bo Birch]]|Jan Jay}}", "Blue", "630")];
    let found = stood("2018 Elm gubernatorial election", &boxed("2018 Elm gubernatorial election", &rows, ""));
    assert!(found.len() == 2 && found[1].contains("| Bo Birch | 1:630"), "{found:?}");
    let rows = [
        row("Ann Ash", "Red", "200"),
        row("Ann Ash", "Orange", "50"),
        row("Total", "", "250"),
        row("Bo Birch", "Blue", "90"),
    ];
    let found = stood("Elm district 2", &boxed("2021 Elm council election", &rows, ""));
    assert!(found.len() == 2 && found[0].contains("| Ann Ash | 1:250"), "{found:?}");
}

#[test]
fn a_primary_of_all_parties_elects_nobody() {
    let winning = |name: &str, votes: &str| row(name, "Red", votes).replace("box candidate", "box winning candidate");
    let text = format!(
        "{{{{Election box open primary begin no change|title=2018 Elm 1 election}}}}\n{}{}{{{{Election box open primary general election no change}}}}\n{}{}{{{{Election box end}}}}",
        winning("Ann Ash", "70"),
        winning("Bo Birch", "60"),
        winning("Ann Ash", "90"),
        row("Bo Birch", "Red", "80")
    );
    let found = stood("Elm 1", &text);
    assert!(found.iter().filter(|row| row.contains(", primary |")).all(|row| row.ends_with("| ")), "{found:?}");
    assert_eq!(found.iter().filter(|row| row.ends_with("elected")).count(), 1);
}

#[test]
fn a_row_says_that_somebody_lost_and_a_seat_ends() {
    let text = "{{Infobox officeholder|name=Ann Ash|office=Mayor of Elm|term_start=2010}}\n==Electoral history==\n{| class=\"wikitable\"\n! Election !! Constituency !! Party !! Votes !! % !! Result\n|-\n| 2015 || [[Elm East]] || Red || 1,991 || 40.6 || Not elected\n|-\n| 2017 || [[Elm West]] || Red || 3,064 || 60.8 || '''Elected'''\n|}";
    let found = stood("Ann Ash", text);
    assert!(found[0].ends_with("| lost") && found[1].ends_with("| elected"), "{found:?}");
    let text = "==Members==\n{| class=\"wikitable\"\n! Election !! Member !! Party\n|-\n| 1931 || [[Ann Ash]] || Red\n|-\n| 1950 || colspan=2 | ''constituency abolished''\n|-\n| 2010 || [[Bo Birch]] || Blue\n|}";
    let graph = graph_of("Elm (UK Parliament constituency)", text);
    let ends: Vec<(String, bool)> =
        graph.tenures().iter().map(|t| (t.to.best().map(ToString::to_string).unwrap_or_default(), t.follows)).collect();
    assert_eq!(ends, [("1950".to_string(), false), (String::new(), false)]);
}

#[test]
fn parties_of_one_alliance_are_allied() {
    let text = "{{Infobox legislative election|election_date=1 May 2005|party1=Red Party|leader1=[[Ann Ash]]|alliance1=Left Front|seats1=20|party2=Green Party|leader2=[[Bo Birch]]|alliance2=Left Front|seats2=10|party3=Blue Party|leader3=[[Cy Coe]]|alliance3=Right Front|seats3=9}}";
    let graph = graph_of("2005 Elm general election", text);
    let told: Vec<String> = graph
        .ties()
        .iter()
        .map(|tie| format!("{} {} {}", graph.label_of(tie.from), tie.kind.label(), graph.label_of(tie.to)))
        .collect();
    assert_eq!(told, ["Green Party allied with Red Party"]);
}

#[test]
fn two_days_are_two_rounds_and_lists_are_results() {
    let infobox = "{{Infobox election|election_date=November 6, 2018 (first round)<br />December 4, 2018 (runoff)|candidate1='''[[Ann Ash]]'''|popular_vote1=467|candidate2=[[Bo Birch]]|popular_vote2=458}}\n";
    let first = [row("[[Ann Ash]]", "Red", "400"), row("[[Bo Birch]]", "Blue", "350"), row("Cy Coe", "Green", "250")];
    let second = [row("[[Ann Ash]]", "Red", "467"), row("[[Bo Birch]]", "Blue", "458")];
    let title = "2018 Elm mayoral election";
    let found = stood(title, &format!("{infobox}{}{}", boxed(title, &first, ""), boxed(title, &second, "")));
    assert_eq!(found[0], "2018 Elm mayoral election | Ann Ash | 1:400 2:467 | elected");
    assert_eq!(found.len(), 3, "{found:?}");
    let text = include_str!("../extraction/result-lists.wiki");
    let found = stood("Electoral history of Ann Ash", text);
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(found[2].ends_with("2012: Democratic primary | Ann Ash | 1:12345 | "), "{found:?}");
}

#[test]
fn the_result_before_a_by_election_is_of_its_own_year() {
    let of = |title: &str, votes: &str| {
        boxed(title, &[row("[[Ann Ash]]", "Red", votes), row("[[Bo Birch]]", "Blue", "50")], "")
    };
    let text = of("2021 Elm by-election", "60") + &of("[[2019 general election|General election 2019]]: Elm", "70");
    let found = stood("2021 Elm by-election", &text);
    assert!(found[0].starts_with("2021 Elm by-election | Ann Ash | 1:60"), "{found:?}");
    assert!(found[2].starts_with("General election 2019: Elm | Ann Ash | 1:70"), "{found:?}");
    let senate = "{{Infobox election|type=presidential|country=Ohio|title=[[U.S. Senator]]|election_date=6 November 2018|candidate1='''[[Ann Ash]]'''|popular_vote1=60|candidate2=[[Bo Birch]]|popular_vote2=40}}";
    let graph = graph_of("2018 United States Senate election in Ohio", senate);
    assert_eq!(graph.offices()[0].name, "U.S. Senator from Ohio");
}

#[test]
fn shares_of_parties_beside_their_leaders_are_of_all_their_votes() {
    let text = "{{Infobox election|election_date=7 June 2009|type=parliamentary|title=[[Prime Minister]]|country=Elmland|candidate1=[[Ann Ash]]|party1=Red Party|popular_vote1=800,000|percentage1=53.33%|candidate2=[[Bo Birch]]|party2=Blue Party|popular_vote2=600,000|percentage2=40.00%}}\n== Results ==\n{| class=\"wikitable\"\n! Party !! Votes !! %\n|-\n| [[Red Party]] || 800,000 || 53.33\n|-\n| [[Blue Party]] || 600,000 || 40.00\n|-\n| [[Green Party]] || 100,000 || 6.67\n|-\n| Invalid/blank votes || 30,000 ||\n|-\n| Total || 1,530,000 || 100\n|}";
    let story = Hustings::new().file("2009 Elmland general election.wiki", text);
    story.run("check --from .").says("0 errors, 0 warnings, 0 notes");
}

#[test]
fn an_export_keeps_pages_whose_results_stand_in_lists() {
    let page = include_str!("../extraction/result-lists.wiki").replace("<ref>Returns</ref>", "");
    let dump = format!(
        "<mediawiki><page><title>Electoral history of Ann Ash</title><ns>0</ns><id>1</id><revision><id>2</id><text>{page}</text></revision></page></mediawiki>"
    );
    let story = Hustings::new().file("dump.xml", dump);
    story.run("rivals Ash Birch --from dump.xml").says("2010 Elm Senate election");
}

#[test]
fn as_many_are_elected_as_rows_say_that_seats_were_held() {
    let begin = "{{Election box begin|title=2019 Elm ward election}}\n";
    let hold = |party: &str| format!("{{{{Election box hold with party link|winner={party}|swing=}}}}\n");
    let stand = [row("Ann Ash", "Red", "500"), row("Bo Birch", "Blue", "400"), row("Cy Coe", "Red", "300")].concat();
    let elected = |holds: &[&str]| -> Vec<String> {
        let rows: String = holds.iter().map(|party| hold(party)).collect();
        let all = stood("2019 Elm Council election", &format!("{begin}{stand}{rows}{{{{Election box end}}}}\n"));
        let names = all.iter().filter(|row| row.ends_with("| elected")).filter_map(|row| row.split(" | ").nth(1));
        names.map(ToString::to_string).collect()
    };
    assert_eq!(elected(&["Red", "Blue"]), ["Ann Ash", "Bo Birch"]);
    assert!(elected(&["Red", "Red"]).is_empty(), "the second is of another party than the rows say");
}

#[test]
fn a_swing_is_half_of_what_the_winner_gained_on_the_next() {
    let page = |swing: &str| {
        format!(
            "{{{{Election box begin|title=1998 Easthaven by-election}}}}\n\
             {{{{Election box winning candidate with party link|party=Reform Party|candidate=Ann Ash|votes=600|percentage=60.0|change=+6.4}}}}\n\
             {{{{Election box candidate with party link|party=Unity List|candidate=Bo Birch|votes=400|percentage=40.0|change=−6.4}}}}\n\
             {{{{Election box hold with party link|winner=Reform Party|swing={swing}}}}}\n{{{{Election box end}}}}\n"
        )
    };
    let check = |swing: &str, status: i32| {
        Hustings::new().file("1998 Easthaven by-election.wiki", page(swing)).ends(status, "check --from .")
    };
    check("+9.4", 1).says("swing-mismatch").says("the swing is given as +9.4");
    check("+6.4", 0).says("0 errors, 0 warnings");
    // Reckoned in another way.
    check("+2.1", 0).says("0 errors, 0 warnings");
}

#[test]
fn counts_of_a_box_are_those_of_the_ballots() {
    let row = |kind: &str, cells: &str| format!("{{{{Election box {kind}|{cells}}}}}\n");
    let box_of = |formal: &str, ballots: &str, again: bool| {
        let stand = |name: &str, votes: &str, share: u32| {
            let cells = format!("party={name} Party|candidate=[[{name} Ash]]|votes={votes}|percentage={share}.00");
            row("candidate AU party", &cells)
        };
        let mut text = row("begin", "title=1998 Harbour by-election");
        text += &if again {
            [stand("Ann", "9,000", 45), stand("Bo", "8,000", 40), stand("Cy", "3,000", 15)].concat()
        } else {
            [stand("Ann", "12,000", 60), stand("Bo", "8,000", 40)].concat()
        };
        text += &row("formal", &format!("votes={formal}|percentage=98.04"));
        text += &[
            row("informal", "votes=400|percentage=1.96"),
            row("turnout", &format!("votes={ballots}|percentage=51.0")),
        ]
        .concat();
        text += &row("registered electors", "reg. electors=40,000");
        if again {
            text += &[row("2pp", ""), stand("Ann", "11,000", 55), stand("Bo", "9,000", 45)].concat();
        }
        Hustings::new().file("page.wiki", text + &row("end", ""))
    };
    for again in [false, true] {
        box_of("20,000", "20,400", again).run("check --from page.wiki").says("0 errors, 0 warnings");
    }
    box_of("20,000", "20,900", false).ends(1, "check --from page.wiki").says("with 20,400 all else agrees");
    // The count after preferences has the same votes again.
    box_of("21,000", "20,400", true).ends(1, "check --from page.wiki").says("add up to 20,000");
}

//! Tables of results made of cells, of the kinds that real pages have, and what a careful person would write down of
//! each.

use crate::wiki_pages::says_of;
use hustings::analysis::succession::{self, Spell};
use hustings::facts::{Facts, wiki};
use hustings::graph::PoliticalGraph;
use hustings::identity::Overrides;
use hustings::source::Page;
use hustings::wikitext::Date;
use serde_json::{Value, json};

/// The contests of a page, each as its name, its winners, and its candidates as `name | party | votes | share`.
fn contests(title: &str, text: &str) -> Vec<String> {
    let record = serde_json::to_value(wiki::read(title, text)).unwrap_or_default();
    let text = |value: &Value| match value {
        Value::Null => "-".to_string(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let candidate = |c: &Value| {
        let rounds = c["rounds"].as_array().into_iter().flatten();
        let rounds: Vec<String> = rounds.map(|r| format!("{}/{}", text(&r["votes"]), text(&r["percent"]))).collect();
        let figures =
            if rounds.is_empty() { format!("{} {}", text(&c["votes"]), text(&c["percent"])) } else { rounds.join(" ") };
        let marks: String =
            ["won", "incumbent", "write_in"].iter().filter(|m| c[**m] == json!(true)).map(|m| &m[..1]).collect();
        format!("{} | {} | {figures} | {marks}", text(&c["name"]), text(&c["party"]))
    };
    let elections = record["elections"].as_array().cloned().unwrap_or_default();
    let all = elections.iter().flat_map(|e| {
        let stage = e["stage"].as_str().map(|s| format!(", {s}")).unwrap_or_default();
        let rows = e["candidates"].as_array().into_iter().flatten().map(candidate).collect::<Vec<_>>();
        [format!("{}{stage}", text(&e["election"]))].into_iter().chain(rows).collect::<Vec<_>>()
    });
    all.collect()
}

/// A page about Ann Ash, a politician.
fn of_ash(text: &str) -> Vec<String> {
    contests(
        "Ann Ash",
        &format!("{{{{Infobox officeholder|name=Ann Ash|office=Mayor of Elm|term_start=1990}}}}\n{text}"),
    )
}

#[test]
fn a_row_a_candidate() {
    let text = "==Electoral history==\n{| class=\"wikitable\"\n! colspan=\"4\" | 1990 Elm mayoral election<ref>x</ref>\n|-\n!Party\n!Candidate\n!Votes\n!%\n|-\n|'''Blue'''\n|'''Ann Ash (incumbent)'''\n|'''28,809'''\n|'''73.32'''\n|-\n|Red\n|[[Bob Beech (judge)|Bob Beech]]\n|10,483\n|26.68\n|-\n| colspan=2 | '''Total votes''' || 39,292 || 100.00\n|-\n| colspan=2 | Voter turnout || colspan=2 | 61%\n|-\n| colspan=4 | Blue '''hold'''\n|}\n";
    assert_eq!(
        of_ash(text),
        ["1990 Elm mayoral election", "Ann Ash | Blue | 28809 73.32 | wi", "Bob Beech (judge) | Red | 10483 26.68 | "]
    );
    says_of(
        "Ann Ash",
        text,
        &json!({"elections": [{"template": "wikitable", "total_votes": 39_292, "turnout": 61.0, "result": "hold", "winner": "Ann Ash"}]}),
    );
}

#[test]
fn parties_behind_names_and_by_colour() {
    let text = "* '''2010 race for Elm Council'''\n:{| class=wikitable\n!Name\n!Votes\n!Percent\n!Outcome\n|-{{Party shading/Blue}}\n|[[Bob Beech]], Bl.\n|22,710\n|51.1%\n|'''Won'''\n|-\n|Ann X. Ash, Red\n|21,666\n|48.7%\n|Lost\n|-\n|Other Write-Ins\n|75\n|0.2%\n|Lost\n|}\n";
    assert_eq!(
        of_ash(text),
        [
            "2010 race for Elm Council",
            "Bob Beech | Blue | 22710 51.1 | w",
            "Ann Ash | Red | 21666 48.7 | ",
            "- | - | 75 0.2 | w"
        ]
    );
    let text = "==2011 Oak election==\n{|\n!colspan=2 | Party !! Candidate !! Votes !! %\n{{Canadian party colour|CA|Liberal|row-name}}\n| '''Ann Ash''' || 500 || 50.0\n{{Canadian party colour|CA|NDP|row-name}}\n| Cy Cedar || 400 || 40.0\n|-\n| {{Party name with color|Green Party}}\n| Di Dogwood || 100 || 10.0\n|-\n{{party color|Red Party}}\n| [[Red Party|Red]]\n| Ed Elm || 10 || 0.1\n|}\n";
    assert_eq!(
        of_ash(text),
        [
            "2011 Oak election",
            "Ann Ash | Liberal | 500 50.0 | w",
            "Cy Cedar | NDP | 400 40.0 | ",
            "Di Dogwood | Green Party | 100 10.0 | ",
            "Ed Elm | Red Party | 10 0.1 | "
        ]
    );
}

#[test]
fn rounds_side_by_side() {
    let text = "==Results==\n{|\n! colspan=2 rowspan=2 | Candidate\n! colspan=2 | First ballot\n! colspan=2 | Second ballot\n|-\n! Votes !! % !! Votes !! %\n|-\n| ||'''[[Ann Ash]]''' || 90 || 27.3 || '''199''' || 60.5\n|-\n| ||[[Bob Beech]] || 239 || 72.7 || 130 || 39.5\n|-\n| ||[[Cy Cedar]] || 1 || 0.1 || colspan=2 | ''Eliminated''\n|-\n! colspan=2 | Turnout\n| 330 || 99.7 || 329 || 99.7\n|-\n| colspan=6 | '''Ann Ash elected'''\n|}\n";
    let title = "1997 Blue Party leadership election";
    assert_eq!(
        contests(title, text),
        [
            title,
            "Ann Ash | - | 90/27.3 199/60.5 | w",
            "Bob Beech | - | 239/72.7 130/39.5 | ",
            "Cy Cedar | - | 1/0.1 -/- | "
        ]
    );
    says_of(title, text, &json!({"elections": [{"rounds": ["First ballot", "Second ballot"]}]}));
}

#[test]
fn a_row_a_year() {
    let text = "{|\n|+ [[Elm district]]: Results 1992–1994<ref>x</ref>\n! Year\n!\n! Democratic\n! Votes\n! Pct\n!\n! Republican\n! Votes\n! Pct\n!\n! 3rd Party\n! Party\n! Votes\n! Pct\n|-\n|[[Elections, 1992|1992]]\n|\n|{{Party shading/Democratic}} |{{nowrap|'''Ann Ash'''}}\n| align=right |132,432\n|79%\n|\n|Bob Beech\n|35,780\n|21%\n|\n|Write-ins\n|\n|261\n|\n|-\n|1994 special\n|\n|'''Ann Ash'''\n|108,532\n|79%\n|\n|\n|\n|\n|\n|{{Party shading/Green}} |Cy Cedar\n|[[Green Party|Green]]\n|8\n|1%\n|}\n";
    assert_eq!(
        of_ash(text),
        [
            "Elm district, 1992",
            "Ann Ash | Democratic | 132432 79.0 | w",
            "Bob Beech | Republican | 35780 21.0 | ",
            "- | - | 261 - | w",
            "Elm district, special, 1994",
            "Ann Ash | Democratic | 108532 79.0 | w",
            "Cy Cedar | Green Party | 8 1.0 | "
        ]
    );
}

#[test]
fn a_row_a_contest_of_the_subject() {
    let text = "===Elections===\n{|\n! Date !! Constituency !! Party !! Votes !! % !! Opponent !! Party !! Votes !! Result\n|-\n| [[1990 election|1990]] || Elm || Blue || 4,321 || 43.2 || Bob Beech || Red || 4,000 || Elected\n|-\n| 5 May 1995 || Oak || Blue || 2,321 || 23.2 || [[Cy Cedar]] || Green || 9,000 || Lost\n|}\n";
    assert_eq!(
        of_ash(text),
        [
            "Elm, 1990",
            "Ann Ash | Blue | 4321 43.2 | w",
            "Bob Beech | Red | 4000 - | ",
            "Oak, 1995",
            "Ann Ash | Blue | 2321 23.2 | ",
            "Cy Cedar | Green | 9000 - | "
        ]
    );
}

#[test]
fn rows_that_share_a_year_or_a_seat() {
    let text = "{|\n|+ Mayor of Elm\n! Year !! Candidate !! Party !! Votes\n|-\n| rowspan=2 | 2003 || '''Ann Ash''' || Blue || 100\n|-\n| Bob Beech || Red || 66\n|-\n| rowspan=2 | 2007 || Ann Ash || Blue || 90\n|-\n| '''Bob Beech''' || Red || 110\n|}\n{|\n|+ 2009 council election\n! Ward !! Candidate !! Votes\n|-\n| rowspan=2 | North || Ann Ash || 5\n|-\n| Bob Beech || 4\n|-\n| South || Cy Cedar || 3\n|}\n";
    assert_eq!(
        of_ash(text),
        [
            "Mayor of Elm, 2003",
            "Ann Ash | Blue | 100 - | w",
            "Bob Beech | Red | 66 - | ",
            "Mayor of Elm, 2007",
            "Ann Ash | Blue | 90 - | ",
            "Bob Beech | Red | 110 - | w",
            "North, 2009 council election",
            "Ann Ash | - | 5 - | ",
            "Bob Beech | - | 4 - | ",
            "South, 2009 council election",
            "Cy Cedar | - | 3 - | "
        ]
    );
}

#[test]
fn other_languages() {
    for (header, year) in [
        ("! Kandidat !! Partei !! Stimmen !! Anteil", "Wahl 2001"),
        ("! Candidat !! Parti !! Voix !! %", "Élection de 2001"),
        ("! Candidato !! Partito !! Voti !! %", "Elezioni 2001"),
        ("! Kandydat !! Partia !! Głosy !! Procent", "Wybory 2001"),
        ("! Кандидат !! Партия !! Голосов !! %", "Выборы 2001"),
        ("! 候補者 !! 政党 !! 得票数 !! 得票率", "2001年選挙"),
    ] {
        let text = format!(
            "== {year} ==\n{{| class=wikitable\n{header}\n|-\n| '''Ann Ash''' || X || 1.234 || 55,1 %\n|-\n| Bob Beech || Y || 1.000 || 44,9 %\n|}}\n"
        );
        assert_eq!(of_ash(&text), [year, "Ann Ash | X | 1234 55.1 | w", "Bob Beech | Y | 1000 44.9 | "], "{header}");
    }
}

#[test]
fn tables_that_hold_no_results() {
    for (text, listed) in [
        (
            "===Polls===\n{|\n! Poll source !! Date !! Votes !! Ann Ash !! Bob Beech\n|-\n| X || 1 May 2011 || 5 || 43% || 44%\n|}",
            false,
        ),
        ("{|\n! Year !! Leader !! Votes !! % !! Seats\n|-\n| 2003 || Ann Ash || 4,000 || 30.1 || 10\n|}", true),
        (
            "===By county===\n{|\n! rowspan=2 | County !! colspan=2 | Ann Ash !! colspan=2 | Bob Beech\n|-\n! Votes !! % !! Votes !! %\n|-\n| A || 1 || 50 || 1 || 50\n|}",
            true,
        ),
        (
            "{|\n! Constituency !! Winner !! Party !! Votes !! Runner-up !! Party !! Votes\n|-\n| A || Ann Ash || Blue || 20 || Bob Beech || Red || 10\n|}",
            true,
        ),
        ("{|\n! Candidate !! Members' votes !! MPs' votes\n|-\n| Ann Ash || 20 || 10\n|}", true),
        ("{|\n! Club !! Season !! Goals !! Total\n|-\n| A || 1990 || 20 || 10\n|}", false),
        ("{|\n! Place !! Name !! Medals\n|-\n| 1 || Ann Ash || 20\n|}", false),
        // The figures may be the opponent's or the subject's.
        (
            "{|\n! Year !! Office !! Opponent !! Votes !! % !! Result\n|-\n| 2014 || Mayor of X || [[Bo Birch]] || 12,000 || 51.0 || Won\n|}",
            true,
        ),
        // Each row has a contest of its own.
        (
            "{|\n! Election !! Candidate !! Votes !! % !! Result\n|-\n| [[2000 X election|2000]] || Ann Ash || 120 || 40 || Lost\n|-\n| [[2004 X election|2004]] || Bo Birch || 180 || 60 || Elected\n|}",
            true,
        ),
        ("{|\n! State !! Winner !! Votes\n|-\n| Elm || Ann Ash || 1,200\n|-\n| Oak || Bo Birch || 800\n|}", true),
        // A cell for each round.
        (
            "== Elections présidentielles ==\n{|\n! Année !! Candidat !! 1er tour !! 2nd tour\n|-\n| 1981 || Ann Ash || 7 505 960 (25,85 %) || 15 708 262 (51,76 %)\n|}",
            true,
        ),
        ("== Awards ==\n{|\n! Name !! Team !! Votes !! Percent\n|-\n| Ann Ash || Elms || 12 || 60\n|}", false),
        // Rows that lack a cell have their figures under other headers.
        (
            "{|\n! colspan=2 | Party !! Candidate !! Votes !! %\n|-\n| Red || Ann Ash || 20 || 66\n|-\n| Blue || Bob Beech || 10 || 33\n|}",
            true,
        ),
    ] {
        assert_eq!(of_ash(text), Vec::<String>::new(), "{text}");
        let record = wiki::read("Ann Ash", text);
        assert_eq!(record.unread_tables.len(), usize::from(listed), "{text}");
    }
}

#[test]
fn a_table_with_the_figures_of_the_box_is_its_contest() {
    let text = "{{Infobox election\n| election_name = 1999 Oak presidential election\n| election_date = 1 May 1999\n| nominee1 = [[Ann Ash]]\n| popular_vote1 = 199\n| nominee2 = [[Bob Beech]]\n| popular_vote2 = 130\n}}\n==Results==\n{|\n! Candidate !! Votes !! %\n|-\n| [[Ann Ash]] || 199 || 60\n|-\n| [[Bob Beech]] || 130 || 39\n|-\n| Cy Cedar || 2 || 1\n|}\n";
    let page = Page::new("1999 Oak presidential election.wiki", text);
    let mut facts = Facts::default();
    wiki::extract(&page, &mut facts);
    assert_eq!(facts.documented(), 1);
}

#[test]
fn rows_of_sums_in_other_languages_are_nobody() {
    for row in
        ["Votos válidos", "Abstención", "Głosy nieważne", "Frekwencja", "Явка", "Required majority", "Voters", "Quota"]
    {
        let text = format!(
            "== Results of the 1999 X mayoral election ==\n{{|\n! Candidate !! Votes\n|-\n| Ann Ash || 1,200\n|-\n| Bo Birch || 800\n|-\n| {row} || 2,000\n|}}"
        );
        let record = wiki::read("1999 X mayoral election", &text);
        let names = record.elections.iter().flat_map(|e| &e.candidates).filter(|c| c.name.is_some()).count();
        assert_eq!(names, 2, "{row}: {:?}", record.elections);
    }
}

#[test]
fn rounds_under_headings_of_their_own() {
    let table = |rows: &str| format!("{{| class=\"wikitable\"\n! Candidate !! Votes !! %\n|-\n{rows}\n|}}\n");
    let first = table("| [[Ann Ash]] || 90 || 45.0\n|-\n| [[Bo Birch]] || 84 || 42.0\n|-\n| [[Cy Coe]] || 26 || 13.0");
    let second = table("| [[Bo Birch]] || 141 || 51.5\n|-\n| [[Ann Ash]] || 133 || 48.5");
    let page = format!("==First round==\n{first}==Second round==\n{second}");
    assert_eq!(
        contests("1976 Elm Party leadership election", &page),
        [
            "1976 Elm Party leadership election",
            "Ann Ash | - | 90/45.0 133/48.5 | ",
            "Bo Birch | - | 84/42.0 141/51.5 | ",
            "Cy Coe | - | 26/13.0 | ",
        ]
    );
}

#[test]
fn pages_on_contests_in_other_languages() {
    for (title, heading, header, rows, expected) in [
        (
            "Elecciones presidenciales de Chile de 1970",
            "Resultados",
            "Candidato !! Partido !! Votos !! %",
            "[[A One]] || X || 1 070 334 || 36,63",
            "A One | X | 1070334 36.63 | ",
        ),
        (
            "2012年中華民國總統選舉",
            "結果",
            "候選人 !! 政黨 !! 得票數 !! 得票率",
            "[[馬英九]] || [[中國國民黨]] || 6,891,139票 || 51.60%",
            "馬英九 | 中國國民黨 | 6891139 51.6 | ",
        ),
        (
            "Präsidentschaftswahl in Elm 2001",
            "Ergebnis",
            "Kandidat !! Partei !! Stimmen !! Anteil",
            "[[Ann Ash]] || Rot || 1.234.567 || 51,6 %",
            "Ann Ash | Rot | 1234567 51.6 | ",
        ),
        (
            "Volba prezidenta Elmu 2018 – volby",
            "Výsledky",
            "Kandidát !! Strana !! Hlasy !! %",
            "[[Ann Ash]] || Červení || 1 234 567 || 51,6",
            "Ann Ash | Červení | 1234567 51.6 | ",
        ),
    ] {
        let text = format!("== {heading} ==\n{{| class=\"wikitable\"\n! {header}\n|-\n| {rows}\n|}}");
        assert_eq!(contests(title, &text), [title, expected], "{title}");
    }
}

#[test]
fn lists_of_the_holders_of_an_office() {
    let list = "==List==\n{| class=\"wikitable\"\n! rowspan=2 | No.\n! rowspan=2 | Name<br>(Birth–Death)\n! colspan=3 | Term of office\n! rowspan=2 | Party\n|-\n! Took office\n! Left office\n! Time in office\n|-\n| 1\n| '''[[Ann Ash]]'''<br>{{small|(1900–1980)}}\n| 1 May 1945\n| 3 June 1949\n| 4 years\n| [[Red Party]]\n|-\n| –\n| [[Bo Birch]]<br>{{small|Acting}}\n| 3 June 1949\n| 9 July 1949\n| 36 days\n| [[Blue Party]]\n|-\n| colspan=2 | Vacant\n| 9 July 1949\n| 1 August 1949\n|\n|\n|-\n| 2\n| '''[[Cy Coe]]'''\n| 1 August 1949\n| ''Incumbent''\n|\n| [[Blue Party]]\n|}\n==Prime ministers by age==\n{| class=\"wikitable\"\n! Name !! Start !! End\n|-\n| [[Zed Zed]] || 1900 || 1901\n|-\n| [[Yan Yan]] || 1901 || 1902\n|}";
    says_of(
        "List of prime ministers of Elm",
        list,
        &json!({"holders": [
            {"office": "Prime Minister of Elm", "name": "Ann Ash", "party": "Red Party", "start": "1945-05-01", "end": "1949-06-03"},
            {"name": "Bo Birch", "start": "1949-06-03", "end": "1949-07-09"},
            {"name": "Cy Coe", "start": "1949-08-01", "in_office": true},
        ]}),
    );
    let succeeded = |title: &str, text: &str| -> Vec<(String, String)> {
        let page = Page { title: Some(title.into()), ..Page::new("dump.xml", text) };
        let facts = Facts::extract([&page]);
        let of = |statement: &hustings::facts::Statement| match statement {
            hustings::facts::Statement::Succession(says) => Some((says.from.clone(), says.to.clone())),
            _ => None,
        };
        facts.stated.iter().filter_map(|fact| of(&fact.statement)).collect()
    };
    let pair = |a: &str, b: &str| (a.to_string(), b.to_string());
    assert_eq!(succeeded("List of prime ministers of Elm", list)[0], pair("Ann Ash", "Bo Birch"));
    // The members of a constituency, each elected on a day; a change of party is no new member.
    let members = "{| class=\"wikitable\"\n! Election !! Member !! Party\n|-\n| [[1885 United Kingdom general election|1885]] || [[Ann Ash]] || Red\n|-\n| 1890 || [[Ann Ash]] || Blue\n|-\n| 1906 || [[Bo Birch]] || Blue\n|}";
    assert_eq!(succeeded("Elm (UK Parliament constituency)", members), [pair("Ann Ash", "Bo Birch")]);
    // Two columns under one header, and pages that list no office.
    let two = "{| class=\"wikitable\"\n! Name\n! colspan=2 | Term of office\n|-\n| [[Ann Ash]] || January 14, 1929 || January 9, 1933\n|-\n| [[Bo Birch]] || January 9, 1933 || October 6, 1940\n|}";
    assert_eq!(succeeded("List of governors of Elm", two), [pair("Ann Ash", "Bo Birch")]);
    for other in ["List of people from Elm", "List of governors of Elm by age", "Ann Ash"] {
        assert!(succeeded(other, two).is_empty(), "{other}");
    }
}

#[test]
fn an_overview_of_many_seats() {
    let text = "==Iowa==\n{| class=\"wikitable\"\n! District !! Incumbent !! Party !! Result !! Candidates\n|-\n! {{ushr|Iowa|1|X}}\n| [[Ann Ash]] || Democratic || Incumbent re-elected. || {{Plainlist}}\n* {{Aye}} '''[[Ann Ash]]''' (Democratic) 64.6%\n* Bo Birch (Republican) 35.4%\n{{Endplainlist}}\n|-\n! {{ushr|Iowa|2|X}}\n| [[Cy Coe]] || Democratic || Incumbent re-elected. || '''[[Cy Coe]]''' (D) 57.2%<br>[[Di Dee]] (R) 38.8%\n|}";
    let title = "United States House of Representatives elections, 2008";
    assert_eq!(
        contests(title, text),
        [
            "United States House of Representatives elections, 2008: Iowa's 1st congressional district",
            "Ann Ash | Democratic | - 64.6 | w",
            "Bo Birch | Republican | - 35.4 | ",
            "United States House of Representatives elections, 2008: Iowa's 2nd congressional district",
            "Cy Coe | D | - 57.2 | w",
            "Di Dee | R | - 38.8 | ",
        ]
    );
    assert!(contests("List of people from Iowa", text).is_empty());
}

#[test]
fn elections_in_the_place_of_years() {
    let text = "{| class=\"wikitable\"\n! Election !! Office !! Party !! Votes !! % !! Result\n|-\n| [[2001 Elm election|2001]] || Member for Oak || Red || 12,345 || 51.2% || {{won}}\n|-\n| 2006 || Member for Oak || Red || 10,345 || 41.2% || Lost\n|}";
    let read = of_ash(text);
    assert_eq!(read[0], "Member for Oak, 2001");
    assert_eq!(read[1], "Ann Ash | Red | 12345 51.2 | w");
    assert_eq!(read[2], "Member for Oak, 2006");
}

/// Who held an office from when to when, by the table of a page with this title.
fn held(title: &str, header: &str, rows: &[&str]) -> Vec<String> {
    let rows: String = rows.iter().flat_map(|row| ["|-\n| ", row, "\n"]).collect();
    held_by(title, &format!("{{| class=\"wikitable\"\n! {header}\n{rows}|}}"))
}

fn held_by(title: &str, text: &str) -> Vec<String> {
    let page = Page { title: Some(title.into()), ..Page::new("dump.xml", text) };
    let facts = Facts::extract([&page]);
    let graph = PoliticalGraph::build(&facts, &Overrides::default());
    let day = |date: Option<&Date>| date.map(ToString::to_string).unwrap_or_default();
    let offices = graph.offices().iter();
    let tenures = offices.flat_map(|office| succession::of_office(&graph, office.id)).map(|spell| match spell {
        Spell::Held(id) => {
            let tenure = graph.tenure(id);
            let name = &graph.person(tenure.person).name;
            format!("{name} {} {}", day(tenure.from.best()), day(tenure.to.best()))
        }
        Spell::Vacancy { .. } => "vacant".to_string(),
        Spell::Gap { .. } => "not known".to_string(),
    });
    tenures.collect()
}

#[test]
fn terms_in_lists_of_holders() {
    let three = "Name !! Took office !! Left office";
    // Who comes back soon has two tenures.
    let back = [
        "[[Ann Ash]] || 1 May 1990 || 1 May 1991",
        "[[Bo Birch]] || 1 May 1991 || 1 May 1992",
        "[[Ann Ash]] || 1 May 1992 || 1 May 1995",
    ];
    let expected = ["Ann Ash 1990-05-01 1991-05-01", "Bo Birch 1991-05-01 1992-05-01", "Ann Ash 1992-05-01 1995-05-01"];
    assert_eq!(held("List of mayors of Elm", three, &back), expected);
    // An acting holder who is then elected leaves no gap, and one holder's terms are one tenure.
    let acting = [
        "[[Ann Ash]] || 1 May 1990 || 1 May 1992",
        "[[Bo Birch]] (acting) || 1 May 1992 || 1 Aug 1992",
        "[[Bo Birch]] || 1 Aug 1992 || 1 May 1995",
        "[[Bo Birch]] || 1 May 1995 || 1 May 1999",
    ];
    let expected =
        ["Ann Ash 1990-05-01 1992-05-01", "Bo Birch 1992-05-01 1992-08-01", "Bo Birch 1992-08-01 1999-05-01"];
    assert_eq!(held("List of mayors of Elm", three, &acting), expected);
    // A remark below a term, a term on three lines, and several terms in one cell.
    let remarks = [
        "[[Ann Ash]] || January 1, 1990 – January 3, 1994<br>{{small|(term-limited)}}",
        "[[Bo Birch]] || January 3, 1994<br>–<br>January 5, 1998<br>{{small|(lost re-election)}}",
        "[[Cy Coe]] || 5 January 1998<br>to<br>7 January 2002",
    ];
    let expected = ["Ann Ash 1990-01-01 1994-01-03", "Bo Birch 1994-01-03 1998-01-05", "Cy Coe 1998-01-05 2002-01-07"];
    assert_eq!(held("List of mayors of Elm", "Name !! Term in office", &remarks), expected);
    let twice = ["[[Ann Ash]] || 1900–1904, 1908–1910", "[[Bo Birch]] || 1904–1908", "[[Cy Coe]] || 1910–1912"];
    let expected = ["Ann Ash 1900 1904", "Bo Birch 1904 1908", "Ann Ash 1908 1910", "Cy Coe 1910 1912"];
    assert_eq!(held("List of mayors of Elm", "Name !! Term", &twice), expected);
    // The next year is no vacancy, and a year alone is the first and the last.
    let years =
        ["[[Ann Ash]] || 1900–1904", "[[Bo Birch]] || 1905–1908", "[[Cy Coe]] || 1909", "[[Di Dee]] || 1910–1911"];
    let expected = ["Ann Ash 1900 1904", "Bo Birch 1905 1908", "Cy Coe 1909 1909", "Di Dee 1910 1911"];
    assert_eq!(held("List of mayors of Elm", "Name !! Years", &years), expected);
    // A header over the first day, the last day and the length.
    let long = [
        "[[Ann Ash]] || 5 April 1957 || 31 July 1959 || 2 years, 117 days",
        "[[Bo Birch]] || 31 July 1959 || 26 September 1962 || 3 years, 57 days",
    ];
    let expected = ["Ann Ash 1957-04-05 1959-07-31", "Bo Birch 1959-07-31 1962-09-26"];
    assert_eq!(held("List of chief ministers of Elm", "Name !! colspan=3 | Term of office", &long), expected);
}

#[test]
fn tables_of_other_offices_are_no_lists_of_holders() {
    let rows = "\n{| class=\"wikitable\"\n! Name !! Took office !! Left office\n|-\n| [[Ann Ash]] || 1 May 1990 || 1 May 1991\n|-\n| [[Bo Birch]] || 1 May 1991 || 1 May 1992\n|}";
    for (title, heading, is_read) in [
        ("Speaker of the Elm Assembly", "Clerks", false),
        ("Minister of Industry (Elmland)", "Ministers of Commerce, 1900–1920", false),
        ("Minister of Industry (Elmland)", "Permanent secretaries", false),
        ("Mayor of Elm", "Chairs of the council", false),
        ("President of Elmland", "First ladies", false),
        ("List of presidents and prime ministers of Elm", "Presidents", false),
        ("List of current governors of Elmland", "Governors", false),
        ("Minister of Industry (Elmland)", "Ministers of Trade and Industry", true),
        ("List of presidents of Elmland", "Presidents of the First Republic", true),
        ("List of prime ministers of Elm", "Prime Ministers of the Kingdom (1900–1920)", true),
    ] {
        assert_eq!(!held_by(title, &format!("== {heading} =={rows}")).is_empty(), is_read, "{title}: {heading}");
    }
    let portfolios = ["Finance || [[Ann Ash]] || 1990 || 1991", "Trade || [[Bo Birch]] || 1991 || 1992"];
    let header = "Portfolio !! Minister !! Took office !! Left office";
    assert!(held("List of ministers of Elmland", header, &portfolios).is_empty());
    let council =
        ["[[National Council]] || 1990 || 1991", "[[Bo Birch]] || 1991 || 1992", "[[Cy Coe]] || 1992 || 1994"];
    let of_people = held("List of presidents of Elm", "Name !! Took office !! Left office", &council);
    assert!(of_people.iter().all(|spell| !spell.contains("Council")), "{of_people:?}");
}

/// A table of two candidates, of whom the first won.
fn table_of(first: &str, second: &str) -> String {
    format!(
        "\n{{| class=\"wikitable\"\n! Candidate !! Votes !! %\n|-\n| '''[[{first}]]''' || 700 || 70.0\n|-\n| [[{second}]] || 300 || 30.0\n|}}\n"
    )
}

#[test]
fn rounds_belong_to_the_heading_above_them() {
    let text = format!(
        "== Democratic primary ==\n=== First round ==={}=== Runoff ==={}== General election ==\n{}",
        table_of("Bo Birch", "Ann Ash"),
        table_of("Ann Ash", "Bo Birch"),
        table_of("Cy Coe", "Ann Ash")
    );
    let read = contests("1990 Elmville mayoral election", &text);
    assert_eq!(read[0], "Democratic primary");
    assert_eq!(read.iter().filter(|line| !line.contains('|')).count(), 2, "{read:?}");
    assert!(read.contains(&"Cy Coe | - | 700 70.0 | w".to_string()), "{read:?}");
    let text = format!(
        "== Ergebnis ==\n=== Erster Wahlgang ==={}=== Stichwahl ==={}",
        table_of("Bo Birch", "Ann Ash"),
        table_of("Ann Ash", "Bo Birch")
    );
    let read = contests("Bürgermeisterwahl in Ulm 2015", &text);
    assert_eq!((read.len(), read[0].as_str()), (3, "Bürgermeisterwahl in Ulm 2015"));
}

#[test]
fn elections_of_a_page_by_year_and_rows_of_nobody() {
    let text = "== Results ==\n{| class=\"wikitable\"\n! Election !! Candidate !! Votes !! %\n|-\n| rowspan=2 | 1995 || '''[[Ann Ash]]''' || 60 || 60\n|-\n| [[Bo Birch]] || 40 || 40\n|-\n| rowspan=2 | 1999 || '''[[Bo Birch]]''' || 55 || 55\n|-\n| [[Cy Coe]] || 45 || 45\n|}";
    let read = contests("Elm Party leadership elections", text);
    assert_eq!(
        (read[0].as_str(), read[3].as_str()),
        ("Elm Party leadership elections, 1995", "Elm Party leadership elections, 1999")
    );
    let text = "== Results ==\n{| class=\"wikitable\"\n! Candidate !! Votes !! %\n|-\n| [[Ann Ash]] || 500 || 52.36\n|-\n| [[Bo Birch]] || 455 || 47.64\n|-\n| Null votes || 16 || 1.63\n|}";
    assert_eq!(contests("2013 Elm presidential election", text)[3], "- | - | 16 1.63 | ");
    // The row of all write-ins names nobody.
    let text = "{{Election box begin|title=2018 Elm by-election}}\n{{Election box winning candidate with party link|party=Red|candidate=[[Ann Ash]]|votes=340|percentage=99.1}}\n{{Election box write-in with party link no change|votes=3|percentage=0.9}}\n{{Election box end}}";
    assert_eq!(contests("Ann Ash", text)[2], "- | - | 3 0.9 | w");
}

#[test]
fn cells_of_an_overview_with_ballots_and_brackets() {
    let text = "== Elmland ==\n{| class=\"wikitable\"\n! District !! Incumbent !! Results !! Candidates\n|-\n| [[Elm 1]] || [[Ann Ash]] || Lost || '''First ballot'''\n* [[Hal Hop]] (Red) 40.0%\n* [[Ida Ivy]] (Blue) 41.0%\n'''Second ballot'''\n* '''[[Hal Hop]]''' (Red) 55.0%\n* [[Ida Ivy]] (Blue) 45.0%\n|-\n| [[Elm 2]] || [[Gil Gum]] || Re-elected ||\n* '''[[Gil Gum]] (Sr.)''' (Red) 60.0%\n* [[Jan Jay]] ([[Blue Party (1820)|Blue (I)]]) 40.0%\n|-\n| [[Elm 3]] || [[Cy Coe]] || Re-elected || '''[[Cy Coe]]''' (Red)<br>Uncontested\n|}";
    let read = contests("1960 Elmland elections", text);
    assert_eq!(read[1..3], ["Gil Gum | Red | - 60.0 | w", "Jan Jay | Blue (I) | - 40.0 | "]);
    assert_eq!((read.len(), read[4].as_str()), (5, "Cy Coe | Red | - - | w"));
}

#[test]
fn terms_joined_in_one_cell_and_headings_above_headings() {
    let open = ["[[Ann Ash]] || 1925–30", "[[Ida Ivy]] || 1930–35, 1940–", "[[Cy Coe]] || 1935–40"];
    let expected = ["Ann Ash 1925 1930", "Ida Ivy 1930 1935", "Cy Coe 1935 1940", "Ida Ivy 1940 "];
    assert_eq!(held("List of mayors of Elm", "Name !! Term", &open), expected);
    let days = [
        "[[Ann Ash]] || January 1, 1900 – January 1, 1904, January 1, 1908 – January 1, 1910",
        "[[Bo Birch]] || January 1, 1904 – January 1, 1908",
        "[[Cy Coe]] || 1910 and 1911",
    ];
    assert_eq!(held("List of mayors of Elm", "Name !! Term", &days)[2], "Ann Ash 1908-01-01 1910-01-01");
    let goes_on = ["[[Ann Ash]] || 1900–1904", "[[Bo Birch]] || 1904–Incumbent<br>Term ends 1 May 2030"];
    assert_eq!(held("List of mayors of Elm", "Name !! Term", &goes_on)[1], "Bo Birch 1904 ");
    let table =
        "\n{| class=\"wikitable\"\n! Name !! Term\n|-\n| [[Ann Ash]] || 1900–1904\n|-\n| [[Bo Birch]] || 1904–1908\n|}";
    assert!(held_by("Mayor of Elm", &format!("== Deputy mayors ==\n=== 1900–1908 ==={table}")).is_empty());
    assert!(held_by("President of Elm", &format!("== Presidents of the Senate =={table}")).is_empty());
    assert!(held_by("Prime Minister of Elm", &format!("== Finance ministers =={table}")).is_empty());
    assert!(!held_by("List of prime ministers of Elm", &format!("== Chairmen of the Council =={table}")).is_empty());
}

#[test]
fn rounds_of_several_seats_are_several_contests() {
    let text = format!(
        "== Results ==\n=== North ===\n==== First round ===={}==== Runoff ===={}=== South ===\n==== Runoff ===={}",
        table_of("Bo Birch", "Ann Ash"),
        table_of("Ann Ash", "Bo Birch"),
        table_of("Cy Coe", "Di Dee")
    );
    let read = contests("1998 Elm general election", &text);
    let names: Vec<&String> = read.iter().filter(|line| !line.contains('|')).collect();
    assert_eq!(names, ["1998 Elm general election: North", "1998 Elm general election: South"]);
}

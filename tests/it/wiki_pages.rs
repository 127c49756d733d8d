//! Pieces of wikitext of kinds met in the wild, and what a careful person would write down of each: regressions.
#![allow(clippy::panic, reason = "a test says why it fails")]

use hustings::facts::wiki;
use serde_json::{Value, json};

fn record(text: &str) -> Value {
    serde_json::to_value(wiki::read("Page", text)).unwrap_or_default()
}

/// Holds a page with a title to what it says.
pub(super) fn says_of(title: &str, text: &str, expected: &Value) {
    holds(expected, &serde_json::to_value(wiki::read(title, text)).unwrap_or_default(), text);
}

/// Everything expected must be there; lists of objects are compared place by place.
fn holds(expected: &Value, read: &Value, place: &str) {
    match (expected, read) {
        (Value::Object(expected), Value::Object(_)) => {
            for (key, value) in expected {
                holds(value, read.get(key).unwrap_or(&Value::Null), &format!("{place}.{key}"));
            }
        }
        (Value::Array(expected), Value::Array(read)) => {
            assert_eq!(expected.len(), read.len(), "{place}: {read:?}");
            for (i, (expected, read)) in expected.iter().zip(read).enumerate() {
                holds(expected, read, &format!("{place}[{i}]"));
            }
        }
        (Value::Number(a), Value::Number(b)) => assert_eq!(a.as_f64(), b.as_f64(), "{place}"),
        _ => assert_eq!(expected, read, "{place}"),
    }
}

fn says(text: &str, expected: &Value) {
    holds(expected, &record(text), text);
}

#[test]
fn holders_before_and_after() {
    for (before, name, note) in [
        ("[[John Major]]<br />{{small|as [[Prime Minister]]}}", json!("John Major"), json!("as Prime Minister")),
        ("[[Ann Foo|Ann Foo]], ''[[Labour Party (UK)|Labour]]''", json!("Ann Foo"), Value::Null),
        ("[[A B]]<br>from [[Ohio]]", json!("A B"), json!("from Ohio")),
        ("[[A]]<br>[[List of things|See list]]", json!("A"), json!("See list")),
        ("First holder", Value::Null, json!("First holder")),
        ("Not represented in Parliament", Value::Null, json!("Not represented in Parliament")),
        ("Vacant since 1990", Value::Null, json!("Vacant since 1990")),
        ("{{PAGENAME}}", Value::Null, Value::Null),
        ("{{cite|a}}", Value::Null, Value::Null),
        ("[[Alice A]]<br />[[Bob B]]", json!(["Alice A", "Bob B"]), Value::Null),
    ] {
        let text = format!("{{{{succession box|before={before}|title=T|years=1999|after=[[Z]]}}}}");
        says(&text, &json!({"successions": [{"predecessor": name, "predecessor_note": note, "successor": "Z"}]}));
    }
}

#[test]
fn years_of_successions() {
    for (years, start, end, spells) in [
        ("2000–04", "2000", json!("2004"), 0),
        ("1 January – 5 May 2010", "2010-01-01", json!("2010-05-05"), 0),
        ("1790–1796<br>With: [[X Y]] 1790–1792", "1790", json!("1796"), 0),
        ("1999–2003, 2005–2009", "1999", json!("2003"), 2),
        ("10 March 1783 – 19 December 1783<br>1790–1791", "1783-03-10", json!("1783-12-19"), 2),
        ("1998, 2004, 2010", "1998", Value::Null, 3),
    ] {
        let text = format!("{{{{s-start}}}}{{{{s-ttl|title=T|years={years}}}}}{{{{s-end}}}}");
        let read = record(&text);
        let row = &read["successions"][0];
        assert_eq!((&row["start"], &row["end"]), (&json!(start), &end), "{years}");
        assert_eq!(row["spells"].as_array().map_or(0, Vec::len), spells, "{years}");
    }
}

#[test]
fn rows_above_and_below_and_boxes_of_two() {
    says(
        "{{s-start}}{{s-bef|before=[[D]]}}{{s-bef|before=[[E]]}}{{s-ttl|title=T|rows=2}}{{s-aft|after=[[B]]}}{{s-aft|after=[[C]]|as=x}}{{s-end}}",
        &json!({"successions": [{"title": "T", "predecessor": ["D", "E"], "successor": ["B", "C"]}]}),
    );
    says(
        "{{succession box one to two|title1=[[Mayor of A]]|title2=[[Mayor of B]]|before=[[X One]]|years1=1900–1904|years2=1904–1909|after1=[[Y One]]|after2=[[Y Two]]}}",
        &json!({"successions": [
            {"title": "Mayor of A", "predecessor": "X One", "successor": "Y One", "start": "1900", "end": "1904"},
            {"title": "Mayor of B", "predecessor": "X One", "successor": "Y Two", "start": "1904", "end": "1909"},
        ]}),
    );
    says(
        "{{s-start}}{{s-bef|before=[[A]]}}{{s-ttl|title=T}}{{s-vac|reason=Office abolished|last=[[B]]}}{{s-prec|usa}}{{s-bef|before=[[C]]}}{{s-ttl|title=U}}{{s-end}}",
        &json!({"successions": [{"title": "T", "predecessor": "A", "successor": null}]}),
    );
}

#[test]
fn terms_of_people_in_office() {
    says(
        "{{Infobox officeholder|name=R|office=Pres|term_start=1 May 1990|term_end=2 May 1991|predecessor=[[A]]|successor=[[B]]|term_start1=1 May 1994|term_end1=3 May 1995|predecessor1=[[C]]|successor1=[[D]]}}",
        &json!({"offices": [
            {"office": "Pres", "start": "1990-05-01", "end": "1991-05-02", "predecessor": "A", "successor": "B"},
            {"office": "Pres", "start": "1994-05-01", "end": "1995-05-03", "predecessor": "C", "successor": "D"},
        ]}),
    );
    says(
        "{{Infobox MP|name=X|constituency_MP=[[Bath (UK Parliament constituency)|Bath]]|term_start=5 May 2005|term_end=10.05.2010|predecessor=[[A B]]}}",
        &json!({"offices": [{"office": "Member of Parliament", "implied": true, "constituency": "Bath (UK Parliament constituency)",
            "start": "2005-05-05", "end": "2010-05-10", "predecessor": "A B"}]}),
    );
    says(
        "{{Infobox officeholder|state4=New York|constituency4={{ushr|NY|16|16th district}}|term_start4=January 3, 1981|term_end4=Incumbent|predecessor4=[[E H]]}}",
        &json!({"offices": [{"office": "Member of the U.S. House of Representatives", "constituency": "New York's 16th congressional district",
            "incumbent": true, "predecessor": "E H"}]}),
    );
}

#[test]
fn infoboxes_of_contests() {
    says(
        "{{Infobox election|election_name=X|election_date=By 28 January 2025|previous_election=Old X|candidate1=[[A]]|popular_vote1=1e5|candidate2=[[B]]|percentage2=(40.97%)|swing2={{decrease|2.3}}pp}}",
        &json!({"elections": [{"election": "X", "date": "/2025-01-28", "previous": "Old X", "candidates": [
            {"name": "A", "votes": null}, {"name": "B", "percent": 40.97, "swing": -2.3}]}]}),
    );
    says(
        "{{Infobox election|election_name={{PAGENAME}}|election_date=22 and 29 May 2016|turnout=68.5% (first round)<br />72.7% (second round)|candidate1=A|party1=[[P|p]]–[[Q|q]]}}",
        &json!({"elections": [{"election": "Page", "dates": ["2016-05-22", "2016-05-29"], "turnout": 72.7,
            "candidates": [{"name": "A", "party": "p–q"}]}]}),
    );
    // A link, and a box, that are not closed.
    says(
        "{{Election box begin|title=T}}{{Election box candidate|party=B|candidate=[[Fourth Person|votes=9|percentage=45}}{{Election box end}}",
        &json!({"elections": [{"candidates": [{"name": "Fourth Person", "votes": 9, "percent": 45}]}]}),
    );
    says(
        "{{Infobox election|election_name=X|candidate1=[[A]]|c={{{{{{{{{{\n}}\n\nText.",
        &json!({"elections": [{"election": "X", "candidates": [{"name": "A"}]}]}),
    );
    says("<includeonly>{{Infobox election|election_name=Z|candidate1=A}}</includeonly>", &json!({"elections": []}));
    says(
        "{{Ficha de elección|fecha_elección=10 de noviembre de 2019|candidato1=[[A]]|votos1=1.234.567|porcentaje1=43,6%|votos2v1=2.000.000}}",
        &json!({"elections": [{"date": "2019-11-10", "candidates": [{"name": "A", "votes": 2_000_000, "rounds": [
            {"round": "1", "votes": 1_234_567, "percent": 43.6}, {"round": "2", "votes": 2_000_000}]}]}]}),
    );
    says(
        "{{Infobox Élection|date élection={{date|23|avril|2017}} et {{date|7|mai|2017}}|candidat1=[[A]]|voix1=1 234 567}}",
        &json!({"elections": [{"date": "2017-05-07", "dates": ["2017-04-23", "2017-05-07"], "candidates": [{"name": "A", "votes": 1_234_567}]}]}),
    );
}

#[test]
fn tables_of_results() {
    says(
        "{{CANelec/top|CA|2019|percent=yes}}{{CANelec|CA|Liberal|[[C M]]|38,391|48.7|+6}}{{CANelec/total|Total valid votes|78,902|100.0}}{{CANelec/total|Total rejected ballots|526|0.66}}{{CANelec/total|Turnout|79,428|80.55}}{{CANelec/total|Eligible voters|98,607}}{{CANelec/hold|CA|Liberal|+1.0}}{{end}}",
        &json!({"elections": [{"election": "2019 Canadian federal election", "valid": 78902, "invalid": 526, "turnout_votes": 79428,
            "turnout": 80.55, "electorate": 98607, "result": "hold", "winner_party": "Liberal",
            "candidates": [{"name": "C M", "party": "Liberal", "votes": 38391, "percent": 48.7, "change": 6}]}]}),
    );
    says(
        "{{Election box open primary begin no change|title=Jungle}}{{Election box candidate|candidate=[[A]]|votes=5}}{{Election box runoff no change}}{{Election box winning candidate|candidate=[[A]]|votes=9}}{{Election box end}}",
        &json!({"elections": [{"election": "Jungle", "candidates": [{"votes": 5}]}, {"election": "Jungle", "stage": "runoff", "winner": "A"}]}),
    );
    let primary = |votes: u32| {
        format!(
            "{{{{Election box begin|title=Primary results}}}}{{{{Election box candidate|candidate=[[A]]|votes={votes}}}}}{{{{Election box end}}}}"
        )
    };
    says(
        &[primary(5), primary(9)].concat(),
        &json!({"elections": [{"election": "Primary results"}, {"election": "Primary results (2)"}]}),
    );
    says(
        "{{Election box begin|title=Foo}}{{Election box candidate AU party|candidate=A|party=Labor|votes=10}}{{Election box formal|votes=10}}{{Election box informal|votes=1}}{{Election box 2pp}}{{Election box candidate AU party|candidate=A|party=Labor|votes=12}}{{Election box hold AU party|winner=Labor}}{{Election box end}}",
        &json!({"elections": [{"valid": 10, "invalid": 1, "result": "hold", "candidates": [{"votes": 10}], "preferred": [{"votes": 12}]}]}),
    );
    says(
        "{{Election box begin|title=Foo}}{{Election box candidate|candidate=A|votes=10}}{{Election box new seat win|winner=Whig}}{{Election box end}}",
        &json!({"elections": [{"result": null, "winner_party": "Whig"}]}),
    );
    says(
        "{{Infobox referendum|name=2016 R|title=Should it?|date=23 June 2016|yes=10|no=20|electorate=50}}",
        &json!({"elections": [{"election": "2016 R", "date": "2016-06-23", "options": [{"option": "Yes", "votes": 10}, {"option": "No", "votes": 20}]}]}),
    );
}

#[test]
fn long_lists_and_many_rows_take_their_time_only_once() {
    let row = |n: usize| format!("|candidate{n}=[[C {n}]]|popular_vote{n}={n}");
    let rows = (1..20_000).map(row).collect::<Vec<_>>().concat();
    assert_eq!(
        record(&format!("{{{{Infobox election|election_name=X{rows}}}}}"))["elections"][0]["candidates"]
            .as_array()
            .map(Vec::len),
        Some(19_999)
    );
    let list = "<br>[[A]]".repeat(50_000);
    assert!(
        record(&format!("{{{{succession box|title=T|before={list}}}}}"))["successions"][0]["predecessor"].is_array()
    );
}

#[test]
fn lines_under_a_holder_are_no_names() {
    for (after, name, note) in [
        ("[[A B]]<br>New York", json!("A B"), json!("New York")),
        ("Cy Dee<br>{{small|Acting}}", json!("Cy Dee"), json!("Acting")),
        ("Cy Dee<br>New Mexico", json!("Cy Dee"), json!("New Mexico")),
        ("''None''", Value::Null, json!("None")),
    ] {
        let text = format!("{{{{s-start}}}}{{{{s-ttl|title=T|years=1999}}}}{{{{s-aft|after={after}}}}}{{{{s-end}}}}");
        says(&text, &json!({"successions": [{"successor": name, "successor_note": note}]}));
    }
}

#[test]
fn seats_of_one_office_in_turn() {
    says(
        "{{Infobox officeholder|name=A|office=Member of the House|term_start=January 3, 2009|constituency=[[California's 9th congressional district|9th district]] (2009–13)<br>[[California's 13th congressional district|13th district]] (2013–present)}}",
        &json!({"offices": [{"seats": [
            {"seat": "California's 9th congressional district", "start": "2009-01-03", "end": "2013"},
            {"seat": "California's 13th congressional district", "start": "2013"},
        ]}]}),
    );
    says(
        "{{Infobox officeholder|name=A|state=Florida|district=8th|prior_term={{ushr|FL|15|15th}} (2009–2013)|term_start=January 3, 2009|party=[[Red Party|Red]] (2005–present)<br>Blue (until 2005)}}",
        &json!({
            "offices": [{"constituency": "8th", "seats": [
                {"seat": "Florida's 15th congressional district", "start": "2009-01-03", "end": "2013"},
                {"seat": "8th", "start": "2013"},
            ]}],
            "parties": [{"party": "Red Party", "start": "2005"}, {"party": "Blue", "end": "2005"}],
        }),
    );
    says(
        "{{Infobox officeholder|name=A|office=Member|term_start=2001|district=[[Elections in Ohio, 2004#District 5|5th]]}}",
        &json!({"offices": [{"constituency": "5th"}]}),
    );
}

#[test]
fn offices_in_the_words_of_the_page() {
    for (links, office) in [
        ("[[Maryland Senate]]", "Member of the Maryland Senate"),
        ("[[Maryland State Senate]]", "Member of the Maryland State Senate"),
        (
            "[[Maryland State Senate]] {{s-ttl|title=Member of the [[Maryland Senate]]}}",
            "Member of the Maryland Senate",
        ),
    ] {
        let text = format!(
            "{{{{Infobox officeholder|name=A|state_senate=Maryland|district=3rd|term_start=1999}}}}\n{links}\n"
        );
        says(&text, &json!({"offices": [{"office": office}]}));
    }
    says(
        "{{Infobox officeholder|name=A|order=1st and 5th|office=[[California Insurance Commissioner]]|term_start=1991}}",
        &json!({"offices": [{"office": "California Insurance Commissioner", "ordinal": 1}]}),
    );
    says(
        "{{Infobox officeholder|name=A|office=45th & 47th [[President of X]]|term_start=1991}}",
        &json!({"offices": [{"office": "President of X", "ordinal": 45}]}),
    );
}

#[test]
fn rounds_sections_and_unopposed() {
    says(
        "{{Infobox election|election_name=2013 Red leadership election|1blank=Caucus|2blank=Members|3blank=Electoral College|candidate1=[[A B]]|1data1=32.35%|2data1=3,772 (60.14%)|3data1='''51.1%'''|candidate2=[[C D]]|1data2=67.65%|2data2=39.86%|3data2=48.9%}}",
        &json!({"elections": [{
            "sections": ["Caucus", "Members"], "rounds": null,
            "candidates": [
                {"name": "A B", "percent": 51.1, "sections": [{"round": "Caucus", "percent": 32.35}, {"round": "Members", "votes": 3772, "percent": 60.14}]},
                {"name": "C D", "percent": 48.9},
            ],
        }]}),
    );
    says(
        "{{Infobox election|election_name=2016 Red leadership election|1blank=MPs' second ballot|candidate1=[[A B]]|1data1=36,049, 59.1%|candidate2=[[C D]]|1data2=''Withdrew''}}",
        &json!({"elections": [{"candidates": [
            {"name": "A B", "rounds": [{"votes": 36_049, "percent": 59.1}]},
            {"name": "C D", "rounds": [{"status": "Withdrew"}]},
        ]}]}),
    );
    says(
        "{{Infobox election|election_name=2010 Red leadership spill|vote_type=Caucus|candidate1=[[A B]]|popular_vote1='''Unopposed'''}}",
        &json!({"elections": [{"vote_type": "Caucus", "candidates": [{"name": "A B", "unopposed": true}]}]}),
    );
}

#[test]
fn boxes_of_other_languages_and_kinds() {
    says(
        "{{Infobox Wahl des deutschen Bundespräsidenten|Wahldatum=30. Juni 2010|Kandidat1Name=[[A B]]|Kandidat1Partei=[[X]]|Kandidat1ErsterWahlgang=600|Kandidat1ZweiterWahlgang='''625'''|Kandidat2Name=[[C D]]|Kandidat2ErsterWahlgang=499|Kandidat2ZweiterWahlgang=494}}",
        &json!({"elections": [{"date": "2010-06-30", "winner": "A B", "candidates": [
            {"name": "A B", "party": "X", "rounds": [{"votes": 600}, {"votes": 625}]},
            {"name": "C D", "rounds": [{"votes": 499}, {"votes": 494}]},
        ]}]}),
    );
    says(
        "{{Elezioni|nome=Primarie|partito=PD|data=8 dicembre 2013|candidato1=[[A B]]|voti1=1 895 332|%1=67,55|candidato2=[[C D]]|voti2-I=510 970|%2-I=18,21}}",
        &json!({"elections": [{"date": "2013-12-08", "candidates": [
            {"name": "A B", "votes": 1_895_332, "percent": 67.55},
            {"name": "C D", "rounds": [{"votes": 510_970, "percent": 18.21}]},
        ]}]}),
    );
    // The English slots under a name of their own.
    says(
        "{{Infobox val|election_name=Valet 1984|election_date=6 november 1984|nominee1='''[[A B]]'''|popular_vote1=54 455 472|percentage1=58,8 %}}",
        &json!({"elections": [{"election": "Valet 1984", "date": "1984-11-06", "candidates": [{"name": "A B", "votes": 54_455_472, "percent": 58.8}]}]}),
    );
    says(
        "{{Infobox multichoice referendum|title=Vote|date=16 March 2014|question=Which?|outcome=The first|choice1=One|percentage1=90|choice2=Two|percentage2=10}}",
        &json!({"elections": [{"question": "Which?", "outcome": "The first", "options": [{"option": "One", "percent": 90.0}, {"option": "Two", "percent": 10.0}]}]}),
    );
}

#[test]
fn further_rows_of_boxes() {
    says(
        "{{Election box begin|title=T 1999}}{{Election box candidate|candidate='''A B''' (incumbent)|party=X|votes=100}}{{Election box candidate|candidate=C D|party=Y|votes=(write-in) 37}}{{Election box majority|votes=63}}{{Election box majority|votes=5}}{{Election box turnout|votes=140|percentage=50|registered=280}}{{Election box hold with party link|winner=X|swing=+2.5}}{{Election box end}}",
        &json!({"elections": [{
            "winner": "A B", "majorities": [63, 5], "electorate": 280, "swing": 2.5, "result": "hold",
            "candidates": [{"name": "A B", "incumbent": true, "won": true}, {"votes": 37, "write_in": true}],
        }]}),
    );
    says(
        "{{Election summary partial council net begin|title=2022 Elm council election}}{{Election summary partial council net party|party=Red Party|seats=12|net={{decrease}} 2|votes=19,948|votes %=45.8|plus/minus=+1.4}}",
        &json!({"elections": [{"election": "2022 Elm council election", "candidates": [
            {"display": "Red Party", "name": null, "seats": 12, "seat_change": -2, "votes": 19_948, "percent": 45.8, "change": 1.4},
        ]}]}),
    );
}

#[test]
fn succession_boxes_without_an_infobox_are_about_the_page() {
    let text = "'''Ann Ash''' was a mayor.\n{{s-start}}{{s-bef|before=[[B]]}}{{s-ttl|title=Mayor of Elm|years=1999–2003}}{{s-aft|after=[[C]]}}{{s-end}}";
    let mut facts = hustings::facts::Facts::default();
    wiki::extract(&hustings::source::Page::new("Ann Ash.wiki", text), &mut facts);
    let tenures = facts.stated.iter().filter(|f| matches!(f.statement, hustings::facts::Statement::Tenure(_)));
    assert_eq!(tenures.count(), 1);
}

#[test]
fn nobody_serves_under_those_below_or_against() {
    let ties = |text: &str| record(text)["ties"].as_array().map_or(0, Vec::len);
    let boxed = |office: &str, slot: &str| {
        format!("{{{{Infobox officeholder|name=A B|office=[[{office}]]|term_start=1991|{slot}=[[Ivan Silayev]]}}}}")
    };
    assert_eq!(ties(&boxed("President of Russia", "primeminister")), 0);
    assert_eq!(ties(&boxed("Leader of the Opposition", "primeminister")), 0);
    assert_eq!(ties(&boxed("President of the Board of Trade", "primeminister")), 1);
    assert_eq!(ties(&boxed("Minister of Elms", "primeminister")), 1);
    assert_eq!(ties(&boxed("Leader of the Opposition", "monarch")), 1);
    let kin = "{{Infobox officeholder|name=A B|office=[[Mayor of Elm]]|relatives=Grandson of President [[William Harrison]]}}";
    says(kin, &json!({"ties": [{"to": {"person": "William Harrison"}, "role": "grandparent"}]}));
}

#[test]
fn names_in_a_row_and_what_stands_for_nobody() {
    let neighbour = |text: &str| {
        record(&format!(
            "{{{{Infobox officeholder|name=A B|office=[[Mayor of Elm]]|term_start=1900|predecessor={text}}}}}"
        ))["offices"][0]["predecessor"]
            .clone()
    };
    assert_eq!(neighbour("John Foo and Jim Bar"), json!(["John Foo", "Jim Bar"]));
    assert_eq!(neighbour("John Foo / Jim Bar"), json!(["John Foo", "Jim Bar"]));
    for nobody in ["''[[President's rule]]''", "Military rule", "See list", "[[1994 Foo coup d'état|Overthrown]]"] {
        assert_eq!(neighbour(nobody), Value::Null, "{nobody}");
    }
    let linked = "{{Infobox election|election_name=2011 X election|election_date=1 May 2011|nominee1={{tsl|en|Tan Jee Say|陳如斯}}|popular_vote1=74萬5693票}}";
    says(linked, &json!({"elections": [{"candidates": [{"name": "陳如斯", "votes": 745_693}]}]}));
}

#[test]
fn offices_for_the_time_being_and_ambassadors() {
    for office in ["[[Minister of Elms (X)|Minister of Elms]]<br />{{small|Acting}}", "Minister of Elms (acting)"] {
        let text = format!("{{{{Infobox officeholder|name=A B|office={office}|term_start=1950}}}}");
        says(&text, &json!({"offices": [{"office": "Minister of Elms"}]}));
    }
    let abroad = "{{Infobox officeholder|name=A B|office=[[Governor of Elm]]|term_start=1949|ambassador_from2=United States|country2=the United Nations|term_start2=1961}}";
    says(
        abroad,
        &json!({"offices": [{"office": "Governor of Elm"}, {"office": "United States Ambassador to the United Nations"}]}),
    );
    let died = "{{政治家|氏名=吉田|生年月日={{生年月日と年齢|1878|9|22}}|没年月日={{死亡年月日と没年齢|1878|9|22|1967|10|20}}|職名=[[衆議院議員]]|就任日=1947年4月26日}}";
    says(died, &json!({"died": "1967-10-20"}));
}

#[test]
fn rows_of_transferable_and_supplementary_votes() {
    let stv = "{{STV Election box begin2|title=2017 Elm Council election: Annick|numcounts=6}}\n{{STV Election box candidate2\n|candidate='''Ann Ash'''\n|party=Red\n|percentage=36.8\n|count1='''2,277'''\n}}\n{{STV Election box candidate2\n|candidate=Bo Birch\n|party=Blue\n|percentage=14.9\n|count1=925\n}}\n{{STV Election box end2|numcounts=6}}";
    says(
        stv,
        &json!({"elections": [{"candidates": [
            {"name": "Ann Ash", "votes": 2277, "percent": 36.8, "won": true}, {"name": "Bo Birch", "votes": 925}
        ]}]}),
    );
    let supplementary = "{{Election box supplementary vote begin |title=Elm mayoral election, 2016}}\n{{Election box supplementary vote candidate with party link\n|party = Red\n|candidate = Ann Ash\n|r1votes = 38,000\n|r2votes = 50,000\n}}\n{{Election box end}}";
    says(supplementary, &json!({"elections": [{"candidates": [{"name": "Ann Ash", "votes": 38_000}]}]}));
    let riding = "{{CANelec/top|CA|February 23, 1987|by=yes}}\n{{CANelec|CA|Liberal|[[Ann Roe]]|12,000|60.0}}\n{{end}}";
    says(riding, &json!({"elections": [{"election": "1987 Canadian federal by-election", "date": "1987-02-23"}]}));
}

#[test]
fn lists_under_bold_lines() {
    let text = "{{Infobox officeholder|name=A B|office=[[Mayor of Elm]]|term_start=1900}}\n==Career==\n'''Committee assignments'''\n* [[Committee on Elms]]\n* [[Committee on Oaks]] (resigned)\n'''Elections'''\n* [[Committee to Elect]]";
    let says_of = serde_json::to_value(wiki::read("A B", text)).unwrap_or_default();
    let ties = says_of["ties"].as_array().cloned().unwrap_or_default();
    assert_eq!(ties.len(), 2, "{ties:?}");
    assert_eq!(ties[1]["role"], "former member");
}

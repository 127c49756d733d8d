//! Shapes of tables of results on real pages: overviews by state, opponents in rows of their own, remarks on who was
//! elected, members side by side.

use crate::wiki_pages::says_of;
use serde_json::json;

#[test]
fn an_overview_may_have_one_seat_a_state_or_a_final_round() {
    let table = "== Race summary ==\n{| class=\"wikitable\"\n! State\n! Incumbent\n! Candidates\n|-\n! [[#Elmland|Elmland]]\n| [[Ann Ash]]\n| {{Plainlist|\n* {{aye}} '''[[Ann Ash]]''' (Republican) 59.5%\n* [[Bo Birch]] (Democratic) 40.4%\n}}\n|-\n! [[#Oakland|Oakland]]\n| [[Cy Coe]]\n| {{Plainlist|\n'''Final round:'''\n* {{aye}} '''[[Cy Coe]]''' (Republican) 53.7%\n* [[Di Dee]] (Republican) 46.3%\n----\n'''Eliminated:'''\n* [[Ed Eel]] (Democratic)\n}}\n|}\n";
    says_of(
        "2018 United States gubernatorial elections",
        table,
        &json!({"elections": [
            {"election": "2018 United States gubernatorial elections: Elmland", "winner": "Ann Ash",
                "candidates": [{"name": "Ann Ash", "percent": 59.5}, {"name": "Bo Birch", "percent": 40.4}]},
            {"election": "2018 United States gubernatorial elections: Oakland", "winner": "Cy Coe",
                "candidates": [{"name": "Cy Coe", "percent": 53.7}, {"name": "Di Dee", "percent": 46.3}]},
        ]}),
    );
    let one = "== Alaska ==\n{| class=\"wikitable\"\n! District\n! Incumbent\n! Candidates\n|-\n! {{ushr|AK|AL}}\n| [[Don Young]]\n| {{Plainlist|\n* {{aye}} '''[[Don Young]]''' (Republican) 59.4%\n* [[Ann Ash]] (Democratic) 36.4%\n}}\n|}\n";
    says_of(
        "1996 United States House of Representatives elections",
        one,
        &json!({"elections": [{"candidates": [{"name": "Don Young", "percent": 59.4}, {"name": "Ann Ash"}]}]}),
    );
}

#[test]
fn opponents_in_rows_of_their_own_stand_in_one_contest() {
    let table = "{{Infobox officeholder|name=Foo Bar|office=Member|term_start=2018}}\n== Election results ==\n{| class=\"wikitable\"\n|+ '''[[Penang State Legislative Assembly]]'''\n! Year\n! Constituency\n! colspan=2 | Candidate\n! Votes\n! Pct\n! colspan=2 | Opponent(s)\n! Votes\n! Pct\n|-\n| rowspan=3 | 2018\n| rowspan=3 | [[Paya Terubong]]\n| rowspan=3 |\n| rowspan=3 | '''Foo Bar''' ([[DAP]])\n| rowspan=3 | '''35,486'''\n| rowspan=3 | '''89.00%'''\n|\n| Ang Eng Lee ([[Gerakan]])\n| 4,100\n| 10.00%\n|-\n|\n| Kuan Aun Wan ([[MAP]])\n| 163\n| 0.41%\n|-\n|\n| Fang Chiew Lim ([[IND]])\n| 100\n| 0.2%\n|}\n";
    says_of(
        "Foo Bar",
        table,
        &json!({"elections": [{"candidates": [
            {"name": "Foo Bar", "votes": 35486},
            {"name": "Ang Eng Lee", "votes": 4100, "party": "Gerakan"},
            {"name": "Kuan Aun Wan", "votes": 163},
            {"name": "Fang Chiew Lim", "votes": 100},
        ]}]}),
    );
}

#[test]
fn remarks_say_who_was_elected_and_figures_are_no_title() {
    let table = "== Ward results ==\n=== Elm Valley ===\n{| class=\"wikitable\"\n|+ Electorate: 4612, Turnout: 30.81%\n! Candidate\n! Party\n! Votes\n! %\n! Notes\n|-\n| Ann Ash || Green || 990 || 51.0% || Elected\n|-\n| Bo Birch || Blue || 951 || 49.0% ||\n|}\n";
    says_of(
        "2017 Elm County Borough Council election",
        table,
        &json!({"elections": [{"winner": "Ann Ash", "candidates": [{"name": "Ann Ash", "votes": 990}, {"name": "Bo Birch", "votes": 951}]}]}),
    );
    let read = serde_json::to_string(&hustings::facts::wiki::read("2017 Elm County Borough Council election", table));
    assert!(read.is_ok_and(|read| read.contains("Elm Valley") && !read.contains("\"election\":\"Electorate")));
}

#[test]
fn no_state_has_the_president() {
    let page = "{{Infobox election|election_name=2020 United States presidential election in Iowa|country=Iowa|type=presidential|election_date=November 3, 2020|nominee1='''[[Ann Ash]]'''|party1=Red|popular_vote1='''897,672'''|nominee2=[[Bo Birch]]|party2=Blue|popular_vote2=759,061|title=President|before_election=[[Ann Ash]]|after_election=[[Bo Birch]]}}\n";
    says_of(
        "2020 United States presidential election in Iowa",
        page,
        &json!({"elections": [{"winner": "Ann Ash", "title": null, "after": null}]}),
    );
}

#[test]
fn rounds_by_their_numbers() {
    let table = "== Results ==\n{| class=\"wikitable\"\n! rowspan=2 | Candidate\n! colspan=1 | 1st round\n! colspan=1 | 4th round\n! colspan=1 | Sixth ballot\n|-\n! Votes !! Votes !! Votes\n|-\n| '''[[Ann Ash]]''' || 10 || 20 || 31\n|-\n| [[Bo Birch]] || 11 || 21 || 27\n|-\n! Totaal !! 21 !! 41 !! 58\n|}\n";
    says_of(
        "2009 Elm leadership election",
        table,
        &json!({"elections": [{"candidates": [
            {"name": "Ann Ash", "rounds": [{"votes": 10}, {"votes": 20}, {"votes": 31}]},
            {"name": "Bo Birch", "rounds": [{"votes": 11}, {"votes": 21}, {"votes": 27}]},
        ]}]}),
    );
}

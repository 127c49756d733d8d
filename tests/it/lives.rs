//! What a page about a person claims of terms and results, and the verdicts on it.
#![allow(clippy::disallowed_methods, reason = "tests write files of their own")]

use crate::support::Hustings;

const BOXES: &str = "{{Infobox officeholder
|name = Ann Ash
|birth_date = {{birth date and age|1960|4|2}}
|office = Member of the U.S. House of Representatives from [[Elm's 3rd congressional district|Elm's 3rd]] district
|term_start = January 3, 2013
|office1 = Member of the Elm House of Representatives from the 12th district
|term_start1 = January 1, 2003
|term_end1 = January 1, 2011
|office2 = [[Mayor of Harbour]]
|term_start2 = 1995
|term_end2 = 1999
}}
";

const TABLES: &str = "
{{Election box begin|title=2012 Elm's 3rd congressional district election}}
{{Election box winning candidate with party link|party=Green Party|candidate=Ann Ash|votes=57,000|percentage=57.0}}
{{Election box candidate with party link|party=Harbour Party|candidate=Bo Beech|votes=43,000|percentage=43.0}}
{{Election box end}}
{{Election box begin|title=2014 Elm's 3rd congressional district election}}
{{Election box winning candidate with party link|party=Green Party|candidate=Ann Ash|votes=60,000|percentage=100.0}}
{{Election box end}}
";

fn judged(prose: &str) -> Hustings {
    Hustings::new().file("Ann Ash.wiki", format!("{BOXES}{prose}\n{TABLES}"))
}

/// Checks the verdict on the one claim of a sentence, or that it has none.
fn verdict(prose: &str, expected: Option<(&str, &str)>) {
    let status = i32::from(expected.is_some_and(|(verdict, _)| verdict == "contradicted"));
    let ran = judged(prose).ends(status, "check --claims --format csv --from 'Ann Ash.wiki'");
    match expected {
        Some((verdict, says)) => drop(ran.says(&format!("\n{verdict},")).says(says)),
        None => drop(ran.stdout("verdict,kind,file,line,claim,because,evidence,quote")),
    }
}

#[test]
fn terms_are_compared_with_the_boxes() {
    let lead = "'''Ann Ash''' is the U.S. Representative for Elm's 3rd congressional district, serving since 2013.";
    verdict(lead, Some(("confirmed", "since 2013")));
    verdict(
        "She served in the Elm House of Representatives from 2003 to 2011.",
        Some(("confirmed", "from 2003 to 2011")),
    );
    verdict("She was the Mayor of Harbour (1995–98).", Some(("contradicted", "from 1995 to 1998")));
    verdict(
        "In 1994, Ash was elected Mayor of Harbour, where she served until 1999.",
        Some(("confirmed", "until 1999")),
    );
    verdict("She served on the Elm Board of Roads from 1990 to 1994.", None);
    verdict("Bo Beech was the Mayor of Harbour from 1980 to 1995.", None);
    verdict("Her father was the Mayor of Harbour from 1970 to 1978.", None);
    verdict("He was the Mayor of Harbour from 1905 to 1909.", None);
}

#[test]
fn results_are_compared_with_the_tables() {
    verdict("In 2012, she defeated Republican Bo Beech 57%–43%.", Some(("confirmed", "57%")));
    verdict("In 2012, she defeated Republican Bo Beech 61%–39%.", Some(("contradicted", "61%")));
    verdict("Ash was re-elected unopposed in 2014.", Some(("confirmed", "unopposed")));
    verdict("Ash ran unopposed in 2012.", Some(("contradicted", "unopposed")));
    verdict("Ash was unopposed in 2018.", Some(("unknown", "unopposed")));
    verdict("In 2012, she won with nearly 60% of the vote.", None);
    verdict("In 2012, she defeated Bo Beech and Cy Cole 57%–43%–1%.", None);
}

#[test]
fn a_contradiction_is_a_finding_at_the_sentence() {
    judged("She was the Mayor of Harbour from 1995 to 1998.")
        .ends(1, "check --from 'Ann Ash.wiki'")
        .says("claim-contradicted")
        .says("Ann Ash.wiki:13")
        .says("the term ended in 1999");
}

#[test]
fn a_run_off_confirms_what_the_first_round_does_not_say() {
    let rounds = "{{Election box begin|title=2003 Elm mayoral election, first round}}\n{{Election box candidate with party link|party=D|candidate=Ann Ash|votes=450|percentage=45.0}}\n{{Election box candidate with party link|party=R|candidate=Bo Beech|votes=350|percentage=35.0}}\n{{Election box candidate with party link|party=R|candidate=Cy Coe|votes=200|percentage=20.0}}\n{{Election box end}}\n{{Election box begin|title=2003 Elm mayoral election, runoff}}\n{{Election box winning candidate with party link|party=D|candidate=Ann Ash|votes=600|percentage=60.0}}\n{{Election box candidate with party link|party=R|candidate=Bo Beech|votes=400|percentage=40.0}}\n{{Election box end}}\n";
    verdict(&format!("In 2003, she defeated Bo Beech 60%–40%.\n{rounds}"), Some(("confirmed", "60%")));
    verdict(&format!("In 2003, she defeated Bo Beech 70%–30%.\n{rounds}"), Some(("contradicted", "70%")));
}

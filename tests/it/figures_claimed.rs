//! What prose claims of votes, majorities and shares, judged by the tables of the page.

use crate::support::Hustings;

const PAGE: &str = "{{Infobox election\n| election_name = 1998 Harbour by-election\n| election_date = 3 May 1998\n}}
The '''1998 Harbour by-election''' was held on 3 May 1998. Ann Ash won the seat with a majority of 3,214. She was elected by 12,214 votes to 9,000. Ash received 53.5% of the vote.
== Result ==
{{Election box begin|title=1998 Harbour by-election}}
{{Election box winning candidate with party link|party=Green Party|candidate=[[Ann Ash]]|votes=12,214|percentage=53.5}}
{{Election box candidate with party link|party=Harbour Party|candidate=[[Bo Birch]]|votes=9,000|percentage=39.4}}
{{Election box candidate with party link|party=Blue Party|candidate=Cy Coe|votes=1,614|percentage=7.1}}
{{Election box end}}\n";

#[test]
fn right_figures_are_confirmed() {
    let story = Hustings::new().file("page.wiki", PAGE);
    story
        .run("check --claims --from page.wiki")
        .says("the majority was 3,214 votes")
        .says("the votes were 12,214 to 9,000")
        .says("Ann Ash had 53.5% of the votes")
        .says("3 confirmed")
        .then()
        .run("check --from page.wiki")
        .says("0 errors, 0 warnings");
}

#[test]
fn figures_a_slip_away_from_those_of_the_table_are_reported() {
    for (right, wrong, said) in [
        (
            "majority of 3,214",
            "majority of 3,124",
            "claims that the majority was 3,124 votes, but the table gives 3,214",
        ),
        ("votes to 9,000", "votes to 9,900", "but beside the other figure the table gives 9,000"),
        ("received 53.5%", "received 58.5%", "claims that Ann Ash had 58.5% of the votes, but the table gives 53.5%"),
    ] {
        let page = PAGE.replace(right, wrong);
        Hustings::new().file("page.wiki", &page).ends(1, "check --from page.wiki").says(said);
    }
    // A figure that is far from all of the page may be of another count.
    let page = PAGE.replace("majority of 3,214", "majority of 871");
    Hustings::new().file("page.wiki", &page).run("check --from page.wiki").says("0 errors, 0 warnings");
}

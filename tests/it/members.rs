//! Lists of the members of seats with several members.

use crate::wiki_pages::says_of;
use serde_json::json;

#[test]
fn members_side_by_side_end_with_the_next_name_of_their_column() {
    let first = "{| class=\"wikitable\"\n! Year !! !! First member !! First party !! !! Second member !! Second party\n|-\n| [[1830 election|1830]]\n|\n| [[Ann Ash]]\n| [[Red Party]]\n|\n| rowspan=2 | [[Bo Birch]]\n| [[Blue Party]]\n|-\n| 1835\n|\n| [[Cy Coe]]\n| [[Red Party]]\n|\n| [[Red Party]]\n|-\n| 1840\n|\n| [[Bo Birch]]\n| [[Red Party]]\n|\n|\n|\n|-\n| 1850\n| colspan=6 | ''constituency abolished''\n|}";
    says_of(
        "Elm (UK Parliament constituency)",
        first,
        &json!({"holders": [
            {"office": "Member of Parliament for Elm", "name": "Ann Ash", "party": "Red Party", "start": "1830", "end": "1835"},
            {"name": "Bo Birch", "party": "Blue Party", "start": "1830", "end": null},
            {"name": "Cy Coe", "start": "1835", "end": "1840"},
            {"name": "Bo Birch", "start": "1840", "end": "1850"},
        ]}),
    );
    let terms = "The '''electoral district of Elm''' is an electoral district of the [[Oak Legislative Assembly|Legislative Assembly]].\n==Members==\n{| class=\"wikitable\"\n! Member !! Party !! Term !! Member !! Party !! Term\n|-\n| [[Ann Ash]] || Red || 1859–1860 || rowspan=2 | [[Bo Birch]] || rowspan=2 | Blue || rowspan=2 | 1859–1864\n|-\n| [[Cy Coe]] || Red || 1860–1864\n|}";
    says_of(
        "Electoral district of Elm",
        terms,
        &json!({"holders": [
            {"name": "Ann Ash", "start": "1859", "end": "1860"},
            {"name": "Bo Birch", "start": "1859", "end": "1864"},
            {"name": "Cy Coe", "start": "1860", "end": "1864"},
        ]}),
    );
}

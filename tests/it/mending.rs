//! `check --diff`, `--fix` and `--edits`: what is mended, and that everything else stays as it is.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use crate::support::Hustings;

const TABLE: &str = "contest,date,candidate,votes,share,outcome\r\n2001 vote,2001,Ada,70,70.0,elected\r\n2001 vote,2001,Bo,30,31.0,lost\r\n";

const PAGE: &str = "{{Infobox officeholder\n|name = Ann Ash\n|office = Mayor of Harbour\n}}\n== Elections ==
{{Election box begin|title=1998 Harbour mayoral election}}
{{Election box winning candidate with party link|party=Green Party|candidate=[[Ann Ash]]|votes=12,000|percentage=57.14}}
{{Election box candidate with party link|party=Harbour Party|candidate=Bo Birch|votes=9,000|percentage=42.86}}
{{Election box total|votes=21,000|percentage=100.00}}
{{Election box end}}\n";

fn text(story: &Hustings, file: &str) -> String {
    std::fs::read_to_string(story.folder().join(file)).unwrap_or_default()
}

/// Checks that the page with one change of `from` to `to` is mended to the page as it was.
fn is_mended(from: &str, to: &str) {
    let wrong = PAGE.replacen(from, to, 1);
    assert_ne!(wrong, PAGE, "{from} is not in the page");
    let story = Hustings::new().file("page.wiki", &wrong).run("check --fix --from page.wiki");
    assert_eq!(text(&story.then(), "page.wiki"), PAGE, "{from} written as {to}");
}

#[test]
fn each_cell_of_a_table_is_mended_by_the_others() {
    is_mended("votes=12,000", "votes=21,000");
    is_mended("votes=9,000", "votes=9,900");
    is_mended("percentage=57.14", "percentage=51.74");
    is_mended("percentage=42.86", "percentage=42.68");
    is_mended("votes=21,000", "votes=20,000");
}

#[test]
fn numbers_that_are_no_values_stay() {
    let row = "{{Election box winning candidate with party link|party=Green Party|candidate=[[Ann Ash]]|votes='''12,000'''|percentage='''57.14'''|change=57.74}}";
    let plain = PAGE.lines().find(|line| line.contains("[[Ann Ash]]")).unwrap_or_default();
    let page = PAGE.replace(plain, row);
    let wrong = page.replace("percentage='''57.14'''", "percentage='''57.74'''");
    let story = Hustings::new().file("page.wiki", wrong).run("check --fix --from page.wiki");
    assert_eq!(text(&story.then(), "page.wiki"), page);
    let table = "{{Infobox election|election_name=1998 Harbour mayoral election}}\n== Results ==\n{| class=\"wikitable\"\n! Candidate !! Votes !! % !! colspan=6 | Later rounds\n|-\n| [[Ann Ash]] || 120 || 60.0 || colspan=6 |\n|-\n| [[Bo Birch]] || 68 || 34.0 || colspan=6 |\n|-\n| [[Cy Coe]] || 12 || 6.0 || colspan=6 |\n|-\n! Total !! 200 !! 100.0 !! colspan=6 |\n|}\n";
    let wrong =
        table.replace("|| 12 || 6.0 ", "|| 12 || 9.0 ").replace("colspan=6 |\n|-\n! Total", "colspan=9 |\n|-\n! Total");
    let story = Hustings::new().file("page.wiki", &wrong).run("check --fix --from page.wiki");
    let mended = wrong.replace("|| 12 || 9.0 ", "|| 12 || 6.0 ");
    assert_eq!(text(&story.then(), "page.wiki"), mended);
}

#[test]
fn a_figure_that_may_be_one_of_two_is_not_mended() {
    // Without shares, the total or either of the votes may be wrong.
    let bare = PAGE.replace("|percentage=57.14", "").replace("|percentage=42.86", "");
    let wrong = bare.replacen("votes=21,000", "votes=20,900", 1);
    let story =
        Hustings::new().file("page.wiki", &wrong).ends(1, "check --fix --from page.wiki").says("total-mismatch");
    assert_eq!(text(&story.then(), "page.wiki"), wrong);
}

#[test]
fn one_fault_is_one_finding() {
    let wrong = PAGE.replacen("57.14", "97.14", 1);
    let story = Hustings::new().file("page.wiki", wrong).ends(1, "check --from page.wiki");
    story
        .says("Ann Ash is given 97.14%, but 12,000 of 21,000 votes are 57.14%, with which all else agrees")
        .says("help: change 97.14 to 57.14")
        .says("0 errors, 1 warning, 0 notes");
}

#[test]
fn a_patch_shows_the_change_and_makes_none() {
    let story = Hustings::new().file("t.csv", TABLE).ends(1, "check --diff --from t.csv").stdout(
        "--- a/t.csv
+++ b/t.csv
@@ -1,3 +1,3 @@
 contest,date,candidate,votes,share,outcome
 2001 vote,2001,Ada,70,70.0,elected
-2001 vote,2001,Bo,30,31.0,lost
+2001 vote,2001,Bo,30,30.0,lost",
    );
    assert_eq!(text(&story.then(), "t.csv"), TABLE);
}

#[test]
fn all_other_bytes_stay_as_they_are_and_a_second_run_changes_nothing() {
    let table = format!("\u{feff}{TABLE}");
    let story = Hustings::new().file("t.csv", &table).run("check --fix --from t.csv").warns("made 1 change in 1 file");
    let story = story.then();
    assert_eq!(text(&story, "t.csv"), table.replace("31.0", "30.0"));
    story.run("check --fix --from t.csv").warns("made 0 changes in 0 files");
}

#[test]
fn exports_keep_their_entities() {
    let page = PAGE.replacen("57.14", "57.41", 1).replace("Harbour Party", "Harbour & Sea");
    let escaped = page.replace('&', "&amp;").replacen("9,000", "9,000&#160;", 1);
    let export = |text: &str| {
        let other =
            "  <page><title>Other</title><ns>0</ns><id>2</id><revision><id>6</id><text>57.41</text></revision></page>";
        format!(
            "<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.11/\">\n{other}\n  <page>\n    <title>Ann &amp; Ash</title>\n    <ns>0</ns>\n    <id>1</id>\n    <revision>\n      <id>5</id>\n      <text xml:space=\"preserve\">{text}</text>\n    </revision>\n  </page>\n</mediawiki>\n"
        )
    };
    let story = Hustings::new().file("w.xml", export(&escaped)).run("check --fix --from w.xml").then();
    assert_eq!(text(&story, "w.xml"), export(&escaped.replacen("57.41", "57.14", 1)));
}

#[test]
fn what_was_not_read_and_what_programs_write_is_left_and_named() {
    let story = Hustings::new().file("t.csv", TABLE).run("export --from t.csv -o t.json").then();
    let story = story.ends(1, "check --fix --from t.json").warns("t.csv is left as it is: this run did not read it");
    let story = story.then();
    assert_eq!(text(&story, "t.csv"), TABLE);
    let story = story.run("build --from t.csv -o t.db").then();
    story.ends(1, "check --fix --from t.db").warns("t.csv is left as it is").says("help: change 31.0 to 30.0");
}

#[test]
fn edits_for_a_wiki_are_listed_and_nothing_is_changed() {
    let wrong = PAGE.replacen("57.14", "57.41", 1);
    let story = Hustings::new().file("Ann Ash.wiki", &wrong);
    let story = story.ends(1, "check --fix --edits edits.txt --summary 'Correct a share' --from 'Ann Ash.wiki'").then();
    let edits = text(&story, "edits.txt");
    for part in
        ["Page: Ann Ash\nSummary: Correct a share\n", "line 7\n  - {{Election box winning", "percentage=57.14}}"]
    {
        assert!(edits.contains(part), "no {part:?} in {edits}");
    }
    assert_eq!(text(&story, "Ann Ash.wiki"), wrong);
}

#[test]
fn comments_tell_the_checks_what_to_ignore() {
    let wrong = PAGE.replacen("57.14", "97.14", 1);
    let ignoring =
        |comment: &str| wrong.replacen("{{Election box winning", &format!("{comment}\n{{{{Election box winning"), 1);
    let story = Hustings::new()
        .file("a.wiki", ignoring("<!-- hustings:ignore share-against-votes -->"))
        .file("b.wiki", ignoring("<!-- hustings:ignore two-winners -->"))
        .run("check --from a.wiki")
        .says("0 errors, 0 warnings");
    story.then().ends(1, "check --from b.wiki").says("share-against-votes");
}

#[test]
fn statistics_count_by_rule() {
    let story = Hustings::new().file("t.csv", TABLE).file("p.wiki", PAGE.replacen("57.14", "97.14", 1));
    let story = story
        .ends(1, "check --statistics --format csv --from t.csv --from p.wiki")
        .stdout("rule,severity,findings,fixes,safe_fixes\nshare-against-votes,warning,2,2,2");
    story.then().ends(2, "check --suggested --from t.csv").warns("--suggested says which fixes");
}

#[test]
fn a_date_that_is_only_more_exact_changes_no_succession() {
    let vague = "office,holder,start,end\nMayor of Elm,Ann Ash,2004,2007\nMayor of Elm,Ben Beech,2007,2011\n";
    let exact =
        "office,holder,start,end\nMayor of Elm,Ann Ash,2004-01-03,2007-01-02\nMayor of Elm,Ben Beech,2007-01-03,2011\n";
    let story = Hustings::new().file("a.csv", vague).file("b.csv", exact);
    let story = story.run("sensitivity succession --from a.csv --from b.csv").never_says("2007").then();
    // A day that differs still counts.
    story.run("sensitivity succession").says("1974-04-23");
}

#[test]
fn an_edit_stands_in_the_cell_and_nowhere_else() {
    // The day of the date, and a number in a name, are the same figure.
    let head = "contest,date,candidate,votes,share,outcome\n";
    let row = |name: &str, votes: u32, share: u32| format!("2001 vote,2001-04-01,{name},{votes},{share},lost\n");
    let table =
        |share: u32| [row("Ann", 5000, 50), row("Bo", 4100, 41), row("Cy 4", 900, share), row("Di 4", 0, 0)].concat();
    let story = Hustings::new().file("t.csv", format!("{head}{}", table(4)));
    let story = story.run("check --fix --suggested --from t.csv").then();
    assert_eq!(text(&story, "t.csv"), format!("{head}{}", table(9)));
    // Decimal commas between semicolons.
    let german = "Wahl;Datum;Kandidat;Stimmen;Stimmenanteil\nBürgermeisterwahl Elm 2016;13.03.2016;Ann Ash;7.000;70,0\nBürgermeisterwahl Elm 2016;13.03.2016;Bo Beech;3.000;30,9\n";
    let story = Hustings::new().file("d.csv", german).run("check --fix --from d.csv").then();
    assert_eq!(text(&story, "d.csv"), german.replace("30,9", "30,0"));
}

#[test]
fn what_a_table_leaves_out_is_no_contradiction() {
    let silent = |lines: &str| {
        let page = PAGE.replacen("{{Election box total|votes=21,000|percentage=100.00}}", lines, 1);
        Hustings::new().file("page.wiki", page).run("check --from page.wiki").says("0 errors, 0 warnings");
    };
    // Invalid ballots that are not listed.
    silent("{{Election box total|votes=21,345|percentage=100.00}}");
    silent(
        "{{Election box turnout|votes=21,345|percentage=71.15}}\n{{Election box registered electors|reg. electors=30,000}}",
    );
    silent("{{Election box valid|votes=21,000|percentage=98}}\n{{Election box total|votes=21,444|percentage=100}}");
    // A part of a longer list.
    let part = PAGE.replace("57.14", "38.71").replace("42.86", "29.03");
    let part = part.replacen("{{Election box total|votes=21,000|percentage=100.00}}\n", "", 1);
    Hustings::new().file("page.wiki", part).run("check --from page.wiki").says("0 errors, 0 warnings");
}

#[test]
fn patches_keep_the_ends_of_lines_and_comments_the_fields() {
    let story = Hustings::new().file("t.csv", TABLE).ends(1, "check --diff --from t.csv");
    story.says("-2001 vote,2001,Bo,30,31.0,lost\r\n+2001 vote,2001,Bo,30,30.0,lost\r\n");
    let article = |comment: &str| {
        format!(
            "= 1998 Harbour Party leadership election =\n\nInfobox\n- Title: Leader\n- Election Date: 14 March 1998\n- Candidate1: Ann Ash\n- Popular Vote1: 1,200\n- Percentage1: 57.1%\n- Candidate2: Bo Birch\n- Popular Vote2: 900\n{comment}- Percentage2: 49.2%\n\nIt was held.\n"
        )
    };
    let story = Hustings::new().file("a.txt", article("")).ends(1, "check --from a.txt").says("share-against-votes");
    let comment = "<!-- hustings:ignore share-against-votes -->\n";
    story.then().file("a.txt", article(comment)).run("check --from a.txt").says("0 errors, 0 warnings");
}

#[cfg(unix)]
#[test]
fn a_changed_source_is_checked_again() {
    use std::io::{BufRead, BufReader};
    let story = Hustings::new().file("t.csv", TABLE);
    let mut watching = std::process::Command::new(env!("CARGO_BIN_EXE_hustings"))
        .args(["check", "--watch", "--from", "t.csv"])
        .current_dir(story.folder())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(watching.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert!(lines.by_ref().any(|line| line.contains("0 errors, 1 warning")));
    std::fs::write(story.folder().join("t.csv"), TABLE.replace("31.0", "30.0").replace("2001 vote", "2001 Elm vote"))
        .unwrap();
    assert!(lines.by_ref().any(|line| line.contains("0 errors, 0 warnings")));
    watching.kill().unwrap();
    watching.wait().unwrap();
}

#[test]
fn an_edit_of_a_page_in_an_export_names_the_line_of_the_page() {
    let wrong = PAGE.replacen("57.14", "57.41", 1);
    let export = format!(
        "<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.11/\">\n  <page>\n    <title>Ann Ash</title>\n    <ns>0</ns>\n    <id>1</id>\n    <revision>\n      <id>5</id>\n      <text xml:space=\"preserve\">{wrong}</text>\n    </revision>\n  </page>\n</mediawiki>\n"
    );
    let story = Hustings::new().file("w.xml", export).ends(1, "check --fix --edits edits.txt --from w.xml").then();
    let edits = text(&story, "edits.txt");
    assert!(edits.contains("Page: Ann Ash\n") && edits.contains("  line 7\n  - {{Election box winning"), "{edits}");
}

const EXPORT: &str = "<mediawiki xml:lang=\"en\">
  <page><title>Another page</title><ns>0</ns><id>1</id><revision><id>11</id><text xml:space=\"preserve\">Nothing.</text></revision></page>
  <page><title>Ann Ash</title><ns>0</ns><id>2</id><revision><id>12</id><text xml:space=\"preserve\">{{Infobox officeholder|name=Ann Ash|office=Mayor of Harbour}}
== Life ==
=== Elections ===
{{Election box begin|title=1998 Harbour mayoral election}}
{{Election box winning candidate with party link|party=Green Party|candidate=[[Ann Ash]]|votes=12,000|percentage=97.14}}
{{Election box candidate with party link|party=Harbour Party|candidate=Bo Birch|votes=9,000|percentage=42.86}}
{{Election box total|votes=21,000|percentage=100.00}}
{{Election box end}}</text></revision></page>
</mediawiki>
";

#[test]
fn findings_in_an_export_name_the_page_and_where_to_edit_it() {
    let story = Hustings::new().file("dump.xml", EXPORT);
    let story = story.ends(1, "check --from dump.xml --wiki https://wiki.example.org/");
    let story = story
        .says("--> dump.xml: Ann Ash:5:114")
        .says("percentage=97.14}}")
        .says("edit: https://wiki.example.org/w/index.php?title=Ann_Ash&action=edit&section=2");
    let story = story.then().ends(1, "check --from dump.xml --format csv --wiki https://wiki.example.org");
    let story = story.says(",Ann Ash,https://wiki.example.org/w/index.php?title=Ann_Ash&action=edit&section=2");
    // A log counts the lines of the file.
    let story = story.then().ends(1, "check --from dump.xml --format sarif").says("\"startLine\": 7");
    // A graph file keeps the page.
    let story = story.then().run("build dump.xml -o world.db").then().ends(1, "check --from world.db");
    let story = story.says("dump.xml: Ann Ash:5");
    // A comment in the page is found.
    let ignored = EXPORT.replace("=== Elections ===", "&lt;!-- hustings:ignore share-against-votes --&gt;");
    let ignored = ignored.replace("{{Election box begin|title=1998 Harbour mayoral election}}\n", "{{Election box begin|title=1998 Harbour mayoral election}}\n&lt;!-- hustings:ignore share-against-votes --&gt;\n");
    story.then().file("ignored.xml", &ignored).run("check --from ignored.xml");
}

#[test]
fn what_rounding_hides_is_reported_on_demand() {
    let row = |name: &str, votes: &str, share: &str| {
        format!("{{{{Election box candidate with party link|candidate={name}|votes={votes}|percentage={share}}}}}\n")
    };
    // 3,001 of 30,000 votes are 10.003%.
    let rows =
        row("Ann Ash", "14,996", "49.99") + &row("Bo Birch", "12,003", "40.01") + &row("Cy Cole", "3,001", "10.01");
    let page = format!(
        "{{{{Election box begin|title=1998 Elm mayoral election}}}}\n{rows}{{{{Election box total|votes=30,000|percentage=100.00}}}}\n{{{{Election box end}}}}\n"
    );
    let story = Hustings::new().file("page.wiki", &page).run("check --from page.wiki").says("0 warnings, 0 notes");
    let story = story.then().run("check --pedantic --from page.wiki").says("note[share-against-votes]");
    let story = story.says("Cy Cole is given 10.01%, but 3,001 of 30,000 votes are 10.00");
    story.then().run("build page.wiki -o world.db").then().run("check --pedantic --from world.db").says("Cy Cole");
}

#[test]
fn a_comment_that_names_no_rule_is_told() {
    let page = "{{Election box begin|title=1998 Elm mayoral election}}
<!-- hustings:ignore share-against-vote -->
{{Election box candidate with party link|candidate=Ann Ash|votes=12,000|percentage=51.74}}
{{Election box candidate with party link|candidate=Bo Birch|votes=9,000|percentage=42.86}}
{{Election box total|votes=21,000|percentage=100.00}}
{{Election box end}}
";
    let story = Hustings::new().file("Elm_1998.wiki", page).ends(1, "check --from Elm_1998.wiki");
    let story =
        story.says("error[unknown-rule]: 'share-against-vote' is no rule, so that this comment ignores nothing");
    let story =
        story.says("the most similar one is 'share-against-votes'").says("Elm_1998.wiki:2").says("1 error, 1 warning");
    let mended = page.replace("share-against-vote ", "share-against-votes ");
    story.then().file("Elm_1998.wiki", &mended).run("check --from Elm_1998.wiki").says("0 warnings");
}

#[test]
fn a_slip_that_another_place_of_the_page_shows_is_one_finding() {
    let page = "{{Infobox election
| election_name = 1998 Elm mayoral election
| election_date = 3 May 1998
| candidate1 = Ann Ash
| popular_vote1 = 12,000
| percentage1 = 57.14%
| candidate2 = Bo Birch
| popular_vote2 = 9,000
| percentage2 = 42.86%
}}
{{Election box begin|title=1998 Elm mayoral election}}
{{Election box candidate with party link|candidate=Ann Ash|votes=12,000|percentage=51.74}}
{{Election box candidate with party link|candidate=Bo Birch|votes=9,000|percentage=42.86}}
{{Election box total|votes=21,000|percentage=100.00}}
{{Election box end}}
";
    let story = Hustings::new().file("1998_Elm_mayoral_election.wiki", page);
    let story = story.ends(1, "check --from 1998_Elm_mayoral_election.wiki");
    story.says("help: change 51.74 to 57.14").says("0 errors, 1 warning, 0 notes");
}

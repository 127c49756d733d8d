//! Every rule of the checks: what it reports, and that it is silent where nothing is wrong.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write files of their own")]

use crate::support;
use crate::support::{outcome, scratch, shared, stdout};
use hustings::check::claims::{self, ClaimVerdict};
use hustings::check::{self, Diagnostic};
use hustings::facts::Facts;
use hustings::graph::PoliticalGraph;
use hustings::identity::Overrides;
use hustings::source;

fn facts(sources: &[(&str, &str)]) -> Facts {
    let mut pages = Vec::new();
    for (name, text) in sources {
        let reading = source::read_text(name, text.as_bytes());
        assert!(reading.warnings.is_empty(), "{:?}", reading.warnings);
        pages.extend(reading.pages);
    }
    Facts::extract(&pages)
}

fn check(sources: &[(&str, &str)]) -> Vec<Diagnostic> {
    let facts = facts(sources);
    let graph = PoliticalGraph::build(&facts, &Overrides::default());
    check::run(&graph, &facts, &[])
}

/// The rules that report something of these sources.
fn rules(sources: &[(&str, &str)]) -> Vec<String> {
    let mut names: Vec<String> = check(sources).into_iter().map(|d| d.rule.into_owned()).collect();
    names.dedup();
    names
}

/// That a rule reports the wrong and is silent on the right.
fn holds(rule: &str, wrong: &[(&str, &str)], right: &[(&str, &str)]) {
    let found = rules(wrong);
    assert!(found.iter().any(|r| r == rule), "{rule} is silent; reported: {found:?}");
    let found = rules(right);
    assert!(!found.iter().any(|r| r == rule), "{rule} reports what is right");
}

/// A contest as a flat article.
fn article(year: u32, fields: &str, prose: &str) -> String {
    format!(
        "= {year} Harbour Party leadership election =\n\nInfobox\n- Election Name: {year} Harbour Party leadership election\n- Title: Leader\n{fields}\n\n{prose}\n"
    )
}

/// A series of one office as a table.
fn series(rest: &str) -> String {
    format!(
        "[series]\nname = \"Harbour Party leadership elections\"\noffice = \"Leader of the Harbour Party\"\nparty = \"Harbour Party\"\n\n{rest}"
    )
}

#[test]
fn dates_of_box_prose_title_and_rounds() {
    let of = |fields: &str, prose: &str| article(1998, fields, prose);
    let held = "The 1998 Harbour Party leadership election was held on 14 March 1998.";
    let other = "The 1998 Harbour Party leadership election was held on 15 March 1998.";
    let date = "- Election Date: 14 March 1998";
    holds("date-conflict", &[("a.txt", &of(date, other))], &[("a.txt", &of(date, held))]);
    let wrong_year = "- Election Date: 14 March 1997";
    holds("date-conflict", &[("a.txt", &of(wrong_year, "It was held."))], &[("a.txt", &of(date, "It was held."))]);
    let rounds = "{{Infobox election\n| election_name = 1998 X leadership election\n| election_date = 1 March and 14 March 1998\n| nominee1 = [[A A]]\n| popular_vote1 = 10\n| nominee2 = [[B B]]\n| popular_vote2 = 9\n}}\nThe '''1998 X leadership election''' was held on 1 March 1998, with a second round on 14 March.\n";
    assert!(!rules(&[("1998 X leadership election.wiki", rounds)]).contains(&"date-conflict".to_string()));
}

#[test]
fn links_lead_forward_and_back() {
    let a = |next: &str| {
        article(
            1998,
            &format!("- Election Date: 14 March 1998\n- Next Election: {next} Harbour Party leadership election"),
            "It was held.",
        )
    };
    let b = |before: &str| {
        article(
            2003,
            &format!("- Election Date: 2 May 2003\n- Previous Election: {before} Harbour Party leadership election"),
            "It was held.",
        )
    };
    holds(
        "link-not-returned",
        &[("a.txt", &a("2003")), ("b.txt", &b("1994"))],
        &[("a.txt", &a("2003")), ("b.txt", &b("1998"))],
    );
    holds(
        "contest-order",
        &[("a.txt", &a("1994")), ("b.txt", &b("1998"))],
        &[("a.txt", &a("2003")), ("b.txt", &b("1998"))],
    );
    let primaries = "- Election Date: 14 March 1998\n- Next Election: 2003 Harbour primaries";
    let linked = article(1998, primaries, "It was held.");
    holds(
        "link-to-nothing",
        &[("a.txt", &linked), ("b.txt", &b("1998"))],
        &[("a.txt", &a("2003")), ("b.txt", &b("1998"))],
    );
    // A contest that was simply not read is no link to nothing.
    assert!(!rules(&[("a.txt", &linked)]).contains(&"link-to-nothing".to_string()));
}

#[test]
fn successions_are_told_alike_at_both_ends() {
    let page = |before: &str, after: &str| {
        format!(
            "{{{{Infobox officeholder\n| office = Mayor of Easthaven\n| term_start = 1 May 1998\n| term_end = 2 June 2003\n| predecessor = [[{before}]]\n| successor = [[{after}]]\n}}}}\n"
        )
    };
    let second = |before: &str| {
        format!(
            "{{{{Infobox officeholder\n| office = Mayor of Easthaven\n| term_start = 2 June 2003\n| term_end = 4 July 2008\n| predecessor = [[{before}]]\n| successor = [[Cy Cole]]\n}}}}\n"
        )
    };
    let (first, right, wrong) = (page("Old Oak", "Bo Birch"), second("Ann Ash"), second("Dee Drew"));
    holds(
        "wrong-neighbour",
        &[("Ann Ash.wiki", &first), ("Bo Birch.wiki", &wrong)],
        &[("Ann Ash.wiki", &first), ("Bo Birch.wiki", &right)],
    );
    let early = second("Ann Ash").replace("term_start = 2 June 2003", "term_start = 2 June 2002");
    holds(
        "tenure-overlap",
        &[("Ann Ash.wiki", &first), ("Bo Birch.wiki", &early)],
        &[("Ann Ash.wiki", &first), ("Bo Birch.wiki", &right)],
    );
    let late = second("Ann Ash").replace("term_start = 2 June 2003", "term_start = 2 June 2006");
    holds(
        "tenure-gap",
        &[("Ann Ash.wiki", &first), ("Bo Birch.wiki", &late)],
        &[("Ann Ash.wiki", &first), ("Bo Birch.wiki", &right)],
    );
}

#[test]
fn the_holder_after_is_whom_the_contest_elected() {
    let table = |after: &str| {
        series(&format!(
            "[[contest]]\ntitle = \"1998 Harbour Party leadership election\"\ndate = \"1998-03-14\"\nwinner = \"Ann Ash\"\nafter = \"{after}\"\n[[contest.round]]\nresults = [{{ candidate = \"Ann Ash\", votes = 20 }}, {{ candidate = \"Bo Birch\", votes = 10 }}]\n"
        ))
    };
    holds("holder-mismatch", &[("s.toml", &table("Bo Birch"))], &[("s.toml", &table("Ann Ash"))]);
    let first = |after: &str| {
        article(
            1998,
            &format!(
                "- Election Date: 14 March 1998\n- Candidate1: Ann Ash\n- Candidate2: Bo Birch\n- After Election: {after}"
            ),
            "It was held.",
        )
    };
    let second = "- Election Date: 2 May 2003\n- Previous Election: 1998 Harbour Party leadership election\n- Before Election: Ann Ash\n- Candidate1: Ann Ash\n- Candidate2: Cy Cole";
    let second = article(2003, second, "It was held.");
    holds(
        "holder-mismatch",
        &[("a.txt", &first("Bo Birch")), ("b.txt", &second)],
        &[("a.txt", &first("Ann Ash")), ("b.txt", &second)],
    );
}

#[test]
fn events_come_after_their_causes() {
    let tenure = |from: &str, to: &str, ended: &str| {
        series(&format!(
            "[[contest]]\ntitle = \"2003 Harbour Party leadership election\"\ndate = \"2003-05-02\"\nwinner = \"Bo Birch\"\n[[contest.round]]\nresults = [{{ candidate = \"Ann Ash\", votes = 10 }}, {{ candidate = \"Bo Birch\", votes = 20 }}]\n\n[[tenure]]\nperson = \"Ann Ash\"\nfrom = \"{from}\"\nto = \"{to}\"\nended = \"{ended}\"\n"
        ))
    };
    let right = tenure("1998-03-14", "2003-05-02", "defeated");
    let spell = |end: &str| {
        format!(
            "{{{{Infobox officeholder\n| office = Mayor of Easthaven\n| term_start = 1 May 1998\n| term_end = {end}\n}}}}\n"
        )
    };
    holds("event-order", &[("Ann Ash.wiki", &spell("2 June 1997"))], &[("Ann Ash.wiki", &spell("2 June 2003"))]);
    holds("event-order", &[("s.toml", &tenure("1998-03-14", "2001-05-02", "died"))], &[("s.toml", &right)]);
    let fields = "- Election Date: 14 March 1998\n- Candidate1: Ann Ash\n- Candidate2: Bo Birch";
    let withdrew = |day: &str| {
        article(1998, fields, &format!("Ann Ash defeated Bo Birch. Cy Cole withdrew from the race on {day}."))
    };
    holds("event-order", &[("a.txt", &withdrew("20 March"))], &[("a.txt", &withdrew("1 March"))]);
}

#[test]
fn thresholds_rounds_ranks_and_totals() {
    let contest = |extra: &str, rounds: &str| {
        series(&format!(
            "[[contest]]\ntitle = \"1998 Harbour Party leadership election\"\ndate = \"1998-03-14\"\nwinner = \"Ann Ash\"\n{extra}\n{rounds}"
        ))
    };
    let three = "[[contest.round]]\nresults = [{ candidate = \"Ann Ash\", votes = 390 }, { candidate = \"Bo Birch\", votes = 310 }, { candidate = \"Cy Cole\", votes = 300 }]\n";
    let runoff = "[[contest.round]]\nresults = [{ candidate = \"Ann Ash\", votes = 600 }, { candidate = \"Bo Birch\", votes = 400 }]\n";
    holds(
        "threshold-missed",
        &[("s.toml", &contest("threshold = 40", three))],
        &[("s.toml", &contest("threshold = 40", &format!("{three}{runoff}")))],
    );
    assert!(!rules(&[("s.toml", &contest("threshold = 39", three))]).contains(&"threshold-missed".to_string()));
    let newcomer = "[[contest.round]]\nresults = [{ candidate = \"Ann Ash\", votes = 600 }, { candidate = \"Dee Drew\", votes = 400 }]\n";
    holds(
        "round-arithmetic",
        &[("s.toml", &contest("", &format!("{three}{newcomer}")))],
        &[("s.toml", &contest("", &format!("{three}{runoff}")))],
    );
    let valid = |n: u32| three.replace("results", &format!("cast = 1010\nvalid = {n}\nresults"));
    holds("round-arithmetic", &[("s.toml", &contest("", &valid(1020)))], &[("s.toml", &contest("", &valid(1000)))]);
    let boxed = |second: &str| {
        article(
            1998,
            &format!(
                "- Election Date: 14 March 1998\n- Candidate1: Ann Ash\n- Popular Vote1: 35,945\n- Candidate2: Haim Rowan\n- Popular Vote2: {second}\n- Candidate3: Bo Birch\n- Popular Vote3: 4,830\n- Candidate4: Cy Cole\n- Popular Vote4: 2,100"
            ),
            "It was held.",
        )
    };
    holds("rank-against-votes", &[("a.txt", &boxed("2,544"))], &[("a.txt", &boxed("25,445"))]);
    let twice = |third: &str| {
        article(
            1998,
            &format!(
                "- Election Date: 14 March 1998\n- Candidate1: Ann Ash\n- Candidate2: Bo Birch\n- Candidate3: {third}"
            ),
            "It was held.",
        )
    };
    holds("candidate-twice", &[("a.txt", &twice("Ann Ash"))], &[("a.txt", &twice("Cy Cole"))]);
    let shares = |valid: u32| {
        contest(
            "",
            &format!(
                "[[contest.round]]\nvalid = {valid}\nresults = [{{ candidate = \"Ann Ash\", votes = 1200, share = 48.0 }}, {{ candidate = \"Bo Birch\", votes = 900, share = 36.0 }}]\n"
            ),
        )
    };
    holds("share-basis-unclear", &[("s.toml", &shares(2300))], &[("s.toml", &shares(2500))]);
}

#[test]
fn winners_figures_and_electorates() {
    let contest = |winner: &str, extra: &str, birch: &str| {
        series(&format!(
            "[[contest]]\ntitle = \"1998 Harbour Party leadership election\"\ndate = \"1998-03-14\"\nwinner = \"{winner}\"\n{extra}\n[[contest.round]]\nresults = [{{ candidate = \"Ann Ash\", votes = 1200 }}, {{ candidate = \"Bo Birch\", votes = 900{birch} }}]\n"
        ))
    };
    let right = contest("Ann Ash", "", "");
    holds("winner-not-first", &[("s.toml", &contest("Bo Birch", "", ""))], &[("s.toml", &right)]);
    let both = contest("Ann Ash", "", ", outcome = \"elected\"");
    holds("two-winners", &[("s.toml", &both)], &[("s.toml", &right)]);
    let of = |electorate: u32| contest("Ann Ash", &format!("electorate = {electorate}"), "");
    holds("votes-above-electorate", &[("s.toml", &of(2000))], &[("s.toml", &of(2100))]);
    let boxed = |votes: &str| {
        let fields = format!(
            "- Election Date: 14 March 1998\n- Candidate1: Ann Ash\n- Popular Vote1: {votes}\n- Candidate2: Bo Birch\n- Popular Vote2: 900"
        );
        article(1998, &fields, "It was held.")
    };
    holds(
        "value-conflict",
        &[("s.toml", &right), ("a.txt", &boxed("1,020"))],
        &[("s.toml", &right), ("a.txt", &boxed("1,200"))],
    );
}

#[test]
fn one_name_over_a_long_silence() {
    let table = |late: u32| {
        format!(
            "contest,date,office,candidate,votes,outcome\n1922 Harbour election,1922-05-01,Mayor of Easthaven,John Hall,10,elected\n1922 Harbour election,1922-05-01,Mayor of Easthaven,Bo Birch,5,lost\n{late} Harbour election,{late}-05-01,Mayor of Easthaven,John Hall,10,elected\n{late} Harbour election,{late}-05-01,Mayor of Easthaven,Cy Cole,5,lost\n"
        )
    };
    holds("possible-homonym", &[("t.csv", &table(1981))], &[("t.csv", &table(1930))]);
}

#[test]
fn claims_are_confirmed_contradicted_or_left_open() {
    let table = |extra: &str| {
        let row = |year: u32, winner: &str, loser: &str| {
            format!(
                "[[contest]]\ntitle = \"{year} Harbour Party leadership election\"\ndate = \"{year}-03-14\"\nselectorate = \"delegates\"\nbefore = \"Cy Cole\"\nwinner = \"{winner}\"\n[[contest.round]]\nresults = [{{ candidate = \"{winner}\", votes = 20 }}, {{ candidate = \"{loser}\", votes = 10 }}]\n\n"
            )
        };
        series(&format!("{}{}{extra}", row(1990, "Ann Ash", "Bo Birch"), row(1994, "Bo Birch", "Ann Ash")))
    };
    let fields = "- Election Date: 14 March 1998\n- Candidate1: Ann Ash\n- Candidate2: Bo Birch\n- Before Election: Bo Birch\n- After Election: Ann Ash";
    let judge = |prose: &str| {
        let facts = facts(&[("s.toml", &table("")), ("a.txt", &article(1998, fields, prose))]);
        let graph = PoliticalGraph::build(&facts, &Overrides::default());
        let judged = claims::judge(&graph, &facts);
        let found: Vec<(String, ClaimVerdict)> =
            judged.iter().map(|j| (j.claim.kind().to_string(), j.verdict)).collect();
        found
    };
    let (yes, no, open) = (ClaimVerdict::Confirmed, ClaimVerdict::Contradicted, ClaimVerdict::Unknown);
    for (prose, kind, verdict) in [
        ("It was the third leadership election in which Ash and Birch faced each other.", "meetings", yes),
        ("It was the second of three leadership elections in which Ash and Birch faced each other.", "meetings", no),
        ("It was the fourth leadership election in which Ash and Birch faced each other.", "meetings", open),
        ("Ash and Birch faced each other for the third time.", "meetings", yes),
        ("Ash and Birch had faced each other twice before.", "meetings", yes),
        ("Ash and Birch had never faced each other before.", "meetings", no),
        ("Birch (leader from 1994 to 1998) had said so.", "tenure", yes),
        ("It was Ash's third attempt at the leadership.", "attempt", yes),
        ("It was Ash's second attempt at the leadership.", "attempt", no),
        (
            "It was the first time that the party elected its leader by a vote open to its entire membership.",
            "first-selectorate",
            yes,
        ),
        ("It was the first leadership election decided by a vote of convention delegates.", "first-selectorate", no),
        ("Birch had served as the party's leader since 1994.", "tenure", yes),
        ("Birch had served as the party's leader since 1992.", "tenure", no),
        ("Ash was re-elected as party leader.", "re-elected", no),
        ("Ash was elected unopposed.", "unopposed", open),
        ("It was the first leadership election in which a sitting leader was defeated.", "first-defeat", yes),
    ] {
        let found = judge(prose);
        let judged = found.iter().find(|(k, _)| k == kind);
        // A claim that contradicts may also be confirmed by nobody: the kinds must be there with this verdict.
        assert_eq!(judged.map(|(_, v)| *v), Some(verdict), "{prose}: {found:?}");
    }
    let wrong =
        article(1998, fields, "It was the second of two leadership elections in which Ash and Birch faced each other.");
    let right = article(
        1998,
        fields,
        "It was the third of three leadership elections in which Ash and Birch faced each other.",
    );
    holds(
        "claim-contradicted",
        &[("s.toml", &table("")), ("a.txt", &wrong)],
        &[("s.toml", &table("")), ("a.txt", &right)],
    );
}

#[test]
fn a_claim_is_never_its_own_witness() {
    let prose = "It was the second of four leadership elections in which Ash and Birch faced each other (after the 1990 and followed by the 1994 and 2001 leadership elections).";
    let facts = facts(&[(
        "a.txt",
        &article(1992, "- Election Date: 14 March 1992\n- Candidate1: Ann Ash\n- Candidate2: Bo Birch", prose),
    )]);
    let graph = PoliticalGraph::build(&facts, &Overrides::default());
    let judged = claims::judge(&graph, &facts);
    assert_eq!(judged.iter().map(|j| j.verdict).collect::<Vec<_>>(), [ClaimVerdict::Unknown]);
}

/// Each diagnostic in a line, without the folder of the real input.
fn lines(args: &[&str], folder: &str) -> String {
    let rows = support::rows(&[&["check"], args].concat());
    let line = |r: &std::collections::BTreeMap<String, String>| {
        format!("{}:{}: {}[{}] {}: {}", r["file"], r["line"], r["severity"], r["rule"], r["subject"], r["message"])
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n").replace(folder, "wikitext")
}

/// Read one by one against the pages: each is right. A new line here wants a person to read it before it is accepted.
#[test]
fn what_is_found_on_real_pages_is_right() {
    let Some(folder) = shared("wikitext", None) else { return };
    insta::assert_snapshot!("wikitext_diagnostics", lines(&["--from", &format!("{folder}/*.wiki")], &folder));
    let (claims, _) = outcome(&["check", "--claims", "--from", &format!("{folder}/*.wiki"), "--format", "csv"]);
    insta::assert_snapshot!("wikitext_claims", claims.replace(&folder, "wikitext"));
}

#[test]
fn the_bundled_data_is_reported_as_read() {
    insta::assert_snapshot!("bundled_diagnostics", lines(&["--ignore", "conflicting-sources"], "no folder"));
}

#[test]
fn the_documentation_is_the_rules_own_text() {
    let written = stdout(&["explain", "--all", "--format", "markdown"]);
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/checks.md")).unwrap_or_default();
    assert!(written.trim() == page.trim(), "run: hustings explain --all --format markdown > docs/checks.md");
    for rule in check::ALL {
        let told = stdout(&["explain", rule.name]);
        for part in [rule.finds, rule.why] {
            assert!(!part.is_empty() && told.contains(part), "{}: {part}", rule.name);
        }
        for (mark, text, other) in [("- ", rule.wrong, rule.right), ("+ ", rule.right, rule.wrong)] {
            let own = |line: &str| told.lines().any(|l| l.trim_start().strip_prefix(mark) == Some(line));
            let fits = |line: &&str| other.lines().any(|l| l == *line) || own(line);
            assert!(text.lines().all(|line| fits(&line)), "{}: the example does not show {text}", rule.name);
        }
        assert!(told.contains(&format!("--ignore {}", rule.name)));
    }
    let (_, status) = outcome(&["explain", "date-conflct"]);
    assert_eq!(status, 2);
}

#[test]
fn severities_baselines_and_settings() {
    let folder = scratch("check-settings");
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let run = |args: &[&str]| outcome(&[&["check", "--from", "tests/articles"], args].concat());
    assert_eq!(run(&[]).1, 1);
    assert_eq!(run(&["--fail-on", "error"]).1, 0);
    assert_eq!(run(&["--fail-on", "never"]).1, 0);
    assert_eq!(run(&["--severity", "name-spelling=error", "--select", "name-spelling", "--fail-on", "error"]).1, 1);
    assert_eq!(run(&["--severity", "name-spelling=off", "--select", "name-spelling"]).1, 0);
    assert_eq!(run(&["--severity", "name-spelling=loud"]).1, 2);
    assert_eq!(run(&["--select", "no-such-rule"]).1, 2);
    let known = path("known.json");
    assert_eq!(run(&["--write-baseline", &known]).1, 0);
    let (text, status) = run(&["--baseline", &known]);
    assert!(status == 0 && text.contains("4 known from the baseline"), "{text}");
    let (sarif, _) = run(&["--baseline", &known, "--format", "sarif"]);
    assert_eq!(sarif.matches("\"suppressions\"").count(), 4);
    // What is known stays known where lines have moved; what is new is reported.
    let moved = path("harbour-1998.txt");
    let text = std::fs::read_to_string("tests/articles/harbour-1998.txt").unwrap();
    let again = |text: &str, args: &[&str]| {
        std::fs::write(&moved, text).unwrap();
        outcome(&[&["check", "--from", &moved], args].concat())
    };
    assert_eq!(again(&text, &["--write-baseline", &path("moved.json")]).1, 0);
    let further = text.replacen("\n\n", "\n\n\n\n", 1);
    assert_ne!(further, text);
    assert_eq!(again(&further, &["--baseline", &path("moved.json")]).1, 0);
    let (new, status) = again(&further.replace("15 March", "16 March"), &["--baseline", &path("moved.json")]);
    assert!(status == 1 && new.contains("1 warning,"), "{new}");
    let settings = path("hustings.toml");
    let write = |text: &str| std::fs::write(&settings, text).unwrap();
    write(
        "[check]\nignore = [\"name-spelling\", \"date-conflict\"]\nfail-on = \"error\"\n[check.severity]\nnumbering-gap = \"error\"\n",
    );
    let (text, status) = run(&["--config", &settings]);
    assert!(status == 1 && text.contains("error[numbering-gap]") && !text.contains("name-spelling"), "{text}");
    // A claim that is contradicted fails as a warning does.
    let claim = article(
        1998,
        "- Election Date: 14 March 1998\n- Candidate1: Ann Ash\n- Candidate2: Bo Birch\n- Before Election: Ann Ash\n- After Election: Ann Ash",
        "Ann Ash defeated Bo Birch. It was the first leadership election in which a sitting leader was defeated.",
    );
    let file = path("claim.txt");
    std::fs::write(&file, claim).unwrap();
    let claims = |args: &[&str]| outcome(&[&["check", "--claims", "--from", &file], args].concat()).1;
    assert_eq!((claims(&[]), claims(&["--fail-on", "error"]), claims(&["--config", &settings])), (1, 0, 0));
    write("[check]\nbaseline = \"known.json\"\n");
    assert_eq!(run(&["--config", &settings]).1, 0, "paths are from the file's folder");
    for wrong in [
        "[check]\nselct = []\n",
        "[check.severity]\nx = \"note\"\n",
        "[check.severity]\nshares-sum = \"loud\"\n",
        "= 3",
    ] {
        write(wrong);
        assert_eq!(run(&["--config", &settings]).1, 2, "{wrong}");
    }
    assert_eq!(run(&["--baseline", &settings]).1, 3);
    // Errors of reading are taken like rules, and a baseline holds wherever the program runs.
    write("[check.severity]\nbad-value = \"note\"\n");
    assert_eq!(run(&["--config", &settings, "--fail-on", "error"]).1, 0);
    assert_eq!(outcome(&["explain", "bad-value"]).1, 0);
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let absolute = here.to_string_lossy().into_owned();
    assert_eq!(outcome(&["check", "--from", &absolute, "--baseline", &known]).1, 0);
}

#[test]
fn machines_read_sarif_and_github() {
    let (text, _) = outcome(&["check", "--from", "tests/articles", "--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), check::ALL.len());
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 4);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        let (line, from, to) =
            (&place["region"]["startLine"], &place["region"]["startColumn"], &place["region"]["endColumn"]);
        let file = std::fs::read_to_string(place["artifactLocation"]["uri"].as_str().unwrap()).unwrap();
        let at = |n: &serde_json::Value| usize::try_from(n.as_u64().unwrap()).unwrap();
        let source: Vec<char> = file.lines().nth(at(line) - 1).unwrap().chars().collect();
        let culprit: String = source[at(from) - 1..at(to) - 1].iter().collect();
        assert_eq!(place["region"]["snippet"]["text"], culprit, "the columns are those of the file");
    }
    let (text, _) = outcome(&["check", "--from", "tests/articles", "--format", "github"]);
    insta::assert_snapshot!("github", text);
}

#[test]
fn preferences_change_what_counts_and_sensitivity_says_so() {
    let margin = |args: &[&str]| {
        let rows = support::rows(&[&["measures", "Israeli Labor Party"], args].concat());
        rows.iter()
            .find(|r| r["contest"].starts_with("1992"))
            .map(|r| (r["date"].clone(), r["turnout"].clone()))
            .unwrap()
    };
    assert_eq!(margin(&[]), ("1992-02-19".into(), "70.10".into()));
    assert_eq!(margin(&["--prefer", "source=en.wikipedia.org"]).0, "1992-02-20");
    assert_eq!(margin(&["--prefer", "source=he.wikipedia.org"]).1, "71.00");
    assert_eq!(outcome(&["measures", "--prefer", "newest"]).1, 2);
    let shown =
        stdout(&["show", "1992 Israeli Labor Party leadership election", "--prefer", "source=en.wikipedia.org"]);
    assert!(
        shown.contains("20 February 1992 (preferred)") && shown.contains("19 February 1992 (also given)"),
        "{shown}"
    );
    let rows = support::rows(&["sensitivity", "measures"]);
    let found = rows.iter().find(|r| r["prefer"] == "source=he.wikipedia.org" && r["column"] == "turnout").unwrap();
    assert_eq!((found["preferred"].as_str(), found["other"].as_str()), ("70.10", "71.00"));
    assert!(support::rows(&["sensitivity", "rivals", "--try", "table"]).is_empty());
    // The tables carry every value with its places.
    let tables = scratch("tables").to_string_lossy().into_owned();
    assert_eq!(outcome(&["export", "-o", &tables]).1, 0);
    let mut reader = csv::Reader::from_path(format!("{tables}/values.csv")).unwrap();
    let values: Vec<std::collections::BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    let turnout: Vec<_> = values
        .iter()
        .filter(|r| r["subject"].starts_with("1992 Israeli") && r["property"] == "turnout" && r["round"].is_empty())
        .map(|r| (r["value"].as_str(), r["preferred"].as_str(), r["sources"].contains("he.wikipedia.org")))
        .collect();
    assert!(turnout.contains(&("70.1", "yes", false)) || turnout.contains(&("70.1", "yes", true)), "{turnout:?}");
    assert!(turnout.contains(&("71", "no", true)), "{turnout:?}");
    // A graph file is asked as its sources are.
    let folder = scratch("prefer");
    let file = folder.join("w.db").to_string_lossy().into_owned();
    assert_eq!(outcome(&["build", "bundled", "-o", &file]).1, 0);
    assert_eq!(margin(&["--from", &file, "--prefer", "source=en.wikipedia.org"]).0, "1992-02-20");
    assert_eq!(support::rows(&["sensitivity", "measures", "--from", &file]), rows);
}

/// That nothing at all is reported.
fn silent(sources: &[(&str, &str)]) {
    let found = check(sources);
    let said: Vec<String> = found.iter().map(|d| format!("{}: {}", d.rule, d.message)).collect();
    assert!(said.is_empty(), "{sources:?}: {said:#?}");
}

fn wiki_contest(title: &str, date: &str, office: &str, [winner, loser, before]: [&str; 3]) -> String {
    format!(
        "{{{{Infobox election\n| election_name = {title}\n| election_date = {date}\n| nominee1 = '''[[{winner}]]'''\n| popular_vote1 = 60\n| nominee2 = [[{loser}]]\n| popular_vote2 = 40\n| title = {office}\n| before_election = [[{before}]]\n| after_election = [[{winner}]]\n}}}}\n"
    )
}

fn wiki_holder(office: &str, from: &str, to: &str, before: &str, after: &str) -> String {
    format!(
        "{{{{Infobox officeholder\n| office = [[{office}]]\n| term_start = {from}\n| term_end = {to}\n| predecessor = [[{before}]]\n| successor = [[{after}]]\n}}}}\n"
    )
}

#[test]
fn who_was_voted_out_stays_until_the_other_takes_office() {
    let office = "President of Utopia";
    let (of_2012, of_2016) = ("2012 Utopian presidential election", "2016 Utopian presidential election");
    silent(&[
        (
            &format!("{of_2012}.wiki"),
            &wiki_contest(of_2012, "6 November 2012", office, ["Ann Ash", "Bo Birch", "Old Oak"]),
        ),
        (
            &format!("{of_2016}.wiki"),
            &wiki_contest(of_2016, "8 November 2016", office, ["Cy Cole", "Ann Ash", "Ann Ash"]),
        ),
        ("Ann Ash.wiki", &wiki_holder(office, "20 January 2013", "20 January 2017", "Old Oak", "Cy Cole")),
        ("Cy Cole.wiki", &wiki_holder(office, "20 January 2017", "20 January 2021", "Ann Ash", "Dee Drew")),
    ]);
}

#[test]
fn an_acting_holder_may_be_passed_over() {
    let office = "Leader of the Foo Party";
    let acting = wiki_holder(office, "3 June 2015", "12 September 2015", "A One", "B Two");
    let pages = |third: &str| {
        check(&[
            ("A One.wiki", &wiki_holder(office, "1 May 2010", "3 June 2015", "Z Zero", "B Two")),
            ("B Two.wiki", &wiki_holder(office, "12 September 2015", "4 April 2020", "A One", "C Three")),
            ("H Hall.wiki", third),
        ])
    };
    assert!(pages(&acting.replace("| term_start", "| status = Acting\n| term_start")).is_empty());
    assert!(pages(&acting).iter().any(|d| d.rule == "wrong-neighbour"), "a holder whom both ends leave out");
}

#[test]
fn a_holder_who_took_over_between_two_contests_is_no_mismatch() {
    let office = "Prime Minister of Brit";
    let (of_2015, of_2017) = ("2015 Brit leadership election", "2017 Brit leadership election");
    let second = wiki_contest(of_2017, "8 June 2017", office, ["Ther May", "Ed Elm", "Ther May"])
        .replace("| title", &format!("| previous_election = {of_2015}\n| title"));
    silent(&[
        (&format!("{of_2015}.wiki"), &wiki_contest(of_2015, "7 May 2015", office, ["Dav Cam", "Ed Elm", "Dav Cam"])),
        (&format!("{of_2017}.wiki"), &second),
        ("Dav Cam.wiki", &wiki_holder(office, "11 May 2010", "13 July 2016", "Gor Bro", "Ther May")),
        ("Ther May.wiki", &wiki_holder(office, "13 July 2016", "24 July 2019", "Dav Cam", "Bor Joh")),
    ]);
}

#[test]
fn sentences_on_other_things_are_not_of_this_contest() {
    let fields = "- Election Date: 2 May 2001\n- Candidate1: Ann Marsh\n- Popular Vote1: 70\n- Candidate2: Bo Johnson\n- Popular Vote2: 40\n- Before Election: Bo Johnson\n- After Election: Ann Marsh";
    let lead =
        "The 2001 Harbour Party leadership election was held on 2 May 2001. Ann Marsh defeated incumbent Bo Johnson.";
    for sentence in [
        "Johnson was re-elected as deputy leader.",
        "Johnson defeated Marsh in the first round.",
        "Polls suggested that Johnson defeated Marsh.",
        "Johnson defeated Marsh in Easthaven.",
        "Johnson defeated Marsh among younger members.",
        "It was Marsh's first attempt to win the mayoralty of Easthaven.",
        "It was Marsh's first attempt in five years.",
        "Marsh was elected unopposed to the council of Easthaven.",
        "Johnson was the first incumbent to be defeated by a woman.",
        "It was the first general election in which Marsh and Johnson faced each other.",
        "Johnson withdrew on 10 May 2001 from the race for deputy leader.",
        "The electorate consisted of 100 delegates and 50 union representatives.",
    ] {
        silent(&[("a.txt", &article(2001, fields, &format!("{lead} {sentence}")))]);
    }
    for other in [
        "A general election was held on 7 June 2001.",
        "The deputy leadership election was held on 4 May 2001.",
        "The Lambda Party leadership election was held on 8 May 2001.",
        "The leadership debate was held on 30 April 2001.",
        "Primaries were held on 12 June 2001.",
    ] {
        silent(&[("a.txt", &article(2001, fields, &format!("The contest followed the death of the leader. {other}")))]);
    }
}

#[test]
fn parts_of_a_whole_are_no_conflict() {
    let row = |kind: &str, party: &str, name: &str, votes: u32, share: &str| {
        format!(
            "{{{{Election box {kind}candidate with party link no change|party={party}|candidate=[[{name}]]|votes={votes}|percentage={share}}}}}\n"
        )
    };
    // A fusion ticket, and a list of the main candidates whose total tells of the rest.
    let fusion = format!(
        "==Elections==\n{{{{Election box begin no change|title=2000 Senate election}}}}\n{}{}{}{{{{Election box end}}}}\n",
        row("winning ", "Democratic", "Hil Clay", 520, "52.0"),
        row("", "Liberal", "Hil Clay", 30, "3.0"),
        row("", "Republican", "Ric Laz", 450, "45.0")
    );
    let partial = format!(
        "==Elections==\n{{{{Election box begin no change|title=2003 Recall election}}}}\n{}{}{{{{Election box total no change|votes=1000|percentage=100}}}}\n{{{{Election box end}}}}\n",
        row("winning ", "Republican", "Arn Sch", 600, "60.0"),
        row("", "Democratic", "Cru Bus", 370, "37.0")
    );
    silent(&[("Hil Clay.wiki", &fusion), ("Arn Sch.wiki", &partial)]);
    let seats = series(
        "[[contest]]\ntitle = \"1998 Easthaven ward (2 seats)\"\ndate = \"1998-03-14\"\nelectorate = 1000\n[[contest.round]]\nresults = [{ candidate = \"Ann Ash\", votes = 700, outcome = \"elected\" }, { candidate = \"Bo Birch\", votes = 600 }, { candidate = \"Cy Cole\", votes = 300 }]\n",
    );
    assert!(!rules(&[("s.toml", &seats)]).contains(&"votes-above-electorate".to_string()));
}

#[test]
fn nobody_leaves_before_coming_or_stands_after_death() {
    let fields = "- Election Date: 2 May 2001\n- Candidate1: Ann Marsh\n- Candidate2: Bo Johnson\n- Before Election: Bo Johnson\n- After Election: Ann Marsh";
    let left = |date: &str| {
        article(
            2001,
            fields,
            &format!(
                "Ann Marsh defeated Bo Johnson. After the election, Marsh announced her resignation from the party leadership in {date}, and was replaced by Cy Cole, who became the interim leader."
            ),
        )
    };
    holds("event-order", &[("a.txt", &left("June 2000"))], &[("a.txt", &left("June 2002"))]);
    let page = |death: &str| {
        let holder = wiki_holder("Mayor of Easthaven", "1 May 1998", "2 June 2003", "Old Oak", "Bo Birch");
        let holder = holder.replace("| term_end", &format!("| death_date = {death}\n| term_end"));
        format!(
            "{holder}==Elections==\n{{{{Election box begin no change|title=2016 Easthaven election}}}}\n{{{{Election box candidate with party link no change|party=X|candidate=[[Ann Ash]]|votes=10|percentage=100}}}}\n{{{{Election box end}}}}\n"
        )
    };
    holds(
        "event-order",
        &[("Ann Ash.wiki", &page("{{death date and age|2011|1|24|1940|5|6}}"))],
        &[("Ann Ash.wiki", &page("{{death date and age|2018|1|24|1940|5|6}}"))],
    );
}

#[test]
fn a_contest_that_is_its_own_neighbour_is_told() {
    let contest = |previous: &str| {
        series(&format!(
            "[[contest]]\ntitle = \"1998 Harbour Party leadership election\"\ndate = \"1998-05-01\"\nprevious = \"{previous}\"\n\
             results = [{{ candidate = \"Ann Ash\", votes = 5 }}, {{ candidate = \"Bo Birch\", votes = 3 }}]\n"
        ))
    };
    let (own, other) =
        (contest("1998 Harbour Party leadership election"), contest("1994 Harbour Party leadership election"));
    holds("contest-order", &[("a.toml", &own)], &[("a.toml", &other)]);
}

/// A page of one tenure whose infobox and succession box say what is given.
fn holder_page(infobox: &str, row: &str) -> String {
    format!("{{{{Infobox officeholder\n{infobox}\n}}}}\n{{{{s-start}}}}\n{row}\n{{{{s-end}}}}\n")
}

#[test]
fn one_row_may_stand_for_two_tenures_and_an_acting_neighbour_may_be_passed_over() {
    let acting = holder_page(
        "| office = Acting [[Secretary of Z]]\n| term_start = 1 March 1999\n| term_end = 5 May 1999\n| office2 = [[Secretary of Z]]\n| term_start2 = 5 May 1999\n| term_end2 = 3 June 2001",
        "{{s-bef|before=[[Old Oak]]}}\n{{s-ttl|title=[[Secretary of Z]]|years=1999–2001}}\n{{s-aft|after=[[Cy Cole]]}}",
    );
    silent(&[("Ann Ash.wiki", &acting)]);
    let row =
        "{{s-bef|before=[[Cy Cole]]}}\n{{s-ttl|title=[[Mayor of Elm]]|years=1999–2001}}\n{{s-aft|after=[[Dee Drew]]}}";
    let mayor = |before: &str| {
        let infobox = format!(
            "| office = [[Mayor of Elm]]\n| term_start = 1999\n| term_end = 2001\n| predecessor = {before}\n| successor = [[Dee Drew]]"
        );
        holder_page(&infobox, row)
    };
    silent(&[("Ann Ash.wiki", &mayor("[[Bo Birch]] (acting)"))]);
    assert!(rules(&[("Ann Ash.wiki", &mayor("[[Bo Birch]]"))]).contains(&"box-against-row".to_string()));
}

#[test]
fn totals_with_invalid_ballots_and_lists_that_may_go_on_are_no_faults() {
    let table = |rest: &str| {
        format!(
            "{{{{Election box begin|title=2012 L mayoral election}}}}\n{{{{Election box candidate|party=A|candidate=Ann Ash|votes=1,200|percentage=60.0}}}}\n{{{{Election box candidate|party=B|candidate=Bo Birch|votes=800|percentage=40.0}}}}\n{rest}\n{{{{Election box end}}}}\n"
        )
    };
    let total = "{{Election box total|votes=2,100|percentage=100}}";
    silent(&[("2012 L mayoral election.wiki", &table(&format!("{{{{Election box rejected|votes=100}}}}\n{total}")))]);
    assert!(rules(&[("2012 L mayoral election.wiki", &table(total))]).contains(&"total-mismatch".to_string()));
    let short = |rest: &str| table(rest).replace("60.0", "55.0").replace("40.0", "30.0");
    let shares =
        |rest: &str| rules(&[("2012 L mayoral election.wiki", &short(rest))]).contains(&"shares-sum".to_string());
    assert!(!shares("") && shares("{{Election box total|votes=2,000|percentage=100}}"));
}

#[test]
fn a_president_whom_a_later_round_elected_needs_not_be_first() {
    let contest = |first: &str, second: &str| {
        let title = "1961 P presidential election";
        let text = format!(
            "{{{{Infobox election\n| election_name = {title}\n| type = presidential\n| election_date = 4 April 1961\n| nominee1 = [[Ann Ash]]\n| popular_vote1 = 4,500\n| percentage1 = {first}%\n| nominee2 = [[Bo Birch]]\n| popular_vote2 = 4,100\n| percentage2 = {second}%\n| after_election = [[Bo Birch]]\n}}}}\n"
        );
        rules(&[(&format!("{title}.wiki"), &text)]).contains(&"winner-against-page".to_string())
    };
    assert!(!contest("45", "41") && contest("52.3", "47.7") && contest("49.5", "45.1"));
}

#[test]
fn sums_are_those_of_one_page_where_several_tell_a_contest() {
    let page = |name: &str, a: &str, b: &str, total: &str| {
        format!(
            "{{{{Infobox officeholder|name={name}|office=Member of the Elm Council for Hill}}}}\n== Elections ==\n\
             {{{{Election box begin|title=Elm Council election, 2016: Hill}}}}\n\
             {{{{Election box winning candidate with party link|party=Elm Party|candidate=[[Ann Ash]]|votes={a}|percentage=61.0}}}}\n\
             {{{{Election box candidate with party link|party=Hill Party|candidate=[[Ben Bee]]|votes={b}|percentage=39.0}}}}\n\
             {{{{Election box total|votes={total}|percentage=100.0}}}}\n{{{{Election box end}}}}\n"
        )
    };
    let folder = crate::support::scratch("checks-two-pages");
    std::fs::write(folder.join("Ann Ash.wiki"), page("Ann Ash", "142,268", "90,924", "233,192")).unwrap();
    std::fs::write(folder.join("Ben Bee.wiki"), page("Ben Bee", "142,262", "90,919", "233,181")).unwrap();
    let found = crate::support::rows(&["check", "--from", &folder.display().to_string()]);
    let rules: Vec<&str> = found.iter().map(|row| row["rule"].as_str()).collect();
    assert!(!rules.contains(&"total-mismatch"), "{found:?}");
    assert_eq!(rules.iter().filter(|rule| **rule == "value-conflict").count(), 2, "{found:?}");
}

#[test]
fn a_name_of_another_person_that_differs_by_a_letter() {
    let table = |title: &str, name: &str| {
        format!(
            "{{{{Election box begin | title={title}}}}}\n{{{{Election box candidate\n|candidate = Ann Ash\n|votes = 60\n|percentage = 60.0\n}}}}\n{{{{Election box candidate\n|candidate = {name}\n|votes = 40\n|percentage = 40.0\n}}}}\n{{{{Election box end}}}}\n"
        )
    };
    let box_of = "{{Infobox officeholder|name=Ann Ash|office=[[Mayor of Elm]]|term_start=1990}}\n";
    let check = |first: &str, second: &str| {
        let folder = crate::support::scratch("names-of-others");
        let file = folder.join("Ann Ash.wiki");
        let page = format!("{box_of}{}{}", table("2001 Elm election", first), table("2005 Elm election", second));
        std::fs::write(&file, page).unwrap_or_default();
        lines(&["--from", &file.display().to_string()], "no folder")
    };
    let found = check("[[Nancy Cassis]]", "Nancy Casiss");
    assert!(found.contains("[name-spelling]") && found.contains("spelled 'Nancy Casiss'"), "{found}");
    for other in ["Nancy Cassie-Smith", "Bo Birch", "Nancy Cassis", "Nan Casiss"] {
        assert!(!check("[[Nancy Cassis]]", other).contains("name-spelling"), "{other}");
    }
}

#[test]
fn votes_that_a_table_does_not_list_are_no_faults() {
    let table = |rows: &[&str]| {
        let rows: String = rows.iter().flat_map(|row| ["|-\n| ", row, "\n"]).collect();
        format!("== Results ==\n{{| class=\"wikitable\"\n! Candidate !! Votes !! %\n{rows}|}}\n")
    };
    // Valid and blank votes confirm the total; some candidates are not listed.
    let unlisted = [
        "[[Cy Coe]] || 2,135 || 48.6",
        "[[Max Kapok]] || 2,016 || 45.9",
        "[[Di Nutmeg]] || 208 || 4.7",
        "Total valid votes || 4,365 || 99.3",
        "Blank/invalid votes || 31 || 0.7",
        "Total || 4,396 || 100",
    ];
    silent(&[("1994 Elm by-election.wiki", &table(&unlisted))]);
    // Shares of the valid votes beside shares of all ballots.
    let of_two = [
        "[[Ann Ash]] || 500 || 52.36",
        "[[Bo Birch]] || 455 || 47.64",
        "Valid votes || 955 || 97.35",
        "Null votes || 16 || 1.63",
        "Blank votes || 10 || 1.02",
        "Total || 981 || 100.00",
    ];
    silent(&[("2013 Elm presidential election.wiki", &table(&of_two))]);
    // Digits that are cut off are of the valid votes as well.
    let cut = [
        "[[Ann Ash]] || 378 || 21.6",
        "[[Bo Birch]] || 281 || 16.0",
        "[[Cy Coe]] || 274 || 15.6",
        "[[Lou Pine]] || 266 || 15.2",
        "[[Di Dee]] || 245 || 14.0",
        "[[Ed Elm]] || 304 || 17.3",
        "Total valid votes || 1,748 || 100.0",
        "Blank/invalid votes || 14 ||",
        "Total || 1,762 ||",
    ];
    silent(&[("1953 Elm by-election.wiki", &table(&cut))]);
    // Shares of all ballots, of which the table gives the rejected ones.
    let rejected = "{{Election box begin|title=1930 Elm by-election}}\n{{Election box winning candidate|party=Red|candidate=[[Ann Larch]]|votes=34,608|percentage=72}}\n{{Election box candidate|party=Blue|candidate=[[Ned Ivy]]|votes=11,835|percentage=25}}\n{{Election box rejected|votes=1,625|percentage=3}}\n{{Election box end}}\n";
    silent(&[("1930 Elm by-election.wiki", rejected)]);
}

#[test]
fn shares_of_votes_for_nobody_may_be_of_other_numbers() {
    let table = |rows: &str| {
        let rows: String = rows.split(" / ").flat_map(|row| ["|-\n| ", row, "\n"]).collect();
        format!("== Results ==\n{{| class=\"wikitable\"\n! Candidate !! Votes !! %\n{rows}|}}\n")
    };
    let blank = "[[Ann Ash]] || 5,003 || 50.0 / [[Bo Birch]] || 3,001 || 30.0 / [[Cy Coe]] || 2,002 || 20.0 / Valid votes || 10,006 || 95.1 / Null votes || 120 || 1.1 / Blank votes || 400 || 3.8 / Total || 10,526 || 100.0";
    let absent = "[[Ann Ash]] || 6,000 || 60.0 / [[Bo Birch]] || 4,000 || 40.0 / Total || 10,000 || 100.0 / Abstentions || 5,000 || 33.3 / Registered voters || 15,000 ||";
    let rejected = "[[Ann Ash]] || 5,003 || 50.0 / [[Bo Birch]] || 5,003 || 50.0 / Rejected ballots || 500 || 4.8 / Turnout || 10,506 || 50.0 / Registered electors || 21,012 ||";
    for right in [blank, absent, rejected] {
        silent(&[("2013 Elm presidential election.wiki", &table(right))]);
    }
    // A wrong digit of a candidate's is still found.
    let wrong = table(&blank.replace("3,001", "3,401"));
    assert!(!rules(&[("2013 Elm presidential election.wiki", &wrong)]).is_empty());
}

#[test]
fn the_counts_of_each_round_are_its_own() {
    let page = |row: &str, written: &str| {
        let text = "== Results ==\n{| class=\"wikitable\"\n! rowspan=2 | Candidate !! rowspan=2 | Party !! colspan=2 | First round !! colspan=2 | Second round\n|-\n! Votes !! % !! Votes !! %\n|-\n\
| '''[[Ann Ash]]''' || Red || 4,123 || 41.23 || 5,534 || 54.79\n|-\n| [[Bo Birch]] || Blue || 3,377 || 33.77 || 4,566 || 45.21\n|-\n| [[Cy Coe]] || Green || 2,500 || 25.00 || colspan=2 |\n|-\n\
! colspan=2 | Valid votes || 10,000 || 97.09 || 10,100 || 98.06\n|-\n! colspan=2 | Invalid/blank votes || 300 || 2.91 || 200 || 1.94\n|-\n! colspan=2 | Total || 10,300 || 100 || 10,300 || 100\n|-\n\
! colspan=2 | Registered voters/turnout || 20,000 || 51.50 || 20,600 || 50.00\n|}\n";
        assert!(text.contains(row));
        text.replacen(row, written, 1)
    };
    let title = "2010 Elm presidential election.wiki";
    silent(&[(title, &page("4,123", "4,123"))]);
    for (right, wrong, line) in [
        ("4,123", "4,423", 7),
        ("5,534", "5,834", 7),
        ("25.00", "28.00", 11),
        ("10,000", "13,000", 13),
        ("10,100", "10,200", 13),
        ("300 ||", "330 ||", 15),
        ("1.94", "1.24", 15),
        ("Total || 10,300", "Total || 13,300", 17),
        ("20,600", "23,600", 19),
        ("51.50", "54.50", 19),
    ] {
        let found = check(&[(title, &page(right, wrong))]);
        assert!(matches!(&found[..], [only] if only.line == line), "{wrong}: {found:?}");
    }
    // Without a row of valid votes, a total with votes for nobody is that of all ballots.
    let rest = "! colspan=2 | Valid votes || 10,000 || 97.09 || 10,100 || 98.06\n|-\n";
    silent(&[(title, &page(rest, ""))]);
}

#[test]
fn counts_that_add_up_prove_a_list_complete() {
    let page = |wrong: (&str, &str)| {
        let text = "== Results ==\n{{Election results\n|cand1=[[Ann Ash]]|party1=Red|votes1=4,123\n|cand2=[[Bo Birch]]|party2=Blue|votes2=3,377\n|valid=7,500\n|invalid=250\n|totalvotes=7,750\n|electorate=15,500\n|turnout=50.00\n}}\n";
        text.replacen(wrong.0, wrong.1, 1)
    };
    let title = "2010 Elm presidential election.wiki";
    silent(&[(title, &page(("", "")))]);
    for (wrong, line) in
        [(("7,500", "7,800"), 5), (("250", "280"), 6), (("7,750", "7,780"), 7), (("15,500", "18,500"), 9)]
    {
        let found = check(&[(title, &page(wrong))]);
        assert!(matches!(&found[..], [only] if only.line == line), "{wrong:?}: {found:?}");
    }
    // Of the rows, either may be wrong: one finding.
    assert_eq!(check(&[(title, &page(("4,123", "4,423")))]).len(), 1);
}

#[test]
fn what_counts_for_nobody_in_each_round() {
    let page = |wrong: (&str, &str)| {
        let text = "== Results ==\n{{Election results\n|cand1=[[Ann Ash]]|party1=Red|votes1=52,000|votes1_2=61,000\n|cand2=[[Bo Birch]]|party2=Blue|votes2=31,000|votes2_2=40,000\n|cand3=[[Cy Coe]]|party3=Green|votes3=9,000\n\
|invalid=3,000|totalvotes=95,000|electorate=150,000\n|invalid2=4,000|totalvotes2=105,000|electorate2=150,000\n}}\n";
        text.replacen(wrong.0, wrong.1, 1)
    };
    let title = "2010 Elm presidential election.wiki";
    silent(&[(title, &page(("", "")))]);
    // The total of a round is that of its votes and its invalid ballots, not of the votes alone.
    let found = check(&[(title, &page(("105,000", "10,500")))]);
    assert!(found[0].values[1].starts_with("105000 ") && found[0].line == 7, "{found:?}");
    // A row that begins with the ballots and a header with a date are no names.
    let table = "== Results ==\n{| class=\"wikitable\"\n! rowspan=2 | Candidate !! colspan=2 | 1st round<br>{{small|10 April}} !! colspan=2 | 2nd round<br>{{small|24 April}}\n|-\n! Votes !! % !! Votes !! %\n|-\n\
| '''[[Ann Ash]]''' || 4,000 || 40.00 || 5,500 || 55.00\n|-\n| [[Bo Birch]] || 3,500 || 35.00 || 4,500 || 45.00\n|-\n| [[Cy Coe]] || 2,500 || 25.00 || colspan=2 |\n|-\n| Votes cast / turnout || 10,000 || 50.00 || 10,000 || 50.00\n|}\n";
    silent(&[(title, table)]);
    let graph = PoliticalGraph::build(&facts(&[(title, table)]), &Overrides::default());
    assert_eq!((graph.people().len(), graph.contests()[0].rounds.len()), (3, 2));
}

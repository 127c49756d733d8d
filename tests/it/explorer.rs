//! The explorer's pages: every link leads somewhere, every twin and picture is well formed, hostile names do nothing, and a graph
//! file gives the pages that its graph gives.
#![allow(clippy::panic, clippy::unwrap_used, clippy::expect_used, reason = "a test says why it fails")]
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]
#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "the files are the explorer's own")]

use crate::support;
use hustings::check;
use hustings::dataset::{Dataset, Options};
use hustings::facts::Facts;
use hustings::graph::PoliticalGraph;
use hustings::identity::Overrides;
use hustings::source::{self, Page};
use hustings::view::explorer::{Address, Answer, Body, Explorer, Form, Kind, Place, Settings, slug};
use hustings::view::palette::Palette;
use hustings::view::theme::{COLOURS, mixed};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn settings(site: bool) -> Settings {
    Settings { origin: "a test".into(), site, ..Settings::default() }
}

fn of_pages(pages: &[Page], site: bool) -> Explorer {
    let facts = Facts::extract(pages);
    let graph = PoliticalGraph::build(&facts, &Overrides::default());
    let findings = check::run(&graph, &facts, &[]);
    Explorer::of(Dataset::of_graph(graph, findings), settings(site)).unwrap()
}

fn bundled(site: bool) -> Explorer {
    of_pages(&source::bundled().collect::<Vec<_>>(), site)
}

/// All files of a site by name.
fn files(explorer: &Explorer) -> BTreeMap<String, Body> {
    let mut files = BTreeMap::new();
    for place in explorer.places() {
        for (form, answer) in explorer.answers(&place, &explorer.forms(&place)).unwrap() {
            let address = Address { place: place.clone(), form };
            match answer {
                Answer::Found(body) => {
                    assert!(files.insert(Explorer::file_of(&address), body).is_none(), "{address} twice");
                }
                other => assert!(form != Form::Html, "{address}: {other:?}"),
            }
        }
    }
    for asset in Explorer::assets() {
        files.insert(asset.name.into(), Body { media: asset.media, body: asset.text.as_bytes().to_vec() });
    }
    files
}

fn text(body: &Body) -> &str {
    std::str::from_utf8(&body.body).unwrap()
}

/// The values of an attribute in a page.
fn attribute<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let begin = format!(" {name}=\"");
    page.split(&begin).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Where a relative link leads from a file.
fn target(from: &str, link: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{from}: {link} leads out of the site"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn every_link_of_a_site_leads_to_a_file_of_it() {
    let files = files(&bundled(true));
    let mut links = 0;
    for (name, body) in files.iter().filter(|(name, _)| name.ends_with(".html") || name.ends_with(".svg")) {
        let page = text(body);
        let ids: BTreeSet<&str> = attribute(page, "id").into_iter().collect();
        assert_eq!(ids.len(), attribute(page, "id").len(), "{name}: an id stands twice");
        assert!(!page.contains("\"></a>"), "{name}: a link without words");
        for link in attribute(page, "href").into_iter().chain(attribute(page, "src")) {
            links += 1;
            match link.strip_prefix('#') {
                Some(id) => assert!(ids.contains(id), "{name}: #{id} is not there"),
                None if link.starts_with("http") => assert!(page.contains("external"), "{name}: {link}"),
                None => assert!(files.contains_key(&target(name, link)), "{name}: {link} leads to nothing"),
            }
        }
    }
    assert!(links > 5_000, "{links} links");
    assert!(
        files.contains_key("person/shimon-peres.html") && files.contains_key("office/leader-of-likud.succession.dot")
    );
}

/// Whatever may name its places does.
fn is_cited(part: &serde_json::Value, page: &str) {
    match part {
        serde_json::Value::Object(row) => {
            let sources = row.get("sources").and_then(|s| s.as_array());
            assert!(sources.is_none_or(|s| !s.is_empty()), "{page} cites nothing for {part}");
            row.values().for_each(|v| is_cited(v, page));
        }
        serde_json::Value::Array(rows) => rows.iter().for_each(|v| is_cited(v, page)),
        _ => {}
    }
}

#[test]
fn twins_are_json_and_pictures_are_svg_in_colours_that_turn_dark() {
    let files = files(&bundled(true));
    // Party colours stay what they are; a paler one marks what is uncertain.
    let of_parties =
        ["Israeli Labor Party", "Mapai", "Likud", "Herut", "Labour Party (UK)", "The Democrats", "Alignment", "Gahal"];
    let of_parties: Vec<String> = of_parties
        .iter()
        .filter_map(|name| Palette::bundled().of([*name].into_iter()))
        .flat_map(|colour| [colour.to_string(), mixed(colour, 2)])
        .collect();
    let known: BTreeSet<&str> = COLOURS.into_iter().chain(of_parties.iter().map(String::as_str)).collect();
    let (mut twins, mut pictures) = (0, 0);
    for (name, body) in &files {
        if name.ends_with(".json") {
            let value: serde_json::Value = serde_json::from_slice(&body.body).unwrap_or_else(|e| panic!("{name}: {e}"));
            let page = value.as_object().unwrap_or_else(|| panic!("{name}: no object"));
            page.iter().filter(|(key, _)| *key != "sources").for_each(|(_, part)| is_cited(part, name));
            twins += 1;
        }
        let page = text(body);
        if name.ends_with(".svg") && name != "icon.svg" {
            roxmltree::Document::parse(page).unwrap_or_else(|e| panic!("{name}: {e}"));
            pictures += 1;
        }
        if name.ends_with(".html") || name.ends_with(".svg") && name != "icon.svg" {
            for colour in attribute(page, "fill").into_iter().chain(attribute(page, "stroke")) {
                assert!(colour == "none" || known.contains(colour), "{name}: {colour} has no dark counterpart");
            }
        }
    }
    assert!(twins > 190 && pictures > 150, "{twins} twins, {pictures} pictures");
}

#[test]
fn a_page_says_what_the_commands_say() {
    let explorer = bundled(false);
    let page = |path: &str| match explorer.answer(&Address::read(path).unwrap()).unwrap() {
        Answer::Found(body) => String::from_utf8(body.body).unwrap(),
        other => panic!("{path}: {other:?}"),
    };
    let twin = |path: &str| -> serde_json::Value { serde_json::from_str(&page(path)).unwrap() };
    let record = twin("rivalry/shimon-peres/yitzhak-rabin.json");
    assert_eq!((record["documented"].as_u64(), record["stated"].as_u64()), (Some(4), Some(0)));
    assert_eq!((record["a"]["won"].as_u64(), record["b"]["won"].as_u64()), (Some(1), Some(3)));
    assert_eq!(record["meetings"][0]["votes"], serde_json::json!([254, 298]));
    let path = twin("path/golda-meir/yair-golan.json");
    assert_eq!(path["succession"]["steps"].as_array().unwrap().len(), 18);
    assert!(path["contests"]["says"].as_str().unwrap().contains("Golda Meir stood against nobody"));
    let person = twin("person/yitzhak-rabin.json");
    let tenures = person["tenures"].as_array().unwrap();
    assert_eq!((tenures.len(), &tenures[1]["ended"]), (2, &serde_json::json!("died")));
    assert_eq!(tenures[1]["after"]["address"], "person/shimon-peres");
    // Every number of a source is one of the page's sources, and is cited somewhere.
    for path in [
        "person/yitzhak-rabin.json",
        "contest/1992-israeli-labor-party-leadership-election.json",
        "office/leader-of-likud.json",
    ] {
        let page = twin(path);
        let sources = page["sources"].as_array().unwrap();
        assert!(sources.len() > 5 && sources.iter().enumerate().all(|(i, s)| s["number"] == i + 1), "{path}");
        assert!(
            sources.iter().all(|s| s["line"].as_u64().unwrap() > 0 && !s["quote"].as_str().unwrap().is_empty()),
            "{path}"
        );
    }
    let contest = page("contest/1992-israeli-labor-party-leadership-election");
    for says in [
        "Yitzhak Rabin",
        "40.6%",
        "Effective number",
        "turnout-mismatch",
        "Previous:",
        "also given",
        "bundled:israeli-labor.toml",
    ] {
        assert!(contest.contains(says), "the contest's page lacks {says}");
    }
    assert!(page("checks/turnout-mismatch").contains("Finds "));
    assert!(page("about").contains("A meeting is a contest, not a round"));
}

#[test]
fn an_address_leads_to_one_page_or_none() {
    let explorer = bundled(false);
    let answer = |path: &str| explorer.answer(&Address::read(path).unwrap()).unwrap();
    let Answer::Elsewhere(other) = answer("rivalry/yitzhak-rabin/shimon-peres") else { panic!("no other address") };
    assert_eq!(other.to_string(), "rivalry/shimon-peres/yitzhak-rabin");
    let Answer::Elsewhere(own) = answer("path/shimon-peres/shimon-peres") else { panic!("no person") };
    assert_eq!(own.to_string(), "person/shimon-peres");
    for nothing in [
        "person/nobody",
        "rivalry/shimon-peres/shimon-peres",
        "rivalry/golda-meir/shimon-peres",
        "path/shimon-peres/nobody",
        "path/shimon-peres/shimon-peres.json",
        "people/99",
        "checks/no-such-rule",
        "person/shimon-peres.timeline.svg",
        "contest/shimon-peres",
        "paths.json",
    ] {
        assert_eq!(answer(nothing), Answer::Nothing, "{nothing}");
    }
}

#[test]
fn typed_names_find_their_path() {
    let explorer = bundled(false);
    let to = |from: &str, to: &str| match explorer.path_between(from, to) {
        Answer::Elsewhere(address) => address.to_string(),
        Answer::Found(body) => String::from_utf8(body.body).unwrap(),
        Answer::Nothing => panic!("nothing"),
    };
    assert_eq!(to("PERES", "golda meir"), "path/shimon-peres/golda-meir");
    assert_eq!(to("Szymon Perski", "yair-golan"), "path/shimon-peres/yair-golan");
    assert!(to("David", "Peres").contains("may mean any of these"));
    assert!(to("Zzyzx", "Peres").contains("Nobody is called"));
    assert!(to("Peres", "Shimon Peres").contains("Both names belong to the same person"));
    assert!(to("<b>", "Peres").contains("&lt;b&gt;"));
    assert!(explorer.search("labour leadership 2016", None, 5).len() == 1);
}

#[test]
fn contests_of_every_kind_say_what_came_of_them() {
    let table = r#"
[series]
name = "Port"
office = "Mayor of Port"
kind = "mayoral"
[[contest]]
title = "1990 Port election"
date = "1990-05-01"
status = "annulled"
results = [{ candidate = "Ada One", votes = 60, outcome = "elected" }, { candidate = "Bob Two", votes = 40 }]
[[contest]]
title = "1991 Port election"
date = "1991-05-01"
[[contest.round]]
results = [{ candidate = "Ada One", votes = 50, outcome = "elected" }, { candidate = "Bob Two", votes = 30 }, { candidate = "Cy Three", votes = 20 }]
[[contest.round]]
results = [{ candidate = "Bob Two", votes = 51, outcome = "elected" }, { candidate = "Cy Three", votes = 49 }]
[[contest]]
title = "1998 Port referendum"
date = "1998-05-01"
kind = "referendum"
results = [{ option = "Keep the mayor", votes = 700, share = 70.0 }, { option = "Away with him", votes = 300, share = 30.0 }]
[[contest]]
title = "1999 Port election"
date = "1999-05-01"
status = "cancelled"
results = [{ candidate = "Ada One" }]
"#;
    let reading = source::read_text("port.toml", table.as_bytes());
    assert!(reading.warnings.is_empty(), "{:?}", reading.warnings);
    let facts = Facts::extract(&reading.pages);
    let graph = PoliticalGraph::build(&facts, &Overrides::default());
    let counting = |include_annulled| {
        let settings = Settings { include_annulled, ..settings(false) };
        Explorer::of(Dataset::of_graph(graph.clone(), Vec::new()), settings).unwrap()
    };
    let page = |explorer: &Explorer, path: &str| match explorer.answer(&Address::read(path).unwrap()).unwrap() {
        Answer::Found(body) => String::from_utf8(body.body).unwrap(),
        other => panic!("{path}: {other:?}"),
    };
    let (plain, counted) = (counting(false), counting(true));
    let annulled = "contest/1990-port-election";
    assert!(
        page(&plain, annulled).contains("<strong>annulled</strong>")
            && !page(&plain, annulled).contains(">elected</span>")
    );
    assert!(page(&counted, annulled).contains(">elected</span>"));
    assert!(page(&plain, "person/ada-one").contains("Stood in 1 contest, elected in 1"));
    assert!(page(&counted, "person/ada-one").contains("Stood in 2 contests, elected in 2"));
    assert_eq!(page(&plain, "contest/1991-port-election").matches(">elected</span>").count(), 2, "one in each round");
    let referendum = page(&plain, "contest/1998-port-referendum");
    assert!(
        referendum.contains("Keep the mayor") && referendum.contains("70.0%") && !referendum.contains("No source says")
    );
    let off = page(&plain, "contest/1999-port-election");
    assert!(off.contains("<strong>cancelled</strong>") && off.contains(">Candidates</h2>"), "{off}");
}

#[test]
fn what_nothing_has_is_answered_with_what_comes_near() {
    let explorer = bundled(false);
    let page = |query: &str| String::from_utf8(explorer.search_page(query).body).unwrap();
    assert!(page("Shimon Perez").contains("Did you mean") && page("Shimon Perez").contains("person/shimon-peres"));
    assert!(page("beneliezer").contains("Binyamin Ben-Eliezer"));
    assert!(page("zzzz").contains("No name contains all of these words") && !page("zzzz").contains("Did you mean"));
    assert!(page("UK").contains("Labour Party (UK)") && page("e").contains("result"));
    let Answer::Found(asked) = explorer.path_between("Shimon Perez", "Rabin") else { panic!("no form") };
    let asked = String::from_utf8(asked.body).unwrap();
    assert!(
        asked.contains("Do you mean one of these?") && asked.contains("paths?from=shimon-peres&amp;to=Rabin"),
        "{asked}"
    );
}

#[test]
fn what_has_no_page_is_answered_with_what_comes_near() {
    let explorer = bundled(false);
    let nothing = |path: &str| String::from_utf8(explorer.nothing_page(path).body).unwrap();
    // A spelling, a slip, capitals, an end of a path; nothing for what names nothing.
    for path in ["person/simon-peers", "person/shimon-perez.svg", "person/Shimon%20Peres", "path/golda-meir/Peres"] {
        assert!(nothing(path).contains("href=\"/person/shimon-peres\""), "{path}: {}", nothing(path));
    }
    assert!(!nothing("path/golda-meir/nobody-at-all").contains("golda-meir\""));
    assert!(nothing("etc/passwd").contains("There is no such page") && !nothing("").contains("Is one of these meant"));
    let twin: serde_json::Value = serde_json::from_str(&nothing("person/simon-peers.json")).unwrap();
    assert_eq!(twin["error"], "there is no such page");
    assert_eq!(twin["near"][0]["address"], "person/shimon-peres");
    // Two people whom a search names are a record.
    for query in ["rabin peres", "Yitzhak Rabin vs. Shimon Peres", "peres and rabin"] {
        let found = serde_json::to_value(explorer.search(query, None, 9)).unwrap();
        assert_eq!(found[0]["address"], "rivalry/shimon-peres/yitzhak-rabin", "{query}: {found}");
    }
    let near = serde_json::to_value(explorer.search("netanyahoo", None, 9)).unwrap();
    assert_eq!((&near[0]["near"], &near[0]["name"]), (&true.into(), &"Benjamin Netanyahu".into()));
}

#[test]
fn figures_have_one_basis_and_sources_their_whole_addresses() {
    let explorer = bundled(false);
    let page = |path: &str| match explorer.answer(&Address::read(path).unwrap()).unwrap() {
        Answer::Found(body) => String::from_utf8(body.body).unwrap(),
        other => panic!("{path}: {other:?}"),
    };
    // A source gives one of three shares; all are told as computed, and that one beside.
    let interim = page("contest/2003-israeli-labor-party-interim-leadership-election");
    assert!(interim.contains("49.65%") && interim.contains("also given: <bdi>49.2%"), "{interim}");
    for other in ["person/shimon-peres", "office/leader-of-israeli-labor-party", "rivalry/efraim-sneh/shimon-peres"] {
        assert!(page(other).contains("49.65%") && !page(other).contains("49.2%"), "{other}");
    }
    let likud = page("contest/2012-likud-leadership-election");
    assert!(likud.contains("href=\"https://en.wikipedia.org/wiki/Likud_leadership_election,_2012\""), "{likud}");
    assert!(!likud.contains("href=\"https://en.wikipedia.org/wiki/Likud_leadership_election\""));
    // The turnout of a vote that was voided is none of the one held again.
    let voided: serde_json::Value =
        serde_json::from_str(&page("contest/2001-israeli-labor-party-leadership-election.json")).unwrap();
    assert_eq!(voided["measures"][0]["turnout"], serde_json::Value::Null);
}

/// Elections of several sorts, as journalists keep them.
const ELECTIONS: &str = "contest,date,office,party,candidate,votes,outcome
2011 Ashby election,2011-05-03,MP for Ashby,Red Party,Émile Zet,500,elected
2011 Ashby election,2011-05-03,MP for Ashby,Blue Party,Ann Lee,400,lost
2015 Ashby election,2015-05-03,MP for Ashby,Blue Party,Ann Lee,600,elected
2015 Ashby election,2015-05-03,MP for Ashby,Red Party,Émile Zet,300,lost
2019 Ashby election,2019-05-03,MP for Ashby,Blue Party,Ann Lee,700,elected
2019 Ashby election,2019-05-03,MP for Ashby,Red Party,Віталій Кличко,100,lost
2020 Ward council election,2020-05-07,Councillor for Ward,Red Party,Gus Ode,900,elected
2020 Ward council election,2020-05-07,Councillor for Ward,Blue Party,Ian Pfau,800,elected
2020 Ward council election,2020-05-07,Councillor for Ward,Blue Party,Jo Quint,100,lost
";

#[test]
fn contests_of_tables_have_neighbours_and_holders_and_joint_winners() {
    let page = Page::new("elections.csv", ELECTIONS);
    let explorer = of_pages(&[page], false);
    let get = |path: &str| match explorer.answer(&Address::read(path).unwrap()).unwrap() {
        Answer::Found(body) => String::from_utf8(body.body).unwrap(),
        other => panic!("{path}: {other:?}"),
    };
    let twin = |path: &str| serde_json::from_str::<serde_json::Value>(&get(path)).unwrap();
    let middle = twin("contest/2015-ashby-election.json");
    assert_eq!(middle["series"]["earlier"]["address"], "contest/2011-ashby-election");
    assert_eq!(middle["series"]["later"]["address"], "contest/2019-ashby-election");
    assert_eq!(middle["series"]["held_before"]["values"][0]["text"], "Émile Zet");
    assert_eq!(middle["series"]["held_after"]["values"][0]["text"], "Ann Lee");
    // Confirmed: the same before and after.
    let last = twin("contest/2019-ashby-election.json");
    assert_eq!(last["series"]["held_before"]["values"], last["series"]["held_after"]["values"]);
    let html = get("contest/2015-ashby-election");
    assert!(html.contains("Earlier:") && html.contains("Later:") && html.contains("Held the office before"), "{html}");
    // Dates and numbers are such for programs, what is not known is null, and the twin knows its address.
    assert_eq!(middle["rounds"][0]["properties"][0]["values"][0]["value"], "2015-05-03");
    assert!(middle.as_object().unwrap().contains_key("country") && middle["status"].is_null());
    assert_eq!(twin("people.json")["address"], "people");
    // All who were elected held the office; nobody led there, and none of them won over the other.
    let council = twin("office/councillor-for-ward.json");
    assert_eq!(council["offices"][0]["succession"].as_array().unwrap().len(), 2);
    assert!(council["offices"][0]["contests"][0]["lead_points"].is_null());
    assert_eq!(twin("rivalry/gus-ode/ian-pfau.json")["a"]["won"], 0);
    // Letters with marks stand with those without.
    let people = twin("people.json");
    let names: Vec<&str> = people["entries"].as_array().unwrap().iter().map(|e| e["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Ann Lee", "Émile Zet", "Gus Ode", "Ian Pfau", "Jo Quint", "Віталій Кличко"]);
    // Names of other scripts are found by their letters and by Latin ones.
    for query in ["Кличко", "klichko", "vitalii"] {
        let found = serde_json::to_value(explorer.search(query, None, 9)).unwrap();
        assert_eq!(
            (&found[0]["name"], &found[0]["near"]),
            (&"Віталій Кличко".into(), &false.into()),
            "{query}: {found}"
        );
    }
    // Two who met once met in their contest; two who never met have a way between them, if any.
    let found = explorer.search("quint ode", None, 9);
    assert_eq!(found.first().map(|f| f.address()), Some("contest/2020-ward-council-election"));
    let strangers = String::from_utf8(explorer.nothing_page("rivalry/ann-lee/gus-ode").body).unwrap();
    assert!(strangers.contains("href=\"/path/ann-lee/gus-ode\""), "{strangers}");
    assert!(get("path/gus-ode/ann-lee").contains("the succession in the office"));
    assert!(get("path/jo-quint/ann-lee").contains("No tenure of Jo Quint is known."));
    // No page has the number 0.
    for place in [Place::List(Kind::Person, 0), Place::Rivalries(0), Place::Checks(None, 0)] {
        assert_eq!(explorer.answer(&Address::html(place)).unwrap(), Answer::Nothing);
    }
}

#[test]
fn pages_of_long_careers_are_folded_and_files_are_called_by_their_names() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("explorer long").join("of one");
    std::fs::create_dir_all(&folder).unwrap();
    let table = folder.join("long.toml");
    let mut text = String::from("[series]\nname = \"Long\"\noffice = \"Mayor of Long\"\n");
    for year in 1600..1850 {
        // The first is a tie, and nobody says how it was decided.
        let outcome = if year == 1600 { "" } else { ", outcome = \"elected\"" };
        let ann = format!("{{ candidate = \"Ann A\", votes = 1{outcome} }}");
        let results = format!("results = [{ann}, {{ candidate = \"Bob B\", votes = 1 }}]");
        text.push_str(&format!("[[contest]]\ntitle = \"{year} Long election\"\ndate = \"{year}-05-01\"\n{results}\n"));
    }
    text.push_str("[[contest]]\ntitle = \"1990 Long election\"\ndate = \"someday\"\n");
    text.push_str("[[contest]]\ntitle = \"1991 Long election\"\nwinner = \"Nobody\"\nresults = [{ candidate = \"Ann A\", votes = 3 }]\n");
    std::fs::write(&table, text).unwrap();
    let written = folder.join("site");
    support::stdout(&["site", "--from", table.to_str().unwrap(), "-o", written.to_str().unwrap()]);
    let page = |name: &str| std::fs::read_to_string(written.join(name)).unwrap();
    let ann = page("person/ann-a.html");
    assert!(
        ann.contains("more contests</summary>") && ann.contains("href=\"#contests\"") && ann.contains(" more</span>"),
        "{ann}"
    );
    let rivalry = page("rivalry/ann-a/bob-b.html");
    assert!(rivalry.contains("Ahead: neither: a tie.") && rivalry.contains("</a>: 1 vote, 50.0%"), "{rivalry}");
    assert!(page("contest/1700-long-election.html").contains("<p class=\"lead\">A contest for "));
    // What could not be read has its line, and nothing tells in which folder of whose machine it stands.
    let checks = page("checks.html");
    assert!(checks.contains("date = &quot;someday&quot;") && checks.contains("long.toml"), "{checks}");
    for file in std::fs::read_dir(&written).unwrap().chain(std::fs::read_dir(written.join("checks")).unwrap()) {
        let file = file.unwrap().path();
        let inside = if file.is_file() { std::fs::read_to_string(&file).unwrap() } else { String::new() };
        assert!(!inside.contains("explorer long"), "{}", file.display());
    }
}

/// Names that are markup, script, paths, very long, turned round, or nothing.
fn hostile() -> Vec<String> {
    let long = "L".repeat(10_000);
    [
        "<script>alert(1)</script>",
        "\" onload=\"x",
        "'><img src=x>",
        "../../etc/passwd",
        "%2e%2e%2f",
        "\u{202e}gnp.exe",
        "\u{2066}Bo\u{2069}",
        "</title><svg>",
        "&lt;b&gt;",
        "]]>",
        "con",
        "...",
        "שמעון פרס",
        "\u{301}\u{302}x",
        "😀",
        &long,
    ]
    .map(String::from)
    .to_vec()
}

#[test]
fn hostile_names_are_text_and_write_plain_files() {
    let names = hostile();
    let mut table = String::from("contest,date,office,party,candidate,votes,outcome\n");
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    for year in [2001, 2005] {
        for (i, name) in names.iter().enumerate() {
            let other = &names[(i + 1) % names.len()];
            for (candidate, votes, outcome) in [(name, 60, "elected"), (other, 40, "lost")] {
                let (contest, office) =
                    (quoted(&format!("{year} vote {i} {name}")), quoted(&format!("Leader of {other}")));
                table.push_str(&format!(
                    "{contest},{year}-02-03,{office},{},{},{votes},{outcome}\n",
                    quoted(name),
                    quoted(candidate)
                ));
            }
        }
    }
    let reading = source::read_text("hostile.csv", table.as_bytes());
    let explorer = of_pages(&reading.pages, true);
    let files = files(&explorer);
    assert!(files.len() > 200);
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-./".contains(c);
    for (name, body) in &files {
        assert!(
            name.chars().all(plain) && !name.contains("..") && name.split('/').all(|part| part.len() < 200),
            "{name}"
        );
        let page = text(body);
        if name.ends_with(".html") {
            // Pictures for frames of other pages have none.
            let scripts = usize::from(!name.ends_with(".embed.html"));
            assert_eq!(page.matches("<script").count(), scripts, "{name}");
            assert!(!page.contains("<img") && !page.contains("onload=\"x"), "{name}: markup of a name");
            assert!(!page.contains('\u{202e}'), "{name}: what follows is turned round");
        }
        if name.ends_with(".svg") {
            roxmltree::Document::parse(page).unwrap_or_else(|e| panic!("{name}: {e}"));
        }
    }
    let people: Vec<Place> = explorer.places().filter(|p| matches!(p, Place::One(Kind::Person, _))).collect();
    assert!(people.len() >= names.len(), "everybody has a page");
    assert!(explorer.name_files().values().all(|file| !file.contains('\u{202e}')));
    assert!(names.iter().all(|n| slug(n).len() <= 90));
}

#[test]
fn a_graph_file_gives_the_same_pages() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("explorer");
    std::fs::create_dir_all(&folder).unwrap();
    // A party that stood in more contests than its page tells.
    let mut rows = String::from("contest,date,office,status,candidate,party,votes,outcome\n");
    for year in 1700..1910 {
        let status = if year == 1705 { "annulled" } else { "held" };
        for (name, party, votes, outcome) in
            [("Ann Ash", "Red Party", year, "elected"), ("Bob", "Blue Party", 9, "lost")]
        {
            let head = format!("{year} Ashby election,{year}-05-03,MP for Ashby,{status}");
            rows.push_str(&format!("{head},{name} {},{party},{votes},{outcome}\n", year / 20));
        }
    }
    let table = folder.join("elections.csv").display().to_string();
    std::fs::write(&table, rows).unwrap();
    let paths = ["bundled".to_string(), "tests/articles".to_string(), table.clone()];
    let path = folder.join("graph.db");
    support::stdout(&["build", "bundled", "tests/articles", &table, "--fresh", "-o", path.to_str().unwrap()]);
    let profile = ["show", "Red Party"];
    let told = support::stdout(&[&profile[..], &["--from", path.to_str().unwrap()]].concat());
    assert_eq!(told, support::stdout(&[&profile[..], &["--from", &table]].concat()));
    assert!(told.contains("  1710-05-03 1710 Ashby election: Ann Ash 85, elected; 1,710 votes, 99.48%"), "{told}");
    assert!(!told.contains("1709 Ashby") && told.contains("only the latest 200 contests are listed"), "{told}");
    let open = |sources: &[String]| Dataset::open(sources, Options::default()).unwrap().for_threads(2).unwrap();
    let of_file = Explorer::of(open(&[path.to_str().unwrap().to_string()]), settings(true)).unwrap();
    let of_graph = Explorer::of(open(&paths), settings(true)).unwrap();
    let (mut a, mut b) = (files(&of_graph), files(&of_file));
    let party = text(&a["party/red-party.html"]);
    assert!(party.contains("209 candidacies in 209 contests that are not the party's own, 209 elected."), "{party}");
    assert!(party.contains("person/ann-ash-85.html") && !party.contains("person/ann-ash-84.html"), "{party}");
    assert!(text(&a["person/ann-ash-85.html"]).contains(" for <a href=\"../party/red-party.html\">"));
    // Which of several like rivals' pictures comes first is the same, too.
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    for (name, body) in &mut a {
        let other = b.remove(name).unwrap();
        assert!(body.body == other.body, "{name} differs:\n{}\n{}", difference(text(body), text(&other)), name);
    }
    assert_eq!(of_graph.path_file().unwrap(), of_file.path_file().unwrap());
    assert_eq!(of_graph.name_files(), of_file.name_files());
    let tell =
        |explorer: &Explorer| explorer.answer(&Address::read("path/golda-meir/yair-golan.json").unwrap()).unwrap();
    assert_eq!(tell(&of_graph), tell(&of_file));
}

/// The first lines that differ.
fn difference(a: &str, b: &str) -> String {
    let pieces = |text: &str| text.replace('>', ">\n").lines().map(ToString::to_string).collect::<Vec<_>>();
    let (a, b) = (pieces(a), pieces(b));
    let at = a.iter().zip(&b).position(|(x, y)| x != y).unwrap_or(0);
    let some = |lines: &[String]| lines[at.saturating_sub(2)..(at + 4).min(lines.len())].join("");
    format!("{}\n---\n{}", some(&a), some(&b))
}

#[test]
fn a_site_is_written_kept_up_to_date_and_never_over_other_files() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("site");
    let _ = std::fs::remove_dir_all(&folder);
    let out = folder.to_str().unwrap();
    let said = support::stdout(&["site", "--from", "tests/articles", "-o", out]);
    assert!(said.contains(" pages, ") && said.contains("index.html"), "{said}");
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let before = read("index.html");
    assert!(folder.join("names/index.js").exists() && folder.join("paths.js").exists());
    // The same again is the same; another graph takes what is no more away, and leaves what is not its own.
    support::stdout(&["site", "--from", "tests/articles", "-o", out]);
    assert_eq!(before, read("index.html"));
    std::fs::write(folder.join("own.txt"), "mine").unwrap();
    let harbour = folder.join("person/marta-lindqvist.html");
    assert!(harbour.exists());
    let said = support::stdout(&["site", "-o", out, "--without", "pictures,twins"]);
    assert!(said.contains("removed") && !harbour.exists(), "{said}");
    assert!(folder.join("person/shimon-peres.html").exists() && !folder.join("person/shimon-peres.json").exists());
    assert_eq!(read("own.txt"), b"mine");
    let page = String::from_utf8(read("person/shimon-peres.html")).unwrap();
    assert!(!page.contains(".json") && !page.contains("shimon-peres.svg"), "what is left out is not linked to");
    let foreign = Path::new(env!("CARGO_TARGET_TMPDIR")).join("foreign");
    std::fs::create_dir_all(&foreign).unwrap();
    std::fs::write(foreign.join("thesis.txt"), "years of work").unwrap();
    let refused = support::hustings(&["site", "-o", foreign.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("nothing in it is lost"));
}

#[test]
fn the_script_of_a_site_has_the_ties_of_people() {
    let folder = support::scratch("site-ties");
    support::stdout(&["site", "-o", &folder.join("site").display().to_string()]);
    let paths = std::fs::read_to_string(folder.join("site").join("paths.js")).unwrap();
    let paths: serde_json::Value =
        serde_json::from_str(paths.trim_start_matches("hustings.paths=").trim_end_matches([';', '\n'])).unwrap();
    let at = |value: &serde_json::Value| value.as_u64().unwrap() as usize;
    let person = |number: &serde_json::Value| paths["people"][at(number)][1].as_str().unwrap();
    let said = |tie: &serde_json::Value, way: usize| {
        let ends = if way == 0 { [&tie[0], &tie[1]] } else { [&tie[1], &tie[0]] };
        format!("{} {} {}", person(ends[0]), paths["kinds"][at(&tie[2])][way].as_str().unwrap(), person(ends[1]))
    };
    let ties: Vec<String> =
        paths["ties"].as_array().unwrap().iter().flat_map(|tie| [said(tie, 0), said(tie, 1)]).collect();
    for expected in [
        "golda-meir endorsed yitzhak-rabin",
        "yitzhak-rabin was endorsed by golda-meir",
        "ed-miliband is kin of david-miliband",
    ] {
        assert!(ties.iter().any(|tie| tie == expected), "{expected}: {ties:?}");
    }
}

//! Draws the gallery of the documentation: every kind of diagram, from the bundled data.
//!
//! `cargo run --example gallery` writes `docs/gallery/*.svg` and `docs/gallery.md`. A test checks that they are up to
//! date.

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "an example writes its pictures")]

use hustings::analysis::measures::{RoundChoice, of_contest};
use hustings::analysis::rivals;
use hustings::analysis::survival::{self, By, Choice};
use hustings::facts::Facts;
use hustings::graph::{Lookup, OfficeId, PersonId, PoliticalGraph, Query, Selection};
use hustings::identity::Overrides;
use hustings::source;
use hustings::view::curves;
use hustings::view::diagram::{CREDIT, Curves, Diagram, Frame};
use hustings::view::draw;
use hustings::view::page::{Direction, Page};
use hustings::view::theme::Theme;

const ORIGIN: &str = "the data bundled with Hustings";

/// A picture of the gallery.
pub(crate) struct Picture {
    /// The name of its file, without the extension.
    pub(crate) name: &'static str,
    /// What the picture shows.
    pub(crate) caption: &'static str,
    /// The command that draws it.
    pub(crate) command: &'static str,
    /// The drawing as SVG.
    pub(crate) svg: String,
}

fn office(graph: &PoliticalGraph, name: &str) -> OfficeId {
    match graph.find_office(name) {
        Lookup::One(id) => id,
        _ => graph.offices()[0].id,
    }
}

fn person(graph: &PoliticalGraph, name: &str) -> PersonId {
    match graph.find_person(name) {
        Lookup::One(id) => id,
        _ => graph.people()[0].id,
    }
}

fn rivalry(graph: &PoliticalGraph) -> Diagram {
    let (a, b) = (person(graph, "Yitzhak Rabin"), person(graph, "Shimon Peres"));
    let mut rivalry = rivals::between(graph, a, b, false);
    (rivalry.a, rivalry.b) = (a, b);
    draw::rivalry(graph, &rivalry, ORIGIN)
}

fn competitiveness(selection: &Selection<'_>, title: &str) -> Diagram {
    let graph = selection.graph();
    let contests = selection.contests().filter(|c| c.documented);
    let found: Vec<_> = contests.flat_map(|c| of_contest(graph, c, RoundChoice::First, false)).collect();
    draw::competitiveness(graph, title, &found, ORIGIN)
}

fn survival(graph: &PoliticalGraph) -> Diagram {
    let choice = Choice { by: By::Office, ..Choice::default() };
    let (watched, _) = survival::of_graph(graph, &choice);
    let curve = |(name, spells): (String, Vec<survival::Spell>)| (name, survival::curve(&spells));
    let mut groups: Vec<_> = survival::groups(&watched).into_iter().map(curve).collect();
    groups.sort_by_key(|(name, c)| (std::cmp::Reverse(c.spells), name.clone()));
    let frame = Frame {
        title: "How long tenures last".into(),
        subtitle: "By office.".into(),
        description: groups.iter().map(|(name, c)| curves::describe(name, c)).collect::<Vec<_>>().join(" "),
        source: ORIGIN.into(),
        until: String::new(),
        credit: CREDIT.into(),
    };
    Diagram::Curves(Curves { frame, groups })
}

/// Draws the people who met at least `min` times, as a network or as a matrix.
fn rivalries(selection: &Selection<'_>, min: u16, matrix: bool) -> Diagram {
    let graph = selection.graph();
    let (all, _) = rivals::all(graph, false);
    let often: Vec<_> = all.iter().filter(|t| t.meetings >= min).copied().collect();
    let readable = if matrix { draw::MOST_IN_A_MATRIX } else { draw::MOST_PEOPLE };
    let list = !matrix && !draw::is_readable(&often);
    let (kept, people) = if list { (often, None) } else { draw::busiest(&often, readable, draw::TOP) };
    let kept = if matrix { draw::among(&kept, &all) } else { kept };
    let shown: Vec<_> = kept.iter().map(|t| rivals::between(graph, t.a, t.b, false)).collect();
    let left_out = draw::LeftOut { pairs: all.len(), min: usize::from(min), most: false, people, among: matrix };
    let draw = if matrix { draw::rivalry_matrix } else { draw::rivalries };
    draw(selection, &shown, &left_out, ORIGIN)
}

/// Draws every picture of the gallery.
#[allow(clippy::too_many_lines, reason = "a list of pictures")]
pub(crate) fn pictures() -> Vec<Picture> {
    let pages: Vec<_> = source::bundled().collect();
    let graph = PoliticalGraph::build(&Facts::extract(&pages), &Overrides::default());
    let whole = Selection::whole(&graph);
    let of = |name: &str| Query::default().with_office(office(&graph, name)).resolve(&graph);
    let (likud, labor, peres) = (of("Likud"), of("Israeli Labor Party"), person(&graph, "Peres"));
    let page = Page::default();
    let picture = |name, caption, command, diagram: Diagram, page: Page| Picture {
        name,
        caption,
        command,
        svg: diagram.lay_out(page).to_svg(),
    };
    vec![
        picture(
            "timeline",
            "Who held which office when, to scale: acting holders hatched, vacancies marked, each contest with those who stood and the winner's lead.",
            "hustings draw timeline \"Israeli Labor Party\" -o timeline.svg",
            draw::timeline(&labor, ORIGIN),
            page,
        ),
        picture(
            "timeline-dark",
            "The same of another office, on dark, 900 pixels wide.",
            "hustings draw timeline Likud --theme dark --width 900 -o timeline-dark.svg",
            draw::timeline(&likud, ORIGIN),
            page.with_theme(Theme::Dark).with_width(900.0),
        ),
        picture(
            "succession",
            "Who led after whom, and through which contest, as cards with the results.",
            "hustings draw succession Likud -o succession.svg",
            draw::succession(&likud, ORIGIN),
            page,
        ),
        picture(
            "successions",
            "The same of several offices beside each other; broken lines join the tenures of those who came back.",
            "hustings draw succession -o successions.svg",
            draw::succession_graph(&whole, ORIGIN),
            page,
        ),
        picture(
            "succession-right",
            "The same from left to right.",
            "hustings draw succession Likud --as graph --direction right -o succession-right.svg",
            draw::succession_graph(&likud, ORIGIN),
            page.with_direction(Direction::Right),
        ),
        picture(
            "contests",
            "The contests for an office: every candidacy in its place, joined to the person's next.",
            "hustings draw contests Likud -o contests.svg",
            draw::contests_graph(&likud, ORIGIN),
            page,
        ),
        picture(
            "contest-cards",
            "The same as cards with full results.",
            "hustings draw contests Likud --as cards -o contest-cards.svg",
            draw::contests(&likud, ORIGIN),
            page,
        ),
        picture(
            "rivalry",
            "How often two people met, and who won: each meeting with both shares on one scale, and what lay between.",
            "hustings draw rivalry Rabin Peres -o rivalry.svg",
            rivalry(&graph),
            page,
        ),
        picture(
            "rivalry-phone",
            "The same laid out for a phone.",
            "hustings draw rivalry Rabin Peres --width 360 -o rivalry-phone.svg",
            rivalry(&graph),
            page.with_width(360.0),
        ),
        picture(
            "competitiveness",
            "How contested an office was over time: effective number of candidates, margin, turnout.",
            "hustings draw competitiveness Likud -o competitiveness.svg",
            competitiveness(&likud, "Leader of Likud: how contested"),
            page,
        ),
        picture(
            "rivalries",
            "Who faced whom at least twice, and who won.",
            "hustings draw rivalries -o rivalries.svg",
            rivalries(&whole, 2, false),
            page,
        ),
        picture(
            "rivalry-list",
            "More than a network can show, as a list.",
            "hustings draw rivalries --min 1 -o rivalry-list.svg",
            rivalries(&whole, 1, false),
            page,
        ),
        picture(
            "rivalry-matrix",
            "The same as a matrix, people who met often beside each other.",
            "hustings draw rivalries --as matrix -o rivalry-matrix.svg",
            rivalries(&whole, 2, true),
            page,
        ),
        picture(
            "career",
            "What a person stood for, won, lost and held.",
            "hustings draw career Peres -o career.svg",
            draw::career(&whole, peres, ORIGIN),
            page,
        ),
        picture(
            "career-graph",
            "The same as a graph.",
            "hustings draw career Peres --as graph -o career-graph.svg",
            draw::career_graph(&whole, peres, ORIGIN),
            page,
        ),
        picture(
            "contests-phone",
            "The contests for an office, laid out for a phone.",
            "hustings draw contests Likud --width 360 -o contests-phone.svg",
            draw::contests(&likud, ORIGIN),
            page.with_width(360.0),
        ),
        picture(
            "survival",
            "How long tenures last: Kaplan–Meier curves with their bands, and how many were still watched.",
            "hustings survival --by office -o survival.svg",
            survival(&graph),
            page,
        ),
    ]
}

/// Returns the Markdown page that shows the pictures.
pub(crate) fn page() -> String {
    let mut text = String::from(
        "# Gallery\n\nEvery kind of diagram, drawn from the bundled data. `cargo run --example gallery` draws them again.\n",
    );
    for picture in pictures() {
        let Picture { name, caption, command, .. } = picture;
        text.push_str(&format!(
            "\n## {name}\n\n{caption}\n\n```console\n$ {command}\n```\n\n![{caption}](gallery/{name}.svg)\n"
        ));
    }
    text
}

#[allow(dead_code, reason = "the test that includes this file has its own")]
fn main() -> std::io::Result<()> {
    let folder = std::path::Path::new("docs/gallery");
    std::fs::create_dir_all(folder)?;
    for picture in pictures() {
        std::fs::write(folder.join(format!("{}.svg", picture.name)), &picture.svg)?;
    }
    std::fs::write("docs/gallery.md", page())?;
    println!("wrote docs/gallery.md and {} pictures", pictures().len());
    Ok(())
}

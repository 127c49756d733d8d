//! Paths from one person to another: the form that asks for two people, and the answer, in words and as a picture.

use super::address::{Address, Kind, Picture, Place};
use super::html::{self, Frame, cites, day, say};
use super::links::escaped;
use super::model::{Desk, Ref, Source, When, worded};
use super::pictures::in_numbers;
use super::{Answer, Explorer, html_body};
use crate::analysis::path::{self, By, Step, Steps};
use crate::dataset::{DatasetError, Need};
use crate::facts::TieKind;
use crate::graph::{Node, PersonId, TenureId, TieId};
use crate::store::{Evidence, Part, RowSelection};
use crate::view::diagram::Diagram;
use crate::view::draw;
use crate::view::listing::evidence;
use crate::view::words::counted;
use crate::wikitext::{capital, fold};
use maud::{Markup, html};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct PathPage {
    from: Ref,
    to: Ref,
    succession: Way,
    contests: Way,
    ties: Way,
    pub(super) sources: Vec<Source>,
    #[serde(skip)]
    pub(super) drawn: Option<Diagram>,
}

/// A path of one kind, and the explanation if there is none.
#[derive(Serialize)]
struct Way {
    steps: Vec<StepRow>,
    #[serde(serialize_with = "worded")]
    says: String,
}

#[derive(Serialize)]
struct StepRow {
    from: Ref,
    to: Ref,
    by: &'static str,
    office: Option<Ref>,
    contest: Option<Ref>,
    date: Option<When>,
    /// The kind of tie, and true if it leads from the first person to the second.
    #[serde(skip_serializing_if = "Option::is_none")]
    tie: Option<(String, bool)>,
    sources: Vec<usize>,
}

/// The result of the search. People, tenures and contests are the store's numbers.
struct Found {
    succession: Result<Vec<Step>, Option<TenureId>>,
    /// The number of steps of the succession in the other direction, if there is one.
    back: Option<usize>,
    contests: Vec<Step>,
    reach: [usize; 2],
    ties: Vec<Step>,
    /// The number of people whom each end reaches by ties, if no chain joins them.
    tied: [usize; 2],
}

impl PathPage {
    /// Returns the paths between two people, given by their numbers.
    pub(super) fn of(explorer: &Explorer, a: u32, b: u32) -> Result<Self, DatasetError> {
        let [from, to] = [a, b].map(|n| PersonId::from_index(n as usize));
        let steps = Steps::by_contests(&explorer.returns);
        let contests = steps.shortest(from, to, 1).into_iter().next().unwrap_or_default();
        let reach = if contests.is_empty() { [steps.reach(from), steps.reach(to)] } else { [0, 0] };
        let tied_steps =
            Steps::by_contests(&explorer.returns).without_contests().with_ties(explorer.ties()?.iter().copied());
        let ties = tied_steps.shortest(from, to, 1).into_iter().next().unwrap_or_default();
        let tied = if ties.is_empty() { [tied_steps.reach(from), tied_steps.reach(to)] } else { [0, 0] };
        let careers = RowSelection { careers: [a, b].into(), people: [a, b].into(), ..RowSelection::default() };
        let (succession, back) = explorer.with(&Need::Rows(&careers), |part| {
            let (Some(a), Some(b)) = (part.person_id(a), part.person_id(b)) else { return (Err(None), None) };
            let whole = |steps: Vec<Step>| steps.iter().map(|s| to_numbers(part, s)).collect();
            let number = |t| TenureId::from_index(part.tenure_number(t) as usize);
            let found = path::by_succession(&part.graph, a, b).map(whole).map_err(|miss| miss.map(number));
            (found, path::by_succession(&part.graph, b, a).ok().map(|s| s.len()))
        })?;
        let found = Found { succession, back, contests, reach, ties, tied };
        explorer.with(&Need::Rows(&found.rows([a, b])), |part| Self::on(Desk::new(explorer, part), [a, b], &found))
    }

    fn on(mut desk: Desk<'_>, ends: [u32; 2], found: &Found) -> Self {
        let part = desk.part;
        let here = |steps: &[Step]| -> Vec<Step> { steps.iter().filter_map(|s| from_numbers(part, s)).collect() };
        let succession = found.succession.as_ref().map(|s| here(s)).unwrap_or_default();
        let contests = here(&found.contests);
        let ties = here(&found.ties);
        let by_succession = Way { says: found.say_succession(&desk, ends), steps: rows(&mut desk, &succession) };
        let by_contests = Way { says: found.say_contests(&desk, ends), steps: rows(&mut desk, &contests) };
        let by_ties = Way { says: found.say_ties(&desk, ends), steps: rows(&mut desk, &ties) };
        let ways =
            [("By succession", &succession[..]), ("By shared contests", &contests[..]), ("By stated ties", &ties[..])];
        let drawn: Vec<(&str, &[Step])> = ways.into_iter().filter(|(_, steps)| !steps.is_empty()).collect();
        let drawn =
            (!drawn.is_empty()).then(|| in_numbers(draw::path(desk.graph, &drawn, desk.explorer.origin()), part));
        let end = |n| desk.explorer.about(Kind::Person, n);
        Self {
            from: end(ends[0]),
            to: end(ends[1]),
            succession: by_succession,
            contests: by_contests,
            ties: by_ties,
            sources: desk.sources(),
            drawn,
        }
    }

    pub(super) fn html(&self, frame: &Frame<'_>, picture: Option<&str>) -> Vec<u8> {
        let (a, b) = (html::short(&self.from.name), html::short(&self.to.name));
        let title = format!("From {} to {}", html::short(&self.from.with_note()), html::short(&self.to.with_note()));
        let said = |way: &Way, by: &str| match way.steps.len() {
            0 => format!("{by}: no path"),
            n => format!("{by}: {}", counted(n, "step")),
        };
        let about = format!(
            "{title}. {}; {}; {}.",
            said(&self.succession, "By succession"),
            said(&self.contests, "by shared contests"),
            said(&self.ties, "by stated ties")
        );
        let back = Place::Path(word(&self.to), word(&self.from)).stem();
        let body = html! {
            h1 { "From " (say(&a)) " to " (say(&b)) }
            p.lead { (said(&self.succession, "By succession")) "; " (said(&self.contests, "by shared contests")) "; " (said(&self.ties, "by stated ties")) ". " a href=(frame.href(&back)) { "In the other direction" } }
            h2 { "By succession" }
            @if self.succession.steps.is_empty() { p { (say(&self.succession.says)) } } @else { (Self::told(frame, &self.succession)) }
            h2 { "By shared contests" }
            @if self.contests.steps.is_empty() { p { (say(&self.contests.says)) } } @else { (Self::told(frame, &self.contests)) }
            h2 { "By stated ties" }
            @if self.ties.steps.is_empty() { p { (say(&self.ties.says)) } } @else { (Self::told(frame, &self.ties)) }
            @if let Some(svg) = picture { (frame.picture(Picture::Path, svg, &format!("How {} leads to {}", html::plain(&a), html::plain(&b)))) }
            h2.screen { "Another path" }
            (form(frame, &self.from.name, &self.to.name))
            (html::sources(&self.sources))
        };
        frame.page(&title, &about, &body)
    }

    fn told(frame: &Frame<'_>, way: &Way) -> Markup {
        html! {
                   ol.steps {
                       @for s in &way.steps {
                           li {
                               @if s.by == "succession" {
                                   (frame.link(&s.to)) " followed " (frame.link(&s.from))
                                   @if let Some(office) = &s.office { " as " (frame.link(office)) }
                                   @if s.date.is_some() { " (" (day(s.date)) ")" }
                                   @if let Some(contest) = &s.contest { ", through the " (frame.link(contest)) }
        } @else if let Some((kind, forward)) = &s.tie {
                                   @let (first, second) = if *forward { (&s.from, &s.to) } else { (&s.to, &s.from) };
                                   (frame.link(first)) " " span { (say(TieKind::read(kind).map_or(kind.as_str(), |kind| joined(kind)))) } " " (frame.link(second))
                                   @if s.date.is_some() { " (" (day(s.date)) ")" }
                               } @else {
                                   (frame.link(&s.from)) " and " (frame.link(&s.to)) " both stood in the "
                                   @if let Some(contest) = &s.contest { (frame.link(contest)) }
                               }
                               "." (cites(&s.sources))
                           }
                       }
                   }
               }
    }
}

/// Returns the slug of a person.
fn word(person: &Ref) -> String {
    person.address.rsplit('/').next().unwrap_or_default().to_string()
}

impl Found {
    /// Returns the rows that the page shows.
    fn rows(&self, ends: [u32; 2]) -> RowSelection {
        let mut rows = RowSelection { people: ends.into(), evidence: Evidence::All, ..RowSelection::default() };
        let number = |t: TenureId| t.index() as u32;
        if let Err(Some(last)) = &self.succession {
            rows.tenures.insert(number(*last));
        }
        let succession = self.succession.as_deref().unwrap_or_default();
        for step in succession.iter().chain(&self.contests).chain(&self.ties) {
            rows.people.extend([step.from, step.to].map(|p| p.index() as u32));
            match step.by {
                By::Contest(id) => rows.contests.insert(id.index() as u32),
                By::Succession(id) => rows.tenures.insert(number(id)),
                By::Tie(id) => rows.ties.insert(id.index() as u32),
            };
        }
        rows
    }

    fn say_succession(&self, desk: &Desk<'_>, [a, b]: [u32; 2]) -> String {
        let name = |n| desk.explorer.directory.name(Kind::Person, n);
        let mut says = match &self.succession {
            Ok(_) => return String::new(),
            Err(None) => format!("No tenure of {} is known.", name(a)),
            Err(Some(last)) => {
                let Some(tenure) = desk.part.tenure_id(last.index() as u32).map(|id| desk.graph.tenure(id)) else {
                    return String::new();
                };
                let until =
                    tenure.to.best().map_or_else(String::new, |d| format!(", whose tenure ended in {}", d.long()));
                let (office, last) = (&desk.graph.office(tenure.office).name, &desk.graph.person(tenure.person).name);
                format!(
                    "From {}, the succession in the office '{office}' reaches {last}{until}, and no further.",
                    name(a)
                )
            }
        };
        if let Some(back) = self.back {
            says.push_str(&format!(
                " In the other direction, {} leads to {} in {}.",
                name(b),
                name(a),
                counted(back, "step")
            ));
        }
        says
    }

    fn say_contests(&self, desk: &Desk<'_>, [a, b]: [u32; 2]) -> String {
        if !self.contests.is_empty() {
            return String::new();
        }
        let circle = |n, reach| match reach {
            0 => format!("{} stood against nobody", desk.explorer.directory.name(Kind::Person, n)),
            reach => format!("{} reaches {}", desk.explorer.directory.name(Kind::Person, n), people(reach)),
        };
        format!(
            "{} and {}, but no chain of contests joins the two.",
            circle(a, self.reach[0]),
            circle(b, self.reach[1])
        )
    }
}

impl Found {
    fn say_ties(&self, desk: &Desk<'_>, [a, b]: [u32; 2]) -> String {
        if !self.ties.is_empty() {
            return String::new();
        }
        let circle = |n, reach| match reach {
            0 => format!("no source states a tie of {}", desk.explorer.directory.name(Kind::Person, n)),
            reach => format!("{} reaches {}", desk.explorer.directory.name(Kind::Person, n), people(reach)),
        };
        let says =
            format!("{}, and {}: no chain of ties joins the two.", circle(a, self.tied[0]), circle(b, self.tied[1]));
        capital(&says)
    }
}

impl Explorer {
    /// Returns the ties between two people, by the store's numbers.
    fn ties(&self) -> Result<&[(PersonId, PersonId, TieId)], DatasetError> {
        if let Some(ties) = self.ties.get() {
            return Ok(ties);
        }
        let ties = self.data.ties()?;
        let of_people = ties.iter().filter_map(|tie| tie.people().map(|[from, to]| (from, to, tie.id))).collect();
        Ok(self.ties.get_or_init(|| of_people))
    }
}

/// Returns the words between the two people of a tie.
pub(super) const fn joined(kind: TieKind) -> &'static str {
    match kind {
        TieKind::Kin => "is kin of",
        other => other.label(),
    }
}

fn people(number: usize) -> String {
    if number == 1 { "1 other person".into() } else { counted(number, "person") }
}

fn rows(desk: &mut Desk<'_>, steps: &[Step]) -> Vec<StepRow> {
    let graph = desk.graph;
    let mut found = Vec::new();
    for step in steps {
        let tie = match step.by {
            By::Tie(id) => {
                Some((graph.tie(id).kind.label().to_string(), graph.tie(id).from == Node::Person(step.from)))
            }
            _ => None,
        };
        let (by, office, contest, date, places) = match step.by {
            By::Succession(id) => {
                let tenure = graph.tenure(id);
                (
                    "succession",
                    Some(tenure.office),
                    tenure.contest,
                    tenure.from.best().copied(),
                    tenure.citations.clone(),
                )
            }
            By::Tie(id) => {
                let tie = graph.tie(id);
                ("tie", None, tie.contest, tie.start, tie.citations.clone())
            }
            By::Contest(id) => {
                let contest = graph.contest(id);
                ("contest", contest.office, Some(id), contest.date(), evidence(graph, id, [step.from, step.to]))
            }
        };
        found.push(StepRow {
            from: desk.person(step.from),
            to: desk.person(step.to),
            by,
            office: office.map(|o| desk.office(o)),
            contest: contest.map(|c| desk.contest(c)),
            date: date.map(When),
            tie,
            sources: desk.cite(places),
        });
    }
    found
}

fn to_numbers(part: &Part, step: &Step) -> Step {
    let person = |p| PersonId::from_index(part.person_number(p) as usize);
    let by = match step.by {
        By::Succession(id) => By::Succession(TenureId::from_index(part.tenure_number(id) as usize)),
        By::Tie(id) => By::Tie(TieId::from_index(part.tie_number(id) as usize)),
        by @ By::Contest(_) => by,
    };
    Step { from: person(step.from), to: person(step.to), by }
}

fn from_numbers(part: &Part, step: &Step) -> Option<Step> {
    let by = match step.by {
        By::Succession(id) => By::Succession(part.tenure_id(id.index() as u32)?),
        By::Contest(id) => By::Contest(part.contest_id(id.index() as u32)?),
        By::Tie(id) => By::Tie(part.tie_id(id.index() as u32)?),
    };
    Some(Step { from: part.person_id(step.from.index() as u32)?, to: part.person_id(step.to.index() as u32)?, by })
}

/// Writes the form that asks for two people. On a static site it is hidden until the script enables it.
pub(super) fn form(frame: &Frame<'_>, from: &str, to: &str) -> Markup {
    let field = |id: &str, label: &str, value: &str| {
        html! {
            p { label for=(id) { (label) } " " input id=(id) name=(id) list=(format!("{id}-names")) value=(html::plain(value)) autocomplete="off" maxlength="200" required; datalist id=(format!("{id}-names")) {} }
        }
    };
    html! {
        form.path-form action=(frame.file("paths")) method="get" hidden[frame.explorer.is_site()] {
            (field("from", "From", from)) (field("to", "To", to))
            p { button type="submit" { "Find a path" } }
        }
        div id="path-result" role="status" {}
    }
}

/// Writes the page of the form. `says` explains why there is no answer, if a question was asked.
pub(super) fn page(frame: &Frame<'_>, from: &str, to: &str, says: &Markup) -> Vec<u8> {
    let body = html! {
        h1 { "How one person leads to another" }
        p.lead { "By succession: every holder of the office between the two. By contests in which both stood, and by stated ties: the shortest chain." }
        (says)
        (form(frame, from, to))
        @if frame.explorer.is_site() { noscript { p.hint { "Finding paths on this site needs JavaScript, which is off in this browser." } } }
    };
    frame.page("Paths", "How one person leads to another: by succession, or by contests in which both stood.", &body)
}

impl Explorer {
    /// Answers a question for the path between two people, given by typed names. Redirects to the path, or shows the
    /// form again with the people who may be meant.
    pub fn path_between(&self, from: &str, to: &str) -> Answer {
        let frame = Frame::new(self, &Place::Paths);
        let mut says = Vec::new();
        let mut ends = Vec::new();
        for asked in [from, to] {
            let hits = self.meant(asked);
            match hits.as_slice() {
                [one] => ends.push(self.directory.slug(Kind::Person, *one).to_string()),
                _ => {
                    let first = says.is_empty() && ends.is_empty();
                    let near = if hits.is_empty() {
                        self.directory.near(asked, Some(Kind::Person), SHOWN)
                    } else {
                        Vec::new()
                    };
                    let numbers = hits.iter().copied().chain(near.iter().map(|h| h.number));
                    let people: Vec<Ref> = numbers.take(SHOWN).map(|n| self.about(Kind::Person, n)).collect();
                    let meant = Meant { asked, people, near: hits.is_empty(), more: hits.len() > SHOWN };
                    says.push(meant.html(&frame, if first { (None, Some(to)) } else { (Some(from), None) }));
                }
            }
        }
        match ends.as_slice() {
            [a, b] if a != b => Answer::Elsewhere(Address::html(Place::Path(a.clone(), b.clone()))),
            [_, _] => Answer::Found(html_body(page(&frame, from, to, &one_person()))),
            _ if from.trim().is_empty() && to.trim().is_empty() => {
                Answer::Found(html_body(page(&frame, "", "", &html! {})))
            }
            _ => Answer::Found(html_body(page(&frame, from, to, &html! { @for s in &says { (s) } }))),
        }
    }

    /// Returns the people whom a typed name may mean: the person with this slug, else those with exactly this name,
    /// else the results of a search.
    fn meant(&self, asked: &str) -> Vec<u32> {
        if let Some(number) = self.directory.find(Kind::Person, asked.trim()) {
            return vec![number];
        }
        // The suggestions of the form include the qualifier: "Ann Ash (1950–1980)".
        let head = asked.trim().strip_suffix(')').and_then(|a| a.rsplit_once(" ("));
        let whole = |asked: &str| -> Vec<u32> {
            let folded = fold(asked.trim());
            let hits = self.hits(asked, Some(Kind::Person), 200).into_iter();
            hits.filter(|h| fold(self.directory.name(Kind::Person, h.number)) == folded).map(|h| h.number).collect()
        };
        if let Some((name, note)) = head {
            let named = whole(name)
                .into_iter()
                .filter(|n| self.directory.note(Kind::Person, *n) == Some(note))
                .collect::<Vec<u32>>();
            if let [one] = named[..] {
                return vec![one];
            }
        }
        match whole(asked) {
            found if found.is_empty() => {
                self.hits(asked, Some(Kind::Person), SHOWN + 1).into_iter().map(|h| h.number).collect()
            }
            found => found,
        }
    }
}

/// The number of people listed who may be meant.
const SHOWN: usize = 20;

/// The people whom a name may mean, or whose names are similar.
struct Meant<'a> {
    asked: &'a str,
    people: Vec<Ref>,
    /// True if the names are only similar.
    near: bool,
    /// True if there are more.
    more: bool,
}

impl Meant<'_> {
    /// Writes the list. Each person links to the form with that person filled in and the other name as it was typed.
    fn html(&self, frame: &Frame<'_>, (from, to): (Option<&str>, Option<&str>)) -> Markup {
        let way = |person: &Ref| {
            let own = word(person);
            let part = |key: &str, text: Option<&str>| format!("{key}={}", escaped(text.unwrap_or(&own)));
            format!("{}?{}&{}", frame.file("paths"), part("from", from), part("to", to))
        };
        html! {
            @if self.asked.trim().is_empty() { p.hint { "A name is missing." } }
            @else {
                @match (self.near, self.people.is_empty()) {
                    (_, true) => p.hint { "Nobody is called " (say(self.asked)) "." },
                    (true, _) => p { "Nobody is called " (say(self.asked)) ". Do you mean one of these?" },
                    (false, _) => p { (say(self.asked)) " may mean any of these people:" },
                }
                ul { @for p in &self.people { li {
                    a href=(way(p)) { (say(&html::short(&p.name))) } @if let Some(note) = &p.note { " " span.note { "(" (say(note)) ")" } }
                } } }
                @if self.more {
                    p.hint { "There are more; " a href=(format!("{}?q={}", frame.file("search"), escaped(self.asked))) { "the search" } " lists them." }
                }
            }
        }
    }
}

fn one_person() -> Markup {
    html! { p.hint { "Both names belong to the same person." } }
}

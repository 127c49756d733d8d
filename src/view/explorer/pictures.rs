//! The pictures of the pages. Their parts link to other pages.

use super::address::{Address, Form, Kind, Picture, Place};
use super::html::Frame;
use super::{Body, DOT, Explorer, SVG};
use crate::analysis::measures::{RoundChoice, of_contest};
use crate::analysis::rivals::{self, Tally};
use crate::dataset::{DatasetError, Need};
use crate::graph::{Contest, ContestId, Found, OfficeId, PersonId, PoliticalGraph, Query};
use crate::store::{Evidence, Part, RowSelection};
use crate::view::diagram::{About, Diagram};
use crate::view::page::Page;
use crate::view::{dot, draw};

impl Explorer {
    /// Draws a picture of a thing. Returns `None` if the thing has no such picture or the picture would be empty.
    pub(super) fn drawn(&self, graph: &PoliticalGraph, here: Found, picture: Picture) -> Option<Diagram> {
        let origin = self.origin();
        let offices: Vec<OfficeId> = match here {
            Found::Office(id) => vec![id],
            Found::Party(id) => graph.offices().iter().filter(|o| o.party == Some(id)).map(|o| o.id).collect(),
            _ => Vec::new(),
        };
        let of_offices = || offices.iter().fold(Query::default(), |q, o| q.with_office(*o)).resolve(graph);
        match (picture, here) {
            (Picture::Career, Found::Person(id)) => {
                let person = graph.person(id);
                let selection = Query::default().with_person(id).resolve(graph);
                (!person.candidacies.is_empty() || !person.tenures.is_empty())
                    .then(|| draw::career(&selection, id, origin))
            }
            (Picture::Results, Found::Contest(id)) => Some(draw::contest(graph, id, origin)),
            (Picture::Timeline, _) if !offices.is_empty() => {
                let selection = of_offices();
                let dated = selection.contests().any(|c| c.date().is_some())
                    || selection.tenures().any(|t| graph.span_of(t).0.is_some());
                dated.then(|| draw::timeline(&selection, origin))
            }
            (Picture::Succession, _) if !offices.is_empty() => {
                let selection = of_offices();
                let held = selection.tenures().next().is_some();
                held.then(|| draw::succession(&selection, origin))
            }
            (Picture::Competitiveness, Found::Office(_) | Found::Party(_)) => {
                // For a party: the contests for its only office, or all its contests if it has no office.
                let (name, contests): (_, Vec<&Contest>) = match (here, &offices[..]) {
                    (_, [office]) => (&graph.office(*office).name, graph.contests_of(*office).collect()),
                    (Found::Party(id), []) => {
                        (&graph.party(id).name, graph.contests().iter().filter(|c| c.party == Some(id)).collect())
                    }
                    _ => return None,
                };
                let measures = |c: &&Contest| of_contest(graph, c, RoundChoice::First, self.settings.include_annulled);
                let measures: Vec<_> = contests.iter().flat_map(measures).collect();
                let title = format!("{name}: how contested");
                let known = measures
                    .iter()
                    .filter(|m| m.date.is_some() && m.effective_number.or(m.margin_points).is_some())
                    .count();
                (known > 1).then(|| draw::competitiveness(graph, &title, &measures, origin))
            }
            _ => None,
        }
    }

    /// Draws the record of two people who met. The first one is on the left.
    pub(super) fn duel(&self, graph: &PoliticalGraph, a: PersonId, b: PersonId) -> Diagram {
        let mut rivalry = rivals::between(graph, a, b, self.settings.include_annulled);
        (rivalry.a, rivalry.b) = (a, b);
        draw::rivalry(graph, &rivalry, self.origin())
    }

    /// Returns the network of the pairs who met most often. It is drawn only once.
    pub(super) fn network(&self) -> Result<Option<&Diagram>, DatasetError> {
        if self.network.get().is_none() {
            // If another thread was faster, its picture is the same.
            let _ = self.network.set(self.draw_network()?);
        }
        Ok(self.network.get().and_then(Option::as_ref))
    }

    fn draw_network(&self) -> Result<Option<Diagram>, DatasetError> {
        const MOST: usize = 40;
        let mut shown: Vec<Tally> = self.pairs.iter().take(MOST).copied().collect();
        // Other pairs may have as many meetings as the last one shown; a cut among them would depend on names alone.
        // They are all left out if more than ten pairs remain.
        if let Some(last) = self.pairs.get(MOST).map(|t| t.meetings) {
            let fewer: Vec<Tally> = shown.iter().filter(|t| t.meetings > last).copied().collect();
            if fewer.len() > 10 {
                shown = fewer;
            }
        }
        let mut rows = RowSelection { evidence: Evidence::None, ..RowSelection::default() };
        for t in &shown {
            rows.people.extend([t.a, t.b].map(|p| p.index() as u32));
        }
        let people = rows.people.clone();
        for contest in 0..self.returns.contests() {
            let of = self
                .returns
                .all_rows(contest)
                .filter(|r| people.contains(&self.returns.person(self.returns.person[*r])));
            if of.take(1).count() > 0 {
                rows.contests.insert(self.returns.contests[contest]);
            }
        }
        let left_out = draw::LeftOut {
            pairs: self.counts.met,
            min: shown.last().map_or(2, |t| t.meetings as usize),
            most: self.pairs.get(shown.len()).is_some_and(|t| Some(t.meetings) == shown.last().map(|l| l.meetings)),
            people: None,
            among: false,
        };
        if shown.is_empty() {
            return Ok(None);
        }
        self.with(&Need::Rows(&rows), |part| {
            let here = |p: PersonId| part.person_id(p.index() as u32);
            let found: Vec<_> = shown
                .iter()
                .filter_map(|t| {
                    Some(rivals::between(&part.graph, here(t.a)?, here(t.b)?, self.settings.include_annulled))
                })
                .collect();
            let whole = crate::graph::Selection::whole(&part.graph);
            Some(in_numbers(draw::rivalries(&whole, &found, &left_out, self.origin()), part))
        })
    }

    /// Returns a function that gives the link target of a part of a picture. If `part` is `None`, ids are the store's
    /// numbers.
    pub(super) fn links<'f>(
        &'f self,
        frame: &'f Frame<'_>,
        part: Option<&'f Part>,
    ) -> impl Fn(About) -> Option<String> + 'f {
        move |about| {
            let person = |p: PersonId| part.map_or(p.index() as u32, |part| part.person_number(p));
            let word = |p| self.directory.slug(Kind::Person, person(p)).to_string();
            let place = match about {
                About::Person(p) => Place::One(Kind::Person, word(p)),
                About::Contest(c) => {
                    let number = part.map_or(c.index() as u32, |part| part.contest_number(c));
                    Place::One(Kind::Contest, self.directory.slug(Kind::Contest, number).to_string())
                }
                About::Office(o) => {
                    let number = part.map_or(o.index() as u32, |part| part.office_number(o));
                    Place::One(Kind::Office, self.directory.slug(Kind::Office, number).to_string())
                }
                About::Pair(a, b) if person(a) <= person(b) => Place::Rivalry(word(a), word(b)),
                About::Pair(a, b) => Place::Rivalry(word(b), word(a)),
            };
            Some(frame.href(&place.stem()))
        }
    }

    /// Lays a picture out twice, for wide pages and for phones. The style sheet shows one of them.
    pub(super) fn inline(&self, diagram: &Diagram, picture: Picture, frame: &Frame<'_>, part: Option<&Part>) -> String {
        let links = self.links(frame, part);
        let wide = diagram.lay_out(Page::default()).to_linked_svg(picture.word(), &links);
        let narrow = diagram.lay_out(Page::default().with_width(PHONE));
        let narrow = narrow.to_linked_svg(&format!("{}-narrow", picture.word()), &links);
        format!("<div class=\"at-wide\">{wide}</div><div class=\"at-narrow\">{narrow}</div>")
    }

    /// Returns a picture in the form of the address.
    pub(super) fn picture(&self, diagram: &Diagram, address: &Address, part: Option<&Part>) -> Body {
        let frame = Frame::new(self, &address.place);
        match address.form {
            Form::Svg(picture) => {
                let svg = diagram.lay_out(Page::default()).to_linked_svg(picture.word(), &self.links(&frame, part));
                Body { media: SVG, body: svg.into_bytes() }
            }
            Form::Embed(picture) => {
                let svg = self.inline(diagram, picture, &frame, part);
                Body { media: super::HTML, body: frame.embed(&diagram.frame().title, &svg) }
            }
            _ => Body { media: DOT, body: dot::diagram(diagram).into_bytes() },
        }
    }
}

/// The width of pictures on phones, in pixels, without the page's margins.
const PHONE: f64 = 340.0;

/// Replaces the ids of a part of the graph by the store's numbers, so that the diagram can outlive the part.
pub(super) fn in_numbers(mut diagram: Diagram, part: &Part) -> Diagram {
    let person = |p: PersonId| PersonId::from_index(part.person_number(p) as usize);
    diagram.each_about(&mut |about| {
        *about = match *about {
            About::Person(p) => About::Person(person(p)),
            About::Pair(a, b) => About::Pair(person(a), person(b)),
            About::Contest(c) => About::Contest(ContestId::from_index(part.contest_number(c) as usize)),
            About::Office(o) => About::Office(OfficeId::from_index(part.office_number(o) as usize)),
        };
    });
    diagram
}

//! The explorer: a page for every person, contest, office, party and rivalry of a graph, with a JSON twin for programs
//! and pictures. The same pages are served live (`hustings serve`) or written as files (`hustings site`).
//!
//! An [`Address`] names a page in one of its forms; [`Explorer::answer`] returns it. The page is made from a graph in
//! memory, or from those rows of a graph file that it shows. Each page is first built as a value, which is serialized
//! to JSON directly and to HTML through a template.
//!
//! ```
//! use hustings::dataset::{Dataset, Options};
//! use hustings::view::explorer::{Address, Answer, Explorer, Settings};
//!
//! let explorer = Explorer::of(Dataset::open(["bundled"], Options::default())?, Settings::default())?;
//! let address = Address::read("person/shimon-peres").unwrap();
//! let Ok(Answer::Found(page)) = explorer.answer(&address) else { panic!() };
//! assert!(String::from_utf8(page.body).unwrap().contains("Yitzhak Rabin"));
//! # Ok::<(), hustings::dataset::DatasetError>(())
//! ```

mod address;
mod assets;
mod checks;
mod contest;
mod directory;
mod html;
mod links;
mod lists;
mod measures;
mod model;
mod office;
mod paths;
mod person;
mod pictures;
mod rivalry;
mod rounds;
mod say;
mod search;
mod series;
mod site;
mod start;
mod stood;
mod thing;
mod tied;

pub use crate::wikitext::slug;
pub use address::{Address, Form, Kind, Picture, Place};
pub use assets::{Asset, asset};
pub use checks::Filter;
pub use search::Suggestion;

use crate::analysis::rivals::{self, Tally};
use crate::check::Diagnostic;
use crate::dataset::{Dataset, DatasetError, Need, Sizes};
use crate::facts::FactCounts;
use crate::graph::returns::Returns;
use crate::graph::{Found, Lookup, PersonId, StoodFor, TieId};
use crate::store::Part;
use crate::view::diagram::Diagram;
use directory::Directory;
use html::Frame;
use model::{Desk, Ref};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::OnceLock;
use thing::Thing;

/// Settings of the pages.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The name of the data, as shown on the pages.
    pub origin: String,
    /// True if annulled rounds and contests count as well.
    pub include_annulled: bool,
    /// True if the pages are written as files, whose links have endings. False if a server answers.
    pub site: bool,
    /// Forms of pages that are neither offered nor linked.
    pub without: Without,
}

/// Forms of pages that a site leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Without {
    /// Leaves out the JSON twins.
    pub twins: bool,
    /// Leaves out pictures as separate files.
    pub pictures: bool,
}

impl Without {
    /// Returns true if the form is offered.
    pub const fn gives(self, form: Form) -> bool {
        match form {
            Form::Html => true,
            Form::Json => !self.twins,
            Form::Svg(_) | Form::Dot(_) | Form::Embed(_) => !self.pictures,
        }
    }
}

/// The content of a page, twin or picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// The media type.
    pub media: &'static str,
    /// The bytes.
    pub body: Vec<u8>,
}

/// The answer for an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The page.
    Found(Body),
    /// The page has another address.
    Elsewhere(Address),
    /// There is no such page.
    Nothing,
}

const HTML: &str = "text/html; charset=utf-8";
const JSON: &str = "application/json";
const SVG: &str = "image/svg+xml";
const DOT: &str = "text/vnd.graphviz; charset=utf-8";

/// The sizes of the data set.
struct Counts {
    sizes: Sizes,
    facts: Option<FactCounts>,
    documented: usize,
    /// The number of pairs who met.
    met: usize,
}

/// The pages of a data set, made on request.
pub struct Explorer {
    settings: Settings,
    data: Dataset,
    directory: Directory,
    returns: Returns,
    /// Pairs who met more than once, most meetings first.
    pairs: Vec<Tally>,
    /// The numbers of the latest dated contests, latest first; at most [`LATEST`].
    latest: Vec<u32>,
    findings: Vec<Diagnostic>,
    /// The indices of the findings, by subject.
    subjects: HashMap<String, Vec<u32>>,
    counts: Counts,
    /// The ties between two people, read when first needed.
    ties: OnceLock<Vec<(PersonId, PersonId, TieId)>>,
    /// The picture of the start page, drawn when first needed.
    network: OnceLock<Option<Diagram>>,
}

/// The number of latest contests that are kept.
const LATEST: usize = 50;

impl Explorer {
    /// Creates the explorer of a data set. O(c log c + pairs who met) for c candidacies: one or two seconds for a graph
    /// file with a million candidacies. The names, the returns and the pairs who met more than once stay in memory.
    ///
    /// # Errors
    /// An error if the graph file cannot be read.
    pub fn of(data: Dataset, settings: Settings) -> Result<Self, DatasetError> {
        let (names, held) = (data.names()?, data.held()?);
        let returns = data.returns(settings.include_annulled)?;
        let (findings, sizes, facts) = (data.findings()?, data.sizes()?, data.counts()?);
        let findings = model::without_folders(findings);
        let (mut pairs, _) = rivals::tallies(&returns);
        let met = pairs.len();
        pairs.retain(|t| t.meetings > 1);
        pairs.shrink_to_fit();
        rivals::sort_tallies(&mut pairs);
        let documented = names.contests.iter().filter(|c| c.documented).count();
        let mut latest: Vec<u32> =
            (0..names.contests.len() as u32).filter(|n| names.contests[*n as usize].date.is_some()).collect();
        latest.sort_by_cached_key(|n| (Reverse(names.contests[*n as usize].date.map(|d| d.sort_key())), *n));
        latest.truncate(LATEST);
        let mut subjects: HashMap<String, Vec<u32>> = HashMap::new();
        for (at, d) in findings.iter().enumerate() {
            subjects.entry(d.subject.clone()).or_default().push(at as u32);
        }
        let directory = Directory::new(names, &returns, &held);
        let counts = Counts { sizes, facts, documented, met };
        let network = OnceLock::new();
        Ok(Self {
            settings,
            data,
            directory,
            returns,
            pairs,
            latest,
            findings,
            subjects,
            counts,
            ties: OnceLock::new(),
            network,
        })
    }

    /// Calls `work` with the rows that a page needs.
    fn with<T>(&self, need: &Need<'_>, work: impl FnOnce(&Part) -> T) -> Result<T, DatasetError> {
        Ok(work(&*self.data.part(need)?))
    }

    /// Returns the name of the data.
    pub fn origin(&self) -> &str {
        &self.settings.origin
    }

    /// Returns true if the pages are written as files.
    pub fn is_site(&self) -> bool {
        self.settings.site
    }

    fn counts(&self) -> Vec<(&'static str, u64)> {
        let of = |kind| self.directory.count(kind) as u64;
        let mut counts = vec![
            ("people", of(Kind::Person)),
            ("contests", of(Kind::Contest)),
            ("contests documented", self.counts.documented as u64),
            ("candidacies", self.counts.sizes.candidacies),
            ("tenures", self.counts.sizes.tenures),
            ("offices", of(Kind::Office)),
            ("parties", of(Kind::Party)),
            ("pairs who met", self.counts.met as u64),
        ];
        if let Some(FactCounts { stated, unread }) = self.counts.facts {
            counts.extend([("facts, each with its place", stated as u64), ("values not understood", unread as u64)]);
        }
        counts
    }

    /// Returns the name and address of a thing.
    fn about(&self, kind: Kind, number: u32) -> Ref {
        let address = Place::One(kind, self.directory.slug(kind, number).to_string()).stem();
        Ref {
            name: self.directory.name(kind, number).to_string(),
            note: self.directory.note(kind, number).map(ToString::to_string),
            address,
        }
    }

    /// Returns the office of a series, given the series' folded name.
    fn office_of(&self, series: &str) -> Option<Ref> {
        self.directory.find(Kind::Office, &slug(series)).map(|n| self.about(Kind::Office, n))
    }

    /// Returns the thing that has this name, as findings use it. If several things share the name, returns the page
    /// that lists them.
    fn named(&self, name: &str) -> Option<Ref> {
        let word = slug(name);
        [Kind::Contest, Kind::Person, Kind::Office, Kind::Party].into_iter().find_map(|kind| {
            let same = |n: u32| self.directory.name(kind, n) == name;
            match self.directory.find(kind, &word) {
                Some(number) => same(number).then(|| self.about(kind, number)),
                // If several share the slug, the page that lists them.
                None => self.directory.namesakes(kind, &word).iter().any(|n| same(*n)).then(|| Ref {
                    name: name.to_string(),
                    note: None,
                    address: Place::One(kind, word.clone()).stem(),
                }),
            }
        })
    }

    fn findings_on(&self, subject: &str) -> impl Iterator<Item = &Diagnostic> {
        let found = self.subjects.get(subject).map_or(&[][..], Vec::as_slice);
        found.iter().map(|at| &self.findings[*at as usize])
    }

    fn others_of_that_name(&self, kind: Kind, number: u32) -> impl Iterator<Item = u32> {
        let word = slug(self.directory.name(kind, number));
        self.directory.namesakes(kind, &word).iter().copied().filter(move |n| *n != number)
    }

    /// Returns a page of the findings that a filter selects, in HTML or JSON.
    pub fn checks_page(&self, filter: Filter, page: usize, form: Form) -> Answer {
        let frame = Frame::new(self, &Place::Checks(None, 1)).asked(filter.twin(page));
        told(form, &Place::Checks(None, 1), checks::ChecksPage::of(self, filter, page), |page| page.html(&frame))
    }

    /// Returns a page, twin or picture.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn answer(&self, address: &Address) -> Result<Answer, DatasetError> {
        let form = address.form;
        if !self.settings.without.gives(form) {
            return Ok(Answer::Nothing);
        }
        let frame = Frame::new(self, &address.place);
        match &address.place {
            Place::Start => self.start(address, &frame),
            Place::List(kind, page) => {
                Ok(told(form, &address.place, lists::ListPage::of(self, *kind, *page), |page| page.html(&frame)))
            }
            Place::Rivalries(page) => {
                Ok(told(form, &address.place, lists::RivalriesPage::of(self, *page), |page| page.html(&frame)))
            }
            Place::Checks(rule, page) => {
                let filter = Filter { rule: rule.clone(), ..Filter::default() };
                Ok(told(form, &address.place, checks::ChecksPage::of(self, filter, *page), |page| page.html(&frame)))
            }
            Place::About => Ok(told(form, &address.place, Some(start::AboutPage::of(self)), |page| page.html(&frame))),
            Place::Paths if form == Form::Html => Ok(found(html_body(paths::page(&frame, "", "", &maud::html! {})))),
            Place::Paths => Ok(Answer::Nothing),
            Place::One(kind, word) => match self.directory.find(*kind, word) {
                None => Ok(told(form, &address.place, lists::NamesakesPage::of(self, *kind, word), |page| {
                    page.html(&frame)
                })),
                Some(number) => {
                    let thing = Thing::of(&self.data, *kind, number, self.settings.include_annulled)?;
                    self.with(&thing.need(), |part| self.one(part, &thing, address, &frame))
                }
            },
            Place::Rivalry(a, b) => self.rivalry(a, b, form, &frame),
            Place::Path(a, b) => self.path([a, b], address, &frame),
        }
    }

    /// Leads to the page of the person who has an id, such as `Q57410` of the scheme `wikidata`.
    ///
    /// # Errors
    /// An error if a graph file cannot be read.
    pub fn by_id(&self, scheme: &str, value: &str) -> Result<Answer, DatasetError> {
        let id = format!("{scheme}:{value}");
        let number = self.with(&Need::Called(&[&id]), |part| match part.graph.find_person(&id) {
            Lookup::One(person) if part.graph.person(person).has_id(&id) => Some(part.person_number(person)),
            _ => None,
        })?;
        Ok(number.map_or(Answer::Nothing, |number| {
            let slug = self.directory.slug(Kind::Person, number).to_string();
            Answer::Elsewhere(Address::html(Place::One(Kind::Person, slug)))
        }))
    }

    /// Answers for the start page with its network of rivalries, in any form.
    fn start(&self, address: &Address, frame: &Frame<'_>) -> Result<Answer, DatasetError> {
        let form = address.form;
        let page = start::StartPage::of(self);
        match form {
            Form::Html => {
                let svg = self.network()?.map(|d| self.inline(d, Picture::Rivalries, frame, None));
                Ok(found(html_body(page.html(frame, svg.as_deref()))))
            }
            Form::Json => Ok(told(form, &address.place, Some(page), |_| Vec::new())),
            Form::Svg(Picture::Rivalries) | Form::Dot(Picture::Rivalries) | Form::Embed(Picture::Rivalries) => {
                Ok(self.network()?.map_or(Answer::Nothing, |d| found(self.picture(d, address, None))))
            }
            _ => Ok(Answer::Nothing),
        }
    }

    /// Answers for the paths between two people, each named by a slug.
    fn path(&self, people: [&String; 2], address: &Address, frame: &Frame<'_>) -> Result<Answer, DatasetError> {
        let form = address.form;
        let [Some(one), Some(other)] = people.map(|word| self.directory.find(Kind::Person, word)) else {
            return Ok(Answer::Nothing);
        };
        if one == other {
            let own = Place::One(Kind::Person, people[0].clone());
            return Ok(if form == Form::Html { Answer::Elsewhere(Address::html(own)) } else { Answer::Nothing });
        }
        let page = paths::PathPage::of(self, one, other)?;
        Ok(match (form, &page.drawn) {
            (Form::Svg(Picture::Path) | Form::Dot(Picture::Path) | Form::Embed(Picture::Path), Some(diagram)) => {
                found(self.picture(diagram, address, None))
            }
            (Form::Html, drawn) => {
                let svg = drawn.as_ref().map(|d| self.inline(d, Picture::Path, frame, None));
                found(html_body(page.html(frame, svg.as_deref())))
            }
            (Form::Json, _) => told(form, &address.place, Some(page), |_| Vec::new()),
            _ => Answer::Nothing,
        })
    }

    /// Returns several forms of one page. For a page about one thing, the rows are read only once.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn answers(&self, place: &Place, forms: &[Form]) -> Result<Vec<(Form, Answer)>, DatasetError> {
        let address = |form: Form| Address { place: place.clone(), form };
        if let Place::One(kind, word) = place
            && let Some(number) = self.directory.find(*kind, word)
        {
            let frame = Frame::new(self, place);
            let thing = Thing::of(&self.data, *kind, number, self.settings.include_annulled)?;
            return self.with(&thing.need(), |part| {
                forms.iter().map(|form| (*form, self.one(part, &thing, &address(*form), &frame))).collect()
            });
        }
        forms.iter().map(|form| Ok((*form, self.answer(&address(*form))?))).collect()
    }

    /// Answers for a page about one thing.
    fn one(&self, part: &Part, thing: &Thing, address: &Address, frame: &Frame<'_>) -> Answer {
        let number = thing.number;
        let here = match thing.kind {
            Kind::Person => part.person_id(number).map(Found::Person),
            Kind::Party => part.party_id(number).map(Found::Party),
            Kind::Office => part.office_id(number).map(Found::Office),
            Kind::Contest => part.contest_id(number).map(Found::Contest),
        };
        here.map_or(Answer::Nothing, |here| self.page_of(part, here, &thing.stood, address, frame))
    }

    fn page_of(&self, part: &Part, here: Found, stood: &StoodFor, address: &Address, frame: &Frame<'_>) -> Answer {
        if let Some(picture) = address.form.picture() {
            let drawn = self.drawn(&part.graph, here, picture);
            return drawn.map_or(Answer::Nothing, |drawn| found(self.picture(&drawn, address, Some(part))));
        }
        let desk = Desk::new(self, part);
        let inline = |picture| {
            let diagram = self.drawn(&part.graph, here, picture)?;
            Some(self.inline(&diagram, picture, frame, Some(part)))
        };
        let wanted = address.form == Form::Html;
        match here {
            Found::Person(id) => {
                let page = person::PersonPage::of(desk, id);
                told(address.form, &address.place, Some(page), |page| {
                    page.html(frame, inline(Picture::Career).as_deref())
                })
            }
            Found::Contest(id) => {
                let page = contest::ContestPage::of(desk, id);
                told(address.form, &address.place, Some(page), |page| {
                    page.html(frame, inline(Picture::Results).as_deref())
                })
            }
            Found::Office(_) | Found::Party(_) => {
                let page = match here {
                    Found::Party(id) => office::OfficePage::of_party(desk, id, stood),
                    Found::Office(id) => office::OfficePage::of_office(desk, id),
                    _ => return Answer::Nothing,
                };
                let kinds = [Picture::Timeline, Picture::Succession, Picture::Competitiveness];
                let pictures =
                    kinds.into_iter().filter(|_| wanted).filter_map(|p| Some((p, inline(p)?))).collect::<Vec<_>>();
                told(address.form, &address.place, Some(page), |page| page.html(frame, &pictures))
            }
        }
    }
}

fn found(body: Body) -> Answer {
    Answer::Found(body)
}

fn html_body(body: Vec<u8>) -> Body {
    Body { media: HTML, body }
}

fn json(page: &impl Serialize) -> Body {
    // Serialization cannot fail: pages consist of texts, numbers and lists.
    let text = serde_json::to_string_pretty(page).unwrap_or_default();
    Body { media: JSON, body: format!("{}\n", super::escape::json(&text)).into_bytes() }
}

/// A JSON twin with its address, for pages whose value has no address of its own.
#[derive(Serialize)]
struct Twin<'p, P> {
    address: String,
    #[serde(flatten)]
    page: &'p P,
}

/// Returns the page in the requested form, or `Answer::Nothing` if there is no page or it lacks the form.
fn told<P: Serialize>(form: Form, place: &Place, page: Option<P>, html: impl FnOnce(&P) -> Vec<u8>) -> Answer {
    match (form, page) {
        (Form::Html, Some(page)) => found(html_body(html(&page))),
        (Form::Json, Some(page)) if matches!(place, Place::One(..)) => found(json(&page)),
        (Form::Json, Some(page)) => found(json(&Twin { address: place.stem(), page: &page })),
        _ => Answer::Nothing,
    }
}

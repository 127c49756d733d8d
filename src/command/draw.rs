//! `hustings draw`.

use super::destination::{write, wrote};
use super::drawn_ties::DrawnTies;
use super::exit::Failure;
use super::house::House;
use super::input::{Input, Loaded};
use super::output;
use super::pictures::{Format, check_width, format_of, page_of, picture};
use super::rivals::say_left_out_of;
use super::select::Select;
use clap::{Args, ValueEnum};
use hustings::analysis::measures::{RoundChoice, of_contest};
use hustings::analysis::rivals::{self, Tally};
use hustings::dataset::Need;
use hustings::graph::{PersonId, Query, Selection};
use hustings::view::diagram::Diagram;
use hustings::view::page::{Direction, NARROW, Page};
use hustings::view::theme::Theme;
use hustings::view::{dot, draw};
use itertools::Itertools;
use std::path::{Path, PathBuf};

/// Draw a timeline, succession, rivalry, career, contests, ties, a family or a cabinet, as .svg, .png, .pdf, .html or .dot
///
/// Hustings lays out and draws the picture itself. With --layout dot Graphviz does it, if it is installed. If there is
/// more than a reader can make out, only a part is drawn, and the subtitle says which part; --select chooses another. A
/// picture with a --width below 520 is laid out for a phone. An .html file holds both layouts and loads nothing else;
/// the command prints the line that embeds it in a page. If candidates or holders belong to several parties whose
/// colours are known, bars and boxes have these colours.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings draw rivalry \"Yitzhak Rabin\" \"Shimon Peres\" -o rivalry.svg
  hustings draw rivalry Rabin Peres --width 360 -o phone.png
  hustings draw rivalry Rabin Peres -o figure.html        a page, and the <iframe> that embeds it
  hustings draw competitiveness Likud -o likud.svg
  hustings draw timeline -o offices.svg
  hustings draw timeline Likud \"Israeli Labor Party\" --select years=1970-2010 -o timeline.png
  hustings draw succession \"Israeli Labor Party\" -o labor.svg
  hustings draw succession --as graph --direction right --theme dark -o all.svg
  hustings draw rivalries --as matrix -o rivalries.svg
  hustings draw contests --from council.csv --colours party-colours.toml \\
      --source \"City archive\" --credit \"\" -o council.svg
  hustings draw career Peres -o peres.pdf
  hustings draw ties \"Golda Meir\" -o meir.svg
  hustings draw family \"Nancy Pelosi\" --from pages/ -o pelosi.svg
  hustings draw factions \"Israeli Labor Party\" --year 1992 -o labor.svg
  hustings draw cabinet \"Prime Minister of Israel\" --year 1974 --from pages/ -o cabinet.svg
  hustings draw succession Likud --layout dot -o likud.svg")]
pub(super) struct Draw {
    /// What to draw
    #[arg(value_enum)]
    kind: Kind,
    /// The names of what to draw: offices, parties or people, depending on KIND
    ///
    /// A timeline, a succession, contests and competitiveness take offices or parties. A career takes one person, and a
    /// rivalry two people. Rivalries take one person, or several people to draw the rivalries between them. Ties and a
    /// family take one person, factions a party or a body or nothing, and a cabinet the office of its head.
    name: Vec<String>,
    /// The file to write, whose extension gives the format; '-' writes SVG to standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// The form of the diagram [default: the form that suits the data]
    ///
    /// Cards are a chain in order of time with full results. A graph has boxes and lines. Rivalries can also be a
    /// matrix or a list. The default is cards for the succession or the career in one office and for a phone's width, a
    /// list for rivalries that are too many for a graph, and otherwise a graph.
    #[arg(long = "as", value_enum, value_name = "FORM")]
    form: Option<Form>,
    /// The width in pixels of an .svg, of a .png or of the page of a .pdf, from 200 to 20000 [default: what the layout
    /// needs]
    #[arg(long, value_name = "PIXELS")]
    width: Option<f64>,
    /// The colours of text and background
    #[arg(long, value_enum, default_value_t = Colours::Light)]
    theme: Colours,
    /// The direction of time in a graph [default: right for contests, else down]
    #[arg(long, value_enum)]
    direction: Option<Way>,
    #[command(flatten)]
    select: Select,
    /// The year of a cabinet, of ties or of factions [default: the latest cabinet with members, else all years]
    #[arg(long, value_name = "YEAR")]
    year: Option<i32>,
    /// The least number of meetings of a pair, for rivalries [default: 2, or 1 if people are named]
    #[arg(long, value_name = "N")]
    min: Option<usize>,
    #[command(flatten)]
    house: House,
    /// The program that lays out the picture
    #[arg(long, value_enum, default_value_t = Layout::Own)]
    layout: Layout,
    /// The scale of a .png, above 0 and at most 20: 2 gives twice the width and height of the .svg
    #[arg(long, value_name = "N", default_value_t = 1.0)]
    scale: f32,
    /// The number of seconds to wait for Graphviz
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    timeout: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Who held which office when, drawn to scale, with the contests and who stood
    Timeline,
    /// Who held an office after whom, and through which contest
    Succession,
    /// How often two people met, and who won: each meeting with the shares of both on one scale
    Rivalry,
    /// Who faced whom, and who won
    Rivalries,
    /// What a person stood for, won, lost and held
    Career,
    /// The contests for an office, and who stood again
    Contests,
    /// How contested an office was over time: effective number of candidates, margin, turnout
    Competitiveness,
    /// The stated ties of a person or a group, by kind
    Ties,
    /// The family of a person: generations in rows, with their offices
    Family,
    /// Who stands with whom and who against whom, in a party, a body or everywhere
    Factions,
    /// Who served under the holders of an office
    Cabinet,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A chain in order of time, each contest with its results
    Cards,
    /// Boxes in order of time with lines between them; a network for rivalries
    Graph,
    /// A square table, for rivalries
    Matrix,
    /// Pairs with their records, for rivalries
    List,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Colours {
    /// Dark on white
    Light,
    /// Light on dark
    Dark,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Way {
    /// From top to bottom
    Down,
    /// From left to right
    Right,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Layout {
    /// Hustings
    Own,
    /// Graphviz, which must be installed
    Dot,
}

impl Draw {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let format = self.format()?;
        if !(self.scale.is_finite() && self.scale > 0.0 && self.scale <= 20.0) {
            return Err(Failure::Usage(format!("--scale {} must be above 0 and at most 20", self.scale)));
        }
        check_width(self.width)?;
        self.check_form()?;
        let data = input.open_in(self.house.palette()?)?;
        let loaded = input.part(&data, &Need::All)?;
        self.house.prepare(input, &loaded.graph)?;
        let narrow = self.width.is_some_and(|w| w < NARROW);
        let diagram = self.house.dress(input, self.diagram(&loaded, input, narrow)?)?;
        let bytes = match (format, self.layout) {
            (Format::Dot, _) => dot::diagram(&diagram).into_bytes(),
            (Format::Html, _) => {
                let phone = self.house.dress(input, self.diagram(&loaded, input, true)?)?;
                let wide = if narrow { self.diagram(&loaded, input, false)? } else { diagram };
                let wide = self.house.dress(input, wide)?;
                page_of(&self.output, &wide, &phone, self.page())?
            }
            (format, Layout::Dot) => {
                let (bytes, said) = dot::graphviz(&dot::diagram(&diagram), format.ending(), self.timeout)
                    .map_err(|e| Failure::Output(e.to_string()))?;
                if !said.is_empty() {
                    output::warn(&format!("Graphviz reports: {said}"));
                }
                bytes
            }
            (format, Layout::Own) => {
                let drawing = diagram.lay_out(self.page());
                let scale = drawing.shown_size().0 / drawing.width.max(1.0);
                if scale < SMALLEST {
                    output::warn(&format!(
                        "at --width {} the text is only {:.0} pixels high; for readable text use --width {:.0}",
                        drawing.shown_size().0,
                        scale * 10.5,
                        drawing.width
                    ));
                }
                picture(&drawing, format, self.scale)?
            }
        };
        write(&self.output, &bytes)?;
        if self.output != Path::new("-") {
            wrote(&self.output);
        }
        Ok(())
    }

    fn page(&self) -> Page {
        let theme = if self.theme == Colours::Dark { Theme::Dark } else { Theme::Light };
        let direction = self.direction.map(|d| if d == Way::Right { Direction::Right } else { Direction::Down });
        Page { width: self.width, theme, direction }
    }

    fn format(&self) -> Result<Format, Failure> {
        format_of(&self.output)
    }

    /// Returns an error if options do not fit the kind of diagram or each other.
    fn check_form(&self) -> Result<(), Failure> {
        let has = match (self.kind, self.form) {
            (_, None) => true,
            (Kind::Timeline | Kind::Rivalry | Kind::Competitiveness | Kind::Cabinet, Some(_)) => false,
            (Kind::Ties | Kind::Family | Kind::Factions, Some(form)) => matches!(form, Form::Graph | Form::List),
            (Kind::Rivalries, Some(form)) => form != Form::Cards,
            (_, Some(form)) => !matches!(form, Form::Matrix | Form::List),
        };
        let name = |v: Option<clap::builder::PossibleValue>| v.map(|v| v.get_name().to_string()).unwrap_or_default();
        let (kind, form) = (name(self.kind.to_possible_value()), name(self.form.and_then(|f| f.to_possible_value())));
        if !has {
            return Err(Failure::Usage(format!("{kind} cannot be drawn as {form}; leave out --as {form}")));
        }
        let plain = |what: &str| Err(Failure::Usage(format!("{what} has no effect; leave it out")));
        if self.min.is_some() && self.kind != Kind::Rivalries {
            return plain(&format!("--min is for rivalries: with a {kind} it"));
        }
        let dated = matches!(self.kind, Kind::Cabinet | Kind::Ties | Kind::Factions);
        if self.year.is_some() && !dated {
            return plain(&format!("--year is for ties, factions and cabinets: with a {kind} it"));
        }
        if self.layout == Layout::Dot && (self.theme == Colours::Dark || self.width.is_some()) {
            return plain("--theme or --width with --layout dot, whose pictures are Graphviz's own,");
        }
        if self.layout == Layout::Dot && self.format()? == Format::Html {
            return plain("--layout dot with .html");
        }
        if self.direction.is_some()
            && (matches!(self.kind, Kind::Timeline | Kind::Rivalry | Kind::Rivalries | Kind::Competitiveness)
                || self.form == Some(Form::Cards))
        {
            return Err(Failure::Usage(format!(
                "--direction applies only to graphs; this {kind} is not drawn as one, so leave it out"
            )));
        }
        Ok(())
    }

    fn diagram(&self, loaded: &Loaded, input: &Input, narrow: bool) -> Result<Diagram, Failure> {
        let mut query = self.select.query(loaded)?;
        let of_offices =
            matches!(self.kind, Kind::Timeline | Kind::Succession | Kind::Contests | Kind::Competitiveness);
        for name in self.name.iter().filter(|_| of_offices) {
            query = loaded.offices(Some(name))?.into_iter().fold(query, Query::with_office);
        }
        let selection = query.resolve(&loaded.graph);
        let words = if self.select.is_empty() { "" } else { selection.words() };
        let asked = Asked { draw: self, loaded, input, selection: &selection, words, narrow };
        let include_annulled = input.include_annulled;
        let diagram = match self.kind {
            Kind::Timeline => asked.timeline()?,
            Kind::Succession => asked.succession()?,
            Kind::Contests => asked.contests()?,
            Kind::Career => asked.career()?,
            Kind::Competitiveness => asked.competitiveness()?,
            Kind::Ties | Kind::Family | Kind::Factions | Kind::Cabinet => {
                let is_list = self.form.map_or(narrow, |form| form == Form::List);
                let drawn = DrawnTies { loaded, selection: &selection, names: &self.name, year: self.year, is_list };
                let diagram = match self.kind {
                    Kind::Ties => drawn.ties(),
                    Kind::Family => drawn.family(),
                    Kind::Factions => drawn.factions(include_annulled),
                    _ => drawn.cabinet(),
                };
                diagram.map_err(|missing| missing.map_or_else(|failure| failure, |what| asked.empty(&what)))?
            }
            Kind::Rivalry => self.rivalry(loaded, &selection, include_annulled)?,
            Kind::Rivalries => {
                let drawn = self.rivalries(loaded, &selection, include_annulled)?;
                drawn.ok_or_else(|| asked.empty("pair that met"))?
            }
        };
        Ok(diagram.with_selection(words))
    }

    fn rivalries(
        &self,
        loaded: &Loaded,
        selection: &Selection<'_>,
        include_annulled: bool,
    ) -> Result<Option<Diagram>, Failure> {
        let graph = &loaded.graph;
        let people: Vec<PersonId> = self.name.iter().map(|n| loaded.person(n)).collect::<Result<_, _>>()?;
        let found: Vec<Tally> = match people.as_slice() {
            _ if !selection.is_whole() => {
                rivals::within(selection, include_annulled).iter().map(|r| r.tally(graph)).collect()
            }
            [one] => rivals::of_person(graph, *one, include_annulled).iter().map(|r| r.tally(graph)).collect(),
            _ => {
                let (found, left_out) = rivals::all(graph, include_annulled);
                say_left_out_of(graph, &left_out);
                found
            }
        };
        let named = |t: &Tally| match people.as_slice() {
            [] => true,
            [one] => t.a == *one || t.b == *one,
            several => several.contains(&t.a) && several.contains(&t.b),
        };
        let found: Vec<Tally> = found.into_iter().filter(named).collect();
        let most = found.iter().map(|r| r.meetings as usize).max().unwrap_or(0);
        if let Some(min) = self.min.filter(|min| *min > most && most > 0) {
            return Err(Failure::NoSuchName(format!("no pair met {min} times; the most is {most}")));
        }
        let min = self.min.unwrap_or(if people.is_empty() { 2 } else { 1 }).min(most.max(1));
        let often: Vec<Tally> = found.iter().filter(|r| r.meetings as usize >= min).copied().collect();
        let matrix = self.form == Some(Form::Matrix);
        let form = self.form.unwrap_or_else(|| if draw::is_readable(&often) { Form::Graph } else { Form::List });
        let (mut kept, fewer) = match form {
            Form::List => (often.clone(), None),
            _ => {
                let readable = if matrix { draw::MOST_IN_A_MATRIX } else { draw::MOST_PEOPLE };
                draw::busiest(&often, readable, draw::TOP)
            }
        };
        // The pairs are in descending order of meetings.
        let all = kept.len();
        match form {
            Form::Graph => kept.truncate(draw::MOST_PAIRS),
            Form::List => kept.truncate(MOST_OF_A_LIST),
            // An empty cell means that two people never met, so the matrix has all pairs of the people shown.
            _ => kept = draw::among(&kept, &found),
        }
        let most = kept.len() < all;
        let shown: Vec<_> = kept
            .iter()
            .map(|t| {
                let mut rivalry = rivals::between(graph, t.a, t.b, include_annulled);
                rivalry.meetings.retain(|m| selection.has_contest(m.contest));
                rivalry
            })
            .collect();
        let left_out = draw::LeftOut { pairs: found.len(), min, most, people: fewer, among: matrix };
        let origin = loaded.origin.as_str();
        let title = match people.as_slice() {
            [] => None,
            [one] => Some(format!("The rivalries of {}", graph.person(*one).name)),
            several => Some(format!("Rivalries between {}", several.iter().map(|p| &graph.person(*p).name).join(", "))),
        };
        let diagram = match (shown.is_empty(), matrix) {
            (true, _) => return Ok(None),
            (_, true) => draw::rivalry_matrix(selection, &shown, &left_out, origin),
            _ if form == Form::List => draw::rivalry_list(selection, &shown, &left_out, origin),
            _ => draw::rivalry_network(selection, &shown, &left_out, origin),
        };
        Ok(Some(diagram.with_title(title.as_deref())))
    }

    fn rivalry(&self, loaded: &Loaded, selection: &Selection<'_>, include_annulled: bool) -> Result<Diagram, Failure> {
        let [a, b] = self.name.as_slice() else {
            return Err(Failure::Usage("a rivalry needs two people: 'hustings draw rivalry A B -o FILE'".into()));
        };
        let (one, other) = (loaded.person(a)?, loaded.person(b)?);
        if one == other {
            let name = &loaded.graph.person(one).name;
            return Err(Failure::Usage(format!(
                "'{a}' and '{b}' are the same person, {name}; name two different people"
            )));
        }
        let mut rivalry = rivals::between(&loaded.graph, one, other, include_annulled);
        // The person named first is on the left.
        (rivalry.a, rivalry.b) = (one, other);
        rivalry.meetings.retain(|m| selection.has_contest(m.contest));
        if rivalry.meetings.is_empty() {
            let [a, b] = [one, other].map(|p| loaded.graph.person(p).name.clone());
            return Err(Failure::NoSuchName(format!(
                "no known contest had both {a} and {b}; 'hustings path' finds a chain from one to the other"
            )));
        }
        Ok(draw::rivalry(&loaded.graph, &rivalry, loaded.origin.as_str()))
    }
}

/// What to draw, and the part of the data to draw it from.
struct Asked<'a> {
    draw: &'a Draw,
    loaded: &'a Loaded<'a>,
    input: &'a Input,
    selection: &'a Selection<'a>,
    /// The selection in words. Empty if nothing was selected.
    words: &'a str,
    /// True if the picture is for a phone.
    narrow: bool,
}

impl Asked<'_> {
    /// Returns the failure for a selection that contains nothing of a kind.
    fn empty(&self, what: &str) -> Failure {
        let part = if self.words.is_empty() { String::new() } else { format!(" ({})", self.words) };
        Failure::NoSuchName(format!("there is no {what} to draw in {}{part}", self.input.origin()))
    }

    /// Returns true if a graph is drawn rather than a chain. A graph can show several offices side by side. For one
    /// office a chain shows more.
    fn is_graph(&self, offices: usize) -> bool {
        match self.draw.form {
            Some(form) => form == Form::Graph,
            // A phone has no room for several bands side by side.
            None => !self.narrow && (offices > 1 || self.draw.direction.is_some()),
        }
    }

    fn timeline(&self) -> Result<Diagram, Failure> {
        if !draw::has_timeline(self.selection) {
            return Err(self.empty("dated tenure or contest"));
        }
        Ok(draw::timeline(self.selection, &self.loaded.origin))
    }

    fn succession(&self) -> Result<Diagram, Failure> {
        let (selection, origin) = (self.selection, self.loaded.origin.as_str());
        let held = selection.offices().filter(|o| selection.tenures_of(o.id).next().is_some()).count();
        match held {
            0 => Err(self.empty("tenure")),
            _ if self.is_graph(held) => Ok(draw::succession_graph(selection, origin)),
            _ => Ok(draw::succession(selection, origin)),
        }
    }

    fn contests(&self) -> Result<Diagram, Failure> {
        let (selection, origin) = (self.selection, self.loaded.origin.as_str());
        if selection.contests().next().is_none() {
            return Err(self.empty("contest"));
        }
        let as_cards = self.draw.form == Some(Form::Cards) || self.draw.form.is_none() && self.narrow;
        if as_cards || !selection.candidacies().any(|c| c.is_standing()) {
            return Ok(draw::contests(selection, origin));
        }
        Ok(draw::contests_graph(selection, origin))
    }

    fn career(&self) -> Result<Diagram, Failure> {
        let [name] = self.draw.name.as_slice() else {
            return Err(Failure::Usage("a career needs one person: 'hustings draw career NAME -o FILE'".into()));
        };
        let (selection, graph, origin) = (self.selection, &self.loaded.graph, self.loaded.origin.as_str());
        let person = self.loaded.person(name)?;
        let row = graph.person(person);
        let contests = row.candidacies.iter().map(|c| graph.contest(graph.candidacy(*c).contest));
        let offices = contests.filter(|c| selection.has_contest(c.id)).filter_map(|c| c.office);
        let held = row.tenures.iter().map(|t| graph.tenure(*t)).filter(|t| selection.has_tenure(t));
        match offices.chain(held.map(|t| t.office)).unique().count() {
            0 if row.candidacies.is_empty() => Err(self.empty("candidacy or tenure of that person")),
            several if self.is_graph(several) => Ok(draw::career_graph(selection, person, origin)),
            _ => Ok(draw::career(selection, person, origin)),
        }
    }

    fn competitiveness(&self) -> Result<Diagram, Failure> {
        let (selection, graph) = (self.selection, &self.loaded.graph);
        let offices: Vec<_> = selection.contests().filter_map(|c| c.office).unique().collect();
        let [office] = offices[..] else {
            return Err(Failure::Usage(format!(
                "competitiveness is drawn for one office: 'hustings draw competitiveness OFFICE -o FILE'; there are {}",
                match offices.len() {
                    0 => "none with contests".to_string(),
                    n => format!("{n} with contests"),
                }
            )));
        };
        let contests = selection.contests().filter(|c| c.office == Some(office) && c.documented);
        let measures = |c| of_contest(graph, c, RoundChoice::First, self.input.include_annulled);
        let found: Vec<_> = contests.flat_map(measures).collect();
        if !found.iter().any(|m| m.date.is_some() && m.effective_number.or(m.margin_points).is_some()) {
            return Err(self.empty("contest with a date and figures"));
        }
        let title = format!("{}: how contested", graph.office(office).name);
        Ok(draw::competitiveness(graph, &title, &found, &self.loaded.origin))
    }
}

/// The smallest scale at which a picture is readable. Below it the program warns.
const SMALLEST: f64 = 0.5;
/// The largest number of pairs in a list. Only the first ones are listed.
const MOST_OF_A_LIST: usize = 3_000;

//! `hustings survival`.

use super::destination::{write, wrote};
use super::exit::Failure;
use super::house::House;
use super::input::{Input, heading};
use super::output::{FormatArg, Style, note, table, text};
use super::pictures::{Format, check_width, format_of, page_of, picture};
use clap::{Args, ValueEnum};
use hustings::analysis::survival::{self, By, Choice, Curve, Spell, Watched};
use hustings::dataset::Need;
use hustings::graph::PoliticalGraph;
use hustings::store::Light;
use hustings::view::diagram::{CREDIT, Curves, Diagram, Frame};
use hustings::view::page::Page;
use hustings::view::palette::Palette;
use hustings::view::{Cell, Table, curves};
use hustings::wikitext::{Date, read_date};
use std::path::{Path, PathBuf};

/// Measure how long tenures last: Kaplan–Meier curves, with the log-rank test between groups
///
/// A tenure ends when its holder leaves, for whatever reason. Tenures of holders who are still in office are censored
/// at --until. Survival is the share of tenures that last longer than a number of years, with Greenwood's standard
/// error and a 95 per cent confidence band (log–log).
///
/// A date that is only a year or a month counts as its middle. Tenures without a start are left out, and so are tenures
/// without an end that are followed by another; their number is reported. Acting and interim holders are left out
/// unless --provisional is given.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings survival                                       all tenures
  hustings survival --by office -o leaders.svg            one curve for each office, as a picture
  hustings survival --by began --format csv               every step of every curve
  hustings survival --spells --format csv                 each tenure, for R or lifelines
  hustings survival \"Labour Party (UK)\" --censor-deaths --until 2026-01-01")]
pub(super) struct SurvivalCommand {
    /// An office, or the party whose office it is; all offices if left out
    office: Option<String>,
    /// What to group tenures by
    #[arg(long, value_enum, default_value_t = Grouping::All)]
    by: Grouping,
    /// When the holders in office were last seen: a day, a month or a year [default: the last known date of the office]
    #[arg(long, value_name = "DATE", value_parser = date)]
    until: Option<Date>,
    /// Censor tenures that ended by death, instead of counting them as ended
    #[arg(long)]
    censor_deaths: bool,
    /// Also count acting and interim holders
    #[arg(long)]
    provisional: bool,
    /// List each tenure with its group, its length, whether its end was seen, and the holder's age at its beginning, for
    /// models of your own
    #[arg(long)]
    spells: bool,
    /// The file to draw the curves in: .svg, .png, .pdf or .html
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The width of the picture in pixels, from 200 to 20000 [default: what the layout needs]
    #[arg(long, value_name = "PIXELS")]
    width: Option<f64>,
    #[command(flatten)]
    house: House,
    /// How to write the answer
    #[arg(long, value_enum, default_value_t = FormatArg::Table)]
    format: FormatArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Grouping {
    All,
    /// Who could vote in the contest through which the tenure came
    Selectorate,
    /// How the tenure began
    Began,
    Office,
}

fn date(text: &str) -> Result<Date, String> {
    read_date(text).filter(|d| d.middle().is_some()).ok_or_else(|| "write 2026-01-31, 2026-01 or 2026".into())
}

impl SurvivalCommand {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let whole = Light { tenures: true, names: self.spells, ..Light::default() };
        let data = input.open_in(if self.output.is_some() { self.house.palette()? } else { Palette::default() })?;
        let loaded = input.part(&data, &self.office.as_deref().map_or(Need::Light(whole), Need::Offices))?;
        let offices = if self.office.is_some() { loaded.offices(self.office.as_deref())? } else { Vec::new() };
        let choice = Choice {
            offices,
            by: match self.by {
                Grouping::All => By::All,
                Grouping::Selectorate => By::Selectorate,
                Grouping::Began => By::Began,
                Grouping::Office => By::Office,
            },
            until: self.until,
            censor_deaths: self.censor_deaths,
            provisional: self.provisional,
        };
        let (watched, left_out) = survival::of_graph(&loaded.graph, &choice);
        if self.spells {
            return table(&spells(&loaded.graph, &watched), self.format);
        }
        let groups = survival::groups(&watched);
        if groups.is_empty() {
            return Err(Failure::NoSuchName(format!(
                "no tenure in {} has the dates that survival needs",
                loaded.origin
            )));
        }
        let spells: Vec<Vec<Spell>> = groups.values().cloned().collect();
        let mut all: Vec<(String, Curve)> =
            groups.into_iter().map(|(name, spells)| (name, survival::curve(&spells))).collect();
        all.sort_by_key(|(name, c)| (std::cmp::Reverse(c.spells), name.clone()));
        if let Some(path) = &self.output {
            self.house.prepare(input, &loaded.graph)?;
            self.draw(path, input, &loaded.origin, &all)?;
            if path == Path::new("-") {
                return Ok(());
            }
        }
        if !self.format.is_for_people() {
            return table(&steps(&all), self.format);
        }
        let mut rows =
            Table::new(&["group", "tenures", "ended", "censored", "median", "after_1", "after_5", "after_10"]);
        for (name, curve) in &all {
            let mut row = vec![
                Cell::text(name),
                Cell::count(curve.spells),
                Cell::count(curve.ended),
                Cell::count(curve.spells - curve.ended),
                curve.median().map_or(Cell::text("not reached"), |m| Cell::Number(m, 2)),
            ];
            row.extend([1.0, 5.0, 10.0].map(|t| curve.at(t).map_or(Cell::Empty, |s| Cell::Number(s * 100.0, 1))));
            rows.push(row);
        }
        text(&heading("How long tenures last, in years; per cent still in office after 1, 5 and 10 years"))?;
        table(&rows, self.format)?;
        if let Some(test) = survival::log_rank(&spells) {
            text(&format!(
                "\nLog-rank test between the groups: chi-square {:.3}, {} degrees of freedom, p = {}",
                test.chi_square,
                test.degrees,
                if test.p < 1e-4 { format!("{:.1e}", test.p) } else { format!("{:.4}", test.p) }
            ))?;
        }
        let left = if left_out > 0 {
            format!(" {left_out} tenures without the dates needed are left out.")
        } else {
            String::new()
        };
        text(&format!(
            "\n{}",
            Style::Quiet.paint(&format!(
                "Kaplan and Meier 1958; those in office are censored.{left} --format csv gives every step with its band."
            ))
        ))
    }

    fn draw(&self, path: &Path, input: &Input, origin: &str, all: &[(String, Curve)]) -> Result<(), Failure> {
        let format = format_of(path)?;
        check_width(self.width)?;
        let subtitle = match self.by {
            Grouping::All => "All tenures together.",
            Grouping::Selectorate => "By who could vote in the round that decided the contest they came through.",
            Grouping::Began => "By how they began.",
            Grouping::Office => "By office.",
        };
        let more = all.len().saturating_sub(curves::MOST_CURVES);
        let subtitle = if more > 0 {
            format!("{subtitle} The {} largest groups; {more} more.", curves::MOST_CURVES)
        } else {
            subtitle.into()
        };
        let title = match &self.office {
            Some(office) => format!("How long tenures last: {office}"),
            None => "How long tenures last".into(),
        };
        let until = self.until.map(|d| format!("Watched until {}.", d.long())).unwrap_or_default();
        let groups: Vec<(String, Curve)> = all.iter().take(curves::MOST_CURVES).cloned().collect();
        let description = groups.iter().map(|(name, c)| curves::describe(name, c)).collect::<Vec<_>>().join(" ");
        let (source, credit) = (origin.to_string(), CREDIT.to_string());
        let frame = Frame { title, subtitle, description, source, until, credit };
        let diagram = self.house.dress(input, Diagram::Curves(Curves { frame, groups }))?;
        let page = Page { width: self.width, ..Page::default() };
        let bytes = match format {
            Format::Dot => {
                return Err(Failure::Usage("curves cannot be written as .dot; use .svg, .png, .pdf or .html".into()));
            }
            Format::Html => page_of(path, &diagram, &diagram, page)?,
            format => picture(&diagram.lay_out(page), format, 1.0)?,
        };
        write(path, &bytes)?;
        if more > 0 {
            note(&format!("{more} groups are not drawn; the table lists all groups"));
        }
        if path != Path::new("-") {
            wrote(path);
        }
        Ok(())
    }
}

/// Returns a table of all tenures with their groups and lengths.
fn spells(graph: &PoliticalGraph, watched: &[Watched]) -> Table {
    let mut rows = Table::new(&["group", "office", "person", "from", "to", "years", "ended", "id", "born", "age"]);
    for w in watched {
        let tenure = graph.tenure(w.tenure);
        let person = graph.person(tenure.person);
        let born = person.born.best().copied();
        let middle = |date: Option<Date>| date.and_then(|date| date.middle());
        let age =
            middle(tenure.from.best().copied()).zip(middle(born)).map(|(from, born)| (from - born) / survival::YEAR);
        rows.push(vec![
            Cell::text(&w.group),
            Cell::text(&graph.office(tenure.office).name),
            Cell::text(&person.name),
            Cell::date(tenure.from.best().copied()),
            Cell::date(tenure.to.best().copied()),
            Cell::Number(w.spell.time, 6),
            Cell::text(if w.spell.ended { "1" } else { "0" }),
            Cell::text(&person.stable_id),
            Cell::date(born),
            age.map_or(Cell::Empty, |age| Cell::Number(age, 2)),
        ]);
    }
    rows
}

/// Returns a table of every step of every curve.
fn steps(all: &[(String, Curve)]) -> Table {
    let mut rows =
        Table::new(&["group", "years", "at_risk", "ended", "censored", "survival", "standard_error", "lower", "upper"]);
    for (name, curve) in all {
        for s in &curve.steps {
            rows.push(vec![
                Cell::text(name),
                Cell::Number(s.time, 4),
                Cell::count(s.at_risk),
                Cell::count(s.ended),
                Cell::count(s.censored),
                Cell::Number(s.survival, 6),
                Cell::Number(s.error, 6),
                Cell::Number(s.lower, 6),
                Cell::Number(s.upper, 6),
            ]);
        }
    }
    rows
}

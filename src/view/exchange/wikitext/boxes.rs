//! Succession boxes, one for each tenure, between `{{s-start}}` and `{{s-end}}`.

use super::{Options, link, plain, selected};
use crate::analysis::succession;
use crate::facts::Ended;
use crate::graph::{PoliticalGraph, Selection, Tenure};
use std::io::{Result, Write};

/// Writes the boxes of each person in turn. O(tenures).
pub(in super::super) fn write(selection: &Selection<'_>, _: &Options, out: &mut dyn Write) -> Result<Vec<String>> {
    let graph = selection.graph();
    selected(selection, out)?;
    for person in selection.people() {
        let own: Vec<&Tenure> =
            person.tenures.iter().map(|t| graph.tenure(*t)).filter(|t| selection.has_tenure(t)).collect();
        if own.is_empty() {
            continue;
        }
        writeln!(out, "<!-- {} -->", plain(&person.name).replace("--", "– –"))?;
        writeln!(out, "{{{{s-start}}}}")?;
        let mut heading = "";
        for tenure in own {
            let office = graph.office(tenure.office);
            let own_heading = if office.party.is_some() { "{{s-ppo}}" } else { "{{s-off}}" };
            if heading != own_heading {
                heading = own_heading;
                writeln!(out, "{heading}")?;
            }
            let before = succession::predecessor(graph, tenure).filter(|_| tenure.follows);
            let after = succession::successor(graph, tenure).filter(|t| t.follows);
            writeln!(out, "{}", neighbour(graph, ["s-bef|before", "s-vac|last"], before, before.map(|b| (b, tenure))))?;
            writeln!(out, "{{{{s-ttl|title={}|years={}}}}}", link(&office.name), years(graph, tenure))?;
            if after.is_none() && tenure.ended == Some(Ended::InOffice) {
                writeln!(out, "{{{{s-inc}}}}")?;
            } else {
                writeln!(
                    out,
                    "{}",
                    neighbour(graph, ["s-aft|after", "s-vac|next"], after, after.map(|a| (tenure, a)))
                )?;
            }
        }
        writeln!(out, "{{{{s-end}}}}\n")?;
    }
    Ok(Vec::new())
}

/// The longest gap between two tenures, in days, that is not written as a vacancy. Shorter gaps are the time that it
/// takes to choose a successor.
const VACANCY: i64 = 180;

/// Returns the template that names the holder before or after. If the office was vacant between the two tenures,
/// returns the template for a vacancy.
fn neighbour(
    graph: &PoliticalGraph,
    [plain, vacant]: [&str; 2],
    other: Option<&Tenure>,
    pair: Option<(&Tenure, &Tenure)>,
) -> String {
    let day = |d: Option<&crate::wikitext::Date>| d.and_then(|d| d.days().0);
    let days = pair.and_then(|(a, b)| Some(day(b.from.best())? - day(a.to.best())?));
    let template = if days.is_some_and(|d| d > VACANCY) { vacant } else { plain };
    format!("{{{{{template}={}}}}}", other.map(|t| link(&graph.person(t.person).name)).unwrap_or_default())
}

/// Returns the years of a tenure: `1992–1995`, `2003–present`.
fn years(graph: &PoliticalGraph, tenure: &Tenure) -> String {
    let year = |d: Option<crate::wikitext::Date>| {
        let circa = d.is_some_and(crate::wikitext::Date::is_circa);
        let year = d.and_then(|d| d.first_year().or(d.last_year())).map_or_else(|| "?".into(), |y| y.to_string());
        if circa { format!("c. {year}") } else { year }
    };
    let (from, to) = (year(graph.span_of(tenure).0), year(tenure.to.best().copied()));
    let span = match tenure.ended {
        Some(Ended::InOffice) => format!("{from}–present"),
        _ if from == to => from,
        _ => format!("{from}–{to}"),
    };
    match tenure.began {
        Some(began) if began.is_provisional() => format!("{span}<br />{{{{small|({})}}}}", began.label()),
        _ => span,
    }
}

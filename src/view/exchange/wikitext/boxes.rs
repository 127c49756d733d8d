//! Succession boxes: one for each tenure, in the manner of {{s-start}}.

use super::{Options, link, plain, selected};
use crate::analysis::succession;
use crate::facts::Ended;
use crate::graph::{PoliticalGraph, Selection, Tenure};
use std::io::{Result, Write};

/// Writes each person's boxes, one person after the other. O(tenures).
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
        writeln!(out, "{{{{s-start}}}}\n{{{{s-off}}}}")?;
        for tenure in own {
            let before = succession::predecessor(graph, tenure).filter(|_| tenure.follows);
            let after = succession::successor(graph, tenure).filter(|t| t.follows);
            let name = |t: Option<&Tenure>| t.map(|t| link(&graph.person(t.person).name)).unwrap_or_default();
            let next = match (after, tenure.ended) {
                (None, Some(Ended::InOffice)) => "{{s-inc}}".to_string(),
                _ => format!("{{{{s-aft|after={}}}}}", name(after)),
            };
            writeln!(out, "{{{{s-bef|before={}}}}}", name(before))?;
            let office = link(&graph.office(tenure.office).name);
            writeln!(out, "{{{{s-ttl|title={office}|years={}}}}}", years(graph, tenure))?;
            writeln!(out, "{next}")?;
        }
        writeln!(out, "{{{{s-end}}}}\n")?;
    }
    Ok(Vec::new())
}

/// The years of a tenure: `1992–1995`, `2003–present`.
fn years(graph: &PoliticalGraph, tenure: &Tenure) -> String {
    let year = |d: Option<crate::wikitext::Date>| {
        d.and_then(|d| d.first_year().or(d.last_year())).map_or_else(|| "?".into(), |y| y.to_string())
    };
    let (from, to) = (year(graph.span_of(tenure).0), year(tenure.to.best().copied()));
    match tenure.ended {
        Some(Ended::InOffice) => format!("{from}–present"),
        _ if from == to => from,
        _ => format!("{from}–{to}"),
    }
}

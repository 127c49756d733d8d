//! What a contest's page derives from the other contests and the tenures of its office, if no source states it of the
//! contest.

use super::address::Kind;
use super::model::{Desk, Property, Ref, Said};
use crate::analysis::succession::around_contest;
use crate::graph::{Contest, Tenure};
use serde::Serialize;

/// The neighbours of a contest among those for its office, and the holders of the office before and after it.
#[derive(Serialize)]
pub(super) struct Series {
    /// The previous contest by date.
    pub(super) earlier: Option<Ref>,
    /// The next contest by date.
    pub(super) later: Option<Ref>,
    /// The holders before the contest, from the tenures. `None` if a source states the holder before.
    pub(super) held_before: Option<Property>,
    /// The holders after the contest, from the tenures. `None` if a source states the holder after.
    pub(super) held_after: Option<Property>,
}

impl Series {
    pub(super) fn of(desk: &mut Desk<'_>, contest: &Contest) -> Self {
        let (explorer, number) = (desk.explorer, desk.part.contest_number(contest.id));
        let own = explorer.directory.contest(number);
        let near = |n: Option<u32>| {
            let (n, own) = (n?, own?);
            let other = explorer.directory.contest(n)?;
            let known = own.office.is_some() && own.date.is_some() && other.date.is_some();
            (known && other.office == own.office).then(|| explorer.about(Kind::Contest, n))
        };
        // Contests are numbered by office and date.
        let (earlier, later) = (near(number.checked_sub(1)), near(number.checked_add(1)));
        let graph = desk.graph;
        // A holder whom the contest re-elected is in both lists.
        let [before, after] = around_contest(graph, contest);
        let mut held = |name: &str, tenures: &[&Tenure]| {
            let said = |t: &&Tenure| Said {
                text: graph.person(t.person).name.clone(),
                about: Some(desk.person(t.person)),
                value: None,
                sources: desk.cite(t.citations.iter().copied()),
            };
            let mut values: Vec<Said> = tenures.iter().map(said).collect();
            values.dedup_by(|a, b| a.about == b.about);
            (!values.is_empty()).then(|| Property { property: name.into(), values })
        };
        let held_before = held("Held the office before", &before).filter(|_| contest.before.is_empty());
        let held_after = held("Held the office after", &after).filter(|_| contest.after.is_empty());
        Self { earlier, later, held_before, held_after }
    }
}

//! The rows of a table of contests, without those who stood.

use super::cells::Cells;
use super::grid::Grid;
use super::rows::Table;
use super::titles::{Of, Titles};
use super::words::table_name;
use crate::facts::{ContestMention, ContestSays, Fact, Facts, RoundSays, Statement, Title};
use crate::wikitext::Quantity;
use std::sync::Arc;

impl Table<'_> {
    /// States the contests of a table, each with its figures.
    pub(super) fn contests(&mut self, grid: &Grid<'_>, cells: &mut Cells<'_>, facts: &mut Facts) {
        let mut rows: Vec<(Of, usize, Arc<str>, Vec<ContestSays>)> = Vec::new();
        self.each(grid, cells, facts, |cells, row, facts| {
            let date = self.date(cells, row);
            let of = self.of(cells, row, date, "");
            let mut says = Vec::new();
            says.extend(date.map(ContestSays::Date));
            says.extend(cells.count(row, "electorate").map(|n| ContestSays::Electorate(Quantity::exact(n))));
            says.extend(cells.count(row, "ballots").map(|n| ContestSays::Ballots(Quantity::exact(n))));
            says.extend(cells.count(row, "valid").map(|n| ContestSays::Round(1, RoundSays::Valid(n))));
            says.extend(cells.share(row, "turnout").map(ContestSays::Turnout));
            says.extend(Some(cells.text(row, "note")).filter(|t| !t.is_empty()).map(ContestSays::Note));
            rows.push((of, row.line, row.record.iter().collect::<Vec<_>>().join(", ").into(), says));
            self.count_unread(row, facts);
        });
        let titles = Titles::learn(table_name(&self.page.file), rows.iter().map(|(of, ..)| (of, "", None)));
        for (of, line, quote, says) in rows {
            let title = titles.title(&of);
            let kind = Title::read(&title).kind();
            let contest = ContestMention::titled(title);
            let citation = self.citation(line, quote, "");
            for says in [ContestSays::Documented, ContestSays::Kind(kind)].into_iter().chain(says) {
                let statement = Statement::Contest { contest: contest.clone(), says };
                facts.stated.push(Fact { statement, citation: Arc::clone(&citation) });
            }
        }
    }
}

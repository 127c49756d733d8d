//! The grid that the spans of a table's cells make.

use super::table::Table;

/// The cells of a table by row and column. A cell that spans several columns or rows is in each of them.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// For each row and column, the row and the number of the cell that fills it.
    pub slots: Vec<Vec<Option<(usize, usize)>>>,
}

/// The largest span that MediaWiki's browsers accept.
const MOST_COLUMNS: usize = 1_000;
/// The slots of a grid for each cell of its table. Spans that ask for more are nonsense.
const SLOTS_A_CELL: usize = 64;

impl Table {
    /// Returns the cells by row and column. `None` if the spans make a grid that is too large for its number of cells.
    pub fn grid(&self) -> Option<Grid> {
        let most = 10_000 + SLOTS_A_CELL * self.rows.iter().map(|row| row.cells.len()).sum::<usize>();
        let mut slots: Vec<Vec<Option<(usize, usize)>>> = Vec::with_capacity(self.rows.len());
        // For each column: the cell that reaches down into it, and for how many rows more.
        let mut down: Vec<Option<((usize, usize), usize)>> = Vec::new();
        let mut filled = 0;
        for (at, row) in self.rows.iter().enumerate() {
            let mut line: Vec<Option<(usize, usize)>> = Vec::new();
            let mut cells = row.cells.iter().enumerate();
            let mut next = cells.next();
            while next.is_some() || down.iter().skip(line.len()).any(Option::is_some) {
                let column = line.len();
                if let Some(Some((cell, more))) = down.get_mut(column) {
                    line.push(Some(*cell));
                    *more -= 1;
                    if *more == 0 {
                        down[column] = None;
                    }
                } else if let Some((number, cell)) = next {
                    let below = if cell.rows == 0 { self.rows.len() } else { cell.rows - 1 };
                    for column in column..column + cell.columns.clamp(1, MOST_COLUMNS) {
                        // A cell that would cover one from above ends there.
                        if down.get(column).is_some_and(Option::is_some) {
                            break;
                        }
                        line.push(Some((at, number)));
                        if down.len() <= column {
                            down.resize(column + 1, None);
                        }
                        down[column] = Some(((at, number), below)).filter(|_| below > 0);
                    }
                    next = cells.next();
                } else {
                    line.push(None);
                }
                if filled + line.len() > most {
                    return None;
                }
            }
            filled += line.len();
            slots.push(line);
        }
        Some(Grid { slots })
    }
}

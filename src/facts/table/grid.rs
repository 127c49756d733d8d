//! The rows of a table, whatever separates their cells.

use std::borrow::Cow;

use csv::StringRecord;

/// The rows of a table.
pub(super) enum Grid<'p> {
    /// The text of a table, and the character between its cells.
    Text(Cow<'p, str>, u8),
    /// Rows that were built from another format, each with its line.
    Rows(Vec<(StringRecord, usize)>),
}

/// The characters that separate cells. Of those that fit equally well, the first is taken.
const SEPARATORS: [u8; 5] = [b',', b';', b'\t', b'|', b':'];
/// How many lines are looked at to find the separator and the header.
const LOOKED_AT: usize = 50;

impl<'p> Grid<'p> {
    /// Finds the separator of a text: the one that splits most of the first lines into the same number of cells. `None`
    /// if none splits at least two lines.
    pub(super) fn of(text: &'p str) -> Option<Self> {
        let mut best: Option<(usize, usize, usize)> = None;
        for (at, separator) in SEPARATORS.iter().enumerate() {
            let mut lengths: Vec<usize> =
                read(text, *separator).take(LOOKED_AT).filter_map(|r| r.ok().map(|r| r.len())).collect();
            lengths.sort_unstable();
            let usual = lengths.chunk_by(|a, b| a == b).filter(|run| run[0] > 1).max_by_key(|run| (run.len(), run[0]));
            let Some(usual) = usual else { continue };
            // A colon and a bar also occur inside cells, so they must split every line.
            if matches!(separator, b':' | b'|') && usual.len() < lengths.len() {
                continue;
            }
            let found = (usual.len() * usual[0].min(4), usual[0], at);
            if best.is_none_or(|best| (found.0, found.1) > (best.0, best.1)) {
                best = Some(found);
            }
        }
        best.map(|(_, _, at)| Self::Text(mended(text, SEPARATORS[at]).0, SEPARATORS[at]))
    }

    /// Calls `to` with each row and its line, or with the error for a row that cannot be read.
    pub(super) fn each(&self, mut to: impl FnMut(Result<(&StringRecord, usize), csv::Error>)) {
        match self {
            Self::Text(text, separator) => {
                for record in read(text, *separator) {
                    match record {
                        Ok(record) => to(Ok((&record, line_of(text, &record)))),
                        Err(e) => to(Err(e)),
                    }
                }
            }
            Self::Rows(rows) => rows.iter().for_each(|(row, line)| to(Ok((row, *line)))),
        }
    }

    /// Returns the byte of the text at which each row begins, or the blank lines before it. Empty for rows of other
    /// formats.
    pub(super) fn starts(&self) -> Vec<usize> {
        let Self::Text(text, separator) = self else { return Vec::new() };
        let positions = read(text, *separator).filter_map(Result::ok);
        positions.filter_map(|row| usize::try_from(row.position()?.byte()).ok()).collect()
    }

    /// Returns the first rows.
    pub(super) fn first_rows(&self) -> Vec<(StringRecord, usize)> {
        match self {
            Self::Text(text, separator) => {
                let rows = read(text, *separator).filter_map(Result::ok).take(LOOKED_AT);
                rows.map(|row| (row.clone(), line_of(text, &row))).collect()
            }
            Self::Rows(rows) => rows.iter().take(LOOKED_AT).cloned().collect(),
        }
    }
}

/// Returns the line on which a row begins. The reader counts from the blank lines before it.
fn line_of(text: &str, row: &StringRecord) -> usize {
    let Some(position) = row.position() else { return 0 };
    let rest = text.as_bytes().get(usize::try_from(position.byte()).unwrap_or(usize::MAX)..).unwrap_or_default();
    let blank = rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).filter(|byte| **byte == b'\n').count();
    usize::try_from(position.line()).unwrap_or(usize::MAX) + blank
}

/// Returns a text in which no quote stays open over whole rows, and the lines whose quotes were taken as text. A quoted
/// cell may have several lines, but none of them has as many separators as the header.
pub(super) fn mended(text: &str, separator: u8) -> (Cow<'_, str>, Vec<usize>) {
    let odd = |line: &str| memchr::memchr_iter(b'"', line.as_bytes()).count() % 2 == 1;
    if memchr::memchr(b'"', text.as_bytes()).is_none() || !text.lines().any(odd) {
        return (Cow::Borrowed(text), Vec::new());
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let cells = |line: &str| memchr::memchr_iter(separator, line.as_bytes()).count();
    let usual = lines.iter().find(|line| !line.trim().is_empty()).map_or(0, |line| cells(line));
    let mut taken: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if !odd(lines[at]) {
            at += 1;
            continue;
        }
        let close = (at + 1..lines.len()).find(|other| odd(lines[*other]));
        let inside = &lines[at + 1..close.unwrap_or(lines.len())];
        let rows = inside.iter().filter(|line| usual > 0 && cells(line) >= usual).count();
        // The line that closes a cell of its own has the rest of the row behind it.
        match close {
            Some(close) if rows == 0 && cells(lines[at]) + cells(lines[close]) <= usual => at = close + 1,
            _ => {
                taken.push(at);
                at += 1;
            }
        }
    }
    if taken.is_empty() {
        return (Cow::Borrowed(text), taken);
    }
    let mut out = String::with_capacity(text.len());
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        if taken.binary_search(&at).is_ok() { out.push_str(&line.replace('"', "'")) } else { out.push_str(line) }
    }
    (Cow::Owned(out), taken.into_iter().map(|at| at + 1).collect())
}

fn read(text: &str, separator: u8) -> impl Iterator<Item = csv::Result<StringRecord>> {
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(separator).flexible(true).has_headers(false).trim(csv::Trim::All);
    builder.from_reader(text.as_bytes()).into_records()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_that_stays_open_is_text() {
        let text = "a,b,c\n1,\"x,2\n3,y,4\n5,\"two\nlines\",6\n";
        let (mended, lines) = mended(text, b',');
        assert_eq!((&*mended, &lines[..]), ("a,b,c\n1,'x,2\n3,y,4\n5,\"two\nlines\",6\n", &[2][..]));
        assert!(matches!(super::mended("a,b\n1,\"two\nlines\"\n", b',').0, Cow::Borrowed(_)));
    }

    #[test]
    fn rows_behind_blank_lines_have_their_own_lines() {
        let rows = Grid::of("a,b\n\n\n1,2\n3,4\n").map(|grid| grid.first_rows()).unwrap_or_default();
        assert_eq!(rows.iter().map(|(_, line)| *line).collect::<Vec<_>>(), [1, 4, 5]);
    }

    #[test]
    fn the_separator_is_the_one_that_splits_the_lines_alike() {
        let separator = |text: &str| match Grid::of(text) {
            Some(Grid::Text(_, separator)) => Some(char::from(separator)),
            _ => None,
        };
        assert_eq!(separator("a,b\n1,2\n"), Some(','));
        assert_eq!(separator("Name;Stimmen\nAsh, Ann;1.234,5\nBirch, Bo;7\n"), Some(';'));
        assert_eq!(separator("a\tb, c\n1\t2\n"), Some('\t'));
        assert_eq!(separator("a|b\n1|2\n"), Some('|'));
        assert_eq!(separator("a line\nanother\n"), None);
        assert_eq!(separator("Note: this\nis text\n"), None);
        assert_eq!(separator("\"x;y\",b\n\"z;w\",2\n"), Some(','));
    }
}

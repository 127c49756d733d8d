//! Guards cells that a spreadsheet would run as a formula.
//!
//! Spreadsheets run a cell that begins with `=`, `+`, `-` or `@`, or with a tab or a carriage return before one. An
//! apostrophe in front makes it text (owasp.org/www-community/attacks/CSV_Injection).

use super::Date;
use std::borrow::Cow;

/// Puts an apostrophe before a text that a spreadsheet would run as a formula. Numbers and dates are left alone.
///
/// ```
/// use hustings::wikitext::formula::{guarded, unguarded};
///
/// assert_eq!(guarded("=1+1"), "'=1+1");
/// assert_eq!(guarded("-12.5"), "-12.5");
/// assert_eq!(unguarded(&guarded("=1+1")), "=1+1");
/// ```
pub fn guarded(text: &str) -> Cow<'_, str> {
    if may_run(text) && text.parse::<f64>().is_err() && Date::parse(text).is_none() {
        return Cow::Owned(format!("'{text}"));
    }
    Cow::Borrowed(text)
}

/// Removes the apostrophe that [`guarded`] added.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| may_run(text)).unwrap_or(cell)
}

/// Returns true if the text, without leading apostrophes, begins like a formula.
fn may_run(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_runs_is_marked_and_numbers_and_dates_are_not() {
        for text in ["=cmd|' /C calc'!A0", "+1+1 Smith", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "'=1", "-"] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["Smith", "-12", "-12.5", "+3", "-0044-03-15", "'t Hooft", "", "1=1"] {
            assert_eq!(guarded(text), text);
        }
    }

    proptest! {
        #[test]
        fn what_is_marked_reads_back(text in "['=+@\\-\t\r 1a]{0,6}") {
            let marked = guarded(&text).into_owned();
            prop_assert_eq!(unguarded(&marked), &*text);
        }
    }
}

//! `--select`: the part of the graph that is drawn or exported.

use super::exit::Failure;
use super::input::{Loaded, one};
use clap::Args;
use hustings::facts::Kind;
use hustings::graph::{PartyId, Query};

/// The part of the data to draw or export.
#[derive(Debug, Clone, Args)]
pub(super) struct Select {
    /// Use only a part: office=NAME, party=NAME, person=NAME, years=1970-1999, kind=leadership or top=60; may be
    /// repeated
    ///
    /// 'top=60' keeps the 60 people with the most meetings. Two values of one key add up, and different keys narrow
    /// each other.
    #[arg(long, value_name = "KEY=VALUE")]
    select: Vec<String>,
}

const KEYS: &str = "office, party, person, years, kind, top";

impl Select {
    /// Returns the query for what the arguments select. The caller may narrow it further.
    pub(super) fn query(&self, loaded: &Loaded) -> Result<Query, Failure> {
        let mut query = Query::default();
        for word in &self.select {
            let usage = |say: &str| Failure::Usage(format!("--select {word}: {say}"));
            let (key, value) =
                word.split_once('=').ok_or_else(|| usage(&format!("write KEY=VALUE, where KEY is one of {KEYS}")))?;
            let value = value.trim();
            query = match key.trim() {
                "office" => loaded.offices(Some(value))?.into_iter().fold(query, Query::with_office),
                "party" => query.with_party(party(loaded, value)?),
                "person" | "people" => query.with_person(loaded.person(value)?),
                "kind" | "kinds" => query.with_kind(
                    Kind::read(value).ok_or_else(|| usage(&format!("the kind must be one of {}", Kind::allowed())))?,
                ),
                "years" | "year" => {
                    let (from, to) =
                        years(value).ok_or_else(|| usage("years are written 1992, 1970-1999, 1970- or -1999"))?;
                    query.with_years(from, to)
                }
                "top" => match value.parse() {
                    Ok(count) if count > 0 => query.with_top(count),
                    _ => return Err(usage("top must be a whole number of at least 1")),
                },
                other => return Err(usage(&format!("there is no key '{other}'; it must be one of {KEYS}"))),
            };
        }
        Ok(query)
    }

    /// Returns true if the arguments select nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.select.is_empty()
    }
}

fn party(loaded: &Loaded, name: &str) -> Result<PartyId, Failure> {
    one("party", name, loaded.graph.find_party(name), |id| loaded.graph.party(id).name.clone())
}

/// Reads a range of years, such as `1992`, `1970-1999`, `1970..1999`, `1970-` or `-1999`.
fn years(text: &str) -> Option<(Option<i32>, Option<i32>)> {
    let read = |t: &str| -> Option<Option<i32>> {
        let t = t.trim();
        if t.is_empty() { Some(None) } else { t.parse().ok().filter(|y| *y >= 0).map(Some) }
    };
    let Some((from, to)) = text.split_once("..").or_else(|| text.split_once(['-', '–'])) else {
        let year: i32 = text.trim().parse().ok()?;
        return Some((Some(year), Some(year)));
    };
    let (from, to) = (read(from)?, read(to)?);
    let ordered = from.zip(to).is_none_or(|(from, to)| from <= to);
    ((from.is_some() || to.is_some()) && ordered).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::years;

    #[test]
    fn years_are_read_as_people_write_them() {
        assert_eq!(years("1992"), Some((Some(1992), Some(1992))));
        assert_eq!(years("1970-1999"), Some((Some(1970), Some(1999))));
        assert_eq!(years("1970.."), Some((Some(1970), None)));
        assert_eq!(years("–1999"), Some((None, Some(1999))));
        for bad in ["", "-", "x", "1999-1970", "19x0-1999"] {
            assert_eq!(years(bad), None, "{bad}");
        }
    }
}

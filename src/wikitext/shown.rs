//! What known templates show in a value.
//!
//! To support a template, add its name to a list in `data/templates/shown.toml`. Other templates show nothing beside
//! other text, and their names are collected in [`Value::unread`](super::value::Value).

use super::date::{Date, month_name};
use super::markup::{Argument, Span, Template};
use super::number::grouped;
use super::read_date::month_number;
use super::value::{Renderer, Value};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a template shows of its arguments.
#[derive(Debug, Clone)]
enum Shows {
    /// Nothing, as for a footnote, a colour or a picture.
    Nothing,
    /// The positional argument of this number; if it is missing, the first one.
    Argument(usize),
    /// The last positional argument.
    Last,
    /// The third positional argument, or else the second; the first is the code of a language.
    BehindCode,
    /// All positional arguments without anything between them.
    Joined,
    /// The second of two dates of year, month and day.
    SecondDate,
    /// A fixed text.
    Text(String),
    /// Every positional argument as an item, except for this many at the start.
    Items(usize),
    /// A date, from year, month and day.
    Date,
    /// A person's name, from given name and surname, usually linked.
    SortName,
    /// A number with thousands separators.
    Number,
    /// A part of a total, as a percentage.
    Percentage,
    /// A district of the United States House of Representatives.
    HouseDistrict,
    /// The second positional argument if the third asks for a name; otherwise a colour, which shows nothing.
    NameOnDemand,
}

/// The known names, as listed in `data/templates/shown.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    nothing: Vec<String>,
    first: Vec<String>,
    second: Vec<String>,
    last: Vec<String>,
    behind_code: Vec<String>,
    joined: Vec<String>,
    second_dates: Vec<String>,
    items: Vec<String>,
    dates: Vec<String>,
    sort_names: Vec<String>,
    numbers: Vec<String>,
    percentages: Vec<String>,
    house_districts: Vec<String>,
    names_on_demand: Vec<String>,
    texts: HashMap<String, String>,
}

static KNOWN: LazyLock<HashMap<String, Shows>> = LazyLock::new(|| {
    let table: Table = toml::from_str(include_str!("../../data/templates/shown.toml")).unwrap_or_default();
    let mut known: HashMap<String, Shows> = HashMap::new();
    for (names, shows) in [
        (table.nothing, Shows::Nothing),
        (table.first, Shows::Argument(1)),
        (table.second, Shows::Argument(2)),
        (table.last, Shows::Last),
        (table.behind_code, Shows::BehindCode),
        (table.joined, Shows::Joined),
        (table.second_dates, Shows::SecondDate),
        (table.items, Shows::Items(0)),
        (table.dates, Shows::Date),
        (table.sort_names, Shows::SortName),
        (table.numbers, Shows::Number),
        (table.percentages, Shows::Percentage),
        (table.house_districts, Shows::HouseDistrict),
        (table.names_on_demand, Shows::NameOnDemand),
    ] {
        known.extend(names.into_iter().map(|n| (n, shows.clone())));
    }
    known.extend(table.texts.into_iter().map(|(name, text)| (name, Shows::Text(text))));
    known
});

/// Adds what a template shows to a value.
pub(super) fn template(walk: &Renderer<'_>, template: Template<'_>, out: &mut Value, depth: usize) {
    let raw = template.raw_name();
    if let Some((function, _)) = raw.split_once(':')
        && (raw.starts_with('#') || !KNOWN.contains_key(template.name().as_str()))
        && function_of(walk, template, function, out, depth)
    {
        return;
    }
    let name = template.name();
    let Some(shows) = KNOWN.get(name.as_str()) else {
        if !(name.starts_with("infobox") || name.starts_with("cite ") || name.starts_with("s-")) {
            out.unread.push(name);
        }
        return;
    };
    let positional = |number: usize| positional(template, number);
    match *shows {
        Shows::Nothing => {}
        Shows::Argument(number) => {
            if let Some(argument) = positional(number).or_else(|| positional(1).filter(|_| number > 1)) {
                walk.range(argument.value, out, depth + 1);
            }
        }
        Shows::NameOnDemand => {
            let asks = positional(3).map(|a| walk.markup.raw(a.value).to_string());
            if asks.is_some_and(|asks| matches!(asks.as_str(), "name" | "row-name" | "colour&name"))
                && let Some(argument) = positional(2)
            {
                walk.range(argument.value, out, depth + 1);
            }
        }
        Shows::Last => {
            if let Some(argument) = template.arguments().filter(|a| a.positional).last() {
                walk.range(argument.value, out, depth + 1);
            }
        }
        Shows::BehindCode => {
            if let Some(argument) = positional(3).or_else(|| positional(2)) {
                walk.range(argument.value, out, depth + 1);
            }
        }
        Shows::Joined => {
            for argument in template.arguments().filter(|a| a.positional) {
                walk.range(argument.value, out, depth + 1);
            }
        }
        Shows::SecondDate => {
            let number = |n: usize| positional(n).and_then(|a| plain(walk, a.value, depth).trim().parse::<u16>().ok());
            if let (Some(year), Some(month), Some(day)) = (number(4), number(5), number(6))
                && let Some(date) = Date::day(i32::from(year), month as u8, day as u8)
            {
                out.push_plain(&date.long());
            }
        }
        Shows::Text(ref text) => {
            if text.starts_with(' ') {
                out.blank();
            }
            out.push_plain(text.trim_matches(' '));
            if text.ends_with(' ') {
                out.blank();
            }
            // {{decrease|2.3}}
            if matches!(text.as_str(), "▲" | "▼" | "▬")
                && let Some(argument) = positional(1)
            {
                walk.range(argument.value, out, depth + 1);
            }
        }
        Shows::Items(skip) => {
            for argument in template.arguments().filter(|a| a.positional || a.name.parse::<u32>().is_ok()).skip(skip) {
                out.item();
                walk.range(argument.value, out, depth + 1);
                out.item();
            }
        }
        Shows::Date => date(walk, template, out, depth),
        Shows::SortName => sort_name(walk, template, out, depth),
        Shows::Number => {
            let text = positional(1).map(|a| plain(walk, a.value, depth)).unwrap_or_default();
            let commas =
                template.argument("fmt").is_some_and(|a| plain(walk, a.value, depth) == "commas") || name != "val";
            match text.parse::<u64>() {
                Ok(number) if commas => out.push_plain(&grouped(number)),
                _ => out.push_plain(&text),
            }
        }
        Shows::Percentage => {
            let number =
                |n: usize| positional(n).and_then(|a| plain(walk, a.value, depth).replace(',', "").parse::<f64>().ok());
            if let (Some(part), Some(whole)) = (number(1), number(2))
                && whole != 0.0
            {
                let places = number(3).map_or(0, |p| p.clamp(0.0, 9.0) as usize);
                out.push_plain(&format!("{:.places$}%", 100.0 * part / whole));
            }
        }
        Shows::HouseDistrict => house_district(walk, template, out, depth),
    }
}

/// Returns the positional argument of a number, also if it is written `1=`.
fn positional(template: Template<'_>, number: usize) -> Option<Argument<'_>> {
    template.argument(&number.to_string())
}

fn plain(walk: &Renderer<'_>, span: Span, depth: usize) -> String {
    let mut value = Value::default();
    walk.range(span, &mut value, depth + 1);
    value.text.trim().to_string()
}

/// Adds what a parser function shows; returns false if the template is no parser function.
fn function_of(walk: &Renderer<'_>, template: Template<'_>, function: &str, out: &mut Value, depth: usize) -> bool {
    let function = function.trim().to_lowercase();
    let mut parts = template.parts();
    let Some(first) = parts.next() else { return false };
    let text = walk.markup.text();
    let colon = text[first.clone()].find(':').map_or(first.end, |n| first.start + n + 1);
    let first = colon..first.end;
    let test = |span: Span| plain(walk, span, depth);
    match function.as_str() {
        "#if" => {
            let (then, otherwise) = (parts.next(), parts.next());
            let chosen = if test(first).is_empty() { otherwise } else { then };
            chosen.into_iter().for_each(|span| walk.range(span, out, depth + 1));
        }
        "#ifeq" => {
            let (left, right) = (test(first), parts.next().map(test).unwrap_or_default());
            let equal = match (left.parse::<f64>(), right.parse::<f64>()) {
                (Ok(a), Ok(b)) => a.total_cmp(&b).is_eq(),
                _ => left == right,
            };
            let (then, otherwise) = (parts.next(), parts.next());
            let chosen = if equal { then } else { otherwise };
            chosen.into_iter().for_each(|span| walk.range(span, out, depth + 1));
        }
        "formatnum" => {
            let number = test(first);
            let bare = parts.next().is_some_and(|p| test(p).eq_ignore_ascii_case("r"));
            if bare {
                out.push_plain(&number.replace(',', ""));
            } else {
                let (whole, rest) = number.split_once('.').map_or((number.as_str(), ""), |(w, r)| (w, r));
                let whole = whole.parse::<u64>().map_or_else(|_| whole.to_string(), grouped);
                out.push_plain(&if rest.is_empty() { whole } else { format!("{whole}.{rest}") });
            }
        }
        "lc" => out.push_plain(&test(first).to_lowercase()),
        "uc" => out.push_plain(&test(first).to_uppercase()),
        "lcfirst" | "ucfirst" | "nowrap" => walk.range(first, out, depth + 1),
        "#tag" => {}
        "#invoke" => {
            let module = test(first).to_lowercase();
            if !module.contains("list") {
                out.unread.push(format!("#invoke:{module}"));
                return true;
            }
            for part in parts.skip(1) {
                // Named arguments are the style and heading of the list.
                let named = text[part.clone()].find('=').is_some_and(|n| {
                    text[part.start..part.start + n].trim().bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
                });
                if !named {
                    out.item();
                    walk.range(part, out, depth + 1);
                    out.item();
                }
            }
        }
        other if other.starts_with('#') => out.unread.push(other.to_string()),
        _ => return false,
    }
    true
}

/// Shows `{{start date|2019|12|12|df=y}}`. The day comes first if `df` or `format=dmy` says so.
fn date(walk: &Renderer<'_>, template: Template<'_>, out: &mut Value, depth: usize) {
    let named = |name: &str| template.argument(name).map(|a| plain(walk, a.value, depth)).unwrap_or_default();
    let day_first = ["y", "yes"].contains(&named("df").as_str()) || named("format") == "dmy";
    let values: Vec<String> = template
        .arguments()
        .filter(|a| a.positional)
        .map(|a| plain(walk, a.value, depth))
        .filter(|v| !v.is_empty())
        .collect();
    let number = |i: usize| values.get(i).and_then(|v| v.trim_end_matches('-').parse::<i32>().ok());
    let month = values.get(1).and_then(|v| v.parse::<u8>().ok().or_else(|| month_number(v.trim_end_matches('-'))));
    let second = (number(3), number(4), number(5));
    if let (Some(y), Some(m @ 1..=12), Some(d), (Some(year), Some(last_month @ 1..=12), Some(day))) =
        (number(0), month, number(2), second)
        && template.name().contains("end date")
    {
        let name = |m: i32| month_name(m as u8);
        out.push_plain(&format!("{d} {} {y} – {day} {} {year}", name(i32::from(m)), name(last_month)));
        return;
    }
    match (number(0), month, number(2)) {
        (Some(year), Some(month @ 1..=12), Some(day)) if Date::day(year, month, day.clamp(0, 99) as u8).is_some() => {
            let month = month_name(month);
            out.push_plain(&if day_first { format!("{day} {month} {year}") } else { format!("{month} {day}, {year}") });
        }
        // Templates of French and other wikis begin with the day.
        (Some(day @ 1..=31), Some(month @ 1..=12), Some(year)) if year > 31 => {
            out.push_plain(&format!("{day} {} {year}", month_name(month)));
        }
        (Some(year), Some(month @ 1..=12), None) => out.push_plain(&format!("{} {year}", month_name(month))),
        _ => {
            // "12 June" and "1917" as two arguments, as in templates for dates in two calendars.
            let year = values.get(1).filter(|y| y.len() == 4 && y.bytes().all(|b| b.is_ascii_digit()));
            match (values.first(), year) {
                (Some(first), Some(year)) if number(0).is_none() => out.push_plain(&format!("{first} {year}")),
                (Some(first), _) => out.push_plain(first),
                _ => {}
            }
        }
    }
}

fn sort_name(walk: &Renderer<'_>, template: Template<'_>, out: &mut Value, depth: usize) {
    let text = |number: usize| positional(template, number).map(|a| plain(walk, a.value, depth)).unwrap_or_default();
    let name = format!("{} {}", text(1), text(2)).trim().to_string();
    let linked = template.argument("nolink").is_none();
    let target = match (text(3), template.argument("dab").map(|a| plain(walk, a.value, depth))) {
        (target, _) if !target.is_empty() => target,
        (_, Some(dab)) if !dab.is_empty() => format!("{name} ({dab})"),
        _ => name.clone(),
    };
    if linked {
        out.link(target, |out| out.push_plain(&name));
    } else {
        out.push_plain(&name);
    }
}

/// Shows `{{ushr|IA|1|1st}}`: a link to "Iowa's 1st congressional district".
fn house_district(walk: &Renderer<'_>, template: Template<'_>, out: &mut Value, depth: usize) {
    let text = |number: usize| positional(template, number).map(|a| plain(walk, a.value, depth)).unwrap_or_default();
    let (state, number, form) = (text(1), text(2), text(3));
    let Some(target) = house_district_name(&state, &number) else { return };
    let short = form.starts_with(|c: char| c.is_ascii_digit()) || form.to_lowercase().starts_with("at");
    let shown = if short { form } else { target.clone() };
    out.link(target, |out| out.push_plain(&shown));
}

/// Returns the title of the article on a congressional district, such as "Kansas's 4th congressional district".
pub fn house_district_name(state: &str, number: &str) -> Option<String> {
    let state = STATES.iter().find(|(code, _)| *code == state).map_or(state, |(_, name)| *name);
    if state.is_empty() {
        return None;
    }
    let number = number.trim();
    let ordinal = match number.parse::<u32>() {
        Ok(0) => "at-large".to_string(),
        Ok(n) => ordinal(n),
        Err(_) if number.to_lowercase().starts_with("at") || number.eq_ignore_ascii_case("al") => {
            "at-large".to_string()
        }
        Err(_) => number.to_string(),
    };
    Some(format!("{state}'s {ordinal} congressional district"))
}

/// Returns true for the name of a state of the United States.
pub fn is_us_state(name: &str) -> bool {
    STATES.iter().any(|(_, state)| *state == name)
}

/// Formats an ordinal number: `1st`, `2nd`, `3rd`, `11th`.
pub fn ordinal(number: u32) -> String {
    let ending = match (number % 10, number % 100) {
        (1, n) if n != 11 => "st",
        (2, n) if n != 12 => "nd",
        (3, n) if n != 13 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// The states of the United States, with their postal codes.
const STATES: [(&str, &str); 50] = [
    ("AL", "Alabama"),
    ("AK", "Alaska"),
    ("AZ", "Arizona"),
    ("AR", "Arkansas"),
    ("CA", "California"),
    ("CO", "Colorado"),
    ("CT", "Connecticut"),
    ("DE", "Delaware"),
    ("FL", "Florida"),
    ("GA", "Georgia"),
    ("HI", "Hawaii"),
    ("ID", "Idaho"),
    ("IL", "Illinois"),
    ("IN", "Indiana"),
    ("IA", "Iowa"),
    ("KS", "Kansas"),
    ("KY", "Kentucky"),
    ("LA", "Louisiana"),
    ("ME", "Maine"),
    ("MD", "Maryland"),
    ("MA", "Massachusetts"),
    ("MI", "Michigan"),
    ("MN", "Minnesota"),
    ("MS", "Mississippi"),
    ("MO", "Missouri"),
    ("MT", "Montana"),
    ("NE", "Nebraska"),
    ("NV", "Nevada"),
    ("NH", "New Hampshire"),
    ("NJ", "New Jersey"),
    ("NM", "New Mexico"),
    ("NY", "New York"),
    ("NC", "North Carolina"),
    ("ND", "North Dakota"),
    ("OH", "Ohio"),
    ("OK", "Oklahoma"),
    ("OR", "Oregon"),
    ("PA", "Pennsylvania"),
    ("RI", "Rhode Island"),
    ("SC", "South Carolina"),
    ("SD", "South Dakota"),
    ("TN", "Tennessee"),
    ("TX", "Texas"),
    ("UT", "Utah"),
    ("VT", "Vermont"),
    ("VA", "Virginia"),
    ("WA", "Washington"),
    ("WV", "West Virginia"),
    ("WI", "Wisconsin"),
    ("WY", "Wyoming"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wikitext::Markup;

    #[test]
    fn the_table_reads_and_dates_have_both_orders() {
        assert!(toml::from_str::<Table>(include_str!("../../data/templates/shown.toml")).is_ok());
        let shown = |text: &str| Markup::scan(text).value(0..text.len()).text;
        assert_eq!(shown("{{Start date|2019|12|12|df=y}}"), "12 December 2019");
        assert_eq!(shown("{{Start date|2019|12|12}}"), "December 12, 2019");
        assert_eq!(shown("{{date|11|juin-|2017-}}"), "11 June 2017");
        assert_eq!(shown("{{sortname|Ann|Lee|dab=judge}}"), "Ann Lee");
        assert_eq!(shown("{{#switch:x|x=1}}5{{ushr|KS|4|4th}}"), "54th");
    }
}

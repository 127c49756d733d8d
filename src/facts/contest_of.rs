//! Which contest a table of a page is about, and its date and office.

use super::Title;
use super::record::{CandidateRecord, ElectionRecord, PageRecord};
use super::vocabulary::Kind;
use crate::wikitext::{Date, fold, read_date};
use std::collections::BTreeMap;

pub(super) fn is_infobox(election: &ElectionRecord) -> bool {
    election.template.is_none_or(|t| t.starts_with("Infobox"))
}

/// Returns true if a table gives the result of an infobox: at least one person has equal votes in both, and nobody has
/// different votes.
pub(super) fn is_table_of(infobox: &ElectionRecord, table: &ElectionRecord) -> bool {
    let named = |c: &&CandidateRecord| c.name.is_some();
    let (mut same, mut other) = (0, 0);
    for row in infobox.candidates.iter().filter(named) {
        let (name, Some(votes)) = (fold(&row.display), row.votes.or_else(|| row.rounds.last()?.votes)) else {
            continue;
        };
        for counted in table.candidates.iter().filter(named).filter(|c| fold(&c.display) == name) {
            // In a table of several rounds, the infobox may have any of them.
            let mut all = counted.votes.iter().chain(counted.rounds.iter().filter_map(|r| r.votes.as_ref()));
            if all.any(|v| *v == votes) { same += 1 } else { other += 1 }
        }
    }
    same > 0 && other == 0
}

/// Returns the round that each table of a page gives of the contest of its infobox, and the last round.
pub(super) fn rounds_of(record: &PageRecord, main: usize) -> (Vec<Option<usize>>, usize) {
    let infobox = &record.elections[main];
    let of = |table: &ElectionRecord| round_of(infobox, table).filter(|_| !is_infobox(table));
    let each: Vec<Option<usize>> = record.elections.iter().map(of).collect();
    let listed = [infobox.dates.len(), infobox.rounds.len(), infobox.decided_in.unwrap_or(0)];
    let last = each.iter().flatten().copied().chain(listed).max().unwrap_or(0);
    (each, last)
}

/// Returns the round of a page's contest that a table gives. The heading of the table must name the day or the round,
/// and the table must share a name with the infobox.
fn round_of(infobox: &ElectionRecord, table: &ElectionRecord) -> Option<usize> {
    if table.of_round.is_some() {
        return table.of_round;
    }
    let names = |e: &ElectionRecord| -> Vec<String> { e.candidates.iter().map(|c| fold(&c.display)).collect() };
    let known = names(infobox);
    if !names(table).iter().any(|n| known.contains(n)) {
        return None;
    }
    let heading = fold(&table.election);
    let is_called = |label: &String| {
        let label = fold(label);
        let within = || label.len() > 4 && format!(" {heading} ").contains(&format!(" {label} "));
        heading.starts_with(&label) || within()
    };
    let labelled = infobox.rounds.iter().position(is_called).filter(|_| table.rounds.is_empty());
    if let Some(index) = labelled {
        return Some(index + 1);
    }
    if let Some(round) = round_by_votes(infobox, table) {
        return Some(round);
    }
    if infobox.dates.len() < 2 {
        return None;
    }
    let by_day = date_of_heading(&table.election)
        .filter(|d| d.the_day().is_some())
        .and_then(|day| infobox.dates.iter().position(|d| *d == day));
    let words = [["first round", "1st round", "round 1"], ["second round", "2nd round", "round 2"]];
    let by_word = words.iter().position(|all| all.iter().any(|w| heading.contains(w)));
    by_day.or(by_word).map(|index| index + 1)
}

/// Returns the round of an infobox whose votes a table of one count has.
fn round_by_votes(infobox: &ElectionRecord, table: &ElectionRecord) -> Option<usize> {
    let rounds = infobox.candidates.iter().map(|c| c.rounds.len()).max().filter(|rounds| *rounds > 1)?;
    let votes = |c: &CandidateRecord| Some((fold(&c.display), c.votes.filter(|_| c.rounds.is_empty())?));
    let counted: BTreeMap<String, u64> = table.candidates.iter().filter_map(votes).collect();
    let fits = |round: &usize| {
        let (mut same, mut other) = (0, 0);
        for row in infobox.candidates.iter().filter(|c| c.name.is_some()) {
            let deciding = row.votes.filter(|_| infobox.decided_in == Some(*round));
            let own = row.rounds.get(*round - 1).and_then(|figures| figures.votes).or(deciding);
            if let (Some(own), Some(counted)) = (own, counted.get(&fold(&row.display))) {
                if own == *counted { same += 1 } else { other += 1 }
            }
        }
        same > 0 && other == 0
    };
    (1..=rounds.max(infobox.decided_in.unwrap_or(0))).find(fits)
}

/// Returns the title of another contest on a page. It is the heading of the table, preceded by the page's title unless
/// the heading names the page's subject and a year.
pub(super) fn title_of(record: &PageRecord, election: &ElectionRecord) -> String {
    let heading = &match &election.section {
        Some(section) if election.election == record.title => section.clone(),
        Some(section) => format!("{section}: {}", election.election),
        None => election.election.clone(),
    };
    let subject = record.title.split(" (").next().unwrap_or(&record.title);
    // The result before a by-election stands on its page.
    let page = Title::read(&record.title);
    let of_another_year = || {
        let own = Title::read(heading).year.or_else(|| date_of_heading(heading)?.first_year());
        own.is_some_and(|year| page.year.is_some_and(|of_page| of_page != year))
    };
    if page.place().is_some_and(|place| fold(heading).contains(&fold(place))) && of_another_year() {
        return heading.clone();
    }
    let says_where = record.person.is_none() && fold(heading).contains(&fold(subject));
    let has_year = heading.split(|c: char| !c.is_ascii_digit()).any(|w| w.len() == 4);
    if heading == &record.title || says_where && has_year {
        heading.clone()
    } else {
        format!("{}: {heading}", record.title)
    }
}

/// Returns the date that a table's heading names: the day, or the year if there is exactly one.
pub(super) fn date_of_heading(heading: &str) -> Option<Date> {
    let words: Vec<&str> = heading.split_whitespace().collect();
    let day = words.windows(3).find_map(|w| {
        let text = w.join(" ");
        read_date(text.trim_end_matches([',', ':', ';', ')'])).filter(|d| d.the_day().is_some())
    });
    let year = || {
        let years = heading.split(|c: char| !c.is_ascii_digit()).filter(|w| w.len() == 4);
        let mut years = years.filter_map(|y| y.parse::<i32>().ok()).filter(|y| (1700..2100).contains(y));
        years.next().filter(|_| years.next().is_none()).map(Date::year)
    };
    day.or_else(year)
}

/// Returns the office that a contest is for, if its infobox names one that a person holds.
pub(super) fn office_of(election: &ElectionRecord, title: &str, kind: Option<Kind>) -> Option<String> {
    let rank = election.title.as_ref()?;
    let read = Title::read(title);
    let folded = super::templates::word(rank);
    let control = super::templates::templates().words.control.iter().any(|c| folded.contains(c.as_str()));
    if control || rank.is_empty() {
        return None;
    }
    if rank.contains(" of ") || rank.contains(" for ") {
        return Some(rank.clone());
    }
    if kind == Some(Kind::Leadership) {
        return read.party().map(|party| format!("{rank} of the {party}"));
    }
    // "Leader" of a council or of a group of its members is not a leader of the place.
    if folded.split(' ').next_back() == Some("leader") {
        return None;
    }
    if let Some(body) = read.body().filter(|_| matches!(folded.as_str(), "speaker" | "majority leader")) {
        return Some(format!("{rank} of the {body}"));
    }
    // The premier of a state is none of the country.
    if let Some(state) = read.territory().filter(|state| !rank.contains(state)) {
        return Some(format!("{rank} of {}{state}", article_of(state)));
    }
    // The country of a mayor is that of the town.
    if let Some(place) = read.place().filter(|place| !rank.contains(place)) {
        let is_member = read.kind() == Kind::ByElection && !read.stem.contains("mayoral");
        let rank = if rank == "MP" { "Member of Parliament" } else { rank };
        return Some(format!("{rank} {} {place}", if is_member { "for" } else { "of" }));
    }
    match &election.country {
        Some(country) if !rank.contains(country.as_str()) => {
            // "Georgia (U.S. state)"
            let country = country.split(" (").next().unwrap_or(country);
            let of = if folded.contains("senator") { "from" } else { "of" };
            Some(format!("{rank} {of} {}{country}", article_of(country)))
        }
        _ => Some(rank.clone()),
    }
}

/// Returns "the " for countries whose names take the article, otherwise an empty text.
fn article_of(country: &str) -> &'static str {
    let plural = [
        "United ",
        "Netherlands",
        "Philippines",
        "Bahamas",
        "Maldives",
        "Gambia",
        "Czech Republic",
        "Dominican Republic",
    ];
    let ends = [" Republic", " Islands", " Kingdom", " States", " Union", " Emirates"];
    let takes = plural.iter().any(|p| country.starts_with(p)) || ends.iter().any(|e| country.ends_with(e));
    if takes && !country.starts_with("the ") { "the " } else { "" }
}

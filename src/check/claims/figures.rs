//! Judges what the prose of a page claims of votes, majorities and shares, by the tables of the page.

use super::{ClaimVerdict, Court, Finding, unknown};
use crate::facts::{Citation, Confidence};
use crate::graph::{Candidacy, CitationId, Contest, Sourced, Values};
use crate::wikitext::number::{decimals, grouped};
use crate::wikitext::written::is_one_slip;

/// What a sentence claims of the results on its page.
pub(super) struct Claimed<'c> {
    pub(super) year: Option<i32>,
    pub(super) margin: Option<u64>,
    pub(super) votes: [Option<u64>; 2],
    pub(super) share: Option<f64>,
    pub(super) candidate: Option<&'c str>,
}

/// A figure of a table, with its citations.
type Figure = (u64, Vec<CitationId>);

/// Judges a claim. Only a figure that one slip, or the same digits in another order, lead to contradicts it: prose also
/// tells of counts that the page has no table of.
pub(super) fn judge(court: &Court<'_>, own: &Citation, claim: &Claimed<'_>) -> (String, Finding) {
    let says = match claim {
        Claimed { margin: Some(margin), .. } => format!("the majority was {} votes", grouped(*margin)),
        Claimed { votes: [Some(one), Some(two)], .. } => {
            format!("the votes were {} to {}", grouped(*one), grouped(*two))
        }
        Claimed { votes: [Some(one), _], .. } => format!("somebody had {} votes", grouped(*one)),
        Claimed { share: Some(share), candidate, .. } => {
            format!("{} had {share}% of the votes", candidate.unwrap_or("somebody"))
        }
        _ => return (String::new(), unknown("it has no figure")),
    };
    let contests = court.contests_of(own);
    let of_year = |c: &&&Contest| claim.year.is_none_or(|year| c.year() == Some(year));
    let meant: Vec<&Contest> = contests.iter().filter(of_year).copied().collect();
    // Without a year, only a page on one contest tells which is meant.
    let main = || contests.iter().filter(|c| c.title == *own.page).copied().collect::<Vec<&Contest>>();
    let meant = if claim.year.is_none() && meant.len() > 1 { main() } else { meant };
    if meant.is_empty() {
        return (says, unknown("no table of such a contest was read"));
    }
    let finding = match claim {
        Claimed { margin: Some(margin), .. } => by_count(*margin, &margins(court, own, &meant), "the table gives"),
        Claimed { votes: [Some(one), Some(two)], .. } => pair(court, own, &meant, [*one, *two]),
        Claimed { votes: [Some(one), _], candidate, .. } => {
            by_count(*one, &votes(court, own, &meant, *candidate), "the table gives")
        }
        Claimed { share: Some(stated), candidate, .. } => share(court, own, &meant, *stated, *candidate),
        _ => unknown("it has no figure"),
    };
    (says, finding)
}

/// Returns the places in tables and infoboxes of the page of a claim that give a value.
fn here<T>(court: &Court<'_>, own: &Citation, value: &Sourced<T>) -> Vec<CitationId> {
    let is_here = |id: &&CitationId| {
        let at = court.graph.citation(**id);
        at.page == own.page && at.file == own.file && !matches!(at.confidence, Confidence::Prose)
    };
    value.citations.iter().filter(is_here).copied().collect()
}

fn given<T: Copy>(court: &Court<'_>, own: &Citation, values: &Values<T>) -> Vec<(T, Vec<CitationId>)> {
    let of = |value: &Sourced<T>| (value.value, here(court, own, value));
    values.all().iter().map(of).filter(|(_, places)| !places.is_empty()).collect()
}

/// Returns the candidacies of contests, perhaps those of one candidate alone.
fn candidacies<'g>(court: &Court<'g>, contests: &[&Contest], candidate: Option<&str>) -> Vec<&'g Candidacy> {
    let all = contests.iter().flat_map(|c| court.graph.candidacies_of(c.id));
    let is_it = |c: &&Candidacy| {
        let person = court.graph.person(c.person);
        candidate.is_none_or(|name| person.name == name || person.spellings.iter().any(|s| s == name))
    };
    all.filter(is_it).collect()
}

fn votes(court: &Court<'_>, own: &Citation, contests: &[&Contest], candidate: Option<&str>) -> Vec<Figure> {
    let all = candidacies(court, contests, candidate);
    let mut found: Vec<Figure> =
        all.iter().flat_map(|c| c.rounds.values()).flat_map(|r| given(court, own, &r.votes)).collect();
    if candidate.is_none() {
        found.extend(contests.iter().flat_map(|c| given(court, own, &c.total)));
    }
    found
}

/// Returns the majorities that tables state, and those of the two leading candidates of each round.
fn margins(court: &Court<'_>, own: &Citation, contests: &[&Contest]) -> Vec<Figure> {
    let mut found: Vec<Figure> = contests.iter().flat_map(|c| given(court, own, &c.majority)).collect();
    for contest in contests {
        for round in contest.valid_rounds(false) {
            let all = candidacies(court, &[contest], None);
            let of_round = all.iter().filter_map(|c| c.round(round));
            let mut votes: Vec<Figure> = of_round.flat_map(|r| given(court, own, &r.votes)).collect();
            votes.sort_by_key(|(votes, _)| std::cmp::Reverse(*votes));
            if let [(first, at_first), (second, at_second), ..] = &votes[..] {
                found.push((first - second, at_first.iter().chain(at_second).copied().collect()));
            }
        }
    }
    found
}

/// Returns true if somebody may have written one number for the other: one slip of a key, or the same digits in another
/// order.
fn is_near(a: &str, b: &str) -> bool {
    let digits = |text: &str| {
        let mut digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).collect();
        digits.sort_unstable();
        digits
    };
    a != b && (is_one_slip(a, b) || a.len() == b.len() && digits(a) == digits(b))
}

/// Returns true if two numbers of one length differ in one digit.
fn is_one_digit_off(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).filter(|(x, y)| x != y).count() == 1
}

fn by_count(stated: u64, known: &[Figure], words: &str) -> Finding {
    if let Some((_, places)) = known.iter().find(|(count, _)| *count == stated) {
        return (ClaimVerdict::Confirmed, "the tables of the page give the same".into(), places.clone());
    }
    let mut near: Vec<&Figure> =
        known.iter().filter(|(count, _)| is_near(&stated.to_string(), &count.to_string())).collect();
    near.dedup_by_key(|(count, _)| *count);
    match near[..] {
        [(count, places)] => (ClaimVerdict::Contradicted, format!("{words} {}", grouped(*count)), places.clone()),
        _ => unknown("no table of the page gives it"),
    }
}

/// Judges the votes of two candidates of one round.
fn pair(court: &Court<'_>, own: &Citation, contests: &[&Contest], [one, two]: [u64; 2]) -> Finding {
    for contest in contests {
        for round in contest.valid_rounds(false) {
            let all = candidacies(court, &[contest], None);
            let votes: Vec<Figure> =
                all.iter().filter_map(|c| c.round(round)).flat_map(|r| given(court, own, &r.votes)).collect();
            let has = |count: u64| votes.iter().find(|(votes, _)| *votes == count);
            match (has(one), has(two)) {
                (Some((_, at)), Some((_, other))) => {
                    let places = at.iter().chain(other).copied().collect();
                    return (ClaimVerdict::Confirmed, "the tables of the page give the same".into(), places);
                }
                (Some(known), None) | (None, Some(known)) => {
                    let stated = if known.0 == one { two } else { one };
                    let others: Vec<Figure> = votes.iter().filter(|figure| *figure != known).cloned().collect();
                    let finding = by_count(stated, &others, "beside the other figure the table gives");
                    if finding.0 == ClaimVerdict::Contradicted {
                        return finding;
                    }
                }
                (None, None) => {}
            }
        }
    }
    unknown("no table of the page gives it")
}

/// Judges the share of a candidate.
fn share(court: &Court<'_>, own: &Citation, contests: &[&Contest], stated: f64, candidate: Option<&str>) -> Finding {
    let all = candidacies(court, contests, candidate);
    let known: Vec<(f64, Vec<CitationId>)> =
        all.iter().flat_map(|c| c.rounds.values()).flat_map(|r| given(court, own, &r.shares)).collect();
    let digits = decimals(stated) as usize;
    // Prose rounds, or cuts.
    let unit = 10f64.powi(-i32::try_from(digits).unwrap_or(0));
    if let Some((_, places)) = known.iter().find(|(share, _)| (share - stated).abs() < unit) {
        return (ClaimVerdict::Confirmed, "the tables of the page give the same".into(), places.clone());
    }
    let text = |share: f64| format!("{share:.digits$}");
    match &known[..] {
        // Of two digits, one slip leads anywhere.
        [(share, places)]
            if is_near(&text(stated), &text(*share))
                && (digits > 0 || !is_one_digit_off(&text(stated), &text(*share)))
                && (share - stated).abs() >= 2.0 * unit =>
        {
            (ClaimVerdict::Contradicted, format!("the table gives {share}%"), places.clone())
        }
        _ => unknown("no table of the page gives it"),
    }
}

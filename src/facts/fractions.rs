//! Converts shares that a table or page writes as fractions of one (0.61 for 61%).

use super::{CandidacySays, ContestSays, Fact, Facts, RoundSays, Statement};
use crate::source::Warning;
use crate::wikitext::number::decimals;
use std::collections::BTreeMap;

/// If only some candidates are listed, together they have at least this fraction of the votes. Without such a limit,
/// any total above the listed votes would be plausible.
const LEAST_LISTED: f64 = 0.5;

/// The figures of one round of a contest: votes and share of each candidate or option, and the total lines.
#[derive(Default)]
struct Round<'f> {
    rows: BTreeMap<&'f str, (Option<u64>, Option<f64>)>,
    totals: Vec<u64>,
}

/// Converts the shares of one table or page to per cent if they are fractions. Returns true if they were.
///
/// They are fractions if each is at most 1, none is written with a per cent sign, and in each round with at least two
/// shares they add up to 1 within their rounding, or votes and shares agree on a total. Adds a `fractions` warning,
/// which is only a note. O(facts · log facts).
///
/// `first` is the index of the first fact that the table or page states.
pub(super) fn to_percent(facts: &mut Facts, first: usize) -> bool {
    let own = &facts.stated[first..];
    if !are_fractions(own) {
        return false;
    }
    let example = own.iter().find_map(|f| share(&f.statement).filter(|s| *s > 0.0).map(|s| (s, &f.citation)));
    let Some((example, citation)) = example else { return false };
    let (file, line) = (citation.file.clone(), citation.line);
    let message = format!("shares are read as fractions of one: {example} is {}%", percent(example));
    facts.warnings.push(Warning::new(&file, line, "fractions", message));
    // A turnout of at most one per cent is a fraction as well.
    let turnout = |fact: &Fact| match fact.statement {
        Statement::Contest {
            says: ContestSays::Turnout(share) | ContestSays::Round(_, RoundSays::Turnout(share)),
            ..
        } => Some(share),
        _ => None,
    };
    let of_turnout = facts.stated[first..].iter().filter_map(turnout).all(|share| share <= 1.0);
    for fact in &mut facts.stated[first..] {
        match &mut fact.statement {
            Statement::Contest {
                says: ContestSays::Turnout(share) | ContestSays::Round(_, RoundSays::Turnout(share)),
                ..
            } if of_turnout => *share = percent(*share),
            Statement::Candidacy { says: CandidacySays::Share(_, share), .. } => *share = percent(*share),
            Statement::Contest { says: ContestSays::Round(_, RoundSays::Option(option)), .. } => {
                option.share = option.share.map(percent);
            }
            _ => {}
        }
    }
    true
}

/// Converts a fraction to per cent and rounds off the error of the multiplication.
pub(super) fn percent(fraction: f64) -> f64 {
    (fraction * 1e14).round() / 1e12
}

fn share(statement: &Statement) -> Option<f64> {
    match statement {
        Statement::Candidacy { says: CandidacySays::Share(_, share), .. } => Some(*share),
        Statement::Contest { says: ContestSays::Round(_, RoundSays::Option(option)), .. } => option.share,
        _ => None,
    }
}

fn are_fractions(facts: &[Fact]) -> bool {
    let mut shares = facts.iter().filter_map(|f| Some((share(&f.statement)?, f))).peekable();
    if shares.peek().is_none() || !shares.all(|(s, f)| (0.0..=1.0).contains(&s) && !f.citation.quote.contains('%')) {
        return false;
    }
    let mut rounds: BTreeMap<(&str, usize), Round<'_>> = BTreeMap::new();
    for fact in facts {
        match &fact.statement {
            Statement::Candidacy { contest, person, says } => {
                let (number, votes, share) = match says {
                    CandidacySays::Votes(number, votes) => (*number, Some(*votes), None),
                    CandidacySays::Share(number, share) => (*number, None, Some(*share)),
                    _ => continue,
                };
                let row = rounds.entry((&contest.title, number)).or_default().rows.entry(person).or_default();
                *row = (row.0.or(votes), row.1.or(share));
            }
            Statement::Contest { contest, says: ContestSays::Round(number, RoundSays::Option(option)) } => {
                let round = rounds.entry((&contest.title, *number)).or_default();
                round.rows.insert(&option.name, (option.votes, option.share));
            }
            Statement::Contest { contest, says: ContestSays::Round(number, RoundSays::Valid(total)) } => {
                rounds.entry((&contest.title, *number)).or_default().totals.push(*total);
            }
            Statement::Contest { contest, says: ContestSays::Total(total) } => {
                rounds.entry((&contest.title, 1)).or_default().totals.push(*total);
            }
            _ => {}
        }
    }
    let mut proven = false;
    for round in rounds.values() {
        let with_share = round.rows.values().filter(|(_, share)| share.is_some()).count();
        if with_share < 2 {
            continue;
        }
        if !is_proven(round) {
            return false;
        }
        proven = true;
    }
    proven
}

fn is_proven(round: &Round<'_>) -> bool {
    let half = |share: f64| 0.5 * 10f64.powi(-(decimals(share) as i32)) + 1e-9;
    let shares = || round.rows.values().filter_map(|(_, share)| *share);
    let (sum, allowed) = shares().fold((0.0, 0.0), |(sum, allowed), s| (sum + s, allowed + half(s)));
    if (sum - 1.0).abs() <= allowed {
        return true;
    }
    let (mut low, mut high, mut count) = (0.0_f64, f64::INFINITY, 0);
    for (votes, share) in round.rows.values().filter_map(|(votes, share)| Some(((*votes)? as f64, (*share)?))) {
        low = low.max(votes / (share + half(share)));
        high = high.min(if share > half(share) { votes / (share - half(share)) } else { f64::INFINITY });
        count += 1;
    }
    let listed = round.rows.values().filter_map(|(votes, _)| *votes).fold(0, u64::saturating_add) as f64;
    let stated = round.totals.iter().any(|total| low <= *total as f64 && *total as f64 <= high);
    count >= 2 && low <= high && (stated || (high >= listed && low * LEAST_LISTED <= listed))
}

//! Judges claims such as "the second of four contests in which A and B faced each other".

use super::{ClaimVerdict, Court, Finding, in_words, unknown};
use crate::analysis::rivals;
use crate::facts::Citation;
use crate::graph::{CitationId, Contest};
use crate::wikitext::Date;
use crate::wikitext::shown::ordinal;

pub(super) fn judge(
    court: &Court<'_>,
    own: &Citation,
    contest: &Contest,
    names: [&String; 2],
    place: Option<u32>,
    total: Option<u32>,
    last: bool,
) -> (String, Finding) {
    let graph = court.graph;
    let which = match (place, total) {
        (Some(place), Some(total)) => format!("the {} of {total} contests", ordinal(place)),
        (Some(place), None) => format!("the {} contest", ordinal(place)),
        (None, _) => "a contest".to_string(),
    };
    let and_last = if last { ", and the last," } else { "" };
    let says = format!("the {} is {which}{and_last} of {} and {}", contest.title, names[0], names[1]);
    let people = names.map(|name| court.person(name, contest.office));
    let [Some(a), Some(b)] = people else {
        return (says, unknown("no source mentions other contests of the two"));
    };
    // Meetings that only this sentence states are no evidence for it.
    let known: Vec<(&Contest, Vec<CitationId>)> = rivals::between(graph, a, b, false)
        .meetings
        .iter()
        .filter_map(|meeting| {
            let of = graph.contest(meeting.contest);
            let places: Vec<CitationId> = graph
                .candidacies_of(of.id)
                .filter(|c| c.person == a || c.person == b)
                .flat_map(|c| c.named.iter().map(|(_, id)| *id))
                .collect();
            let others = court.others(&places, own);
            (of.id == contest.id || !others.is_empty()).then_some((of, others))
        })
        .collect();
    let evidence: Vec<CitationId> = known.iter().flat_map(|(_, places)| places.iter().take(2).copied()).collect();
    let list = |of: &[(&Contest, Vec<CitationId>)]| in_words(&of.iter().map(|(c, _)| when(c)).collect::<Vec<_>>());
    let Some(at) = known.iter().position(|(c, _)| c.id == contest.id) else {
        return (says, unknown("no other source says that the two met in this contest"));
    };
    let all = format!("known meetings: {}", list(&known));
    let fewer = |claimed: Option<u32>, known: usize| claimed.is_some_and(|n| (known as u32) < n);
    let more = |claimed: Option<u32>, known: usize| claimed.is_some_and(|n| (known as u32) > n);
    if more(place, at + 1) {
        return (
            says,
            (ClaimVerdict::Contradicted, format!("it is at least the {}; {all}", ordinal(at as u32 + 1)), evidence),
        );
    }
    if more(total, known.len()) {
        let because = format!("there are at least {}; {all}", known.len());
        return (says, (ClaimVerdict::Contradicted, because, evidence));
    }
    if last && at + 1 < known.len() {
        let because = format!("they met again in {}", list(&known[at + 1..]));
        return (says, (ClaimVerdict::Contradicted, because, evidence));
    }
    if fewer(place, at + 1) || fewer(total, known.len()) {
        return (says, unknown(format!("sources mention fewer; {all}")));
    }
    (says, (ClaimVerdict::Confirmed, all, evidence))
}

/// Returns the date that names a contest: the one in its title, or else its day. Without a date, returns the title.
pub(super) fn when(contest: &Contest) -> String {
    let told = |date: Date| crate::facts::Title::read(&contest.title).date().unwrap_or(date).long();
    contest.date().map_or_else(|| contest.title.clone(), told)
}

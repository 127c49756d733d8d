//! Reads "The second of four leadership contests in which A and B faced each other."

use super::{Claim, Context, MarkedSentence, number, own};

pub(super) fn read(context: &Context<'_>, sentence: &MarkedSentence<'_>, out: &mut Vec<Claim>) {
    counted(context, sentence, out);
    let Some(pattern) = pattern!(
        r"(?i)\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:st|nd|rd|th))(?: \((?:and )?(final|last)\)| and (final|last))?(?: of (two|three|four|five|six|seven|eight|nine|ten|\d{1,2}))? (?:[\w' -]*?)(?:election|contest|race|vote|time|meeting)s?[^.;⟦]*?\b(?:in which|that|where|between) ⟦(\d+)⟧ and ⟦(\d+)⟧(?:,? (?:had |have )?(?:faced|contested|met|ran|run|stood))?"
    ) else {
        return;
    };
    let Some(found) = pattern.captures(&sentence.marked.text) else { return };
    let (Some(a), Some(b)) = (sentence.marked.person(&found[5]), sentence.marked.person(&found[6])) else { return };
    // "General election in which" or "… faced each other in a members' vote" counts something else.
    let noun = pattern!(
        r"(?i)\b(?:general|legislative|parliamentary|local|by-|televised|public|knesset|primary)\W*(?:election|contest|race|vote|debate)"
    );
    let behind = found.get(0).map_or("", |m| &sentence.marked.text[m.end()..]);
    let closed = pattern!(
        r"(?i)^\s*(?:each other|one another|together)?\s*(?:[.;(,)]|$|as (?:rivals|candidates|opponents)\b|for (?:the )?(?:party )?leader(?:ship)?\b)"
    );
    if noun.as_ref().is_some_and(|p| p.is_match(&found[0])) || !closed.as_ref().is_some_and(|p| p.is_match(behind)) {
        return;
    }
    // Years in brackets are those of the other meetings. A sentence that begins with another year is about another
    // contest.
    let start = found.get(0).map_or(0, |m| m.start());
    let head = &sentence.marked.text[..start];
    let contest = if context.is_of_another_year(head) { own(context, sentence) } else { Some(context.contest.clone()) };
    let Some(contest) = contest.filter(|_| a != b) else { return };
    out.push(Claim::Meetings {
        contest,
        a: a.to_string(),
        b: b.to_string(),
        place: number(&found[1]),
        total: found.get(4).and_then(|n| number(n.as_str())),
        last: found.get(2).or(found.get(3)).is_some(),
    });
}

/// Reads "A and B faced each other for the second time", "A and B had faced each other twice before".
fn counted(context: &Context<'_>, sentence: &MarkedSentence<'_>, out: &mut Vec<Claim>) {
    let Some(contest) = own(context, sentence) else { return };
    let pattern = pattern!(
        r"(?i)⟦(\d+)⟧ and ⟦(\d+)⟧ (?:had |have )?(?:(?:faced|met|contested|run against|ran against|stood against) each other(?: for the leadership)? (?:for the (first|second|third|fourth|fifth) time|(once|twice|three times|four times) before)|(never|not) (?:faced|met|run against|stood against) each other before)\s*(?:[.;,(]|$)"
    );
    let Some(found) = pattern.as_ref().and_then(|p| p.captures(&sentence.marked.text)) else { return };
    let (Some(a), Some(b)) = (sentence.marked.person(&found[1]), sentence.marked.person(&found[2])) else { return };
    let before = |word: &str| match word.to_lowercase().as_str() {
        "once" => Some(2),
        "twice" => Some(3),
        "three times" => Some(4),
        "four times" => Some(5),
        _ => None,
    };
    let place = match (found.get(3), found.get(4)) {
        (Some(word), _) => number(word.as_str()),
        (_, Some(word)) => before(word.as_str()),
        _ => Some(1),
    };
    if a != b {
        let (a, b) = (a.to_string(), b.to_string());
        out.push(Claim::Meetings { contest, a, b, place, total: None, last: false });
    }
}

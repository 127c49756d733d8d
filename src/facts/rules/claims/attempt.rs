//! Reads "It was Okafor's third attempt", "Varga ran for the leadership a second time".

use super::{Claim, Context, MarkedSentence, number, own};

pub(super) fn read(context: &Context<'_>, sentence: &MarkedSentence<'_>, out: &mut Vec<Claim>) {
    // A cheap test: each pattern needs one of these words.
    let words = ["attempt", "bid", "candidacy", "run", "ran", "campaign", " time"];
    if !words.iter().any(|w| sentence.raw.contains(w)) {
        return;
    }
    let Some(contest) = own(context, sentence) else { return };
    let patterns = [
        pattern!(
            r"(?i)⟦(\d+)⟧['’]s? (first|second|third|fourth|fifth|sixth|seventh|\d{1,2}(?:st|nd|rd|th)) (?:and (?:final|last|successful|unsuccessful) )?(?:leadership |unsuccessful |successful |failed )?(?:attempt|bid|candidacy|run|campaign)\b"
        ),
        pattern!(
            r"(?i)⟦(\d+)⟧,? (?:who )?(?:ran|stood|competed|contested|was running|was standing)[^.;⟦]*?\b(?:for (?:the |a )?|a )(first|second|third|fourth|fifth|sixth|seventh|\d{1,2}(?:st|nd|rd|th)) time\b"
        ),
        pattern!(
            r"(?i)⟦(\d+)⟧[^.;⟦]*?\b(?:in|on|at|with|made|making|was|for) (?:his|her|their) (first|second|third|fourth|fifth|sixth|seventh|\d{1,2}(?:st|nd|rd|th)) (?:leadership |unsuccessful |successful |failed )?(?:attempt|bid|candidacy|run|campaign)\b"
        ),
    ];
    for pattern in patterns.into_iter().flatten() {
        let Some(found) = pattern.captures(&sentence.marked.text) else { continue };
        let (Some(person), Some(number)) = (sentence.marked.person(&found[1]), number(&found[2])) else { continue };
        // The attempt must be at this office: the sentence must end here or say so.
        let behind = &sentence.marked.text[found.get(0).map_or(0, |m| m.end())..];
        let own = pattern!(
            r"(?i)^(?:\s*(?:[.;,)]|$)|\s+(?:for|at|to (?:win|gain|become|be elected|take|secure)) (?:the )?(?:party )?(?:leader(?:ship)?)(?: of the party)?\b|\s+and\b)"
        );
        let in_years = pattern!(r"(?i)^[^.;]*\bin \w+ years");
        if !own.as_ref().is_some_and(|p| p.is_match(behind)) || in_years.as_ref().is_some_and(|p| p.is_match(behind)) {
            continue;
        }
        out.push(Claim::Attempt { contest, person: person.to_string(), number });
        return;
    }
}

//! Reads who supported a candidate, and who managed a campaign.

use super::{Context, Findings, Rule, marks};
use crate::facts::marked::MarkedSentence;
use crate::facts::tie::{Stance, TieEnd, TieKind, TieSays};
use crate::facts::{Citation, Statement};

pub(super) const RULE: Rule = Rule {
    name: "tie",
    reads: "'X received support from Y', 'X endorsed Y', 'Y, including X, endorsed the idea', 'X's campaign manager, Y'",
    run,
};

fn run(context: &Context<'_>, out: &mut Findings<'_>) {
    let mut before: Option<&MarkedSentence<'_>> = None;
    for sentence in context.sentences {
        if !context.is_of_another_year(&sentence.marked.text) && !is_doubted(&sentence.marked.text) {
            backed(context, sentence, out);
            endorsed(context, sentence, out);
            if let Some(before) = before.filter(|before| before.section == sentence.section) {
                endorsed_the_idea(context, before, sentence, out);
            }
            managed(context, sentence, out);
        }
        before = Some(sentence);
    }
}

/// Returns true if a sentence supposes, denies or takes back what it says.
fn is_doubted(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let begins = ["if ", "neither ", "had ", "should ", "unless "].iter().any(|w| lower.starts_with(w));
    let says = [
        " if ",
        " neither ",
        "falsely",
        "withdrew his endorsement",
        "withdrew her endorsement",
        "withdrawing h",
        "rescinded",
        "retracted",
        "denied",
        " not endorse",
        "would endorse",
        "might endorse",
        "rumoured",
        "rumored",
        "claimed that",
    ];
    begins || says.iter().any(|w| lower.contains(w))
}

/// States a tie, except of somebody to themselves.
fn state(
    context: &Context<'_>,
    from: &str,
    kind: TieKind,
    to: &str,
    role: Option<&str>,
    citation: Citation,
    out: &mut Findings<'_>,
) {
    if from == to {
        return;
    }
    let person = |name: &str| TieEnd::Person(name.to_string());
    let says = TieSays {
        page: context.article.title.to_string(),
        by_name: true,
        role: role.map(ToString::to_string),
        contest: Some(context.contest.clone()),
        stance: (kind == TieKind::Endorsed).then_some(Stance::Endorsed),
        ..TieSays::new(person(from), kind, person(to))
    };
    out.state(Statement::Tie(Box::new(says)), citation);
}

/// "X received support from most of his cabinet, as well as Y, his predecessor": everybody named up to the end.
fn backed(context: &Context<'_>, sentence: &MarkedSentence<'_>, out: &mut Findings<'_>) {
    let Some(pattern) = pattern!(
        r"⟦(\d+)⟧ (?:also )?(?:(?:received|won|had|gained|enjoyed|secured) (?:the )?(?:support|backing|endorsement)|was (?:supported|backed|endorsed)) (?:from|of|by) ([^.;]*)"
    ) else {
        return;
    };
    for found in pattern.captures_iter(&sentence.marked.text) {
        let Some(to) = sentence.marked.person(&found[1]).filter(|name| context.may_stand(name)) else { continue };
        // "… from those who opposed Y" names no supporter.
        let list = found[2].split(" who ").next().unwrap_or_default();
        let denied = [
            "against",
            "opposed",
            "but not",
            "rather than",
            "over ",
            "unlike",
            "supporters of",
            "followers of",
            "⟧'s",
            "⟧’s",
        ];
        if denied.iter().any(|word| list.contains(word)) {
            continue;
        }
        for (from, before) in marks(&sentence.marked, list) {
            let Some(from) = behind_office(from, before) else { continue };
            state(context, &from, TieKind::Endorsed, to, None, context.prose(sentence), out);
        }
    }
}

/// "X endorsed Y" and "X announced his support for Y", where Y stands.
fn endorsed(context: &Context<'_>, sentence: &MarkedSentence<'_>, out: &mut Findings<'_>) {
    let Some(pattern) = pattern!(
        r"((?:⟦\d+⟧(?:, and |, | and ))*⟦\d+⟧) (?:publicly |formally |later |also |has |had |both |all )*(?:endorsed|announced (?:his|her|their) (?:support|endorsement) (?:for|of)|declared (?:his|her|their) support for|threw (?:his|her|their) (?:support|weight) behind|gave (?:his|her|their) (?:support|endorsement) to) ⟦(\d+)⟧(['’]s?\b|['’])?"
    ) else {
        return;
    };
    for found in pattern.captures_iter(&sentence.marked.text) {
        // "… endorsed Ann Ash's opponent".
        if found.get(3).is_some() {
            continue;
        }
        let Some(to) = sentence.marked.person(&found[2]).filter(|name| context.may_stand(name)) else { continue };
        for (from, before) in marks(&sentence.marked, &found[1]) {
            let Some(from) = behind_office(from, before) else { continue };
            state(context, &from, TieKind::Endorsed, to, None, context.prose(sentence), out);
        }
    }
}

/// "On 1 August, X stated that he was considering running. Several politicians, including Y and Z, endorsed the idea."
fn endorsed_the_idea(
    context: &Context<'_>,
    before: &MarkedSentence<'_>,
    sentence: &MarkedSentence<'_>,
    out: &mut Findings<'_>,
) {
    let (Some(idea), Some(plan)) = (
        pattern!(
            r"including ([^.;]*⟧[^.;⟦⟧]*?),? (?:endorsed|supported|backed|welcomed) (?:the idea|the move|this|his candidacy|her candidacy|the candidacy|such a candidacy)"
        ),
        pattern!(
            r"⟦(\d+)⟧ [^⟦⟧]*(?:considering running|considering a run|considered running|would run|might run|intended to run|thinking of running)"
        ),
    ) else {
        return;
    };
    let (Some(list), Some(to)) = (idea.captures(&sentence.marked.text), plan.captures(&before.marked.text)) else {
        return;
    };
    let Some(to) = before.marked.person(&to[1]).filter(|name| context.may_stand(name)) else { return };
    for (from, before) in marks(&sentence.marked, &list[1]) {
        let Some(from) = behind_office(from, before) else { continue };
        state(context, &from, TieKind::Endorsed, to, None, context.prose(sentence), out);
    }
}

/// Returns the name behind an office: in "Mayor of Tel Aviv Ron Huldai" the place seems to be a part of the name. Its last
/// two words are the name; of a longer one it cannot be told.
fn behind_office(name: &str, before: &str) -> Option<String> {
    let words: Vec<&str> = name.split(' ').collect();
    match words.len() {
        3 if before.contains(" of ") => Some(words[1..].join(" ")),
        more if more > 3 && before.contains(" of ") => None,
        _ => Some(name.to_string()),
    }
}

/// "X, who managed Y's campaign", "Y's campaign manager, X" and "X, Y's campaign manager".
fn managed(context: &Context<'_>, sentence: &MarkedSentence<'_>, out: &mut Findings<'_>) {
    let text = &sentence.marked.text;
    let both = [
        pattern!(
            r"⟦(?<to>\d+)⟧['’]s (?:own |former |then )?(?<role>campaign (?:manager|director|chair|chairman)|chief of staff),? ⟦(?<from>\d+)⟧"
        ),
        pattern!(
            r"⟦(?<from>\d+)⟧,? (?:was |became |served as |serving as |acting as |who (?:was|became|served as) |acted as )?(?:the )?⟦(?<to>\d+)⟧['’]s (?:own |former |then )?(?<role>campaign (?:manager|director|chair|chairman)|chief of staff)"
        ),
        pattern!(
            r"⟦(?<from>\d+)⟧,? (?:was |became |served as |serving as |acting as |who (?:was|became|served as) |acted as )?(?:the )?(?<role>campaign (?:manager|director|chair|chairman)|chief of staff) (?:of|for|to) ⟦(?<to>\d+)⟧"
        ),
    ];
    for pattern in both.into_iter().flatten() {
        for found in pattern.captures_iter(text) {
            let (Some(from), Some(to)) = (sentence.marked.person(&found["from"]), sentence.marked.person(&found["to"]))
            else {
                continue;
            };
            state(context, from, TieKind::WorkedFor, to, Some(&found["role"]), context.prose(sentence), out);
        }
    }
}

//! Reads "Leader from 1974 to 1977", "had served as the party's leader since 1977", "incumbent leader since 1974".

use super::{Claim, Context, Findings, MarkedSentence, Statement};
use crate::facts::article::{BlockKind, lists_candidates};
use crate::facts::people::{clean_name, is_full_name, item_name};
use crate::wikitext::read_date;

pub(super) fn read(context: &Context<'_>, sentence: &MarkedSentence<'_>, out: &mut Vec<Claim>) {
    let Some(pattern) = pattern!(
        r"⟦(\d+)⟧,? (?:who )?(?:had |has )?(?:led the party|(?:served as|been|was|became) (?:the )?(?:party's |party |party )?leader(?: of the (?:party|[A-Z][\w' -]{1,40}? Party))?) (?:since (\d{4})|(?:from|between) (\d{4}) (?:to|until|and) (\d{4}))"
    ) else {
        return;
    };
    // "Brown (leader from 1994 to 2001)", "Brown (party leader, 1994–2001)".
    let aside = pattern!(
        r"⟦(\d+)⟧ \((?:the )?(?:then |former )?(?:party )?leader,?(?: of the party)? (?:since (\d{4})|(?:from )?(\d{4})(?:[–-]| to | until )(\d{4}))\)"
    );
    let in_brackets = aside.iter().flat_map(|p| p.captures_iter(&sentence.marked.text));
    for found in pattern.captures_iter(&sentence.marked.text).chain(in_brackets) {
        let Some(person) = sentence.marked.person(&found[1]) else { continue };
        let date = |i| found.get(i).and_then(|y| read_date(y.as_str()));
        let (office, person) = (context.office.clone(), person.to_string());
        out.push(Claim::Held { office, person, from: date(2).or_else(|| date(3)), to: date(4) });
    }
}

/// Reads the tenures that the list of candidates states.
pub(super) fn items(context: &Context<'_>, out: &mut Findings<'_>) {
    let Some(pattern) = pattern!(
        r"(?i)\b(?:incumbent |former |party )*(?:party )?leader(?: of the party)?,? (?:(?:since|from) (\d{4})(?: (?:to|until) (\d{4}))?|\((\d{4})[–-](\d{4})?\))"
    ) else {
        return;
    };
    let listed = context.article.blocks.iter().filter(|b| b.kind == BlockKind::Item && lists_candidates(b.section));
    for block in listed {
        let name = clean_name(item_name(block.text));
        let role = &block.text[item_name(block.text).len()..];
        // A leader of something else, such as "opposition leader" or "leader of the house", holds another office.
        let Some(found) = pattern.captures(role).filter(|_| is_full_name(&name) && !is_another_office(role)) else {
            continue;
        };
        let date = |i| found.get(i).and_then(|y| read_date(y.as_str()));
        let claim = Claim::Held {
            office: context.office.clone(),
            person: name,
            from: date(1).or_else(|| date(3)),
            to: date(2).or_else(|| date(4)),
        };
        out.state(Statement::Claim(Box::new(claim)), context.line(block.line, block.text));
    }
}

fn is_another_office(role: &str) -> bool {
    pattern!(r"(?i)\b(?:opposition|deputy|house|senate|group|faction|parliamentary|minority|majority|floor) leader|leader of (?:the )?(?:opposition|house|senate)")
        .as_ref()
        .is_some_and(|p| p.is_match(role))
}

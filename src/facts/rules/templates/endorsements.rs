//! Reads boxes of endorsements on pages of contests: who endorsed whom, by kind of endorser.

use super::tie_words::{EndorserKind, words};
use super::{TemplateRule, WikiPage};
use crate::facts::mention::ContestMention;
use crate::facts::named::split_brackets;
use crate::facts::record::{PageRecord, TieRecord};
use crate::facts::templates::word;
use crate::facts::tie::{Phase, Stance, TieEnd, TieKind, TieSays};
use crate::wikitext::prose::logical_lines_in;
use crate::wikitext::{Date, Span, Template, read_date};

pub(super) const RULE: TemplateRule =
    TemplateRule { name: "endorsements", reads: "boxes of endorsements on pages of contests", run };

/// The names of the box.
const BOXES: [&str; 2] = ["endorsements box", "endorsement box"];

/// The lines above the endorsers that are being read.
#[derive(Default)]
struct Above {
    category: Option<String>,
    kind: Option<EndorserKind>,
    stance: Option<Stance>,
}

fn run(page: &WikiPage<'_>, record: &mut PageRecord) {
    if memchr::memmem::find(page.markup.text().as_bytes(), b"ndorsement").is_none() {
        return;
    }
    for template in page.markup.templates().filter(|t| BOXES.contains(&t.name().as_str())) {
        read_box(page, &template, record);
    }
}

fn read_box(page: &WikiPage<'_>, template: &Template<'_>, record: &mut PageRecord) {
    let title = template.argument("title").or_else(|| template.argument("candidate"));
    let Some(title) = title.map(|a| page.markup.value(a.value)) else { return };
    let Some(list) = template.argument("list") else { return };
    let shown = title.line();
    let mut above = Above::default();
    let candidate = match (Above::is_nobodys(&shown), title.links.first()) {
        (true, _) => return,
        (false, Some(link)) => link.target.clone(),
        (false, None) => split_brackets(&shown).0,
    };
    if candidate.is_empty() || candidate.split(' ').count() > 8 {
        return;
    }
    let phase = page.heading_path(template.span().start).iter().find_map(|heading| phase_of(heading));
    let text = page.markup.text();
    for (from, to) in logical_lines_in(page.markup, list.value) {
        let line = text[from..to].trim();
        let stars = line.bytes().take_while(|b| *b == b'*').count();
        let bare = line[stars..].trim_start_matches([';', '=', ' ']).trim_end_matches(['=', ' ']);
        if bare.is_empty() {
            continue;
        }
        let offset = from + (bare.as_ptr() as usize - text[from..].as_ptr() as usize);
        let value = page.markup.value(offset..offset + bare.len());
        let shown = value.line();
        let is_head = stars == 0 || value.is_bold() && value.links.is_empty();
        if is_head {
            above.head(&shown);
            continue;
        }
        let Some((endorser, linked)) = endorser(&value) else { continue };
        let kind = above.kind.unwrap_or(if linked || endorser.split(' ').count() < 4 {
            EndorserKind::Person
        } else {
            EndorserKind::Group
        });
        let from_end = match kind {
            EndorserKind::Person if words().is_no_person(&endorser) => TieEnd::Group(endorser),
            EndorserKind::Person => TieEnd::Person(endorser),
            EndorserKind::Group => TieEnd::Group(endorser),
            EndorserKind::Party => TieEnd::Party(endorser),
        };
        let says = TieSays {
            page: page.title.to_string(),
            role: above.category.clone(),
            contest: Some(ContestMention::titled(page.title)),
            start: cited_date(page, from..to),
            stance: Some(stance_of(&value.line()).or(above.stance).unwrap_or(Stance::Endorsed)),
            phase,
            ..TieSays::new(from_end, TieKind::Endorsed, TieEnd::Person(candidate.clone()))
        };
        record.ties.push(TieRecord { says, line: page.markup.line(from) });
    }
}

impl Above {
    /// Returns true if the title of a box names nobody, such as "Declined to endorse".
    fn is_nobodys(title: &str) -> bool {
        let says = &words().endorsers;
        says.says_declined(title) || says.says_withdrawn(title) || says.titles_nobody(title)
    }

    /// Reads a line above endorsers.
    fn head(&mut self, line: &str) {
        let text = line.trim_matches([':', ' ']).to_string();
        if words().endorsers.says_declined(&text) {
            self.stance = Some(Stance::Declined);
        } else if words().endorsers.says_withdrawn(&text) {
            self.stance = Some(Stance::Withdrawn);
        }
        if let Some(kind) = words().endorsers.kind(&text) {
            self.kind = Some(kind);
        } else {
            self.kind = None;
        }
        self.category = Some(text).filter(|text| !text.is_empty());
    }
}

/// Returns the stance that an item states in brackets, for itself alone: "(endorsement withdrawn)".
fn stance_of(text: &str) -> Option<Stance> {
    let (_, brackets) = split_brackets(text);
    brackets.iter().find_map(|note| {
        let says = &words().endorsers;
        let withdrawn = || says.says_withdrawn(note).then_some(Stance::Withdrawn);
        says.says_declined(note).then_some(Stance::Declined).or_else(withdrawn)
    })
}

/// Returns the endorser that an item names: the first link, or the text before the first comma. A note in italics or a
/// line that begins in small letters is none, and neither is a count ("50 state legislators").
fn endorser(value: &crate::wikitext::Value) -> Option<(String, bool)> {
    let text = value.text.split('\n').next()?;
    let first = value.links.iter().position(|link| link.shown.end <= text.len());
    if let Some(at) = first {
        let link = &value.links[at];
        let before = text[..link.shown.start].trim();
        // "State Senator [[Jim Oak]]", "[[Mayor of Elm|Mayor]] [[Cy Cedar]]": the name stands behind the title.
        let behind = &text[link.shown.end..];
        let next = value.links.get(at + 1).filter(|next| next.shown.end <= text.len());
        let is_title = |link: &crate::wikitext::value::ValueLink| {
            words().is_occupation(&text[link.shown.clone()]) || words().is_occupation(&link.target)
        };
        if let Some(next) =
            next.filter(|next| is_title(link) && text[link.shown.end..next.shown.start].trim().is_empty())
        {
            return Some((next.target.clone(), true));
        }
        // "[[SEIU]] Local 32BJ" is a part of it with a name of its own.
        let continues = behind.trim_start().split([' ', ',']).next().is_some_and(|w| w.starts_with(char::is_uppercase));
        if link.shown.start < 3 || words().is_occupation(before.trim_end_matches(['.', ',']).trim()) {
            let own = text[link.shown.start..].split([',', '(', '–', ':']).next().unwrap_or_default().trim();
            let name = if continues && !behind.starts_with(',') { own.to_string() } else { link.target.clone() };
            return Some((name, true));
        }
    }
    let (plain, _) = split_brackets(text);
    let name = plain.split([',', '–', ':']).next()?.trim().trim_end_matches('.').to_string();
    let fits =
        name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '"') && name.split(' ').count() <= 12;
    (fits && !words().endorsers.is_count(&name)).then_some((name, false))
}

/// Returns the stage that a heading names.
fn phase_of(heading: &str) -> Option<Phase> {
    let folded = word(heading);
    match () {
        () if folded.contains("runoff") || folded.contains("run off") => Some(Phase::Runoff),
        () if folded.contains("primary") || folded.contains("convention") => Some(Phase::Primary),
        () if folded.contains("general election") => Some(Phase::General),
        () => None,
    }
}

/// Returns the date of the first source that an item cites.
fn cited_date(page: &WikiPage<'_>, span: Span) -> Option<Date> {
    let mut dates = page.markup.templates_in(span).filter_map(|t| t.argument("date"));
    dates.find_map(|a| read_date(page.markup.raw(a.value).trim()))
}

#[cfg(test)]
mod tests {
    use crate::facts::tie::{Phase, Stance, TieEnd};
    use crate::facts::wiki::read;

    #[test]
    fn a_box_by_kind_of_endorser() {
        let text = "{{Infobox election|election_name=2026 Elm election|candidate1=[[Ann Ash]]|party1=X}}\n== Republican primary ==\n\
            ==== Endorsements ====\n{{Endorsements box\n| title=Ann Ash\n| colwidth=60\n| list=\n'''Executive branch officials'''\n\
            * State Senator [[Jim Oak]]\n* [[Mayor of Elm|Mayor]] [[Cy Cedar]] (endorsement withdrawn)\n* 50 state legislators\n\
            * [[Susan Combs]], former U.S. assistant secretary<ref>{{cite news|date=June 18, 2025|title=x\n|url=y}}</ref>\n\
            ;Organizations\n* [[Club of Elms]]\n* [[Union of Elms]] Local 32\n* Elm Farmers\n'''Declined to endorse'''\n* [[Ben Oak]], governor\n}}\n";
        let ties = read("2026 Elm election", text).ties;
        let told: Vec<_> =
            ties.iter().map(|t| (&t.says.from, t.says.stance, t.says.phase, t.says.role.as_deref())).collect();
        let primary = Some(Phase::Primary);
        assert_eq!(
            told,
            [
                (
                    &TieEnd::Person("Jim Oak".into()),
                    Some(Stance::Endorsed),
                    primary,
                    Some("Executive branch officials")
                ),
                (
                    &TieEnd::Person("Cy Cedar".into()),
                    Some(Stance::Withdrawn),
                    primary,
                    Some("Executive branch officials")
                ),
                (
                    &TieEnd::Person("Susan Combs".into()),
                    Some(Stance::Endorsed),
                    primary,
                    Some("Executive branch officials")
                ),
                (&TieEnd::Group("Club of Elms".into()), Some(Stance::Endorsed), primary, Some("Organizations")),
                (
                    &TieEnd::Group("Union of Elms Local 32".into()),
                    Some(Stance::Endorsed),
                    primary,
                    Some("Organizations")
                ),
                (&TieEnd::Group("Elm Farmers".into()), Some(Stance::Endorsed), primary, Some("Organizations")),
                (&TieEnd::Person("Ben Oak".into()), Some(Stance::Declined), primary, Some("Declined to endorse")),
            ]
        );
        assert_eq!(ties[2].says.start.map(|d| d.to_string()).as_deref(), Some("2025-06-18"));
        assert_eq!(ties[2].says.to.name(), "Ann Ash");
    }
}

//! Reads boxes and sections of endorsements on pages of contests: who endorsed whom, by kind of endorser.

use super::tie_words::{EndorserKind, words};
use super::{TemplateRule, WikiPage};
use crate::facts::mention::ContestMention;
use crate::facts::named::split_brackets;
use crate::facts::record::{PageRecord, TieRecord};
use crate::facts::templates::word;
use crate::facts::tie::{Phase, Stance, TieEnd, TieKind, TieSays};
use crate::wikitext::prose::list_lines_in;
use crate::wikitext::{Date, Span, Template, fold, read_date};
use std::collections::BTreeMap;

pub(super) const RULE: TemplateRule =
    TemplateRule { name: "endorsements", reads: "boxes and sections of endorsements on pages of contests", run };

/// The most words of a line above a list.
const MOST_OF_A_HEAD: usize = 8;

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
    let mut boxes: Vec<Span> = Vec::new();
    for template in page.markup.templates().filter(|t| BOXES.contains(&t.name().as_str())) {
        boxes.push(template.span());
        read_box(page, &template, record);
    }
    sections(page, &boxes, record);
}

fn read_box(page: &WikiPage<'_>, template: &Template<'_>, record: &mut PageRecord) {
    let title = template.argument("title").or_else(|| template.argument("candidate"));
    let Some(title) = title.map(|a| page.markup.value(a.value)) else { return };
    let Some(list) = template.argument("list") else { return };
    let shown = title.line();
    let candidate = match (Above::is_nobodys(&shown), title.links.first()) {
        (true, _) => return,
        (false, Some(link)) => link.target.clone(),
        (false, None) => split_brackets(&shown).0,
    };
    if candidate.is_empty() || candidate.split(' ').count() > 8 {
        return;
    }
    let mut reader = Reader::at(page, template.span().start);
    reader.candidate = Some(candidate);
    for (from, to) in list_lines_in(page.markup, list.value) {
        reader.line(from..to, record);
    }
}

/// Reads the sections called "Endorsements", in which each candidate has a heading or a line above the list. `boxes` are
/// read already.
fn sections(page: &WikiPage<'_>, boxes: &[Span], record: &mut PageRecord) {
    let candidates = candidates(record);
    if candidates.is_empty() {
        return;
    }
    let (headings, outline) = (page.headings(), page.outline());
    let is_own = |title: &str| word(title).split(' ').any(|w| matches!(w, "endorsements" | "endorsement"));
    let mut inside: Vec<bool> = Vec::with_capacity(outline.len());
    for (at, heading) in outline.iter().enumerate() {
        let within = heading.under.is_some_and(|above| inside[above]);
        inside.push(within || is_own(&heading.title));
        if !inside[at] {
            continue;
        }
        // The section up to the next heading; the headings above it say whose it is.
        let end = headings.get(at + 1).map_or(page.markup.text().len(), |next| next.start);
        let mut reader = Reader::at(page, headings[at].start);
        reader.candidates = Some(&candidates);
        let mut path = vec![at];
        while let Some(above) = outline[path[path.len() - 1]].under.filter(|above| inside[*above]) {
            path.push(above);
        }
        path.iter().rev().for_each(|at| reader.head(&outline[*at].title));
        let mut next_box = boxes.iter().peekable();
        for (from, to) in list_lines_in(page.markup, headings[at].end..end) {
            while next_box.peek().is_some_and(|span| span.end <= from) {
                next_box.next();
            }
            if next_box.peek().is_none_or(|span| span.start > from) {
                reader.line(from..to, record);
            }
        }
    }
}

/// Returns the candidates of a page by each of their names, folded: as linked, as shown, and by the surname that no other
/// has.
fn candidates(record: &PageRecord) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let all = record.elections.iter().flat_map(|election| &election.candidates);
    for (candidate, name) in all.filter_map(|c| Some((c, c.name.as_ref()?.iter().next()?))) {
        found.entry(fold(&candidate.display)).or_insert_with(|| name.to_string());
        found.insert(fold(name), name.to_string());
    }
    for (surname, mut names) in record.surnames() {
        if let Some(name) = names.pop_first().filter(|_| names.is_empty()) {
            found.entry(surname).or_insert(name);
        }
    }
    found
}

/// Reads the lines of a list of endorsers.
struct Reader<'p, 'm> {
    page: &'p WikiPage<'m>,
    above: Above,
    phase: Option<Phase>,
    /// Whom those in the list endorse.
    candidate: Option<String>,
    /// The candidates by name, if lines above the lists say whose each is.
    candidates: Option<&'p BTreeMap<String, String>>,
}

impl<'p, 'm> Reader<'p, 'm> {
    fn at(page: &'p WikiPage<'m>, place: usize) -> Self {
        let phase = page.heading_path(place).iter().find_map(|heading| phase_of(heading));
        Self { page, above: Above::default(), phase, candidate: None, candidates: None }
    }

    /// Reads a heading, or a line above a list.
    fn head(&mut self, shown: &str) {
        let bare = shown.trim_matches([':', ' ']);
        match self.candidates.and_then(|candidates| candidates.get(&fold(bare))) {
            Some(candidate) => {
                self.candidate = Some(candidate.clone());
                self.above = Above::default();
            }
            None => self.above.head(shown),
        }
    }

    fn line(&mut self, span: Span, record: &mut PageRecord) {
        let (page, text) = (self.page, self.page.markup.text());
        let (from, to) = (span.start, span.end);
        let line = text[from..to].trim();
        // "{{hidden begin|title=Ann Ash}}" stands above a list.
        if self.candidates.is_some() && line.starts_with("{{") {
            let first = page.markup.templates_in(from..to).next();
            let title = first.and_then(|t| t.argument("title").or_else(|| t.argument("1")));
            title.into_iter().for_each(|a| self.head(&page.markup.value(a.value).line()));
            return;
        }
        let stars = line.bytes().take_while(|b| *b == b'*').count();
        let bare = line[stars..].trim_start_matches([';', ':', '=', ' ']).trim_end_matches(['=', ' ']);
        if bare.is_empty() {
            return;
        }
        let offset = from + (bare.as_ptr() as usize - text[from..].as_ptr() as usize);
        let value = page.markup.value(offset..offset + bare.len());
        let shown = value.line();
        let is_head = stars == 0 || value.is_bold() && value.links.is_empty();
        // Prose between the lists is no line above one.
        if is_head && self.candidates.is_some() && stars == 0 && shown.split(' ').count() > MOST_OF_A_HEAD {
            return;
        }
        if is_head {
            self.head(&shown);
            return;
        }
        let Some(candidate) = self.candidate.clone() else { return };
        let Some((endorser, linked)) = endorser(&value) else { return };
        let kind = self.above.kind.unwrap_or(if linked || endorser.split(' ').count() < 4 {
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
            role: self.above.category.clone(),
            contest: Some(ContestMention::titled(page.title)),
            start: cited_date(page, from..to),
            stance: Some(stance_of(&shown).or(self.above.stance).unwrap_or(Stance::Endorsed)),
            phase: self.phase,
            ..TieSays::new(from_end, TieKind::Endorsed, TieEnd::Person(candidate))
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
        // "Previously endorsed Ann Ash" is about another candidate.
        let before = fold(note);
        let other = ["previously", "formerly", "originally", "initially", "first"].iter().find_map(|w| {
            let rest = before.strip_prefix(w)?.trim_start();
            rest.strip_prefix("endorsed ").or_else(|| rest.strip_prefix("supported "))
        });
        if other.is_some_and(|name| !name.is_empty()) {
            return None;
        }
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
    fn a_section_with_a_heading_for_each_candidate() {
        let text = "{{Infobox election|election_name=2026 Elm election|candidate1=[[Ann Ash]]|party1=X|candidate2=[[Bo Birch (politician)|Bo Birch]]|party2=Y}}\n== Endorsements ==\n\
            Many people spoke of the candidates in this long campaign.\n=== Ann Ash ===\n;MPs\n* [[Jim Oak]]\n* [[Cy Cedar]] (previously endorsed Bo Birch)\n\
            ==== Organisations ====\n* [[Club of Elms]]\n=== Others ===\n'''Birch'''\n* [[Di Yew]]\n{{hidden begin|title=Ann Ash}}\n* [[Ed Fir]]\n{{hidden end}}\n\
            {{Endorsements box|title=Ann Ash|list=\n* [[Fay Fig]]\n}}\n== Candidates ==\n=== Ann Ash ===\n* [[Gus Gum]]\n";
        let ties = read("2026 Elm election", text).ties;
        let told: Vec<String> =
            ties.iter().map(|t| format!("{} for {}", t.says.from.name(), t.says.to.name())).collect();
        assert_eq!(
            told,
            [
                "Fay Fig for Ann Ash",
                "Jim Oak for Ann Ash",
                "Cy Cedar for Ann Ash",
                "Club of Elms for Ann Ash",
                "Di Yew for Bo Birch (politician)",
                "Ed Fir for Ann Ash",
            ]
        );
        assert!(ties.iter().all(|t| t.says.stance == Some(Stance::Endorsed)));
    }

    #[test]
    fn a_box_by_kind_of_endorser() {
        let text = "{{Infobox election|election_name=2026 Elm election|candidate1=[[Ann Ash]]|party1=X}}\n== Republican primary ==\n\
            ==== Endorsements ====\n{{Endorsements box\n| title=Ann Ash\n| colwidth=60\n| list=\n'''Executive branch officials'''\n\
            * State Senator [[Jim Oak]]\n* [[Mayor of Elm|Mayor]] [[Cy Cedar]] (endorsement withdrawn)\n* 50 state legislators\n\
            * [[Susan Combs]], former U.S. assistant secretary<ref>{{cite news|date=June 18, 2025|title=x\n|url=y}}</ref>\n\
            ;Organizations\n* [[Club of Elms]] (previously endorsed Bo Fig)\n* [[Union of Elms]] Local 32\n* Elm Farmers\n'''Declined to endorse'''\n* [[Ben Oak]], governor\n}}\n";
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

//! Reads lists of committees and caucuses under their headings, on pages about people in office.

use super::tie_people::{Years, years_beside};
use super::tie_words::words;
use super::{TemplateRule, WikiPage};
use crate::facts::named::split_brackets;
use crate::facts::record::{PageRecord, TieRecord};
use crate::facts::tie::{TieEnd, TieKind, TieSays};
use crate::wikitext::figure::dates_in;
use crate::wikitext::prose::{bare_titles, list_lines_in};
use crate::wikitext::{Span, Value, fold};

pub(super) const RULE: TemplateRule =
    TemplateRule { name: "memberships", reads: "lists of committees and caucuses under their headings", run };

/// The longest name of a body without a link, in words.
const MOST_WORDS: usize = 16;

fn run(page: &WikiPage<'_>, record: &mut PageRecord) {
    if record.person.as_deref() != Some(page.title) {
        return;
    }
    let headings = page.headings();
    let mut read: Vec<Span> = Vec::new();
    // The section of memberships that each heading is in, and the last session that such a section has.
    let mut within: Vec<Option<When>> = Vec::with_capacity(headings.len());
    let sessions = headings.iter().filter_map(|heading| session_of(&page.markup.value(heading.clone()).line()));
    let last_session = sessions.max();
    for (at, heading) in headings.iter().enumerate() {
        let title = page.markup.value(heading.clone()).line();
        let above = page.outline()[at].under.and_then(|above| within[above]);
        let is_list = words().heads_memberships(&title) || above.is_some() && words().parts_memberships(&title);
        let above = above.filter(|_| !words().heads_memberships(&title)).unwrap_or_default();
        within.push(is_list.then(|| above.below(&title, last_session)));
        if let Some(when) = within[at] {
            let end = headings.get(at + 1).map_or(page.markup.text().len(), |next| next.start);
            list(page, heading.end..end, when, record);
            read.push(heading.end..end);
        }
    }
    // Bold lines and terms in the place of headings, outside the lists that are read already.
    let titles = bare_titles(page.markup);
    let all: Vec<usize> = headings.iter().chain(&titles).map(|span| span.start).collect();
    for heading in titles {
        let title = page.markup.value(heading.clone()).line();
        let inside = read.iter().any(|span| span.contains(&heading.start));
        if !inside && words().heads_memberships(title.trim_end_matches(':')) {
            let next = all.iter().copied().filter(|start| *start > heading.start).min();
            let end = next.unwrap_or(page.markup.text().len());
            list(page, heading.end..end, When::default().below(&title, None), record);
        }
    }
}

/// What the headings above a list say of when its memberships were.
#[derive(Debug, Default, Clone, Copy)]
struct When {
    /// True if they are over.
    is_over: bool,
    spell: Years,
}

impl When {
    /// Returns what holds below a heading, which is that of a session, of years, or of former memberships.
    fn below(self, title: &str, last_session: Option<i32>) -> Self {
        let of_session = session_of(title).map(|session| {
            // Each Congress of the United States lasts two years; the last one of a page may not be over.
            let first = 1789 + 2 * (session - 1);
            let year = |year: i32| dates_in(&year.to_string()).first().copied();
            (year(first), year(first + 2).filter(|_| last_session.is_none_or(|last| session < last)))
        });
        let spell = of_session.or_else(|| years_beside(title)).unwrap_or(self.spell);
        Self { is_over: self.is_over || words().says_former(title), spell }
    }
}

/// Returns the number of the Congress that a heading names: 112 of "112th Congress".
fn session_of(heading: &str) -> Option<i32> {
    let folded = fold(heading);
    let (number, rest) = folded.split_at(folded.find(|c: char| !c.is_ascii_digit())?);
    let is_congress = ["st", "nd", "rd", "th"].iter().any(|ordinal| {
        rest.strip_prefix(ordinal)
            .is_some_and(|of| [" congress", " united states congress", " us congress"].contains(&of))
    });
    number.parse().ok().filter(|number| is_congress && (1..1000).contains(number))
}

/// Reads the items between a heading and the next one.
fn list(page: &WikiPage<'_>, span: Span, When { is_over, spell: of_all }: When, record: &mut PageRecord) {
    let text = page.markup.text();
    // The body of each level of the list, for those without a full name below it.
    let mut above: Vec<String> = Vec::new();
    for (from, to) in list_lines_in(page.markup, span) {
        let bare = text[from..to].trim_end();
        let level = bare.bytes().take_while(|b| matches!(b, b'*' | b'#' | b':')).count();
        if level == 0 || level == bare.len() {
            continue;
        }
        let value = page.markup.value(from + level..from + bare.len());
        let Some(Body { name, linked, rank, spell }) = body(&value) else { continue };
        above.truncate(level - 1);
        // "Subcommittee on Oversight" is one of many.
        let full = match above.last() {
            Some(whole) if !linked && name.to_lowercase().starts_with("subcommittee") => format!("{name} ({whole})"),
            _ => name,
        };
        above.push(full.clone());
        let (start, end) = spell.unwrap_or(of_all);
        let role = match rank {
            _ if !is_over || end.is_some() => rank,
            Some(rank) if words().says_former(&rank) => Some(rank),
            Some(rank) => Some(format!("former {rank}")),
            None => Some("former member".to_string()),
        };
        let says = TieSays {
            page: page.title.to_string(),
            role,
            start,
            end,
            ..TieSays::new(TieEnd::Person(page.title.to_string()), TieKind::MemberOf, TieEnd::Group(full))
        };
        record.ties.push(TieRecord { says, line: page.markup.line(from) });
    }
}

/// A body that an item names.
struct Body {
    name: String,
    linked: bool,
    /// What somebody is in it.
    rank: Option<String>,
    /// The first and last day.
    spell: Option<Years>,
}

/// Reads the rank and the years beside the name of a body: "(Chair, 2011–2013)", ", 2009–2010".
fn beside(text: &str) -> (Option<String>, Option<Years>) {
    let (plain, brackets) = split_brackets(text);
    let (mut rank, mut spell) = (None, None);
    for text in brackets.iter().chain([&plain]) {
        let mut said: Vec<&str> = Vec::new();
        for part in text.split([',', ';']).map(str::trim) {
            match years_beside(part) {
                Some(years) => spell = spell.or(Some(years)),
                None => said.push(part),
            }
        }
        let said = said.join(", ").trim_matches([',', '–', '-', ':', ' ', '.', ';']).to_string();
        if rank.is_none() && words().is_rank(&said) && said.split(' ').count() <= 10 {
            rank = Some(said).filter(|rank| !rank.eq_ignore_ascii_case("member"));
        } else if rank.is_none() && said.split(' ').count() <= 2 && words().says_former(&said) {
            rank = Some("former member".to_string());
        }
    }
    (rank, spell)
}

/// Returns the body that an item names.
fn body(value: &Value) -> Option<Body> {
    let item = value.items().into_iter().next()?;
    let says = words();
    if says.denies(&split_brackets(&item.text).0) {
        return None;
    }
    // The link of the body begins the item, or a rank stands before it: "Chair of the [[Committee on X]]".
    if let Some(link) = item.links.first() {
        let before = item.text[..link.shown.start].trim();
        let shown = item.text[link.shown.clone()].trim();
        let is_named = says.is_body(shown) || says.is_body(&link.target);
        let leads = before
            .split_whitespace()
            .all(|w| w.starts_with(char::is_uppercase) || ["the", "of", "on", "house", "senate"].contains(&w));
        if is_named && leads && before.split_whitespace().count() <= 6 {
            let (behind, spell) = beside(&item.text[link.shown.end..]);
            let rank = behind.or_else(|| says.is_rank(before).then(|| without_joining(before)));
            // "[[War in Afghanistan|Out of Afghanistan Caucus]]": the page is about what the caucus is about.
            let linked = says.is_body(&link.target) || is_mostly(shown, &link.target);
            let name = if linked { link.target.clone() } else { shown.to_string() };
            return (!is_session(&name)).then_some(Body { name, linked, rank, spell });
        }
    }
    let (plain, brackets) = split_brackets(&item.text);
    let spell = beside(&item.text).1;
    // "Co-chair, House Cancer Caucus", "Former co-chair, member, Great Lakes Task Force": the rank comes first.
    let leading = plain.split(", ").take_while(|part| says.is_rank(part) && !says.is_body(part)).count();
    if leading > 0
        && let Some(name) = plain.splitn(leading + 1, ", ").nth(leading).filter(|name| says.is_body(name))
    {
        let rank = plain.split(", ").next().map(str::to_string).filter(|rank| !rank.eq_ignore_ascii_case("member"));
        let link = item.links.iter().find(|link| item.text[link.shown.clone()] == *name && says.is_body(&link.target));
        let linked = link.is_some();
        let name = link.map_or_else(|| name.to_string(), |l| l.target.clone());
        return Some(Body { name, linked, rank, spell });
    }
    let name = plain.split([',', ':', '–', ';']).next().unwrap_or(&plain).trim().trim_end_matches('.').to_string();
    // "Subcommittee on Labor, Health and Human Services": the commas belong to the name.
    let rest = plain.get(name.len()..).unwrap_or_default();
    let whole = if rest.starts_with(',') && !says.is_rank(rest) && years_beside(rest.trim_start_matches(',')).is_none()
    {
        plain.trim_end_matches(['.', ',']).to_string()
    } else {
        name
    };
    // "Chair of the Arts Caucus".
    let (lead, whole) = match whole.split_once(" of the ").or_else(|| whole.split_once(" of ")) {
        Some((rank, body)) if says.is_rank(rank) && !says.is_body(rank) && says.is_body(body) => {
            (Some(rank.to_string()), body.to_string())
        }
        _ => (None, whole),
    };
    let is_heading = item.text.trim_end().ends_with(':');
    let fits = says.is_body(&whole)
        && whole.starts_with(char::is_uppercase)
        && whole.split(' ').count() <= MOST_WORDS
        && !is_session(&whole);
    let stated = brackets.iter().find_map(|b| beside(b).0);
    let rank = lead.or(stated).or_else(|| beside(rest).0.filter(|_| whole.len() < plain.len()));
    (fits && !is_heading).then_some(Body { name: whole, linked: false, rank, spell })
}

/// Returns true if most words of a name are in the title of a page: a body whose title is misspelt.
fn is_mostly(shown: &str, title: &str) -> bool {
    let (shown, title) = (fold(shown), fold(title));
    let all: Vec<&str> = shown.split(' ').collect();
    let inside = all.iter().filter(|w| title.split(' ').any(|t| t == **w)).count();
    2 * inside > all.len()
}

/// Returns true if a name is that of a session or an election rather than a body: "112th United States Congress", "2008
/// Iowa caucus".
fn is_session(name: &str) -> bool {
    let begins = name.starts_with(|c: char| c.is_ascii_digit());
    begins && (name.ends_with("Congress") || name.get(..4).is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit())))
}

/// Returns a rank without the words that lead to the body: "Chair of the" is "Chair".
fn without_joining(text: &str) -> String {
    let all: Vec<&str> = text.split_whitespace().collect();
    let end = all.iter().rposition(|w| !["of", "the", "on", "in"].contains(w)).map_or(0, |at| at + 1);
    all[..end].join(" ").trim_end_matches([',', ':']).to_string()
}

#[cfg(test)]
mod tests {
    use crate::facts::tie::{TieEnd, TieKind};
    use crate::facts::wiki::read;

    #[test]
    fn committees_and_caucuses() {
        let text = "{{Infobox officeholder|name=Ann Elm|office=Mayor|term_start=2001}}\n==Committee assignments==\n\
            *'''[[United States House Committee on Ways and Means|Committee on Ways and Means]]'''\n\
            **[[House Subcommittee on Trade|Subcommittee on Trade]] (Chairman)\n\
            **Subcommittee on Health, Labor and Oversight\n\
            *Chair of the [[Committee on the Budget]]\n* Joined in 2003.\n===Caucus memberships===\n\
            * House Baltic Caucus<ref>{{cite web|title=x}}</ref> (co-chair)\n* [[Congressional Arts Caucus]], Vice Chair\n\
            * Former co-chair, member, Great Lakes Task Force\n* [[War in X|Out of X Caucus]] (Chair, 2011–2013)\n\
            # Pier Caucus, 2009–2010\n* Not a member of any committee\n* Chair of the Elm Caucus\n\
            * [[112th United States Congress]]\n==Former committee memberships==\n:[[Blue Caucus]]\n==Committee hearings==\n* [[Committee on Cats]]\n";
        let ties = read("Ann Elm", text).ties;
        let found: Vec<(&str, Option<&str>)> = ties
            .iter()
            .filter(|tie| tie.says.kind == TieKind::MemberOf)
            .map(|tie| (tie.says.to.name(), tie.says.role.as_deref()))
            .collect();
        assert_eq!(
            found,
            [
                ("United States House Committee on Ways and Means", None),
                ("House Subcommittee on Trade", Some("Chairman")),
                ("Subcommittee on Health, Labor and Oversight (United States House Committee on Ways and Means)", None),
                ("Committee on the Budget", Some("Chair")),
                ("House Baltic Caucus", Some("co-chair")),
                ("Congressional Arts Caucus", Some("Vice Chair")),
                ("Great Lakes Task Force", Some("Former co-chair")),
                ("Out of X Caucus", Some("Chair")),
                ("Pier Caucus", None),
                ("Elm Caucus", Some("Chair")),
                ("Blue Caucus", Some("former member")),
            ]
        );
        let below = "{{Infobox officeholder|name=Ann Elm|office=Mayor|term_start=2001}}\n==Committee assignments==\n\
            ===112th Congress===\n{{columns-list|colwidth=30em|\n* [[Committee on Trees]]\n** [[Subcommittee on Elms]] (Chair)\n}}\n\
            ===113th Congress===\n* [[Committee on Trees]]\n===Former===\n* [[Committee on Figs]]\n===Hearings===\n* [[Committee on Cats]]\n\
            ==Votes==\n===Current===\n* [[Committee on Dogs]]\n";
        let told: Vec<String> = read("Ann Elm", below)
            .ties
            .iter()
            .filter(|tie| tie.says.kind == TieKind::MemberOf)
            .map(|tie| {
                let day = |date: Option<crate::wikitext::Date>| date.map_or("-".into(), |d| d.to_string());
                let role = tie.says.role.as_deref().unwrap_or("-");
                format!("{} {role} {} {}", tie.says.to.name(), day(tie.says.start), day(tie.says.end))
            })
            .collect();
        assert_eq!(
            told,
            [
                "Committee on Trees - 2011 2013",
                "Subcommittee on Elms Chair 2011 2013",
                "Committee on Trees - 2013 -",
                "Committee on Figs former member - -",
            ]
        );
        let dated: Vec<&str> = ties.iter().filter(|t| t.says.end.is_some()).map(|t| t.says.to.name()).collect();
        assert_eq!(dated, ["Out of X Caucus", "Pier Caucus"]);
        assert!(ties.iter().all(|tie| tie.says.from == TieEnd::Person("Ann Elm".into())));
    }
}

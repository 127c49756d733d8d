//! Reads lists of committees and caucuses under their headings, on pages about people in office.

use super::tie_words::words;
use super::{TemplateRule, WikiPage};
use crate::facts::named::split_brackets;
use crate::facts::record::{PageRecord, TieRecord};
use crate::facts::tie::{TieEnd, TieKind, TieSays};
use crate::wikitext::prose::logical_lines_in;
use crate::wikitext::{Span, Value};

pub(super) const RULE: TemplateRule =
    TemplateRule { name: "memberships", reads: "lists of committees and caucuses under their headings", run };

/// The longest name of a body without a link, in words.
const MOST_WORDS: usize = 16;

fn run(page: &WikiPage<'_>, record: &mut PageRecord) {
    if record.person.as_deref() != Some(page.title) {
        return;
    }
    let headings = page.headings();
    for (at, heading) in headings.iter().enumerate() {
        let title = page.markup.value(heading.clone()).line();
        if !words().heads_memberships(&title) {
            continue;
        }
        let end = headings.get(at + 1).map_or(page.markup.text().len(), |next| next.start);
        list(page, heading.end..end, record);
    }
}

/// Reads the items between a heading and the next one.
fn list(page: &WikiPage<'_>, span: Span, record: &mut PageRecord) {
    let text = page.markup.text();
    // The body of each level of the list, for those without a full name below it.
    let mut above: Vec<String> = Vec::new();
    for (from, to) in logical_lines_in(page.markup, span) {
        let bare = text[from..to].trim_end();
        let level = bare.bytes().take_while(|b| *b == b'*').count();
        if level == 0 || level == bare.len() {
            continue;
        }
        let value = page.markup.value(from + level..from + bare.len());
        let Some((name, linked, rank)) = body(&value) else { continue };
        above.truncate(level - 1);
        // "Subcommittee on Oversight" is one of many.
        let full = match above.last() {
            Some(whole) if !linked && name.to_lowercase().starts_with("subcommittee") => format!("{name} ({whole})"),
            _ => name,
        };
        above.push(full.clone());
        let says = TieSays {
            page: page.title.to_string(),
            role: rank,
            ..TieSays::new(TieEnd::Person(page.title.to_string()), TieKind::MemberOf, TieEnd::Group(full))
        };
        record.ties.push(TieRecord { says, line: page.markup.line(from) });
    }
}

/// Returns the body that an item names, whether it is linked, and what somebody is in it.
fn body(value: &Value) -> Option<(String, bool, Option<String>)> {
    let item = value.items().into_iter().next()?;
    let rank_in = |text: &str| {
        let (plain, brackets) = split_brackets(text);
        let plain = plain.trim_matches([',', '–', '-', ':', ' ', '.', ';']).to_string();
        let found = brackets.into_iter().chain([plain]).find(|t| words().is_rank(t) && t.split(' ').count() <= 10);
        found.filter(|rank| !rank.eq_ignore_ascii_case("member"))
    };
    // The link of the body begins the item, or a rank stands before it: "Chair of the [[Committee on X]]".
    if let Some(link) = item.links.first() {
        let before = item.text[..link.shown.start].trim();
        let shown = item.text[link.shown.clone()].trim();
        let is_named = words().is_body(shown) || words().is_body(&link.target);
        let leads = before
            .split_whitespace()
            .all(|w| w.starts_with(char::is_uppercase) || ["the", "of", "on", "house", "senate"].contains(&w));
        if is_named && leads && before.split_whitespace().count() <= 6 {
            let behind = rank_in(&item.text[link.shown.end..]);
            let rank = behind.or_else(|| words().is_rank(before).then(|| without_joining(before)));
            return Some((link.target.clone(), true, rank));
        }
    }
    let (plain, brackets) = split_brackets(&item.text);
    // "Co-chair, House Cancer Caucus", "Former co-chair, member, Great Lakes Task Force": the rank comes first.
    let leading = plain.split(", ").take_while(|part| words().is_rank(part) && !words().is_body(part)).count();
    if leading > 0
        && let Some(name) = plain.splitn(leading + 1, ", ").nth(leading).filter(|name| words().is_body(name))
    {
        let rank = plain.split(", ").next().map(str::to_string).filter(|rank| !rank.eq_ignore_ascii_case("member"));
        let link = item.links.iter().find(|link| item.text[link.shown.clone()] == *name);
        return Some((link.map_or_else(|| name.to_string(), |l| l.target.clone()), link.is_some(), rank));
    }
    let name = plain.split([',', ':', '–', ';']).next().unwrap_or(&plain).trim().trim_end_matches('.').to_string();
    // "Subcommittee on Labor, Health and Human Services": the commas belong to the name.
    let rest = plain.get(name.len()..).unwrap_or_default();
    let whole = if rest.starts_with(',') && !words().is_rank(rest) {
        plain.trim_end_matches(['.', ',']).to_string()
    } else {
        name
    };
    let is_heading = item.text.trim_end().ends_with(':');
    let fits =
        words().is_body(&whole) && whole.starts_with(char::is_uppercase) && whole.split(' ').count() <= MOST_WORDS;
    let rank = brackets.iter().find_map(|b| rank_in(b)).or_else(|| rank_in(rest).filter(|_| whole.len() < plain.len()));
    (fits && !is_heading).then_some((whole, false, rank))
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
            * Former co-chair, member, Great Lakes Task Force\n==Committee hearings==\n* [[Committee on Cats]]\n";
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
            ]
        );
        assert!(ties.iter().all(|tie| tie.says.from == TieEnd::Person("Ann Elm".into())));
    }
}

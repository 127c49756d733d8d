//! Reads a wiki page: the rules of [`super::rules::templates`] read its markup, and the rules for prose its text.

use super::about::About;
use super::article::{Article, Block, BlockKind, MOST_LINES};
use super::citation::Confidence;
use super::input::{Input, Text};
use super::names_in::{self, Role};
use super::record::{Names, PageRecord};
use super::rules::templates::{ALL, WikiPage, is_of_history};
use super::state::{self, Place};
use super::{Facts, Misspelling, Statement, Title, Unread};
use crate::source::Page;
use crate::wikitext::prose::{Paragraph, paragraphs_up_to};
use crate::wikitext::{Markup, capital, fold};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Reads the templates of a page. Linear in the page, except for sorting the nodes of its markup.
pub fn read(title: &str, text: &str) -> PageRecord {
    read_markup(title, &Markup::scan(text))
}

/// Reads the templates of a page whose markup is already parsed.
pub fn read_markup(title: &str, markup: &Markup<'_>) -> PageRecord {
    let page = WikiPage::new(title, markup);
    let mut record = PageRecord { title: title.to_string(), ..PageRecord::default() };
    if let Some(line) = markup.unclosed_comment() {
        // As in the wiki itself, the rest of the page is hidden. The record reports it.
        record.unread.insert(format!("<!-- without an end, line {line}"), 1);
    }
    if page.found.is_empty() && !markup.text().contains("{|") && !is_of_history(title) {
        return record;
    }
    for rule in ALL {
        (rule.run)(&page, &mut record);
    }
    super::subject::name_in_tables(&mut record, markup);
    record
}

/// Returns the title of a page that is a file of its own. It is the file's name if that looks like a title, otherwise
/// the name in the infobox or the first bold words of the text.
pub fn title_of_file(file: &str, text: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = without_number(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let spaced = stem.replace('_', " ").trim().to_string();
    if stem.contains([' ', '_']) || stem.starts_with(char::is_uppercase) && !stem.contains('-') {
        return spaced;
    }
    let markup = Markup::scan(text);
    let record = read_markup("", &markup);
    let slug = |text: &str| fold(text).replace(' ', "-");
    let own = slug(stem);
    let mut candidates: Vec<String> = Vec::new();
    let named = markup.templates().filter(|t| t.name().starts_with("infobox")).filter_map(|t| t.argument("name"));
    candidates.extend(named.map(|a| markup.value(a.value).line()));
    let prose = |line: &&str| line.contains("'''") && !line.trim_start().starts_with(['|', '{', '!', '*', '}']);
    let bold = text.lines().find(prose).and_then(|line| line.split("'''").nth(1));
    candidates.extend(bold.map(|b| b.trim().to_string()));
    if let Some(first) = record.elections.first().filter(|e| !e.election.is_empty() && e.lines.contains_key("election"))
    {
        candidates.push(first.election.clone());
    }
    candidates.retain(|c| !c.is_empty() && c.len() < 200 && !c.contains('\n'));
    if let Some(exact) = candidates.iter().filter(|c| own.contains(&slug(c))).max_by_key(|c| c.len()) {
        return exact.clone();
    }
    // A slug with a number before it and a year after it: "044-mike-pompeo-2018".
    let words: Vec<&str> = stem.split('-').collect();
    let is_number = |w: &&str| w.bytes().all(|b| b.is_ascii_digit());
    if words.len() > 2 && words.first().is_some_and(is_number) && record.elections.iter().all(|e| e.template.is_some())
    {
        let end = if words.last().is_some_and(is_number) { words.len() - 1 } else { words.len() };
        let name: Vec<String> = words[1..end].iter().filter(|w| !w.is_empty()).map(|w| capital(w)).collect();
        // "075-angela-merkel-dbpedia": the word after the name says where the file is from. The name itself is in the
        // page.
        let known = (2..=name.len()).rev().map(|n| name[..n].join(" ")).find(|n| text.contains(n.as_str()));
        return known.unwrap_or_else(|| name.join(" "));
    }
    candidates.into_iter().next().unwrap_or(spaced)
}

/// Returns the name of a file without the number that a list gave it: `001-Ann_Elm` is `Ann_Elm`. A year before a title
/// has a blank behind it.
fn without_number(stem: &str) -> &str {
    let rest = stem.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix('-') {
        Some(title) if rest.len() < stem.len() && title.starts_with(char::is_uppercase) => title,
        _ => stem,
    }
}

/// Reads the templates of a page, and converts shares that are fractions of one to per cent.
pub fn read_in_percent(title: &str, text: &str) -> PageRecord {
    let mut record = read(title, text);
    let shares = record.elections.iter().flat_map(|e| &e.candidates).filter_map(|c| c.percent);
    if shares.clone().next().is_some() && shares.clone().all(|s| s <= 1.0) {
        let place = Place { file: &"".into(), title, revision: None, lines: text.lines().collect() };
        let mut facts = Facts::default();
        state::state(&record, &place, &mut facts);
        if super::fractions::to_percent(&mut facts, 0) {
            record.elections.iter_mut().for_each(super::record::ElectionRecord::fractions_to_percent);
        }
    }
    record
}

/// The longest title, in characters. Longer ones are cut.
const LONGEST_TITLE: usize = 500;

/// Returns the title of a page: its own, or one derived from its file name and text.
pub fn title_of(page: &Page) -> Cow<'_, str> {
    page.title.as_deref().map_or_else(|| title_of_file(&page.file, &page.text).into(), Cow::Borrowed)
}

/// The format: a wiki page in its own markup.
pub(super) const INPUT: Input = Input {
    name: "wikitext",
    label: "wikitext",
    recognised_by: "a name that ends in .wiki, .wikitext, .mediawiki or .mw; else '{{…}}' or '[[…]]' in a text that is nothing else",
    becomes: "contests, candidacies, tenures and successions, from infoboxes, tables of results, succession boxes and prose",
    example: "{{Infobox election\n| election_name = 2001 Harbour Party leadership election\n}}\n",
    in_fractions: false,
    is_it: |text| text.ends_in(&["wiki", "wikitext", "mediawiki", "mw"]),
    extract: |page, facts| {
        extract(page, facts);
    },
};

/// Returns true if a text of no other format contains wiki markup.
pub(super) fn has_markup(text: &Text<'_>) -> bool {
    let holds = |open, close| text.whole.contains(open) && text.whole.contains(close);
    let other = ["json", "ndjson", "md", "csv", "tsv", "html", "xml"];
    !text.ends_in(&other) && (holds("{{", "}}") || holds("[[", "]]"))
}

/// States everything that a page says: its templates, and its prose if the page is about a contest.
///
/// Returns the record of the templates.
pub fn extract(page: &Page, facts: &mut Facts) -> PageRecord {
    let title = title_of(page);
    let (title, revision) = (&*title, page.revision);
    // Every fact repeats the title. No wiki has longer titles.
    let title = title.char_indices().nth(LONGEST_TITLE).map_or(title, |(end, _)| &title[..end]);
    let markup = Markup::scan(&page.text);
    let mut record = read_markup(title, &markup);
    super::page_contests::settle(&mut record);
    let place = Place { file: &page.file, title, revision, lines: page.text.lines().collect() };
    let first = facts.stated.len();
    state::state(&record, &place, facts);
    name_ties_by_links(&mut facts.stated[first..], &record, &markup);
    if super::fractions::to_percent(facts, first) {
        record.elections.iter_mut().for_each(super::record::ElectionRecord::fractions_to_percent);
    }
    for name in &record.distinct_from {
        facts.distinct.push((title.to_string(), name.clone()));
    }
    for (name, count) in &record.unread {
        let (file, value) = (Arc::clone(&page.file), format!("{count} times in '{title}'"));
        facts.unread.push(Unread { file, line: 0, key: format!("template {name}"), value });
    }
    for table in &record.unread_tables {
        let (file, line, value) = (Arc::clone(&page.file), table.line, table.columns.join(", "));
        facts.unread.push(Unread { file, line, key: format!("table under '{}'", table.heading), value });
    }
    super::own_page::find(&record, &place, facts);
    super::own_markup::find(&markup, &place, facts);
    super::own_results::find(&record, &place, facts);
    for (written, meant, line) in std::mem::take(&mut record.misspelt) {
        let citation = place.citation(line, Confidence::ResultTable);
        facts.misspellings.push(Misspelling { written, meant, citation });
    }
    // Parted once, and not at all on pages of which no rule reads the prose.
    let is_of_field = record.person.is_some() || !record.successions.is_empty() || !record.elections.is_empty();
    let (paragraphs, left_out) = if is_of_field { paragraphs_up_to(&markup, MOST_LINES) } else { Default::default() };
    prose(page, &record, &markup, (&paragraphs, left_out), facts);
    death(&record, &markup, &place, facts);
    super::rules::biography::find(&record, &paragraphs, &place, facts);
    super::rules::figures::find(&record, &paragraphs, &place, facts);
    let linked: BTreeSet<String> = markup.link_targets().chain([title.to_string()]).collect();
    for fact in &facts.stated[first..] {
        names_in::titles(&fact.statement, &mut |name| {
            if linked.contains(name) && !facts.pages.contains(name) {
                facts.pages.insert(name.to_string());
            }
        });
    }
    record.revision = revision;
    record
}

/// Gives people whom ties name without a link the title of the page that a link with this name leads to elsewhere.
fn name_ties_by_links(facts: &mut [super::Fact], record: &PageRecord, markup: &Markup<'_>) {
    let is_by_name = |fact: &super::Fact| matches!(&fact.statement, Statement::Tie(says) if says.by_name);
    if !facts.iter().any(is_by_name) {
        return;
    }
    let targets = targets(record, markup);
    let linked: BTreeSet<String> = markup.link_targets().collect();
    for fact in facts {
        if let Statement::Tie(says) = &mut fact.statement
            && says.by_name
            && let super::TieEnd::Person(name) = &mut says.to
            && let Some(target) = targets.get(name).or_else(|| linked.get(name))
        {
            *name = target.clone();
            says.by_name = false;
        }
    }
}

/// Runs the prose rules on a page that is about one contest.
fn prose(
    page: &Page,
    record: &PageRecord,
    markup: &Markup<'_>,
    (paragraphs, left_out): (&[Paragraph], usize),
    facts: &mut Facts,
) {
    let Some(main) = record.elections.iter().find(|e| e.template.is_none() && !e.embedded) else { return };
    if Title::read(&record.title).year.is_none() {
        return;
    }
    let named = main.candidates.iter().filter(|candidate| candidate.name.is_some());
    let about = About {
        rank: main.title.clone().filter(|rank| !rank.is_empty()),
        country: main.country.clone().filter(|country| !country.is_empty()),
        party: main.candidates.first().and_then(|c| c.party.clone()).filter(|party| !party.is_empty()),
        candidates: named.map(|candidate| candidate.display.clone()).collect(),
        holders: Vec::new(),
    };
    let blocks = paragraphs.iter().map(block).collect();
    let article = Article { title: &record.title, title_line: 1, blocks, left_out, ..Article::default() };
    let first = facts.stated.len();
    super::prose::read(page, &article, &about, |rule| rule.name != "infobox", facts);
    let targets = targets(record, markup);
    facts.stated[first..].iter_mut().for_each(|fact| rename(&mut fact.statement, &targets));
}

/// States the date of death from an infobox about a person.
fn death(record: &PageRecord, markup: &Markup<'_>, place: &Place<'_>, facts: &mut Facts) {
    if record.offices.is_empty() && record.successions.is_empty() {
        return;
    }
    let boxes = markup.templates().filter(|t| t.name().starts_with("infobox"));
    let given = boxes.filter_map(|t| t.argument("death_date"));
    for argument in given.take(1) {
        let value = markup.value(argument.value.clone()).line();
        let Some(date) = crate::wikitext::read_date(value.split('(').next().unwrap_or(&value).trim()) else { continue };
        let claim = super::Claim::Died { person: record.title.clone(), date };
        let line = 1 + place.lines.iter().position(|l| l.contains("death_date")).unwrap_or(0);
        facts.state(Statement::Claim(Box::new(claim)), place.citation(line, Confidence::Infobox));
    }
}

fn block(paragraph: &Paragraph) -> Block<'_> {
    let kind = if paragraph.item { BlockKind::Item } else { BlockKind::Prose };
    Block { kind, section: &paragraph.section, text: &paragraph.text, line: paragraph.line }
}

/// Maps the text of each link to its target, unless the same text links to several pages.
fn targets(record: &PageRecord, markup: &Markup<'_>) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, Option<String>> = BTreeMap::new();
    let whole = markup.value(0..markup.text().len());
    let shown = whole.links.iter().map(|l| (whole.text[l.shown.clone()].to_string(), l.target.clone()));
    let listed = record.elections.iter().flat_map(|e| &e.candidates).filter_map(|c| match &c.name {
        Some(Names::One(name)) => Some((c.display.clone(), name.clone())),
        _ => None,
    });
    for (text, target) in shown.chain(listed) {
        if text == target {
            continue;
        }
        let entry = found.entry(text).or_insert_with(|| Some(target.clone()));
        if entry.as_ref() != Some(&target) {
            *entry = None;
        }
    }
    found.into_iter().filter_map(|(text, target)| target.map(|t| (text, t))).collect()
}

/// Renames people to the titles of the pages that links with their names lead to.
fn rename(statement: &mut Statement, targets: &BTreeMap<String, String>) {
    names_in::retitle(statement, &mut |role, name| {
        let renamed = matches!(role, Role::Candidate | Role::Holder | Role::Successor | Role::Claimed);
        targets.get(name).filter(|_| renamed).cloned()
    });
}

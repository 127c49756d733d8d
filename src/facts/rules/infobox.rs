//! Reads the infobox: candidates with votes and shares, the date, the previous and next contests, and the holders.

use super::infobox_rounds::Rounds;
use super::{CandidacySays, ContestSays, Context, Findings, Rule, Statement};
use crate::facts::article::{Field, before_any};
use crate::facts::ballot::is_option;
use crate::facts::people::clean_name;
use crate::facts::templates::{templates, word};
use crate::facts::{ContestMention, Holder, OptionSays, Outcome, Selectorate, Status, Title};
use crate::source::quote;
use crate::wikitext::number::{Quantity, read_count, read_percent};
use crate::wikitext::{fold, read_date};
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule { name: "infobox", reads: "the fields of the election infobox", run };

/// Fields that only control the layout and state nothing about the contest.
const LAYOUT: [&str; 12] = [
    "image",
    "image size",
    "flag image",
    "flag year",
    "color",
    "colour",
    "map",
    "map image",
    "map size",
    "map caption",
    "type",
    "module",
];

/// Numbered fields that only control the layout of another field.
const DECORATION: [&str; 4] = ["image", "color", "colour", "caption"];

fn run(context: &Context<'_>, out: &mut Findings<'_>) {
    let article = context.article;
    if article.title.is_empty() {
        out.warn(
            context,
            article.title_line,
            "no-title",
            "this article has no '= Title =' line and is not read; add one".into(),
        );
        return;
    }
    let title = context.line(article.title_line, article.title);
    let is_contest =
        article.fields.iter().any(|f| f.key.eq_ignore_ascii_case("Election Name") || f.key.starts_with("Candidate"))
            || context.title.year.is_some();
    if !is_contest {
        let message = format!(
            "the title {} has no year and the article has no election infobox, so only its sentences are read",
            quote(article.title)
        );
        out.warn(context, article.title_line, "no-contest", message);
        return;
    }
    out.contest(&context.contest, ContestSays::Documented, &title);
    out.contest(&context.contest, ContestSays::Office(context.office.clone()), &title);
    out.contest(&context.contest, ContestSays::Kind(context.title.kind()), &title);
    if let Some(party) = &context.party {
        out.contest(&context.contest, ContestSays::Party(party.clone()), &title);
    }
    let mut names: BTreeMap<u32, String> = BTreeMap::new();
    let rounds = Rounds::of(context, out);
    for field in article.fields.iter().filter(|f| !f.value.is_empty()) {
        if let Some(("candidate" | "nominee" | "leader", number)) =
            numbered(field.key).as_ref().map(|(k, n)| (k.as_str(), *n))
        {
            candidate(context, *field, number, &mut names, out);
        }
    }
    for field in article.fields.iter().filter(|f| !f.value.is_empty()) {
        if rounds.read(context, *field, &names, out) {
            continue;
        }
        match numbered(field.key) {
            Some((key, number)) => of_candidate(context, *field, &key, number, &names, out),
            None => of_contest(context, *field, out),
        }
    }
}

/// Splits `Popular Vote2` into `popular vote` and 2.
fn numbered(key: &str) -> Option<(String, u32)> {
    let name = key.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = key[name.len()..].parse().ok()?;
    Some((name.trim().to_lowercase(), number))
}

fn candidate(
    context: &Context<'_>,
    field: Field<'_>,
    number: u32,
    names: &mut BTreeMap<u32, String>,
    out: &mut Findings<'_>,
) {
    let name = clean_name(field.value);
    if name.is_empty() {
        out.warn(
            context,
            field.line,
            "bad-name",
            format!("{} is not a name (in the field {})", quote(field.value), field.key),
        );
        return;
    }
    let citation = context.field(field);
    if names.insert(number, name.clone()).is_some() {
        let message = format!(
            "the field {} occurs twice; both candidates are kept, but only the later one gets the votes",
            field.key
        );
        out.warn(context, field.line, "duplicate-key", message);
    }
    if is_option(&name) {
        return;
    }
    out.candidacy(&context.contest, &name, CandidacySays::Stood(0), &citation);
    out.candidacy(&context.contest, &name, CandidacySays::Number(number), &citation);
    if field.value.to_lowercase().contains("(incumbent)") {
        out.candidacy(&context.contest, &name, CandidacySays::Incumbent, &citation);
    }
}

fn of_candidate(
    context: &Context<'_>,
    field: Field<'_>,
    key: &str,
    number: u32,
    names: &BTreeMap<u32, String>,
    out: &mut Findings<'_>,
) {
    if DECORATION.contains(&key) || matches!(key, "candidate" | "nominee" | "leader") {
        return;
    }
    let Some(name) = names.get(&number) else {
        out.unread(context, field.line, field.key, field.value);
        return;
    };
    let unopposed = || templates().words.unopposed.contains(&word(field.value));
    let says = match key {
        "popular vote" | "votes" if unopposed() => return,
        "popular vote" | "votes" => read_count(field.value).map(|votes| CandidacySays::Votes(1, votes)),
        "percentage" | "share" => read_percent(field.value).map(|share| CandidacySays::Share(1, share)),
        "party" => Some(CandidacySays::Party(field.value.to_string())),
        _ => {
            out.unread(context, field.line, field.key, field.value);
            return;
        }
    };
    match says {
        Some(says) if is_option(name) => {
            let (votes, share) = match says {
                CandidacySays::Votes(_, votes) => (Some(votes), None),
                CandidacySays::Share(_, share) => (None, Some(share)),
                _ => return,
            };
            let option = OptionSays::of(name.as_str(), votes, share);
            out.contest(&context.contest, ContestSays::Round(1, option), &context.field(field));
        }
        Some(says) => out.candidacy(&context.contest, name, says, &context.field(field)),
        None => bad_value(
            context,
            field,
            if key == "percentage" { "percentage from 0 to 100" } else { "number of votes" },
            out,
        ),
    }
}

fn bad_value(context: &Context<'_>, field: Field<'_>, wanted: &str, out: &mut Findings<'_>) {
    let message = format!("{} is {}, which is not a {wanted}; the value is ignored", field.key, quote(field.value));
    out.warn(context, field.line, "bad-value", message);
    out.unread(context, field.line, field.key, field.value);
}

fn of_contest(context: &Context<'_>, field: Field<'_>, out: &mut Findings<'_>) {
    let citation = context.field(field);
    let contest = &context.contest;
    let mut say = |says| out.contest(contest, says, &citation);
    match field.key.to_lowercase().as_str() {
        "election name" if fold(field.value) != fold(context.article.title) => {
            out.unread(context, field.line, field.key, field.value);
        }
        "election name" | "previous year" | "next year" | "title" => {}
        "election date" => match read_date(field.value) {
            Some(date) => say(ContestSays::Date(date)),
            None => bad_value(context, field, "date such as '20 February 1992'", out),
        },
        "country" => say(ContestSays::Country(field.value.to_string())),
        "turnout" => match read_percent(before_any(field.value, &[" (", "<", "["])) {
            Some(turnout) => say(ContestSays::Turnout(turnout)),
            None => bad_value(context, field, "percentage from 0 to 100", out),
        },
        "registered" | "electorate" => match Quantity::read(field.value) {
            Some(number) => say(ContestSays::Electorate(number)),
            None => bad_value(context, field, "number of voters", out),
        },
        "vote type" if Selectorate::of_words(field.value).is_some() => {
            if let Some(word) = Selectorate::of_words(field.value) {
                say(ContestSays::Selectorate(word, None));
            }
        }
        "ongoing" if field.value.eq_ignore_ascii_case("no") => {}
        "ongoing" => say(ContestSays::Status(Status::Scheduled)),
        "previous election" => say(ContestSays::Previous(neighbour(context, field.value))),
        "next election" => say(ContestSays::Next(neighbour(context, field.value))),
        "before election" => say(ContestSays::Before(holder(field.value))),
        "after election" => {
            let holder = holder(field.value);
            say(ContestSays::After(holder.clone()));
            if let Holder::Person(person) = holder
                && context.article.field("Ongoing").is_none_or(|f| f.value.eq_ignore_ascii_case("no"))
            {
                let says = CandidacySays::Outcome(Outcome::Elected);
                out.state(Statement::Candidacy { contest: contest.clone(), person: person.into(), says }, citation);
            }
        }
        key if LAYOUT.contains(&key) => {}
        _ => out.unread(context, field.line, field.key, field.value),
    }
}

/// Reads a previous or next contest from its title or its year alone.
fn neighbour(context: &Context<'_>, value: &str) -> ContestMention {
    let title = Title::read(value);
    // "2001 leadership election" leaves out the words that the article's own title has.
    let bare = matches!(fold(&title.stem).as_str(), "" | "election" | "leadership election" | "leadership contest");
    match (title.year, bare) {
        (Some(year), _) if bare => context.other_contest(year, title.month),
        _ => ContestMention::titled(value),
    }
}

fn holder(value: &str) -> Holder {
    match value.to_lowercase().as_str() {
        "vacant" | "none" | "office established" | "position established" | "tbd" => Holder::Vacant,
        _ => Holder::Person(clean_name(value)),
    }
}

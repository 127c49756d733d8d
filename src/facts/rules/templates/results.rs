//! Reads tables of results with one template per row: the `Election box` families, and rows with numbered slots.

use super::closing::{join_tickets, take_invalid_out, tell_apart};
use super::{TemplateRule, WikiPage, at, canadian};
use crate::facts::fields::{Field, Fields};
use crate::facts::named::{self, Named, target_or_text};
use crate::facts::record::{CandidateRecord, ElectionRecord, Names, PageRecord};
use crate::facts::templates::{Role, templates, word};
use crate::facts::{Kind, Title};
use crate::wikitext::figure::{change_in, count_in, percent_in};
use crate::wikitext::{Template, Value};

pub(super) const RULE: TemplateRule =
    TemplateRule { name: "election-box", reads: "tables of results of one template a row", run };

/// The kind of a row, by the words in the name of its template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ResultLine {
    Begin,
    End,
    /// A candidate. True if the template marks the winner.
    Candidate(bool),
    /// A contest, in a table of several.
    Contest,
    Total,
    Majority,
    Turnout,
    Valid,
    Invalid,
    Registered,
    Preferred,
    Hold,
    Gain,
    /// The winner of a seat that is new.
    NewSeat,
    Other,
}

fn line_of(name: &str) -> ResultLine {
    // "candidate2" and "begin3" are later forms of the same rows.
    let bare = |w: &str| w.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let has =
        |word: &str| name.split([' ', '/', '-']).any(|w| w == word || bare(w) == word.len() && w.starts_with(word));
    if has("end") || has("bottom") {
        ResultLine::End
    } else if has("begin") || has("top") || has("start") {
        ResultLine::Begin
    } else if has("inline") && has("incumbent")
        || name.contains("general election")
        || has("runoff") && !has("candidate")
    {
        ResultLine::Contest
    } else if has("2pp") || has("2cp") || name.contains("preferred") && !has("candidate") {
        ResultLine::Preferred
    } else if name.contains("election summary") && (has("party") || has("other")) {
        ResultLine::Candidate(false)
    } else if has("candidate") || has("write") && !has("total") {
        ResultLine::Candidate(has("winning") || has("elected"))
    } else if has("total") {
        ResultLine::Total
    } else if has("majority") || has("plurality") {
        ResultLine::Majority
    } else if has("turnout") {
        ResultLine::Turnout
    } else if has("invalid") || has("rejected") || has("spoilt") || has("spoiled") || has("informal") || has("blank") {
        ResultLine::Invalid
    } else if has("valid") || has("formal") {
        ResultLine::Valid
    } else if has("registered") || has("electorate") || has("electors") {
        ResultLine::Registered
    } else if has("new") && has("seat") {
        ResultLine::NewSeat
    } else if has("hold") || has("retain") || has("win") && !has("seat") {
        ResultLine::Hold
    } else if has("gain") || has("win") {
        ResultLine::Gain
    } else {
        ResultLine::Other
    }
}

/// The contest that is currently being read.
#[derive(Default)]
struct Open {
    election: ElectionRecord,
    bold: Vec<Names>,
    results: Vec<&'static str>,
    /// True if the candidates are complete, so that another candidate begins another contest.
    closed: bool,
    preferred: bool,
    /// True if a row with two names is a ticket: a candidate and the running mate.
    tickets: bool,
    /// The number of rows read.
    read: usize,
}

fn run(page: &WikiPage<'_>, record: &mut PageRecord) {
    let mut open: Option<Open> = None;
    for (role, name, template) in &page.found {
        match role {
            Role::BoxRow => {
                let mut unread = std::mem::take(&mut record.unread);
                let fields = Fields::read(*template, &templates().boxes, &mut unread);
                record.unread = unread;
                let line = line_of(name);
                if line == ResultLine::Begin {
                    close(page, open.take(), record);
                    open = Some(begin(page, &fields, name, *template));
                    continue;
                }
                if line == ResultLine::End {
                    open.iter_mut().for_each(|open| counts(&mut open.election, &fields));
                    close(page, open.take(), record);
                    continue;
                }
                let current = open.get_or_insert_with(|| begin(page, &fields, name, *template));
                if let Some(before) = read_line(current, line, &fields, *template) {
                    close(page, Some(before), record);
                }
            }
            Role::PositionalRow => {
                if name.contains("top") || name.contains("begin") || name.contains("head") {
                    close(page, open.take(), record);
                    open = Some(Open {
                        election: ElectionRecord {
                            template: Some("Canadian election result"),
                            ..ElectionRecord::default()
                        },
                        ..Open::default()
                    });
                    let current = open.get_or_insert_default();
                    let by = template.argument("by").map(|a| template.markup().raw(a.value).trim().to_lowercase());
                    let by = by.is_some_and(|by| matches!(by.as_str(), "yes" | "y" | "1"));
                    canadian::title(&mut current.election, &texts(*template), by);
                    at(&mut current.election.lines, "election", template.line());
                } else {
                    let current = open.get_or_insert_default();
                    positional(current, name, *template);
                }
            }
            _ => {}
        }
    }
    close(page, open, record);
}

fn begin(page: &WikiPage<'_>, fields: &Fields<'_>, name: &str, template: Template<'_>) -> Open {
    let mut open = Open::default();
    let election = &mut open.election;
    election.primary = name.contains("open primary") && line_of(name) == ResultLine::Begin;
    election.under = page.heading_path(template.span().start);
    election.under.reverse();
    election.template = Some(if name.contains("inline") { "Election box inline" } else { "Election box" });
    at(&mut election.lines, "election", template.line());
    if let Some(f) = fields.one("title") {
        title(election, &f);
    }
    let of_head = |title: &str| matches!(Title::read(title).kind(), Kind::Presidential | Kind::Gubernatorial);
    open.tickets = of_head(&open.election.election) || of_head(page.title);
    open
}

fn title(election: &mut ElectionRecord, field: &Field<'_>) {
    election.lines.insert("election", field.line);
    election.election = field.value.line();
    election.title_link = match field.value.links.as_slice() {
        [only] if only.shown == (0..field.value.text.len()) && only.target != election.election => {
            Some(only.target.clone())
        }
        _ => None,
    };
}

/// Reads a row into the open contest. If the row begins another contest, returns the previous one.
fn read_line(open: &mut Open, line: ResultLine, fields: &Fields<'_>, template: Template<'_>) -> Option<Open> {
    let mut before = None;
    let starts = line == ResultLine::Contest && (open.read > 0 || fields.one("title").is_some())
        || matches!(line, ResultLine::Candidate(_)) && open.closed && !open.preferred;
    if starts {
        let mut next = Open::default();
        next.election.template = open.election.template;
        next.election.election.clone_from(&open.election.election);
        next.election.title_link.clone_from(&open.election.title_link);
        at(&mut next.election.lines, "election", template.line());
        let old = std::mem::replace(open, next);
        before = (old.read > 0).then_some(old);
    }
    open.read += usize::from(line != ResultLine::Contest);
    let votes = fields.one("votes").and_then(|f| count_in(&f.value.text).map(|n| (n, f.line)));
    let percent = fields.one("percent").and_then(|f| percent_in(&f.value.text).map(|n| (n, f.line)));
    let election = &mut open.election;
    let lines = &mut election.lines;
    let mut count = |key: &'static str, slot: &mut Option<u64>| {
        if let Some((n, at_line)) = votes {
            at(lines, key, at_line);
            *slot = Some(n);
        }
    };
    match line {
        ResultLine::Candidate(won) => candidate(open, fields, won, &template.name()),
        ResultLine::Contest => contest(election, fields, template),
        ResultLine::Total => count("total_votes", &mut election.total_votes),
        ResultLine::Majority => {
            if let (Some((n, _)), Some(first)) = (votes, election.majority) {
                if election.majorities.is_empty() {
                    election.majorities.push(first);
                }
                election.majorities.push(n);
            } else {
                count("majority", &mut election.majority);
            }
        }
        ResultLine::Valid => count("valid", &mut election.valid),
        ResultLine::Invalid => count("invalid", &mut election.invalid),
        ResultLine::Registered => {
            count("electorate", &mut election.electorate);
            if let Some(f) = fields.one("registered") {
                election.electorate = count_in(&f.value.text);
            }
        }
        ResultLine::Turnout => {
            count("turnout_votes", &mut election.turnout_votes);
            if let Some((n, at_line)) = percent {
                at(lines, "turnout", at_line);
                election.turnout = Some(n);
            }
            if let Some(f) = fields.one("registered")
                && let Some(n) = count_in(&f.value.text)
            {
                at(lines, "electorate", f.line);
                election.electorate = election.electorate.or(Some(n));
            }
            if let Some(f) = fields.one("invalid")
                && let Some(n) = count_in(&f.value.text)
            {
                at(lines, "invalid", f.line);
                election.invalid = Some(n);
            }
        }
        ResultLine::Preferred => open.preferred = true,
        ResultLine::Hold | ResultLine::Gain | ResultLine::NewSeat => outcome(open, line, fields),
        ResultLine::Begin | ResultLine::End | ResultLine::Other => {}
    }
    open.closed |= matches!(line, ResultLine::Total | ResultLine::Turnout | ResultLine::Hold | ResultLine::Gain);
    before
}

/// Reads the figures of the whole that stand at the end of a box of the single transferable vote.
fn counts(election: &mut ElectionRecord, fields: &Fields<'_>) {
    let ElectionRecord { lines, .. } = election;
    for (meaning, key, slot) in [
        ("registered", "electorate", &mut election.electorate),
        ("valid", "valid", &mut election.valid),
        ("invalid", "invalid", &mut election.invalid),
        ("turnout", "turnout_votes", &mut election.turnout_votes),
    ] {
        if let Some(f) = fields.one(meaning)
            && let Some(n) = count_in(&f.value.text).filter(|_| !f.value.text.contains('%'))
        {
            at(lines, key, f.line);
            *slot = slot.or(Some(n));
        }
    }
}

/// Reads who won the seat and who lost it: a hold, a gain or a new seat.
fn outcome(open: &mut Open, line: ResultLine, fields: &Fields<'_>) {
    match line {
        ResultLine::Hold => open.results.push("hold"),
        ResultLine::Gain => open.results.push("gain"),
        _ => {}
    }
    let election = &mut open.election;
    election.filled += 1;
    election.filled_by.extend(fields.one("winner").map(|f| target_or_text(f.value)));
    if let Some(f) = fields.one("swing")
        && let Some(swing) = change_in(&f.value.text)
    {
        at(&mut election.lines, "swing", f.line);
        election.swing = election.swing.or(Some(swing));
    }
    for (meaning, key, slot) in
        [("winner", "winner_party", &mut election.winner_party), ("loser", "loser_party", &mut election.loser_party)]
    {
        if let Some(f) = fields.one(meaning)
            && slot.is_none()
            && !(line == ResultLine::Hold && key == "loser_party")
        {
            at(&mut election.lines, key, f.line);
            *slot = Some(target_or_text(f.value));
        }
    }
}

/// Reads `Election box inline incumbent`: the contest, the holder of the seat, and what happened to the holder.
fn contest(election: &mut ElectionRecord, fields: &Fields<'_>, template: Template<'_>) {
    if let Some(f) = fields.one("title") {
        title(election, &f);
    } else {
        // The heading of this part, which the template displays.
        let name = template.name();
        election.stage = ["runoff", "general election"].iter().find(|s| name.contains(**s)).map(|s| (*s).to_string());
    }
    if let Some(f) = fields.one("incumbent") {
        at(&mut election.lines, "incumbent", f.line);
        let named = named::read(f.value);
        election.incumbent = named.names.first().cloned();
    }
    if let Some(f) = fields.one("status") {
        at(&mut election.lines, "incumbent_status", f.line);
        election.incumbent_status = Some(f.value.line());
    }
}

fn candidate(open: &mut Open, fields: &Fields<'_>, won: bool, template: &str) {
    let mut row = CandidateRecord { won, ..CandidateRecord::default() };
    if let Some(f) = fields.one("party") {
        let party = target_or_text(f.value);
        if !["n/a", "-", "–"].contains(&word(&party).as_str()) {
            at(&mut row.lines, "party", f.line);
            row.party = Some(party);
        }
    }
    match fields.one("candidate") {
        Some(f) => {
            at(&mut row.lines, "name", f.line);
            let named = named::read(f.value);
            name(open, &mut row, &named);
        }
        None => {
            let other = fields.one("other").map(|f| f.value.line());
            // The row of all write-ins names nobody.
            let write_in = || template.to_lowercase().contains("write-in").then(|| "Write-in".to_string());
            row.display = row.party.clone().or(other).or_else(write_in).unwrap_or_default();
            row.write_in = templates().words.write_in.contains(&word(&row.display));
        }
    }
    if row.display.is_empty() {
        return;
    }
    for (meaning, slot) in [("percent", &mut row.percent), ("change", &mut row.change)] {
        if let Some(f) = fields.one(meaning) {
            *slot = if meaning == "percent" { percent_in(&f.value.text) } else { change_in(&f.value.text) };
            if slot.is_some() {
                at(&mut row.lines, meaning, f.line);
            }
        }
    }
    if let Some(f) = fields.one("votes") {
        // "(write-in) 37": the remark stands before the figure.
        let (plain, brackets) = named::split_brackets(&f.value.line());
        row.votes = count_in(&f.value.text).or_else(|| count_in(&plain).filter(|_| !brackets.is_empty()));
        at(&mut row.lines, "votes", f.line);
        row.write_in |= word(&f.value.text).contains("write");
        row.unopposed = templates().words.unopposed.contains(&word(&f.value.text));
    }
    if let Some(f) = fields.one("seats")
        && let Some(n) = count_in(&f.value.text)
    {
        row.seats = Some(n);
        at(&mut row.lines, "seats", f.line);
    }
    if let Some(f) = fields.one("seat_change") {
        row.seat_change = change_in(&f.value.text).map(|n| n as i64);
        at(&mut row.lines, "seat_change", f.line);
    }
    if let Some(f) = fields.one("running_mate") {
        row.running_mate = named::read(f.value).names();
        at(&mut row.lines, "running_mate", f.line);
    }
    add(open, row);
}

/// Reads the name of a row. Keeps bold names, because bold marks the winner if no template does.
fn name(open: &mut Open, row: &mut CandidateRecord, named: &Named) {
    let words = &templates().words;
    row.name = named.names();
    row.display.clone_from(&named.display);
    if let Some(Names::Many(both)) = &row.name
        && let ([first, second], true) = (both.as_slice(), open.tickets)
    {
        row.running_mate = Some(Names::One(second.clone()));
        row.display = first.split(" (").next().unwrap_or(first).to_string();
        row.name = Some(Names::One(first.clone()));
    }
    row.incumbent = named.incumbent;
    row.note.clone_from(&named.note);
    let party_says = row.party.as_deref().is_some_and(|p| words.write_in.contains(&word(p)));
    row.write_in = named.write_in || party_says;
    if named.bold && !open.preferred {
        row.won = true;
        open.bold.extend(row.name.clone());
    }
}

fn add(open: &mut Open, row: CandidateRecord) {
    if open.preferred {
        open.election.preferred.push(row);
    } else {
        open.election.candidates.push(row);
    }
}

/// Reads `{{CANelec|CA|Liberal|Name|1,234|52.5|+1.2}}` and related templates.
fn positional(open: &mut Open, name_of: &str, template: Template<'_>) {
    let all = texts(template);
    let Some((_, behind)) = all.split_first() else { return };
    let line = template.line();
    open.read += 1;
    let number = |i: usize| behind.get(i).and_then(|v| count_in(&v.text));
    let share = |i: usize| behind.get(i).and_then(|v| percent_in(&v.text));
    let election = &mut open.election;
    let label = all.first().map(|v| word(&v.text)).unwrap_or_default();
    let says = |what: &[&str]| what.iter().any(|w| label.contains(w));
    match line_of(name_of.trim_start_matches("canadian election result")) {
        ResultLine::Total | ResultLine::Valid | ResultLine::Turnout | ResultLine::Invalid | ResultLine::Registered => {
            // The first slot says what the row is the total of.
            if says(&["eligible", "elector", "registered"]) {
                election.electorate = number(0);
            } else if says(&["reject", "spoil", "invalid", "declined", "unmarked"]) {
                election.invalid = Some(election.invalid.unwrap_or(0) + number(0).unwrap_or(0));
            } else if says(&["turnout"]) {
                (election.turnout_votes, election.turnout) = (number(0), share(1));
            } else if says(&["valid"]) {
                election.valid = number(0);
                election.total_votes = number(0);
            } else {
                election.total_votes = number(0);
            }
        }
        row @ (ResultLine::Hold | ResultLine::Gain) => {
            open.results.push(if row == ResultLine::Hold { "hold" } else { "gain" });
            election.filled += 1;
            election.winner_party = behind.first().map(Value::line);
            election.loser_party = behind.get(1).filter(|_| row == ResultLine::Gain).map(Value::line);
        }
        ResultLine::Other | ResultLine::Candidate(_) => {
            let mut row = CandidateRecord { party: behind.first().map(Value::line), ..CandidateRecord::default() };
            let Some(who) = behind.get(1).filter(|v| !v.is_empty()) else { return };
            name(open, &mut row, &named::read(who));
            row.votes = number(2);
            row.percent = share(3);
            row.change = behind.get(4).and_then(|v| change_in(&v.text));
            for key in ["name", "party", "votes", "percent"] {
                at(&mut row.lines, key, line);
            }
            add(open, row);
        }
        _ => {}
    }
}

fn texts(template: Template<'_>) -> Vec<Value> {
    template.arguments().filter(|a| a.positional).map(|a| template.markup().value(a.value)).collect()
}

/// Names as winners the candidates who are marked as such.
pub(super) fn mark_winners(election: &mut ElectionRecord) {
    let won = election.candidates.iter().filter(|c| c.won);
    let names = won.flat_map(|c| c.name.iter().flat_map(|n| n.iter()).map(ToString::to_string));
    election.winner = Names::of(names.collect());
}

/// Ends a contest and adds it to the record. The winners are those whom the templates or bold names mark.
fn close(page: &WikiPage<'_>, open: Option<Open>, record: &mut PageRecord) {
    let Some(Open { mut election, bold, results, .. }) = open else { return };
    if election.candidates.is_empty() {
        return;
    }
    join_tickets(&mut election);
    // Bold names do not mark winners if all names are bold.
    if bold.len() == election.candidates.len() && bold.len() > 1 {
        election.candidates.iter_mut().for_each(|c| c.won = false);
    }
    mark_winners(&mut election);
    // A contest for several seats can have holds and gains. Then its result is neither.
    election.result = results.first().copied().filter(|first| results.iter().all(|r| r == first));
    if election.election.is_empty() {
        election.election = page.title.to_string();
    }
    take_invalid_out(&mut election);
    tell_apart(&mut election, record);
    record.elections.push(election);
}

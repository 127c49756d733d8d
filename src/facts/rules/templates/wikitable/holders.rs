//! Lists of the holders of an office: tables with a row for each tenure, on pages such as "List of mayors of Elm".

use super::super::succession::Spell;
use super::cells::value_in;
use super::offices::{is_a_head, singular, split_office};
use super::sheet::Sheet;
use super::terms::{end_in, spells_in};
use super::title::Heading;
use crate::facts::Began;
use crate::facts::named::{self, is_party, target_or_text};
use crate::facts::record::{HolderRecord, Lines, Names};
use crate::facts::table::meaning_of;
use crate::facts::templates::{templates, word};
use crate::wikitext::Date;
use crate::wikitext::figure::dates_in;
use std::ops::Range;

/// The rows among which the header is.
const HEADER_WITHIN: usize = 4;
/// The fewest tenures of a list.
const FEWEST: usize = 2;
/// The days by which the beginnings of neighbouring rows may be out of order.
const OUT_OF_ORDER: i64 = 31;

/// The columns of a list of holders.
#[derive(Default)]
struct Columns {
    /// The row of the last header.
    header: usize,
    name: Range<usize>,
    from: Option<Range<usize>>,
    to: Option<Range<usize>>,
    term: Option<Range<usize>>,
    party: Option<Range<usize>>,
    /// A column before the name with an office or a place.
    of_each: Option<usize>,
    /// True if the first day is the election, as in lists of the members of a constituency.
    by_election: bool,
}

/// Returns true if a heading says that its table lists others than the holders of the office. A list of holders has those
/// of its earlier names as well: presidents, and before them chairmen.
fn is_of_others(heading: &str, office: &str, is_list: bool) -> bool {
    let others = [
        "deputy",
        "deputies",
        "vice",
        "acting",
        "shadow",
        "lieutenant",
        "under",
        "junior",
        "timeline",
        "statistics",
        "living",
        "longest",
        "youngest",
        "oldest",
        "candidates",
        "rank",
        "ranking",
        "spouses",
        "notes",
        "references",
        "see",
        "other",
        "clerks",
        "officials",
        "officers",
        "ladies",
        "judges",
        "justices",
        "managers",
        "solicitors",
        "councillors",
        "members",
        "chiefs",
        "permanent",
    ];
    let folded = word(office);
    let is_own = |text: &str| folded.split(' ').any(|own| own == text || own == singular(text));
    let heading = word(heading);
    let words = || heading.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let by_age = ["by age", "age at", "by election", "election results"].iter().any(|text| heading.contains(text));
    by_age || words().any(|w| others.contains(&w) && !is_own(w)) || names_another(&heading, &is_own, is_list)
}

/// Returns true if a heading names another office: "Presidents of the Senate", "Finance ministers", and "Ministers of
/// Commerce" on the page on the Minister of Industry.
fn names_another(heading: &str, is_own: &dyn Fn(&str) -> bool, is_list: bool) -> bool {
    let bodies = ["senate", "council", "assembly", "house", "parliament", "court", "chamber", "congress"];
    let (head, of) = split_office(heading);
    let words: Vec<&str> = head.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| w.len() > 2).collect();
    let of = || {
        of.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 3 && !w.starts_with(|c: char| c.is_ascii_digit()))
    };
    if words.iter().any(|w| matches!(*w, "prime" | "first" | "chief")) {
        return false;
    }
    let portfolio = ["minister", "secretary", "commissioner"];
    if let Some(at) = words.iter().position(|w| portfolio.contains(&singular(w).as_str()) && is_own(w)) {
        let plain = ["former", "past", "previous", "list", "the", "colonial", "royal", "federal", "state", "national"];
        let is_qualified = at > 0 && !plain.contains(&words[at - 1]) && !is_own(words[at - 1]);
        return is_qualified || of().next().is_some() && !of().any(is_own);
    }
    let is_own_head = words.iter().any(|w| is_a_head(w) && is_own(w));
    if is_list {
        return false;
    }
    if is_own_head {
        return of().any(|w| bodies.contains(&w) && !is_own(w));
    }
    words.iter().any(|w| is_a_head(w) && w.ends_with(['s', 'n']) && !is_own(w))
}

/// Reads a table as a list of the holders of an office. `None` if it is none.
pub(super) fn read(sheet: &mut Sheet<'_>, office: &str, heading: &Heading, is_list: bool) -> Option<Vec<HolderRecord>> {
    let mut headings = heading.title.iter().chain(&heading.headings);
    if headings.any(|(heading, _)| is_of_others(heading, office, is_list)) {
        return None;
    }
    let members = columns(sheet, office)?;
    sheet.fill_all();
    if members.iter().any(|c| c.of_each.is_some_and(|column| is_of_many(sheet, column, c.header))) {
        return None;
    }
    let mut read = Read::default();
    let several = members.len() > 1;
    let mut found: Vec<HolderRecord> = Vec::new();
    for columns in &members {
        read.firsts.clear();
        let own = of_columns(sheet, columns, office, several, &mut read)?;
        if !(is_in_order(&read.firsts) || several && read.firsts.len() < FEWEST) {
            return None;
        }
        found.extend(own);
    }
    if several {
        // Who is the first member in one row may be the second in the next.
        let name = |holder: &HolderRecord| holder.name.iter().next().map(str::to_string);
        found.sort_by_key(|holder| (name(holder), holder.start.and_then(|start| start.days().0)));
        join_terms(&mut found);
        found.sort_by_key(|holder| holder.lines.get("name").copied());
    }
    (found.len() >= FEWEST && read.unread * 4 <= read.rows).then_some(found)
}

/// How far a table was understood.
#[derive(Default)]
struct Read {
    rows: usize,
    unread: usize,
    /// The first days, row by row.
    firsts: Vec<Date>,
}

/// Reads the tenures of one column of names, which has its columns of days and parties. With `several` members side by
/// side, who followed whom is not told: the tenure of each ends with the next name of the column.
fn of_columns(
    sheet: &Sheet<'_>,
    columns: &Columns,
    office: &str,
    several: bool,
    read: &mut Read,
) -> Option<Vec<HolderRecord>> {
    let mut found: Vec<HolderRecord> = Vec::new();
    let mut last = None;
    // True if nobody stands in the column before the row.
    let mut is_vacant = false;
    for row in columns.header + 1..sheet.height() {
        if sheet.whole_row(row).is_some() {
            continue;
        }
        let from = columns.from.as_ref().or(columns.term.as_ref())?.start;
        // A name and a first day that reach down over several rows are one tenure.
        let cells = (sheet.cell(row, columns.name.end - 1), sheet.cell(row, from));
        if last == Some(cells) {
            continue;
        }
        last = Some(cells);
        let first = |columns: &Columns| {
            let cells = columns.from.clone().unwrap_or(from..from + 1);
            cells.flat_map(|column| dates_in(&sheet.text(row, column))).next()
        };
        if columns.by_election && is_abolished(sheet, columns, row) {
            let end = first(columns);
            found.last_mut().filter(|_| !is_vacant).into_iter().for_each(|holder| holder.end = holder.end.or(end));
            is_vacant = true;
            continue;
        }
        if several && columns.name.clone().all(|column| sheet.text(row, column).is_empty()) {
            is_vacant = true;
            continue;
        }
        read.rows += 1;
        let Some(holders) = holder(sheet, columns, row, office) else {
            read.unread += 1;
            is_vacant = true;
            continue;
        };
        read.firsts.extend(holders.first().and_then(|first| first.start));
        for holder in holders {
            // A member has a row again for each change of party.
            match found.last_mut().filter(|_| columns.by_election && !is_vacant) {
                Some(above) if above.name == holder.name => continue,
                Some(above) if several && above.start < holder.start => above.end = above.end.or(holder.start),
                _ => {}
            }
            is_vacant = false;
            found.push(holder);
        }
    }
    if columns.by_election && !several {
        (1..found.len())
            .for_each(|at| found[at].follows = found[at].start > found[at - 1].start && found[at - 1].end.is_none());
    }
    // Who held the office twice may have both terms in one row.
    if found.len() > read.firsts.len() {
        found.sort_by_key(|holder| holder.start.and_then(|start| start.days().0));
    }
    join_terms(&mut found);
    Some(found)
}

/// Returns true if a row says in the place of a member that the seat was abolished, or lost one of its members.
fn is_abolished(sheet: &Sheet<'_>, columns: &Columns, row: usize) -> bool {
    let text = word(&sheet.text(row, columns.name.start));
    let says = |words: &[&str]| words.iter().any(|said| text.contains(said));
    says(&["abolished", "merged", "divided", "disfranchised", "disenfranchised"])
        || says(&["representation", "constituency", "members", "seats"])
            && says(&["reduced", "suspended", "lost", "to one"])
}

/// Returns true if a column, such as that of the portfolio, has another value in most rows: the table lists one holder of
/// each of many offices.
fn is_of_many(sheet: &Sheet<'_>, column: usize, header: usize) -> bool {
    let cells = (header + 1..sheet.height()).filter(|row| sheet.whole_row(*row).is_none());
    let mut texts: Vec<String> = cells.map(|row| sheet.text(row, column)).filter(|text| !text.is_empty()).collect();
    let all = texts.len();
    texts.sort_unstable();
    texts.dedup();
    all > 1 && texts.len() * 2 > all
}

/// Joins the terms of one holder that follow each other without a pause: a row again for each cabinet or term.
fn join_terms(found: &mut Vec<HolderRecord>) {
    found.dedup_by(|row, above| {
        let alike = row.name == above.name && row.provisional == above.provisional;
        let (first, last) = if above.start <= row.start { (&*above, &*row) } else { (&*row, &*above) };
        let meets = first.end.is_some() && first.end == last.start;
        if alike && meets {
            let (start, end, goes_on) = (first.start, last.end, last.in_office);
            (above.start, above.end, above.in_office) = (start, end, goes_on);
        }
        alike && meets
    });
}

/// Returns true if the first days of the rows follow each other in time, forwards or backwards.
fn is_in_order(firsts: &[Date]) -> bool {
    let days: Vec<i64> = firsts.iter().filter_map(|first| first.days().0).collect();
    let pairs = days.len().saturating_sub(1);
    let forwards = days.windows(2).filter(|pair| pair[1] >= pair[0] - OUT_OF_ORDER).count();
    let backwards = days.windows(2).filter(|pair| pair[1] <= pair[0] + OUT_OF_ORDER).count();
    days.len() >= FEWEST && forwards.max(backwards) * 10 >= pairs * 9
}

/// Finds the columns of the name and of the term; several, if the members of a seat stand side by side.
fn columns(sheet: &Sheet<'_>, office: &str) -> Option<Vec<Columns>> {
    for first in 0..sheet.height().min(HEADER_WITHIN) {
        if sheet.whole_row(first).is_some() {
            continue;
        }
        for last in [first + 1, first] {
            let mut found = vec![Columns { header: last, ..Columns::default() }];
            for column in 0..sheet.width(last) {
                let cell = sheet.cell(last, column);
                let end =
                    (column + 1..sheet.width(last)).take_while(|c| sheet.cell(last, *c) == cell).count() + column + 1;
                let is_first = column == 0 || sheet.cell(last, column - 1) != cell;
                if is_first && sheet.is_header_cell(last, column) {
                    let label = sheet.text(last, column);
                    let at = found.len() - 1;
                    if found[at].is_next_member(&label, office) {
                        // All members share the days that stand before the first.
                        let shared =
                            |days: &Option<Range<usize>>| days.clone().filter(|days| days.start < found[0].name.start);
                        let (from, term) = (shared(&found[0].from), shared(&found[0].term));
                        let by_election = found[0].by_election && from.is_some();
                        found.push(Columns { header: last, from, term, by_election, ..Columns::default() });
                    }
                    found.last_mut()?.take(&label, column..end, office);
                }
            }
            if found.iter().all(|found| !found.name.is_empty() && (found.from.is_some() || found.term.is_some())) {
                return Some(found);
            }
        }
    }
    None
}

impl Columns {
    /// Returns true if a header is that of another member of the same seat, beside the one whose columns these are.
    fn is_next_member(&self, label: &str, office: &str) -> bool {
        let is_member = meaning_of(label).is_some_and(|(meaning, _)| meaning == "candidate") || is_member_word(label);
        is_member && office.starts_with("Member of") && !self.name.is_empty()
    }

    fn take(&mut self, label: &str, columns: Range<usize>, office: &str) {
        let is_of_seat = office.starts_with("Member of");
        let known = match meaning_of(label).map(|(meaning, _)| meaning) {
            _ if is_of_seat && is_member_word(label) => Some("candidate"),
            _ if is_of_seat && is_term_word(label) => Some("term"),
            // In a table of sums, an Italian "fine" would be an English one.
            None if word(label) == "fine" && self.from.is_some() => Some("to"),
            known => known,
        };
        // "Mayor" heads the names of mayors.
        let folded = word(label);
        // "Prime Minister (lifespan)", "Mayor<br>Constituency": the office goes first.
        let first = word(label.split(['(', '\n']).next().unwrap_or(label));
        let own = word(split_office(office).0);
        let names_office = own == first
            || first.strip_prefix(&own).is_some_and(|more| more.starts_with(' ') && !is_a_head(more.trim()))
            || matches!(folded.as_str(), "portrait and name" | "name (birth–death)");
        let slot = match known {
            Some("contest" | "year" | "date") if is_of_seat && self.from.is_none() && !self.by_election => {
                self.by_election = true;
                &mut self.from
            }
            _ if self.name.is_empty()
                && (names_office || is_of_seat && matches!(folded.as_str(), "winner" | "elected")) =>
            {
                self.name = columns;
                return;
            }
            // The monarch or the president beside the ministers is not the holder.
            Some("candidate") if self.name.is_empty() && !names_another_head(&first, &own) => {
                self.name = columns;
                return;
            }
            Some("from") => &mut self.from,
            Some("to") => &mut self.to,
            Some("term") => &mut self.term,
            Some("party") => &mut self.party,
            _ if matches!(folded.as_str(), "portfolio" | "ministry" | "department") && self.name.is_empty() => {
                self.of_each = Some(columns.start);
                return;
            }
            Some("office" | "seat" | "place") if self.name.is_empty() && !is_of_seat => {
                self.of_each = Some(columns.start);
                return;
            }
            _ => return,
        };
        if slot.is_none() {
            *slot = Some(columns);
        }
    }
}

/// Returns true if a header is a word for the members of a body: "Assembly member", "Representative".
fn is_member_word(label: &str) -> bool {
    let folded = word(label.split(['(', '\n']).next().unwrap_or(label));
    let last = folded.trim().rsplit(' ').next().unwrap_or_default();
    let known = [
        "member",
        "representative",
        "senator",
        "delegate",
        "assemblymember",
        "assemblyman",
        "assemblywoman",
        "deputy",
        "mp",
        "mla",
        "mna",
        "mpp",
        "mha",
        "msp",
        "td",
        "mp's",
        "legislator",
    ];
    known.contains(&last)
}

/// Returns true if a header is one for the time that a member served.
fn is_term_word(label: &str) -> bool {
    ["years served", "dates", "years in office", "term of service", "time in office", "service", "tenure", "years"]
        .contains(&word(label).as_str())
}

/// Returns true if the header of a column names another office than the one that is listed.
fn names_another_head(header: &str, own: &str) -> bool {
    let mut words = header.split(' ');
    let last = words.next_back().unwrap_or(header);
    ["monarch", "king", "queen", "emperor", "sovereign"].contains(&last) && !own.contains(last)
        || is_a_head(last) && !own.split(' ').any(|w| w == last)
}

/// Reads a row. `None` if it cannot be read; an empty list if nobody held the office.
fn holder(sheet: &Sheet<'_>, columns: &Columns, row: usize, office: &str) -> Option<Vec<HolderRecord>> {
    let mut names = columns.name.clone().filter_map(|column| sheet.value(row, column)).map(named::read_holder);
    let said = names.clone().next();
    let Some(named) = names.find(|named| !named.names.is_empty()) else {
        // "Vacant" is no holder.
        return said.filter(|named| named.note.is_some() || !named.display.is_empty()).map(|_| Vec::new());
    };
    let [name] = &named.names[..] else { return None };
    if is_party(name) || is_collective(name) || templates().words.none.contains(&word(&named.display)) {
        return None;
    }
    let text = |columns: &Option<Range<usize>>| {
        columns.as_ref().and_then(|columns| value_in(sheet, row, columns)).map(|(value, _)| value.text.clone())
    };
    let first = |text: &str| dates_in(text).first().copied().filter(|date| date.first_year().is_some());
    let mut spells: Vec<Spell> = vec![Spell::default()];
    // Beside the first and the last day, "Time in office" is how long it was.
    let of_term = columns.term.as_ref().filter(|_| columns.from.is_none());
    let halves = of_term.filter(|term| sheet.cell(row, term.start) != sheet.cell(row, term.end - 1));
    if let Some(term) = halves {
        // A header over several columns: the first day, the last day, and perhaps how long it was.
        let to = sheet.text(row, term.start + 1);
        let (end, goes_on) = end_in(&to);
        spells = vec![Spell { start: first(&sheet.text(row, term.start)), end, goes_on }];
    } else if let Some(term) = text(&of_term.cloned()) {
        spells = spells_in(&term)?;
    }
    if let Some(from) = text(&columns.from) {
        spells.truncate(1);
        spells[0].start = first(&from);
    }
    if let Some(to) = text(&columns.to) {
        spells.truncate(1);
        (spells[0].end, spells[0].goes_on) = end_in(&to);
    }
    if spells.iter().any(|spell| spell.start.is_none()) {
        return None;
    }
    let party = text(&columns.party).map(|_| ()).and_then(|()| {
        let columns = columns.party.as_ref()?;
        value_in(sheet, row, columns).map(|(value, _)| target_or_text(value))
    });
    let line = sheet.line(row, columns.name.start);
    let stands_in = named.note.as_ref().is_some_and(|note| {
        word(note).split(|c: char| !c.is_alphanumeric()).any(|w| matches!(w, "acting" | "interim" | "caretaker"))
    });
    let lines: Lines = [("name", line)].into_iter().collect();
    let record = HolderRecord {
        office: office.to_string(),
        name: Names::One(name.clone()),
        provisional: stands_in.then_some(Began::Acting),
        party: party.filter(|party| party.chars().any(char::is_alphabetic)),
        start: None,
        end: None,
        in_office: false,
        follows: false,
        lines,
    };
    let each =
        |spell: Spell| HolderRecord { start: spell.start, end: spell.end, in_office: spell.goes_on, ..record.clone() };
    Some(spells.into_iter().map(each).collect())
}

/// Returns true if a name is that of several people who hold an office together: "National Council", "In commission".
fn is_collective(name: &str) -> bool {
    let bodies = [
        "council",
        "committee",
        "commission",
        "junta",
        "directory",
        "directorate",
        "board",
        "government",
        "cabinet",
        "regency",
        "administration",
        "occupation",
        "unoccupied",
        "assembly",
        "parliament",
        "triumvirate",
        "presidium",
        "soviet",
        "commissioners",
    ];
    let folded = word(name);
    folded.split(' ').any(|w| bodies.contains(&w))
}

//! Reads infoboxes of people in office: numbered or implied offices, terms, predecessors and successors.

use super::succession::Spell;
use super::tie_people::{spells_beside, years_beside};
use super::{TemplateRule, WikiPage, at, first_date, seats, ties};
use crate::facts::Began;
use crate::facts::fields::{Field, Fields};
use crate::facts::named::{self, says_incumbent, target_or_text};
use crate::facts::record::{Neighbour, OfficeRecord, PageRecord, PartyRecord};
use crate::facts::templates::{Role, templates, word};
use crate::wikitext::Value;

pub(super) const RULE: TemplateRule =
    TemplateRule { name: "infobox-officeholder", reads: "infoboxes of people in office", run };

/// The roles of other people named with an office. `leader` is left out because it is often a party's.
const OTHERS: [&str; 9] = [
    "president",
    "vice_president",
    "prime_minister",
    "chancellor",
    "monarch",
    "governor",
    "deputy",
    "appointer",
    "nominator",
];

/// Meanings that begin an office, or another term in the office above.
const OFFICE: [&str; 18] = [
    "start",
    "end",
    "since",
    "term",
    "seat",
    "constituency",
    "office",
    "ambassador_from",
    "order",
    "rank",
    "state_house",
    "state_senate",
    "state_assembly",
    "state_delegate",
    "state_legislature",
    "parliament",
    "assembly",
    "district",
];

fn run(page: &WikiPage<'_>, record: &mut PageRecord) {
    for (role, _, template) in &page.found {
        if *role != Role::Officeholder {
            continue;
        }
        let mut unread = std::mem::take(&mut record.unread);
        let fields = Fields::read(*template, &templates().officeholder, &mut unread).with_rows_in_front();
        record.unread = unread;
        let mut offices = Vec::new();
        for row in fields.rows(&OFFICE) {
            if let Some(mut office) = office(page, &fields, row) {
                let again = further_terms(&fields, row, &mut office);
                offices.push((row, office));
                offices.extend(again.into_iter().map(|office| (row, office)));
            } else if let Some((_, above)) = offices.last()
                && ["start", "end", "since", "term"].iter().any(|meaning| fields.row(meaning, row).is_some())
            {
                // Another term in the office above, as the infobox shows it.
                let again = term_of(&fields, row, above);
                offices.push((row, again));
            }
        }
        stray(&fields, &mut offices);
        // An infobox with neither an office nor a term is about somebody who holds none.
        if record.person.is_none()
            && (fields.one("name").is_some() || !offices.is_empty())
            && fields.one("embed").is_none()
        {
            record.person = Some(page.title.to_string());
            for meaning in ["party", "other_party"] {
                let rows = fields.rows(&[meaning]);
                record
                    .parties
                    .extend(rows.iter().filter_map(|row| fields.row(meaning, *row)).flat_map(|f| parties_in(&f)));
            }
            for (meaning, slot) in [("born", &mut record.life.born), ("died", &mut record.life.died)] {
                if let Some(field) = fields.one(meaning) {
                    *slot = first_date(&field.value.text);
                    at(&mut record.life.lines, meaning, field.line);
                }
            }
        }
        if record.person.as_deref() == Some(page.title) {
            ties::read(page, &fields, &offices, record);
        }
        record.offices.extend(
            offices
                .into_iter()
                .map(|(_, office)| OfficeRecord { in_office: office.incumbent && office.end.is_none(), ..office }),
        );
    }
}

fn office(page: &WikiPage<'_>, fields: &Fields<'_>, row: u32) -> Option<OfficeRecord> {
    let mut office = OfficeRecord::default();
    name(page, fields, row, &mut office)?;
    constituency(fields, row, &mut office);
    term(fields, row, &mut office);
    seats::read(fields, row, &mut office);
    Some(office)
}

/// Returns a term whose office is named in an earlier row.
fn term_of(fields: &Fields<'_>, row: u32, above: &OfficeRecord) -> OfficeRecord {
    let mut office = OfficeRecord {
        office: above.office.clone(),
        office_link: above.office_link.clone(),
        linked: above.linked.clone(),
        implied: above.implied,
        constituency: above.constituency.clone(),
        ..OfficeRecord::default()
    };
    constituency(fields, row, &mut office);
    term(fields, row, &mut office);
    office
}

/// Reads the dates, the predecessor and successor, and the other people of a term.
fn term(fields: &Fields<'_>, row: u32, office: &mut OfficeRecord) {
    for (meaning, slot) in [("start", &mut office.start), ("end", &mut office.end)] {
        if let Some(f) = fields.row(meaning, row) {
            at(&mut office.lines, meaning, f.line);
            *slot = first_date(&f.value.text);
            office.incumbent |= meaning == "end" && says_incumbent(&f.value.text);
        }
    }
    whole_term(fields, row, office);
    if let Some(f) = fields.row("status", row) {
        let status = f.value.text.to_lowercase();
        let said = match () {
            () if status.contains("acting") => Some(Began::Acting),
            () if ["interim", "caretaker", "provisional"].iter().any(|w| status.contains(w)) => Some(Began::Interim),
            () => None,
        };
        office.provisional = said.or(office.provisional);
    }
    neighbours(fields, row, office);
    office.is_shared = fields.row("alongside", row).is_some();
    for meaning in OTHERS {
        if let Some(f) = fields.row(meaning, row)
            && let Some(names) = named::read(f.value).names()
        {
            at(&mut office.lines, meaning, f.line);
            office.others.insert(meaning, names);
        }
    }
}

/// Reads the slots that hold both ends of a term, or only the beginning of the term of today. Nothing is read over the
/// slots of one end.
fn whole_term(fields: &Fields<'_>, row: u32, office: &mut OfficeRecord) {
    if office.start.is_some() || office.end.is_some() {
        return;
    }
    if let Some(f) = fields.row("since", row) {
        at(&mut office.lines, "start", f.line);
        office.start = first_date(&f.value.text);
        office.incumbent |= office.start.is_some();
    } else if let Some(f) = fields.row("term", row) {
        let Some(spell) = Spell::all_in(&f.value.text).first().copied() else { return };
        for (meaning, date, slot) in [("start", spell.start, &mut office.start), ("end", spell.end, &mut office.end)] {
            if date.is_some() {
                at(&mut office.lines, meaning, f.line);
                *slot = date;
            }
        }
        office.incumbent |= spell.goes_on || says_incumbent(&f.value.text);
    }
}

/// Takes the second and later terms of a slot that holds whole terms out of the first. Who came before is said of the
/// first of them, and who came after of the last.
fn further_terms(fields: &Fields<'_>, row: u32, office: &mut OfficeRecord) -> Vec<OfficeRecord> {
    let Some(f) = fields.row("term", row) else { return Vec::new() };
    let spells = Spell::all_in(&f.value.text);
    if spells.len() < 2 || (spells[0].start, spells[0].end) != (office.start, office.end) {
        return Vec::new();
    }
    let further = spells.iter().skip(1).map(|spell| OfficeRecord {
        start: spell.start,
        end: spell.end,
        incumbent: spell.goes_on,
        predecessor: Neighbour::default(),
        predecessor_note: None,
        ..office.clone()
    });
    let mut further: Vec<OfficeRecord> = further.collect();
    let last = further.len() - 1;
    for (i, office) in further.iter_mut().enumerate() {
        if i < last {
            (office.successor, office.successor_note) = (Neighbour::default(), None);
        }
    }
    (office.successor, office.successor_note) = (Neighbour::default(), None);
    further
}

/// Reads the office. It is named in its own slot or in the slot of its number, or follows from a district or house.
fn name(page: &WikiPage<'_>, fields: &Fields<'_>, row: u32, office: &mut OfficeRecord) -> Option<()> {
    let order = fields.row("order", row);
    let (named, counted) = match (fields.row("office", row), order) {
        (Some(office), order) => (Some(office), order),
        (None, Some(order)) if ordinal_of(&order.value.line()).1.is_empty() => (None, Some(order)),
        (None, order) => (order, None),
    };
    if let Some(f) = named {
        at(&mut office.lines, "office", f.line);
        let text = held(f.value, office);
        office.linked = f.value.links.iter().map(|link| link.target.clone()).collect();
        let (ordinal, rest) = ordinal_of(&text);
        office.ordinal = ordinal.or_else(|| counted.as_ref().and_then(|c| ordinal_of(&c.value.line()).0));
        office.office = if rest.is_empty() { text.clone() } else { rest };
        if let [only] = f.value.links.as_slice()
            && only.shown == (0..f.value.text.len())
            && only.target != text
        {
            office.office_link = Some(only.target.clone());
        }
        return Some(());
    }
    office.implied = true;
    let text = |meaning: &'static str| fields.row(meaning, row).map(|f| (f.value.line(), f.line));
    let (implied, line) = if let Some((state, line)) = text("state_house") {
        (format!("Member of the {state} House of Representatives"), line)
    } else if let Some((state, line)) = text("state_senate") {
        (format!("Member of the {}", chamber(page, &state, "Senate")), line)
    } else if let Some((state, line)) = text("state_assembly") {
        (format!("Member of the {}", chamber(page, &state, "Assembly")), line)
    } else if let Some((state, line)) = text("state_delegate") {
        (format!("Member of the {state} House of Delegates"), line)
    } else if let Some((state, line)) = text("state_legislature") {
        (format!("Member of the {state} Legislature"), line)
    } else if let Some((_, line)) = text("seat") {
        ("Member of Parliament".to_string(), line)
    } else if let Some((from, line)) = text("ambassador_from") {
        let to = text("country").map(|(country, _)| format!(" to {country}")).unwrap_or_default();
        (format!("{from} Ambassador{to}"), line)
    } else if let Some((house, line)) = text("parliament") {
        (format!("Member of the {house} Parliament"), line)
    } else if let Some((house, line)) = text("assembly") {
        (format!("Member of the {house} Assembly"), line)
    } else if let (Some(_), Some((state, line))) = (text("rank"), text("state")) {
        (format!("United States Senator from {state}"), line)
    } else if let Some(line) = house_seat(fields, row) {
        ("Member of the U.S. House of Representatives".to_string(), line)
    } else {
        return None;
    };
    at(&mut office.lines, "office", line);
    office.office = implied;
    Some(())
}

/// Words for an office that is held for the time being, folded.
const FOR_NOW: [(&str, Began); 5] = [
    ("acting", Began::Acting),
    ("interim", Began::Interim),
    ("ad interim", Began::Interim),
    ("caretaker", Began::Interim),
    ("provisional", Began::Interim),
];

/// Returns the text of an office without a remark behind it that it is held for the time being, which the record of the
/// office takes: "Minister of Finance<br>Acting", "Minister of Finance (acting)".
fn held(value: &Value, office: &mut OfficeRecord) -> String {
    let for_now = |text: &str| {
        let folded = word(text.trim_matches(['(', ')', ' ', ',', '–', '-']));
        FOR_NOW.iter().find(|(word, _)| *word == folded).map(|(_, began)| *began)
    };
    let items: Vec<Value> = value.items();
    let kept: Vec<String> = items.iter().map(Value::line).filter(|line| for_now(line).is_none()).collect();
    let said = items.iter().find_map(|item| for_now(&item.line()));
    let whole = if said.is_some() { kept.join(" ") } else { value.line() };
    let behind = whole
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once(" ("))
        .and_then(|(before, inside)| for_now(inside).map(|began| (before.trim().to_string(), began)));
    let (text, began) = behind.map_or((whole, None), |(text, began)| (text, Some(began)));
    if text.is_empty() {
        return value.line();
    }
    office.provisional = office.provisional.or(said).or(began);
    text
}

/// Returns the line of the slot that gives a district of the United States House of Representatives.
fn house_seat(fields: &Fields<'_>, row: u32) -> Option<usize> {
    fields.row("state", row)?;
    let named = |f: &Field<'_>| f.value.links.iter().any(|l| l.target.contains("congressional district"));
    let place = fields.row("constituency", row).filter(named);
    fields.row("district", row).or(place).map(|f| f.line)
}

/// Returns what the page calls a chamber of a state: "Maryland Senate" or "California State Senate". The titles of
/// succession boxes count first, then links; "State" is in the name where the page says nothing.
fn chamber(page: &WikiPage<'_>, state: &str, house: &str) -> String {
    let bare = state.trim_end_matches(" State");
    let (short, long) = (format!("{bare} {house}"), format!("{bare} State {house}"));
    if page.weight_of(&short) > page.weight_of(&long) { short } else { long }
}

fn constituency(fields: &Fields<'_>, row: u32, office: &mut OfficeRecord) {
    let place = fields.row("district", row).or_else(|| fields.row("constituency", row));
    let place = place.or_else(|| fields.row("seat", row));
    let Some(f) = place else { return };
    at(&mut office.lines, "constituency", f.line);
    let items = f.value.items();
    office.constituency = match items.as_slice() {
        [only] => Some(seats::seat_of(only)),
        _ => Some(f.value.text.replace('\n', "; ")),
    };
}

/// Returns the parties that a value names, with the years in brackets behind them.
fn parties_in(field: &Field<'_>) -> Vec<PartyRecord> {
    let items = field.value.items().into_iter().filter(|item| !item.is_empty());
    items.flat_map(|item| parties_of(&item, field.line)).collect()
}

fn parties_of(item: &Value, line: usize) -> Vec<PartyRecord> {
    let party = |name: String, brackets: &[String]| -> Vec<PartyRecord> {
        let parts: Vec<String> =
            brackets.iter().flat_map(|text| text.split([',', ';'])).map(|part| part.trim().to_string()).collect();
        let spells = spells_beside(&parts).unwrap_or_else(|| {
            let spell = brackets.iter().find_map(|text| years_beside(text));
            vec![match spell.unwrap_or_default() {
                // "(1990)" is a year in which somebody was in the party.
                (Some(start), None) if brackets.iter().any(|text| text.trim().parse::<i32>().is_ok()) => {
                    (Some(start), Some(start))
                }
                spell => spell,
            }]
        });
        let is_name = name.chars().any(char::is_alphabetic) && !named::says_nobody(&name);
        let record = |(start, end)| PartyRecord { party: name.clone(), start, end, line };
        spells.into_iter().filter(|_| is_name).map(record).collect()
    };
    if item.links.len() < 2 || !item.text.contains(['(', ',']) {
        let (plain, brackets) = named::split_brackets(&item.text);
        let name = if item.links.is_empty() { plain } else { target_or_text(item) };
        return party(name, &brackets);
    }
    // "[[A]] (1980–1985), [[B]] (since 1985)"; a link in brackets explains the party before it.
    let mut found = Vec::new();
    let mut depth = 0;
    let mut at = 0;
    for (place, link) in item.links.iter().enumerate() {
        let before = item.text.get(at..link.shown.start).unwrap_or_default();
        depth += before.matches('(').count() as i32 - before.matches(')').count() as i32;
        at = link.shown.end.max(at);
        if depth > 0 || place > 0 && !before.contains([',', ';', '/', '&', ')']) {
            continue;
        }
        let next = item.links.get(place + 1).map_or(item.text.len(), |next| next.shown.start);
        let (_, brackets) = named::split_brackets(item.text.get(at..next).unwrap_or_default());
        found.extend(party(link.target.clone(), &brackets));
    }
    found
}

fn neighbours(fields: &Fields<'_>, row: u32, office: &mut OfficeRecord) {
    if let Some(f) = fields.row("predecessor", row) {
        at(&mut office.lines, "predecessor", f.line);
        let named = named::read_holder(f.value);
        (office.predecessor, office.predecessor_note) = (Neighbour::said(named.names()), named.note);
    }
    if let Some(f) = fields.row("successor", row) {
        at(&mut office.lines, "successor", f.line);
        let named = named::read_holder(f.value);
        office.incumbent |= named.incumbent && named.names.is_empty() || says_incumbent(&f.value.text);
        let names = if says_incumbent(&f.value.text) { None } else { named.names() };
        (office.successor, office.successor_note) = (Neighbour::said(names), named.note.filter(|n| !says_incumbent(n)));
    }
}

/// Assigns predecessors and successors whose number has no office to the office above them, as the infobox shows them.
fn stray(fields: &Fields<'_>, offices: &mut [(u32, OfficeRecord)]) {
    for row in fields.rows(&["predecessor", "successor"]) {
        if offices.iter().any(|(r, _)| *r == row) {
            continue;
        }
        let Some((_, office)) = offices.iter_mut().filter(|(r, _)| *r < row).last() else { continue };
        if office.predecessor.names().is_none() && office.successor.names().is_none() {
            neighbours(fields, row, office);
        }
    }
}

/// Splits `61st Speaker …` into 61 and the rest, and `1st and 5th Premier` into 1 and the rest. The rest is empty if
/// there are only numbers.
fn ordinal_of(text: &str) -> (Option<u32>, String) {
    let (first, rest) = one_ordinal(text);
    if first.is_none() {
        return (first, rest);
    }
    let behind = rest.strip_prefix("and ").or_else(|| rest.strip_prefix("& ")).or_else(|| rest.strip_prefix(", "));
    match one_ordinal(behind.unwrap_or(&rest)) {
        (Some(_), _) => (first, ordinal_of(behind.unwrap_or(&rest)).1),
        (None, _) => (first, rest),
    }
}

fn one_ordinal(text: &str) -> (Option<u32>, String) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    let ending = ["st", "nd", "rd", "th", ".º", ".ª", "º", "ª", "°"].into_iter().find(|e| rest.starts_with(e));
    match ending {
        Some(ending) if digits > 0 && !rest[ending.len()..].starts_with(char::is_alphanumeric) => {
            let office = rest[ending.len()..].trim_start_matches([' ', '\u{a0}', ',', '–']).trim();
            (text[..digits].parse().ok(), office.to_string())
        }
        _ => (None, text.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_before_offices() {
        assert_eq!(ordinal_of("61st Speaker of the House"), (Some(61), "Speaker of the House".into()));
        assert_eq!(ordinal_of("44th"), (Some(44), String::new()));
        assert_eq!(ordinal_of("Mayor"), (None, "Mayor".into()));
        assert_eq!(ordinal_of("1st, 2nd Premier"), (Some(1), "Premier".into()));
        assert_eq!(
            ordinal_of("1st and 5th California Insurance Commissioner"),
            (Some(1), "California Insurance Commissioner".into())
        );
        assert_eq!(ordinal_of("35º Presidente do Brasil"), (Some(35), "Presidente do Brasil".into()));
        assert_eq!(ordinal_of("45th & 47th President"), (Some(45), "President".into()));
        assert_eq!(ordinal_of("1st & 2nd"), (Some(1), String::new()));
    }
}

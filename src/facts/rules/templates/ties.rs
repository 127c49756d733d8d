//! Reads the ties in infoboxes of people in office: those they served under, their deputies, and their kin.

use super::tie_people::{MOST_HEAVY, Person, heavy_words, is_years, named_items, people};
use super::tie_words::words;
use super::{WikiPage, first_date};
use crate::facts::fields::{Field, Fields};
use crate::facts::named::split_brackets;
use crate::facts::record::{OfficeRecord, PageRecord, TieRecord};
use crate::facts::tie::{TieEnd, TieKind, TieSays};
use crate::wikitext::{Date, fold};

/// The slots of an office that name others, with the tie that each states.
const OF_OFFICE: [(&str, TieKind); 17] = [
    ("president", TieKind::ServedUnder),
    ("vice_president", TieKind::ServedUnder),
    ("prime_minister", TieKind::ServedUnder),
    ("premier", TieKind::ServedUnder),
    ("chief_minister", TieKind::ServedUnder),
    ("first_minister", TieKind::ServedUnder),
    ("taoiseach", TieKind::ServedUnder),
    ("chancellor", TieKind::ServedUnder),
    ("monarch", TieKind::ServedUnder),
    ("governor", TieKind::ServedUnder),
    ("governor_general", TieKind::ServedUnder),
    ("minister", TieKind::ServedUnder),
    ("leader", TieKind::ServedUnder),
    ("deputy", TieKind::DeputyOf),
    ("alongside", TieKind::ServedAlongside),
    ("appointer", TieKind::AppointedBy),
    ("nominator", TieKind::NominatedBy),
];

/// The slots with kin, and what those in them are if the value does not say. `relatives` says it itself.
const KIN: [(&str, Option<&str>); 9] = [
    ("spouse", Some("spouse")),
    ("partner", Some("partner")),
    ("children", Some("child")),
    ("father", Some("father")),
    ("mother", Some("mother")),
    ("parents", Some("parent")),
    ("relatives", Some("relative")),
    ("relations", Some("relative")),
    ("family", None),
];

/// Reads the ties of an infobox about a page's person.
pub(super) fn read(page: &WikiPage<'_>, fields: &Fields<'_>, offices: &[(u32, OfficeRecord)], record: &mut PageRecord) {
    for (meaning, kind) in OF_OFFICE {
        for row in fields.rows(&[meaning]) {
            let Some(field) = fields.row(meaning, row) else { continue };
            let office = offices.iter().find(|(own, _)| *own == row).map(|(_, office)| office);
            of_office(page, meaning, kind, &field, office, record);
        }
    }
    let own = |says: TieSays| TieSays { page: page.title.to_string(), ..says };
    let slots = KIN.into_iter().flat_map(|(meaning, role)| {
        let rows = fields.rows(&[meaning]);
        rows.into_iter().filter_map(move |row| Some((meaning, role, fields.row(meaning, row)?)))
    });
    for (meaning, role, field) in slots {
        let mut married: Vec<String> = Vec::new();
        if meaning == "spouse" || meaning == "partner" {
            for (spouse, start, end) in marriages(page, &field) {
                married.push(spouse.name.clone());
                let says = TieSays { start, end, ..kin(page, &spouse, "spouse") };
                record.ties.push(TieRecord { says: own(says), line: field.line });
            }
        }
        // "4, including Ann and Ben Ash": whose surname it is cannot be told, and "4 sons" is nobody.
        let counts = split_brackets(&field.value.text).0.contains(|c: char| c.is_ascii_digit());
        for person in people(field.value, !(meaning == "children" && counts)) {
            if married.contains(&person.name) || person.name == page.title {
                continue;
            }
            if words().is_no_person(&person.name) {
                if person.linked && is_family(&person.name) {
                    let says = TieSays {
                        role: Some("family".into()),
                        ..TieSays::new(subject(page), TieKind::MemberOf, TieEnd::Group(person.name))
                    };
                    record.ties.push(TieRecord { says: own(says), line: field.line });
                }
                continue;
            }
            // "Angela Merkel (political ally)" is no kin.
            let is_other = person.beside.iter().any(|text| text.chars().any(char::is_alphabetic) && !is_years(text));
            if person.role.is_none() && is_other && role == Some("relative") {
                continue;
            }
            let Some(role) = person.role.as_deref().or(role) else { continue };
            let (start, end) = person.spell().unwrap_or_default();
            let is_marriage = matches!(meaning, "spouse" | "partner");
            let says =
                if is_marriage { TieSays { start, end, ..kin(page, &person, role) } } else { kin(page, &person, role) };
            record.ties.push(TieRecord { says: own(says), line: field.line });
        }
    }
    for party in record.parties.iter().filter(|party| !is_no_party(&party.party)) {
        let says = TieSays {
            start: party.start,
            end: party.end,
            ..TieSays::new(subject(page), TieKind::MemberOf, TieEnd::Party(party.party.clone()))
        };
        record.ties.push(TieRecord { says: own(says), line: party.line });
    }
}

/// Returns true if somebody of this "party" is in none.
fn is_no_party(party: &str) -> bool {
    let none = [
        "independent",
        "independent politician",
        "independent candidate",
        "nonpartisan",
        "non-partisan",
        "non partisan",
        "unaffiliated",
        "none",
        "no party",
        "parteilos",
        "parteiloser",
        "sans etiquette",
        "indipendente",
        "independiente",
        "partilos",
        "uavhengig",
        "bezpartyjny",
        "bezpartyjna",
        "onafhankelijk",
        "partijloos",
        "independente",
    ];
    none.contains(&fold(&split_brackets(party).0).trim())
}

fn subject(page: &WikiPage<'_>) -> TieEnd {
    TieEnd::Person(page.title.to_string())
}

fn kin(page: &WikiPage<'_>, person: &Person, role: &str) -> TieSays {
    let to = TieEnd::Person(person.name.clone());
    TieSays { role: Some(role.to_string()), by_name: !person.linked, ..TieSays::new(subject(page), TieKind::Kin, to) }
}

fn is_family(name: &str) -> bool {
    let last = name.split(" (").next().unwrap_or(name).rsplit(' ').next().unwrap_or_default().to_lowercase();
    ["family", "dynasty", "clan"].contains(&last.as_str())
}

/// Reads the others named with one office.
fn of_office(
    page: &WikiPage<'_>,
    meaning: &str,
    kind: TieKind,
    field: &Field<'_>,
    office: Option<&OfficeRecord>,
    record: &mut PageRecord,
) {
    let others: Vec<Person> = people(field.value, true)
        .into_iter()
        .filter(|other| other.name != page.title && !words().is_no_person(&other.name))
        .filter(|other| other.linked || heavy_words(&other.name) < MOST_HEAVY)
        .collect();
    let only = others.len() == 1 && named_items(field.value) == 1;
    for other in others {
        // Who holds a seat of the same body need not have come on the same day.
        let whole = office.filter(|_| only && kind != TieKind::ServedAlongside).map(|o| (o.start, o.end));
        let stated = other.spells();
        let spells = if stated.is_empty() { vec![whole.unwrap_or_default()] } else { stated };
        let (own, named) = (subject(page), TieEnd::Person(other.name));
        // On the page of a president the vice president is the deputy; on others' pages somebody above them.
        let leads = meaning == "vice_president" && office.is_some_and(|o| is_presidents(&o.office));
        if office.is_some_and(|office| !is_above(meaning, &office.office)) {
            continue;
        }
        let says = match kind {
            _ if leads => TieSays::new(named, TieKind::DeputyOf, own),
            TieKind::DeputyOf => TieSays::new(named, kind, own),
            kind => TieSays::new(own, kind, named),
        };
        // Who appoints somebody does so on one day, which the infobox does not say.
        let dated = !matches!(kind, TieKind::AppointedBy | TieKind::NominatedBy);
        for (start, end) in spells {
            let says = TieSays {
                page: page.title.to_string(),
                role: role_of(meaning, &other.beside),
                office: office.map(|o| crate::facts::state::office_name(o, o.constituency.as_deref())),
                start: start.filter(|_| dated),
                end: end.filter(|_| dated),
                ..says.clone()
            };
            record.ties.push(TieRecord { says, line: field.line });
        }
    }
}

/// Returns true if an office is that of a president, in the languages of the templates.
fn is_presidents(office: &str) -> bool {
    let folded = fold(office);
    let (first, last) = (folded.split(' ').next().unwrap_or_default(), folded.rsplit(' ').next().unwrap_or_default());
    let heads = [
        "president",
        "presidente",
        "presidenta",
        "presidenten",
        "prasident",
        "bundesprasident",
        "prezydent",
        "prezident",
        "президент",
        "رئيس",
        "נשיא",
        "cumhurbaskani",
    ];
    heads.contains(&first) || last == "cumhurbaskani"
}

/// Returns true if the person of a slot stands above the holder of an office: no head of state serves under the head of
/// the government, and no leader of an opposition under those whom the opposition faces.
fn is_above(meaning: &str, office: &str) -> bool {
    let words = crate::facts::templates::word(office);
    let of_government =
        ["prime_minister", "premier", "chief_minister", "first_minister", "taoiseach", "chancellor"].contains(&meaning);
    let heads =
        ["president", "governor", "governor-general", "king", "queen", "emperor", "monarch", "lieutenant governor"];
    // A president of something below the state is none: "President of the Board of Trade".
    let below = [
        "board",
        "council",
        "senate",
        "chamber",
        "court",
        "assembly",
        "treasury",
        "parliament",
        "university",
        "bank",
        "conseil",
        "consiglio",
        "consejo",
        "senat",
        "senato",
        "senado",
        "camera",
        "camara",
        "chambre",
        "assemblee",
        "assemblea",
        "asamblea",
        "assembleia",
        "cortes",
        "congreso",
        "region",
        "regione",
        "generalitat",
        "junta",
        "gobierno",
        "departement",
        "departemental",
        "commission",
        "comision",
        "commissione",
        "government",
    ];
    let folded = fold(office);
    let is_head = (heads.iter().any(|head| words == *head || words.starts_with(&format!("{head} of ")))
        || is_presidents(office))
        && !folded.split([' ', '\'']).any(|w| below.contains(&w));
    let opposes = words.split(' ').any(|w| matches!(w, "opposition" | "shadow"));
    let leads = of_government || matches!(meaning, "president" | "vice_president" | "minister");
    !(of_government && is_head || opposes && leads)
}

/// Returns what the other is: the slot in words, or "acting" where the value says so.
fn role_of(meaning: &str, beside: &[String]) -> Option<String> {
    let acting = beside.iter().any(|text| text.eq_ignore_ascii_case("acting"));
    let slot = match meaning {
        "alongside" | "appointer" | "nominator" | "deputy" => None,
        meaning => Some(meaning.replace('_', " ")),
    };
    match (acting, slot) {
        (true, Some(slot)) => Some(format!("acting {slot}")),
        (true, None) => Some("acting".into()),
        (false, slot) => slot,
    }
}

/// Reads the templates of marriages in a value: the name, and the first and last year.
fn marriages(page: &WikiPage<'_>, field: &Field<'_>) -> Vec<(Person, Option<Date>, Option<Date>)> {
    let templates =
        page.markup.templates_in(field.span.clone()).filter(|t| ["marriage", "married"].contains(&t.name().as_str()));
    let read = |template: crate::wikitext::Template<'_>| {
        let mut own = template.arguments().filter(|a| a.positional).map(|a| page.markup.value(a.value));
        let person = people(&own.next()?, true).into_iter().next()?;
        let mut date = || own.next().and_then(|value| first_date(&value.text));
        let (start, end) = (date(), date());
        // "1997–2012" stands in one slot.
        let [from, to] = start.filter(|_| end.is_none()).and_then(Date::ends).unwrap_or([start, end]);
        Some((person, from, to))
    };
    templates.filter_map(read).filter(|(person, ..)| person.name != page.title).collect()
}

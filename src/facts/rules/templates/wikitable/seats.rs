//! The seat that a page on a constituency is about, by its title.

use crate::wikitext::shown::{is_us_state, ordinal};

/// Bodies whose constituencies have pages, by the end of the title.
const BODIES: [(&str, &str); 18] = [
    (" (UK Parliament constituency)", "Member of Parliament for"),
    (" (Scottish Parliament constituency)", "Member of the Scottish Parliament for"),
    (" (Senedd constituency)", "Member of the Senedd for"),
    (" (Assembly constituency)", "Member of the Assembly for"),
    (" (federal electoral district)", "Member of Parliament for"),
    (" (provincial electoral district)", "Member of the Legislative Assembly for"),
    (" (federal constituency)", "Member of Parliament for"),
    (" (state constituency)", "Member of the State Legislative Assembly for"),
    (" (New Zealand electorate)", "Member of the New Zealand Parliament for"),
    (" (Lok Sabha constituency)", "Member of Parliament, Lok Sabha for"),
    (" Lok Sabha constituency", "Member of Parliament, Lok Sabha for"),
    (" Assembly constituency", "Member of the Legislative Assembly for"),
    (" (Northern Ireland Parliament constituency)", "Member of the Northern Ireland Parliament for"),
    (" (Dáil constituency)", "Member of Dáil Éireann for"),
    (" (National Assembly constituency)", "Member of the National Assembly for"),
    (" (House of Commons constituency)", "Member of the House of Commons for"),
    (" (Irish Parliament constituency)", "Member of the Irish Parliament for"),
    (" (European Parliament constituency)", "Member of the European Parliament for"),
];

/// Bodies whose constituencies have pages, by the beginning of the title.
const BODIES_BEFORE: [(&str, &str); 2] = [
    ("Division of ", "Member of the Australian Parliament for"),
    ("Electoral district of ", "Member of the Legislative Assembly for"),
];

/// Chambers of the states of the United States, as titles of districts name them.
const CHAMBERS: [&str; 10] = [
    "State Senate",
    "State Assembly",
    "State House of Representatives",
    "State House",
    "House of Representatives",
    "House of Delegates",
    "General Assembly",
    "Senate",
    "Assembly",
    "House",
];

/// Returns the seat that a page on a constituency is about.
pub(super) fn seat_of(title: &str) -> Option<String> {
    let of = |(office, place): (&str, &str)| format!("{office} {place}");
    let ends = BODIES.iter().find_map(|(end, office)| Some((*office, title.strip_suffix(end)?)));
    let begins = || {
        let (office, place) =
            BODIES_BEFORE.iter().find_map(|(begin, office)| Some((*office, title.strip_prefix(begin)?)))?;
        Some((office, place.split(" (").next().unwrap_or(place)))
    };
    // "Texas's 7th congressional district"; other countries have such titles, too.
    let district = || {
        let place = title.strip_suffix(" congressional district")?;
        let (state, _) = place.split_once("'s ").or_else(|| place.split_once("' "))?;
        let house = if is_us_state(state) { "the U.S. House" } else { "the House" };
        Some(format!("Member of {house} of Representatives from {place} district"))
    };
    ends.or_else(begins).map(of).or_else(district).or_else(|| of_chamber(title)).or_else(|| of_parliament(title))
}

/// Reads "California's 12th State Assembly district" and "Pennsylvania Senate, District 17".
fn of_chamber(title: &str) -> Option<String> {
    let chamber = |text: &str| CHAMBERS.iter().find(|c| c.eq_ignore_ascii_case(text)).copied();
    if let Some(place) = title.strip_suffix(" district").or_else(|| title.strip_suffix(" District")) {
        let (state, rest) = place.split_once("'s ").or_else(|| place.split_once("' "))?;
        let (number, body) = rest.split_once(' ')?;
        let is_number = number.starts_with(|c: char| c.is_ascii_digit());
        let body = chamber(body).filter(|_| is_number && is_us_state(state))?;
        return Some(format!("Member of the {state} {body} from the {number} district"));
    }
    let (body, number) = title.split_once(" District ").or_else(|| title.split_once(" district "))?;
    let body = body.trim_end_matches(',');
    let number: u32 = number.parse().ok()?;
    let state_and_chamber = CHAMBERS.iter().find_map(|c| {
        let state = body.strip_suffix(c)?.trim_end();
        is_us_state(state).then_some(format!("{state} {c}"))
    });
    state_and_chamber.map(|body| format!("Member of the {body} from the {} district", ordinal(number)))
}

/// Reads "Accra Central (Ghana parliament constituency)", "Belfast East (Northern Ireland Assembly constituency)",
/// "NA-130 Lahore-XIV" and "Hokkaido 1st district".
fn of_parliament(title: &str) -> Option<String> {
    if let Some((place, qualifier)) = title.strip_suffix(')').and_then(|t| t.rsplit_once(" (")) {
        let body = qualifier.strip_suffix(" constituency").or_else(|| qualifier.strip_suffix(" electorate"))?;
        let known = ["parliament", "assembly", "council", "senate", "house", "congress", "diet", "knesset"];
        let names_body = body.to_lowercase().split(' ').any(|word| known.contains(&word));
        return names_body.then(|| format!("Member of the {body} for {place}"));
    }
    for (prefix, body) in [("NA-", "National Assembly of Pakistan"), ("PP-", "Provincial Assembly of the Punjab")] {
        if title.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
            return Some(format!("Member of the {body} for {title}"));
        }
    }
    let place = title.strip_suffix(" district")?;
    let (_, number) = place.rsplit_once(' ')?;
    let is_ordinal = number.starts_with(|c: char| c.is_ascii_digit())
        && ["st", "nd", "rd", "th"].iter().any(|end| number.ends_with(end));
    is_ordinal.then(|| format!("Member of the House of Representatives for {title}"))
}

#[cfg(test)]
mod tests {
    use super::seat_of;

    #[test]
    fn seats_that_titles_name() {
        for (title, seat) in [
            ("Leeds Central (UK Parliament constituency)", "Member of Parliament for Leeds Central"),
            (
                "Texas's 7th congressional district",
                "Member of the U.S. House of Representatives from Texas's 7th district",
            ),
            ("Cebu's 1st congressional district", "Member of the House of Representatives from Cebu's 1st district"),
            (
                "California's 12th State Assembly district",
                "Member of the California State Assembly from the 12th district",
            ),
            ("Pennsylvania Senate, District 17", "Member of the Pennsylvania Senate from the 17th district"),
            (
                "Virginia House of Delegates District 22",
                "Member of the Virginia House of Delegates from the 22nd district",
            ),
            ("Accra Central (Ghana parliament constituency)", "Member of the Ghana parliament for Accra Central"),
            ("NA-130 Lahore-XIV", "Member of the National Assembly of Pakistan for NA-130 Lahore-XIV"),
            ("Hokkaido 1st district", "Member of the House of Representatives for Hokkaido 1st district"),
            ("Division of Elm (state)", "Member of the Australian Parliament for Elm"),
        ] {
            assert_eq!(seat_of(title).as_deref(), Some(seat), "{title}");
        }
        for title in ["Ann Ash", "Elm (town)", "Elm school district", "Elm (album)"] {
            assert_eq!(seat_of(title), None, "{title}");
        }
    }
}

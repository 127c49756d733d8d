//! Seats and the bodies that they belong to, told by the names of offices and contests.

/// Words for a member of a body, folded.
const MEMBERS: [&str; 38] = [
    "member",
    "members",
    "mp",
    "mps",
    "msp",
    "ms",
    "mla",
    "mlc",
    "mhr",
    "mpp",
    "mna",
    "td",
    "mep",
    "senator",
    "senators",
    "representative",
    "representatives",
    "congressman",
    "congresswoman",
    "delegate",
    "deputy",
    "councillor",
    "councilor",
    "councilman",
    "councilwoman",
    "alderman",
    "assemblyman",
    "assemblywoman",
    "assemblymember",
    "legislator",
    "mitglied",
    "abgeordneter",
    "abgeordnete",
    "depute",
    "senateur",
    "diputado",
    "senador",
    "deputado",
];
/// Words between a body and a seat, folded.
const LINKS: [&str; 7] = [" for ", " from ", " election in ", " fur ", " pour ", " por ", ", "];
/// Returns the body of a seat, given the folded name of its office or the folded words that the titles of its contests
/// share: `member of parliament` of `member of parliament for leith`. `None` for an office that is no seat.
pub(crate) fn body_of(series: &str) -> Option<&str> {
    let (at, link) = LINKS.iter().filter_map(|link| Some((series.find(link)?, *link))).min()?;
    let body = &series[..at];
    let is_title = link == " election in ";
    let is_member =
        body.split(' ').any(|word| MEMBERS.contains(&word.trim_end_matches('s')) || MEMBERS.contains(&word));
    (!body.is_empty() && (is_title || is_member)).then_some(body)
}

/// Words of the names of seats that name no place, folded.
const NO_PLACES: [&str; 30] = [
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "centre",
    "upper",
    "lower",
    "city",
    "county",
    "borough",
    "town",
    "rural",
    "urban",
    "district",
    "ward",
    "division",
    "constituency",
    "seat",
    "greater",
    "nord",
    "sud",
    "ouest",
    "land",
    "stadt",
    "kreis",
];

/// Returns the words of a seat that name its place.
pub(super) fn places_of(seat: &str) -> impl Iterator<Item = &str> {
    let place = body_of(seat).and_then(|body| seat.get(body.len()..)).unwrap_or_default();
    let words = place.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 3);
    words.filter(|word| !NO_PLACES.contains(word) && !word.bytes().any(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_of_seats() {
        assert_eq!(body_of("member of parliament for leith"), Some("member of parliament"));
        assert_eq!(
            body_of("member of u s house of representatives from missouris 8th district"),
            Some("member of u s house of representatives")
        );
        assert_eq!(body_of("councillor for ebbw vale south"), Some("councillor"));
        assert_eq!(body_of("australia house election in mitchell"), Some("australia house"));
        assert_eq!(body_of("mitglied des bundestages fur bremen"), Some("mitglied des bundestages"));
        assert_eq!(body_of("minister for finance"), None);
        assert_eq!(body_of("leader of labour party"), None);
        assert_eq!(body_of("mayor of leith"), None);
    }
}

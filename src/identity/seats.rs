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

/// Words of the parts of a contest that the same people stand in, folded.
const STAGES: [&str; 20] = [
    "primary",
    "primaries",
    "caucus",
    "convention",
    "nomination",
    "runoff",
    "run",
    "round",
    "rounds",
    "ballot",
    "ballots",
    "general",
    "special",
    "recount",
    "final",
    "second",
    "first",
    "third",
    "election",
    "by",
];

/// Returns true if two series are those of two seats in one election: `1951 general election: leith` and
/// `1951 general election: perth`. A primary and a run-off are no seats.
pub(super) fn are_two_parts(a: &str, b: &str) -> bool {
    let (Some((of_a, one)), Some((of_b, other))) = (a.rsplit_once(": "), b.rsplit_once(": ")) else { return false };
    let is_stage = |part: &str| part.split(|c: char| !c.is_alphanumeric()).any(|word| STAGES.contains(&word));
    of_a == of_b && one != other && !is_stage(one) && !is_stage(other)
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
    fn parts_of_one_election() {
        assert!(are_two_parts("1951 elmland general election: leith", "1951 elmland general election: perth"));
        assert!(!are_two_parts("1951 elmland general election: leith", "1955 elmland general election: leith"));
        assert!(!are_two_parts("1990 elm election: democratic primary", "1990 elm election: general election"));
    }

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

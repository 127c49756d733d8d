//! Names of people together with the id that a source gives.
//!
//! Two people of one name in one table have different ids, and one person may have several spellings and one id. A
//! reader whose source has ids therefore states a name with its id, as *tagged name*: the name, the separator, the
//! scheme, a colon, and the value. The stage that decides who is who joins and tells apart by the id and shows only the
//! name.

/// Separates a name from its id: the unit separator of ASCII, which no name contains.
const SEPARATOR: char = '\u{1F}';

/// Schemes that many sources share, so that two values of one scheme are two people.
const PUBLIC: [&str; 12] = [
    "wikidata",
    "bioguide",
    "govtrack",
    "icpsr",
    "fec",
    "openstates",
    "democracyclub",
    "publicwhip",
    "parlgov",
    "everypolitician",
    "opensanctions",
    "reign",
];

/// Returns a name with an id.
pub fn tagged(name: &str, scheme: &str, value: &str) -> String {
    let clean = |text: &str| text.replace(SEPARATOR, " ");
    format!("{}{SEPARATOR}{}:{}", clean(name), clean(scheme), clean(value))
}

/// Returns a name without its id. O(1) for a name that has none and is shorter than a word of memory.
pub fn plain(name: &str) -> &str {
    name.split_once(SEPARATOR).map_or(name, |(plain, _)| plain)
}

/// Returns the id of a name as `scheme:value`, if it has one.
pub fn id(name: &str) -> Option<&str> {
    name.split_once(SEPARATOR).map(|(_, id)| id)
}

/// Returns an id's scheme and value. A scheme may contain a colon only if it is a file; the value has none then.
pub fn parts(id: &str) -> (&str, &str) {
    id.rsplit_once(':').unwrap_or(("", id))
}

/// Returns the scheme and the value of an id as `export` writes it. `None` for ids that are made of names, and for
/// running numbers.
pub fn known(id: &str) -> Option<(&str, &str)> {
    let (scheme, value) = id.split_once(':')?;
    // A scheme that is a file may have colons; the value has none then.
    let (scheme, value) =
        if scheme == "title" { (scheme, value) } else { id.rsplit_once(':').unwrap_or((scheme, value)) };
    (!scheme.is_empty() && !value.is_empty() && !value.starts_with(' ')).then_some((scheme, value))
}

/// Returns true if ids of this scheme prove two people different.
pub fn is_public(scheme: &str) -> bool {
    PUBLIC.contains(&scheme)
}

/// Returns the item of Wikidata that a value is: `Q42`, or an address that ends in it.
pub fn item(value: &str) -> Option<&str> {
    let value = value.trim();
    let in_wikidata = value.contains("wikidata.org/");
    let last = if in_wikidata { value.rsplit(['/', ':']).next().unwrap_or(value) } else { value };
    let digits = last.strip_prefix('Q')?;
    (!digits.is_empty() && digits.len() <= 12 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_its_id() {
        let name = tagged("Ann Ash", "a:b.csv", "17");
        assert_eq!((plain(&name), id(&name)), ("Ann Ash", Some("a:b.csv:17")));
        assert_eq!(id(&name).map(parts), Some(("a:b.csv", "17")));
        assert_eq!((plain("Ann Ash"), id("Ann Ash")), ("Ann Ash", None));
        assert_eq!(item("http://www.wikidata.org/entity/Q42"), Some("Q42"));
        assert_eq!((item("Q42"), item("Quelch"), item("Q")), (Some("Q42"), None, None));
    }
}

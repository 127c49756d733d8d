//! Names as words of addresses, of identifiers and of files' names: the one place where that is decided.

use std::collections::BTreeSet;

/// Longer words of addresses are cut, since a file's name may have 255 bytes.
const LONGEST: usize = 90;

/// A name as a word of addresses: Latin letters without marks, digits, hyphens between words. A name that leaves too much or
/// nothing gets the digits of its hash.
pub fn slug(name: &str) -> String {
    let folded = super::fold_title(name);
    // Letters of other scripts one by one: a word of a name is not more than it was.
    let latin = any_ascii::any_ascii(&folded).to_ascii_lowercase();
    let mut out = String::new();
    for c in latin.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        if out.len() > LONGEST {
            break;
        }
    }
    let short = out.trim_end_matches('-');
    let hash = || format!("{:08x}", twox_hash::XxHash3_64::oneshot(name.as_bytes()) >> 32);
    match short.len() {
        0 => hash(),
        length if length >= LONGEST => format!("{}-{}", short[..LONGEST - 10].trim_end_matches('-'), hash()),
        // No system refuses these, but Windows does.
        3..=4 if is_reserved(short) => format!("{short}-{}", hash()),
        _ => short.to_string(),
    }
}

fn is_reserved(name: &str) -> bool {
    let device = |head: &str| name.strip_prefix(head).is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit());
    ["con", "prn", "aux", "nul"].contains(&name) || device("com") || device("lpt")
}

/// A word for each name, no two alike: of several names with one word the second gets `-2`, and so on, passing over what is
/// another name's own word. The same names in the same order give the same words. O(n log n).
pub fn slugs<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let own: Vec<String> = names.into_iter().map(slug).collect();
    let words: BTreeSet<&str> = own.iter().map(String::as_str).collect();
    let mut first: BTreeSet<&str> = BTreeSet::new();
    let mut given: BTreeSet<String> = BTreeSet::new();
    let mut next: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    let mut out = Vec::with_capacity(own.len());
    for word in &own {
        if first.insert(word) {
            out.push(word.clone());
            continue;
        }
        let number = next.entry(word).or_insert(2);
        let numbered = loop {
            let numbered = format!("{word}-{number}");
            *number += 1;
            if !words.contains(numbered.as_str()) && given.insert(numbered.clone()) {
                break numbered;
            }
        };
        out.push(numbered);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_words() {
        for (name, word) in [
            ("Shimon Peres", "shimon-peres"),
            ("Binyamin Ben-Eliezer", "binyamin-ben-eliezer"),
            ("Ørsted Ł.", "orsted-l"),
            ("שמעון פרס", "sm-vn-frs"),
            ("../../etc/passwd", "etc-passwd"),
            ("<script>alert(1)</script>", "script-alert-1-script"),
        ] {
            assert_eq!(slug(name), word, "{name}");
        }
        assert!(!slug("\u{202e}\u{0}").is_empty() && slug("con") != "con");
        let (long, longer) = ("x".repeat(10_000), "x".repeat(10_001));
        assert!(slug(&long).len() <= LONGEST && slug(&long) != slug(&longer));
    }

    #[test]
    fn no_two_names_share_a_word() {
        let words = slugs(["Mayor of York", "Mayor York", "Mayor, York", "mayor-york-2", "Ann", "Ann", "Ann 2"]);
        assert_eq!(words, ["mayor-of-york", "mayor-york", "mayor-york-3", "mayor-york-2", "ann", "ann-3", "ann-2"]);
    }
}

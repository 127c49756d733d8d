//! Slugs: the form of names in addresses, identifiers and file names, defined only here.

use std::collections::BTreeSet;

/// Slugs of this many bytes or more are cut, since file names may have 255 bytes.
const LONGEST: usize = 90;

/// Returns the slug of a name: ASCII letters and digits, with hyphens between words. A slug that would be too long is
/// cut and gets a hash of the name; one that would be empty is that hash.
pub fn slug(name: &str) -> String {
    let folded = super::fold_title(name);
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
        // Windows reserves these names.
        3..=4 if is_reserved(short) => format!("{short}-{}", hash()),
        _ => short.to_string(),
    }
}

fn is_reserved(name: &str) -> bool {
    let device = |head: &str| name.strip_prefix(head).is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit());
    ["con", "prn", "aux", "nul"].contains(&name) || device("com") || device("lpt")
}

/// Returns a slug for each name, all different. If several names have the same slug, the second gets `-2`, and so on;
/// numbers that yield another name's own slug are skipped. Deterministic for names in the same order. O(n log n).
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

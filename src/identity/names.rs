//! How alike two names are, and in what way.

use crate::wikitext::fold;
use strsim::{jaro_winkler, levenshtein};

/// What the comparison of two names found.
#[derive(Debug, Clone, PartialEq)]
pub enum Likeness {
    /// The same but for case, diacritics, hyphens, points and honorifics.
    Same,
    /// Every word the same or another spelling of the same sound.
    Spelling(String),
    /// One gives an initial where the other gives a name.
    Initials,
    /// Alike and not the same; the words say how they differ.
    Near(String),
    /// Not alike.
    Apart,
}

/// Words before or after a name that do not tell people apart.
const HONORIFICS: [&str; 10] = ["mr", "mrs", "ms", "dr", "sir", "dame", "lord", "lady", "prof", "rev"];
/// Words that do tell people apart.
const GENERATIONS: [&str; 5] = ["jr", "sr", "ii", "iii", "iv"];

/// The words of a name as they are compared.
pub(super) fn words(name: &str) -> Vec<String> {
    fold(name).split(' ').filter(|w| !HONORIFICS.contains(w) && !w.is_empty()).map(str::to_string).collect()
}

/// How a word sounds, roughly: consonants with the common transliterations made one.
pub(super) fn skeleton(word: &str) -> String {
    let mut out = String::new();
    let text = word.replace("ph", "f").replace("tz", "z").replace("ts", "z").replace("sh", "s").replace("kh", "h");
    let text = text.replace("ch", "h").replace("ck", "k");
    for c in text.chars() {
        let c = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | '\'' => continue,
            'c' | 'q' => 'k',
            'w' => 'v',
            c => c,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// How alike two names are as strings, in thousandths (Winkler 1990).
pub(super) fn score(a: &str, b: &str) -> u16 {
    let similarity = jaro_winkler(&fold(a), &fold(b));
    (similarity * 1000.0).round().clamp(0.0, 1000.0) as u16
}

/// Compares two names word by word.
pub fn compare(a: &str, b: &str) -> Likeness {
    let (words_a, words_b) = (words(a), words(b));
    if words_a == words_b {
        return Likeness::Same;
    }
    let generation = |words: &[String]| words.iter().find(|w| GENERATIONS.contains(&w.as_str())).cloned();
    if generation(&words_a) != generation(&words_b) {
        return Likeness::Near("one carries Jr., Sr. or a number".into());
    }
    if words_a.concat() == words_b.concat() {
        return Likeness::Same;
    }
    let (Some(last_a), Some(last_b)) = (words_a.last(), words_b.last()) else { return Likeness::Apart };
    if words_a.len() == words_b.len() && words_a.len() > 1 {
        let pairs = || words_a.iter().zip(&words_b).filter(|(x, y)| x != y);
        if pairs().all(|(x, y)| is_spelling(x, y)) {
            let differing: Vec<String> = pairs().map(|(x, y)| format!("'{x}' and '{y}'")).collect();
            return Likeness::Spelling(differing.join(", "));
        }
    }
    let given_a: Vec<&String> = words_a.iter().take(words_a.len() - 1).collect();
    let given_b: Vec<&String> = words_b.iter().take(words_b.len() - 1).collect();
    if last_a == last_b && initials_fit(&given_a, &given_b) {
        return Likeness::Initials;
    }
    if last_a == last_b {
        return Likeness::Near("the surname is the same, the given names differ".into());
    }
    let given_equal = !given_a.is_empty() && given_a == given_b;
    if given_equal && levenshtein(last_a, last_b) <= 2 {
        return Likeness::Near("the given names are the same, the surnames differ".into());
    }
    let near_surname = levenshtein(last_a, last_b) <= 2 && last_a.len().min(last_b.len()) >= 5;
    if near_surname && jaro_winkler(last_a, last_b) > 0.88 {
        return Likeness::Near("the surnames are alike, the given names differ".into());
    }
    Likeness::Apart
}

/// Two spellings of one word: the same sound, or one letter apart in words of five letters or more.
fn is_spelling(a: &str, b: &str) -> bool {
    let long = a.chars().count().min(b.chars().count()) >= 5;
    let (sound_a, sound_b) = (skeleton(a), skeleton(b));
    long && ((sound_a == sound_b && sound_a.len() >= 3 && levenshtein(a, b) <= 3) || levenshtein(a, b) == 1)
}

/// Whether the shorter list of given names is a list of initials (or a beginning) of the longer one.
fn initials_fit(a: &[&String], b: &[&String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let one_letter = a.iter().chain(b).any(|w| w.chars().count() == 1);
    let fits = |x: &String, y: &String| {
        x == y || (x.chars().count() == 1 || y.chars().count() == 1) && x.chars().next() == y.chars().next()
    };
    !short.is_empty() && one_letter && short.iter().zip(long).all(|(x, y)| fits(x, y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_told_from_other_people() {
        assert!(matches!(compare("Yitzak Rabin", "Yitzhak Rabin"), Likeness::Spelling(_)));
        assert!(matches!(compare("Efraim Sneh", "Ephraim Sneh"), Likeness::Spelling(_)));
        assert_eq!(compare("Binyamin Ben-Eliezer", "Binyamin Ben Eliezer"), Likeness::Same);
        assert_eq!(compare("Omer Bar-Lev", "Omer Barlev"), Likeness::Same);
        assert_eq!(compare("J. R. Clynes", "John Robert Clynes"), Likeness::Initials);
        for (a, b) in [
            ("Shimon Peres", "Amir Peretz"),
            ("David Miliband", "Ed Miliband"),
            ("Yossi Beilin", "Gil Beilin"),
            ("Jean Martin", "Joan Martin"),
            ("John Smith Jr.", "John Smith Sr."),
        ] {
            assert!(matches!(compare(a, b), Likeness::Near(_) | Likeness::Apart), "{a} / {b}: {:?}", compare(a, b));
        }
    }
}

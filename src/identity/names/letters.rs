//! The sounds that letters may stand for; the basis for comparing spellings.
//!
//! A name has many spellings across languages: *Šimon, Szimon, Schimon, Shimon, Σίμων, שמעון*. Each letter, or group of
//! letters, has the sounds that it usually stands for in some language of politicians' names, and less common sounds.
//! The table covers Latin with diacritics, Cyrillic, Greek, Hebrew and Arabic. `any_ascii` transliterates other
//! scripts.

use super::table::TABLE;
use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A set of sounds, one bit each.
pub(super) type Sounds = u64;

/// The names of the sounds, as the table writes them.
const NAMES: [&str; 31] = [
    "P", "B", "F", "V", "M", "T", "D", "TH", "S", "Z", "SH", "ZH", "TS", "CH", "DJ", "K", "G", "KH", "H", "N", "L",
    "R", "Y", "W", "X", "-", "A", "E", "I", "O", "U",
];

/// The index of the silent sound; the vowels follow it.
const SILENT: u32 = 25;

/// The set of all sounds that have a name.
const KNOWN: Sounds = (1 << NAMES.len()) - 1;

/// Pairs of similar sounds, each with its distance.
const NEAR: [(&str, &str, f32); 35] = [
    ("P", "B", 0.45),
    ("B", "V", 0.3),
    ("F", "V", 0.3),
    ("V", "W", 0.1),
    ("P", "F", 0.4),
    ("T", "D", 0.45),
    ("TH", "T", 0.2),
    ("TH", "D", 0.3),
    ("TH", "F", 0.5),
    ("S", "Z", 0.2),
    ("S", "SH", 0.3),
    ("S", "TS", 0.35),
    ("S", "CH", 0.5),
    ("Z", "TS", 0.35),
    ("Z", "ZH", 0.3),
    ("Z", "DJ", 0.5),
    ("SH", "ZH", 0.3),
    ("SH", "CH", 0.35),
    ("TS", "CH", 0.35),
    ("ZH", "DJ", 0.2),
    ("CH", "DJ", 0.4),
    ("K", "G", 0.45),
    ("K", "KH", 0.3),
    ("KH", "H", 0.1),
    ("G", "H", 0.4),
    ("K", "H", 0.5),
    ("G", "KH", 0.45),
    ("W", "U", 0.1),
    ("Y", "I", 0.05),
    ("A", "E", 0.3),
    ("A", "O", 0.3),
    ("E", "I", 0.2),
    ("O", "U", 0.2),
    ("I", "U", 0.5),
    ("E", "O", 0.4),
];

/// A group of letters with its sounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Group {
    /// The number of letters.
    pub length: usize,
    /// The usual sounds.
    pub usual: Sounds,
    /// The less common sounds.
    pub besides: Sounds,
}

/// The groups that begin with a letter, in order of length, each with its letters after the first.
type Groups = Vec<(Vec<char>, Group)>;

static GROUPS: LazyLock<HashMap<char, Groups>> = LazyLock::new(|| {
    let mut groups: HashMap<char, Groups> = HashMap::new();
    for (letters, usual, besides) in TABLE {
        let mut letters = letters.chars();
        let Some(first) = letters.next() else { continue };
        let rest: Vec<char> = letters.collect();
        let group = Group { length: rest.len() + 1, usual: sounds(usual), besides: sounds(besides) };
        groups.entry(first).or_default().push((rest, group));
    }
    groups.values_mut().for_each(|g| g.sort_by_key(|(rest, _)| rest.len()));
    groups
});

/// The distance between two single sounds, by index.
static FAR: LazyLock<[[f32; NAMES.len()]; NAMES.len()]> = LazyLock::new(|| {
    let mut far = [[1.0; NAMES.len()]; NAMES.len()];
    for (i, row) in far.iter_mut().enumerate() {
        for (j, cell) in row.iter_mut().enumerate() {
            *cell = match (i == j, is_vowel(1 << i), is_vowel(1 << j)) {
                (true, ..) => 0.0,
                (_, true, true) => 0.45,
                (_, false, false) => 1.0,
                // A vowel in place of a consonant counts as more than one change.
                _ => 1.3,
            };
        }
    }
    for (a, b, distance) in NEAR {
        let (a, b) = (sounds(a).trailing_zeros() as usize, sounds(b).trailing_zeros() as usize);
        far[a][b] = distance;
        far[b][a] = distance;
    }
    far
});

/// Returns the set of the named sounds.
pub(super) fn sounds(names: &str) -> Sounds {
    let bit = |name| NAMES.iter().position(|n| *n == name).map_or(0, |at| 1 << at);
    names.split_whitespace().map(bit).fold(0, |all, one| all | one)
}

/// Returns true if a set contains only vowels.
pub(super) const fn is_vowel(sounds: Sounds) -> bool {
    (sounds & KNOWN) >> (SILENT + 1) != 0 && sounds & ((1 << (SILENT + 1)) - 1) == 0
}

/// Returns true if a set contains the silent sound.
pub(super) const fn is_silent(sounds: Sounds) -> bool {
    sounds & (1 << SILENT) != 0
}

/// Returns the distance between the nearest two sounds of two sets.
pub(super) fn nearest(a: Sounds, b: Sounds) -> f32 {
    if a & b != 0 {
        return 0.0;
    }
    let mut best = 1.3f32;
    let mut left = a & KNOWN;
    while left != 0 {
        let row = &FAR[left.trailing_zeros() as usize];
        left &= left - 1;
        let mut right = b & KNOWN;
        while right != 0 {
            best = best.min(row[right.trailing_zeros() as usize]);
            right &= right - 1;
        }
    }
    best
}

/// Visits the groups of letters that `rest` may begin with.
pub(super) fn groups_at(rest: &[char], mut visit: impl FnMut(Group)) {
    let Some(first) = rest.first() else { return };
    let Some(groups) = GROUPS.get(first) else {
        // A letter outside the table gets one of the unnamed sounds, which few letters share.
        let own = KNOWN.count_ones() + u32::from(*first) % (Sounds::BITS - KNOWN.count_ones());
        return visit(Group { length: 1, usual: 1 << own, besides: 0 });
    };
    let mut doubled = rest.get(1) == Some(first);
    for (tail, group) in groups {
        if rest[1..].starts_with(tail) {
            doubled &= !(group.length == 2 && tail.first() == Some(first));
            visit(*group);
        }
    }
    // A doubled consonant sounds like a single one.
    if doubled && let Some((_, single)) = groups.first().filter(|(tail, g)| tail.is_empty() && !is_vowel(g.usual)) {
        visit(Group { length: 2, ..*single });
    }
}

/// Returns true if a letter belongs to a script that omits vowels.
pub(super) const fn is_abjad(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{77f}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

/// Returns the letters of a word as the table has them: lower case, with only those diacritics that change the sound.
pub(super) fn letters(word: &str) -> Vec<char> {
    let mut out = Vec::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        push_letter(c, &mut out);
    }
    out
}

fn push_letter(c: char, out: &mut Vec<char>) {
    if c.is_ascii() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        }
        return;
    }
    let kept = match c {
        'š' | 'ş' | 'ș' | 'ŝ' | 'ś' => Some('š'),
        'č' | 'ĉ' | 'ć' => Some('č'),
        'ž' | 'ż' | 'ź' | 'ĵ' => Some('ž'),
        'ţ' | 'ț' => Some('ţ'),
        'ö' | 'ő' | 'ø' | 'œ' => Some('ö'),
        'ü' | 'ű' => Some('ü'),
        'ä' | 'æ' => Some('ä'),
        'å' => Some('å'),
        'ñ' | 'ń' | 'ň' | 'ņ' => Some('ñ'),
        'đ' | 'ð' => Some('đ'),
        'ḥ' | 'ḫ' | 'ĥ' | 'ħ' => Some('ḥ'),
        'ṣ' => Some('ṣ'),
        'ç' | 'ł' | 'ğ' | 'ĝ' | 'ř' | 'ß' | 'þ' | 'ı' | 'й' | 'ё' | 'ї' | 'ў' | 'ѓ' | 'ќ' | 'أ' | 'إ' | 'آ' | 'ؤ'
        | 'ئ' => Some(c),
        '׳' => Some('\''),
        _ => None,
    };
    if let Some(kept) = kept {
        return out.push(kept);
    }
    for plain in std::iter::once(c).nfd().filter(|c| !is_combining_mark(*c)) {
        if GROUPS.contains_key(&plain) {
            out.push(plain);
        } else if plain.is_alphabetic() {
            // A script that the table does not cover.
            out.extend(
                any_ascii::any_ascii_char(plain)
                    .chars()
                    .filter(char::is_ascii_alphanumeric)
                    .flat_map(char::to_lowercase),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sound_of_the_table_is_known() {
        for (letters, usual, besides) in TABLE {
            for name in usual.split_whitespace().chain(besides.split_whitespace()) {
                assert!(NAMES.contains(&name), "{letters}: {name}");
            }
            assert_ne!(sounds(usual), 0, "{letters}");
        }
        assert_eq!(NEAR.iter().filter(|(a, b, _)| NAMES.contains(a) && NAMES.contains(b)).count(), NEAR.len());
    }

    #[test]
    fn letters_keep_the_diacritics_that_sound() {
        assert_eq!(letters("Štšaranski").iter().collect::<String>(), "štšaranski");
        assert_eq!(letters("Ne'eman").iter().collect::<String>(), "neeman");
        assert_eq!(letters("Gillardová").iter().collect::<String>(), "gillardova");
        assert_eq!(letters("ქართული").iter().collect::<String>(), "kartuli");
    }
}

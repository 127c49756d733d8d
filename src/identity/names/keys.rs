//! Keys of words that may sound alike; only names that share a key are compared.
#![expect(clippy::match_same_arms, reason = "a script a line")]

use super::parts::{Name, Part, Role};

/// What a letter adds to a key.
enum Coarse {
    Drop,
    One(char),
    Two(char, char),
    MayDrop(char),
}

/// The most readings of a word that become keys.
const READINGS: usize = 4;

/// Returns the classes of a word's consonants, in each way the word may be read.
fn readings(letters: &[char]) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut at = 0;
    while at < letters.len() {
        let (taken, coarse) = coarse(&letters[at..], at == 0);
        at += taken;
        let push = |all: &[String], class: char| -> Vec<String> {
            let one = |r: &String| if r.ends_with(class) { r.clone() } else { format!("{r}{class}") };
            all.iter().map(one).collect()
        };
        out = match coarse {
            Coarse::Drop => out,
            Coarse::One(class) => push(&out, class),
            Coarse::Two(a, b) if out.len() < READINGS => [push(&out, a), push(&out, b)].concat(),
            Coarse::MayDrop(class) if out.len() < READINGS => [out.clone(), push(&out, class)].concat(),
            Coarse::Two(class, _) => push(&out, class),
            Coarse::MayDrop(_) => out,
        };
    }
    out.sort();
    out.dedup();
    out
}

fn coarse(rest: &[char], first: bool) -> (usize, Coarse) {
    use Coarse::{Drop, MayDrop, One, Two};
    let is = |letters: &str| letters.chars().enumerate().all(|(i, c)| rest.get(i) == Some(&c));
    for (letters, coarse) in [
        ("τσ", One('S')),
        ("τζ", One('S')),
        ("μπ", One('P')),
        ("ντ", One('T')),
        ("γκ", One('K')),
        ("sch", One('S')),
        ("tsch", One('S')),
        ("tch", One('S')),
        ("dz", One('S')),
        ("dž", One('S')),
        ("dj", One('S')),
        ("tz", One('S')),
        ("ts", One('S')),
        ("tj", Two('S', 'T')),
        ("sz", One('S')),
        ("cz", One('S')),
        ("cs", One('S')),
        ("sh", One('S')),
        ("sj", One('S')),
        ("rz", Two('S', 'R')),
        ("zh", One('S')),
        ("ph", One('P')),
        ("kh", MayDrop('K')),
        ("ck", One('K')),
        ("gh", MayDrop('K')),
        ("gy", Two('T', 'S')),
        ("th", One('T')),
        ("dh", One('T')),
    ] {
        if is(letters) {
            return (letters.chars().count(), coarse);
        }
    }
    if is("ch") {
        return (2, if first { Two('K', 'S') } else { MayDrop('K') });
    }
    let class = match rest[0] {
        'b' | 'p' | 'f' | 'v' | 'w' => One('P'),
        'в' | 'б' | 'п' | 'ф' | 'β' | 'π' | 'φ' | 'פ' | 'ף' | 'ב' | 'ب' | 'ف' | 'پ' => One('P'),
        'd' | 't' | 'đ' | 'þ' => One('T'),
        'д' | 'т' | 'δ' | 'τ' | 'θ' | 'ד' | 'ט' | 'ת' | 'ت' | 'ط' | 'د' | 'ض' => One('T'),
        's' | 'z' | 'š' | 'ž' | 'ß' | 'ţ' | 'ṣ' | 'č' | 'ç' => One('S'),
        'с' | 'з' | 'ж' | 'ц' | 'ч' | 'ш' | 'щ' | 'ζ' | 'σ' | 'ς' | 'ז' | 'ס' | 'צ' | 'ץ' | 'ש' | 'س' | 'ش' | 'ص'
        | 'ز' | 'ذ' | 'ظ' | 'ث' | 'ј' | 'ћ' | 'џ' | 'ђ' => One('S'),
        'c' => Two('K', 'S'),
        'ğ' => MayDrop('K'),
        'x' => Two('S', 'K'),
        'j' if first => MayDrop('S'),
        'k' | 'q' => One('K'),
        'к' | 'κ' | 'ξ' | 'ק' | 'ك' | 'ق' | 'غ' => One('K'),
        'g' | 'г' | 'ґ' | 'γ' | 'ג' | 'ĝ' => One('K'),
        'ج' => Two('S', 'K'),
        'х' | 'χ' | 'כ' | 'ך' | 'ח' | 'خ' | 'ḥ' => MayDrop('K'),
        'h' if first => MayDrop('K'),
        'l' | 'ł' | 'л' | 'λ' | 'ל' | 'ل' | 'љ' => One('L'),
        'm' | 'м' | 'μ' | 'מ' | 'ם' | 'م' => One('M'),
        'n' | 'ñ' | 'н' | 'ν' | 'נ' | 'ן' | 'ن' | 'њ' => One('N'),
        'r' | 'ř' | 'р' | 'ρ' | 'ר' | 'ر' => One('R'),
        'ו' | 'و' => MayDrop('P'),
        _ => Drop,
    };
    (1, class)
}

/// The keys of a name; two names that may be one person's share a surname key. Large blocks are split by the keys of
/// the given name.
#[derive(Debug, Clone, Default)]
pub struct Keys {
    /// The classes of the surname's consonants, in each reading.
    pub surname: Vec<String>,
    /// The classes of the first given name's consonants, in each reading.
    pub given: Vec<String>,
}

impl Keys {
    /// Returns the keys of a name.
    pub fn of(name: &Name) -> Self {
        let Some(last) = name.surname() else { return Self::default() };
        let mut surname = readings(name.parts[last].word.letters());
        if let Some(before) = last.checked_sub(1) {
            let joined: Vec<char> =
                name.parts[before].word.letters().iter().chain(name.parts[last].word.letters()).copied().collect();
            if name.parts[last].role == Role::Hyphened || name.parts[before].role == Role::Particle || before > 0 {
                surname.extend(readings(&joined));
            }
            if before > 0 && name.parts[before].role != Role::Particle {
                surname.extend(readings(name.parts[before].word.letters()));
            }
        }
        // "Alan LEONG Kah-kit" is also known by its first two words.
        if let Some(second) = name.parts.get(1).filter(|part| last > 2 && part.role == Role::Plain) {
            surname.extend(readings(second.word.letters()));
        }
        let first = name.parts.iter().enumerate().find(|(i, p): &(usize, &Part)| *i != last && p.role == Role::Plain);
        let given = first.map(|(_, p)| readings(p.word.letters())).unwrap_or_default();
        surname.sort();
        surname.dedup();
        Self { surname, given }
    }
}

/// Returns one reading of a word, as a key for counting how common it is.
pub(super) fn common_key(letters: &[char]) -> String {
    readings(letters).pop().unwrap_or_default()
        + letters.first().map_or("", |c| if "aeiouyj".contains(*c) { "a" } else { "" })
}

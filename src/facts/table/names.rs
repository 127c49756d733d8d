//! Names in the cells of a column: "SURNAME, First", capitals, and marks of incumbents.

use super::row_words::special;
use crate::wikitext::fold;

/// What the values of a column of names show about how they are written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct NameStats {
    names: usize,
    /// Names of the form "Surname, First".
    turned: usize,
    /// Names that have small letters.
    small: usize,
    /// Names that have letters with case.
    cased: usize,
    /// Names with something in brackets behind them.
    bracketed: usize,
}

/// How the names of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct NameStyle {
    /// True if the surname comes first, before a comma.
    pub turned: bool,
    /// True if all names are in capitals.
    pub capitals: bool,
    /// True if the party stands in brackets behind most names.
    pub bracketed: bool,
}

/// The part of the names of a column that must have the surname first before all are read so.
const MOST_TURNED: f64 = 0.8;

/// Suffixes of names that a comma may precede.
const SUFFIXES: [&str; 9] = ["jr", "sr", "ii", "iii", "iv", "v", "md", "phd", "esq"];

/// Splits "Surname, First" into its two parts. A part behind the comma that is a title, such as "2nd Earl of …", is no
/// given name.
fn turned(name: &str) -> Option<(&str, &str)> {
    let (surname, rest) = name.split_once(',')?;
    let (surname, rest) = (surname.trim(), rest.trim());
    let given = rest.split(' ').next().unwrap_or("");
    let is_suffix = SUFFIXES.contains(&fold(given).as_str());
    let is_title = given.starts_with(|c: char| c.is_ascii_digit()) || rest.contains(" of ");
    (!surname.is_empty() && !given.is_empty() && !is_suffix && !is_title && surname.split(' ').count() <= 4)
        .then_some((surname, rest))
}

impl NameStats {
    /// Takes note of a value.
    pub(super) fn see(&mut self, name: &str) {
        if special(name).is_some() {
            return;
        }
        self.names += 1;
        self.bracketed += usize::from(name.ends_with(')') && name.contains(" ("));
        self.turned += usize::from(turned(name).is_some());
        let has_case = name.chars().any(|c| c.is_uppercase() || c.is_lowercase());
        self.cased += usize::from(has_case);
        // "McADAMS" and "CARTER, James" have small letters but are written in capitals as a whole.
        let small = name.chars().filter(|c| c.is_lowercase()).count();
        let large = name.chars().filter(|c| c.is_uppercase()).count();
        self.small += usize::from(small > 0 && small * 2 > large);
    }

    pub(super) fn style(self) -> NameStyle {
        NameStyle {
            turned: self.names > 0 && self.turned as f64 >= MOST_TURNED * self.names as f64,
            capitals: self.cased > 0 && self.small * 10 <= self.cased,
            bracketed: self.names > 1 && self.bracketed * 2 >= self.names,
        }
    }
}

/// A name with what its cell says besides.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct CellName {
    pub name: String,
    pub incumbent: bool,
    pub elected: bool,
    /// The party in brackets behind the name.
    pub party: String,
}

/// Reads a cell with a name.
pub(super) fn read_name(cell: &str, style: NameStyle) -> CellName {
    let mut read = CellName::default();
    let marks = ['✓', '✔', '*', '†', '‡', '►', '•'];
    let mut name = cell.trim().trim_start_matches(marks).trim_start();
    read.elected |= cell.trim().starts_with(['✓', '✔']);
    // Marks behind the name, such as "(I)", "(inc.)", "*" and footnotes.
    loop {
        let bare = name.trim_end_matches(['*', '†', '‡', '^', '✓', '✔']).trim_end();
        read.elected |= name[bare.len()..].contains(['✓', '✔']);
        name = bare;
        let Some((before, mark)) = name
            .strip_suffix(')')
            .and_then(|n| n.rsplit_once('('))
            .or_else(|| name.strip_suffix(']').and_then(|n| n.rsplit_once('[')))
        else {
            break;
        };
        match fold(mark).as_str() {
            "i" | "inc" | "incumbent" | "amtsinhaber" | "amtsinhaberin" | "sortant" | "sortante" => {
                read.incumbent = true;
            }
            // "Indépendant(e)" is a word of two genders.
            "e" if !before.ends_with(' ') => break,
            "elected" | "e" | "winner" | "gewahlt" | "elu" | "elue" => read.elected = true,
            mark if !mark.is_empty() && mark.len() <= 3 && mark.bytes().all(|b| b.is_ascii_digit()) => {}
            // Footnotes, and years of birth and death.
            _ if name.ends_with(']') => {}
            mark if mark.chars().filter(char::is_ascii_digit).count() >= 4
                && !mark.chars().any(char::is_alphabetic) => {}
            _ if is_party(mark) || style.bracketed => read.party = mark.trim().to_string(),
            _ => break,
        }
        name = before.trim_end();
    }
    // "Ann Ash - 22202" has the number on the ballot behind the name.
    let is_number = |rest: &str| rest.len() >= 2 && rest.bytes().all(|b| b.is_ascii_digit());
    let name =
        name.rsplit_once(" - ").filter(|(_, rest)| is_number(rest.trim())).map_or(name, |(before, _)| before.trim());
    // A quote that is not closed.
    let name = if name.starts_with('\'') && !name[1..].contains('\'') { &name[1..] } else { name };
    // "CLINTON, Hillary / KAINE, Tim" is a ticket; the first of the two stands.
    let name = name.split_once(" / ").map_or(name, |(first, _)| first.trim());
    let name = surname_last(name);
    // A nickname in doubled quotes, as `""BEN""`.
    let name = name.replace("\"\"", "\"");
    // "RAY, Bob" has the surname first whatever the other rows of the column do.
    let is_loud_surname = |surname: &str| {
        surname.chars().filter(|c| c.is_uppercase()).count() > 1 && !surname.chars().any(char::is_lowercase)
    };
    let ordered = match turned(&name).filter(|(surname, _)| style.turned || is_loud_surname(surname)) {
        Some((surname, rest)) => match rest.rsplit_once(',') {
            Some((given, suffix)) if SUFFIXES.contains(&fold(suffix).as_str()) => {
                format!("{} {surname} {}", given.trim(), suffix.trim())
            }
            _ => match rest.rsplit_once(' ').filter(|(_, last)| SUFFIXES.contains(&fold(last).as_str())) {
                Some((given, suffix)) => format!("{} {surname} {suffix}", given.trim()),
                None => format!("{rest} {surname}"),
            },
        },
        None => name,
    };
    let capitals = style.capitals || !ordered.chars().any(char::is_lowercase) && ordered.contains(' ');
    // "Colleen HANABUSA" has the surname in capitals. Few letters are rather initials.
    let is_loud =
        |word: &str| word.chars().filter(|c| c.is_uppercase()).count() > 3 && !word.chars().any(char::is_lowercase);
    let words = ordered
        .split_whitespace()
        .map(|word| if capitals || is_loud(word) { person_word(word) } else { word.to_string() });
    read.name = words.collect::<Vec<_>>().join(" ");
    read
}

/// Titles before a name that say no more than how to address somebody, folded.
const ADDRESS: [&str; 9] = ["mr", "mrs", "ms", "mme", "mlle", "herr", "frau", "m", "hr"];

/// Returns a name with the surname last, if it comes first in capitals, as in "DUPONT Marie" and "Mme LE PEN Marine".
fn surname_last(name: &str) -> std::borrow::Cow<'_, str> {
    let is_loud = |word: &str| {
        word.chars().filter(|c| c.is_alphabetic()).count() > 1
            && !word.chars().any(char::is_lowercase)
            && !word.ends_with('.')
    };
    let mut words: Vec<&str> = name.split_whitespace().collect();
    let mut bare = std::borrow::Cow::Borrowed(name);
    let is_address = |word: &str| ADDRESS.contains(&fold(word).trim_end_matches('.'));
    if words.len() > 2 && is_address(words[0]) && words[1..].iter().any(|word| is_loud(word)) {
        words.remove(0);
        bare = words.join(" ").into();
    }
    let count = |words: &[&str]| words.iter().map(|word| word.chars().count()).sum::<usize>();
    let loud = words.iter().take_while(|word| is_loud(word)).count();
    if loud == 0 {
        // "Marine LE PEN": the surname stands last already.
        let last = words.iter().rev().take_while(|word| is_loud(word)).count();
        let at = words.len() - last;
        if last == 0 || count(&words[at..]) < 3 || words[..at].iter().any(|word| is_loud(word)) {
            return bare;
        }
        let surname = words[at..].iter().map(|word| person_word(word));
        return words[..at].iter().map(ToString::to_string).chain(surname).collect::<Vec<_>>().join(" ").into();
    }
    let rest_is_small = words[loud..].iter().all(|word| !is_loud(word) && !word.starts_with(['(', '[']));
    if loud == words.len() || count(&words[..loud]) < 3 || !rest_is_small || name.contains(',') {
        return bare;
    }
    let surname = words[..loud].iter().map(|word| person_word(word));
    words[loud..].iter().map(ToString::to_string).chain(surname).collect::<Vec<_>>().join(" ").into()
}

/// Returns true if a text in brackets behind a name is the abbreviation of a party: capitals, as in "(CDU)" and "(R)".
fn is_party(mark: &str) -> bool {
    let letters = mark.chars().filter(|c| c.is_alphabetic()).count();
    let plain = mark.chars().all(|c| c.is_uppercase() || matches!(c, '-' | '/' | '&' | '.' | ' '));
    (1..=6).contains(&letters) && plain && !SUFFIXES.contains(&fold(mark).as_str())
}

/// Particles of names that are written small inside a name.
const PARTICLES: [&str; 12] = ["de", "da", "di", "del", "van", "von", "der", "den", "bin", "la", "du", "dos"];

/// Writes a word of a name in capitals as people write it.
fn person_word(word: &str) -> String {
    let folded = fold(word);
    if matches!(
        folded.as_str(),
        "ii" | "iii" | "iv" | "vi" | "vii" | "viii" | "ix" | "xi" | "xii" | "xiii" | "xiv" | "xv" | "xvi"
    ) {
        return word.to_uppercase();
    }
    if PARTICLES.contains(&folded.as_str()) {
        return word.to_lowercase();
    }
    let mut out = with_capital(word);
    // McDonald; names with Mac are written both ways.
    if let Some(rest) = out.strip_prefix("Mc").filter(|rest| rest.chars().count() > 2) {
        out = format!("Mc{}", with_capital(rest));
    }
    out
}

/// Writes each part of a word with one capital: "O'BRIEN-SMITH" is "O'Brien-Smith".
fn with_capital(word: &str) -> String {
    let mut begins = true;
    let mut out = String::with_capacity(word.len());
    let apostrophe = word.find(['\'', '’']);
    for (at, c) in word.char_indices() {
        if begins {
            out.extend(c.to_uppercase());
        } else {
            out.extend(c.to_lowercase());
        }
        // An apostrophe behind one letter begins a part, as in O'Brien; one at the end of a word does not.
        let part = apostrophe == Some(at) && at <= 2;
        begins = matches!(c, '-' | '.' | '(' | '"' | '“' | '/') || part || begins && !c.is_alphabetic();
    }
    out
}

/// Small words inside the names of offices, parties and places.
const SMALL: [&str; 12] = ["of", "the", "and", "for", "in", "to", "de", "la", "et", "y", "del", "des"];

/// Writes the name of an office, a party or a place that is all in capitals as people write it. Short words without a
/// small one's meaning stay, since they are abbreviations.
pub(super) fn plain_words(text: &str, shortest: usize) -> String {
    let words = text.split(' ').enumerate().map(|(at, word)| {
        let folded = fold(word);
        if at > 0 && SMALL.contains(&folded.as_str()) {
            word.to_lowercase()
        } else if word.chars().filter(|c| c.is_alphabetic()).count() < shortest {
            word.to_string()
        } else {
            with_capital(word)
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::row_words::Special;
    use super::*;

    fn read(names: &[&str]) -> Vec<String> {
        let mut stats = NameStats::default();
        names.iter().for_each(|n| stats.see(n));
        names.iter().map(|n| read_name(n, stats.style()).name).collect()
    }

    #[test]
    fn surnames_first_and_capitals() {
        assert_eq!(read(&["CARTER, JIMMY", "FORD, GERALD", "Write-ins"])[..2], ["Jimmy Carter", "Gerald Ford"]);
        assert_eq!(read(&["Quelch, Victor", "Day, Arthur Melville"]), ["Victor Quelch", "Arthur Melville Day"]);
        assert_eq!(
            read(&["MCCARTHY, EUGENE \"\"GENE\"\"", "O'BRIEN-SMITH, PAT", "DE LA CRUZ, ANA", "KENNEDY, JOHN F., JR."]),
            ["Eugene \"Gene\" McCarthy", "Pat O'Brien-Smith", "Ana de la Cruz", "John F. Kennedy Jr."]
        );
        // Titles are not given names.
        let lords = ["William Petty, 2nd Earl of Shelburne", "Ann Ash", "Frederick North, Lord North"];
        assert_eq!(read(&lords), lords);
        assert_eq!(read(&["Martin Luther King, Jr."]), ["Martin Luther King, Jr."]);
    }

    #[test]
    fn marks_behind_a_name() {
        let style = NameStyle::default();
        for (cell, name, incumbent, elected) in [
            ("Ann Ash (I)", "Ann Ash", true, false),
            ("Ann Ash (inc.)*", "Ann Ash", true, false),
            ("Ann Ash [3]", "Ann Ash", false, false),
            ("Ann Ash ✓", "Ann Ash", false, true),
            ("Ann Ash (politician)", "Ann Ash (politician)", false, false),
        ] {
            let expected = CellName { name: name.into(), incumbent, elected, party: String::new() };
            assert_eq!(read_name(cell, style), expected, "{cell}");
        }
    }

    #[test]
    fn parties_in_brackets_and_loud_surnames() {
        let style = NameStyle::default();
        let read = |cell: &str| {
            let name = read_name(cell, style);
            (name.name, name.party)
        };
        let pair = |name: &str, party: &str| (name.to_string(), party.to_string());
        assert_eq!(read("Hans Müller (CDU)"), pair("Hans Müller", "CDU"));
        assert_eq!(read("CRUZ, Ted (R)"), pair("Ted Cruz", "R"));
        assert_eq!(read("Shimon Peres (1923–2016)"), pair("Shimon Peres", ""));
        assert_eq!(read("✓ Ann Lee [note 2]"), pair("Ann Lee", ""));
        assert_eq!(read("Colleen HANABUSA"), pair("Colleen Hanabusa", ""));
    }

    #[test]
    fn rows_that_are_no_person() {
        assert_eq!(special("TOTAL"), Some(Special::Total));
        assert_eq!(special("Write-ins"), Some(Special::Option));
        assert_eq!(special("Over Votes"), Some(Special::Option));
        assert_eq!(special("Ann Ash"), None);
        assert_eq!(plain_words("US PRESIDENT", 3), "US President");
        assert_eq!(plain_words("DISTRICT OF COLUMBIA", 3), "District of Columbia");
    }
}

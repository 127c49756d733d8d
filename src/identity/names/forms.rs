//! Given names that are forms of one name: short forms, and forms in other languages.
//!
//! A short form (Bob) is stronger evidence for one person than another language's form (Ivan for John): two people of
//! one country may well bear the latter.

use super::letters::letters;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The table of given names. Each line is a group of names separated by blanks. `#` begins a comment and `+` a group of
/// short forms. `!` begins a list of men's names; the women's names that differ from them by an ending follow after
/// `|`.
const TABLE: &str = include_str!("../../../data/names/given.txt");

/// The groups that a name belongs to: line numbers in the table, combined with [`SHORT`], [`MEN`] or [`WOMEN`].
pub(super) type Forms = Vec<u16>;

/// The bit that marks a group of short forms.
const SHORT: u16 = 1 << 15;
/// The bit that marks a man's name in a pair of lists.
const MEN: u16 = 1 << 14;
/// The bit that marks a woman's name in a pair of lists.
const WOMEN: u16 = 1 << 13;

static GROUPS: LazyLock<HashMap<Vec<char>, Forms>> = LazyLock::new(|| {
    let mut groups: HashMap<Vec<char>, Forms> = HashMap::new();
    let lines = TABLE.lines().map(|l| l.split('#').next().unwrap_or(l));
    for (number, line) in lines.enumerate() {
        let short = if line.starts_with('+') { SHORT } else { 0 };
        let pair = line.starts_with('!');
        let mut side = if pair { MEN } else { 0 };
        for name in line.trim_start_matches(['+', '!']).split_whitespace() {
            if name == "|" {
                side = WOMEN;
                continue;
            }
            groups.entry(letters(name)).or_default().push(number as u16 | short | side);
        }
    }
    groups
});

/// Returns the groups of a name.
pub(super) fn of(name: &[char]) -> Forms {
    if let Some(groups) = GROUPS.get(name) {
        return groups.clone();
    }
    if name.iter().all(char::is_ascii) {
        return Forms::new();
    }
    let latin: String = name.iter().collect();
    GROUPS.get(&letters(&any_ascii::any_ascii(&latin))).cloned().unwrap_or_default()
}

/// Returns true if two names share a group. Pairs of men's and women's names are not groups.
pub(super) fn share(a: &[u16], b: &[u16]) -> bool {
    a.iter().any(|g| g & (MEN | WOMEN) == 0 && b.contains(g))
}

/// Returns true if one is a man's name and the other the corresponding woman's name.
pub(super) fn are_a_pair(a: &[u16], b: &[u16]) -> bool {
    let sides = MEN | WOMEN;
    a.iter().any(|g| g & sides != 0 && b.contains(&(g ^ sides)))
}

/// Returns true if one is a short form of the other, or both are short forms of a third name.
pub(super) fn are_short(a: &[u16], b: &[u16]) -> bool {
    a.iter().any(|g| g & SHORT != 0 && b.contains(g))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_name() {
        let same = |a: &str, b: &str| share(&of(&letters(a)), &of(&letters(b)));
        assert!(same("Bob", "Robert"));
        assert!(same("Yitzhak", "Isaac"));
        assert!(same("Jan", "John"));
        assert!(same("Γιώργος", "George"));
        assert!(same("Володимир", "Vladimir"));
        assert!(!same("Robert", "Richard"));
        assert!(of(&letters("Rabin")).is_empty());
    }
}

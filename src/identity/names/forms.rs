//! Given names that are forms of one name: short forms, and what other languages make of it.
//!
//! A short form (Bob) is the same person's more surely than another language's form (Ivan for John), which two people of one
//! country may well bear.

use super::letters::letters;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The table: a line a group, its names separated by blanks; `#` begins a remark, `+` a group of short forms, `!` men's names and, behind a stroke, the women's that differ
/// by an ending.
const TABLE: &str = include_str!("../../../data/names/given.txt");

/// The groups that a name belongs to, by their lines, those of short forms with [`SHORT`] added; most names belong to few.
pub(super) type Forms = Vec<u16>;

/// Added to the number of a group of short forms.
const SHORT: u16 = 1 << 15;
/// Added to the number of a pair of lists, for a man's name.
const MEN: u16 = 1 << 14;
/// The same for a woman's.
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

/// The groups of a name.
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

/// Whether two names share a group.
pub(super) fn share(a: &[u16], b: &[u16]) -> bool {
    a.iter().any(|g| g & (MEN | WOMEN) == 0 && b.contains(g))
}

/// Whether one is a man's name and the other the woman's.
pub(super) fn are_a_pair(a: &[u16], b: &[u16]) -> bool {
    let sides = MEN | WOMEN;
    a.iter().any(|g| g & sides != 0 && b.contains(&(g ^ sides)))
}

/// Whether one is a short form of the other, or both are of a third.
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

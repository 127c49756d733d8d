//! Folding: the forms in which names and titles are compared.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a name for comparison: lower case, without diacritics, apostrophes and periods, hyphens and commas as blanks,
/// one blank between words. Letters of other scripts stay.
pub fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    if name.is_ascii() {
        // Most names are ASCII, with nothing to decompose.
        for byte in name.bytes() {
            match byte {
                b'\'' | b'`' | b'.' | b'"' => {}
                b'-' | b'_' | b',' => push_blank(&mut out),
                b if b.is_ascii_whitespace() || b == 0x0B => push_blank(&mut out),
                b => out.push(char::from(b.to_ascii_lowercase())),
            }
        }
        out.truncate(out.trim_end().len());
        return out;
    }
    for c in name.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            // Directional marks are dropped as well.
            '\''
            | '’'
            | '‘'
            | 'ʼ'
            | '`'
            | '.'
            | '"'
            | '“'
            | '”'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => {}
            '-' | '‐' | '‑' | '–' | '_' | ',' => push_blank(&mut out),
            'ß' => out.push_str("ss"),
            'ø' | 'Ø' => out.push('o'),
            'ł' | 'Ł' => out.push('l'),
            'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
            'æ' | 'Æ' => out.push_str("ae"),
            'œ' | 'Œ' => out.push_str("oe"),
            'þ' | 'Þ' => out.push_str("th"),
            'ı' => out.push('i'),
            c if c.is_whitespace() => push_blank(&mut out),
            c => out.extend(c.to_lowercase()),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Folds a title for comparison: like [`fold`], without the word "the".
pub fn fold_title(title: &str) -> String {
    fold(title).split(' ').filter(|w| *w != "the").collect::<Vec<_>>().join(" ")
}

fn push_blank(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// Returns true if one letter is left out, added, replaced or exchanged with the next one. Linear.
pub fn one_letter_off(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    match (&a[..a.len() - end], &b[..b.len() - end]) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([x, y], [v, w]) => x == w && y == v,
        _ => false,
    }
}

/// Returns a text with a capital as its first letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_type_names_in_many_ways() {
        assert_eq!(fold("Binyamin  Ben-Eliezer"), "binyamin ben eliezer");
        assert_eq!(fold("Gideon Sa'ar"), "gideon saar");
        assert_eq!(fold("Golda Mabovič"), "golda mabovic");
        assert_eq!(fold("J. R. Clynes"), "j r clynes");
        assert_eq!(fold("שִׁמְעוֹן"), "שמעון");
        assert_eq!(fold("\u{202e}Ann\u{202c} \u{2066}Bo\u{2069}"), "ann bo");
        assert_eq!(fold_title("Leader of the Labour Party (UK)"), "leader of labour party (uk)");
    }
}

//! Whether a text uses any template of a list, found without reading the text's structure.

use super::name::template_name;
use memchr::memmem::Finder;
use std::collections::HashSet;

/// A sieve for names of templates: no text that uses one of them is held back; a text that only speaks of one in a
/// comment may pass.
///
/// About a gigabyte a second: every `{{` is looked at, and four bytes behind it decide almost always.
#[derive(Debug)]
pub struct Sieve {
    names: HashSet<String>,
    prefixes: Vec<String>,
    /// One bit for each hash of the first four bytes of a name.
    heads: Vec<u64>,
    braces: Finder<'static>,
}

const HEADS: usize = 1 << 16;
/// No name is longer than this many bytes.
const LONGEST: usize = 120;

impl Sieve {
    /// A sieve for these names and for all names that begin with these prefixes, all as [`template_name`] gives them.
    pub fn new(names: impl IntoIterator<Item = String>, prefixes: impl IntoIterator<Item = String>) -> Self {
        let mut sieve = Self {
            names: names.into_iter().collect(),
            prefixes: prefixes.into_iter().collect(),
            heads: vec![0; HEADS / 64],
            braces: Finder::new(b"{{"),
        };
        let all: Vec<u32> = sieve.names.iter().chain(&sieve.prefixes).map(|n| head(n.as_bytes())).collect();
        // With a namespace in front the name is looked at whole.
        let spaces = ["temp", "vorl", "modè", "plan", "תבנית", "テンプ", "t:", "msg:", "subs", ":tem"];
        for head in all.into_iter().chain(spaces.iter().map(|s| head(s.as_bytes()))) {
            sieve.heads[head as usize / 64] |= 1 << (head % 64);
        }
        sieve
    }

    /// Whether a text uses one of the templates.
    pub fn passes(&self, text: &[u8]) -> bool {
        self.first(text).is_some()
    }

    /// Where the first of the templates begins.
    pub fn first(&self, text: &[u8]) -> Option<usize> {
        self.braces.find_iter(text).find(|at| self.is_named(&text[at + 2..]))
    }

    /// Whether the name that begins here, right behind `{{`, is one of the list.
    pub fn is_named(&self, behind: &[u8]) -> bool {
        let skipped =
            behind.iter().take(40).take_while(|b| b.is_ascii_whitespace() || **b == b'_' || **b == b'{').count();
        let name = &behind[skipped..];
        let head = head(name) as usize;
        let maybe =
            self.heads[head / 64] >> (head % 64) & 1 == 1 || name.starts_with(b"<") || name.starts_with(b"&lt;");
        maybe && self.contains(name)
    }

    fn contains(&self, name: &[u8]) -> bool {
        let window = &name[..name.len().min(LONGEST)];
        let end = window.iter().position(|b| matches!(b, b'|' | b'}' | b'{' | b'[')).unwrap_or(window.len());
        let text = String::from_utf8_lossy(&window[..end]).replace("&lt;", "<").replace("&gt;", ">");
        // What is cut may be a comment that holds the pipe.
        let text = text.split_once("<!--").map_or(text.as_str(), |(name, _)| name);
        let folded = template_name(text);
        (folded.is_empty() && end < window.len() && name.starts_with(b"<"))
            || self.names.contains(&folded)
            || self.prefixes.iter().any(|p| folded.starts_with(p.as_str()))
    }
}

/// A hash of the first four bytes in small letters.
fn head(name: &[u8]) -> u32 {
    let mut word = 0_u32;
    for byte in name.iter().take(4) {
        let byte = match byte {
            b'_' | b'\n' => b' ',
            b => b.to_ascii_lowercase(),
        };
        word = word << 8 | u32::from(byte);
    }
    word.wrapping_mul(0x9E37_79B1) >> 16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_passes() {
        let sieve = Sieve::new(
            ["infobox election".to_string(), "s-ttl".into(), "ficha de elección".into()],
            ["election box ".into()],
        );
        for text in [
            "a {{Infobox election\n|x",
            "{{ infobox_Election }}",
            "{{Template:Infobox  election|",
            "{{Infobox election<!-- x -->|",
            "{{s-ttl|",
            "{{S-ttl}}",
            "{{election box begin no change|",
            "{{{{Ficha de elección\n",
            "{{x|{{s-ttl|a}}}}",
        ] {
            assert!(sieve.passes(text.as_bytes()), "{text}");
        }
        for text in
            ["{{Infobox person|", "{{s-bef|", "Infobox election", "{{", "{{Infobox elections|", "{{Election box}}"]
        {
            assert!(!sieve.passes(text.as_bytes()), "{text}");
        }
    }
}

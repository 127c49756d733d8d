//! Finds out whether a text uses any of a list of templates, without parsing the text.

use super::name::{NAMESPACES, template_name};
use memchr::memmem::Finder;
use std::collections::HashSet;

/// Finds texts that may use one of a list of templates. Every text that uses one passes. A text that has one only inside a
/// comment may pass, too.
///
/// Reads about a gigabyte a second: after a `{{`, four bytes almost always show that the name is not in the list.
#[derive(Debug)]
pub struct Sieve {
    names: HashSet<String>,
    prefixes: Vec<String>,
    /// One bit for each hash of the first four bytes of a name.
    heads: Vec<u64>,
    braces: Finder<'static>,
    /// Texts that let a page pass, whatever its templates are called.
    texts: Vec<Finder<'static>>,
}

const HEADS: usize = 1 << 16;
/// How many bytes of a name are searched for its end. A longer name is cut there.
const LONGEST: usize = 120;

impl Sieve {
    /// Creates a sieve for these names, and for all names that begin with these prefixes, as returned by
    /// [`template_name`].
    pub fn new(names: impl IntoIterator<Item = String>, prefixes: impl IntoIterator<Item = String>) -> Self {
        let mut sieve = Self {
            names: names.into_iter().collect(),
            prefixes: prefixes.into_iter().collect(),
            heads: vec![0; HEADS / 64],
            braces: Finder::new(b"{{"),
            texts: Vec::new(),
        };
        // After "Template:", "subst:" and the like comes the real name, so these beginnings pass and `contains` decides.
        let all = sieve.names.iter().chain(&sieve.prefixes).map(String::as_str).chain(NAMESPACES);
        let heads: Vec<u32> = all.flat_map(heads_of).collect();
        for head in heads {
            sieve.heads[head as usize / 64] |= 1 << (head % 64);
        }
        sieve
    }

    /// Lets pass every text that contains one of these, too.
    #[must_use]
    pub fn with_texts(mut self, texts: &[&str]) -> Self {
        self.texts = texts.iter().map(|text| Finder::new(text.as_bytes()).into_owned()).collect();
        self
    }

    /// Returns true if a text uses one of the templates, or contains one of the texts.
    pub fn passes(&self, text: &[u8]) -> bool {
        self.first(text).is_some() || self.texts.iter().any(|finder| finder.find(text).is_some())
    }

    /// Returns the offset of the first use of one of the templates.
    pub fn first(&self, text: &[u8]) -> Option<usize> {
        self.braces.find_iter(text).find(|at| self.is_named(&text[at + 2..]))
    }

    /// Returns true if `behind`, the text after a `{{`, begins with a name of the list.
    pub fn is_named(&self, behind: &[u8]) -> bool {
        let skipped =
            behind.iter().take(40).take_while(|b| b.is_ascii_whitespace() || **b == b'_' || **b == b'{').count();
        let name = &behind[skipped..];
        let head = head(name) as usize;
        let maybe = self.heads[head / 64] >> (head % 64) & 1 == 1 || is_comment(name) || name.get(1) == Some(&b':');
        maybe && self.contains(name)
    }

    fn contains(&self, name: &[u8]) -> bool {
        let window = &name[..name.len().min(LONGEST)];
        let end = window.iter().position(|b| matches!(b, b'|' | b'}' | b'{' | b'[')).unwrap_or(window.len());
        let text = String::from_utf8_lossy(&window[..end]).replace("&lt;", "<").replace("&gt;", ">");
        // The text may be cut at a `|` inside a comment, which then has no `-->`.
        let text = text.split_once("<!--").map_or(text.as_str(), |(name, _)| name);
        let folded = template_name(text);
        (folded.is_empty() && end < window.len() && is_comment(name))
            || self.names.contains(&folded)
            || self.prefixes.iter().any(|p| folded.starts_with(p.as_str()))
    }
}

/// Returns true if a comment or another tag begins here, in a text or in the XML of one.
fn is_comment(text: &[u8]) -> bool {
    text.starts_with(b"<") || text.starts_with(b"&lt;")
}

/// Returns the hashes of the ways to write the beginning of a name: with a small and with a capital first letter, which
/// are other bytes outside ASCII.
fn heads_of(name: &str) -> [u32; 2] {
    let mut letters = name.chars();
    let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    [head(name.as_bytes()), head(capital.as_bytes())]
}

/// Returns a 16-bit hash of the first four bytes. Case does not count, and `_` and a line break count as a blank.
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
            [
                "infobox election".to_string(),
                "s-ttl".into(),
                "ficha de elección".into(),
                "государственный деятель".into(),
            ],
            ["election box ".into()],
        );
        for text in [
            "a {{Infobox election\n|x",
            "{{ infobox_Election }}",
            "{{Template:Infobox  election|",
            "{{Infobox election<!-- x -->|",
            "{{<!-- x -->Infobox election|",
            "{{&lt;!-- x --&gt;Infobox election|",
            "{{T:Infobox election|",
            "{{s-ttl|",
            "{{S-ttl}}",
            "{{election box begin no change|",
            "{{{{Ficha de elección\n",
            "{{Государственный деятель\n",
            "{{государственный деятель|",
            "{{Шаблон:Государственный деятель|",
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

//! A generated dump: pages with the sizes and the mix of templates of a large Wikipedia. Every run gives the same
//! bytes.

use std::io::{Result, Write};

/// The number of pages in a stream of a multistream dump, as in Wikimedia's dumps.
pub(crate) const PAGES_PER_STREAM: usize = 100;

/// A generator of random numbers with a fixed seed (`SplitMix64`, Steele and others 2014).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Which pages to generate.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Mix {
    /// As in a Wikipedia: one page in 25 has templates on elections or politicians.
    Wikipedia,
    /// No page has such templates.
    Without,
    /// Every page has such templates.
    Only,
}

/// A list of words, the frequent ones first.
pub(crate) struct Words(Vec<String>);

impl Words {
    pub(crate) fn new() -> Self {
        let mut random = Random::new(7);
        let syllables = [
            "an", "ter", "lo", "mi", "ra", "den", "con", "sti", "tu", "el", "ka", "vor", "ne", "po", "li", "ti", "sch",
            "ber", "gu", "na", "or", "is", "the", "of", "re", "pre", "al", "ing", "ed", "ly", "com", "mun", "ver",
            "sal", "do", "che", "ru", "wi",
        ];
        let word = |random: &mut Random| {
            let length = 1 + random.below(4);
            (0..length).map(|_| syllables[random.below(syllables.len())]).collect::<String>()
        };
        Self((0..30_000).map(|_| word(&mut random)).collect())
    }

    /// Returns a random word. Frequencies by rank are roughly those of a natural language.
    fn pick(&self, random: &mut Random) -> &str {
        let rank = ((self.0.len() as f64).powf(random.unit()) - 1.0) as usize;
        &self.0[rank.min(self.0.len() - 1)]
    }

    fn title(&self, random: &mut Random) -> String {
        let count = 1 + random.below(3);
        let word = |random: &mut Random| {
            let word = self.0[random.below(self.0.len())].clone();
            word[..1].to_uppercase() + &word[1..]
        };
        (0..=count).map(|_| word(random)).collect::<Vec<_>>().join(" ")
    }
}

/// Writes one page as an export contains it.
pub(crate) fn page(number: usize, mix: Mix, words: &Words, random: &mut Random, out: &mut Vec<u8>) -> Result<()> {
    let title = words.title(random);
    if mix == Mix::Wikipedia && random.below(100) < 35 {
        let target = words.title(random);
        return write!(
            out,
            "  <page>\n    <title>{title} {number}</title>\n    <ns>0</ns>\n    <id>{number}</id>\n    <redirect title=\"{target}\" />\n    <revision>\n      <id>{}</id>\n      <text bytes=\"40\" xml:space=\"preserve\">#REDIRECT [[{target}]]\n\n{{{{R from other name}}}}</text>\n    </revision>\n  </page>\n",
            number + 1_000_000
        );
    }
    let of_field = match mix {
        Mix::Wikipedia => random.below(25) == 0,
        Mix::Without => false,
        Mix::Only => true,
    };
    // Lengths are distributed as those of articles: most are short, some are very long.
    let spread = (random.unit() + random.unit() + random.unit() - 1.5) * 2.0;
    let length = (4500.0 * spread.exp()) as usize;
    // Articles on elections and politicians are longer than most. The real ones that the tests read have 74 kB on
    // average; these have about 25 kB.
    let length = if of_field { length * 3 } else { length };
    let mut text = String::with_capacity(length + 4000);
    if of_field {
        field(&title, words, random, &mut text);
    } else {
        text.push_str("{{Short description|Thing}}\n{{Infobox settlement\n| name = ");
        text.push_str(&title);
        text.push_str("\n| population_total = {{formatnum:12345}}\n| image = [[File:A.jpg|thumb]]\n}}\n");
    }
    while text.len() < length {
        paragraph(words, random, &mut text);
    }
    text.push_str("\n{{Reflist}}\n{{Authority control}}\n[[Category:Places]]\n");
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    write!(
        out,
        "  <page>\n    <title>{title} {number}</title>\n    <ns>0</ns>\n    <id>{number}</id>\n    <revision>\n      <id>{}</id>\n      <parentid>1</parentid>\n      <timestamp>2026-01-01T00:00:00Z</timestamp>\n      <contributor>\n        <username>Somebody</username>\n        <id>1</id>\n      </contributor>\n      <comment>tidy</comment>\n      <model>wikitext</model>\n      <format>text/x-wiki</format>\n      <text bytes=\"{}\" xml:space=\"preserve\">{escaped}</text>\n      <sha1>abcdefghijklmnopqrstuvwxyz01234</sha1>\n    </revision>\n  </page>\n",
        number + 1_000_000,
        text.len()
    )
}

fn paragraph(words: &Words, random: &mut Random, text: &mut String) {
    if random.below(6) == 0 {
        let heading = format!("\n== {} ==\n", words.title(random));
        text.push_str(&heading);
    }
    let count = 30 + random.below(90);
    for i in 0..count {
        let word = words.pick(random);
        match random.below(40) {
            0 => text.push_str(&format!("[[{word}]]")),
            1 => text.push_str(&format!("[[{} {word}|{word}]]", words.pick(random))),
            2 if i > 10 => text.push_str(&format!(
                "{word}.<ref name=\"r{}\">{{{{cite web |url=https://example.org/{word}/{} |title={} {word} |access-date=2 May 2019 |publisher={}}}}}</ref>",
                random.below(40),
                random.below(99_999),
                words.pick(random),
                words.title(random)
            )),
            3 => text.push_str(&format!("''{word}''")),
            _ => text.push_str(word),
        }
        text.push_str(if random.below(14) == 0 { ". " } else { " " });
    }
    text.push_str("\n\n");
}

/// Writes the templates of a page on an election or a politician.
fn field(title: &str, words: &Words, random: &mut Random, text: &mut String) {
    let votes = |random: &mut Random| 1000 + random.below(9_000_000);
    if random.below(3) == 0 {
        text.push_str(&format!("{{{{Infobox election\n| election_name = {title}\n| country = {}\n| type = presidential\n| election_date = {{{{Start date|2019|5|{}|df=y}}}}\n", words.title(random), 1 + random.below(28)));
        for row in 1..=2 + random.below(4) {
            text.push_str(&format!(
                "| image{row} = [[File:A.jpg|160x160px]]\n| nominee{row} = [[{}]]\n| party{row} = {}\n| popular_vote{row} = {}<ref>Source | {row}</ref>\n| percentage{row} = {}.{}%\n| swing{row} = {{{{increase}}}} 1.2%\n",
                words.title(random), words.title(random), votes(random), 10 + random.below(40), random.below(10)
            ));
        }
        text.push_str("| title = President\n}}\n");
    } else {
        text.push_str(&format!("{{{{Infobox officeholder\n| name = {title}\n"));
        for row in 1..=1 + random.below(4) {
            text.push_str(&format!(
                "| office{row} = Minister of [[{}]]\n| term_start{row} = {} May 19{}\n| term_end{row} = 3 June 20{}\n| predecessor{row} = [[{}]]\n| successor{row} = [[{}|{}]]\n",
                words.title(random), 1 + random.below(28), 50 + random.below(49), 10 + random.below(15),
                words.title(random), words.title(random), words.title(random)
            ));
        }
        text.push_str("| party = [[X (Y)|X]]\n}}\n");
    }
    for _ in 0..random.below(4) {
        paragraph(words, random, text);
    }
    if random.below(2) == 0 {
        text.push_str(&format!("{{{{Election box begin | title = {}}}}}\n", words.title(random)));
        for _ in 0..3 {
            text.push_str(&format!("{{{{Election box candidate with party link|\n  |party = {}\n  |candidate = {}\n  |votes = {}\n  |percentage = 33.{}\n  |change = +1.2\n}}}}\n", words.title(random), words.title(random), votes(random), random.below(10)));
        }
        text.push_str("{{Election box end}}\n");
    }
    text.push_str(&format!("{{{{s-start}}}}\n{{{{s-off}}}}\n{{{{s-bef|before=[[{}]]}}}}\n{{{{s-ttl|title=[[{}]]|years=1999–2004}}}}\n{{{{s-aft|after=[[{}]]}}}}\n{{{{s-end}}}}\n", words.title(random), words.title(random), words.title(random)));
}

/// Writes lines of Wikidata of this size: items about things, with some thirty statements each, and a holder of an
/// office at the end.
pub(super) fn entities(path: &std::path::Path, bytes: usize) {
    use std::fmt::Write as _;
    use std::io::Write as _;
    let mut out = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    let (mut written, mut number) = (0, 1_000_000);
    let value = |property: usize, item: usize| {
        format!(
            "\"P{property}\":[{{\"mainsnak\":{{\"snaktype\":\"value\",\"property\":\"P{property}\",\"hash\":\"{:040x}\",\"datavalue\":{{\"value\":{{\"entity-type\":\"item\",\
             \"numeric-id\":{item},\"id\":\"Q{item}\"}},\"type\":\"wikibase-entityid\"}},\"datatype\":\"wikibase-item\"}},\"type\":\"statement\",\"rank\":\"normal\"}}]",
            item * 7_919
        )
    };
    while written < bytes {
        number += 1;
        let mut line = format!("{{\"type\":\"item\",\"id\":\"Q{number}\",\"labels\":{{");
        for (at, code) in ["en", "de", "fr", "es", "he", "nl", "it", "sv"].iter().enumerate() {
            let comma = if at > 0 { "," } else { "" };
            write!(line, "{comma}\"{code}\":{{\"language\":\"{code}\",\"value\":\"Thing {number}\"}}").unwrap();
        }
        let claims: Vec<String> = (0..30).map(|at| value(100 + (number + at * 37) % 900, number + at)).collect();
        let claims = claims.join(",").replace("\"P726\"", "\"P727\"").replace("\"P991\"", "\"P992\"");
        write!(line, "}},\"descriptions\":{{}},\"claims\":{{{claims}}}}}").unwrap();
        writeln!(out, "{line}").unwrap();
        written += line.len() + 1;
    }
    writeln!(out, "{{\"type\":\"item\",\"id\":\"Q1\",\"labels\":{{\"en\":{{\"language\":\"en\",\"value\":\"Ann Ash\"}}}},\"claims\":{{{}}}}}", value(39, 11_696)).unwrap();
    out.flush().unwrap();
}

//! Claims in the prose of a page about a person: terms ("served in the Florida Senate from 2002 to 2008"), results
//! ("defeated Bo Beech 53%–41% in 2010"), unopposed elections.
//!
//! Only sentences whose subject is the page's own person are read, and only terms in an office that the boxes of the
//! page name. A claim never becomes a fact of the graph.

use super::years_in;
use crate::facts::citation::Confidence;
use crate::facts::office_words::OfficeWords;
use crate::facts::record::PageRecord;
use crate::facts::state::Place;
use crate::facts::{Claim, Facts, MOST_QUOTED, Outcome, Statement};
use crate::wikitext::prose::Paragraph;
use crate::wikitext::sentence::sentences;
use crate::wikitext::{Date, fold};
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The most paragraphs of a page that are read.
const MOST: usize = 2_000;
/// The age from which people stand and hold offices.
const ADULT: i32 = 18;

/// States what the prose of a page claims about its own person. Linear in the page.
pub(in crate::facts) fn find(record: &PageRecord, paragraphs: &[Paragraph], place: &Place<'_>, facts: &mut Facts) {
    let person = record.person.as_deref().or_else(|| (!record.successions.is_empty()).then_some(&record.title));
    let Some(person) = person else { return };
    let mut offices: Vec<OfficeWords> = Vec::new();
    for office in &record.offices {
        let seats = office.seats.iter().map(|s| Some(s.seat.as_str())).chain([office.constituency.as_deref()]);
        offices.extend(seats.map(|seat| OfficeWords::of(&office.office, seat)));
    }
    for row in record.successions.iter().filter(|row| !row.nomination && row.kind.is_none()) {
        offices.push(OfficeWords::of(&row.title, row.constituency.as_deref()));
    }
    let subject = Subject::of(person);
    let adult = record.life.born.and_then(Date::the_year).map(|born| born + ADULT);
    for paragraph in paragraphs.iter().take(MOST).filter(|p| !p.item) {
        // What the sentence before is about, if it has one year.
        let mut before = String::new();
        for sentence in sentences(&paragraph.text, paragraph.line) {
            let about = std::mem::replace(&mut before, sentence.text.to_string());
            if !subject.begins(sentence.text, paragraph.section.is_empty()) {
                continue;
            }
            let mut claims = spells(person, sentence.text, &offices);
            let about = if years_in(&paragraph.section).is_empty() { &about } else { &paragraph.section };
            let of_results = results(person, sentence.text, about);
            claims.extend(if of_results.is_empty() { stood(person, sentence.text) } else { of_results });
            // "He" may be somebody of an earlier time.
            claims.retain(|claim| year_of(claim).zip(adult).is_none_or(|(year, adult)| year >= adult));
            let citation = || {
                let mut citation = place.citation(sentence.line, Confidence::Prose);
                citation.quote = sentence.text.chars().take(MOST_QUOTED).collect::<String>().into();
                citation
            };
            for claim in claims {
                facts.state(Statement::Claim(Box::new(claim)), citation());
            }
        }
    }
}

fn year_of(claim: &Claim) -> Option<i32> {
    match claim {
        Claim::Spell { from, to, .. } => from.or(*to).and_then(Date::the_year),
        Claim::Ran { year, .. } | Claim::Stood { year, .. } => Some(*year),
        _ => None,
    }
}

/// The words by which a page calls its own person.
struct Subject {
    names: Vec<String>,
}

impl Subject {
    fn of(person: &str) -> Self {
        let plain = person.split(" (").next().unwrap_or(person);
        let words: Vec<&str> =
            plain.split(' ').filter(|w| !matches!(*w, "Jr." | "Sr." | "II" | "III" | "IV")).collect();
        let mut names = vec![plain.to_string()];
        // "Mario Diaz-Balart" is called by the last word, "Jan Van Hollen" by the last two as well.
        names.extend(words.last().map(|w| (*w).to_string()));
        if words.len() > 2 {
            names.push(words[words.len() - 2..].join(" "));
        }
        Self { names }
    }

    /// Returns true if a sentence begins with the person, perhaps behind "In 2010," and the like.
    fn begins(&self, sentence: &str, lead_section: bool) -> bool {
        let lead = pattern!(
            r"^(?:An? [^,.;]{3,90}, )?(?:(?:In|On|From|After|Before|Since|During|At|For|Upon|Following|Prior to|Previously|Later|Subsequently|Initially|Formerly|Then|Also|First)\b[^,]{0,80}, (?:and )?)*(?:In (?:19|20)\d\d )?"
        );
        let start = lead.as_ref().and_then(|p| p.find(sentence)).map_or(0, |m| m.end());
        let rest = &sentence[start..];
        let pronoun = pattern!(r"^(?:He|She|They|he|she|they)\b").as_ref().is_some_and(|p| p.is_match(rest));
        let called = || {
            let titles = pattern!(
                r"^(?:U\.S\. |US )?(?:Rep\.|Representative|Sen\.|Senator|Congressman|Congresswoman|Mayor|Governor|Gov\.)? ?"
            );
            let bare = &rest[titles.as_ref().and_then(|p| p.find(rest)).map_or(0, |m| m.end())..];
            let is_name = |name: &String| {
                bare.strip_prefix(name.as_str()).is_some_and(|behind| {
                    !behind.starts_with(|c: char| c.is_alphanumeric()) && !behind.starts_with(['\'', '’'])
                })
            };
            self.names.iter().any(is_name) || self.is_full_name(bare, lead_section)
        };
        pronoun || called()
    }

    /// Returns true if a sentence begins with the full name, perhaps with a middle name: "John Quincy Adams (born …) is". The
    /// lead may have another form of the given name.
    fn is_full_name(&self, text: &str, lead_section: bool) -> bool {
        let words: Vec<&str> = self.names[0].split(' ').collect();
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
        let head: Vec<&str> = text.split([' ', '(']).take(6).collect();
        let given = head.first().is_some_and(|w| fold(w).starts_with(&fold(first)));
        let formal =
            || lead_section && head.first().is_some_and(|w| w.starts_with(char::is_uppercase)) && text.contains("born");
        (given || formal()) && head.iter().skip(1).any(|w| fold(w.trim_end_matches([',', '.'])) == fold(last))
    }
}

/// Words behind which a sentence is about somebody or something else.
fn is_about_others(clause: &str) -> bool {
    pattern!(
        r"(?i)\b(?:whose?|whom|succeed(?:ed|ing)|replac(?:ed|ing)|predecessor|successor|under|father|mother|brother|sister|husband|wife|son of|daughter of|uncle|aunt|cousin|grand\w+|behalf|staff|aide to|assistant|advis[eo]r|intern|clerk|director for|worked for|counsel|first|last|only|longest|ever|committee|subcommittee|caucus|treasurer for|manager for|campaign|faced|against|opponent|challenger|defeat(?:ed|ing)|beat|beating)\b|, who "
    )
    .as_ref()
    .is_some_and(|p| p.is_match(clause))
}

/// Reads terms in an office: "from 2002 to 2008", "(2002–2008)", "since 2013", "until 2001".
fn spells(person: &str, text: &str, offices: &[OfficeWords]) -> Vec<Claim> {
    let years = pattern!(
        r"(?:from|between) (?:\w+ )?((?:18|19|20)\d\d) (?:to|until|till|through|and) (?:\w+ )?((?:18|19|20)\d\d)|\(((?:18|19|20)\d\d) ?[–—-] ?((?:18|19|20)\d\d|\d\d)\)|since (?:\w+ )?((?:18|19|20)\d\d)|until (?:\w+ )?((?:18|19|20)\d\d)"
    );
    let mut found = Vec::new();
    let mut begin = 0;
    for years in years.iter().flat_map(|p| p.captures_iter(text)) {
        let Some(whole) = years.get(0) else { continue };
        let clause = &text[begin..whole.start()];
        begin = whole.end();
        let year = |i: usize| years.get(i).and_then(|m| m.as_str().parse::<i32>().ok());
        let mut to = year(2).or_else(|| year(4)).or_else(|| year(6));
        let from = year(1).or_else(|| year(3)).or_else(|| year(5));
        if let (Some(start), Some(end)) = (from, to)
            && end < 100
        {
            to = Some(start - start % 100 + end).filter(|end| *end >= start);
        }
        // Only the words of the last clause name the office: "was elected mayor in 2000; he served in the senate from …".
        let clause = clause.rsplit(';').next().unwrap_or(clause);
        if is_about_others(clause) || clause.chars().count() > 300 || !serves(clause, &text[whole.end()..]) {
            continue;
        }
        let own = &OfficeWords::named_in(clause, offices)[0];
        // A deputy attorney general is no attorney general.
        let below = pattern!(r"(?i)\b(?:deputy|assistant|associate|vice|under)[ -]");
        let is_below = below.as_ref().is_some_and(|p| p.is_match(clause));
        if own.is_empty() || is_below && own.iter().all(|at| !offices[*at].is_below()) {
            continue;
        }
        let (from, to) = (from.map(Date::year), to.map(Date::year));
        found.push(Claim::Spell { person: person.to_string(), office: clause.trim().to_string(), from, to });
    }
    found
}

/// Returns true if a clause says that somebody held an office, and not that something else lasted.
fn serves(clause: &str, behind: &str) -> bool {
    let verb = pattern!(
        r"(?i)\b(?:serv(?:ed?|es|ing)|represent(?:ed|s|ing)?|is|was|been|held|holds?|holding|member|mayor|governor|chair(?:ed|ing)?|led|president|secretary|commissioner|representative|senator|treasurer|auditor|attorney)\b"
    );
    // "since 2003, when the district was numbered …" dates something else.
    let other = pattern!(r"^,? (?:when|as a result|after which the|by a)\b");
    // Who sits for a list holds no seat of a place.
    let of_list = pattern!(r"(?i)\blist (?:MP|member|candidate|seat)\b");
    verb.as_ref().is_some_and(|p| p.is_match(clause))
        && ![(&of_list, clause), (&other, behind)].iter().any(|(p, text)| p.as_ref().is_some_and(|p| p.is_match(text)))
}

/// The verbs that say that somebody stood, with the year behind them, and how it ended; the surest first.
static STOOD: LazyLock<Vec<(Option<Outcome>, Regex)>> = LazyLock::new(|| {
    const YEAR: &str =
        r"(?:in|for|at|of|on)(?: the)?(?: early| late)? ?(?:\w+ \d{1,2},? |\d{1,2} \w+ |\w+ )?((?:18|19|20)\d\d)\b";
    // Whoever else is spoken of between the verb and the year may be the one who stood then.
    const BETWEEN: &str = r"[^.;:()]{0,90}?";
    let verbs = [
        (Some(Outcome::Withdrew), r"(?:withdrew|dropped out|withdrawing|dropping out)"),
        (
            Some(Outcome::Lost),
            r"(?:(?:ran|running|stood|campaigned) unsuccessfully|unsuccessfully (?:ran|stood|campaigned|sought|challenged)|lost (?:re-?election|his bid|her bid|the (?:[\w-]+ ){0,3}(?:election|primary|race))|was defeated|was unsuccessful)",
        ),
        (
            Some(Outcome::Elected),
            r"(?:was (?:first |narrowly |again )?(?:re-?)?elected|been (?:re-?)?elected|won (?:re-?election|the (?:[\w-]+ ){0,3}(?:election|primary|race|seat)|a (?:special )?election|a seat|election))",
        ),
        (None, r"(?:ran|stood|campaigned) (?:again |once more )?(?:for|in|against)\b"),
        (None, r"(?:was a candidate|sought (?:re-?election|election|the (?:[\w-]+ ){0,2}nomination))"),
    ];
    let pattern = |verb: &str| Regex::new(&format!(r"\b{verb}{BETWEEN} {YEAR}")).ok();
    verbs.into_iter().filter_map(|(outcome, verb)| Some((outcome, pattern(verb)?))).collect()
});

/// Reads that somebody stood, and how it ended: "ran unsuccessfully for governor in 1998", "was elected mayor in 2002",
/// "withdrew from the race on 3 May 2008".
fn stood(person: &str, text: &str) -> Vec<Claim> {
    let years: BTreeSet<&str> =
        pattern!(r"\b(?:18|19|20)\d\d\b").iter().flat_map(|p| p.find_iter(text)).map(|m| m.as_str()).collect();
    let tail = pattern!(
        r",? (?:after|before|having|by) (?:narrowly )?(?:defeating|beating|losing)\b.*$|, (?:defeating|losing to|beating)\b.*$"
    );
    let whole = text;
    let text = tail.as_ref().and_then(|p| p.find(text)).map_or(text, |m| &text[..m.start()]);
    // Where a sentence has several years, or is about somebody else as well, which is meant is not certain.
    if years.len() != 1 {
        return Vec::new();
    }
    let found = STOOD.iter().find_map(|(outcome, pattern)| {
        let found = pattern.captures(text)?;
        let year = found.get(1)?.as_str().parse().ok()?;
        // "…, but Bo Beech dropped out".
        let other = pattern!(r"\b(?:but|while|when|as|because|and|although|that) (?:the |incumbent )?[A-Z]");
        let before = &text[..found.get(0)?.start()];
        let is_own = !other.as_ref().is_some_and(|p| p.is_match(before));
        is_own.then(|| (*outcome, year, found[0].to_string()))
    });
    let Some((outcome, year, words)) = found.filter(|_| !is_about_another(text)) else { return Vec::new() };
    let primary = pattern!(r"(?i)\bprimar(?:y|ies)\b|\bnomination\b|\brun-?off\b|\bcaucus(?:es)?\b|\bconvention\b");
    // Who won the primary in the tail of the sentence was elected later; who lost it stood no further.
    let said = if outcome == Some(Outcome::Elected) { text } else { whole };
    let primary = primary.as_ref().is_some_and(|p| p.is_match(said));
    vec![Claim::Stood { person: person.to_string(), year, primary, outcome, words }]
}

/// Returns true for a sentence in which somebody else may be the one who stood, or in which nothing took place.
fn is_about_another(text: &str) -> bool {
    pattern!(
        r"(?i)\b(?:who|whom|whose|if|would|could|might|considered|considering|declined|decided not|did not|didn't|announced|planned|planning|intends?|speculat\w+|rumou?red|potential|possible|poll(?:s|ed|ing)?|board|union|chair(?:man|woman|person)?|leader|speaker|delegate to|law school|university|college|student|class|fellow|hall of fame|general assembly|after|until|before|since)\b"
    )
    .as_ref()
    .is_some_and(|p| p.is_match(text))
}

/// Reads results of elections: shares and opponents, and elections without opponents.
fn results(person: &str, text: &str, about: &str) -> Vec<Claim> {
    let stated = years_in(text);
    // Another contest of the year than the one that the heading or the sentence before is about.
    let other = pattern!(r"(?i)\bspecial\b|\brun-?off\b|\bby-?election\b");
    let is_other = other.as_ref().is_some_and(|p| p.is_match(text));
    let headed = if is_other { Vec::new() } else { years_in(about) };
    let primary = pattern!(r"(?i)\bprimar(?:y|ies)\b|\bnomination\b|\brun-?off\b|\bcaucus(?:es)?\b|\bconvention\b");
    let primary = |text: &str| primary.as_ref().is_some_and(|p| p.is_match(text));
    let ran = |year: i32, unopposed: bool, opponent: Option<String>, shares: [Option<f64>; 2]| Claim::Ran {
        person: person.to_string(),
        year,
        primary: primary(text),
        unopposed,
        opponent,
        shares,
    };
    // A sentence on a primary and the general election may mean either.
    let both = primary(text) && pattern!(r"(?i)\bgeneral election\b").as_ref().is_some_and(|p| p.is_match(text));
    if both {
        return Vec::new();
    }
    let alone = pattern!(
        r"(?i)\b(?:ran|was|were|(?:re-?)?elected|won(?: re-?election)?(?: to [^.;]{0,40}?)?|running|faced no (?:major |serious )?opposition|stood) (?:re-?elected )?(?:unopposed|without opposition|uncontested)\b([^.;]*)"
    );
    if let Some(found) = alone.as_ref().and_then(|p| p.captures(text)) {
        let behind = years_in(found.get(1).map_or("", |m| m.as_str()));
        let years = match (&behind[..], &stated[..], &headed[..]) {
            ([_, ..], ..) => behind,
            ([], [year], _) | ([], [], [year]) => vec![*year],
            _ => Vec::new(),
        };
        return years.into_iter().map(|year| ran(year, true, None, [None, None])).collect();
    }
    let year = match (&stated[..], &headed[..]) {
        ([year], _) | ([], [year]) => *year,
        _ => return Vec::new(),
    };
    shares(text).map(|(opponent, shares)| vec![ran(year, false, opponent, shares)]).unwrap_or_default()
}

/// Reads "defeated incumbent Democrat Bo Beech 53%–41%", "with 54% of the vote", "defeating Bo Beech by a margin of 58% to 42%".
fn shares(text: &str) -> Option<(Option<String>, [Option<f64>; 2])> {
    let number = |m: Option<regex::Match<'_>>| m.and_then(|m| m.as_str().parse::<f64>().ok());
    let against = pattern!(
        r"\b(?:defeat(?:ed|ing)|beat|beating)\b ([^.;%]{3,120}?),? (?:by (?:a (?:margin|vote) of )?|with )?(\d\d(?:\.\d+)?)(?:%| percent)? ?(?:[–—-]|to) ?(\d\d(?:\.\d+)?) ?(?:%|percent)"
    );
    if let Some(found) = against.as_ref().and_then(|p| p.captures(text)) {
        // Of several opponents, the figures are those of one each.
        let opponent = last_name(&found[1])?;
        return Some((Some(opponent), [number(found.get(2)), number(found.get(3))]));
    }
    let alone = pattern!(
        r"(?i)\b(?:won|winning|(?:re-?)?elected|prevailed)\b[^.;%]{0,80}? with (?:about |nearly |over |almost |around |more than )?(\d\d(?:\.\d+)?) ?(?:%|percent)(?: of (?:the )?(?:total |popular )?votes?)\b"
    );
    // "nearly 54%" is no figure to compare.
    let about = pattern!(r"(?i)with (?:about|nearly|over|almost|around|more than|just|roughly)\b");
    if about.as_ref().is_some_and(|p: &Regex| p.is_match(text)) {
        return None;
    }
    let found = alone.as_ref().and_then(|p| p.captures(text))?;
    // "… which Bo Beech won with 54%", "won every county with 52%": somebody else's figure, or a part's.
    let before = &text[..found.get(0)?.start()];
    let of_others = pattern!(r"\b(?:which|who|whom|where|that)\b[^.;]{0,40}$");
    let of_parts = pattern!(r"(?i)\b(?:count(?:y|ies)|precincts?|boroughs?|towns?|wards?)\b");
    if of_others.as_ref().is_some_and(|p| p.is_match(before))
        || of_parts.as_ref().is_some_and(|p| p.is_match(&found[0]))
    {
        return None;
    }
    let opponent = pattern!(r"\b(?:defeat(?:ed|ing)|over|against) ([^.;,%]{3,120}?)(?:,? (?:with|by)\b|[.;]|$)");
    let opponent = opponent.as_ref().and_then(|p| p.captures(text)).and_then(|c| last_name(&c[1]));
    Some((opponent, [number(found.get(1)), None]))
}

/// Returns the name at the end of a phrase such as "incumbent Democratic congressman Bo Beech"; `None` if it names several.
fn last_name(phrase: &str) -> Option<String> {
    let phrase = phrase.split(',').next().unwrap_or(phrase).trim();
    if phrase.contains(" and ") || phrase.contains('&') {
        return None;
    }
    let words: Vec<&str> = phrase.split(' ').collect();
    let is_name = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let name: Vec<&str> = words.iter().rev().take_while(|w| is_name(w)).copied().collect();
    let name: Vec<&str> = name.into_iter().rev().collect();
    let titles: BTreeSet<&str> = [
        "Republican",
        "Democrat",
        "Democratic",
        "Libertarian",
        "Green",
        "Independent",
        "Rep.",
        "Senator",
        "State",
        "Representative",
        "Mayor",
        "Congressman",
        "Congresswoman",
        "U.S.",
        "Incumbent",
        "Sen.",
        "Governor",
    ]
    .into();
    let name: Vec<&str> = name.into_iter().skip_while(|w| titles.contains(w)).collect();
    // "Speaker of the Nevada Assembly John Oceguera": an office stands before the name.
    let name = if name.len() > 3 { name[name.len() - 2..].to_vec() } else { name };
    (!name.is_empty()).then(|| name.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offices() -> Vec<OfficeWords> {
        vec![
            OfficeWords::of(
                "Member of the U.S. House of Representatives",
                Some("Florida's 18th congressional district"),
            ),
            OfficeWords::of("Member of the Florida House of Representatives", Some("83rd")),
            OfficeWords::of("Mayor of Harbour", None),
        ]
    }

    fn read(text: &str) -> Vec<(String, Option<i32>, Option<i32>)> {
        let year = |date: Option<Date>| date.and_then(Date::the_year);
        let of = |claim| match claim {
            Claim::Spell { office, from, to, .. } => (office, year(from), year(to)),
            other => panic!("{other:?}"),
        };
        let is_own = Subject::of("Ann Ash").begins(text, false);
        let found = if is_own { spells("Ann Ash", text, &offices()) } else { Vec::new() };
        found.into_iter().map(of).collect()
    }

    #[test]
    fn terms_of_the_own_person_are_read() {
        let found = read(
            "She served as Mayor of Harbour from 2002 to 2008 and has been the U.S. Representative for Florida's 18th congressional district since 2013.",
        );
        assert_eq!((found[0].1, found[0].2), (Some(2002), Some(2008)));
        assert_eq!((found[1].1, found[1].2, found.len()), (Some(2013), None, 2));
        assert_eq!(
            read("In 1990, Ash was elected to the Florida House of Representatives, where she served until 2001.")
                .len(),
            1
        );
        for other in [
            "Bo Beech was Mayor of Harbour from 1990 to 1998.",
            "She succeeded Bo Beech, who served as Mayor of Harbour from 1990 to 1998.",
            "She was an aide to the Mayor of Harbour from 1990 to 1998.",
            "She worked at a bank from 1990 to 1998.",
            "She was a list MP, not the Mayor of Harbour, from 1990 to 1998.",
            "Ash's father was Mayor of Harbour from 1970 to 1978.",
        ] {
            assert!(read(other).is_empty(), "{other}");
        }
    }

    #[test]
    fn who_stood_when_and_how_it_ended() {
        let of = |text: &str| match stood("Ann Ash", text).pop() {
            Some(Claim::Stood { year, primary, outcome, .. }) => Some((year, primary, outcome)),
            _ => None,
        };
        let is = |text: &str, year: i32, primary: bool, outcome: Option<Outcome>| {
            assert_eq!(of(text), Some((year, primary, outcome)), "{text}");
        };
        is("She ran for governor in 1998.", 1998, false, None);
        is("Ash ran unsuccessfully for the Elm Senate in 1994.", 1994, false, Some(Outcome::Lost));
        is(
            "She unsuccessfully ran in the Republican primary for the 7th district in 2002.",
            2002,
            true,
            Some(Outcome::Lost),
        );
        is("In a close race, Ash was elected mayor on 3 May 2004.", 2004, false, Some(Outcome::Elected));
        is("Ash won re-election in 2006.", 2006, false, Some(Outcome::Elected));
        is("She dropped out of the race on January 30, 2008.", 2008, false, Some(Outcome::Withdrew));
        for other in [
            "Ash expected a challenge, but Bo Beech dropped out in 2008.",
            "She considered whether she would run for mayor in 2008.",
            "She was elected chair of the board in 2008.",
            "Ash served from 1998 and was elected in 2002.",
            "She ran for the bus.",
        ] {
            assert_eq!(of(other), None, "{other}");
        }
    }

    #[test]
    fn results_have_a_year_and_figures() {
        let of = |text: &str, section: &str| results("Ann Ash", text, section);
        let Some(Claim::Ran { year, opponent, shares, primary, .. }) =
            of("In 2010, Ash defeated incumbent Democrat Bo Beech 53%–41%.", "").pop()
        else {
            panic!("no result")
        };
        assert_eq!(
            (year, opponent.as_deref(), shares, primary),
            (2010, Some("Bo Beech"), [Some(53.0), Some(41.0)], false)
        );
        assert_eq!(of("She ran unopposed in 2000, 2002, and 2006.", "").len(), 3);
        assert_eq!(of("She won with 54.2% of the vote.", "2012 election").len(), 1);
        assert!(of("She won with nearly 54% of the vote in 2012.", "").is_empty());
        assert!(of("She won in 2012 and 2014 with 54% of the vote.", "").is_empty());
        assert!(
            of("In 2012, she won the primary with 54% of the vote and was unopposed in the general election.", "")
                .is_empty()
        );
    }
}

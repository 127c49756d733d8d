//! Reads succession boxes: rows of `s-bef`, `s-ttl` and `s-aft`, and boxes that consist of one template.

use super::{TemplateRule, WikiPage, at, first_date};
use crate::facts::fields::{Field, Fields};
use crate::facts::named::{self, says_incumbent};
use crate::facts::record::{Names, Neighbour, PageRecord, SuccessionRecord};
use crate::facts::templates::{Role, Row, templates, word};
use crate::wikitext::figure::dates_in;
use crate::wikitext::shown::house_district_name;
use crate::wikitext::{Date, Template, read_date};

pub(super) const RULE: TemplateRule =
    TemplateRule { name: "succession-box", reads: "succession boxes; orders of precedence are left out", run };

/// The heading above a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Section {
    #[default]
    Office,
    Honorary,
    Precedence,
}

/// One side of a row: the people, or the reason why there is nobody.
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own template")]
#[derive(Debug, Clone, Default)]
struct Side {
    /// True if the box has anything in this slot.
    said: bool,
    names: Option<Names>,
    note: Option<String>,
    incumbent: bool,
    most_recent: bool,
    new: bool,
    line: usize,
    /// The number of further titles that it applies to.
    rows: u32,
    /// True if no title has used it yet.
    fresh: bool,
}

#[derive(Default)]
struct Walk {
    section: Section,
    before: Option<Side>,
    /// A side that spans further titles.
    after: Option<Side>,
    found: Vec<SuccessionRecord>,
    /// The indices of the titles whose successor is not read yet.
    waiting: Vec<usize>,
    /// True if the last title has its successor.
    closed: bool,
}

fn run(page: &WikiPage<'_>, record: &mut PageRecord) {
    let mut walk = Walk::default();
    for (role, _, template) in &page.found {
        let Role::Succession(row) = role else { continue };
        let mut unread = std::mem::take(&mut record.unread);
        let fields = Fields::read(*template, &templates().succession, &mut unread);
        record.unread = unread;
        walk.row(*row, &fields, *template);
    }
    walk.found.iter_mut().for_each(|entry| entry.in_office |= entry.incumbent && entry.end.is_none());
    record.successions.append(&mut walk.found);
}

impl Walk {
    fn row(&mut self, row: Row, fields: &Fields<'_>, template: Template<'_>) {
        match row {
            Row::Begin | Row::End | Row::Heading => self.heading(Section::Office),
            Row::Precedence => self.heading(Section::Precedence),
            Row::Honorary => self.heading(Section::Honorary),
            _ if self.section == Section::Precedence && !matches!(row, Row::Whole | Row::WholeHouse) => {}
            Row::Before => {
                let mut next = side(fields, "before", 0, template);
                // Two holders, one above the other, before the same title.
                if let Some(above) = self.before.take().filter(|b| b.fresh && b.names.is_some() && next.names.is_some())
                {
                    next.names = join(above.names.as_ref(), next.names.as_ref());
                }
                self.before = Some(next);
            }
            Row::New => {
                let reason = fields.one("reason").map(|f| f.value.line());
                self.before = Some(Side {
                    note: reason,
                    new: true,
                    line: template.line(),
                    rows: rows_of(fields),
                    ..Side::default()
                });
            }
            Row::Title => self.title(fields),
            Row::After => {
                let side = side(fields, "after", 0, template);
                self.after(&side);
            }
            Row::Vacant => {
                let mut note = fields.one("reason").map_or_else(|| "Vacant".to_string(), |f| f.value.line());
                for (meaning, word) in [("last", "last held by"), ("next", "next held by")] {
                    if let Some(f) = fields.one(meaning) {
                        note = format!("{note}, {word} {}", named::target_or_text(f.value));
                    }
                }
                let note = Some(note);
                let side = Side { note, line: template.line(), rows: rows_of(fields), ..Side::default() };
                // Before a title, it means that nobody came before. After a title, it means that nobody came after.
                if self.waiting.is_empty() && self.before.is_none() {
                    self.before = Some(side);
                } else {
                    self.after(&side);
                }
            }
            Row::Incumbent => {
                let recent =
                    template.arguments().any(|a| a.positional && template.markup().raw(a.value).trim() == "recent");
                let side = Side {
                    incumbent: !recent,
                    most_recent: recent,
                    line: template.line(),
                    rows: rows_of(fields),
                    ..Side::default()
                };
                self.after(&side);
            }
            Row::Whole | Row::WholeHouse => self.whole(row, fields, template),
        }
    }

    fn heading(&mut self, section: Section) {
        *self = Self { section, found: std::mem::take(&mut self.found), ..Self::default() };
    }

    fn title(&mut self, fields: &Fields<'_>) {
        let Some(title) = fields.one("title") else { return };
        let mut entry = SuccessionRecord::default();
        self.describe(&mut entry, &title);
        at(&mut entry.lines, "title", title.line);
        if let Some(years) = fields.one("years") {
            read_years(&mut entry, &years);
        }
        if let Some(alongside) = fields.one("alongside") {
            at(&mut entry.lines, "alongside", alongside.line);
            entry.alongside = named::read(alongside.value).names();
        }
        if let Some(before) = &mut self.before {
            put_before(&mut entry, before);
            before.fresh = false;
            before.rows = before.rows.saturating_sub(1);
            if before.rows == 0 {
                self.before = None;
            }
        }
        let index = self.found.len();
        self.found.push(entry);
        match &mut self.after {
            Some(after) if after.rows > 0 => {
                put_after(&mut self.found[index], after);
                after.rows -= 1;
            }
            _ => {
                self.waiting.push(index);
                self.closed = false;
            }
        }
    }

    /// Sets the successor of the waiting titles. Later titles get it too if the side spans rows.
    fn after(&mut self, side: &Side) {
        // Two holders, one below the other, after the same title.
        if self.waiting.is_empty()
            && side.names.is_some()
            && let Some(last) = self.found.last_mut().filter(|l| self.closed && l.successor.names().is_some())
        {
            last.successor = Neighbour::said(join(last.successor.names(), side.names.as_ref()));
            return;
        }
        self.closed = !self.waiting.is_empty();
        for index in std::mem::take(&mut self.waiting) {
            put_after(&mut self.found[index], side);
        }
        self.after = (side.rows > 1).then(|| Side { rows: side.rows - 1, ..side.clone() });
    }

    fn describe(&self, entry: &mut SuccessionRecord, title: &Field<'_>) {
        entry.title = title.value.line();
        entry.linked = title.value.links.iter().map(|link| link.target.clone()).collect();
        let folded = word(&entry.title);
        entry.nomination = templates().words.nominee.iter().any(|n| folded.contains(n.as_str()));
        entry.kind = (self.section == Section::Honorary).then_some("honorary");
    }

    fn whole(&mut self, row: Row, fields: &Fields<'_>, template: Template<'_>) {
        let mut entry = SuccessionRecord::default();
        if row == Row::WholeHouse {
            entry.template = Some("USRepSuccessionBox");
            entry.title = "Member of the U.S. House of Representatives".into();
            let text = |meaning: &'static str| fields.one(meaning).map(|f| f.value.line()).unwrap_or_default();
            entry.constituency = house_district_name(&text("state"), &text("district"));
            if let Some(f) = fields.one("district") {
                at(&mut entry.lines, "constituency", f.line);
            }
            at(&mut entry.lines, "title", template.line());
        } else {
            let Some(title) = fields.one("title") else {
                self.several(fields, template);
                return;
            };
            entry.template = Some("succession box");
            self.describe(&mut entry, &title);
            at(&mut entry.lines, "title", title.line);
        }
        if let Some(years) = fields.one("years") {
            read_years(&mut entry, &years);
        }
        for (meaning, slot) in [("start", &mut entry.start), ("end", &mut entry.end)] {
            if let Some(f) = fields.one(meaning)
                && slot.is_none()
            {
                at(&mut entry.lines, meaning, f.line);
                let goes_on = says_incumbent(&f.value.text);
                entry.in_office |= goes_on && meaning == "end";
                *slot = if goes_on { None } else { first_date(&f.value.text) };
            }
        }
        put_before(&mut entry, &side(fields, "before", 0, template));
        put_after(&mut entry, &side(fields, "after", 0, template));
        if let Some(alongside) = fields.one("alongside") {
            at(&mut entry.lines, "alongside", alongside.line);
            entry.alongside = named::read(alongside.value).names();
        }
        self.found.push(entry);
    }

    /// Reads a box with several titles, each with its own sides or a shared one: `title1`, `title2`, `before`,
    /// `after2`.
    fn several(&mut self, fields: &Fields<'_>, template: Template<'_>) {
        for row in fields.rows(&["title"]) {
            let Some(title) = fields.row("title", row) else { continue };
            let mut entry = SuccessionRecord { template: Some("succession box"), ..SuccessionRecord::default() };
            self.describe(&mut entry, &title);
            at(&mut entry.lines, "title", title.line);
            if let Some(years) = fields.row("years", row).or_else(|| fields.one("years")) {
                read_years(&mut entry, &years);
            }
            let own = |meaning: &'static str| if fields.row(meaning, row).is_some() { row } else { 0 };
            put_before(&mut entry, &side(fields, "before", own("before"), template));
            put_after(&mut entry, &side(fields, "after", own("after"), template));
            self.found.push(entry);
        }
    }
}

fn join(first: Option<&Names>, second: Option<&Names>) -> Option<Names> {
    let all = first.into_iter().chain(second).flat_map(Names::iter).map(ToString::to_string);
    Names::of(all.collect())
}

fn rows_of(fields: &Fields<'_>) -> u32 {
    fields.one("rows").and_then(|f| f.value.text.parse().ok()).unwrap_or(1)
}

fn side(fields: &Fields<'_>, meaning: &'static str, row: u32, template: Template<'_>) -> Side {
    let empty = Side { line: template.line(), rows: rows_of(fields), fresh: true, ..Side::default() };
    let Some(f) = fields.row(meaning, row) else { return empty };
    let named = named::read_holder(f.value);
    let incumbent = named.incumbent && named.names.is_empty() || says_incumbent(&f.value.text);
    let names = if incumbent { None } else { named.names() };
    let held_as = fields.one("as").map(|f| f.value.line());
    let note = named.note.filter(|n| !says_incumbent(n)).or(held_as);
    Side { said: true, names, note, incumbent, line: f.line, ..empty }
}

impl Side {
    fn neighbour(&self) -> Neighbour {
        let nobody = self.said || self.new || self.incumbent || self.most_recent || self.note.is_some();
        match &self.names {
            None if !nobody => Neighbour::NotSaid,
            names => Neighbour::said(names.clone()),
        }
    }
}

fn put_before(entry: &mut SuccessionRecord, side: &Side) {
    entry.predecessor = side.neighbour();
    entry.predecessor_note.clone_from(&side.note);
    entry.new = side.new;
    at(&mut entry.lines, "predecessor", side.line);
}

fn put_after(entry: &mut SuccessionRecord, side: &Side) {
    entry.successor = side.neighbour();
    entry.successor_note.clone_from(&side.note);
    entry.incumbent = side.incumbent;
    entry.most_recent = side.most_recent;
    at(&mut entry.lines, "successor", side.line);
}

/// Reads years such as `1975 – 1981`, `2013 –`, `2007–present` or `July 12, 2011–January 3, 2013`.
fn read_years(entry: &mut SuccessionRecord, years: &Field<'_>) {
    let text = years.value.line();
    at(&mut entry.lines, "start", years.line);
    if let [only] = years.value.links.as_slice()
        && only.shown == (0..years.value.text.len())
        && only.target != text
    {
        entry.years_link = Some(only.target.clone());
    }
    let mut spells: Vec<Spell> = Vec::new();
    for line in years.value.text.split('\n') {
        // Lines such as "With: …" name other people and their years.
        if line.contains(':') {
            break;
        }
        let whole = Spell::read(line);
        let parts: Vec<&str> = line.split([',', ';']).flat_map(|p| p.split(" and ")).collect();
        let each: Vec<Spell> = parts.iter().map(|p| Spell::read(p)).collect();
        // "1999–2003, 2005–2009" has two spells; the comma in "May 3, 2001–June 4, 2002" belongs to the dates.
        if parts.len() > 1 && each.iter().all(|s| s.start.is_some()) {
            spells.extend(each);
        } else {
            spells.extend(whole.start.is_some().then_some(whole));
        }
    }
    let Some(first) = spells.first() else { return };
    (entry.start, entry.end) = (first.start, first.end);
    entry.in_office |= spells.iter().any(|spell| spell.goes_on);
    if spells.len() > 1 {
        entry.spells = spells.iter().map(|spell| [spell.start, spell.end]).collect();
    }
}

/// A spell of years, as far as it can be read.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Spell {
    pub start: Option<Date>,
    pub end: Option<Date>,
    /// True if it has not ended.
    pub goes_on: bool,
}

impl Spell {
    /// Reads the spells of a slot that holds whole terms: both dates of a term, with a dash or a word between them or
    /// on two lines, or a term on each line.
    pub(super) fn all_in(text: &str) -> Vec<Self> {
        let lines: Vec<&str> = text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
        let whole = Self::in_words(&lines.join(" "));
        let lines: Vec<&str> = lines.into_iter().filter(|line| Self::in_words(line).is_some()).collect();
        let mut each: Vec<Self> = lines.iter().filter_map(|line| Self::in_words(line)).collect();
        if each.len() > 1 && each.iter().any(|spell| spell.start.is_some() && spell.end.is_some()) {
            // "2003" beside "2006–2010" began and ended in that year.
            for (spell, line) in each.iter_mut().zip(&lines) {
                if spell.end.is_none() && !spell.goes_on && line.chars().all(|c| c.is_ascii_digit()) {
                    spell.end = spell.start;
                }
            }
            return each;
        }
        whole.into_iter().collect()
    }

    fn in_words(text: &str) -> Option<Self> {
        let dashed = with_dash(text);
        let mut spell = Self::read(&dashed);
        let first = word(text.split(' ').next().unwrap_or_default());
        match dates_in(text).as_slice() {
            [start, end] if spell.end.is_none() && !spell.goes_on => {
                (spell.start, spell.end) = (Some(*start), Some(*end));
            }
            [_] if templates().words.since.contains(&first) => spell.goes_on = spell.end.is_none(),
            [end] if templates().words.until.contains(&first) => (spell.start, spell.end) = (None, Some(*end)),
            _ => {}
        }
        (spell.start.is_some() || spell.end.is_some()).then_some(spell)
    }

    pub(super) fn read(text: &str) -> Self {
        let (from, to) = span_of(text);
        let start = first_date(&from);
        let Some(to) = to else { return Self { start, ..Self::default() } };
        let Some(start) = start else {
            // "1 January – 5 May 2010": the year comes after both days.
            let [start, end] = read_date(text).and_then(Date::ends).unwrap_or_default();
            return Self { start, end, goes_on: false };
        };
        let goes_on = says_incumbent(&to);
        let end = match (two_digits(&to), start.first_year()) {
            _ if goes_on => None,
            // "2000–04".
            (Some(year), Some(first)) => Some(Date::year(first - first.rem_euclid(100) + year)),
            (Some(_), None) => None,
            (None, _) => first_date(&to),
        };
        Self { start: Some(start), end, goes_on }
    }
}

/// Writes the word between two dates as a dash.
fn with_dash(text: &str) -> String {
    let is_word = |text: &&str| templates().words.until.contains(&word(text));
    let mut words: Vec<&str> = text.split(' ').collect();
    let has_year = |words: &[&str]| words.iter().any(|w| w.chars().filter(char::is_ascii_digit).count() >= 4);
    let between = (1..words.len()).find(|i| is_word(&words[*i]) && has_year(&words[..*i]));
    if let Some(at) = between {
        words[at] = "–";
    }
    words.join(" ")
}

/// Reads a year that is written without its century.
fn two_digits(text: &str) -> Option<i32> {
    (text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// Splits a span of years at its dash. The second part is `None` if there is no dash.
fn span_of(text: &str) -> (String, Option<String>) {
    let dashes: Vec<(usize, usize)> = text
        .char_indices()
        .filter(|(i, c)| match c {
            '–' | '—' | '‒' => true,
            // Only a single hyphen, or one after a space, is a dash. This keeps 2001-05-03 whole.
            '-' => text.matches('-').count() == 1 || text[..*i].ends_with(' '),
            _ => false,
        })
        .map(|(i, c)| (i, c.len_utf8()))
        .collect();
    match (dashes.first(), dashes.last()) {
        (Some((first, _)), Some((last, width))) => {
            (text[..*first].trim().to_string(), Some(text[last + width..].trim().to_string()))
        }
        _ => (text.trim().to_string(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_in_one_slot() {
        let shown = |text: &str| -> Vec<String> {
            let date = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
            let show = |s: &Spell| format!("{}..{}{}", date(s.start), date(s.end), if s.goes_on { "now" } else { "" });
            Spell::all_in(text).iter().map(show).collect()
        };
        assert_eq!(shown("1 de janeiro de 2003\naté 1 de janeiro de 2011"), ["2003-01-01..2011-01-01"]);
        assert_eq!(shown("1 de janeiro de 2003 a 1 de janeiro de 2011"), ["2003-01-01..2011-01-01"]);
        assert_eq!(shown("1 de janeiro de 2003\n1 de janeiro de 2011"), ["2003-01-01..2011-01-01"]);
        assert_eq!(shown("1998–2002\n2006–2010"), ["1998..2002", "2006..2010"]);
        assert_eq!(shown("2003\n2006 – 2010"), ["2003..2003", "2006..2010"]);
        assert_eq!(shown("desde 1 de fevereiro de 2019"), ["2019-02-01..now"]);
        assert_eq!(shown("14 oktober 2010 – heden"), ["2010-10-14..now"]);
        assert_eq!(shown("tot 3 mei 1994"), ["..1994-05-03"]);
        assert_eq!(shown("2004-2008"), ["2004..2008"]);
        assert_eq!(shown("unknown"), [""; 0]);
    }

    #[test]
    fn spells_as_people_write_them() {
        for (text, from, to) in [
            ("2000–04", Some("2000"), Some("2004")),
            ("1 January – 5 May 2010", Some("2010-01-01"), Some("2010-05-05")),
            ("May–June 2010", Some("2010-05"), Some("2010-06")),
            ("2007–present", Some("2007"), None),
            ("1899–1901", Some("1899"), Some("1901")),
            ("in spring–04", None, None),
            ("July 12, 2011–January 3, 2013", Some("2011-07-12"), Some("2013-01-03")),
        ] {
            let date = |text: Option<&str>| text.and_then(Date::parse);
            let expected = Spell { start: date(from), end: date(to), goes_on: text.ends_with("present") };
            assert_eq!(Spell::read(text), expected, "{text}");
        }
    }

    #[test]
    fn spans_of_years() {
        for (text, from, to) in [
            ("1975 – 1981", "1975", Some("1981")),
            ("2013 –", "2013", Some("")),
            ("2007-present", "2007", Some("present")),
            ("2001-05-03", "2001-05-03", None),
            ("April 30, 1789– December 14, 1799", "April 30, 1789", Some("December 14, 1799")),
        ] {
            assert_eq!(span_of(text), (from.to_string(), to.map(ToString::to_string)), "{text}");
        }
    }
}

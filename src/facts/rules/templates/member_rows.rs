//! Reads lists of the members for a seat of one template a row, such as `CanMP row`.

use super::wikitable::office_of_page;
use super::{TemplateRule, WikiPage, at};
use crate::facts::fields::Fields;
use crate::facts::named::{self, says_incumbent, target_or_text};
use crate::facts::record::{HolderRecord, Lines, Names, PageRecord};
use crate::facts::templates::{Role, templates};
use crate::wikitext::figure::dates_in;

pub(super) const RULE: TemplateRule =
    TemplateRule { name: "member-rows", reads: "lists of the members for a seat of one template a row", run };

fn run(page: &WikiPage<'_>, record: &mut PageRecord) {
    let mut found: Vec<HolderRecord> = Vec::new();
    for (_, _, template) in page.found.iter().filter(|(role, ..)| *role == Role::MemberRow) {
        // Few titles of Canadian ridings have a qualifier: the rows are those of members of its parliament.
        let place = page.title.split(" (").next().unwrap_or(page.title);
        let office = office_of_page(page.title).unwrap_or_else(|| format!("Member of Parliament for {place}"));
        let mut unread = std::mem::take(&mut record.unread);
        let fields = Fields::read(*template, &templates().members, &mut unread);
        record.unread = unread;
        let Some(name) = fields.one("name") else { continue };
        let named = named::read(name.value);
        let ([person], Some(start)) = (named.names.as_slice(), fields.one("from").and_then(|f| date_of(&f.value.text)))
        else {
            continue;
        };
        let mut lines = Lines::default();
        at(&mut lines, "name", name.line);
        let to = fields.one("to");
        found.push(HolderRecord {
            office,
            name: Names::One(person.clone()),
            provisional: None,
            party: fields.one("party").map(|f| target_or_text(f.value)),
            start: Some(start),
            end: to.as_ref().and_then(|f| date_of(&f.value.text)),
            in_office: to.is_some_and(|f| says_incumbent(f.value.text.trim())),
            follows: false,
            lines,
        });
    }
    // A member has a row again for each parliament and party.
    found.dedup_by(|row, above| {
        let goes_on = row.name == above.name && above.end.is_some() && above.end == row.start;
        if goes_on {
            (above.end, above.in_office) = (row.end, row.in_office);
        }
        goes_on
    });
    (1..found.len()).for_each(|at| found[at].follows = found[at - 1].end == found[at].start);
    record.holders.extend(found);
}

fn date_of(text: &str) -> Option<crate::wikitext::Date> {
    dates_in(text).first().copied().filter(|date| date.first_year().is_some())
}

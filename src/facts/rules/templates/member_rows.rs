//! Reads lists of the members for a seat of one template a row, such as `CanMP row`.

use super::wikitable::office_of_page;
use super::{TemplateRule, WikiPage, at};
use crate::facts::fields::Fields;
use crate::facts::named::{self, says_incumbent, target_or_text};
use crate::facts::record::{HolderRecord, Lines, Names, PageRecord};
use crate::facts::templates::{Role, templates, word};
use crate::wikitext::Template;
use crate::wikitext::figure::dates_in;

pub(super) const RULE: TemplateRule =
    TemplateRule { name: "member-rows", reads: "lists of the members for a seat of one template a row", run };

fn run(page: &WikiPage<'_>, record: &mut PageRecord) {
    let mut found: Vec<HolderRecord> = Vec::new();
    for (_, name, template) in page.found.iter().filter(|(role, ..)| *role == Role::MemberRow) {
        let Some(office) = office_of_page(page.title).or_else(|| of_rows(page, name, *template)) else { continue };
        let mut unread = std::mem::take(&mut record.unread);
        let fields = Fields::read(*template, &templates().members, &mut unread);
        record.unread = unread;
        let to = fields.one("to");
        let Some(person) = fields.one("name") else {
            // The name of the row above reaches down, as its number of terms says: the member goes on.
            let from = fields.one("from").and_then(|f| date_of(&f.value.text));
            if let Some(above) =
                found.last_mut().filter(|above| from.is_some() && above.end == from && above.office == office)
            {
                above.end = to.as_ref().and_then(|f| date_of(&f.value.text));
                above.in_office =
                    to.as_ref().is_none_or(|f| says_incumbent(f.value.text.trim()) || f.value.text.trim().is_empty());
            }
            continue;
        };
        let named = named::read(person.value);
        let ([named], Some(start)) = (named.names.as_slice(), fields.one("from").and_then(|f| date_of(&f.value.text)))
        else {
            continue;
        };
        let mut lines = Lines::default();
        at(&mut lines, "name", person.line);
        found.push(HolderRecord {
            office,
            name: Names::One(named.clone()),
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

/// Returns the office of the rows of a page whose title names none. Few titles of Canadian ridings have a qualifier: the
/// rows are those of members of its parliament. Pages on French communes have the mayors under a heading.
fn of_rows(page: &WikiPage<'_>, name: &str, template: Template<'_>) -> Option<String> {
    let place = page.title.split(" (").next().unwrap_or(page.title);
    if name.starts_with("canmp") {
        return Some(format!("Member of Parliament for {place}"));
    }
    let headings = page.heading_path(template.span().start);
    let of_mayors = |heading: &String| word(heading).split(' ').any(|word| matches!(word, "maires" | "maire"));
    headings.iter().any(of_mayors).then(|| format!("Maire de {place}"))
}

fn date_of(text: &str) -> Option<crate::wikitext::Date> {
    dates_in(text).first().copied().filter(|date| date.first_year().is_some())
}

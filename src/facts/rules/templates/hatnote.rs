//! Reads the notes at the top of a page that tell it apart from pages with similar titles.

use super::{TemplateRule, WikiPage};
use crate::facts::record::PageRecord;
use crate::facts::templates::Role;

pub(super) const RULE: TemplateRule =
    TemplateRule { name: "hatnote", reads: "notes that tell a page from those of like names", run };

fn run(page: &WikiPage<'_>, record: &mut PageRecord) {
    let bare = |title: &str| title.split(" (").next().unwrap_or(title).trim().to_lowercase();
    let own = bare(page.title);
    for (role, _, template) in &page.found {
        if *role != Role::Hatnote || template.line() > 60 {
            continue;
        }
        for argument in template.arguments() {
            let value = page.markup.value(argument.value.clone());
            let titles = value.links.iter().map(|l| l.target.clone()).chain([value.line()]);
            for title in titles {
                // Only pages with the same title before the qualifier can be confused with this one.
                if bare(&title) == own && title != page.title && !title.contains("disambiguation") {
                    record.distinct_from.push(title);
                }
            }
        }
    }
    record.distinct_from.sort();
    record.distinct_from.dedup();
}

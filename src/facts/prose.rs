//! Runs the rules over articles to extract facts.

use super::Facts;
use super::about::About;
use super::article::{Article, BlockKind, MOST_FIELDS, MOST_LINES, articles, is_title};
use super::input::Input;
use super::marked::MarkedSentence;
use super::people::Directory;
use super::rules::{self, Context, Findings};
use super::title::Title;
use crate::source::{Page, Warning};
use crate::wikitext::number::grouped;
use crate::wikitext::sentence::sentences;

/// The format: an article in flat form.
pub(super) const INPUT: Input = Input {
    name: "article",
    label: "article",
    recognised_by: "a first line '= Title ='",
    becomes: "a contest with candidacies, and what the prose says of others",
    example: "= 2001 Harbour Party leadership election =\n\nInfobox\n- Candidate1: Ann Ash\n",
    in_fractions: true,
    is_it: |text| is_title(text.first),
    extract,
};

/// Runs every rule over every article of a page.
fn extract(page: &Page, facts: &mut Facts) {
    for article in articles(&page.text) {
        read(page, &article, &About::of(&article), |_| true, facts);
    }
}

/// Runs those rules over an article for which `wanted` returns true.
pub(super) fn read(
    page: &Page,
    article: &Article<'_>,
    about: &About,
    wanted: impl Fn(&rules::Rule) -> bool,
    facts: &mut Facts,
) {
    let title = Title::read(article.title);
    let directory = Directory::of(about, &article.blocks);
    let mut marked: Vec<MarkedSentence<'_>> = article
        .blocks
        .iter()
        .filter(|b| b.kind == BlockKind::Prose)
        .flat_map(|b| {
            let directory = &directory;
            sentences(b.text, b.line).map(move |s| MarkedSentence {
                raw: s.text,
                marked: directory.mark(s.text),
                line: s.line,
                section: b.section,
            })
        })
        .take(MOST_LINES + 1)
        .collect();
    if marked.len() > MOST_LINES || article.left_out > 0 {
        marked.truncate(MOST_LINES);
        let message = format!(
            "this article is too long: only the first {} lines of its infobox and the first {} lines and sentences of its body are read",
            grouped(MOST_FIELDS as u64),
            grouped(MOST_LINES as u64)
        );
        facts.warnings.push(Warning::new(&page.file, article.title_line, "too-long", message));
    }
    let context = Context::new(page, article, about, &title, &directory, &marked);
    let mut findings = Findings::new(&context, facts);
    for rule in rules::ALL.iter().filter(|r| wanted(r)) {
        (rule.run)(&context, &mut findings);
    }
}

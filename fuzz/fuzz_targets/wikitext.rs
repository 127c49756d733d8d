//! The markup's scanner, its values and the running text.
#![no_main]

use hustings::wikitext::prose::paragraphs;
use hustings::wikitext::Markup;
use hustings_fuzz::bounded;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    Markup::scan("{{nowrap|x}}").value(0..12);
    let markup = bounded(text.len(), 0, || Markup::scan(&text));
    let mut at = 0;
    for template in markup.templates() {
        let span = template.span();
        assert!(span.start >= at && span.end <= text.len() && text.is_char_boundary(span.start));
        at = span.start;
        assert!(markup.line(span.start) <= text.bytes().filter(|b| *b == b'\n').count() + 1);
        for argument in template.arguments().take(50) {
            let _ = markup.raw(argument.value);
        }
    }
    let value = bounded(text.len(), 0, || markup.value(0..text.len()));
    for item in value.items() {
        assert!(item.links.iter().all(|l| l.shown.end <= item.text.len() && item.text.is_char_boundary(l.shown.start)));
    }
    bounded(text.len(), 0, || paragraphs(&markup));
});

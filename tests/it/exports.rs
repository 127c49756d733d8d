//! The reader of exports beside quick-xml, a general reader of XML, on exports made up at random.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test says why it fails")]

use hustings::source::dump::{Dump, DumpOptions, run};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::Cursor;
use std::ops::ControlFlow;

/// Title, revision, text.
type Page = (String, Option<u64>, String);

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// An export, with the things between pages and in them that real ones have.
fn export(pages: &[Page], style: u8) -> String {
    let mut xml = String::from(
        "<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.11/\" version=\"0.11\">\n<siteinfo><sitename>T</sitename></siteinfo>\n",
    );
    for (i, (title, revision, text)) in pages.iter().enumerate() {
        xml += &format!("<page>\n<title>{}</title>\n<ns>0</ns>\n<id>{i}</id>\n", escape(title));
        if style & 1 == 1 {
            xml += "<restrictions>edit=sysop</restrictions><upload><text>no</text></upload>\n";
        }
        if style & 2 == 2 {
            xml += "<revision><id>1</id><text>an older one</text></revision>\n";
        }
        xml += "<revision>";
        xml += &revision.map_or_else(String::new, |r| format!("<id>{r}</id>"));
        xml += "<comment>c &amp; d</comment>";
        if text.is_empty() && style & 4 == 4 {
            xml += "<text bytes=\"0\" />";
        } else {
            xml += &format!("<text xml:space=\"preserve\" bytes=\"{}\">{}</text>", text.len(), escape(text));
        }
        xml += "<sha1>x</sha1></revision>\n</page>";
        xml += if style & 8 == 8 { "" } else { "\n" };
    }
    xml + "</mediawiki>\n"
}

fn ours(xml: &str, threads: usize) -> Vec<Page> {
    let dump = Dump::new("t", None, Cursor::new(xml.as_bytes().to_vec())).unwrap();
    let mut found = Vec::new();
    let work = |p: hustings::source::dump::DumpPage<'_>| Some((p.title.to_string(), p.revision, p.text.to_string()));
    let report = run(
        dump,
        &DumpOptions::default().with_threads(threads),
        &std::sync::Arc::default(),
        |_, _| true,
        work,
        |p| {
            found.push(p);
            ControlFlow::Continue(())
        },
    );
    assert!(report.complete && report.warnings.is_empty(), "{:?}", report.warnings);
    found
}

/// The same by quick-xml: of each page the last revision.
fn theirs(xml: &str) -> Vec<Page> {
    let mut reader = Reader::from_str(xml);
    let (mut pages, mut path) = (Vec::new(), Vec::new());
    let mut page: Page = Page::default();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                let name = start.name().as_ref().to_string();
                match name.as_str() {
                    "page" => page = Page::default(),
                    "revision" => page.1 = None,
                    "text" => page.2.clear(),
                    _ => {}
                }
                path.push(name);
            }
            Event::Empty(start) if start.name().as_ref() == "text" => page.2.clear(),
            Event::End(end) => {
                path.pop();
                if end.name().as_ref() == "page" {
                    pages.push(std::mem::take(&mut page));
                }
            }
            Event::Text(text) => {
                let text = text.to_string();
                put(&path, &mut page, &text);
            }
            Event::GeneralRef(reference) => {
                let name = reference.to_string();
                let text = quick_xml::escape::unescape(&format!("&{name};")).unwrap().into_owned();
                put(&path, &mut page, &text);
            }
            Event::Eof => return pages,
            _ => {}
        }
    }
}

fn put(path: &[String], page: &mut Page, text: &str) {
    let inside: Vec<&str> = path.iter().map(String::as_str).collect();
    match inside.as_slice() {
        [.., "page", "title"] => page.0 += text,
        [.., "revision", "id"] => page.1 = text.trim().parse().ok(),
        [.., "text"] => page.2 += text,
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn as_a_general_reader_of_xml(
        pages in proptest::collection::vec(("[a-z&<>\"é ]{1,12}", proptest::option::of(1_u64..99), "[a-z&<>\"'é\\n{}|;#0-9]{0,200}"), 0..30),
        style in 0_u8..16,
        threads in 1_usize..4,
    ) {
        let pages: Vec<Page> = pages.into_iter().map(|(t, r, x)| (t.trim().to_string(), r, x)).filter(|p| !p.0.is_empty() && !p.2.starts_with('#')).collect();
        let xml = export(&pages, style);
        let read = ours(&xml, threads);
        prop_assert_eq!(&read, &theirs(&xml));
        prop_assert_eq!(&read, &pages);
    }
}

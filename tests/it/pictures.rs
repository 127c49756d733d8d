//! The pictures: all formats, all text inside the page and off other text.
#![allow(clippy::panic, reason = "a test says why it fails")]
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use crate::gallery;
use crate::support;
use crate::support::{scratch, stdout};

#[test]
fn the_gallery_is_what_the_program_draws() {
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    assert_eq!(
        std::fs::read_to_string(docs.join("gallery.md")).unwrap_or_default(),
        gallery::page(),
        "run the example"
    );
    let drawn = scratch("gallery").join("x.svg");
    for picture in gallery::pictures() {
        let kept = std::fs::read_to_string(docs.join(format!("gallery/{}.svg", picture.name))).unwrap_or_default();
        assert!(
            kept == picture.svg,
            "docs/gallery/{}.svg is not what is drawn; run the example 'gallery'",
            picture.name
        );
        // The command that the page names draws the same.
        let words: Vec<&str> = picture
            .command
            .split('"')
            .flat_map(|part| if part.starts_with("Israeli") { vec![part] } else { part.split_whitespace().collect() })
            .collect();
        let end = words.len() - 1;
        let path = drawn.to_string_lossy();
        stdout(&[&words[1..end], &[path.as_ref()]].concat());
        assert!(
            std::fs::read_to_string(&drawn).unwrap_or_default() == picture.svg,
            "'{}' draws another picture",
            picture.command
        );
    }
}

#[test]
fn every_format_of_every_kind() {
    let folder = scratch("pictures");
    for (kind, name) in [
        ("timeline", Some("likud")),
        ("succession", Some("likud")),
        ("contests", Some("likud")),
        ("rivalries", None),
        ("career", Some("Peres")),
    ] {
        for (extension, magic) in [("svg", &b"<svg"[..]), ("png", b"\x89PNG"), ("pdf", b"%PDF"), ("dot", b"")] {
            let file = folder.join(format!("{kind}.{extension}"));
            let path = file.to_string_lossy().into_owned();
            let mut args = vec!["draw", kind];
            args.extend(name);
            args.extend(["-o", path.as_str()]);
            stdout(&args);
            let bytes = std::fs::read(&file).unwrap_or_default();
            assert!(bytes.len() > 500 && bytes.starts_with(magic), "{path}");
            stdout(&args);
            assert_eq!(std::fs::read(&file).unwrap_or_default(), bytes, "{path} is the same on every run");
        }
    }
}

/// The box of each text of a drawing, by the font that draws it.
/// Left, top, width, height, and the text.
type Placed = (f64, f64, f64, f64, String);

fn texts(svg: &str) -> (f64, f64, Vec<Placed>) {
    let document = match roxmltree::Document::parse(svg) {
        Ok(document) => document,
        Err(e) => panic!("{e}"),
    };
    let number =
        |n: &roxmltree::Node<'_, '_>, a: &str| n.attribute(a).and_then(|v| v.parse::<f64>().ok()).unwrap_or(0.0);
    let root = document.root_element();
    let found = document.descendants().filter(|n| n.has_tag_name("text")).map(|n| {
        let (text, size) = (n.text().unwrap_or("").to_string(), number(&n, "font-size"));
        let width = hustings::view::font::width(&text, size, n.attribute("font-weight").is_some());
        let x = number(&n, "x")
            - match n.attribute("text-anchor") {
                Some("middle") => width / 2.0,
                Some("end") => width,
                _ => 0.0,
            };
        (x, number(&n, "y") - size * 0.75, width, size * 0.95, text)
    });
    // In the units of the drawing, whatever size it is shown at.
    let view: Vec<f64> = root.attribute("viewBox").unwrap_or("").split(' ').filter_map(|n| n.parse().ok()).collect();
    (view[2], view[3], found.collect())
}

#[test]
fn no_text_leaves_the_page_or_lies_on_another() {
    let folder = scratch("picture-text");
    let file = folder.join("p.svg").to_string_lossy().into_owned();
    let kinds: [&[&str]; 36] = [
        &["timeline"],
        &["timeline", "likud", "--width", "560", "--theme", "dark"],
        &["timeline", "--from", "tests/articles"],
        &["succession", "--as", "cards"],
        &["succession", "--direction", "right"],
        &["succession", "--select", "years=1990-2010", "--width", "900"],
        &["contests", "--direction", "down"],
        &["contests", "--as", "cards"],
        &["contests", "--from", "tests/articles"],
        &["rivalries", "--min", "1"],
        &["rivalries", "--as", "matrix", "--min", "1"],
        &["career", "Peres", "--as", "graph"],
        &["rivalries", "Peres", "Rabin", "Barak"],
        &["succession"],
        &["succession", "Israeli Labor Party"],
        &["contests", "likud"],
        &["contests"],
        &["rivalries"],
        &["rivalries", "Peres"],
        &["career", "Peres"],
        &["career", "Netanyahu"],
        &["succession", "--from", "tests/articles"],
        &["rivalry", "Rabin", "Peres"],
        &["rivalry", "Rabin", "Peres", "--width", "360"],
        &["rivalry", "Rabin", "Peres", "--width", "1200"],
        &["rivalry", "Peretz", "Herzog", "--width", "360"],
        &["competitiveness", "Likud"],
        &["competitiveness", "Labour Party (UK)", "--width", "360"],
        &["competitiveness", "Israeli Labor Party", "--width", "1200"],
        &["succession", "Likud", "--width", "360"],
        &["contests", "Labour Party (UK)", "--width", "360"],
        &["career", "Peres", "--width", "360"],
        &["rivalries", "--width", "360"],
        &["rivalries", "--as", "list", "--min", "1"],
        &["rivalries", "--as", "list", "--min", "1", "--width", "360"],
        &["rivalries", "--as", "matrix", "--width", "360"],
    ];
    for kind in kinds {
        stdout(&[&["draw"], kind, &["-o", &file]].concat());
        let (width, height, texts) = texts(&std::fs::read_to_string(&file).unwrap_or_default());
        assert!(texts.len() > 5, "{kind:?}");
        for (i, (x, y, w, h, text)) in texts.iter().enumerate() {
            assert!(*x >= 0.0 && *y >= 0.0 && x + w <= width && y + h <= height, "{kind:?}: '{text}' leaves the page");
            for (ox, oy, ow, oh, other) in &texts[i + 1..] {
                let apart = x + w <= *ox || ox + ow <= *x || y + h <= *oy || oy + oh <= *y;
                assert!(apart, "{kind:?}: '{text}' lies on '{other}'");
            }
        }
    }
}

#[test]
fn a_picture_too_large_is_refused() {
    let output = support::hustings(&["draw", "succession", "-o", "target/huge.png", "--scale", "20"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("pixels"));
}

#[test]
fn the_pictures_of_the_readme_are_what_the_program_draws() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for (file, args) in [
        ("israeli-labor.svg", &["draw", "succession", "Israeli Labor Party"][..]),
        ("rivalries.svg", &["draw", "rivalries"]),
        ("peres.svg", &["draw", "career", "Peres"]),
    ] {
        let kept = std::fs::read_to_string(root.join("docs").join(file)).unwrap_or_default();
        let drawn = stdout(&[args, &["-o", "-"]].concat());
        assert!(kept == drawn, "docs/{file} is not what {args:?} draws; draw it again");
    }
}

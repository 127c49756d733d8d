//! Tests of reading whole, cut and damaged dumps.

use super::super::bzip;
use super::*;
use crate::source::Lost;
use crate::source::dump::{Container, Dump};
use memchr::memmem;
use std::io::{Cursor, Write};

fn export(pages: usize) -> Vec<u8> {
    let mut xml =
        b"<mediawiki><siteinfo><namespaces><namespace key=\"4\">Wiki</namespace></namespaces></siteinfo>\n".to_vec();
    for i in 0..pages {
        let text = format!("{{{{keep}}}} &amp; {} {i}", "x".repeat(i % 97 * 10));
        xml.extend(format!("  <page>\n    <title>P{i}</title>\n    <ns>0</ns>\n    <id>{i}</id>\n    <revision><id>{}</id><text>{text}</text></revision>\n  </page>\n", 1000 + i).bytes());
    }
    xml.extend(b"</mediawiki>\n");
    xml
}

fn bzip2(parts: &[&[u8]]) -> Vec<u8> {
    let pack = |part: &&[u8]| {
        let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::new(1));
        encoder.write_all(part).unwrap_or_default();
        encoder.finish().unwrap_or_default()
    };
    parts.iter().flat_map(pack).collect()
}

fn titles(bytes: Vec<u8>, threads: usize) -> (Vec<String>, DumpReport) {
    let dump = Dump::new("test", None, Cursor::new(bytes));
    let Ok(dump) = dump else { return (Vec::new(), DumpReport::default()) };
    let mut found = Vec::new();
    let options = DumpOptions::default().with_threads(threads);
    let report = run(
        dump,
        &options,
        &Arc::default(),
        |_, _| true,
        |p| Some(p.title.to_string()),
        |t| {
            found.push(t);
            ControlFlow::Continue(())
        },
    );
    (found, report)
}

#[test]
fn every_container_gives_the_same_pages_in_order() {
    let xml = export(3000);
    let expected: Vec<String> = (0..3000).map(|i| format!("P{i}")).collect();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&xml).unwrap_or_default();
    let gzip = gzip.finish().unwrap_or_default();
    let pieces: Vec<&[u8]> = xml.chunks(70_001).collect();
    let zstd = ruzstd::encoding::compress_to_vec(xml.as_slice(), ruzstd::encoding::CompressionLevel::Fastest);
    for (name, bytes) in [
        ("plain", xml.clone()),
        ("gzip", gzip),
        ("one stream", bzip2(&[&xml])),
        ("many streams", bzip2(&pieces)),
        ("zstd", [zstd.clone(), vec![0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 9, 9]].concat()),
    ] {
        for threads in [1, 3] {
            let (found, report) = titles(bytes.clone(), threads);
            assert!(found == expected, "{name}");
            assert!(report.complete && report.warnings.is_empty(), "{name}: {report:?}");
            assert_eq!(report.bytes, xml.len() as u64, "{name}");
        }
    }
}

#[test]
fn a_cut_at_every_place_loses_no_whole_page() {
    let xml = export(120);
    let pieces: Vec<&[u8]> = xml.chunks(9001).collect();
    let packed = bzip2(&pieces);
    for cut in (0..xml.len()).step_by(1000) {
        let (found, report) = titles(xml[..cut].to_vec(), 2);
        let whole = memmem::find_iter(&xml[..cut], b"</page>").count();
        assert_eq!(found.len(), whole, "cut at {cut}");
        assert!(!report.complete && !report.warnings.is_empty(), "cut at {cut}");
    }
    for cut in (0..packed.len()).step_by(1000) {
        let (_, report) = titles(packed[..cut].to_vec(), 2);
        assert!(!report.complete && !report.warnings.is_empty(), "cut at {cut}");
    }
}

#[test]
fn damage_in_one_stream_costs_that_stream() {
    let xml = export(400);
    let pieces: Vec<&[u8]> = xml.chunks(20_000).collect();
    let mut packed = bzip2(&pieces);
    let second = bzip::next_stream(&packed, 1).unwrap_or_default();
    let third = bzip::next_stream(&packed, second + 1).unwrap_or_default();
    packed[usize::midpoint(second, third)] ^= 0xFF;
    let (found, report) = titles(packed, 2);
    let inside = memmem::find_iter(&xml[20_000..40_000], b"<page>").count();
    assert!(found.len() + inside + 1 >= 400 && found.len() < 400, "{} of 400, {inside} inside", found.len());
    assert!(report.warnings.iter().any(|w| w.message.contains("breaks off")), "{report:?}");
}

#[test]
fn garbage_behind_the_last_stream_is_told() {
    let mut packed = bzip2(&[&export(5)]);
    packed.extend(b"\0\0trailing");
    let (found, report) = titles(packed, 1);
    assert_eq!(found.len(), 5);
    assert!(report.warnings.iter().any(|w| w.message.contains("10 bytes")), "{report:?}");
}

#[test]
fn a_bomb_is_read_piece_by_piece() {
    let text = "y".repeat(5_000_000);
    let page = |i: usize| format!("<page><title>B{i}</title><ns>0</ns><text>{text}</text></page>");
    let xml: String = (0..12).map(page).collect::<String>() + "</mediawiki>";
    let (found, report) = titles(bzip2(&[xml.as_bytes()]), 2);
    assert_eq!((found.len(), report.complete), (12, true));
}

#[test]
fn faults_beyond_the_hundredth_are_counted() {
    let damaged = |i: usize| format!("<page><title>D{i}</title><text>x<b></text></page>");
    let xml: String = (0..120).map(damaged).collect::<String>() + "<page><text>y</text></page></mediawiki>";
    let (_, report) = titles(xml.into_bytes(), 2);
    let told: u64 = report.warnings.iter().map(|w| if let Some(Lost::Pages(n)) = w.lost { n } else { 0 }).sum();
    assert_eq!((report.lost, told, report.warnings.len()), (121, 121, 101));
    let last = report.warnings.last().map(|w| w.message.clone()).unwrap_or_default();
    assert!(last.starts_with("21 more pages could not be read"), "{last}");
}

#[test]
fn a_page_without_a_title_is_told_by_its_place() {
    let xml =
        "<mediawiki><page><title>A</title></page><page><title lang='x'> </title><text>z</text></page></mediawiki>";
    let (found, report) = titles(xml.into(), 1);
    assert_eq!((found.len(), report.lost, report.complete), (1, 1, true));
    assert!(report.warnings[0].message.contains("page 2 of the export"), "{report:?}");
}

#[test]
fn an_export_is_cut_off_only_where_its_end_is_missing() {
    let page = "<page><title>A</title><text>x</text></page>";
    let long = " ".repeat(blocks::BLOCK - 5);
    for (name, xml, complete) in [
        ("whole", format!("<mediawiki>{page}</mediawiki>"), true),
        ("a space in the end tag", format!("<mediawiki>{page}</mediawiki >\n"), true),
        ("the end tag across two blocks", format!("{long}</mediawiki>"), true),
        ("a piece of an export", format!("{page}{page}"), true),
        ("two exports", format!("<mediawiki>{page}</mediawiki><mediawiki>{page}</mediawiki>"), true),
        ("the second of two cut off", format!("<mediawiki>{page}</mediawiki><mediawiki>{page}"), false),
        ("cut off", format!("<mediawiki>{page}"), false),
        ("a piece that ends within a page", format!("{page}<page><title>B</title>"), false),
        ("the last page damaged", "<mediawiki><page><title>B</title><text>x<b></page></mediawiki>".into(), true),
    ] {
        let (_, report) = titles(xml.into_bytes(), 2);
        assert_eq!(report.complete, complete, "{name}: {report:?}");
        let said = report.warnings.iter().any(|w| w.message.contains("cut off"));
        assert_eq!(said, !complete, "{name}: {report:?}");
    }
    // The last page is lost with its stream; the end tag is not.
    let mut packed = bzip2(&[b"<mediawiki><page><title>A</title></page>", page.as_bytes(), b"</mediawiki>"]);
    let second = bzip::next_stream(&packed, 1).unwrap_or_default();
    packed[second + 30] ^= 0xFF;
    let (_, report) = titles(packed, 1);
    assert!(report.complete && report.warnings.iter().any(|w| w.lost == Some(Lost::Part)), "{report:?}");
}

#[test]
fn containers_are_known_by_their_first_bytes() {
    assert_eq!(Container::of(b"BZh91AY"), Container::Bzip2);
    assert_eq!(Container::of(b"<mediawiki"), Container::Plain);
}

//! Lays out chains in time: boxes one below the other, contests beside them, folded into columns of similar height.

use super::diagram::{BoxStyle, Card, Group, Item, Spine};
use super::font;
use super::page::{self, MARGIN, Page, foot, frame_head, frame_height};
use super::share;
use super::svg::{Anchor, BEATEN, Drawing, ELECTED, INK, MUTED, OTHER, RULE, Shape};

mod narrow;

const YEAR: f64 = 44.0;
const BOX: f64 = 196.0;
const BETWEEN: f64 = 24.0;
const CARD: f64 = 356.0;
const COLUMN: f64 = YEAR + BOX + BETWEEN + CARD;
const GUTTER: f64 = 44.0;
/// The position in the box where arrows arrive and leave, in pixels.
const ARROW: f64 = BOX - 28.0;
/// The space above a box for its arrow, in pixels.
const RISE: f64 = 36.0;
const LINE: f64 = 16.0;
const HEADING: f64 = 26.0;
/// The greatest and the least room for a name on a card that has bars, in pixels.
const NAME_ROOM: f64 = 150.0;
const LEAST_NAME: f64 = 96.0;
/// The greatest width of one per cent, in pixels.
const POINT: f64 = 0.9;
/// The least width of one per cent. If figures need more room, names get less.
const LEAST_POINT: f64 = 0.4;
/// The width of the stripe in a party's colour.
const STRIPE: f64 = 5.0;
/// The ratio of width to height that folding aims for.
const RATIO: f64 = 1.3;

/// Lays out a chain diagram. O(n · c) for n items and c numbers of columns tried.
pub fn layout(spine: &Spine, page: Page) -> Drawing {
    if let Some(width) = page.width.filter(|w| page::is_narrow(*w)) {
        return narrow::layout(spine, page, width);
    }
    let heights: Vec<Vec<f64>> =
        spine.groups.iter().map(|g| g.items.iter().map(|i| item_height(i, BOX)).collect()).collect();
    let columns = fold(&heights, page.width);
    let count: usize = columns.iter().map(Vec::len).sum();
    let mut drawing = page::start_in(&spine.frame, page, spine.parties.iter().map(|(_, colour)| colour));
    drawing.width = 2.0 * MARGIN + (count.max(1) as f64 * (COLUMN + GUTTER) - GUTTER);
    let top = MARGIN + frame_height(&spine.frame, drawing.width);
    let inside = Columns::of(spine, BOX, CARD);
    let grouped = spine.groups.iter().any(|g| !g.heading.is_empty());
    let body = top + if grouped { HEADING } else { 0.0 };
    let (mut x, mut lowest) = (MARGIN, body);
    for ((group, heights), ends) in spine.groups.iter().zip(&heights).zip(&columns) {
        if grouped {
            drawing.text(x + YEAR, top + 12.0, &font::fit(&group.heading, COLUMN - YEAR, 13.0, true), 13.0, true, INK);
        }
        let bottom = place_group(&mut drawing, group, (heights, ends), (x, body), inside);
        lowest = lowest.max(bottom);
        x += ends.len() as f64 * (COLUMN + GUTTER);
    }
    let legend = legend_entries(spine, inside.point);
    frame_head(&mut drawing, &spine.frame);
    let bottom = draw_legend(&mut drawing, &legend, lowest + 32.0);
    drawing.height = foot(&mut drawing, &spine.frame, bottom);
    page.finish(drawing)
}

/// Returns the ends of the columns of each group. The page comes close to [`RATIO`], or to the width that is wanted.
fn fold(heights: &[Vec<f64>], wanted: Option<f64>) -> Vec<Vec<usize>> {
    let total: f64 = heights.iter().flatten().sum();
    let tallest = heights.iter().flatten().copied().fold(1.0, f64::max);
    let mut best: Option<(f64, Vec<Vec<usize>>)> = None;
    for columns in 1..=16 {
        let mut limit = (total / f64::from(columns)).max(tallest);
        // Whole items rarely fill a column: the limit is raised until they fit into the intended number of columns.
        let cut = loop {
            let cut: Vec<Vec<usize>> = heights.iter().map(|h| cut(h, limit)).collect();
            if cut.iter().map(Vec::len).sum::<usize>() < columns as usize + heights.len() || limit > total {
                break cut;
            }
            limit *= 1.02;
        };
        let width = cut.iter().map(Vec::len).sum::<usize>() as f64 * (COLUMN + GUTTER);
        // A requested width is filled with columns at their natural size. Otherwise the page gets a good shape.
        let off = match wanted {
            Some(wanted) => (width / wanted).ln().abs(),
            None => (width / (limit + 160.0) / RATIO).ln().abs(),
        };
        if best.as_ref().is_none_or(|(have, _)| off < *have) {
            best = Some((off, cut));
        }
    }
    best.map(|(_, cut)| cut).unwrap_or_default()
}

fn cut(heights: &[f64], limit: f64) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut filled = 0.0;
    for (i, height) in heights.iter().enumerate() {
        if filled > 0.0 && filled + height > limit {
            ends.push(i);
            filled = 0.0;
        }
        filled += height;
    }
    ends.push(heights.len());
    ends
}

/// The layout of the rows of all cards of a picture, which share it so that all bars have one scale.
#[derive(Debug, Clone, Copy)]
struct Columns {
    /// The width of a box.
    boxed: f64,
    /// The width of a card.
    card: f64,
    /// The room for names.
    name: f64,
    /// The width of one per cent, in pixels.
    point: f64,
    /// The room for shares, at the right end of a card.
    share: f64,
    /// True if bars have the colours of parties.
    of_parties: bool,
}

impl Columns {
    fn of(spine: &Spine, boxed: f64, card: f64) -> Self {
        let cards = spine.groups.iter().flat_map(|g| &g.items).flat_map(|i| i.by.iter().chain(&i.beside));
        let results = cards.flat_map(|c| &c.rounds).flat_map(|r| &r.results).filter(|r| r.share.is_some());
        let of_parties = results.clone().any(|r| r.tint.is_some());
        let (mut votes, mut share) = (0.0, 0.0);
        for (v, s) in results.map(|r| parted(&r.figures)) {
            votes = f64::max(votes, font::width(v, 10.5, true));
            share = f64::max(share, font::width(s, 10.5, true));
        }
        let figures = votes + share + if votes > 0.0 { 12.0 } else { 0.0 };
        let left = card - 18.0 - figures - 2.0 * 8.0;
        let point = ((left - NAME_ROOM) / 100.0).clamp(LEAST_POINT, POINT);
        Self { boxed, card, name: (left - 100.0 * point).clamp(LEAST_NAME, NAME_ROOM), point, share, of_parties }
    }
}

/// Splits figures in words into votes and share.
fn parted(figures: &str) -> (&str, &str) {
    figures.rsplit_once("  ").unwrap_or(("", figures))
}

fn card_height(card: &Card) -> f64 {
    let rounds: f64 = card
        .rounds
        .iter()
        .map(|r| {
            let label = if r.label.is_empty() { 0.0 } else { LINE };
            let note = if r.note.is_empty() { 0.0 } else { LINE };
            label + note + r.results.len() as f64 * LINE
        })
        .sum();
    head_of(card) + 12.0 + rounds
}

/// Returns the height of a card's first line; zero if that line is empty.
fn head_of(card: &Card) -> f64 {
    if card.heading.is_empty() && card.aside.is_empty() { 0.0 } else { LINE }
}

fn box_height(item: &Item, width: f64) -> f64 {
    let (name, lines) = box_text(item, width);
    8.0 + name.len() as f64 * 16.0 + lines.len() as f64 * 15.0 + 6.0
}

/// Returns the lines of a box: those of the name, at most four, and the others, at most two for each text.
fn box_text(item: &Item, width: f64) -> (Vec<String>, Vec<String>) {
    let wrapped = |text: &String, most: usize, size: f64, bold: bool| {
        let mut lines = font::wrap(text, width - 20.0, size, bold);
        if lines.len() > most {
            let rest = lines.split_off(most - 1).join(" ");
            lines.push(font::fit(&rest, width - 20.0, size, bold));
        }
        lines
    };
    (wrapped(&item.name, 4, 13.0, true), item.lines.iter().flat_map(|l| wrapped(l, 2, 11.0, false)).collect())
}

/// Returns the height from the top of an item's arrow to the top of the next one's.
fn item_height(item: &Item, width: f64) -> f64 {
    let by = item.by.as_ref().map_or(0.0, |c| RISE / 2.0 - 14.0 + card_height(c));
    let beside: f64 = item.beside.iter().map(|c| card_height(c) + 8.0).sum();
    let start = if item.by.is_some() { by + 8.0 } else { RISE };
    (RISE + box_height(item, width)).max(if item.beside.is_empty() { by } else { start + beside - 8.0 }) + 4.0
}

fn place_group(
    drawing: &mut Drawing,
    group: &Group,
    (heights, ends): (&[f64], &[usize]),
    (left, top): (f64, f64),
    inside: Columns,
) -> f64 {
    let (mut x, mut y, mut lowest) = (left, top, top);
    let mut column = 0;
    let mut last: Option<(f64, f64, f64)> = None;
    for (i, item) in group.items.iter().enumerate() {
        let turned = i > 0 && ends.get(column).is_some_and(|end| *end == i);
        if turned {
            column += 1;
            x += COLUMN + GUTTER;
            y = top;
        }
        let (arrow_x, arrow_y) = place_item(drawing, item, x, y, last.filter(|_| item.follows), turned, inside);
        y += heights[i];
        last = Some((arrow_x, arrow_y, y));
        lowest = lowest.max(y);
    }
    lowest
}

/// Draws an item with its arrow and its cards. Returns the position where the next arrow starts.
fn place_item(
    drawing: &mut Drawing,
    item: &Item,
    x: f64,
    y: f64,
    from: Option<(f64, f64, f64)>,
    turned: bool,
    columns: Columns,
) -> (f64, f64) {
    let left = x + YEAR;
    let (arrow, top) = (left + ARROW, y + RISE);
    if let Some((from_x, from_y, below)) = from {
        let points = if turned {
            let gutter = x - GUTTER / 2.0;
            vec![
                (from_x, from_y),
                (from_x, below + 6.0),
                (gutter, below + 6.0),
                (gutter, y + 4.0),
                (arrow, y + 4.0),
                (arrow, top - 6.0),
            ]
        } else {
            vec![(from_x, from_y), (arrow, top - 6.0)]
        };
        drawing.line(&points, INK, 1.4, "");
        drawing.head(arrow, top, INK);
        drawing.text_at(arrow - 8.0, top - 12.0, &item.arrow, 10.5, false, MUTED, Anchor::End);
    }
    let card_x = left + BOX + BETWEEN;
    let mut card_y = top;
    if let Some(card) = &item.by {
        card_y = y + RISE / 2.0 - 14.0;
        let start = if from.is_some() { arrow } else { left + BOX };
        let knot = if from.is_some() { card_y + 14.0 } else { top + 12.0 };
        drawing.line(&[(start, knot), (card_x, knot)], RULE, 1.2, "");
        if from.is_some() {
            drawing.shapes.push(Shape::Disc { x: arrow, y: knot, radius: 2.6, fill: INK.into(), stroke: INK.into() });
        }
        draw_card(drawing, card, card_x, card_y, columns);
        card_y += card_height(card) + 8.0;
    }
    let mut bottom = top + box_height(item, columns.boxed);
    let mut knots = Vec::new();
    for card in &item.beside {
        let knot = card_y + 14.0;
        bottom = bottom.max(knot + 12.0);
        knots.push((knot, card_y, card));
        card_y += card_height(card) + 8.0;
    }
    for (knot, card_y, card) in knots {
        drawing.line(&[(left + BOX, knot), (card_x, knot)], RULE, 1.2, "");
        draw_card(drawing, card, card_x, card_y, columns);
    }
    drawing.text_at(left - 8.0, top + 18.0, &item.year, 12.0, true, MUTED, Anchor::End);
    draw_box(drawing, item, (left, top), (columns.boxed, bottom - top));
    (arrow, bottom)
}

/// Returns the fill, the stroke and the dashes of a box.
pub(super) fn box_look(style: BoxStyle) -> (&'static str, &'static str, &'static str) {
    match style {
        BoxStyle::Tenure => ("#e8eff6", "#39536d", ""),
        BoxStyle::Provisional => ("#fbf6ea", "#8a6d1f", "5 3"),
        BoxStyle::Vacancy => ("#ffffff", "#8b95a1", "2 3"),
        BoxStyle::Gap => ("#ffffff", "#b8c0c9", "2 3"),
        BoxStyle::Contest => ("#f3f4f6", "#7b8794", ""),
        BoxStyle::Won => ("#d9e9f5", ELECTED, ""),
        BoxStyle::Beaten => ("#fbe7da", BEATEN, ""),
        BoxStyle::Unclear => ("#ffffff", "#8b95a1", "3 3"),
    }
}

fn draw_box(drawing: &mut Drawing, item: &Item, (x, y): (f64, f64), (width, height): (f64, f64)) {
    let (fill, stroke, dash) = box_look(item.style);
    let title = std::iter::once(&item.name).chain(&item.lines).cloned().collect::<Vec<_>>().join(", ");
    let name = if item.year.is_empty() { item.name.clone() } else { format!("{}, {}", item.name, item.year) };
    drawing.open(&name, &title, item.about);
    drawing.rect(x, y, width, height, fill, stroke, dash);
    if let Some(tint) = &item.tint {
        drawing.bar(x, y, STRIPE, height, &tint.colour);
    }
    let ink = if matches!(item.style, BoxStyle::Vacancy | BoxStyle::Gap) { MUTED } else { INK };
    let (name, lines) = box_text(item, width);
    let mut line = y + 18.0;
    for text in &name {
        drawing.text(x + 10.0, line, text, 13.0, true, ink);
        line += 16.0;
    }
    for text in &lines {
        drawing.text(x + 10.0, line, text, 11.0, false, MUTED);
        line += 15.0;
    }
    drawing.shapes.push(Shape::EndGroup);
}

fn draw_card(drawing: &mut Drawing, card: &Card, x: f64, y: f64, columns: Columns) {
    let height = card_height(card);
    drawing.open(&card.title, &card.title, card.about);
    let width = columns.card;
    drawing.rect(x, y, width, height, "#ffffff", RULE, if card.stated { "3 3" } else { "" });
    let aside = font::width(&card.aside, 10.0, false);
    let heading = font::fit(&card.heading, width - 28.0 - aside, 10.5, true);
    drawing.text(x + 9.0, y + 17.5, &heading, 10.5, true, INK);
    drawing.text_at(x + width - 9.0, y + 17.5, &card.aside, 10.0, false, MUTED, Anchor::End);
    let mut line = y + head_of(card) + 18.0;
    for round in &card.rounds {
        if !round.label.is_empty() {
            let aside = font::width(&round.aside, 10.0, false);
            let label = font::fit(&round.label, width - 28.0 - aside, 10.0, false);
            drawing.text(x + 9.0, line, &label, 10.0, false, MUTED);
            drawing.text_at(x + width - 9.0, line, &round.aside, 10.0, false, MUTED, Anchor::End);
            line += LINE;
        }
        for result in &round.results {
            let colour = match (&result.tint, result.elected, result.beaten) {
                (Some(tint), ..) => tint.colour.as_str(),
                // Beside party colours, blue and vermilion would be taken for party colours.
                (None, ..) if columns.of_parties => OTHER,
                (None, true, _) => ELECTED,
                (None, _, true) => BEATEN,
                _ => OTHER,
            };
            let figures = font::width(&result.figures, 10.5, result.elected);
            let bar_x = x + 9.0 + columns.name + 8.0;
            let name_room = if result.share.is_some() { columns.name } else { width - 24.0 - figures };
            drawing.text(
                x + 9.0,
                line,
                &font::fit(&result.name, name_room, 10.5, result.elected),
                10.5,
                result.elected,
                INK,
            );
            if let Some(share) = result.share.filter(|share| share::fits(*share)) {
                drawing.bar(bar_x, line - 8.5, share * columns.point, 9.0, colour);
            }
            let (votes, share) = parted(&result.figures);
            let right = x + width - 9.0;
            if result.share.is_some() {
                drawing.text_at(right, line, share, 10.5, result.elected, INK, Anchor::End);
                drawing.text_at(right - columns.share - 12.0, line, votes, 10.5, result.elected, INK, Anchor::End);
            } else {
                drawing.text_at(right, line, &result.figures, 10.5, result.elected, INK, Anchor::End);
            }
            line += LINE;
        }
        if !round.note.is_empty() {
            drawing.text(x + 9.0, line, &round.note, 10.0, false, MUTED);
            line += LINE;
        }
    }
    drawing.shapes.push(Shape::EndGroup);
}

/// An entry of a legend: a sample and its meaning.
enum Sample {
    Box(BoxStyle, &'static str),
    Bar(&'static str, &'static str),
    Stated,
    /// A bar to the picture's scale: the width of one per cent, in pixels.
    Scale(f64),
    /// A party and its colour.
    Party(String, String),
    /// Words without a sample.
    Words(&'static str),
}

/// Returns the legend entries that the diagram needs.
fn legend_entries(spine: &Spine, point: f64) -> Vec<Sample> {
    let items = || spine.groups.iter().flat_map(|g| &g.items);
    let cards = || items().flat_map(|i| i.by.iter().chain(&i.beside));
    let results = || cards().flat_map(|c| &c.rounds).flat_map(|r| &r.results);
    let mut entries = Vec::new();
    for (style, label) in [
        (BoxStyle::Tenure, "tenure"),
        (BoxStyle::Provisional, "acting or interim"),
        (BoxStyle::Vacancy, "vacant"),
        (BoxStyle::Gap, "not known, or stated only"),
        (BoxStyle::Contest, "contest"),
    ] {
        if items().any(|i| i.style == style) {
            entries.push(Sample::Box(style, label));
        }
    }
    let of_parties = results().any(|r| r.tint.is_some() && r.share.is_some());
    if of_parties {
        entries.push(Sample::Words("in bold: elected"));
        if results().any(|r| r.tint.is_none() && r.share.is_some()) {
            entries.push(Sample::Bar(OTHER, "party without a colour"));
        }
    }
    if !of_parties && results().any(|r| r.elected && r.share.is_some()) {
        entries.push(Sample::Bar(ELECTED, "elected"));
    }
    if !of_parties && results().any(|r| r.beaten && r.share.is_some()) {
        entries.push(Sample::Bar(BEATEN, "incumbent who lost"));
    }
    if !of_parties && results().any(|r| !r.elected && !r.beaten && !r.option && r.share.is_some()) {
        entries.push(Sample::Bar(OTHER, "not elected"));
    }
    if cards().any(|c| c.stated) {
        entries.push(Sample::Stated);
    }
    if results().any(|r| r.share.is_some()) {
        entries.push(Sample::Scale(point));
    }
    entries.extend(spine.parties.iter().map(|(name, colour)| Sample::Party(name.clone(), colour.clone())));
    entries
}

fn draw_legend(drawing: &mut Drawing, entries: &[Sample], top: f64) -> f64 {
    let left = page::margin(drawing.width);
    let (mut x, mut y) = (left, top);
    for entry in entries {
        let label = match entry {
            Sample::Box(_, label) | Sample::Bar(_, label) => label,
            Sample::Stated => "contest that sources only mention",
            Sample::Scale(_) => "50% of the votes",
            Sample::Party(name, _) => name.as_str(),
            Sample::Words(words) => words,
        };
        let sample = match entry {
            Sample::Scale(point) => 50.0 * point,
            Sample::Words(_) => -6.0,
            _ => 20.0,
        };
        let width = sample + 8.0 + font::width(label, 10.5, false) + 22.0;
        if x > left && x + width > drawing.width - left {
            x = left;
            y += 18.0;
        }
        match entry {
            Sample::Box(style, _) => {
                let (fill, stroke, dash) = box_look(*style);
                drawing.rect(x, y - 9.0, 20.0, 11.0, fill, stroke, dash);
            }
            Sample::Bar(colour, _) => drawing.rect(x, y - 8.0, 20.0, 9.0, colour, "none", ""),
            Sample::Stated => drawing.rect(x, y - 9.0, 20.0, 11.0, "#ffffff", RULE, "3 3"),
            Sample::Scale(_) => drawing.bar(x, y - 8.0, sample, 9.0, OTHER),
            Sample::Party(_, colour) => drawing.bar(x, y - 9.0, 12.0, 11.0, colour),
            Sample::Words(_) => {}
        }
        drawing.text(x + sample + 6.0, y, label, 10.5, false, MUTED);
        x += width;
    }
    y
}

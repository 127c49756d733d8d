//! A drawing of plain shapes, and its writer to SVG. Every text is escaped here and nowhere else.

use super::about::About;
use super::font;
use super::theme::{Theme, contrast};
use crate::wikitext::xml;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The colour of text.
pub const INK: &str = "#1d2733";
/// The colour of secondary text.
pub const MUTED: &str = "#5b6673";
/// The colour of thin lines.
pub const RULE: &str = "#c9d0d8";
/// The colour of those elected: Okabe and Ito's blue, which colour-blind readers can distinguish from the others.
pub const ELECTED: &str = "#0072b2";
/// The colour of those not elected.
pub const OTHER: &str = "#a9b4bf";
/// The colour of an incumbent who lost: Okabe and Ito's vermilion.
pub const BEATEN: &str = "#d55e00";
/// The colour of the paper.
pub const PAPER: &str = "#ffffff";

/// The contrast with the paper below which a bar gets an outline. WCAG 2.2, 1.4.11, asks for 3. The grey of those not
/// elected has less, but their bars are recognisable by position and figure.
const LEAST_CONTRAST: f64 = 2.0;

/// The part of a text that its position refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// At its left end.
    Start,
    /// In its middle.
    Middle,
    /// At its right end.
    End,
}

/// A shape. Lengths are in pixels; y grows downwards.
#[expect(missing_docs, reason = "the fields are SVG's own attributes")]
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A rectangle.
    Rect {
        x: f64,
        y: f64,
        w: f64,
        h: f64,
        radius: f64,
        fill: String,
        stroke: String,
        dash: &'static str,
        stroke_width: f64,
    },
    /// A line through points.
    Line { points: Vec<(f64, f64)>, stroke: String, width: f64, dash: &'static str },
    /// A smooth curve. Of each three points after the first, two are control points and the third is the end of a part.
    Curve { points: Vec<(f64, f64)>, stroke: String, width: f64, dash: &'static str },
    /// A filled polygon.
    Polygon { points: Vec<(f64, f64)>, fill: String },
    /// A filled, translucent polygon. `opacity` is from 0 to 1.
    Band { points: Vec<(f64, f64)>, fill: String, opacity: f64 },
    /// A disc.
    Disc { x: f64, y: f64, radius: f64, fill: String, stroke: String },
    /// One line of text at its baseline.
    Text { x: f64, y: f64, text: String, size: f64, bold: bool, fill: String, anchor: Anchor },
    /// A group with a tooltip, until [`Shape::EndGroup`]. It is a link in pictures that have links. An editor of
    /// drawings lists it by its name, such as `Yitzhak Rabin, 1992`.
    Group { name: String, title: String, about: Option<About> },
    /// The end of a group.
    EndGroup,
    /// Shapes that are a link in pictures that have links, until [`Shape::EndLink`].
    Link { about: Option<About> },
    /// The end of a link.
    EndLink,
}

/// Shapes on a page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    /// The width of the page, in pixels.
    pub width: f64,
    /// The height of the page, in pixels.
    pub height: f64,
    /// The title, for screen readers and file lists.
    pub title: String,
    /// A sentence or two about what the drawing shows.
    pub description: String,
    /// The shapes, from back to front.
    pub shapes: Vec<Shape>,
    /// The theme in which the drawing is shown. The shapes have the colours of the light theme, except for those in
    /// `kept`.
    pub theme: Theme,
    /// The colours that no theme changes, such as those of parties.
    pub kept: BTreeSet<String>,
    /// The width at which the page is shown, if not its own.
    pub shown_width: Option<f64>,
}

impl Drawing {
    /// Adds a line of text.
    pub fn text(&mut self, x: f64, y: f64, text: &str, size: f64, bold: bool, fill: &str) {
        self.text_at(x, y, text, size, bold, fill, Anchor::Start);
    }

    /// Adds a line of text at an anchor.
    #[expect(clippy::too_many_arguments, reason = "a text has this many properties")]
    pub fn text_at(&mut self, x: f64, y: f64, text: &str, size: f64, bold: bool, fill: &str, anchor: Anchor) {
        if !text.is_empty() {
            self.shapes.push(Shape::Text { x, y, text: text.to_string(), size, bold, fill: fill.to_string(), anchor });
        }
    }

    /// Adds a rectangle.
    #[expect(clippy::too_many_arguments, reason = "a rectangle has this many properties")]
    pub fn rect(&mut self, x: f64, y: f64, w: f64, h: f64, fill: &str, stroke: &str, dash: &'static str) {
        let (fill, stroke) = (fill.to_string(), stroke.to_string());
        self.shapes.push(Shape::Rect { x, y, w, h, radius: 3.0, fill, stroke, dash, stroke_width: 1.2 });
    }

    /// Adds a line.
    pub fn line(&mut self, points: &[(f64, f64)], stroke: &str, width: f64, dash: &'static str) {
        self.shapes.push(Shape::Line { points: points.to_vec(), stroke: stroke.to_string(), width, dash });
    }

    /// Adds an arrowhead that points down, with its tip at the given position.
    pub fn head(&mut self, x: f64, y: f64, fill: &str) {
        let points = vec![(x, y), (x - 4.5, y - 9.0), (x + 4.5, y - 9.0)];
        self.shapes.push(Shape::Polygon { points, fill: fill.to_string() });
    }

    /// Returns a colour of the drawing as its theme shows it.
    pub fn colour(&self, colour: &str) -> String {
        if self.kept.contains(colour) { colour.to_string() } else { self.theme.colour(colour) }
    }

    /// Begins a group with its name, its tooltip and its subject.
    pub fn open(&mut self, name: &str, title: &str, about: Option<About>) {
        self.shapes.push(Shape::Group { name: name.to_string(), title: title.to_string(), about });
    }

    /// Ends a group.
    pub fn close(&mut self) {
        self.shapes.push(Shape::EndGroup);
    }

    /// Adds a bar without an edge, exactly as wide as given: nothing is rounded, and no bar is widened to be visible.
    /// If the colour would not stand out from the paper, the bar gets an outline.
    pub fn bar(&mut self, x: f64, y: f64, w: f64, h: f64, fill: &str) {
        let faint = contrast(&self.colour(fill), &self.colour(PAPER)).is_some_and(|c| c < LEAST_CONTRAST);
        let (stroke, stroke_width) = if faint { (MUTED, 0.8) } else { ("none", 0.0) };
        let (fill, stroke) = (fill.to_string(), stroke.to_string());
        self.shapes.push(Shape::Rect { x, y, w, h, radius: 0.0, fill, stroke, dash: "", stroke_width });
    }

    /// Returns the first text of the drawing that the embedded font cannot draw.
    pub fn uncovered(&self) -> Option<&str> {
        self.shapes.iter().find_map(|s| match s {
            Shape::Text { text, .. } if !font::covers(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// Returns the size at which the drawing is shown: width and height in pixels.
    pub fn shown_size(&self) -> (f64, f64) {
        match self.shown_width.filter(|_| self.width > 0.0) {
            Some(width) => (width, self.height * width / self.width),
            None => (self.width, self.height),
        }
    }

    /// Writes the drawing as SVG 1.1 with plain attributes.
    pub fn to_svg(&self) -> String {
        self.written("", &|_| None, "img", false)
    }

    /// Writes the drawing as SVG for a page whose script moves the keyboard focus through the parts. Each part is a
    /// picture of its own with its words. Ids begin with `prefix`.
    pub fn to_page_svg(&self, prefix: &str) -> String {
        self.written(prefix, &|_| None, "group", true)
    }

    /// Writes the drawing as SVG for a page with several drawings. Ids begin with `prefix`. A part is a link if `links`
    /// returns an address for it.
    pub fn to_linked_svg(&self, prefix: &str, links: &dyn Fn(About) -> Option<String>) -> String {
        self.written(prefix, links, "group", false)
    }

    fn written(&self, prefix: &str, links: &dyn Fn(About) -> Option<String>, role: &str, keys: bool) -> String {
        let mut out = String::with_capacity(self.shapes.len() * 120 + 1000);
        let (w, h) = (number(self.width), number(self.height));
        let (shown_w, shown_h) = self.shown_size();
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {w} {h}\" role=\"{role}\" \
             aria-labelledby=\"{prefix}title\" aria-describedby=\"{prefix}desc\" font-family=\"{}\">",
            number(shown_w),
            number(shown_h),
            font::families()
        );
        let _ = writeln!(out, "<title id=\"{prefix}title\">{}</title>", escape(&self.title));
        let _ = writeln!(out, "<desc id=\"{prefix}desc\">{}</desc>", escape(&cut(&self.description)));
        let _ = writeln!(out, "<rect width=\"{w}\" height=\"{h}\" fill=\"{}\"/>", self.theme.colour(PAPER));
        let mut open: Vec<bool> = Vec::new();
        let mut names = GroupNames { keys, ..GroupNames::default() };
        for (at, shape) in self.shapes.iter().enumerate() {
            let about = match shape {
                Shape::Group { about, .. } | Shape::Link { about } => *about,
                Shape::EndGroup | Shape::EndLink => {
                    write_shape(&mut out, shape, self);
                    if open.pop() == Some(true) {
                        out.push_str("</a>\n");
                    }
                    continue;
                }
                _ => {
                    write_shape(&mut out, shape, self);
                    continue;
                }
            };
            let link = about.and_then(links);
            open.push(link.is_some());
            if let Some(link) = link {
                // A link that contains text is named by the text.
                let inside = self.shapes[at + 1..].iter().take_while(|s| !matches!(s, Shape::EndGroup));
                let label = match shape {
                    Shape::Group { title, .. } if !inside.into_iter().any(|s| matches!(s, Shape::Text { .. })) => {
                        format!(" aria-label=\"{}\"", escape(title))
                    }
                    _ => String::new(),
                };
                let _ = write!(out, "<a href=\"{}\"{label}>", escape(&link));
            }
            if let Shape::Group { name, title, .. } = shape {
                names.write(&mut out, prefix, name, title);
            } else {
                write_shape(&mut out, shape, self);
            }
        }
        out.push_str("</svg>\n");
        out
    }
}

/// The ids of groups: their names, with underscores for what is not a letter, a digit, `-` or `.`. Repeated ids are
/// numbered.
#[derive(Default)]
struct GroupNames {
    /// True if groups can be reached by the keyboard.
    keys: bool,
    given: BTreeMap<String, usize>,
}

impl GroupNames {
    fn write(&mut self, out: &mut String, prefix: &str, name: &str, title: &str) {
        let name = if name.is_empty() { title.split([':', ';']).next().unwrap_or(title) } else { name };
        let mut id = String::new();
        for c in name.chars().take(80) {
            let fits = c.is_alphanumeric() || matches!(c, '-' | '.');
            if fits {
                id.push(c);
            } else if !id.ends_with('_') {
                id.push('_');
            }
        }
        let id = id.trim_matches('_');
        // An id begins with a letter, and differs from the ids of the drawing's own title and description.
        let own = id.is_empty() || id == "title" || id == "desc" || !id.starts_with(char::is_alphabetic);
        let id = if own { format!("part_{id}") } else { id.to_string() };
        let count = self.given.entry(id.clone()).or_default();
        *count += 1;
        // No id of a name contains a double underscore.
        let number = if *count > 1 { format!("__{count}") } else { String::new() };
        let (label, title) = (escape(name), escape(title));
        let first = if self.given.len() == 1 && *self.given.values().next().unwrap_or(&0) == 1 { "0" } else { "-1" };
        let keys = if self.keys {
            format!(" tabindex=\"{first}\" role=\"img\" aria-label=\"{title}\"")
        } else {
            String::new()
        };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "<g{keys} id=\"{prefix}{id}{number}\" inkscape:label=\"{label}\"><title>{title}</title>");
    }
}

fn write_shape(out: &mut String, shape: &Shape, drawing: &Drawing) {
    let dashed = |dash: &str| if dash.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dash}\"") };
    let colour = |light: &str| drawing.colour(light);
    let point = |(x, y): &(f64, f64)| format!("{},{}", number(*x), number(*y));
    let list = |points: &[(f64, f64)]| points.iter().map(point).collect::<Vec<_>>().join(" ");
    // Writing to a string cannot fail.
    let _ = match shape {
        Shape::Rect { x, y, w, h, radius, fill, stroke, dash, stroke_width } => writeln!(
            out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"{}\"{}/>",
            number(*x),
            number(*y),
            number(*w),
            number(*h),
            number(*radius),
            colour(fill),
            colour(stroke),
            number(*stroke_width),
            dashed(dash)
        ),
        Shape::Line { points, stroke, width, dash } => writeln!(
            out,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\"{}/>",
            list(points),
            colour(stroke),
            number(*width),
            dashed(dash)
        ),
        Shape::Curve { points, stroke, width, dash } => {
            let (start, rest) = points.split_first().map_or((String::new(), &[][..]), |(p, rest)| (point(p), rest));
            let rest: Vec<String> = rest.chunks(3).map(|c| format!("C{}", list(c))).collect();
            writeln!(
                out,
                "<path d=\"M{start} {}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"{}/>",
                rest.join(" "),
                colour(stroke),
                number(*width),
                dashed(dash)
            )
        }
        Shape::Polygon { points, fill } => {
            writeln!(out, "<polygon points=\"{}\" fill=\"{}\"/>", list(points), colour(fill))
        }
        Shape::Band { points, fill, opacity } => {
            let opacity = number(*opacity);
            writeln!(out, "<polygon points=\"{}\" fill=\"{}\" fill-opacity=\"{opacity}\"/>", list(points), colour(fill))
        }
        Shape::Disc { x, y, radius, fill, stroke } => writeln!(
            out,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"1.5\"/>",
            number(*x),
            number(*y),
            number(*radius),
            colour(fill),
            colour(stroke)
        ),
        Shape::Text { x, y, text, size, bold, fill, anchor } => {
            let anchor = match anchor {
                Anchor::Start => "",
                Anchor::Middle => " text-anchor=\"middle\"",
                Anchor::End => " text-anchor=\"end\"",
            };
            let weight = if *bold { " font-weight=\"bold\"" } else { "" };
            writeln!(
                out,
                "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{weight} fill=\"{}\"{anchor}>{}</text>",
                number(*x),
                number(*y),
                number(*size),
                colour(fill),
                isolated(&escape(text))
            )
        }
        Shape::Group { title, .. } => writeln!(out, "<g><title>{}</title>", escape(title)),
        Shape::EndGroup => writeln!(out, "</g>"),
        Shape::Link { .. } | Shape::EndLink => Ok(()),
    };
}

/// Returns true if a character is written from right to left: Hebrew, Arabic and related scripts.
pub fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

/// Isolates names that run from right to left beside figures or other letters (U+2068 and U+2069, Unicode Annex 9), so
/// that the text after a name is not drawn before it.
fn isolated(text: &str) -> String {
    let mixed = |c: char| c.is_alphanumeric() && !is_right_to_left(c);
    if !text.chars().any(is_right_to_left) || !text.chars().any(mixed) {
        return text.to_string();
    }
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() + 12);
    let mut at = 0;
    while at < chars.len() {
        if !is_right_to_left(chars[at]) {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        let rest = &chars[at..];
        let length = rest.iter().take_while(|c| !mixed(**c) && !matches!(c, ',' | ';' | '&')).count();
        let end = rest[..length].iter().rposition(|c| is_right_to_left(*c)).map_or(1, |last| last + 1);
        out.push('\u{2068}');
        out.extend(&rest[..end]);
        out.push('\u{2069}');
        at += end;
    }
    out
}

/// Returns a coordinate with at most two decimal places.
fn number(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    if rounded == 0.0 { "0".into() } else { format!("{rounded}") }
}

/// Cuts a description to a length that somebody would listen to.
fn cut(description: &str) -> String {
    const MOST: usize = 1_500;
    match description.char_indices().nth(MOST) {
        None => description.to_string(),
        Some((at, _)) => format!("{} …", &description[..description[..at].rfind(' ').unwrap_or(at)]),
    }
}

/// Escapes a text for the content and the attributes of a picture or a page, as one line. Removes marks that change the
/// writing direction, because they would also affect the text after the name.
pub fn escape(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let shown = text.chars().filter(|c| !turns(*c));
    let line: String = shown.map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c }).collect();
    xml(&line).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stay_behind_a_name_from_right_to_left() {
        assert_eq!(isolated("שמעון פרס 54.0%, Rabin"), "\u{2068}שמעון פרס\u{2069} 54.0%, Rabin");
        assert_eq!(isolated("שמעון פרס"), "שמעון פרס");
        assert_eq!(isolated("Peres 3"), "Peres 3");
    }

    #[test]
    fn hostile_text_stays_text() {
        let mut drawing = Drawing { title: "</title><script>".into(), ..Drawing::default() };
        drawing.text(1.0, 2.0, "a < b & \"c\" \u{1} 'd'", 10.0, false, INK);
        let svg = drawing.to_svg();
        assert!(!svg.contains("<script>"));
        assert!(svg.contains("a &lt; b &amp; &quot;c&quot; \u{fffd} &#39;d&#39;"));
    }
}

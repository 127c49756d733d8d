//! The permanent address of every page, JSON twin and picture.

use std::fmt;

/// A kind of thing that has a page for each and a list of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// People.
    Person,
    /// Parties.
    Party,
    /// Offices.
    Office,
    /// Contests.
    Contest,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Person, Self::Party, Self::Office, Self::Contest];

    /// Returns the singular word, as in addresses.
    pub const fn one(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Party => "party",
            Self::Office => "office",
            Self::Contest => "contest",
        }
    }

    /// Returns the plural word, as in addresses.
    pub const fn many(self) -> &'static str {
        match self {
            Self::Person => "people",
            Self::Party => "parties",
            Self::Office => "offices",
            Self::Contest => "contests",
        }
    }

    /// Returns the kind with this singular word.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.one() == word)
    }
}

/// A page, in any form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The start page.
    Start,
    /// One page of the list of all things of a kind. Pages count from 1.
    List(Kind, usize),
    /// One page of the list of pairs who met more than once. Pages count from 1.
    Rivalries(usize),
    /// The page of one thing, named by its slug.
    One(Kind, String),
    /// The rivalry of two people, each named by a slug.
    Rivalry(String, String),
    /// The form that asks for two people to find a path between.
    Paths,
    /// The paths from one person to another, each named by a slug.
    Path(String, String),
    /// One page of the findings, of one rule or of all. Pages count from 1.
    Checks(Option<String>, usize),
    /// The page about the data and the counting rules.
    About,
}

/// A kind of picture that a page may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Picture {
    /// A person's career.
    Career,
    /// The tenures and contests of offices, to scale.
    Timeline,
    /// Who followed whom.
    Succession,
    /// The results of a contest.
    Results,
    /// How contested an office was, over time.
    Competitiveness,
    /// A network of who faced whom.
    Rivalries,
    /// The paths between two people.
    Path,
    /// The meetings of two people.
    Rivalry,
}

impl Picture {
    /// Every picture.
    pub const ALL: [Self; 8] = [
        Self::Career,
        Self::Timeline,
        Self::Succession,
        Self::Results,
        Self::Competitiveness,
        Self::Rivalries,
        Self::Path,
        Self::Rivalry,
    ];

    /// Returns the word for the picture, as in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Career => "career",
            Self::Timeline => "timeline",
            Self::Succession => "succession",
            Self::Results => "results",
            Self::Competitiveness => "competitiveness",
            Self::Rivalries => "rivalries",
            Self::Path => "path",
            Self::Rivalry => "rivalry",
        }
    }
}

/// The form in which a page is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// A page for people.
    Html,
    /// The JSON twin of the page, for programs.
    Json,
    /// A picture of the page, as SVG.
    Svg(Picture),
    /// A picture of the page, as DOT for Graphviz.
    Dot(Picture),
    /// A picture as an HTML page of its own, to be embedded in the frame of another page.
    Embed(Picture),
}

impl Form {
    /// Returns the picture if the form is a picture.
    pub const fn picture(self) -> Option<Picture> {
        match self {
            Self::Svg(picture) | Self::Dot(picture) | Self::Embed(picture) => Some(picture),
            Self::Html | Self::Json => None,
        }
    }
}

/// The address of a page in one of its forms.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// The page.
    pub place: Place,
    /// The form of the page.
    pub form: Form,
}

impl Address {
    /// Returns the address of the HTML form of a page.
    pub const fn html(place: Place) -> Self {
        Self { place, form: Form::Html }
    }

    /// Reads an address without its leading slash: `person/shimon-peres`, `person/shimon-peres.json`,
    /// `person/shimon-peres.svg`, `office/leader-of-likud.succession.dot`. The ending `.html` is optional.
    pub fn read(path: &str) -> Option<Self> {
        let (stem, ending) = match path.rsplit_once('.') {
            Some((stem, ending)) if !ending.contains('/') => (stem, ending),
            _ => (path, "html"),
        };
        // In the files of a site, an embedded picture has the ending `.embed.html`.
        let (stem, ending) = match (stem.strip_suffix(".embed"), ending) {
            (Some(stem), "html") if ending.len() + stem.len() + 7 == path.len() => (stem, "embed"),
            _ => (stem, ending),
        };
        let place = |stem: &str| Place::read(&stem.split('/').collect::<Vec<_>>());
        let form = match ending {
            "html" => Form::Html,
            "json" => Form::Json,
            "svg" | "dot" | "embed" => {
                let (stem, word) = stem.rsplit_once('.').map_or((stem, None), |(stem, word)| (stem, Some(word)));
                let place = place(stem).filter(|p| *p != Place::Start || stem == "index")?;
                let picture = match word {
                    None => place.picture()?,
                    // The page's first picture has no word in its address, so that it has only one address.
                    Some(word) => Picture::ALL.into_iter().find(|p| p.word() == word && Some(*p) != place.picture())?,
                };
                let form = match ending {
                    "svg" => Form::Svg(picture),
                    "dot" => Form::Dot(picture),
                    _ => Form::Embed(picture),
                };
                return Some(Self { place, form });
            }
            _ => return None,
        };
        place(stem).map(|place| Self { place, form })
    }
}

impl Place {
    fn read(parts: &[&str]) -> Option<Self> {
        // Leading zeros and an explicit page 1 are refused, so that a page has only one address.
        let page = |text: &str| text.parse().ok().filter(|n: &usize| *n > 1 && !text.starts_with('0'));
        let list = |word: &str| Kind::ALL.into_iter().find(|k| k.many() == word);
        Some(match parts {
            ["" | "index"] => Self::Start,
            ["about"] => Self::About,
            ["paths"] => Self::Paths,
            ["rivalries"] => Self::Rivalries(1),
            ["rivalries", n] => Self::Rivalries(page(n)?),
            ["checks"] => Self::Checks(None, 1),
            ["checks", "all", n] => Self::Checks(None, page(n)?),
            ["checks", rule] if is_slug(rule) => Self::Checks(Some((*rule).into()), 1),
            ["checks", rule, n] if is_slug(rule) => Self::Checks(Some((*rule).into()), page(n)?),
            ["rivalry", a, b] if is_slug(a) && is_slug(b) => Self::Rivalry((*a).into(), (*b).into()),
            ["path", a, b] if is_slug(a) && is_slug(b) => Self::Path((*a).into(), (*b).into()),
            [many] => Self::List(list(many)?, 1),
            [many, n] if list(many).is_some() => Self::List(list(many)?, page(n)?),
            [one, slug] if is_slug(slug) => Self::One(Kind::read(one)?, (*slug).into()),
            _ => return None,
        })
    }

    /// Returns the first picture of the page. Its address is the page's own with another ending.
    pub const fn picture(&self) -> Option<Picture> {
        match self {
            Self::Start => Some(Picture::Rivalries),
            Self::One(Kind::Person, _) => Some(Picture::Career),
            Self::One(Kind::Contest, _) => Some(Picture::Results),
            Self::One(Kind::Office | Kind::Party, _) => Some(Picture::Timeline),
            Self::Path(..) => Some(Picture::Path),
            Self::Rivalry(..) => Some(Picture::Rivalry),
            _ => None,
        }
    }

    /// Returns the page's address without an ending.
    pub fn stem(&self) -> String {
        let paged = |stem: &str, page: usize| if page > 1 { format!("{stem}/{page}") } else { stem.to_string() };
        match self {
            Self::Start => "index".into(),
            Self::List(kind, page) => paged(kind.many(), *page),
            Self::Rivalries(page) => paged("rivalries", *page),
            Self::One(kind, slug) => format!("{}/{slug}", kind.one()),
            Self::Rivalry(a, b) => format!("rivalry/{a}/{b}"),
            Self::Paths => "paths".into(),
            Self::Path(a, b) => format!("path/{a}/{b}"),
            Self::Checks(None, page) if *page > 1 => format!("checks/all/{page}"),
            Self::Checks(None, _) => "checks".into(),
            Self::Checks(Some(rule), page) => paged(&format!("checks/{rule}"), *page),
            Self::About => "about".into(),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.place.stem())?;
        let (picture, ending) = match self.form {
            Form::Html => return Ok(()),
            Form::Json => return f.write_str(".json"),
            Form::Svg(picture) => (picture, "svg"),
            Form::Dot(picture) => (picture, "dot"),
            Form::Embed(picture) => (picture, "embed"),
        };
        if self.place.picture() != Some(picture) {
            write!(f, ".{}", picture.word())?;
        }
        write!(f, ".{ending}")
    }
}

/// Returns true if the text can be a slug: it has only lowercase ASCII letters, digits and hyphens.
fn is_slug(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let name = || "shimon-peres".to_string();
        let places = [
            Place::Start,
            Place::List(Kind::Person, 1),
            Place::List(Kind::Contest, 12),
            Place::Rivalries(3),
            Place::One(Kind::Party, name()),
            Place::Rivalry(name(), "a-2".into()),
            Place::Paths,
            Place::Path("a".into(), name()),
            Place::Checks(None, 1),
            Place::Checks(None, 2),
            Place::Checks(Some("shares-sum".into()), 1),
            Place::Checks(Some("shares-sum".into()), 9),
            Place::About,
        ];
        for place in places {
            for form in [Form::Html, Form::Json, Form::Svg(Picture::Timeline), Form::Dot(Picture::Path)] {
                let address = Address { place: place.clone(), form };
                assert_eq!(Address::read(&address.to_string()).as_ref(), Some(&address), "{address}");
            }
        }
        assert_eq!(Address::read("person/shimon-peres.html"), Some(Address::html(Place::One(Kind::Person, name()))));
        assert_eq!(Address::read(""), Some(Address::html(Place::Start)));
        for path in
            ["index.svg", "person/a.svg", "contest/a.dot", "office/a.svg", "office/a.succession.svg", "path/a/b.dot"]
        {
            assert_eq!(Address::read(path).map(|a| a.to_string()).as_deref(), Some(path));
        }
    }

    #[test]
    fn nothing_else_is_an_address() {
        let long = "a/".repeat(9000);
        for path in [
            "person",
            "person/",
            "person/..",
            "person/../about",
            "person/Shimon",
            "person/a%2fb",
            "person/a\\b",
            "people/1",
            "people/02",
            "people/x",
            "people/99999999999999999999",
            "etc/passwd",
            "../../etc/passwd",
            "about.php",
            "a.svg",
            "person/a.career.svg",
            "person/a.timeline.exe",
            "person/a/career.svg",
            "about.svg",
            "person/a/b",
            "about/",
            "checks/all/1",
            "person/\u{0}",
            "//",
            ".",
            ".svg",
            &long,
        ] {
            assert_eq!(Address::read(path), None, "{path:?}");
        }
    }
}

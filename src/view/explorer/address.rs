//! The permanent address of every page, twin and picture.

use std::fmt;

/// What has pages of its own, and lists of them.
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

    /// One of the kind, as in addresses.
    pub const fn one(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Party => "party",
            Self::Office => "office",
            Self::Contest => "contest",
        }
    }

    /// Several of the kind.
    pub const fn many(self) -> &'static str {
        match self {
            Self::Person => "people",
            Self::Party => "parties",
            Self::Office => "offices",
            Self::Contest => "contests",
        }
    }

    /// The kind of that word.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.one() == word)
    }
}

/// A page, whatever its form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The first page.
    Start,
    /// A list of everything of a kind, in pages from 1.
    List(Kind, usize),
    /// Pairs who met often, in pages.
    Rivalries(usize),
    /// One thing, by its word in addresses.
    One(Kind, String),
    /// Two people's record.
    Rivalry(String, String),
    /// The form that asks for a path.
    Paths,
    /// How one person leads to another.
    Path(String, String),
    /// What the checks found: of one rule or of all, in pages.
    Checks(Option<String>, usize),
    /// What the data are and how is counted.
    About,
}

/// A picture of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Picture {
    /// A person's career.
    Career,
    /// Offices to scale.
    Timeline,
    /// Who followed whom.
    Succession,
    /// A contest with its results.
    Results,
    /// How contested an office was, over time.
    Competitiveness,
    /// Who faced whom.
    Rivalries,
    /// A path.
    Path,
    /// Two people's record.
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

    /// The picture as in addresses.
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

/// The form in which a page is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// For people.
    Html,
    /// The same for programs.
    Json,
    /// One of its pictures.
    Svg(Picture),
    /// The same for Graphviz.
    Dot(Picture),
    /// The same as a page of its own, for frames of other pages.
    Embed(Picture),
}

impl Form {
    /// The picture, where it is a form of one.
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
    /// Its form.
    pub form: Form,
}

impl Address {
    /// A page for people.
    pub const fn html(place: Place) -> Self {
        Self { place, form: Form::Html }
    }

    /// Reads an address without its leading slash: `person/shimon-peres`, `person/shimon-peres.json`, `person/shimon-peres.svg`,
    /// `office/leader-of-likud.succession.dot`. `.html` may stand or not.
    pub fn read(path: &str) -> Option<Self> {
        let (stem, ending) = match path.rsplit_once('.') {
            Some((stem, ending)) if !ending.contains('/') => (stem, ending),
            _ => (path, "html"),
        };
        // A file of a site is a page with the ending of pages.
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
                    // The first picture goes without its name, and so has one address.
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
        // Two words for one page would be two addresses.
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

    /// The first picture of the page, which has the page's own address with another ending.
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

    /// The page's address without an ending.
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

/// Whether a text is a word of addresses: small Latin letters, digits, hyphens between them.
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

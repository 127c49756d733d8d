//! The properties that facts are of, and how their values stand in SQL.

use crate::facts::Confidence;
use crate::wikitext::{Bound, Date, Quantity};
use rusqlite::types::{Value, ValueRef};

/// What facts are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    Contest = 1,
    Candidacy = 2,
    Tenure = 3,
    Person = 4,
    Party = 5,
}

impl Subject {
    pub(super) const ALL: [(Self, &'static str); 5] = [
        (Self::Contest, "contest"),
        (Self::Candidacy, "candidacy"),
        (Self::Tenure, "tenure"),
        (Self::Person, "person"),
        (Self::Party, "party"),
    ];
}

macro_rules! properties {
    ($($name:ident = $label:literal),+ $(,)?) => {
        /// A property of a contest, a round, a candidacy, a tenure, a person or a party.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Property { $($name),+ }

        impl Property {
            pub(super) const ALL: &'static [(Self, &'static str)] = &[$((Self::$name, $label)),+];
        }
    };
}

properties! {
    Mentioned = "mentioned",
    Date = "date",
    Selectorate = "selectorate",
    Electorate = "electorate",
    Ballots = "ballots",
    Total = "total",
    Turnout = "turnout",
    Threshold = "threshold",
    Status = "status",
    Previous = "previous",
    Next = "next",
    Before = "before",
    After = "after",
    Note = "note",
    Dispute = "dispute",
    Label = "label",
    Valid = "valid",
    SharesOf = "shares of",
    Option = "option",
    Stood = "stood",
    Named = "named",
    Votes = "votes",
    Share = "share",
    Outcome = "outcome",
    Incumbent = "incumbent",
    Role = "role",
    Party = "party",
    Number = "number",
    From = "from",
    To = "to",
    Held = "held",
    Colour = "colour",
}

impl Property {
    /// The number in the file, from 1.
    pub(super) const fn number(self) -> i64 {
        self as i64 + 1
    }

    pub(super) fn of_number(number: i64) -> Option<Self> {
        Self::ALL.get(usize::try_from(number - 1).ok()?).map(|(property, _)| *property)
    }
}

pub(super) fn confidence_number(confidence: Confidence) -> i64 {
    confidence as i64 + 1
}

pub(super) fn confidence_of(number: i64) -> Option<Confidence> {
    Confidence::ALL.get(usize::try_from(number - 1).ok()?).copied()
}

/// A value that stands in a column.
pub(super) trait Stored: Sized {
    fn write(&self) -> Value;
    fn read(value: ValueRef<'_>) -> Option<Self>;
}

impl Stored for u64 {
    fn write(&self) -> Value {
        i64::try_from(*self).map_or_else(|_| Value::Text(self.to_string()), Value::Integer)
    }

    fn read(value: ValueRef<'_>) -> Option<Self> {
        match value {
            ValueRef::Integer(number) => u64::try_from(number).ok(),
            ValueRef::Text(text) => std::str::from_utf8(text).ok()?.parse().ok(),
            _ => None,
        }
    }
}

impl Stored for f64 {
    fn write(&self) -> Value {
        Value::Real(*self)
    }

    fn read(value: ValueRef<'_>) -> Option<Self> {
        match value {
            ValueRef::Real(number) => Some(number),
            ValueRef::Integer(number) => Some(number as f64),
            _ => None,
        }
    }
}

impl Stored for String {
    fn write(&self) -> Value {
        Value::Text(self.clone())
    }

    fn read(value: ValueRef<'_>) -> Option<Self> {
        value.as_str().ok().map(ToString::to_string)
    }
}

impl Stored for Date {
    fn write(&self) -> Value {
        Value::Text(self.to_string())
    }

    fn read(value: ValueRef<'_>) -> Option<Self> {
        Self::parse(value.as_str().ok()?)
    }
}

/// Exact numbers are numbers; others are words: `about 150000`, `at least 66000`.
impl Stored for Quantity {
    fn write(&self) -> Value {
        let word = match self.bound {
            Bound::Exact => return self.count.write(),
            Bound::About => "about",
            Bound::AtLeast => "at least",
        };
        Value::Text(format!("{word} {}", self.count))
    }

    fn read(value: ValueRef<'_>) -> Option<Self> {
        if let Some(count) = u64::read(value) {
            return Some(Self { count, bound: Bound::Exact });
        }
        let (word, count) = value.as_str().ok()?.rsplit_once(' ')?;
        let bound = if word == "about" { Bound::About } else { Bound::AtLeast };
        Some(Self { count: count.parse().ok()?, bound })
    }
}

macro_rules! words {
    ($($name:ty),+) => {
        $(impl Stored for $name {
            fn write(&self) -> Value {
                Value::Text(self.label().to_string())
            }

            fn read(value: ValueRef<'_>) -> Option<Self> {
                Self::read(value.as_str().ok()?)
            }
        })+
    };
}

words!(
    crate::facts::Selectorate,
    crate::facts::Status,
    crate::facts::Outcome,
    crate::facts::ShareBase,
    crate::facts::Kind,
    crate::facts::Began,
    crate::facts::Ended
);

/// The value of a column that may be empty.
pub(super) fn optional<T: Stored>(value: Option<&T>) -> Value {
    value.map_or(Value::Null, Stored::write)
}

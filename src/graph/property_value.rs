//! What differs by the kind of a property's value: how it is put in order, stored, written and said.

use super::PoliticalGraph;
use super::ids::{ContestId, PartyId, PersonId};
use super::model::{Node, OptionVotes};
use super::preference::Order;
use super::values::Values;
use crate::facts::{Outcome, Selectorate, ShareBase, Status};
use crate::wikitext::number::grouped;
use crate::wikitext::{Bound, Date, Quantity};
use serde_json::{Value, json};
use std::borrow::Cow;

/// A value as a column of a database holds it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Scalar<'a> {
    /// Nothing, which is a value where it means that nobody is.
    None,
    /// A whole number.
    Whole(u64),
    /// Another number.
    Real(f64),
    /// A text.
    Text(Cow<'a, str>),
}

impl Scalar<'_> {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    fn place(&self) -> Option<usize> {
        match self {
            Self::Whole(number) => usize::try_from(*number).ok(),
            _ => None,
        }
    }
}

/// A kind of value that a property has.
pub(crate) trait PropertyValue: Clone + PartialEq {
    /// Whether it names a row, so that it may have to be moved.
    const NAMES_A_ROW: bool = false;

    /// As a column holds it, with everything that it says.
    fn scalar(&self) -> Scalar<'_>;

    /// Reads it back. `None` for what is no such value.
    fn of_scalar(scalar: &Scalar<'_>) -> Option<Self>;

    /// As JSON.
    fn json(&self) -> Value;

    /// In a table of data.
    fn text(&self, graph: &PoliticalGraph) -> String;

    /// As people read it.
    fn say(&self, graph: &PoliticalGraph) -> String {
        self.text(graph)
    }

    /// The same where a number is wanted: without the word that says how exact it is.
    fn figure(&self) -> Scalar<'_> {
        self.scalar()
    }

    /// The row that it names.
    fn node(&self) -> Option<Node> {
        None
    }

    /// The same with the row that it names under another number; `None` where that row is not there.
    fn moved(&self, _to: &impl Fn(Node) -> Option<Node>) -> Option<Self> {
        Some(self.clone())
    }

    /// Whether another value says the same less exactly, or more.
    #[cfg_attr(not(feature = "site"), expect(dead_code, reason = "only pages ask"))]
    fn agrees(&self, _other: &Self) -> bool {
        false
    }

    /// Puts values in order.
    fn settle(values: &mut Values<Self>, order: Order<'_>) {
        values.settle(order);
    }
}

impl PropertyValue for u64 {
    fn scalar(&self) -> Scalar<'_> {
        Scalar::Whole(*self)
    }

    fn of_scalar(scalar: &Scalar<'_>) -> Option<Self> {
        match scalar {
            Scalar::Whole(number) => Some(*number),
            // A column of integers holds what is beyond them as the nearest such number.
            Scalar::Real(number) if *number >= i64::MAX as f64 => Some(*number as Self),
            Scalar::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    fn json(&self) -> Value {
        json!(self)
    }

    fn text(&self, _: &PoliticalGraph) -> String {
        grouped(*self)
    }
}

/// Shares, in per cent.
impl PropertyValue for f64 {
    fn scalar(&self) -> Scalar<'_> {
        Scalar::Real(*self)
    }

    fn of_scalar(scalar: &Scalar<'_>) -> Option<Self> {
        match scalar {
            Scalar::Real(number) => Some(*number),
            Scalar::Whole(number) => Some(*number as Self),
            _ => None,
        }
    }

    fn json(&self) -> Value {
        json!(self)
    }

    fn text(&self, _: &PoliticalGraph) -> String {
        self.to_string()
    }

    fn say(&self, _: &PoliticalGraph) -> String {
        format!("{self}%")
    }
}

impl PropertyValue for String {
    fn scalar(&self) -> Scalar<'_> {
        Scalar::Text(self.as_str().into())
    }

    fn of_scalar(scalar: &Scalar<'_>) -> Option<Self> {
        scalar.text().map(ToString::to_string)
    }

    fn json(&self) -> Value {
        json!(self)
    }

    fn text(&self, _: &PoliticalGraph) -> String {
        self.clone()
    }
}

impl PropertyValue for Date {
    fn scalar(&self) -> Scalar<'_> {
        Scalar::Text(self.to_string().into())
    }

    fn of_scalar(scalar: &Scalar<'_>) -> Option<Self> {
        Self::parse(scalar.text()?)
    }

    fn json(&self) -> Value {
        json!(self)
    }

    fn text(&self, _: &PoliticalGraph) -> String {
        self.to_string()
    }

    fn say(&self, _: &PoliticalGraph) -> String {
        self.long()
    }

    fn agrees(&self, other: &Self) -> bool {
        self.compatible(*other)
    }

    fn settle(values: &mut Values<Self>, order: Order<'_>) {
        values.settle_dates(order);
    }
}

/// Exact numbers are numbers; others are words: `about 150000`, `at least 66000`.
impl PropertyValue for Quantity {
    fn scalar(&self) -> Scalar<'_> {
        let word = match self.bound {
            Bound::Exact => return Scalar::Whole(self.count),
            Bound::About => "about",
            Bound::AtLeast => "at least",
        };
        Scalar::Text(format!("{word} {}", self.count).into())
    }

    fn of_scalar(scalar: &Scalar<'_>) -> Option<Self> {
        if let Some(count) = u64::of_scalar(scalar) {
            return Some(Self { count, bound: Bound::Exact });
        }
        let (word, count) = scalar.text()?.rsplit_once(' ')?;
        let bound = if word == "about" { Bound::About } else { Bound::AtLeast };
        Some(Self { count: count.parse().ok()?, bound })
    }

    fn json(&self) -> Value {
        json!({ "count": self.count, "bound": self.bound })
    }

    fn text(&self, _: &PoliticalGraph) -> String {
        self.to_string()
    }

    fn figure(&self) -> Scalar<'_> {
        Scalar::Whole(self.count)
    }
}

/// Values that are words of a list.
macro_rules! words {
    ($($name:ty),+) => {
        $(impl PropertyValue for $name {
            fn scalar(&self) -> Scalar<'_> {
                Scalar::Text(self.label().into())
            }

            fn of_scalar(scalar: &Scalar<'_>) -> Option<Self> {
                Self::read(scalar.text()?)
            }

            fn json(&self) -> Value {
                json!(self)
            }

            fn text(&self, _: &PoliticalGraph) -> String {
                self.label().to_string()
            }
        })+
    };
}

words!(Selectorate, Status, Outcome, ShareBase);

/// Its name, votes and share, as a list in JSON.
impl PropertyValue for OptionVotes {
    fn scalar(&self) -> Scalar<'_> {
        Scalar::Text(serde_json::to_string(&(&self.name, self.votes, self.share)).unwrap_or_default().into())
    }

    fn of_scalar(scalar: &Scalar<'_>) -> Option<Self> {
        let (name, votes, share) = serde_json::from_str(scalar.text()?).ok()?;
        Some(Self { name, votes, share })
    }

    fn json(&self) -> Value {
        json!({ "name": self.name, "votes": self.votes, "share": self.share })
    }

    fn text(&self, _: &PoliticalGraph) -> String {
        self.name.clone()
    }
}

/// Values that are rows: how one is made of a number, and what it is called.
macro_rules! rows {
    ($($name:ident, $node:ident, |$graph:ident, $id:ident| $said:expr);+ $(;)?) => {
        $(impl PropertyValue for $name {
            const NAMES_A_ROW: bool = true;

            fn scalar(&self) -> Scalar<'_> {
                Scalar::Whole(self.index() as u64)
            }

            fn of_scalar(scalar: &Scalar<'_>) -> Option<Self> {
                scalar.place().map(Self::new)
            }

            fn json(&self) -> Value {
                json!(self)
            }

            fn text(&self, $graph: &PoliticalGraph) -> String {
                let $id = *self;
                $said
            }

            fn node(&self) -> Option<Node> {
                Some(Node::$node(*self))
            }

            fn moved(&self, to: &impl Fn(Node) -> Option<Node>) -> Option<Self> {
                match to(Node::$node(*self)) {
                    Some(Node::$node(id)) => Some(id),
                    _ => None,
                }
            }
        })+
    };
}

rows! {
    ContestId, Contest, |graph, id| graph.contest(id).title.clone();
    PersonId, Person, |graph, id| graph.person(id).name.clone();
    PartyId, Party, |graph, id| graph.party(id).name.clone();
}

/// Who holds an office, or nobody.
impl PropertyValue for Option<PersonId> {
    const NAMES_A_ROW: bool = true;

    fn scalar(&self) -> Scalar<'_> {
        self.as_ref().map_or(Scalar::None, PropertyValue::scalar)
    }

    fn of_scalar(scalar: &Scalar<'_>) -> Option<Self> {
        Some(PersonId::of_scalar(scalar))
    }

    fn json(&self) -> Value {
        json!(self)
    }

    fn text(&self, graph: &PoliticalGraph) -> String {
        self.map_or_else(|| "vacant".to_string(), |id| id.text(graph))
    }

    fn node(&self) -> Option<Node> {
        self.as_ref().and_then(PropertyValue::node)
    }

    fn moved(&self, to: &impl Fn(Node) -> Option<Node>) -> Option<Self> {
        self.as_ref().map_or(Some(None), |id| id.moved(to).map(Some))
    }
}

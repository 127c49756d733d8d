//! What depends on the type of a property's value: how it is sorted, stored, written and displayed.

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

/// A value as a database column holds it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Scalar<'a> {
    /// No value. For a property that names a holder, this is a value: nobody.
    None,
    /// An unsigned integer.
    Whole(u64),
    /// A floating-point number.
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

/// A type that values of a property can have.
pub(crate) trait PropertyValue: Clone + PartialEq {
    /// True if the value names a row, so that it has to be renumbered when the row is.
    const NAMES_A_ROW: bool = false;

    /// Returns the value as a column holds it, without loss.
    fn scalar(&self) -> Scalar<'_>;

    /// Reads a value back from a column. `None` if the column does not hold such a value.
    fn of_scalar(scalar: &Scalar<'_>) -> Option<Self>;

    /// Returns the value as JSON.
    fn json(&self) -> Value;

    /// Reads a value back from JSON. `None` if it is no such value.
    fn of_json(json: &Value) -> Option<Self> {
        let scalar = match json {
            Value::Null => Scalar::None,
            Value::String(text) => Scalar::Text(text.as_str().into()),
            Value::Number(number) => {
                number.as_u64().map(Scalar::Whole).or_else(|| number.as_f64().map(Scalar::Real))?
            }
            _ => return None,
        };
        Self::of_scalar(&scalar)
    }

    /// Returns the value as text for a table of data.
    fn text(&self, graph: &PoliticalGraph) -> String;

    /// Returns the value as text for people.
    fn say(&self, graph: &PoliticalGraph) -> String {
        self.text(graph)
    }

    /// Returns the value as a number if it has one, without the word that says how exact it is.
    fn figure(&self) -> Scalar<'_> {
        self.scalar()
    }

    /// Returns the row that the value names.
    fn node(&self) -> Option<Node> {
        None
    }

    /// Returns the value with the row that it names renumbered by `to`; `None` if `to` does not have the row.
    fn moved(&self, _to: &impl Fn(Node) -> Option<Node>) -> Option<Self> {
        Some(self.clone())
    }

    /// Returns true if the other value says the same more or less exactly.
    #[cfg_attr(not(feature = "site"), expect(dead_code, reason = "only pages ask"))]
    fn agrees(&self, _other: &Self) -> bool {
        false
    }

    /// Sorts the values of a property.
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
            // A column of integers stores numbers above `i64::MAX` as the nearest floating-point number.
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

/// Exact numbers are stored as numbers, others as text: `about 150000`, `at least 66000`.
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

    fn of_json(json: &Value) -> Option<Self> {
        serde_json::from_value(json.clone()).ok()
    }

    fn text(&self, _: &PoliticalGraph) -> String {
        self.to_string()
    }

    fn figure(&self) -> Scalar<'_> {
        Scalar::Whole(self.count)
    }
}

/// Implements the trait for values that are words of a fixed vocabulary.
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

/// Stored as a JSON array of the name, the votes and the share.
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

    fn of_json(json: &Value) -> Option<Self> {
        let name = json.get("name")?.as_str()?.to_string();
        Some(Self {
            name,
            votes: json.get("votes").and_then(Value::as_u64),
            share: json.get("share").and_then(Value::as_f64),
        })
    }

    fn text(&self, _: &PoliticalGraph) -> String {
        self.name.clone()
    }
}

/// Implements the trait for ids of rows, given how to name the row.
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

/// The holder of an office; `None` means nobody.
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

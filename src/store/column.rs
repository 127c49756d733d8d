//! The properties that facts are of, and how their values stand in SQL.

use crate::facts::{Confidence, Kind};
use crate::graph::properties::{At, Property, Visit};
use crate::graph::property_value::{PropertyValue, Scalar};
use crate::graph::{Contest, ContestId, Round, Values};
use rusqlite::Connection;
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

/// The number of a property in the file, from 1.
pub(super) const fn number_of(property: Property) -> i64 {
    property as i64 + 1
}

pub(super) fn property_of(number: i64) -> Option<Property> {
    Property::ALL.get(usize::try_from(number - 1).ok()?).map(|(property, _)| *property)
}

pub(super) fn confidence_number(confidence: Confidence) -> i64 {
    confidence as i64 + 1
}

pub(super) fn confidence_of(number: i64) -> Option<Confidence> {
    Confidence::ALL.get(usize::try_from(number - 1).ok()?).copied()
}

/// A value as SQL has it.
pub(super) fn sql(scalar: Scalar<'_>) -> Value {
    match scalar {
        Scalar::None => Value::Null,
        // What no integer of SQL holds stays exact as a text.
        Scalar::Whole(number) => i64::try_from(number).map_or_else(|_| Value::Text(number.to_string()), Value::Integer),
        Scalar::Real(number) => Value::Real(number),
        Scalar::Text(text) => Value::Text(text.into_owned()),
    }
}

/// A value of a property as SQL has it, read. `None` for what is none.
pub(super) fn read_sql<T: PropertyValue>(value: ValueRef<'_>) -> Option<T> {
    let scalar = match value {
        ValueRef::Null => Scalar::None,
        ValueRef::Integer(number) => Scalar::Whole(u64::try_from(number).ok()?),
        ValueRef::Real(number) => Scalar::Real(number),
        ValueRef::Text(_) => Scalar::Text(value.as_str().ok()?.into()),
        ValueRef::Blob(_) => return None,
    };
    T::of_scalar(&scalar)
}

/// A value that stands in a column.
pub(super) trait Stored: Sized {
    fn read(value: ValueRef<'_>) -> Option<Self>;
}

impl<T: PropertyValue> Stored for T {
    fn read(value: ValueRef<'_>) -> Option<Self> {
        read_sql(value)
    }
}

macro_rules! words {
    ($($name:ty),+) => {
        $(impl Stored for $name {
            fn read(value: ValueRef<'_>) -> Option<Self> {
                Self::read(value.as_str().ok()?)
            }
        })+
    };
}

words!(Kind, crate::facts::Began, crate::facts::Ended);

/// The value of a column that may be empty.
pub(super) fn optional<T: PropertyValue>(value: Option<&T>) -> Value {
    value.map_or(Value::Null, |value| sql(value.figure()))
}

/// The names of columns for SQL, with commas between: some are words of its own, such as "from".
pub(super) fn quoted<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let quoted: Vec<String> = names.map(|name| format!("\"{name}\"")).collect();
    quoted.join(", ")
}

/// The columns of a table that hold the preferred values of some properties.
pub(super) struct Columns {
    names: Vec<String>,
    /// By property, the place of its column in the list.
    places: Vec<Option<usize>>,
}

/// Which properties a row has.
struct Listed(Vec<Property>);

impl Visit for Listed {
    fn values<T: PropertyValue>(&mut self, at: At, _: &Values<T>) {
        self.0.push(at.property);
    }
}

impl Columns {
    /// Those of the table of contests.
    pub(super) fn of_contests(connection: &Connection) -> rusqlite::Result<Self> {
        let mut listed = Listed(Vec::new());
        Contest::bare(ContestId::new(0), "", Kind::Other).visit(&mut listed);
        Self::of(connection, "contest", &listed.0)
    }

    /// Those of the table of rounds.
    pub(super) fn of_rounds(connection: &Connection) -> rusqlite::Result<Self> {
        let mut listed = Listed(Vec::new());
        Round::default().visit(&mut listed);
        Self::of(connection, "round", &listed.0)
    }

    /// A column is called as its property, or that and `_id` where the value is a row; not every property has one.
    fn of(connection: &Connection, table: &str, listed: &[Property]) -> rusqlite::Result<Self> {
        let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
        let existing: Vec<String> = statement.query_map([table], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut columns = Self { names: Vec::new(), places: vec![None; Property::ALL.len()] };
        for property in listed {
            let name = property.name().replace(' ', "_");
            let is_its = |column: &&String| column.strip_suffix("_id").unwrap_or(column) == name;
            if let Some(column) = existing.iter().find(is_its) {
                columns.places[*property as usize] = Some(columns.names.len());
                columns.names.push(column.clone());
            }
        }
        Ok(columns)
    }

    /// Without those that analyses of everybody never look at: which contests are neighbours, who followed, what rounds are called.
    pub(super) fn for_analyses(mut self) -> Self {
        for property in [Property::Previous, Property::Next, Property::After, Property::Label] {
            self.leave_out(property);
        }
        self
    }

    fn leave_out(&mut self, property: Property) {
        if let Some(gone) = self.places[property as usize].take() {
            self.names.remove(gone);
            let later = self.places.iter_mut().flatten().filter(|place| **place > gone);
            later.for_each(|place| *place -= 1);
        }
    }

    /// Their names.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Their names for SQL, with commas between.
    pub(super) fn list(&self) -> String {
        quoted(self.names())
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// The place of a property's column in the list.
    pub(super) fn place(&self, property: Property) -> Option<usize> {
        self.places[property as usize]
    }
}

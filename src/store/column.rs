//! The properties of facts, and how their values are stored in SQL.

use crate::facts::{Confidence, Kind};
use crate::graph::properties::{At, Property, Visit};
use crate::graph::property_value::{PropertyValue, Scalar};
use crate::graph::{Contest, ContestId, Round, Values};
use rusqlite::Connection;
use rusqlite::types::{Value, ValueRef};

/// The kinds of subjects of facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    Contest = 1,
    Candidacy = 2,
    Tenure = 3,
    Person = 4,
    Party = 5,
    Tie = 6,
}

impl Subject {
    pub(super) const ALL: [(Self, &'static str); 6] = [
        (Self::Contest, "contest"),
        (Self::Candidacy, "candidacy"),
        (Self::Tenure, "tenure"),
        (Self::Person, "person"),
        (Self::Party, "party"),
        (Self::Tie, "tie"),
    ];
}

/// Returns the number of a property in the file, from 1.
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

/// Converts a value to SQL.
pub(super) fn sql(scalar: Scalar<'_>) -> Value {
    match scalar {
        Scalar::None => Value::Null,
        // A number too large for an SQL integer is stored exactly as text.
        Scalar::Whole(number) => i64::try_from(number).map_or_else(|_| Value::Text(number.to_string()), Value::Integer),
        Scalar::Real(number) => Value::Real(number),
        Scalar::Text(text) => Value::Text(text.into_owned()),
    }
}

/// Reads a value of a property from SQL. Returns `None` if the SQL value is not valid for the property.
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

/// A value that can be read from a column.
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

/// Returns the SQL value of a column that may be empty.
pub(super) fn optional<T: PropertyValue>(value: Option<&T>) -> Value {
    value.map_or(Value::Null, |value| sql(value.figure()))
}

/// Returns the names of columns for SQL, quoted and separated by commas; some names, such as "from", are SQL keywords.
pub(super) fn quoted<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let quoted: Vec<String> = names.map(|name| format!("\"{name}\"")).collect();
    quoted.join(", ")
}

/// The columns of a table that hold the preferred values of some properties.
pub(super) struct Columns {
    names: Vec<String>,
    /// The position of each property's column in the list; `None` if it has no column.
    places: Vec<Option<usize>>,
}

/// Collects the properties of a row.
struct Listed(Vec<Property>);

impl Visit for Listed {
    fn values<T: PropertyValue>(&mut self, at: At, _: &Values<T>) {
        self.0.push(at.property);
    }
}

impl Columns {
    /// Returns the property columns of the table `contest`.
    pub(super) fn of_contests(connection: &Connection) -> rusqlite::Result<Self> {
        let mut listed = Listed(Vec::new());
        Contest::bare(ContestId::new(0), "", Kind::Other).visit(&mut listed);
        Self::of(connection, "contest", &listed.0)
    }

    /// Returns the property columns of the table `round`.
    pub(super) fn of_rounds(connection: &Connection) -> rusqlite::Result<Self> {
        let mut listed = Listed(Vec::new());
        Round::default().visit(&mut listed);
        Self::of(connection, "round", &listed.0)
    }

    /// Finds the columns of a table. A column has the name of its property, with `_id` appended if the value is a row.
    /// A property may have no column.
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

    /// Removes the columns that no analysis of the whole graph needs: neighbouring contests, the holder after, and the
    /// labels of rounds.
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

    /// Returns the names of the columns.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Returns the names of the columns for SQL, separated by commas.
    pub(super) fn list(&self) -> String {
        quoted(self.names())
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// Returns the position of a property's column in the list.
    pub(super) fn place(&self, property: Property) -> Option<usize> {
        self.places[property as usize]
    }
}

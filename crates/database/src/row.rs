//! A row read column by column, in the order in which they were selected.
//!
//! SeaORM's rows are, on SQLite and MySQL, maps from names to values: a string per column and row,
//! a search and a copy per field. Most verbs do not feel it; lists of wide rows do, and read these.

use rusqlite::types::Value as Stored;
use sea_orm::sea_query::ValueType;
use sea_orm::{DbErr, QueryResult, TryGetable, Value};

use crate::sqlite::stored_as;

/// One row of [`Transaction::rows`](crate::Transaction::rows).
#[derive(Debug)]
pub struct Row(Columns);

#[derive(Debug)]
enum Columns {
    Postgres {
        row: QueryResult,
        next: usize,
    },
    Values(std::vec::IntoIter<Value>),
    /// SQLite stores a time or a boolean as text or integer; the reader's type tells what it is.
    Stored(std::vec::IntoIter<Stored>),
}

impl Row {
    pub(crate) fn of_postgres(row: QueryResult) -> Self {
        Row(Columns::Postgres { row, next: 0 })
    }

    pub(crate) fn of_values(values: Vec<Value>) -> Self {
        Row(Columns::Values(values.into_iter()))
    }

    pub(crate) fn of_stored(values: Vec<Stored>) -> Self {
        Row(Columns::Stored(values.into_iter()))
    }

    /// The next column, which is not NULL.
    ///
    /// # Errors
    /// A value of another type, NULL, or no column left.
    pub fn take<T: TryGetable + ValueType>(&mut self) -> Result<T, DbErr> {
        match &mut self.0 {
            Columns::Postgres { row, next } => row.try_get_by_index(advance(next)),
            Columns::Values(values) => convert(values.next().ok_or_else(too_short)?),
            Columns::Stored(values) => {
                let stored = values.next().ok_or_else(too_short)?;
                convert(stored_as(stored, &T::array_type())?)
            }
        }
    }

    /// The next column, `None` when it is NULL.
    ///
    /// # Errors
    /// A value of another type, or no column left.
    pub fn take_optional<T: TryGetable + ValueType>(&mut self) -> Result<Option<T>, DbErr> {
        match &mut self.0 {
            Columns::Postgres { row, next } => row.try_get_by_index(advance(next)),
            Columns::Values(values) => {
                let value = values.next().ok_or_else(too_short)?;
                if value == value.as_null() {
                    return Ok(None);
                }
                convert(value).map(Some)
            }
            Columns::Stored(values) => match values.next().ok_or_else(too_short)? {
                Stored::Null => Ok(None),
                stored => convert(stored_as(stored, &T::array_type())?).map(Some),
            },
        }
    }
}

fn advance(next: &mut usize) -> usize {
    *next += 1;
    *next - 1
}

fn convert<T: ValueType>(value: Value) -> Result<T, DbErr> {
    T::try_from(value).map_err(|_| {
        let wanted = T::type_name();
        DbErr::Type(format!("a column does not hold the {wanted} it should"))
    })
}

fn too_short() -> DbErr {
    DbErr::Type("a row has fewer columns than are read".to_owned())
}

//! The rows of a table, a page at a time, as values that every database takes.

use std::fmt::Write;

use chrono::{DateTime, NaiveDate, Utc};
use mercer_database::{Json, Session};
use mercer_migrator::{Column, ColumnType, Table};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, QueryResult, Statement, Value};

use super::CopyError;
use crate::bulk::quoted;

/// How many rows are in memory at once.
const PAGE: usize = 500;

/// The rows of a table in the order of its key.
pub(super) struct Rows<'a> {
    session: &'a Session,
    table: &'a Table,
    /// The places of the key's columns.
    key: Vec<usize>,
    /// The key of the last row.
    after: Option<Vec<Value>>,
    is_over: bool,
}

impl<'a> Rows<'a> {
    pub(super) fn of(session: &'a Session, table: &'a Table) -> Result<Self, CopyError> {
        for column in &table.columns {
            if let ColumnType::Other(kind) = &column.column_type {
                return Err(CopyError::UnknownType {
                    table: table.name.clone(),
                    column: column.name.clone(),
                    kind: kind.clone(),
                });
            }
        }
        let place = |name: &String| {
            let mut columns = table.columns.iter();
            columns.position(|column| column.name == *name)
        };
        let key: Option<Vec<usize>> = table.primary_key.iter().map(place).collect();
        let key = key.filter(|key| !key.is_empty());
        Ok(Rows {
            session,
            table,
            key: key.ok_or_else(|| CopyError::NoKey(table.name.clone()))?,
            after: None,
            is_over: false,
        })
    }

    /// The places of the key's columns.
    pub(super) fn key(&self) -> &[usize] {
        &self.key
    }

    /// The next rows; none at the end.
    pub(super) async fn next(&mut self) -> Result<Vec<Vec<Value>>, CopyError> {
        if self.is_over {
            return Ok(Vec::new());
        }
        let backend = self.session.get_database_backend();
        let (sql, values) = self.statement(backend);
        let statement = Statement::from_sql_and_values(backend, sql, values);
        let found = self.session.query_all_raw(statement).await?;
        let rows = found.iter().map(|row| {
            let columns = self.table.columns.iter();
            columns.map(|column| value(row, column, backend)).collect()
        });
        let rows = rows.collect::<Result<Vec<Vec<Value>>, DbErr>>()?;
        self.is_over = rows.len() < PAGE;
        if let Some(last) = rows.last() {
            self.after = Some(self.key.iter().map(|place| last[*place].clone()).collect());
        }
        Ok(rows)
    }

    fn statement(&self, backend: DbBackend) -> (String, Vec<Value>) {
        let quoted = |name: &str| quoted(name, backend);
        let columns: Vec<String> = self
            .table
            .columns
            .iter()
            .map(|column| selected(column, backend))
            .collect();
        let key: Vec<String> = self
            .table
            .primary_key
            .iter()
            .map(|name| quoted(name))
            .collect();
        let mut sql = format!(
            "SELECT {} FROM {}",
            columns.join(", "),
            quoted(&self.table.name)
        );
        let mut values = Vec::new();
        if let Some(after) = &self.after {
            sql.push_str(" WHERE ");
            sql.push_str(&behind(&key, after, backend, &mut values));
        }
        // Writing to a String cannot fail.
        let _ = write!(sql, " ORDER BY {} LIMIT {PAGE}", key.join(", "));
        (sql, values)
    }
}

/// `a >= 1 AND (a > 1 OR (a = 1 AND b > 2))`: the first condition is what MySQL's indexes
/// understand.
fn behind(key: &[String], after: &[Value], backend: DbBackend, values: &mut Vec<Value>) -> String {
    let mut place = |value: &Value| {
        values.push(value.clone());
        if backend == DbBackend::Postgres {
            format!("${}", values.len())
        } else {
            "?".to_owned()
        }
    };
    let first = format!("{} >= {}", key[0], place(&after[0]));
    let mut ways = Vec::new();
    for length in 0..key.len() {
        let same = (0..length).map(|index| format!("{} = {}", key[index], place(&after[index])));
        let mut conditions: Vec<String> = same.collect();
        conditions.push(format!("{} > {}", key[length], place(&after[length])));
        ways.push(format!("({})", conditions.join(" AND ")));
    }
    format!("{first} AND ({})", ways.join(" OR "))
}

fn selected(column: &Column, backend: DbBackend) -> String {
    let name = quoted(&column.name, backend);
    match (&column.column_type, backend) {
        // Exact as text; there is no number that holds all of them.
        (ColumnType::Decimal(..), DbBackend::MySql) => format!("CAST({name} AS CHAR) AS {name}"),
        (ColumnType::Decimal(..), _) => format!("CAST({name} AS TEXT) AS {name}"),
        // The driver takes the type of bytes for that of text, which bears the same name.
        (ColumnType::Binary, DbBackend::MySql) => format!("HEX({name}) AS {name}"),
        _ => name,
    }
}

fn value(row: &QueryResult, column: &Column, backend: DbBackend) -> Result<Value, DbErr> {
    let name = column.name.as_str();
    Ok(match &column.column_type {
        ColumnType::SmallInteger => row.try_get::<Option<i16>>("", name)?.into(),
        ColumnType::Integer => row.try_get::<Option<i32>>("", name)?.into(),
        ColumnType::BigInteger => row.try_get::<Option<i64>>("", name)?.into(),
        ColumnType::Double => row.try_get::<Option<f64>>("", name)?.into(),
        ColumnType::Boolean => row.try_get::<Option<bool>>("", name)?.into(),
        ColumnType::Binary if backend == DbBackend::MySql => {
            let text = row.try_get::<Option<String>>("", name)?;
            text.map(|text| bytes(&text)).transpose()?.into()
        }
        ColumnType::Binary => row.try_get::<Option<Vec<u8>>>("", name)?.into(),
        ColumnType::Decimal(_, places) => {
            let text = row.try_get::<Option<String>>("", name)?;
            text.map(|text| with_places(&text, *places)).into()
        }
        ColumnType::Text(_) | ColumnType::LongText | ColumnType::Other(_) => {
            row.try_get::<Option<String>>("", name)?.into()
        }
        ColumnType::Timestamp => row.try_get::<Option<DateTime<Utc>>>("", name)?.into(),
        ColumnType::Date => row.try_get::<Option<NaiveDate>>("", name)?.into(),
        ColumnType::Json => match row.try_get::<Option<Json>>("", name)? {
            Some(document) => document.into(),
            None => Value::Json(None),
        },
    })
}

/// The bytes that two digits each tell.
fn bytes(text: &str) -> Result<Vec<u8>, DbErr> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let pair = |pair: &[u8]| match pair {
        [high, low] => u8::try_from(digit(*high)? * 16 + digit(*low)?).ok(),
        _ => None,
    };
    let bytes: Option<Vec<u8>> = text.as_bytes().chunks(2).map(pair).collect();
    bytes.ok_or_else(|| DbErr::Type("bytes were not told in hexadecimal".to_owned()))
}

/// `1.5` and `1.50` are one number; a database may write either.
fn with_places(text: &str, places: u32) -> String {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if places == 0 {
        return whole.to_owned();
    }
    format!("{whole}.{fraction:0<width$}", width = places as usize)
}

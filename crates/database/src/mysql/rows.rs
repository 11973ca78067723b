//! MySQL's rows as SeaORM's, and as those read by position.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use sea_orm::{ProxyRow, QueryResult, Value};
use sqlx::mysql::MySqlRow;
use sqlx::{Column, Row as _, TypeInfo};

use crate::row::Row;

/// Decodes one row by the types its columns declare.
pub(super) fn by_position(row: &MySqlRow) -> Result<Row, sqlx::Error> {
    let values = row.columns().iter();
    let values = values.map(|column| value(row, column.ordinal(), column.type_info().name()));
    Ok(Row::of_values(values.collect::<Result<_, _>>()?))
}

/// The same, for SeaORM.
pub(super) fn by_name(row: &MySqlRow) -> Result<QueryResult, sqlx::Error> {
    let mut values = BTreeMap::new();
    for column in row.columns() {
        let value = value(row, column.ordinal(), column.type_info().name())?;
        values.insert(column.name().to_owned(), value);
    }
    Ok(QueryResult::from(ProxyRow::new(values)))
}

fn value(row: &MySqlRow, index: usize, type_name: &str) -> Result<Value, sqlx::Error> {
    Ok(match type_name {
        "BOOLEAN" => Value::Bool(row.try_get(index)?),
        "TINYINT" | "SMALLINT" | "MEDIUMINT" | "INT" | "BIGINT" => {
            Value::BigInt(row.try_get_unchecked(index)?)
        }
        "TINYINT UNSIGNED" | "SMALLINT UNSIGNED" | "MEDIUMINT UNSIGNED" | "INT UNSIGNED"
        | "BIGINT UNSIGNED" => Value::BigUnsigned(row.try_get_unchecked(index)?),
        "FLOAT" | "DOUBLE" => Value::Double(row.try_get_unchecked(index)?),
        "DATETIME" | "TIMESTAMP" => Value::ChronoDateTimeUtc(
            row.try_get_unchecked::<Option<NaiveDateTime>, _>(index)?
                .map(|time| time.and_utc()),
        ),
        "DATE" => Value::ChronoDate(row.try_get(index)?),
        "JSON" => Value::Json(
            row.try_get::<Option<serde_json::Value>, _>(index)?
                .map(Box::new),
        ),
        "DECIMAL" => decimal(row.try_get_unchecked(index)?),
        "NULL" => Value::String(None),
        // Text in a binary collation is reported as VARBINARY or BLOB. Mercer's tables hold text
        // in such columns and no raw bytes, so text is what they are read as.
        _ => Value::String(row.try_get_unchecked(index)?),
    })
}

/// The sum of integers is a DECIMAL here. As text it would silently be `None` to a caller who asks
/// for an optional integer.
fn decimal(text: Option<String>) -> Value {
    match text {
        None => Value::BigInt(None),
        Some(text) => match text.parse() {
            Ok(number) => Value::BigInt(Some(number)),
            Err(_) => Value::String(Some(text)),
        },
    }
}

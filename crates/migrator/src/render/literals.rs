//! Values of rows, as the column's type wants them written.

use std::fmt::Write;

use chrono::{DateTime, NaiveDateTime, Utc};
use mercer_database::Kind;

use super::RenderError;
use super::quotes::text;
use crate::{Column, ColumnType, Literal, Table};

/// One value for a column.
pub(super) fn literal(
    value: &Literal,
    table: &Table,
    column: &Column,
    kind: Kind,
) -> Result<String, RenderError> {
    let refused = |value: String, expected| {
        Err(RenderError::Value {
            table: table.name.clone(),
            column: column.name.clone(),
            value,
            expected,
        })
    };
    Ok(match (value, &column.column_type) {
        (Literal::Null, _) => "NULL".to_owned(),
        (Literal::Boolean(value), ColumnType::Json) => {
            text(if *value { "true" } else { "false" }, kind)
        }
        (Literal::Boolean(value), _) => boolean(*value, kind),
        (Literal::Integer(number), ColumnType::Boolean) => match number {
            0 => boolean(false, kind),
            1 => boolean(true, kind),
            _ => return refused(number.to_string(), "true or false"),
        },
        (Literal::Integer(number), ColumnType::Json) => text(&number.to_string(), kind),
        (Literal::Integer(number), _) => number.to_string(),
        (Literal::Text(value), ColumnType::Timestamp) => match moment(value) {
            Some(moment) => text(&written(moment, kind), kind),
            None => return refused(value.clone(), "moment such as 2026-11-21T04:05:06Z"),
        },
        (Literal::Text(value), ColumnType::Boolean) => match value.as_str() {
            "true" => boolean(true, kind),
            "false" => boolean(false, kind),
            _ => return refused(value.clone(), "true or false"),
        },
        (Literal::Text(value), ColumnType::Binary) => bytes(value, kind),
        (Literal::Text(value), _) => text(value, kind),
    })
}

fn boolean(value: bool, kind: Kind) -> String {
    let words = match (kind, value) {
        (Kind::Postgres, true) => "TRUE",
        (Kind::Postgres, false) => "FALSE",
        (_, true) => "1",
        (_, false) => "0",
    };
    words.to_owned()
}

/// Reads RFC 3339, and the same without a zone as UTC.
fn moment(value: &str) -> Option<DateTime<Utc>> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(value) {
        return Some(moment.to_utc());
    }
    let forms = ["%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f"];
    let read = |form: &&str| NaiveDateTime::parse_from_str(value, form).ok();
    forms.iter().find_map(read).map(|moment| moment.and_utc())
}

/// On SQLite the text of fixed width that the data layer writes and compares.
fn written(moment: DateTime<Utc>, kind: Kind) -> String {
    let form = match kind {
        Kind::Postgres => "%Y-%m-%d %H:%M:%S%.6f+00",
        _ => "%Y-%m-%d %H:%M:%S%.6f",
    };
    moment.format(form).to_string()
}

fn bytes(value: &str, kind: Kind) -> String {
    let mut digits = String::new();
    for byte in value.bytes() {
        // Writing to a String cannot fail.
        let _ = write!(digits, "{byte:02X}");
    }
    match kind {
        Kind::Postgres => format!("'\\x{digits}'"),
        _ => format!("X'{digits}'"),
    }
}

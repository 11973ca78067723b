//! Values in and out of SQLite, by the column's declared type or by that of the reader.
//!
//! Timestamps are stored as UTC text of fixed width (`2026-11-21 04:05:06.123456`), which sorts
//! as it reads and which SQLite's own date functions understand.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike, Utc};
use rusqlite::types::{self, ToSql, ToSqlOutput, Type, ValueRef};
use rusqlite::{Error, Result, Statement};
use sea_orm::sea_query::ArrayType;
use sea_orm::{DbErr, Value};

const DATE: &str = "%Y-%m-%d";
const TIMESTAMP: &str = "%Y-%m-%d %H:%M:%S%.f";

/// How a column's stored values become SeaORM's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reading {
    Boolean,
    Timestamp,
    Date,
    Json,
    /// By what is stored: integer, real, text.
    AsStored,
}

impl Reading {
    pub(super) fn of(declared_type: Option<&str>) -> Self {
        let Some(name) = declared_type else {
            return Reading::AsStored;
        };
        if name.eq_ignore_ascii_case("boolean") {
            Reading::Boolean
        } else if name.eq_ignore_ascii_case("timestamp") {
            Reading::Timestamp
        } else if name.eq_ignore_ascii_case("date") {
            Reading::Date
        } else if name.eq_ignore_ascii_case("json") {
            Reading::Json
        } else {
            Reading::AsStored
        }
    }

    /// The reading that gives this type.
    fn giving(wanted: &ArrayType) -> Self {
        match wanted {
            ArrayType::Bool => Reading::Boolean,
            ArrayType::ChronoDateTimeUtc => Reading::Timestamp,
            ArrayType::ChronoDate => Reading::Date,
            ArrayType::Json => Reading::Json,
            _ => Reading::AsStored,
        }
    }

    /// The NULL of this reading. SeaORM reads a NULL of any type as `None`, so one per reading
    /// is enough.
    fn null(self) -> Value {
        match self {
            Reading::Boolean => Value::Bool(None),
            Reading::Timestamp => Value::ChronoDateTimeUtc(None),
            Reading::Date => Value::ChronoDate(None),
            Reading::Json => Value::Json(None),
            Reading::AsStored => Value::String(None),
        }
    }
}

pub(super) fn read(stored: ValueRef<'_>, reading: Reading, index: usize) -> Result<Value> {
    Ok(match (reading, stored) {
        (_, ValueRef::Null) => reading.null(),
        (Reading::Boolean, ValueRef::Integer(number)) => Value::Bool(Some(number != 0)),
        (Reading::Timestamp, ValueRef::Text(text)) => {
            let time = match as_written(text) {
                Some(time) => time,
                None => NaiveDateTime::parse_from_str(utf8(text, index)?, TIMESTAMP)
                    .map_err(|error| unreadable(index, error))?,
            };
            Value::ChronoDateTimeUtc(Some(time.and_utc()))
        }
        (Reading::Date, ValueRef::Text(text)) => {
            let date = NaiveDate::parse_from_str(utf8(text, index)?, DATE)
                .map_err(|error| unreadable(index, error))?;
            Value::ChronoDate(Some(date))
        }
        (Reading::Json, ValueRef::Text(text)) => {
            let json = serde_json::from_slice(text).map_err(|error| unreadable(index, error))?;
            Value::Json(Some(Box::new(json)))
        }
        // A column declared JSON has numeric affinity: a document that is a bare number is stored
        // as one.
        (Reading::Json, ValueRef::Integer(number)) => Value::Json(Some(Box::new(number.into()))),
        (Reading::Json, ValueRef::Real(number)) => Value::Json(Some(Box::new(number.into()))),
        (_, ValueRef::Integer(number)) => Value::BigInt(Some(number)),
        (_, ValueRef::Real(number)) => Value::Double(Some(number)),
        (_, ValueRef::Text(text)) => Value::String(Some(utf8(text, index)?.to_owned())),
        (_, ValueRef::Blob(bytes)) => Value::Bytes(Some(bytes.to_vec())),
    })
}

/// A stored value as the type that its reader wants: asking SQLite for the declared types of all
/// columns takes as long as reading them.
pub(crate) fn stored_as(stored: types::Value, wanted: &ArrayType) -> Result<Value, DbErr> {
    match (Reading::giving(wanted), stored) {
        (Reading::AsStored, types::Value::Text(text)) => Ok(Value::String(Some(text))),
        (reading, stored) => read(ValueRef::from(&stored), reading, 0)
            .map_err(|error| DbErr::Type(error.to_string())),
    }
}

/// Reads a timestamp of exactly the form that [`TimestampText`] writes; other forms, written by
/// other programs, are left to chrono's parser, which is ten times slower.
fn as_written(text: &[u8]) -> Option<NaiveDateTime> {
    let text: &[u8; 26] = text.try_into().ok()?;
    let shape = [
        (4, b'-'),
        (7, b'-'),
        (10, b' '),
        (13, b':'),
        (16, b':'),
        (19, b'.'),
    ];
    if shape
        .iter()
        .any(|&(position, letter)| text[position] != letter)
    {
        return None;
    }
    let number = |range: std::ops::Range<usize>| {
        text[range].iter().try_fold(0_u32, |number, digit| {
            digit
                .is_ascii_digit()
                .then(|| number * 10 + u32::from(digit - b'0'))
        })
    };
    let year = i32::try_from(number(0..4)?).ok()?;
    NaiveDate::from_ymd_opt(year, number(5..7)?, number(8..10)?)?.and_hms_micro_opt(
        number(11..13)?,
        number(14..16)?,
        number(17..19)?,
        number(20..26)?,
    )
}

fn utf8(text: &[u8], index: usize) -> Result<&str> {
    std::str::from_utf8(text).map_err(|error| unreadable(index, error))
}

fn unreadable(index: usize, error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::FromSqlConversionFailure(index, Type::Text, Box::new(error))
}

pub(super) fn bind(statement: &mut Statement<'_>, index: usize, value: &Value) -> Result<()> {
    match value {
        Value::Bool(value) => statement.raw_bind_parameter(index, value),
        Value::TinyInt(value) => statement.raw_bind_parameter(index, value),
        Value::SmallInt(value) => statement.raw_bind_parameter(index, value),
        Value::Int(value) => statement.raw_bind_parameter(index, value),
        Value::BigInt(value) => statement.raw_bind_parameter(index, value),
        Value::TinyUnsigned(value) => statement.raw_bind_parameter(index, value),
        Value::SmallUnsigned(value) => statement.raw_bind_parameter(index, value),
        Value::Unsigned(value) => statement.raw_bind_parameter(index, value),
        Value::BigUnsigned(value) => {
            let number = value.map(i64::try_from).transpose();
            let number = number.map_err(|error| Error::ToSqlConversionFailure(Box::new(error)))?;
            statement.raw_bind_parameter(index, number)
        }
        Value::Float(value) => statement.raw_bind_parameter(index, value),
        Value::Double(value) => statement.raw_bind_parameter(index, value),
        Value::String(value) => statement.raw_bind_parameter(index, value.as_deref()),
        Value::Char(value) => {
            statement.raw_bind_parameter(index, value.map(|letter| letter.to_string()))
        }
        Value::Bytes(value) => statement.raw_bind_parameter(index, value.as_deref()),
        Value::Json(value) => {
            statement.raw_bind_parameter(index, value.as_ref().map(ToString::to_string))
        }
        Value::ChronoDate(value) => {
            value.map_or(Ok(()), |date| four_digits(date.year()))?;
            statement.raw_bind_parameter(index, value.map(|date| date.format(DATE).to_string()))
        }
        Value::ChronoDateTimeUtc(value) => {
            value.map_or(Ok(()), |time| four_digits(time.year()))?;
            statement.raw_bind_parameter(index, value.map(TimestampText::new))
        }
        other => Err(Error::ToSqlConversionFailure(
            format!("values like {other:?} are not stored by Mercer").into(),
        )),
    }
}

/// Other years would sort, and be read, as wrong ones.
fn four_digits(year: i32) -> Result<()> {
    if (1..=9999).contains(&year) {
        return Ok(());
    }
    let text = format!("the year {year} is outside 1 to 9999");
    Err(Error::ToSqlConversionFailure(text.into()))
}

/// A timestamp as SQLite stores it, written without chrono's formatter: it is on the path of
/// every order several times.
struct TimestampText([u8; 26]);

impl TimestampText {
    fn new(time: DateTime<Utc>) -> Self {
        let mut text = *b"0000-00-00 00:00:00.000000";
        let fields = [
            (0..4, time.year().unsigned_abs()),
            (5..7, time.month()),
            (8..10, time.day()),
            (11..13, time.hour()),
            (14..16, time.minute()),
            (17..19, time.second()),
            (20..26, time.nanosecond() / 1_000 % 1_000_000),
        ];
        for (range, mut number) in fields {
            for digit in text[range].iter_mut().rev() {
                *digit = b'0' + u8::try_from(number % 10).unwrap_or(0);
                number /= 10;
            }
        }
        TimestampText(text)
    }
}

impl ToSql for TimestampText {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Text(&self.0)))
    }
}

//! Which changes of a type keep every value.

use crate::ColumnType;

/// Whether every value that the first type can hold is kept, to the last digit, by the second.
/// Where nobody can tell it is said not to be.
pub(super) fn keeps(from: &ColumnType, to: &ColumnType) -> bool {
    use ColumnType::{
        BigInteger, Boolean, Date, Decimal, Double, Integer, Json, LongText, SmallInteger, Text,
        Timestamp,
    };
    let (from, to) = (&known(from), &known(to));
    if from == to {
        return true;
    }
    match (from, to) {
        (
            SmallInteger | Integer | BigInteger | Decimal(..) | Boolean | Date | Timestamp | Json
            | Text(_),
            LongText,
        )
        | (Date, Timestamp)
        | (SmallInteger | Integer, Double)
        | (Boolean, SmallInteger | Integer | BigInteger) => true,
        (Text(before), Text(after)) => before <= after,
        (Boolean, Text(length)) => *length >= 5,
        (Date, Text(length)) => *length >= 10,
        (Timestamp, Text(length)) => *length >= 32,
        (Decimal(digits, _), Text(length)) => *length >= digits + 3,
        (Decimal(digits, _), Double) => *digits <= 15,
        (Decimal(digits, after), Decimal(to_digits, to_after)) => {
            after <= to_after
                && whole_digits(*digits, *after) <= whole_digits(*to_digits, *to_after)
        }
        _ => match (integer_digits(from), to) {
            (Some(digits), Text(length)) => *length > digits,
            (Some(digits), Decimal(to_digits, after)) => digits <= whole_digits(*to_digits, *after),
            (Some(digits), _) => integer_digits(to).is_some_and(|to_digits| digits <= to_digits),
            (None, _) => false,
        },
    }
}

/// The digits of the largest value of an integer type.
pub(super) fn integer_digits(column_type: &ColumnType) -> Option<u32> {
    match column_type {
        ColumnType::SmallInteger => Some(5),
        ColumnType::Integer => Some(10),
        ColumnType::BigInteger => Some(19),
        _ => None,
    }
}

/// The smallest and the largest value of an integer type.
pub(super) fn integer_bounds(column_type: &ColumnType) -> Option<(i64, i64)> {
    match column_type {
        ColumnType::SmallInteger => Some((i16::MIN.into(), i16::MAX.into())),
        ColumnType::Integer => Some((i32::MIN.into(), i32::MAX.into())),
        ColumnType::BigInteger => Some((i64::MIN, i64::MAX)),
        _ => None,
    }
}

/// The digits before the point.
pub(super) fn whole_digits(digits: u32, after: u32) -> u32 {
    digits.saturating_sub(after)
}

/// A type in the words of a database as one of the model's, where it only differs in how text is
/// compared or in how its name is written.
pub(super) fn known(column_type: &ColumnType) -> ColumnType {
    let ColumnType::Other(text) = column_type else {
        return column_type.clone();
    };
    let lower = text.to_lowercase();
    let plain = lower.split(" collate ").next().unwrap_or_default();
    let (name, size) = match plain.split_once('(') {
        Some((name, rest)) => (name.trim(), rest.trim_end().strip_suffix(')')),
        None => (plain.trim(), None),
    };
    let sizes: Option<Vec<u32>> = size.map(|size| {
        let numbers = size.split(',').map(|number| number.trim().parse());
        numbers.collect::<Result<_, _>>().unwrap_or_default()
    });
    match (name, sizes.as_deref()) {
        ("varchar" | "character varying", Some([length])) => ColumnType::Text(*length),
        ("text" | "varchar" | "character varying", None) => ColumnType::LongText,
        ("decimal" | "numeric", Some([digits, after])) => ColumnType::Decimal(*digits, *after),
        ("decimal" | "numeric", Some([digits])) => ColumnType::Decimal(*digits, 0),
        _ => column_type.clone(),
    }
}

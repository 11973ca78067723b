//! What a column is filled with, in one form.

use mercer_database::Kind;

use super::canonical;
use crate::{Column, ColumnType};

const GENERATED: &str = "generated always as";

/// Whether the column is computed from others. Numbering by the database is not meant.
pub(crate) fn is_generated(column: &Column) -> bool {
    column
        .default
        .as_deref()
        .is_some_and(|text| parts(text).is_some())
}

/// The default in its canonical form; none for what is NULL anyway.
pub(crate) fn default(column: &Column, kind: Kind) -> Option<String> {
    let text = column.default.as_deref()?.trim();
    if let Some((expression, storage)) = parts(text) {
        let expression = canonical(expression, kind);
        return Some(format!("{GENERATED} {expression} {storage}"));
    }
    let mut found = canonical(text, kind);
    if found == "null" {
        return None;
    }
    if kind != Kind::Postgres {
        for word in ["now", "localtime", "localtimestamp"] {
            if found == word || found.starts_with(&format!("{word}(")) {
                found = found.replacen(word, "current_timestamp", 1);
            }
        }
    }
    if let Some(without) = found.strip_suffix("()")
        && without == "current_timestamp"
    {
        found.truncate(without.len());
    }
    let is_numeric = matches!(
        column.column_type,
        ColumnType::SmallInteger
            | ColumnType::Integer
            | ColumnType::BigInteger
            | ColumnType::Double
            | ColumnType::Decimal(..)
    );
    match is_numeric.then(|| number(&found)).flatten() {
        Some(number) => Some(number),
        None => Some(found),
    }
}

/// The expression of a generated column, and how it is kept.
fn parts(text: &str) -> Option<(&str, &'static str)> {
    let head = text.get(..GENERATED.len())?;
    let rest = text[GENERATED.len()..].trim();
    if !head.eq_ignore_ascii_case(GENERATED) || !rest.starts_with('(') {
        return None;
    }
    let close = rest.rfind(')')?;
    let stored = ["stored", "persistent"]
        .iter()
        .any(|word| rest[close + 1..].trim().eq_ignore_ascii_case(word));
    Some((&rest[1..close], if stored { "stored" } else { "virtual" }))
}

/// A number without the zeros and quotes that say nothing; MariaDB reads 1.5 back as 1.50.
fn number(text: &str) -> Option<String> {
    let digits = text.trim_matches('\'');
    digits.parse::<f64>().ok()?;
    let plain = if digits.contains('.') && !digits.contains(['e', 'E']) {
        digits.trim_end_matches('0').trim_end_matches('.')
    } else {
        digits
    };
    Some(plain.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(column_type: &ColumnType, kind: Kind, one: &str, other: &str) -> bool {
        let read = |text: &str| {
            let mut column = Column::new("c", column_type.clone(), true);
            column.default = Some(text.to_owned());
            default(&column, kind)
        };
        read(one) == read(other)
    }

    #[test]
    fn defaults_that_databases_word_differently_are_one() {
        let price = ColumnType::Decimal(10, 2);
        assert!(same(&price, Kind::MySql, "1.5", "1.50"));
        assert!(same(&price, Kind::MySql, "0", "0.00"));
        assert!(same(&price, Kind::Postgres, "-1.5", "'-1.5'::numeric"));
        assert!(same(&ColumnType::Integer, Kind::MySql, "'5'", "5"));
        assert!(same(
            &ColumnType::Timestamp,
            Kind::MySql,
            "CURRENT_TIMESTAMP",
            "current_timestamp()"
        ));
        assert!(same(
            &ColumnType::Timestamp,
            Kind::MySql,
            "now(6)",
            "current_timestamp(6)"
        ));
        assert!(same(
            &ColumnType::Integer,
            Kind::Postgres,
            "GENERATED ALWAYS AS (a * 2) STORED",
            "GENERATED ALWAYS AS ((a * 2)) STORED"
        ));
    }

    #[test]
    fn defaults_that_differ_stay_different() {
        let text = ColumnType::Text(9);
        assert!(!same(&text, Kind::MySql, "'1.5'", "'1.50'"));
        assert!(!same(&ColumnType::Integer, Kind::Sqlite, "10", "1"));
        assert!(!same(
            &ColumnType::Integer,
            Kind::MySql,
            "GENERATED ALWAYS AS (a) STORED",
            "GENERATED ALWAYS AS (a) VIRTUAL"
        ));
    }
}

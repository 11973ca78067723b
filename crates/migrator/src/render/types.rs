//! The types of columns.

use mercer_database::Kind;

use crate::ColumnType;

/// The type's words. Text is compared byte by byte everywhere, so that order and equality are the
/// same; on MySQL that is the table's own collation, or `with_collation`.
pub(super) fn type_name(column_type: &ColumnType, kind: Kind) -> String {
    match (column_type, kind) {
        (ColumnType::SmallInteger, _) => "SMALLINT".to_owned(),
        (ColumnType::Integer, _) => "INTEGER".to_owned(),
        (ColumnType::BigInteger, _) => "BIGINT".to_owned(),
        (ColumnType::Double, Kind::Postgres) => "DOUBLE PRECISION".to_owned(),
        (ColumnType::Double, _) => "DOUBLE".to_owned(),
        (ColumnType::Decimal(digits, after), _) => format!("DECIMAL({digits},{after})"),
        (ColumnType::Binary, Kind::Sqlite) => "BLOB".to_owned(),
        (ColumnType::Binary, Kind::Postgres) => "BYTEA".to_owned(),
        (ColumnType::Binary, Kind::MySql) => "LONGBLOB".to_owned(),
        (ColumnType::Boolean, _) => "BOOLEAN".to_owned(),
        (ColumnType::Text(length), Kind::Postgres) => format!("VARCHAR({length}) COLLATE \"C\""),
        (ColumnType::Text(length), _) => format!("VARCHAR({length})"),
        (ColumnType::LongText, Kind::Postgres) => "TEXT COLLATE \"C\"".to_owned(),
        (ColumnType::LongText, _) => "TEXT".to_owned(),
        (ColumnType::Timestamp, Kind::Sqlite) => "TIMESTAMP".to_owned(),
        (ColumnType::Timestamp, Kind::Postgres) => "TIMESTAMPTZ".to_owned(),
        (ColumnType::Timestamp, Kind::MySql) => "DATETIME(6)".to_owned(),
        (ColumnType::Date, _) => "DATE".to_owned(),
        (ColumnType::Json, Kind::Postgres) => "JSONB".to_owned(),
        (ColumnType::Json, _) => "JSON".to_owned(),
        (ColumnType::Other(text), _) => text.clone(),
    }
}

/// MySQL's words for a column of a table whose collation is not known: one that was adopted.
pub(super) fn with_collation(column_type: &ColumnType) -> String {
    let words = type_name(column_type, Kind::MySql);
    match column_type {
        ColumnType::Text(_) | ColumnType::LongText => {
            format!("{words} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
        }
        _ => words,
    }
}

/// Whether values of the type are text to PostgreSQL.
pub(super) fn is_text(column_type: &ColumnType) -> bool {
    match column_type {
        ColumnType::Text(_) | ColumnType::LongText => true,
        ColumnType::Other(text) => {
            let lower = text.to_lowercase();
            let known = ["character", "varchar", "text", "char", "bpchar", "citext"];
            !lower.contains('[') && known.iter().any(|start| lower.starts_with(start))
        }
        _ => false,
    }
}

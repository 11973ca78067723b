//! Whether any text of the store holds what looks like the number of a card.

use mercer_database::{Kind, Transaction};
use mercer_migrator::{Column, ColumnType, Table};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Statement};
use serde_json::Value;

use super::examine::{Check, LISTED};
use crate::schema::schema;
use crate::text::holds_card_number;

/// Columns, and fields of JSON, whose digits pass for a card number by chance: product codes with a
/// check digit of their own, digests, what is chance, what addresses and other providers number,
/// whole answers, which hold such codes and whose words stand in columns of their own, and
/// quantities, which the log of changes keeps as text.
const CODES: &[&str] = &[
    "barcode",
    "sku",
    "password_hash",
    "hash",
    "previous_hash",
    "digest",
    "salt",
    "fingerprint",
    "claim",
    "answer_body",
    "public_id",
    "client_id",
    "external_id",
    "password_stamp",
    "family_hash",
    "token_hash",
    "secret_hash",
    "code_hash",
    "key_hash",
    "code_challenge",
    "ip_address",
    "quantity",
    "on_hand",
    "reserved",
    "counted",
    "reorder_point",
];

/// A text that may hold one.
#[derive(FromQueryResult)]
struct Suspect {
    place: String,
    subject: String,
    words: String,
}

/// Reads every column of text and of JSON, but for [`CODES`].
pub(super) async fn check(transaction: &Transaction, kind: Kind) -> Result<Check, DbErr> {
    let (mut examined, mut wrong, mut findings) = (0, 0, Vec::new());
    for table in schema().tables {
        let columns: Vec<&Column> = table.columns.iter().filter(|c| is_read(c)).collect();
        examined += columns.len();
        if columns.is_empty() {
            continue;
        }
        let sql: Vec<String> = columns
            .iter()
            .map(|column| suspects(kind, &table, column))
            .collect();
        let backend = transaction.get_database_backend();
        let statement = Statement::from_string(backend, sql.join(" UNION ALL "));
        for suspect in Suspect::find_by_statement(statement)
            .all(transaction)
            .await?
        {
            if holds(&suspect.words) {
                wrong += 1;
                findings.push(format!("{} {}", suspect.place, suspect.subject));
            }
        }
    }
    findings.truncate(LISTED);
    Ok(Check {
        name: "no text holds the number of a card".to_owned(),
        examined: i64::try_from(examined).unwrap_or(i64::MAX),
        wrong,
        findings,
    })
}

fn is_read(column: &Column) -> bool {
    let is_long = match column.column_type {
        ColumnType::Text(most) => most >= 13,
        ColumnType::LongText | ColumnType::Json => true,
        _ => false,
    };
    is_long && !CODES.contains(&column.name.as_str())
}

/// Selects the rows whose text has thirteen letters in a row that are none of English, as every
/// card number has, in whatever script and however divided.
fn suspects(kind: Kind, table: &Table, column: &Column) -> String {
    let text = |column: &str| match kind {
        Kind::MySql => format!("CAST({column} AS CHAR)"),
        Kind::Sqlite | Kind::Postgres => format!("CAST({column} AS TEXT)"),
    };
    let words = text(&column.name);
    let may_hold = match kind {
        Kind::Sqlite => format!("{words} GLOB '*{}*'", "[^A-Za-z]".repeat(13)),
        Kind::Postgres => format!("{words} ~ '[^A-Za-z]{{13}}'"),
        Kind::MySql => format!("{words} REGEXP '[^A-Za-z]{{13}}'"),
    };
    let key = text(table.primary_key.first().map_or("id", String::as_str));
    let (table, column) = (&table.name, &column.name);
    format!(
        "SELECT '{column} of {table}' AS place, {key} AS subject, {words} AS words \
         FROM {table} WHERE {may_hold}"
    )
}

/// JSON is looked into, so that the digits of two of its fields are not taken for one number.
fn holds(words: &str) -> bool {
    match serde_json::from_str(words) {
        Ok(json @ (Value::Object(_) | Value::Array(_))) => is_in(&json),
        _ => holds_card_number(words),
    }
}

fn is_in(json: &Value) -> bool {
    match json {
        Value::String(text) => holds_card_number(text),
        Value::Array(values) => values.iter().any(is_in),
        Value::Object(fields) => fields
            .iter()
            .any(|(name, value)| !CODES.contains(&name.as_str()) && is_in(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

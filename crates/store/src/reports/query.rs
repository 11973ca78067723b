//! Statements of reports in the words of each database.

use std::fmt::Write;

use chrono::NaiveDate;
use mercer_database::{Error, Row, Transaction};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement, Value};

use super::Period;
use crate::{Currency, Store};

/// The orders that reports are of, `o`: in a currency, from one moment to before another.
pub(super) const COUNTED: &str = "o.status = 'placed' AND o.currency = ? AND o.placed_at >= ? \
     AND o.placed_at < ?";

/// The values of [`COUNTED`].
pub(super) fn counted(currency: Currency, period: Period) -> Vec<Value> {
    vec![
        currency.code().into(),
        period.from().into(),
        period.until().into(),
    ]
}

/// All rows of a statement, by position. In its text `AS BIG)` stands for the database's 64-bit
/// integer, for a SUM is a decimal on the servers, `DIV` for the division of integers, and `{day}`
/// and `{month}` for the day and the month on which an order was placed, in UTC, as text.
pub(super) async fn rows(
    transaction: &Transaction,
    sql: &str,
    values: Vec<Value>,
) -> Result<Vec<Row>, DbErr> {
    let backend = transaction.get_database_backend();
    let placed = |letters: usize| match backend {
        DbBackend::Postgres => {
            let shape = &"YYYY-MM-DD"[..letters];
            format!("to_char(o.placed_at AT TIME ZONE 'UTC', '{shape}')")
        }
        DbBackend::MySql => format!("LEFT(CAST(o.placed_at AS CHAR), {letters})"),
        _ => format!("substr(o.placed_at, 1, {letters})"),
    };
    let (big, divided_by) = match backend {
        DbBackend::MySql => ("AS SIGNED)", " DIV "),
        _ => ("AS BIGINT)", " / "),
    };
    let sql = sql
        .replace("{day}", &placed(10))
        .replace("{month}", &placed(7))
        .replace("AS BIG)", big)
        .replace(" DIV ", divided_by);
    let sql = if backend == DbBackend::Postgres {
        numbered(&sql)
    } else {
        sql
    };
    let statement = Statement::from_sql_and_values(backend, sql, values);
    transaction.rows(statement).await
}

/// With `$1`, `$2`, .. in the places of the question marks.
fn numbered(sql: &str) -> String {
    let mut parts = sql.split('?');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for (place, part) in parts.enumerate() {
        write!(text, "${}{part}", place + 1).expect("a text takes any text");
    }
    text
}

/// A day, or the first of a month, that a statement gave as text.
pub(super) fn date(text: &str) -> Result<NaiveDate, Error> {
    let day = if text.len() == 7 {
        format!("{text}-01")
    } else {
        text.to_owned()
    };
    day.parse()
        .map_err(|_| Error::Other(DbErr::Type(format!("{text:?} is no day"))))
}

/// How many placed orders of the time are in other currencies.
pub(super) async fn in_other_currencies(
    transaction: &Transaction,
    currency: Currency,
    period: Period,
) -> Result<i64, DbErr> {
    let sql = "SELECT CAST(COUNT(*) AS BIG) FROM orders o WHERE o.status = 'placed' \
               AND o.currency <> ? AND o.placed_at >= ? AND o.placed_at < ?";
    let mut found = rows(transaction, sql, counted(currency, period)).await?;
    match found.first_mut() {
        Some(row) => row.take(),
        None => Ok(0),
    }
}

/// The currency asked for, or the store's.
pub(super) fn currency(store: &Store, asked: Option<Currency>) -> Currency {
    asked.unwrap_or(store.currency())
}

//! Rows of the bookkeeping tables, written and read with bound values.

use std::fmt::Write;

use mercer_database::{Error, Session};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};

/// Runs a statement with a `?` for each value.
pub(super) async fn execute(
    session: &Session,
    sql: &str,
    values: Vec<Value>,
) -> Result<u64, Error> {
    let done = session.execute_raw(statement(session, sql, values)).await?;
    Ok(done.rows_affected())
}

/// Reads rows with a statement with a `?` for each value.
pub(super) async fn query<C: ConnectionTrait>(
    session: &C,
    sql: &str,
    values: Vec<Value>,
) -> Result<Vec<QueryResult>, Error> {
    Ok(session
        .query_all_raw(statement(session, sql, values))
        .await?)
}

fn statement<C: ConnectionTrait>(session: &C, sql: &str, values: Vec<Value>) -> Statement {
    let mut text = String::with_capacity(sql.len());
    let mut count = 0;
    for letter in sql.chars() {
        if letter == '?' && session.get_database_backend() == DbBackend::Postgres {
            count += 1;
            // Writing to a String cannot fail.
            let _ = write!(text, "${count}");
        } else {
            text.push(letter);
        }
    }
    Statement::from_sql_and_values(session.get_database_backend(), text, values)
}

//! What an operation changes, in few bytes, to tell whether its statement ran.

use std::fmt::Write;

use mercer_database::{Error, Kind, Session};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement};
use sha2::{Digest, Sha256};

use super::{RunError, bookkeeping};
use crate::Operation;

/// An index of PostgreSQL that is there and whole.
pub(super) const WHOLE: &str = "whole";
/// An index of PostgreSQL that is not there.
pub(super) const ABSENT: &str = "absent";

/// What the operation changes, as it is now. On MySQL the table, or the whole catalog for SQL of
/// one's own; a table that is not there has a fingerprint too. On PostgreSQL the index that is
/// built or dropped concurrently: the rest is told by its transaction.
pub(super) async fn fingerprint(
    session: &Session,
    operation: &Operation,
) -> Result<String, RunError> {
    if session.kind() == Kind::Postgres {
        return index(session, operation.name()).await;
    }
    let mut hash = Sha256::new();
    match operation {
        Operation::Sql(_) => {
            for table in bookkeeping::tables(session).await? {
                hash.update(table_text(session, &table).await?);
            }
            hash.update(others(session).await?);
        }
        Operation::RenameTable { from, to } => {
            hash.update(table_text(session, from).await?);
            hash.update(table_text(session, to).await?);
        }
        other => hash.update(table_text(session, other.table()).await?),
    }
    let mut text = String::with_capacity(64);
    for byte in hash.finalize() {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}

/// [`WHOLE`], [`ABSENT`], or left over from a building or dropping that came to no end.
async fn index(session: &Session, name: &str) -> Result<String, RunError> {
    let name = name.replace('"', "\"\"").replace('\'', "''");
    let sql = format!(
        "SELECT coalesce((SELECT CASE WHEN indisvalid THEN '{WHOLE}' ELSE 'left over' END \
         FROM pg_index WHERE indexrelid = to_regclass('\"{name}\"')), '{ABSENT}') AS state"
    );
    match one(session, sql).await? {
        Some(row) => Ok(row.try_get("", "state")?),
        None => Ok(ABSENT.to_owned()),
    }
}

async fn one(session: &Session, sql: String) -> Result<Option<QueryResult>, DbErr> {
    let statement = Statement::from_string(session.get_database_backend(), sql);
    session.query_one_raw(statement).await
}

async fn table_text(session: &Session, table: &str) -> Result<String, RunError> {
    /// MySQL's number for a table that does not exist.
    const NO_TABLE: &str = "1146";
    let sql = format!("SHOW CREATE TABLE `{}`", table.replace('`', "``"));
    let row = match one(session, sql).await.map_err(Error::from) {
        Ok(Some(row)) => row,
        Ok(None) => return Ok(String::new()),
        Err(error) if error.code().as_deref() == Some(NO_TABLE) => return Ok(String::new()),
        Err(error) => return Err(error.into()),
    };
    let text: String = match row.try_get("", "Create Table") {
        Ok(text) => text,
        // A view that stands where the table will.
        Err(_) => row.try_get("", "Create View")?,
    };
    // The counter moves with every row that others insert.
    let mut kept = String::new();
    let mut rest = text.as_str();
    while let Some(place) = rest.find("AUTO_INCREMENT=") {
        kept.push_str(&rest[..place]);
        let after = &rest[place + "AUTO_INCREMENT=".len()..];
        rest = after.trim_start_matches(|letter: char| letter.is_ascii_digit());
    }
    kept.push_str(rest);
    Ok(kept)
}

/// Views, triggers and routines, with their texts.
async fn others(session: &Session) -> Result<String, RunError> {
    let sql = "SELECT CONVERT(CONCAT_WS(' ', table_name, view_definition) USING utf8mb4) AS words \
         FROM information_schema.views WHERE table_schema = database() \
         UNION ALL SELECT CONVERT(CONCAT_WS(' ', trigger_name, action_timing, event_manipulation, \
         event_object_table, action_statement) USING utf8mb4) \
         FROM information_schema.triggers WHERE trigger_schema = database() \
         UNION ALL SELECT CONVERT(CONCAT_WS(' ', routine_type, routine_name, routine_definition) \
         USING utf8mb4) FROM information_schema.routines WHERE routine_schema = database() \
         ORDER BY words";
    let statement = Statement::from_string(session.get_database_backend(), sql);
    let mut all = String::new();
    for row in session.query_all_raw(statement).await? {
        all.push_str(&row.try_get::<String>("", "words")?);
        all.push('\n');
    }
    Ok(all)
}

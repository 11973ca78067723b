//! Questions to a database by its bare driver, and changes behind the server's back.

use std::time::Duration;

use rusqlite::types::ValueRef;
use sqlx::mysql::MySqlRow;
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, Column, Connection, Executor, MySqlConnection, PgConnection, Row};
use tokio::runtime::Runtime;

use super::{Database, Kind};
use crate::error::{Named, ProofError};

/// One value of a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cell {
    /// Nothing.
    Null,
    /// A number.
    Integer(i64),
    /// A text.
    Text(String),
}

impl Cell {
    /// The number; 0 for anything else.
    pub(crate) fn integer(&self) -> i64 {
        match self {
            Cell::Integer(value) => *value,
            Cell::Null | Cell::Text(_) => 0,
        }
    }

    /// The text; empty for anything else.
    pub(crate) fn text(&self) -> &str {
        match self {
            Cell::Text(value) => value,
            Cell::Null | Cell::Integer(_) => "",
        }
    }
}

/// The rows of one answer. Columns have to be 64-bit integers or texts.
pub(crate) type Rows = Vec<Vec<Cell>>;

/// How long a lock of the server's is waited for.
const LOCK_TIMEOUT: Duration = Duration::from_secs(10);

/// Answers to several questions as of one moment.
pub(crate) fn snapshot(database: &Database, questions: &[&str]) -> Result<Vec<Rows>, ProofError> {
    match database.kind {
        Kind::Sqlite => {
            let connection = open(&database.url)?;
            connection.execute_batch("BEGIN")?;
            questions
                .iter()
                .map(|question| ask_file(&connection, question))
                .collect()
        }
        Kind::Postgres => runtime()?.block_on(async {
            let mut connection = PgConnection::connect(&database.url).await?;
            connection
                .execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
                .await?;
            let mut answers = Vec::new();
            for question in questions {
                let rows = sqlx::query(AssertSqlSafe((*question).to_owned()))
                    .fetch_all(&mut connection)
                    .await?;
                answers.push(rows.iter().map(postgres_row).collect());
            }
            connection.close().await?;
            Ok(answers)
        }),
        Kind::Mariadb => runtime()?.block_on(async {
            let mut connection = MySqlConnection::connect(&database.url).await?;
            connection
                .execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                .await?;
            connection
                .execute("START TRANSACTION WITH CONSISTENT SNAPSHOT")
                .await?;
            let mut answers = Vec::new();
            for question in questions {
                let rows = sqlx::query(AssertSqlSafe((*question).to_owned()))
                    .fetch_all(&mut connection)
                    .await?;
                answers.push(rows.iter().map(mariadb_row).collect());
            }
            connection.close().await?;
            Ok(answers)
        }),
    }
}

/// Changes something, each statement by itself; how many rows the last one changed.
pub(crate) fn change(database: &Database, statements: &[String]) -> Result<u64, ProofError> {
    let mut changed = 0;
    match database.kind {
        Kind::Sqlite => {
            let connection = open(&database.url)?;
            // Damage is made on purpose; nothing of it is to cascade.
            connection.execute_batch("PRAGMA foreign_keys = OFF")?;
            for statement in statements {
                changed = connection.execute(statement, [])? as u64;
            }
        }
        Kind::Postgres => runtime()?.block_on(async {
            let mut connection = PgConnection::connect(&database.url).await?;
            for statement in statements {
                let done = connection.execute(AssertSqlSafe(statement.clone())).await?;
                changed = done.rows_affected();
            }
            connection.close().await
        })?,
        Kind::Mariadb => runtime()?.block_on(async {
            let mut connection = MySqlConnection::connect(&database.url).await?;
            for statement in statements {
                let done = connection.execute(AssertSqlSafe(statement.clone())).await?;
                changed = done.rows_affected();
            }
            connection.close().await
        })?,
    }
    Ok(changed)
}

fn open(url: &str) -> Result<rusqlite::Connection, ProofError> {
    let connection = rusqlite::Connection::open(url.trim_start_matches("sqlite:"))?;
    connection.busy_timeout(LOCK_TIMEOUT)?;
    Ok(connection)
}

fn ask_file(connection: &rusqlite::Connection, question: &str) -> Result<Rows, ProofError> {
    let mut statement = connection.prepare(question)?;
    let width = statement.column_count();
    let rows = statement.query_map([], |row| {
        (0..width)
            .map(|place| {
                Ok(match row.get_ref(place)? {
                    ValueRef::Integer(value) => Cell::Integer(value),
                    ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
                    _ => Cell::Null,
                })
            })
            .collect()
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn postgres_row(row: &PgRow) -> Vec<Cell> {
    let places = row.columns().iter().map(Column::ordinal);
    places
        .map(|place| match row.try_get::<Option<i64>, _>(place) {
            Ok(value) => value.map_or(Cell::Null, Cell::Integer),
            Err(_) => text_or_null(row.try_get(place)),
        })
        .collect()
}

fn mariadb_row(row: &MySqlRow) -> Vec<Cell> {
    let places = row.columns().iter().map(Column::ordinal);
    places
        .map(|place| match row.try_get::<Option<i64>, _>(place) {
            Ok(value) => value.map_or(Cell::Null, Cell::Integer),
            Err(_) => text_or_null(row.try_get(place)),
        })
        .collect()
}

fn text_or_null(text: Result<Option<String>, sqlx::Error>) -> Cell {
    text.ok().flatten().map_or(Cell::Null, Cell::Text)
}

fn runtime() -> Result<Runtime, ProofError> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .named("starting a runtime")
}

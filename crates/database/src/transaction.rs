//! The handle through which a unit of work speaks to its database.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use parking_lot::Mutex;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use crate::error::{reads_only, transaction_over};
use crate::mysql::{MySqlReader, MySqlSession};
use crate::postgres::{PostgresReader, PostgresSession};
use crate::retry::{self, Trouble};
use crate::row::Row;
use crate::sqlite::SqliteSession;

/// A transaction, or a reading connection, lent to one unit of work.
///
/// It implements SeaORM's [`ConnectionTrait`], so entities and sea-query statements run on it.
/// Used after its unit has ended, every statement is refused.
#[derive(Clone)]
pub struct Transaction {
    pub(crate) session: Arc<Session>,
}

pub(crate) struct Session {
    pub(crate) connection: Connection,
    /// What the first failed statement means for the unit.
    trouble: Mutex<Option<Trouble>>,
    /// Set when the unit has ended.
    over: AtomicBool,
}

pub(crate) enum Connection {
    Sqlite(SqliteSession),
    Postgres(PostgresSession),
    PostgresReader(PostgresReader),
    MySql(MySqlSession),
    MySqlReader(MySqlReader),
}

impl Transaction {
    pub(crate) fn new(connection: Connection) -> Self {
        Transaction {
            session: Arc::new(Session {
                connection,
                trouble: Mutex::new(None),
                over: AtomicBool::new(false),
            }),
        }
    }

    /// The trouble recorded since the last call.
    pub(crate) fn take_trouble(&self) -> Option<Trouble> {
        self.session.trouble.lock().take()
    }

    /// Whether a statement has failed, so that the unit will not be committed.
    pub(crate) fn is_in_trouble(&self) -> bool {
        self.session.trouble.lock().is_some()
    }

    /// Closes the handle to late users, and gives up what a panicking unit left open.
    pub(crate) fn end(&self) {
        self.session.over.store(true, Ordering::Release);
        match &self.session.connection {
            Connection::Postgres(session) => session.end(),
            Connection::PostgresReader(reader) => reader.end(),
            Connection::MySql(session) => session.end(),
            Connection::Sqlite(_) | Connection::MySqlReader(_) => {}
        }
    }

    /// All rows of a query, to be read by the position of their columns.
    ///
    /// # Errors
    /// What the database refuses.
    pub async fn rows(&self, statement: Statement) -> Result<Vec<Row>, DbErr> {
        self.refuse_late_user()?;
        told(&statement);
        let by_position = |rows: Vec<QueryResult>| rows.into_iter().map(Row::of_postgres).collect();
        let result = match &self.session.connection {
            Connection::Sqlite(session) => session.rows(&statement),
            Connection::Postgres(session) => session.query(statement).await.map(by_position),
            Connection::PostgresReader(reader) => reader.query(statement).await.map(by_position),
            Connection::MySql(session) => session.rows(statement).await,
            Connection::MySqlReader(reader) => reader.rows(statement).await,
        };
        self.note(result)
    }

    fn refuse_late_user(&self) -> Result<(), DbErr> {
        if self.session.over.load(Ordering::Acquire) {
            return Err(transaction_over());
        }
        Ok(())
    }

    fn note<T>(&self, result: Result<T, DbErr>) -> Result<T, DbErr> {
        if let Err(error) = &result {
            let mut trouble = self.session.trouble.lock();
            // The first failure tells; later ones only say that the transaction is aborted.
            trouble.get_or_insert_with(|| retry::diagnose(error));
        }
        result
    }
}

#[async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        match &self.session.connection {
            Connection::Sqlite(_) => DbBackend::Sqlite,
            Connection::Postgres(_) | Connection::PostgresReader(_) => DbBackend::Postgres,
            Connection::MySql(_) | Connection::MySqlReader(_) => DbBackend::MySql,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.refuse_late_user()?;
        told(&statement);
        let result = match &self.session.connection {
            Connection::Sqlite(session) => session.execute(&statement),
            Connection::Postgres(session) => session.execute(statement).await,
            Connection::MySql(session) => session.execute(statement).await,
            Connection::PostgresReader(_) | Connection::MySqlReader(_) => Err(reads_only()),
        };
        self.note(result)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.refuse_late_user()?;
        let result = match &self.session.connection {
            Connection::Sqlite(session) => session.execute_script(sql),
            Connection::Postgres(session) => session.execute_script(sql).await,
            Connection::MySql(session) => session.execute_script(sql).await,
            Connection::PostgresReader(_) | Connection::MySqlReader(_) => Err(reads_only()),
        };
        self.note(result)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.refuse_late_user()?;
        told(&statement);
        let result = match &self.session.connection {
            Connection::Sqlite(session) => session.query(&statement, 1).map(first),
            Connection::Postgres(session) => session.query(statement).await.map(first),
            Connection::PostgresReader(reader) => reader.query(statement).await.map(first),
            Connection::MySql(session) => session.query(statement).await.map(first),
            Connection::MySqlReader(reader) => reader.query(statement).await.map(first),
        };
        self.note(result)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.refuse_late_user()?;
        told(&statement);
        let result = match &self.session.connection {
            Connection::Sqlite(session) => session.query(&statement, usize::MAX),
            Connection::Postgres(session) => session.query(statement).await,
            Connection::PostgresReader(reader) => reader.query(statement).await,
            Connection::MySql(session) => session.query(statement).await,
            Connection::MySqlReader(reader) => reader.query(statement).await,
        };
        self.note(result)
    }
}

/// Tells every statement with its values to whoever subscribes to them, so that tests can ask the
/// databases for its plan. The values may be a person's data: release builds leave it out
/// (`release_max_level_debug`).
fn told(statement: &Statement) {
    tracing::trace!(
        target: "mercer_database::statement",
        database = ?statement.db_backend,
        sql = statement.sql,
        sample = %statement,
    );
}

fn first(rows: Vec<QueryResult>) -> Option<QueryResult> {
    rows.into_iter().next()
}

impl std::fmt::Debug for Transaction {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Transaction({:?})", self.get_database_backend())
    }
}

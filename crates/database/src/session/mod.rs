//! One connection of its own, for changing a schema.
//!
//! Deliberately absent: transactions, retries and reconnecting. Statements run as given, and
//! `BEGIN`, `COMMIT`, `PRAGMA` and `SET` are statements like any other.

mod backup;
mod connection;
mod lock;
mod snapshot;

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use crate::{DatabaseUrl, Error, Kind, Options};
use connection::{Connection, Place};

pub use lock::Lock;

/// One dedicated connection, the same from opening to closing.
///
/// Once the connection is lost, every statement fails with [`Error::SessionLost`]: nothing is ever
/// reconnected, for its locks and its transaction would be missing. A statement's future that is
/// dropped before its end counts as a loss too, for nobody knows what became of the statement.
///
/// SeaORM's `ConnectionTrait` gives its errors as `DbErr`; `Error::from` tells constraint
/// violations, [`Error::SessionLost`] and the database's own [`code`](Error::code).
pub struct Session {
    url: DatabaseUrl,
    place: Arc<Place>,
}

impl Session {
    /// Connects to an existing database, with the settings of pooled connections.
    pub async fn open(url: &DatabaseUrl) -> Result<Self, Error> {
        Self::open_with(url, &Options::default()).await
    }

    /// Connects, and creates the embedded file when it is missing.
    pub async fn create(url: &DatabaseUrl) -> Result<Self, Error> {
        let options = Options {
            create_if_missing: true,
            ..Options::default()
        };
        Self::open_with(url, &options).await
    }

    /// Connects with the given settings, of which those of a pool are not used.
    pub async fn open_with(url: &DatabaseUrl, options: &Options) -> Result<Self, Error> {
        let connection = Connection::open(url, options).await?;
        Ok(Session {
            url: url.clone(),
            place: Arc::new(Place::new(connection)),
        })
    }

    /// Which database system this is.
    pub fn kind(&self) -> Kind {
        self.url.kind()
    }

    /// The address this session was opened by.
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// The file of an embedded database.
    pub fn path(&self) -> Option<&Path> {
        self.url.path()
    }

    /// Closes the connection; an open transaction is rolled back and locks of a server are
    /// released. Dropping a session does the same without waiting for it.
    pub async fn close(self) {
        self.place.close().await;
    }
}

#[async_trait]
impl ConnectionTrait for Session {
    fn get_database_backend(&self) -> DbBackend {
        match self.kind() {
            Kind::Sqlite => DbBackend::Sqlite,
            Kind::Postgres => DbBackend::Postgres,
            Kind::MySql => DbBackend::MySql,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let mut turn = self.place.turn().await?;
        let result = turn.connection().execute(statement).await;
        turn.end(result)
    }

    /// Runs statements without values, any DDL among them. On PostgreSQL several in one text are
    /// one transaction; what refuses to run inside of one is sent alone.
    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let mut turn = self.place.turn().await?;
        let result = turn.connection().execute_script(sql).await;
        turn.end(result)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let mut turn = self.place.turn().await?;
        let result = turn.connection().query(statement, 1).await;
        turn.end(result).map(|rows| rows.into_iter().next())
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let mut turn = self.place.turn().await?;
        let result = turn.connection().query(statement, usize::MAX).await;
        turn.end(result)
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Session({})", self.url)
    }
}

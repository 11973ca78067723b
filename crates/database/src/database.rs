//! The front door: connect, read, write.

use std::future::Future;
use std::sync::Arc;

use crate::companion::Companion;
use crate::mysql::MySql;
use crate::position::{Freshness, Position};
use crate::postgres::Postgres;
use crate::replica::Replica;
use crate::retry::Sight;
use crate::sqlite::Sqlite;
use crate::unit::{AnyUnit, Unit};
use crate::{DatabaseUrl, Error, Kind, Options, Session, Transaction, retry};

/// An open database. Cloning is cheap and shares the connections.
#[derive(Clone)]
pub struct Database {
    url: DatabaseUrl,
    driver: Driver,
    /// Who adds something to every writing unit.
    companion: Option<Arc<dyn Companion>>,
    /// Where reading units may run, if they need not see the latest.
    replica: Option<Arc<Replica>>,
    freshness: Freshness,
}

#[derive(Clone)]
enum Driver {
    Sqlite(Arc<Sqlite>),
    Postgres(Postgres),
    MySql(MySql),
}

impl Database {
    /// Connects to an existing database with the default settings.
    pub async fn connect(url: &str) -> Result<Self, Error> {
        Self::connect_with(&DatabaseUrl::parse(url)?, Options::default()).await
    }

    /// Connects with the given settings.
    ///
    /// # Errors
    /// A file that is missing, read-only or no database, a server that cannot be reached, and an
    /// SQLite library with a corruption bug are refused here, not at the first statement.
    pub async fn connect_with(url: &DatabaseUrl, options: Options) -> Result<Self, Error> {
        let driver = match url {
            DatabaseUrl::Sqlite(path) => Driver::Sqlite(Arc::new(Sqlite::open(path, &options)?)),
            DatabaseUrl::Postgres(address) => {
                Driver::Postgres(Postgres::connect(url, address, &options).await?)
            }
            DatabaseUrl::MySql(address) => {
                Driver::MySql(MySql::connect(url, address, &options).await?)
            }
        };
        Ok(Database {
            url: url.clone(),
            driver,
            companion: None,
            replica: None,
            freshness: Freshness::Latest,
        })
    }

    /// The same database, with a streaming replica for reading units that need not see the latest:
    /// see [`Database::reading`]. The replica need not be there yet.
    ///
    /// # Errors
    /// [`Error::NoReplica`] unless both are PostgreSQL.
    pub fn with_replica(self, url: &DatabaseUrl, options: &Options) -> Result<Self, Error> {
        let (Kind::Postgres, DatabaseUrl::Postgres(address)) = (self.kind(), url) else {
            return Err(Error::NoReplica {
                primary: self.url.to_string(),
                replica: url.to_string(),
            });
        };
        let replica = Replica::at(url, address, options)?;
        Ok(Database {
            replica: Some(Arc::new(replica)),
            ..self
        })
    }

    /// The same database, whose reading units see at least this. Writing units see the latest.
    #[must_use]
    pub fn reading(&self, freshness: Freshness) -> Self {
        Database {
            freshness,
            ..self.clone()
        }
    }

    /// Whether reading units may run on a replica.
    pub fn has_replica(&self) -> bool {
        self.replica.is_some()
    }

    /// How many reading units the replica has answered, and how many were meant for it and had to
    /// run on the primary, since this process began.
    pub fn replica_counts(&self) -> Option<(u64, u64)> {
        self.replica.as_ref().map(|replica| replica.counts())
    }

    /// How far the primary's log has come: [`Freshness::AtLeast`] of it shows every unit that was
    /// written before. `None` on the other databases.
    pub async fn position(&self) -> Result<Option<Position>, Error> {
        match &self.driver {
            Driver::Postgres(postgres) => postgres.position().await.map(Some),
            Driver::Sqlite(_) | Driver::MySql(_) => Ok(None),
        }
    }

    /// The same database, whose writing units are accompanied: what the companion adds is stored
    /// together with what the unit did, or neither is. Reading units never are. It takes the place
    /// of an earlier companion.
    #[must_use]
    pub fn accompanied_by(&self, companion: Arc<dyn Companion>) -> Self {
        Database {
            companion: Some(companion),
            ..self.clone()
        }
    }

    /// The same database without a companion: for units that serve the process, not the caller.
    #[must_use]
    pub fn unaccompanied(&self) -> Self {
        Database {
            companion: None,
            ..self.clone()
        }
    }

    /// Which database system this is.
    pub fn kind(&self) -> Kind {
        self.url.kind()
    }

    /// The address this database was opened by.
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// Opens a connection of its own to the same database, beside the pool.
    pub async fn session(&self) -> Result<Session, Error> {
        Session::open(&self.url).await
    }

    /// Runs a unit of work in a transaction and commits it.
    ///
    /// When this returns `Ok`, the change is durable. A unit that returns `Err`, panics, suspends,
    /// or in which any statement failed (even if it swallowed the error) is rolled back: a
    /// transaction with a failed statement never commits, on any of the three databases.
    /// An accepted unit runs to its end even when the returned future is dropped.
    ///
    /// # Errors
    /// The unit's own error, or one of [`Error`] converted into it, as when its
    /// [companion](Database::accompanied_by) fails.
    pub async fn write<T, E, F, U>(&self, unit: F) -> Result<T, E>
    where
        F: Fn(Transaction) -> U + Send + Sync + 'static,
        U: Future<Output = Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let unit = Arc::new(Unit::new(unit, self.companion.clone()));
        let ended = match &self.driver {
            Driver::Sqlite(sqlite) => sqlite.write(unit.clone()).await,
            Driver::Postgres(postgres) => retry::detached(postgres.clone(), unit.clone()).await,
            Driver::MySql(mysql) => retry::detached(mysql.clone(), unit.clone()).await,
        };
        unit.result(ended)
    }

    /// Runs a reading unit. Each statement sees committed data only; one that would change
    /// something is refused. The unit runs again when its connection turns out to be dead.
    ///
    /// On the embedded database the whole unit sees one snapshot; on a server each statement sees
    /// its own. Statements that must agree with each other belong in [`Database::snapshot`].
    pub async fn read<T, E, F, U>(&self, unit: F) -> Result<T, E>
    where
        F: Fn(Transaction) -> U + Send + Sync + 'static,
        U: Future<Output = Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let unit = Arc::new(Unit::new(unit, None));
        if self.is_answered_by_replica(&*unit, Sight::Latest).await {
            return unit.result(Ok(()));
        }
        let ended = match &self.driver {
            Driver::Sqlite(sqlite) => sqlite.read(unit.clone()).await,
            Driver::Postgres(postgres) => retry::read(postgres, &*unit).await,
            Driver::MySql(mysql) => retry::read(mysql, &*unit).await,
        };
        unit.result(ended)
    }

    /// Runs a reading unit in which all statements see the same moment.
    pub async fn snapshot<T, E, F, U>(&self, unit: F) -> Result<T, E>
    where
        F: Fn(Transaction) -> U + Send + Sync + 'static,
        U: Future<Output = Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let unit = Arc::new(Unit::new(unit, None));
        if self.is_answered_by_replica(&*unit, Sight::Snapshot).await {
            return unit.result(Ok(()));
        }
        let ended = match &self.driver {
            Driver::Sqlite(sqlite) => sqlite.read(unit.clone()).await,
            Driver::Postgres(postgres) => retry::snapshot(postgres, &*unit).await,
            Driver::MySql(mysql) => retry::snapshot(mysql, &*unit).await,
        };
        unit.result(ended)
    }

    async fn is_answered_by_replica(&self, unit: &dyn AnyUnit, sight: Sight) -> bool {
        let Some(replica) = &self.replica else {
            return false;
        };
        let after = match self.freshness {
            Freshness::Latest => return false,
            Freshness::AtLeast(position) => Some(position),
            Freshness::Recent => None,
        };
        replica.answers(unit, after, sight).await
    }

    /// How many statements units have run on an embedded database since it was opened, by this
    /// process. Servers keep such statistics themselves.
    pub fn statements(&self) -> Option<u64> {
        match &self.driver {
            Driver::Sqlite(sqlite) => Some(sqlite.statements()),
            Driver::Postgres(_) | Driver::MySql(_) => None,
        }
    }

    /// A number by which to know whether anything was committed since, by this process or another:
    /// what was read after asking for it is as it was while the number is the same. `None` where
    /// that would take a statement of its own: on servers.
    pub fn state(&self) -> Option<i64> {
        match &self.driver {
            Driver::Sqlite(sqlite) => sqlite.state(),
            Driver::Postgres(_) | Driver::MySql(_) => None,
        }
    }

    /// Waits until accepted units have ended and closes every connection.
    pub async fn close(&self) {
        if let Some(replica) = &self.replica {
            replica.close().await;
        }
        match &self.driver {
            Driver::Sqlite(sqlite) => sqlite.close().await,
            Driver::Postgres(postgres) => postgres.close().await,
            Driver::MySql(mysql) => mysql.close().await,
        }
    }
}

impl std::fmt::Debug for Database {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Database({})", self.url)
    }
}

//! Fresh databases for tests: one file, one PostgreSQL database, one MySQL/MariaDB database.
//!
//! ```no_run
//! # async fn example() {
//! for store in mercer_testing::databases().await {
//!     store.execute("CREATE TABLE things (id BIGINT PRIMARY KEY)").await;
//!     assert_eq!(store.database.kind(), store.kind);
//! }
//! # }
//! ```
//!
//! The servers are found by `MERCER_TEST_POSTGRES` and `MERCER_TEST_MYSQL`, addresses of a user who
//! may create databases. A server that cannot be reached is left out, and standard error says so
//! in one line, unless `MERCER_TEST_REQUIRE_ALL=1` makes it a failure.
//!
//! Deliberately absent: any knowledge of the store, and any mock: tests run on what shops run on.

mod server;
mod statements;

use mercer_database::{Database, DatabaseUrl, Error, Kind, Options};
use sea_orm::{ConnectionTrait, Statement};

use server::ServerDatabase;

pub use statements::collect as collect_statements;

/// All three systems, in the order in which tests speak of them.
pub const KINDS: [Kind; 3] = [Kind::Sqlite, Kind::Postgres, Kind::MySql];

/// A database of a test's own, gone when this is dropped.
pub struct TestDatabase {
    /// Which system it lives in.
    pub kind: Kind,
    /// The address by which a test, or a child process of it, opens the database once more.
    pub url: String,
    /// The database, open.
    pub database: Database,
    /// Removes the file or the server's database; dropped after the connections above.
    _place: Place,
}

enum Place {
    Folder { _folder: tempfile::TempDir },
    Server { _database: ServerDatabase },
}

/// A fresh database on every system that can be reached, with [`options`].
pub async fn databases() -> Vec<TestDatabase> {
    databases_with(options()).await
}

/// A fresh database on every system that can be reached.
pub async fn databases_with(options: Options) -> Vec<TestDatabase> {
    let mut fresh = Vec::new();
    for kind in KINDS {
        fresh.extend(TestDatabase::fresh_with(kind, options.clone()).await);
    }
    fresh
}

/// The default settings, except that the file is created and that few connections are opened:
/// many tests share one server.
pub fn options() -> Options {
    Options {
        create_if_missing: true,
        pool_size: 8,
        ..Options::default()
    }
}

impl TestDatabase {
    /// A fresh, empty database with [`options`]; `None` when its server cannot be reached.
    pub async fn fresh(kind: Kind) -> Option<Self> {
        Self::fresh_with(kind, options()).await
    }

    /// A fresh, empty database; `None` when its server cannot be reached.
    ///
    /// # Panics
    /// When `MERCER_TEST_REQUIRE_ALL=1` and the server cannot be reached.
    pub async fn fresh_with(kind: Kind, options: Options) -> Option<Self> {
        collect_statements();
        let (url, place) = match kind {
            Kind::Sqlite => {
                let folder = tempfile::tempdir().expect("the temporary folder is writable");
                let url = format!("sqlite:{}", folder.path().join("mercer.db").display());
                (url, Place::Folder { _folder: folder })
            }
            Kind::Postgres | Kind::MySql => {
                let database = ServerDatabase::create(kind).await?;
                let url = database.url();
                (
                    url,
                    Place::Server {
                        _database: database,
                    },
                )
            }
        };
        let database = open(&url, options)
            .await
            .expect("a fresh database can be opened");
        Some(TestDatabase {
            kind,
            url,
            database,
            _place: place,
        })
    }

    /// Opens the same database a second time, as another process would.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn open_again(&self, options: Options) -> Database {
        open(&self.url, options)
            .await
            .expect("the database can be opened again")
    }

    /// Runs one statement, such as `CREATE TABLE`, in a unit of its own.
    ///
    /// # Panics
    /// When the database refuses it.
    pub async fn execute(&self, sql: &str) {
        let owned = sql.to_owned();
        let done: Result<(), Error> = self
            .database
            .write(move |transaction| {
                let sql = owned.clone();
                async move {
                    transaction.execute_unprepared(&sql).await?;
                    Ok(())
                }
            })
            .await;
        if let Err(error) = done {
            panic!("{}: {error}: {sql}", self.kind);
        }
    }

    /// The single integer that a query answers with, aliased as `n`.
    ///
    /// # Panics
    /// When the database refuses the query, or answers with something else.
    pub async fn number(&self, sql: &str) -> i64 {
        let owned = sql.to_owned();
        let answer: Result<i64, Error> = self
            .database
            .read(move |transaction| {
                let sql = owned.clone();
                async move {
                    let backend = transaction.get_database_backend();
                    let row = transaction
                        .query_one_raw(Statement::from_string(backend, sql))
                        .await?
                        .expect("there is a row");
                    Ok(row.try_get("", "n")?)
                }
            })
            .await;
        answer.unwrap_or_else(|error| panic!("{}: {error}: {sql}", self.kind))
    }
}

async fn open(url: &str, options: Options) -> Result<Database, Error> {
    Database::connect_with(&DatabaseUrl::parse(url)?, options).await
}

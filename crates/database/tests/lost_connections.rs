//! A server that cuts connections: what is certain runs again, what is unknown is said to be so.
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use mercer_database::{Database, Error, Kind, Options, Transaction};
use mercer_testing::TestDatabase;
use sea_orm::{ConnectionTrait, Statement};
use tokio::sync::Barrier;

/// More than the attempts of a unit: dead connections must not count as attempts.
const POOL_SIZE: u32 = 7;

fn options() -> Options {
    Options {
        pool_size: POOL_SIZE,
        ..mercer_testing::options()
    }
}

async fn servers() -> Vec<(TestDatabase, Database)> {
    let mut servers = Vec::new();
    for kind in [Kind::Postgres, Kind::MySql] {
        let Some(store) = TestDatabase::fresh_with(kind, options()).await else {
            continue;
        };
        store
            .execute("CREATE TABLE notes (id BIGINT NOT NULL PRIMARY KEY)")
            .await;
        let administration = Options {
            pool_size: 1,
            ..options()
        };
        let administrator = store.open_again(administration).await;
        servers.push((store, administrator));
    }
    servers
}

async fn number(transaction: &Transaction, sql: &str) -> Result<i64, Error> {
    let select = Statement::from_string(transaction.get_database_backend(), sql);
    let row = transaction.query_one_raw(select).await?.unwrap();
    Ok(row.try_get("", "number")?)
}

async fn count(database: &Database) -> Result<i64, Error> {
    let sql = "SELECT count(*) AS number FROM notes";
    database
        .read(move |transaction| async move { number(&transaction, sql).await })
        .await
}

async fn insert(transaction: &Transaction, id: i64) -> Result<(), Error> {
    let sql = format!("INSERT INTO notes (id) VALUES ({id})");
    transaction.execute_unprepared(&sql).await?;
    Ok(())
}

/// The server's own number for a unit's connection.
async fn connection_number(transaction: &Transaction, kind: Kind) -> Result<i64, Error> {
    let sql = match kind {
        Kind::Postgres => "SELECT CAST(pg_backend_pid() AS BIGINT) AS number",
        _ => "SELECT CAST(connection_id() AS SIGNED) AS number",
    };
    number(transaction, sql).await
}

async fn cut(administrator: &Database, connection: i64) {
    let kind = administrator.kind();
    let done: Result<(), Error> = administrator
        .write(move |transaction| async move {
            let sql = match kind {
                Kind::Postgres => format!("SELECT pg_terminate_backend({connection})"),
                _ => format!("KILL {connection}"),
            };
            transaction.execute_unprepared(&sql).await?;
            Ok(())
        })
        .await;
    done.unwrap();
    // The server answers before the connection is gone.
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
}

/// Opens all connections of the pool and then has the server cut them, as its restart would.
async fn cut_all(store: &TestDatabase, administrator: &Database) {
    let together = Arc::new(Barrier::new(POOL_SIZE as usize));
    let kind = store.kind;
    let units: Vec<_> = (0..POOL_SIZE)
        .map(|_| {
            let (database, together) = (store.database.clone(), together.clone());
            tokio::spawn(async move {
                let unit = move |transaction: Transaction| {
                    let together = together.clone();
                    async move {
                        together.wait().await;
                        connection_number(&transaction, kind).await
                    }
                };
                database.write(unit).await
            })
        })
        .collect();
    for unit in units {
        let connection = unit.await.unwrap().unwrap();
        cut(administrator, connection).await;
    }
}

#[tokio::test]
async fn the_first_write_after_a_restart_succeeds_at_its_first_attempt() {
    for (store, administrator) in servers().await {
        cut_all(&store, &administrator).await;
        let attempts = Arc::new(AtomicU32::new(0));
        let counted = attempts.clone();
        let done: Result<(), Error> = store
            .database
            .write(move |transaction| {
                counted.fetch_add(1, Ordering::SeqCst);
                async move { insert(&transaction, 1).await }
            })
            .await;
        done.unwrap_or_else(|error| panic!("{}: {error:?}", store.kind));
        assert_eq!(attempts.load(Ordering::SeqCst), 1, "{}", store.kind);
        assert_eq!(count(&store.database).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn the_first_read_after_a_restart_succeeds() {
    for (store, administrator) in servers().await {
        cut_all(&store, &administrator).await;
        assert_eq!(count(&store.database).await.unwrap(), 0, "{}", store.kind);
        cut_all(&store, &administrator).await;
        let seen: Result<i64, Error> = store
            .database
            .snapshot(|transaction| async move {
                number(&transaction, "SELECT count(*) AS number FROM notes").await
            })
            .await;
        assert_eq!(seen.unwrap(), 0, "{}", store.kind);
    }
}

/// Where in its unit the connection is cut.
#[derive(Clone, Copy, PartialEq)]
enum Moment {
    BeforeAStatement,
    BeforeTheCommit,
}

/// A unit whose first attempt loses its connection; returns its answer and its attempts.
async fn lose(
    store: &TestDatabase,
    administrator: &Database,
    moment: Moment,
) -> (Result<(), Error>, u32) {
    let attempts = Arc::new(AtomicU32::new(0));
    let (counted, administrator, kind) = (attempts.clone(), administrator.clone(), store.kind);
    let done = store
        .database
        .write(move |transaction| {
            let (administrator, first) = (
                administrator.clone(),
                counted.fetch_add(1, Ordering::SeqCst) == 0,
            );
            async move {
                insert(&transaction, 1).await?;
                if first {
                    let connection = connection_number(&transaction, kind).await?;
                    cut(&administrator, connection).await;
                }
                if moment == Moment::BeforeAStatement {
                    insert(&transaction, 2).await?;
                }
                Ok(())
            }
        })
        .await;
    (done, attempts.load(Ordering::SeqCst))
}

#[tokio::test]
async fn a_connection_lost_before_the_commit_is_a_second_attempt() {
    for (store, administrator) in servers().await {
        let (done, attempts) = lose(&store, &administrator, Moment::BeforeAStatement).await;
        done.unwrap_or_else(|error| panic!("{}: {error:?}", store.kind));
        assert_eq!(attempts, 2, "{}", store.kind);
        assert_eq!(count(&store.database).await.unwrap(), 2);
    }
}

#[tokio::test]
async fn a_connection_lost_at_the_commit_is_unknown_and_not_tried_again() {
    for (store, administrator) in servers().await {
        let (done, attempts) = lose(&store, &administrator, Moment::BeforeTheCommit).await;
        assert!(
            matches!(done, Err(Error::CommitUnknown { .. })),
            "{}: {done:?}",
            store.kind
        );
        assert_eq!(attempts, 1, "{}", store.kind);
        // Here the server had cut it before COMMIT arrived; the caller could not know that.
        assert_eq!(count(&store.database).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_pool_without_a_free_connection_ends_in_busy() {
    for (store, administrator) in servers().await {
        let narrow = Options {
            pool_size: 1,
            lock_timeout: std::time::Duration::from_secs(1),
            ..options()
        };
        let narrow = store.open_again(narrow).await;
        drop(administrator);
        let kind = store.kind;
        let held: Result<(), Error> = narrow
            .clone()
            .write(move |_holding| {
                let narrow = narrow.clone();
                async move {
                    for refused in [
                        count(&narrow).await.map(drop),
                        narrow
                            .write(|transaction| async move { insert(&transaction, 1).await })
                            .await,
                    ] {
                        assert!(
                            matches!(refused, Err(Error::Busy { .. })),
                            "{kind}: {refused:?}"
                        );
                    }
                    Ok(())
                }
            })
            .await;
        held.unwrap();
    }
}

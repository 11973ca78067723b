//! A session whose connection is lost stays lost: its locks and its transaction are gone.
#![allow(clippy::unwrap_used, missing_docs)]

use std::time::{Duration, Instant};

use mercer_database::{Error, Kind, Session};
use mercer_testing::{TestDatabase, databases};
use sea_orm::{ConnectionTrait, QueryResult, Statement};

async fn rows(session: &Session, sql: &str) -> Result<Vec<QueryResult>, Error> {
    let statement = Statement::from_string(session.get_database_backend(), sql);
    Ok(session.query_all_raw(statement).await?)
}

async fn number(session: &Session, sql: &str) -> Result<i64, Error> {
    let statement = Statement::from_string(session.get_database_backend(), sql);
    let row = session.query_one_raw(statement).await?.unwrap();
    Ok(row.try_get("", "number")?)
}

async fn session_of(store: &TestDatabase) -> Session {
    store.database.session().await.unwrap()
}

/// The server's own number for a session's connection.
async fn connection_number(session: &Session) -> i64 {
    let sql = match session.kind() {
        Kind::Postgres => "SELECT CAST(pg_backend_pid() AS BIGINT) AS number",
        _ => "SELECT CAST(connection_id() AS SIGNED) AS number",
    };
    number(session, sql).await.unwrap()
}

async fn cut(store: &TestDatabase, connection: i64) {
    let sql = match store.kind {
        Kind::Postgres => format!("SELECT pg_terminate_backend({connection})"),
        _ => format!("KILL {connection}"),
    };
    store.execute(&sql).await;
    // The server answers before the connection is gone.
    tokio::time::sleep(Duration::from_millis(50)).await;
}

#[tokio::test]
async fn a_lost_connection_is_never_replaced() {
    for store in databases().await {
        if store.kind == Kind::Sqlite {
            continue; // A file has no connection to lose.
        }
        let session = session_of(&store).await;
        cut(&store, connection_number(&session).await).await;
        for _ in 0..3 {
            let refused = rows(&session, "SELECT 1").await;
            assert!(
                matches!(refused, Err(Error::SessionLost { .. })),
                "{}: {refused:?}",
                store.kind
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_abandoned_statement_ends_the_session() {
    for store in databases().await {
        let session = session_of(&store).await;
        let long = match store.kind {
            Kind::Sqlite => {
                "WITH RECURSIVE counter (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counter \
                 WHERE n < 1000000000) SELECT count(*) FROM counter"
            }
            Kind::Postgres => "SELECT pg_sleep(60)",
            Kind::MySql => "SELECT sleep(60)",
        };
        let started = Instant::now();
        let abandoned =
            tokio::time::timeout(Duration::from_millis(300), rows(&session, long)).await;
        assert!(abandoned.is_err(), "{}", store.kind);
        let refused = rows(&session, "SELECT 1").await;
        assert!(
            matches!(refused, Err(Error::SessionLost { .. })),
            "{}: {refused:?}",
            store.kind
        );
        session.close().await;
        // SQLite's thread was interrupted: the file can be written by others.
        store
            .execute("CREATE TABLE notes (id BIGINT NOT NULL PRIMARY KEY)")
            .await;
        assert!(
            started.elapsed() < Duration::from_secs(20),
            "{}",
            store.kind
        );
    }
}

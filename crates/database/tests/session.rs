//! A session is one connection, whose statements run as given.
#![allow(clippy::unwrap_used, missing_docs)]

use chrono::{DateTime, Utc};
use mercer_database::{ConstraintKind, DatabaseUrl, Error, Json, Kind, Session};
use mercer_testing::{TestDatabase, databases};
use sea_orm::{ConnectionTrait, QueryResult, Statement, Value};

async fn run(session: &Session, sql: &str) -> Result<(), Error> {
    session.execute_unprepared(sql).await?;
    Ok(())
}

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

#[tokio::test]
async fn what_a_connection_remembers_is_there_at_the_next_statement() {
    for store in databases().await {
        let session = session_of(&store).await;
        run(&session, "CREATE TEMPORARY TABLE mine (id BIGINT)")
            .await
            .unwrap();
        run(&session, "INSERT INTO mine (id) VALUES (7)")
            .await
            .unwrap();
        assert_eq!(
            number(&session, "SELECT id AS number FROM mine")
                .await
                .unwrap(),
            7
        );
        let other = session_of(&store).await;
        assert!(
            rows(&other, "SELECT id FROM mine").await.is_err(),
            "{}",
            store.kind
        );
        let (set, get, expected) = match store.kind {
            Kind::Sqlite => ("PRAGMA cache_size = 123", "PRAGMA cache_size", "123"),
            Kind::Postgres => ("SET lock_timeout = '123ms'", "SHOW lock_timeout", "123ms"),
            Kind::MySql => (
                "SET SESSION lock_wait_timeout = 123",
                "SELECT CAST(@@lock_wait_timeout AS CHAR) AS lock_timeout",
                "123",
            ),
        };
        run(&session, set).await.unwrap();
        let row = &rows(&session, get).await.unwrap()[0];
        let found = match store.kind {
            Kind::Sqlite => row.try_get::<i64>("", "cache_size").unwrap().to_string(),
            _ => row.try_get::<String>("", "lock_timeout").unwrap(),
        };
        assert_eq!(found, expected, "{}", store.kind);
        session.close().await;
    }
}

#[tokio::test]
async fn a_session_has_the_settings_of_the_pool() {
    for store in databases().await {
        let (session, queries) = (session_of(&store).await, settings(store.kind));
        for &sql in queries {
            let of_pool: Result<Vec<QueryResult>, Error> = store
                .database
                .write(move |transaction| async move {
                    let backend = transaction.get_database_backend();
                    let statement = Statement::from_string(backend, sql);
                    Ok(transaction.query_all_raw(statement).await?)
                })
                .await;
            let of_session = rows(&session, sql).await.unwrap();
            assert_eq!(
                shown(&of_session),
                shown(&of_pool.unwrap()),
                "{}: {sql}",
                store.kind
            );
        }
    }
}

fn settings(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Sqlite => &[
            "PRAGMA foreign_keys",
            "PRAGMA journal_mode",
            "PRAGMA synchronous",
            "PRAGMA busy_timeout",
        ],
        Kind::Postgres => &[
            "SHOW timezone",
            "SHOW lock_timeout",
            "SHOW synchronous_commit",
        ],
        Kind::MySql => &[
            "SELECT CAST(@@sql_mode AS CHAR) AS sql_mode",
            "SELECT CAST(@@time_zone AS CHAR) AS time_zone",
            "SELECT CAST(@@tx_isolation AS CHAR) AS isolation",
            "SELECT CAST(@@collation_connection AS CHAR) AS collation_name",
        ],
    }
}

/// The one value of the one row.
fn shown(rows: &[QueryResult]) -> String {
    let column = &rows[0].column_names()[0];
    match rows[0].try_get::<String>("", column) {
        Ok(text) => text,
        Err(_) => rows[0].try_get::<i64>("", column).unwrap().to_string(),
    }
}

#[tokio::test]
async fn a_schema_change_is_rolled_back_where_the_database_can() {
    for store in databases().await {
        let session = session_of(&store).await;
        run(&session, "BEGIN").await.unwrap();
        run(
            &session,
            "CREATE TABLE notes (id BIGINT NOT NULL PRIMARY KEY)",
        )
        .await
        .unwrap();
        run(&session, "INSERT INTO notes (id) VALUES (1)")
            .await
            .unwrap();
        run(&session, "ROLLBACK").await.unwrap();
        let left = rows(&session, "SELECT id FROM notes").await;
        match store.kind {
            // Every DDL commits there, and the INSERT after it stands outside any transaction
            // that ROLLBACK could undo.
            Kind::MySql => assert!(left.is_ok()),
            _ => assert!(left.is_err(), "{}", store.kind),
        }
        session.close().await;
    }
}

#[tokio::test]
async fn a_closed_session_takes_its_open_transaction_with_it() {
    for store in databases().await {
        store
            .execute("CREATE TABLE notes (id BIGINT NOT NULL PRIMARY KEY)")
            .await;
        let session = session_of(&store).await;
        run(&session, "BEGIN").await.unwrap();
        run(&session, "INSERT INTO notes (id) VALUES (1)")
            .await
            .unwrap();
        session.close().await;
        let session = session_of(&store).await;
        let sql = "SELECT count(*) AS number FROM notes";
        assert_eq!(number(&session, sql).await.unwrap(), 0, "{}", store.kind);
    }
}

#[tokio::test]
async fn foreign_keys_are_on_and_can_be_switched_off_before_a_transaction() {
    let store = TestDatabase::fresh(Kind::Sqlite).await.unwrap();
    let session = session_of(&store).await;
    let tables = "CREATE TABLE parents (id INTEGER PRIMARY KEY); \
                  CREATE TABLE children (id INTEGER PRIMARY KEY, \
                  parent_id INTEGER NOT NULL REFERENCES parents (id) ON DELETE CASCADE); \
                  INSERT INTO parents VALUES (1); INSERT INTO children VALUES (1, 1)";
    run(&session, tables).await.unwrap();
    let orphan = run(&session, "INSERT INTO children VALUES (2, 9)").await;
    assert!(
        matches!(&orphan, Err(Error::Constraint(violation))
            if violation.kind == ConstraintKind::ForeignKey
                && violation.is("children_parent_id_foreign")),
        "{orphan:?}"
    );
    run(&session, "PRAGMA foreign_keys = OFF").await.unwrap();
    run(&session, "BEGIN IMMEDIATE").await.unwrap();
    run(&session, "DROP TABLE parents").await.unwrap();
    run(
        &session,
        "CREATE TABLE parents (id INTEGER PRIMARY KEY, name TEXT)",
    )
    .await
    .unwrap();
    run(&session, "INSERT INTO parents VALUES (1, 'first')")
        .await
        .unwrap();
    assert!(
        rows(&session, "PRAGMA foreign_key_check")
            .await
            .unwrap()
            .is_empty()
    );
    run(&session, "COMMIT").await.unwrap();
    run(&session, "PRAGMA foreign_keys = ON").await.unwrap();
    let children = "SELECT count(*) AS number FROM children";
    assert_eq!(number(&session, children).await.unwrap(), 1);
    // The negative control: inside a transaction the pragma does nothing.
    run(
        &session,
        "BEGIN; PRAGMA foreign_keys = OFF; DROP TABLE parents; COMMIT",
    )
    .await
    .unwrap();
    assert_eq!(number(&session, children).await.unwrap(), 0);
}

#[tokio::test]
async fn values_of_every_kind_come_back_by_name() {
    let time: DateTime<Utc> = "2026-11-21T04:05:06.123456Z".parse().unwrap();
    let document = serde_json::json!({"a": [1, null, "ä"]});
    for store in databases().await {
        let (boolean, timestamp, json) = match store.kind {
            Kind::Sqlite => ("BOOLEAN", "TIMESTAMP", "JSON"),
            Kind::Postgres => ("BOOLEAN", "TIMESTAMPTZ", "JSONB"),
            Kind::MySql => ("BOOLEAN", "DATETIME(6)", "JSON"),
        };
        let session = session_of(&store).await;
        let create = format!(
            "CREATE TABLE things (id BIGINT NOT NULL PRIMARY KEY, name VARCHAR(50), \
             good {boolean}, at {timestamp}, document {json}, missing VARCHAR(50))"
        );
        run(&session, &create).await.unwrap();
        let places = match store.kind {
            Kind::Postgres => "$1, $2, $3, $4, $5, $6",
            _ => "?, ?, ?, ?, ?, ?",
        };
        let insert = Statement::from_sql_and_values(
            session.get_database_backend(),
            format!("INSERT INTO things VALUES ({places})"),
            [
                Value::from(1_i64 << 40),
                Value::from("naïve ✓"),
                Value::from(true),
                Value::from(time),
                Value::from(Json(document.clone())),
                Value::from(None::<String>),
            ],
        );
        let inserted = session.execute_raw(insert).await.unwrap();
        assert_eq!(inserted.rows_affected(), 1, "{}", store.kind);
        let row = &rows(&session, "SELECT * FROM things").await.unwrap()[0];
        assert_eq!(row.try_get::<i64>("", "id").unwrap(), 1 << 40);
        assert_eq!(row.try_get::<String>("", "name").unwrap(), "naïve ✓");
        assert!(row.try_get::<bool>("", "good").unwrap());
        assert_eq!(row.try_get::<DateTime<Utc>>("", "at").unwrap(), time);
        assert_eq!(row.try_get::<Json>("", "document").unwrap().0, document);
        assert_eq!(row.try_get::<Option<String>>("", "missing").unwrap(), None);
    }
}

#[tokio::test]
async fn the_same_query_sees_a_column_added_between_two_runs() {
    for store in databases().await {
        let session = session_of(&store).await;
        run(
            &session,
            "CREATE TABLE notes (id BIGINT NOT NULL PRIMARY KEY)",
        )
        .await
        .unwrap();
        run(&session, "INSERT INTO notes (id) VALUES (1)")
            .await
            .unwrap();
        let all = "SELECT * FROM notes WHERE id = 1";
        assert_eq!(rows(&session, all).await.unwrap()[0].column_names(), ["id"]);
        run(&session, "ALTER TABLE notes ADD COLUMN text VARCHAR(20)")
            .await
            .unwrap();
        let names = rows(&session, all).await.unwrap()[0].column_names();
        assert_eq!(names, ["id", "text"], "{}", store.kind);
    }
}

#[tokio::test]
async fn an_index_is_built_concurrently_outside_any_transaction() {
    let Some(store) = TestDatabase::fresh(Kind::Postgres).await else {
        return;
    };
    let session = session_of(&store).await;
    run(
        &session,
        "CREATE TABLE notes (id BIGINT NOT NULL PRIMARY KEY, text TEXT)",
    )
    .await
    .unwrap();
    let index = "CREATE INDEX CONCURRENTLY notes_text ON notes (text)";
    run(&session, index).await.unwrap();
    run(&session, "BEGIN").await.unwrap();
    let refused = run(&session, index).await.unwrap_err();
    assert_eq!(refused.code().as_deref(), Some("25001"), "{refused}");
}

#[tokio::test]
async fn violations_are_typed_and_other_errors_carry_the_code_of_the_database() {
    for store in databases().await {
        let session = session_of(&store).await;
        run(
            &session,
            "CREATE TABLE notes (id BIGINT NOT NULL PRIMARY KEY)",
        )
        .await
        .unwrap();
        run(&session, "INSERT INTO notes (id) VALUES (1)")
            .await
            .unwrap();
        let twice = run(&session, "INSERT INTO notes (id) VALUES (1)")
            .await
            .unwrap_err();
        assert!(
            matches!(&twice, Error::Constraint(violation)
                if violation.kind == ConstraintKind::Unique),
            "{}: {twice:?}",
            store.kind
        );
        let unknown = rows(&session, "SELECT id FROM nowhere").await.unwrap_err();
        let expected = match store.kind {
            Kind::Sqlite => "1",
            Kind::Postgres => "42P01",
            Kind::MySql => "1146",
        };
        assert_eq!(unknown.code().as_deref(), Some(expected), "{unknown}");
        assert!(!unknown.is_lock_timeout());
        // The session goes on.
        assert_eq!(
            number(&session, "SELECT count(*) AS number FROM notes")
                .await
                .unwrap(),
            1
        );
    }
}

#[tokio::test]
async fn a_statement_that_waits_for_a_lock_ends_with_a_lock_timeout() {
    for store in databases().await {
        store
            .execute("CREATE TABLE notes (id BIGINT NOT NULL PRIMARY KEY)")
            .await;
        let holder = session_of(&store).await;
        run(&holder, "BEGIN").await.unwrap();
        run(&holder, "INSERT INTO notes (id) VALUES (1)")
            .await
            .unwrap();
        let session = session_of(&store).await;
        let (set, code) = match store.kind {
            Kind::Sqlite => ("PRAGMA busy_timeout = 100", "5"),
            Kind::Postgres => ("SET lock_timeout = '100ms'", "55P03"),
            Kind::MySql => ("SET SESSION lock_wait_timeout = 1", "1205"),
        };
        run(&session, set).await.unwrap();
        let refused = run(&session, "ALTER TABLE notes ADD COLUMN text VARCHAR(20)").await;
        let refused = refused.unwrap_err();
        assert!(refused.is_lock_timeout(), "{}: {refused:?}", store.kind);
        assert_eq!(refused.code().as_deref(), Some(code), "{}", store.kind);
        run(&holder, "ROLLBACK").await.unwrap();
        run(&session, "ALTER TABLE notes ADD COLUMN text VARCHAR(20)")
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_missing_file_is_created_only_when_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.db");
    let url = DatabaseUrl::parse(&format!("sqlite:{}", path.display())).unwrap();
    let refused = Session::open(&url).await;
    assert!(
        matches!(refused, Err(Error::FileMissing { .. })),
        "{refused:?}"
    );
    assert!(!path.exists());
    let session = Session::create(&url).await.unwrap();
    run(&session, "CREATE TABLE notes (id BIGINT)")
        .await
        .unwrap();
    session.close().await;
    assert!(path.exists());
    Session::open(&url).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eight_sessions_create_one_file_at_once() {
    for _ in 0..10 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new.db");
        let url = DatabaseUrl::parse(&format!("sqlite:{}", path.display())).unwrap();
        let opening: Vec<_> = (0..8)
            .map(|_| {
                let url = url.clone();
                tokio::spawn(async move { Session::create(&url).await })
            })
            .collect();
        for session in opening {
            let session = session.await.unwrap().unwrap();
            run(&session, "CREATE TABLE IF NOT EXISTS notes (id BIGINT)")
                .await
                .unwrap();
        }
    }
}

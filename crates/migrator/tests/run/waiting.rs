//! Running transactions that are in the way.

use std::time::{Duration, Instant};

use mercer_database::{Kind, Session};
use mercer_migrator::{Event, History, RunError, RunOptions, upgrade};

use crate::stage::{Events, chain, execute, now, open, options, picture, same, up};

const FIRST: &str = r#"
[[op]]
do = "create_table"
table = "things"
columns = [{ name = "id", type = "big_integer" }]
primary_key = ["id"]
"#;

const SECOND: &str = r#"
[[op]]
do = "add_column"
table = "things"
column = { name = "size", type = "integer", null = true }
"#;

fn history() -> History {
    chain(&[FIRST, SECOND])
}

fn brief() -> RunOptions {
    RunOptions {
        statement_lock_wait: Duration::from_millis(300),
        ..options()
    }
}

/// Begins a transaction that uses the table and stays open.
async fn hold(session: &Session) {
    let begin = match session.kind() {
        Kind::Sqlite => "BEGIN IMMEDIATE",
        _ => "BEGIN",
    };
    execute(session, begin).await;
    execute(session, "INSERT INTO things (id) VALUES (1)").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upgrade_tries_again_until_a_running_transaction_has_ended() {
    for place in mercer_testing::databases().await {
        let session = open(&place).await;
        up(&session, &history(), "r1").await.unwrap();
        let other = open(&place).await;
        hold(&other).await;
        let ending = tokio::spawn(async move {
            tokio::time::sleep(Duration::from_secs(2)).await;
            execute(&other, "COMMIT").await;
            other.close().await;
        });
        let before = picture(&session).await.settings;
        let mut events = Events::default();
        let done = upgrade(&session, &history(), "heads", &brief(), now(), &mut events).await;
        done.unwrap_or_else(|error| panic!("{}: {error}", place.kind));
        let waits = events
            .0
            .iter()
            .filter(|it| matches!(it, Event::Waiting(_)))
            .count();
        assert!(waits > 0, "{}: {:?}", place.kind, events.0);
        let after = picture(&session).await;
        assert_eq!(
            (after.rows.len(), after.settings),
            (1, before),
            "{}",
            place.kind
        );
        ending.await.unwrap();
        session.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upgrade_gives_up_within_its_bound() {
    for place in mercer_testing::databases().await {
        let session = open(&place).await;
        up(&session, &history(), "r1").await.unwrap();
        let before = picture(&session).await;
        let other = open(&place).await;
        hold(&other).await;
        let twice = RunOptions {
            attempts: 2,
            ..brief()
        };
        let started = Instant::now();
        let mut events = Events::default();
        let error = upgrade(&session, &history(), "heads", &twice, now(), &mut events).await;
        let error = error.unwrap_err();
        assert!(started.elapsed() < Duration::from_secs(8), "{}", place.kind);
        match (place.kind, &error) {
            (Kind::MySql, RunError::Stopped { reason, .. }) => {
                assert!(reason.is_lock_timeout(), "{error}");
            }
            (Kind::Sqlite | Kind::Postgres, RunError::InTheWay { attempts: 2, .. }) => {}
            (kind, other) => panic!("{kind}: {other}"),
        }
        execute(&other, "ROLLBACK").await;
        other.close().await;
        let mut after = picture(&session).await;
        if place.kind == Kind::MySql {
            assert_eq!(after.halfway.take().as_deref(), Some("r2"));
        }
        same(&before, &after, place.kind, "given up");
        up(&session, &history(), "heads").await.unwrap();
        session.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upgrade_that_is_dropped_leaves_the_way_free() {
    for place in mercer_testing::databases().await {
        let session = open(&place).await;
        up(&session, &history(), "r1").await.unwrap();
        let other = open(&place).await;
        hold(&other).await;
        // Dropped within a statement that waits, and in the pause between two attempts.
        for milliseconds in [150, 450] {
            let session = open(&place).await;
            let dropped = async {
                let mut events = Events::default();
                upgrade(&session, &history(), "heads", &brief(), now(), &mut events).await
            };
            let bound = Duration::from_millis(milliseconds);
            let dropped = tokio::time::timeout(bound, dropped).await;
            assert!(dropped.is_err(), "{}: {dropped:?}", place.kind);
            session.close().await;
        }
        execute(&other, "COMMIT").await;
        other.close().await;
        up(&session, &history(), "heads").await.unwrap();
        let rows = crate::stage::lines(&session, "things", &["id", "size"]).await;
        assert_eq!(rows, ["1|-"], "{}", place.kind);
        session.close().await;
    }
}

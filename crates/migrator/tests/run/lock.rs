//! One process migrates at a time, and one that dies leaves the way free.

use std::time::{Duration, Instant};

use mercer_database::{Error, Kind, Session};
use mercer_migrator::{History, RunError, RunOptions, Silent, upgrade};
use mercer_testing::TestDatabase;

use crate::child::{start, wait};
use crate::stage::{applied, chain, down, execute, lines, now, open, options, up};

const PROCESSES: usize = 8;

const FIRST: &str = r#"
[[op]]
do = "sql"
up = "CREATE TABLE log (revision VARCHAR(10))"
down = "DROP TABLE log"

[[op]]
do = "sql"
up = "INSERT INTO log (revision) VALUES ('r1')"
down = ""
"#;

const SECOND: &str = r#"
[[op]]
do = "sql"
up = "INSERT INTO log (revision) VALUES ('r2')"
down = ""
"#;

const THIRD: &str = r#"
[[op]]
do = "sql"
up = "INSERT INTO log (revision) VALUES ('r3')"
down = ""
"#;

pub(crate) fn history() -> History {
    chain(&[FIRST, SECOND, THIRD])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eight_processes_apply_each_revision_once() {
    for place in mercer_testing::databases().await {
        let children: Vec<_> = (0..PROCESSES)
            .map(|_| start("lock", "up", "heads", 0, &place.url))
            .collect();
        for child in children {
            let status = wait(child);
            assert!(status.success(), "{}: {status}", place.kind);
        }
        let session = open(&place).await;
        assert_eq!(
            lines(&session, "log", &["revision"]).await,
            ["r1", "r2", "r3"]
        );
        assert_eq!(
            applied(&session).await,
            ["r1", "r2", "r3"],
            "{}",
            place.kind
        );
        session.close().await;
    }
}

/// The second revision takes minutes on SQLite, where no other connection could hold it up.
pub(crate) fn slow_history() -> History {
    let slow = r#"
[[op]]
do = "sql"
up = "INSERT INTO log (revision) VALUES ('killed')"
down = ""

[[op]]
do = "sql"
[op.up]
postgres = "INSERT INTO log (revision) VALUES ('r2')"
mysql = "INSERT INTO log (revision) VALUES ('r2')"
sqlite = """
WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT 2000000000)
INSERT INTO log (revision) SELECT max(n) FROM numbers"""
[op.down]
postgres = ""
mysql = ""
sqlite = ""
"#;
    chain(&[FIRST, slow, THIRD])
}

/// Makes whoever writes to the table wait within its revision.
async fn hold_up(place: &TestDatabase) -> Session {
    let session = open(place).await;
    match place.kind {
        Kind::Sqlite => {}
        Kind::Postgres => execute(&session, "BEGIN; LOCK TABLE log").await,
        Kind::MySql => execute(&session, "LOCK TABLES log WRITE").await,
    }
    session
}

/// Waits until another process holds the migration lock.
async fn until_locked(session: &Session) {
    let impatient = RunOptions {
        lock_wait: Duration::ZERO,
        ..options()
    };
    let started = Instant::now();
    loop {
        match upgrade(session, &history(), "r1", &impatient, now(), &mut Silent).await {
            Err(RunError::Database(Error::LockHeld { .. })) => return,
            Err(other) => panic!("{other}"),
            Ok(_) => assert!(started.elapsed() < Duration::from_mins(1)),
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_the_holder_was_killed_the_next_one_succeeds() {
    for place in mercer_testing::databases().await {
        let session = open(&place).await;
        up(&session, &history(), "r1").await.unwrap();
        let holding_up = hold_up(&place).await;
        let mut child = start("slow_lock", "up", "heads", 0, &place.url);
        until_locked(&session).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert_eq!(
            child.try_wait().unwrap(),
            None,
            "{}: it is at work",
            place.kind
        );
        child.kill().unwrap();
        child.wait().unwrap();
        holding_up.close().await;
        // On MySQL the revision was begun; nothing of it was done.
        if place.kind == Kind::MySql {
            down(&session, &slow_history(), "r1").await.unwrap();
        }
        up(&session, &history(), "heads").await.unwrap();
        assert_eq!(
            applied(&session).await,
            ["r1", "r2", "r3"],
            "{}",
            place.kind
        );
        let log = lines(&session, "log", &["revision"]).await;
        assert_eq!(log, ["r1", "r2", "r3"], "{}", place.kind);
        session.close().await;
    }
}

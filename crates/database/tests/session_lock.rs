//! A session's lock: one holder at a time, and none that outlives its connection or process.
#![allow(clippy::unwrap_used, missing_docs)]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use mercer_database::{DatabaseUrl, Error, Kind, Session};
use mercer_testing::{TestDatabase, databases};
use sea_orm::{ConnectionTrait, Statement};
use tokio::sync::Barrier;

const NAME: &str = "migration";

/// Long enough for anything that should happen, short enough for a test that fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// How the child process is told which database to lock.
const CHILD: &str = "MERCER_TEST_LOCK_HOLDER";

async fn session_of(store: &TestDatabase) -> Session {
    store.database.session().await.unwrap()
}

async fn is_held(store: &TestDatabase) -> bool {
    let session = session_of(store).await;
    match session.lock(NAME, Duration::ZERO).await {
        Ok(lock) => {
            lock.release().await.unwrap();
            false
        }
        Err(Error::LockHeld { .. }) => true,
        Err(other) => panic!("{}: {other:?}", store.kind),
    }
}

/// Takes the lock as the next holder would, and gives it back.
async fn take(store: &TestDatabase) {
    let session = session_of(store).await;
    let lock = session.lock(NAME, PATIENCE).await;
    let lock = lock.unwrap_or_else(|error| panic!("{}: {error}", store.kind));
    lock.release().await.unwrap();
}

async fn connection_number(session: &Session) -> i64 {
    let sql = match session.kind() {
        Kind::Postgres => "SELECT CAST(pg_backend_pid() AS BIGINT) AS number",
        _ => "SELECT CAST(connection_id() AS SIGNED) AS number",
    };
    let statement = Statement::from_string(session.get_database_backend(), sql);
    let row = session.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get("", "number").unwrap()
}

#[tokio::test]
async fn a_lock_excludes_other_sessions_until_it_is_released() {
    for store in databases().await {
        let session = session_of(&store).await;
        let lock = session.lock(NAME, Duration::ZERO).await.unwrap();
        assert!(is_held(&store).await, "{}", store.kind);
        lock.release().await.unwrap();
        assert!(!is_held(&store).await, "{}", store.kind);
        // The session may take it again.
        drop(session.lock(NAME, Duration::ZERO).await.unwrap());
        take(&store).await;
    }
}

#[tokio::test]
async fn a_lock_spans_transactions() {
    for store in databases().await {
        let session = session_of(&store).await;
        let lock = session.lock(NAME, Duration::ZERO).await.unwrap();
        for end in ["COMMIT", "ROLLBACK"] {
            session.execute_unprepared("BEGIN").await.unwrap();
            session
                .execute_unprepared("CREATE TABLE a (id BIGINT)")
                .await
                .unwrap();
            session.execute_unprepared("DROP TABLE a").await.unwrap();
            session.execute_unprepared(end).await.unwrap();
            assert!(is_held(&store).await, "{} after {end}", store.kind);
        }
        lock.release().await.unwrap();
    }
}

#[tokio::test]
async fn a_wait_ends_at_its_deadline_and_names_the_holder() {
    for store in databases().await {
        let holder = session_of(&store).await;
        let lock = holder.lock(NAME, Duration::ZERO).await.unwrap();
        let expected = match store.kind {
            Kind::Sqlite => format!("process {}", std::process::id()),
            _ => format!("connection {} of ", connection_number(&holder).await),
        };
        let session = session_of(&store).await;
        let told = Arc::new(std::sync::Mutex::new(Vec::new()));
        let wait = Duration::from_millis(1_500);
        let started = Instant::now();
        let hearing = told.clone();
        let tell = move |holder: &str| hearing.lock().unwrap().push(holder.to_owned());
        let refused = session.lock_and_tell(NAME, wait, tell).await.unwrap_err();
        let elapsed = started.elapsed();
        assert!(
            elapsed >= wait && elapsed < PATIENCE,
            "{}: {elapsed:?}",
            store.kind
        );
        assert!(matches!(&refused, Error::LockHeld { .. }), "{refused:?}");
        assert!(refused.to_string().contains(&expected), "{refused}");
        let told = told.lock().unwrap().clone();
        assert!(told.len() == 1 && told[0].contains(&expected), "{told:?}");
        lock.release().await.unwrap();
    }
}

#[tokio::test]
async fn a_lock_is_released_with_its_session() {
    for store in databases().await {
        let session = session_of(&store).await;
        let lock = session.lock(NAME, Duration::ZERO).await.unwrap();
        drop(session);
        drop(lock);
        take(&store).await;
        let session = session_of(&store).await;
        let lock = session.lock(NAME, Duration::ZERO).await.unwrap();
        session.close().await;
        drop(lock);
        take(&store).await;
    }
}

#[tokio::test]
async fn a_lock_is_released_with_a_connection_that_the_server_cuts() {
    for store in databases().await {
        if store.kind == Kind::Sqlite {
            continue; // A file has no connection to cut; its process is killed below.
        }
        let session = session_of(&store).await;
        let lock = session.lock(NAME, Duration::ZERO).await.unwrap();
        let connection = connection_number(&session).await;
        store
            .execute(&match store.kind {
                Kind::Postgres => format!("SELECT pg_terminate_backend({connection})"),
                _ => format!("KILL {connection}"),
            })
            .await;
        take(&store).await;
        // Who held it learns of it.
        let refused = lock.release().await;
        assert!(
            matches!(refused, Err(Error::SessionLost { .. })),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn a_lock_left_in_a_failed_transaction_is_released_with_the_connection() {
    let Some(store) = TestDatabase::fresh(Kind::Postgres).await else {
        return;
    };
    for explicitly in [true, false] {
        let session = session_of(&store).await;
        let lock = session.lock(NAME, Duration::ZERO).await.unwrap();
        session.execute_unprepared("BEGIN").await.unwrap();
        session
            .execute_unprepared("SELECT 1 / 0")
            .await
            .unwrap_err();
        if explicitly {
            let refused = lock.release().await.unwrap_err();
            assert_eq!(refused.code().as_deref(), Some("25P02"), "{refused}");
        } else {
            drop(lock);
        }
        take(&store).await;
        let refused = session
            .execute_unprepared("SELECT 1")
            .await
            .map_err(Error::from);
        assert!(
            matches!(refused, Err(Error::SessionLost { .. })),
            "{refused:?}"
        );
    }
}

/// How many of eight sessions were at work at once, at most.
async fn most_at_once(store: &TestDatabase, name_of: fn(u32) -> String) -> u32 {
    let (at_work, most) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let together = Arc::new(Barrier::new(8));
    let sessions: Vec<_> = (0..8)
        .map(|number| {
            let (at_work, most) = (at_work.clone(), most.clone());
            let (database, together) = (store.database.clone(), together.clone());
            tokio::spawn(async move {
                let session = database.session().await.unwrap();
                together.wait().await;
                let lock = session.lock(&name_of(number), PATIENCE).await.unwrap();
                most.fetch_max(at_work.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                tokio::time::sleep(Duration::from_millis(100)).await;
                at_work.fetch_sub(1, Ordering::SeqCst);
                lock.release().await.unwrap();
            })
        })
        .collect();
    for session in sessions {
        session.await.unwrap();
    }
    most.load(Ordering::SeqCst)
}

#[tokio::test]
async fn all_who_wait_get_the_lock_one_after_the_other() {
    for store in databases().await {
        let most = most_at_once(&store, |_| NAME.to_owned()).await;
        assert_eq!(most, 1, "{}", store.kind);
    }
}

/// The negative control, and a rule: locks of different names do not exclude each other. The names
/// differ only after more letters than MySQL accepts.
#[tokio::test]
async fn different_names_are_different_locks() {
    for store in databases().await {
        let most = most_at_once(&store, |number| format!("{}{number}", "n".repeat(80))).await;
        assert!(most > 1, "{}: {most}", store.kind);
    }
}

#[tokio::test]
async fn different_databases_and_schemas_have_different_locks() {
    for (one, other) in databases().await.into_iter().zip(databases().await) {
        let first = session_of(&one).await;
        let lock = first.lock(NAME, Duration::ZERO).await.unwrap();
        assert!(!is_held(&other).await, "{}", one.kind);
        if one.kind == Kind::Postgres {
            let second = session_of(&one).await;
            second
                .execute_unprepared("CREATE SCHEMA other")
                .await
                .unwrap();
            second
                .execute_unprepared("SET search_path TO other")
                .await
                .unwrap();
            drop(second.lock(NAME, Duration::ZERO).await.unwrap());
        }
        lock.release().await.unwrap();
    }
}

#[cfg(unix)]
#[tokio::test]
async fn another_path_to_the_same_file_meets_the_same_lock() {
    let store = TestDatabase::fresh(Kind::Sqlite).await.unwrap();
    let session = session_of(&store).await;
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("link.db");
    std::os::unix::fs::symlink(session.path().unwrap(), &link).unwrap();
    let url = DatabaseUrl::parse(&format!("sqlite:{}", link.display())).unwrap();
    let other = Session::open(&url).await.unwrap();
    let lock = session.lock(NAME, Duration::ZERO).await.unwrap();
    let refused = other.lock(NAME, Duration::ZERO).await;
    assert!(
        matches!(refused, Err(Error::LockHeld { .. })),
        "{refused:?}"
    );
    lock.release().await.unwrap();
    drop(other.lock(NAME, Duration::ZERO).await.unwrap());
}

/// Not a test of its own: the child process of the one below. It holds the lock until it is killed.
#[tokio::test]
async fn holder_that_is_killed() {
    let Ok(url) = std::env::var(CHILD) else {
        return;
    };
    let session = Session::open(&DatabaseUrl::parse(&url).unwrap())
        .await
        .unwrap();
    let _lock = session.lock(NAME, PATIENCE).await.unwrap();
    println!("HELD");
    tokio::time::sleep(3 * PATIENCE).await;
}

fn holder(store: &TestDatabase) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "holder_that_is_killed", "--nocapture"])
        .env(CHILD, &store.url)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let held = lines
        .map_while(Result::ok)
        .any(|line| line.ends_with("HELD"));
    assert!(held, "{}: the child did not get the lock", store.kind);
    child
}

#[tokio::test]
async fn a_lock_is_released_when_its_process_is_killed() {
    for store in databases().await {
        let mut child = holder(&store);
        let held = is_held(&store).await;
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(held, "{}", store.kind);
        take(&store).await;
    }
}

#[tokio::test]
async fn a_lock_is_released_although_a_child_process_starts() {
    for store in databases().await {
        let session = session_of(&store).await;
        let other = session_of(&store).await;
        let spawning = std::thread::spawn(|| {
            for _ in 0..100 {
                let mut child = Command::new("true").spawn().unwrap();
                child.wait().unwrap();
            }
        });
        while !spawning.is_finished() {
            let lock = session.lock(NAME, Duration::ZERO).await.unwrap();
            lock.release().await.unwrap();
            let lock = other.lock(NAME, Duration::ZERO).await.unwrap();
            lock.release().await.unwrap();
        }
        spawning.join().unwrap();
    }
}

//! A unit that loses a conflict on a server runs again, and not for ever.
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use mercer_database::{Database, Error, Kind, Options, Transaction};
use mercer_testing::TestDatabase;
use sea_orm::{ConnectionTrait, Statement};
use tokio::sync::Barrier;

async fn server(kind: Kind) -> Option<TestDatabase> {
    let store = TestDatabase::fresh(kind).await?;
    store
        .execute("CREATE TABLE accounts (id BIGINT NOT NULL PRIMARY KEY, amount BIGINT NOT NULL)")
        .await;
    store
        .execute("INSERT INTO accounts (id, amount) VALUES (1, 100), (2, 100)")
        .await;
    Some(store)
}

async fn servers() -> Vec<TestDatabase> {
    let mut servers = Vec::new();
    for kind in [Kind::Postgres, Kind::MySql] {
        servers.extend(server(kind).await);
    }
    servers
}

async fn run(transaction: &Transaction, sql: &str) -> Result<(), Error> {
    transaction.execute_unprepared(sql).await?;
    Ok(())
}

async fn sum(transaction: &Transaction) -> Result<i64, Error> {
    let sql = match transaction.get_database_backend() {
        sea_orm::DbBackend::Postgres => "SELECT CAST(sum(amount) AS BIGINT) AS total FROM accounts",
        _ => "SELECT sum(amount) AS total FROM accounts",
    };
    let select = Statement::from_string(transaction.get_database_backend(), sql);
    let row = transaction.query_one_raw(select).await?.unwrap();
    Ok(row.try_get("", "total")?)
}

async fn total(database: &Database) -> i64 {
    database
        .read(|transaction| async move { sum(&transaction).await })
        .await
        .unwrap()
}

/// Two units that meet in their first attempts.
#[derive(Clone)]
struct Meeting {
    barrier: Arc<Barrier>,
    attempts: Arc<AtomicU32>,
}

impl Meeting {
    fn of_two() -> Self {
        Meeting {
            barrier: Arc::new(Barrier::new(2)),
            attempts: Arc::new(AtomicU32::new(0)),
        }
    }

    /// How many attempts both units have needed.
    fn attempts(&self) -> u32 {
        self.attempts.load(Ordering::SeqCst)
    }

    /// The first attempt of each unit waits for the other's.
    async fn wait(&self) {
        if self.attempts() <= 2 {
            self.barrier.wait().await;
        }
    }
}

async fn transfer(database: Database, meeting: Meeting, from: i64, to: i64) -> Result<(), Error> {
    database
        .write(move |transaction| {
            let meeting = meeting.clone();
            async move {
                meeting.attempts.fetch_add(1, Ordering::SeqCst);
                let take = format!("UPDATE accounts SET amount = amount - 10 WHERE id = {from}");
                let give = format!("UPDATE accounts SET amount = amount + 11 WHERE id = {to}");
                run(&transaction, &take).await?;
                meeting.wait().await;
                run(&transaction, &give).await
            }
        })
        .await
}

/// `PostgreSQL`'s 40P01 and `MariaDB`'s 1213: each unit holds the row that the other wants.
#[tokio::test]
async fn two_units_that_deadlock_both_succeed() {
    for store in servers().await {
        let meeting = Meeting::of_two();
        let (one, other) = tokio::join!(
            transfer(store.database.clone(), meeting.clone(), 1, 2),
            transfer(store.database.clone(), meeting.clone(), 2, 1),
        );
        one.unwrap();
        other.unwrap();
        assert!(meeting.attempts() > 2, "{}: no deadlock", store.kind);
        assert_eq!(total(&store.database).await, 202, "{}", store.kind);
    }
}

/// The negative control of the test above: with a single attempt the deadlock is an error.
#[tokio::test]
async fn without_a_second_attempt_a_deadlock_is_an_error() {
    for store in servers().await {
        let options = Options {
            attempts: 1,
            ..mercer_testing::options()
        };
        let database = store.open_again(options).await;
        let meeting = Meeting::of_two();
        let (one, other) = tokio::join!(
            transfer(database.clone(), meeting.clone(), 1, 2),
            transfer(database.clone(), meeting.clone(), 2, 1),
        );
        let failures = [one, other].into_iter().filter_map(Result::err);
        for failure in failures {
            assert!(
                matches!(failure, Error::Busy { attempts: 1, .. }),
                "{failure:?}"
            );
        }
        assert_eq!(total(&database).await, 201, "{}", store.kind);
    }
}

/// Both look whether the other is rich enough, and then spend. Returns the attempts of both.
async fn write_skew(store: &TestDatabase, isolation: &'static str) -> u32 {
    let meeting = Meeting::of_two();
    let spend = |id: i64| {
        let (database, meeting) = (store.database.clone(), meeting.clone());
        async move {
            let unit = move |transaction: Transaction| {
                let meeting = meeting.clone();
                async move {
                    meeting.attempts.fetch_add(1, Ordering::SeqCst);
                    run(&transaction, isolation).await?;
                    let rich = sum(&transaction).await? >= 200;
                    meeting.wait().await;
                    if rich {
                        let spend = format!("UPDATE accounts SET amount = 0 WHERE id = {id}");
                        run(&transaction, &spend).await?;
                    }
                    Ok::<(), Error>(())
                }
            };
            database.write(unit).await
        }
    };
    let (one, other) = tokio::join!(spend(1), spend(2));
    one.unwrap();
    other.unwrap();
    meeting.attempts()
}

/// `PostgreSQL`'s 40001.
#[tokio::test]
async fn two_units_that_cannot_be_serialized_both_succeed_one_after_the_other() {
    let Some(store) = server(Kind::Postgres).await else {
        return;
    };
    let attempts = write_skew(&store, "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE").await;
    assert!(attempts > 2, "no conflict");
    assert_eq!(total(&store.database).await, 100);
}

/// The negative control of the test above: with less isolation both spend.
#[tokio::test]
async fn without_serializable_isolation_the_same_units_both_spend() {
    let Some(store) = server(Kind::Postgres).await else {
        return;
    };
    let attempts = write_skew(&store, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED").await;
    assert_eq!(attempts, 2);
    assert_eq!(total(&store.database).await, 0);
}

fn conflict(kind: Kind) -> &'static str {
    match kind {
        Kind::Postgres => "DO $$ BEGIN RAISE EXCEPTION 'storm' USING ERRCODE = '40001'; END $$",
        _ => "SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213, MESSAGE_TEXT = 'storm'",
    }
}

/// A unit that conflicts `times` times; returns its answer, its attempts and the time it took.
async fn storm(
    store: &TestDatabase,
    options: Options,
    times: u32,
    each: Duration,
) -> (Result<(), Error>, u32, Duration) {
    let database = store.open_again(options).await;
    let attempts = Arc::new(AtomicU32::new(0));
    let (counted, sql) = (attempts.clone(), conflict(store.kind));
    let started = Instant::now();
    let done = database
        .write(move |transaction| {
            let counted = counted.clone();
            async move {
                tokio::time::sleep(each).await;
                run(&transaction, "UPDATE accounts SET amount = amount + 1").await?;
                if counted.fetch_add(1, Ordering::SeqCst) < times {
                    run(&transaction, sql).await?;
                }
                Ok(())
            }
        })
        .await;
    (done, attempts.load(Ordering::SeqCst), started.elapsed())
}

#[tokio::test]
async fn a_storm_of_conflicts_ends_in_busy_within_its_bounds() {
    for store in servers().await {
        let options = mercer_testing::options();
        let (done, attempts, took) = storm(&store, options, u32::MAX, Duration::ZERO).await;
        match done {
            Err(Error::Busy { attempts: told, .. }) => assert_eq!(told, 5),
            other => panic!("{}: {other:?}", store.kind),
        }
        assert_eq!(attempts, 5, "{}", store.kind);
        assert!(took < Duration::from_millis(2500), "{took:?}");
        assert_eq!(total(&store.database).await, 200, "{}", store.kind);
    }
}

#[tokio::test]
async fn a_storm_of_slow_units_ends_when_its_time_is_over() {
    for store in servers().await {
        let options = Options {
            retry_for: Duration::from_millis(250),
            attempts: 100,
            ..mercer_testing::options()
        };
        let each = Duration::from_millis(100);
        let (done, attempts, took) = storm(&store, options, u32::MAX, each).await;
        assert!(matches!(done, Err(Error::Busy { .. })), "{done:?}");
        assert!((2..=3).contains(&attempts), "{attempts}");
        assert!(took < Duration::from_secs(2), "{took:?}");
    }
}

/// The negative control of the storms: one conflict less, and the last attempt commits.
#[tokio::test]
async fn a_unit_that_conflicts_four_times_succeeds_and_counts_once() {
    for store in servers().await {
        let options = mercer_testing::options();
        let (done, attempts, _) = storm(&store, options, 4, Duration::ZERO).await;
        done.unwrap();
        assert_eq!(attempts, 5);
        assert_eq!(total(&store.database).await, 202, "{}", store.kind);
    }
}

#[tokio::test]
async fn a_lock_that_is_not_granted_in_time_ends_in_busy() {
    for store in servers().await {
        let options = Options {
            lock_timeout: Duration::from_secs(1),
            retry_for: Duration::from_millis(500),
            ..mercer_testing::options()
        };
        let database = store.open_again(options).await;
        let kind = store.kind;
        let held = store.database.write(move |transaction| {
            let database = database.clone();
            async move {
                run(&transaction, "UPDATE accounts SET amount = 0").await?;
                let refused: Result<(), Error> = database
                    .write(|transaction| async move {
                        run(&transaction, "UPDATE accounts SET amount = 1").await
                    })
                    .await;
                assert!(
                    matches!(refused, Err(Error::Busy { .. })),
                    "{kind}: {refused:?}"
                );
                Ok::<(), Error>(())
            }
        });
        held.await.unwrap();
        assert_eq!(total(&store.database).await, 0, "{kind}");
    }
}

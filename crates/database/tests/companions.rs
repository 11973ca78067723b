//! Facts about what accompanies writing units, on every database.
#![allow(clippy::unwrap_used)]

use std::any::Any;
use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use mercer_database::{
    Accompanying, Companion, ConstraintKind, Database, Error, Options, Transaction,
};
use mercer_testing::TestDatabase;
use sea_orm::{ConnectionTrait, Statement};

/// Notes the output of every unit that gives a number.
#[derive(Default)]
struct Notes {
    calls: AtomicU32,
}

impl Companion for Notes {
    fn accompany(&self, output: &dyn Any, transaction: &Transaction) -> Option<Accompanying> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        let number = *output.downcast_ref::<i64>()?;
        let transaction = transaction.clone();
        Some(Box::pin(async move {
            let sql = format!("INSERT INTO notes (id) VALUES ({number})");
            transaction.execute_unprepared(&sql).await.map(drop)
        }))
    }
}

async fn prepared(place: &TestDatabase) -> (Database, Arc<Notes>) {
    place
        .execute("CREATE TABLE effects (id BIGINT PRIMARY KEY)")
        .await;
    place
        .execute("CREATE TABLE notes (id BIGINT PRIMARY KEY)")
        .await;
    let notes = Arc::new(Notes::default());
    (place.database.accompanied_by(notes.clone()), notes)
}

async fn effect(database: &Database, id: i64) -> Result<i64, Error> {
    database
        .write(move |transaction: Transaction| async move {
            let sql = format!("INSERT INTO effects (id) VALUES ({id})");
            transaction.execute_unprepared(&sql).await?;
            Ok(id)
        })
        .await
}

async fn counts(database: &Database) -> (i64, i64) {
    database
        .read(|transaction: Transaction| async move {
            let sql = "SELECT (SELECT COUNT(*) FROM effects) AS effects, \
                       (SELECT COUNT(*) FROM notes) AS notes";
            let backend = transaction.get_database_backend();
            let row = transaction
                .query_one_raw(Statement::from_string(backend, sql))
                .await?
                .unwrap();
            Ok::<_, Error>((row.try_get("", "effects")?, row.try_get("", "notes")?))
        })
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_companion_writes_together_with_the_unit() {
    for place in mercer_testing::databases().await {
        let (database, notes) = prepared(&place).await;
        assert_eq!(effect(&database, 7).await.unwrap(), 7);
        assert_eq!(counts(&database).await, (1, 1), "{}", place.kind);
        // Reading is not accompanied, and an unaccompanied database is as it was.
        effect(&database.unaccompanied(), 8).await.unwrap();
        effect(&place.database, 9).await.unwrap();
        assert_eq!(counts(&database).await, (3, 1), "{}", place.kind);
        assert_eq!(notes.calls.load(Ordering::Relaxed), 1, "{}", place.kind);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_companion_that_fails_takes_the_unit_with_it() {
    for place in mercer_testing::databases().await {
        let (database, _) = prepared(&place).await;
        place.execute("INSERT INTO notes (id) VALUES (7)").await;
        let refused = effect(&database, 7).await.unwrap_err();
        let Error::Constraint(violation) = refused else {
            panic!("{}: {refused:?}", place.kind);
        };
        assert_eq!(violation.kind, ConstraintKind::Unique, "{}", place.kind);
        assert_eq!(counts(&database).await, (0, 1), "{}", place.kind);
        // The next unit is not disturbed.
        effect(&database, 8).await.unwrap();
        assert_eq!(counts(&database).await, (1, 2), "{}", place.kind);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_that_fails_has_no_companion() {
    for place in mercer_testing::databases().await {
        let (database, notes) = prepared(&place).await;
        effect(&database, 7).await.unwrap();
        assert!(effect(&database, 7).await.is_err(), "{}", place.kind);
        // Nor has one that swallowed the failure of its statement.
        let swallowed: Result<i64, Error> = database
            .write(|transaction: Transaction| async move {
                let sql = "INSERT INTO effects (id) VALUES (7)";
                drop(transaction.execute_unprepared(sql).await);
                Ok(5)
            })
            .await;
        assert!(
            matches!(swallowed, Err(Error::Constraint(_))),
            "{}: {swallowed:?}",
            place.kind
        );
        assert_eq!(counts(&database).await, (1, 1), "{}", place.kind);
        assert_eq!(notes.calls.load(Ordering::Relaxed), 1, "{}", place.kind);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_output_that_is_of_no_concern_may_be_anything_that_can_be_sent() {
    for place in mercer_testing::databases().await {
        let (database, notes) = prepared(&place).await;
        // A `Cell` cannot be shared between threads, only handed over.
        let output: Result<Cell<u8>, Error> = database.write(|_| async { Ok(Cell::new(3)) }).await;
        assert_eq!(output.unwrap().get(), 3, "{}", place.kind);
        assert_eq!(notes.calls.load(Ordering::Relaxed), 1, "{}", place.kind);
        assert_eq!(counts(&database).await, (0, 0), "{}", place.kind);
    }
}

/// Two units that lock two rows in opposite orders: one of them runs again, on the servers.
#[tokio::test(flavor = "multi_thread")]
async fn a_unit_that_runs_again_is_accompanied_again() {
    // PostgreSQL looks for deadlocks after a second; on a busy machine a unit may lose two.
    let options = Options {
        attempts: 20,
        retry_for: Duration::from_secs(30),
        ..mercer_testing::options()
    };
    for place in mercer_testing::databases_with(options).await {
        let (database, notes) = prepared(&place).await;
        place
            .execute("CREATE TABLE rows_to_lock (id BIGINT PRIMARY KEY, n BIGINT)")
            .await;
        place
            .execute("INSERT INTO rows_to_lock (id, n) VALUES (1, 0), (2, 0)")
            .await;
        let crossing = |id: i64, first: i64, second: i64| {
            let database = database.clone();
            async move {
                database
                    .write(move |transaction: Transaction| async move {
                        for row in [first, second] {
                            let sql = format!("UPDATE rows_to_lock SET n = n + 1 WHERE id = {row}");
                            transaction.execute_unprepared(&sql).await?;
                        }
                        Ok::<i64, Error>(id)
                    })
                    .await
            }
        };
        for round in 0..20 {
            let (one, other) =
                tokio::join!(crossing(2 * round, 1, 2), crossing(2 * round + 1, 2, 1));
            assert!(
                one.is_ok() && other.is_ok(),
                "{}: {one:?} {other:?}",
                place.kind
            );
        }
        // Each effect has its one note, however often its unit ran.
        assert_eq!(counts(&database).await, (0, 40), "{}", place.kind);
        assert!(notes.calls.load(Ordering::Relaxed) >= 40, "{}", place.kind);
    }
}

/// The companion's own statement may be the one that loses the conflict.
#[tokio::test(flavor = "multi_thread")]
async fn a_conflict_in_the_companion_runs_the_unit_again() {
    struct LosesOnce(AtomicU32);
    impl Companion for LosesOnce {
        fn accompany(&self, _: &dyn Any, transaction: &Transaction) -> Option<Accompanying> {
            let is_first = self.0.fetch_add(1, Ordering::Relaxed) == 0;
            let transaction = transaction.clone();
            Some(Box::pin(async move {
                let sql = match transaction.get_database_backend() {
                    _ if !is_first => "INSERT INTO notes (id) VALUES (1)",
                    // A lost conflict, in each server's own words.
                    sea_orm::DbBackend::Postgres => {
                        "DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '40001'; END $$"
                    }
                    _ => "SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213",
                };
                transaction.execute_unprepared(sql).await.map(drop)
            }))
        }
    }
    for place in mercer_testing::databases().await {
        if place.kind == mercer_database::Kind::Sqlite {
            // Its one writer never loses a conflict.
            continue;
        }
        prepared(&place).await;
        let companion = Arc::new(LosesOnce(AtomicU32::new(0)));
        let database = place.database.accompanied_by(companion.clone());
        effect(&database, 1).await.unwrap();
        assert_eq!(companion.0.load(Ordering::Relaxed), 2, "{}", place.kind);
        assert_eq!(counts(&database).await, (1, 1), "{}", place.kind);
    }
}

//! What a unit of work may rely on, on all three databases alike.
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use mercer_database::{Database, Error, Kind, Transaction};
use mercer_testing::TestDatabase;
use sea_orm::{ConnectionTrait, Statement};

async fn stores() -> Vec<TestDatabase> {
    let stores = mercer_testing::databases().await;
    for store in &stores {
        store
            .execute("CREATE TABLE notes (id BIGINT NOT NULL PRIMARY KEY)")
            .await;
    }
    stores
}

async fn insert(transaction: &Transaction, id: i64) -> Result<(), Error> {
    let sql = format!("INSERT INTO notes (id) VALUES ({id})");
    transaction.execute_unprepared(&sql).await?;
    Ok(())
}

async fn count_within(transaction: &Transaction) -> Result<i64, Error> {
    let backend = transaction.get_database_backend();
    let count = Statement::from_string(backend, "SELECT count(*) AS number FROM notes");
    let row = transaction.query_one_raw(count).await?.unwrap();
    Ok(row.try_get("", "number")?)
}

async fn count(database: &Database) -> i64 {
    database
        .read(|transaction| async move { count_within(&transaction).await })
        .await
        .unwrap()
}

async fn write_one(database: &Database, id: i64) -> Result<(), Error> {
    database
        .write(move |transaction| async move { insert(&transaction, id).await })
        .await
}

#[tokio::test]
async fn a_unit_that_swallows_a_failed_statement_does_not_commit() {
    for store in stores().await {
        let done: Result<(), Error> = store
            .database
            .write(|transaction| async move {
                insert(&transaction, 1).await?;
                drop(insert(&transaction, 1).await);
                Ok(())
            })
            .await;
        assert!(
            matches!(done, Err(Error::Constraint(_))),
            "{}: {done:?}",
            store.kind
        );
        assert_eq!(count(&store.database).await, 0, "{}", store.kind);
        write_one(&store.database, 1).await.unwrap();
    }
}

#[tokio::test]
async fn a_unit_that_returns_an_error_of_its_own_leaves_no_trace() {
    #[derive(Debug)]
    enum Refusal {
        OutOfStock,
        Database(#[allow(dead_code)] Error),
    }
    impl From<Error> for Refusal {
        fn from(error: Error) -> Self {
            Refusal::Database(error)
        }
    }
    for store in stores().await {
        let done: Result<(), Refusal> = store
            .database
            .write(|transaction| async move {
                insert(&transaction, 1).await?;
                Err(Refusal::OutOfStock)
            })
            .await;
        assert!(matches!(done, Err(Refusal::OutOfStock)), "{done:?}");
        assert_eq!(count(&store.database).await, 0, "{}", store.kind);
    }
}

#[tokio::test]
async fn a_panic_is_reported_rolled_back_and_survived() {
    for store in stores().await {
        // More often than there are connections, so that none may be lost.
        for _ in 0..20 {
            let done: Result<(), Error> = store
                .database
                .write(|transaction| async move {
                    insert(&transaction, 1).await?;
                    panic!("as the test wants it")
                })
                .await;
            match done {
                Err(Error::UnitPanicked { message }) => {
                    assert_eq!(message, "as the test wants it");
                }
                other => panic!("{}: {other:?}", store.kind),
            }
        }
        write_one(&store.database, 1).await.unwrap();
        assert_eq!(count(&store.database).await, 1, "{}", store.kind);
    }
}

#[tokio::test]
async fn a_caller_that_goes_away_does_not_stop_an_accepted_unit() {
    for store in stores().await {
        let running = Arc::new(tokio::sync::Notify::new());
        let started = running.clone();
        // Closed by the test while the unit waits for it: the unit is at work until then, however
        // long the reading below takes to open its connection.
        let (held, gate) = tokio::sync::mpsc::channel::<()>(1);
        let gate = Arc::new(tokio::sync::Mutex::new(gate));
        let kind = store.kind;
        let writing = store.database.write(move |transaction| {
            let (started, gate) = (started.clone(), gate.clone());
            async move {
                insert(&transaction, 1).await?;
                started.notify_one();
                // An embedded unit may not suspend, so there it is the thread that waits.
                match kind {
                    Kind::Sqlite => gate.blocking_lock().blocking_recv(),
                    _ => gate.lock().await.recv().await,
                };
                insert(&transaction, 2).await
            }
        });
        tokio::select! {
            biased;
            done = writing => panic!("{kind}: the caller should have gone before {done:?}"),
            () = running.notified() => {}
        }
        assert_eq!(count(&store.database).await, 0, "{kind}: it has not ended");
        drop(held);
        let deadline = std::time::Instant::now() + Duration::from_secs(5);
        while count(&store.database).await != 2 {
            assert!(std::time::Instant::now() < deadline, "{kind}: it was lost");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

/// The negative control of the test above: what was never accepted does not happen.
#[tokio::test]
async fn a_unit_that_nobody_awaits_is_not_run() {
    for store in stores().await {
        drop(write_one(&store.database, 1));
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert_eq!(count(&store.database).await, 0, "{}", store.kind);
    }
}

#[tokio::test]
async fn a_transaction_that_escapes_its_unit_is_refused() {
    for store in stores().await {
        for ending in ["commit", "error", "panic"] {
            let escaped = Arc::new(Mutex::new(None));
            let slot = escaped.clone();
            let done: Result<(), Error> = store
                .database
                .write(move |transaction| {
                    let slot = slot.clone();
                    async move {
                        *slot.lock().unwrap() = Some(transaction.clone());
                        match ending {
                            "commit" => Ok(()),
                            "error" => Err(Error::Closed),
                            _ => panic!("as the test wants it"),
                        }
                    }
                })
                .await;
            assert_eq!(done.is_ok(), ending == "commit", "{}", store.kind);
            let transaction = escaped.lock().unwrap().take().unwrap();
            let late = insert(&transaction, 1).await;
            assert!(
                matches!(late, Err(Error::TransactionOver)),
                "{} after {ending}: {late:?}",
                store.kind
            );
            assert!(count_within(&transaction).await.is_err());
        }
        assert_eq!(count(&store.database).await, 0, "{}", store.kind);
    }
}

#[tokio::test]
async fn a_reader_that_escapes_its_unit_is_refused() {
    for store in stores().await {
        let escape = |transaction: Transaction| async move { Ok::<_, Error>(transaction) };
        let escaped = [
            store.database.read(escape).await.unwrap(),
            store.database.snapshot(escape).await.unwrap(),
        ];
        for transaction in escaped {
            let late = count_within(&transaction).await;
            assert!(
                matches!(late, Err(Error::TransactionOver)),
                "{}: {late:?}",
                store.kind
            );
        }
    }
}

#[tokio::test]
async fn a_reading_unit_changes_nothing() {
    for store in stores().await {
        let done: Result<(), Error> = store
            .database
            .read(|transaction| async move { insert(&transaction, 1).await })
            .await;
        assert!(done.is_err(), "{}", store.kind);
        let done: Result<(), Error> = store
            .database
            .snapshot(|transaction| async move { insert(&transaction, 1).await })
            .await;
        assert!(done.is_err(), "{}", store.kind);
        assert_eq!(count(&store.database).await, 0, "{}", store.kind);
    }
}

#[tokio::test]
async fn all_statements_of_a_snapshot_see_the_same_moment() {
    for store in stores().await {
        let writer = store.open_again(mercer_testing::options()).await;
        let kind = store.kind;
        let seen = store.database.snapshot(move |transaction| {
            let writer = writer.clone();
            async move {
                let before = count_within(&transaction).await?;
                if kind == Kind::Sqlite {
                    // An embedded unit may not wait for another; a thread of its own may.
                    let runtime = tokio::runtime::Handle::current();
                    std::thread::spawn(move || runtime.block_on(write_one(&writer, 1)))
                        .join()
                        .unwrap()?;
                } else {
                    write_one(&writer, 1).await?;
                }
                Ok::<_, Error>((before, count_within(&transaction).await?))
            }
        });
        assert_eq!(seen.await.unwrap(), (0, 0), "{kind}");
        // The negative control: the row was written meanwhile.
        assert_eq!(count(&store.database).await, 1, "{kind}");
    }
}

#[tokio::test]
async fn a_closed_database_says_so() {
    for store in stores().await {
        store.database.close().await;
        let late = write_one(&store.database, 1).await;
        assert!(
            matches!(late, Err(Error::Closed)),
            "{}: {late:?}",
            store.kind
        );
        let late = store
            .database
            .read(|transaction| async move { count_within(&transaction).await });
        let late = late.await;
        assert!(
            matches!(late, Err(Error::Closed)),
            "{}: {late:?}",
            store.kind
        );
    }
}

//! Many units, one COMMIT: what one unit of an embedded database does to the others of its batch.
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use mercer_database::{Database, Error, Kind, Transaction};
use mercer_testing::TestDatabase;
use sea_orm::{ConnectionTrait, Statement};
use tokio::task::JoinHandle;

const TABLES: &str = "
    CREATE TABLE owners (id INTEGER PRIMARY KEY);
    CREATE TABLE notes (
        id INTEGER PRIMARY KEY,
        owner_id BIGINT,
        CONSTRAINT notes_owner_id_foreign FOREIGN KEY (owner_id) REFERENCES owners (id)
    )";

async fn store() -> TestDatabase {
    let store = TestDatabase::fresh(Kind::Sqlite).await.unwrap();
    store.execute(TABLES).await;
    store
}

async fn insert(transaction: &Transaction, id: i64) -> Result<(), Error> {
    let sql = format!("INSERT INTO notes (id) VALUES ({id})");
    transaction.execute_unprepared(&sql).await?;
    Ok(())
}

async fn ids_within(transaction: &Transaction) -> Result<Vec<i64>, Error> {
    let backend = transaction.get_database_backend();
    let select = Statement::from_string(backend, "SELECT id FROM notes ORDER BY id");
    let rows = transaction.query_all_raw(select).await?;
    Ok(rows
        .iter()
        .map(|row| row.try_get("", "id"))
        .collect::<Result<_, _>>()?)
}

async fn ids(database: &Database) -> Vec<i64> {
    database
        .read(|transaction| async move { ids_within(&transaction).await })
        .await
        .unwrap()
}

/// Holds the writer inside a unit until it is let go, so that what is written meanwhile waits for
/// the same batch.
struct Held {
    go: Sender<()>,
    unit: JoinHandle<Result<(), Error>>,
}

impl Held {
    /// Returns when the unit, which inserts this id, runs.
    async fn with(database: &Database, id: i64) -> Self {
        let (go, wait): (_, Receiver<()>) = channel();
        let (running, is_running) = tokio::sync::oneshot::channel();
        let wait = Arc::new(Mutex::new(wait));
        let running = Arc::new(Mutex::new(Some(running)));
        let database = database.clone();
        let unit = tokio::spawn(async move {
            database
                .write(move |transaction| {
                    let (wait, running) = (wait.clone(), running.clone());
                    async move {
                        insert(&transaction, id).await?;
                        running.lock().unwrap().take().unwrap().send(()).unwrap();
                        wait.lock().unwrap().recv().unwrap();
                        Ok(())
                    }
                })
                .await
        });
        is_running.await.unwrap();
        Held { go, unit }
    }

    async fn let_go(self) -> Result<(), Error> {
        self.go.send(()).unwrap();
        self.unit.await.unwrap()
    }
}

/// What a unit does after it has inserted its row.
#[derive(Clone, Copy)]
enum Behaviour {
    Succeed,
    Fail,
    Panic,
    Sleep,
    Yield,
    /// A foreign key into nothing, checked at COMMIT only.
    Dangle,
}

impl Behaviour {
    async fn after_insert(self, transaction: Transaction) -> Result<(), Error> {
        match self {
            Behaviour::Succeed => {}
            Behaviour::Fail => return insert(&transaction, 0).await,
            Behaviour::Panic => panic!("as the test wants it"),
            Behaviour::Sleep => tokio::time::sleep(Duration::from_millis(1)).await,
            Behaviour::Yield => tokio::task::yield_now().await,
            Behaviour::Dangle => {
                transaction
                    .execute_unprepared("PRAGMA defer_foreign_keys = ON")
                    .await?;
                transaction
                    .execute_unprepared("INSERT INTO notes (owner_id) VALUES (404)")
                    .await?;
            }
        }
        Ok(())
    }
}

/// Writes in a task of its own.
fn start(database: &Database, id: i64, behaviour: Behaviour) -> JoinHandle<Result<(), Error>> {
    let database = database.clone();
    tokio::spawn(async move {
        database
            .write(move |transaction| async move {
                insert(&transaction, id).await?;
                behaviour.after_insert(transaction).await
            })
            .await
    })
}

/// Runs the units of ids 1, 2, .. in one batch, behind a unit that inserts 0.
async fn batch(
    database: &Database,
    behaviours: &[Behaviour],
) -> (Result<(), Error>, Vec<Result<(), Error>>) {
    let held = Held::with(database, 0).await;
    let units: Vec<_> = (1..)
        .zip(behaviours)
        .map(|(id, behaviour)| start(database, id, *behaviour))
        .collect();
    // Long enough for each task to have put its unit into the queue.
    tokio::time::sleep(Duration::from_millis(50)).await;
    let first = held.let_go().await;
    let mut answers = Vec::new();
    for unit in units {
        answers.push(unit.await.unwrap());
    }
    (first, answers)
}

#[tokio::test]
async fn a_failing_unit_among_64_leaves_the_others_committed_and_itself_without_trace() {
    let store = store().await;
    let mut behaviours = [Behaviour::Succeed; 64];
    behaviours[20] = Behaviour::Fail;
    let (first, answers) = batch(&store.database, &behaviours).await;
    first.unwrap();
    for (index, answer) in answers.iter().enumerate() {
        match index {
            20 => assert!(matches!(answer, Err(Error::Constraint(_))), "{answer:?}"),
            _ => assert!(answer.is_ok(), "{answer:?}"),
        }
    }
    let expected: Vec<i64> = (0..=64).filter(|id| *id != 21).collect();
    assert_eq!(ids(&store.database).await, expected);
}

#[tokio::test]
async fn a_panic_inside_a_unit_rolls_back_only_that_unit_and_the_writer_lives_on() {
    let store = store().await;
    let behaviours = [Behaviour::Succeed, Behaviour::Panic, Behaviour::Succeed];
    let (first, answers) = batch(&store.database, &behaviours).await;
    first.unwrap();
    match &answers[1] {
        Err(Error::UnitPanicked { message }) => assert_eq!(message, "as the test wants it"),
        other => panic!("{other:?}"),
    }
    assert!(answers[0].is_ok() && answers[2].is_ok());
    start(&store.database, 9, Behaviour::Succeed)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(ids(&store.database).await, [0, 1, 3, 9]);
}

#[tokio::test]
async fn a_unit_that_suspends_is_refused_and_rolled_back() {
    let store = store().await;
    let behaviours = [Behaviour::Sleep, Behaviour::Succeed, Behaviour::Yield];
    let (first, answers) = batch(&store.database, &behaviours).await;
    first.unwrap();
    for suspended in [&answers[0], &answers[2]] {
        assert!(
            matches!(suspended, Err(Error::UnitSuspended)),
            "{suspended:?}"
        );
    }
    assert!(answers[1].is_ok());
    start(&store.database, 9, Behaviour::Succeed)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(ids(&store.database).await, [0, 2, 9]);
}

#[tokio::test]
async fn a_failing_commit_is_reported_to_every_unit_of_its_batch_and_stores_nothing() {
    let store = store().await;
    let mut behaviours = [Behaviour::Succeed; 16];
    behaviours[7] = Behaviour::Dangle;
    let (first, answers) = batch(&store.database, &behaviours).await;
    for answer in answers.iter().chain([&first]) {
        match answer {
            Err(Error::CommitFailed { reason }) => assert!(reason.contains("FOREIGN KEY")),
            other => panic!("{other:?}"),
        }
    }
    assert!(ids(&store.database).await.is_empty());
    start(&store.database, 9, Behaviour::Succeed)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(ids(&store.database).await, [9]);
}

/// The negative control of the test above: without the dangling key the same batch is stored.
#[tokio::test]
async fn a_batch_without_a_fault_is_stored_whole() {
    let store = store().await;
    let (first, answers) = batch(&store.database, &[Behaviour::Succeed; 16]).await;
    assert!(answers.iter().chain([&first]).all(Result::is_ok));
    assert_eq!(ids(&store.database).await, (0..=16).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_reader_never_sees_an_uncommitted_unit() {
    let store = store().await;
    let held = Held::with(&store.database, 1).await;
    // It runs, and has inserted its row; neither this process nor another sees it.
    let other = store.open_again(mercer_testing::options()).await;
    assert!(ids(&store.database).await.is_empty());
    assert!(ids(&other).await.is_empty());
    held.let_go().await.unwrap();
    assert_eq!(ids(&store.database).await, [1]);
    assert_eq!(ids(&other).await, [1]);
}

/// The negative control of the test above: inside the unit the row is there.
#[tokio::test]
async fn a_unit_sees_its_own_rows() {
    let store = store().await;
    let seen = store.database.write(|transaction| async move {
        insert(&transaction, 1).await?;
        ids_within(&transaction).await
    });
    assert_eq!(seen.await.unwrap(), [1]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readers_beside_a_busy_writer_never_see_half_a_unit() {
    let store = store().await;
    let writers: Vec<_> = (0..8)
        .map(|task: i64| {
            let database = store.database.clone();
            tokio::spawn(async move {
                for round in 0..25 {
                    let id = (task * 25 + round) * 2;
                    let unit = database.write(move |transaction| async move {
                        insert(&transaction, id).await?;
                        insert(&transaction, id + 1).await
                    });
                    unit.await.unwrap();
                }
            })
        })
        .collect();
    while !writers.iter().all(JoinHandle::is_finished) {
        assert_eq!(ids(&store.database).await.len() % 2, 0);
    }
    assert_eq!(ids(&store.database).await.len(), 400);
}

#[tokio::test]
async fn a_batch_never_grows_beyond_its_limit() {
    let options = mercer_database::Options {
        batch_limit: 4,
        ..mercer_testing::options()
    };
    let store = TestDatabase::fresh_with(Kind::Sqlite, options)
        .await
        .unwrap();
    store.execute(TABLES).await;
    let mut behaviours = [Behaviour::Succeed; 9];
    behaviours[8] = Behaviour::Dangle;
    let (first, answers) = batch(&store.database, &behaviours).await;
    // 0 to 3 and 4 to 7 commit; only 8 and the faulty 9 share a COMMIT.
    assert!(first.is_ok());
    assert!(answers[..7].iter().all(Result::is_ok));
    assert!(answers[7..].iter().all(Result::is_err));
    assert_eq!(ids(&store.database).await, (0..=7).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_lock_held_by_another_process_ends_in_busy_and_passes() {
    let options = mercer_database::Options {
        lock_timeout: Duration::from_millis(100),
        ..mercer_testing::options()
    };
    let store = TestDatabase::fresh_with(Kind::Sqlite, options)
        .await
        .unwrap();
    store.execute(TABLES).await;
    let other = rusqlite::Connection::open(store.url.trim_start_matches("sqlite:")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let refused = start(&store.database, 1, Behaviour::Succeed).await.unwrap();
    assert!(matches!(refused, Err(Error::Busy { .. })), "{refused:?}");
    other.execute_batch("ROLLBACK").unwrap();
    let done = start(&store.database, 1, Behaviour::Succeed).await.unwrap();
    done.unwrap();
}

#[tokio::test]
async fn closing_waits_for_accepted_units_and_refuses_later_ones() {
    let store = store().await;
    let held = Held::with(&store.database, 1).await;
    let accepted = start(&store.database, 2, Behaviour::Succeed);
    tokio::time::sleep(Duration::from_millis(50)).await;
    let closing = tokio::spawn({
        let database = store.database.clone();
        async move { database.close().await }
    });
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert!(!closing.is_finished());
    held.let_go().await.unwrap();
    accepted.await.unwrap().unwrap();
    closing.await.unwrap();
    let late = start(&store.database, 3, Behaviour::Succeed).await.unwrap();
    assert!(matches!(late, Err(Error::Closed)), "{late:?}");
    let again = store.open_again(mercer_testing::options()).await;
    assert_eq!(ids(&again).await, [1, 2]);
}

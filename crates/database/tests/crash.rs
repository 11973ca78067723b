//! SIGKILL while 32 clients write: what was acknowledged is there afterwards.
//!
//! What a power cut does is out of reach here: SIGKILL leaves the system's page cache alone. These
//! tests prove the order of things, COMMIT before the answer, and the recovery of the file.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use mercer_database::{Database, Error, Kind, Transaction};
use mercer_testing::TestDatabase;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use sea_orm::{ConnectionTrait, Statement};

const ROUNDS: i64 = 20;
const CLIENTS: i64 = 32;

/// How the child process is told what to do: `round when url`.
const CHILD: &str = "MERCER_TEST_CRASH_WRITER";

/// When the child tells its parent that a row is written.
#[derive(Clone, Copy)]
enum Acknowledge {
    AfterTheCommit,
    /// As a store with a defect would.
    BeforeTheCommit,
}

async fn insert(transaction: &Transaction, id: i64) -> Result<(), Error> {
    let statement = Statement::from_sql_and_values(
        transaction.get_database_backend(),
        "INSERT INTO notes (id) VALUES (?)",
        [id.into()],
    );
    transaction.execute_raw(statement).await?;
    Ok(())
}

/// One write to the pipe per line: no line of another client comes in between.
fn acknowledge(id: i64) {
    drop(std::io::stdout().write_all(format!("ACKNOWLEDGED {id}\n").as_bytes()));
}

/// Not a test of its own: the child process of those below. It writes until it is killed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writer_that_is_killed() {
    let Ok(order) = std::env::var(CHILD) else {
        return;
    };
    let mut words = order.splitn(3, ' ');
    let round: i64 = words.next().unwrap().parse().unwrap();
    let early = words.next() == Some("early");
    let database = Database::connect(words.next().unwrap()).await.unwrap();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| tokio::spawn(write_for_ever(database.clone(), round, client, early)))
        .collect();
    for client in clients {
        client.await.unwrap();
    }
}

async fn write_for_ever(database: Database, round: i64, client: i64, early: bool) {
    for number in 0.. {
        let id = (round << 48) | (client << 32) | number;
        let done: Result<(), Error> = database
            .write(move |transaction| async move {
                insert(&transaction, id).await?;
                if early {
                    acknowledge(id);
                }
                Ok(())
            })
            .await;
        done.unwrap();
        if !early {
            acknowledge(id);
        }
    }
}

/// Lets a child write until it is killed; returns what it acknowledged.
fn crash(url: &str, round: i64, when: Acknowledge, after: Duration) -> Vec<i64> {
    let word = match when {
        Acknowledge::AfterTheCommit => "late",
        Acknowledge::BeforeTheCommit => "early",
    };
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "writer_that_is_killed", "--nocapture"])
        .env(CHILD, format!("{round} {word} {url}"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    // The pipe is read while the child writes, or it would fill up and stop the child.
    let reading = std::thread::spawn(move || {
        let mut acknowledged = Vec::new();
        let mut line = String::new();
        // A line without its end was cut by the kill, and is no acknowledgement.
        while lines.read_line(&mut line).unwrap() > 0 && line.ends_with('\n') {
            if let Some((_, id)) = line.trim_end().split_once("ACKNOWLEDGED ") {
                acknowledged.push(id.parse().unwrap());
            }
            line.clear();
        }
        acknowledged
    });
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    reading.join().unwrap()
}

async fn stored(url: &str) -> HashSet<i64> {
    let database = Database::connect(url).await.unwrap();
    let ids: Result<HashSet<i64>, Error> = database
        .read(|transaction| async move {
            let backend = transaction.get_database_backend();
            let check = Statement::from_string(backend, "PRAGMA integrity_check");
            let check = transaction.query_one_raw(check).await?.unwrap();
            assert_eq!(check.try_get::<String>("", "integrity_check")?, "ok");
            let select = Statement::from_string(backend, "SELECT id FROM notes");
            let rows = transaction.query_all_raw(select).await?;
            Ok(rows
                .iter()
                .map(|row| row.try_get("", "id"))
                .collect::<Result<_, _>>()?)
        })
        .await;
    database.close().await;
    ids.unwrap()
}

/// What one series of crashes showed.
struct Outcome {
    acknowledged: usize,
    lost: usize,
}

async fn crashes(when: Acknowledge) -> Outcome {
    let store = TestDatabase::fresh(Kind::Sqlite).await.unwrap();
    store
        .execute("CREATE TABLE notes (id BIGINT NOT NULL PRIMARY KEY)")
        .await;
    store.database.close().await;
    let seed: u64 = rand::random();
    let mut random = StdRng::seed_from_u64(seed);
    let mut acknowledged = HashSet::new();
    let mut outcome = Outcome {
        acknowledged: 0,
        lost: 0,
    };
    for round in 0..ROUNDS {
        let after = Duration::from_millis(random.random_range(50..=300));
        let of_round = crash(&store.url, round, when, after);
        acknowledged.extend(of_round);
        // All rounds so far: a later crash must not take what an earlier one left.
        outcome.lost = acknowledged.difference(&stored(&store.url).await).count();
        if outcome.lost > 0 {
            break;
        }
    }
    outcome.acknowledged = acknowledged.len();
    println!(
        "seed {seed}: up to {ROUNDS} rounds, {} writes acknowledged, {} lost",
        outcome.acknowledged, outcome.lost
    );
    outcome
}

#[tokio::test]
async fn every_acknowledged_write_survives_the_kill() {
    let outcome = crashes(Acknowledge::AfterTheCommit).await;
    // Rounds in which nothing was written would prove nothing.
    assert!(outcome.acknowledged > 500, "{}", outcome.acknowledged);
    assert_eq!(outcome.lost, 0);
}

/// The negative control: the same crashes find a store that answers before its COMMIT.
#[tokio::test]
async fn a_writer_that_acknowledges_too_early_is_found_out() {
    let outcome = crashes(Acknowledge::BeforeTheCommit).await;
    assert!(outcome.lost > 0, "{}", outcome.acknowledged);
}

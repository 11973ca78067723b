//! Random verbs from sixteen tasks at once, of one process or two, against a model: what the
//! verbs answered adds up to what the database holds, and the doctor finds nothing.
//!
//! `MERCER_TEST_SEED` repeats a run's choices (not its timing), `MERCER_TEST_ROUNDS` makes it
//! longer.
#![allow(
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    clippy::print_stdout
)]

mod compare;
#[path = "../../../migrator/tests/created/mod.rs"]
mod created;
mod effect;
mod model;
mod process;
mod providers;
mod round;
mod shop;
mod verbs;

use effect::Effect;
use mercer_database::Kind;
use mercer_store::payments::{self, Means, Record};
use mercer_store::{Money, doctor};
use mercer_testing::{KINDS, TestDatabase};
use model::Model;
use round::Log;
use shop::Shop;

/// Of so many verbs one may give up waiting for others.
const BUSY_AMONG: u64 = 50;

async fn assert_right(shop: &Shop, log: &mut Log, context: &str) {
    shop.settle().await;
    log.effects.extend(shop.providers.effects());
    let found = compare::differences(shop, &Model::of(&log.effects)).await;
    assert!(found.is_empty(), "{context}: {found:#?}");
    assert!(log.wrong.is_empty(), "{context}: {:#?}", log.wrong);
    let busy = log.busy.len() as u64;
    assert!(busy * BUSY_AMONG <= log.tried, "{context}: {:#?}", log.busy);
    shop.assert_books_are_right().await;
}

fn told(log: &Log) {
    let mut by_verb = std::collections::BTreeMap::<&str, Vec<String>>::new();
    for ((verb, word), count) in &log.counts {
        let words = by_verb.entry(verb).or_default();
        words.push(format!("{count} {word}"));
    }
    println!("tried {}, busy {:#?}", log.tried, log.busy);
    for (verb, words) in by_verb {
        println!("  {verb}: {}", words.join(", "));
    }
}

async fn one_process(kind: Kind) {
    let Some(place) = TestDatabase::fresh(kind).await else {
        return;
    };
    let seed = round::seed();
    println!("{kind}: MERCER_TEST_SEED={seed}");
    let (shop, effects) = Shop::open(place.database.clone()).await;
    let mut log = Log {
        effects,
        ..Log::default()
    };
    for round in 0..round::rounds() {
        let choices = seed.wrapping_add(round);
        log.add(round::run(&shop, choices, &format!("a{round}")).await);
        let context = format!("{kind}, round {round}, MERCER_TEST_SEED={seed}");
        assert_right(&shop, &mut log, &context).await;
    }
    told(&log);
    assert!(log.accepted() * 4 > log.tried, "most verbs did nothing");
}

async fn two_processes(kind: Kind) {
    let Some(place) = TestDatabase::fresh(kind).await else {
        return;
    };
    let (seed, rounds) = (round::seed(), round::rounds());
    println!("{kind}: MERCER_TEST_SEED={seed}");
    let (shop, effects) = Shop::open(place.database.clone()).await;
    let mut log = Log {
        effects,
        ..Log::default()
    };
    let other = process::start(&place.url, seed.wrapping_add(1_000), rounds);
    let other = std::thread::spawn(move || process::read(other));
    for round in 0..rounds {
        log.add(round::run(&shop, seed.wrapping_add(round), &format!("a{round}")).await);
    }
    let other = tokio::task::spawn_blocking(move || other.join().unwrap());
    let other = other.await.unwrap();
    assert!(other.tried > 0, "the second process took part");
    log.add(other);
    let context = format!("{kind}, two processes, MERCER_TEST_SEED={seed}");
    assert_right(&shop, &mut log, &context).await;
    told(&log);
}

macro_rules! facts {
    ($($name:ident: $fact:ident($kind:expr);)*) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
        async fn $name() {
            $fact($kind).await;
        }
    )*};
}

facts! {
    random_verbs_at_once_add_up_on_sqlite: one_process(Kind::Sqlite);
    random_verbs_at_once_add_up_on_postgresql: one_process(Kind::Postgres);
    random_verbs_at_once_add_up_on_mysql: one_process(Kind::MySql);
    two_processes_at_once_add_up_on_sqlite: two_processes(Kind::Sqlite);
    two_processes_at_once_add_up_on_postgresql: two_processes(Kind::Postgres);
    two_processes_at_once_add_up_on_mysql: two_processes(Kind::MySql);
}

/// The negative control: stock that is taken without a movement turns both judges red.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn stock_taken_past_the_verbs_is_found() {
    for kind in KINDS {
        let Some(place) = TestDatabase::fresh(kind).await else {
            continue;
        };
        let (shop, effects) = Shop::open(place.database.clone()).await;
        let mut log = Log {
            effects,
            ..Log::default()
        };
        log.add(round::run(&shop, 7, "a").await);
        assert_right(&shop, &mut log, "before").await;
        let more = "UPDATE stock_levels SET on_hand = on_hand + 1000";
        place.execute(more).await;
        let found = compare::differences(&shop, &Model::of(&log.effects)).await;
        let is_told = found.iter().any(|words| words.starts_with("on hand"));
        assert!(is_told, "{kind}: {found:?}");
        let report = doctor::examine(&shop.store).await.unwrap();
        assert!(!report.is_clean(), "{kind}");
    }
}

/// The negative control: a careless program reads, waits and writes, and an amount that was
/// acknowledged meanwhile is lost.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_lost_update_of_money_is_found() {
    for kind in KINDS {
        let Some(place) = TestDatabase::fresh(kind).await else {
            continue;
        };
        let (shop, effects) = Shop::open(place.database.clone()).await;
        let mut log = Log {
            effects,
            ..Log::default()
        };
        log.add(round::run(&shop, 11, "a").await);
        assert_right(&shop, &mut log, "before").await;
        let due = "SELECT id, captured FROM orders WHERE kind = 'sale' AND status = 'placed' \
                   AND total - credited - captured + refunded - pledged >= 5";
        let seen = shop.numbers(due, &["id", "captured"]).await;
        let (order, captured) = (seen[0][0], seen[0][1]);
        let money = Record {
            order_id: order,
            amount: Money::new(5, "GBP".parse().unwrap()),
            means: Means::Cash,
        };
        payments::record(&shop.store, money).await.unwrap();
        log.effects.push(Effect::Recorded { order, amount: 5 });
        let stale = format!("UPDATE orders SET captured = {captured} WHERE id = {order}");
        place.execute(&stale).await;
        let found = compare::differences(&shop, &Model::of(&log.effects)).await;
        let is_told = found.iter().any(|words| words.starts_with("captured of"));
        assert!(is_told, "{kind}: {found:?}");
    }
}

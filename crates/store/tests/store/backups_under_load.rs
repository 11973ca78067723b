//! Backups made while orders are placed hold every order that was acknowledged before.
//!
//! `MERCER_BACKUP_ROUNDS` says how many backups are made; a few without it.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::filled_shop::{filled, fresh, history, open, pounds, texts};
use chrono::Utc;
use mercer_database::{DatabaseUrl, Kind, Options};
use mercer_store::backups::{self, Restore};
use mercer_store::inventory::{self, Receive};
use mercer_store::orders::{self, OrderLine, PlaceOrder};
use mercer_store::{Quantity, Store, customers, demonstration, doctor, products};
use parking_lot::Mutex;
use tokio::task::JoinSet;

const BUYERS: usize = 16;
const ORDERS: &str = "SELECT number AS value FROM orders";

/// A shop is left after so many backups, so that each of them stays as large as the first ones.
const BACKUPS_PER_SHOP: usize = 10;

/// Buyers who place orders as fast as they can until they are told to stop, except while what was
/// saved is looked at: nothing that is proved then has to do with them.
struct Load {
    acknowledged: Arc<Mutex<Vec<String>>>,
    is_over: Arc<AtomicBool>,
    is_held: Arc<AtomicBool>,
    buyers: JoinSet<()>,
}

impl Load {
    async fn on(store: &Store) -> Self {
        let product = products::find_by_sku(store, "LEMON").await.unwrap();
        let customer = customers::find_by_username(store, demonstration::USERNAME).await;
        let customer_id = customer.unwrap().id;
        let input = Receive {
            product_id: product.id,
            location_id: None,
            quantity: Quantity::whole(100_000_000).unwrap(),
            reason: None,
        };
        inventory::receive(store, input).await.unwrap();
        let mut load = Load {
            acknowledged: Arc::default(),
            is_over: Arc::default(),
            is_held: Arc::default(),
            buyers: JoinSet::new(),
        };
        for _ in 0..BUYERS {
            let (store, acknowledged) = (store.clone(), load.acknowledged.clone());
            let (is_over, is_held) = (load.is_over.clone(), load.is_held.clone());
            load.buyers.spawn(async move {
                while !is_over.load(Ordering::Relaxed) {
                    if is_held.load(Ordering::Relaxed) {
                        tokio::time::sleep(Duration::from_millis(1)).await;
                        continue;
                    }
                    let line = OrderLine::of(product.id, Quantity::whole(1).unwrap());
                    let sale = PlaceOrder::sale(customer_id, vec![line]);
                    let placed = orders::place(&store, sale).await.unwrap();
                    acknowledged.lock().push(placed.order.number);
                }
            });
        }
        load
    }

    /// What was acknowledged by now; waits for some more first.
    async fn acknowledged(&self) -> HashSet<String> {
        let so_far = self.acknowledged.lock().len();
        while self.acknowledged.lock().len() < so_far + 50 {
            tokio::task::yield_now().await;
        }
        self.acknowledged.lock().iter().cloned().collect()
    }

    fn hold(&self, is_held: bool) {
        self.is_held.store(is_held, Ordering::Relaxed);
    }

    async fn stop(mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        while let Some(ended) = self.buyers.join_next().await {
            ended.unwrap();
        }
    }
}

fn rounds() -> usize {
    let named = std::env::var("MERCER_BACKUP_ROUNDS").ok();
    named.map_or(4, |rounds| rounds.parse().unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn each_backup_under_load_has_right_books_and_every_order_acknowledged_before_it() {
    let mut left = rounds();
    while left > 0 {
        let of_shop = left.min(BACKUPS_PER_SHOP);
        backups_of_one_shop(of_shop).await;
        left -= of_shop;
    }
}

async fn backups_of_one_shop(rounds: usize) {
    let place = fresh(Kind::Sqlite).await.unwrap();
    let store = filled(&place).await;
    let folder = tempfile::tempdir().unwrap();
    let history = history();
    let load = Load::on(&store).await;
    let mut placed_meanwhile = 0;
    for round in 0..rounds {
        load.hold(false);
        let acknowledged = load.acknowledged().await;
        let made = backups::create(&store, folder.path()).await.unwrap();
        placed_meanwhile += load.acknowledged.lock().len() - acknowledged.len();
        load.hold(true);
        let path = folder.path().join(format!("restored {round}.db"));
        let target = DatabaseUrl::Sqlite(path.clone());
        let restored = backups::restore(Restore {
            folder: folder.path(),
            backup: &made,
            target: &target,
            history: &history,
            currency: pounds(),
            overwrite: false,
            despite_findings: false,
            now: Utc::now(),
        })
        .await
        .unwrap();
        assert!(restored.report.is_clean());
        let again = open(&target).await;
        let held: HashSet<String> = texts(&again, ORDERS).await.into_iter().collect();
        again.database().close().await;
        let lost: Vec<_> = acknowledged.difference(&held).collect();
        assert!(lost.is_empty(), "round {round}: {lost:?}");
        backups::prune(folder.path(), &made.database, 1).unwrap();
        fs::remove_file(path).unwrap();
    }
    load.stop().await;
    // Otherwise nothing was under load.
    assert!(placed_meanwhile > 0);
    println!("{rounds} backups, {placed_meanwhile} orders placed meanwhile");
}

/// The negative control: what a plain copy of the file is worth.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_plain_copy_of_the_file_loses_acknowledged_orders() {
    let place = fresh(Kind::Sqlite).await.unwrap();
    let store = filled(&place).await;
    let url = DatabaseUrl::parse(&place.url).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let load = Load::on(&store).await;
    let mut is_wrong = false;
    for round in 0..10 {
        let acknowledged = load.acknowledged().await;
        let copy = folder.path().join(format!("copy {round}.db"));
        fs::copy(url.path().unwrap(), &copy).unwrap();
        if is_whole(&copy, &acknowledged).await {
            continue;
        }
        is_wrong = true;
        break;
    }
    load.stop().await;
    assert!(is_wrong, "ten plain copies under load were whole");
}

/// Whether the copy can be opened, has right books, and has these orders.
async fn is_whole(copy: &Path, acknowledged: &HashSet<String>) -> bool {
    let url = DatabaseUrl::Sqlite(copy.to_owned());
    let Ok(store) = Store::open(&url, Options::default(), pounds()).await else {
        return false;
    };
    let clean = doctor::examine(&store)
        .await
        .is_ok_and(|report| report.is_clean());
    let whole = clean && {
        let held: HashSet<String> = texts(&store, ORDERS).await.into_iter().collect();
        acknowledged.is_subset(&held)
    };
    store.database().close().await;
    whole
}

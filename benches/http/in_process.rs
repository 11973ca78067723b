//! Orders placed in process, on a store of their own.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use mercer_store::Store;
use mercer_store::orders::{self, PlaceOrder};

use super::shop;

const TASKS: usize = 64;

/// The store, in this folder.
pub async fn store_in(folder: &Path) -> Store {
    shop::fill(folder).await;
    shop::open(folder).await
}

/// Orders per second of 64 tasks.
pub async fn orders(store: &Store, seconds: u64) -> f64 {
    let (placed, next) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicI64::new(0)));
    let began = Instant::now();
    let end = began + Duration::from_secs(seconds);
    let tasks = (0..TASKS).map(|_| {
        let (store, placed, next) = (store.clone(), placed.clone(), next.clone());
        tokio::spawn(async move {
            while Instant::now() < end {
                let lines = shop::lines(next.fetch_add(1, Ordering::Relaxed));
                let order = PlaceOrder::sale(1, lines);
                orders::place(&store, order).await.unwrap();
                placed.fetch_add(1, Ordering::Relaxed);
            }
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap();
    }
    #[allow(clippy::cast_precision_loss)]
    let placed = placed.load(Ordering::Relaxed) as f64;
    placed / began.elapsed().as_secs_f64()
}

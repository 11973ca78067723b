//! Fill an empty store.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Instant;

use mercer_database::Transaction;
use tokio::sync::mpsc;

use super::batch::Batch;
use super::people::{People, Person};
use super::prepare::{self, Prepared};
use super::shop::{Shop, Year};
use super::{Seed, SeedError};
use crate::imports::Progress;
use crate::{Store, bulk, demonstration};

/// Orders that are written together. More are faster, and take more memory.
const ORDERS_AT_ONCE: usize = 5_000;
/// Customers that are written together.
const CUSTOMERS_AT_ONCE: usize = 5_000;
/// Batches that wait for the writer.
const WAITING: usize = 2;

/// What is in the store now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seeded {
    /// What was asked for.
    pub asked: Seed,
    /// Lines of the generated orders.
    pub lines: u64,
    /// How long it took.
    pub seconds: f64,
}

/// Fills the store. `progress` is told of customers and orders after each batch, and may stop it.
///
/// # Errors
/// [`SeedError::NotEmpty`] and what is asked wrongly leave the store as it was.
pub async fn run<P>(store: &Store, asked: Seed, mut progress: P) -> Result<Seeded, SeedError>
where
    P: FnMut(Progress) -> ControlFlow<()> + Send,
{
    let started = Instant::now();
    let generated = asked.generated()?;
    prepare::refuse_unless_empty(store).await?;
    demonstration::fill(store).await?;
    let Prepared { shop, stock, ids } = prepare::prepare(store, asked, generated).await?;
    let mut told = Progress {
        done: 0,
        total: (generated.customers + generated.orders) as u64,
    };
    let mut tell = |more: usize| {
        told.done += more as u64;
        if progress(told).is_break() && told.done < told.total {
            return Err(SeedError::Stopped);
        }
        Ok(())
    };
    tell(0)?;
    let people = shop.people;
    let mut made = making(WAITING, move |index| persons(&people, index));
    while let Some(persons) = made.recv().await {
        let written = persons.len();
        write_persons(store, persons).await?;
        tell(written)?;
    }
    let mut lines = 0;
    let mut year = Year::of(Arc::clone(&shop), stock, ids);
    let mut made = making(WAITING, move |_| year.batch(ORDERS_AT_ONCE));
    while let Some(batch) = made.recv().await {
        let written = batch.orders.len();
        lines += batch.items.len() as u64;
        write_batch(store, &shop, batch).await?;
        tell(written)?;
    }
    Ok(Seeded {
        asked,
        lines,
        seconds: started.elapsed().as_secs_f64(),
    })
}

/// Makes things on another thread until there is none, or nobody takes them any more.
fn making<T: Send + 'static>(
    waiting: usize,
    mut make: impl FnMut(usize) -> Option<T> + Send + 'static,
) -> mpsc::Receiver<T> {
    let (give, take) = mpsc::channel(waiting);
    tokio::task::spawn_blocking(move || {
        let mut index = 0;
        while let Some(made) = make(index) {
            index += 1;
            if give.blocking_send(made).is_err() {
                break;
            }
        }
    });
    take
}

fn persons(people: &People, batch: usize) -> Option<Vec<Person>> {
    let first = batch * CUSTOMERS_AT_ONCE;
    let last = people.count.min(first + CUSTOMERS_AT_ONCE);
    (first < last).then(|| (first..last).map(|index| people.person(index)).collect())
}

async fn write_persons(store: &Store, persons: Vec<Person>) -> Result<(), SeedError> {
    let (mut customers, mut addresses, mut links) = (Vec::new(), Vec::new(), Vec::new());
    for person in persons {
        customers.push(person.customer);
        addresses.push(person.address);
        links.push(person.link);
    }
    let rows = Arc::new((customers, addresses, links));
    let unit = move |transaction: Transaction| {
        let rows = Arc::clone(&rows);
        async move {
            let (customers, addresses, links) = &*rows;
            bulk::insert_models(&transaction, customers).await?;
            bulk::insert_models(&transaction, addresses).await?;
            bulk::insert_models(&transaction, links).await?;
            bulk::continue_ids(&transaction, &["customers", "addresses"]).await?;
            Ok::<_, SeedError>(())
        }
    };
    store.database().write(unit).await
}

async fn write_batch(store: &Store, shop: &Shop, batch: Batch) -> Result<(), SeedError> {
    let (batch, location_id, now) = (Arc::new(batch), shop.location_id, store.now());
    let unit = move |transaction: Transaction| {
        let batch = Arc::clone(&batch);
        async move { batch.write_in(&transaction, location_id, now).await }
    };
    store.database().write(unit).await
}

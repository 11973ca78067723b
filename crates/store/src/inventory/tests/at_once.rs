//! The ledger under 16 tasks at once: nothing is lost, and every movement's stock afterwards is the
//! running sum.

use futures_util::future::join_all;
use mercer_database::Transaction;
use sea_orm::{ConnectionTrait, Statement};

use super::fixture::{CELLAR, CUP, MUG, SHOP, Stockroom, TEA, demand, pieces, stockrooms, unit};
use crate::inventory::transfers::{self, ReceiveTransfer, SendTransfer};
use crate::inventory::{
    self, Adjust, Cause, Count, InventoryError, MovementKind, Receive, StockLine, Transfer,
    reserve_in, ship_in, take_back_in, write_off_in,
};
use crate::{Store, doctor};

const TASKS: u64 = 16;
const STEPS: u64 = 12;
const PRODUCTS: [i64; 3] = [MUG, TEA, CUP];

/// Numbers from a seed, so that a failure can be run again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn count(&mut self) -> i64 {
        i64::try_from(self.below(4)).unwrap() + 1
    }

    fn product(&mut self) -> i64 {
        PRODUCTS[usize::try_from(self.below(3)).unwrap()]
    }
}

/// A refusal is part of the game; anything else is not.
fn played<T>(result: Result<T, InventoryError>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(InventoryError::OutOfStock { .. }) => None,
        Err(error) => panic!("{error}"),
    }
}

async fn step(store: &Store, dice: &mut Dice) {
    let (product_id, count) = (dice.product(), dice.count());
    let (from, to) = if dice.below(2) == 0 {
        (SHOP, CELLAR)
    } else {
        (CELLAR, SHOP)
    };
    match dice.below(8) {
        0 => {
            let input = Receive {
                product_id,
                location_id: Some(to),
                quantity: pieces(count),
                reason: None,
            };
            played(inventory::receive(store, input).await);
        }
        1 => {
            let input = Adjust {
                product_id,
                location_id: Some(from),
                quantity: pieces(-count),
                reason: "broken".to_owned(),
            };
            played(inventory::adjust(store, input).await);
        }
        2 => {
            let input = Count {
                product_id,
                location_id: Some(from),
                counted: pieces(20 + count),
                reason: None,
            };
            played(inventory::count(store, input).await);
        }
        3 => {
            let input = Transfer {
                product_id,
                from_location_id: from,
                to_location_id: to,
                quantity: pieces(count),
                reason: None,
            };
            played(inventory::transfer(store, input).await);
        }
        4 | 5 => carry(store, from, to, count, dice.below(3)).await,
        _ => sell(store, from, count, dice.below(3)).await,
    }
}

/// Sends two products, and receives, loses or brings back.
async fn carry(store: &Store, from: i64, to: i64, count: i64, end: u64) {
    // Named in the wrong order: the verbs sort.
    let lines = [CUP, MUG].map(|product_id| StockLine {
        product_id,
        quantity: pieces(count),
    });
    let input = SendTransfer {
        from_location_id: from,
        to_location_id: to,
        lines: lines.to_vec(),
        note: None,
    };
    let Some(sent) = played(transfers::send(store, input).await) else {
        return;
    };
    let id = sent.transfer.id;
    if end == 0 {
        transfers::cancel(store, id, None).await.unwrap();
        return;
    }
    let input = ReceiveTransfer {
        transfer_id: id,
        lines: Some(lines[..1].to_vec()),
        missing: (end == 1).then(|| "broken on the way".to_owned()),
        ..ReceiveTransfer::default()
    };
    transfers::receive(store, input).await.unwrap();
}

/// Promises two products, ships them, and takes one back.
async fn sell(store: &Store, from: i64, count: i64, end: u64) {
    let demands = vec![demand(MUG, count), demand(TEA, count)];
    let shipped = Cause::for_order(store, MovementKind::Shipped, 1);
    let returned = Cause::for_order(store, MovementKind::Returned, 1);
    let (now, wanted) = (store.now(), demands.clone());
    let promised = unit(store, move |transaction| {
        let wanted = wanted.clone();
        async move { reserve_in(&transaction, from, &wanted, now).await }
    });
    if played(promised.await).is_none() {
        return;
    }
    let shipping = unit(store, move |transaction| {
        let (demands, shipped, returned) = (demands.clone(), shipped.clone(), returned.clone());
        async move {
            ship_in(&transaction, from, &demands, &shipped).await?;
            match end {
                0 => take_back_in(&transaction, from, &demands, &returned).await,
                1 => {
                    take_back_in(&transaction, from, &demands[..1], &returned).await?;
                    write_off_in(&transaction, from, &demands[..1], &returned, "worn").await
                }
                _ => Ok(()),
            }
        }
    });
    shipping.await.unwrap();
}

async fn all_tasks(room: &Stockroom, seed: u64) {
    let tasks = (0..TASKS).map(|task| {
        let store = room.store.clone();
        tokio::spawn(async move {
            let mut dice = Dice(seed + task);
            for _ in 0..STEPS {
                step(&store, &mut dice).await;
            }
        })
    });
    for task in join_all(tasks).await {
        task.unwrap_or_else(|error| panic!("{}, seed {seed}: {error}", room.place.kind));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_ledger_is_right_whatever_16_tasks_do_at_once() {
    for seed in [1, 77] {
        for room in stockrooms().await {
            // Only some levels exist at first: the others are created by several at once.
            room.receive(MUG, SHOP, 20).await;
            room.receive(CUP, CELLAR, 20).await;
            all_tasks(&room, seed).await;
            let ledger = room.ledger(MUG).await;
            assert!(ledger.len() > 20, "{}: {}", room.place.kind, ledger.len());
            room.assert_books_are_right().await;
        }
    }
}

/// Counts of goods that never were at a place: none may add to another. Several times, because the
/// first ones also wait for their connections.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn counts_at_once_of_goods_that_were_never_there_agree() {
    for room in stockrooms().await {
        for (product_id, location_id) in PRODUCTS.iter().flat_map(|id| [(*id, CELLAR), (*id, SHOP)])
        {
            let counts = (0..TASKS).map(|_| {
                let store = room.store.clone();
                let input = Count {
                    product_id,
                    location_id: Some(location_id),
                    counted: pieces(5),
                    reason: None,
                };
                tokio::spawn(async move { inventory::count(&store, input).await })
            });
            for counted in join_all(counts).await {
                counted.unwrap().unwrap();
            }
            let stock = room.stock(product_id, location_id).await;
            assert_eq!(stock, (5_000, 0), "{}", room.place.kind);
        }
        room.assert_books_are_right().await;
    }
}

/// Goods come while others ask for more than there was: whoever is refused is told of a shortage,
/// never that the database is busy.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn goods_that_arrive_during_a_refusal_are_sold_or_refused_but_nobody_is_sent_away() {
    for room in stockrooms().await {
        let tasks = (0..TASKS).map(|task| {
            let store = room.store.clone();
            tokio::spawn(async move {
                for _ in 0..STEPS {
                    let quantity = pieces(if task % 2 == 0 { 1 } else { -1 });
                    let input = Adjust {
                        product_id: MUG,
                        location_id: Some(SHOP),
                        quantity,
                        reason: "to and fro".to_owned(),
                    };
                    played(inventory::adjust(&store, input).await);
                }
            })
        });
        for task in join_all(tasks).await {
            task.unwrap_or_else(|error| panic!("{}: {error}", room.place.kind));
        }
        room.assert_books_are_right().await;
    }
}

/// The negative control: the same ledger written by a program that looks first and writes later.
/// The doctor has to see it, or the tests above could not fail.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_ledger_that_is_written_without_locks_is_found_wrong() {
    for room in stockrooms().await {
        room.receive(MUG, SHOP, 1).await;
        let tasks = (0..TASKS).map(|_| {
            let store = room.store.clone();
            tokio::spawn(async move { receive_unguarded(&store).await })
        });
        join_all(tasks).await;
        let report = doctor::examine(&room.store).await.unwrap();
        let is_wrong = |part: &str| {
            let found = report.checks.iter().find(|check| check.name.contains(part));
            found.unwrap().wrong > 0
        };
        assert!(is_wrong("add up to what is on hand"), "{}", room.place.kind);
        assert!(is_wrong("running sum"), "{}", room.place.kind);
    }
}

async fn receive_unguarded(store: &Store) {
    let seen = inventory::levels(store, MUG).await.unwrap()[0].on_hand;
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    let after = seen + 1_000;
    unit(store, move |transaction: Transaction| async move {
        let backend = transaction.get_database_backend();
        for sql in [
            format!("UPDATE stock_levels SET on_hand = {after} WHERE product_id = {MUG}"),
            format!(
                "INSERT INTO stock_movements (product_id, location_id, kind, quantity, \
                   on_hand_after, actor, created_at) VALUES ({MUG}, {SHOP}, 'received', 1000, \
                   {after}, 'test', '2026-11-21 09:00:00')"
            ),
        ] {
            transaction
                .execute_raw(Statement::from_string(backend, sql))
                .await?;
        }
        Ok(())
    })
    .await
    .unwrap();
}

/// Opposite transfers of the same two products from 16 tasks: they wait for each other at worst,
/// and what is on hand and in transit adds up to what there was.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn opposite_transfers_of_16_tasks_lose_nothing() {
    for room in stockrooms().await {
        for product_id in [MUG, CUP] {
            room.receive(product_id, SHOP, 50).await;
            room.receive(product_id, CELLAR, 50).await;
        }
        let tasks = (0..TASKS).map(|task| {
            let store = room.store.clone();
            tokio::spawn(async move {
                let (from, to) = if task % 2 == 0 {
                    (SHOP, CELLAR)
                } else {
                    (CELLAR, SHOP)
                };
                for step in 0..6 {
                    // Received in part, or cancelled: nothing is lost here.
                    carry(&store, from, to, 1, if step % 3 == 0 { 0 } else { 2 }).await;
                }
            })
        });
        for task in join_all(tasks).await {
            task.unwrap_or_else(|error| panic!("{}: {error}", room.place.kind));
        }
        let mut on_their_way = 0;
        for product_id in [MUG, CUP] {
            let (shop, _) = room.stock(product_id, SHOP).await;
            let (cellar, _) = room.stock(product_id, CELLAR).await;
            let under_way = transfers::in_transit(&room.store, product_id)
                .await
                .unwrap();
            let under_way: i64 = under_way.iter().map(|goods| goods.quantity).sum();
            assert_eq!(shop + cellar + under_way, 100_000, "{}", room.place.kind);
            on_their_way += under_way;
        }
        assert!(on_their_way > 0, "{}", room.place.kind);
        room.assert_books_are_right().await;
    }
}

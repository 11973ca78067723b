//! However many pack, send, call off and take back at once: no more than was ordered leaves, no
//! more than left comes back, and the money is right to the cent.
#![allow(clippy::unwrap_used)]

use crate::shop::{MUG, TEA, pieces, sale, shops};
use futures_util::future::join_all;
use mercer_database::{Error, Transaction};
use mercer_store::orders::{self, Fulfilment, LineChange, ModifyOrder, PlaceOrder};
use mercer_store::patch::Patch;
use mercer_store::returns::{self, CreateReturn, Disposition, ReturnLine};
use mercer_store::shipments::{self, CreateShipment, ListShipments, ReturnToSender, ShipmentLine};
use mercer_store::{PageRequest, Quantity, Store};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use sea_orm::{ConnectionTrait, Statement};

const WORKERS: u64 = 16;
const STEPS: usize = 12;
const ORDERED: i64 = 20_000;

/// One seed per run, printed by whatever fails.
fn seed() -> u64 {
    match std::env::var("MERCER_TEST_SEED") {
        Ok(seed) => seed.parse().unwrap(),
        Err(_) => rand::random(),
    }
}

async fn ids(store: &Store, order_id: i64) -> Vec<i64> {
    let filter = ListShipments {
        page: PageRequest::first(200),
        order_id: Some(order_id),
        ..ListShipments::default()
    };
    let page = shipments::list(store, filter).await.unwrap();
    page.items.iter().map(|shipment| shipment.id).collect()
}

/// One random step. Refusals are part of the game; a failure of the database is not.
async fn step(store: &Store, order_id: i64, rng: &mut StdRng) -> Result<(), String> {
    let shipments = ids(store, order_id).await;
    let any = (!shipments.is_empty()).then(|| shipments[rng.random_range(0..shipments.len())]);
    let quantity = pieces(rng.random_range(1..=4));
    let outcome = match (rng.random_range(0..10), any) {
        (0..=3, _) | (_, None) => pack(store, order_id, quantity).await,
        (4..=5, Some(id)) => told(shipments::ship(store, id, None).await),
        (6, Some(id)) => told(shipments::cancel(store, id, None).await),
        (7, Some(id)) => told(shipments::deliver(store, id, None).await),
        (8, Some(id)) => {
            let input = ReturnToSender {
                shipment_id: id,
                location_id: None,
                reason: "refused".to_owned(),
                write_off: Vec::new(),
                is_credited: true,
                expected_version: None,
            };
            told(shipments::return_to_sender(store, input).await)
        }
        (_, Some(_)) => {
            let change = LineChange {
                line: 1,
                quantity: Some(pieces(rng.random_range(18..=20))),
                discount: Patch::Keep,
            };
            let input = ModifyOrder {
                order_id,
                change: vec![change],
                ..ModifyOrder::default()
            };
            told(orders::modify(store, input).await)
        }
    };
    match outcome {
        Err(error) if error.contains("Database(") => Err(error),
        _ => Ok(()),
    }
}

async fn pack(store: &Store, order_id: i64, quantity: Quantity) -> Result<(), String> {
    let lines = [1, 2].map(|line| ShipmentLine { line, quantity });
    let input = CreateShipment {
        lines: Some(lines.to_vec()),
        ..CreateShipment::of(order_id)
    };
    told(shipments::create(store, input).await)
}

fn told<T, E: std::fmt::Debug>(result: Result<T, E>) -> Result<(), String> {
    result.map(drop).map_err(|error| format!("{error:?}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_16_who_pack_send_and_call_off_one_order_nobody_sends_more_than_was_ordered() {
    let seed = seed();
    for shop in shops().await {
        let kind = shop.database.kind;
        shop.receive(MUG, pieces(30)).await;
        shop.receive(TEA, pieces(30)).await;
        let input = sale(&[(MUG, pieces(20)), (TEA, pieces(20))]);
        let order_id = orders::place(&shop.store, input).await.unwrap().order.id;
        let workers = (0..WORKERS).map(|worker| {
            let store = shop.store.clone();
            tokio::spawn(async move {
                let mut rng = StdRng::seed_from_u64(seed.wrapping_add(worker));
                for _ in 0..STEPS {
                    step(&store, order_id, &mut rng).await?;
                }
                Ok::<(), String>(())
            })
        });
        for worker in join_all(workers).await {
            let done = worker.unwrap();
            done.unwrap_or_else(|error| panic!("{kind}, MERCER_TEST_SEED={seed}: {error}"));
        }
        shop.assert_books_are_right().await;

        // Everything that is still open goes out; then all of it has left, once.
        for id in ids(&shop.store, order_id).await {
            drop(shipments::ship(&shop.store, id, None).await);
        }
        drop(shipments::create(&shop.store, CreateShipment::of(order_id)).await);
        for id in ids(&shop.store, order_id).await {
            drop(shipments::ship(&shop.store, id, None).await);
        }
        let order = orders::get(&shop.store, order_id).await.unwrap();
        for item in &order.items {
            assert_eq!(
                item.shipped, item.quantity,
                "{kind}, MERCER_TEST_SEED={seed}"
            );
            let expected = 30_000 - item.shipped + item.returned;
            let stock = shop.stock(item.product_id).await;
            assert_eq!(stock, (expected, 0), "{kind}, MERCER_TEST_SEED={seed}");
        }
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_16_who_send_or_call_off_one_shipment_exactly_one_does() {
    for shop in shops().await {
        shop.receive(MUG, pieces(20)).await;
        for _ in 0..5 {
            let placed = orders::place(&shop.store, sale(&[(MUG, pieces(2))]))
                .await
                .unwrap();
            let parcel = CreateShipment::of(placed.order.id);
            let id = shipments::create(&shop.store, parcel)
                .await
                .unwrap()
                .shipment
                .id;
            let rivals = (0..WORKERS).map(|index| {
                let store = shop.store.clone();
                tokio::spawn(async move {
                    if index % 2 == 0 {
                        shipments::ship(&store, id, None).await.is_ok()
                    } else {
                        shipments::cancel(&store, id, None).await.is_ok()
                    }
                })
            });
            let done = join_all(rivals).await;
            let done = done
                .into_iter()
                .filter(|won| *won.as_ref().unwrap())
                .count();
            assert_eq!(done, 1, "{}", shop.database.kind);
        }
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn however_goods_come_back_no_more_than_left_does_and_the_credits_add_up_to_the_total() {
    let seed = seed();
    for shop in shops().await {
        let kind = shop.database.kind;
        shop.receive(MUG, pieces(30)).await;
        shop.receive(TEA, pieces(30)).await;
        // 12.345 kg at 19.99 and 20 mugs at 7.99: nothing divides evenly.
        let tea = Quantity::from_thousandths(12_345);
        let input = PlaceOrder {
            fulfilment: Fulfilment::HandOver,
            ..sale(&[(MUG, pieces(20)), (TEA, tea)])
        };
        let order_id = orders::place(&shop.store, input).await.unwrap().order.id;
        let workers = (0..WORKERS).map(|worker| {
            let store = shop.store.clone();
            tokio::spawn(async move {
                let mut rng = StdRng::seed_from_u64(seed.wrapping_add(worker));
                let mut credited = 0;
                for _ in 0..STEPS {
                    credited += take_back(&store, order_id, &mut rng).await?;
                }
                Ok::<i64, String>(credited)
            })
        });
        let mut credited = 0;
        for worker in join_all(workers).await {
            let done = worker.unwrap();
            credited +=
                done.unwrap_or_else(|error| panic!("{kind}, MERCER_TEST_SEED={seed}: {error}"));
        }
        shop.assert_books_are_right().await;
        // Whatever is still outside comes back now.
        let order = orders::get(&shop.store, order_id).await.unwrap();
        let outside = |item: &orders::OrderItem| item.shipped - item.returned;
        let rest: Vec<_> = order
            .items
            .iter()
            .filter(|item| outside(item) > 0)
            .map(|item| ReturnLine::of(item.line, Quantity::from_thousandths(outside(item))))
            .collect();
        if !rest.is_empty() {
            let input = goods(order_id, rest);
            credited += returns::create(&shop.store, input)
                .await
                .unwrap()
                .row
                .credited;
        }
        let order = orders::get(&shop.store, order_id).await.unwrap().order;
        assert_eq!(order.owed(), 0, "{kind}, MERCER_TEST_SEED={seed}");
        assert_eq!(credited, order.total, "{kind}, MERCER_TEST_SEED={seed}");
        shop.assert_books_are_right().await;
    }
}

/// Some of one line, or of both, in any order; returns what it credited.
async fn take_back(store: &Store, order_id: i64, rng: &mut StdRng) -> Result<i64, String> {
    let mut lines = vec![
        ReturnLine::of(1, pieces(rng.random_range(1..=2))),
        ReturnLine::of(2, Quantity::from_thousandths(rng.random_range(1..=900))),
    ];
    for line in &mut lines {
        if rng.random_bool(0.5) {
            line.disposition = Disposition::WriteOff;
        }
    }
    if rng.random_bool(0.5) {
        lines.reverse();
    }
    lines.truncate(rng.random_range(1..=2));
    match returns::create(store, goods(order_id, lines)).await {
        Ok(returned) => Ok(returned.row.credited),
        Err(returns::ReturnError::Invalid(_)) => Ok(0),
        Err(error) => Err(format!("{error:?}")),
    }
}

fn goods(order_id: i64, lines: Vec<ReturnLine>) -> CreateReturn {
    CreateReturn {
        order_id,
        location_id: None,
        reason: "not wanted".to_owned(),
        lines,
    }
}

/// The negative control: the same race of packers with "look, then write" and no lock. It has to
/// pack more than was ordered, and the doctor has to see it, or the tests above could not fail.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn packers_without_a_lock_do_pack_too_much() {
    for shop in shops().await {
        shop.receive(MUG, pieces(30)).await;
        let input = sale(&[(MUG, pieces(20))]);
        let order_id = orders::place(&shop.store, input).await.unwrap().order.id;
        let packers = (0..WORKERS).map(|_| {
            let store = shop.store.clone();
            tokio::spawn(async move {
                let mut packed = 0;
                for _ in 0..STEPS {
                    packed += pack_carelessly(&store, order_id).await;
                }
                packed
            })
        });
        let packed = join_all(packers).await;
        let packed: i64 = packed.into_iter().map(Result::unwrap).sum();
        assert!(packed > ORDERED, "{}: {packed} packed", shop.database.kind);
        let report = mercer_store::doctor::examine(&shop.store).await.unwrap();
        let findings: Vec<_> = report
            .checks
            .iter()
            .flat_map(|check| &check.findings)
            .collect();
        let words = format!("order id {order_id} line 1 packed: expected {packed}");
        assert!(
            findings.iter().any(|finding| finding.contains(&words)),
            "{}: {words}: {findings:?}",
            shop.database.kind
        );
    }
}

/// Looks in one unit and writes what it saw in another, as a careless program does; returns what
/// it believes to have packed.
async fn pack_carelessly(store: &Store, order_id: i64) -> i64 {
    let seen = orders::get(store, order_id).await.unwrap().items.remove(0);
    tokio::task::yield_now().await;
    let (open, now) = (seen.quantity - seen.allocated, store.now());
    if open < 1_000 {
        return 0;
    }
    let id = rand::random_range(1..i64::MAX / 2);
    let at = now.format("%Y-%m-%d %H:%M:%S");
    let statements = [
        format!(
            "INSERT INTO shipments (id, order_id, location_id, status, actor, created_at, \
             updated_at, version) VALUES ({id}, {order_id}, 1, 'pending', 'careless', '{at}', \
             '{at}', 1)"
        ),
        format!("INSERT INTO shipment_items VALUES ({id}, 1, {MUG}, 1000)"),
        format!(
            "UPDATE order_items SET allocated = {} WHERE order_id = {order_id} AND line = 1",
            seen.allocated + 1_000
        ),
    ];
    let written: Result<(), Error> = store
        .database()
        .write(move |transaction: Transaction| {
            let statements = statements.clone();
            async move {
                let backend = transaction.get_database_backend();
                for sql in statements {
                    transaction
                        .execute_raw(Statement::from_string(backend, sql))
                        .await?;
                }
                Ok(())
            }
        })
        .await;
    written.unwrap();
    1_000
}

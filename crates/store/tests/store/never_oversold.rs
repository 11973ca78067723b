//! However many buyers race, exactly what is in stock is sold: never more, never less.
#![allow(clippy::unwrap_used)]

use crate::shop::{MUG, Shop, TEA, pieces, sale, shops};
use futures_util::future::join_all;
use mercer_database::{Error, Transaction};
use mercer_store::inventory::{self, Adjust, InventoryError};
use mercer_store::orders::{self, OrderError, OrderWithItems};
use mercer_store::{Quantity, Store};
use sea_orm::{ConnectionTrait, Statement};

const BUYERS: usize = 200;

type Placed = Result<OrderWithItems, OrderError>;

/// 200 tasks on several threads, each wanting one mug.
async fn race(store: &Store) -> Vec<Placed> {
    let buyers = (0..BUYERS).map(|_| {
        let store = store.clone();
        tokio::spawn(async move { orders::place(&store, sale(&[(MUG, pieces(1))])).await })
    });
    join_all(buyers)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect()
}

fn assert_sold_exactly(results: &[Placed], expected: usize, shop: &Shop) {
    let sold = results.iter().filter(|result| result.is_ok()).count();
    for error in results.iter().filter_map(|result| result.as_ref().err()) {
        let is_out_of_stock = matches!(
            error,
            OrderError::Inventory(InventoryError::OutOfStock { .. })
        );
        assert!(
            is_out_of_stock,
            "{}: a buyer got: {error}",
            shop.database.kind
        );
    }
    assert_eq!(sold, expected, "{}", shop.database.kind);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_200_buyers_of_the_last_unit_exactly_one_gets_it() {
    for shop in shops().await {
        shop.receive(MUG, pieces(1)).await;
        assert_sold_exactly(&race(&shop.store).await, 1, &shop);
        assert_eq!(shop.stock(MUG).await, (1_000, 1_000));
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_200_buyers_of_100_units_exactly_100_get_one() {
    for shop in shops().await {
        shop.receive(MUG, pieces(100)).await;
        let results = race(&shop.store).await;
        assert_sold_exactly(&results, 100, &shop);
        assert_eq!(shop.stock(MUG).await, (100_000, 100_000));
        let mut numbers: Vec<_> = results
            .iter()
            .flatten()
            .map(|placed| placed.order.number.clone())
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(
            numbers.len(),
            100,
            "{}: no two orders share a number",
            shop.database.kind
        );
        shop.assert_books_are_right().await;
    }
}

/// The negative control: the same race with "look, then update" and no guard. It has to oversell,
/// or the tests above could not fail.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_unguarded_update_does_oversell() {
    for shop in shops().await {
        shop.receive(MUG, pieces(10)).await;
        let buyers = (0..BUYERS).map(|_| {
            let store = shop.store.clone();
            tokio::spawn(async move { take_unguarded(&store).await })
        });
        let results = join_all(buyers).await.into_iter().map(Result::unwrap);
        let sold = results.filter(|taken| *taken).count();
        assert!(sold > 10, "{}: {sold} sold of 10", shop.database.kind);
    }
}

/// Looks in one unit and writes what it saw in another, as a careless program does.
async fn take_unguarded(store: &Store) -> bool {
    let levels = inventory::levels(store, MUG).await.unwrap();
    let seen = levels[0].on_hand;
    tokio::task::yield_now().await;
    if seen < 1_000 {
        return false;
    }
    let sql = format!(
        "UPDATE stock_levels SET on_hand = {} WHERE product_id = {MUG}",
        seen - 1_000
    );
    let taken: Result<(), Error> = store
        .database()
        .write(move |transaction: Transaction| {
            let sql = sql.clone();
            async move {
                let backend = transaction.get_database_backend();
                transaction
                    .execute_raw(Statement::from_string(backend, sql))
                    .await?;
                Ok(())
            }
        })
        .await;
    taken.is_ok()
}

#[tokio::test]
async fn two_lines_of_one_product_count_together() {
    for shop in shops().await {
        shop.receive(MUG, pieces(3)).await;
        let refused = orders::place(&shop.store, sale(&[(MUG, pieces(2)), (MUG, pieces(2))])).await;
        assert!(
            matches!(
                refused,
                Err(OrderError::Inventory(InventoryError::OutOfStock { requested, .. }))
                    if requested == pieces(4)
            ),
            "{refused:?}"
        );
        let placed = orders::place(&shop.store, sale(&[(MUG, pieces(2)), (MUG, pieces(1))])).await;
        assert_eq!(placed.unwrap().items.len(), 2);
        assert_eq!(shop.stock(MUG).await, (3_000, 3_000));
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn cancelling_while_others_place_loses_and_invents_nothing() {
    for shop in shops().await {
        shop.receive(MUG, pieces(20)).await;
        let mut placed = Vec::new();
        for _ in 0..20 {
            placed.push(
                orders::place(&shop.store, sale(&[(MUG, pieces(1))]))
                    .await
                    .unwrap(),
            );
        }
        let cancels = placed.into_iter().flat_map(|placed| {
            // Each order is cancelled twice at once: one of the two must be refused.
            [placed.order.id; 2].map(|id| {
                let store = shop.store.clone();
                tokio::spawn(
                    async move { usize::from(orders::cancel(&store, id, None).await.is_ok()) },
                )
            })
        });
        let buyers = (0..60).map(|_| {
            let store = shop.store.clone();
            tokio::spawn(async move {
                usize::from(
                    orders::place(&store, sale(&[(MUG, pieces(1))]))
                        .await
                        .is_ok(),
                )
            })
        });
        let (cancelled, sold) = tokio::join!(join_all(cancels), join_all(buyers));
        let cancelled: usize = cancelled.into_iter().map(Result::unwrap).sum();
        let sold: usize = sold.into_iter().map(Result::unwrap).sum();
        assert_eq!(cancelled, 20, "{}", shop.database.kind);
        let reserved = i64::try_from(sold).unwrap() * 1_000;
        assert_eq!(
            shop.stock(MUG).await,
            (20_000, reserved),
            "{}",
            shop.database.kind
        );
        assert!(sold <= 20, "{}", shop.database.kind);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn adjusting_while_others_place_never_takes_promised_goods() {
    for shop in shops().await {
        shop.receive(MUG, pieces(50)).await;
        let places = (0..50).map(|_| {
            let store = shop.store.clone();
            tokio::spawn(async move {
                i64::from(
                    orders::place(&store, sale(&[(MUG, pieces(1))]))
                        .await
                        .is_ok(),
                )
            })
        });
        let adjusts = (0..30).map(|_| {
            let store = shop.store.clone();
            let input = Adjust {
                product_id: MUG,
                location_id: None,
                quantity: Quantity::from_thousandths(-1_000),
                reason: "broken".to_owned(),
            };
            tokio::spawn(async move { i64::from(inventory::adjust(&store, input).await.is_ok()) })
        });
        let (sold, broken) = tokio::join!(join_all(places), join_all(adjusts));
        let sold: i64 = sold.into_iter().map(Result::unwrap).sum();
        let broken: i64 = broken.into_iter().map(Result::unwrap).sum();
        assert_eq!(
            sold + broken,
            50,
            "{}: all of it went somewhere",
            shop.database.kind
        );
        let expected = (50_000 - broken * 1_000, sold * 1_000);
        assert_eq!(shop.stock(MUG).await, expected, "{}", shop.database.kind);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn orders_of_the_same_products_in_opposite_order_all_succeed() {
    for shop in shops().await {
        shop.receive(MUG, pieces(200)).await;
        shop.receive(TEA, pieces(200)).await;
        let orders = (0..100).map(|index| {
            let store = shop.store.clone();
            let mut lines = [(MUG, pieces(1)), (TEA, Quantity::from_thousandths(350))];
            if index % 2 == 0 {
                lines.reverse();
            }
            tokio::spawn(async move { orders::place(&store, sale(&lines)).await })
        });
        for placed in join_all(orders).await {
            placed
                .unwrap()
                .unwrap_or_else(|error| panic!("{}: {error}", shop.database.kind));
        }
        assert_eq!(shop.stock(MUG).await, (200_000, 100_000));
        assert_eq!(shop.stock(TEA).await, (200_000, 35_000));
        shop.assert_books_are_right().await;
    }
}

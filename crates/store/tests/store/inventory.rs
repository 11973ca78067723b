//! Facts about stock, on every database.
#![allow(clippy::unwrap_used)]

use crate::shop::{MUG, POSTAGE, Shop, TEA, pieces, sale, shops};
use futures_util::future::join_all;
use mercer_store::inventory::MovementKind::{Adjusted, Received, Transferred};
use mercer_store::inventory::{
    self, Adjust, Count, InventoryError, ListMovements, MovementKind, Receive, Transfer,
};
use mercer_store::{Quantity, orders};

const SHOP: i64 = 1;
const CELLAR: i64 = 2;

fn adjustment(quantity: Quantity, reason: &str) -> Adjust {
    Adjust {
        product_id: MUG,
        location_id: None,
        quantity,
        reason: reason.to_owned(),
    }
}

fn counting(counted: Quantity) -> Count {
    Count {
        product_id: MUG,
        location_id: None,
        counted,
        reason: None,
    }
}

fn transfer(quantity: Quantity) -> Transfer {
    Transfer {
        product_id: MUG,
        from_location_id: SHOP,
        to_location_id: CELLAR,
        quantity,
        reason: None,
    }
}

async fn ledger(shop: &Shop) -> Vec<(MovementKind, i64, i64)> {
    let page = inventory::movements(&shop.store, ListMovements::of(MUG))
        .await
        .unwrap();
    page.items
        .iter()
        .map(|m| (m.kind, m.quantity, m.on_hand_after))
        .collect()
}

#[tokio::test]
async fn every_change_is_a_movement_with_the_stock_after_it() {
    for shop in shops().await {
        shop.receive(MUG, pieces(10)).await;
        inventory::adjust(&shop.store, adjustment(pieces(-2), "broken"))
            .await
            .unwrap();
        inventory::count(&shop.store, counting(pieces(7)))
            .await
            .unwrap();
        inventory::count(&shop.store, counting(pieces(7)))
            .await
            .unwrap();
        inventory::transfer(&shop.store, transfer(pieces(3)))
            .await
            .unwrap();
        let expected = [
            (Received, 10_000, 10_000),
            (Adjusted, -2_000, 8_000),
            (Adjusted, -1_000, 7_000),
            (Transferred, -3_000, 4_000),
            (Transferred, 3_000, 3_000),
        ];
        assert_eq!(ledger(&shop).await, expected, "{}", shop.database.kind);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn promised_goods_cannot_be_adjusted_counted_or_carried_away() {
    for shop in shops().await {
        shop.receive(MUG, pieces(5)).await;
        orders::place(&shop.store, sale(&[(MUG, pieces(4))]))
            .await
            .unwrap();
        let before = (shop.row_counts().await, shop.stock(MUG).await);
        let refused = [
            inventory::adjust(&shop.store, adjustment(pieces(-2), "lost"))
                .await
                .err(),
            inventory::count(&shop.store, counting(pieces(3)))
                .await
                .err(),
            inventory::transfer(&shop.store, transfer(pieces(2)))
                .await
                .err(),
        ];
        for error in refused {
            let is_short = matches!(error, Some(InventoryError::OutOfStock { .. }));
            assert!(is_short, "{}: {error:?}", shop.database.kind);
        }
        assert_eq!(before, (shop.row_counts().await, shop.stock(MUG).await));
        inventory::adjust(&shop.store, adjustment(pieces(-1), "lost"))
            .await
            .unwrap();
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn weighed_goods_are_exact_to_the_gram() {
    for shop in shops().await {
        for _ in 0..10 {
            shop.receive(TEA, Quantity::from_thousandths(101)).await;
        }
        assert_eq!(shop.stock(TEA).await, (1_010, 0));
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn opposite_transfers_at_once_keep_the_sum() {
    for shop in shops().await {
        shop.receive(MUG, pieces(50)).await;
        let to_cellar = Receive {
            product_id: MUG,
            location_id: Some(CELLAR),
            quantity: pieces(50),
            reason: None,
        };
        inventory::receive(&shop.store, to_cellar).await.unwrap();
        let moves = (0..40).map(|index| {
            let store = shop.store.clone();
            let mut input = transfer(pieces(1));
            if index % 2 == 0 {
                std::mem::swap(&mut input.from_location_id, &mut input.to_location_id);
            }
            tokio::spawn(async move { inventory::transfer(&store, input).await })
        });
        for moved in join_all(moves).await {
            moved
                .unwrap()
                .unwrap_or_else(|error| panic!("{}: {error}", shop.database.kind));
        }
        assert_eq!(shop.stock(MUG).await, (50_000, 0), "{}", shop.database.kind);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn receipts_at_once_all_count() {
    for shop in shops().await {
        // No level exists yet: all of them race to create it.
        let receipts = (0..30).map(|_| {
            let store = shop.store.clone();
            let input = Receive {
                product_id: MUG,
                location_id: None,
                quantity: pieces(1),
                reason: None,
            };
            tokio::spawn(async move { inventory::receive(&store, input).await })
        });
        for received in join_all(receipts).await {
            received
                .unwrap()
                .unwrap_or_else(|error| panic!("{}: {error}", shop.database.kind));
        }
        assert_eq!(shop.stock(MUG).await, (30_000, 0), "{}", shop.database.kind);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn bad_input_names_its_field_and_changes_nothing() {
    for shop in shops().await {
        shop.receive(MUG, pieces(5)).await;
        let before = (shop.row_counts().await, shop.stock(MUG).await);
        let half = Quantity::from_thousandths(500);
        let huge = Quantity::from_thousandths(i64::MAX);
        let lowest = Quantity::from_thousandths(i64::MIN);
        let cases = [
            ("quantity", adjustment(Quantity::ZERO, "found")),
            ("quantity", adjustment(half, "found")),
            ("quantity", adjustment(huge, "found")),
            ("quantity", adjustment(lowest, "found")),
            ("reason", adjustment(pieces(1), " ")),
            ("reason", adjustment(pieces(1), "a\0b")),
            ("reason", adjustment(pieces(1), &"x".repeat(201))),
        ];
        for (field, input) in cases {
            let refused = inventory::adjust(&shop.store, input).await;
            let Err(InventoryError::Invalid(invalid)) = refused else {
                panic!("{}: {field}: {refused:?}", shop.database.kind);
            };
            assert_eq!(invalid.field, field, "{}", invalid.reason);
        }
        let store = &shop.store;
        let service = Adjust {
            product_id: POSTAGE,
            ..adjustment(pieces(1), "found")
        };
        let refused = inventory::adjust(store, service).await;
        assert!(
            matches!(refused, Err(InventoryError::NotStocked { .. })),
            "{refused:?}"
        );
        let unknown = Adjust {
            product_id: 999,
            ..adjustment(pieces(1), "found")
        };
        let refused = inventory::adjust(store, unknown).await;
        assert!(
            matches!(refused, Err(InventoryError::UnknownProduct(999))),
            "{refused:?}"
        );
        let nowhere = Adjust {
            location_id: Some(999),
            ..adjustment(pieces(1), "found")
        };
        let refused = inventory::adjust(store, nowhere).await;
        assert!(
            matches!(refused, Err(InventoryError::UnknownLocation(999))),
            "{refused:?}"
        );
        let same = Transfer {
            to_location_id: SHOP,
            ..transfer(pieces(1))
        };
        assert!(matches!(
            inventory::transfer(store, same).await,
            Err(InventoryError::Invalid(_))
        ));
        let negative = counting(pieces(-1));
        assert!(matches!(
            inventory::count(store, negative).await,
            Err(InventoryError::Invalid(_))
        ));
        assert_eq!(before, (shop.row_counts().await, shop.stock(MUG).await));
    }
}

#[tokio::test]
async fn stock_never_grows_beyond_what_can_be_counted() {
    for shop in shops().await {
        shop.receive(MUG, pieces(1)).await;
        let brim = "UPDATE stock_levels SET on_hand = 999999999999999000";
        shop.database.execute(brim).await;
        let one = Receive {
            product_id: MUG,
            location_id: None,
            quantity: pieces(2),
            reason: None,
        };
        let refused = inventory::receive(&shop.store, one).await;
        assert!(
            matches!(refused, Err(InventoryError::Invalid(_))),
            "{}: {refused:?}",
            shop.database.kind
        );
    }
}

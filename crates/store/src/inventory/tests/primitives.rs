//! Shipping, taking back, writing off, and what is refused.

use super::fixture::{CUP, MUG, SHOP, TEA, demand, pieces, stockrooms, unit};
use crate::Store;
use crate::inventory::MovementKind::{Adjusted, Received, Returned, Shipped};
use crate::inventory::{
    Cause, Demand, InventoryError, MovementKind, hand_over_in, reserve_in, ship_in, take_back_in,
    write_off_in,
};

fn cause(store: &Store, kind: MovementKind) -> Cause {
    Cause {
        shipment_id: Some(8),
        return_id: Some(9),
        ..Cause::for_order(store, kind, 7)
    }
}

async fn reserve(store: &Store, demands: Vec<Demand>) -> Result<(), InventoryError> {
    let now = store.now();
    unit(store, move |transaction| {
        let demands = demands.clone();
        async move { reserve_in(&transaction, SHOP, &demands, now).await }
    })
    .await
}

async fn hand_over(store: &Store, demands: Vec<Demand>) -> Result<(), InventoryError> {
    let cause = cause(store, MovementKind::Sold);
    unit(store, move |transaction| {
        let (demands, cause) = (demands.clone(), cause.clone());
        async move { hand_over_in(&transaction, SHOP, &demands, &cause).await }
    })
    .await
}

async fn ship(store: &Store, demands: Vec<Demand>) -> Result<(), InventoryError> {
    let cause = cause(store, Shipped);
    unit(store, move |transaction| {
        let (demands, cause) = (demands.clone(), cause.clone());
        async move { ship_in(&transaction, SHOP, &demands, &cause).await }
    })
    .await
}

#[tokio::test]
async fn shipping_takes_the_goods_and_the_promise_together() {
    for room in stockrooms().await {
        room.receive(MUG, SHOP, 10).await;
        room.receive(TEA, SHOP, 10).await;
        let promised = vec![demand(MUG, 4), demand(TEA, 2)];
        reserve(&room.store, promised).await.unwrap();
        ship(&room.store, vec![demand(MUG, 3), demand(TEA, 2)])
            .await
            .unwrap();
        assert_eq!(room.stock(MUG, SHOP).await, (7_000, 1_000));
        assert_eq!(room.stock(TEA, SHOP).await, (8_000, 0));
        ship(&room.store, vec![demand(MUG, 1)]).await.unwrap();
        assert_eq!(room.stock(MUG, SHOP).await, (6_000, 0));
        let ledger = room.ledger(MUG).await;
        let told: Vec<_> = ledger
            .iter()
            .map(|m| (m.kind, m.quantity, m.on_hand_after))
            .collect();
        let expected = [
            (Received, 10_000, 10_000),
            (Shipped, -3_000, 7_000),
            (Shipped, -1_000, 6_000),
        ];
        assert_eq!(told, expected, "{}", room.place.kind);
        let last = ledger.last().unwrap();
        let causes = (last.order_id, last.shipment_id, last.return_id);
        assert_eq!(causes, (Some(7), Some(8), Some(9)));
        room.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn goods_that_nobody_was_promised_cannot_be_shipped() {
    for room in stockrooms().await {
        for product_id in [MUG, TEA] {
            room.receive(product_id, SHOP, 10).await;
        }
        reserve(&room.store, vec![demand(MUG, 3), demand(TEA, 1)])
            .await
            .unwrap();
        let cases = [
            (vec![demand(MUG, 2), demand(TEA, 2)], TEA, 1),
            (vec![demand(MUG, 4)], MUG, 3),
            (vec![demand(CUP, 1)], CUP, 0),
        ];
        for (demands, short, there) in cases {
            let refused = ship(&room.store, demands).await;
            assert!(
                matches!(
                    refused,
                    Err(InventoryError::NotPromised { product_id, promised, .. })
                        if product_id == short && promised == pieces(there)
                ),
                "{}: {refused:?}",
                room.place.kind
            );
        }
        assert_eq!(room.stock(MUG, SHOP).await, (10_000, 3_000));
        assert_eq!(room.ledger(MUG).await.len(), 1);
    }
}

/// The first product suffices, though not twice: it must not be blamed for the second.
#[tokio::test]
async fn a_shortage_names_the_product_that_is_short_and_what_there_was() {
    for room in stockrooms().await {
        room.receive(MUG, SHOP, 3).await;
        room.receive(TEA, SHOP, 1).await;
        for demands in [
            vec![demand(MUG, 2), demand(TEA, 5)],
            vec![demand(MUG, 2), demand(TEA, 1), demand(CUP, 5)],
        ] {
            let short = demands.last().unwrap().product_id;
            let there = i64::from(short == TEA);
            let refusals = [
                reserve(&room.store, demands.clone()).await,
                hand_over(&room.store, demands).await,
            ];
            for refused in refusals {
                assert!(
                    matches!(
                        refused,
                        Err(InventoryError::OutOfStock { product_id, available, requested, .. })
                            if product_id == short
                                && available == pieces(there)
                                && requested == pieces(5)
                    ),
                    "{}: {refused:?}",
                    room.place.kind
                );
            }
        }
        assert_eq!(room.stock(MUG, SHOP).await, (3_000, 0));
    }
}

#[tokio::test]
async fn what_comes_back_is_in_stock_again_or_written_off() {
    for room in stockrooms().await {
        room.receive(MUG, SHOP, 1).await;
        let (store, kind) = (&room.store, room.place.kind);
        let back = cause(store, Returned);
        let both = vec![demand(MUG, 2), demand(CUP, 1)];
        unit(store, move |transaction| {
            let (both, back) = (both.clone(), back.clone());
            async move {
                take_back_in(&transaction, SHOP, &both, &back).await?;
                take_back_in(&transaction, SHOP, &both, &back).await?;
                write_off_in(&transaction, SHOP, &both, &back, "broken").await
            }
        })
        .await
        .unwrap();
        assert_eq!(room.stock(MUG, SHOP).await, (3_000, 0), "{kind}");
        assert_eq!(room.stock(CUP, SHOP).await, (1_000, 0), "{kind}");
        let ledger = room.ledger(MUG).await;
        let told: Vec<_> = ledger
            .iter()
            .map(|m| (m.kind, m.quantity, m.on_hand_after, m.reason.as_deref()))
            .collect();
        let expected = [
            (Received, 1_000, 1_000, None),
            (Returned, 2_000, 3_000, None),
            (Returned, 2_000, 5_000, None),
            (Adjusted, -2_000, 3_000, Some("broken")),
        ];
        assert_eq!(told, expected, "{kind}");
        assert!(ledger[1..].iter().all(|m| m.return_id == Some(9)));
        room.assert_books_are_right().await;
    }
}

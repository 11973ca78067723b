//! Facts about the life of a shipment, on every database.
#![allow(clippy::unwrap_used)]

use crate::parcels::{back, of_lines, ordered, packed};
use crate::shop::{MUG, Shop, TEA, pieces, sale, shops};
use chrono::Duration;
use mercer_store::Clock;
use mercer_store::edit::VersionConflict;
use mercer_store::inventory::{self, ListMovements, MovementKind};
use mercer_store::orders::{self, FulfilmentStatus};
use mercer_store::patch::Patch;
use mercer_store::shipments::{
    self, CreateShipment, ListShipments, ShipmentError, ShipmentStatus, UpdateShipment,
};

#[tokio::test]
async fn packing_takes_nothing_from_stock_and_everything_open_is_packed_unless_lines_are_named() {
    for shop in shops().await {
        let order = ordered(&shop).await;
        let first = packed(&shop, order, &[(1, 1_000)]).await;
        assert_eq!(
            shop.stock(MUG).await,
            (10_000, 4_000),
            "{}",
            shop.database.kind
        );
        let rest = shipments::create(&shop.store, CreateShipment::of(order))
            .await
            .unwrap();
        let held: Vec<_> = rest
            .items
            .iter()
            .map(|item| (item.line, item.quantity))
            .collect();
        // Postage is a service and is not sent.
        assert_eq!(held, [(1, 3_000), (2, 350)]);
        assert_eq!(rest.shipment.status, ShipmentStatus::Pending);
        assert_eq!(shop.line(order, 1).await.allocated, 4_000);
        assert_eq!(shop.fulfilment(order).await, FulfilmentStatus::Unfulfilled);
        assert_eq!(
            shipments::get(&shop.store, rest.shipment.id).await.unwrap(),
            rest,
            "what was answered is what is stored"
        );
        assert_ne!(first, rest.shipment.id);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn shipments_go_one_by_one_and_the_order_is_delivered_with_the_last() {
    for shop in shops().await {
        let order = ordered(&shop).await;
        let (store, kind) = (&shop.store, shop.database.kind);
        let first = packed(&shop, order, &[(1, 3_000)]).await;
        shop.clock.set(shop.clock.now() + Duration::hours(1));
        let left = shipments::ship(store, first, None).await.unwrap().shipment;
        assert_eq!((left.status, left.version), (ShipmentStatus::Shipped, 2));
        assert_eq!(left.shipped_at, Some(shop.clock.now()), "{kind}");
        assert_eq!(shop.stock(MUG).await, (7_000, 1_000), "{kind}");
        assert_eq!(
            shop.fulfilment(order).await,
            FulfilmentStatus::PartiallyFulfilled
        );
        let line = shop.line(order, 1).await;
        assert_eq!(
            (line.allocated, line.shipped, line.delivered),
            (0, 3_000, 0)
        );
        let ledger = inventory::movements(store, ListMovements::of(MUG)).await;
        let ledger = ledger.unwrap().items;
        let last = ledger.last().unwrap();
        assert_eq!((last.kind, last.quantity), (MovementKind::Shipped, -3_000));
        assert_eq!(
            (last.order_id, last.shipment_id),
            (Some(order), Some(first))
        );

        let rest = shipments::create(store, CreateShipment::of(order))
            .await
            .unwrap();
        let rest = rest.shipment.id;
        shipments::ship(store, rest, None).await.unwrap();
        assert_eq!(shop.fulfilment(order).await, FulfilmentStatus::Fulfilled);
        let way = shipments::mark_in_transit(store, rest, None)
            .await
            .unwrap()
            .shipment;
        assert_eq!(way.in_transit_at, Some(shop.clock.now()));
        shipments::deliver(store, rest, None).await.unwrap();
        assert_eq!(shop.fulfilment(order).await, FulfilmentStatus::Fulfilled);
        let there = shipments::deliver(store, first, None)
            .await
            .unwrap()
            .shipment;
        assert_eq!(there.delivered_at, Some(shop.clock.now()));
        assert_eq!(
            shop.fulfilment(order).await,
            FulfilmentStatus::Delivered,
            "{kind}"
        );
        assert_eq!(shop.stock(MUG).await, (6_000, 0));
        assert_eq!(shop.stock(TEA).await, (9_650, 0));
        let expected = [
            "orders.place",
            "shipments.create",
            "shipments.ship",
            "shipments.create",
            "shipments.ship",
            "shipments.mark_in_transit",
            "shipments.deliver",
            "shipments.deliver",
        ];
        assert_eq!(shop.done(order).await, expected, "{kind}");
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn every_state_is_followed_only_by_those_of_the_table() {
    use ShipmentStatus::{Cancelled, Delivered, InTransit, Pending, Returned, Shipped};
    let allowed = [
        (Pending, Shipped),
        (Pending, Cancelled),
        (Shipped, InTransit),
        (Shipped, Delivered),
        (Shipped, Returned),
        (InTransit, Delivered),
        (InTransit, Returned),
    ];
    let all = [Pending, Shipped, InTransit, Delivered, Returned, Cancelled];
    for shop in shops().await {
        shop.receive(MUG, pieces(100)).await;
        for from in all {
            for to in [Shipped, InTransit, Delivered, Returned, Cancelled] {
                let placed = orders::place(&shop.store, sale(&[(MUG, pieces(1))]))
                    .await
                    .unwrap();
                let id = packed(&shop, placed.order.id, &[(1, 1_000)]).await;
                for step in path(from) {
                    become_next(&shop, id, *step).await.unwrap();
                }
                let before = (shop.row_counts().await, shop.stock(MUG).await);
                let result = become_next(&shop, id, to).await;
                if allowed.contains(&(from, to)) {
                    assert_eq!(result.unwrap(), to);
                } else {
                    let refused = matches!(
                        result,
                        Err(ShipmentError::WrongStatus { from: f, to: t }) if f == from && t == to
                    );
                    assert!(
                        refused,
                        "{}: {from} to {to}: {result:?}",
                        shop.database.kind
                    );
                    let after = (shop.row_counts().await, shop.stock(MUG).await);
                    assert_eq!(after, before);
                }
            }
        }
        shop.assert_books_are_right().await;
    }
}

fn path(status: ShipmentStatus) -> &'static [ShipmentStatus] {
    use ShipmentStatus::{Cancelled, Delivered, InTransit, Pending, Returned, Shipped};
    match status {
        Pending => &[],
        Shipped => &[Shipped],
        InTransit => &[Shipped, InTransit],
        Delivered => &[Shipped, Delivered],
        Returned => &[Shipped, Returned],
        Cancelled => &[Cancelled],
    }
}

async fn become_next(
    shop: &Shop,
    id: i64,
    status: ShipmentStatus,
) -> Result<ShipmentStatus, ShipmentError> {
    let store = &shop.store;
    let changed = match status {
        ShipmentStatus::Pending => unreachable!("nothing becomes pending"),
        ShipmentStatus::Shipped => shipments::ship(store, id, None).await?,
        ShipmentStatus::InTransit => shipments::mark_in_transit(store, id, None).await?,
        ShipmentStatus::Delivered => shipments::deliver(store, id, None).await?,
        ShipmentStatus::Returned => shipments::return_to_sender(store, back(id)).await?.shipment,
        ShipmentStatus::Cancelled => shipments::cancel(store, id, None).await?,
    };
    Ok(changed.shipment.status)
}

#[tokio::test]
async fn what_cannot_be_packed_is_refused_by_field_and_changes_nothing() {
    for shop in shops().await {
        let order = ordered(&shop).await;
        packed(&shop, order, &[(1, 3_000)]).await;
        let before = shop.row_counts().await;
        let long = "x".repeat(101);
        let cases = [
            (of_lines(order, &[]), "lines"),
            (of_lines(order, &[(2, 350), (9, 1_000)]), "lines/1/line"),
            (of_lines(order, &[(2, 350), (2, 350)]), "lines/1/line"),
            (of_lines(order, &[(3, 1_000)]), "lines/0/line"),
            (of_lines(order, &[(2, 350), (1, 2_000)]), "lines/1/quantity"),
            (of_lines(order, &[(1, 500)]), "lines/0/quantity"),
            (of_lines(order, &[(1, 0)]), "lines/0/quantity"),
            (of_lines(order, &[(2, -1)]), "lines/0/quantity"),
            (of_lines(order, &[(2, i64::MAX)]), "lines/0/quantity"),
            (
                CreateShipment {
                    carrier: Some(long.clone()),
                    ..CreateShipment::of(order)
                },
                "carrier",
            ),
            (
                CreateShipment {
                    tracking_number: Some("\u{7}".to_owned()),
                    ..CreateShipment::of(order)
                },
                "tracking_number",
            ),
        ];
        for (input, field) in cases {
            match shipments::create(&shop.store, input).await {
                Err(ShipmentError::Invalid(invalid)) => assert_eq!(invalid.field, field),
                other => panic!("{}: {field}: {other:?}", shop.database.kind),
            }
        }
        assert_eq!(shop.row_counts().await, before, "{}", shop.database.kind);
        assert_eq!(shop.line(order, 2).await.allocated, 0);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn carrier_and_tracking_number_are_written_also_when_the_shipment_has_left() {
    for shop in shops().await {
        let order = ordered(&shop).await;
        let id = packed(&shop, order, &[(1, 1_000)]).await;
        let version = orders::get(&shop.store, order).await.unwrap().order.version;
        let input = UpdateShipment {
            expected_version: Some(1),
            carrier: Patch::Set("Royal Mail".to_owned()),
            ..UpdateShipment::default()
        };
        let updated = shipments::update(&shop.store, id, input.clone())
            .await
            .unwrap();
        assert_eq!(updated.shipment.carrier.as_deref(), Some("Royal Mail"));
        let stale = shipments::update(&shop.store, id, input).await;
        let conflict = VersionConflict {
            expected: 1,
            current: 2,
        };
        assert!(
            matches!(stale, Err(ShipmentError::Stale(found)) if found == conflict),
            "{}",
            shop.database.kind
        );
        let now = orders::get(&shop.store, order).await.unwrap().order.version;
        assert_eq!(now, version, "the order did not change");
        shipments::ship(&shop.store, id, None).await.unwrap();
        let input = UpdateShipment {
            tracking_number: Patch::Set("RM123".to_owned()),
            carrier: Patch::Clear,
            ..UpdateShipment::default()
        };
        let updated = shipments::update(&shop.store, id, input.clone())
            .await
            .unwrap();
        assert_eq!(updated.shipment.tracking_number.as_deref(), Some("RM123"));
        assert_eq!(updated.shipment.carrier, None);
        assert_eq!(shipments::get(&shop.store, id).await.unwrap(), updated);
        let cancelled = packed(&shop, order, &[(1, 1_000)]).await;
        shipments::cancel(&shop.store, cancelled, None)
            .await
            .unwrap();
        let refused = shipments::update(&shop.store, cancelled, input).await;
        assert!(
            matches!(refused, Err(ShipmentError::Cancelled(_))),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn shipments_are_listed_and_the_goods_of_pending_ones_picked() {
    for shop in shops().await {
        let first_order = ordered(&shop).await;
        let second_order = ordered(&shop).await;
        let a = packed(&shop, first_order, &[(1, 3_000)]).await;
        let b = packed(&shop, second_order, &[(1, 1_000), (2, 350)]).await;
        let c = packed(&shop, second_order, &[(1, 1_000)]).await;
        shipments::ship(&shop.store, c, None).await.unwrap();
        let list = async |filter: ListShipments| -> Vec<i64> {
            let page = shipments::list(&shop.store, filter).await;
            page.unwrap()
                .items
                .iter()
                .map(|shipment| shipment.id)
                .collect()
        };
        let of_order = ListShipments {
            order_id: Some(second_order),
            ..ListShipments::default()
        };
        assert_eq!(list(of_order).await, [b, c], "{}", shop.database.kind);
        let open = ListShipments {
            status: Some(ShipmentStatus::Pending),
            ..ListShipments::default()
        };
        assert_eq!(list(open.clone()).await, [a, b]);
        let elsewhere = ListShipments {
            location_id: Some(2),
            ..open
        };
        assert_eq!(list(elsewhere).await, [0; 0]);
        let picked = shipments::pick_list(&shop.store, 1).await.unwrap();
        let told: Vec<_> = picked
            .iter()
            .map(|line| (&*line.sku, line.quantity.thousandths(), &*line.shipment_ids))
            .collect();
        assert_eq!(told, [("MUG", 4_000, &[a, b][..]), ("TEA", 350, &[b][..])]);
        assert_eq!(shipments::pick_list(&shop.store, 2).await.unwrap(), []);
    }
}

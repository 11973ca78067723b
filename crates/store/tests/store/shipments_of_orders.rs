//! Facts about what shipments mean for their orders, on every database.
#![allow(clippy::unwrap_used)]

use crate::parcels::{back, of_lines, ordered, packed};
use crate::shop::{CUSTOMER, MUG, POSTAGE, TEA, pieces, sale, shops};
use mercer_store::Clock;
use mercer_store::customers::{self, CustomerError};
use mercer_store::inventory;
use mercer_store::orders::{
    self, Cascade, Fulfilment, LineChange, ModifyOrder, OrderError, OrderLine, PlaceOrder,
};
use mercer_store::patch::Patch;
use mercer_store::returns::{self, Disposition};
use mercer_store::shipments::{
    self, CreateShipment, ReturnToSender, ShipmentError, ShipmentStatus,
};

#[tokio::test]
async fn a_cancelled_shipment_leaves_the_reservation_with_the_order() {
    for shop in shops().await {
        let order = ordered(&shop).await;
        let store = &shop.store;
        let first = packed(&shop, order, &[(1, 4_000), (2, 350)]).await;
        let refused = orders::cancel(store, order, None).await;
        assert!(
            matches!(refused, Err(OrderError::NotCancellable { .. })),
            "{refused:?}"
        );
        shipments::cancel(store, first, None).await.unwrap();
        assert_eq!(
            shop.stock(MUG).await,
            (10_000, 4_000),
            "{}",
            shop.database.kind
        );
        assert_eq!(shop.line(order, 1).await.allocated, 0);
        shop.assert_books_are_right().await;
        let again = packed(&shop, order, &[(1, 4_000)]).await;
        shop.assert_books_are_right().await;
        shipments::cancel(store, again, None).await.unwrap();
        orders::cancel(store, order, None).await.unwrap();
        assert_eq!(shop.stock(MUG).await, (10_000, 0));
        let refused = shipments::create(store, CreateShipment::of(order)).await;
        assert!(
            matches!(refused, Err(ShipmentError::NotShippable { .. })),
            "{refused:?}"
        );
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn a_shipment_that_comes_back_is_restocked_or_written_off_and_credited() {
    for shop in shops().await {
        let order = ordered(&shop).await;
        let (store, kind) = (&shop.store, shop.database.kind);
        let parcel = packed(&shop, order, &[(1, 3_000), (2, 350)]).await;
        shipments::ship(store, parcel, None).await.unwrap();
        let input = ReturnToSender {
            write_off: vec![2],
            ..back(parcel)
        };
        let returned = shipments::return_to_sender(store, input).await.unwrap();
        assert_eq!(returned.shipment.shipment.status, ShipmentStatus::Returned);
        assert_eq!(
            returned.shipment.shipment.returned_at,
            Some(shop.clock.now())
        );
        // Three of four mugs for 31.96, and all of the tea.
        assert_eq!(returned.goods.row.credited, 2_397 + 700, "{kind}");
        assert_eq!(returned.goods.items[1].disposition, Disposition::WriteOff);
        assert_eq!(shop.stock(MUG).await, (10_000, 1_000), "{kind}");
        assert_eq!(shop.stock(TEA).await, (9_650, 0), "{kind}");
        assert_eq!(shop.line(order, 1).await.returned, 3_000);
        let found = returns::get(store, returned.goods.row.id).await.unwrap();
        assert_eq!(found, returned.goods);
        shop.assert_books_are_right().await;
        let again = shipments::return_to_sender(store, back(parcel)).await;
        assert!(
            matches!(again, Err(ShipmentError::WrongStatus { .. })),
            "{again:?}"
        );
        assert_eq!(shop.stock(MUG).await, (10_000, 1_000));
    }
}

#[tokio::test]
async fn a_shipment_that_comes_back_without_credit_is_still_owed() {
    for shop in shops().await {
        let order = ordered(&shop).await;
        let parcel = packed(&shop, order, &[(1, 3_000)]).await;
        shipments::ship(&shop.store, parcel, None).await.unwrap();
        shipments::mark_in_transit(&shop.store, parcel, None)
            .await
            .unwrap();
        let input = ReturnToSender {
            is_credited: false,
            location_id: Some(2),
            ..back(parcel)
        };
        shipments::return_to_sender(&shop.store, input)
            .await
            .unwrap();
        let owed = orders::get(&shop.store, order).await.unwrap().order;
        assert_eq!(owed.owed(), owed.total);
        assert_eq!(
            shop.stock(MUG).await,
            (7_000, 1_000),
            "{}",
            shop.database.kind
        );
        let levels = inventory::levels(&shop.store, MUG).await.unwrap();
        let cellar = levels.iter().find(|level| level.location_id == 2).unwrap();
        assert_eq!(cellar.on_hand, 3_000);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn orders_of_which_nothing_can_be_sent_are_refused() {
    for shop in shops().await {
        let order = ordered(&shop).await;
        let store = &shop.store;
        let draft = orders::draft(store, sale(&[(MUG, pieces(1))]))
            .await
            .unwrap();
        let services = orders::place(store, sale(&[(POSTAGE, pieces(1))]))
            .await
            .unwrap();
        shipments::create(store, CreateShipment::of(order))
            .await
            .unwrap();
        for id in [order, draft.order.id, services.order.id] {
            let refused = shipments::create(store, CreateShipment::of(id)).await;
            assert!(
                matches!(refused, Err(ShipmentError::NotShippable { .. })),
                "{refused:?}"
            );
        }
        let unknown = shipments::create(store, CreateShipment::of(4_711)).await;
        let is_unknown = matches!(unknown, Err(ShipmentError::Order(OrderError::NotFound(_))));
        assert!(is_unknown, "{unknown:?}");
        let unknown = shipments::ship(store, 4_711, None).await;
        assert!(
            matches!(unknown, Err(ShipmentError::NotFound(4_711))),
            "{unknown:?}"
        );
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn an_order_that_was_sent_in_part_is_edited_down_to_what_is_packed_and_gone() {
    for shop in shops().await {
        let order = ordered(&shop).await;
        let sent = packed(&shop, order, &[(1, 1_000)]).await;
        shipments::ship(&shop.store, sent, None).await.unwrap();
        packed(&shop, order, &[(1, 1_000)]).await;
        let to = |count: i64| ModifyOrder {
            order_id: order,
            change: vec![LineChange {
                line: 1,
                quantity: Some(pieces(count)),
                discount: Patch::Keep,
            }],
            ..ModifyOrder::default()
        };
        assert!(orders::modify(&shop.store, to(1)).await.is_err());
        orders::modify(&shop.store, to(2)).await.unwrap();
        assert_eq!(
            shop.stock(MUG).await,
            (9_000, 1_000),
            "{}",
            shop.database.kind
        );
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn deleting_an_order_that_was_sent_in_part_frees_what_did_not_leave() {
    for shop in shops().await {
        for with_customer in [false, true] {
            let order = ordered(&shop).await;
            let (had, _) = shop.stock(MUG).await;
            let sent = packed(&shop, order, &[(1, 1_000)]).await;
            shipments::ship(&shop.store, sent, None).await.unwrap();
            let returned = packed(&shop, order, &[(1, 1_000)]).await;
            shipments::ship(&shop.store, returned, None).await.unwrap();
            shipments::return_to_sender(&shop.store, back(returned))
                .await
                .unwrap();
            packed(&shop, order, &[(1, 1_000)]).await;
            if with_customer {
                let cascade = customers::Cascade::WithOrders;
                customers::delete(&shop.store, CUSTOMER, cascade, None)
                    .await
                    .unwrap();
            } else {
                orders::delete(&shop.store, order, Cascade::Refuse, None)
                    .await
                    .unwrap();
            }
            assert_eq!(
                shop.stock(MUG).await,
                (had - 1_000, 0),
                "{}",
                shop.database.kind
            );
            for table in ["shipments", "shipment_items", "returns", "return_items"] {
                let sql = format!("SELECT COUNT(*) AS n FROM {table}");
                assert_eq!(shop.number(&sql).await, 0, "{table}");
            }
            shop.assert_books_are_right().await;
        }
    }
}

#[tokio::test]
async fn goods_added_to_an_order_that_was_carried_home_are_sent_and_the_others_are_not() {
    for shop in shops().await {
        shop.receive(MUG, pieces(10)).await;
        let carried = PlaceOrder {
            fulfilment: Fulfilment::HandOver,
            ..sale(&[(MUG, pieces(2))])
        };
        let order = orders::place(&shop.store, carried).await.unwrap().order.id;
        let change = LineChange {
            line: 1,
            quantity: Some(pieces(3)),
            discount: Patch::Keep,
        };
        let more = ModifyOrder {
            order_id: order,
            change: vec![change],
            add: vec![OrderLine::of(MUG, pieces(4))],
            ..ModifyOrder::default()
        };
        orders::modify(&shop.store, more).await.unwrap();
        let parcel = shipments::create(&shop.store, CreateShipment::of(order))
            .await
            .unwrap();
        let held: Vec<_> = parcel
            .items
            .iter()
            .map(|item| (item.line, item.quantity))
            .collect();
        assert_eq!(held, [(1, 1_000), (2, 4_000)], "{}", shop.database.kind);
        shipments::ship(&shop.store, parcel.shipment.id, None)
            .await
            .unwrap();
        assert_eq!(shop.stock(MUG).await, (3_000, 0));
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn a_person_is_forgotten_when_nothing_is_to_be_sent_and_their_shipments_with_them() {
    for shop in shops().await {
        let order = ordered(&shop).await;
        let input = CreateShipment {
            tracking_number: Some("RM123".to_owned()),
            note: Some("leave it with Mrs Jones".to_owned()),
            ..of_lines(order, &[(1, 4_000)])
        };
        let sent = shipments::create(&shop.store, input)
            .await
            .unwrap()
            .shipment
            .id;
        shipments::ship(&shop.store, sent, None).await.unwrap();
        let refused = customers::erase(&shop.store, CUSTOMER, None).await;
        let is_open = matches!(refused, Err(CustomerError::OpenOrders { orders: 1 }));
        assert!(is_open, "{}: {refused:?}", shop.database.kind);
        let rest = shipments::create(&shop.store, CreateShipment::of(order))
            .await
            .unwrap();
        shipments::ship(&shop.store, rest.shipment.id, None)
            .await
            .unwrap();
        customers::erase(&shop.store, CUSTOMER, None).await.unwrap();
        let found = shipments::get(&shop.store, sent).await.unwrap().shipment;
        assert_eq!(
            (found.tracking_number, found.note, found.version),
            (None, None, 3)
        );
        let timeline = orders::timeline(&shop.store, order).await.unwrap();
        let told = format!("{timeline:?}");
        assert!(
            told.contains("shipments.ship") && !told.contains("RM123"),
            "{told}"
        );
        assert!(!told.contains("Jones"), "{told}");
        shop.assert_books_are_right().await;
    }
}

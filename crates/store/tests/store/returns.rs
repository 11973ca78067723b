//! Facts about goods of a sale that come back, on every database.
#![allow(clippy::unwrap_used)]

use crate::shop::{MUG, POSTAGE, Shop, TEA, gbp, pieces, sale, shops};
use mercer_store::inventory::{self, InventoryError, ListMovements, MovementKind};
use mercer_store::orders::{
    self, Credit, CreditOrder, Fulfilment, FulfilmentStatus, OrderError, PaymentStatus, PlaceOrder,
};
use mercer_store::payments::{self, Means, Record, RefundInput};
use mercer_store::returns::{
    self, CreateReturn, Disposition, LineCredit, ListReturns, ReturnError, ReturnLine,
};
use mercer_store::shipments::{self, CreateShipment, ReturnToSender, ShipmentError};
use mercer_store::{Money, Quantity};

/// Three mugs, 0.350 kg of tea and postage, carried home; 7 mugs and 9.650 kg are left.
async fn sold(shop: &Shop) -> i64 {
    shop.receive(MUG, pieces(10)).await;
    shop.receive(TEA, pieces(10)).await;
    let grams = Quantity::from_thousandths(350);
    let input = PlaceOrder {
        fulfilment: Fulfilment::HandOver,
        ..sale(&[(MUG, pieces(3)), (TEA, grams), (POSTAGE, pieces(1))])
    };
    let placed = orders::place(&shop.store, input).await.unwrap();
    placed.order.id
}

fn come_back(order_id: i64, lines: Vec<ReturnLine>) -> CreateReturn {
    CreateReturn {
        order_id,
        location_id: None,
        reason: "wrong colour".to_owned(),
        lines,
    }
}

fn mugs(count: i64) -> ReturnLine {
    ReturnLine::of(1, pieces(count))
}

#[tokio::test]
async fn what_comes_back_is_sold_again_or_written_off_and_no_longer_owed() {
    for shop in shops().await {
        let order = sold(&shop).await;
        let (store, kind) = (&shop.store, shop.database.kind);
        let tea = ReturnLine {
            disposition: Disposition::WriteOff,
            ..ReturnLine::of(2, Quantity::from_thousandths(350))
        };
        let input = come_back(order, vec![tea, mugs(2)]);
        let returned = returns::create(store, input).await.unwrap();
        assert_eq!(returned.row.credited, 700 + 1_598, "{kind}");
        assert_eq!(shop.stock(MUG).await, (9_000, 0), "{kind}");
        assert_eq!(shop.stock(TEA).await, (9_650, 0), "{kind}");
        let ledger = inventory::movements(store, ListMovements::of(TEA)).await;
        let ledger = ledger.unwrap().items;
        let told: Vec<_> = ledger[2..]
            .iter()
            .map(|m| (m.kind, m.quantity, m.return_id, m.reason.as_deref()))
            .collect();
        let id = Some(returned.row.id);
        let expected = [
            (MovementKind::Returned, 350, id, None),
            (MovementKind::Adjusted, -350, id, Some("wrong colour")),
        ];
        assert_eq!(told, expected, "{kind}");
        let after = orders::get(store, order).await.unwrap();
        assert_eq!(after.order.credited, 2_298);
        assert_eq!(
            after.order.fulfilment_status,
            FulfilmentStatus::PartiallyReturned
        );
        assert_eq!(
            (after.items[0].returned, after.items[0].refunded),
            (2_000, 1_598)
        );
        let mut found = returns::get(store, returned.row.id).await.unwrap();
        found.items.reverse();
        assert_eq!(found, returned, "what was answered is what is stored");
        let timeline = orders::timeline(store, order).await.unwrap();
        assert_eq!(timeline.last().unwrap().action, "returns.create");
        shop.assert_books_are_right().await;

        returns::create(store, come_back(order, vec![mugs(1)]))
            .await
            .unwrap();
        let after = orders::get(store, order).await.unwrap().order;
        assert_eq!(
            after.fulfilment_status,
            FulfilmentStatus::Returned,
            "{kind}"
        );
        assert_eq!(after.owed(), 350, "the service was rendered");
        let theirs = ListReturns {
            order_id: Some(order),
            ..ListReturns::default()
        };
        let page = returns::list(store, theirs).await.unwrap();
        assert_eq!(page.items.len(), 2);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn a_paid_order_whose_goods_come_back_is_refunded_to_the_last_cent() {
    for shop in shops().await {
        let order = sold(&shop).await;
        let store = &shop.store;
        let total = orders::get(store, order).await.unwrap().order.total;
        let input = Record {
            order_id: order,
            amount: Money::new(total, gbp()),
            means: Means::Cash,
        };
        let payment = payments::record(store, input).await.unwrap();
        for _ in 0..3 {
            let returned = returns::create(store, come_back(order, vec![mugs(1)]))
                .await
                .unwrap();
            let due = orders::get(store, order).await.unwrap().order;
            assert_eq!(
                due.payment_status,
                PaymentStatus::RefundDue,
                "{}",
                shop.database.kind
            );
            assert_eq!(due.overpaid(), returned.row.credited);
            let refund = RefundInput {
                payment_id: payment.id,
                amount: Money::new(returned.row.credited, gbp()),
                reason: "returned".to_owned(),
                lines: Vec::new(),
                expected_version: None,
            };
            payments::refund(store, refund).await.unwrap();
            let after = orders::get(store, order).await.unwrap().order;
            assert_eq!(after.payment_status, PaymentStatus::PartiallyRefunded);
            // The refund was due by the return: it credits nothing more.
            assert_eq!(after.credited, after.refunded);
        }
        let after = orders::get(store, order).await.unwrap();
        assert_eq!(after.items[0].refunded, after.items[0].total);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn the_credit_is_the_part_that_is_left_or_none_or_what_is_said() {
    for shop in shops().await {
        let order = sold(&shop).await;
        let store = &shop.store;
        let goodwill = CreditOrder {
            order_id: order,
            credit: Credit::Lines(vec![(1, 399)]),
            reason: "late".to_owned(),
            expected_version: None,
        };
        orders::credit(store, goodwill).await.unwrap();
        let with = |credit| ReturnLine { credit, ..mugs(1) };
        let mut credited = Vec::new();
        for credit in [
            LineCredit::Nothing,
            LineCredit::Amount(100),
            LineCredit::Full,
        ] {
            let input = come_back(order, vec![with(credit)]);
            credited.push(returns::create(store, input).await.unwrap().row.credited);
        }
        // 3 mugs for 23.97, of which 3.99 was goodwill and 1.00 given before: the rest.
        assert_eq!(credited, [0, 100, 1_898], "{}", shop.database.kind);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn what_cannot_come_back_is_refused_by_field_and_changes_nothing() {
    for shop in shops().await {
        let order = sold(&shop).await;
        let store = &shop.store;
        returns::create(store, come_back(order, vec![mugs(1)]))
            .await
            .unwrap();
        let before = (
            shop.row_counts().await,
            orders::get(store, order).await.unwrap(),
        );
        let tea = ReturnLine::of(2, Quantity::from_thousandths(100));
        let with = |credit| ReturnLine { credit, ..mugs(1) };
        let too_much = ReturnLine::of(2, Quantity::from_thousandths(351));
        let cases = [
            (vec![], "lines"),
            (vec![tea, mugs(3)], "lines/1/quantity"),
            (vec![mugs(0)], "lines/0/quantity"),
            (
                vec![ReturnLine::of(1, Quantity::from_thousandths(500))],
                "lines/0/quantity",
            ),
            (vec![too_much], "lines/0/quantity"),
            (vec![mugs(1), mugs(1)], "lines/1/line"),
            (vec![ReturnLine::of(3, pieces(1))], "lines/0/line"),
            (vec![tea, ReturnLine::of(4, pieces(1))], "lines/1/line"),
            (vec![with(LineCredit::Amount(-1))], "lines/0/credit"),
            (vec![with(LineCredit::Amount(1_599))], "lines/0/credit"),
        ];
        for (lines, field) in cases {
            match returns::create(store, come_back(order, lines)).await {
                Err(ReturnError::Invalid(invalid)) => assert_eq!(invalid.field, field),
                other => panic!("{}: {field}: {other:?}", shop.database.kind),
            }
        }
        let no_reason = CreateReturn {
            reason: " ".to_owned(),
            ..come_back(order, vec![mugs(1)])
        };
        let refused = returns::create(store, no_reason).await;
        assert!(matches!(refused, Err(ReturnError::Invalid(i)) if i.field == "reason"));
        let nowhere = CreateReturn {
            location_id: Some(77),
            ..come_back(order, vec![mugs(1)])
        };
        let refused = returns::create(store, nowhere).await;
        let is_unknown = matches!(
            refused,
            Err(ReturnError::Inventory(InventoryError::UnknownLocation(77)))
        );
        assert!(is_unknown, "{refused:?}");
        let unknown = returns::create(store, come_back(4_711, vec![mugs(1)])).await;
        let is_unknown = matches!(unknown, Err(ReturnError::Order(OrderError::NotFound(_))));
        assert!(is_unknown, "{unknown:?}");
        let unknown = returns::get(store, 4_711).await;
        assert!(matches!(unknown, Err(ReturnError::NotFound(4_711))));
        let after = (
            shop.row_counts().await,
            orders::get(store, order).await.unwrap(),
        );
        assert_eq!(after, before, "{}", shop.database.kind);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn only_what_left_comes_back_and_only_to_placed_sales() {
    for shop in shops().await {
        let store = &shop.store;
        shop.receive(MUG, pieces(10)).await;
        let order = orders::place(store, sale(&[(MUG, pieces(3))]))
            .await
            .unwrap()
            .order
            .id;
        let refused = returns::create(store, come_back(order, vec![mugs(1)])).await;
        assert!(matches!(refused, Err(ReturnError::Invalid(i)) if i.field == "lines/0/quantity"));
        let draft = orders::draft(store, sale(&[(MUG, pieces(1))]))
            .await
            .unwrap()
            .order
            .id;
        let cancelled = orders::place(store, sale(&[(MUG, pieces(1))]))
            .await
            .unwrap()
            .order
            .id;
        orders::cancel(store, cancelled, None).await.unwrap();
        for id in [draft, cancelled] {
            let refused = returns::create(store, come_back(id, vec![mugs(1)])).await;
            assert!(
                matches!(refused, Err(ReturnError::NotReturnable { .. })),
                "{refused:?}"
            );
        }
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn a_shipment_whose_goods_were_returned_does_not_come_back_again() {
    for shop in shops().await {
        let store = &shop.store;
        shop.receive(MUG, pieces(10)).await;
        let order = orders::place(store, sale(&[(MUG, pieces(3))]))
            .await
            .unwrap()
            .order
            .id;
        let parcel = shipments::create(store, CreateShipment::of(order))
            .await
            .unwrap();
        let parcel = parcel.shipment.id;
        shipments::ship(store, parcel, None).await.unwrap();
        returns::create(store, come_back(order, vec![mugs(1)]))
            .await
            .unwrap();
        let input = ReturnToSender {
            shipment_id: parcel,
            location_id: None,
            reason: "nobody at home".to_owned(),
            write_off: Vec::new(),
            is_credited: true,
            expected_version: None,
        };
        let wrong_line = ReturnToSender {
            write_off: vec![2],
            ..input.clone()
        };
        let refused = shipments::return_to_sender(store, wrong_line).await;
        assert!(
            matches!(&refused, Err(ShipmentError::Invalid(i)) if i.field == "write_off/0"),
            "{refused:?}"
        );
        let refused = shipments::return_to_sender(store, input).await;
        assert!(
            matches!(refused, Err(ShipmentError::AlreadyBack { line: 1, .. })),
            "{}: {refused:?}",
            shop.database.kind
        );
        assert_eq!(shop.stock(MUG).await, (8_000, 0));
        shop.assert_books_are_right().await;
    }
}

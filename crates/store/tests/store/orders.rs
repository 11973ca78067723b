//! Facts about orders, on every database.
#![allow(clippy::unwrap_used)]

use crate::shop::{DEAR, EURO_PRODUCT, MUG, POSTAGE, RETIRED, TEA, gbp, pieces, sale, shops};
use mercer_store::inventory::{self, InventoryError, ListMovements, MovementKind};
use mercer_store::orders::{
    self, Cascade, Fulfilment, FulfilmentStatus, ListOrders, OrderError, OrderKind, OrderStatus,
    PaymentStatus,
};
use mercer_store::payments::{self, Means, Record, RefundInput};
use mercer_store::{Money, PageRequest, Quantity};

#[tokio::test]
async fn a_placed_order_remembers_its_products_prices_and_addresses() {
    for shop in shops().await {
        shop.receive(MUG, pieces(10)).await;
        shop.receive(TEA, pieces(10)).await;
        let grams = Quantity::from_thousandths(350);
        let lines = [(MUG, pieces(2)), (TEA, grams), (POSTAGE, pieces(1))];
        let placed = orders::place(&shop.store, sale(&lines)).await.unwrap();
        shop.database
            .execute("UPDATE products SET name = 'Renamed', search_name = 'renamed', price = 1")
            .await;
        shop.database
            .execute("UPDATE price_changes SET price = 1")
            .await;
        shop.database
            .execute("UPDATE addresses SET city = 'Moved'")
            .await;

        let found = orders::get(&shop.store, placed.order.id).await.unwrap();
        assert_eq!(
            found, placed,
            "{}: what was answered is what is stored",
            shop.database.kind
        );
        let totals: Vec<_> = found.items.iter().map(|item| item.total).collect();
        // 0.350 kg at 19.99 is 6.9965, rounded once to 7.00.
        assert_eq!(totals, [1_598, 700, 350]);
        assert_eq!(found.order.total, 2_648);
        assert_eq!(found.items[0].name, "Mug");
        let address = found.order.shipping_address.unwrap().0;
        assert_eq!(address["city"], "Bath");
        assert_eq!(found.order.status, OrderStatus::Placed);
        assert_eq!(found.order.payment_status, PaymentStatus::Unpaid);
        assert_eq!(found.order.fulfilment_status, FulfilmentStatus::Unfulfilled);
        assert_eq!(shop.stock(MUG).await, (10_000, 2_000));
        assert_eq!(shop.stock(TEA).await, (10_000, 350));
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn numbers_go_up_one_by_one_and_a_refused_order_wastes_none() {
    for shop in shops().await {
        shop.receive(MUG, pieces(10)).await;
        let mut numbers = Vec::new();
        for _ in 0..4 {
            let refused = orders::place(&shop.store, sale(&[(MUG, pieces(11))])).await;
            assert!(refused.is_err());
            let placed = orders::place(&shop.store, sale(&[(MUG, pieces(1))]))
                .await
                .unwrap();
            numbers.push(placed.order.number);
        }
        assert_eq!(
            numbers,
            ["1000", "1001", "1002", "1003"],
            "{}",
            shop.database.kind
        );
        let found = orders::find(&shop.store, "1002").await.unwrap();
        assert_eq!(found.order.number, "1002");
    }
}

#[tokio::test]
async fn a_number_that_an_imported_order_bears_is_skipped() {
    for shop in shops().await {
        shop.receive(MUG, pieces(10)).await;
        orders::place(&shop.store, sale(&[(MUG, pieces(1))]))
            .await
            .unwrap();
        shop.database
            .execute("UPDATE orders SET number = '1001'")
            .await;
        let placed = orders::place(&shop.store, sale(&[(MUG, pieces(1))]))
            .await
            .unwrap();
        assert_eq!(placed.order.number, "1002", "{}", shop.database.kind);
        assert_eq!(
            shop.stock(MUG).await,
            (10_000, 2_000),
            "the failed try left no promise"
        );
    }
}

#[tokio::test]
async fn goods_handed_over_leave_at_once() {
    for shop in shops().await {
        shop.receive(MUG, pieces(3)).await;
        let input = orders::PlaceOrder {
            fulfilment: Fulfilment::HandOver,
            ..sale(&[(MUG, pieces(2))])
        };
        let placed = orders::place(&shop.store, input.clone()).await.unwrap();
        assert_eq!(placed.order.fulfilment_status, FulfilmentStatus::Fulfilled);
        assert_eq!(placed.items[0].shipped, 2_000);
        assert_eq!(shop.stock(MUG).await, (1_000, 0));
        let refused = orders::place(&shop.store, input).await;
        let is_short = matches!(
            refused,
            Err(OrderError::Inventory(InventoryError::OutOfStock { available, .. }))
                if available == pieces(1)
        );
        assert!(is_short, "{refused:?}");
        let ledger = inventory::movements(&shop.store, ListMovements::of(MUG))
            .await
            .unwrap();
        let kinds: Vec<_> = ledger
            .items
            .iter()
            .map(|m| (m.kind, m.on_hand_after))
            .collect();
        assert_eq!(
            kinds,
            [(MovementKind::Received, 3_000), (MovementKind::Sold, 1_000)]
        );
        assert_eq!(ledger.items[1].order_id, Some(placed.order.id));
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn a_return_puts_goods_back_that_were_never_received() {
    for shop in shops().await {
        let input = orders::PlaceOrder {
            kind: OrderKind::Return,
            ..sale(&[(MUG, pieces(2))])
        };
        let placed = orders::place(&shop.store, input).await.unwrap();
        assert_eq!(placed.order.fulfilment_status, FulfilmentStatus::Returned);
        assert_eq!(placed.items[0].returned, 2_000);
        assert_eq!(shop.stock(MUG).await, (2_000, 0), "{}", shop.database.kind);
        let refused = orders::cancel(&shop.store, placed.order.id, None).await;
        assert!(matches!(refused, Err(OrderError::NotCancellable { .. })));
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn cancelling_releases_the_goods_once() {
    for shop in shops().await {
        shop.receive(MUG, pieces(5)).await;
        let lines = [(MUG, pieces(1)), (MUG, pieces(2)), (POSTAGE, pieces(1))];
        let placed = orders::place(&shop.store, sale(&lines)).await.unwrap();
        let cancelled = orders::cancel(&shop.store, placed.order.id, None)
            .await
            .unwrap();
        assert_eq!(cancelled.order.status, OrderStatus::Cancelled);
        assert_eq!(cancelled.order.version, 2);
        assert_eq!(shop.stock(MUG).await, (5_000, 0));
        let again = orders::cancel(&shop.store, placed.order.id, None).await;
        assert!(
            matches!(again, Err(OrderError::WrongStatus { .. })),
            "{again:?}"
        );
        let unknown = orders::cancel(&shop.store, 999, None).await;
        assert!(matches!(unknown, Err(OrderError::NotFound(_))));
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn lists_go_page_by_page_without_gap_or_repeat() {
    for shop in shops().await {
        shop.receive(MUG, pieces(10)).await;
        for _ in 0..7 {
            orders::place(&shop.store, sale(&[(MUG, pieces(1))]))
                .await
                .unwrap();
        }
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let wanted = ListOrders {
                page: PageRequest::new(after, Some(3)).unwrap(),
                ..ListOrders::default()
            };
            let page = orders::list(&shop.store, wanted).await.unwrap();
            seen.extend(page.items.iter().map(|order| order.number.clone()));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(
            seen,
            ["1000", "1001", "1002", "1003", "1004", "1005", "1006"]
        );
    }
}

#[tokio::test]
async fn bad_input_names_its_field_and_changes_nothing() {
    let too_much = Quantity::from_thousandths(Quantity::MAX.thousandths() + 1);
    let cases = [
        ("lines", sale(&[])),
        (
            "lines",
            sale(&[(POSTAGE, pieces(1)); orders::MAX_LINES + 1]),
        ),
        ("lines/0/quantity", sale(&[(MUG, Quantity::ZERO)])),
        (
            "lines/1/quantity",
            sale(&[(MUG, pieces(1)), (MUG, pieces(-1))]),
        ),
        (
            "lines/0/quantity",
            sale(&[(MUG, Quantity::from_thousandths(1_500))]),
        ),
        ("lines/0/quantity", sale(&[(MUG, too_much)])),
        (
            "lines/1/quantity",
            sale(&[(POSTAGE, Quantity::MAX), (POSTAGE, Quantity::MAX)]),
        ),
        ("lines/0/quantity", sale(&[(DEAR, pieces(1_000_000))])),
        ("lines", sale(&[(DEAR, pieces(1)), (DEAR, pieces(1))])),
        ("lines/0/product_id", sale(&[(999, pieces(1))])),
        ("lines/0/product_id", sale(&[(RETIRED, pieces(1))])),
        (
            "lines/1/product_id",
            sale(&[(MUG, pieces(1)), (EURO_PRODUCT, pieces(1))]),
        ),
        (
            "lines/0/product_id",
            orders::PlaceOrder {
                currency: Some("USD".parse().unwrap()),
                ..sale(&[(MUG, pieces(1))])
            },
        ),
    ];
    for shop in shops().await {
        shop.receive(MUG, pieces(5)).await;
        let before = (shop.row_counts().await, shop.stock(MUG).await);
        for (field, input) in &cases {
            let refused = orders::place(&shop.store, input.clone()).await;
            let Err(OrderError::Invalid(invalid)) = refused else {
                panic!("{}: {field}: {refused:?}", shop.database.kind);
            };
            assert_eq!(invalid.field, *field, "{}", invalid.reason);
        }
        let unknown = orders::PlaceOrder {
            customer_id: 999,
            ..sale(&[(MUG, pieces(1))])
        };
        let refused = orders::place(&shop.store, unknown).await;
        assert!(
            matches!(refused, Err(OrderError::UnknownCustomer(999))),
            "{refused:?}"
        );
        let nowhere = orders::PlaceOrder {
            location_id: Some(999),
            ..sale(&[(MUG, pieces(1))])
        };
        let refused = orders::place(&shop.store, nowhere).await;
        let is_unknown = matches!(
            refused,
            Err(OrderError::Inventory(InventoryError::UnknownLocation(999)))
        );
        assert!(is_unknown, "{refused:?}");
        let after = (shop.row_counts().await, shop.stock(MUG).await);
        assert_eq!(before, after, "{}", shop.database.kind);
    }
}

#[tokio::test]
async fn an_order_may_be_in_the_currency_of_its_products() {
    for shop in shops().await {
        shop.receive(EURO_PRODUCT, pieces(1)).await;
        let input = orders::PlaceOrder {
            currency: Some("EUR".parse().unwrap()),
            ..sale(&[(EURO_PRODUCT, pieces(1))])
        };
        let placed = orders::place(&shop.store, input).await.unwrap();
        assert_eq!(placed.order.currency, "EUR");
        assert_ne!(gbp().code(), placed.order.currency);
    }
}

#[tokio::test]
async fn a_deleted_order_gives_its_goods_free_and_takes_its_lines_and_payments_along() {
    for shop in shops().await {
        shop.receive(MUG, pieces(5)).await;
        let empty = shop.row_counts().await;
        let placed = orders::place(&shop.store, sale(&[(MUG, pieces(2))]))
            .await
            .unwrap();
        let record = Record {
            order_id: placed.order.id,
            amount: Money::new(100, gbp()),
            means: Means::Cash,
        };
        let payment = payments::record(&shop.store, record).await.unwrap();
        let refund = RefundInput {
            payment_id: payment.id,
            amount: Money::new(40, gbp()),
            reason: "broken".to_owned(),
            lines: Vec::new(),
            expected_version: None,
        };
        payments::refund(&shop.store, refund).await.unwrap();
        let before = shop.row_counts().await;
        let refused = orders::delete(&shop.store, placed.order.id, Cascade::Refuse, None).await;
        assert!(
            matches!(refused, Err(OrderError::Paid { .. })),
            "{refused:?}"
        );
        assert_eq!(before, shop.row_counts().await, "{}", shop.database.kind);

        orders::delete(&shop.store, placed.order.id, Cascade::WithPayments, None)
            .await
            .unwrap();
        let mut expected = empty;
        for (table, rows) in &mut expected {
            // Placed, paid, refunded, deleted.
            *rows += 4 * i64::from(table == "audit_log");
        }
        assert_eq!(shop.row_counts().await, expected, "{}", shop.database.kind);
        assert_eq!(shop.stock(MUG).await, (5_000, 0));
        let gone = orders::delete(&shop.store, placed.order.id, Cascade::Refuse, None).await;
        assert!(matches!(gone, Err(OrderError::NotFound(_))));
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn deleting_a_cancelled_or_carried_home_order_moves_no_stock() {
    for shop in shops().await {
        shop.receive(MUG, pieces(5)).await;
        let cancelled = orders::place(&shop.store, sale(&[(MUG, pieces(2))]))
            .await
            .unwrap();
        orders::cancel(&shop.store, cancelled.order.id, None)
            .await
            .unwrap();
        let carried = orders::PlaceOrder {
            fulfilment: Fulfilment::HandOver,
            ..sale(&[(MUG, pieces(1))])
        };
        let carried = orders::place(&shop.store, carried).await.unwrap();
        for id in [cancelled.order.id, carried.order.id] {
            orders::delete(&shop.store, id, Cascade::Refuse, None)
                .await
                .unwrap();
        }
        assert_eq!(shop.stock(MUG).await, (4_000, 0), "{}", shop.database.kind);
        shop.assert_books_are_right().await;
    }
}

#[test]
fn the_transition_table_says_what_may_follow() {
    use OrderStatus::{Cancelled, Draft, Placed};
    let allowed = [(Draft, Placed), (Draft, Cancelled), (Placed, Cancelled)];
    for from in [Draft, Placed, Cancelled] {
        for to in [Draft, Placed, Cancelled] {
            assert_eq!(
                from.may_become(to),
                allowed.contains(&(from, to)),
                "{from} -> {to}"
            );
        }
    }
}

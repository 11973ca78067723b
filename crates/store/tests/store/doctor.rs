//! The doctor finds what is wrong: each kind of damage is done by hand and has to be named.
#![allow(clippy::unwrap_used)]

use crate::shop::{MUG, Shop, gbp, pieces, sale, shops};
use mercer_store::locations::{self, UpdateLocation};
use mercer_store::payments::{self, Means, Record};
use mercer_store::returns::{self, CreateReturn, Disposition, ReturnLine};
use mercer_store::shipments::{self, CreateShipment, ReturnToSender, ShipmentLine};
use mercer_store::{Money, demonstration, doctor, invoices, orders};

/// SQL that damages the books, and words of the finding that has to appear.
const DAMAGE: &[(&str, &str)] = &[
    (
        "UPDATE stock_levels SET on_hand = on_hand + 1000",
        "expected 5000, found 6000",
    ),
    (
        "UPDATE stock_levels SET reserved = reserved + 1000",
        "expected 2000, found 3000",
    ),
    (
        "UPDATE stock_movements SET on_hand_after = 6000",
        "movement 1: expected 5000, found 6000",
    ),
    ("DELETE FROM stock_levels", "product 1 at location 1"),
    (
        "UPDATE orders SET subtotal = subtotal + 1, total = total + 1",
        "expected 1599, found 1598",
    ),
    (
        "DELETE FROM order_items",
        "order 1000: expected 1598, found 0",
    ),
    (
        "UPDATE order_items SET unit_price = unit_price + 1",
        "line 1: expected 1600, found 1598",
    ),
    (
        "UPDATE payments SET captured = captured - 1",
        "payment 1: expected 100, found 99",
    ),
    (
        "DELETE FROM payment_events",
        "payment 1: expected 0, found 100",
    ),
    (
        "UPDATE orders SET captured = captured + 5",
        "order 1000: expected 100, found 105",
    ),
    (
        "UPDATE price_changes SET price = price + 1",
        "product 1: expected 800, found 799",
    ),
    (
        "UPDATE invoice_series SET next_number = 5",
        "series INV: expected 4, found 1",
    ),
    (
        "UPDATE invoices SET sequence_number = 2",
        "series INV: expected 1, found 2",
    ),
    (
        "UPDATE invoices SET net = net + 1, total = total + 1",
        "invoice INV-000001: expected 1598, found 1599",
    ),
    (
        "UPDATE invoices SET kind = 'credit_note'",
        "order 1000 line 1: expected 0, found 1598",
    ),
    (
        "UPDATE invoice_lines SET net = net - 5, tax = tax + 5",
        "order 1000 line 1: expected 0, found 5",
    ),
    (
        "UPDATE products SET search_name = 'mugs' WHERE id = 1",
        "product 1 search_name: expected \"mug\", found \"mugs\"",
    ),
    (
        "UPDATE products SET search_description = 'x' WHERE id = 1",
        "product 1 search_description: expected nothing, found \"x\"",
    ),
    (
        "UPDATE customers SET last_name_key = 'Smith'",
        "customer 1 last_name_key: expected \"smith\", found \"Smith\"",
    ),
    ("DELETE FROM customer_addresses", "customer 1"),
    ("DELETE FROM customer_addresses", "address 1"),
    (
        "UPDATE audit_log SET actor = 'nobody'",
        "audit row 1, not sealed yet, was changed",
    ),
];

/// The same for a shop that sends and takes back: two mugs sent and one of them returned broken,
/// two more sent and refused at the door, one packed.
const DAMAGE_TO_PARCELS: &[(&str, &str)] = &[
    (
        "UPDATE order_items SET allocated = allocated - 1000",
        "line 1 packed: expected 1000, found 0",
    ),
    (
        "UPDATE shipment_items SET quantity = 2000 WHERE shipment_id = 3",
        "line 1 packed: expected 2000, found 1000",
    ),
    (
        "UPDATE shipment_items SET line = 2 WHERE shipment_id = 3",
        "shipment 3 line 2: expected 1000, found 0",
    ),
    (
        "UPDATE order_items SET delivered = 0",
        "line 1 packed: expected 1000, found 1000",
    ),
    (
        "UPDATE stock_movements SET kind = 'sold' WHERE shipment_id = 1",
        "shipment 1 product 1: expected 0, found 2000",
    ),
    (
        "UPDATE stock_movements SET order_id = NULL WHERE shipment_id = 1",
        "order id 1 product 1: expected -1000, found 1000",
    ),
    (
        "UPDATE order_items SET returned = returned - 1000",
        "line 1 returned: expected 3000, found 2000",
    ),
    (
        "UPDATE return_items SET quantity = 2000 WHERE return_id = 1",
        "return 1 product 1: expected 0, found 0",
    ),
    (
        "UPDATE return_items SET disposition = 'restock'",
        "return 1 product 1: expected 0, found 1000",
    ),
    (
        "UPDATE returns SET credited = credited + 1",
        "return 1: expected 799, found 800",
    ),
    (
        "UPDATE returns SET shipment_id = NULL",
        "shipment 2: returned: expected 0, found 1",
    ),
];

async fn sending_shop(shop: &Shop) {
    let store = &shop.store;
    shop.receive(MUG, pieces(5)).await;
    let placed = orders::place(store, sale(&[(MUG, pieces(5))])).await;
    let order_id = placed.unwrap().order.id;
    let parcel = |count: i64| CreateShipment {
        lines: Some(vec![ShipmentLine {
            line: 1,
            quantity: pieces(count),
        }]),
        ..CreateShipment::of(order_id)
    };
    for count in [2, 2] {
        let sent = shipments::create(store, parcel(count)).await.unwrap();
        shipments::ship(store, sent.shipment.id, None)
            .await
            .unwrap();
    }
    shipments::deliver(store, 1, None).await.unwrap();
    shipments::create(store, parcel(1)).await.unwrap();
    let broken = ReturnLine {
        disposition: Disposition::WriteOff,
        ..ReturnLine::of(1, pieces(1))
    };
    let input = CreateReturn {
        order_id,
        location_id: None,
        reason: "broken".to_owned(),
        lines: vec![broken],
    };
    returns::create(store, input).await.unwrap();
    let refused = ReturnToSender {
        shipment_id: 2,
        location_id: None,
        reason: "refused".to_owned(),
        write_off: Vec::new(),
        is_credited: true,
        expected_version: None,
    };
    shipments::return_to_sender(store, refused).await.unwrap();
    shop.assert_books_are_right().await;
}

async fn assert_found(shop: &Shop, sql: &str, words: &str) {
    shop.database.execute(sql).await;
    let report = doctor::examine(&shop.store).await.unwrap();
    let findings: Vec<_> = report.checks.iter().flat_map(|c| &c.findings).collect();
    assert!(!report.is_clean());
    assert!(
        findings.iter().any(|finding| finding.contains(words)),
        "{}: {sql}: {findings:?}",
        shop.database.kind
    );
}

#[tokio::test]
async fn every_kind_of_damage_to_parcels_is_found() {
    for (sql, words) in DAMAGE_TO_PARCELS {
        for shop in shops().await {
            sending_shop(&shop).await;
            assert_found(&shop, sql, words).await;
        }
    }
}

async fn busy_shop(shop: &Shop) {
    let renamed = UpdateLocation {
        name: Some("Corner shop".to_owned()),
        ..UpdateLocation::default()
    };
    locations::update(&shop.store, 1, renamed).await.unwrap();
    shop.receive(MUG, pieces(5)).await;
    let placed = orders::place(&shop.store, sale(&[(MUG, pieces(2))]))
        .await
        .unwrap();
    let amount = Money::new(100, gbp());
    let input = Record {
        order_id: placed.order.id,
        amount,
        means: Means::Cash,
    };
    payments::record(&shop.store, input).await.unwrap();
    invoices::issue(&shop.store, placed.order.id, None)
        .await
        .unwrap();
    shop.assert_books_are_right().await;
}

#[tokio::test]
async fn every_kind_of_damage_is_found() {
    for (sql, words) in DAMAGE {
        for shop in shops().await {
            busy_shop(&shop).await;
            assert_found(&shop, sql, words).await;
        }
    }
}

#[tokio::test]
async fn the_demonstration_is_clean_and_filled_once() {
    for shop in mercer_testing::databases().await {
        mercer_store::revisions::bring_to_head(&shop.database)
            .await
            .unwrap();
        let store = mercer_store::Store::with_clock(
            shop.database.clone(),
            gbp(),
            mercer_store::SystemClock,
        );
        let filled = demonstration::fill(&store).await.unwrap();
        assert!(filled.created);
        assert!(!demonstration::fill(&store).await.unwrap().created);
        let report = doctor::examine(&store).await.unwrap();
        assert!(report.is_clean(), "{report:#?}");
        assert!(
            report.checks.iter().all(|check| check.examined > 0),
            "{report:#?}"
        );
    }
}

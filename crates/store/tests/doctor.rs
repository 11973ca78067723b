//! The doctor finds what is wrong: each kind of damage is done by hand and has to be named.
#![allow(clippy::unwrap_used)]

mod shop;

use mercer_store::payments::{self, Means, Record};
use mercer_store::{Money, demonstration, doctor, orders};
use shop::{MUG, Shop, gbp, pieces, sale, shops};

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
        "UPDATE stock_movements SET on_hand_after = 4000",
        "movement 1: expected 5000, found 4000",
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
    ("DELETE FROM customer_addresses", "customer 1"),
    ("DELETE FROM customer_addresses", "address 1"),
];

async fn busy_shop(shop: &Shop) {
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
    shop.assert_books_are_right().await;
}

#[tokio::test]
async fn every_kind_of_damage_is_found() {
    for (sql, words) in DAMAGE {
        for shop in shops().await {
            busy_shop(&shop).await;
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

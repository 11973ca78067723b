//! A repair sets right what follows from other rows, tells what it did, and leaves the rest.
#![allow(clippy::unwrap_used)]

use crate::shop::{MUG, Shop, TEA, gbp, pieces, sale, shops};
use futures_util::future::join_all;
use mercer_store::doctor::{self, Repaired};
use mercer_store::orders::{self, Credit, CreditOrder};
use mercer_store::payments::{self, Means, Record};
use mercer_store::{Money, invoices};

/// A sale of two mugs, 1.00 credited, 1.00 paid, billed; and a draft.
async fn busy_shop(shop: &Shop) -> i64 {
    shop.receive(MUG, pieces(5)).await;
    shop.receive(TEA, pieces(5)).await;
    let placed = orders::place(&shop.store, sale(&[(MUG, pieces(2))]))
        .await
        .unwrap();
    let order_id = placed.order.id;
    let credit = CreditOrder {
        order_id,
        credit: Credit::Whole(100),
        reason: "chipped".to_owned(),
        expected_version: None,
    };
    orders::credit(&shop.store, credit).await.unwrap();
    let payment = Record {
        order_id,
        amount: Money::new(100, gbp()),
        means: Means::Cash,
    };
    payments::record(&shop.store, payment).await.unwrap();
    invoices::issue(&shop.store, order_id, None).await.unwrap();
    orders::draft(&shop.store, sale(&[(TEA, pieces(1))]))
        .await
        .unwrap();
    shop.assert_books_are_right().await;
    order_id
}

async fn repair(shop: &Shop) -> Repaired {
    doctor::repair(&shop.store).await.unwrap()
}

/// (subject, field, from, to)
fn told(repaired: &Repaired) -> Vec<(&str, &str, &str, &str)> {
    let repairs = repaired.repairs.iter();
    let told = repairs.map(|r| (r.subject.as_str(), r.field, r.from.as_str(), r.to.as_str()));
    told.collect()
}

type Told = (&'static str, &'static str, &'static str, &'static str);

/// SQL that damages what is derived, and what the repair has to tell.
const DERIVED: &[(&str, &[Told])] = &[
    (
        "UPDATE stock_levels SET reserved = reserved + 1000",
        &[
            ("product 1 at location 1", "reserved", "3000", "2000"),
            ("product 2 at location 1", "reserved", "1000", "0"),
        ],
    ),
    (
        "UPDATE orders SET credited = 700 WHERE id = 1",
        &[("order 1000", "credited", "700", "100")],
    ),
    (
        "UPDATE orders SET captured = 1598 WHERE id = 1",
        &[("order 1000", "captured", "1598", "100")],
    ),
    (
        "UPDATE orders SET captured = 105, refunded = 5 WHERE id = 1",
        &[
            ("order 1000", "captured", "105", "100"),
            ("order 1000", "refunded", "5", "0"),
        ],
    ),
    (
        "UPDATE orders SET pledged = 7 WHERE id = 1",
        &[("order 1000", "pledged", "7", "0")],
    ),
    (
        "UPDATE orders SET payment_status = 'paid', fulfilment_status = 'delivered'",
        &[
            ("order 1000", "payment_status", "paid", "partially_paid"),
            (
                "order 1000",
                "fulfilment_status",
                "delivered",
                "unfulfilled",
            ),
            ("order 1001", "payment_status", "paid", "unpaid"),
            (
                "order 1001",
                "fulfilment_status",
                "delivered",
                "unfulfilled",
            ),
        ],
    ),
    (
        "UPDATE products SET search_name = 'x', search_description = 'y' WHERE id = 1",
        &[
            ("product 1", "search_name", "x", "mug"),
            ("product 1", "search_description", "y", "nothing"),
        ],
    ),
    (
        "UPDATE customers SET first_name_key = 'x'",
        &[("customer 1", "first_name_key", "x", "jane")],
    ),
];

#[tokio::test]
async fn what_is_derived_is_set_right_and_told() {
    for shop in shops().await {
        let order_id = busy_shop(&shop).await;
        assert_eq!(told(&repair(&shop).await), []);
        for (sql, expected) in DERIVED {
            shop.database.execute(sql).await;
            let damaged = doctor::examine(&shop.store).await.unwrap();
            assert!(!damaged.is_clean(), "{}: {sql}", shop.database.kind);
            let repaired = repair(&shop).await;
            assert_eq!(told(&repaired), *expected, "{}: {sql}", shop.database.kind);
            assert!(repaired.report.is_clean(), "{sql}: {repaired:#?}");
            shop.assert_books_are_right().await;
        }
        let timeline = orders::timeline(&shop.store, order_id).await.unwrap();
        let repairs: Vec<_> = timeline
            .iter()
            .filter(|entry| entry.action == "doctor.repair")
            .collect();
        assert_eq!(repairs.len(), 5);
        let (before, after) = (&repairs[0].state_before, &repairs[0].state_after);
        assert_eq!(before.as_ref().unwrap().0["credited"], "700");
        assert_eq!(after.as_ref().unwrap().0["credited"], "100");
        assert_eq!(repairs[0].actor, "test");
    }
}

#[tokio::test]
async fn everything_at_once_is_set_right_in_one_repair() {
    for shop in shops().await {
        busy_shop(&shop).await;
        for (sql, _) in DERIVED {
            shop.database.execute(sql).await;
        }
        let repaired = repair(&shop).await;
        assert!(repaired.report.is_clean(), "{repaired:#?}");
        assert_eq!(repaired.repairs.len(), 13, "{:#?}", repaired.repairs);
        assert_eq!(told(&repair(&shop).await), []);
    }
}

/// SQL that damages what is not derived, words of the finding that stays, and SQL that undoes it.
const NOT_DERIVED: &[[&str; 3]] = &[
    [
        "UPDATE stock_levels SET on_hand = on_hand + 1000",
        "product 1 at location 1: expected 5000, found 6000",
        "UPDATE stock_levels SET on_hand = on_hand - 1000",
    ],
    [
        "UPDATE orders SET subtotal = subtotal + 1, total = total + 1, credited = 101 WHERE id = 1",
        "order 1000: expected 1599, found 1598",
        "UPDATE orders SET subtotal = subtotal - 1, total = total - 1, credited = 100 WHERE id = 1",
    ],
    [
        "UPDATE payments SET captured = captured - 1",
        "order 1000: expected 99, found 100",
        "UPDATE payments SET captured = captured + 1",
    ],
    [
        "UPDATE invoice_series SET next_number = 5",
        "series INV: expected 4, found 1",
        "UPDATE invoice_series SET next_number = 2",
    ],
    [
        // More is promised than is there: 2 mugs of 1.
        "UPDATE stock_levels SET on_hand = 1000, reserved = 0 WHERE product_id = 1",
        "product 1 at location 1: expected 2000, found 0",
        "UPDATE stock_levels SET on_hand = 5000, reserved = 2000 WHERE product_id = 1",
    ],
    [
        "DELETE FROM payments",
        "order 1000: expected 0, found 100",
        "",
    ],
];

#[tokio::test]
async fn what_is_not_derived_is_left_and_told() {
    for shop in shops().await {
        busy_shop(&shop).await;
        for [sql, words, undo] in NOT_DERIVED {
            shop.assert_books_are_right().await;
            shop.database.execute(sql).await;
            let before = doctor::examine(&shop.store).await.unwrap();
            let rows = shop.row_counts().await;
            let repaired = repair(&shop).await;
            assert_eq!(told(&repaired), [], "{}: {sql}", shop.database.kind);
            let checks = &repaired.report.checks;
            let findings: Vec<_> = checks.iter().flat_map(|check| &check.findings).collect();
            assert!(
                findings.iter().any(|finding| finding.contains(words)),
                "{}: {sql}: {findings:?}",
                shop.database.kind
            );
            let wrong = |report: &doctor::Report| -> Vec<usize> {
                report.checks.iter().map(|check| check.wrong).collect()
            };
            assert_eq!(wrong(&repaired.report), wrong(&before));
            assert_eq!(shop.row_counts().await, rows, "not even an audit row");
            if !undo.is_empty() {
                shop.database.execute(undo).await;
            }
        }
    }
}

#[tokio::test]
async fn a_draft_that_is_edited_stays_unpaid() {
    for shop in shops().await {
        shop.receive(MUG, pieces(5)).await;
        let draft = orders::draft(&shop.store, sale(&[(MUG, pieces(1))]))
            .await
            .unwrap();
        let input = orders::ModifyOrder {
            order_id: draft.order.id,
            shipping: Some(100),
            ..orders::ModifyOrder::default()
        };
        orders::modify(&shop.store, input).await.unwrap();
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_repair_while_others_buy_and_cancel_counts_every_reservation_once() {
    for shop in shops().await {
        shop.receive(MUG, pieces(100)).await;
        let damage = "UPDATE stock_levels SET reserved = reserved + 5000";
        shop.database.execute(damage).await;
        let buyers = (0..30).map(|index| {
            let store = shop.store.clone();
            tokio::spawn(async move {
                let placed = orders::place(&store, sale(&[(MUG, pieces(1))])).await;
                if index % 2 == 0 {
                    orders::cancel(&store, placed.unwrap().order.id, None)
                        .await
                        .unwrap();
                }
            })
        });
        let repairs = (0..6).map(|_| {
            let store = shop.store.clone();
            tokio::spawn(async move { doctor::repair(&store).await.unwrap() })
        });
        let (buyers, repairs) = tokio::join!(join_all(buyers), join_all(repairs));
        assert!(buyers.iter().all(Result::is_ok), "{}", shop.database.kind);
        let told: Vec<_> = repairs
            .into_iter()
            .flat_map(|repaired| repaired.unwrap().repairs)
            .collect();
        // Once: whoever repairs second finds nothing wrong.
        assert_eq!(told.len(), 1, "{}: {told:?}", shop.database.kind);
        assert_eq!(shop.stock(MUG).await, (100_000, 15_000));
        shop.assert_books_are_right().await;
    }
}

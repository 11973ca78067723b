//! Facts about payments, on every database.
#![allow(clippy::unwrap_used)]

use crate::shop::{MUG, Shop, gbp, pieces, sale, shops};
use futures_util::future::join_all;
use mercer_store::orders::{self, Order, OrderError, PaymentStatus};
use mercer_store::payments::{self, Means, PaymentError, PaymentKind, Record, RefundInput};
use mercer_store::{Money, Store};

fn pounds(amount: i64) -> Money {
    Money::new(amount, gbp())
}

fn cash(order: &Order, amount: i64) -> Record {
    Record {
        order_id: order.id,
        amount: pounds(amount),
        means: Means::Cash,
    }
}

fn card(order: &Order, amount: i64, token: &str) -> Record {
    let means = Means::Card {
        provider: "acme".to_owned(),
        token: token.to_owned(),
        brand: Some("Visa".to_owned()),
        last4: Some("4242".to_owned()),
    };
    Record {
        order_id: order.id,
        amount: pounds(amount),
        means,
    }
}

fn refund(payment_id: i64, amount: i64) -> RefundInput {
    RefundInput {
        payment_id,
        amount: pounds(amount),
        reason: "broken".to_owned(),
        lines: Vec::new(),
        expected_version: None,
    }
}

/// A placed order of 7.99.
async fn order(shop: &Shop) -> Order {
    shop.receive(MUG, pieces(1)).await;
    orders::place(&shop.store, sale(&[(MUG, pieces(1))]))
        .await
        .unwrap()
        .order
}

async fn status(store: &Store, order: &Order) -> PaymentStatus {
    orders::get(store, order.id)
        .await
        .unwrap()
        .order
        .payment_status
}

#[tokio::test]
async fn an_order_is_paid_in_parts_and_given_back_in_parts() {
    for shop in shops().await {
        let (store, order) = (&shop.store, order(&shop).await);
        let first = payments::record(store, cash(&order, 300)).await.unwrap();
        assert_eq!(status(store, &order).await, PaymentStatus::PartiallyPaid);
        let second = payments::record(store, card(&order, 499, "tok_1"))
            .await
            .unwrap();
        assert_eq!(second.kind, PaymentKind::Card);
        assert_eq!(status(store, &order).await, PaymentStatus::Paid);
        payments::refund(store, refund(first.id, 299))
            .await
            .unwrap();
        assert_eq!(
            status(store, &order).await,
            PaymentStatus::PartiallyRefunded
        );
        payments::refund(store, refund(first.id, 1)).await.unwrap();
        payments::refund(store, refund(second.id, 499))
            .await
            .unwrap();
        assert_eq!(status(store, &order).await, PaymentStatus::Refunded);
        let listed = payments::of_orders(store, &[order.id]).await.unwrap();
        assert_eq!(
            listed.iter().map(|p| p.refunded).collect::<Vec<_>>(),
            [300, 499]
        );
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn a_paid_order_is_cancelled_only_after_its_money_went_back() {
    for shop in shops().await {
        let (store, order) = (&shop.store, order(&shop).await);
        let payment = payments::record(store, cash(&order, 799)).await.unwrap();
        let refused = orders::cancel(store, order.id, None).await;
        assert!(
            matches!(refused, Err(OrderError::NotCancellable { .. })),
            "{refused:?}"
        );
        payments::refund(store, refund(payment.id, 799))
            .await
            .unwrap();
        orders::cancel(store, order.id, None).await.unwrap();
        let late = payments::record(store, cash(&order, 1)).await;
        assert!(
            matches!(late, Err(PaymentError::OrderNotOpen { .. })),
            "{late:?}"
        );
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn racing_payments_never_take_more_than_the_total() {
    for shop in shops().await {
        let order = order(&shop).await;
        let tries = (0..20).map(|_| {
            let (store, input) = (shop.store.clone(), cash(&order, 100));
            tokio::spawn(async move { payments::record(&store, input).await })
        });
        let mut taken = 0;
        for result in join_all(tries).await {
            match result.unwrap() {
                Ok(_) => taken += 1,
                Err(PaymentError::ExceedsDue { .. }) => {}
                Err(error) => panic!("{}: {error}", shop.database.kind),
            }
        }
        assert_eq!(
            taken, 7,
            "{}: seven times 1.00 fit into 7.99",
            shop.database.kind
        );
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn racing_refunds_never_give_more_than_was_captured() {
    for shop in shops().await {
        let order = order(&shop).await;
        let payment = payments::record(&shop.store, cash(&order, 799))
            .await
            .unwrap();
        let tries = (0..20).map(|_| {
            let (store, input) = (shop.store.clone(), refund(payment.id, 100));
            tokio::spawn(async move { payments::refund(&store, input).await })
        });
        let mut given = 0;
        for result in join_all(tries).await {
            match result.unwrap() {
                Ok(_) => given += 1,
                Err(PaymentError::ExceedsCaptured { .. }) => {}
                Err(error) => panic!("{}: {error}", shop.database.kind),
            }
        }
        assert_eq!(given, 7, "{}", shop.database.kind);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn a_providers_payment_is_recorded_once() {
    for shop in shops().await {
        let order = order(&shop).await;
        payments::record(&shop.store, card(&order, 100, "tok_1"))
            .await
            .unwrap();
        let before = shop.row_counts().await;
        let again = payments::record(&shop.store, card(&order, 100, "tok_1")).await;
        assert!(
            matches!(again, Err(PaymentError::AlreadyRecorded { .. })),
            "{again:?}"
        );
        assert_eq!(before, shop.row_counts().await, "{}", shop.database.kind);
        assert_eq!(
            orders::get(&shop.store, order.id)
                .await
                .unwrap()
                .order
                .captured,
            100
        );
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn bad_input_names_its_field_and_changes_nothing() {
    for shop in shops().await {
        let order = order(&shop).await;
        let before = shop.row_counts().await;
        let euros = Money::new(100, "EUR".parse().unwrap());
        let with_last4 = |last4: &str| {
            let means = Means::Card {
                provider: "acme".to_owned(),
                token: "tok_9".to_owned(),
                brand: None,
                last4: Some(last4.to_owned()),
            };
            Record {
                order_id: order.id,
                amount: pounds(1),
                means,
            }
        };
        let cases = [
            ("amount", cash(&order, 0)),
            ("amount", cash(&order, -5)),
            (
                "amount",
                Record {
                    amount: euros,
                    ..cash(&order, 1)
                },
            ),
            ("token", card(&order, 1, "4111 1111 1111 1111")),
            ("token", card(&order, 1, "pay:4111111111111111;")),
            ("token", card(&order, 1, "")),
            ("token", card(&order, 1, &"x".repeat(129))),
            ("token", card(&order, 1, "a\0b")),
            ("last4", with_last4("42")),
            ("last4", with_last4("42a4")),
        ];
        for (field, input) in cases {
            let refused = payments::record(&shop.store, input).await;
            let Err(PaymentError::Invalid(invalid)) = refused else {
                panic!("{}: {field}: {refused:?}", shop.database.kind);
            };
            assert_eq!(invalid.field, field);
        }
        let unknown = Record {
            order_id: 999,
            ..cash(&order, 1)
        };
        let refused = payments::record(&shop.store, unknown).await;
        assert!(matches!(refused, Err(PaymentError::UnknownOrder(999))));
        let refused = payments::refund(&shop.store, refund(999, 1)).await;
        assert!(matches!(refused, Err(PaymentError::NotFound(999))));
        assert_eq!(before, shop.row_counts().await, "{}", shop.database.kind);
    }
}

//! Facts about payments by providers, on every database.
#![allow(clippy::unwrap_used)]

use crate::paying;
use crate::paying::{again, card, order, part, pounds, promise, reconciled, refund, simulated};
use crate::shop::{CUSTOMER, shops};
use chrono::TimeDelta;
use mercer_store::Money;
use mercer_store::orders::{self, Cascade, Order, OrderError, PaymentStatus};
use mercer_store::payment_methods::{self, AddPaymentMethod, NewMeans};
use mercer_store::payments::{
    self, Capture, EventKind, Pay, PayBy, PaymentError, PaymentKind, PaymentState,
};

#[tokio::test]
async fn each_token_of_the_simulator_ends_as_its_table_says_and_the_books_agree() {
    use PaymentState::{Captured, Failed, Pending, Voided};
    let table = [
        ("sim_approve", Captured, Captured, None),
        ("sim_decline", Failed, Failed, Some("card_declined")),
        (
            "sim_insufficient_funds",
            Failed,
            Failed,
            Some("insufficient_funds"),
        ),
        ("sim_unreachable", Failed, Failed, Some("unreachable")),
        ("unheard_of", Failed, Failed, Some("unknown_token")),
        ("sim_action", Pending, Captured, None),
        ("sim_action_decline", Pending, Failed, Some("card_declined")),
        ("sim_pending", Pending, Captured, None),
        ("sim_timeout_before", Pending, Captured, None),
        ("sim_timeout_after", Pending, Captured, None),
        (
            "sim_capture_timeout_before",
            PaymentState::Authorised,
            Captured,
            None,
        ),
        (
            "sim_capture_timeout_after",
            PaymentState::Authorised,
            Captured,
            None,
        ),
        (
            "sim_capture_pending",
            PaymentState::Authorised,
            Captured,
            None,
        ),
        (
            "sim_capture_decline",
            Voided,
            Voided,
            Some("capture_declined"),
        ),
    ];
    for shop in shops().await {
        let (store, simulator) = simulated(&shop);
        for (token, first, last, code) in table {
            let order = order(&shop).await;
            let before = simulator.balance();
            let paid = payments::pay(&store, card(&order, token)).await.unwrap();
            assert_eq!(paid.status, first, "{token}");
            shop.assert_books_are_right().await;
            if token.contains("action") {
                assert!(paid.action.unwrap().contains("confirm"), "{token}");
            }
            reconciled(&shop, &store).await;
            let operations = payments::operations(&store, paid.id).await.unwrap();
            assert!(operations.iter().all(|one| one.status.is_finished()));
            assert!(operations.iter().all(|one| one.token.is_none()), "{token}");
            let mut now = payments::get(&store, paid.id).await.unwrap();
            if now.status == Pending {
                now = payments::confirm(&store, paid.id, None).await.unwrap();
            }
            assert_eq!((now.status, now.failure_code.as_deref()), (last, code));
            let order = again(&store, &order).await.order;
            let expected = if last == Captured { 1_598 } else { 0 };
            assert_eq!((order.captured, order.pledged), (expected, 0), "{token}");
            assert_eq!(simulator.balance() - before, expected, "{token}");
            shop.assert_books_are_right().await;
        }
    }
}

#[tokio::test]
async fn an_order_whose_payment_failed_is_paid_by_another_and_its_timeline_tells_of_both() {
    for shop in shops().await {
        let (store, _) = simulated(&shop);
        let order = order(&shop).await;
        payments::pay(&store, card(&order, "sim_decline"))
            .await
            .unwrap();
        let paid = payments::pay(&store, card(&order, "sim_approve"))
            .await
            .unwrap();
        assert_eq!(
            again(&store, &order).await.order.payment_status,
            PaymentStatus::Paid
        );
        let more = payments::pay(&store, card(&order, "sim_approve")).await;
        assert!(
            matches!(more, Err(PaymentError::NothingDue { .. })),
            "{more:?}"
        );
        let events = payments::events(&store, paid.id).await.unwrap();
        let kinds: Vec<_> = events.iter().map(|event| event.kind).collect();
        assert_eq!(
            kinds,
            [
                EventKind::Started,
                EventKind::Authorised,
                EventKind::Captured
            ]
        );
        assert_eq!(
            events
                .iter()
                .filter(|e| e.provider_event_id.is_some())
                .count(),
            2
        );
        let timeline = orders::timeline(&store, order.id).await.unwrap();
        let actions: Vec<_> = timeline.iter().map(|entry| entry.action.as_str()).collect();
        let expected = [
            "payments.pay",
            "payments.failed",
            "payments.pay",
            "payments.authorised",
            "payments.captured",
        ];
        assert!(actions.ends_with(&expected), "{actions:?}");
        let listed = payments::of_orders(&store, &[order.id]).await.unwrap();
        assert_eq!(listed.len(), 2);
    }
}

#[tokio::test]
async fn a_promise_is_taken_in_parts_given_back_in_parts_and_its_rest_given_up() {
    use PaymentState::{Authorised, Captured, PartiallyRefunded, Refunded};
    for shop in shops().await {
        let (store, simulator) = simulated(&shop);
        let order = order(&shop).await;
        let paid = payments::pay(&store, promise(&order, "sim_approve"))
            .await
            .unwrap();
        assert_eq!((paid.status, paid.capturable()), (Authorised, 1_598));
        assert_eq!(again(&store, &order).await.order.pledged, 1_598);
        let first = payments::capture(&store, part(&paid, 500)).await.unwrap();
        assert_eq!((first.status, first.captured), (Captured, 500));
        payments::refund(&store, refund(&paid, 200)).await.unwrap();
        let second = payments::capture(&store, part(&paid, 600)).await.unwrap();
        assert_eq!((second.status, second.captured), (PartiallyRefunded, 1_100));
        let beyond = payments::capture(&store, part(&paid, 499)).await;
        assert!(
            matches!(beyond, Err(PaymentError::ExceedsAuthorised { .. })),
            "{beyond:?}"
        );
        // 15.98 less the 2.00 given back is owed, 9.00 is held: 4.98 are left of the promise.
        let room = payments::capture(&store, part(&paid, 498)).await.unwrap();
        assert_eq!(room.captured, 1_598);
        let nothing_left = payments::void(&store, paid.id, None).await;
        assert!(matches!(nothing_left, Err(PaymentError::WrongState { .. })));
        payments::refund(&store, refund(&paid, 1_398))
            .await
            .unwrap();
        let now = payments::get(&store, paid.id).await.unwrap();
        assert_eq!((now.status, simulator.balance()), (Refunded, 0));
        assert_eq!(
            again(&store, &order).await.order.payment_status,
            PaymentStatus::Refunded
        );
        let beyond = payments::refund(&store, refund(&paid, 1)).await;
        assert!(matches!(beyond, Err(PaymentError::ExceedsCaptured { .. })));
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn a_promise_that_is_given_up_lets_the_order_be_paid_otherwise() {
    for shop in shops().await {
        let (store, simulator) = simulated(&shop);
        for (token, first) in [
            ("sim_approve", PaymentState::Voided),
            ("sim_void_timeout", PaymentState::Authorised),
        ] {
            let order = order(&shop).await;
            let paid = payments::pay(&store, promise(&order, token)).await.unwrap();
            let nothing_due = payments::pay(&store, card(&order, token)).await;
            assert!(matches!(nothing_due, Err(PaymentError::NothingDue { .. })));
            let voided = payments::void(&store, paid.id, None).await.unwrap();
            assert_eq!(voided.status, first, "{token}");
            reconciled(&shop, &store).await;
            let voided = payments::get(&store, paid.id).await.unwrap();
            assert_eq!(
                (voided.status, voided.voided),
                (PaymentState::Voided, 1_598)
            );
            assert_eq!(again(&store, &order).await.order.pledged, 0);
            let late = payments::capture(&store, part(&paid, 1)).await;
            assert!(
                matches!(late, Err(PaymentError::WrongState { .. })),
                "{late:?}"
            );
            payments::pay(&store, card(&order, "sim_approve"))
                .await
                .unwrap();
        }
        let order = order(&shop).await;
        let paid = payments::pay(&store, promise(&order, "sim_void_decline"))
            .await
            .unwrap();
        let refused = payments::void(&store, paid.id, None).await.unwrap();
        assert_eq!(refused.status, PaymentState::Authorised);
        assert_eq!(refused.failure_code.as_deref(), Some("void_declined"));
        assert_eq!(simulator.balance(), 2 * 1_598);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn an_order_is_paid_by_a_saved_method_unless_it_is_expired_or_anothers() {
    for shop in shops().await {
        let (store, _) = simulated(&shop);
        let card = NewMeans::Card {
            provider: "simulator".to_owned(),
            token: "sim_approve".to_owned(),
            brand: Some("Visa".to_owned()),
            last4: "4242".to_owned(),
            expiry_month: 11,
            expiry_year: 2026,
        };
        let input = AddPaymentMethod {
            customer_id: CUSTOMER,
            means: card,
            label: None,
            is_default: true,
        };
        let method = payment_methods::add(&store, input).await.unwrap();
        let by = |order: &Order, payment_method_id| Pay {
            by: PayBy::Saved { payment_method_id },
            ..paying::card(order, "")
        };
        let first = order(&shop).await;
        let paid = payments::pay(&store, by(&first, None)).await.unwrap();
        assert_eq!(paid.payment_method_id, Some(method.id));
        assert_eq!(
            (paid.status, paid.last4.as_deref()),
            (PaymentState::Captured, Some("4242"))
        );
        let second = order(&shop).await;
        let before = shop.row_counts().await;
        let unknown = payments::pay(&store, by(&second, Some(999))).await;
        assert!(
            matches!(unknown, Err(PaymentError::UnknownMethod)),
            "{unknown:?}"
        );
        shop.clock.set(store.now() + TimeDelta::days(30));
        let expired = payments::pay(&store, by(&second, Some(method.id))).await;
        let Err(PaymentError::Invalid(invalid)) = expired else {
            panic!("{expired:?}");
        };
        assert!(
            invalid.to_string().contains("expired in 11/2026"),
            "{invalid}"
        );
        assert_eq!(shop.row_counts().await, before);
        payment_methods::remove(&store, method.id, None)
            .await
            .unwrap();
        payments::refund(&store, refund(&paid, 100)).await.unwrap();
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn cash_is_there_at_once_and_a_transfer_when_staff_say_so() {
    for shop in shops().await {
        let store = &shop.store;
        let order = order(&shop).await;
        let cash = Pay {
            amount: Some(pounds(598)),
            by: PayBy::Cash,
            ..card(&order, "")
        };
        let cash = payments::pay(store, cash).await.unwrap();
        assert_eq!((cash.status, cash.captured), (PaymentState::Captured, 598));
        let transfer = Pay {
            by: PayBy::BankTransfer,
            authorise_only: true,
            ..card(&order, "")
        };
        let transfer = payments::pay(store, transfer).await.unwrap();
        assert_eq!(
            (transfer.status, transfer.amount),
            (PaymentState::Pending, 1_000)
        );
        reconciled(&shop, store).await;
        assert_eq!(payments::get(store, transfer.id).await.unwrap(), transfer);
        let gone = orders::delete(store, order.id, Cascade::WithPayments, None).await;
        assert!(
            matches!(gone, Err(OrderError::PaymentsUnderWay { .. })),
            "{gone:?}"
        );
        let arrived = payments::confirm(store, transfer.id, None).await.unwrap();
        assert_eq!(arrived.status, PaymentState::Captured);
        assert_eq!(
            again(store, &order).await.order.payment_status,
            PaymentStatus::Paid
        );
        let twice = payments::confirm(store, transfer.id, None).await;
        assert!(
            matches!(twice, Err(PaymentError::WrongState { .. })),
            "{twice:?}"
        );
        payments::refund(store, refund(&arrived, 1_000))
            .await
            .unwrap();
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn bad_input_names_its_field_and_changes_nothing() {
    for shop in shops().await {
        let (store, _) = simulated(&shop);
        let order = order(&shop).await;
        let euros = Money::new(100, "EUR".parse().unwrap());
        let of = |amount| Pay {
            amount: Some(amount),
            ..card(&order, "sim_approve")
        };
        let by = |kind, provider: &str, last4: &str| Pay {
            by: PayBy::Token {
                kind,
                provider: provider.to_owned(),
                token: "sim_approve".to_owned(),
                brand: None,
                last4: Some(last4.to_owned()),
            },
            ..card(&order, "")
        };
        let cases = [
            ("amount", of(pounds(0))),
            ("amount", of(pounds(-1))),
            ("amount", of(euros)),
            ("token", card(&order, "")),
            ("token", card(&order, "4111111111111111")),
            ("token", card(&order, "123")),
            ("kind", by(PaymentKind::Cash, "till", "4242")),
            ("provider", by(PaymentKind::Card, "acme", "4242")),
            ("provider", by(PaymentKind::Paypal, "simulator", "4242")),
            ("last4", by(PaymentKind::Card, "simulator", "42424")),
        ];
        let before = shop.row_counts().await;
        for (field, input) in cases {
            let refused = payments::pay(&store, input).await;
            let Err(PaymentError::Invalid(invalid)) = refused else {
                panic!("{}: {field}: {refused:?}", shop.database.kind);
            };
            assert_eq!(invalid.field, field);
        }
        let beyond = payments::pay(&store, of(pounds(1_599))).await;
        assert!(
            matches!(beyond, Err(PaymentError::ExceedsDue { .. })),
            "{beyond:?}"
        );
        let unknown = Pay {
            order_id: 999,
            ..card(&order, "sim_approve")
        };
        let unknown = payments::pay(&store, unknown).await;
        assert!(matches!(unknown, Err(PaymentError::UnknownOrder(999))));
        let none = Capture {
            payment_id: 999,
            amount: None,
            expected_version: None,
        };
        let none = payments::capture(&store, none).await;
        assert!(matches!(none, Err(PaymentError::NotFound(999))));
        let none = payments::void(&store, 999, None).await;
        assert!(matches!(none, Err(PaymentError::NotFound(999))));
        let none = payments::confirm(&store, 999, None).await;
        assert!(matches!(none, Err(PaymentError::NotFound(999))));
        assert_eq!(shop.row_counts().await, before, "{}", shop.database.kind);
    }
}

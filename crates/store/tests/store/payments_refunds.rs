//! Facts about refunds, and about what is booked of cancelled orders, on every database.
#![allow(clippy::unwrap_used)]

use crate::paying;
use std::sync::Arc;

use crate::paying::{
    again, by_card, card, order, part, pounds, promise, reconciled, refund, simulated,
};
use crate::shop::shops;
use async_trait::async_trait;
use mercer_store::doctor;
use mercer_store::orders::{self, Credit, CreditOrder, Order, PaymentStatus};
use mercer_store::payments::gateway::{
    Answer, Authorise, FollowUp, GatewayFailure, PaymentGateway, Simulator,
};
use mercer_store::payments::{
    self, OperationState, Pay, PayBy, PaymentError, PaymentState, RefundInput, RefundOn,
    RefundState,
};

#[tokio::test]
async fn a_refund_that_is_refused_takes_its_credit_back_exactly() {
    for shop in shops().await {
        let (store, simulator) = simulated(&shop);
        let order = order(&shop).await;
        payments::pay(&store, card(&order, "sim_refund_decline"))
            .await
            .unwrap();
        let paid = payments::of_orders(&store, &[order.id])
            .await
            .unwrap()
            .remove(0);
        let before = again(&store, &order).await;
        let failed = payments::refund(&store, refund(&paid, 701)).await.unwrap();
        assert_eq!(failed.status, RefundState::Failed);
        assert_eq!(failed.failure_code.as_deref(), Some("refund_declined"));
        let lines = payments::refund_lines(&store, failed.id).await.unwrap();
        let credited: Vec<_> = lines.iter().map(|part| (part.line, part.amount)).collect();
        assert_eq!(credited, [(1, 351), (2, 350)]);
        let after = again(&store, &order).await;
        assert_eq!(after.items, before.items);
        let amounts = |order: &Order| {
            let money = (
                order.captured,
                order.refunding,
                order.refunded,
                order.credited,
            );
            (money, order.payment_status)
        };
        assert_eq!(amounts(&after.order), amounts(&before.order));
        assert_eq!(simulator.balance(), 1_598);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn a_refund_that_times_out_is_pending_until_it_is_known_and_is_made_once() {
    for shop in shops().await {
        let (store, simulator) = simulated(&shop);
        for token in ["sim_refund_timeout_before", "sim_refund_timeout_after"] {
            let order = order(&shop).await;
            let paid = payments::pay(&store, card(&order, token)).await.unwrap();
            let before = simulator.balance();
            let pending = payments::refund(&store, refund(&paid, 598)).await.unwrap();
            assert_eq!(pending.status, RefundState::Pending, "{token}");
            assert_eq!(again(&store, &order).await.order.refunding, 598);
            let beyond = payments::refund(&store, refund(&paid, 1_001)).await;
            assert!(matches!(beyond, Err(PaymentError::ExceedsCaptured { .. })));
            shop.assert_books_are_right().await;
            reconciled(&shop, &store).await;
            let refunds = payments::refunds(&store, paid.id).await.unwrap();
            assert_eq!(refunds[0].status, RefundState::Succeeded, "{token}");
            let order = again(&store, &order).await.order;
            assert_eq!((order.refunded, order.refunding), (598, 0), "{token}");
            assert_eq!(simulator.balance(), before - 598, "{token}");
            shop.assert_books_are_right().await;
        }
    }
}

#[tokio::test]
async fn what_was_overpaid_goes_back_first_and_only_the_rest_is_credited() {
    for shop in shops().await {
        let (store, _) = simulated(&shop);
        let order = order(&shop).await;
        let paid = payments::pay(&store, card(&order, "sim_approve"))
            .await
            .unwrap();
        let credit = CreditOrder {
            order_id: order.id,
            credit: Credit::Lines(vec![(1, 300)]),
            reason: "chipped".to_owned(),
            expected_version: None,
        };
        orders::credit(&store, credit).await.unwrap();
        let overpaid = payments::refund(&store, refund(&paid, 200)).await.unwrap();
        assert_eq!(
            payments::refund_lines(&store, overpaid.id).await.unwrap(),
            []
        );
        let on_line_2 = RefundOn {
            line: 2,
            amount: pounds(99),
        };
        let named = RefundInput {
            lines: vec![on_line_2],
            ..refund(&paid, 199)
        };
        let named = payments::refund(&store, named).await.unwrap();
        let lines = payments::refund_lines(&store, named.id).await.unwrap();
        let credited: Vec<_> = lines.iter().map(|part| (part.line, part.amount)).collect();
        assert_eq!(credited, [(2, 99)]);
        let now = again(&store, &order).await;
        assert_eq!((now.items[0].refunded, now.items[1].refunded), (300, 99));
        assert_eq!(now.order.payment_status, PaymentStatus::PartiallyRefunded);
        let too_much = RefundInput {
            lines: vec![
                on_line_2,
                RefundOn {
                    line: 1,
                    ..on_line_2
                },
            ],
            ..refund(&paid, 100)
        };
        let refused = payments::refund(&store, too_much).await;
        assert!(matches!(refused, Err(PaymentError::Invalid(i)) if i.field == "lines"));
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn a_transfer_for_a_cancelled_order_is_booked_when_it_arrives_and_a_refund_is_due() {
    for shop in shops().await {
        let store = &shop.store;
        let order = order(&shop).await;
        let transfer = Pay {
            by: PayBy::BankTransfer,
            ..card(&order, "")
        };
        let transfer = payments::pay(store, transfer).await.unwrap();
        orders::cancel(store, order.id, None).await.unwrap();
        reconciled(&shop, store).await;
        payments::confirm(store, transfer.id, None).await.unwrap();
        let now = again(store, &order).await.order;
        assert_eq!(
            (now.captured, now.payment_status),
            (1_598, PaymentStatus::RefundDue)
        );
        payments::refund(store, refund(&transfer, 1_598))
            .await
            .unwrap();
        assert_eq!(
            again(store, &order).await.order.payment_status,
            PaymentStatus::Refunded
        );
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn what_is_promised_to_a_cancelled_order_is_given_up() {
    for shop in shops().await {
        let (store, simulator) = simulated(&shop);
        let order = order(&shop).await;
        let promised = Pay {
            amount: Some(pounds(500)),
            ..promise(&order, "sim_approve")
        };
        let promised = payments::pay(&store, promised).await.unwrap();
        let asked = payments::pay(&store, promise(&order, "sim_action"))
            .await
            .unwrap();
        orders::cancel(&store, order.id, None).await.unwrap();
        let late = payments::capture(&store, part(&promised, 1)).await;
        assert!(
            matches!(late, Err(PaymentError::OrderNotOpen { .. })),
            "{late:?}"
        );
        let done = payments::reconcile(&store, store.now()).await.unwrap();
        assert_eq!((done.voided, done.failed), (2, 0));
        for id in [promised.id, asked.id] {
            let payment = payments::get(&store, id).await.unwrap();
            assert_eq!(payment.status, PaymentState::Voided);
        }
        assert_eq!(again(&store, &order).await.order.pledged, 0);
        assert_eq!(simulator.balance(), 0);
        shop.assert_books_are_right().await;
    }
}

/// A provider that names the same event for every capture.
struct Replays(Simulator);

#[async_trait]
impl PaymentGateway for Replays {
    async fn authorise(&self, request: Authorise) -> Result<Answer, GatewayFailure> {
        self.0.authorise(request).await
    }

    async fn capture(&self, request: FollowUp) -> Result<Answer, GatewayFailure> {
        Ok(Answer::Approved {
            provider_reference: request.provider_reference,
            provider_event_id: "the one event".to_owned(),
        })
    }

    async fn refund(&self, request: FollowUp) -> Result<Answer, GatewayFailure> {
        self.0.refund(request).await
    }

    async fn void(&self, request: FollowUp) -> Result<Answer, GatewayFailure> {
        self.0.void(request).await
    }
}

#[tokio::test]
async fn an_event_of_a_provider_is_booked_once() {
    for shop in shops().await {
        let store = by_card(&shop, Arc::new(Replays(Simulator::default())));
        let order = order(&shop).await;
        let paid = payments::pay(&store, promise(&order, "sim_approve"))
            .await
            .unwrap();
        payments::capture(&store, part(&paid, 500)).await.unwrap();
        let again = payments::capture(&store, part(&paid, 500)).await.unwrap();
        assert_eq!((again.captured, again.capturing), (500, 0));
        assert_eq!(again.failure_code.as_deref(), Some("replayed"));
        let operations = payments::operations(&store, paid.id).await.unwrap();
        assert_eq!(operations.last().unwrap().status, OperationState::Failed);
        shop.assert_books_are_right().await;
    }
}

/// SQL that damages the books, and words of the finding that has to appear.
const DAMAGE: &[(&str, &str)] = &[
    (
        "UPDATE payment_events SET amount = 499 WHERE kind = 'captured'",
        "payment 1: expected 399, found 400",
    ),
    (
        "UPDATE refunds SET status = 'pending'",
        "payment 1: expected 100, found 100",
    ),
    (
        "UPDATE payment_operations SET amount = 499 WHERE kind = 'capture'",
        "payment 1: expected 399, found 400",
    ),
    (
        "UPDATE payments SET status = 'captured'",
        "payment 1 is captured: expected 500, found 100",
    ),
    (
        "UPDATE orders SET pledged = pledged + 5",
        "order 1000: expected 1098, found 1103",
    ),
    (
        "UPDATE refund_lines SET amount = amount + 1",
        "order id 1 line 1: expected 51, found 50",
    ),
    (
        "UPDATE payments SET brand = 'Visa 4111 1111 1111 1111'",
        "brand of payments 1",
    ),
    (
        "UPDATE customers SET last_name = 'pays by 4111-1111-1111-1111'",
        "last_name of customers 1",
    ),
];

#[tokio::test]
async fn the_doctor_finds_what_is_wrong_with_payments() {
    for shop in shops().await {
        let (store, _) = paying::simulated(&shop);
        let order = order(&shop).await;
        let paid = payments::pay(&store, promise(&order, "sim_approve"))
            .await
            .unwrap();
        payments::capture(&store, part(&paid, 500)).await.unwrap();
        payments::refund(&store, refund(&paid, 100)).await.unwrap();
        shop.assert_books_are_right().await;
        for (sql, words) in DAMAGE {
            shop.database.execute(sql).await;
            let report = doctor::examine(&store).await.unwrap();
            let findings: Vec<_> = report.checks.iter().flat_map(|c| &c.findings).collect();
            assert!(
                findings.iter().any(|finding| finding.contains(words)),
                "{}: {sql}: {findings:?}",
                shop.database.kind
            );
        }
    }
}

//! Payments, refunds and documents.

use super::{BELL, NOBODY, Scene, recorded};
use crate::shop::{gbp, shops};
use mercer_store::payments::{
    self, Capture, Means, Pay, PayBy, PaymentKind, RefundInput, RefundOn,
};
use mercer_store::{Money, customers, invoices};

#[tokio::test]
async fn money_and_documents_that_make_no_sense() {
    for shop in shops().await {
        let mut scene = Scene::set(shop).await;
        let (store, order_id, payment_id) = (scene.shop.store.clone(), scene.order, scene.payment);
        let money = |amount| Money::new(amount, gbp());
        let euros = Money::new(1, "EUR".parse().unwrap());
        let paying = |amount| Pay {
            order_id,
            amount: Some(amount),
            by: PayBy::Cash,
            authorise_only: false,
        };
        let token = |provider: &str, token: &str| Pay {
            by: PayBy::Token {
                kind: PaymentKind::Card,
                provider: provider.to_owned(),
                token: token.to_owned(),
                brand: None,
                last4: None,
            },
            ..paying(money(1))
        };
        let card = "4111 1111 1111 1111";
        for (words, input) in [
            ("amount: ", paying(money(0))),
            ("amount: ", paying(money(-1))),
            ("amount: ", paying(euros)),
            ("more than the", paying(money(i64::MAX))),
            (
                "no order with id 987654",
                Pay {
                    order_id: NOBODY,
                    ..paying(money(1))
                },
            ),
            ("provider: ", token("nobody", "sim_approve")),
            ("provider: ", token(BELL, "sim_approve")),
            ("token: ", token("simulator", card)),
            ("token: ", token("simulator", "")),
        ] {
            scene.refused(words, payments::pay(&store, input)).await;
        }
        let bank = |reference: &str| Means::BankTransfer {
            reference: Some(reference.to_owned()),
        };
        for (words, input) in [
            ("amount: ", recorded(order_id, 0, Means::Cash)),
            ("amount: ", recorded(order_id, -1, Means::Cash)),
            ("more than the", recorded(order_id, i64::MAX, Means::Cash)),
            ("no order with id 987654", recorded(NOBODY, 1, Means::Cash)),
            ("reference: ", recorded(order_id, 1, bank(BELL))),
            ("reference: ", recorded(order_id, 1, bank(card))),
        ] {
            scene.refused(words, payments::record(&store, input)).await;
        }
        let refund = |payment_id, amount, lines: &[(i64, i64)]| {
            let on = |&(line, amount)| RefundOn {
                line,
                amount: money(amount),
            };
            RefundInput {
                payment_id,
                amount: money(amount),
                reason: "x".to_owned(),
                lines: lines.iter().map(on).collect(),
                expected_version: None,
            }
        };
        for (words, input) in [
            ("amount: ", refund(payment_id, 0, &[])),
            ("amount: ", refund(payment_id, -1, &[])),
            ("more than the", refund(payment_id, 301, &[])),
            ("lines/0/amount: ", refund(payment_id, 5, &[(1, 0)])),
            ("lines/1/line: ", refund(payment_id, 5, &[(1, 1), (1, 1)])),
            ("lines: ", refund(payment_id, 5, &[(1, 6)])),
            ("lines/0", refund(payment_id, 5, &[(NOBODY, 5)])),
            (
                "reason: ",
                RefundInput {
                    reason: String::new(),
                    ..refund(payment_id, 1, &[])
                },
            ),
            ("no payment with id 987654", refund(NOBODY, 1, &[])),
        ] {
            scene.refused(words, payments::refund(&store, input)).await;
        }
        let capture = |payment_id| Capture {
            payment_id,
            amount: None,
            expected_version: None,
        };
        let unknown = "no payment with id 987654";
        scene
            .refused(unknown, payments::capture(&store, capture(NOBODY)))
            .await;
        scene
            .refused(
                "cannot be captured",
                payments::capture(&store, capture(payment_id)),
            )
            .await;
        scene
            .refused(unknown, payments::void(&store, NOBODY, None))
            .await;
        scene
            .refused("cannot be voided", payments::void(&store, payment_id, None))
            .await;
        scene
            .refused(unknown, payments::confirm(&store, NOBODY, None))
            .await;
        scene
            .refused(
                "cannot be confirmed",
                payments::confirm(&store, payment_id, None),
            )
            .await;
        scene
            .refused("no order", invoices::issue(&store, NOBODY, None))
            .await;
        scene
            .refused("series: ", invoices::issue(&store, order_id, Some("inv")))
            .await;
        scene
            .refused("reason: ", invoices::credit(&store, order_id, BELL, None))
            .await;
        scene
            .refused(
                "nothing that was billed",
                invoices::credit(&store, order_id, "x", None),
            )
            .await;
        scene
            .refused("no customer with", customers::erase(&store, NOBODY, None))
            .await;
        let gone = customers::delete(&store, NOBODY, customers::Cascade::WithOrders, None);
        scene.refused("no customer with", gone).await;
        scene.assert_all_refused();
    }
}

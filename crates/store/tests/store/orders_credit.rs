//! What a customer no longer owes of an order.
#![allow(clippy::unwrap_used)]

use crate::shop::{MUG, Shop, TEA, gbp, pieces, sale, shops};
use futures_util::future::join_all;
use mercer_store::orders::{self, Credit, CreditOrder, OrderError, OrderWithItems, PaymentStatus};
use mercer_store::payments::{self, Means, Record, RefundInput};
use mercer_store::{Money, Quantity};

async fn order(shop: &Shop) -> OrderWithItems {
    shop.receive(MUG, pieces(10)).await;
    shop.receive(TEA, pieces(10)).await;
    let mut input = sale(&[(MUG, pieces(2)), (TEA, Quantity::from_thousandths(350))]);
    input.shipping = 499;
    orders::place(&shop.store, input).await.unwrap()
}

fn credit(order: &OrderWithItems, credit: Credit) -> CreditOrder {
    CreditOrder {
        order_id: order.order.id,
        credit,
        reason: "a chipped mug".to_owned(),
        expected_version: None,
    }
}

#[tokio::test]
async fn a_credit_lowers_what_is_owed_and_a_paid_order_becomes_due_for_a_refund() {
    for shop in shops().await {
        let placed = order(&shop).await;
        let total = placed.order.total;
        let cash = Record {
            order_id: placed.order.id,
            amount: Money::new(total, gbp()),
            means: Means::Cash,
        };
        let payment = payments::record(&shop.store, cash).await.unwrap();
        let parts = Credit::Lines(vec![(1, 300), (0, 99)]);
        let credited = orders::credit(&shop.store, credit(&placed, parts))
            .await
            .unwrap();
        assert_eq!(credited.items[0].refunded, 300);
        assert_eq!(credited.order.shipping_refunded, 99);
        assert_eq!(credited.order.credited, 399);
        assert_eq!(credited.order.payment_status, PaymentStatus::RefundDue);
        assert_eq!(credited.order.overpaid(), 399);
        // A refund settles what is overpaid, and credits what it gives back beyond it.
        let back = RefundInput {
            payment_id: payment.id,
            amount: Money::new(500, gbp()),
            reason: "as agreed".to_owned(),
            lines: Vec::new(),
            expected_version: None,
        };
        payments::refund(&shop.store, back).await.unwrap();
        let settled = orders::get(&shop.store, placed.order.id).await.unwrap();
        assert_eq!(
            settled.order.payment_status,
            PaymentStatus::PartiallyRefunded
        );
        assert_eq!((settled.order.credited, settled.order.refunded), (500, 500));
        let rest = RefundInput {
            payment_id: payment.id,
            amount: Money::new(total - 500, gbp()),
            reason: "everything".to_owned(),
            lines: Vec::new(),
            expected_version: None,
        };
        payments::refund(&shop.store, rest).await.unwrap();
        let settled = orders::get(&shop.store, placed.order.id).await.unwrap();
        assert_eq!(settled.order.payment_status, PaymentStatus::Refunded);
        assert!(settled.items.iter().all(|item| item.refunded == item.total));
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn an_unpaid_order_is_paid_once_its_credit_leaves_nothing_to_pay() {
    for shop in shops().await {
        let placed = order(&shop).await;
        let whole = Credit::Whole(placed.order.total);
        let credited = orders::credit(&shop.store, credit(&placed, whole))
            .await
            .unwrap();
        assert_eq!(credited.order.due(), 0);
        assert_eq!(credited.order.payment_status, PaymentStatus::Paid);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn credits_that_race_never_give_more_than_the_order_cost() {
    for shop in shops().await {
        let placed = order(&shop).await;
        let each = placed.order.total / 7;
        let credits = (0..16).map(|_| {
            let (store, input) = (shop.store.clone(), credit(&placed, Credit::Whole(each)));
            tokio::spawn(async move { orders::credit(&store, input).await })
        });
        let ends = join_all(credits).await;
        let done = ends.iter().filter(|end| matches!(end, Ok(Ok(_)))).count();
        assert_eq!(done, 7, "{}", shop.database.kind);
        let left = orders::get(&shop.store, placed.order.id)
            .await
            .unwrap()
            .order;
        assert_eq!(left.owed(), placed.order.total - 7 * each);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn more_than_is_left_is_refused_by_name_and_nothing_changes() {
    for shop in shops().await {
        let placed = order(&shop).await;
        let before = shop.row_counts().await;
        let cases = [
            ("lines/0/amount", Credit::Lines(vec![(1, 1_599)])),
            (
                "lines/1/amount",
                Credit::Lines(vec![(1, 1_000), (1, 1_000)]),
            ),
            ("lines/0/line", Credit::Lines(vec![(3, 1)])),
            ("lines/0/amount", Credit::Lines(vec![(0, 500)])),
            ("lines/0/amount", Credit::Lines(vec![(1, 0)])),
            ("amount", Credit::Whole(placed.order.total + 1)),
            ("amount", Credit::Whole(0)),
        ];
        for (field, parts) in cases {
            let refused = orders::credit(&shop.store, credit(&placed, parts)).await;
            let Err(OrderError::Invalid(invalid)) = refused else {
                panic!("{}: {field}: {refused:?}", shop.database.kind);
            };
            assert_eq!(invalid.field, field, "{}", invalid.reason);
        }
        assert_eq!(before, shop.row_counts().await);
        let after = orders::get(&shop.store, placed.order.id).await.unwrap();
        assert_eq!(after, placed, "{}", shop.database.kind);
    }
}

//! Changes, credits and ends of an order.

use super::{BELL, NOBODY, Scene};
use crate::shop::{MUG, pieces, shops};
use mercer_store::Quantity;
use mercer_store::orders::{
    self, Cascade, Credit, CreditOrder, LineChange, ModifyOrder, OrderLine,
};
use mercer_store::patch::Patch;

#[tokio::test]
async fn changes_and_credits_that_make_no_sense() {
    for shop in shops().await {
        let mut scene = Scene::set(shop).await;
        let (store, order_id) = (scene.shop.store.clone(), scene.order);
        let empty = || ModifyOrder {
            order_id,
            ..ModifyOrder::default()
        };
        let change = |line, thousandths| ModifyOrder {
            change: vec![LineChange {
                line,
                quantity: Some(Quantity::from_thousandths(thousandths)),
                discount: Patch::Keep,
            }],
            ..empty()
        };
        let removing = |remove| ModifyOrder { remove, ..empty() };
        let adding = |line| ModifyOrder {
            add: vec![line],
            ..empty()
        };
        let cases = vec![
            ("change: ", empty()),
            ("change/0/line: ", change(NOBODY, 1_000)),
            ("change/0/quantity: ", change(1, 0)),
            ("change/0/quantity: ", change(1, -1_000)),
            ("change/0/quantity: ", change(1, i64::MAX)),
            ("change/0/quantity: ", change(1, 1_500)),
            ("out of stock", change(1, 99_000)),
            ("remove/0: ", removing(vec![1])),
            ("remove/0: ", removing(vec![NOBODY])),
            ("remove/1: ", removing(vec![2, 2])),
            (
                "add/0/quantity: ",
                adding(OrderLine::of(MUG, Quantity::ZERO)),
            ),
            (
                "add/0/product_id: ",
                adding(OrderLine::of(NOBODY, pieces(1))),
            ),
            (
                "shipping: ",
                ModifyOrder {
                    shipping: Some(-1),
                    ..empty()
                },
            ),
            (
                "reason: ",
                ModifyOrder {
                    reason: Some("x".repeat(201)),
                    ..removing(vec![2])
                },
            ),
            (
                "no order 987654",
                ModifyOrder {
                    order_id: NOBODY,
                    ..removing(vec![2])
                },
            ),
            (
                "version",
                ModifyOrder {
                    expected_version: Some(NOBODY),
                    ..removing(vec![2])
                },
            ),
        ];
        for (words, input) in cases {
            scene.refused(words, orders::modify(&store, input)).await;
        }
        let credit = |credit, reason: &str| CreditOrder {
            order_id,
            credit,
            reason: reason.to_owned(),
            expected_version: None,
        };
        for (words, input) in [
            ("amount: ", credit(Credit::Whole(0), "x")),
            ("amount: ", credit(Credit::Whole(-1), "x")),
            ("amount: ", credit(Credit::Whole(i64::MAX), "x")),
            ("lines", credit(Credit::Lines(vec![]), "x")),
            ("lines/0", credit(Credit::Lines(vec![(NOBODY, 1)]), "x")),
            ("lines/0", credit(Credit::Lines(vec![(1, i64::MAX)]), "x")),
            ("lines/0", credit(Credit::Lines(vec![(1, -1)]), "x")),
            ("lines/1", credit(Credit::Lines(vec![(1, 1), (1, -1)]), "x")),
            ("reason: ", credit(Credit::Whole(1), " ")),
            ("reason: ", credit(Credit::Whole(1), BELL)),
        ] {
            scene.refused(words, orders::credit(&store, input)).await;
        }
        scene
            .refused("no order 987654", orders::cancel(&store, NOBODY, None))
            .await;
        scene
            .refused(
                "cannot be cancelled",
                orders::cancel(&store, order_id, None),
            )
            .await;
        scene
            .refused("no order 987654", orders::place_draft(&store, NOBODY, None))
            .await;
        scene
            .refused(
                "cannot become placed",
                orders::place_draft(&store, order_id, None),
            )
            .await;
        let gone = orders::delete(&store, NOBODY, Cascade::WithPayments, None);
        scene.refused("no order 987654", gone).await;
        scene
            .refused(
                "has been paid",
                orders::delete(&store, order_id, Cascade::Refuse, None),
            )
            .await;
        scene.assert_all_refused();
    }
}

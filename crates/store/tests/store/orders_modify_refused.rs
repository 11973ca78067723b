//! Changes of orders that are refused, or race.
#![allow(clippy::unwrap_used)]

use crate::edited::{change, of, off, two_mugs_and_tea};
use crate::shop::{MUG, RETIRED, pieces, shops};
use futures_util::future::join_all;
use mercer_store::Quantity;
use mercer_store::addresses::NewAddress;
use mercer_store::orders::{self, LineChange, ModifyOrder, OrderError, OrderLine, OrderWithItems};
use mercer_store::patch::Patch;

/// What is wrong, and the field that says so.
fn refused(placed: &OrderWithItems) -> Vec<(&'static str, ModifyOrder)> {
    let changed = |changes: Vec<LineChange>| ModifyOrder {
        change: changes,
        ..of(placed)
    };
    let removed = |lines: &[i64]| ModifyOrder {
        remove: lines.to_vec(),
        ..of(placed)
    };
    let too_much_off = LineChange {
        line: 1,
        quantity: None,
        discount: Patch::Set(off(1_599)),
    };
    let half_a_mug = Quantity::from_thousandths(1_500);
    let mut retired = of(placed);
    retired.add = vec![OrderLine::of(RETIRED, pieces(1))];
    let mut all_off = of(placed);
    all_off.discount = Patch::Set(off(100_000));
    let mut paid_to_send = of(placed);
    paid_to_send.shipping = Some(-1);
    let mut nowhere = of(placed);
    nowhere.shipping_address = Some(NewAddress::default());
    vec![
        ("change", of(placed)),
        ("change/0/line", changed(vec![change(9, pieces(1))])),
        ("change/0/quantity", changed(vec![change(1, pieces(0))])),
        ("change/0/quantity", changed(vec![change(1, half_a_mug)])),
        ("change/0/discount/amount", changed(vec![too_much_off])),
        ("remove/0", removed(&[9])),
        ("remove", removed(&[1, 2])),
        ("add/0/product_id", retired),
        ("discount/amount", all_off),
        ("shipping", paid_to_send),
        ("shipping_address/line1", nowhere),
    ]
}

#[tokio::test]
async fn what_cannot_be_changed_is_refused_by_name_and_nothing_changes() {
    for shop in shops().await {
        let placed = two_mugs_and_tea(&shop).await;
        let before = (
            shop.row_counts().await,
            orders::get(&shop.store, placed.order.id).await,
        );
        for (field, input) in refused(&placed) {
            let refused = orders::modify(&shop.store, input).await;
            let Err(OrderError::Invalid(invalid)) = refused else {
                panic!("{}: {field}: {refused:?}", shop.database.kind);
            };
            assert_eq!(invalid.field, field, "{}", invalid.reason);
        }
        let stale = ModifyOrder {
            expected_version: Some(7),
            remove: vec![2],
            ..of(&placed)
        };
        let refused = orders::modify(&shop.store, stale).await;
        assert!(matches!(refused, Err(OrderError::Stale(_))), "{refused:?}");
        let greedy = ModifyOrder {
            change: vec![change(1, pieces(11))],
            ..of(&placed)
        };
        let refused = orders::modify(&shop.store, greedy).await;
        assert!(
            matches!(refused, Err(OrderError::Inventory(_))),
            "{refused:?}"
        );
        let after = (
            shop.row_counts().await,
            orders::get(&shop.store, placed.order.id).await,
        );
        assert_eq!(
            format!("{before:?}"),
            format!("{after:?}"),
            "{}",
            shop.database.kind
        );
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn edits_that_race_each_other_and_a_cancellation_leave_right_books() {
    for shop in shops().await {
        let placed = two_mugs_and_tea(&shop).await;
        let edits = (0..12).map(|number| {
            let (store, mut edit) = (shop.store.clone(), of(&placed));
            match number % 3 {
                0 => edit.change = vec![change(1, pieces(1 + number))],
                1 => edit.add = vec![OrderLine::of(MUG, pieces(1))],
                _ => edit.discount = Patch::Set(off(number)),
            }
            tokio::spawn(async move { orders::modify(&store, edit).await.map(drop) })
        });
        let id = placed.order.id;
        let store = shop.store.clone();
        let cancellation =
            tokio::spawn(async move { orders::cancel(&store, id, None).await.map(drop) });
        let ends = join_all(edits.chain([cancellation])).await;
        let done = ends
            .into_iter()
            .filter(|end| matches!(end, Ok(Ok(()))))
            .count();
        assert!(done >= 1, "{}", shop.database.kind);
        assert_eq!(shop.stock(MUG).await, (10_000, 0), "{}", shop.database.kind);
        shop.assert_books_are_right().await;
    }
}

//! Facts about counting stock while the shop goes on selling, on every database.
#![allow(clippy::unwrap_used)]

use crate::shop::{MUG, POSTAGE, Shop, TEA, pieces, sale, shops};
use futures_util::future::join_all;
use mercer_store::inventory::counts::{
    self, CloseCount, CountStatus, CountedLine, ListCounts, OpenCount, RecordCount, StockCountItem,
};
use mercer_store::inventory::{self, Adjust, Count, InventoryError, ListMovements, MovementKind};
use mercer_store::{PageRequest, Quantity, doctor, orders};

const EURO_MUG: i64 = 4;

async fn open(shop: &Shop) -> i64 {
    let count = counts::open(&shop.store, OpenCount::default()).await;
    count.unwrap().id
}

async fn record(
    shop: &Shop,
    count_id: i64,
    product_id: i64,
    counted: Quantity,
) -> Result<Vec<StockCountItem>, InventoryError> {
    let input = RecordCount {
        count_id,
        expected_version: None,
        lines: vec![CountedLine {
            product_id,
            counted,
        }],
        counted_by: Some("Ann".to_owned()),
    };
    counts::record(&shop.store, input).await
}

fn closing(count_id: i64) -> CloseCount {
    CloseCount {
        count_id,
        expected_version: None,
        reason: "yearly count".to_owned(),
        leave_uncounted: false,
    }
}

async fn adjust(shop: &Shop, quantity: Quantity) {
    let input = Adjust {
        product_id: MUG,
        location_id: None,
        quantity,
        reason: "broken".to_owned(),
    };
    inventory::adjust(&shop.store, input).await.unwrap();
}

#[tokio::test]
async fn differences_become_adjustments_with_the_reason() {
    for shop in shops().await {
        shop.receive(MUG, pieces(10)).await;
        shop.receive(TEA, Quantity::from_thousandths(2_500)).await;
        let id = open(&shop).await;
        let sheet = counts::get(&shop.store, id, PageRequest::default()).await;
        let sheet = sheet.unwrap();
        let expected: Vec<_> = sheet
            .lines
            .items
            .iter()
            .map(|line| (line.sku.as_str(), line.expected, line.counted))
            .collect();
        assert_eq!(expected, [("MUG", 10_000, None), ("TEA", 2_500, None)]);
        record(&shop, id, MUG, pieces(8)).await.unwrap();
        record(&shop, id, TEA, Quantity::from_thousandths(2_500))
            .await
            .unwrap();
        assert_eq!(shop.stock(MUG).await, (10_000, 0));
        let closed = counts::close(&shop.store, closing(id)).await.unwrap();
        assert_eq!(closed.status, CountStatus::Closed);
        assert_eq!(shop.stock(MUG).await, (8_000, 0));
        let ledger = inventory::movements(&shop.store, ListMovements::of(MUG));
        let last = ledger.await.unwrap().items.pop().unwrap();
        assert_eq!((last.kind, last.quantity), (MovementKind::Adjusted, -2_000));
        assert_eq!(last.reason.as_deref(), Some("yearly count"));
        assert_eq!(last.count_id, Some(id));
        let tea = inventory::movements(&shop.store, ListMovements::of(TEA));
        assert_eq!(tea.await.unwrap().items.len(), 1, "tea was right");
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn what_is_sold_or_broken_during_the_count_falsifies_nothing() {
    for shop in shops().await {
        shop.receive(MUG, pieces(10)).await;
        let id = open(&shop).await;
        // Two leave before the shelf is counted and one after: 7 were there, so one was missing.
        adjust(&shop, pieces(-2)).await;
        let items = record(&shop, id, MUG, pieces(7)).await.unwrap();
        assert_eq!(items[0].difference, Some(-1_000));
        assert_eq!(items[0].counted_by.as_deref(), Some("Ann"));
        adjust(&shop, pieces(-1)).await;
        counts::close(&shop.store, closing(id)).await.unwrap();
        assert_eq!(shop.stock(MUG).await, (6_000, 0), "{}", shop.database.kind);
        let sheet = counts::get(&shop.store, id, PageRequest::default()).await;
        let line = sheet.unwrap().lines.items.remove(0);
        assert_eq!((line.expected, line.counted), (10_000, Some(7_000)));
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn counting_again_replaces_and_goods_found_unexpectedly_come_onto_the_sheet() {
    for shop in shops().await {
        shop.receive(MUG, pieces(10)).await;
        let id = open(&shop).await;
        record(&shop, id, MUG, pieces(3)).await.unwrap();
        record(&shop, id, MUG, pieces(9)).await.unwrap();
        record(&shop, id, EURO_MUG, pieces(2)).await.unwrap();
        counts::close(&shop.store, closing(id)).await.unwrap();
        assert_eq!(shop.stock(MUG).await, (9_000, 0));
        assert_eq!(shop.stock(EURO_MUG).await, (2_000, 0));
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn promised_goods_that_are_missing_refuse_the_closing_and_are_named() {
    for shop in shops().await {
        shop.receive(MUG, pieces(10)).await;
        shop.receive(TEA, pieces(5)).await;
        let id = open(&shop).await;
        record(&shop, id, MUG, pieces(3)).await.unwrap();
        record(&shop, id, TEA, pieces(4)).await.unwrap();
        let order = orders::place(&shop.store, sale(&[(MUG, pieces(4))]))
            .await
            .unwrap();
        let before = (shop.row_counts().await, shop.stock(TEA).await);
        let refused = counts::close(&shop.store, closing(id)).await;
        let Err(InventoryError::PromisedGoodsMissing { goods, .. }) = refused else {
            panic!("{}: {refused:?}", shop.database.kind);
        };
        assert_eq!(goods.len(), 1);
        let missing = &goods[0];
        assert_eq!((missing.sku.as_str(), missing.product_id), ("MUG", MUG));
        let amounts = (missing.counted, missing.left, missing.promised);
        assert_eq!(amounts, (pieces(3), pieces(3), pieces(4)));
        assert_eq!(before, (shop.row_counts().await, shop.stock(TEA).await));
        orders::cancel(&shop.store, order.order.id, None)
            .await
            .unwrap();
        counts::close(&shop.store, closing(id)).await.unwrap();
        assert_eq!(shop.stock(MUG).await, (3_000, 0));
        assert_eq!(shop.stock(TEA).await, (4_000, 0));
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn a_location_has_one_open_count() {
    for shop in shops().await {
        shop.receive(MUG, pieces(1)).await;
        let id = open(&shop).await;
        let again = counts::open(&shop.store, OpenCount::default()).await;
        assert!(matches!(again, Err(InventoryError::CountOpen)), "{again:?}");
        let elsewhere = OpenCount {
            location_id: Some(2),
            ..OpenCount::default()
        };
        counts::open(&shop.store, elsewhere).await.unwrap();
        record(&shop, id, MUG, pieces(0)).await.unwrap();
        counts::cancel(&shop.store, id, None).await.unwrap();
        assert_eq!(shop.stock(MUG).await, (1_000, 0));
        for refused in [
            counts::cancel(&shop.store, id, None).await.err(),
            counts::close(&shop.store, closing(id)).await.err(),
            record(&shop, id, MUG, pieces(1)).await.err(),
        ] {
            let is_over = matches!(refused, Some(InventoryError::WrongCountStatus { .. }));
            assert!(is_over, "{}: {refused:?}", shop.database.kind);
        }
        open(&shop).await;
        let input = ListCounts {
            location_id: Some(1),
            status: Some(CountStatus::Open),
            ..ListCounts::default()
        };
        let listed = counts::list(&shop.store, input).await.unwrap();
        assert_eq!(listed.items.len(), 1);
        shop.assert_books_are_right().await;
    }
}

/// Otherwise the difference would be booked by both.
#[tokio::test]
async fn a_recorded_product_cannot_be_counted_beside_the_sheet() {
    for shop in shops().await {
        shop.receive(MUG, pieces(10)).await;
        let id = open(&shop).await;
        let direct = Count {
            product_id: MUG,
            location_id: None,
            counted: pieces(9),
            reason: None,
        };
        inventory::count(&shop.store, direct.clone()).await.unwrap();
        record(&shop, id, MUG, pieces(8)).await.unwrap();
        let refused = inventory::count(&shop.store, direct.clone()).await;
        assert!(
            matches!(refused, Err(InventoryError::BeingCounted { count_id, .. }) if count_id == id),
            "{refused:?}"
        );
        counts::close(&shop.store, closing(id)).await.unwrap();
        assert_eq!(shop.stock(MUG).await, (8_000, 0));
        inventory::count(&shop.store, direct).await.unwrap();
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn a_sheet_with_gaps_is_closed_only_when_told_so() {
    for shop in shops().await {
        shop.receive(MUG, pieces(10)).await;
        shop.receive(TEA, pieces(5)).await;
        let id = open(&shop).await;
        record(&shop, id, TEA, pieces(4)).await.unwrap();
        let refused = counts::close(&shop.store, closing(id)).await;
        assert!(
            matches!(refused, Err(InventoryError::Uncounted { products: 1, .. })),
            "{refused:?}"
        );
        let input = CloseCount {
            leave_uncounted: true,
            ..closing(id)
        };
        counts::close(&shop.store, input).await.unwrap();
        assert_eq!(shop.stock(MUG).await, (10_000, 0));
        assert_eq!(shop.stock(TEA).await, (4_000, 0));
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn bad_input_names_its_field_and_changes_nothing() {
    for shop in shops().await {
        shop.receive(MUG, pieces(10)).await;
        let id = open(&shop).await;
        let before = shop.row_counts().await;
        let half = Quantity::from_thousandths(500);
        for (field, product_id, counted) in [
            ("lines/0/counted", MUG, half),
            ("lines/0/counted", MUG, pieces(-1)),
            ("lines/0/counted", MUG, Quantity::from_thousandths(i64::MAX)),
            ("lines/0/product_id", POSTAGE, pieces(1)),
            ("lines/0/product_id", 999, pieces(1)),
        ] {
            let refused = record(&shop, id, product_id, counted).await;
            let Err(InventoryError::Invalid(invalid)) = refused else {
                panic!("{}: {field}: {refused:?}", shop.database.kind);
            };
            assert_eq!(invalid.field, field, "{}", invalid.reason);
        }
        let reasonless = CloseCount {
            reason: " ".to_owned(),
            ..closing(id)
        };
        let refused = counts::close(&shop.store, reasonless).await;
        assert!(matches!(refused, Err(InventoryError::Invalid(_))));
        let twice = OpenCount {
            location_id: Some(2),
            product_ids: Some(vec![MUG, MUG]),
            note: None,
        };
        let refused = counts::open(&shop.store, twice).await;
        assert!(matches!(refused, Err(InventoryError::Invalid(_))));
        let refused = counts::close(&shop.store, closing(99)).await;
        assert!(matches!(refused, Err(InventoryError::UnknownCount(99))));
        assert_eq!(before, shop.row_counts().await);
    }
}

/// Goods come and go at the very moment of the counting; the one that was missing stays the only
/// one that is missing.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn counting_while_16_tasks_move_goods_finds_exactly_what_is_missing() {
    for shop in shops().await {
        shop.receive(MUG, pieces(100)).await;
        let id = open(&shop).await;
        let movers = (0..16).map(|task| {
            let store = shop.store.clone();
            let input = Adjust {
                product_id: MUG,
                location_id: None,
                quantity: pieces(if task % 2 == 0 { 1 } else { -1 }),
                reason: "to and fro".to_owned(),
            };
            tokio::spawn(async move {
                for _ in 0..5 {
                    inventory::adjust(&store, input.clone()).await.unwrap();
                }
            })
        });
        let counting = async {
            // The counter sees the shelf of this moment, one short of the books.
            for _ in 0..5 {
                let items = record(&shop, id, MUG, pieces(50)).await.unwrap();
                let item = &items[0];
                let books = item.counted.unwrap() - item.difference.unwrap();
                assert_eq!(item.expected, books, "{}", shop.database.kind);
            }
            record(&shop, id, MUG, pieces(50)).await.unwrap()
        };
        let (moved, last) = tokio::join!(join_all(movers), counting);
        for task in moved {
            task.unwrap();
        }
        counts::close(&shop.store, closing(id)).await.unwrap();
        let expected = 100_000 + last[0].difference.unwrap();
        assert_eq!(shop.stock(MUG).await, (expected, 0));
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn the_doctor_finds_a_difference_without_its_adjustment() {
    for shop in shops().await {
        shop.receive(MUG, pieces(10)).await;
        let id = open(&shop).await;
        record(&shop, id, MUG, pieces(8)).await.unwrap();
        counts::close(&shop.store, closing(id)).await.unwrap();
        shop.assert_books_are_right().await;
        let damage = "UPDATE stock_count_items SET difference = difference - 1000";
        shop.database.execute(damage).await;
        let report = doctor::examine(&shop.store).await.unwrap();
        let findings: Vec<_> = report.checks.iter().flat_map(|c| &c.findings).collect();
        let words = format!("count {id} product 1: expected -3000, found -2000");
        assert!(
            findings.iter().any(|finding| finding.contains(&words)),
            "{}: {findings:?}",
            shop.database.kind
        );
    }
}

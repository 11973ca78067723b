//! Facts about goods in transit, on every database.
#![allow(clippy::unwrap_used)]

use crate::shop::{MUG, POSTAGE, Shop, TEA, pieces, sale, shops};
use mercer_store::inventory::MovementKind::{Adjusted, Received, Transferred};
use mercer_store::inventory::transfers::{
    self, ListTransfers, ReceiveTransfer, SendTransfer, TransferStatus, TransferWithItems,
};
use mercer_store::inventory::{self, InventoryError, ListMovements, StockLine};
use mercer_store::{Quantity, doctor, orders};

const SHOP: i64 = 1;
const CELLAR: i64 = 2;

fn line(product_id: i64, quantity: Quantity) -> StockLine {
    StockLine {
        product_id,
        quantity,
    }
}

fn sending(lines: &[StockLine]) -> SendTransfer {
    SendTransfer {
        from_location_id: SHOP,
        to_location_id: CELLAR,
        lines: lines.to_vec(),
        note: None,
    }
}

async fn send(shop: &Shop, lines: &[StockLine]) -> i64 {
    let sent = transfers::send(&shop.store, sending(lines)).await.unwrap();
    sent.transfer.id
}

async fn receive(
    shop: &Shop,
    transfer_id: i64,
    lines: &[StockLine],
    missing: Option<&str>,
) -> Result<TransferWithItems, InventoryError> {
    let input = ReceiveTransfer {
        transfer_id,
        lines: Some(lines.to_vec()),
        missing: missing.map(str::to_owned),
        ..ReceiveTransfer::default()
    };
    transfers::receive(&shop.store, input).await
}

/// What is at the shop, on its way to the cellar, and in the cellar.
async fn spread(shop: &Shop, product_id: i64) -> (i64, i64, i64) {
    let levels = inventory::levels(&shop.store, product_id).await.unwrap();
    let at = |id| levels.iter().find(|level| level.location_id == id);
    let on_hand = |id| at(id).map_or(0, |level| level.on_hand);
    let under_way = transfers::in_transit(&shop.store, product_id)
        .await
        .unwrap();
    let to_cellar = under_way
        .iter()
        .find(|goods| goods.to_location_id == CELLAR)
        .map_or(0, |goods| goods.quantity);
    (on_hand(SHOP), to_cellar, on_hand(CELLAR))
}

async fn stocked(shop: &Shop) {
    shop.receive(MUG, pieces(10)).await;
    shop.receive(TEA, pieces(10)).await;
}

#[tokio::test]
async fn goods_are_in_transit_until_they_are_received() {
    for shop in shops().await {
        stocked(&shop).await;
        let id = send(&shop, &[line(TEA, pieces(2)), line(MUG, pieces(5))]).await;
        assert_eq!(spread(&shop, MUG).await, (5_000, 5_000, 0));
        let part = receive(&shop, id, &[line(MUG, pieces(3))], None)
            .await
            .unwrap();
        assert_eq!(part.transfer.status, TransferStatus::InTransit);
        assert_eq!(part.transfer.version, 2);
        assert_eq!(spread(&shop, MUG).await, (5_000, 2_000, 3_000));
        shop.assert_books_are_right().await;
        let rest = ReceiveTransfer {
            transfer_id: id,
            ..ReceiveTransfer::default()
        };
        let whole = transfers::receive(&shop.store, rest).await.unwrap();
        assert_eq!(whole.transfer.status, TransferStatus::Received);
        assert_eq!(whole.transfer.received_at, Some(shop.store.now()));
        assert_eq!(spread(&shop, MUG).await, (5_000, 0, 5_000));
        assert_eq!(spread(&shop, TEA).await, (8_000, 0, 2_000));
        assert_eq!(transfers::get(&shop.store, id).await.unwrap(), whole);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn what_is_missing_is_written_off_where_it_was_missed() {
    for shop in shops().await {
        stocked(&shop).await;
        let id = send(&shop, &[line(MUG, pieces(5))]).await;
        let arrived = [line(MUG, pieces(4))];
        let closed = receive(&shop, id, &arrived, Some("broken on the way")).await;
        let closed = closed.unwrap();
        assert_eq!(closed.transfer.status, TransferStatus::Received);
        let item = &closed.items[0];
        assert_eq!(
            (item.received, item.lost, item.in_transit()),
            (4_000, 1_000, 0)
        );
        assert_eq!(spread(&shop, MUG).await, (5_000, 0, 4_000));
        let page = inventory::movements(&shop.store, ListMovements::of(MUG));
        let told: Vec<_> = page
            .await
            .unwrap()
            .items
            .into_iter()
            .map(|m| (m.kind, m.location_id, m.quantity, m.on_hand_after, m.reason))
            .collect();
        let expected = [
            (Received, SHOP, 10_000, 10_000, None),
            (Transferred, SHOP, -5_000, 5_000, None),
            (Transferred, CELLAR, 5_000, 5_000, None),
            (
                Adjusted,
                CELLAR,
                -1_000,
                4_000,
                Some("broken on the way".to_owned()),
            ),
        ];
        assert_eq!(told, expected, "{}", shop.database.kind);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn cancelling_brings_back_what_has_not_arrived() {
    for shop in shops().await {
        stocked(&shop).await;
        let id = send(&shop, &[line(MUG, pieces(5))]).await;
        receive(&shop, id, &[line(MUG, pieces(2))], None)
            .await
            .unwrap();
        let cancelled = transfers::cancel(&shop.store, id, None).await.unwrap();
        assert_eq!(cancelled.transfer.status, TransferStatus::Cancelled);
        assert_eq!(spread(&shop, MUG).await, (8_000, 0, 2_000));
        let before = shop.row_counts().await;
        for refused in [
            transfers::cancel(&shop.store, id, None).await,
            receive(&shop, id, &[line(MUG, pieces(1))], None).await,
        ] {
            assert!(
                matches!(refused, Err(InventoryError::WrongTransferStatus { .. })),
                "{refused:?}"
            );
        }
        assert_eq!(shop.row_counts().await, before);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn promised_goods_are_not_sent_and_nothing_arrives_that_was_not_sent() {
    for shop in shops().await {
        stocked(&shop).await;
        orders::place(&shop.store, sale(&[(MUG, pieces(7))]))
            .await
            .unwrap();
        let id = send(&shop, &[line(MUG, pieces(1))]).await;
        let before = (shop.row_counts().await, spread(&shop, MUG).await);
        let lines = [line(TEA, pieces(1)), line(MUG, pieces(3))];
        let refused = transfers::send(&shop.store, sending(&lines)).await;
        assert!(
            matches!(
                refused,
                Err(InventoryError::OutOfStock { product_id: MUG, available, .. })
                    if available == pieces(2)
            ),
            "{}: {refused:?}",
            shop.database.kind
        );
        for lines in [[line(MUG, pieces(2))], [line(TEA, pieces(1))]] {
            let refused = receive(&shop, id, &lines, None).await;
            assert!(
                matches!(refused, Err(InventoryError::NotInTransit { .. })),
                "{refused:?}"
            );
        }
        let stale = ReceiveTransfer {
            transfer_id: id,
            expected_version: Some(7),
            ..ReceiveTransfer::default()
        };
        let refused = transfers::receive(&shop.store, stale).await;
        assert!(
            matches!(refused, Err(InventoryError::VersionConflict(_))),
            "{refused:?}"
        );
        assert_eq!(before, (shop.row_counts().await, spread(&shop, MUG).await));
    }
}

#[tokio::test]
async fn bad_input_names_its_field_and_changes_nothing() {
    for shop in shops().await {
        stocked(&shop).await;
        let before = shop.row_counts().await;
        let one = line(MUG, pieces(1));
        let half = line(MUG, Quantity::from_thousandths(500));
        let same = SendTransfer {
            to_location_id: SHOP,
            ..sending(&[one])
        };
        let wordy = SendTransfer {
            note: Some("x".repeat(201)),
            ..sending(&[one])
        };
        let cases = [
            ("lines", sending(&[])),
            ("lines/1/product_id", sending(&[one, one])),
            ("lines/1/product_id", sending(&[one, line(999, pieces(1))])),
            ("lines/0/product_id", sending(&[line(POSTAGE, pieces(1))])),
            ("lines/0/quantity", sending(&[half])),
            ("lines/0/quantity", sending(&[line(MUG, pieces(0))])),
            ("to_location_id", same),
            ("note", wordy),
        ];
        for (field, input) in cases {
            let refused = transfers::send(&shop.store, input).await;
            let Err(InventoryError::Invalid(invalid)) = refused else {
                panic!("{}: {field}: {refused:?}", shop.database.kind);
            };
            assert_eq!(invalid.field, field, "{}", invalid.reason);
        }
        let nowhere = SendTransfer {
            to_location_id: 99,
            ..sending(&[one])
        };
        let refused = transfers::send(&shop.store, nowhere).await;
        assert!(matches!(refused, Err(InventoryError::UnknownLocation(99))));
        let refused = receive(&shop, 99, &[one], None).await;
        assert!(matches!(refused, Err(InventoryError::UnknownTransfer(99))));
        let refused = receive(&shop, 99, &[], None).await;
        assert!(matches!(refused, Err(InventoryError::Invalid(_))));
        assert_eq!(before, shop.row_counts().await);
    }
}

#[tokio::test]
async fn transfers_are_listed_by_state_and_place() {
    for shop in shops().await {
        stocked(&shop).await;
        let first = send(&shop, &[line(MUG, pieces(1))]).await;
        let second = send(&shop, &[line(MUG, pieces(1))]).await;
        transfers::cancel(&shop.store, first, None).await.unwrap();
        let list = async |status, to_location_id| {
            let input = ListTransfers {
                status,
                to_location_id,
                ..ListTransfers::default()
            };
            let page = transfers::list(&shop.store, input).await.unwrap();
            page.items.iter().map(|row| row.id).collect::<Vec<_>>()
        };
        assert_eq!(list(None, Some(CELLAR)).await, [first, second]);
        assert_eq!(list(None, Some(SHOP)).await, [0; 0]);
        assert_eq!(list(Some(TransferStatus::InTransit), None).await, [second]);
        let audited = "SELECT COUNT(*) AS n \
                       FROM audit_log WHERE action IN ('inventory.send', \
                       'inventory.cancel_transfer') AND subject LIKE 'stock transfer %'";
        assert_eq!(shop.number(audited).await, 3);
    }
}

#[tokio::test]
async fn the_doctor_finds_goods_that_vanished_in_transit() {
    for shop in shops().await {
        stocked(&shop).await;
        let id = send(&shop, &[line(MUG, pieces(5))]).await;
        receive(&shop, id, &[line(MUG, pieces(2))], None)
            .await
            .unwrap();
        shop.assert_books_are_right().await;
        for (damage, repair, words) in [
            (
                "UPDATE stock_transfer_items SET received = received + 1000",
                "UPDATE stock_transfer_items SET received = received - 1000",
                "expected -2000, found -3000",
            ),
            (
                "UPDATE stock_transfers SET status = 'received', received_at = sent_at",
                "UPDATE stock_transfers SET status = 'in_transit', received_at = NULL",
                "expected 0, found 3000",
            ),
        ] {
            shop.database.execute(damage).await;
            let report = doctor::examine(&shop.store).await.unwrap();
            let findings: Vec<_> = report.checks.iter().flat_map(|c| &c.findings).collect();
            assert!(
                findings.iter().any(|finding| finding.contains(words)),
                "{}: {damage}: {findings:?}",
                shop.database.kind
            );
            shop.database.execute(repair).await;
            shop.assert_books_are_right().await;
        }
    }
}

//! Goods that are sold by weight: every stock verb takes parts of a unit, and the audit log tells
//! of them.
#![allow(clippy::unwrap_used)]

use crate::shop::{Shop, TEA, shops};
use mercer_store::inventory::counts::{self, CountedLine, OpenCount, RecordCount};
use mercer_store::inventory::transfers::{self, ReceiveTransfer, SendTransfer};
use mercer_store::inventory::{self, Adjust, Count, SetReorderPoint, StockLine, Transfer};
use mercer_store::{Quantity, audit};

fn grams(grams: i64) -> Quantity {
    Quantity::from_thousandths(grams)
}

async fn correct(shop: &Shop) {
    shop.receive(TEA, grams(2_345)).await;
    let adjustment = Adjust {
        product_id: TEA,
        location_id: None,
        quantity: grams(-45),
        reason: "spilt".to_owned(),
    };
    inventory::adjust(&shop.store, adjustment).await.unwrap();
    let count = Count {
        product_id: TEA,
        location_id: None,
        counted: grams(2_299),
        reason: None,
    };
    inventory::count(&shop.store, count).await.unwrap();
    let point = SetReorderPoint {
        product_id: TEA,
        location_id: None,
        reorder_point: Some(grams(250)),
    };
    inventory::set_reorder_point(&shop.store, point)
        .await
        .unwrap();
}

async fn carry(shop: &Shop) {
    let at_once = Transfer {
        product_id: TEA,
        from_location_id: 1,
        to_location_id: 2,
        quantity: grams(99),
        reason: None,
    };
    inventory::transfer(&shop.store, at_once).await.unwrap();
    let line = |quantity| StockLine {
        product_id: TEA,
        quantity,
    };
    let parcel = SendTransfer {
        from_location_id: 1,
        to_location_id: 2,
        lines: vec![line(grams(150))],
        note: None,
    };
    let sent = transfers::send(&shop.store, parcel).await.unwrap();
    let arrival = ReceiveTransfer {
        transfer_id: sent.transfer.id,
        lines: Some(vec![line(grams(149))]),
        missing: Some("torn bag".to_owned()),
        ..ReceiveTransfer::default()
    };
    transfers::receive(&shop.store, arrival).await.unwrap();
}

#[tokio::test]
async fn goods_by_weight_are_corrected_counted_and_carried_and_the_log_tells() {
    for shop in shops().await {
        correct(&shop).await;
        carry(&shop).await;
        let count = counts::open(&shop.store, OpenCount::default())
            .await
            .unwrap();
        let recorded = RecordCount {
            count_id: count.id,
            expected_version: None,
            lines: vec![CountedLine {
                product_id: TEA,
                counted: grams(2_049),
            }],
            counted_by: None,
        };
        counts::record(&shop.store, recorded).await.unwrap();
        assert_eq!(shop.stock(TEA).await.0, 2_050);
        let adjusted = "SELECT COUNT(*) AS n FROM audit_log WHERE action LIKE 'inventory.%'";
        assert_eq!(shop.number(adjusted).await, 9, "{}", shop.database.kind);
        audit::seal(&shop.store).await.unwrap();
        assert!(audit::verify(&shop.store).await.unwrap().is_whole());
        shop.assert_books_are_right().await;
    }
}

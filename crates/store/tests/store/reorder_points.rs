//! Facts about what has to be ordered, on every database.
#![allow(clippy::unwrap_used)]

use crate::shop::{MUG, POSTAGE, Shop, TEA, pieces, sale, shops};
use mercer_store::inventory::transfers::{self, SendTransfer};
use mercer_store::inventory::{self, InventoryError, ListLowStock, SetReorderPoint, StockLine};
use mercer_store::{PageRequest, Quantity, orders};

const SHOP: i64 = 1;
const CELLAR: i64 = 2;

fn point(product_id: i64, location_id: i64, at: Option<Quantity>) -> SetReorderPoint {
    SetReorderPoint {
        product_id,
        location_id: Some(location_id),
        reorder_point: at,
    }
}

/// (product, location, available, in transit).
async fn low(shop: &Shop, location_id: Option<i64>) -> Vec<(i64, i64, i64, i64)> {
    let input = ListLowStock {
        location_id,
        ..ListLowStock::default()
    };
    let page = inventory::low_stock(&shop.store, input).await.unwrap();
    page.items
        .iter()
        .map(|low| {
            let level = &low.level;
            (
                level.product_id,
                level.location_id,
                low.available,
                low.in_transit,
            )
        })
        .collect()
}

#[tokio::test]
async fn a_product_is_low_when_no_more_than_the_reorder_point_is_available() {
    for shop in shops().await {
        shop.receive(MUG, pieces(10)).await;
        shop.receive(TEA, pieces(1)).await;
        let set = inventory::set_reorder_point(&shop.store, point(MUG, SHOP, Some(pieces(6))));
        assert_eq!(set.await.unwrap().reorder_point, Some(6_000));
        assert_eq!(low(&shop, None).await, []);
        orders::place(&shop.store, sale(&[(MUG, pieces(4))]))
            .await
            .unwrap();
        assert_eq!(low(&shop, None).await, [(MUG, SHOP, 6_000, 0)]);
        inventory::set_reorder_point(&shop.store, point(MUG, SHOP, None))
            .await
            .unwrap();
        assert_eq!(low(&shop, None).await, []);
        let audited = "SELECT COUNT(*) AS n FROM audit_log \
                       WHERE action = 'inventory.set_reorder_point' AND subject = 'product 1'";
        assert_eq!(shop.number(audited).await, 2);
    }
}

#[tokio::test]
async fn the_list_tells_by_location_what_is_on_its_way() {
    for shop in shops().await {
        shop.receive(MUG, pieces(10)).await;
        for (product_id, location_id) in [(MUG, CELLAR), (MUG, SHOP), (TEA, CELLAR)] {
            let input = point(product_id, location_id, Some(pieces(0)));
            inventory::set_reorder_point(&shop.store, input)
                .await
                .unwrap();
        }
        let input = SendTransfer {
            from_location_id: SHOP,
            to_location_id: CELLAR,
            lines: vec![StockLine {
                product_id: MUG,
                quantity: pieces(3),
            }],
            note: None,
        };
        transfers::send(&shop.store, input).await.unwrap();
        let cellar = [(MUG, CELLAR, 0, 3_000), (TEA, CELLAR, 0, 0)];
        assert_eq!(low(&shop, Some(CELLAR)).await, cellar);
        assert_eq!(low(&shop, None).await, cellar);
        assert_eq!(low(&shop, Some(SHOP)).await, []);
        let input = ListLowStock {
            page: PageRequest::new(None, Some(1)).unwrap(),
            ..ListLowStock::default()
        };
        let first = inventory::low_stock(&shop.store, input).await.unwrap();
        let input = ListLowStock {
            page: PageRequest::new(first.next, Some(1)).unwrap(),
            ..ListLowStock::default()
        };
        let second = inventory::low_stock(&shop.store, input).await.unwrap();
        assert_eq!(second.items[0].level.product_id, TEA);
        assert_eq!(second.next, None);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn a_reorder_point_is_a_quantity_of_goods() {
    for shop in shops().await {
        shop.receive(MUG, pieces(1)).await;
        let before = shop.row_counts().await;
        let half = Quantity::from_thousandths(500);
        for at in [half, pieces(-1), Quantity::from_thousandths(i64::MAX)] {
            let refused = inventory::set_reorder_point(&shop.store, point(MUG, SHOP, Some(at)));
            let refused = refused.await;
            let Err(InventoryError::Invalid(invalid)) = refused else {
                panic!("{}: {refused:?}", shop.database.kind);
            };
            assert_eq!(invalid.field, "reorder_point");
        }
        let service = point(POSTAGE, SHOP, Some(pieces(1)));
        let refused = inventory::set_reorder_point(&shop.store, service).await;
        assert!(matches!(refused, Err(InventoryError::NotStocked { .. })));
        let nowhere = point(MUG, 99, Some(pieces(1)));
        let refused = inventory::set_reorder_point(&shop.store, nowhere).await;
        assert!(matches!(refused, Err(InventoryError::UnknownLocation(99))));
        assert_eq!(before, shop.row_counts().await);
    }
}

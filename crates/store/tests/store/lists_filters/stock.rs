//! The filters of stock.

use super::three_orders;
use crate::shop::{MUG, TEA, pieces, shops};
use mercer_store::Clock;
use mercer_store::inventory::counts::{self, ListCounts, OpenCount};
use mercer_store::inventory::{self, ListLevels, ListMovements, MovementKind};

#[tokio::test(flavor = "multi_thread")]
async fn filters_of_stock_select_what_they_say() {
    for shop in shops().await {
        let store = &shop.store;
        let [first, ..] = three_orders(&shop).await;
        let all = ListMovements::default;
        let movements = async |input: ListMovements| ids!(inventory::movements(store, input));
        let of_mugs = movements(ListMovements::of(MUG)).await;
        assert_eq!(of_mugs.len(), 3, "received, shipped, returned");
        let shipped = ListMovements {
            kind: Some(MovementKind::Shipped),
            ..ListMovements::of(MUG)
        };
        assert_eq!(movements(shipped).await, [of_mugs[1]]);
        let caused = ListMovements {
            order_id: Some(first),
            ..ListMovements::of(MUG)
        };
        assert_eq!(movements(caused).await, of_mugs[1..]);
        let elsewhere = ListMovements {
            location_id: Some(2),
            ..all()
        };
        assert_eq!(movements(elsewhere).await, [0; 0]);
        let since = ListMovements {
            from: Some(shop.clock.now()),
            ..all()
        };
        assert_eq!(movements(since).await, [0; 0]);
        let newest = ListMovements {
            sort: "-id".parse().unwrap(),
            ..ListMovements::of(MUG)
        };
        let turned: Vec<i64> = of_mugs.iter().rev().copied().collect();
        assert_eq!(movements(newest).await, turned);

        let levels = async |input: ListLevels| {
            let page = inventory::list_levels(store, input).await.unwrap();
            page.items
                .iter()
                .map(|level| level.product_id)
                .collect::<Vec<_>>()
        };
        let all = ListLevels::default;
        assert_eq!(levels(all()).await.len(), 2);
        assert_eq!(
            levels(ListLevels {
                product_id: Some(TEA),
                ..all()
            })
            .await,
            [TEA]
        );
        assert_eq!(
            levels(ListLevels {
                location_id: Some(2),
                ..all()
            })
            .await,
            [0; 0]
        );
        let point = inventory::SetReorderPoint {
            product_id: MUG,
            location_id: None,
            reorder_point: Some(pieces(100)),
        };
        inventory::set_reorder_point(store, point).await.unwrap();
        assert_eq!(
            levels(ListLevels {
                low: Some(true),
                ..all()
            })
            .await,
            [MUG]
        );
        assert_eq!(
            levels(ListLevels {
                low: Some(false),
                ..all()
            })
            .await,
            [TEA]
        );
        let by_product = inventory::levels_of_products(store, &[TEA, MUG, 999])
            .await
            .unwrap();
        let products: Vec<_> = by_product.iter().map(|level| level.product_id).collect();
        assert_eq!(products, [MUG, TEA]);
        let open = OpenCount {
            location_id: Some(2),
            ..OpenCount::default()
        };
        if let Ok(opened) = counts::open(store, open).await {
            let here = ListCounts {
                location_id: Some(2),
                ..ListCounts::default()
            };
            assert_eq!(ids!(counts::list(store, here)), [opened.id]);
        }
    }
}

//! Orders that are drafted first.
#![allow(clippy::unwrap_used)]

use crate::edited::{change, of, off};
use crate::shop::{MUG, pieces, sale, shops};
use mercer_store::orders::{self, FulfilmentStatus, ModifyOrder, OrderError, OrderStatus};

#[tokio::test]
async fn a_draft_holds_no_stock_and_is_placed_at_the_prices_of_the_day() {
    for shop in shops().await {
        shop.receive(MUG, pieces(3)).await;
        let mut input = sale(&[(MUG, pieces(4))]);
        input.discount = Some(off(50));
        let draft = orders::draft(&shop.store, input).await.unwrap();
        assert_eq!(draft.order.status, OrderStatus::Draft);
        assert_eq!((draft.order.total, draft.order.due()), (4 * 799 - 50, 0));
        assert_eq!(shop.stock(MUG).await, (3_000, 0));
        let short = orders::place_draft(&shop.store, draft.order.id, None).await;
        assert!(matches!(short, Err(OrderError::Inventory(_))), "{short:?}");

        let edit = ModifyOrder {
            change: vec![change(1, pieces(3))],
            ..of(&draft)
        };
        let modified = orders::modify(&shop.store, edit).await.unwrap();
        assert_eq!(modified.modification, None);
        shop.database
            .execute("UPDATE products SET price = 800 WHERE id = 1")
            .await;
        let version = modified.order.order.version;
        let late = orders::place_draft(&shop.store, draft.order.id, Some(version - 1)).await;
        assert!(matches!(late, Err(OrderError::Stale(_))), "{late:?}");
        let placed = orders::place_draft(&shop.store, draft.order.id, Some(version)).await;
        let placed = placed.unwrap();
        assert_eq!(placed.order.total, 3 * 800 - 50);
        assert_eq!(placed.order.placed_at, Some(shop.store.now()));
        assert_eq!(
            placed.order.fulfilment_status,
            FulfilmentStatus::Unfulfilled
        );
        assert_eq!(shop.stock(MUG).await, (3_000, 3_000));
        let again = orders::place_draft(&shop.store, draft.order.id, None).await;
        assert!(
            matches!(again, Err(OrderError::WrongStatus { .. })),
            "{again:?}"
        );
        shop.database
            .execute("UPDATE products SET price = 799 WHERE id = 1")
            .await;
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn a_draft_that_is_taken_along_leaves_stock_at_once() {
    for shop in shops().await {
        shop.receive(MUG, pieces(3)).await;
        let draft = orders::draft(&shop.store, sale(&[(MUG, pieces(4))])).await;
        let id = draft.unwrap().order.id;
        let short = orders::hand_over_draft(&shop.store, id, None).await;
        assert!(matches!(short, Err(OrderError::Inventory(_))), "{short:?}");
        assert_eq!(shop.stock(MUG).await, (3_000, 0));

        shop.receive(MUG, pieces(2)).await;
        let placed = orders::hand_over_draft(&shop.store, id, None)
            .await
            .unwrap();
        assert_eq!(placed.order.status, OrderStatus::Placed);
        assert_eq!(placed.order.fulfilment_status, FulfilmentStatus::Fulfilled);
        assert_eq!(placed.items[0].shipped, 4_000);
        assert_eq!(shop.stock(MUG).await, (1_000, 0));
        shop.assert_books_are_right().await;
    }
}

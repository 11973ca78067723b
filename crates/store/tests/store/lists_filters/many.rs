//! Rows that are read for many others at once.

use super::three_orders;
use crate::shop::{CUSTOMER, MUG, TEA, shops};
use mercer_store::addresses::{self};
use mercer_store::categories::{self};
use mercer_store::customers::{self};
use mercer_store::invoices::{self};
use mercer_store::locations::{self};
use mercer_store::orders::{self};
use mercer_store::payments::{self};
use mercer_store::products::{self};
use mercer_store::returns::{self};
use mercer_store::shipments::{self};
use mercer_store::staff::{self};
use mercer_store::taxes::{self};
use mercer_store::{Page, PageRequest, Store};

async fn counted<T>(page: impl Future<Output = Result<Vec<T>, impl std::fmt::Debug>>) -> usize {
    page.await.unwrap().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_of_many_others_come_at_once_and_missing_ones_are_left_out() {
    for shop in shops().await {
        let store: &Store = &shop.store;
        let [first, second, draft] = three_orders(&shop).await;
        let ids = [draft, first, 999, second, first];
        let found = orders::get_many(store, &ids).await.unwrap();
        assert_eq!(
            found.iter().map(|o| o.id).collect::<Vec<_>>(),
            [first, second, draft]
        );
        assert_eq!(found[0], orders::get(store, first).await.unwrap().order);
        let items = orders::items_of_many(store, &ids).await.unwrap();
        let lines: Vec<_> = items
            .iter()
            .map(|item| (item.order_id, item.line))
            .collect();
        assert_eq!(
            lines,
            [(first, 1), (first, 2), (first, 3), (second, 1), (draft, 1)]
        );
        assert_eq!(counted(payments::of_orders(store, &ids)).await, 1);
        assert_eq!(counted(shipments::of_orders(store, &ids)).await, 1);
        assert_eq!(counted(returns::of_orders(store, &ids)).await, 1);
        assert_eq!(counted(invoices::of_orders(store, &ids)).await, 1);
        assert_eq!(counted(invoices::of_orders(store, &[second])).await, 0);
        let products = products::get_many(store, &[TEA, 999, MUG]).await.unwrap();
        assert_eq!(products[1], products::get(store, TEA).await.unwrap());
        assert_eq!(products.len(), 2);
        assert_eq!(
            counted(customers::get_many(store, &[CUSTOMER, 999])).await,
            1
        );
        assert_eq!(counted(locations::get_many(store, &[1, 2, 3])).await, 2);
        assert_eq!(counted(categories::get_many(store, &[1])).await, 0);
        assert_eq!(counted(taxes::get_many(store, &[1])).await, 0);
        assert_eq!(counted(staff::get_many(store, &[])).await, 0);
        let books = addresses::of_customers(store, &[CUSTOMER, 999])
            .await
            .unwrap();
        assert_eq!(books.keys().copied().collect::<Vec<_>>(), [CUSTOMER]);
        let page = addresses::list_of(store, CUSTOMER, PageRequest::default()).await;
        let page: Page<_> = page.unwrap();
        assert_eq!(books[&CUSTOMER], page.items);
        let many: Vec<i64> = (1..=201).collect();
        let refused = orders::get_many(store, &many).await.unwrap_err();
        assert!(
            refused.to_string().starts_with("ids: 201 are too many"),
            "{refused}"
        );
        assert_eq!(counted(orders::get_many(store, &many[..200])).await, 3);
    }
}

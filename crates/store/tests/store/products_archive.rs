//! Facts about products that are archived.
#![allow(clippy::unwrap_used)]

use crate::empty_shop::{Shop, purchase, refused, shops};
use mercer_store::PageRequest;
use mercer_store::inventory::{self, ListMovements};
use mercer_store::orders::{self, OrderError};
use mercer_store::products::{self, ListProducts, Product, ProductError, UpdateProduct};

fn active(active: bool) -> UpdateProduct {
    UpdateProduct {
        active: Some(active),
        ..UpdateProduct::default()
    }
}

async fn archived(shop: &Shop, product: &Product) -> Product {
    products::archive(&shop.store, product.id, Some(product.version))
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archived_product_is_neither_ordered_nor_activated_until_it_is_taken_back() {
    for shop in shops().await {
        let store = &shop.store;
        let mug = shop.goods("MUG", 5).await;
        let customer = shop.customer("ada").await;
        shop.a_minute_later();
        let gone = archived(&shop, &mug).await;
        assert_eq!(
            (gone.active, gone.archived_at, gone.version),
            (false, Some(store.now()), 2)
        );
        refused!(
            shop,
            orders::place(store, purchase(customer.id, mug.id, 1)),
            OrderError::Invalid(_)
        );
        refused!(
            shop,
            products::update(store, mug.id, active(true)),
            ProductError::Archived
        );
        let back = products::unarchive(store, mug.id, None).await.unwrap();
        assert_eq!((back.active, back.archived_at), (false, None));
        products::update(store, mug.id, active(true)).await.unwrap();
        shop.order(&customer, &mug, 1).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_history_of_an_archived_product_stays() {
    for shop in shops().await {
        let store = &shop.store;
        let mug = shop.goods("MUG", 5).await;
        let customer = shop.customer("ada").await;
        let placed = shop.order(&customer, &mug, 1).await;
        archived(&shop, &mug).await;
        let order = orders::get(store, placed.order.id).await.unwrap();
        assert_eq!(order.items[0].product_id, mug.id);
        assert_eq!(shop.reserved(&mug).await, 1_000);
        let movements = inventory::movements(store, ListMovements::of(mug.id))
            .await
            .unwrap()
            .items;
        assert_eq!(movements.len(), 1);
        let prices = products::price_history(store, mug.id, PageRequest::default())
            .await
            .unwrap();
        assert_eq!(prices.items.len(), 1);
        assert_eq!(
            products::find_by_sku(store, "MUG").await.unwrap().id,
            mug.id
        );
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn archiving_again_changes_nothing_and_an_old_version_is_refused() {
    for shop in shops().await {
        let store = &shop.store;
        let mug = shop.goods("MUG", 0).await;
        refused!(shop, products::archive(store, mug.id, Some(7)),
            ProductError::VersionConflict(conflict) if conflict.current == 1);
        let gone = archived(&shop, &mug).await;
        shop.a_minute_later();
        let again = products::archive(store, mug.id, None).await.unwrap();
        assert_eq!(again, gone);
        refused!(
            shop,
            products::unarchive(store, mug.id, Some(1)),
            ProductError::VersionConflict(_)
        );
        products::unarchive(store, mug.id, Some(2)).await.unwrap();
        refused!(
            shop,
            products::archive(store, 999, None),
            ProductError::NotFound(_)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_archiving_and_activating_at_once_none_leaves_an_archived_product_on_sale() {
    for shop in shops().await {
        for round in 0..10 {
            let mug = shop.goods(&format!("MUG {round}"), 0).await;
            products::update(&shop.store, mug.id, active(false))
                .await
                .unwrap();
            let (gone, activated) = tokio::join!(
                products::archive(&shop.store, mug.id, None),
                products::update(&shop.store, mug.id, active(true)),
            );
            gone.unwrap();
            assert!(
                matches!(activated, Ok(_) | Err(ProductError::Archived)),
                "{}: {activated:?}",
                shop.kind()
            );
            let now = products::get(&shop.store, mug.id).await.unwrap();
            assert!(now.archived_at.is_some() && !now.active, "{now:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn archived_products_are_listed_apart() {
    for shop in shops().await {
        let old = shop.goods("OLD", 0).await;
        let new = shop.goods("NEW", 0).await;
        archived(&shop, &old).await;
        for (archived, expected) in [
            (None, vec![old.id, new.id]),
            (Some(true), vec![old.id]),
            (Some(false), vec![new.id]),
        ] {
            let wanted = ListProducts {
                archived,
                ..ListProducts::default()
            };
            let page = products::list(&shop.store, wanted).await.unwrap();
            let ids: Vec<i64> = page.items.iter().map(|product| product.id).collect();
            assert_eq!(ids, expected, "{}", shop.kind());
        }
    }
}

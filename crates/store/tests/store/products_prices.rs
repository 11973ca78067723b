//! Facts about the prices that products had.
#![allow(clippy::unwrap_used)]

use crate::empty_shop::{Shop, item, opening, pounds, refused, shops};
use chrono::{DateTime, TimeDelta, Utc};
use mercer_store::products::{self, CreateProduct, Product, ProductError, UpdateProduct};
use mercer_store::{FixedClock, PageRequest, Store};

fn day(number: i64) -> DateTime<Utc> {
    opening() + TimeDelta::days(number)
}

async fn add(shop: &Shop, price: i64) -> Product {
    let input = CreateProduct {
        price,
        ..item("MUG")
    };
    products::create(&shop.store, input).await.unwrap()
}

fn costs(price: i64) -> UpdateProduct {
    UpdateProduct {
        price: Some(price),
        ..UpdateProduct::default()
    }
}

async fn set(shop: &Shop, product: &Product, at: DateTime<Utc>, price: i64) {
    shop.clock.set(at);
    products::update(&shop.store, product.id, costs(price))
        .await
        .unwrap();
}

/// Price, currency and time of every row, and who wrote it.
async fn history(store: &Store, id: i64) -> Vec<(i64, String, DateTime<Utc>, String)> {
    let page = products::price_history(store, id, PageRequest::default())
        .await
        .unwrap();
    let rows = page.items.into_iter();
    rows.map(|row| (row.price, row.currency, row.valid_from, row.actor))
        .collect()
}

async fn lowest(shop: &Shop, product: &Product, at: DateTime<Utc>) -> (i64, Option<i64>) {
    let found = products::lowest_price(&shop.store, product.id, at)
        .await
        .unwrap();
    (found.price, found.lowest_before)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_price_is_kept_with_its_time_and_who_set_it() {
    for shop in shops().await {
        let mug = add(&shop, 500).await;
        let anna = shop.store.acting_as("anna");
        shop.clock.set(day(1));
        products::update(&anna, mug.id, costs(450)).await.unwrap();
        shop.clock.set(day(2));
        let euro = UpdateProduct {
            currency: Some("EUR".parse().unwrap()),
            ..UpdateProduct::default()
        };
        products::update(&anna, mug.id, euro).await.unwrap();
        let expected = [
            (500, "GBP".to_owned(), day(0), "system".to_owned()),
            (450, "GBP".to_owned(), day(1), "anna".to_owned()),
            (450, "EUR".to_owned(), day(2), "anna".to_owned()),
        ];
        assert_eq!(history(&shop.store, mug.id).await, expected);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_that_changes_no_price_or_is_refused_leaves_no_trace() {
    for shop in shops().await {
        let mug = add(&shop, 500).await;
        shop.clock.set(day(1));
        products::update(&shop.store, mug.id, costs(500))
            .await
            .unwrap();
        let renamed = UpdateProduct {
            name: Some("Cup".to_owned()),
            ..UpdateProduct::default()
        };
        products::update(&shop.store, mug.id, renamed)
            .await
            .unwrap();
        let stale = UpdateProduct {
            expected_version: Some(1),
            ..costs(1)
        };
        refused!(
            shop,
            products::update(&shop.store, mug.id, stale),
            ProductError::VersionConflict(_)
        );
        assert_eq!(history(&shop.store, mug.id).await.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_prices_of_a_deleted_product_go_with_it() {
    for shop in shops().await {
        let mug = add(&shop, 500).await;
        products::delete(&shop.store, mug.id, None).await.unwrap();
        let left = "SELECT COUNT(*) AS n FROM price_changes";
        assert_eq!(shop.number(left).await, 0, "{}", shop.kind());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lowest_price_of_the_30_days_before_the_present_one_is_at_hand() {
    for shop in shops().await {
        let mug = add(&shop, 500).await;
        assert_eq!(lowest(&shop, &mug, day(0)).await, (500, None));
        // For ten days it was cheaper, then dearer, then it is reduced.
        set(&shop, &mug, day(10), 300).await;
        set(&shop, &mug, day(20), 600).await;
        set(&shop, &mug, day(45), 400).await;
        assert_eq!(lowest(&shop, &mug, day(15)).await, (300, Some(500)));
        assert_eq!(lowest(&shop, &mug, day(45)).await, (400, Some(300)));
        // The present price's own age makes no difference.
        assert_eq!(lowest(&shop, &mug, day(400)).await, (400, Some(300)));
        // Thirty days after its end the cheap price no longer counts; a moment sooner it does.
        set(&shop, &mug, day(46), 410).await;
        set(&shop, &mug, day(50), 390).await;
        assert_eq!(lowest(&shop, &mug, day(50)).await, (390, Some(400)));
        let late = shop.number("SELECT COUNT(*) AS n FROM price_changes").await;
        assert_eq!(late, 6);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_counts_that_was_in_force_for_the_first_moment_of_the_30_days() {
    for shop in shops().await {
        let moment = TimeDelta::microseconds(1);
        for (end, expected) in [
            (day(10), Some(500)),
            (day(10) + moment, Some(300)),
            (day(10) - moment, Some(500)),
        ] {
            shop.clock.set(day(0));
            let mug = add(&shop, 300).await;
            set(&shop, &mug, end, 500).await;
            set(&shop, &mug, day(40), 400).await;
            assert_eq!(
                lowest(&shop, &mug, day(41)).await,
                (400, expected),
                "{}: until {end}",
                shop.kind()
            );
            products::delete(&shop.store, mug.id, None).await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_corrected_at_once_or_in_another_currency_was_no_price_to_compare_with() {
    for shop in shops().await {
        let mug = add(&shop, 500).await;
        set(&shop, &mug, day(1), 1).await;
        set(&shop, &mug, day(1), 450).await;
        set(&shop, &mug, day(2), 400).await;
        assert_eq!(lowest(&shop, &mug, day(3)).await, (400, Some(450)));
        shop.clock.set(day(4));
        let euro = UpdateProduct {
            currency: Some("EUR".parse().unwrap()),
            ..costs(350)
        };
        products::update(&shop.store, mug.id, euro).await.unwrap();
        assert_eq!(lowest(&shop, &mug, day(5)).await, (350, None));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_has_no_lowest_price_before_it_has_a_price() {
    for shop in shops().await {
        let mug = add(&shop, 500).await;
        for (id, at) in [(mug.id, day(-1)), (999, day(0))] {
            refused!(
                shop,
                products::lowest_price(&shop.store, id, at),
                ProductError::NotFound(_)
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_prices_set_at_once_the_last_one_is_the_products_price() {
    for shop in shops().await {
        let mug = add(&shop, 500).await;
        let racers: Vec<_> = (0..16)
            .map(|price| {
                // Every machine's clock is another one.
                let clock = FixedClock::at(day(1) - TimeDelta::seconds(price));
                let store = Store::with_clock(shop.place.database.clone(), pounds(), clock);
                let id = mug.id;
                tokio::spawn(async move { products::update(&store, id, costs(price)).await })
            })
            .collect();
        for racer in racers {
            racer.await.unwrap().unwrap();
        }
        shop.assert_books_are_right().await;
        let rows = history(&shop.store, mug.id).await;
        assert_eq!(rows.len(), 17, "{}", shop.kind());
        assert!(rows.is_sorted_by_key(|row| row.2), "{}", shop.kind());
        let now = products::get(&shop.store, mug.id).await.unwrap().price;
        let (price, before) = lowest(&shop, &mug, day(9)).await;
        assert_eq!(price, now, "{}", shop.kind());
        assert!(before.is_some());
    }
}

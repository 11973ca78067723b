//! Facts about products that cannot be added or changed.
#![allow(clippy::unwrap_used)]

use crate::empty_shop::{Shop, item, refused, shops};
use mercer_store::patch::Patch;
use mercer_store::products::{self, CreateProduct, Product, ProductError, UpdateProduct};

async fn add(shop: &Shop, product: CreateProduct) -> Product {
    products::create(&shop.store, product)
        .await
        .expect("the product is added")
}

#[tokio::test(flavor = "multi_thread")]
async fn two_products_never_share_a_code() {
    for shop in shops().await {
        let store = &shop.store;
        let barcode = |sku: &str| CreateProduct {
            barcode: Some("73513537".to_owned()),
            ..item(sku)
        };
        add(&shop, barcode("A")).await;
        let b = add(&shop, item("B")).await;
        // Without a barcode there is nothing to share, and case tells codes apart.
        add(&shop, item("C")).await;
        add(&shop, item("c")).await;
        refused!(
            shop,
            products::create(store, item("A")),
            ProductError::SkuTaken
        );
        refused!(
            shop,
            products::create(store, barcode("D")),
            ProductError::BarcodeTaken
        );
        let sku = UpdateProduct {
            sku: Some("A".to_owned()),
            ..UpdateProduct::default()
        };
        refused!(
            shop,
            products::update(store, b.id, sku),
            ProductError::SkuTaken
        );
        let code = UpdateProduct {
            barcode: Patch::Set("73513537".to_owned()),
            ..UpdateProduct::default()
        };
        refused!(
            shop,
            products::update(store, b.id, code),
            ProductError::BarcodeTaken
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_add_the_same_code_at_once_one_succeeds() {
    for shop in shops().await {
        let racers: Vec<_> = (0..16)
            .map(|_| {
                let store = shop.store.clone();
                tokio::spawn(async move { products::create(&store, item("MUG")).await })
            })
            .collect();
        let mut added = 0;
        for racer in racers {
            match racer.await.unwrap() {
                Ok(_) => added += 1,
                Err(ProductError::SkuTaken) => {}
                Err(error) => panic!("{}: {error:?}", shop.kind()),
            }
        }
        assert_eq!(added, 1, "{}", shop.kind());
    }
}

/// Inputs with the field that each of them gets wrong.
fn impossible() -> Vec<(&'static str, CreateProduct)> {
    let long = |length| "x".repeat(length);
    let text = |text: &str| Some(text.to_owned());
    vec![
        ("sku", item("")),
        ("sku", item("A\0B")),
        ("sku", item("A\nB")),
        ("sku", item(&long(65))),
        (
            "barcode",
            CreateProduct {
                barcode: Some(long(33)),
                ..item("A")
            },
        ),
        (
            "barcode",
            CreateProduct {
                barcode: text("1\t2"),
                ..item("A")
            },
        ),
        (
            "barcode",
            CreateProduct {
                barcode: text("4006381333932"),
                ..item("A")
            },
        ),
        (
            "name",
            CreateProduct {
                name: "  ".to_owned(),
                ..item("A")
            },
        ),
        (
            "name",
            CreateProduct {
                name: long(201),
                ..item("A")
            },
        ),
        (
            "description",
            CreateProduct {
                description: Some(long(4_001)),
                ..item("A")
            },
        ),
        (
            "description",
            CreateProduct {
                description: text("\u{0}"),
                ..item("A")
            },
        ),
        (
            "product_type",
            CreateProduct {
                product_type: Some(long(65)),
                ..item("A")
            },
        ),
        (
            "price",
            CreateProduct {
                price: -1,
                ..item("A")
            },
        ),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_that_cannot_be_is_refused_and_nothing_changes() {
    for shop in shops().await {
        let store = &shop.store;
        for (field, input) in impossible() {
            refused!(shop, products::create(store, input),
                ProductError::Invalid(invalid) if invalid.field == field);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_product_refers_to_has_to_exist() {
    for shop in shops().await {
        let store = &shop.store;
        let mug = add(&shop, item("MUG")).await;
        let lost = CreateProduct {
            category_id: Some(999),
            ..item("A")
        };
        refused!(
            shop,
            products::create(store, lost),
            ProductError::UnknownCategory
        );
        let lost = UpdateProduct {
            category_id: Patch::Set(999),
            ..UpdateProduct::default()
        };
        refused!(
            shop,
            products::update(store, mug.id, lost),
            ProductError::UnknownCategory
        );
        let price = UpdateProduct {
            price: Some(-1),
            ..UpdateProduct::default()
        };
        refused!(shop, products::update(store, mug.id, price),
            ProductError::Invalid(invalid) if invalid.field == "price");
        let stale = UpdateProduct {
            expected_version: Some(2),
            ..UpdateProduct::default()
        };
        refused!(shop, products::update(store, mug.id, stale),
            ProductError::VersionConflict(conflict) if conflict.current == 1);
        refused!(
            shop,
            products::update(store, 999, UpdateProduct::default()),
            ProductError::NotFound(_)
        );
        refused!(
            shop,
            products::delete(store, 999, None),
            ProductError::NotFound(_)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_edits_of_the_same_version_one_succeeds() {
    for shop in shops().await {
        let mug = add(&shop, item("MUG")).await;
        let racers: Vec<_> = (0..8)
            .map(|price| {
                let (store, id) = (shop.store.clone(), mug.id);
                let change = UpdateProduct {
                    expected_version: Some(1),
                    price: Some(price),
                    ..UpdateProduct::default()
                };
                tokio::spawn(async move { products::update(&store, id, change).await })
            })
            .collect();
        let mut changed = 0;
        for racer in racers {
            match racer.await.unwrap() {
                Ok(_) => changed += 1,
                Err(ProductError::VersionConflict(conflict)) => assert_eq!(conflict.current, 2),
                Err(error) => panic!("{}: {error:?}", shop.kind()),
            }
        }
        assert_eq!(changed, 1, "{}", shop.kind());
    }
}

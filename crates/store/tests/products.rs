//! Facts about products.
#![allow(clippy::unwrap_used)]

mod empty_shop;

use mercer_store::categories::{self, CreateCategory};
use mercer_store::patch::Patch;
use mercer_store::products::{
    self, CreateProduct, Kind, ListProducts, Product, ProductError, UpdateProduct,
};
use mercer_store::{PageRequest, Store, Unit};
use empty_shop::{Shop, item, shops};

async fn add(shop: &Shop, product: CreateProduct) -> Product {
    products::create(&shop.store, product)
        .await
        .expect("the product is added")
}

async fn category(store: &Store, name: &str) -> i64 {
    let category = CreateCategory {
        name: name.to_owned(),
        parent_id: None,
        description: None,
    };
    categories::create(store, category).await.unwrap().id
}

fn cheese() -> CreateProduct {
    CreateProduct {
        barcode: Some(" 4006381333931 ".to_owned()),
        name: "Käse 🧀".to_owned(),
        description: Some("line one\nline two".to_owned()),
        product_type: Some("food".to_owned()),
        unit: Unit::Kilogram,
        price: i64::MAX,
        currency: Some("EUR".parse().unwrap()),
        ..item(" CHEESE 1 ")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_is_added_found_by_its_codes_changed_and_removed() {
    for shop in shops().await {
        let store = &shop.store;
        let dairy = category(store, "Dairy").await;
        let added = add(
            &shop,
            CreateProduct {
                category_id: Some(dairy),
                ..cheese()
            },
        )
        .await;
        assert_eq!(
            (added.sku.as_str(), added.currency.as_str()),
            ("CHEESE 1", "EUR")
        );
        assert_eq!(products::get(store, added.id).await.unwrap(), added);
        assert_eq!(
            products::find_by_sku(store, "CHEESE 1").await.unwrap(),
            added
        );
        assert_eq!(
            products::find_by_barcode(store, "4006381333931")
                .await
                .unwrap(),
            added
        );

        shop.a_minute_later();
        let change = UpdateProduct {
            expected_version: Some(1),
            barcode: Patch::Clear,
            description: Patch::Set("  ".to_owned()),
            price: Some(0),
            active: Some(false),
            ..UpdateProduct::default()
        };
        let changed = products::update(store, added.id, change).await.unwrap();
        let expected = Product {
            barcode: None,
            description: None,
            price: 0,
            active: false,
            version: 2,
            updated_at: store.now(),
            ..added
        };
        assert_eq!(changed, expected);
        assert_eq!(products::get(store, changed.id).await.unwrap(), expected);

        products::delete(store, changed.id).await.unwrap();
        refused!(
            shop,
            products::get(store, changed.id),
            ProductError::NotFound(_)
        );
        refused!(
            shop,
            products::find_by_sku(store, "CHEESE 1"),
            ProductError::NotFound(_)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_is_priced_in_the_currency_of_the_store_unless_it_says_otherwise() {
    for shop in shops().await {
        assert_eq!(add(&shop, item("MUG")).await.currency, "GBP");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_products_never_share_a_code() {
    for shop in shops().await {
        let store = &shop.store;
        let barcode = |sku: &str| CreateProduct {
            barcode: Some("123".to_owned()),
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
            barcode: Patch::Set("123".to_owned()),
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

#[tokio::test(flavor = "multi_thread")]
async fn the_catalogue_is_filtered_and_listed_page_by_page() {
    for shop in shops().await {
        let store = &shop.store;
        let toys = category(store, "Toys").await;
        let named = |sku: &str, name: &str| CreateProduct {
            name: name.to_owned(),
            ..item(sku)
        };
        add(&shop, named("1", "Red ball")).await;
        add(
            &shop,
            CreateProduct {
                category_id: Some(toys),
                ..named("2", "Red kite")
            },
        )
        .await;
        add(
            &shop,
            CreateProduct {
                active: false,
                ..named("3", "Red 100% wool")
            },
        )
        .await;
        add(&shop, named("4", "red thread")).await;
        add(&shop, named("5", "Blue ball")).await;
        let listed = |input: ListProducts| async move {
            let page = products::list(store, input).await.unwrap();
            page.items.into_iter().map(|p| p.sku).collect::<String>()
        };
        let all = ListProducts::default;
        let begins = |prefix: &str| Some(prefix.to_owned());
        assert_eq!(listed(all()).await, "12345");
        assert_eq!(
            listed(ListProducts {
                name_prefix: begins("Red"),
                ..all()
            })
            .await,
            "123"
        );
        assert_eq!(
            listed(ListProducts {
                name_prefix: begins("Red 100%"),
                ..all()
            })
            .await,
            "3"
        );
        assert_eq!(
            listed(ListProducts {
                name_prefix: begins("%"),
                ..all()
            })
            .await,
            ""
        );
        assert_eq!(
            listed(ListProducts {
                category_id: Some(toys),
                ..all()
            })
            .await,
            "2"
        );
        assert_eq!(
            listed(ListProducts {
                active: Some(false),
                ..all()
            })
            .await,
            "3"
        );
        assert_eq!(
            listed(ListProducts {
                active: Some(true),
                ..all()
            })
            .await,
            "1245"
        );

        let page = PageRequest::new(None, Some(2)).unwrap();
        let first = products::list(store, ListProducts { page, ..all() })
            .await
            .unwrap();
        assert_eq!(first.items.len(), 2);
        let page = PageRequest::new(first.next, Some(10)).unwrap();
        assert_eq!(listed(ListProducts { page, ..all() }).await, "345");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_that_cannot_be_is_refused_and_nothing_changes() {
    for shop in shops().await {
        let store = &shop.store;
        let mug = add(&shop, item("MUG")).await;
        let long = |length| "x".repeat(length);
        let text = |text: &str| Some(text.to_owned());
        let cases: Vec<(&str, CreateProduct)> = vec![
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
        ];
        for (field, input) in cases {
            refused!(shop, products::create(store, input),
                ProductError::Invalid(invalid) if invalid.field == field);
        }
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
            products::delete(store, 999),
            ProductError::NotFound(_)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_that_the_books_name_cannot_be_removed() {
    for shop in shops().await {
        let stocked = shop.goods("MUG", 1).await;
        refused!(
            shop,
            products::delete(&shop.store, stocked.id),
            ProductError::InUse
        );

        let postage = CreateProduct {
            kind: Kind::Service,
            ..item("POST")
        };
        let postage = add(&shop, postage).await;
        let customer = shop.customer("ada").await;
        shop.order(&customer, &postage, 1).await;
        refused!(
            shop,
            products::delete(&shop.store, postage.id),
            ProductError::InUse
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

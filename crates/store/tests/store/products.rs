//! Facts about products.
#![allow(clippy::unwrap_used)]

use crate::empty_shop::{Shop, item, refused, shops};
use mercer_store::categories::{self, CreateCategory};
use mercer_store::patch::Patch;
use mercer_store::products::{
    self, CreateProduct, Kind, ListProducts, Product, ProductError, UpdateProduct,
};
use mercer_store::{PageRequest, Store, Unit};

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
            search_description: None,
            price: 0,
            active: false,
            version: 2,
            updated_at: store.now(),
            ..added
        };
        assert_eq!(changed, expected);
        assert_eq!(products::get(store, changed.id).await.unwrap(), expected);

        products::delete(store, changed.id, None).await.unwrap();
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

/// Five products, the second one in the category that is returned.
async fn fill(shop: &Shop) -> i64 {
    let toys = category(&shop.store, "Toys").await;
    let named = |sku: &str, name: &str| CreateProduct {
        name: name.to_owned(),
        ..item(sku)
    };
    add(shop, named("1", "Red ball")).await;
    add(
        shop,
        CreateProduct {
            category_id: Some(toys),
            ..named("2", "Red kite")
        },
    )
    .await;
    add(
        shop,
        CreateProduct {
            active: false,
            ..named("3", "Red 100% wool")
        },
    )
    .await;
    add(shop, named("4", "red thread")).await;
    add(shop, named("5", "Blue ball")).await;
    toys
}

#[tokio::test(flavor = "multi_thread")]
async fn the_catalogue_is_filtered_and_listed_page_by_page() {
    for shop in shops().await {
        let store = &shop.store;
        let toys = fill(&shop).await;
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
            "1234"
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
async fn a_product_that_the_books_name_cannot_be_removed() {
    for shop in shops().await {
        let stocked = shop.goods("MUG", 1).await;
        refused!(
            shop,
            products::delete(&shop.store, stocked.id, None),
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
            products::delete(&shop.store, postage.id, None),
            ProductError::InUse
        );
    }
}

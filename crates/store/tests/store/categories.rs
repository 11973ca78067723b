//! Facts about categories.
#![allow(clippy::unwrap_used)]

use crate::empty_shop::{Shop, item, refused, shops};
use mercer_store::categories::{
    self, Cascade, Category, CategoryError, CreateCategory, ListCategories, UpdateCategory,
};
use mercer_store::patch::Patch;
use mercer_store::products::{self, CreateProduct, Kind, Product};

fn named(name: &str, parent: Option<&Category>) -> CreateCategory {
    CreateCategory {
        name: name.to_owned(),
        parent_id: parent.map(|category| category.id),
        description: None,
    }
}

fn into(parent_id: i64) -> UpdateCategory {
    UpdateCategory {
        parent_id: Patch::Set(parent_id),
        ..UpdateCategory::default()
    }
}

async fn add(shop: &Shop, name: &str, parent: Option<&Category>) -> Category {
    categories::create(&shop.store, named(name, parent))
        .await
        .expect("the category is added")
}

async fn put(shop: &Shop, sku: &str, category: &Category) -> Product {
    let product = CreateProduct {
        kind: Kind::Service,
        category_id: Some(category.id),
        ..item(sku)
    };
    products::create(&shop.store, product)
        .await
        .expect("the product is added")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_category_is_added_described_moved_listed_and_removed() {
    for shop in shops().await {
        let store = &shop.store;
        let home = add(&shop, " Home ", None).await;
        let kitchen = add(&shop, "Kitchen", Some(&home)).await;
        let mugs = add(&shop, "Mugs", Some(&kitchen)).await;
        assert_eq!(categories::get(store, home.id).await.unwrap(), home);

        shop.a_minute_later();
        let change = UpdateCategory {
            expected_version: Some(1),
            name: Some("Cups".to_owned()),
            parent_id: Patch::Set(home.id),
            description: Patch::Set("With a handle".to_owned()),
        };
        let moved = categories::update(store, mugs.id, change).await.unwrap();
        assert_eq!((moved.parent_id, moved.version), (Some(home.id), 2));
        assert_eq!(categories::get(store, mugs.id).await.unwrap(), moved);

        let inside = ListCategories {
            parent_id: Some(home.id),
            ..ListCategories::default()
        };
        let inside = categories::list(store, inside).await.unwrap();
        assert_eq!(inside.items, [kitchen.clone(), moved]);
        let all = categories::list(store, ListCategories::default())
            .await
            .unwrap();
        assert_eq!(all.items.len(), 3);

        let top = UpdateCategory {
            parent_id: Patch::Clear,
            ..UpdateCategory::default()
        };
        let top = categories::update(store, kitchen.id, top).await.unwrap();
        assert_eq!(top.parent_id, None);
        categories::delete(store, kitchen.id, None, Cascade::Refuse)
            .await
            .unwrap();
        refused!(
            shop,
            categories::get(store, kitchen.id),
            CategoryError::NotFound(_)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_category_that_cannot_be_is_refused_and_nothing_changes() {
    for shop in shops().await {
        let store = &shop.store;
        let home = add(&shop, "Home", None).await;
        let garden = add(&shop, "Garden", None).await;
        let long = "x".repeat(101);
        for name in ["", " ", "a\0b", long.as_str()] {
            refused!(shop, categories::create(store, named(name, None)),
                CategoryError::Invalid(invalid) if invalid.field == "name");
        }
        let wordy = CreateCategory {
            description: Some("x".repeat(2_001)),
            ..named("A", None)
        };
        refused!(shop, categories::create(store, wordy),
            CategoryError::Invalid(invalid) if invalid.field == "description");
        refused!(
            shop,
            categories::create(store, named("Home", None)),
            CategoryError::NameTaken
        );
        let taken = UpdateCategory {
            name: Some("Home".to_owned()),
            ..UpdateCategory::default()
        };
        refused!(
            shop,
            categories::update(store, garden.id, taken),
            CategoryError::NameTaken
        );
        let lost = CreateCategory {
            parent_id: Some(999),
            ..named("A", None)
        };
        refused!(
            shop,
            categories::create(store, lost),
            CategoryError::UnknownParent
        );
        refused!(
            shop,
            categories::update(store, home.id, into(999)),
            CategoryError::UnknownParent
        );
        refused!(
            shop,
            categories::update(store, 999, into(home.id)),
            CategoryError::NotFound(999)
        );
        let stale = UpdateCategory {
            expected_version: Some(9),
            ..into(garden.id)
        };
        refused!(
            shop,
            categories::update(store, home.id, stale),
            CategoryError::VersionConflict(_)
        );
        refused!(
            shop,
            categories::delete(store, 999, None, Cascade::Products),
            CategoryError::NotFound(999)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_category_never_comes_to_lie_inside_itself() {
    for shop in shops().await {
        let store = &shop.store;
        let a = add(&shop, "A", None).await;
        let b = add(&shop, "B", Some(&a)).await;
        let c = add(&shop, "C", Some(&b)).await;
        for parent in [&a, &b, &c] {
            refused!(
                shop,
                categories::update(store, a.id, into(parent.id)),
                CategoryError::Cycle { .. }
            );
        }
        categories::update(store, c.id, into(a.id)).await.unwrap();
        categories::update(store, b.id, into(c.id)).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_category_with_products_goes_only_with_them_and_only_when_asked() {
    for shop in shops().await {
        let store = &shop.store;
        let toys = add(&shop, "Toys", None).await;
        put(&shop, "KITE", &toys).await;
        put(&shop, "BALL", &toys).await;
        refused!(
            shop,
            categories::delete(store, toys.id, None, Cascade::Refuse),
            CategoryError::HasProducts { products: 2, .. }
        );
        categories::delete(store, toys.id, None, Cascade::Products)
            .await
            .unwrap();
        assert_eq!(shop.number("SELECT COUNT(*) AS n FROM products").await, 0);
        assert_eq!(shop.number("SELECT COUNT(*) AS n FROM categories").await, 0);
        let audited = "SELECT COUNT(*) AS n FROM audit_log WHERE action = 'categories.delete'";
        assert_eq!(shop.number(audited).await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_category_with_categories_inside_stays() {
    for shop in shops().await {
        let home = add(&shop, "Home", None).await;
        add(&shop, "Kitchen", Some(&home)).await;
        for cascade in [Cascade::Refuse, Cascade::Products] {
            refused!(
                shop,
                categories::delete(&shop.store, home.id, None, cascade),
                CategoryError::HasChildren { children: 1, .. }
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_that_was_ordered_keeps_its_category_and_the_other_products() {
    for shop in shops().await {
        let fees = add(&shop, "Fees", None).await;
        put(&shop, "WRAP", &fees).await;
        let postage = put(&shop, "POST", &fees).await;
        let customer = shop.customer("ada").await;
        shop.order(&customer, &postage, 1).await;
        refused!(
            shop,
            categories::delete(&shop.store, fees.id, None, Cascade::Products),
            CategoryError::ProductsInUse
        );
    }
}

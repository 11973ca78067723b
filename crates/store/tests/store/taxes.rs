//! Facts about tax classes and the products that have them.
#![allow(clippy::unwrap_used)]

use crate::empty_shop::{Shop, item, refused, shops};
use mercer_database::{Error, Json};
use mercer_store::amounts::TaxRate;
use mercer_store::patch::Patch;
use mercer_store::products::{self, CreateProduct, Product, ProductError, UpdateProduct};
use mercer_store::taxes::{self, CreateTaxClass, TaxClass, TaxClassError, UpdateTaxClass};
use mercer_store::{Cursor, PageRequest};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement};
use serde_json::{Value, json};

fn rate(percent: &str) -> TaxRate {
    percent.parse().unwrap()
}

fn class(code: &str) -> CreateTaxClass {
    CreateTaxClass {
        code: code.to_owned(),
        name: "A rate".to_owned(),
        rate: rate("20"),
    }
}

async fn add(shop: &Shop, code: &str) -> TaxClass {
    taxes::create(&shop.store, class(code))
        .await
        .expect("the class is added")
}

async fn taxed(shop: &Shop, sku: &str, class: &TaxClass) -> Product {
    let input = CreateProduct {
        tax_class_id: Some(class.id),
        ..item(sku)
    };
    products::create(&shop.store, input)
        .await
        .expect("the product is added")
}

fn give(tax_class_id: Patch<i64>) -> UpdateProduct {
    UpdateProduct {
        tax_class_id,
        ..UpdateProduct::default()
    }
}

/// Action, before and after of every audit row of a tax class.
async fn audited(shop: &Shop, class: &TaxClass) -> Vec<(String, Value, Value)> {
    let sql = format!(
        "SELECT action, state_before, state_after FROM audit_log \
         WHERE subject = 'tax class {}' ORDER BY id",
        class.id
    );
    let rows: Result<Vec<(String, Value, Value)>, Error> = shop
        .place
        .database
        .read(move |transaction| {
            let sql = sql.clone();
            async move {
                let backend = transaction.get_database_backend();
                let statement = Statement::from_string(backend, sql);
                let rows = transaction.query_all_raw(statement).await?;
                let state = |row: &QueryResult, column| -> Result<Value, DbErr> {
                    let state: Option<Json> = row.try_get("", column)?;
                    Ok(state.map_or(Value::Null, |state| state.0))
                };
                let told = |row: &QueryResult| {
                    let action = row.try_get("", "action")?;
                    Ok((
                        action,
                        state(row, "state_before")?,
                        state(row, "state_after")?,
                    ))
                };
                let rows: Result<Vec<_>, DbErr> = rows.iter().map(told).collect();
                Ok(rows?)
            }
        })
        .await;
    rows.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_class_is_added_changed_listed_and_removed_and_the_audit_log_tells_each() {
    for shop in shops().await {
        let store = &shop.store;
        let input = CreateTaxClass {
            code: " Reduced ".to_owned(),
            name: " New York ".to_owned(),
            rate: rate("8.875"),
        };
        let reduced = taxes::create(store, input).await.unwrap();
        assert_eq!(reduced.code, "reduced");
        assert_eq!(reduced.name, "New York");
        assert_eq!(reduced.rate.ppm(), 88_750);
        assert_eq!(taxes::get(store, reduced.id).await.unwrap(), reduced);

        shop.a_minute_later();
        let change = UpdateTaxClass {
            expected_version: Some(1),
            name: Some("New York".to_owned()),
            rate: Some(rate("9")),
            ..UpdateTaxClass::default()
        };
        let changed = taxes::update(store, reduced.id, change).await.unwrap();
        assert_eq!((changed.version, changed.rate), (2, rate("9")));
        assert_eq!(changed.updated_at, store.now());
        assert_eq!(taxes::get(store, reduced.id).await.unwrap(), changed);

        let zero = add(&shop, "zero").await;
        let page = taxes::list(store, PageRequest::default()).await.unwrap();
        assert_eq!(page.items, [changed, zero.clone()]);
        let first = PageRequest::new(None, Some(1)).unwrap();
        let page = taxes::list(store, first).await.unwrap();
        assert_eq!(page.next, Some(Cursor::after_id(reduced.id)));

        taxes::delete(store, reduced.id, None).await.unwrap();
        refused!(
            shop,
            taxes::get(store, reduced.id),
            TaxClassError::NotFound(_)
        );
        let state = |ppm: Value| json!({"code": "reduced", "name": "New York", "rate_ppm": ppm});
        let told = [
            ("taxes.create".to_owned(), Value::Null, state(json!(88_750))),
            // Only what changed: the name was given, and was the same.
            (
                "taxes.update".to_owned(),
                json!({"rate_ppm": 88_750}),
                json!({"rate_ppm": 90_000}),
            ),
            ("taxes.delete".to_owned(), state(json!(90_000)), Value::Null),
        ];
        assert_eq!(audited(&shop, &reduced).await, told, "{}", shop.kind());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_class_that_cannot_be_is_refused_and_nothing_changes() {
    for shop in shops().await {
        let store = &shop.store;
        let standard = add(&shop, "standard").await;
        add(&shop, "zero").await;
        let long = "x".repeat(33);
        for code in ["", " ", "a b", "a\0", "a\nb", "é", long.as_str()] {
            refused!(shop, taxes::create(store, class(code)),
                TaxClassError::Invalid(invalid) if invalid.field == "code");
        }
        for name in [String::new(), "x".repeat(101), "a\0b".to_owned()] {
            let input = CreateTaxClass {
                name,
                ..class("new")
            };
            refused!(shop, taxes::create(store, input),
                TaxClassError::Invalid(invalid) if invalid.field == "name");
        }
        refused!(
            shop,
            taxes::create(store, class("Zero")),
            TaxClassError::CodeTaken
        );
        let change = |code: &str| UpdateTaxClass {
            code: Some(code.to_owned()),
            ..UpdateTaxClass::default()
        };
        let id = standard.id;
        refused!(
            shop,
            taxes::update(store, id, change("ZERO")),
            TaxClassError::CodeTaken
        );
        refused!(shop, taxes::update(store, id, change("a/b")),
            TaxClassError::Invalid(invalid) if invalid.field == "code");
        refused!(
            shop,
            taxes::update(store, 999, change("new")),
            TaxClassError::NotFound(999)
        );
        let stale = UpdateTaxClass {
            expected_version: Some(2),
            ..change("new")
        };
        refused!(shop, taxes::update(store, id, stale),
            TaxClassError::VersionConflict(conflict) if conflict.current == 1);
        refused!(
            shop,
            taxes::delete(store, 999, None),
            TaxClassError::NotFound(999)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_table_itself_keeps_rates_between_nothing_and_everything() {
    for shop in shops().await {
        for ppm in [-1, 1_000_001] {
            let sql = format!(
                "INSERT INTO tax_classes (code, name, rate_ppm, created_at, updated_at, version) \
                 VALUES ('odd', 'Odd', {ppm}, '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1)"
            );
            let written: Result<(), Error> = shop
                .place
                .database
                .write(move |transaction| {
                    let sql = sql.clone();
                    async move {
                        transaction.execute_unprepared(&sql).await?;
                        Ok(())
                    }
                })
                .await;
            match written {
                Err(Error::Constraint(v)) => assert!(v.is("tax_classes_rate_ppm_check")),
                other => panic!("{}: {other:?}", shop.kind()),
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_is_given_a_class_another_or_none() {
    for shop in shops().await {
        let store = &shop.store;
        let (standard, zero) = (add(&shop, "standard").await, add(&shop, "zero").await);
        let mug = taxed(&shop, "MUG", &standard).await;
        assert_eq!(mug.tax_class_id, Some(standard.id));
        let untaxed = products::create(store, item("STAMP")).await.unwrap();
        assert_eq!(untaxed.tax_class_id, None);

        let other = products::update(store, mug.id, give(Patch::Set(zero.id))).await;
        assert_eq!(other.unwrap().tax_class_id, Some(zero.id));
        let kept = products::update(store, mug.id, give(Patch::Keep)).await;
        assert_eq!(kept.unwrap().tax_class_id, Some(zero.id));
        let none = products::update(store, mug.id, give(Patch::Clear)).await;
        assert_eq!(none.unwrap().tax_class_id, None);
        let read = products::get(store, mug.id).await.unwrap();
        assert_eq!(read.tax_class_id, None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_with_a_class_that_does_not_exist_is_refused_by_the_name_of_the_field() {
    for shop in shops().await {
        let store = &shop.store;
        let mug = products::create(store, item("MUG")).await.unwrap();
        let lost = CreateProduct {
            tax_class_id: Some(999),
            ..item("A")
        };
        refused!(shop, products::create(store, lost),
            ProductError::Invalid(invalid) if invalid.field == "tax_class_id");
        refused!(shop, products::update(store, mug.id, give(Patch::Set(999))),
            ProductError::Invalid(invalid) if invalid.field == "tax_class_id");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_class_that_products_have_stays() {
    for shop in shops().await {
        let store = &shop.store;
        let standard = add(&shop, "standard").await;
        let mug = taxed(&shop, "MUG", &standard).await;
        refused!(
            shop,
            taxes::delete(store, standard.id, None),
            TaxClassError::InUse
        );
        products::update(store, mug.id, give(Patch::Clear))
            .await
            .unwrap();
        taxes::delete(store, standard.id, None).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_giving_a_product_a_class_and_removing_the_class_at_once_one_succeeds() {
    for shop in shops().await {
        for round in 0..10 {
            let class = add(&shop, &format!("class-{round}")).await;
            let sku = format!("SKU-{round}");
            let product = products::create(&shop.store, item(&sku)).await.unwrap();
            let (given, removed) = tokio::join!(
                tokio::spawn({
                    let (store, id) = (shop.store.clone(), product.id);
                    let change = give(Patch::Set(class.id));
                    async move { products::update(&store, id, change).await }
                }),
                tokio::spawn({
                    let store = shop.store.clone();
                    async move { taxes::delete(&store, class.id, None).await }
                }),
            );
            match (given.unwrap(), removed.unwrap()) {
                (Ok(_), Err(TaxClassError::InUse)) => {}
                (Err(ProductError::Invalid(invalid)), Ok(())) => {
                    assert_eq!(invalid.field, "tax_class_id");
                }
                other => panic!("{}: {other:?}", shop.kind()),
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_edits_at_once_each_starts_from_what_the_one_before_left() {
    for shop in shops().await {
        let standard = add(&shop, "standard").await;
        let racers: Vec<_> = (1..=8)
            .map(|percent| {
                let (store, id) = (shop.store.clone(), standard.id);
                let change = UpdateTaxClass {
                    rate: Some(rate(&percent.to_string())),
                    ..UpdateTaxClass::default()
                };
                tokio::spawn(async move { taxes::update(&store, id, change).await })
            })
            .collect();
        for racer in racers {
            racer.await.unwrap().unwrap();
        }
        let told = audited(&shop, &standard).await;
        assert_eq!(told.len(), 9, "{}", shop.kind());
        // Each row's before is the after of the row before it.
        for pair in told.windows(2) {
            assert_eq!(
                pair[1].1["rate_ppm"],
                pair[0].2["rate_ppm"],
                "{}",
                shop.kind()
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn prices_include_tax_only_where_the_store_says_so() {
    for shop in shops().await {
        assert!(!shop.store.prices_include_tax());
        let store = shop.store.clone().with_prices_including_tax(true);
        assert!(store.acting_as("somebody").prices_include_tax());
        assert!(!store.with_prices_including_tax(false).prices_include_tax());
    }
}

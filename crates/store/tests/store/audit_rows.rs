//! Facts about what the audit log tells of each verb of customers, addresses and the catalogue.
#![allow(clippy::unwrap_used)]

use crate::empty_shop::{Shop, belonging_to, entry, house, item, newcomer, shops};
use mercer_store::Store;
use mercer_store::addresses::{self, LinkAddress, UpdateAddress};
use mercer_store::audit::{self, ListEntries};
use mercer_store::categories::{self, CreateCategory, UpdateCategory};
use mercer_store::customers::{
    self, AddressChoice, ChangePassword, CreateCustomer, SignIn, UpdateCustomer,
};
use mercer_store::locations::{self, CreateLocation, UpdateLocation};
use mercer_store::password::Password;
use mercer_store::patch::Patch;
use mercer_store::products::{self, UpdateProduct};
use serde_json::{Value, json};

type Row = (String, String, Value, Value);

/// Action, subject, before and after of every row, oldest first.
async fn rows(shop: &Shop) -> Vec<Row> {
    let input = ListEntries {
        page: mercer_store::PageRequest::first(200),
        ..ListEntries::default()
    };
    let state = |json: Option<mercer_database::Json>| json.map_or(Value::Null, |json| json.0);
    let mut page = audit::list(&shop.store, input).await.unwrap().items;
    page.reverse();
    page.into_iter()
        .map(|row| {
            let (before, after) = (state(row.state_before), state(row.state_after));
            (row.action, row.subject, before, after)
        })
        .collect()
}

fn row(action: &str, subject: String, before: Value, after: Value) -> Row {
    (action.to_owned(), subject, before, after)
}

fn password(text: &str) -> Password {
    Password::parse(text).unwrap()
}

fn whole_house(line1: &str) -> Value {
    json!({ "line1": line1, "line2": null, "city": "London", "state": null, "country": "GB",
        "zip_code": null, "phone_number": null })
}

fn link(address_id: i64, label: Option<&str>, shipping: bool, billing: bool) -> Value {
    json!({ "address_id": address_id, "label": label, "default_shipping": shipping,
        "default_billing": billing })
}

/// Every verb of locations, categories and products that changes something.
async fn run_the_catalogue(store: &Store) {
    let name = |name: &str| Some(name.to_owned());
    for place in ["Shop", "Cellar"] {
        let input = CreateLocation {
            name: place.to_owned(),
            active: true,
        };
        locations::create(store, input).await.unwrap();
    }
    let renamed = UpdateLocation {
        name: name("Vault"),
        active: Some(true),
        ..UpdateLocation::default()
    };
    locations::update(store, 2, renamed.clone()).await.unwrap();
    locations::update(store, 2, renamed).await.unwrap();
    locations::delete(store, 2, None).await.unwrap();
    let toys = CreateCategory {
        name: "Toys".to_owned(),
        parent_id: None,
        description: None,
    };
    categories::create(store, toys).await.unwrap();
    let described = UpdateCategory {
        description: Patch::Set("To play with".to_owned()),
        ..UpdateCategory::default()
    };
    categories::update(store, 1, described).await.unwrap();
    products::create(store, item("MUG")).await.unwrap();
    let dearer = UpdateProduct {
        price: Some(300),
        category_id: Patch::Set(1),
        ..UpdateProduct::default()
    };
    products::update(store, 1, dearer).await.unwrap();
    products::archive(store, 1, None).await.unwrap();
    products::archive(store, 1, None).await.unwrap();
    products::unarchive(store, 1, None).await.unwrap();
    categories::delete(store, 1, None, categories::Cascade::Products)
        .await
        .unwrap();
    products::create(store, item("CUP")).await.unwrap();
    products::delete(store, 2, None).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_change_of_locations_and_the_catalogue_is_told() {
    for shop in shops().await {
        run_the_catalogue(&shop.store.acting_as("Ann")).await;
        let product = |sku: &str, price: i64, category: Option<i64>, active: bool| {
            json!({ "sku": sku, "barcode": null, "name": format!("Item {sku}"),
                "description": null, "product_type": null, "kind": "goods",
                "category_id": category, "unit": "each", "price": price, "cost": null, "currency": "GBP",
                "active": active, "archived": false })
        };
        let place = |name: &str| json!({ "name": name, "active": true });
        let toys = |words: Option<&str>| json!({ "name": "Toys", "parent_id": null, "description": words });
        let words = |words: Option<&str>| json!({ "description": words });
        let priced =
            |price: i64, category: Option<i64>| json!({ "price": price, "category_id": category });
        let nothing = Value::Null;
        let (location, category) = (|id: i64| format!("location {id}"), "category 1".to_owned());
        let thing = |id: i64| format!("product {id}");
        #[rustfmt::skip]
        let expected = [
            row("locations.create", location(1), nothing.clone(), place("Shop")),
            row("locations.create", location(2), nothing.clone(), place("Cellar")),
            row("locations.update", location(2), json!({ "name": "Cellar" }), json!({ "name": "Vault" })),
            row("locations.delete", location(2), place("Vault"), nothing.clone()),
            row("categories.create", category.clone(), nothing.clone(), toys(None)),
            row("categories.update", category.clone(), words(None), words(Some("To play with"))),
            row("products.create", thing(1), nothing.clone(), product("MUG", 255, None, true)),
            row("products.update", thing(1), priced(255, None), priced(300, Some(1))),
            row("products.archive", thing(1), json!({ "active": true, "archived": false }), json!({ "active": false, "archived": true })),
            row("products.unarchive", thing(1), json!({ "archived": true }), json!({ "archived": false })),
            row("products.delete", thing(1), product("MUG", 300, Some(1), false), nothing.clone()),
            row("categories.delete", category, toys(Some("To play with")), nothing.clone()),
            row("products.create", thing(2), nothing.clone(), product("CUP", 255, None, true)),
            row("products.delete", thing(2), product("CUP", 255, None, true), nothing),
        ];
        assert_eq!(rows(&shop).await, expected, "{}", shop.kind());
        let by_ann = "SELECT COUNT(*) AS n FROM audit_log WHERE actor = 'Ann'";
        assert_eq!(shop.number(by_ann).await, 14);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_change_of_customers_is_told_and_never_a_password() {
    for shop in shops().await {
        let store = &shop.store;
        let ada = CreateCustomer {
            password: Some(password("correct horse")),
            ..newcomer("ada")
        };
        customers::create(store, ada).await.unwrap();
        let sign_in = SignIn {
            name: "ada".to_owned(),
            password: password("correct horse"),
        };
        customers::sign_in(store, sign_in).await.unwrap();
        let change = ChangePassword {
            current: password("correct horse"),
            new: password("battery staple"),
        };
        customers::change_password(store, 1, change).await.unwrap();
        for (phone, secret) in [
            (Patch::Set("+44 1".to_owned()), Patch::Keep),
            (Patch::Keep, Patch::Set(password("staple battery"))),
            (Patch::Keep, Patch::Clear),
        ] {
            let update = UpdateCustomer {
                phone,
                password: secret,
                ..UpdateCustomer::default()
            };
            customers::update(store, 1, update).await.unwrap();
        }
        let ada = || "customer 1".to_owned();
        let secret = |text: Option<&str>| json!({ "password": text });
        let created = json!({ "username": "ada", "email": "ada@example.org", "password": "set",
            "first_name": "Ada", "last_name": "Lovelace", "phone": null,
            "addresses": [link(1, None, true, true)] });
        let nothing = Value::Null;
        let expected = [
            row(
                "addresses.create",
                "address 1".to_owned(),
                nothing.clone(),
                whole_house("1 High Street"),
            ),
            row("customers.create", ada(), nothing, created),
            row(
                "customers.change_password",
                ada(),
                secret(Some("set")),
                secret(Some("changed")),
            ),
            row(
                "customers.update",
                ada(),
                json!({ "phone": null }),
                json!({ "phone": "+44 1" }),
            ),
            row(
                "customers.update",
                ada(),
                secret(Some("set")),
                secret(Some("changed")),
            ),
            row("customers.update", ada(), secret(Some("set")), secret(None)),
        ];
        assert_eq!(rows(&shop).await, expected, "{}", shop.kind());
        let hashes = "SELECT COUNT(*) AS n FROM audit_log WHERE \
             CAST(state_before AS CHAR(1000)) LIKE '%argon%' OR \
             CAST(state_after AS CHAR(1000)) LIKE '%argon%'";
        assert_eq!(shop.number(hashes).await, 0);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_change_of_an_address_book_is_told() {
    for shop in shops().await {
        let store = &shop.store;
        for name in ["ada", "bob"] {
            shop.customer(name).await;
        }
        let told = rows(&shop).await.len();
        addresses::create(store, belonging_to(house("3 Mill Lane"), &[1]))
            .await
            .unwrap();
        let moved = UpdateAddress {
            line1: Some("4 Mill Lane".to_owned()),
            ..UpdateAddress::default()
        };
        addresses::update(store, 3, moved).await.unwrap();
        let shared = LinkAddress {
            customer_id: 2,
            address_id: 3,
            label: Some("mill".to_owned()),
            default_shipping: true,
            default_billing: false,
        };
        addresses::link(store, shared.clone()).await.unwrap();
        addresses::link(store, shared.clone()).await.unwrap();
        let renamed = LinkAddress {
            label: Some("river".to_owned()),
            ..shared
        };
        addresses::link(store, renamed).await.unwrap();
        addresses::unlink(store, 1, 3, None).await.unwrap();
        addresses::unlink(store, 2, 3, None).await.unwrap();
        addresses::create(store, belonging_to(house("5 Hill"), &[1, 2]))
            .await
            .unwrap();
        addresses::delete(store, 4, None).await.unwrap();
        let (ada, bob) = (|| "customer 1".to_owned(), || "customer 2".to_owned());
        let (mill, hill) = (|| "address 3".to_owned(), || "address 4".to_owned());
        let nothing = || Value::Null;
        let line1 = |line: &str| json!({ "line1": line });
        #[rustfmt::skip]
        let expected = [
            row("addresses.create", mill(), nothing(), whole_house("3 Mill Lane")),
            row("addresses.link", ada(), nothing(), link(3, None, false, false)),
            row("addresses.update", mill(), line1("3 Mill Lane"), line1("4 Mill Lane")),
            row("addresses.link", bob(), nothing(), link(3, Some("mill"), true, false)),
            row("addresses.link", bob(), link(3, Some("mill"), true, false), link(3, Some("river"), true, false)),
            row("addresses.unlink", ada(), link(3, None, false, false), nothing()),
            row("addresses.unlink", bob(), link(3, Some("river"), true, false), nothing()),
            row("addresses.delete", mill(), whole_house("4 Mill Lane"), nothing()),
            row("addresses.create", hill(), nothing(), whole_house("5 Hill")),
            row("addresses.link", ada(), nothing(), link(4, None, false, false)),
            row("addresses.link", bob(), nothing(), link(4, None, false, false)),
            row("addresses.unlink", ada(), link(4, None, false, false), nothing()),
            row("addresses.unlink", bob(), link(4, None, false, false), nothing()),
            row("addresses.delete", hill(), whole_house("5 Hill"), nothing()),
        ];
        assert_eq!(rows(&shop).await[told..], expected, "{}", shop.kind());
    }
}

/// A customer with a house of their own, one that is gone, and one shared with Bob.
async fn life_of_ada(shop: &Shop) -> i64 {
    let store = &shop.store;
    shop.customer("bob").await;
    let ada = CreateCustomer {
        addresses: vec![
            entry(AddressChoice::New(house("2 Secret Street"))),
            entry(AddressChoice::New(house("3 Secret Street"))),
            entry(AddressChoice::Existing(1)),
        ],
        ..newcomer("ada")
    };
    let ada = customers::create(store, ada).await.unwrap().id;
    let update = UpdateCustomer {
        phone: Patch::Set("+44 secret".to_owned()),
        ..UpdateCustomer::default()
    };
    customers::update(store, ada, update).await.unwrap();
    addresses::unlink(store, ada, 3, None).await.unwrap();
    audit::seal(store).await.unwrap();
    ada
}

async fn secrets(shop: &Shop) -> i64 {
    let sql = "SELECT COUNT(*) AS n FROM audit_log WHERE \
         LOWER(CONCAT(COALESCE(CAST(state_before AS CHAR(1000)), ''), \
                      COALESCE(CAST(state_after AS CHAR(1000)), ''))) LIKE '%secret%'";
    shop.number(sql).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_or_deleted_person_is_gone_from_the_log_and_the_chain_still_whole() {
    for erases in [true, false] {
        for shop in shops().await {
            let ada = life_of_ada(&shop).await;
            assert_eq!(secrets(&shop).await, 4, "{}", shop.kind());
            if erases {
                customers::erase(&shop.store, ada, None).await.unwrap();
            } else {
                let cascade = customers::Cascade::Refuse;
                customers::delete(&shop.store, ada, cascade, None)
                    .await
                    .unwrap();
            }
            assert_eq!(secrets(&shop).await, 0, "{}", shop.kind());
            let report = audit::verify(&shop.store).await.unwrap();
            assert!(report.is_whole(), "{}: {report:?}", shop.kind());
            assert_eq!(report.redacted, 6, "{}", shop.kind());
            let bobs = "SELECT COUNT(*) AS n FROM audit_log WHERE redacted_at IS NULL AND \
                 subject IN ('address 1', 'customer 1')";
            assert_eq!(shop.number(bobs).await, 2, "{}", shop.kind());
        }
    }
}

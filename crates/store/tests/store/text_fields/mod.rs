//! Every verb that takes text, asked with one text in one field.
#![allow(unreachable_pub, missing_docs, clippy::unwrap_used)]

mod people;

use std::future::Future;
use std::pin::Pin;

use mercer_store::categories::{self, CategoryError, CreateCategory, UpdateCategory};
use mercer_store::inventory::{self, Adjust, Count, InventoryError, Receive, Transfer};
use mercer_store::locations::{self, CreateLocation, LocationError, UpdateLocation};
use mercer_store::patch::Patch;
use mercer_store::payments::{self, Means, PaymentError, Record, RefundInput};
use mercer_store::products::{self, CreateProduct, ProductError, UpdateProduct};
use mercer_store::{Invalid, Money, Quantity};

use crate::empty_shop::{Shop, item};

/// The refusal of a field, or what happened instead.
pub type Attempt = Pin<Box<dyn Future<Output = Result<Invalid, String>> + Send>>;

/// A verb asked with the text in one field: the field, and what came of it.
macro_rules! asked {
    ($field:literal, $shop:expr, $error:ident, |$store:ident| $request:expr) => {{
        let $store = $shop.store.clone();
        let attempt: Attempt = Box::pin(async move {
            match $request.await {
                Err($error::Invalid(invalid)) => Ok(invalid),
                other => Err(format!("{:?}", other.map(drop))),
            }
        });
        ($field, attempt)
    }};
}
pub(crate) use asked;

pub type Attempts = Vec<(&'static str, Attempt)>;

/// Every field but barcodes.
pub fn all(shop: &Shop, text: &str) -> Attempts {
    let mut attempts = of_places_and_categories(shop, text);
    attempts.extend(of_new_products(shop, text));
    attempts.extend(of_changed_products(shop, text));
    attempts.extend(people::all(shop, text));
    attempts.extend(of_stock(shop, text));
    attempts.extend(of_payments(shop, text));
    attempts
}

fn of_places_and_categories(shop: &Shop, text: &str) -> Attempts {
    let words = || text.to_owned();
    let some = || Some(text.to_owned());
    let set = || Patch::Set(text.to_owned());
    let place = |name| CreateLocation { name, active: true };
    let class = |name: String, description| CreateCategory {
        name,
        parent_id: None,
        description,
    };
    let (place_name, class_name) = (place(words()), class(words(), None));
    let class_words = class("New".to_owned(), some());
    let renamed_place = UpdateLocation {
        name: some(),
        ..UpdateLocation::default()
    };
    let renamed = UpdateCategory {
        name: some(),
        ..UpdateCategory::default()
    };
    let described = UpdateCategory {
        description: set(),
        ..UpdateCategory::default()
    };
    vec![
        asked!("name", shop, LocationError, |store| locations::create(
            &store, place_name
        )),
        asked!("name", shop, LocationError, |store| locations::update(
            &store,
            1,
            renamed_place
        )),
        asked!("name", shop, CategoryError, |store| categories::create(
            &store, class_name
        )),
        asked!("description", shop, CategoryError, |store| {
            categories::create(&store, class_words)
        }),
        asked!("name", shop, CategoryError, |store| categories::update(
            &store, 1, renamed
        )),
        asked!("description", shop, CategoryError, |store| {
            categories::update(&store, 1, described)
        }),
    ]
}

fn of_new_products(shop: &Shop, text: &str) -> Attempts {
    let words = || text.to_owned();
    let some = || Some(text.to_owned());
    let product = item("NEW");
    let [sku, name, description, kind] = [
        CreateProduct {
            sku: words(),
            ..product.clone()
        },
        CreateProduct {
            name: words(),
            ..product.clone()
        },
        CreateProduct {
            description: some(),
            ..product.clone()
        },
        CreateProduct {
            product_type: some(),
            ..product
        },
    ];
    vec![
        asked!("sku", shop, ProductError, |store| products::create(
            &store, sku
        )),
        asked!("name", shop, ProductError, |store| products::create(
            &store, name
        )),
        asked!("description", shop, ProductError, |store| products::create(
            &store,
            description
        )),
        asked!(
            "product_type",
            shop,
            ProductError,
            |store| products::create(&store, kind)
        ),
    ]
}

fn of_changed_products(shop: &Shop, text: &str) -> Attempts {
    let some = || Some(text.to_owned());
    let set = || Patch::Set(text.to_owned());
    let [sku, name, description, kind] = [
        UpdateProduct {
            sku: some(),
            ..UpdateProduct::default()
        },
        UpdateProduct {
            name: some(),
            ..UpdateProduct::default()
        },
        UpdateProduct {
            description: set(),
            ..UpdateProduct::default()
        },
        UpdateProduct {
            product_type: set(),
            ..UpdateProduct::default()
        },
    ];
    vec![
        asked!("sku", shop, ProductError, |store| products::update(
            &store, 1, sku
        )),
        asked!("name", shop, ProductError, |store| products::update(
            &store, 1, name
        )),
        asked!("description", shop, ProductError, |store| products::update(
            &store,
            1,
            description
        )),
        asked!(
            "product_type",
            shop,
            ProductError,
            |store| products::update(&store, 1, kind)
        ),
    ]
}

/// A card number as a barcode, which has other lengths.
pub fn of_barcodes(shop: &Shop, text: &str) -> Attempts {
    let new = CreateProduct {
        barcode: Some(text.to_owned()),
        ..item("NEW")
    };
    let other = UpdateProduct {
        barcode: Patch::Set(text.to_owned()),
        ..UpdateProduct::default()
    };
    vec![
        asked!("barcode", shop, ProductError, |store| products::create(
            &store, new
        )),
        asked!("barcode", shop, ProductError, |store| products::update(
            &store, 1, other
        )),
    ]
}

fn of_stock(shop: &Shop, text: &str) -> Attempts {
    let words = || text.to_owned();
    let some = || Some(text.to_owned());
    let one = Quantity::whole(1).unwrap();
    let (product_id, location_id) = (1, None);
    let adjust = Adjust {
        product_id,
        location_id,
        quantity: one,
        reason: words(),
    };
    let receive = Receive {
        product_id,
        location_id,
        quantity: one,
        reason: some(),
    };
    let count = Count {
        product_id,
        location_id,
        counted: one,
        reason: some(),
    };
    let transfer = Transfer {
        product_id,
        from_location_id: 1,
        to_location_id: 2,
        quantity: one,
        reason: some(),
    };
    vec![
        asked!("reason", shop, InventoryError, |store| inventory::adjust(
            &store, adjust
        )),
        asked!("reason", shop, InventoryError, |store| inventory::receive(
            &store, receive
        )),
        asked!("reason", shop, InventoryError, |store| inventory::count(
            &store, count
        )),
        asked!("reason", shop, InventoryError, |store| inventory::transfer(
            &store, transfer
        )),
    ]
}

fn of_payments(shop: &Shop, text: &str) -> Attempts {
    let words = || text.to_owned();
    let amount = Money::new(10, shop.store.currency());
    let card = |provider: &str, token: &str, brand: &str| Record {
        order_id: 1,
        amount,
        means: Means::Card {
            provider: provider.to_owned(),
            token: token.to_owned(),
            brand: Some(brand.to_owned()),
            last4: None,
        },
    };
    let (provider, token, brand) = (
        card(text, "t", "b"),
        card("p", text, "b"),
        card("p", "t", text),
    );
    let refund = RefundInput {
        payment_id: 1,
        amount,
        reason: words(),
        lines: Vec::new(),
        expected_version: None,
    };
    vec![
        asked!("provider", shop, PaymentError, |store| payments::record(
            &store, provider
        )),
        asked!("token", shop, PaymentError, |store| payments::record(
            &store, token
        )),
        asked!("brand", shop, PaymentError, |store| payments::record(
            &store, brand
        )),
        asked!("reason", shop, PaymentError, |store| payments::refund(
            &store, refund
        )),
    ]
}

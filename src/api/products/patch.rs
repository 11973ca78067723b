//! `PATCH /v1/products/{id}`.

use mercer_store::Currency;
use mercer_store::products::{self, UpdateProduct};
use schemars::JsonSchema;
use serde::Deserialize;

use super::costing::{Cost, costing};
use super::pricing::Pricing;
use super::shown::shown;
use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, Given, Id, IdText, Merge, MustMatch, Object};
use crate::api::write::{Done, Write};
use crate::json;

/// What is to change.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PatchProduct")]
#[schemars(example = serde_json::json!({
    "price": {"amount": 1350}
}))]
pub(super) struct Input {
    /// The shop's own code, at most 64 characters, unique.
    #[serde(default)]
    sku: Given<String>,
    /// EAN-8, EAN-13 or UPC-A, unique.
    #[serde(default)]
    barcode: Merge<String>,
    /// At most 200 characters.
    #[serde(default)]
    name: Given<String>,
    /// At most 4,000 characters.
    #[serde(default)]
    description: Merge<String>,
    /// The shop's own grouping, at most 64 characters.
    #[serde(default)]
    product_type: Merge<String>,
    #[serde(default)]
    category_id: Merge<Id>,
    /// How it is taxed, for orders from now on; without a class it carries no tax.
    #[serde(default)]
    tax_class_id: Merge<Id>,
    /// The price of one unit, for orders from now on. Another one takes prices.write.
    #[serde(default)]
    price: Given<Object<Price>>,
    /// What one unit costs the shop, in the currency of the price; only the staff sees it.
    #[serde(default)]
    cost: Merge<Object<Cost>>,
    /// Whether it can be ordered.
    #[serde(default)]
    active: Given<bool>,
}

/// What of the price is to change.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PatchPrice")]
struct Price {
    /// Minor units (pence, cents, yen).
    #[serde(default)]
    amount: Given<i64>,
    #[serde(default)]
    currency: Given<Currency>,
}

/// Changes a product. Orders keep what they were placed with.
pub(super) async fn patch(
    write: Write,
    id: IdText,
    MustMatch(expected_version): MustMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::Product>>> {
    let id = id.of("product")?;
    let price = match input.price.0 {
        None => Pricing::default(),
        Some(Object(price)) => Pricing {
            amount: price.amount.0,
            currency: price.currency.0,
        },
    };
    let cost = costing(input.cost, price.currency, write.caller(), id).await?;
    let price = price.by(write.caller(), id).await?;
    let changes = UpdateProduct {
        expected_version,
        sku: input.sku.0,
        barcode: input.barcode.0,
        name: input.name.0,
        description: input.description.0,
        product_type: input.product_type.0,
        category_id: input.category_id.map(|id| id.0),
        tax_class_id: input.tax_class_id.map(|id| id.0),
        price: price.amount,
        cost,
        currency: price.currency,
        active: input.active.0,
    };
    let shown = shown(write.caller());
    write
        .run(
            move |store| async move { products::update(&store, id, changes).await },
            move |product| One(shown(product.clone())),
        )
        .await
}

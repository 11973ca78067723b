//! `PUT /v1/products/{id}`.

use mercer_store::products::{self, UpdateProduct};
use schemars::JsonSchema;
use serde::Deserialize;

use super::pricing::Pricing;
use super::shown::shown;
use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Amount, Body, Id, IdText, MustMatch, Object};
use crate::api::write::{Done, Write};
use crate::json;

/// The whole product without its kind and unit, which stay: what is left out becomes empty.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PutProduct")]
#[schemars(example = serde_json::json!({
    "sku": "MUG-BLUE", "name": "Blue mug", "price": {"amount": 1250, "currency": "GBP"},
    "active": true
}))]
pub(super) struct Input {
    /// The shop's own code, at most 64 characters, unique.
    #[schemars(example = &"MUG-BLUE")]
    sku: String,
    /// EAN-8, EAN-13 or UPC-A, unique.
    barcode: Option<String>,
    /// At most 200 characters.
    #[schemars(example = &"Blue mug")]
    name: String,
    /// At most 4,000 characters.
    description: Option<String>,
    /// The shop's own grouping, at most 64 characters.
    product_type: Option<String>,
    category_id: Option<Id>,
    /// How it is taxed, for orders from now on; without a class it carries no tax.
    tax_class_id: Option<Id>,
    /// The price of one unit, for orders from now on. Another one takes prices.write.
    price: Object<Amount>,
    /// What one unit costs the shop, in the currency of the price; only the staff sees it.
    cost: Option<Object<Amount>>,
    /// Whether it can be ordered.
    active: bool,
}

/// Writes a product anew. Orders keep what they were placed with.
pub(super) async fn put(
    write: Write,
    id: IdText,
    MustMatch(expected_version): MustMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::Product>>> {
    let id = id.of("product")?;
    let price = input.price.0.money();
    let price = Pricing {
        amount: Some(price.amount),
        currency: Some(price.currency),
    };
    let price = price.by(write.caller(), id).await?;
    let changes = UpdateProduct {
        expected_version,
        sku: Some(input.sku),
        barcode: input.barcode.into(),
        name: Some(input.name),
        description: input.description.into(),
        product_type: input.product_type.into(),
        category_id: input.category_id.map(|id| id.0).into(),
        tax_class_id: input.tax_class_id.map(|id| id.0).into(),
        price: price.amount,
        cost: input.cost.map(|cost| cost.0.money()).into(),
        currency: price.currency,
        active: Some(input.active),
    };
    let shown = shown(write.caller());
    write
        .run(
            move |store| async move { products::update(&store, id, changes).await },
            move |product| One(shown(product.clone())),
        )
        .await
}

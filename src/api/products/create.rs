//! `POST /v1/products`.

use mercer_store::Unit;
use mercer_store::products::{self, CreateProduct, Kind};
use schemars::JsonSchema;
use serde::Deserialize;

use super::shown::shown;
use crate::api::Answer;
use crate::api::answer::Created;
use crate::api::request::{Amount, Body, Id, Object};
use crate::api::write::{Done, Write};
use crate::json;

/// The product as the client writes it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateProduct")]
#[schemars(example = serde_json::json!({
    "sku": "MUG-BLUE", "name": "Blue mug", "price": {"amount": 1250, "currency": "GBP"}
}))]
pub(super) struct Input {
    /// The shop's own code, at most 64 characters, unique.
    #[schemars(example = &"MUG-BLUE")]
    sku: String,
    /// EAN-8, EAN-13 or UPC-A, unique.
    #[schemars(example = &"4006381333931")]
    barcode: Option<String>,
    /// At most 200 characters.
    #[schemars(example = &"Blue mug")]
    name: String,
    /// At most 4,000 characters.
    description: Option<String>,
    /// The shop's own grouping, at most 64 characters.
    product_type: Option<String>,
    /// Goods have stock, a service has none; it stays what it is. Goods unless told otherwise.
    kind: Option<Kind>,
    category_id: Option<Id>,
    /// How it is taxed; without a class it carries no tax.
    tax_class_id: Option<Id>,
    /// What price and quantities count; it stays what it is. By the piece unless told otherwise.
    unit: Option<Unit>,
    /// The price of one unit.
    price: Object<Amount>,
    /// What one unit costs the shop, in the currency of the price; only the staff sees it.
    cost: Option<Object<Amount>>,
    /// Whether it can be ordered; it can unless told otherwise.
    active: Option<bool>,
}

/// Adds a product, and its price as the first of its price history.
pub(super) async fn create(
    write: Write,
    Body(input): Body<Input>,
) -> Answer<Done<Created<json::Product>>> {
    let price = input.price.0.money();
    let product = CreateProduct {
        sku: input.sku,
        barcode: input.barcode,
        name: input.name,
        description: input.description,
        product_type: input.product_type,
        kind: input.kind.unwrap_or(Kind::Goods),
        category_id: input.category_id.map(|id| id.0),
        tax_class_id: input.tax_class_id.map(|id| id.0),
        unit: input.unit.unwrap_or(Unit::Each),
        price: price.amount,
        cost: input.cost.map(|cost| cost.0.money()),
        currency: Some(price.currency),
        active: input.active.unwrap_or(true),
    };
    let shown = shown(write.caller());
    write
        .run(
            |store| async move { products::create(&store, product).await },
            move |product| {
                let location = format!("/v1/products/{}", product.id);
                Created::at(location, shown(product.clone()))
            },
        )
        .await
}

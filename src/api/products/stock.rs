//! `GET /v1/products/{id}/stock`.

use std::collections::BTreeMap;

use mercer_store::page::MAX_LIMIT;
use mercer_store::{Store, inventory, locations, products};
use serde_json::Value;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::{One, Resource};
use crate::api::problem::Problem;
use crate::api::request::IdText;
use crate::api::routes::Expanded;
use crate::json;

impl Resource for json::StockLevels {
    fn version(&self) -> Option<i64> {
        None
    }
}

/// How much of it is where; nothing for what was never in stock, and for a service.
pub(super) async fn stock(caller: Caller, id: IdText) -> Answer<One<json::StockLevels>> {
    let store = caller.store();
    let product = products::get(store, id.of("product")?).await?;
    let levels = inventory::levels(store, product.id).await?;
    let ids: Vec<i64> = levels.iter().map(|level| level.location_id).collect();
    let names = names(store, &ids).await?;
    let level = |level: &inventory::StockLevel| {
        let name = names.get(&level.location_id).cloned().unwrap_or_default();
        json::StockLevel::of(level, name)
    };
    Ok(One(json::StockLevels {
        product_id: product.id,
        sku: product.sku,
        name: product.name,
        unit: product.unit,
        levels: levels.iter().map(level).collect(),
    }))
}

async fn names(store: &Store, ids: &[i64]) -> Answer<BTreeMap<i64, String>> {
    let mut names = BTreeMap::new();
    let at_once = usize::try_from(MAX_LIMIT).unwrap_or(1);
    for some in ids.chunks(at_once) {
        let found = locations::get_many(store, some).await?;
        names.extend(found.into_iter().map(|place| (place.id, place.name)));
    }
    Ok(names)
}

/// The levels of the products with these ids, for lists of products.
pub(super) fn read(store: Store, ids: Vec<i64>) -> Expanded {
    Box::pin(async move {
        let mut found: BTreeMap<i64, Value> = BTreeMap::new();
        for level in inventory::levels_of_products(&store, &ids).await? {
            let product_id = level.product_id;
            let told = serde_json::to_value(json::Level::from(level));
            let told = told.map_err(|error| Problem::internal(&error.to_string()))?;
            let levels = found
                .entry(product_id)
                .or_insert_with(|| Value::Array(Vec::new()));
            levels.as_array_mut().into_iter().for_each(|levels| {
                levels.push(told.clone());
            });
        }
        Ok(found)
    })
}

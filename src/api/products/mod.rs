//! `/v1/products`.

mod archive;
mod costing;
mod create;
mod delete;
mod find;
mod get;
mod list;
mod lowest_price;
mod patch;
mod prices;
mod pricing;
mod put;
mod remove_barcode;
mod routes;
mod set_barcode;
mod set_price;
mod shown;
mod stock;
#[cfg(test)]
mod tests;
mod types;
mod unarchive;

use mercer_store::Store;
use mercer_store::products;

use super::answer::Resource;
use super::routes::{Expanded, by_id};
use crate::json;

pub(super) use routes::routes;

impl Resource for json::Product {
    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

/// The products with these ids, for whatever names one.
pub(super) fn read(store: Store, ids: Vec<i64>) -> Expanded {
    Box::pin(async move {
        let found = products::get_many(&store, &ids).await?;
        by_id(found, |product| product.id, json::Product::from)
    })
}

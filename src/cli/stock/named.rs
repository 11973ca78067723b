//! Rows of stock with the names that people know products and places by. Programs get the ids, as
//! from the API.

use mercer_store::{Page, Store, locations, products};
use serde::Serialize;

use crate::cli::Failure;
use crate::json;

/// A row, and what its product and its place are called.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct Named<T> {
    pub(super) row: T,
    #[serde(skip)]
    pub(super) sku: String,
    #[serde(skip)]
    pub(super) location: String,
}

/// Looks up the names of a page. `ids` tells product and place of a row.
pub(super) async fn named<R, T>(
    store: &Store,
    page: Page<R>,
    ids: impl Fn(&R) -> (i64, i64),
    row: impl Fn(R) -> T,
) -> Result<json::Page<Named<T>>, Failure> {
    let (product_ids, location_ids): (Vec<_>, Vec<_>) = page.items.iter().map(&ids).unzip();
    let products = products::get_many(store, &product_ids).await?;
    let locations = locations::get_many(store, &location_ids).await?;
    Ok(json::Page::of(page, |found| {
        let (product_id, location_id) = ids(&found);
        let product = products.iter().find(|product| product.id == product_id);
        let location = locations.iter().find(|place| place.id == location_id);
        Named {
            row: row(found),
            sku: product.map_or_else(String::new, |product| product.sku.clone()),
            location: location.map_or_else(String::new, |place| place.name.clone()),
        }
    }))
}

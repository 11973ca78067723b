//! What is where, of many products at once.

use super::InventoryError;
use super::level::{Column, Entity, Model};
use crate::{Store, batch};

/// The levels of these products at every location, by product and place. At most 200 products.
pub async fn levels_of_products(
    store: &Store,
    product_ids: &[i64],
) -> Result<Vec<Model>, InventoryError> {
    let (product, place) = (Column::ProductId, Column::LocationId);
    batch::rows::<Entity, _>(store.database(), product, place, product_ids).await
}

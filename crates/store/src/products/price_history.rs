//! Look at the prices that a product had.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::ProductError;
use super::price_change::{Column, Entity, Model};
use crate::{Page, PageRequest, Store, page};

/// The product's prices, oldest first.
pub async fn price_history(
    store: &Store,
    product_id: i64,
    request: PageRequest,
) -> Result<Page<Model>, ProductError> {
    let prices = Entity::find().filter(Column::ProductId.eq(product_id));
    page::all_by_id(store.database(), prices, Column::Id, request, |row| row.id).await
}

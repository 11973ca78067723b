//! Look at the prices that a product had.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::ProductError;
use super::price_change::{Column, Entity, Model};
use crate::{Page, PageRequest, Store};

/// The product's prices, oldest first.
pub async fn price_history(
    store: &Store,
    product_id: i64,
    request: PageRequest,
) -> Result<Page<Model>, ProductError> {
    let find = Entity::find()
        .filter(Column::ProductId.eq(product_id))
        .filter(Column::Id.gt(request.after))
        .order_by_asc(Column::Id)
        .limit(request.limit + 1);
    store
        .database()
        .read(move |transaction: Transaction| {
            let find = find.clone();
            async move {
                let rows = find.all(&transaction).await?;
                Ok(Page::of(rows, request, |row| row.id))
            }
        })
        .await
}

//! The ledger of one product.

use mercer_database::{Error, Transaction};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::movement::{Column, Entity, Model};
use crate::{Page, PageRequest, Store};

/// The movements of a product, oldest first.
pub async fn movements(
    store: &Store,
    product_id: i64,
    request: PageRequest,
) -> Result<Page<Model>, Error> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let rows = Entity::find()
                .filter(Column::ProductId.eq(product_id))
                .filter(Column::Id.gt(request.after))
                .order_by_asc(Column::Id)
                .limit(request.limit + 1)
                .all(&transaction)
                .await?;
            Ok(Page::of(rows, request, |row| row.id))
        })
        .await
}

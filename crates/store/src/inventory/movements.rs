//! The ledger of one product.

use mercer_database::{Error, Transaction};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::movement::{Column, Entity, Model};
use crate::{Page, PageRequest, Store, page};

/// The movements of a product, oldest first.
pub async fn movements(
    store: &Store,
    product_id: i64,
    request: PageRequest,
) -> Result<Page<Model>, Error> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let rows = Entity::find().filter(Column::ProductId.eq(product_id));
            Ok(page::by_id(&transaction, rows, Column::Id, request, |row| row.id).await?)
        })
        .await
}

//! Page through the returns.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryTrait};

use super::entity::{Column, Entity};
use super::{Return, ReturnError};
use crate::{Page, PageRequest, Store, page};

/// Returns by id, oldest first: of one order, or of all.
pub async fn list(
    store: &Store,
    order_id: Option<i64>,
    request: PageRequest,
) -> Result<Page<Return>, ReturnError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let found = Entity::find().apply_if(order_id, |found, order_id| {
                found.filter(Column::OrderId.eq(order_id))
            });
            Ok(page::by_id(&transaction, found, Column::Id, request, |row| row.id).await?)
        })
        .await
}

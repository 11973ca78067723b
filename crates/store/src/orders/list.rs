//! Page through the orders.

use mercer_database::Transaction;
use sea_orm::EntityTrait;

use super::entity::{Column, Entity};
use super::{Order, OrderError};
use crate::{Page, PageRequest, Store, page};

/// Orders by id, oldest first.
pub async fn list(store: &Store, request: PageRequest) -> Result<Page<Order>, OrderError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let rows = Entity::find();
            Ok(page::by_id(&transaction, rows, Column::Id, request, |order| order.id).await?)
        })
        .await
}

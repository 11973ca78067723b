//! Page through the orders.

use mercer_database::Transaction;
use sea_orm::{ConnectionTrait, EntityTrait, QueryTrait};

use super::entity::{Column, Entity};
use super::{Order, OrderError, row};
use crate::statement_text::StatementText;
use crate::{Page, PageRequest, Store, page};

static LIST: StatementText = StatementText::new();

/// Orders by id, oldest first.
pub async fn list(store: &Store, request: PageRequest) -> Result<Page<Order>, OrderError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let backend = transaction.get_database_backend();
            let values = vec![request.after.into(), (request.limit + 1).into()];
            let list = LIST.with(backend, 1, values, |_| {
                page::select(Entity::find(), Column::Id, request).build(backend)
            });
            let rows = transaction.rows(list).await?.into_iter();
            let orders = rows.map(row::order).collect::<Result<_, _>>()?;
            Ok(Page::of(orders, request, |order| order.id))
        })
        .await
}

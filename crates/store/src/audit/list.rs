//! Page through the log.

use mercer_database::{Error, Transaction};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::entity::{Column, Entity, Model};
use crate::{Page, PageRequest, Store};

/// Which rows are wanted.
#[derive(Clone, Debug, Default)]
pub struct ListEntries {
    /// Which part of the list; the first page when `after` is 0.
    pub page: PageRequest,
    /// Only what was done to this, such as `customer 7`.
    pub subject: Option<String>,
    /// Only what belongs to this order.
    pub order_id: Option<i64>,
    /// Only what this actor did.
    pub actor: Option<String>,
}

/// The log, newest row first.
pub async fn list(store: &Store, input: ListEntries) -> Result<Page<Model>, Error> {
    let request = input.page;
    store
        .database()
        .read(move |transaction: Transaction| {
            let input = input.clone();
            async move {
                let mut select = Entity::find();
                if request.after > 0 {
                    select = select.filter(Column::Id.lt(request.after));
                }
                if let Some(subject) = input.subject {
                    select = select.filter(Column::Subject.eq(subject));
                }
                if let Some(order_id) = input.order_id {
                    select = select.filter(Column::OrderId.eq(order_id));
                }
                if let Some(actor) = input.actor {
                    select = select.filter(Column::Actor.eq(actor));
                }
                let rows = select
                    .order_by_desc(Column::Id)
                    .limit(request.limit + 1)
                    .all(&transaction)
                    .await?;
                Ok(Page::of(rows, request, |row| row.id))
            }
        })
        .await
}

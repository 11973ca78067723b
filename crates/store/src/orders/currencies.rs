//! The currencies of many orders at once.

use std::collections::BTreeMap;

use mercer_database::Transaction;
use sea_orm::{EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use super::OrderError;
use super::entity::{Column, Entity};
use crate::{Store, batch, bulk};

#[derive(FromQueryResult)]
struct InCurrency {
    id: i64,
    currency: String,
}

/// The currency of each of these orders, for amounts that stand beside an order and not on it. At
/// most 200 orders.
pub async fn currencies(store: &Store, ids: &[i64]) -> Result<BTreeMap<i64, String>, OrderError> {
    let ids = batch::sorted(ids)?;
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let select = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Currency])
        .filter(bulk::among(Column::Id, &ids));
    store
        .database()
        .read(move |transaction: Transaction| {
            let select = select.clone().into_model::<InCurrency>();
            async move {
                let found = select.all(&transaction).await?.into_iter();
                Ok(found.map(|order| (order.id, order.currency)).collect())
            }
        })
        .await
}

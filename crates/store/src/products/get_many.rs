//! Look at many products at once.

use mercer_database::Transaction;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QueryTrait};

use super::entity::{Column, Entity, Model};
use super::{ProductError, row};
use crate::{Store, batch, bulk};

/// The products with these ids, by id; those that are not there are left out. At most 200.
pub async fn get_many(store: &Store, ids: &[i64]) -> Result<Vec<Model>, ProductError> {
    let ids = batch::sorted(ids)?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let select = Entity::find()
        .filter(bulk::among(Column::Id, &ids))
        .order_by_asc(Column::Id);
    store
        .database()
        .read(move |transaction: Transaction| {
            let statement = select.build(transaction.get_database_backend());
            async move {
                let rows = transaction.rows(statement).await?.into_iter();
                Ok(rows.map(row::product).collect::<Result<_, _>>()?)
            }
        })
        .await
}

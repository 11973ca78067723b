//! Page through the locations.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::LocationError;
use super::entity::{Column, Entity, Model};
use crate::{Page, PageRequest, Store};

/// Locations by id, oldest first.
pub async fn list(store: &Store, request: PageRequest) -> Result<Page<Model>, LocationError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let rows = Entity::find()
                .filter(Column::Id.gt(request.after))
                .order_by_asc(Column::Id)
                .limit(request.limit + 1)
                .all(&transaction)
                .await?;
            Ok(Page::of(rows, request, |row| row.id))
        })
        .await
}

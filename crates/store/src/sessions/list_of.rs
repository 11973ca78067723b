//! Where somebody is signed in.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::entity::{Column, Entity, Model};
use super::{SessionError, Subject};
use crate::Store;
use crate::page::MAX_LIMIT;

/// The sessions of somebody that were not ended and have not expired, the newest first; the newest
/// 200 of them.
pub async fn list_of(store: &Store, subject: Subject) -> Result<Vec<Model>, SessionError> {
    let now = store.now();
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let open = Entity::find()
                .filter(subject.is_in(Column::UserId, Column::CustomerId))
                .filter(Column::EndedAt.is_null())
                .filter(Column::RefreshExpiresAt.gt(now))
                .order_by_desc(Column::Id)
                .limit(MAX_LIMIT);
            Ok(open.all(&transaction).await?)
        })
        .await
}

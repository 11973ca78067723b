//! By which providers somebody signs in.

use mercer_database::Transaction;
use sea_orm::{EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::IdentityError;
use super::entity::{Column, Entity, Model};
use crate::Store;
use crate::page::MAX_LIMIT;
use crate::sessions::Subject;

/// The identities linked to an account, oldest first; the first 200 of them.
pub async fn list_of(store: &Store, subject: Subject) -> Result<Vec<Model>, IdentityError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let theirs = Entity::find()
                .filter(subject.is_in(Column::UserId, Column::CustomerId))
                .order_by_asc(Column::Id)
                .limit(MAX_LIMIT);
            Ok(theirs.all(&transaction).await?)
        })
        .await
}

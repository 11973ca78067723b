//! Look at one client.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::OauthClientError;
use super::entity::{Column, Entity, Model};
use crate::Store;

/// The client with this id of ours.
pub async fn get(store: &Store, id: i64) -> Result<Model, OauthClientError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let client = Entity::find_by_id(id).one(&transaction).await?;
            client.ok_or(OauthClientError::NotFound(id))
        })
        .await
}

/// The client that calls itself so, active or not.
pub async fn find(store: &Store, client_id: &str) -> Result<Option<Model>, OauthClientError> {
    let client_id = client_id.to_owned();
    store
        .database()
        .read(move |transaction: Transaction| {
            let find = Entity::find().filter(Column::ClientId.eq(client_id.as_str()));
            async move { Ok(find.one(&transaction).await?) }
        })
        .await
}

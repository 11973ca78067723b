//! Page through the clients.

use sea_orm::EntityTrait;

use super::OauthClientError;
use super::entity::{Column, Entity, Model};
use crate::{Page, PageRequest, Store, page};

/// Clients by id, oldest first; those that are switched off among them.
pub async fn list(store: &Store, request: PageRequest) -> Result<Page<Model>, OauthClientError> {
    page::all_by_id(
        store.database(),
        Entity::find(),
        Column::Id,
        request,
        |row| row.id,
    )
    .await
}

//! Page through the keys.

use sea_orm::EntityTrait;

use super::ApiKeyError;
use super::entity::{Column, Entity, Model};
use crate::{Page, PageRequest, Store, page};

/// Keys by id, oldest first; those that are revoked or have expired among them.
pub async fn list(store: &Store, request: PageRequest) -> Result<Page<Model>, ApiKeyError> {
    page::all_by_id(
        store.database(),
        Entity::find(),
        Column::Id,
        request,
        |row| row.id,
    )
    .await
}

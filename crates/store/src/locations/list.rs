//! Page through the locations.

use sea_orm::EntityTrait;

use super::LocationError;
use super::entity::{Column, Entity, Model};
use crate::{Page, PageRequest, Store, page};

/// Locations by id, oldest first.
pub async fn list(store: &Store, request: PageRequest) -> Result<Page<Model>, LocationError> {
    page::all_by_id(
        store.database(),
        Entity::find(),
        Column::Id,
        request,
        |row| row.id,
    )
    .await
}

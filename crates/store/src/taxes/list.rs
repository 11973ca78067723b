//! Page through the tax classes.

use sea_orm::EntityTrait;

use super::TaxClassError;
use super::entity::{Column, Entity, Model};
use crate::{Page, PageRequest, Store, page};

/// Tax classes by id, oldest first.
pub async fn list(store: &Store, request: PageRequest) -> Result<Page<Model>, TaxClassError> {
    page::all_by_id(
        store.database(),
        Entity::find(),
        Column::Id,
        request,
        |row| row.id,
    )
    .await
}

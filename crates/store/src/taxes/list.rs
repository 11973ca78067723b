//! Page through the tax classes.

use mercer_database::Transaction;
use sea_orm::EntityTrait;

use super::TaxClassError;
use super::entity::{Column, Entity, Model};
use crate::{Page, PageRequest, Store, page};

/// Tax classes by id, oldest first.
pub async fn list(store: &Store, request: PageRequest) -> Result<Page<Model>, TaxClassError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let rows = Entity::find();
            Ok(page::by_id(&transaction, rows, Column::Id, request, |row| row.id).await?)
        })
        .await
}

//! Page through the addresses.

use mercer_database::Transaction;
use sea_orm::EntityTrait;

use super::AddressError;
use super::entity::{Column, Entity, Model};
use crate::{Page, PageRequest, Store, page};

/// Addresses by id, oldest first.
pub async fn list(store: &Store, request: PageRequest) -> Result<Page<Model>, AddressError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let rows = Entity::find();
            Ok(page::by_id(&transaction, rows, Column::Id, request, |row| row.id).await?)
        })
        .await
}

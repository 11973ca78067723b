//! Page through the staff.

use mercer_database::Transaction;
use sea_orm::EntityTrait;

use super::StaffError;
use super::entity::{Column, Entity, Model};
use crate::{Page, PageRequest, Store, page};

/// Users by id, oldest first; those who may not sign in any more among them.
pub async fn list(store: &Store, request: PageRequest) -> Result<Page<Model>, StaffError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let rows = Entity::find();
            Ok(page::by_id(&transaction, rows, Column::Id, request, |row| row.id).await?)
        })
        .await
}

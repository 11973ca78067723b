//! Look at one setting.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter};

use super::entity::{Column, Entity, Model};
use super::{Declared, Setting, SettingError};
use crate::Store;

/// The setting of this name with the value that holds.
pub async fn get(store: &Store, name: &str) -> Result<Setting, SettingError> {
    let declared = Declared::of(name)?;
    let row = store
        .database()
        .read(move |transaction: Transaction| async move {
            Ok::<_, SettingError>(row_in(&transaction, declared).await?)
        })
        .await?;
    Ok(Setting::of(declared, row))
}

/// The setting's row, if it was ever set.
pub(super) async fn row_in(
    transaction: &Transaction,
    declared: &Declared,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::Name.eq(declared.name))
        .one(transaction)
        .await
}

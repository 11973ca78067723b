//! List all settings with the values that hold.

use std::collections::HashMap;

use mercer_database::Transaction;
use sea_orm::EntityTrait;

use super::entity::Entity;
use super::{DECLARED, Setting, SettingError};
use crate::Store;

/// Every declared setting, in the order of the declarations. A row whose setting is no longer
/// declared is left alone and not listed.
pub async fn list(store: &Store) -> Result<Vec<Setting>, SettingError> {
    let rows = store
        .database()
        .read(|transaction: Transaction| async move {
            Ok::<_, SettingError>(Entity::find().all(&transaction).await?)
        })
        .await?;
    let mut rows: HashMap<String, _> = rows
        .into_iter()
        .map(|row| (row.name.clone(), row))
        .collect();
    Ok(DECLARED
        .iter()
        .map(|declared| Setting::of(declared, rows.remove(declared.name)))
        .collect())
}

//! Change a setting, and record who did: what setting and putting back have in common.

use mercer_database::{Json, Transaction};
use sea_orm::{ActiveValue, EntityTrait};
use serde_json::Value;

use super::entity::{ActiveModel, Entity, Model};
use super::get::row_in;
use super::{Declared, Setting, SettingError};
use crate::edit::{VersionConflict, change_in};
use crate::{Store, audit};

/// Gives the setting a checked value, or its default when there is none.
pub(super) async fn change(
    store: &Store,
    declared: &'static Declared,
    action: &'static str,
    expected: Option<i64>,
    value: Option<String>,
) -> Result<Setting, SettingError> {
    loop {
        let (unit_store, value) = (store.clone(), value.clone());
        let changed =
            store
                .database()
                .write(move |transaction: Transaction| {
                    let (store, value) = (unit_store.clone(), value.clone());
                    async move {
                        write_in(&store, &transaction, declared, action, expected, value).await
                    }
                })
                .await;
        match changed {
            // Rows are never removed: the next attempt finds it, and there is no third.
            Err(SettingError::SetMeanwhile) => {}
            changed => return changed,
        }
    }
}

async fn write_in(
    store: &Store,
    transaction: &Transaction,
    declared: &'static Declared,
    action: &'static str,
    expected: Option<i64>,
    value: Option<String>,
) -> Result<Setting, SettingError> {
    let value = value.map(|value| Json(Value::String(value)));
    let (before, after) = if let Some(row) = row_in(transaction, declared).await? {
        let changes = ActiveModel {
            value: ActiveValue::Set(value),
            updated_by: ActiveValue::Set(store.actor().to_string()),
            ..ActiveModel::default()
        };
        let edited =
            change_in::<Entity>(transaction, row.id, expected, changes, store.now()).await?;
        let edited = edited.into_result(expected, || SettingError::SetMeanwhile)?;
        (Some(edited.before), Some(edited.after))
    } else {
        if let Some(expected) = expected.filter(|&expected| expected != 0) {
            return Err(VersionConflict {
                expected,
                current: 0,
            }
            .into());
        }
        match value {
            Some(value) => (
                None,
                Some(insert_in(store, transaction, declared, value).await?),
            ),
            None => (None, None),
        }
    };
    let before = Setting::of(declared, before);
    let after = Setting::of(declared, after);
    let subject = format!("setting {}", declared.name);
    audit::record_edit_in(
        store,
        transaction,
        action,
        subject,
        before.told(),
        after.told(),
    )
    .await?;
    Ok(after)
}

/// Of two who do so at the same moment, one is refused by the table.
async fn insert_in(
    store: &Store,
    transaction: &Transaction,
    declared: &Declared,
    value: Json,
) -> Result<Model, SettingError> {
    let mut row = Model {
        id: 0,
        name: declared.name.to_owned(),
        value: Some(value),
        updated_at: store.now(),
        updated_by: store.actor().to_string(),
        version: 1,
    };
    let mut inserted = ActiveModel::from(row.clone());
    inserted.id = ActiveValue::NotSet;
    row.id = Entity::insert(inserted)
        .exec(transaction)
        .await?
        .last_insert_id;
    Ok(row)
}

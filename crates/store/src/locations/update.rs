//! Rename, open or close a location.

use mercer_database::Transaction;

use super::entity::{ActiveModel, Entity, Model};
use super::{LocationError, last};
use crate::edit::change_in;
use crate::patch::set;
use crate::{Store, audit, text};

/// What to change; `None` keeps a field.
#[derive(Clone, Debug, Default)]
pub struct UpdateLocation {
    /// The version that the caller read; any when `None`.
    pub expected_version: Option<i64>,
    /// A new name.
    pub name: Option<String>,
    /// Whether goods may be sold from here.
    pub active: Option<bool>,
}

/// Changes a location.
pub async fn update(store: &Store, id: i64, input: UpdateLocation) -> Result<Model, LocationError> {
    let name = input.name.map(|name| text::required("name", &name, 100));
    let changes = ActiveModel {
        name: set(name.transpose()?),
        active: set(input.active),
        ..ActiveModel::default()
    };
    let closes = input.active == Some(false);
    let (expected, now) = (input.expected_version, store.now());
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, changes) = (unit_store.clone(), changes.clone());
            async move {
                if closes {
                    last::locked_unless_last_active(&transaction, id).await?;
                }
                let edited = change_in::<Entity>(&transaction, id, expected, changes, now)
                    .await?
                    .into_result(expected, || LocationError::NotFound(id))?;
                let (before, after) = (edited.before.told(), edited.after.told());
                let subject = format!("location {id}");
                let action = "locations.update";
                audit::record_edit_in(&store, &transaction, action, subject, before, after).await?;
                Ok(edited.after)
            }
        })
        .await
}

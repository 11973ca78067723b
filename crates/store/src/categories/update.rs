//! Rename, describe or move a category.

use mercer_database::Transaction;

use super::entity::{ActiveModel, Entity, Model};
use super::{CategoryError, ancestry};
use crate::edit::change_in;
use crate::patch::{Patch, set};
use crate::{Store, audit, text};

/// What to change; `None` and [`Patch::Keep`] keep a field.
#[derive(Clone, Debug, Default)]
pub struct UpdateCategory {
    /// The version that the caller read; any when `None`.
    pub expected_version: Option<i64>,
    /// A new name.
    pub name: Option<String>,
    /// The category that is to contain it; cleared, it lies in none.
    pub parent_id: Patch<i64>,
    /// Another description.
    pub description: Patch<String>,
}

/// Changes a category; what lies inside it moves along. The categories stay a tree of at
/// most [`MAX_DEPTH`](super::MAX_DEPTH) levels, whatever moves at the same time.
pub async fn update(store: &Store, id: i64, input: UpdateCategory) -> Result<Model, CategoryError> {
    let name = input.name.map(|name| text::required("name", &name, 100));
    let new_parent = match input.parent_id {
        Patch::Set(parent_id) => Some(parent_id),
        _ => None,
    };
    let changes = ActiveModel {
        name: set(name.transpose()?),
        parent_id: input.parent_id.into(),
        description: input.description.text("description", 2_000)?.into(),
        ..ActiveModel::default()
    };
    let (expected, now) = (input.expected_version, store.now());
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, changes) = (unit_store.clone(), changes.clone());
            async move {
                if let Some(parent_id) = new_parent {
                    ancestry::check_move_in(&transaction, id, parent_id).await?;
                }
                let edited = change_in::<Entity>(&transaction, id, expected, changes, now)
                    .await?
                    .into_result(expected, || CategoryError::NotFound(id))?;
                let (before, after) = (edited.before.told(), edited.after.told());
                let subject = format!("category {id}");
                let action = "categories.update";
                audit::record_edit_in(&store, &transaction, action, subject, before, after).await?;
                Ok(edited.after)
            }
        })
        .await
}

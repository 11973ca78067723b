//! Add a category.

use mercer_database::Transaction;
use sea_orm::{ActiveValue, EntityTrait};

use super::entity::{ActiveModel, Entity, Model};
use super::{CategoryError, ancestry};
use crate::{Store, audit, text};

/// A category to be added.
#[derive(Clone, Debug)]
pub struct CreateCategory {
    /// Its name, at most 100 characters, unique.
    pub name: String,
    /// The category that contains it.
    pub parent_id: Option<i64>,
    /// What belongs in it, at most 2,000 characters.
    pub description: Option<String>,
}

/// Adds a category, at most [`MAX_DEPTH`](super::MAX_DEPTH) levels deep.
pub async fn create(store: &Store, input: CreateCategory) -> Result<Model, CategoryError> {
    let now = store.now();
    let category = Model {
        id: 0,
        name: text::required("name", &input.name, 100)?,
        parent_id: input.parent_id,
        description: text::optional("description", input.description.as_deref(), 2_000)?,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, mut category) = (unit_store.clone(), category.clone());
            async move {
                if let Some(parent_id) = category.parent_id {
                    ancestry::check_new_in(&transaction, parent_id).await?;
                }
                let mut row = ActiveModel::from(category.clone());
                row.id = ActiveValue::NotSet;
                let inserted = Entity::insert(row).exec(&transaction).await?;
                category.id = inserted.last_insert_id;
                let subject = format!("category {}", category.id);
                let act = audit::Act::added("categories.create", subject, category.told());
                audit::record_in(&store, &transaction, act).await?;
                Ok(category)
            }
        })
        .await
}

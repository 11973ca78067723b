//! Open a location.

use mercer_database::Transaction;
use sea_orm::{ActiveValue, EntityTrait};

use super::LocationError;
use super::entity::{ActiveModel, Entity, Model};
use crate::{Store, audit, text};

/// A location to be opened.
#[derive(Clone, Debug)]
pub struct CreateLocation {
    /// Its name, at most 100 characters, unique.
    pub name: String,
    /// Whether goods may be sold from here.
    pub active: bool,
}

/// Opens a location.
pub async fn create(store: &Store, input: CreateLocation) -> Result<Model, LocationError> {
    let now = store.now();
    let location = Model {
        id: 0,
        name: text::required("name", &input.name, 100)?,
        active: input.active,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, mut location) = (unit_store.clone(), location.clone());
            async move {
                let mut row = ActiveModel::from(location.clone());
                row.id = ActiveValue::NotSet;
                let inserted = Entity::insert(row).exec(&transaction).await?;
                location.id = inserted.last_insert_id;
                let subject = format!("location {}", location.id);
                let act = audit::Act::added("locations.create", subject, location.told());
                audit::record_in(&store, &transaction, act).await?;
                Ok(location)
            }
        })
        .await
}

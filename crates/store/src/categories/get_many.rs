//! Look at many categories at once.

use super::CategoryError;
use super::entity::{Column, Entity, Model};
use crate::{Store, batch};

/// The categories with these ids, by id; those that are not there are left out. At most 200.
pub async fn get_many(store: &Store, ids: &[i64]) -> Result<Vec<Model>, CategoryError> {
    batch::rows::<Entity, _>(store.database(), Column::Id, Column::Id, ids).await
}

//! Look at many customers at once.

use super::CustomerError;
use super::entity::{Column, Entity, Model};
use crate::{Store, batch};

/// The customers with these ids, by id; those that are not there are left out. At most 200.
pub async fn get_many(store: &Store, ids: &[i64]) -> Result<Vec<Model>, CustomerError> {
    batch::rows::<Entity, _>(store.database(), Column::Id, Column::Id, ids).await
}

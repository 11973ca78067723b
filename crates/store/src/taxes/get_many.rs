//! Look at many tax classes at once.

use super::TaxClassError;
use super::entity::{Column, Entity, Model};
use crate::{Store, batch};

/// The tax classes with these ids, by id; those that are not there are left out. At most 200.
pub async fn get_many(store: &Store, ids: &[i64]) -> Result<Vec<Model>, TaxClassError> {
    batch::rows::<Entity, _>(store.database(), Column::Id, Column::Id, ids).await
}

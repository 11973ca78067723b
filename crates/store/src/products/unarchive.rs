//! Take an archived product back into the catalogue.

use super::entity::Model;
use super::{ProductError, archival};
use crate::Store;

/// Takes a product back; it is not on sale until an update activates it. One that is not archived
/// stays as it is.
///
/// # Errors
/// [`ProductError::VersionConflict`] when it is not the version that the caller read.
pub async fn unarchive(
    store: &Store,
    id: i64,
    expected_version: Option<i64>,
) -> Result<Model, ProductError> {
    archival::set(store, id, expected_version, false).await
}

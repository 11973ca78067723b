//! Take a product out of the catalogue for good.

use super::entity::Model;
use super::{ProductError, archival};
use crate::Store;

/// Archives a product: it cannot be ordered or activated any more, and its orders, stock and
/// prices stay in the books. One that is archived already stays as it is.
///
/// # Errors
/// [`ProductError::VersionConflict`] when it is not the version that the caller read.
pub async fn archive(
    store: &Store,
    id: i64,
    expected_version: Option<i64>,
) -> Result<Model, ProductError> {
    archival::set(store, id, expected_version, true).await
}

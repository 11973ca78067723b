//! Place an order that was drafted and let the customer take the goods along.

use super::place_draft::placed;
use super::{Fulfilment, OrderError, OrderWithItems};
use crate::Store;

/// Makes a draft binding as [`super::place_draft`] does, except that its goods leave at once.
///
/// # Errors
/// As for [`super::place_draft`].
pub async fn hand_over_draft(
    store: &Store,
    id: i64,
    expected_version: Option<i64>,
) -> Result<OrderWithItems, OrderError> {
    placed(store, id, expected_version, Fulfilment::HandOver).await
}

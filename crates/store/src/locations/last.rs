//! The rule that a store keeps at least one active location.

use mercer_database::Transaction;
use sea_orm::{EntityTrait, QueryOrder, QuerySelect};

use super::LocationError;
use super::entity::{Column, Entity, Model};

/// The location, unless no active one would be left without it.
///
/// All locations (they are few) stay locked until the transaction ends: of two closings at the
/// same time the second one sees what the first one did.
pub(super) async fn locked_unless_last_active(
    transaction: &Transaction,
    id: i64,
) -> Result<Model, LocationError> {
    let locations = Entity::find()
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(transaction)
        .await?;
    let another = locations
        .iter()
        .any(|location| location.active && location.id != id);
    let goes = locations.into_iter().find(|location| location.id == id);
    let goes = goes.ok_or(LocationError::NotFound(id))?;
    if goes.active && !another {
        return Err(LocationError::LastActive);
    }
    Ok(goes)
}

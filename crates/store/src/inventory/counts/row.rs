//! A count's row: locked, changed, and asked whether it has counted a product.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{CountStatus, StockCount, entity, item};
use crate::edit::{edit_in, refuse_stale};
use crate::inventory::InventoryError;
use crate::products::Product;

/// The count, locked until the transaction ends.
///
/// # Errors
/// When it is not the version that the caller read, cannot become `next`, or is no longer open where it is to stay so.
pub(super) async fn locked(
    transaction: &Transaction,
    id: i64,
    expected_version: Option<i64>,
    next: CountStatus,
) -> Result<StockCount, InventoryError> {
    let count = entity::Entity::find_by_id(id)
        .lock_exclusive()
        .one(transaction)
        .await?;
    let count = count.ok_or(InventoryError::UnknownCount(id))?;
    refuse_stale(expected_version, count.version)?;
    let stays = count.status == CountStatus::Open && next == CountStatus::Open;
    if !stays && !count.status.may_become(next) {
        return Err(InventoryError::WrongCountStatus {
            from: count.status,
            to: next,
        });
    }
    Ok(count)
}

/// Writes the changed columns of a locked count.
pub(super) async fn change_in(
    transaction: &Transaction,
    id: i64,
    changes: entity::ActiveModel,
    now: DateTime<Utc>,
) -> Result<StockCount, InventoryError> {
    edit_in::<entity::Entity>(transaction, id, None, changes, now)
        .await?
        .into_result(None, || InventoryError::UnknownCount(id))
}

/// What ends a count.
pub(super) fn ended(status: CountStatus) -> entity::ActiveModel {
    entity::ActiveModel {
        status: ActiveValue::Set(status),
        open_location_id: ActiveValue::Set(None),
        ..entity::ActiveModel::default()
    }
}

/// Refuses to set the stock of a product whose difference an open count is about to apply. The
/// product's level is locked: a count that records it at this moment is waited for.
pub(in crate::inventory) async fn refuse_counted_in(
    transaction: &Transaction,
    product: &Product,
    location_id: i64,
) -> Result<(), InventoryError> {
    let open = entity::Entity::find()
        .filter(entity::Column::OpenLocationId.eq(location_id))
        .one(transaction)
        .await?;
    let Some(open) = open else { return Ok(()) };
    let recorded = item::Entity::find()
        .filter(item::Column::CountId.eq(open.id))
        .filter(item::Column::ProductId.eq(product.id))
        .filter(item::Column::Difference.is_not_null())
        .one(transaction)
        .await?;
    match recorded {
        None => Ok(()),
        Some(_) => Err(InventoryError::BeingCounted {
            sku: product.sku.clone(),
            count_id: open.id,
        }),
    }
}

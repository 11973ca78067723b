//! Look at one shipment.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use super::{Shipment, ShipmentError, ShipmentItem, entity, item};
use crate::Store;

/// A shipment with what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShipmentWithItems {
    /// The shipment.
    pub shipment: Shipment,
    /// What it holds, by line of the order.
    pub items: Vec<ShipmentItem>,
}

/// The shipment with this id.
pub async fn get(store: &Store, id: i64) -> Result<ShipmentWithItems, ShipmentError> {
    store
        .database()
        .snapshot(move |transaction: Transaction| async move {
            let shipment = shipment_in(&transaction, id).await?;
            let items = items_in(&transaction, id).await?;
            Ok(ShipmentWithItems { shipment, items })
        })
        .await
}

pub(super) async fn shipment_in(
    transaction: &Transaction,
    id: i64,
) -> Result<Shipment, ShipmentError> {
    let found = entity::Entity::find_by_id(id).one(transaction).await?;
    found.ok_or(ShipmentError::NotFound(id))
}

pub(super) async fn items_in(
    transaction: &Transaction,
    shipment_id: i64,
) -> Result<Vec<ShipmentItem>, DbErr> {
    item::Entity::find()
        .filter(item::Column::ShipmentId.eq(shipment_id))
        .order_by_asc(item::Column::Line)
        .all(transaction)
        .await
}

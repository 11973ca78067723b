//! Page through the shipments: of an order, or those that wait to be sent.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryTrait};

use super::entity::{Column, Entity};
use super::{Shipment, ShipmentError, ShipmentStatus};
use crate::{Page, PageRequest, Store, page};

/// Which shipments are wanted; `None` leaves a field out of account.
#[derive(Clone, Copy, Debug, Default)]
pub struct ShipmentFilter {
    /// Of this order.
    pub order_id: Option<i64>,
    /// Leaving from this location.
    pub location_id: Option<i64>,
    /// In this state: the open ones are [`ShipmentStatus::Pending`].
    pub status: Option<ShipmentStatus>,
}

/// Shipments by id, oldest first.
pub async fn list(
    store: &Store,
    filter: ShipmentFilter,
    request: PageRequest,
) -> Result<Page<Shipment>, ShipmentError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let found = Entity::find()
                .apply_if(filter.order_id, |found, id| {
                    found.filter(Column::OrderId.eq(id))
                })
                .apply_if(filter.location_id, |found, id| {
                    found.filter(Column::LocationId.eq(id))
                })
                .apply_if(filter.status, |found, status| {
                    found.filter(Column::Status.eq(status.as_str()))
                });
            Ok(page::by_id(&transaction, found, Column::Id, request, |row| row.id).await?)
        })
        .await
}

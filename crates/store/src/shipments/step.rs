//! One step in the life of a shipment, under the lock of its order.

use mercer_database::Transaction;
use sea_orm::{ActiveModelTrait, DbErr, EntityTrait, IntoActiveModel};

use super::get::{items_in, shipment_in};
use super::{Shipment, ShipmentError, ShipmentItem, ShipmentStatus, ShipmentWithItems, entity};
use crate::edit::VersionConflict;
use crate::inventory::Demand;
use crate::orders::{self, OrderItem, OrderWithItems};
use crate::{Store, audit};

/// A shipment whose order the transaction has locked: nobody else changes either until the
/// transaction ends.
pub(super) struct Step {
    pub(super) order: OrderWithItems,
    pub(super) was: Shipment,
    pub(super) shipment: Shipment,
    pub(super) items: Vec<ShipmentItem>,
}

/// Takes the shipment out, if it is still the version that the caller read.
pub(super) async fn begin_in(
    transaction: &Transaction,
    id: i64,
    expected: Option<i64>,
) -> Result<Step, ShipmentError> {
    // A shipment never changes its order. How it stands is read again under the order's lock.
    let order_id = shipment_in(transaction, id).await?.order_id;
    let order = orders::locked_in(transaction, order_id).await?;
    let was = shipment_in(transaction, id).await?;
    let current = was.version;
    if let Some(expected) = expected.filter(|&read| read != current) {
        return Err(VersionConflict { expected, current }.into());
    }
    let items = items_in(transaction, id).await?;
    Ok(Step {
        order,
        shipment: was.clone(),
        was,
        items,
    })
}

/// Takes the shipment out and gives it its next state, with the time.
pub(super) async fn begin_becoming_in(
    store: &Store,
    transaction: &Transaction,
    id: i64,
    expected: Option<i64>,
    next: ShipmentStatus,
) -> Result<Step, ShipmentError> {
    let mut step = begin_in(transaction, id, expected).await?;
    let shipment = &mut step.shipment;
    if !shipment.status.may_become(next) {
        return Err(ShipmentError::WrongStatus {
            from: shipment.status,
            to: next,
        });
    }
    shipment.status = next;
    let time = match next {
        ShipmentStatus::Pending => return Ok(step),
        ShipmentStatus::Shipped => &mut shipment.shipped_at,
        ShipmentStatus::InTransit => &mut shipment.in_transit_at,
        ShipmentStatus::Delivered => &mut shipment.delivered_at,
        ShipmentStatus::Returned => &mut shipment.returned_at,
        ShipmentStatus::Cancelled => &mut shipment.cancelled_at,
    };
    *time = Some(store.now());
    Ok(step)
}

impl Step {
    /// What the shipment holds, per product, sorted.
    pub(super) fn demands(&self) -> Vec<Demand> {
        Demand::summed(
            self.items
                .iter()
                .map(|item| (item.product_id, item.quantity)),
        )
    }

    /// Changes the order's lines by the thousandths that the shipment holds of each.
    pub(super) async fn move_lines_in(
        &self,
        store: &Store,
        transaction: &Transaction,
        change: impl Fn(&mut OrderItem, i64),
    ) -> Result<(), ShipmentError> {
        let mut after = self.order.clone();
        for item in &self.items {
            let line = after.items.iter_mut().find(|line| line.line == item.line);
            // A line of which goods are packed or gone is never removed.
            let line = line.ok_or(DbErr::RecordNotFound(format!("line {}", item.line)))?;
            change(line, item.quantity);
        }
        orders::save_lines_in(transaction, &self.order, &mut after, store.now()).await?;
        Ok(())
    }

    /// Writes the shipment and its audit row.
    pub(super) async fn finish_in(
        mut self,
        store: &Store,
        transaction: &Transaction,
        action: &'static str,
    ) -> Result<ShipmentWithItems, ShipmentError> {
        self.shipment.updated_at = store.now();
        self.shipment.version += 1;
        let row = self.shipment.clone().into_active_model().reset_all();
        entity::Entity::update(row)
            .exec_without_returning(transaction)
            .await?;
        let (before, after) = differences(&self.was, &self.shipment);
        let act = audit::Act {
            action,
            subject: format!("shipment {}", self.shipment.id),
            order_id: Some(self.shipment.order_id),
            before: Some(before),
            after: Some(after),
        };
        audit::record_in(store, transaction, act).await?;
        Ok(ShipmentWithItems {
            shipment: self.shipment,
            items: self.items,
        })
    }
}

/// What the audit log keeps of a change: the fields that differ, before and after.
fn differences(was: &Shipment, is: &Shipment) -> (serde_json::Value, serde_json::Value) {
    let fields = |shipment: &Shipment| {
        [
            ("status", Some(shipment.status.to_string())),
            ("carrier", shipment.carrier.clone()),
            ("tracking_number", shipment.tracking_number.clone()),
            ("note", shipment.note.clone()),
        ]
    };
    let (mut before, mut after) = (serde_json::Map::new(), serde_json::Map::new());
    for ((name, was), (_, is)) in fields(was).into_iter().zip(fields(is)) {
        if was != is {
            before.insert(name.to_owned(), was.into());
            after.insert(name.to_owned(), is.into());
        }
    }
    (before.into(), after.into())
}

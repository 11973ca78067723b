//! Record that the goods of an imported order arrived.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::{ActiveValue, DbErr, EntityTrait};

use super::{ShipmentStatus, entity, item};
use crate::Store;
use crate::orders::{Order, OrderItem};

/// Writes one delivered shipment with what the lines say has arrived, and returns its id; nothing
/// where nothing has. The ledger is the caller's.
pub(crate) async fn record_imported_in(
    store: &Store,
    transaction: &Transaction,
    order: &Order,
    items: &[OrderItem],
    at: DateTime<Utc>,
) -> Result<Option<i64>, DbErr> {
    let arrived = || items.iter().filter(|item| item.delivered > 0);
    if arrived().next().is_none() {
        return Ok(None);
    }
    let shipment = entity::ActiveModel {
        id: ActiveValue::NotSet,
        order_id: ActiveValue::Set(order.id),
        location_id: ActiveValue::Set(order.location_id),
        status: ActiveValue::Set(ShipmentStatus::Delivered),
        carrier: ActiveValue::Set(None),
        tracking_number: ActiveValue::Set(None),
        note: ActiveValue::Set(Some("imported".to_owned())),
        shipped_at: ActiveValue::Set(Some(at)),
        in_transit_at: ActiveValue::Set(None),
        delivered_at: ActiveValue::Set(Some(at)),
        returned_at: ActiveValue::Set(None),
        cancelled_at: ActiveValue::Set(None),
        actor: ActiveValue::Set(store.actor().to_string()),
        created_at: ActiveValue::Set(at),
        updated_at: ActiveValue::Set(at),
        version: ActiveValue::Set(1),
    };
    let inserted = entity::Entity::insert(shipment).exec(transaction).await?;
    let id = inserted.last_insert_id;
    let rows = arrived().map(|line| item::ActiveModel {
        shipment_id: ActiveValue::Set(id),
        line: ActiveValue::Set(line.line),
        product_id: ActiveValue::Set(line.product_id),
        quantity: ActiveValue::Set(line.delivered),
    });
    item::Entity::insert_many(rows)
        .exec_without_returning(transaction)
        .await?;
    Ok(Some(id))
}

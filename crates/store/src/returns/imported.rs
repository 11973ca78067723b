//! Record that goods of an imported sale came back.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::{ActiveValue, DbErr, EntityTrait};

use super::{Disposition, entity, item};
use crate::Store;
use crate::orders::{Order, OrderItem};

/// Writes one return with what the lines of a sale say has come back, and returns its id; nothing
/// where nothing has. What a line was credited counts as credited for it. The ledger is the
/// caller's.
pub(crate) async fn record_imported_in(
    store: &Store,
    transaction: &Transaction,
    order: &Order,
    items: &[OrderItem],
    at: DateTime<Utc>,
) -> Result<Option<i64>, DbErr> {
    let back = || items.iter().filter(|item| item.returned > 0);
    if back().next().is_none() {
        return Ok(None);
    }
    let row = entity::ActiveModel {
        id: ActiveValue::NotSet,
        order_id: ActiveValue::Set(order.id),
        shipment_id: ActiveValue::Set(None),
        location_id: ActiveValue::Set(order.location_id),
        reason: ActiveValue::Set("imported".to_owned()),
        credited: ActiveValue::Set(back().map(|item| item.refunded).sum()),
        actor: ActiveValue::Set(store.actor().to_string()),
        created_at: ActiveValue::Set(at),
    };
    let inserted = entity::Entity::insert(row).exec(transaction).await?;
    let id = inserted.last_insert_id;
    let rows = back().map(|line| item::ActiveModel {
        return_id: ActiveValue::Set(id),
        line: ActiveValue::Set(line.line),
        product_id: ActiveValue::Set(line.product_id),
        quantity: ActiveValue::Set(line.returned),
        disposition: ActiveValue::Set(Disposition::Restock),
        credit: ActiveValue::Set(line.refunded),
    });
    item::Entity::insert_many(rows)
        .exec_without_returning(transaction)
        .await?;
    Ok(Some(id))
}

//! Everything that happened to an order, by whom: its audit rows.

use mercer_database::Transaction;
use sea_orm::EntityTrait;

use super::OrderError;
use super::entity::Entity;
use crate::Store;
use crate::audit::{self, AuditEntry};

/// What happened, oldest first: changes, notes, payments, refunds, shipments, returns, invoices.
pub async fn timeline(store: &Store, order_id: i64) -> Result<Vec<AuditEntry>, OrderError> {
    store
        .database()
        .snapshot(move |transaction: Transaction| async move {
            let order = Entity::find_by_id(order_id).one(&transaction).await?;
            order.ok_or_else(|| OrderError::NotFound(order_id.to_string()))?;
            Ok(audit::of_order_in(&transaction, order_id).await?)
        })
        .await
}

//! Give a count up.

use mercer_database::Transaction;
use sea_orm::ActiveValue;
use serde_json::json;

use super::{CountStatus, StockCount, entity, row};
use crate::inventory::InventoryError;
use crate::{Store, audit};

/// Ends the count without changing any stock, if it is still the version that the caller read (any
/// when `None`); the sheet stays readable.
pub async fn cancel(
    store: &Store,
    id: i64,
    expected_version: Option<i64>,
) -> Result<StockCount, InventoryError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move {
                let next = CountStatus::Cancelled;
                let count = row::locked(&transaction, id, expected_version, next).await?;
                let changes = entity::ActiveModel {
                    cancelled_at: ActiveValue::Set(Some(store.now())),
                    ..row::ended(CountStatus::Cancelled)
                };
                let ended = row::change_in(&transaction, id, changes, store.now()).await?;
                let act = audit::Act {
                    action: "inventory.cancel_count",
                    subject: format!("stock count {id}"),
                    order_id: None,
                    before: Some(json!({ "status": count.status })),
                    after: Some(json!({ "status": ended.status })),
                };
                audit::record_in(&store, &transaction, act).await?;
                Ok(ended)
            }
        })
        .await
}

//! Call off a transfer: what has not arrived goes back.

use mercer_database::Transaction;
use serde_json::json;

use super::amounts::{add_in, changes, locked, on_the_way, settle_in};
use super::{TransferStatus, TransferWithItems, item};
use crate::inventory::{Cause, InventoryError, MovementKind, change_in};
use crate::{Store, audit};

/// Puts what is in transit back into the location that it left, if the transfer is still the version
/// that the caller read (any when `None`). What has arrived stays where it is.
///
/// # Errors
/// [`InventoryError::WrongTransferStatus`] when nothing is in transit any more.
pub async fn cancel(
    store: &Store,
    id: i64,
    expected_version: Option<i64>,
) -> Result<TransferWithItems, InventoryError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move { cancel_in(&store, &transaction, id, expected_version).await }
        })
        .await
}

async fn cancel_in(
    store: &Store,
    transaction: &Transaction,
    id: i64,
    expected_version: Option<i64>,
) -> Result<TransferWithItems, InventoryError> {
    let found = locked(transaction, id, expected_version, TransferStatus::Cancelled).await?;
    let (transfer, items) = (found.transfer, found.items);
    let back = on_the_way(&items);
    let cause = Cause {
        transfer_id: Some(id),
        ..Cause::by(store, MovementKind::Transferred, transfer.note.clone())
    };
    let from = transfer.from_location_id;
    change_in(transaction, from, &changes(&back, 1), &cause).await?;
    add_in(transaction, id, item::Column::BroughtBack, &back).await?;
    let next = Some(TransferStatus::Cancelled);
    let settled = settle_in(transaction, &transfer, next, store.now()).await?;
    let act = audit::Act {
        action: "inventory.cancel_transfer",
        subject: format!("stock transfer {id}"),
        order_id: None,
        before: Some(json!({ "status": transfer.status })),
        after: Some(json!({ "status": settled.transfer.status, "products": back.len() })),
    };
    audit::record_in(store, transaction, act).await?;
    Ok(settled)
}

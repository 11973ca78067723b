//! Send goods to another location.

use mercer_database::Transaction;
use sea_orm::{ActiveValue, EntityTrait};
use serde_json::json;

use super::amounts::{Amounts, changes};
use super::{StockTransfer, StockTransferItem, TransferStatus, TransferWithItems, entity, item};
use crate::inventory::list_of_goods::{check_each_once, quantities_in};
use crate::inventory::{Cause, InventoryError, MovementKind, StockLine, change_in, subject};
use crate::{Invalid, Store, audit, text};

/// Goods to be sent.
#[derive(Clone, Debug)]
pub struct SendTransfer {
    /// Where they leave.
    pub from_location_id: i64,
    /// Where they are to arrive.
    pub to_location_id: i64,
    /// What, each product once.
    pub lines: Vec<StockLine>,
    /// In words, at most 200 characters.
    pub note: Option<String>,
}

/// Takes the goods out of the one location; they are in transit until they are received.
///
/// # Errors
/// [`InventoryError::OutOfStock`] names the first product of which too little is there and not
/// promised; then nothing is sent.
pub async fn send(store: &Store, input: SendTransfer) -> Result<TransferWithItems, InventoryError> {
    let note = text::optional("note", input.note.as_deref(), 200)?;
    if input.from_location_id == input.to_location_id {
        return Err(Invalid::new("to_location_id", "it is where the goods already are").into());
    }
    if input.lines.is_empty() {
        return Err(Invalid::new("lines", "a transfer has at least one line").into());
    }
    check_each_once("lines", input.lines.iter().map(|line| line.product_id))?;
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, input, note) = (unit_store.clone(), input.clone(), note.clone());
            async move { send_in(&store, &transaction, &input, note).await }
        })
        .await
}

async fn send_in(
    store: &Store,
    transaction: &Transaction,
    input: &SendTransfer,
    note: Option<String>,
) -> Result<TransferWithItems, InventoryError> {
    let now = store.now();
    let from = subject::location(store, transaction, Some(input.from_location_id)).await?;
    let to = subject::location(store, transaction, Some(input.to_location_id)).await?;
    let quantities = quantities_in(transaction, &input.lines).await?;
    let mut transfer = StockTransfer {
        id: 0,
        from_location_id: from,
        to_location_id: to,
        status: TransferStatus::InTransit,
        note: note.clone(),
        actor: store.actor().to_string(),
        sent_at: now,
        received_at: None,
        cancelled_at: None,
        updated_at: now,
        version: 1,
    };
    let row = entity::ActiveModel {
        id: ActiveValue::NotSet,
        ..transfer.clone().into()
    };
    let inserted = entity::Entity::insert(row).exec(transaction).await?;
    transfer.id = inserted.last_insert_id;
    let cause = Cause {
        transfer_id: Some(transfer.id),
        ..Cause::by(store, MovementKind::Transferred, note)
    };
    change_in(transaction, from, &changes(&quantities, -1), &cause).await?;
    let items = items(transfer.id, &quantities);
    let rows = items.iter().cloned().map(item::ActiveModel::from);
    item::Entity::insert_many(rows)
        .exec_without_returning(transaction)
        .await?;
    let act = audit::Act {
        action: "inventory.send",
        subject: format!("stock transfer {}", transfer.id),
        order_id: None,
        before: None,
        after: Some(json!({
            "from_location_id": from, "to_location_id": to, "products": items.len(),
        })),
    };
    audit::record_in(store, transaction, act).await?;
    Ok(TransferWithItems { transfer, items })
}

fn items(transfer_id: i64, quantities: &Amounts) -> Vec<StockTransferItem> {
    let item = |(&product_id, &quantity)| StockTransferItem {
        transfer_id,
        product_id,
        quantity,
        received: 0,
        lost: 0,
        brought_back: 0,
    };
    quantities.iter().map(item).collect()
}

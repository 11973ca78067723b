//! Receive goods that were in transit, all or part, and say what is missing.

use mercer_database::Transaction;
use sea_orm::EntityTrait;
use serde_json::json;

use super::amounts::{Amounts, add_in, changes, locked, on_the_way, settle_in};
use super::{TransferStatus, TransferWithItems, item};
use crate::inventory::list_of_goods::{check_each_once, quantities_in};
use crate::inventory::{Cause, InventoryError, MovementKind, StockLine, change_in};
use crate::{Invalid, Quantity, Store, audit, products, text};

/// What has arrived of a transfer.
#[derive(Clone, Debug, Default)]
pub struct ReceiveTransfer {
    /// The transfer.
    pub transfer_id: i64,
    /// The version that the caller read; any when `None`.
    pub expected_version: Option<i64>,
    /// What arrived, each product once; everything that is in transit when `None`.
    pub lines: Option<Vec<StockLine>>,
    /// Closes the transfer: what has not arrived by now is lost or broken, for this reason, at most
    /// 200 characters. When `None`, the rest stays in transit.
    pub missing: Option<String>,
}

/// Puts what arrived into the receiving location's stock. What is missing is, when the transfer is
/// closed, booked there as arrived and written off with the reason.
///
/// # Errors
/// [`InventoryError::NotInTransit`] when more arrives than is on its way.
pub async fn receive(
    store: &Store,
    input: ReceiveTransfer,
) -> Result<TransferWithItems, InventoryError> {
    let missing = text::optional("missing", input.missing.as_deref(), 200)?;
    if let Some(lines) = &input.lines {
        check_each_once("lines", lines.iter().map(|line| line.product_id))?;
        if lines.is_empty() && missing.is_none() {
            let reason = "nothing arrives, and nothing is said to be missing";
            return Err(Invalid::new("lines", reason).into());
        }
    }
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, input, missing) = (unit_store.clone(), input.clone(), missing.clone());
            async move { receive_in(&store, &transaction, &input, missing.as_deref()).await }
        })
        .await
}

async fn receive_in(
    store: &Store,
    transaction: &Transaction,
    input: &ReceiveTransfer,
    missing: Option<&str>,
) -> Result<TransferWithItems, InventoryError> {
    let id = input.transfer_id;
    let expected = input.expected_version;
    let found = locked(transaction, id, expected, TransferStatus::Received).await?;
    let (transfer, items) = (found.transfer, found.items);
    let mut left = on_the_way(&items);
    let arriving = match &input.lines {
        None => left.clone(),
        Some(lines) => quantities_in(transaction, lines).await?,
    };
    take_out(transaction, &mut left, &arriving).await?;
    let lost = match missing {
        Some(_) => std::mem::take(&mut left),
        None => Amounts::new(),
    };
    let mut booked = arriving.clone();
    for (&product_id, thousandths) in &lost {
        *booked.entry(product_id).or_insert(0) += thousandths;
    }
    let to = transfer.to_location_id;
    let arrival = Cause {
        transfer_id: Some(id),
        ..Cause::by(store, MovementKind::Transferred, transfer.note.clone())
    };
    change_in(transaction, to, &changes(&booked, 1), &arrival).await?;
    let written_off = Cause {
        kind: MovementKind::Adjusted,
        reason: missing.map(str::to_owned),
        ..arrival
    };
    change_in(transaction, to, &changes(&lost, -1), &written_off).await?;
    add_in(transaction, id, item::Column::Received, &arriving).await?;
    add_in(transaction, id, item::Column::Lost, &lost).await?;
    let next = left.is_empty().then_some(TransferStatus::Received);
    let settled = settle_in(transaction, &transfer, next, store.now()).await?;
    let act = audit::Act {
        action: "inventory.receive_transfer",
        subject: format!("stock transfer {id}"),
        order_id: None,
        before: Some(json!({ "status": transfer.status })),
        after: Some(json!({
            "status": settled.transfer.status,
            "received": told(&arriving), "lost": told(&lost), "reason": missing,
        })),
    };
    audit::record_in(store, transaction, act).await?;
    Ok(settled)
}

/// Takes what arrives out of what is on its way.
async fn take_out(
    transaction: &Transaction,
    left: &mut Amounts,
    arriving: &Amounts,
) -> Result<(), InventoryError> {
    for (&product_id, &thousandths) in arriving {
        let there = left.get(&product_id).copied().unwrap_or(0);
        if thousandths > there {
            let product = products::entity::Entity::find_by_id(product_id)
                .one(transaction)
                .await?;
            let product = product.ok_or(InventoryError::UnknownProduct(product_id))?;
            return Err(InventoryError::NotInTransit {
                sku: product.sku,
                product_id,
                requested: Quantity::from_thousandths(thousandths),
                in_transit: Quantity::from_thousandths(there),
            });
        }
        if thousandths == there {
            left.remove(&product_id);
        } else {
            left.insert(product_id, there - thousandths);
        }
    }
    Ok(())
}

/// For the audit: `{"7": "2.5"}`.
fn told(amounts: &Amounts) -> serde_json::Value {
    let quantity = |(id, thousandths): (&i64, &i64)| {
        let quantity = Quantity::from_thousandths(*thousandths);
        (id.to_string(), json!(quantity.to_string()))
    };
    amounts.iter().map(quantity).collect()
}

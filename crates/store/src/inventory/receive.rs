//! Take goods from a supplier into stock.

use mercer_database::Transaction;

use super::trace::level_changed_in;
use super::{Cause, Change, InventoryError, MovementKind, StockLevel, change_in, subject};
use crate::{Quantity, Store, text};

/// Goods that arrived.
#[derive(Clone, Debug)]
pub struct Receive {
    /// The product.
    pub product_id: i64,
    /// Where they are put; the first location when `None`.
    pub location_id: Option<i64>,
    /// How much.
    pub quantity: Quantity,
    /// In words, at most 200 characters.
    pub reason: Option<String>,
}

/// Adds to what is on hand.
pub async fn receive(store: &Store, input: Receive) -> Result<StockLevel, InventoryError> {
    let reason = text::optional("reason", input.reason.as_deref(), 200)?;
    let store = store.clone();
    let database = store.database().clone();
    database
        .write(move |transaction: Transaction| {
            let (store, input, reason) = (store.clone(), input.clone(), reason.clone());
            async move {
                let product = subject::product(&transaction, input.product_id).await?;
                let quantity = input.quantity.check(product.unit)?;
                let location_id =
                    subject::location(&store, &transaction, input.location_id).await?;
                let change = Change {
                    product_id: product.id,
                    quantity: quantity.thousandths(),
                };
                let cause = Cause::by(&store, MovementKind::Received, reason.clone());
                change_in(&transaction, location_id, &[change], &cause).await?;
                let level = subject::level(&transaction, product.id, location_id).await?;
                let (action, reason) = ("inventory.receive", reason.as_deref());
                level_changed_in(
                    &store,
                    &transaction,
                    action,
                    &level,
                    change.quantity,
                    reason,
                )
                .await?;
                Ok(level)
            }
        })
        .await
}

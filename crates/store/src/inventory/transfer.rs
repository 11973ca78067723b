//! Move goods from one location to another at once: sent and received in one step.

use mercer_database::Transaction;
use serde_json::json;

use super::{Cause, Change, InventoryError, MovementKind, change_in, subject};
use crate::{Invalid, Quantity, Store, audit, text};

/// A move between two locations.
#[derive(Clone, Debug)]
pub struct Transfer {
    /// The product.
    pub product_id: i64,
    /// Where it leaves.
    pub from_location_id: i64,
    /// Where it arrives.
    pub to_location_id: i64,
    /// How much.
    pub quantity: Quantity,
    /// In words, at most 200 characters.
    pub reason: Option<String>,
}

/// Takes from one location and adds to the other, both or neither.
pub async fn transfer(store: &Store, input: Transfer) -> Result<(), InventoryError> {
    let reason = text::optional("reason", input.reason.as_deref(), 200)?;
    if input.from_location_id == input.to_location_id {
        return Err(Invalid::new("to_location_id", "it is where the goods already are").into());
    }
    let store = store.clone();
    let database = store.database().clone();
    database
        .write(move |transaction: Transaction| {
            let (store, input, reason) = (store.clone(), input.clone(), reason.clone());
            async move {
                let product = subject::product(&transaction, input.product_id).await?;
                let quantity = input.quantity.check(product.unit)?.thousandths();
                let from = Some(input.from_location_id);
                let from = subject::location(&store, &transaction, from).await?;
                let to =
                    subject::location(&store, &transaction, Some(input.to_location_id)).await?;
                let cause = Cause::by(&store, MovementKind::Transferred, reason.clone());
                let mut moves = [(from, -quantity), (to, quantity)];
                // Opposite transfers lock the two levels in the same order.
                moves.sort_unstable_by_key(|(location_id, _)| *location_id);
                for (location_id, quantity) in moves {
                    let change = Change {
                        product_id: product.id,
                        quantity,
                    };
                    change_in(&transaction, location_id, &[change], &cause).await?;
                }
                let act = audit::Act {
                    action: "inventory.transfer",
                    subject: format!("product {}", product.id),
                    order_id: None,
                    before: None,
                    after: Some(json!({
                        "from_location_id": from, "to_location_id": to,
                        "quantity": input.quantity.to_string(), "reason": reason,
                    })),
                };
                audit::record_in(&store, &transaction, act).await?;
                Ok(())
            }
        })
        .await
}

//! Record a counted quantity; the difference becomes an adjustment.

use mercer_database::Transaction;

use super::{Cause, Change, InventoryError, MovementKind, StockLevel, change_in, subject};
use crate::{Invalid, Quantity, Store, text};

/// What somebody counted on the shelf, promised goods included.
#[derive(Clone, Debug)]
pub struct Count {
    /// The product.
    pub product_id: i64,
    /// The place; the first location when `None`.
    pub location_id: Option<i64>,
    /// How much is there.
    pub counted: Quantity,
    /// Why the count was made, at most 200 characters; "stock count" when `None`.
    pub reason: Option<String>,
}

/// Sets what is on hand to what was counted.
pub async fn count(store: &Store, input: Count) -> Result<StockLevel, InventoryError> {
    let reason = text::optional("reason", input.reason.as_deref(), 200)?;
    let reason = reason.unwrap_or_else(|| "stock count".to_owned());
    let store = store.clone();
    let database = store.database().clone();
    database
        .write(move |transaction: Transaction| {
            let (store, input, reason) = (store.clone(), input.clone(), reason.clone());
            async move {
                let product = subject::product(&transaction, input.product_id).await?;
                if input.counted < Quantity::ZERO {
                    return Err(Invalid::new("counted", "it is below zero").into());
                }
                if input.counted != Quantity::ZERO {
                    input.counted.check(product.unit)?;
                }
                let location_id =
                    subject::location(&transaction, input.location_id, store.now()).await?;
                let level = subject::locked_level(&transaction, product.id, location_id).await?;
                let difference = input.counted.thousandths() - level.on_hand;
                if difference != 0 {
                    let change = Change {
                        product_id: product.id,
                        quantity: difference,
                    };
                    let cause = Cause::by(&store, MovementKind::Adjusted, Some(reason));
                    change_in(&transaction, location_id, &[change], &cause).await?;
                }
                subject::level(&transaction, product.id, location_id).await
            }
        })
        .await
}

//! Record a counted quantity; the difference becomes an adjustment.

use mercer_database::Transaction;

use super::counts::{check_counted, refuse_counted_in};
use super::trace::level_changed_in;
use super::{Cause, Change, InventoryError, MovementKind, StockLevel, change_in, subject};
use crate::{Quantity, Store, text};

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
///
/// # Errors
/// [`InventoryError::BeingCounted`] when an open stock count has recorded the product: its
/// difference would be booked twice.
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
                check_counted(input.counted, product.unit)?;
                let now = store.now();
                let location_id =
                    subject::location(&store, &transaction, input.location_id).await?;
                let level =
                    subject::locked_level(&transaction, product.id, location_id, now).await?;
                refuse_counted_in(&transaction, &product, location_id).await?;
                let difference = input.counted.thousandths() - level.on_hand;
                if difference != 0 {
                    let change = Change {
                        product_id: product.id,
                        quantity: difference,
                    };
                    let cause = Cause::by(&store, MovementKind::Adjusted, Some(reason.clone()));
                    change_in(&transaction, location_id, &[change], &cause).await?;
                }
                let level = subject::level(&transaction, product.id, location_id).await?;
                let action = "inventory.count";
                level_changed_in(
                    &store,
                    &transaction,
                    action,
                    &level,
                    difference,
                    Some(&reason),
                )
                .await?;
                Ok(level)
            }
        })
        .await
}

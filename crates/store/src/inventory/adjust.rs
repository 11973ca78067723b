//! Correct what is on hand: found, lost, damaged. Always with a reason.

use mercer_database::Transaction;

use super::trace::level_changed_in;
use super::{Cause, Change, InventoryError, MovementKind, StockLevel, change_in, subject};
use crate::{Invalid, Quantity, Store, text};

/// A correction.
#[derive(Clone, Debug)]
pub struct Adjust {
    /// The product.
    pub product_id: i64,
    /// The place; the first location when `None`.
    pub location_id: Option<i64>,
    /// By how much, negative for goods that are gone. Never zero.
    pub quantity: Quantity,
    /// Why, at most 200 characters.
    pub reason: String,
}

/// Changes what is on hand. What is promised to orders cannot be taken away.
pub async fn adjust(store: &Store, input: Adjust) -> Result<StockLevel, InventoryError> {
    let reason = text::required("reason", &input.reason, 200)?;
    let store = store.clone();
    let database = store.database().clone();
    database
        .write(move |transaction: Transaction| {
            let (store, input, reason) = (store.clone(), input.clone(), reason.clone());
            async move {
                let product = subject::product(&transaction, input.product_id).await?;
                let thousandths = input.quantity.thousandths();
                if thousandths == 0 {
                    return Err(
                        Invalid::new("quantity", "an adjustment by 0 changes nothing").into(),
                    );
                }
                Quantity::from_thousandths(thousandths.saturating_abs()).check(product.unit)?;
                let location_id =
                    subject::location(&store, &transaction, input.location_id).await?;
                let change = Change {
                    product_id: product.id,
                    quantity: thousandths,
                };
                let cause = Cause::by(&store, MovementKind::Adjusted, Some(reason.clone()));
                change_in(&transaction, location_id, &[change], &cause).await?;
                let level = subject::level(&transaction, product.id, location_id).await?;
                let action = "inventory.adjust";
                level_changed_in(
                    &store,
                    &transaction,
                    action,
                    &level,
                    thousandths,
                    Some(&reason),
                )
                .await?;
                Ok(level)
            }
        })
        .await
}

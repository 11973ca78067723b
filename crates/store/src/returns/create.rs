//! Take back goods of a sale.

use mercer_database::Transaction;

use super::book::{Booking, book_in};
use super::{CreateReturn, ReturnError, ReturnWithItems};
use crate::inventory::InventoryError;
use crate::{Invalid, Store, locations, orders, text};

/// Books the goods into stock (or out again, where they are written off), counts them on the
/// order's lines, and credits the lines, in one transaction. What of it was paid is to be refunded
/// then.
///
/// # Errors
/// More than left and has not come back, more credit than is still owed for a line, services, and
/// orders that are not placed sales: nothing is changed then.
pub async fn create(store: &Store, input: CreateReturn) -> Result<ReturnWithItems, ReturnError> {
    let reason = text::required("reason", &input.reason, 200)?;
    check_lines(&input)?;
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, input, reason) = (unit_store.clone(), input.clone(), reason.clone());
            async move {
                // Under the order's lock: of two that bring the same goods, the second is refused.
                let order = orders::locked_in(&transaction, input.order_id).await?;
                let location_id = input.location_id.unwrap_or(order.order.location_id);
                if !locations::exists_in(&transaction, location_id).await? {
                    return Err(InventoryError::UnknownLocation(location_id).into());
                }
                let booking = Booking {
                    location_id,
                    shipment_id: None,
                    reason,
                    lines: input.lines,
                };
                book_in(&store, &transaction, &order, booking).await
            }
        })
        .await
}

fn check_lines(input: &CreateReturn) -> Result<(), Invalid> {
    if input.lines.is_empty() {
        return Err(Invalid::new("lines", "a return has at least one line"));
    }
    for (index, line) in input.lines.iter().enumerate() {
        if input.lines[..index]
            .iter()
            .any(|other| other.line == line.line)
        {
            let reason = format!("line {} is named twice", line.line);
            return Err(Invalid::new(format!("lines/{index}/line"), reason));
        }
    }
    Ok(())
}

//! Take an address away from a customer.

use mercer_database::Transaction;

use super::AddressError;
use super::book::{locked_address_in, locked_links_in, refuse_last, remove_orphan_in, take_out_in};
use crate::Store;

/// Takes the address out of the customer's book; one that nobody else has goes altogether.
///
/// # Errors
/// [`AddressError::LastAddress`] when the customer has no other.
pub async fn unlink(store: &Store, customer_id: i64, address_id: i64) -> Result<(), AddressError> {
    store
        .database()
        .write(move |transaction: Transaction| async move {
            let book = locked_links_in(&transaction, customer_id).await?;
            locked_address_in(&transaction, address_id).await?;
            if !book.iter().any(|link| link.address_id == address_id) {
                return Err(AddressError::NotLinked {
                    customer_id,
                    address_id,
                });
            }
            refuse_last(&book, address_id)?;
            take_out_in(&transaction, &book, address_id).await?;
            remove_orphan_in(&transaction, address_id).await?;
            Ok(())
        })
        .await
}

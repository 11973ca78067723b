//! Look at one address of a customer.

use mercer_database::Transaction;
use sea_orm::EntityTrait;

use super::{AddressError, AddressOfCustomer, entity, link};
use crate::Store;

/// The customer's address with its part in their book.
///
/// # Errors
/// [`AddressError::NotLinked`] for an address that is not theirs, whether it exists or not.
pub async fn get_of(
    store: &Store,
    customer_id: i64,
    address_id: i64,
) -> Result<AddressOfCustomer, AddressError> {
    store
        .database()
        .snapshot(move |transaction: Transaction| async move {
            let find = link::Entity::find_by_id((customer_id, address_id));
            let link = find.one(&transaction).await?;
            let address = entity::Entity::find_by_id(address_id)
                .one(&transaction)
                .await?;
            match (address, link) {
                (Some(address), Some(link)) => Ok(AddressOfCustomer::of(address, link)),
                _ => Err(AddressError::NotLinked {
                    customer_id,
                    address_id,
                }),
            }
        })
        .await
}

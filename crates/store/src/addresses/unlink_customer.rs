//! Take an address away from a customer.

use mercer_database::Transaction;
use sea_orm::DbErr;

use super::book::{locked_address_in, locked_links_in, refuse_last, remove_orphan_in, take_out_in};
use super::link::Model as Link;
use super::{Address, AddressError, AddressOfCustomer};
use crate::edit::refuse_stale;
use crate::{Store, audit};

/// Takes the address out of the customer's book; one that nobody else has goes altogether.
///
/// `expected_state` is the [`state`](AddressOfCustomer::state) that the caller read; any when
/// `None`.
///
/// # Errors
/// [`AddressError::LastAddress`] when the customer has no other.
pub async fn unlink(
    store: &Store,
    customer_id: i64,
    address_id: i64,
    expected_state: Option<i64>,
) -> Result<(), AddressError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move {
                let book = locked_links_in(&transaction, customer_id).await?;
                let address = locked_address_in(&transaction, address_id).await?;
                let link = book.iter().find(|link| link.address_id == address_id);
                let link = link.ok_or(AddressError::NotLinked {
                    customer_id,
                    address_id,
                })?;
                let entry = AddressOfCustomer::of(address.clone(), link.clone());
                refuse_stale(expected_state, entry.state())?;
                refuse_last(&book, address_id)?;
                take_out_in(&transaction, &book, address_id).await?;
                record_unlink_in(&store, &transaction, &book, address_id).await?;
                if remove_orphan_in(&transaction, address_id).await? {
                    record_removal_in(&store, &transaction, &address).await?;
                }
                Ok(())
            }
        })
        .await
}

/// Records that the address left a book.
pub(super) async fn record_unlink_in(
    store: &Store,
    transaction: &Transaction,
    book: &[Link],
    address_id: i64,
) -> Result<(), DbErr> {
    let Some(link) = book.iter().find(|link| link.address_id == address_id) else {
        return Ok(());
    };
    let subject = format!("customer {}", link.customer_id);
    let act = audit::Act::removed("addresses.unlink", subject, link.told());
    audit::record_in(store, transaction, act).await
}

/// Records that the address is gone.
pub(super) async fn record_removal_in(
    store: &Store,
    transaction: &Transaction,
    address: &Address,
) -> Result<(), DbErr> {
    let subject = format!("address {}", address.id);
    let act = audit::Act::removed("addresses.delete", subject, address.told());
    audit::record_in(store, transaction, act).await
}

//! Remove an address from everybody who has it.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use super::AddressError;
use super::book::{locked_address_in, locked_links_in, refuse_last, remove_orphan_in, take_out_in};
use super::link::{Column, Entity, Model};
use super::unlink_customer::{record_removal_in, record_unlink_in};
use crate::Store;
use crate::edit::refuse_stale;

/// Removes the address. `expected_version` is the one that the caller read; any when `None`.
///
/// # Errors
/// [`AddressError::LastAddress`] when a customer has no other; then nobody loses it.
pub async fn delete(
    store: &Store,
    id: i64,
    expected_version: Option<i64>,
) -> Result<(), AddressError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move {
                // Those who got it while the others were locked are locked after it: who waits for
                // whom is then up to the database, and the unit runs again.
                for owner in owners_in(&transaction, id).await? {
                    locked_links_in(&transaction, owner.customer_id).await?;
                }
                let address = locked_address_in(&transaction, id).await?;
                refuse_stale(expected_version, address.version)?;
                let owners = owners_in(&transaction, id).await?;
                let mut books = Vec::with_capacity(owners.len());
                for owner in &owners {
                    let book = locked_links_in(&transaction, owner.customer_id).await?;
                    refuse_last(&book, id)?;
                    books.push(book);
                }
                for book in &books {
                    take_out_in(&transaction, book, id).await?;
                    record_unlink_in(&store, &transaction, book, id).await?;
                }
                remove_orphan_in(&transaction, id).await?;
                record_removal_in(&store, &transaction, &address).await?;
                Ok(())
            }
        })
        .await
}

/// Whose book holds the address, sorted.
async fn owners_in(transaction: &Transaction, id: i64) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::AddressId.eq(id))
        .order_by_asc(Column::CustomerId)
        .all(transaction)
        .await
}

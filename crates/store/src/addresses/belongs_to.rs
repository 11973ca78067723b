//! Tell whether an address stands in a customer's book.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::AddressError;
use super::link::{Column, Entity};
use crate::Store;

/// Whether the address is one of the customer's. One that does not exist is nobody's.
pub async fn belongs_to(
    store: &Store,
    address_id: i64,
    customer_id: i64,
) -> Result<bool, AddressError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let links = Entity::find()
                .filter(Column::CustomerId.eq(customer_id))
                .filter(Column::AddressId.eq(address_id));
            Ok(links.count(&transaction).await? > 0)
        })
        .await
}

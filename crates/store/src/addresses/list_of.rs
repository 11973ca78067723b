//! Page through the addresses of one customer.

use std::collections::HashMap;

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::link::{self, Column};
use super::{AddressError, AddressOfCustomer, entity};
use crate::{Page, PageRequest, Store};

/// The customer's addresses by id, oldest first.
pub async fn list_of(
    store: &Store,
    customer_id: i64,
    request: PageRequest,
) -> Result<Page<AddressOfCustomer>, AddressError> {
    let (after, limit) = (request.id()?, request.limit);
    let links = link::Entity::find()
        .filter(Column::CustomerId.eq(customer_id))
        .filter(Column::AddressId.gt(after))
        .order_by_asc(Column::AddressId)
        .limit(limit + 1);
    store
        .database()
        .snapshot(move |transaction: Transaction| {
            let links = links.clone();
            async move {
                let links = links.all(&transaction).await?;
                // Nobody is without an address: a book that begins empty is nobody's.
                if links.is_empty() && after == 0 {
                    return Err(AddressError::UnknownCustomer(customer_id));
                }
                let ids = links.iter().map(|link| link.address_id);
                let addresses = entity::Entity::find()
                    .filter(entity::Column::Id.is_in(ids))
                    .all(&transaction)
                    .await?;
                let mut addresses: HashMap<_, _> = addresses
                    .into_iter()
                    .map(|address| (address.id, address))
                    .collect();
                let entries = links.into_iter().filter_map(|link| {
                    let address = addresses.remove(&link.address_id)?;
                    Some(AddressOfCustomer::of(address, link))
                });
                Ok(Page::by_id(entries.collect(), limit, |entry| {
                    entry.address.id
                }))
            }
        })
        .await
}

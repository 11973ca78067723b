//! Page through the addresses of one customer.

use std::collections::HashMap;

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::AddressError;
use super::entity::{self, Model};
use super::link::{self, Column};
use crate::{Page, PageRequest, Store};

/// An address with its part in a customer's book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressOfCustomer {
    /// The address.
    pub address: Model,
    /// Home, work.
    pub label: Option<String>,
    /// Whether goods go here unless told otherwise.
    pub default_shipping: bool,
    /// Whether invoices go here unless told otherwise.
    pub default_billing: bool,
}

/// The customer's addresses by id, oldest first.
pub async fn list_of(
    store: &Store,
    customer_id: i64,
    request: PageRequest,
) -> Result<Page<AddressOfCustomer>, AddressError> {
    let links = link::Entity::find()
        .filter(Column::CustomerId.eq(customer_id))
        .filter(Column::AddressId.gt(request.after))
        .order_by_asc(Column::AddressId)
        .limit(request.limit + 1);
    store
        .database()
        .snapshot(move |transaction: Transaction| {
            let links = links.clone();
            async move {
                let links = links.all(&transaction).await?;
                // Nobody is without an address: a book that begins empty is nobody's.
                if links.is_empty() && request.after == 0 {
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
                    Some(AddressOfCustomer {
                        address: addresses.remove(&link.address_id)?,
                        label: link.label,
                        default_shipping: link.default_shipping,
                        default_billing: link.default_billing,
                    })
                });
                Ok(Page::of(entries.collect(), request, |entry| {
                    entry.address.id
                }))
            }
        })
        .await
}

//! The addresses of many customers at once.

use std::collections::{BTreeMap, HashMap};

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use super::link::Column;
use super::{AddressError, AddressOfCustomer, entity, link};
use crate::{Store, batch, bulk};

/// The addresses of these customers, by customer and the address's id; a customer who is not there
/// is left out. At most 200 customers.
pub async fn of_customers(
    store: &Store,
    customer_ids: &[i64],
) -> Result<BTreeMap<i64, Vec<AddressOfCustomer>>, AddressError> {
    let ids = batch::sorted(customer_ids)?;
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let links = link::Entity::find().filter(bulk::among(Column::CustomerId, &ids));
    let theirs = links.clone().select_only().column(Column::AddressId);
    let addresses =
        entity::Entity::find().filter(entity::Column::Id.in_subquery(theirs.into_query()));
    let links = links
        .order_by_asc(Column::CustomerId)
        .order_by_asc(Column::AddressId);
    store
        .database()
        .snapshot(move |transaction: Transaction| {
            let (links, addresses) = (links.clone(), addresses.clone());
            async move {
                let addresses: HashMap<i64, entity::Model> = addresses
                    .all(&transaction)
                    .await?
                    .into_iter()
                    .map(|address| (address.id, address))
                    .collect();
                let mut books = BTreeMap::<i64, Vec<AddressOfCustomer>>::new();
                for link in links.all(&transaction).await? {
                    let Some(address) = addresses.get(&link.address_id) else {
                        continue;
                    };
                    let book = books.entry(link.customer_id).or_default();
                    book.push(AddressOfCustomer::of(address.clone(), link));
                }
                Ok(books)
            }
        })
        .await
}

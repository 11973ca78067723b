//! Record an address in a customer's book.

use mercer_database::Transaction;

use super::link_customer::link_in;
use super::new_address::{add_in, check};
use super::{AddressError, AddressOfCustomer, LinkAddress, NewAddress};
use crate::{Store, text};

/// An address to be recorded in a book.
#[derive(Clone, Debug)]
pub struct AddAddress {
    /// Whose book it is.
    pub customer_id: i64,
    /// The address.
    pub address: NewAddress,
    /// Home, work; at most 50 characters.
    pub label: Option<String>,
    /// Whether goods go here from now on.
    pub default_shipping: bool,
    /// Whether invoices go here from now on.
    pub default_billing: bool,
}

/// Records an address of one customer. ([`create`](super::create) records one of several.)
pub async fn add(store: &Store, input: AddAddress) -> Result<AddressOfCustomer, AddressError> {
    let address = check(&input.address, store.now())?;
    let label = text::optional("label", input.label.as_deref(), 50)?;
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, address, label) = (unit_store.clone(), address.clone(), label.clone());
            async move {
                let address = add_in(&store, &transaction, address).await?;
                let link = LinkAddress {
                    customer_id: input.customer_id,
                    address_id: address.id,
                    label,
                    default_shipping: input.default_shipping,
                    default_billing: input.default_billing,
                };
                let link = link_in(&store, &transaction, link).await?;
                Ok(AddressOfCustomer::of(address, link))
            }
        })
        .await
}

//! Record an address of one or more customers.

use std::collections::BTreeSet;

use mercer_database::Transaction;

use super::entity::Model;
use super::link_customer::link_in;
use super::new_address::{add_in, check};
use super::{AddressError, LinkAddress, NewAddress};
use crate::{Invalid, Store, text};

/// An address to be recorded with the customers it belongs to.
#[derive(Clone, Debug)]
pub struct CreateAddress {
    /// The address.
    pub address: NewAddress,
    /// Whose it is; at least one.
    pub customer_ids: Vec<i64>,
    /// Home, work; at most 50 characters.
    pub label: Option<String>,
    /// Whether their goods go here from now on.
    pub default_shipping: bool,
    /// Whether their invoices go here from now on.
    pub default_billing: bool,
}

/// Records an address and links it to its customers.
pub async fn create(store: &Store, input: CreateAddress) -> Result<Model, AddressError> {
    // Sorted, so that two of these lock the customers' books in the same order.
    let customers: BTreeSet<i64> = input.customer_ids.iter().copied().collect();
    if customers.is_empty() {
        let reason = "an address belongs to at least one customer";
        return Err(Invalid::new("customer_ids", reason).into());
    }
    let address = check(&input.address, store.now())?;
    let label = text::optional("label", input.label.as_deref(), 50)?;
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (customers, address, label) = (customers.clone(), address.clone(), label.clone());
            let store = unit_store.clone();
            async move {
                let address = add_in(&store, &transaction, address).await?;
                for customer_id in customers {
                    let link = LinkAddress {
                        customer_id,
                        address_id: address.id,
                        label: label.clone(),
                        default_shipping: input.default_shipping,
                        default_billing: input.default_billing,
                    };
                    link_in(&store, &transaction, link).await?;
                }
                Ok(address)
            }
        })
        .await
}

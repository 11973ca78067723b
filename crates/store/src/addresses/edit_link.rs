//! Change what an address is to a customer, or make it one of theirs.

use mercer_database::Transaction;

use super::book::{locked_address_in, locked_links_in};
use super::link::Model as Link;
use super::link_customer::save_link_in;
use super::{AddressError, AddressOfCustomer};
use crate::Store;
use crate::edit::refuse_stale;
use crate::patch::Patch;

/// What to change; `None` and [`Patch::Keep`] keep a field.
#[derive(Clone, Debug)]
pub struct EditLink {
    /// The customer.
    pub customer_id: i64,
    /// The address.
    pub address_id: i64,
    /// The [`state`](AddressOfCustomer::state) that the caller read; any when `None`.
    pub expected_state: Option<i64>,
    /// Home, work; at most 50 characters.
    pub label: Patch<String>,
    /// Whether goods go here.
    pub default_shipping: Option<bool>,
    /// Whether invoices go here.
    pub default_billing: Option<bool>,
    /// What is to happen with an address that is not in the customer's book.
    pub unless_linked: UnlessLinked,
}

/// What is to happen with an address that is not in the customer's book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnlessLinked {
    /// Nothing: it is somebody else's.
    Refuse,
    /// It is put there, to be shared.
    Link,
}

/// Changes the link between a customer and an address.
///
/// # Errors
/// [`AddressError::NotLinked`] unless it may be made; [`AddressError::DefaultNeeded`] when an
/// address is to be the default no more without another one in its place.
pub async fn edit_link(
    store: &Store,
    mut input: EditLink,
) -> Result<AddressOfCustomer, AddressError> {
    input.label = input.label.text("label", 50)?;
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, input) = (unit_store.clone(), input.clone());
            async move { edit_link_in(&store, &transaction, input).await }
        })
        .await
}

async fn edit_link_in(
    store: &Store,
    transaction: &Transaction,
    input: EditLink,
) -> Result<AddressOfCustomer, AddressError> {
    let (customer_id, address_id) = (input.customer_id, input.address_id);
    let book = locked_links_in(transaction, customer_id).await?;
    let address = locked_address_in(transaction, address_id).await?;
    let known = book.iter().find(|link| link.address_id == address_id);
    let current = match (known, input.unless_linked) {
        (Some(known), _) => known.clone(),
        // Nobody is without an address: an empty book is nobody's.
        (None, UnlessLinked::Link) if book.is_empty() => {
            return Err(AddressError::UnknownCustomer(customer_id));
        }
        (None, UnlessLinked::Link) => Link {
            customer_id,
            address_id,
            label: None,
            default_shipping: false,
            default_billing: false,
        },
        (None, UnlessLinked::Refuse) => {
            return Err(AddressError::NotLinked {
                customer_id,
                address_id,
            });
        }
    };
    let entry = AddressOfCustomer::of(address, current);
    // What is not there yet is in no state that anybody has read.
    let state = if known.is_some() { entry.state() } else { 0 };
    refuse_stale(input.expected_state, state)?;
    let flag = |given: Option<bool>, is: bool| match given {
        Some(false) if is => Err(AddressError::DefaultNeeded { customer_id }),
        given => Ok(given.unwrap_or(is)),
    };
    let link = Link {
        customer_id,
        address_id,
        default_shipping: flag(input.default_shipping, entry.default_shipping)?,
        default_billing: flag(input.default_billing, entry.default_billing)?,
        label: match input.label {
            Patch::Keep => entry.label,
            Patch::Clear => None,
            Patch::Set(label) => Some(label),
        },
    };
    save_link_in(store, transaction, &book, &link).await?;
    Ok(AddressOfCustomer::of(entry.address, link))
}

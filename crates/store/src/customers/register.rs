//! Let somebody become a customer by themselves.

use super::CustomerError;
use super::create::{AddressChoice, CreateCustomer, create};
use super::entity::Model;
use crate::addresses::AddressError;
use crate::{Invalid, Store};

/// Records a customer who comes from outside: with an e-mail address, a password, and addresses
/// that are nobody else's.
///
/// # Errors
/// An address that is to be shared is refused as one that does not exist.
pub async fn register(store: &Store, input: CreateCustomer) -> Result<Model, CustomerError> {
    if input.password.is_none() {
        let reason = "it is missing; without one nobody could sign in";
        return Err(Invalid::new("password", reason).into());
    }
    if input.email.is_none() {
        let reason = "it is missing; without one a forgotten password could not be replaced";
        return Err(Invalid::new("email", reason).into());
    }
    let shared = input
        .addresses
        .iter()
        .find_map(|entry| match entry.address {
            AddressChoice::Existing(id) => Some(id),
            AddressChoice::New(_) => None,
        });
    match shared {
        Some(id) => Err(AddressError::NotFound(id).into()),
        None => create(store, input).await,
    }
}

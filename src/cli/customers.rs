//! Which customer is meant.

use mercer_store::Store;
use mercer_store::customers::{self, Customer, CustomerError};

use super::Failure;
use super::reference::Reference;

/// The customer that is meant: by user name, else by id.
pub(super) async fn resolve(store: &Store, reference: &Reference) -> Result<Customer, Failure> {
    let username = match reference {
        Reference::Id(id) => return Ok(customers::get(store, *id).await?),
        Reference::Code(username) => username,
    };
    if let Some(customer) = known(customers::find_by_username(store, username).await)? {
        return Ok(customer);
    }
    if let Some(id) = reference.as_id()
        && let Some(customer) = known(customers::get(store, id).await)?
    {
        return Ok(customer);
    }
    let message = format!("no customer has the user name or the id {username:?}");
    Err(Failure::refused(message))
}

/// `None` if the name is nobody's, or cannot be anybody's.
fn known(found: Result<Customer, CustomerError>) -> Result<Option<Customer>, CustomerError> {
    match found {
        Err(CustomerError::NotFound(_) | CustomerError::Invalid(_)) => Ok(None),
        found => found.map(Some),
    }
}

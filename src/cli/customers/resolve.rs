//! Which customer is meant.

use mercer_store::Store;
use mercer_store::customers::{self, Customer, CustomerError, ListCustomers};

use crate::cli::Failure;
use crate::cli::reference::{Reference, rows};

/// The customer that is meant: by user name, else by e-mail address, else by id.
pub(in crate::cli) async fn resolve(
    store: &Store,
    reference: &Reference,
) -> Result<Customer, Failure> {
    let name = match reference {
        Reference::Id(id) => return Ok(customers::get(store, *id).await?),
        Reference::Code(name) => name,
    };
    if let Some(customer) = known(customers::find_by_username(store, name).await)? {
        return Ok(customer);
    }
    if let Some(customer) = known(customers::find_by_email(store, name).await)? {
        return Ok(customer);
    }
    if let Some(id) = reference.as_id()
        && let Some(customer) = known(customers::get(store, id).await)?
    {
        return Ok(customer);
    }
    // There may be very many; the first letter is seldom the wrong one.
    let first: String = name.chars().take(1).collect();
    let others = rows(async |page| {
        let wanted = ListCustomers {
            page,
            prefix: Some(first.clone()),
            ..ListCustomers::default()
        };
        Ok(customers::list(store, wanted).await?)
    });
    let others = others.await?;
    let names = others.iter().map(|customer| customer.username.as_str());
    let words = (
        "customer",
        "user name, the e-mail address",
        "customers list",
    );
    Err(reference.unknown(words, names))
}

/// `None` if the name is nobody's, or cannot be anybody's.
fn known(found: Result<Customer, CustomerError>) -> Result<Option<Customer>, CustomerError> {
    match found {
        Err(CustomerError::NotFound(_) | CustomerError::Invalid(_)) => Ok(None),
        found => found.map(Some),
    }
}

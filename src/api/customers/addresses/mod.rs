//! `/v1/customers/{id}/addresses`: a customer's book.

mod add;
mod edit;
mod get;
mod list;
mod remove;
mod replace;
#[cfg(test)]
mod tests;

use mercer_store::addresses::AddressError;
use mercer_store::staff::Permission;

use crate::api::access::{Own, may};
use crate::api::answer::Resource;
use crate::api::problem::Problem;
use crate::api::routes::{self, Routes};
use crate::json;

impl Resource for json::CustomerAddress {
    fn version(&self) -> Option<i64> {
        Some(self.state)
    }
}

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let read = may(Permission::CustomersRead).or_own(Own::Customer);
    let write = may(Permission::CustomersWrite).or_own(Own::Customer);
    let list = routes::get(
        "/v1/customers/{id}/addresses",
        read,
        list::list,
        "Page through a customer's addresses",
    );
    let add = routes::post(
        "/v1/customers/{id}/addresses",
        write,
        add::add,
        "Record an address of a customer",
    );
    let get = routes::get(
        "/v1/customers/{id}/addresses/{address_id}",
        read,
        get::get,
        "Look at an address of a customer",
    );
    let replace = routes::put(
        "/v1/customers/{id}/addresses/{address_id}",
        write,
        replace::replace,
        "Replace what an address is to a customer; staff also link one that others have",
    );
    let edit = routes::patch(
        "/v1/customers/{id}/addresses/{address_id}",
        write,
        edit::edit,
        "Change what an address is to a customer",
    );
    let remove = routes::delete(
        "/v1/customers/{id}/addresses/{address_id}",
        write,
        remove::remove,
        "Take an address out of a customer's book; one that nobody else has goes altogether",
    );
    routes
        .route(list.refuses::<AddressError>())
        .route(add.refuses::<AddressError>())
        .route(get.refuses::<AddressError>())
        .route(replace.refuses::<AddressError>())
        .route(edit.refuses::<AddressError>())
        .route(remove.refuses::<AddressError>())
}

/// Both ids stand in the address of the request. Somebody else's address answers as none.
fn refused(error: AddressError) -> Problem {
    match error {
        AddressError::UnknownCustomer(id) => Problem::no_such("customer", &id.to_string()),
        AddressError::NotFound(id) | AddressError::NotLinked { address_id: id, .. } => {
            Problem::no_such("address", &id.to_string())
        }
        error => error.into(),
    }
}

//! `/v1/customers`.

mod addresses;
mod change_own_password;
mod create;
mod delete;
mod edit;
mod erase;
mod expansions;
#[cfg(test)]
mod forgotten;
mod get;
mod list;
mod me;
mod orders;
mod password;
mod replace;
#[cfg(test)]
pub(super) mod testing;
#[cfg(test)]
mod tests;

use mercer_store::customers::CustomerError;
use mercer_store::orders::OrderError;
use mercer_store::staff::{Forbidden, Permission};

use super::access::{Own, anybody, may, signed_in};
use super::answer::Resource;
use super::routes::{self, Routes};
use crate::json;
use expansions::EXPANSIONS;

impl Resource for json::Customer {
    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let routes = one(all(own(routes)));
    routes.with(password_of).with(addresses::routes)
}

/// About whoever asks.
fn own(routes: Routes) -> Routes {
    let me = routes::get(
        "/v1/customers/me",
        may(Permission::CustomersRead).or_own(Own::Narrowed),
        me::me,
        "Look at oneself, as a customer",
    );
    let password = routes::post(
        "/v1/customers/me/password",
        signed_in(),
        change_own_password::change_own_password,
        "Change one's own password, as a customer",
    );
    routes
        .route(me.refuses::<CustomerError>().expands(EXPANSIONS))
        .route(password.refuses::<CustomerError>())
}

fn all(routes: Routes) -> Routes {
    let list = routes::get(
        "/v1/customers",
        may(Permission::CustomersRead),
        list::list,
        "Page through the customers, or search them",
    );
    let create = routes::post(
        "/v1/customers",
        anybody(),
        create::create,
        "Register as a customer; or record one, as staff",
    );
    routes
        .route(list.refuses::<CustomerError>().expands(EXPANSIONS))
        .route(create.refuses::<CustomerError>().refuses::<Forbidden>())
}

fn one(routes: Routes) -> Routes {
    let read = may(Permission::CustomersRead).or_own(Own::Customer);
    let write = may(Permission::CustomersWrite).or_own(Own::Customer);
    let remove = may(Permission::CustomersDelete);
    let get = routes::get("/v1/customers/{id}", read, get::get, "Look at a customer");
    let replace = routes::put(
        "/v1/customers/{id}",
        write,
        replace::replace,
        "Replace a customer's data",
    );
    let edit = routes::patch(
        "/v1/customers/{id}",
        write,
        edit::edit,
        "Change a customer's data",
    );
    let delete = routes::delete(
        "/v1/customers/{id}",
        remove,
        delete::delete,
        "Remove a customer; with the books only when asked by name",
    );
    let erase = routes::post(
        "/v1/customers/{id}/erasure",
        remove,
        erase::erase,
        "Forget the person behind a customer, and keep the books",
    );
    let orders = routes::get(
        "/v1/customers/{id}/orders",
        may(Permission::OrdersRead).or_own(Own::Customer),
        orders::orders,
        "Page through a customer's orders",
    );
    routes
        .route(get.refuses::<CustomerError>().expands(EXPANSIONS))
        .route(replace.refuses::<CustomerError>())
        .route(edit.refuses::<CustomerError>())
        .route(delete.refuses::<CustomerError>())
        .route(erase.refuses::<CustomerError>())
        .route(orders.refuses::<CustomerError>().refuses::<OrderError>())
}

/// Customers change their own password on the word of the one they have; staff set one.
fn password_of(routes: Routes) -> Routes {
    let write = may(Permission::CustomersWrite);
    let set = routes::put(
        "/v1/customers/{id}/password",
        write,
        password::set,
        "Give a customer another password",
    );
    let clear = routes::delete(
        "/v1/customers/{id}/password",
        write,
        password::clear,
        "Let a customer sign in no longer",
    );
    routes
        .route(set.refuses::<CustomerError>())
        .route(clear.refuses::<CustomerError>())
}

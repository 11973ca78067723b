//! `/v1/addresses`, and the same under `/v1/contacts`, the name that the original design gave them.

mod create;
mod delete;
mod edit;
mod get;
mod input;
mod list;
mod replace;
#[cfg(test)]
mod tests;

use mercer_store::addresses::AddressError;
use mercer_store::staff::Permission;

use super::access::{Own, may};
use super::answer::Resource;
use super::routes::{self, Routes};
use crate::json;

pub(super) use input::AddressInput;

impl Resource for json::Address {
    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

/// Its routes, under both names.
pub(super) fn routes(routes: Routes) -> Routes {
    let routes = under(routes, "/v1/addresses", "/v1/addresses/{id}");
    under(routes, "/v1/contacts", "/v1/contacts/{id}")
}

fn under(routes: Routes, all: &'static str, one: &'static str) -> Routes {
    let (read, write) = (
        may(Permission::CustomersRead),
        may(Permission::CustomersWrite),
    );
    let list = routes::get(
        all,
        read.or_own(Own::Narrowed),
        list::list,
        "Page through the addresses",
    );
    let create = routes::post(
        all,
        write.or_own(Own::Narrowed),
        create::create,
        "Record an address of one or more customers",
    );
    let get = routes::get(
        one,
        read.or_own(Own::Address),
        get::get,
        "Look at an address",
    );
    let replace = routes::put(
        one,
        write.or_own(Own::Address),
        replace::replace,
        "Replace an address, for everybody who has it",
    );
    let edit = routes::patch(
        one,
        write.or_own(Own::Address),
        edit::edit,
        "Change an address, for everybody who has it",
    );
    let delete = routes::delete(
        one,
        write,
        delete::delete,
        "Take an address from everybody who has it",
    );
    routes
        .route(list.refuses::<AddressError>())
        .route(create.refuses::<AddressError>())
        .route(get.refuses::<AddressError>())
        .route(replace.refuses::<AddressError>())
        .route(edit.refuses::<AddressError>())
        .route(delete.refuses::<AddressError>())
}

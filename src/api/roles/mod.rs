//! `/v1/roles`: what each role may do. The table is the store's and changes only with it.

mod get;
mod list;
#[cfg(test)]
mod tests;

use mercer_store::staff::Permission;

use super::access::may;
use super::answer::Resource;
use super::routes::{self, Routes};
use crate::json;

impl Resource for json::Role {
    fn version(&self) -> Option<i64> {
        None
    }
}

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let read = may(Permission::StaffRead);
    let list = routes::get("/v1/roles", read, list::list, "List the roles");
    let get = routes::get("/v1/roles/{name}", read, get::get, "Look at a role");
    routes.route(list).route(get)
}

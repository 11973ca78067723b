//! `/v1/audit-log`: who did what.

mod get;
mod list;
#[cfg(test)]
mod tests;
mod verify;

use mercer_store::audit::AuditError;
use mercer_store::staff::Permission;

use super::access::may;
use super::answer::Resource;
use super::routes::{self, Routes};
use crate::json;

impl Resource for json::AuditEntry {
    /// It changes when it is sealed and when a person is erased from it, which no number counts.
    fn version(&self) -> Option<i64> {
        None
    }
}

impl Resource for json::AuditChain {
    fn version(&self) -> Option<i64> {
        None
    }
}

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let read = may(Permission::AuditRead);
    let list = routes::get(
        "/v1/audit-log",
        read,
        list::list,
        "Page through what was done, newest first",
    );
    let verify = routes::get(
        "/v1/audit-log/verification",
        read,
        verify::verify,
        "Prove that nobody changed the log",
    );
    let get = routes::get("/v1/audit-log/{id}", read, get::get, "Look at one act");
    routes
        .route(list.refuses::<AuditError>())
        .route(verify)
        .route(get.refuses::<AuditError>())
}

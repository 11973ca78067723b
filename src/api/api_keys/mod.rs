//! `/v1/api-keys`: how programs prove who they are.

mod create;
mod get;
mod list;
mod revoke;
#[cfg(test)]
mod tests;

use mercer_store::api_keys::ApiKeyError;
use mercer_store::staff::Permission;

use super::access::may;
use super::answer::Resource;
use super::routes::{self, Routes};
use crate::json;

// When it was last used changes without a version: it is told anew each time.
impl Resource for json::ApiKey {
    fn version(&self) -> Option<i64> {
        None
    }
}

impl Resource for json::CreatedApiKey {
    fn version(&self) -> Option<i64> {
        None
    }
}

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let manage = may(Permission::StaffManage);
    routes
        .route(
            routes::post("/v1/api-keys", manage, create::create, "Make an API key")
                .refuses::<ApiKeyError>(),
        )
        .route(
            routes::get(
                "/v1/api-keys",
                manage,
                list::list,
                "Page through the API keys",
            )
            .refuses::<ApiKeyError>(),
        )
        .route(
            routes::get("/v1/api-keys/{id}", manage, get::get, "Look at an API key")
                .refuses::<ApiKeyError>(),
        )
        .route(
            routes::delete(
                "/v1/api-keys/{id}",
                manage,
                revoke::revoke,
                "Revoke an API key",
            )
            .refuses::<ApiKeyError>(),
        )
}

//! `/v1/oauth-clients`: programs that may ask for access by OAuth.

mod create;
mod delete;
mod get;
mod list;
mod update;

use mercer_store::oauth_clients::OauthClientError;
use mercer_store::staff::Permission;

use super::access::may;
use super::answer::Resource;
use super::routes::{self, Routes};
use crate::json;

impl Resource for json::OauthClient {
    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

impl Resource for json::CreatedOauthClient {
    fn version(&self) -> Option<i64> {
        Some(self.client.version)
    }
}

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let manage = may(Permission::StaffManage);
    let (all, one) = ("/v1/oauth-clients", "/v1/oauth-clients/{id}");
    routes
        .route(
            routes::post(all, manage, create::create, "Record an OAuth client")
                .refuses::<OauthClientError>(),
        )
        .route(
            routes::get(all, manage, list::list, "Page through the OAuth clients")
                .refuses::<OauthClientError>(),
        )
        .route(
            routes::get(one, manage, get::get, "Look at an OAuth client")
                .refuses::<OauthClientError>(),
        )
        .route(
            routes::patch(one, manage, update::update, "Change an OAuth client")
                .refuses::<OauthClientError>(),
        )
        .route(
            routes::delete(one, manage, delete::delete, "Remove an OAuth client")
                .refuses::<OauthClientError>(),
        )
}

//! `/auth/openid`: signing in by an outside provider, by `OpenID` Connect.
//!
//! What the browser has to bring back is in a cookie that the server signs, so that any process of
//! the shop can go on where another began. Which account somebody's is, the store decides
//! (`identities::sign_in`): never by an e-mail address that the provider does not vouch for.

mod attempt;
mod begin;
mod callback;
mod id_token;
mod provider;

use mercer_store::identities::IdentityError;

use super::access::anybody;
use super::routes::{Routes, get};
pub(in crate::api) use provider::Provider;

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .route(get(
            "/auth/openid/{provider}",
            anybody(),
            begin::begin,
            "Go to an outside provider to sign in",
        ))
        .route(
            get(
                "/auth/openid/{provider}/callback",
                anybody(),
                callback::callback,
                "Where the provider sends people back to",
            )
            .refuses::<IdentityError>()
            .refuses::<provider::ProviderError>(),
        )
}

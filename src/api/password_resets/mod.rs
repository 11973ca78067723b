//! `/v1/password-resets`: another password for whoever forgot theirs.

mod page;
mod redeem;
mod request;
#[cfg(test)]
mod tests;

use mercer_store::password_resets::PasswordResetError;

use super::access::anybody;
use super::routes::{Routes, get, post};

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .route(post(
            "/v1/password-resets",
            anybody(),
            request::request,
            "Ask for a mail with a link to another password",
        ))
        .route(
            post(
                "/v1/password-resets/redemption",
                anybody(),
                redeem::redeem,
                "Set another password by what the mail holds",
            )
            .refuses::<PasswordResetError>(),
        )
        .route(get(
            "/password-reset",
            anybody(),
            page::show,
            "The page to which the link in the mail leads",
        ))
        .route(post(
            "/password-reset",
            anybody(),
            page::redeem,
            "The form of that page",
        ))
}

//! `/oauth` and what programs find out beforehand: OAuth 2.1.
//!
//! Requests are forms and refusals have the form of RFC 6749, as every OAuth library expects.
//! Deliberately absent: the implicit grant, the password grant, and PKCE by the method `plain`,
//! which OAuth 2.1 has given up.

mod answer;
mod authorize;
mod client_credentials;
pub(in crate::api) mod form;
mod keys;
mod metadata;
mod revoke;
#[cfg(test)]
mod tests;
mod token;

use super::access::{anybody, oauth_clients};
use super::routes::{Routes, get, post};

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .route(get(
            "/.well-known/jwks.json",
            anybody(),
            keys::keys,
            "The keys that sign access tokens",
        ))
        .route(get(
            "/.well-known/oauth-authorization-server",
            anybody(),
            metadata::metadata,
            "What OAuth clients find here",
        ))
        .route(post(
            "/oauth/token",
            oauth_clients(),
            token::token,
            "Get an access token",
        ))
        .route(post(
            "/oauth/revoke",
            oauth_clients(),
            revoke::revoke,
            "Give a refresh token back",
        ))
        .route(get(
            "/oauth/authorize",
            anybody(),
            authorize::show,
            "The page on which somebody allows a client to act for them",
        ))
        .route(post(
            "/oauth/authorize",
            anybody(),
            authorize::decide,
            "What they say there",
        ))
}

//! `GET /.well-known/oauth-authorization-server`.

use mercer_store::staff::Permission;
use schemars::JsonSchema;
use serde::Serialize;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::{One, Resource};

/// What clients find here (RFC 8414).
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "OauthMetadata")]
pub(super) struct Metadata {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    revocation_endpoint: String,
    jwks_uri: String,
    service_documentation: String,
    scopes_supported: &'static [&'static str],
    response_types_supported: [&'static str; 1],
    response_modes_supported: [&'static str; 1],
    grant_types_supported: [&'static str; 3],
    code_challenge_methods_supported: [&'static str; 1],
    token_endpoint_auth_methods_supported: [&'static str; 3],
    revocation_endpoint_auth_methods_supported: [&'static str; 3],
    authorization_response_iss_parameter_supported: bool,
}

impl Resource for Metadata {
    fn version(&self) -> Option<i64> {
        None
    }
}

/// Where things are, and what of the standard is done.
pub(super) async fn metadata(caller: Caller) -> Answer<One<Metadata>> {
    let public_url = caller.authentication().public_url();
    let at = |path: &str| format!("{public_url}{path}");
    let methods = ["client_secret_basic", "client_secret_post", "none"];
    Ok(One(Metadata {
        issuer: public_url.to_owned(),
        authorization_endpoint: at("/oauth/authorize"),
        token_endpoint: at("/oauth/token"),
        revocation_endpoint: at("/oauth/revoke"),
        jwks_uri: at("/.well-known/jwks.json"),
        service_documentation: at("/openapi.json"),
        scopes_supported: Permission::WORDS,
        response_types_supported: ["code"],
        response_modes_supported: ["query"],
        grant_types_supported: ["authorization_code", "client_credentials", "refresh_token"],
        code_challenge_methods_supported: ["S256"],
        token_endpoint_auth_methods_supported: methods,
        revocation_endpoint_auth_methods_supported: methods,
        authorization_response_iss_parameter_supported: true,
    }))
}

//! How callers prove who they are.

use mercer_store::staff::Permission;
use serde_json::{Map, Value, json};

/// The schemes that operations refer to.
pub(super) fn security_schemes() -> Value {
    let scopes: Map<String, Value> = Permission::WORDS
        .iter()
        .map(|word| ((*word).to_owned(), scope(word).into()))
        .collect();
    json!({
        "bearer": {
            "type": "http",
            "scheme": "bearer",
            "description": "An access token from signing in at `POST /v1/sessions`, or an API key.",
        },
        "oauth": {
            "type": "oauth2",
            "description": "An access token of a program (OAuth 2.1), sent as bearers' are. A \
                code needs PKCE with S256.",
            "flows": {
                "clientCredentials": {
                    "tokenUrl": "/oauth/token",
                    "scopes": scopes,
                },
                "authorizationCode": {
                    "authorizationUrl": "/oauth/authorize",
                    "tokenUrl": "/oauth/token",
                    "refreshUrl": "/oauth/token",
                    "scopes": scopes,
                },
            },
        },
        "client": {
            "type": "http",
            "scheme": "basic",
            "description": "The id and the secret of an OAuth client; or both in the form, or \
                only the id of a client that has no secret.",
        },
    })
}

/// `orders.place`: may place orders.
fn scope(word: &str) -> String {
    match word.split_once('.') {
        Some((noun, verb)) => format!("May {verb} {noun}."),
        None => word.to_owned(),
    }
}

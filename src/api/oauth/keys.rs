//! `GET /.well-known/jwks.json`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::{One, Resource};

/// A set of keys (RFC 7517).
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "JsonWebKeys")]
pub(super) struct Keys {
    /// Public keys: Ed25519 (RFC 8037).
    #[schemars(with = "Vec<BTreeMap<String, String>>")]
    keys: Vec<Value>,
}

impl Resource for Keys {
    fn version(&self) -> Option<i64> {
        None
    }
}

/// The public halves of the keys, for others who verify access tokens. The newest signs.
pub(super) async fn keys(caller: Caller) -> Answer<One<Keys>> {
    let keys = caller.authentication().keys().keys();
    let keys = keys.iter().rev().map(|key| key.public()).collect();
    Ok(One(Keys { keys }))
}

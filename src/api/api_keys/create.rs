//! `POST /v1/api-keys`.

use chrono::{DateTime, Utc};
use mercer_store::api_keys::{self, CreateApiKey};
use mercer_store::staff::Permission;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::Created;
use crate::api::authentication::Unrecorded;
use crate::api::request::Body;
use crate::json;

/// A key to be made.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    rename = "CreateApiKey",
    example = serde_json::json!({ "name": "till-3", "scopes": ["orders.read", "orders.place"] })
)]
pub(super) struct Input {
    /// What the staff call it, at most 64 characters, unique: history names it so.
    name: String,
    /// What it may do: at least one permission, and none that the caller lacks.
    scopes: Vec<Permission>,
    /// Until when it is good, if not always.
    expires_at: Option<DateTime<Utc>>,
}

/// Makes a key. The answer holds it, this once.
pub(super) async fn create(
    request: Unrecorded,
    Body(input): Body<Input>,
) -> Answer<Created<json::CreatedApiKey>> {
    let input = CreateApiKey {
        name: input.name,
        scopes: input.scopes,
        expires_at: input.expires_at,
    };
    let created = request
        .run(|store| async move { api_keys::create(&store, input).await })
        .await?;
    let location = format!("/v1/api-keys/{}", created.key.id);
    Ok(Created::at(location, created.into()))
}

//! `PATCH /v1/oauth-clients/{id}`.

use mercer_store::oauth_clients::{self, UpdateOauthClient};
use mercer_store::staff::Permission;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, Given, IdText, IfMatch};
use crate::api::write::{Done, Write};
use crate::json;

/// What to change. Id, kind and secret stay what they are.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PatchOauthClient")]
#[schemars(example = serde_json::json!({
    "active": false
}))]
pub(super) struct Input {
    #[serde(default)]
    name: Given<String>,
    #[serde(default)]
    redirect_uris: Given<Vec<String>>,
    /// What it may do at most from now on, also by tokens that it has.
    #[serde(default)]
    scopes: Given<Vec<Permission>>,
    /// Whether it may do anything.
    #[serde(default)]
    active: Given<bool>,
}

/// Changes a client. What it may do no more, it may not at the next request.
pub(super) async fn update(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::OauthClient>>> {
    let id = id.of("OAuth client")?;
    let input = UpdateOauthClient {
        expected_version,
        name: input.name.0,
        redirect_uris: input.redirect_uris.0,
        scopes: input.scopes.0,
        active: input.active.0,
    };
    write
        .run(
            move |store| async move { oauth_clients::update(&store, id, input).await },
            |client| One(client.clone().into()),
        )
        .await
}

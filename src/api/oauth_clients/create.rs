//! `POST /v1/oauth-clients`.

use mercer_store::oauth_clients::{self, ClientKind, CreateOauthClient};
use mercer_store::staff::Permission;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::Created;
use crate::api::authentication::Unrecorded;
use crate::api::request::Body;
use crate::json;

/// A client to be recorded.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    rename = "CreateOauthClient",
    example = serde_json::json!({
        "name": "bookkeeping", "kind": "confidential", "scopes": ["books.read"]
    })
)]
pub(super) struct Input {
    /// What the staff call it, at most 64 characters, unique: history names it so.
    name: String,
    /// Whether it can keep a secret; one that can is given one.
    kind: ClientKind,
    /// Where people may be sent back to, letter for letter; none for a client that acts only for
    /// itself.
    #[serde(default)]
    redirect_uris: Vec<String>,
    /// What it may do at most; nothing that the caller lacks.
    scopes: Vec<Permission>,
}

/// Records a client. The answer holds its secret, this once.
pub(super) async fn create(
    request: Unrecorded,
    Body(input): Body<Input>,
) -> Answer<Created<json::CreatedOauthClient>> {
    let input = CreateOauthClient {
        name: input.name,
        kind: input.kind,
        redirect_uris: input.redirect_uris,
        scopes: input.scopes,
    };
    let created = request
        .run(|store| async move { oauth_clients::create(&store, input).await })
        .await?;
    let location = format!("/v1/oauth-clients/{}", created.client.id);
    Ok(Created::at(location, created.into()))
}

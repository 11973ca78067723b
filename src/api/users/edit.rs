//! `PATCH /v1/users/{id}`.

use mercer_store::staff::{self, UpdateUser};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, Given, IdText, IfMatch, Merge};
use crate::api::write::{Done, Write};
use crate::json;

/// What to change; what is left out stays.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "EditUser")]
#[schemars(example = serde_json::json!({
    "last_name": "Kent"
}))]
pub(super) struct Input {
    /// Unique; kept in lower case.
    #[serde(default)]
    username: Given<String>,
    /// Unique; null takes it away.
    #[serde(default)]
    email: Merge<String>,
    #[serde(default)]
    first_name: Given<String>,
    #[serde(default)]
    last_name: Given<String>,
}

/// Changes a user's data.
pub(super) async fn edit(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::User>>> {
    let id = id.of("user")?;
    let update = UpdateUser {
        expected_version,
        username: input.username.0,
        email: input.email.0,
        first_name: input.first_name.0,
        last_name: input.last_name.0,
    };
    write
        .run(
            move |store| async move { staff::update(&store, id, update).await },
            |user| One(json::User::from(user.clone())),
        )
        .await
}

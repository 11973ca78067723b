//! `PUT /v1/users/{id}`.

use mercer_store::staff::{self, UpdateUser};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, IdText, IfMatch, replaced};
use crate::api::write::{Done, Write};
use crate::json;

/// All of a user but role, password and whether they may sign in, which have addresses of their
/// own.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ReplaceUser")]
pub(super) struct Input {
    /// Unique; kept in lower case.
    #[schemars(example = &"clara")]
    username: String,
    /// Unique; left out, there is none.
    #[schemars(example = &"clara@example.com")]
    email: Option<String>,
    #[schemars(example = &"Clara")]
    first_name: String,
    #[schemars(example = &"Clerk")]
    last_name: String,
}

/// Replaces a user's data.
pub(super) async fn replace(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::User>>> {
    let id = id.of("user")?;
    let update = UpdateUser {
        expected_version,
        username: Some(input.username),
        email: replaced(input.email),
        first_name: Some(input.first_name),
        last_name: Some(input.last_name),
    };
    write
        .run(
            move |store| async move { staff::update(&store, id, update).await },
            |user| One(json::User::from(user.clone())),
        )
        .await
}

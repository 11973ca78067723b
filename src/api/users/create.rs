//! `POST /v1/users`.

use mercer_store::staff::{self, CreateUser, Role};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::Created;
use crate::api::request::{Body, NewPassword};
use crate::api::write::{Done, Write};
use crate::json;

/// A user to be added. They may sign in at once.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateUser")]
#[schemars(example = serde_json::json!({
    "username": "clara", "password": "correct horse battery", "first_name": "Clara",
    "last_name": "Clerk", "role": "clerk"
}))]
pub(super) struct Input {
    /// 3 to 64 letters, digits, dots, underscores and hyphens; kept in lower case.
    #[schemars(example = &"clara")]
    username: String,
    #[schemars(example = &"clara@example.com")]
    email: Option<String>,
    password: NewPassword,
    /// At most 100 characters.
    #[schemars(example = &"Clara")]
    first_name: String,
    /// At most 100 characters.
    #[schemars(example = &"Clerk")]
    last_name: String,
    role: Role,
}

/// Adds a user.
pub(super) async fn create(
    write: Write,
    Body(input): Body<Input>,
) -> Answer<Done<Created<json::User>>> {
    let user = CreateUser {
        username: input.username,
        email: input.email,
        password: input.password.0,
        first_name: input.first_name,
        last_name: input.last_name,
        role: input.role,
    };
    write
        .run(
            move |store| async move { staff::create(&store, user).await },
            |user| {
                let location = format!("/v1/users/{}", user.id);
                Created::at(location, json::User::from(user.clone()))
            },
        )
        .await
}

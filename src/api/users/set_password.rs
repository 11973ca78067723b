//! `PUT /v1/users/{id}/password`.

use mercer_store::staff;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, IdText, IfMatch, NewPassword};
use crate::api::write::{Done, Write};
use crate::json;

/// The password that is to be.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SetUserPassword")]
pub(super) struct Input {
    password: NewPassword,
}

/// Gives a user another password, without the one they have.
pub(super) async fn set_password(
    write: Write,
    id: IdText,
    IfMatch(expected): IfMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::User>>> {
    let (id, password) = (id.of("user")?, input.password.0);
    write
        .run(
            move |store| async move { staff::set_password(&store, id, password, expected).await },
            |user| One(json::User::from(user.clone())),
        )
        .await
}

//! `PUT /v1/users/{id}/role`.

use mercer_store::staff::{self, ChangeRole, Role};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, IdText, IfMatch};
use crate::api::write::{Done, Write};
use crate::json;

/// The role that is to be.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SetRole")]
#[schemars(example = serde_json::json!({
    "role": "manager"
}))]
pub(super) struct Input {
    role: Role,
}

/// Gives a user another role.
pub(super) async fn set_role(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::User>>> {
    let id = id.of("user")?;
    let change = ChangeRole {
        expected_version,
        role: input.role,
    };
    write
        .run(
            move |store| async move { staff::change_role(&store, id, change).await },
            |user| One(json::User::from(user.clone())),
        )
        .await
}

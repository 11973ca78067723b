//! `POST /v1/users/me/password`.

use mercer_store::staff::{self, ChangePassword};
use schemars::JsonSchema;
use serde::Deserialize;

use super::me::own_id;
use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, ClaimedPassword, NewPassword};
use crate::api::write::{Done, Write};
use crate::json;

/// The password that is, and the one that is to be.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ChangeOwnUserPassword")]
pub(super) struct Input {
    /// The present password.
    current: ClaimedPassword,
    /// The one to sign in with from now on.
    new: NewPassword,
}

/// Changes the password of whoever asks.
pub(super) async fn change_own_password(
    write: Write,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::User>>> {
    let id = own_id(write.caller())?;
    let change = ChangePassword {
        current: input.current.0,
        new: input.new.0,
    };
    write
        .run(
            move |store| async move { staff::change_password(&store, id, change).await },
            |user| One(json::User::from(user.clone())),
        )
        .await
}

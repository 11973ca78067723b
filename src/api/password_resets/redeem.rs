//! `POST /v1/password-resets/redemption`.

use mercer_store::password::Password;
use mercer_store::password_resets;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::NoContent;
use crate::api::authentication::Unrecorded;
use crate::api::request::Body;

/// The token of the mail, and the password from now on.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RedeemPasswordReset")]
pub(super) struct Input {
    token: String,
    password: String,
}

/// Sets the password, once, and ends every session of its holder.
pub(super) async fn redeem(request: Unrecorded, Body(input): Body<Input>) -> Answer<NoContent> {
    let password = Password::parse(&input.password)?;
    request
        .run(|store| async move { password_resets::redeem(&store, &input.token, password).await })
        .await?;
    Ok(NoContent)
}

//! `POST /v1/sessions/refresh`.

use axum::http::StatusCode;
use mercer_store::sessions::{self, SessionError};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::authentication::{Tokens, Unrecorded};
use crate::api::document::Operation;
use crate::api::problem::Problem;
use crate::api::refusal::Refusals;
use crate::api::request::Body;

/// The refresh token that came last.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RefreshSession")]
pub(super) struct Input {
    refresh_token: String,
}

/// Gives the next access token and the next refresh token. A refresh token is good once: one that
/// comes a second time ends the session.
pub(super) async fn refresh(request: Unrecorded, Body(input): Body<Input>) -> Answer<One<Tokens>> {
    let refreshed = request
        .run(|store| async move {
            let refreshed = sessions::refresh(&store, &input.refresh_token).await?;
            if refreshed.session.oauth_client_id.is_some() {
                // That of an OAuth client, which has to prove itself at /oauth/token: whoever
                // brings it here has stolen it.
                sessions::end(&store, &refreshed.session.public_id).await?;
                return Err(SessionError::UnknownToken);
            }
            Ok::<_, SessionError>(refreshed)
        })
        .await?;
    let tokens = Tokens::with(
        request.caller(),
        &refreshed.session,
        &refreshed.refresh_token,
    )?;
    Ok(One(tokens))
}

/// What is wrong with a refresh token is not told.
pub(super) struct WrongRefreshToken;

impl From<WrongRefreshToken> for Problem {
    fn from(_: WrongRefreshToken) -> Self {
        SessionError::UnknownToken.into()
    }
}

impl Refusals for WrongRefreshToken {
    fn describe(operation: &mut Operation) {
        operation.problem(StatusCode::UNAUTHORIZED, "wrong_refresh_token");
    }
}

//! `POST /oauth/revoke`.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use mercer_store::Store;
use mercer_store::sessions::{self, SessionError};
use schemars::JsonSchema;
use serde::Deserialize;

use super::answer::{Answered, Refused, Stopped};
use super::client_credentials::{InHeader, Proof, counted};
use super::form::Form;
use crate::api::Answer;
use crate::api::authentication::{Client, Unrecorded};
use crate::api::document::{Operation, Output, Schemas};

/// What a client gives back.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "OauthRevocation")]
pub(super) struct Input {
    /// A refresh token. The access tokens of its session are good no more either.
    token: Option<String>,
    /// `refresh_token`, if anything.
    token_type_hint: Option<String>,
    /// The client, unless the header names it.
    client_id: Option<String>,
    /// Its secret, if it has one and the header does not hold it.
    client_secret: Option<String>,
}

/// It is good for nothing any more, whether it was before or not.
pub(super) struct Revoked;

impl IntoResponse for Revoked {
    fn into_response(self) -> Response {
        StatusCode::OK.into_response()
    }
}

impl Output for Revoked {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        operation.answer(
            StatusCode::OK,
            "It is good for nothing any more.",
            &[],
            None,
        );
    }
}

/// Ends the session of a refresh token (RFC 7009). A token that is not known is no mistake.
pub(super) async fn revoke(
    request: Unrecorded,
    client: Client,
    header: InHeader,
    Form(input): Form<Input>,
) -> Answer<Answered<Revoked>> {
    request
        .run(move |store| async move {
            let revoked = end(&store, header, input).await;
            Answered::of(counted(&store, &client, revoked).await)
        })
        .await
}

async fn end(store: &Store, header: InHeader, input: Input) -> Result<Revoked, Stopped> {
    let proof = Proof::of(header, input.client_id, input.client_secret)?;
    proof.identify(store).await?;
    if input.token_type_hint.as_deref() == Some("access_token") {
        let why = "give the refresh token back: its access tokens go with it";
        return Err(Refused::new("unsupported_token_type", why).into());
    }
    let token = input
        .token
        .ok_or_else(|| Refused::new("invalid_request", "token is missing"))?;
    match sessions::refresh(store, &token).await {
        // Also when it was another client's: whoever has it has stolen it.
        Ok(refreshed) => {
            sessions::end(store, &refreshed.session.public_id).await?;
        }
        Err(SessionError::Database(error)) => return Err(SessionError::Database(error).into()),
        Err(_) => {}
    }
    Ok(Revoked)
}

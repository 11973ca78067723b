//! `POST /v1/password-resets`.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use mercer_store::email::Email;
use mercer_store::password_resets::{self, Reset};
use mercer_store::sessions::SubjectKind;
use mercer_store::throttles::Kind;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::authentication::{Client, Unrecorded, throttle};
use crate::api::document::{Operation, Output, Schemas};
use crate::api::request::Body;
use crate::api::sessions::{AccountKind, account};
use crate::mail::Mail;

/// Whose password.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    rename = "RequestPasswordReset",
    example = serde_json::json!({ "kind": "customer", "email": "jane@example.org" })
)]
pub(super) struct Input {
    kind: AccountKind,
    /// Where the mail goes, if an active account has this address.
    email: String,
}

/// It is seen to.
pub(super) struct Accepted;

impl IntoResponse for Accepted {
    fn into_response(self) -> Response {
        StatusCode::ACCEPTED.into_response()
    }
}

impl Output for Accepted {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        let says = "A mail is on its way if an active account has the address.";
        operation.answer(StatusCode::ACCEPTED, says, &[], None);
    }
}

/// Sends a mail to whoever has the address. Who asks is answered the same, and as soon, when nobody
/// has it.
pub(super) async fn request(
    request: Unrecorded,
    client: Client,
    Body(input): Body<Input>,
) -> Answer<Accepted> {
    let email: Email = input.email.parse()?;
    let caller = request.caller().clone();
    request
        .run(move |store| async move {
            let account = account(input.kind, email.as_str());
            let counted = (Kind::ResetAccount, account.as_str());
            throttle(&store, &client, Kind::ResetAddress, Some(counted)).await?;
            let kind = match input.kind {
                AccountKind::Staff => SubjectKind::User,
                AccountKind::Customer => SubjectKind::Customer,
            };
            let reset = password_resets::request(&store, kind, email).await?;
            if let Some(reset) = reset {
                let authentication = caller.authentication();
                authentication
                    .mailer()
                    .send(mail(authentication.public_url(), reset));
            }
            Answer::Ok(Accepted)
        })
        .await
}

/// The link is made of the configured address: what a request says of its host could lead the token
/// to somebody else.
fn mail(public_url: &str, reset: Reset) -> Mail {
    let token = reset.token.reveal();
    Mail {
        to: reset.email,
        subject: "Another password".to_owned(),
        text: format!(
            "Somebody, you we hope, asked for another password at {public_url}.\n\n\
             Set it here within an hour:\n\n{public_url}/password-reset?token={token}\n\n\
             If it was not you, leave this mail alone: nothing changes.\n"
        ),
    }
}

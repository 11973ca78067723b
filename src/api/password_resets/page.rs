//! `/password-reset`: the page to which the link in the mail leads.

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use mercer_store::password::Password;
use mercer_store::password_resets::{self, PasswordResetError};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::authentication::Unrecorded;
use crate::api::document::{Input, Operation, Schemas};
use crate::api::oauth::form::Form;
use crate::api::page::{Page, escaped, whole};
use crate::api::problem::Problem;

/// The token that the link holds.
pub(super) struct Token(String);

impl<S: Send + Sync> FromRequestParts<S> for Token {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        let token = pairs.find(|(name, _)| name == "token");
        Ok(Token(
            token.map_or_else(String::new, |(_, token)| token.into_owned()),
        ))
    }
}

impl Input for Token {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        let schema = serde_json::json!({ "type": "string" });
        operation.parameter("query", "token", schema, "What the mail holds.");
    }
}

/// The form.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "PasswordResetForm")]
pub(super) struct Filled {
    token: String,
    password: String,
}

/// The page. Whether the token is good is looked at when the form comes: programs that look at
/// links in mail beforehand use nothing up.
pub(super) async fn show(Token(token): Token) -> Answer<Page> {
    Ok(form(StatusCode::OK, &token, ""))
}

/// Sets the password.
pub(super) async fn redeem(request: Unrecorded, Form(filled): Form<Filled>) -> Answer<Page> {
    let password = match Password::parse(&filled.password) {
        Ok(password) => password,
        Err(invalid) => {
            let status = StatusCode::BAD_REQUEST;
            return Ok(form(status, &filled.token, &invalid.reason));
        }
    };
    let token = filled.token;
    let redeemed: Answer<Page> = request
        .run(|store| async move {
            match password_resets::redeem(&store, &token, password).await {
                Ok(_) => Ok(done()),
                Err(error @ PasswordResetError::WrongToken) => {
                    Ok(Page::refusal(&error.to_string()))
                }
                Err(error) => Err(Problem::from(error)),
            }
        })
        .await;
    redeemed
}

fn form(status: StatusCode, token: &str, wrong: &str) -> Page {
    let (token, wrong) = (escaped(token), escaped(wrong));
    html(
        status,
        "Another password",
        &format!(
            "<p role=\"alert\">{wrong}</p>\n<form method=\"post\" action=\"/password-reset\">\n\
             <input type=\"hidden\" name=\"token\" value=\"{token}\">\n\
             <label>New password <input name=\"password\" type=\"password\" \
             autocomplete=\"new-password\" minlength=\"8\" required></label>\n\
             <button>Set it</button>\n</form>"
        ),
    )
}

fn done() -> Page {
    html(
        StatusCode::OK,
        "Another password",
        "<p>It is set. You are signed out everywhere; sign in with the new one.</p>",
    )
}

fn html(status: StatusCode, title: &str, body: &str) -> Page {
    Page::Html {
        status,
        text: whole(title, body),
        cookie: None,
    }
}

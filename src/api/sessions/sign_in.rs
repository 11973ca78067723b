//! `POST /v1/sessions`.

use axum::http::StatusCode;
use mercer_store::customers::{self, CustomerError};
use mercer_store::password::Password;
use mercer_store::sessions::{self, PasswordStamp, SessionError, StartSession, Started, Subject};
use mercer_store::staff::{self, StaffError};
use mercer_store::throttles::Kind;
use mercer_store::{Invalid, Store};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::api::Answer;
use crate::api::answer::Created;
use crate::api::authentication::{Client, Tokens, Unrecorded, forget_attempts, throttle};
use crate::api::document::Operation;
use crate::api::problem::Problem;
use crate::api::refusal::Refusals;
use crate::api::request::Body;

/// Whose accounts are meant.
#[derive(Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "AccountKind")]
pub(in crate::api) enum AccountKind {
    /// Those of the staff.
    Staff,
    /// Those of customers.
    Customer,
}

/// What somebody signs in with.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    rename = "SignIn",
    example = serde_json::json!({
        "kind": "customer", "username": "jane.smith", "password": "correct horse"
    })
)]
pub(super) struct Input {
    kind: AccountKind,
    /// A user name. Either it or the e-mail address has to be given.
    username: Option<String>,
    /// Or the e-mail address.
    email: Option<String>,
    password: String,
}

/// Signs somebody in. Nobody learns which accounts there are: what is wrong is not told, and takes
/// as long to find out.
pub(super) async fn sign_in(
    request: Unrecorded,
    client: Client,
    Body(input): Body<Input>,
) -> Answer<Created<Tokens>> {
    let name = input.name()?;
    let password = Password::claimed(&input.password)?;
    let kind = input.kind;
    let started = request
        .run(move |store| async move { prove(&store, &client, kind, name, password).await })
        .await?;
    let location = format!("/v1/sessions/{}", started.session.id);
    let tokens = Tokens::of(request.caller(), &started)?;
    Ok(Created::at(location, tokens))
}

impl Input {
    fn name(&self) -> Result<String, Invalid> {
        match (&self.username, &self.email) {
            (Some(name), None) | (None, Some(name)) => Ok(name.clone()),
            _ => {
                let reason = "give either a user name or an e-mail address";
                Err(Invalid::new("username", reason))
            }
        }
    }
}

/// Starts a session for whoever knows the password, unless it was tried too often.
async fn prove(
    store: &Store,
    client: &Client,
    kind: AccountKind,
    name: String,
    password: Password,
) -> Answer<Started> {
    let account = account(kind, &name);
    let counted = (Kind::SignInAccount, account.as_str());
    throttle(store, client, Kind::SignInAddress, Some(counted)).await?;
    let proved = known(store, kind, name, password).await?;
    let (subject, stamp) = proved.ok_or(WrongSignIn)?;
    let session = StartSession {
        password_stamp: Some(stamp),
        user_agent: client.user_agent.clone(),
        ip_address: client.address,
        ..StartSession::of(subject)
    };
    let started = sessions::start(store, session).await;
    let started = started.map_err(|error| match error {
        // Switched off, or erased, since.
        SessionError::NotAllowed(_) => Problem::from(WrongSignIn),
        other => other.into(),
    })?;
    forget_attempts(store, Kind::SignInAccount, &account).await;
    Ok(started)
}

/// Who has this name and this password; `None` alike if nobody has.
pub(in crate::api) async fn known(
    store: &Store,
    kind: AccountKind,
    name: String,
    password: Password,
) -> Answer<Option<(Subject, PasswordStamp)>> {
    match kind {
        AccountKind::Staff => {
            let user = match staff::sign_in(store, staff::SignIn { name, password }).await {
                Err(StaffError::WrongSignIn) => return Ok(None),
                other => other?,
            };
            let stamp = PasswordStamp::of(Some(&user.password_hash));
            Ok(Some((Subject::User(user.id), stamp)))
        }
        AccountKind::Customer => {
            let given = customers::SignIn { name, password };
            let customer = match customers::sign_in(store, given).await {
                Err(CustomerError::WrongSignIn) => return Ok(None),
                other => other?,
            };
            let stamp = PasswordStamp::of(customer.password_hash.as_deref());
            Ok(Some((Subject::Customer(customer.id), stamp)))
        }
    }
}

/// As what attempts at an account are counted.
pub(in crate::api) fn account(kind: AccountKind, name: &str) -> String {
    match kind {
        AccountKind::Staff => format!("staff {}", name.trim()),
        AccountKind::Customer => format!("customer {}", name.trim()),
    }
}

/// Nobody can be signed in so. What is wrong with it is not told.
pub(super) struct WrongSignIn;

impl From<WrongSignIn> for Problem {
    fn from(_: WrongSignIn) -> Self {
        Problem::new(
            StatusCode::UNAUTHORIZED,
            "wrong_sign_in",
            "The sign-in is not right",
            "there is no active account with this name and this password",
        )
    }
}

impl Refusals for WrongSignIn {
    fn describe(operation: &mut Operation) {
        operation.problem(StatusCode::UNAUTHORIZED, "wrong_sign_in");
    }
}

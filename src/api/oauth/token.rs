//! `POST /oauth/token`.

use mercer_store::oauth_clients;
use mercer_store::oauth_clients::authorization_codes::{self, RedeemCode};
use mercer_store::secret::Secret;
use mercer_store::sessions::{self, Lifetime, Session};
use mercer_store::staff::Permission;
use mercer_store::{Principal, Store};
use schemars::JsonSchema;
use serde::Deserialize;

use super::answer::{Answered, Given, Refused, Stopped};
use super::client_credentials::{InHeader, Proof, counted};
use super::form::Form;
use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::authentication::{Access, Client, LIFETIME, Tokens, Unrecorded};

/// What a client asks for. Which fields it takes depends on the grant.
#[derive(Deserialize, JsonSchema)]
#[schemars(
    rename = "OauthTokenRequest",
    example = serde_json::json!({ "grant_type": "client_credentials", "scope": "orders.read" })
)]
pub(super) struct Input {
    /// `client_credentials`, `authorization_code` or `refresh_token`.
    grant_type: Option<String>,
    /// The client, unless the header names it.
    client_id: Option<String>,
    /// Its secret, if it has one and the header does not hold it.
    client_secret: Option<String>,
    /// The authorization code.
    code: Option<String>,
    /// Where the code was sent to.
    redirect_uri: Option<String>,
    /// What the challenge was made of (RFC 7636).
    code_verifier: Option<String>,
    /// The refresh token that came last.
    refresh_token: Option<String>,
    /// What a client that acts for itself asks to be allowed, with spaces between; all if nothing.
    scope: Option<String>,
}

/// Gives a client a token: for itself, or for somebody who has allowed it.
pub(super) async fn token(
    request: Unrecorded,
    client: Client,
    header: InHeader,
    Form(input): Form<Input>,
) -> Answer<Answered<Given>> {
    let caller = request.caller().clone();
    let given = request
        .run(move |store| async move {
            let given = give(&caller, &store, &client, header, input).await;
            Answered::of(counted(&store, &client, given).await)
        })
        .await?;
    Ok(given)
}

async fn give(
    caller: &Caller,
    store: &Store,
    client: &Client,
    header: InHeader,
    mut input: Input,
) -> Result<Given, Stopped> {
    let proof = Proof::of(header, input.client_id.take(), input.client_secret.take())?;
    match input.grant_type.as_deref() {
        Some("client_credentials") => for_itself(caller, store, &proof, input.scope).await,
        Some("authorization_code") => for_code(caller, store, client, &proof, input).await,
        Some("refresh_token") => refreshed(caller, store, &proof, input.refresh_token).await,
        Some(other) => {
            let why = format!(
                "{other:?} is not taken; ask with client_credentials, authorization_code or \
                 refresh_token"
            );
            Err(Refused::new("unsupported_grant_type", why).into())
        }
        None => Err(missing("grant_type")),
    }
}

async fn for_itself(
    caller: &Caller,
    store: &Store,
    proof: &Proof,
    scope: Option<String>,
) -> Result<Given, Stopped> {
    let asked = scopes(scope.as_deref().unwrap_or_default())?;
    let secret = proof.secret.as_deref().unwrap_or_default();
    let machine = oauth_clients::authenticate(store, &proof.client_id, secret, &asked).await?;
    let Principal::Machine { scopes, .. } = machine else {
        return Err(Refused::client().into());
    };
    let words: Vec<_> = scopes.iter().map(|scope| scope.as_str()).collect();
    let scope = words.join(" ");
    let access = Access::Client {
        client_id: proof.client_id.clone(),
        scopes,
    };
    Ok(Given {
        access_token: caller.authentication().token(access, store.now()),
        token_type: "Bearer",
        expires_in: LIFETIME.num_seconds(),
        refresh_token: None,
        scope,
    })
}

async fn for_code(
    caller: &Caller,
    store: &Store,
    client: &Client,
    proof: &Proof,
    input: Input,
) -> Result<Given, Stopped> {
    let redeem = RedeemCode {
        code: input.code.ok_or_else(|| missing("code"))?,
        redirect_uri: input.redirect_uri.ok_or_else(|| missing("redirect_uri"))?,
        code_verifier: input
            .code_verifier
            .ok_or_else(|| missing("code_verifier"))?,
        client: proof.identify(store).await?,
        user_agent: client.user_agent.clone(),
        ip_address: client.address,
        lifetime: Lifetime::default(),
    };
    let started = authorization_codes::redeem(store, redeem).await?;
    given(caller, &started.session, &started.refresh_token)
}

async fn refreshed(
    caller: &Caller,
    store: &Store,
    proof: &Proof,
    token: Option<String>,
) -> Result<Given, Stopped> {
    let token = token.ok_or_else(|| missing("refresh_token"))?;
    let client = proof.identify(store).await?;
    let refreshed = sessions::refresh(store, &token).await?;
    if refreshed.session.oauth_client_id != Some(client.id) {
        // It is another's, who would not have given it away.
        sessions::end(store, &refreshed.session.public_id).await?;
        return Err(Refused::new("invalid_grant", "the grant is not good, or not any more").into());
    }
    given(caller, &refreshed.session, &refreshed.refresh_token)
}

fn given(caller: &Caller, session: &Session, refresh_token: &Secret) -> Result<Given, Stopped> {
    let tokens = Tokens::with(caller, session, refresh_token)?;
    Ok(Given {
        access_token: tokens.access_token,
        token_type: tokens.token_type,
        expires_in: tokens.expires_in,
        refresh_token: Some(tokens.refresh_token),
        scope: session.scopes.clone().unwrap_or_default(),
    })
}

/// The permissions that a client names.
pub(super) fn scopes(text: &str) -> Result<Vec<Permission>, Refused> {
    let words = text.split(' ').filter(|word| !word.is_empty());
    let scope = |word: &str| {
        word.parse().map_err(|_| {
            let why = format!("{word:?} is no scope; scopes are permissions such as orders.read");
            Refused::new("invalid_scope", why)
        })
    };
    words.map(scope).collect()
}

fn missing(name: &str) -> Stopped {
    Refused::new("invalid_request", format!("{name} is missing")).into()
}

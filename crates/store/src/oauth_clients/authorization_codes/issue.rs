//! Give a client a code for what somebody has just allowed it.

use chrono::TimeDelta;
use mercer_database::Transaction;
use sea_orm::{ActiveValue, EntityTrait};

use super::entity::{ActiveModel, Entity};
use crate::oauth_clients::{OauthClient, OauthClientError, scopes};
use crate::secret::Secret;
use crate::sessions::{PasswordStamp, SessionError, Subject, holder_in};
use crate::staff::{Permission, scopes_to_text};
use crate::{Invalid, Store, secret};

/// For how long a code is good.
const LIFETIME: TimeDelta = TimeDelta::seconds(60);

/// What somebody allowed.
#[derive(Clone, Debug)]
pub struct IssueCode {
    /// The client that asked.
    pub client: OauthClient,
    /// Who allowed it: signed in, and asked.
    pub subject: Subject,
    /// Where they are sent back to; one of the client's, letter for letter.
    pub redirect_uri: String,
    /// What it asks for; all that it may if nothing.
    pub scopes: Vec<Permission>,
    /// The S256 challenge of RFC 7636: 43 characters. No other method is known.
    pub code_challenge: String,
}

/// Gives a code that is good once, for a minute.
///
/// # Errors
/// [`OauthClientError::UnknownRedirectUri`]; nobody may be sent there then, not even with an error.
/// [`OauthClientError::ScopeNotAllowed`] when the client asks for more than it may.
pub async fn issue(store: &Store, input: IssueCode) -> Result<Secret, OauthClientError> {
    let client = &input.client;
    if !client.active {
        return Err(OauthClientError::WrongCredentials);
    }
    if !client
        .redirect_uris()
        .contains(&input.redirect_uri.as_str())
    {
        return Err(OauthClientError::UnknownRedirectUri);
    }
    check_challenge(&input.code_challenge)?;
    let scopes = scopes::asked_of(client.permissions(), &input.scopes)?;
    let code = secret::random::<32>();
    let (now, subject) = (store.now(), input.subject);
    let row = ActiveModel {
        id: ActiveValue::NotSet,
        code_hash: ActiveValue::Set(secret::hash(&code)),
        oauth_client_id: ActiveValue::Set(client.id),
        user_id: ActiveValue::Set(subject.user_id()),
        customer_id: ActiveValue::Set(subject.customer_id()),
        password_stamp: ActiveValue::NotSet,
        redirect_uri: ActiveValue::Set(input.redirect_uri),
        scopes: ActiveValue::Set(scopes_to_text(&scopes)),
        code_challenge: ActiveValue::Set(input.code_challenge),
        created_at: ActiveValue::Set(now),
        expires_at: ActiveValue::Set(now + LIFETIME),
        redeemed_at: ActiveValue::Set(None),
        session_id: ActiveValue::Set(None),
    };
    store
        .database()
        .write(move |transaction: Transaction| {
            let mut row = row.clone();
            async move {
                let holder = holder_in(&transaction, subject).await?;
                let holder = holder.ok_or(SessionError::NotAllowed(subject))?;
                let stamp = PasswordStamp::of(holder.password_hash.as_deref());
                row.password_stamp = ActiveValue::Set(stamp.into_string());
                Entity::insert(row).exec(&transaction).await?;
                Ok::<_, OauthClientError>(())
            }
        })
        .await?;
    Ok(Secret::of(code))
}

/// The length of a SHA-256 in base64url without padding.
fn check_challenge(challenge: &str) -> Result<(), Invalid> {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    if challenge.len() == 43 && challenge.bytes().all(is_letter) {
        return Ok(());
    }
    let reason = "it is no S256 challenge: the SHA-256 of the verifier in base64url without \
                  padding, 43 characters";
    Err(Invalid::new("code_challenge", reason))
}

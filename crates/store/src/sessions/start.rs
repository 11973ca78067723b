//! Sign somebody in.

use std::net::IpAddr;

use mercer_database::Transaction;
use sea_orm::{ActiveValue, EntityTrait};

use super::entity::{ActiveModel, Entity, Model};
use super::lifetime::{Lifetime, refresh_expires_at};
use super::{PasswordStamp, SessionError, Subject, holder_in};
use crate::secret::Secret;
use crate::staff::{Permission, scopes_to_text};
use crate::text::holds_card_number;
use crate::{Store, audit, secret};

/// What is kept of how a browser calls itself.
const USER_AGENT_CHARACTERS: usize = 200;

/// A session to be started, for somebody who has just proved who they are.
#[derive(Clone, Debug)]
pub struct StartSession {
    /// Who.
    pub subject: Subject,
    /// The stamp of the password that they proved it with. If the password was changed since, the
    /// session is over as it begins. `None`, for other proofs, takes the password that is.
    pub password_stamp: Option<PasswordStamp>,
    /// The browser or program, as it calls itself; what is too long is cut.
    pub user_agent: Option<String>,
    /// From which address.
    pub ip_address: Option<IpAddr>,
    /// For how long.
    pub lifetime: Lifetime,
    /// The OAuth client that will act for them, if they do not themselves.
    pub client: Option<ForClient>,
}

/// Who acts for the holder of a session.
#[derive(Clone, Debug)]
pub struct ForClient {
    /// The id of the client's row.
    pub id: i64,
    /// What it may do at most.
    pub scopes: Vec<Permission>,
}

impl StartSession {
    /// A session of the usual lifetime for somebody who will act themselves.
    pub fn of(subject: Subject) -> Self {
        StartSession {
            subject,
            password_stamp: None,
            user_agent: None,
            ip_address: None,
            lifetime: Lifetime::default(),
            client: None,
        }
    }
}

/// A session that has begun.
#[derive(Clone, Debug)]
pub struct Started {
    /// The session; access tokens name it by its public id.
    pub session: Model,
    /// Gives the next access token, once.
    pub refresh_token: Secret,
}

/// Starts a session.
///
/// # Errors
/// [`SessionError::NotAllowed`] when the subject is not there, not active, or erased.
pub async fn start(store: &Store, input: StartSession) -> Result<Started, SessionError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, input) = (unit_store.clone(), input.clone());
            async move { start_in(&store, &transaction, input).await }
        })
        .await
}

pub(crate) async fn start_in(
    store: &Store,
    transaction: &Transaction,
    input: StartSession,
) -> Result<Started, SessionError> {
    let holder = holder_in(transaction, input.subject).await?;
    let holder = holder.ok_or(SessionError::NotAllowed(input.subject))?;
    let stamp = input
        .password_stamp
        .clone()
        .unwrap_or_else(|| PasswordStamp::of(holder.password_hash.as_deref()));
    let (family, token) = (secret::random::<16>(), secret::random::<32>());
    let mut session = row(store, input, stamp);
    session.family_hash = secret::hash(&family);
    session.token_hash = secret::hash(&token);
    let mut row = ActiveModel::from(session.clone());
    row.id = ActiveValue::NotSet;
    session.id = Entity::insert(row).exec(transaction).await?.last_insert_id;
    let act = audit::Act::added(
        "sessions.start",
        format!("session {}", session.id),
        session.told(),
    );
    // Whoever signs in does it themselves; nobody was known before.
    audit::record_in(&store.acting_as(&holder.actor), transaction, act).await?;
    Ok(Started {
        session,
        refresh_token: token_of(&family, &token),
    })
}

/// The row without its id and the hashes of its token.
fn row(store: &Store, input: StartSession, stamp: PasswordStamp) -> Model {
    let now = store.now();
    let expires_at = now
        .checked_add_signed(input.lifetime.absolute)
        .unwrap_or(now);
    let idle_seconds = input.lifetime.idle_seconds();
    let (client_id, scopes) = match input.client {
        Some(client) => (Some(client.id), Some(scopes_to_text(&client.scopes))),
        None => (None, None),
    };
    Model {
        id: 0,
        public_id: secret::random::<16>(),
        user_id: input.subject.user_id(),
        customer_id: input.subject.customer_id(),
        oauth_client_id: client_id,
        scopes,
        password_stamp: stamp.into_string(),
        family_hash: String::new(),
        token_hash: String::new(),
        user_agent: input.user_agent.as_deref().and_then(kept),
        ip_address: input.ip_address.map(|address| address.to_string()),
        idle_seconds,
        created_at: now,
        refreshed_at: now,
        refresh_expires_at: refresh_expires_at(now, idle_seconds, expires_at),
        expires_at,
        ended_at: None,
        end_reason: None,
    }
}

/// What is kept of a user agent. It is nobody's input, so that nothing of it is refused: what may
/// not be kept is left out.
fn kept(user_agent: &str) -> Option<String> {
    let characters = user_agent.chars().filter(|c| !c.is_control());
    let text: String = characters.take(USER_AGENT_CHARACTERS).collect();
    let text = text.trim();
    (!text.is_empty() && !holds_card_number(text)).then(|| text.to_owned())
}

/// A refresh token: the part that stays, and the part that is good once.
pub(super) fn token_of(family: &str, token: &str) -> Secret {
    Secret::of(format!("{family}.{token}"))
}

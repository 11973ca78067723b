//! What whoever signs in is given.

use mercer_store::Store;
use mercer_store::secret::Secret;
use mercer_store::sessions::{Session, Started};
use schemars::JsonSchema;
use serde::Serialize;

use super::access_token::{Access, LIFETIME};
use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::Resource;
use crate::api::problem::Problem;

/// An access token, and how to get the next one.
#[derive(Serialize, JsonSchema)]
pub(in crate::api) struct Tokens {
    /// To be sent as `Authorization: Bearer ..`.
    pub(in crate::api) access_token: String,
    /// Always `Bearer`.
    pub(in crate::api) token_type: &'static str,
    /// For how many seconds the access token is good.
    pub(in crate::api) expires_in: i64,
    /// Gives the next pair, once. One that comes a second time ends the session.
    pub(in crate::api) refresh_token: String,
    /// The session, as `/v1/sessions` lists it.
    pub(in crate::api) session_id: i64,
}

impl Resource for Tokens {
    fn version(&self) -> Option<i64> {
        None
    }
}

impl Tokens {
    /// For a session that has just begun.
    pub(in crate::api) fn of(caller: &Caller, started: &Started) -> Answer<Self> {
        Tokens::with(caller, &started.session, &started.refresh_token)
    }

    /// For a session, with the refresh token that is good now.
    pub(in crate::api) fn with(
        caller: &Caller,
        session: &Session,
        refresh_token: &Secret,
    ) -> Answer<Self> {
        let store: &Store = caller.store();
        let subject = session
            .subject()
            .ok_or_else(|| Problem::internal("a session of nobody"))?;
        let access = Access::Session {
            subject,
            session: session.public_id.clone(),
        };
        Ok(Tokens {
            access_token: caller.authentication().token(access, store.now()),
            token_type: "Bearer",
            expires_in: LIFETIME.num_seconds(),
            refresh_token: refresh_token.reveal().to_owned(),
            session_id: session.id,
        })
    }
}

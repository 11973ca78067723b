//! Give a client the session for its code.

use std::net::IpAddr;

use mercer_database::Transaction;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter};

use super::entity::{Column, Entity, Model};
use crate::oauth_clients::{OauthClient, OauthClientError};
use crate::sessions::{
    EndReason, ForClient, Lifetime, PasswordStamp, StartSession, Started, Subject, end_in, start_in,
};
use crate::staff::scopes_of_text;
use crate::{Store, secret};

/// What a client presents.
#[derive(Clone, Debug)]
pub struct RedeemCode {
    /// The client, which has proved that it is the one:
    /// [`identify`](crate::oauth_clients::identify).
    pub client: OauthClient,
    /// The code.
    pub code: String,
    /// Where the code was sent to.
    pub redirect_uri: String,
    /// What its challenge was made of.
    pub code_verifier: String,
    /// How the client calls itself.
    pub user_agent: Option<String>,
    /// From which address.
    pub ip_address: Option<IpAddr>,
    /// For how long the session lasts.
    pub lifetime: Lifetime,
}

/// How a unit ended. What an error tells, the unit has already written.
enum Outcome {
    Started(Box<Started>),
    Wrong,
    Reused,
}

/// Redeems a code, once, for a session in which the client acts for whoever allowed it.
///
/// # Errors
/// [`OauthClientError::WrongCode`]; [`OauthClientError::CodeReused`] when it was redeemed before, or
/// is redeemed by somebody else at this moment: the session that it gave has ended then.
pub async fn redeem(store: &Store, input: RedeemCode) -> Result<Started, OauthClientError> {
    let unit_store = store.clone();
    let outcome = store
        .database()
        .write(move |transaction: Transaction| {
            let (store, input) = (unit_store.clone(), input.clone());
            async move { redeem_in(&store, &transaction, input).await }
        })
        .await?;
    match outcome {
        Outcome::Started(started) => Ok(*started),
        Outcome::Wrong => Err(OauthClientError::WrongCode),
        Outcome::Reused => Err(OauthClientError::CodeReused),
    }
}

async fn redeem_in(
    store: &Store,
    transaction: &Transaction,
    input: RedeemCode,
) -> Result<Outcome, OauthClientError> {
    let by_hash = || Entity::find().filter(Column::CodeHash.eq(secret::hash(&input.code)));
    let Some(code) = by_hash().one(transaction).await? else {
        return Ok(Outcome::Wrong);
    };
    let Some(subject) = Subject::of(code.user_id, code.customer_id) else {
        return Ok(Outcome::Wrong);
    };
    if code.oauth_client_id != input.client.id {
        return Ok(Outcome::Wrong);
    }
    if code.redeemed_at.is_none() && !fits(store, &code, &input) {
        return Ok(Outcome::Wrong);
    }
    // Of two who come at the same moment, the second one waits here for the first.
    if !claim(store, transaction, code.id).await? {
        let redeemed = by_hash().one(transaction).await?;
        if let Some(session_id) = redeemed.and_then(|code| code.session_id) {
            end_in(store, transaction, session_id, EndReason::CodeReused).await?;
        }
        return Ok(Outcome::Reused);
    }
    let session = StartSession {
        subject,
        password_stamp: Some(PasswordStamp::kept(code.password_stamp)),
        user_agent: input.user_agent,
        ip_address: input.ip_address,
        lifetime: input.lifetime,
        client: Some(ForClient {
            id: code.oauth_client_id,
            scopes: scopes_of_text(&code.scopes),
        }),
    };
    let started = start_in(store, transaction, session).await?;
    Entity::update_many()
        .col_expr(Column::SessionId, Expr::val(started.session.id))
        .filter(Column::Id.eq(code.id))
        .exec(transaction)
        .await?;
    Ok(Outcome::Started(Box::new(started)))
}

/// Whether the code is still good, and the client the one that asked for it.
fn fits(store: &Store, code: &Model, input: &RedeemCode) -> bool {
    let verifier = &input.code_verifier;
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    store.now() < code.expires_at
        && code.redirect_uri == input.redirect_uri
        && (43..=128).contains(&verifier.len())
        && verifier.bytes().all(is_letter)
        && secret::is_same(&secret::challenge(verifier), &code.code_challenge)
}

/// Takes the code, unless somebody has.
async fn claim(store: &Store, transaction: &Transaction, id: i64) -> Result<bool, DbErr> {
    let claimed = Entity::update_many()
        .col_expr(Column::RedeemedAt, Expr::val(store.now()))
        .filter(Column::Id.eq(id))
        .filter(Column::RedeemedAt.is_null())
        .exec(transaction)
        .await?;
    Ok(claimed.rows_affected > 0)
}

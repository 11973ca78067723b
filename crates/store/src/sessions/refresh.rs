//! Take a refresh token and give the next one.

use mercer_database::Transaction;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter};

use super::end::end_in;
use super::entity::{Column, EndReason, Entity};
use super::found::{Found, found_in};
use super::lifetime::refresh_expires_at;
use super::start::token_of;
use super::{Session, SessionError};
use crate::secret::Secret;
use crate::statement_text::StatementText;
use crate::{Principal, Store, secret};

static BY_FAMILY: StatementText = StatementText::new();

/// A session that goes on.
#[derive(Clone, Debug)]
pub struct Refreshed {
    /// The session.
    pub session: Session,
    /// Who holds it.
    pub principal: Principal,
    /// The next refresh token; the one that was presented is used up.
    pub refresh_token: Secret,
}

/// How a unit ended. What an error tells, the unit has already written.
enum Outcome {
    Refreshed(Box<Refreshed>),
    Unknown,
    Reused,
    Over,
}

/// Uses a refresh token, once, and gives the next one.
///
/// # Errors
/// [`SessionError::Reused`] when the token is one that was used before, or is used by somebody else
/// at this moment: the session has ended then. [`SessionError::Over`] when the session has expired
/// or was ended, or when its holder may not sign in any more; [`SessionError::UnknownToken`] when it
/// is no token of any session.
pub async fn refresh(store: &Store, token: &str) -> Result<Refreshed, SessionError> {
    let Some((family, current)) = token.split_once('.') else {
        return Err(SessionError::UnknownToken);
    };
    let (family, current) = (family.to_owned(), secret::hash(current));
    let unit_store = store.clone();
    let outcome = store
        .database()
        .write(move |transaction: Transaction| {
            let (store, family, current) = (unit_store.clone(), family.clone(), current.clone());
            async move { refresh_in(&store, &transaction, &family, &current).await }
        })
        .await?;
    match outcome {
        Outcome::Refreshed(refreshed) => Ok(*refreshed),
        Outcome::Unknown => Err(SessionError::UnknownToken),
        Outcome::Reused => Err(SessionError::Reused),
        Outcome::Over => Err(SessionError::Over),
    }
}

async fn refresh_in(
    store: &Store,
    transaction: &Transaction,
    family: &str,
    current: &str,
) -> Result<Outcome, SessionError> {
    let by_family = secret::hash(family);
    let found = found_in(transaction, &BY_FAMILY, "family_hash", &by_family).await?;
    let Some(found) = found else {
        return Ok(Outcome::Unknown);
    };
    if !found.is_open(store.now()) {
        return Ok(Outcome::Over);
    }
    let id = found.id;
    let next = secret::random::<32>();
    let is_current = secret::is_same(&found.token_hash, current);
    // Of two who come at the same moment, both find their token to be the current one: the row
    // that is changed no more tells the second.
    if !is_current || !rotate(store, transaction, &found, &next).await? {
        end_in(store, transaction, id, EndReason::TokenReused).await?;
        return Ok(Outcome::Reused);
    }
    let Some(principal) = found.holder() else {
        end_in(store, transaction, id, EndReason::NotAllowed).await?;
        return Ok(Outcome::Over);
    };
    let session = Entity::find_by_id(id).one(transaction).await?;
    let session = session.ok_or(SessionError::UnknownToken)?;
    Ok(Outcome::Refreshed(Box::new(Refreshed {
        session,
        principal,
        refresh_token: token_of(family, &next),
    })))
}

/// Puts the next token in the place of the one that was found, unless somebody has already.
async fn rotate(
    store: &Store,
    transaction: &Transaction,
    found: &Found,
    next: &str,
) -> Result<bool, DbErr> {
    let now = store.now();
    let until = refresh_expires_at(now, found.idle_seconds, found.expires_at);
    let rotated = Entity::update_many()
        .col_expr(Column::TokenHash, Expr::val(secret::hash(next)))
        .col_expr(Column::RefreshedAt, Expr::val(now))
        .col_expr(Column::RefreshExpiresAt, Expr::val(until))
        .filter(Column::Id.eq(found.id))
        .filter(Column::TokenHash.eq(found.token_hash.as_str()))
        .filter(Column::EndedAt.is_null())
        .exec(transaction)
        .await?;
    Ok(rotated.rows_affected > 0)
}

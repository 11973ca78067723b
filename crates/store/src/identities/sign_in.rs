//! Find out which account somebody means who has signed in at a provider.

use mercer_database::Transaction;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity::{Column, Entity};
use super::link::{find_in, link_in};
use super::{Claims, IdentityError};
use crate::Store;
use crate::sessions::{Subject, SubjectKind, holder_in, with_email_in};

/// Whom the provider's account belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedIn {
    /// Somebody who was linked to it before.
    Known(Subject),
    /// Somebody who was linked to it just now, by an e-mail address that the provider vouches for.
    Linked(Subject),
    /// No customer yet: the form to register with is next, then [`link`](super::link).
    NotRegistered,
}

/// Finds the account, and links it when the provider vouches for its e-mail address. What is
/// answered here gets a session by [`start`](crate::sessions::start).
///
/// # Errors
/// [`IdentityError::EmailNotVerified`], [`IdentityError::NotActive`], and for the staff
/// [`IdentityError::NoAccount`]: nobody joins it by signing in.
pub async fn sign_in(
    store: &Store,
    kind: SubjectKind,
    claims: Claims,
) -> Result<SignedIn, IdentityError> {
    claims.check()?;
    match attempt(store, kind, &claims).await {
        // Two first sign-ins at the same moment: the other one has linked it, so it is known now.
        Err(IdentityError::LinkedElsewhere) => attempt(store, kind, &claims).await,
        other => other,
    }
}

async fn attempt(
    store: &Store,
    kind: SubjectKind,
    claims: &Claims,
) -> Result<SignedIn, IdentityError> {
    let (unit_store, claims) = (store.clone(), claims.clone());
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, claims) = (unit_store.clone(), claims.clone());
            async move { sign_in_in(&store, &transaction, kind, &claims).await }
        })
        .await
}

async fn sign_in_in(
    store: &Store,
    transaction: &Transaction,
    kind: SubjectKind,
    claims: &Claims,
) -> Result<SignedIn, IdentityError> {
    let known = find_in(transaction, claims).await?;
    if let Some((identity, subject)) = known.and_then(|found| Some((found.id, found.subject()?))) {
        if subject.kind() != kind {
            return wrong_door(kind);
        }
        if holder_in(transaction, subject).await?.is_none() {
            return Err(IdentityError::NotActive);
        }
        note(store, transaction, identity).await?;
        return Ok(SignedIn::Known(subject));
    }
    let account = with_email_in(transaction, kind, claims.email.as_deref()).await?;
    match account {
        None if kind == SubjectKind::User => Err(IdentityError::NoAccount),
        None => Ok(SignedIn::NotRegistered),
        Some(_) if !claims.email_verified => Err(IdentityError::EmailNotVerified),
        Some(subject) => {
            let holder = holder_in(transaction, subject).await?;
            let holder = holder.ok_or(IdentityError::NotActive)?;
            // Whoever signs in does it themselves; nobody was known before.
            let store = store.acting_as(&holder.actor);
            let identity = link_in(&store, transaction, subject, claims).await?;
            note(&store, transaction, identity.id).await?;
            Ok(SignedIn::Linked(subject))
        }
    }
}

/// Somebody whose identity is that of an account of the other kind.
fn wrong_door(kind: SubjectKind) -> Result<SignedIn, IdentityError> {
    match kind {
        SubjectKind::User => Err(IdentityError::NoAccount),
        SubjectKind::Customer => Err(IdentityError::LinkedElsewhere),
    }
}

async fn note(
    store: &Store,
    transaction: &Transaction,
    identity_id: i64,
) -> Result<(), IdentityError> {
    Entity::update_many()
        .col_expr(Column::LastSignInAt, Expr::val(store.now()))
        .filter(Column::Id.eq(identity_id))
        .exec(transaction)
        .await?;
    Ok(())
}

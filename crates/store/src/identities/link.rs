//! Link an account at a provider to one here.

use mercer_database::{Error, Transaction};
use sea_orm::{ActiveValue, ColumnTrait, DbErr, EntityTrait, QueryFilter};

use super::entity::{ActiveModel, Column, Entity, Model};
use super::{Claims, IdentityError};
use crate::sessions::{Subject, holder_in};
use crate::{Store, audit};

/// Links it to the account of somebody who is signed in, whatever e-mail address the provider
/// tells. Linked to them already, nothing changes.
///
/// # Errors
/// [`IdentityError::LinkedElsewhere`] when it is linked to another account.
pub async fn link(store: &Store, subject: Subject, claims: Claims) -> Result<Model, IdentityError> {
    claims.check()?;
    let (unit_store, unit_claims) = (store.clone(), claims.clone());
    let linked = store
        .database()
        .write(move |transaction: Transaction| {
            let (store, claims) = (unit_store.clone(), unit_claims.clone());
            async move {
                if holder_in(&transaction, subject).await?.is_none() {
                    return Err(IdentityError::NotActive);
                }
                link_in(&store, &transaction, subject, &claims).await
            }
        })
        .await;
    match linked {
        Err(IdentityError::LinkedElsewhere) => match find(store, claims).await? {
            Some(known) if known.subject() == Some(subject) => Ok(known),
            _ => Err(IdentityError::LinkedElsewhere),
        },
        other => other,
    }
}

/// Writes the link.
pub(super) async fn link_in(
    store: &Store,
    transaction: &Transaction,
    subject: Subject,
    claims: &Claims,
) -> Result<Model, IdentityError> {
    let mut identity = Model {
        id: 0,
        issuer: claims.issuer.clone(),
        external_id: claims.subject.clone(),
        user_id: subject.user_id(),
        customer_id: subject.customer_id(),
        created_at: store.now(),
        last_sign_in_at: None,
    };
    let mut row = ActiveModel::from(identity.clone());
    row.id = ActiveValue::NotSet;
    identity.id = Entity::insert(row).exec(transaction).await?.last_insert_id;
    let act = audit::Act::added("identities.link", subject.to_string(), told(&identity));
    audit::record_in(store, transaction, act).await?;
    Ok(identity)
}

/// What the audit log tells of it: with which provider, not as whom.
pub(super) fn told(identity: &Model) -> serde_json::Value {
    serde_json::json!({ "issuer": identity.issuer })
}

/// The identity of the claims, if it is linked.
pub(super) async fn find_in(
    transaction: &Transaction,
    claims: &Claims,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::Issuer.eq(claims.issuer.as_str()))
        .filter(Column::ExternalId.eq(claims.subject.as_str()))
        .one(transaction)
        .await
}

async fn find(store: &Store, claims: Claims) -> Result<Option<Model>, IdentityError> {
    let found: Result<Option<Model>, Error> = store
        .database()
        .read(move |transaction: Transaction| {
            let claims = claims.clone();
            async move { Ok(find_in(&transaction, &claims).await?) }
        })
        .await;
    Ok(found?)
}

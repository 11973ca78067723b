//! Sign somebody out.

use mercer_database::Transaction;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::entity::{Column, EndReason, Entity, Model};
use super::{SessionError, Subject};
use crate::{Store, audit};

/// Ends the session with this public id; whether there was anything to end.
pub async fn end(store: &Store, public_id: &str) -> Result<bool, SessionError> {
    let (public_id, unit_store) = (public_id.to_owned(), store.clone());
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, public_id) = (unit_store.clone(), public_id.clone());
            async move {
                let find = Entity::find().filter(Column::PublicId.eq(public_id.as_str()));
                match find.one(&transaction).await? {
                    Some(session) => {
                        Ok(end_in(&store, &transaction, session.id, EndReason::SignedOut).await?)
                    }
                    None => Ok(false),
                }
            }
        })
        .await
}

/// Ends one of the sessions that [`list_of`](super::list_of) lists; whether there was anything to
/// end.
///
/// # Errors
/// [`SessionError::NotFound`] when the subject has no such session, whoever else may have it.
pub async fn end_one_of(store: &Store, subject: Subject, id: i64) -> Result<bool, SessionError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move {
                let session = Entity::find_by_id(id)
                    .filter(subject.is_in(Column::UserId, Column::CustomerId))
                    .one(&transaction)
                    .await?;
                let session = session.ok_or(SessionError::NotFound(id))?;
                Ok(end_in(&store, &transaction, session.id, EndReason::SignedOut).await?)
            }
        })
        .await
}

/// Ends all sessions of somebody; returns how many there were to end.
pub async fn end_all_of(store: &Store, subject: Subject) -> Result<u64, SessionError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move {
                let open = Entity::find()
                    .filter(subject.is_in(Column::UserId, Column::CustomerId))
                    .filter(Column::EndedAt.is_null())
                    .filter(Column::RefreshExpiresAt.gt(store.now()))
                    .order_by_asc(Column::Id)
                    .lock_exclusive()
                    .all(&transaction)
                    .await?;
                let mut ended = 0;
                for session in open {
                    let reason = EndReason::AllEnded;
                    ended += u64::from(end_in(&store, &transaction, session.id, reason).await?);
                }
                Ok(ended)
            }
        })
        .await
}

/// Ends a session, unless it has been; whether it was this that ended it.
pub(crate) async fn end_in(
    store: &Store,
    transaction: &Transaction,
    id: i64,
    reason: EndReason,
) -> Result<bool, DbErr> {
    let ended = Entity::update_many()
        .col_expr(Column::EndedAt, Expr::val(store.now()))
        .col_expr(Column::EndReason, Expr::val(reason))
        .filter(Column::Id.eq(id))
        .filter(Column::EndedAt.is_null())
        .exec(transaction)
        .await?;
    if ended.rows_affected == 0 {
        return Ok(false);
    }
    let session: Option<Model> = Entity::find_by_id(id).one(transaction).await?;
    let mut told = session.map_or(serde_json::Value::Null, |session| session.told());
    if told.is_object() {
        told["reason"] = reason.as_str().into();
    }
    let act = audit::Act::removed("sessions.end", format!("session {id}"), told);
    audit::record_in(store, transaction, act).await?;
    Ok(true)
}

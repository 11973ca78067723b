//! Set another password by a token.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::PasswordResetError;
use super::entity::{Column, Entity};
use crate::password::{self, Password};
use crate::sessions::{Subject, holder_in};
use crate::{Store, customers, secret, staff};

/// Sets the password of whoever the token was sent to. It is good for nothing any more then, and
/// neither is any session of theirs.
///
/// # Errors
/// [`PasswordResetError::WrongToken`] alike when there is no such token, when it was used or
/// replaced by a newer one, when it has expired, and when the account is not active any more.
pub async fn redeem(
    store: &Store,
    token: &str,
    new: Password,
) -> Result<Subject, PasswordResetError> {
    let token_hash = secret::hash(token);
    // Hashing is dear: it is done only for who has a token.
    if !is_good(store, token_hash.clone()).await? {
        return Err(PasswordResetError::WrongToken);
    }
    let hash = password::hash(store, new).await?;
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, token_hash) = (unit_store.clone(), token_hash.clone());
            let hash = hash.clone();
            async move { redeem_in(&store, &transaction, &token_hash, hash).await }
        })
        .await
}

async fn is_good(store: &Store, token_hash: String) -> Result<bool, PasswordResetError> {
    let now = store.now();
    store
        .database()
        .read(move |transaction: Transaction| {
            let find = Entity::find().filter(good(&token_hash, now));
            async move { Ok(find.one(&transaction).await?.is_some()) }
        })
        .await
}

fn good(token_hash: &str, now: DateTime<Utc>) -> sea_orm::Condition {
    sea_orm::Condition::all()
        .add(Column::TokenHash.eq(token_hash))
        .add(Column::EndedAt.is_null())
        .add(Column::ExpiresAt.gt(now))
}

async fn redeem_in(
    store: &Store,
    transaction: &Transaction,
    token_hash: &str,
    hash: String,
) -> Result<Subject, PasswordResetError> {
    let now = store.now();
    // Of two who come at the same moment, one changes the row.
    let used = Entity::update_many()
        .col_expr(Column::EndedAt, Expr::val(now))
        .filter(good(token_hash, now))
        .exec(transaction)
        .await?;
    if used.rows_affected == 0 {
        return Err(PasswordResetError::WrongToken);
    }
    let request = Entity::find()
        .filter(Column::TokenHash.eq(token_hash))
        .one(transaction)
        .await?;
    let subject = request.and_then(|request| Subject::of(request.user_id, request.customer_id));
    let subject = subject.ok_or(PasswordResetError::WrongToken)?;
    let holder = holder_in(transaction, subject).await?;
    let holder = holder.ok_or(PasswordResetError::WrongToken)?;
    // Whoever has the token does it themselves; nobody was known before.
    let store = store.acting_as(&holder.actor);
    match subject {
        Subject::User(id) => staff::reset_password_in(&store, transaction, id, hash).await?,
        Subject::Customer(id) => {
            customers::reset_password_in(&store, transaction, id, hash).await?;
        }
    }
    Ok(subject)
}

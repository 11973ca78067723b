//! Ask for another password.

use chrono::{DateTime, TimeDelta, Utc};
use mercer_database::Transaction;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue, ColumnTrait, DbErr, EntityTrait, QueryFilter};

use super::PasswordResetError;
use super::entity::{ActiveModel, Column, Entity};
use crate::email::Email;
use crate::secret::Secret;
use crate::sessions::{Subject, SubjectKind, with_email_in};
use crate::{Store, secret};

/// For how long a token is good.
const LIFETIME: TimeDelta = TimeDelta::hours(1);

/// In the place of the id of somebody who is not there.
const NOBODY: i64 = 0;

/// What is to be sent to somebody.
#[derive(Clone, Debug)]
pub struct Reset {
    /// Sets another password, once, within an hour.
    pub token: Secret,
    /// Whose.
    pub subject: Subject,
    /// Where it is to be sent: the address as the account has it, not as somebody wrote it.
    pub email: String,
}

/// A token for the account of this kind with this e-mail address; earlier ones are good no more.
/// `None`, after the same work, when no active account has it: whoever asks is told the same.
pub async fn request(
    store: &Store,
    kind: SubjectKind,
    email: Email,
) -> Result<Option<Reset>, PasswordResetError> {
    let email = email.into_string();
    let (token, now) = (secret::random::<32>(), store.now());
    let (token_hash, unit_email) = (secret::hash(&token), email.clone());
    let subject = store
        .database()
        .write(move |transaction: Transaction| {
            let (token_hash, email) = (token_hash.clone(), unit_email.clone());
            async move {
                let subject = with_email_in(&transaction, kind, Some(&email)).await?;
                replace_in(&transaction, subject, token_hash, now).await?;
                Ok::<_, PasswordResetError>(subject)
            }
        })
        .await?;
    Ok(subject.map(|subject| Reset {
        token: Secret::of(token),
        subject,
        email,
    }))
}

/// Ends the requests that are open and writes the new one.
async fn replace_in(
    transaction: &Transaction,
    subject: Option<Subject>,
    token_hash: String,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let theirs = subject.unwrap_or(Subject::Customer(NOBODY));
    Entity::update_many()
        .col_expr(Column::EndedAt, Expr::val(now))
        .filter(theirs.is_in(Column::UserId, Column::CustomerId))
        .filter(Column::EndedAt.is_null())
        .exec(transaction)
        .await?;
    let request = ActiveModel {
        id: ActiveValue::NotSet,
        token_hash: ActiveValue::Set(token_hash),
        user_id: ActiveValue::Set(subject.and_then(Subject::user_id)),
        customer_id: ActiveValue::Set(subject.and_then(Subject::customer_id)),
        created_at: ActiveValue::Set(now),
        expires_at: ActiveValue::Set(now + LIFETIME),
        ended_at: ActiveValue::Set(None),
    };
    Entity::insert(request).exec(transaction).await.map(drop)
}

//! Find out which program presents a key.

use chrono::{DateTime, TimeDelta, Utc};
use mercer_database::{Row, Transaction};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::ApiKeyError;
use super::create::PREFIX;
use super::entity::{Column, Entity};
use crate::principal::Credential;
use crate::staff::scopes_of_text;
use crate::statement_text::StatementText;
use crate::{Principal, Store, secret};

static BY_PUBLIC_ID: StatementText = StatementText::new();

/// How often it is noted that a key is used.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

/// The program whose key this is; [`Principal::Anonymous`] when it is no key, another secret, or a
/// key that has expired or was revoked.
///
/// One statement, and at most once a minute a second one, which notes the use and never fails the
/// request.
pub async fn authenticate(store: &Store, key: &str) -> Result<Principal, ApiKeyError> {
    let mut parts = key.splitn(3, '_');
    let (Some(PREFIX), Some(public_id), Some(secret)) = (parts.next(), parts.next(), parts.next())
    else {
        return Ok(Principal::Anonymous);
    };
    let Some(found) = find(store, public_id).await? else {
        return Ok(Principal::Anonymous);
    };
    let now = store.now();
    let is_good = found.revoked_at.is_none() && found.expires_at.is_none_or(|until| now < until);
    if !secret::is_same(&secret::hash(secret), &found.secret_hash) || !is_good {
        return Ok(Principal::Anonymous);
    }
    if found.last_used_at.is_none_or(|at| now - at >= NOTED_EVERY)
        && let Err(error) = note_use(store, found.id).await
    {
        tracing::warn!(key = found.id, %error, "the use of an API key could not be noted");
    }
    Ok(Principal::Machine {
        by: Credential::ApiKey(found.id),
        name: found.name,
        scopes: scopes_of_text(&found.scopes),
    })
}

struct Found {
    id: i64,
    name: String,
    secret_hash: String,
    scopes: String,
    expires_at: Option<DateTime<Utc>>,
    last_used_at: Option<DateTime<Utc>>,
    revoked_at: Option<DateTime<Utc>>,
}

async fn find(store: &Store, public_id: &str) -> Result<Option<Found>, ApiKeyError> {
    let public_id = public_id.to_owned();
    store
        .database()
        .read(move |transaction: Transaction| {
            let value = public_id.as_str().into();
            async move {
                let backend = transaction.get_database_backend();
                let statement = BY_PUBLIC_ID.with(backend, 1, vec![value], |values| {
                    let select = Query::select()
                        .columns([
                            Column::Id,
                            Column::Name,
                            Column::SecretHash,
                            Column::Scopes,
                            Column::ExpiresAt,
                            Column::LastUsedAt,
                            Column::RevokedAt,
                        ])
                        .from(Entity)
                        .and_where(Expr::col(Column::PublicId).eq(values[0].clone()))
                        .to_owned();
                    backend.build(&select)
                });
                let row = transaction.rows(statement).await?.pop();
                Ok(row.map(read).transpose()?)
            }
        })
        .await
}

fn read(mut row: Row) -> Result<Found, DbErr> {
    Ok(Found {
        id: row.take()?,
        name: row.take()?,
        secret_hash: row.take()?,
        scopes: row.take()?,
        expires_at: row.take_optional()?,
        last_used_at: row.take_optional()?,
        revoked_at: row.take_optional()?,
    })
}

/// Notes the use, unless somebody has within the minute.
async fn note_use(store: &Store, id: i64) -> Result<(), ApiKeyError> {
    let now = store.now();
    store
        .database()
        .write(move |transaction: Transaction| async move {
            let is_due = Column::LastUsedAt
                .is_null()
                .or(Column::LastUsedAt.lte(now - NOTED_EVERY));
            Entity::update_many()
                .col_expr(Column::LastUsedAt, Expr::val(now))
                .filter(Column::Id.eq(id))
                .filter(is_due)
                .exec(&transaction)
                .await?;
            Ok(())
        })
        .await
}

//! Count an attempt.

use chrono::{DateTime, TimeDelta, Utc};
use mercer_database::Transaction;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, OnConflict, Query, SimpleExpr};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait};

use super::entity::{Column, Entity, Model};
use super::{Kind, ThrottleError};
use crate::{Store, secret};

/// Counts an attempt by or from `key`, such as an e-mail address or the address of a computer, in
/// upper or lower case. Attempts that are refused are counted too, and do not lengthen the window.
///
/// # Errors
/// [`ThrottleError::TooMany`] from the first attempt on that is one too many, until the window ends.
pub async fn count(store: &Store, kind: Kind, key: &str) -> Result<(), ThrottleError> {
    let (key_hash, now) = (hash(kind, key), store.now());
    let unit_hash = key_hash.clone();
    let counted: Option<Model> = store
        .database()
        .write(move |transaction: Transaction| {
            let key_hash = unit_hash.clone();
            async move {
                count_in(&transaction, kind, &key_hash, now).await?;
                let id = (kind.as_str().to_owned(), key_hash);
                Ok::<_, ThrottleError>(Entity::find_by_id(id).one(&transaction).await?)
            }
        })
        .await?;
    match counted {
        Some(row) if row.attempts > kind.limit().attempts => {
            let left = (row.ends_at - now).num_milliseconds();
            let seconds = (Ord::max(left, 1) + 999) / 1_000;
            Err(ThrottleError::TooMany {
                kind,
                retry_after: TimeDelta::seconds(seconds),
            })
        }
        _ => Ok(()),
    }
}

/// One statement: of many at the same moment, each counts what the one before has left.
async fn count_in(
    transaction: &Transaction,
    kind: Kind,
    key_hash: &str,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let ends_at = now + kind.limit().window();
    let otherwise = |begin: SimpleExpr, go_on: SimpleExpr| -> SimpleExpr {
        let is_over = Column::EndsAt.into_expr().lte(now);
        CaseStatement::new()
            .case(is_over, begin)
            .finally(go_on)
            .into()
    };
    let attempts = Column::Attempts.into_expr();
    // In this order: MySQL gives the second one the value that the first has set.
    let conflict = OnConflict::columns([Column::Kind, Column::KeyHash])
        .value(
            Column::Attempts,
            otherwise(Expr::val(1_i64), attempts.add(1_i64)),
        )
        .value(
            Column::EndsAt,
            otherwise(Expr::val(ends_at), Column::EndsAt.into_expr()),
        )
        .to_owned();
    let insert = Query::insert()
        .into_table(Entity)
        .columns([
            Column::Kind,
            Column::KeyHash,
            Column::Attempts,
            Column::EndsAt,
        ])
        .values_panic([
            kind.as_str().into(),
            key_hash.into(),
            1_i64.into(),
            ends_at.into(),
        ])
        .on_conflict(conflict)
        .to_owned();
    let backend = transaction.get_database_backend();
    transaction
        .execute_raw(backend.build(&insert))
        .await
        .map(drop)
}

/// What is kept of a key.
pub(super) fn hash(kind: Kind, key: &str) -> String {
    let key = key.trim().to_lowercase();
    secret::hash(&format!("{kind} {key}"))
}

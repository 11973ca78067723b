//! Change one row if it is still the version that the caller read.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::sea_query::{Expr, ExprTrait, LockType};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, EntityTrait, QueryFilter, QuerySelect};

/// How an edit ended.
pub(crate) enum Edited<M> {
    /// The row as it is now.
    Done(M),
    /// There is no such row.
    Missing,
    /// Somebody else changed the row first.
    Stale {
        /// Its version.
        current: i64,
    },
}

/// A row before and after an edit.
pub(crate) struct Change<M> {
    pub(crate) before: M,
    pub(crate) after: M,
}

/// Versions of a row, for the error of an edit that came too late.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "it was changed meanwhile: version {expected} was expected, it is at {current}; read it again"
)]
pub struct VersionConflict {
    /// What the caller had read.
    pub expected: i64,
    /// What it is.
    pub current: i64,
}

/// Refuses when a row, which the caller has locked, is not the version that was expected.
pub(crate) fn refuse_stale(expected: Option<i64>, current: i64) -> Result<(), VersionConflict> {
    match expected {
        Some(expected) if expected != current => Err(VersionConflict { expected, current }),
        _ => Ok(()),
    }
}

/// Writes the set columns, counts the version and stamps the time, in one guarded statement.
///
/// The entity has to have the columns `id`, `version` and `updated_at`.
pub(crate) async fn edit_in<E>(
    transaction: &Transaction,
    id: i64,
    expected: Option<i64>,
    changes: E::ActiveModel,
    now: DateTime<Utc>,
) -> Result<Edited<E::Model>, DbErr>
where
    E: EntityTrait,
{
    let is_ours = || Expr::col("id").eq(id);
    let mut update = E::update_many()
        .set(changes)
        .col_expr("version", Expr::col("version").add(1_i64))
        .col_expr("updated_at", Expr::val(now))
        .filter(is_ours());
    if let Some(version) = expected {
        update = update.filter(Expr::col("version").eq(version));
    }
    let find = E::find().filter(is_ours());
    if update.exec(transaction).await?.rows_affected > 0 {
        let row = find.one(transaction).await?;
        return Ok(row.map_or(Edited::Missing, Edited::Done));
    }
    let current: Option<i64> = find
        .select_only()
        .expr(Expr::col("version"))
        .into_tuple()
        .one(transaction)
        .await?;
    Ok(current.map_or(Edited::Missing, |current| Edited::Stale { current }))
}

/// The same as [`edit_in`], and tells what the row was before.
pub(crate) async fn change_in<E>(
    transaction: &Transaction,
    id: i64,
    expected: Option<i64>,
    changes: E::ActiveModel,
    now: DateTime<Utc>,
) -> Result<Edited<Change<E::Model>>, DbErr>
where
    E: EntityTrait,
{
    // Locked, so that nobody edits it between this and the edit. Whoever only refers to the row
    // need not wait for that.
    let lock = match transaction.get_database_backend() {
        DbBackend::Postgres => LockType::NoKeyUpdate,
        _ => LockType::Update,
    };
    let before = E::find()
        .filter(Expr::col("id").eq(id))
        .lock(lock)
        .one(transaction)
        .await?;
    let Some(before) = before else {
        return Ok(Edited::Missing);
    };
    Ok(
        match edit_in::<E>(transaction, id, expected, changes, now).await? {
            Edited::Done(after) => Edited::Done(Change { before, after }),
            Edited::Missing => Edited::Missing,
            Edited::Stale { current } => Edited::Stale { current },
        },
    )
}

impl<M> Edited<M> {
    /// The row, or the noun's errors for the two other ends.
    pub(crate) fn into_result<E>(
        self,
        expected: Option<i64>,
        missing: impl FnOnce() -> E,
    ) -> Result<M, E>
    where
        E: From<VersionConflict>,
    {
        match self {
            Edited::Done(row) => Ok(row),
            Edited::Missing => Err(missing()),
            Edited::Stale { current } => Err(E::from(VersionConflict {
                // Without an expected version no row is ever stale.
                expected: expected.unwrap_or(current),
                current,
            })),
        }
    }
}

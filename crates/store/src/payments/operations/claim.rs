//! Take up operations that were left open.

use chrono::{DateTime, TimeDelta, Utc};
use mercer_database::{Error, Transaction};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::begin::LEASE_SECONDS;
use super::entity::{Column, Entity};
use super::{OperationState, Task};
use crate::Store;
use crate::payments::entity as payment;

/// Ids of operations whose time has come, after this id, in order.
pub(in crate::payments) async fn due(
    store: &Store,
    now: DateTime<Utc>,
    after: i64,
    most: u64,
) -> Result<Vec<i64>, Error> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let due = Entity::find()
                .filter(Column::NextAttemptAt.lte(now))
                .filter(Column::Id.gt(after))
                .order_by_asc(Column::Id)
                .limit(most)
                .all(&transaction)
                .await?;
            Ok(due.into_iter().map(|operation| operation.id).collect())
        })
        .await
}

/// Claims the operation, if nobody else has since: of two who try, one gets it.
pub(in crate::payments) async fn claim(
    store: &Store,
    id: i64,
    now: DateTime<Utc>,
) -> Result<Option<Task>, Error> {
    store
        .database()
        .write(move |transaction: Transaction| async move {
            let until = now + TimeDelta::seconds(LEASE_SECONDS);
            let claimed = Entity::update_many()
                .col_expr(Column::NextAttemptAt, Expr::val(until))
                .col_expr(Column::Attempts, Column::Attempts.into_expr().add(1_i64))
                .filter(Column::Id.eq(id))
                .filter(Column::Status.is_in([OperationState::Open, OperationState::Unknown]))
                .filter(Column::NextAttemptAt.lte(now))
                .exec(&transaction)
                .await?;
            if claimed.rows_affected == 0 {
                return Ok(None);
            }
            let Some(operation) = Entity::find_by_id(id).one(&transaction).await? else {
                return Ok(None);
            };
            let payment = payment::Entity::find_by_id(operation.payment_id);
            let payment = payment.one(&transaction).await?;
            Ok(payment.map(|payment| Task { payment, operation }))
        })
        .await
}

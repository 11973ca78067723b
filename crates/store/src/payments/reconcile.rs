//! Settle what was left open between the store and its providers.

use chrono::{DateTime, TimeDelta, Utc};
use mercer_database::{Error, Transaction};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};

use super::entity::{Column, Entity};
use super::operations::{OperationKind, carry_out, claim, entity as operation};
use super::{PaymentError, PaymentKind, PaymentState, void};
use crate::Store;
use crate::orders::{OrderStatus, PaymentStatus, entity as order};

/// Operations looked for at once.
const AT_ONCE: u64 = 100;

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Reconciled {
    /// Requests that had no answer and were made again.
    pub asked: u64,
    /// How many of these have one now.
    pub settled: u64,
    /// Promises to cancelled orders that were given up.
    pub voided: u64,
    /// What could not be done, because of the database; the log says why.
    pub failed: u64,
}

/// Asks providers again, with the same idempotency keys, for what they were asked before `now`
/// without an answer that was written, and writes the answers; then gives up what is promised to
/// cancelled orders. Any number of processes may do this at once: each operation is claimed by one.
///
/// Transfers that a cancelled order waits for stay, for the money may be on its way: staff confirm
/// or void them.
pub async fn reconcile(store: &Store, now: DateTime<Utc>) -> Result<Reconciled, PaymentError> {
    let mut done = Reconciled::default();
    let mut after = 0;
    loop {
        let due = claim::due(store, now, after, AT_ONCE).await?;
        let Some(&last) = due.last() else { break };
        for id in due {
            settle(store, id, now, &mut done).await;
        }
        after = last;
    }
    for id in given_up(store, now).await? {
        match void(store, id, None).await {
            Ok(payment) if payment.pledged() == 0 => done.voided += 1,
            // Somebody else was faster, or deleted the order, or the provider needs time.
            Ok(_)
            | Err(
                PaymentError::UnderWay { .. }
                | PaymentError::WrongState { .. }
                | PaymentError::NotFound(_)
                | PaymentError::OperationGone(_),
            ) => {}
            Err(error) => failed(&mut done, id, &error),
        }
    }
    Ok(done)
}

async fn settle(store: &Store, id: i64, now: DateTime<Utc>, done: &mut Reconciled) {
    let task = match claim::claim(store, id, now).await {
        Ok(Some(task)) => task,
        Ok(None) => return,
        Err(error) => return failed(done, id, &error.into()),
    };
    done.asked += 1;
    match carry_out(store, task).await {
        Ok(state) => done.settled += u64::from(state.is_finished()),
        // Its order was deleted meanwhile. The log tells what the provider said; nobody asks again.
        Err(PaymentError::OperationGone(_)) => {}
        Err(error) => failed(done, id, &error),
    }
}

fn failed(done: &mut Reconciled, id: i64, error: &PaymentError) {
    done.failed += 1;
    tracing::warn!(id, %error, "a payment could not be reconciled; it is tried again");
}

/// Payments that still promise money to cancelled orders, and that were not tried within the hour
/// before `now`.
///
/// It is looked for every few seconds, so neither half may walk through all payments or orders.
async fn given_up(store: &Store, now: DateTime<Utc>) -> Result<Vec<i64>, Error> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let mut found = untouched(now).all(&transaction).await?;
            found.extend(captured_in_part(now).all(&transaction).await?);
            let promises = found.into_iter().filter(|payment| is_open(payment.status));
            let mut ids: Vec<i64> = promises.map(|payment| payment.id).collect();
            ids.sort_unstable();
            Ok(ids)
        })
        .await
}

fn is_open(status: PaymentState) -> bool {
    use PaymentState::{Authorised, Captured, PartiallyRefunded, Pending, Refunded};
    matches!(
        status,
        Pending | Authorised | Captured | PartiallyRefunded | Refunded
    )
}

/// Of which nothing was taken yet: in a shop there are few of them at any time.
fn untouched(now: DateTime<Utc>) -> Select<Entity> {
    let its_order = Query::select()
        .expr(Expr::val(1))
        .from(order::Entity)
        .and_where(Expr::col((order::Entity, order::Column::Id)).equals((Entity, Column::OrderId)))
        .cond_where(is_cancelled())
        .to_owned();
    promises(now)
        .filter(Column::Status.is_in([PaymentState::Pending, PaymentState::Authorised]))
        .filter(Expr::exists(its_order))
}

/// Of which a part was taken: money that a cancelled order received was given back, or is due.
fn captured_in_part(now: DateTime<Utc>) -> Select<Entity> {
    let given_back = [PaymentStatus::Refunded, PaymentStatus::RefundDue];
    let orders = Query::select()
        .column(order::Column::Id)
        .from(order::Entity)
        .and_where(order::Column::PaymentStatus.is_in(given_back))
        .cond_where(is_cancelled())
        .to_owned();
    promises(now)
        .filter(Column::Captured.gt(0))
        .filter(Column::OrderId.in_subquery(orders))
}

fn is_cancelled() -> Condition {
    Condition::all()
        .add(order::Column::Status.eq(OrderStatus::Cancelled.as_str()))
        .add(order::Column::Pledged.gt(0))
}

fn promises(now: DateTime<Utc>) -> Select<Entity> {
    let tried = Query::select()
        .expr(Expr::val(1))
        .from(operation::Entity)
        .and_where(
            Expr::col((operation::Entity, operation::Column::PaymentId))
                .equals((Entity, Column::Id)),
        )
        .and_where(operation::Column::Kind.eq(OperationKind::Void.as_str()))
        .and_where(operation::Column::CreatedAt.gt(now - TimeDelta::hours(1)))
        .to_owned();
    let rest = Column::Captured.into_expr().add(Column::Voided.into_expr());
    Entity::find()
        .filter(Column::Amount.into_expr().gt(rest))
        .filter(Column::Kind.ne(PaymentKind::BankTransfer.as_str()))
        .filter(Expr::exists(tried).not())
}

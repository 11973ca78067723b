//! Write a provider's answer: once, whoever comes with it, and together with what it changes.

use chrono::{DateTime, TimeDelta, Utc};
use mercer_database::Transaction;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter,
};

use super::entity::Entity;
use super::outcome::{self, Outcome};
use super::{OperationKind, OperationState, PaymentOperation, Task, results};
use crate::Store;
use crate::orders::{Order, Settlement, settle_in};
use crate::payments::gateway::{Answer, GatewayFailure};
use crate::payments::history::{Happened, happened_in};
use crate::payments::{EventKind, Payment, PaymentError, entity as payment, event, locked};

/// The longest pause between two tries, seconds.
const LONGEST_PAUSE_SECONDS: i64 = 3_600;

/// What was written.
pub(super) struct Finished {
    /// The state of the operation.
    pub(super) state: OperationState,
    /// What is to be asked next; written and claimed already.
    pub(super) next: Option<Task>,
}

/// Writes the answer. If somebody else has written one already, that one holds and nothing
/// changes.
pub(super) async fn finish(
    store: &Store,
    operation_id: i64,
    answer: Result<Answer, GatewayFailure>,
) -> Result<Finished, PaymentError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, answer) = (unit_store.clone(), answer.clone());
            async move { finish_in(&store, &transaction, operation_id, answer).await }
        })
        .await
}

async fn finish_in(
    store: &Store,
    transaction: &Transaction,
    operation_id: i64,
    answer: Result<Answer, GatewayFailure>,
) -> Result<Finished, PaymentError> {
    let gone = || PaymentError::OperationGone(operation_id);
    let operation = Entity::find_by_id(operation_id).one(transaction).await?;
    let payment_id = operation.ok_or_else(gone)?.payment_id;
    let (order, payment) = locked::payment_in(transaction, payment_id, None).await?;
    // Nobody changes it while the payment is locked.
    let operation = Entity::find_by_id(operation_id).one(transaction).await?;
    let operation = operation.ok_or_else(gone)?;
    if operation.status.is_finished() {
        return Ok(Finished {
            state: operation.status,
            next: None,
        });
    }
    let mut outcome = outcome::of(&payment, &operation, answer);
    if is_replayed(transaction, &payment, &outcome).await? {
        outcome = Outcome::Refused {
            code: "replayed".to_owned(),
            reason: "the provider names something that is booked already".to_owned(),
        };
    }
    let mut case = Case {
        store,
        transaction,
        before: payment.clone(),
        order,
        payment,
        operation,
    };
    let next = results::write_in(&mut case, outcome).await?;
    Ok(Finished {
        state: case.operation.status,
        next,
    })
}

/// Whether another payment or event of the provider has the id already.
async fn is_replayed(
    transaction: &Transaction,
    payment: &Payment,
    outcome: &Outcome,
) -> Result<bool, DbErr> {
    let (reference, event_id) = match outcome {
        Outcome::Done {
            reference,
            event_id,
        } => (reference, Some(event_id)),
        Outcome::Waiting { reference, .. } => (reference, None),
        _ => return Ok(false),
    };
    let others = payment::Entity::find()
        .filter(payment::Column::Provider.eq(&payment.provider))
        .filter(payment::Column::ProviderReference.eq(reference))
        .filter(payment::Column::Id.ne(payment.id))
        .count(transaction)
        .await?;
    let Some(event_id) = event_id else {
        return Ok(others > 0);
    };
    let is_event = Condition::all()
        .add(event::Column::Provider.eq(&payment.provider))
        .add(event::Column::ProviderEventId.eq(event_id));
    let events = event::Entity::find()
        .filter(is_event)
        .count(transaction)
        .await?;
    Ok(others + events > 0)
}

/// An operation whose answer is being written, with everything locked.
pub(super) struct Case<'a> {
    pub(super) store: &'a Store,
    pub(super) transaction: &'a Transaction,
    /// The payment as it was.
    before: Payment,
    pub(super) order: Order,
    pub(super) payment: Payment,
    pub(super) operation: PaymentOperation,
}

impl Case<'_> {
    /// Books it in the order.
    pub(super) async fn settle(&mut self, settlement: Settlement) -> Result<(), PaymentError> {
        let now = self.store.now();
        let settled = settle_in(self.transaction, self.order.id, settlement, now).await?;
        self.order = settled.ok_or(PaymentError::UnknownOrder(self.order.id))?;
        Ok(())
    }

    /// Ends the operation.
    pub(super) async fn close(
        &mut self,
        state: OperationState,
        failure: Option<String>,
    ) -> Result<(), DbErr> {
        let operation = &mut self.operation;
        operation.finished_at = Some(self.store.now());
        operation.next_attempt_at = None;
        operation.token = None;
        self.set_state(state, failure).await
    }

    /// Leaves the operation open, to be asked again after a pause that grows.
    pub(super) async fn leave_open(&mut self, reason: String) -> Result<(), DbErr> {
        let next = next_attempt(self.store.now(), self.operation.attempts);
        self.operation.next_attempt_at = Some(next);
        let is_news = self.operation.status == OperationState::Open;
        self.set_state(OperationState::Unknown, Some(reason))
            .await?;
        if is_news {
            let amount = self.operation.amount;
            self.happened(EventKind::Unanswered, amount, None).await?;
        }
        Ok(())
    }

    async fn set_state(
        &mut self,
        state: OperationState,
        failure: Option<String>,
    ) -> Result<(), DbErr> {
        let operation = &mut self.operation;
        debug_assert!(
            operation.status.may_become(state),
            "a finished operation stays as it is"
        );
        operation.status = state;
        operation.failure = failure;
        let row = operation.clone().into_active_model().reset_all();
        Entity::update(row)
            .exec_without_returning(self.transaction)
            .await
            .map(drop)
    }

    /// Writes the changed payment, and its history.
    pub(super) async fn save(
        &mut self,
        kind: EventKind,
        amount: i64,
        provider_event_id: Option<String>,
    ) -> Result<(), DbErr> {
        locked::save_in(self.transaction, &mut self.payment, self.store.now()).await?;
        self.happened(kind, amount, provider_event_id).await
    }

    async fn happened(
        &self,
        kind: EventKind,
        amount: i64,
        provider_event_id: Option<String>,
    ) -> Result<(), DbErr> {
        let happened = Happened {
            kind,
            amount,
            provider_event_id,
        };
        let before = Some(&self.before);
        happened_in(
            self.store,
            self.transaction,
            before,
            &self.payment,
            happened,
        )
        .await
    }

    /// What the provider refused stays visible at the payment.
    pub(super) fn refused(&mut self, code: String, reason: String) {
        self.payment.failure_code = Some(code);
        self.payment.failure_reason = Some(reason);
    }

    /// Whether the operation asks for a promise.
    pub(super) fn is_promise(&self) -> bool {
        self.operation.kind == OperationKind::Authorise
    }
}

/// Half a minute later, then a minute, two, .. at most an hour.
fn next_attempt(now: DateTime<Utc>, attempts: i64) -> DateTime<Utc> {
    let doublings = u32::try_from(attempts - 1).map_or(7, |tried| tried.min(7));
    let pause = (30_i64 << doublings).min(LONGEST_PAUSE_SECONDS);
    now + TimeDelta::seconds(pause)
}

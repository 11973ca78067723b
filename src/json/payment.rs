//! Payments, what happened to them, and what went back.

use chrono::{DateTime, Utc};
use mercer_store::payments::{
    self, EventKind, OperationKind, OperationState, PaymentKind, PaymentState, RefundState,
};
use schemars::JsonSchema;
use serde::Serialize;

use super::Money;

/// Money for one order by one means.
#[derive(Clone, Debug, Serialize, JsonSchema)]
// The columns' names.
#[allow(clippy::struct_field_names)]
pub(crate) struct Payment {
    pub(crate) id: i64,
    pub(crate) order_id: i64,
    pub(crate) kind: PaymentKind,
    /// Who moves the money: till, bank, a card provider.
    pub(crate) provider: String,
    /// The provider's own id.
    pub(crate) provider_reference: Option<String>,
    /// The saved method that it was made by.
    pub(crate) payment_method_id: Option<i64>,
    pub(crate) brand: Option<String>,
    pub(crate) last4: Option<String>,
    pub(crate) status: PaymentState,
    /// What was asked for.
    pub(crate) amount: Money,
    /// Promised.
    pub(crate) authorised: Money,
    /// Being received.
    pub(crate) capturing: Money,
    /// Received.
    pub(crate) captured: Money,
    /// Being given back.
    pub(crate) refunding: Money,
    /// Given back.
    pub(crate) refunded: Money,
    /// No longer expected: refused, or given up.
    pub(crate) voided: Money,
    /// Whether all of it is received as soon as it is promised.
    pub(crate) captures_at_once: bool,
    /// Whether the money moved outside Mercer, by the till or a terminal, and goes back that way.
    pub(crate) outside: bool,
    pub(crate) failure_code: Option<String>,
    pub(crate) failure_reason: Option<String>,
    /// What the customer has to do first: an address to go to, or words.
    pub(crate) action: Option<String>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
    pub(crate) version: i64,
}

impl From<payments::Payment> for Payment {
    fn from(payment: payments::Payment) -> Self {
        let money = |amount| Money::new(amount, &payment.currency);
        Payment {
            id: payment.id,
            order_id: payment.order_id,
            kind: payment.kind,
            amount: money(payment.amount),
            authorised: money(payment.authorised),
            capturing: money(payment.capturing),
            captured: money(payment.captured),
            refunding: money(payment.refunding),
            refunded: money(payment.refunded),
            voided: money(payment.voided),
            provider: payment.provider,
            provider_reference: payment.provider_reference,
            payment_method_id: payment.payment_method_id,
            brand: payment.brand,
            last4: payment.last4,
            status: payment.status,
            captures_at_once: payment.captures_at_once,
            outside: payment.outside,
            failure_code: payment.failure_code,
            failure_reason: payment.failure_reason,
            action: payment.action,
            created_at: payment.created_at,
            updated_at: payment.updated_at,
            version: payment.version,
        }
    }
}

/// A payment with what happened to it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct PaymentWithEvents {
    #[serde(flatten)]
    pub(crate) payment: Payment,
    /// Oldest first.
    pub(crate) events: Vec<PaymentEvent>,
}

/// One thing that happened to a payment. Who did it stands in the order's timeline.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct PaymentEvent {
    pub(crate) id: i64,
    pub(crate) kind: EventKind,
    pub(crate) amount: Money,
    /// The provider's id of it.
    pub(crate) provider_event_id: Option<String>,
    pub(crate) created_at: DateTime<Utc>,
}

impl PaymentEvent {
    /// The event of a payment in this currency.
    pub(crate) fn of(event: payments::PaymentEvent, currency: &str) -> Self {
        PaymentEvent {
            id: event.id,
            kind: event.kind,
            amount: Money::new(event.amount, currency),
            provider_event_id: event.provider_event_id,
            created_at: event.created_at,
        }
    }
}

/// One request to a provider, however often it was repeated.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct PaymentOperation {
    pub(crate) id: i64,
    pub(crate) refund_id: Option<i64>,
    pub(crate) kind: OperationKind,
    pub(crate) amount: Money,
    /// By which the provider knows a repetition.
    pub(crate) idempotency_key: String,
    pub(crate) status: OperationState,
    /// How often it was tried.
    pub(crate) attempts: i64,
    /// Nobody tries again before this.
    pub(crate) next_attempt_at: Option<DateTime<Utc>>,
    /// Why it is not finished, or failed.
    pub(crate) failure: Option<String>,
    pub(crate) actor: String,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) finished_at: Option<DateTime<Utc>>,
}

impl PaymentOperation {
    /// The request for a payment in this currency. Its token is never told.
    pub(crate) fn of(operation: payments::PaymentOperation, currency: &str) -> Self {
        PaymentOperation {
            id: operation.id,
            refund_id: operation.refund_id,
            kind: operation.kind,
            amount: Money::new(operation.amount, currency),
            idempotency_key: operation.idempotency_key,
            status: operation.status,
            attempts: operation.attempts,
            next_attempt_at: operation.next_attempt_at,
            failure: operation.failure,
            actor: operation.actor,
            created_at: operation.created_at,
            finished_at: operation.finished_at,
        }
    }
}

/// Money given back.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Refund {
    pub(crate) id: i64,
    pub(crate) payment_id: i64,
    pub(crate) amount: Money,
    pub(crate) reason: String,
    pub(crate) status: RefundState,
    pub(crate) failure_code: Option<String>,
    pub(crate) failure_reason: Option<String>,
    /// What the order no longer owes because of it; empty where it gave back what was overpaid.
    pub(crate) lines: Vec<RefundLine>,
    pub(crate) created_at: DateTime<Utc>,
    /// When it succeeded or failed.
    pub(crate) finished_at: Option<DateTime<Utc>>,
}

/// What a refund credited on one line of the order.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct RefundLine {
    /// 0 is the delivery.
    pub(crate) line: i64,
    pub(crate) amount: Money,
}

impl Refund {
    /// The refund of a payment in this currency.
    pub(crate) fn of(
        refund: payments::Refund,
        lines: Vec<payments::RefundLine>,
        currency: &str,
    ) -> Self {
        let line = |line: payments::RefundLine| RefundLine {
            line: line.line,
            amount: Money::new(line.amount, currency),
        };
        Refund {
            id: refund.id,
            payment_id: refund.payment_id,
            amount: Money::new(refund.amount, currency),
            reason: refund.reason,
            status: refund.status,
            failure_code: refund.failure_code,
            failure_reason: refund.failure_reason,
            lines: lines.into_iter().map(line).collect(),
            created_at: refund.created_at,
            finished_at: refund.finished_at,
        }
    }
}

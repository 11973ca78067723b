//! The table `payment_events`: what happened to a payment, written and never changed.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

use crate::text::word_enum;

word_enum! {
    /// What happened to a payment.
    pub enum EventKind {
        /// Money was asked for.
        Started = "started",
        /// The customer has to do something first.
        ActionRequired = "action_required",
        /// The provider or the bank takes its time.
        Pending = "pending",
        /// The money was promised.
        Authorised = "authorised",
        /// The provider refused to promise the money.
        Failed = "failed",
        /// The money arrived.
        Captured = "captured",
        /// The provider refused to hand over what it had promised.
        CaptureFailed = "capture_failed",
        /// Money went back.
        Refunded = "refunded",
        /// The provider refused to give money back.
        RefundFailed = "refund_failed",
        /// What was promised was given up.
        Voided = "voided",
        /// The provider refused to give it up.
        VoidFailed = "void_failed",
        /// The provider did not answer: it is not known whether it did what it was asked.
        Unanswered = "unanswered",
    }
}

impl EventKind {
    /// The word of the audit log.
    pub(super) fn action(self) -> &'static str {
        match self {
            EventKind::Started => "payments.pay",
            EventKind::ActionRequired => "payments.action_required",
            EventKind::Pending => "payments.pending",
            EventKind::Authorised => "payments.authorised",
            EventKind::Failed => "payments.failed",
            EventKind::Captured => "payments.captured",
            EventKind::CaptureFailed => "payments.capture_failed",
            EventKind::Refunded => "payments.refunded",
            EventKind::RefundFailed => "payments.refund_failed",
            EventKind::Voided => "payments.voided",
            EventKind::VoidFailed => "payments.void_failed",
            EventKind::Unanswered => "payments.unanswered",
        }
    }
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_events")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The payment.
    pub payment_id: i64,
    /// What happened.
    #[sea_orm(column_type = "String(StringLen::N(16))")]
    pub kind: EventKind,
    /// Minor units.
    pub amount: i64,
    /// Who moved the money, as the payment says.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub provider: String,
    /// The provider's id of it; no two events of a provider share one.
    #[sea_orm(column_type = "String(StringLen::N(128))", nullable)]
    pub provider_event_id: Option<String>,
    /// Who did it.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub actor: String,
    /// When.
    pub created_at: DateTimeUtc,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .unique(&["provider", "provider_event_id"])
        .one_of("kind", EventKind::WORDS)
        .check("amount", "amount >= 0")
        .index(&["payment_id"])
        .foreign_key("payment_id", "payments", OnDelete::Cascade)
}

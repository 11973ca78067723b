//! The table `payment_operations`: what a provider is asked to do, written before it is asked.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

use crate::text::word_enum;

word_enum! {
    /// What a provider is asked for.
    pub enum OperationKind {
        /// A promise of money.
        Authorise = "authorise",
        /// Money that was promised.
        Capture = "capture",
        /// To give money back.
        Refund = "refund",
        /// To give a promise up.
        Void = "void",
    }
}

word_enum! {
    /// Where a request to a provider stands.
    pub enum OperationState {
        /// It is about to be made, or under way.
        Open = "open",
        /// Nobody knows whether the provider did it; it is made again.
        Unknown = "unknown",
        /// It was done.
        Succeeded = "succeeded",
        /// It was refused.
        Failed = "failed",
    }
}

impl OperationState {
    /// The transition table.
    pub fn may_become(self, next: OperationState) -> bool {
        use OperationState::{Failed, Open, Succeeded, Unknown};
        matches!(
            (self, next),
            (Open | Unknown, Unknown | Succeeded | Failed) | (Open, Open)
        )
    }

    /// Whether the provider's answer is known.
    pub fn is_finished(self) -> bool {
        matches!(self, OperationState::Succeeded | OperationState::Failed)
    }
}

/// One request to a provider, however often it is repeated.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_operations")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The payment.
    pub payment_id: i64,
    /// The refund that it is for.
    pub refund_id: Option<i64>,
    /// What is asked for.
    #[sea_orm(column_type = "String(StringLen::N(16))")]
    pub kind: OperationKind,
    /// How much, minor units.
    pub amount: i64,
    /// The same for every repetition, by which the provider knows that it is one.
    #[sea_orm(column_type = "String(StringLen::N(128))")]
    pub idempotency_key: String,
    /// What the provider knows the customer's card or account by; gone when it has answered.
    #[sea_orm(column_type = "String(StringLen::N(128))", nullable)]
    pub token: Option<String>,
    /// Open, unknown, succeeded or failed.
    #[sea_orm(column_type = "String(StringLen::N(16))")]
    pub status: OperationState,
    /// How often it was tried, the try under way included.
    pub attempts: i64,
    /// Nobody else tries before this; whoever tries moves it on first. None when finished.
    pub next_attempt_at: Option<DateTimeUtc>,
    /// Why it is not finished, or failed, in words.
    #[sea_orm(column_type = "String(StringLen::N(200))", nullable)]
    pub failure: Option<String>,
    /// Who asked.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub actor: String,
    /// When it was written.
    pub created_at: DateTimeUtc,
    /// When the provider's answer was written.
    pub finished_at: Option<DateTimeUtc>,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .unique(&["idempotency_key"])
        .one_of("kind", OperationKind::WORDS)
        .one_of("status", OperationState::WORDS)
        .check("amount", "amount > 0")
        .check("refund", "(kind = 'refund' AND refund_id IS NOT NULL) OR (kind <> 'refund' AND refund_id IS NULL)")
        .check(
            "finished",
            "(status IN ('succeeded', 'failed') AND finished_at IS NOT NULL AND token IS NULL) \
             OR (status IN ('open', 'unknown') AND next_attempt_at IS NOT NULL)",
        )
        .index(&["payment_id"])
        .index(&["refund_id"])
        .index(&["next_attempt_at"])
        .foreign_key("payment_id", "payments", OnDelete::Cascade)
        .foreign_key("refund_id", "refunds", OnDelete::Cascade)
}

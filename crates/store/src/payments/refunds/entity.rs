//! The table `refunds`.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

use crate::text::word_enum;

word_enum! {
    /// Where a refund stands.
    pub enum RefundState {
        /// The provider has not said yes yet.
        Pending = "pending",
        /// The money went back.
        Succeeded = "succeeded",
        /// The provider refused; the order owes what it owed before.
        Failed = "failed",
    }
}

impl RefundState {
    /// The transition table.
    pub fn may_become(self, next: RefundState) -> bool {
        use RefundState::{Failed, Pending, Succeeded};
        matches!((self, next), (Pending, Succeeded | Failed))
    }
}

/// Money given back.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refunds")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The payment it is taken from.
    pub payment_id: i64,
    /// Minor units.
    pub amount: i64,
    /// In words.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub reason: String,
    /// Pending, succeeded or failed.
    #[sea_orm(column_type = "String(StringLen::N(16))")]
    pub status: RefundState,
    /// The provider's word for why it refused.
    #[sea_orm(column_type = "String(StringLen::N(64))", nullable)]
    pub failure_code: Option<String>,
    /// The same in words.
    #[sea_orm(column_type = "String(StringLen::N(200))", nullable)]
    pub failure_reason: Option<String>,
    /// Who did it.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub actor: String,
    /// When.
    pub created_at: DateTimeUtc,
    /// When it succeeded or failed.
    pub finished_at: Option<DateTimeUtc>,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .check("amount", "amount > 0")
        .one_of("status", RefundState::WORDS)
        .index(&["payment_id"])
        .foreign_key("payment_id", "payments", OnDelete::Cascade)
}

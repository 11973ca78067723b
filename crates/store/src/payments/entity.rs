//! The table `payments`.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

use super::PaymentState;
use crate::payment_methods::PaymentKind;

/// Money for one order by one means.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payments")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The order.
    pub order_id: i64,
    /// By which means.
    #[sea_orm(column_type = "String(StringLen::N(16))")]
    pub kind: PaymentKind,
    /// Who moves the money: till, bank, a card provider.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub provider: String,
    /// The provider's own id.
    #[sea_orm(column_type = "String(StringLen::N(128))", nullable)]
    pub provider_reference: Option<String>,
    /// The saved method that it was made by; kept when that is removed, so no foreign key.
    pub payment_method_id: Option<i64>,
    /// Visa, Mastercard.
    #[sea_orm(column_type = "String(StringLen::N(32))", nullable)]
    pub brand: Option<String>,
    /// The last four digits, never more.
    #[sea_orm(column_type = "String(StringLen::N(4))", nullable)]
    pub last4: Option<String>,
    /// ISO 4217.
    #[sea_orm(column_type = "String(StringLen::N(3))")]
    pub currency: String,
    /// Derived from the amounts.
    #[sea_orm(column_type = "String(StringLen::N(24))")]
    pub status: PaymentState,
    /// What was asked for, minor units.
    pub amount: i64,
    /// Promised: nothing or the whole amount.
    pub authorised: i64,
    /// Being received.
    pub capturing: i64,
    /// Received.
    pub captured: i64,
    /// Being given back.
    pub refunding: i64,
    /// Given back.
    pub refunded: i64,
    /// No longer expected: refused, or given up.
    pub voided: i64,
    /// Whether all of it is received as soon as it is promised.
    pub captures_at_once: bool,
    /// Whether the money moved outside Mercer, by the till or a terminal, and goes back that way.
    pub outside: bool,
    /// The provider's word for what it refused last.
    #[sea_orm(column_type = "String(StringLen::N(64))", nullable)]
    pub failure_code: Option<String>,
    /// The same in words.
    #[sea_orm(column_type = "String(StringLen::N(200))", nullable)]
    pub failure_reason: Option<String>,
    /// What the customer has to do first: an address to go to, or words.
    #[sea_orm(column_type = "String(StringLen::N(500))", nullable)]
    pub action: Option<String>,
    /// When it was recorded.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
    /// Counts the changes; the ETag.
    pub version: i64,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What is still expected of it, minor units: the order counts on it.
    pub fn pledged(&self) -> i64 {
        self.amount - self.captured - self.voided
    }

    /// What can still be taken, minor units.
    pub fn capturable(&self) -> i64 {
        if self.authorised == 0 {
            return 0;
        }
        self.pledged() - self.capturing
    }

    /// What can still be given back, minor units.
    pub fn refundable(&self) -> i64 {
        self.captured - self.refunded - self.refunding
    }
}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .unique(&["provider", "provider_reference"])
        .one_of("kind", PaymentKind::WORDS)
        .one_of("status", PaymentState::WORDS)
        .check(
            "amount",
            "amount > 0 AND (authorised = 0 OR authorised = amount)",
        )
        .check(
            "captured",
            "capturing >= 0 AND captured >= 0 AND voided >= 0 \
             AND captured + capturing <= authorised AND captured + capturing + voided <= amount",
        )
        .check(
            "refunded",
            "refunding >= 0 AND refunded >= 0 AND refunded + refunding <= captured",
        )
        .index(&["order_id"])
        .index(&["status"])
        .foreign_key("order_id", "orders", OnDelete::Cascade)
}

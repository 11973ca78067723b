//! The table `payments`.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

use crate::text::word_enum;

word_enum! {
    /// The means of a payment.
    pub enum PaymentKind {
        /// A card, by the token of a provider.
        Card = "card",
        /// PayPal.
        Paypal = "paypal",
        /// Notes and coins.
        Cash = "cash",
        /// Money sent by bank.
        BankTransfer = "bank_transfer",
    }
}

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
    /// Who moved the money: till, bank, a card provider.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub provider: String,
    /// The provider's own id.
    #[sea_orm(column_type = "String(StringLen::N(128))", nullable)]
    pub provider_reference: Option<String>,
    /// Visa, Mastercard.
    #[sea_orm(column_type = "String(StringLen::N(32))", nullable)]
    pub brand: Option<String>,
    /// The last four digits, never more.
    #[sea_orm(column_type = "String(StringLen::N(4))", nullable)]
    pub last4: Option<String>,
    /// ISO 4217.
    #[sea_orm(column_type = "String(StringLen::N(3))")]
    pub currency: String,
    /// Promised, minor units.
    pub authorised: i64,
    /// Received.
    pub captured: i64,
    /// Given back.
    pub refunded: i64,
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

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .unique(&["provider", "provider_reference"])
        .one_of("kind", PaymentKind::WORDS)
        .check(
            "amounts",
            "refunded >= 0 AND refunded <= captured AND captured <= authorised",
        )
        .index(&["order_id"])
        .foreign_key("order_id", "orders", OnDelete::Cascade)
}

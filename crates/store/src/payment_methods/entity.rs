//! The table `payment_methods`.

use chrono::{DateTime, Datelike, Utc};
use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

use super::PaymentKind;

/// A way to pay that a customer lets the shop keep.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_methods")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose it is.
    pub customer_id: i64,
    /// By which means.
    #[sea_orm(column_type = "String(StringLen::N(16))")]
    pub kind: PaymentKind,
    /// Who moves the money: a card provider, PayPal, the till, the bank.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub provider: String,
    /// What the provider knows the customer's card or account by.
    #[sea_orm(column_type = "String(StringLen::N(128))", nullable)]
    pub token: Option<String>,
    /// Visa, Mastercard.
    #[sea_orm(column_type = "String(StringLen::N(32))", nullable)]
    pub brand: Option<String>,
    /// The last four digits of the card, never more.
    #[sea_orm(column_type = "String(StringLen::N(4))", nullable)]
    pub last4: Option<String>,
    /// 1 to 12.
    pub expiry_month: Option<i64>,
    /// With four digits.
    pub expiry_year: Option<i64>,
    /// The PayPal account.
    #[sea_orm(column_type = "String(StringLen::N(254))", nullable)]
    pub paypal_email: Option<String>,
    /// What the customer calls it.
    #[sea_orm(column_type = "String(StringLen::N(50))", nullable)]
    pub label: Option<String>,
    /// The one taken when the customer names none; at most one of each customer.
    pub is_default: bool,
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
    /// Whether the card's last month (in UTC) is over. Other means do not expire.
    pub fn is_expired(&self, now: DateTime<Utc>) -> bool {
        match (self.expiry_year, self.expiry_month) {
            (Some(year), Some(month)) => is_over(year, month, now),
            _ => false,
        }
    }
}

/// Whether this month is over.
pub(super) fn is_over(year: i64, month: i64, now: DateTime<Utc>) -> bool {
    (year, month) < (i64::from(now.year()), i64::from(now.month()))
}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .unique(&["customer_id", "kind", "provider", "token"])
        .one_of("kind", PaymentKind::WORDS)
        .check("expiry_month", "expiry_month >= 1 AND expiry_month <= 12")
        .check("expiry_year", "expiry_year >= 2000 AND expiry_year <= 9999")
        .check(
            "card",
            "kind <> 'card' OR (token IS NOT NULL AND last4 IS NOT NULL \
             AND expiry_month IS NOT NULL AND expiry_year IS NOT NULL)",
        )
        .check(
            "paypal",
            "kind <> 'paypal' OR (token IS NOT NULL AND paypal_email IS NOT NULL)",
        )
        .foreign_key("customer_id", "customers", OnDelete::Cascade)
}

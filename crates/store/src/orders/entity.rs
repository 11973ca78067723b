//! The table `orders`.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

use mercer_database::Json;

use super::status::{FulfilmentStatus, OrderKind, OrderStatus, PaymentStatus};

/// A sale, or goods taken back.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "orders")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The number people use.
    #[sea_orm(column_type = "String(StringLen::N(32))")]
    pub number: String,
    /// Sale or return.
    #[sea_orm(column_type = "String(StringLen::N(16))")]
    pub kind: OrderKind,
    /// Who buys.
    pub customer_id: i64,
    /// Where the goods come from, or go back to.
    pub location_id: i64,
    /// ISO 4217.
    #[sea_orm(column_type = "String(StringLen::N(3))")]
    pub currency: String,
    /// Draft, placed or cancelled.
    #[sea_orm(column_type = "String(StringLen::N(16))")]
    pub status: OrderStatus,
    /// Derived from captured and refunded.
    #[sea_orm(column_type = "String(StringLen::N(24))")]
    pub payment_status: PaymentStatus,
    /// Derived from the lines.
    #[sea_orm(column_type = "String(StringLen::N(24))")]
    pub fulfilment_status: FulfilmentStatus,
    /// Sum of the lines before order-wide amounts, minor units.
    pub subtotal: i64,
    /// Taken off.
    pub discount: i64,
    /// Charged for delivery.
    pub shipping: i64,
    /// Tax on top of the lines.
    pub tax: i64,
    /// subtotal - discount + shipping + tax.
    pub total: i64,
    /// Received so far.
    pub captured: i64,
    /// Given back so far.
    pub refunded: i64,
    /// Where the goods go, as it was when the order was placed.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub shipping_address: Option<Json>,
    /// Where the invoice goes, likewise.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub billing_address: Option<Json>,
    /// Where an imported order came from.
    #[sea_orm(column_type = "String(StringLen::N(32))", nullable)]
    pub source: Option<String>,
    /// When it became binding.
    pub placed_at: Option<DateTimeUtc>,
    /// When it was cancelled.
    pub cancelled_at: Option<DateTimeUtc>,
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
        .unique(&["number"])
        .one_of("kind", OrderKind::WORDS)
        .one_of("status", OrderStatus::WORDS)
        .one_of("payment_status", PaymentStatus::WORDS)
        .one_of("fulfilment_status", FulfilmentStatus::WORDS)
        .check(
            "total",
            "total = subtotal - discount + shipping + tax AND total >= 0",
        )
        .check(
            "amounts",
            "subtotal >= 0 AND discount >= 0 AND shipping >= 0 AND tax >= 0",
        )
        .check("refunded", "refunded >= 0 AND refunded <= captured")
        .index(&["customer_id"])
        .index(&["placed_at"])
        .foreign_key("customer_id", "customers", OnDelete::Restrict)
        .foreign_key("location_id", "locations", OnDelete::Restrict)
}

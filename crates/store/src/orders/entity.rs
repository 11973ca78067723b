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
    /// Derived from what is owed, captured and refunded.
    #[sea_orm(column_type = "String(StringLen::N(24))")]
    pub payment_status: PaymentStatus,
    /// Derived from the lines.
    #[sea_orm(column_type = "String(StringLen::N(24))")]
    pub fulfilment_status: FulfilmentStatus,
    /// Whether the lines' prices hold their tax already; otherwise it is added.
    pub prices_include_tax: bool,
    /// Sum of the lines at list price, minor units.
    pub subtotal: i64,
    /// Taken off: the sum of what is taken off each line.
    pub discount: i64,
    /// Why something was taken off the order as a whole.
    #[sea_orm(column_type = "String(StringLen::N(200))", nullable)]
    pub discount_reason: Option<String>,
    /// The highest number that a line ever had; those of removed lines are not used again.
    pub last_line: i64,
    /// Charged for delivery.
    pub shipping: i64,
    /// The lines' tax, on top of the prices or inside them.
    pub tax: i64,
    /// subtotal - discount + shipping, and tax where the prices do not hold it.
    pub total: i64,
    /// The part of the total that is no longer owed: the sum of what was credited to the lines
    /// and of `shipping_refunded`.
    pub credited: i64,
    /// The part of `shipping` that is no longer owed.
    pub shipping_refunded: i64,
    /// Payments under way: promised, not yet received.
    pub pledged: i64,
    /// Received so far.
    pub captured: i64,
    /// Refunds under way.
    pub refunding: i64,
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
            "total >= 0 AND ((prices_include_tax = true AND total = subtotal - discount + shipping) \
             OR (prices_include_tax = false AND total = subtotal - discount + shipping + tax))",
        )
        .check(
            "amounts",
            "subtotal >= 0 AND discount >= 0 AND discount <= subtotal AND shipping >= 0 AND tax >= 0",
        )
        .check(
            "credited",
            "credited >= 0 AND credited <= total \
             AND shipping_refunded >= 0 AND shipping_refunded <= shipping",
        )
        .check(
            "refunded",
            "pledged >= 0 AND refunding >= 0 AND refunded >= 0 \
             AND refunded + refunding <= captured",
        )
        .index(&["customer_id"])
        .index(&["placed_at"])
        // The lists of work: what is to be paid, what is to be sent. Drafts are found by their
        // missing `placed_at`.
        .index(&["payment_status"])
        .index(&["fulfilment_status"])
        .foreign_key("customer_id", "customers", OnDelete::Restrict)
        .foreign_key("location_id", "locations", OnDelete::Restrict)
}

impl Model {
    /// What the customer has to pay in the end, minor units; nothing for a draft or for what was
    /// called off.
    pub fn owed(&self) -> i64 {
        match self.status {
            OrderStatus::Placed => self.total - self.credited,
            OrderStatus::Draft | OrderStatus::Cancelled => 0,
        }
    }

    /// What was received and not given back, minor units.
    pub fn held(&self) -> i64 {
        self.captured - self.refunded
    }

    /// What is still to be paid and not under way, minor units; never below zero.
    pub fn due(&self) -> i64 {
        Ord::max(self.owed() - self.held() - self.pledged, 0)
    }

    /// What was paid beyond what is owed and is not on its way back, minor units; never below
    /// zero.
    pub fn overpaid(&self) -> i64 {
        Ord::max(self.held() - self.refunding - self.owed(), 0)
    }
}

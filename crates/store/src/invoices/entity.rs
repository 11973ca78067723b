//! The table `invoices`: invoices and credit notes, written and never changed.

use mercer_database::Json;
use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

use crate::text::word_enum;

word_enum! {
    /// Which way a document counts. Its amounts are never below zero.
    pub enum InvoiceKind {
        /// The customer owes what it says.
        Invoice = "invoice",
        /// The customer does not owe what it says any more.
        CreditNote = "credit_note",
    }
}

/// An invoice or a credit note, as it was issued.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoices")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The series that its number is from.
    pub series_id: i64,
    /// 1, 2, 3, .. within the series, without gaps.
    pub sequence_number: i64,
    /// The number people use: the series and at least six digits, INV-000001.
    #[sea_orm(column_type = "String(StringLen::N(48))")]
    pub number: String,
    /// Invoice or credit note.
    #[sea_orm(column_type = "String(StringLen::N(16))")]
    pub kind: InvoiceKind,
    /// The order; nothing once the order was deleted, which a document outlives.
    pub order_id: Option<i64>,
    /// The order's number.
    #[sea_orm(column_type = "String(StringLen::N(32))")]
    pub order_number: String,
    /// Who buys, by name, as it was.
    #[sea_orm(column_type = "String(StringLen::N(201))")]
    pub customer_name: String,
    /// Where it goes, as it was.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub billing_address: Option<Json>,
    /// ISO 4217.
    #[sea_orm(column_type = "String(StringLen::N(3))")]
    pub currency: String,
    /// Whether the lines' prices and discounts hold their tax.
    pub prices_include_tax: bool,
    /// Without tax, minor units.
    pub net: i64,
    /// The tax.
    pub tax: i64,
    /// net + tax.
    pub total: i64,
    /// The numbers of the invoices that a credit note takes back from.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub corrects: Option<Json>,
    /// Why a credit note was issued.
    #[sea_orm(column_type = "String(StringLen::N(200))", nullable)]
    pub reason: Option<String>,
    /// When.
    pub issued_at: DateTimeUtc,
    /// By whom.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub actor: String,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .unique(&["series_id", "sequence_number"])
        .unique(&["number"])
        .one_of("kind", InvoiceKind::WORDS)
        .check("sequence_number", "sequence_number > 0")
        .check(
            "amounts",
            "net >= 0 AND tax >= 0 AND total > 0 AND total = net + tax",
        )
        .index(&["order_id"])
        .foreign_key("series_id", "invoice_series", OnDelete::Restrict)
        .foreign_key("order_id", "orders", OnDelete::SetNull)
}

//! The table `invoice_lines`.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

use crate::Unit;

/// What a document bills or credits of one line of its order.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_lines")]
pub struct Model {
    /// The document.
    #[sea_orm(primary_key, auto_increment = false)]
    pub invoice_id: i64,
    /// The order's line; 0 is the delivery.
    #[sea_orm(primary_key, auto_increment = false)]
    pub line: i64,
    /// The tax rate in parts per million. A line whose rate changed is credited at the old one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tax_rate_ppm: i64,
    /// The product's code; nothing for the delivery.
    #[sea_orm(column_type = "String(StringLen::N(64))", nullable)]
    pub sku: Option<String>,
    /// The product's name.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub name: String,
    /// What the quantity counts.
    #[sea_orm(column_type = "String(StringLen::N(16))")]
    pub unit: Unit,
    /// Thousandths; 0 where only the amount differs from what was billed before.
    pub quantity: i64,
    /// Price of one unit, minor units.
    pub unit_price: i64,
    /// How far the amount lies below the price of the quantity; 0 where it does not. With tax
    /// where prices include it.
    pub discount: i64,
    /// Without tax.
    pub net: i64,
    /// The tax.
    pub tax: i64,
    /// net + tax.
    pub total: i64,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .clustered()
        .check(
            "quantity",
            "quantity >= 0 AND unit_price >= 0 AND discount >= 0",
        )
        .check(
            "amounts",
            "net >= 0 AND tax >= 0 AND tax_rate_ppm >= 0 AND total > 0 AND total = net + tax",
        )
        .foreign_key("invoice_id", "invoices", OnDelete::Restrict)
}

//! The table `return_items`.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

use crate::text::word_enum;

word_enum! {
    /// What becomes of goods that came back.
    pub enum Disposition {
        /// They are sold again.
        Restock = "restock",
        /// They are not: the ledger books them in and out.
        WriteOff = "write_off",
    }
}

/// What came back of one line of the order.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "return_items")]
pub struct Model {
    /// The return.
    #[sea_orm(primary_key, auto_increment = false)]
    pub return_id: i64,
    /// The line of the order.
    #[sea_orm(primary_key, auto_increment = false)]
    pub line: i64,
    /// The product.
    pub product_id: i64,
    /// Thousandths that came back.
    pub quantity: i64,
    /// What becomes of them.
    #[sea_orm(column_type = "String(StringLen::N(16))")]
    pub disposition: Disposition,
    /// Minor units that the customer no longer owes for the line.
    pub credit: i64,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .clustered()
        .one_of("disposition", Disposition::WORDS)
        .check("quantity", "quantity > 0")
        .check("credit", "credit >= 0")
        .index(&["product_id"])
        .foreign_key("return_id", "returns", OnDelete::Cascade)
        .foreign_key("product_id", "products", OnDelete::Restrict)
}

//! The table `refund_lines`: what a refund credited, so that one that fails takes exactly that
//! back.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

/// A part of the order that is no longer owed because of a refund.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refund_lines")]
pub struct Model {
    /// The refund.
    #[sea_orm(primary_key, auto_increment = false)]
    pub refund_id: i64,
    /// The order's line; 0 is the delivery.
    #[sea_orm(primary_key, auto_increment = false)]
    pub line: i64,
    /// Minor units.
    pub amount: i64,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .clustered()
        .check("amount", "amount > 0")
        .foreign_key("refund_id", "refunds", OnDelete::Cascade)
}

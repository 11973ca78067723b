//! The table `refunds`.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

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
    /// Who did it.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub actor: String,
    /// When.
    pub created_at: DateTimeUtc,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .check("amount", "amount > 0")
        .index(&["payment_id"])
        .foreign_key("payment_id", "payments", OnDelete::Cascade)
}

//! The table `order_modifications`: what was changed about placed orders, written and never changed.

use mercer_database::Json;
use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

/// One change of a placed order.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "order_modifications")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The order.
    pub order_id: i64,
    /// The order's total before, minor units.
    pub total_before: i64,
    /// The order's total after it. What is more has to be paid, what is less to be given back.
    pub total_after: i64,
    /// Line by line, as it was and as it became.
    #[sea_orm(column_type = "JsonBinary")]
    pub changes: Json,
    /// In words.
    #[sea_orm(column_type = "String(StringLen::N(200))", nullable)]
    pub reason: Option<String>,
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
        .index(&["order_id"])
        .foreign_key("order_id", "orders", OnDelete::Cascade)
}

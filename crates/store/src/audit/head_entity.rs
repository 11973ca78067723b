//! The table `audit_heads`: one row that tells how long the chain is.
//!
//! Whoever seals locks it, so that the chain never forks; and a chain whose last seals are gone is
//! shorter than it says.

use mercer_migrator::Table;
use sea_orm::entity::prelude::*;

/// The id of the only row.
pub(super) const ID: i64 = 1;

/// How far the chain has come.
#[allow(unreachable_pub)]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_heads")]
pub struct Model {
    /// Always 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// How many seals there are: the position of the last.
    pub seals: i64,
    /// How many rows they hold together.
    pub entries: i64,
    /// The hash of the last one.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub hash: String,
}

/// No relations are declared: verbs join by hand.
#[allow(unreachable_pub)]
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity).check("id", "id = 1")
}

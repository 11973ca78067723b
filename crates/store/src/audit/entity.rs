//! The table `audit_log`: who did what, written and never changed.

use mercer_migrator::Table;
use sea_orm::entity::prelude::*;

use mercer_database::Json;

/// One act worth remembering.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_log")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Who.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub actor: String,
    /// What was done: customers.delete.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub action: String,
    /// To what: the noun and its id.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub subject: String,
    /// What it took with it.
    #[sea_orm(column_type = "JsonBinary")]
    pub detail: Json,
    /// When.
    pub created_at: DateTimeUtc,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity).index(&["subject"])
}

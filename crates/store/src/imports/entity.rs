//! The table `imports`: each source once, with the place that its import has reached.

use mercer_migrator::Table;
use sea_orm::entity::prelude::*;

/// One source, imported or being imported.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "imports")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// What kind of source: `online-retail`.
    #[sea_orm(column_type = "String(StringLen::N(32))")]
    pub source: String,
    /// SHA-256 of its content, uncompressed, in hexadecimal.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub fingerprint: String,
    /// Steps done: one for the catalogue, one for the customers, one for each document. Every
    /// unit of work moves it on from where it expects it, so two runs at once do nothing twice.
    pub position: i64,
    /// Sales so far.
    pub sales: i64,
    /// Returns so far.
    pub returns: i64,
    /// Write-offs so far.
    pub write_offs: i64,
    /// Rows so far.
    pub line_count: i64,
    /// Sales less returns so far, in minor units of the source's currency.
    pub net: i64,
    /// Documents left out so far because the store had their number.
    pub skipped: i64,
    /// When the last step was done.
    pub finished_at: Option<DateTimeUtc>,
    /// When it was begun.
    pub created_at: DateTimeUtc,
    /// When it last moved on.
    pub updated_at: DateTimeUtc,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .unique(&["source", "fingerprint"])
        .check("position", "position >= 0")
}

//! The table `audit_seals`: the links of the chain.

use mercer_migrator::Table;
use sea_orm::entity::prelude::*;

/// One link: some rows of the log, and the link before.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "audit_seals")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Its place in the chain, from 1, without gaps.
    pub position: i64,
    /// How many rows it holds.
    pub entries: i64,
    /// The hash of the seal before; of zeros in the first.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub previous_hash: String,
    /// SHA-256 of the previous hash, the position, the time, and the rows' ids and digests.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub hash: String,
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
        .unique(&["position"])
        .check("position", "position > 0")
        .check("entries", "entries > 0")
}

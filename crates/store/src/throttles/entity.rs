//! The table `throttles`.

use mercer_migrator::Table;
use sea_orm::entity::prelude::*;

use super::Kind;

/// How often something was tried of late.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "throttles")]
pub struct Model {
    /// What was tried.
    #[sea_orm(
        primary_key,
        auto_increment = false,
        column_type = "String(StringLen::N(32))"
    )]
    pub kind: String,
    /// SHA-256 of by whom or from where: no e-mail address stands here.
    #[sea_orm(
        primary_key,
        auto_increment = false,
        column_type = "String(StringLen::N(64))"
    )]
    pub key_hash: String,
    /// How often, in this window.
    pub attempts: i64,
    /// When the window ends, which began with its first attempt.
    pub ends_at: DateTimeUtc,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .one_of("kind", Kind::WORDS)
        .check("attempts", "attempts > 0")
        .index(&["ends_at"])
}

//! The table `idempotency_keys`: requests that took effect, and how they were answered.

use mercer_database::Json;
use mercer_migrator::Table;
use sea_orm::entity::prelude::*;

/// A request that took effect.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_keys")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Who asked.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub principal: String,
    /// For what.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub route: String,
    /// The client's key.
    #[sea_orm(column_type = "String(StringLen::N(255))")]
    pub idempotency_key: String,
    /// SHA-256 of what was asked, in hexadecimal digits.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub fingerprint: String,
    /// Random: which of several requests with the key wrote it.
    #[sea_orm(column_type = "String(StringLen::N(32))")]
    pub claim: String,
    /// The answer's status; nothing while the effect is made but the answer is not known.
    pub answer_status: Option<i64>,
    /// The answer's headers, pairs of a name and a value.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub answer_headers: Option<Json>,
    /// The answer's body as one string of JSON: read back byte by byte as it was written, and of
    /// any length on every database.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub answer_body: Option<Json>,
    /// When the request came.
    pub created_at: DateTimeUtc,
    /// From when on the key may be used for something else.
    pub expires_at: DateTimeUtc,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The name of the rule that a key is used once.
pub(super) const USED_ONCE: &str = "idempotency_keys_principal_route_idempotency_key_unique";

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .unique(&["principal", "route", "idempotency_key"])
        .check(
            "answer",
            "(answer_status IS NULL AND answer_headers IS NULL AND answer_body IS NULL) \
             OR (answer_status IS NOT NULL AND answer_headers IS NOT NULL \
             AND answer_body IS NOT NULL)",
        )
        .check(
            "answer_status",
            "answer_status >= 100 AND answer_status <= 599",
        )
        .index(&["expires_at"])
}

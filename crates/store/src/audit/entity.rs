//! The table `audit_log`: who did what, written and never changed, but for what erasing a person
//! takes out.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

use mercer_database::Json;

/// One act worth remembering.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "audit_log")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Who.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub actor: String,
    /// What was done: the noun and the verb, customers.delete.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub action: String,
    /// To what: the noun and its id, customer 7.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub subject: String,
    /// The order it belongs to, if any; kept when the order is deleted, so no foreign key.
    pub order_id: Option<i64>,
    /// What changed, as it was; nothing where something was added.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub state_before: Option<Json>,
    /// What changed, as it became; nothing where something was removed.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub state_after: Option<Json>,
    /// When.
    pub created_at: DateTimeUtc,
    /// Random, so that nobody guesses from the digest what was redacted; afterwards the hash of
    /// what was redacted, which the digest is made from as well. Empty in a row that is older
    /// than the chain and not sealed yet.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub salt: String,
    /// SHA-256 of all of the above but the id, in hexadecimal digits; empty like the salt.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub digest: String,
    /// The seal that holds it; `None` until one does.
    pub seal_id: Option<i64>,
    /// When personal data was taken out of it.
    pub redacted_at: Option<DateTimeUtc>,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .index(&["subject"])
        .index(&["order_id"])
        // With the id, so that the rows of a seal, and those without one, come in order.
        .index(&["seal_id", "id"])
        .foreign_key("seal_id", "audit_seals", OnDelete::Restrict)
}

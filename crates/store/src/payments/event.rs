//! The table `payment_events`: what happened to a payment, written and never changed.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

use crate::text::word_enum;

word_enum! {
    /// What happened to a payment.
    pub enum EventKind {
        /// The money was promised.
        Authorised = "authorised",
        /// The money arrived.
        Captured = "captured",
        /// Money went back.
        Refunded = "refunded",
    }
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_events")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The payment.
    pub payment_id: i64,
    /// What happened.
    #[sea_orm(column_type = "String(StringLen::N(16))")]
    pub kind: EventKind,
    /// Minor units.
    pub amount: i64,
    /// The provider's id of it; no two events share one.
    #[sea_orm(column_type = "String(StringLen::N(128))", nullable)]
    pub provider_event_id: Option<String>,
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
        .unique(&["provider_event_id"])
        .one_of("kind", EventKind::WORDS)
        .check("amount", "amount >= 0")
        .index(&["payment_id"])
        .foreign_key("payment_id", "payments", OnDelete::Cascade)
}

//! The table `customer_addresses`: who lives where, many to many.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

/// One customer at one address.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "customer_addresses")]
pub struct Model {
    /// The customer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub customer_id: i64,
    /// The address.
    #[sea_orm(primary_key, auto_increment = false)]
    pub address_id: i64,
    /// Home, work.
    #[sea_orm(column_type = "String(StringLen::N(50))", nullable)]
    pub label: Option<String>,
    /// Whether goods go here unless told otherwise.
    pub default_shipping: bool,
    /// Whether invoices go here unless told otherwise.
    pub default_billing: bool,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What the audit log tells of it under the customer. The customer's erasure finds by the ids
    /// told here which addresses were theirs.
    pub(crate) fn told(&self) -> serde_json::Value {
        serde_json::json!({
            "address_id": self.address_id,
            "label": self.label,
            "default_shipping": self.default_shipping,
            "default_billing": self.default_billing,
        })
    }
}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .clustered()
        .index(&["address_id"])
        .foreign_key("customer_id", "customers", OnDelete::Cascade)
        .foreign_key("address_id", "addresses", OnDelete::Restrict)
}

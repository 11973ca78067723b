//! The table `addresses`.

use mercer_migrator::Table;
use sea_orm::entity::prelude::*;

/// A postal address, shared by one or more customers.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "addresses")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Street and number.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub line1: String,
    /// Flat, floor, company.
    #[sea_orm(column_type = "String(StringLen::N(200))", nullable)]
    pub line2: Option<String>,
    /// Town.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub city: String,
    /// State, county or province.
    #[sea_orm(column_type = "String(StringLen::N(100))", nullable)]
    pub state: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[sea_orm(column_type = "String(StringLen::N(2))")]
    pub country: String,
    /// Postal code.
    #[sea_orm(column_type = "String(StringLen::N(20))", nullable)]
    pub zip_code: Option<String>,
    /// For the carrier.
    #[sea_orm(column_type = "String(StringLen::N(32))", nullable)]
    pub phone_number: Option<String>,
    /// When it was recorded.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
    /// Counts the changes; the ETag.
    pub version: i64,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What the audit log tells of it.
    pub(super) fn told(&self) -> serde_json::Value {
        serde_json::json!({
            "line1": self.line1,
            "line2": self.line2,
            "city": self.city,
            "state": self.state,
            "country": self.country,
            "zip_code": self.zip_code,
            "phone_number": self.phone_number,
        })
    }
}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity).index(&["zip_code"])
}

//! The table `products`.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

use crate::Unit;
use crate::text::word_enum;

word_enum! {
    /// Whether a product has stock.
    pub enum Kind {
        /// Goods: kept in stock, never oversold.
        Goods = "goods",
        /// A service or fee, such as postage: no stock.
        Service = "service",
    }
}

/// Something that is sold: goods with stock, or a service without.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "products")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The shop's own code.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub sku: String,
    /// The code printed on it.
    #[sea_orm(column_type = "String(StringLen::N(32))", nullable)]
    pub barcode: Option<String>,
    /// Its name.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub name: String,
    /// What it is.
    #[sea_orm(column_type = "String(StringLen::N(4000))", nullable)]
    pub description: Option<String>,
    /// The shop's own grouping, such as electronics.
    #[sea_orm(column_type = "String(StringLen::N(64))", nullable)]
    pub product_type: Option<String>,
    /// Goods or service.
    #[sea_orm(column_type = "String(StringLen::N(16))")]
    pub kind: Kind,
    /// Its category.
    pub category_id: Option<i64>,
    /// How it is taxed; without a class it carries no tax.
    pub tax_class_id: Option<i64>,
    /// What price and quantities count.
    #[sea_orm(column_type = "String(StringLen::N(16))")]
    pub unit: Unit,
    /// Price of one unit, in minor units of the currency.
    pub price: i64,
    /// What one unit costs the shop, in minor units of the currency; unknown when `None`. It is for
    /// the staff, and never for those who shop.
    pub cost: Option<i64>,
    /// ISO 4217.
    #[sea_orm(column_type = "String(StringLen::N(3))")]
    pub currency: String,
    /// Whether it can be ordered.
    pub active: bool,
    /// Since when it is out of the catalogue for good; such a product is never active.
    pub archived_at: Option<DateTimeUtc>,
    /// The name without regard to case, for search; follows from the name.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub search_name: String,
    /// The description without regard to case, for search; follows from the description.
    #[sea_orm(column_type = "String(StringLen::N(4000))", nullable)]
    pub search_description: Option<String>,
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
    pub(crate) fn told(&self) -> serde_json::Value {
        serde_json::json!({
            "sku": self.sku,
            "barcode": self.barcode,
            "name": self.name,
            "description": self.description,
            "product_type": self.product_type,
            "kind": self.kind,
            "category_id": self.category_id,
            "unit": self.unit,
            "price": self.price,
            "cost": self.cost,
            "currency": self.currency,
            "active": self.active,
            "archived": self.archived_at.is_some(),
        })
    }
}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .unique(&["sku"])
        .unique(&["barcode"])
        .one_of("kind", Kind::WORDS)
        .one_of("unit", Unit::WORDS)
        .check("price", "price >= 0")
        .check("cost", "cost >= 0")
        .check("archived", "archived_at IS NULL OR active = false")
        .index(&["search_name"])
        .index(&["product_type"])
        .index(&["category_id"])
        .index(&["tax_class_id"])
        .foreign_key("category_id", "categories", OnDelete::Restrict)
        .foreign_key("tax_class_id", "tax_classes", OnDelete::Restrict)
}

//! The table `order_items`.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

use crate::Unit;
use crate::amounts::TaxRate;

/// One line of an order, with the product as it was.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "order_items")]
pub struct Model {
    /// The order.
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_id: i64,
    /// 1, 2, 3, ..
    #[sea_orm(primary_key, auto_increment = false)]
    pub line: i64,
    /// The product.
    pub product_id: i64,
    /// Its code when ordered.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub sku: String,
    /// Its name when ordered.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub name: String,
    /// Its unit when ordered.
    #[sea_orm(column_type = "String(StringLen::N(16))")]
    pub unit: Unit,
    /// Whether the line holds goods, which move stock.
    pub stocked: bool,
    /// Price of one unit, minor units.
    pub unit_price: i64,
    /// What one unit cost the shop when ordered, minor units; unknown when `None`. It is for the
    /// staff, and never for the customer.
    pub unit_cost: Option<i64>,
    /// Thousandths ordered.
    pub quantity: i64,
    /// `unit_price` times quantity, rounded once.
    pub subtotal: i64,
    /// Taken off this line.
    pub discount: i64,
    /// Why.
    #[sea_orm(column_type = "String(StringLen::N(200))", nullable)]
    pub discount_reason: Option<String>,
    /// This line's share of what is taken off the order as a whole.
    pub order_discount: i64,
    /// The tax rate when ordered, in parts per million.
    #[sea_orm(column_name = "tax_rate_ppm")]
    pub tax_rate: TaxRate,
    /// Tax on this line, on top of the price or inside it.
    pub tax: i64,
    /// What the customer pays for this line, tax included.
    pub total: i64,
    /// Thousandths in shipments that have not left.
    pub allocated: i64,
    /// Thousandths that left.
    pub shipped: i64,
    /// Thousandths of them that arrived.
    pub delivered: i64,
    /// Thousandths that came back.
    pub returned: i64,
    /// Minor units of the total that are no longer owed.
    pub refunded: i64,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .clustered()
        .check("quantity", "quantity > 0")
        .check("unit_cost", "unit_cost >= 0")
        .check(
            "shipped",
            "allocated >= 0 AND shipped >= 0 AND allocated + shipped <= quantity",
        )
        .check("delivered", "delivered >= 0 AND delivered <= shipped")
        .check("returned", "returned >= 0 AND returned <= quantity")
        .check("refunded", "refunded >= 0 AND refunded <= total")
        .check(
            "amounts",
            "unit_price >= 0 AND discount >= 0 AND order_discount >= 0 \
             AND discount + order_discount <= subtotal AND tax_rate_ppm >= 0 AND tax >= 0 \
             AND tax <= total",
        )
        .check(
            "total",
            "total = subtotal - discount - order_discount \
             OR total = subtotal - discount - order_discount + tax",
        )
        .index(&["product_id"])
        .foreign_key("order_id", "orders", OnDelete::Cascade)
        .foreign_key("product_id", "products", OnDelete::Restrict)
}

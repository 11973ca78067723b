//! The table `stock_count_items`.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

/// One product of a count. Amounts are thousandths.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stock_count_items")]
pub struct Model {
    /// The count.
    #[sea_orm(primary_key, auto_increment = false)]
    pub count_id: i64,
    /// The product.
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: i64,
    /// What was on hand when it came onto the sheet.
    pub expected: i64,
    /// What somebody counted, promised goods included; nothing until then.
    pub counted: Option<i64>,
    /// What was counted less what was on hand at that moment.
    pub difference: Option<i64>,
    /// When it was counted.
    pub counted_at: Option<DateTimeUtc>,
    /// Who counted.
    #[sea_orm(column_type = "String(StringLen::N(100))", nullable)]
    pub counted_by: Option<String>,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .clustered()
        .check("expected", "expected >= 0")
        .check("counted", "counted >= 0")
        .check(
            "complete",
            "(counted IS NULL AND difference IS NULL AND counted_at IS NULL) \
             OR (counted IS NOT NULL AND difference IS NOT NULL AND counted_at IS NOT NULL)",
        )
        .index(&["product_id"])
        .foreign_key("count_id", "stock_counts", OnDelete::Cascade)
        .foreign_key("product_id", "products", OnDelete::Restrict)
}

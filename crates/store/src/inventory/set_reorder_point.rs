//! Say at how much of a product a location orders more.

use mercer_database::Transaction;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::counts::check_counted;
use super::level::{Column, Entity};
use super::{InventoryError, StockLevel, subject};
use crate::{Invalid, Quantity, Store, audit};

/// A reorder point.
#[derive(Clone, Debug)]
pub struct SetReorderPoint {
    /// The product.
    pub product_id: i64,
    /// The place; the first location when `None`.
    pub location_id: Option<i64>,
    /// When no more than this is there and not promised, it is time to order; `None`: never.
    pub reorder_point: Option<Quantity>,
}

/// Sets or clears the reorder point of a product at a location, also of one that never was there.
pub async fn set_reorder_point(
    store: &Store,
    input: SetReorderPoint,
) -> Result<StockLevel, InventoryError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, input) = (unit_store.clone(), input.clone());
            async move { set_in(&store, &transaction, &input).await }
        })
        .await
}

async fn set_in(
    store: &Store,
    transaction: &Transaction,
    input: &SetReorderPoint,
) -> Result<StockLevel, InventoryError> {
    let now = store.now();
    let product = subject::product(transaction, input.product_id).await?;
    if let Some(point) = input.reorder_point {
        check_counted(point, product.unit)
            .map_err(|error| Invalid::new("reorder_point", error.reason))?;
    }
    let location_id = subject::location(store, transaction, input.location_id).await?;
    let before = subject::locked_level(transaction, product.id, location_id, now).await?;
    let point = input.reorder_point.map(Quantity::thousandths);
    Entity::update_many()
        .col_expr(Column::ReorderPoint, Expr::val(point))
        .col_expr(Column::UpdatedAt, Expr::val(now))
        .filter(Column::Id.eq(before.id))
        .exec(transaction)
        .await?;
    let quantity = |thousandths: Option<i64>| {
        thousandths.map(|thousandths| Quantity::from_thousandths(thousandths).to_string())
    };
    let act = audit::Act {
        action: "inventory.set_reorder_point",
        subject: format!("product {}", product.id),
        order_id: None,
        before: Some(json!({ "reorder_point": quantity(before.reorder_point) })),
        after: Some(json!({ "location_id": location_id, "reorder_point": quantity(point) })),
    };
    audit::record_in(store, transaction, act).await?;
    subject::level(transaction, product.id, location_id).await
}

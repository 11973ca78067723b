//! Audit rows of stock: what was on hand before and after.

use mercer_database::Transaction;
use sea_orm::DbErr;
use serde_json::json;

use super::StockLevel;
use crate::{Quantity, Store, audit};

/// Records that a verb changed one level by `change` thousandths to what it is now.
pub(super) async fn level_changed_in(
    store: &Store,
    transaction: &Transaction,
    action: &'static str,
    level: &StockLevel,
    change: i64,
    reason: Option<&str>,
) -> Result<(), DbErr> {
    // In words: a fraction has more than one way to be written as a number.
    let on_hand = |thousandths| Quantity::from_thousandths(thousandths).to_string();
    let mut after = json!({ "location_id": level.location_id, "on_hand": on_hand(level.on_hand) });
    if let Some(reason) = reason {
        after["reason"] = reason.into();
    }
    let act = audit::Act {
        action,
        subject: format!("product {}", level.product_id),
        order_id: None,
        before: Some(json!({ "on_hand": on_hand(level.on_hand - change) })),
        after: Some(after),
    };
    audit::record_in(store, transaction, act).await
}

//! Look at one return.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{Return, ReturnError, ReturnItem, entity, item};
use crate::Store;

/// A return with what came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnWithItems {
    /// The return.
    pub row: Return,
    /// What came back, by line.
    pub items: Vec<ReturnItem>,
}

impl ReturnWithItems {
    /// What the audit log keeps of it.
    pub(super) fn summary(&self) -> serde_json::Value {
        let lines: Vec<_> = self
            .items
            .iter()
            .map(|item| {
                serde_json::json!({
                    "line": item.line, "quantity": item.quantity,
                    "disposition": item.disposition, "credit": item.credit,
                })
            })
            .collect();
        serde_json::json!({
            "reason": self.row.reason, "shipment_id": self.row.shipment_id,
            "location_id": self.row.location_id, "credited": self.row.credited, "lines": lines,
        })
    }
}

/// The return with this id.
pub async fn get(store: &Store, id: i64) -> Result<ReturnWithItems, ReturnError> {
    store
        .database()
        .snapshot(move |transaction: Transaction| async move {
            let row = entity::Entity::find_by_id(id).one(&transaction).await?;
            let row = row.ok_or(ReturnError::NotFound(id))?;
            let items = item::Entity::find()
                .filter(item::Column::ReturnId.eq(id))
                .order_by_asc(item::Column::Line)
                .all(&transaction)
                .await?;
            Ok(ReturnWithItems { row, items })
        })
        .await
}

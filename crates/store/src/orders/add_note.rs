//! Note something about an order, for those who look at its timeline.

use mercer_database::Transaction;
use sea_orm::EntityTrait;

use super::OrderError;
use super::entity::Entity;
use crate::{Store, audit, text};

/// Adds a note of at most 2,000 characters. It stays as it is; another one corrects it.
pub async fn add_note(store: &Store, order_id: i64, note: &str) -> Result<(), OrderError> {
    let note = text::required("note", note, 2_000)?;
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, note) = (unit_store.clone(), note.clone());
            async move {
                let order = Entity::find_by_id(order_id).one(&transaction).await?;
                order.ok_or_else(|| OrderError::NotFound(order_id.to_string()))?;
                let act = audit::Act {
                    action: "orders.add_note",
                    subject: format!("order {order_id}"),
                    order_id: Some(order_id),
                    before: None,
                    after: Some(serde_json::json!({ "note": note })),
                };
                Ok(audit::record_in(&store, &transaction, act).await?)
            }
        })
        .await
}

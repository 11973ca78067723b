//! Note something about an order, for those who look at its timeline.

use mercer_database::Transaction;
use sea_orm::{EntityTrait, QuerySelect};

use super::entity::Entity;
use super::rows::check_version;
use super::{OrderError, OrderNote};
use crate::{Store, audit, text};

/// Adds a note of at most 2,000 characters. It stays as it is; another one corrects it. The order's
/// version stays too.
///
/// # Errors
/// [`OrderError::Stale`] when the order is not the version that was read.
pub async fn add_note(
    store: &Store,
    order_id: i64,
    note: &str,
    expected_version: Option<i64>,
) -> Result<OrderNote, OrderError> {
    let note = text::required("note", note, 2_000)?;
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, note) = (unit_store.clone(), note.clone());
            async move {
                let mut order = Entity::find_by_id(order_id);
                if expected_version.is_some() {
                    order = order.lock_exclusive();
                }
                let order = order.one(&transaction).await?;
                let order = order.ok_or_else(|| OrderError::NotFound(order_id.to_string()))?;
                check_version(&order, expected_version)?;
                let act = audit::Act {
                    action: NOTED,
                    subject: format!("order {order_id}"),
                    order_id: Some(order_id),
                    before: None,
                    after: Some(serde_json::json!({ "note": note })),
                };
                audit::record_in(&store, &transaction, act).await?;
                Ok(OrderNote {
                    note: Some(note),
                    actor: store.actor().to_string(),
                    created_at: store.now(),
                })
            }
        })
        .await
}

/// The audit log's word for a note.
pub(super) const NOTED: &str = "orders.add_note";

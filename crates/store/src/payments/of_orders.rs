//! The payments of many orders at once.

use super::PaymentError;
use super::entity::{Column, Entity, Model};
use crate::{Store, batch};

/// The payments of these orders, by order and then as they were recorded. At most 200 orders.
pub async fn of_orders(store: &Store, order_ids: &[i64]) -> Result<Vec<Model>, PaymentError> {
    batch::rows::<Entity, _>(store.database(), Column::OrderId, Column::Id, order_ids).await
}

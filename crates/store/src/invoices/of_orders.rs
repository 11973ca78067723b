//! The invoices and credit notes of many orders at once.

use super::InvoiceError;
use super::entity::{Column, Entity, Model};
use crate::{Store, batch};

/// The invoices and credit notes of these orders, by order and then as they were recorded. At most 200 orders.
pub async fn of_orders(store: &Store, order_ids: &[i64]) -> Result<Vec<Model>, InvoiceError> {
    batch::rows::<Entity, _>(store.database(), Column::OrderId, Column::Id, order_ids).await
}

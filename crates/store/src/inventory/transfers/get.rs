//! Read one transfer.

use mercer_database::Transaction;
use sea_orm::EntityTrait;

use super::amounts::items_of;
use super::{StockTransfer, StockTransferItem, entity};
use crate::Store;
use crate::inventory::InventoryError;

/// A transfer with its items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferWithItems {
    /// The transfer.
    pub transfer: StockTransfer,
    /// What it consists of, by product.
    pub items: Vec<StockTransferItem>,
}

/// The transfer with this id.
pub async fn get(store: &Store, id: i64) -> Result<TransferWithItems, InventoryError> {
    store
        .database()
        .snapshot(move |transaction: Transaction| async move {
            let transfer = entity::Entity::find_by_id(id).one(&transaction).await?;
            let transfer = transfer.ok_or(InventoryError::UnknownTransfer(id))?;
            let items = items_of(&transaction, id).await?;
            Ok(TransferWithItems { transfer, items })
        })
        .await
}

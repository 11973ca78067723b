//! What became of a transfer's goods, in one place for all verbs.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Query, SimpleExpr};
use sea_orm::{
    ActiveValue, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::{StockTransfer, StockTransferItem, TransferStatus, TransferWithItems, entity, item};
use crate::edit::{edit_in, refuse_stale};
use crate::inventory::{Change, InventoryError};

/// Thousandths by product.
pub(super) type Amounts = BTreeMap<i64, i64>;

/// The transfer, locked until the transaction ends, with its items by product.
///
/// # Errors
/// When it is not the version that the caller read, or cannot become what it is to become.
pub(super) async fn locked(
    transaction: &Transaction,
    id: i64,
    expected_version: Option<i64>,
    next: TransferStatus,
) -> Result<TransferWithItems, InventoryError> {
    let transfer = entity::Entity::find_by_id(id)
        .lock_exclusive()
        .one(transaction)
        .await?;
    let transfer = transfer.ok_or(InventoryError::UnknownTransfer(id))?;
    refuse_stale(expected_version, transfer.version)?;
    if !transfer.status.may_become(next) {
        return Err(InventoryError::WrongTransferStatus {
            from: transfer.status,
            to: next,
        });
    }
    let items = items_of(transaction, id).await?;
    Ok(TransferWithItems { transfer, items })
}

pub(super) async fn items_of(
    transaction: &Transaction,
    id: i64,
) -> Result<Vec<StockTransferItem>, DbErr> {
    item::Entity::find()
        .filter(item::Column::TransferId.eq(id))
        .order_by_asc(item::Column::ProductId)
        .all(transaction)
        .await
}

/// What is on its way of each product.
pub(super) fn on_the_way(items: &[StockTransferItem]) -> Amounts {
    items
        .iter()
        .map(|item| (item.product_id, item.in_transit()))
        .filter(|(_, thousandths)| *thousandths > 0)
        .collect()
}

/// The amounts as changes of a location's stock, sorted by product.
pub(super) fn changes(amounts: &Amounts, direction: i64) -> Vec<Change> {
    amounts
        .iter()
        .filter(|(_, thousandths)| **thousandths != 0)
        .map(|(&product_id, thousandths)| Change {
            product_id,
            quantity: thousandths * direction,
        })
        .collect()
}

/// Adds the amounts to one column of the items. The transfer is locked.
pub(super) async fn add_in(
    transaction: &Transaction,
    transfer_id: i64,
    column: item::Column,
    amounts: &Amounts,
) -> Result<(), DbErr> {
    if amounts.is_empty() {
        return Ok(());
    }
    let mut cases = CaseStatement::new();
    for (&product_id, &thousandths) in amounts {
        let is_it = item::Column::ProductId.eq(product_id);
        cases = cases.case(is_it, Expr::val(thousandths));
    }
    let amount: SimpleExpr = cases.finally(Expr::val(0_i64)).into();
    let mut update = Query::update();
    update
        .table(item::Entity)
        .value(column, column.into_expr().add(amount))
        .and_where(item::Column::TransferId.eq(transfer_id))
        .and_where(item::Column::ProductId.is_in(amounts.keys().copied()));
    transaction.execute(&update).await.map(drop)
}

/// Writes where the transfer stands and reads it back.
pub(super) async fn settle_in(
    transaction: &Transaction,
    transfer: &StockTransfer,
    next: Option<TransferStatus>,
    now: DateTime<Utc>,
) -> Result<TransferWithItems, InventoryError> {
    let mut changes = entity::ActiveModel::default();
    if let Some(next) = next {
        changes.status = ActiveValue::Set(next);
        match next {
            TransferStatus::InTransit => {}
            TransferStatus::Received => changes.received_at = ActiveValue::Set(Some(now)),
            TransferStatus::Cancelled => changes.cancelled_at = ActiveValue::Set(Some(now)),
        }
    }
    let missing = || InventoryError::UnknownTransfer(transfer.id);
    let transfer = edit_in::<entity::Entity>(transaction, transfer.id, None, changes, now)
        .await?
        .into_result(None, missing)?;
    let items = items_of(transaction, transfer.id).await?;
    Ok(TransferWithItems { transfer, items })
}

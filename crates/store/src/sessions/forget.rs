//! The sessions of a customer who is forgotten.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter};

use super::entity::{Column, Entity};

/// Removes all sessions of a customer whose row is locked; returns how many there were.
pub(crate) async fn forget_customer_in(
    transaction: &Transaction,
    customer_id: i64,
) -> Result<u64, DbErr> {
    let removed = Entity::delete_many()
        .filter(Column::CustomerId.eq(customer_id))
        .exec(transaction)
        .await?;
    Ok(removed.rows_affected)
}

//! The products that an order names, without the texts that an order does not need.

use std::collections::HashMap;

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter};

use super::Product;
use super::entity::{Column, Entity};

/// Products by id; those that do not exist are missing from the map.
pub(crate) async fn ordered_in(
    transaction: &Transaction,
    ids: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, Product>, DbErr> {
    let products = Entity::find()
        .filter(Column::Id.is_in(ids))
        .all(transaction)
        .await?;
    Ok(products
        .into_iter()
        .map(|product| (product.id, product))
        .collect())
}

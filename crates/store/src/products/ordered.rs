//! The products that an order names, with what an order needs of them.

use std::collections::HashMap;

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use super::Kind;
use super::entity::{Column, Entity};
use crate::Unit;

/// A product as it is written into an order.
#[derive(Clone, Debug, FromQueryResult)]
pub(crate) struct OrderedProduct {
    pub(crate) id: i64,
    pub(crate) sku: String,
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) unit: Unit,
    /// Minor units of the currency.
    pub(crate) price: i64,
    pub(crate) currency: String,
    pub(crate) active: bool,
}

/// Products by id; those that do not exist are missing from the map.
pub(crate) async fn ordered_in(
    transaction: &Transaction,
    ids: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, OrderedProduct>, DbErr> {
    let products = Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::Sku,
            Column::Name,
            Column::Kind,
            Column::Unit,
            Column::Price,
            Column::Currency,
            Column::Active,
        ])
        .filter(Column::Id.is_in(ids))
        .into_model::<OrderedProduct>()
        .all(transaction)
        .await?;
    Ok(products
        .into_iter()
        .map(|product| (product.id, product))
        .collect())
}

//! What a stock verb is about: the product, the place, their level.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};

use super::InventoryError;
use super::change::create_missing_levels;
use super::guarded::by_product;
use super::level::{self, Column};
use crate::Store;
use crate::products::{Kind, Product};
use crate::{bulk, locations, products};

/// The product, if it has stock at all.
pub(super) async fn product(
    transaction: &Transaction,
    product_id: i64,
) -> Result<Product, InventoryError> {
    let product = products::entity::Entity::find_by_id(product_id)
        .one(transaction)
        .await?;
    let product = product.ok_or(InventoryError::UnknownProduct(product_id))?;
    if product.kind == Kind::Service {
        return Err(InventoryError::NotStocked { sku: product.sku });
    }
    Ok(product)
}

/// The named location, or the first.
pub(super) async fn location(
    store: &Store,
    transaction: &Transaction,
    location_id: Option<i64>,
) -> Result<i64, InventoryError> {
    let Some(location_id) = location_id else {
        return Ok(locations::first_in(store, transaction).await?);
    };
    if locations::exists_in(transaction, location_id).await? {
        Ok(location_id)
    } else {
        Err(InventoryError::UnknownLocation(location_id))
    }
}

/// The level as it is now.
pub(super) async fn level(
    transaction: &Transaction,
    product_id: i64,
    location_id: i64,
) -> Result<level::Model, InventoryError> {
    let level = find(product_id, location_id).one(transaction).await?;
    Ok(level.unwrap_or_else(|| nothing(product_id, location_id)))
}

/// The level, locked until the transaction ends. One that is not there yet is created: there is
/// nothing else to lock, and two counts of goods that never were there would both add them.
pub(super) async fn locked_level(
    transaction: &Transaction,
    product_id: i64,
    location_id: i64,
    now: DateTime<Utc>,
) -> Result<level::Model, InventoryError> {
    let mut levels = locked_levels(transaction, location_id, &[product_id], now).await?;
    Ok(levels
        .remove(&product_id)
        .unwrap_or_else(|| nothing(product_id, location_id)))
}

/// The levels of products, which are sorted; locked in their order, and there in any case.
pub(super) async fn locked_levels(
    transaction: &Transaction,
    location_id: i64,
    product_ids: &[i64],
    now: DateTime<Utc>,
) -> Result<BTreeMap<i64, level::Model>, InventoryError> {
    let mut levels = BTreeMap::new();
    for chunk in product_ids.chunks(bulk::LIST) {
        create_missing_levels(transaction, location_id, chunk, now).await?;
        let lock = level::Entity::find()
            .filter(Column::LocationId.eq(location_id))
            .filter(bulk::among(Column::ProductId, chunk))
            .order_by_asc(Column::ProductId)
            .lock_exclusive()
            .build(transaction.get_database_backend());
        let found = level::Model::find_by_statement(by_product(lock))
            .all(transaction)
            .await?;
        levels.extend(found.into_iter().map(|level| (level.product_id, level)));
    }
    Ok(levels)
}

fn find(product_id: i64, location_id: i64) -> sea_orm::Select<level::Entity> {
    level::Entity::find()
        .filter(Column::ProductId.eq(product_id))
        .filter(Column::LocationId.eq(location_id))
}

fn nothing(product_id: i64, location_id: i64) -> level::Model {
    level::Model {
        id: 0,
        product_id,
        location_id,
        on_hand: 0,
        reserved: 0,
        reorder_point: None,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

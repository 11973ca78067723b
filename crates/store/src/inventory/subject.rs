//! What a stock verb is about: the product, the place, their level.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::InventoryError;
use super::level::{self, Column};
use crate::products::{Kind, Product};
use crate::{locations, products};

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
    transaction: &Transaction,
    location_id: Option<i64>,
    now: DateTime<Utc>,
) -> Result<i64, InventoryError> {
    let Some(location_id) = location_id else {
        return Ok(locations::first_in(transaction, now).await?);
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

/// The level, locked until the transaction ends.
pub(super) async fn locked_level(
    transaction: &Transaction,
    product_id: i64,
    location_id: i64,
) -> Result<level::Model, InventoryError> {
    let level = find(product_id, location_id)
        .lock_exclusive()
        .one(transaction)
        .await?;
    Ok(level.unwrap_or_else(|| nothing(product_id, location_id)))
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

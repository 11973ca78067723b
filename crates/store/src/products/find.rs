//! Find a product by one of its codes.

use mercer_database::Transaction;
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity::{Column, Entity, Model};
use super::{Barcode, ProductError, Sku};
use crate::Store;

/// The product with this code.
pub async fn find_by_sku(store: &Store, sku: &str) -> Result<Model, ProductError> {
    let sku: Sku = sku.parse()?;
    let missing = ProductError::NotFound(format!("sku {sku}"));
    find(store, Column::Sku.eq(sku.into_string()), missing).await
}

/// The product with this barcode.
pub async fn find_by_barcode(store: &Store, barcode: &str) -> Result<Model, ProductError> {
    let barcode: Barcode = barcode.parse()?;
    let missing = ProductError::NotFound(format!("barcode {barcode}"));
    find(store, Column::Barcode.eq(barcode.into_string()), missing).await
}

async fn find(
    store: &Store,
    has_code: SimpleExpr,
    missing: ProductError,
) -> Result<Model, ProductError> {
    store
        .database()
        .read(move |transaction: Transaction| {
            let find = Entity::find().filter(has_code.clone());
            let missing = missing.clone();
            async move { find.one(&transaction).await?.ok_or(missing) }
        })
        .await
}

//! Products out of rows read by position: the catalogue is what shops read most.

use mercer_database::Row;
use sea_orm::DbErr;

use super::Product;

/// The product in a row of all columns of its table.
pub(super) fn product(mut row: Row) -> Result<Product, DbErr> {
    Ok(Product {
        id: row.take()?,
        sku: row.take()?,
        barcode: row.take_optional()?,
        name: row.take()?,
        description: row.take_optional()?,
        product_type: row.take_optional()?,
        kind: row.take()?,
        category_id: row.take_optional()?,
        tax_class_id: row.take_optional()?,
        unit: row.take()?,
        price: row.take()?,
        cost: row.take_optional()?,
        currency: row.take()?,
        active: row.take()?,
        archived_at: row.take_optional()?,
        search_name: row.take()?,
        search_description: row.take_optional()?,
        created_at: row.take()?,
        updated_at: row.take()?,
        version: row.take()?,
    })
}

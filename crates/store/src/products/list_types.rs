//! List the groupings that the shop's products have.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};

use super::ProductError;
use super::entity::{Column, Entity};
use crate::Store;

/// A grouping that some product has. There is no list of them beside the products: the first
/// product of a type makes it, and it goes with the last one.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct ProductType {
    /// Its name.
    pub product_type: String,
    /// How many products have it, archived ones included.
    pub products: i64,
}

/// Every product type by name.
pub async fn list_types(store: &Store) -> Result<Vec<ProductType>, ProductError> {
    store
        .database()
        .read(|transaction: Transaction| async move {
            let types = Entity::find()
                .select_only()
                .column(Column::ProductType)
                .column_as(Column::Id.count(), "products")
                .filter(Column::ProductType.is_not_null())
                .group_by(Column::ProductType)
                .order_by_asc(Column::ProductType)
                .into_model()
                .all(&transaction)
                .await?;
            Ok(types)
        })
        .await
}

//! Remove a category, with its products only when asked.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, ModelTrait, PaginatorTrait, QueryFilter, QuerySelect};

use super::CategoryError;
use super::entity::{Column, Entity};
use crate::edit::refuse_stale;
use crate::{Store, audit, products};

/// What may go together with the category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cascade {
    /// Nothing: a category with products stays.
    Refuse,
    /// Its products, if none of them was ordered or stocked.
    Products,
}

/// Removes the category, if it is still the version that the caller read (any when `None`). One
/// that contains categories always stays.
pub async fn delete(
    store: &Store,
    id: i64,
    expected_version: Option<i64>,
    cascade: Cascade,
) -> Result<(), CategoryError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move { delete_in(&store, &transaction, id, expected_version, cascade).await }
        })
        .await
}

async fn delete_in(
    store: &Store,
    transaction: &Transaction,
    id: i64,
    expected_version: Option<i64>,
    cascade: Cascade,
) -> Result<(), CategoryError> {
    // The lock holds up products and categories that somebody is putting in at this moment.
    let category = Entity::find_by_id(id)
        .lock_exclusive()
        .one(transaction)
        .await?;
    let category = category.ok_or(CategoryError::NotFound(id))?;
    refuse_stale(expected_version, category.version)?;
    let name = category.name.clone();
    let children = Entity::find()
        .filter(Column::ParentId.eq(id))
        .count(transaction)
        .await?;
    if children > 0 {
        return Err(CategoryError::HasChildren { name, children });
    }
    let inside = products::entity::Column::CategoryId.eq(id);
    let inside_it = products::entity::Entity::find().filter(inside.clone());
    let inside_it = inside_it.all(transaction).await?;
    let products = inside_it.len() as u64;
    if products > 0 && cascade == Cascade::Refuse {
        return Err(CategoryError::HasProducts { name, products });
    }
    if products > 0 {
        products::entity::Entity::delete_many()
            .filter(inside)
            .exec(transaction)
            .await?;
    }
    for product in &inside_it {
        let subject = format!("product {}", product.id);
        let act = audit::Act::removed("products.delete", subject, product.told());
        audit::record_in(store, transaction, act).await?;
    }
    let told = category.told();
    category.delete(transaction).await?;
    let subject = format!("category {id}");
    let act = audit::Act::removed("categories.delete", subject, told);
    audit::record_in(store, transaction, act).await?;
    Ok(())
}

//! Take a product out of the catalogue for good, or back into it.

use mercer_database::Transaction;
use sea_orm::{ActiveValue, EntityTrait, QuerySelect};

use super::ProductError;
use super::entity::{ActiveModel, Entity, Model};
use crate::edit::edit_in;
use crate::{Store, audit};

/// Archives the product or takes it back; one that is as wanted already stays as it is.
///
/// It is off sale either way: a product that comes back is looked at before it is sold.
pub(super) async fn set(
    store: &Store,
    id: i64,
    expected: Option<i64>,
    archived: bool,
) -> Result<Model, ProductError> {
    let (unit_store, now) = (store.clone(), store.now());
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move {
                let missing = || ProductError::NotFound(format!("id {id}"));
                let product = Entity::find_by_id(id)
                    .lock_exclusive()
                    .one(&transaction)
                    .await?
                    .ok_or_else(missing)?;
                let is_expected = expected.is_none_or(|version| version == product.version);
                if is_expected && product.archived_at.is_some() == archived {
                    return Ok(product);
                }
                let changes = ActiveModel {
                    active: ActiveValue::Set(false),
                    archived_at: ActiveValue::Set(archived.then_some(now)),
                    ..ActiveModel::default()
                };
                let product_now = edit_in::<Entity>(&transaction, id, expected, changes, now)
                    .await?
                    .into_result(expected, missing)?;
                let action = if archived {
                    "products.archive"
                } else {
                    "products.unarchive"
                };
                let (before, after) = (product.told(), product_now.told());
                let subject = format!("product {id}");
                audit::record_edit_in(&store, &transaction, action, subject, before, after).await?;
                Ok(product_now)
            }
        })
        .await
}

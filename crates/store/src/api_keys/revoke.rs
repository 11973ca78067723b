//! Let a key be good for nothing any more.

use mercer_database::Transaction;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::ApiKeyError;
use super::entity::{Column, Entity, Model};
use crate::{Store, audit};

/// Revokes the key, from the next request on. Revoking it again changes nothing.
pub async fn revoke(store: &Store, id: i64) -> Result<Model, ApiKeyError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move {
                let revoked = Entity::update_many()
                    .col_expr(Column::RevokedAt, Expr::val(store.now()))
                    .filter(Column::Id.eq(id))
                    .filter(Column::RevokedAt.is_null())
                    .exec(&transaction)
                    .await?;
                let key = Entity::find_by_id(id).one(&transaction).await?;
                let key = key.ok_or(ApiKeyError::NotFound(id))?;
                if revoked.rows_affected > 0 {
                    let act = audit::Act::removed("api_keys.revoke", key.subject(), key.told());
                    audit::record_in(&store, &transaction, act).await?;
                }
                Ok(key)
            }
        })
        .await
}

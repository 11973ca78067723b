//! Give a user who forgot their password another one.

use mercer_database::Transaction;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::StaffError;
use super::entity::{Column, Entity, Model};
use crate::edit::refuse_stale;
use crate::password::{self, Password};
use crate::{Store, audit};

/// Sets the user's password without asking for the one they have.
///
/// `expected_version` is the one that the caller read; any when `None`.
pub async fn set_password(
    store: &Store,
    id: i64,
    new: Password,
    expected_version: Option<i64>,
) -> Result<Model, StaffError> {
    let hash = password::hash(store, new).await?;
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, hash) = (unit_store.clone(), hash.clone());
            async move {
                let found = Entity::find_by_id(id)
                    .lock_exclusive()
                    .one(&transaction)
                    .await?;
                let found = found.ok_or(StaffError::NotFound(id))?;
                refuse_stale(expected_version, found.version)?;
                let user = write_in(&store, &transaction, id, None, hash, "staff.set_password");
                user.await?.ok_or(StaffError::NotFound(id))
            }
        })
        .await
}

/// Writes the hash, if it is still `known` where one is given, and the audit row, which tells
/// nothing of it. `None` when no row was changed.
pub(super) async fn write_in(
    store: &Store,
    transaction: &Transaction,
    id: i64,
    known: Option<String>,
    hash: String,
    action: &'static str,
) -> Result<Option<Model>, StaffError> {
    let mut update = Entity::update_many()
        .col_expr(Column::PasswordHash, Expr::val(hash))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1_i64))
        .col_expr(Column::UpdatedAt, Expr::val(store.now()))
        .filter(Column::Id.eq(id));
    if let Some(known) = known {
        update = update.filter(Column::PasswordHash.eq(known));
    }
    if update.exec(transaction).await?.rows_affected == 0 {
        return Ok(None);
    }
    let told = |password: &str| Some(serde_json::json!({ "password": password }));
    let act = audit::Act {
        action,
        subject: format!("user {id}"),
        order_id: None,
        before: told("set"),
        after: told("changed"),
    };
    audit::record_in(store, transaction, act).await?;
    Ok(Entity::find_by_id(id).one(transaction).await?)
}

//! Give a customer another password, on the word of the one they have.

use mercer_database::Transaction;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity::{Column, Entity, Model};
use super::{CustomerError, get};
use crate::password::{self, Password};
use crate::{Store, audit};

/// The password that is, and the one that is to be.
#[derive(Clone, Debug)]
pub struct ChangePassword {
    /// What the customer says is their password.
    pub current: Password,
    /// The one to sign in with from now on.
    pub new: Password,
}

/// Changes the customer's password. (Staff set one without knowing it by
/// [`update`](super::update).)
///
/// # Errors
/// [`CustomerError::WrongPassword`] when the current one is another, when the customer has none,
/// and when it was changed at the same moment.
pub async fn change_password(
    store: &Store,
    id: i64,
    input: ChangePassword,
) -> Result<Model, CustomerError> {
    let known = get(store, id).await?.password_hash;
    if !password::verify(store, input.current, known.clone()).await? {
        return Err(CustomerError::WrongPassword);
    }
    let (hash, now) = (password::hash(store, input.new).await?, store.now());
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (known, hash) = (known.clone(), hash.clone());
            let store = unit_store.clone();
            async move {
                let changed = Entity::update_many()
                    .col_expr(Column::PasswordHash, Expr::val(hash))
                    .col_expr(Column::Version, Expr::col(Column::Version).add(1_i64))
                    .col_expr(Column::UpdatedAt, Expr::val(now))
                    .filter(Column::Id.eq(id))
                    // Still the one that was compared.
                    .filter(Column::PasswordHash.eq(known))
                    .exec(&transaction)
                    .await?;
                let customer = Entity::find_by_id(id).one(&transaction).await?;
                let customer =
                    customer.ok_or_else(|| CustomerError::NotFound(format!("id {id}")))?;
                if changed.rows_affected == 0 {
                    return Err(CustomerError::WrongPassword);
                }
                let told = |password| Some(serde_json::json!({ "password": password }));
                let act = audit::Act {
                    action: "customers.change_password",
                    subject: format!("customer {id}"),
                    order_id: None,
                    before: told("set"),
                    after: told("changed"),
                };
                audit::record_in(&store, &transaction, act).await?;
                Ok(customer)
            }
        })
        .await
}

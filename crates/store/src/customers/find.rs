//! Find a customer by what only they have.

use mercer_database::Transaction;
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity::{Column, Entity, Model};
use super::{CustomerError, Email, Username};
use crate::Store;

/// The customer with this user name, in upper or lower case.
pub async fn find_by_username(store: &Store, username: &str) -> Result<Model, CustomerError> {
    let username: Username = username.parse()?;
    let missing = CustomerError::NotFound(format!("the user name {username}"));
    find(store, Column::Username.eq(username.into_string()), missing).await
}

/// The customer with this e-mail address, in upper or lower case.
pub async fn find_by_email(store: &Store, email: &str) -> Result<Model, CustomerError> {
    let email: Email = email.parse()?;
    let missing = CustomerError::NotFound(format!("the e-mail address {email}"));
    find(store, Column::Email.eq(email.into_string()), missing).await
}

async fn find(
    store: &Store,
    is_wanted: SimpleExpr,
    missing: CustomerError,
) -> Result<Model, CustomerError> {
    store
        .database()
        .read(move |transaction: Transaction| {
            let find = Entity::find().filter(is_wanted.clone());
            let missing = missing.clone();
            async move { find.one(&transaction).await?.ok_or(missing) }
        })
        .await
}

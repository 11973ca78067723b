//! Find out whether somebody is the customer they say they are.

use mercer_database::Transaction;
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity::{Column, Entity, Model};
use super::{CustomerError, Email, Username};
use crate::Store;
use crate::password::{self, Password};

/// What somebody signs in with.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// A user name or an e-mail address, in upper or lower case.
    pub name: String,
    /// What they say is the password.
    pub password: Password,
}

/// The customer with this name and this password.
///
/// # Errors
/// [`CustomerError::WrongSignIn`] alike, and after the same time, when nobody has the name, when
/// the customer has no password, and when it is another one.
pub async fn sign_in(store: &Store, input: SignIn) -> Result<Model, CustomerError> {
    let customer = match is_named(&input.name) {
        Some(is_named) => find(store, is_named).await?,
        None => None,
    };
    let hash = customer.as_ref().and_then(|c| c.password_hash.clone());
    let is_theirs = password::verify(store, input.password, hash).await?;
    customer
        .filter(|_| is_theirs)
        .ok_or(CustomerError::WrongSignIn)
}

/// `None` if nobody can have such a name. Only e-mail addresses have an @.
fn is_named(name: &str) -> Option<SimpleExpr> {
    if name.contains('@') {
        let email: Email = name.parse().ok()?;
        Some(Column::Email.eq(email.into_string()))
    } else {
        let username: Username = name.parse().ok()?;
        Some(Column::Username.eq(username.into_string()))
    }
}

async fn find(store: &Store, is_named: SimpleExpr) -> Result<Option<Model>, CustomerError> {
    store
        .database()
        .read(move |transaction: Transaction| {
            let find = Entity::find().filter(is_named.clone());
            async move { Ok(find.one(&transaction).await?) }
        })
        .await
}

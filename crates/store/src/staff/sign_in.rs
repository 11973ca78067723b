//! Find out whether somebody is the user they say they are.

use mercer_database::Transaction;
use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::StaffError;
use super::entity::{Column, Entity, Model};
use crate::Store;
use crate::email::Email;
use crate::password::{self, Password};
use crate::username::Username;

/// What somebody signs in with.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// A user name or an e-mail address, in upper or lower case.
    pub name: String,
    /// What they say is the password.
    pub password: Password,
}

/// The active user with this name and this password, who is noted to have signed in.
///
/// # Errors
/// [`StaffError::WrongSignIn`] alike, and after the same time, when nobody has the name, when the
/// user is not active, and when the password is another one.
pub async fn sign_in(store: &Store, input: SignIn) -> Result<Model, StaffError> {
    let user = match is_named(&input.name) {
        Some(is_named) => find(store, is_named).await?,
        None => None,
    };
    let hash = user.as_ref().map(|user| user.password_hash.clone());
    let is_theirs = password::verify(store, input.password, hash).await?;
    let user = user.filter(|user| is_theirs && user.active);
    note(store, user.ok_or(StaffError::WrongSignIn)?).await
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

async fn find(store: &Store, is_named: SimpleExpr) -> Result<Option<Model>, StaffError> {
    store
        .database()
        .read(move |transaction: Transaction| {
            let find = Entity::find().filter(is_named.clone());
            async move { Ok(find.one(&transaction).await?) }
        })
        .await
}

/// Notes the time, if the user is still active and has still this password.
async fn note(store: &Store, user: Model) -> Result<Model, StaffError> {
    let now = store.now();
    store
        .database()
        .write(move |transaction: Transaction| {
            let user = user.clone();
            async move {
                let as_found = Column::Id
                    .eq(user.id)
                    .and(Column::Active.eq(true))
                    .and(Column::PasswordHash.eq(user.password_hash));
                Entity::update_many()
                    .col_expr(Column::LastSignInAt, Expr::val(now))
                    .filter(as_found.clone())
                    .exec(&transaction)
                    .await?;
                let user = Entity::find().filter(as_found).one(&transaction).await?;
                user.ok_or(StaffError::WrongSignIn)
            }
        })
        .await
}

//! Add somebody to the staff.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::{ActiveValue, EntityTrait};

use super::entity::{ActiveModel, Entity, Model};
use super::{Role, StaffError};
use crate::email::Email;
use crate::password::{self, Password};
use crate::username::Username;
use crate::{Invalid, Store, audit, text};

/// A user to be added. They may sign in at once.
#[derive(Clone, Debug)]
pub struct CreateUser {
    /// The name to sign in with, unique, kept in lower case.
    pub username: String,
    /// Unique where there is one, kept in lower case.
    pub email: Option<String>,
    /// What they sign in with.
    pub password: Password,
    /// Given name, at most 100 characters.
    pub first_name: String,
    /// Family name, at most 100 characters.
    pub last_name: String,
    /// What they may do.
    pub role: Role,
}

/// Adds a user.
pub async fn create(store: &Store, input: CreateUser) -> Result<Model, StaffError> {
    let mut user = check(&input, store.now())?;
    user.password_hash = password::hash(store, input.password).await?;
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, mut user) = (unit_store.clone(), user.clone());
            async move {
                let mut row = ActiveModel::from(user.clone());
                row.id = ActiveValue::NotSet;
                user.id = Entity::insert(row).exec(&transaction).await?.last_insert_id;
                let act = audit::Act::added("staff.create", user.subject(), user.told());
                audit::record_in(&store, &transaction, act).await?;
                Ok(user)
            }
        })
        .await
}

/// The row without its id and the password.
fn check(input: &CreateUser, now: DateTime<Utc>) -> Result<Model, Invalid> {
    let username = input.username.parse::<Username>()?;
    let email = text::optional("email", input.email.as_deref(), usize::MAX)?;
    let email = email.map(|email| email.parse::<Email>()).transpose()?;
    Ok(Model {
        id: 0,
        username: username.into_string(),
        email: email.map(Email::into_string),
        password_hash: String::new(),
        first_name: text::required("first_name", &input.first_name, 100)?,
        last_name: text::required("last_name", &input.last_name, 100)?,
        role: input.role,
        active: true,
        last_sign_in_at: None,
        created_at: now,
        updated_at: now,
        version: 1,
    })
}
